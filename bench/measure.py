"""What a whole command costs, seen from outside: seconds on the clock and of processors, and memory at its peak."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

EVERY = 0.02  # seconds between two looks at the memory


@dataclass(frozen=True)
class Command:
    """A command, where it is run, and what is added to its environment."""

    words: Sequence[str]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def start(self, **options: Any) -> subprocess.Popen[bytes]:
        ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        environment = {**ours, **self.environment}  # Python keeps its bytecode, as it does on any other machine
        return subprocess.Popen(self.words, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, **options)


class Failed(Exception):
    """A command that did not end well; says what it printed last."""


def cost(command: Command) -> tuple[float, float]:
    """Run it; the seconds it took, and those of processors that it and all it started and waited for used."""
    with TemporaryFile() as told:
        started = time.perf_counter()
        process = command.start(stdout=told, stderr=told)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            told.seek(0)
            raise Failed(f"{' '.join(command.words)}\n{told.read().decode()[-2000:]}")
    return wall, used.ru_utime + used.ru_stime


def peak_memory(command: Command) -> float:
    """Run it; MiB at the moment when it and all it started held most. What they share is counted once."""
    process = command.start(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0.0
    while process.poll() is None:
        most = max(most, sum(map(_held, _tree(process.pid))))
        time.sleep(EVERY)
    if process.returncode:
        raise Failed(" ".join(command.words))
    return most / 1024


def _tree(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _tree(int(child))


def _held(pid: int) -> int:
    """KiB of a process, of what it shares its share; nothing of one that has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
