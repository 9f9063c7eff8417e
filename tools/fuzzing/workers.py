"""Processes that make and judge one case after another, watched from outside: a hang ends with the process."""

from __future__ import annotations

import resource
import shutil
import signal
import tempfile
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random

from fuzzing.cases import SITES, make_case, read_site, write_case
from fuzzing.judging import judge
from fuzzing.mutations import Tree

SECONDS, MEGABYTES = 10.0, 500  # that one input may take, of the processor's time and of memory in all
PATIENCE = 30.0  # seconds on the clock before a process counts as hanging
ENOUGH = 300  # megabytes with which a process is not used again
_CONTEXT = get_context("spawn")


@dataclass(frozen=True)
class Result:
    """What became of a case: "problems", "sound", "finished" or, with what is `wrong`, "wrong"."""

    number: int
    changes: tuple[str, ...]
    outcome: str
    seconds: float = 0.0
    megabytes: int = 0
    wrong: str = ""


def judged(root: Path, random: Random, cache: Path) -> tuple[str, float, int, str]:
    """How a folder is taken: outcome, seconds, megabytes and what is wrong."""
    _forget_peak()
    started = time.process_time()
    try:
        outcome, wrong = judge(root, random, cache), ""
    except BaseException:
        outcome, wrong = "wrong", traceback.format_exc(limit=-6)
    seconds, megabytes = time.process_time() - started, _peak()
    if not wrong and (seconds > SECONDS or megabytes > MEGABYTES):
        outcome, wrong = "wrong", f"it took {seconds:.1f} s and {megabytes} MB"
    return outcome, seconds, megabytes, wrong


def _work(pipe: Connection, seed: int) -> None:
    """Judge every number that comes through the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits, which then ends this one
    limit = 4 * MEGABYTES * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    sites: Mapping[str, Tree] = {name: read_site(folder) for name, folder in SITES.items()}
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    try:
        while (number := pipe.recv()) is not None:
            case = make_case(seed, number, sites)
            root = folder / "case"
            write_case(case, root)
            outcome, seconds, megabytes, wrong = judged(root, Random(number), folder / "cache")
            shutil.rmtree(root, ignore_errors=True)
            pipe.send((Result(number, case.changes, outcome, seconds, megabytes, wrong), _now() > ENOUGH))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Worker:
    """A process, and the number it is busy with."""

    def __init__(self, seed: int) -> None:
        self.pipe, other = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=_work, args=(other, seed), daemon=False)
        self.process.start()
        other.close()
        self.number, self.since = 0, 0.0

    def take(self, number: int) -> None:
        self.number, self.since = number, time.monotonic()
        self.pipe.send(number)

    def end(self, *, hard: bool = False) -> None:
        if hard:
            self.process.kill()
        else:
            with suppress(OSError):
                self.pipe.send(None)
        self.process.join()


def results(seed: int, numbers: Iterator[int], jobs: int) -> Iterator[Result]:
    """What becomes of each number, as it becomes known."""
    busy: list[_Worker] = []
    idle: list[_Worker] = []
    try:
        for number in numbers:
            worker = idle.pop() if idle else _Worker(seed)
            worker.take(number)
            busy.append(worker)
            while len(busy) == jobs:
                yield from _ended(busy, idle)
        while busy:
            yield from _ended(busy, idle)
    finally:
        for worker in (*busy, *idle):
            worker.end(hard=worker in busy)


def _ended(busy: list[_Worker], idle: list[_Worker]) -> Iterator[Result]:
    """Wait for one worker at least: it has an answer, has died, or has taken too long."""
    by_pipe = {worker.pipe: worker for worker in busy}
    ready = [by_pipe[pipe] for pipe in wait(list(by_pipe), timeout=1.0)]  # type: ignore[index]
    for worker in [*busy]:
        late = time.monotonic() - worker.since > PATIENCE
        if worker not in ready and not late:
            continue
        busy.remove(worker)
        try:
            if worker not in ready:
                raise TimeoutError
            result, spent = worker.pipe.recv()
        except (TimeoutError, EOFError, OSError) as error:
            worker.end(hard=True)
            what = (
                f"no answer in {PATIENCE:g} s"
                if isinstance(error, TimeoutError)
                else f"the process died ({worker.process.exitcode})"
            )
            yield Result(worker.number, (), "wrong", time.monotonic() - worker.since, 0, what)
            continue
        if spent:
            worker.end()
        else:
            idle.append(worker)
        yield result


# --- memory, as Linux tells it ----------------------------------------------------------------------------------------


def _status(name: str) -> int:
    for row in Path("/proc/self/status").read_text().splitlines():
        if row.startswith(f"{name}:"):
            return int(row.split()[1]) // 1024
    return 0


def _peak() -> int:
    return _status("VmHWM")


def _now() -> int:
    return _status("VmRSS")


def _forget_peak() -> None:
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
