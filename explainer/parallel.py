"""Work that falls into parts -> the result of each, made in as many processes as there are processors to use.

The other processes are forks of this one, so what is worked on need not be sent to them; only results are. Where a
process cannot be forked, or ends without a result, whatever the reason, its part is worked on here. Work of which only
files are wanted may be done `beside` other work.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BufferedReader, BufferedWriter
from typing import Any, Generic, NoReturn, TypeVar

S = TypeVar("S")
T = TypeVar("T")

MOST = 8  # processes; each has to hold what it works on
_WHOLE = b"whole"  # ends what is sent


def processors() -> int:
    """How many processes can work at once; one where a fork would be a risk, as it is beside other threads."""
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return 1
    with suppress(AttributeError):
        return min(MOST, len(os.sched_getaffinity(0)))
    return min(MOST, os.cpu_count() or 1)


def share(things: Sequence[S], number: int, parts: int) -> Sequence[S]:
    """A part of some things: a stretch of them, so that what comes of all parts is in their order."""
    return things[len(things) * number // parts : len(things) * (number + 1) // parts]


def in_parts(work: Callable[[int, int], T], parts: int, shared: Sequence[Any] = ()) -> list[T]:
    """What `work` gives for each part, by its number and how many there are, in their order. It must be the same
    wherever it is done. What it raises is raised here. In place of records that are `shared` results hold those here.
    """
    others = [_Other(work, number, parts, shared) for number in range(1, parts)]
    try:
        return [work(0, parts), *(other.result() for other in others)]
    finally:
        for other in others:
            other.end()


@contextmanager
def beside(work: Callable[[], object]) -> Iterator[None]:
    """While something is done here, another process does what may save this one some work, and is waited for. Where
    there is no processor for it, or it fails, nothing is done."""
    process = 0
    if processors() > 1:
        with suppress(OSError):
            process = _fork(work)
    try:
        yield
    finally:
        if process:
            os.waitpid(process, 0)


class _Other(Generic[T]):
    """A process that works on a part; without one, the part is left for later."""

    def __init__(self, work: Callable[[int, int], T], number: int, parts: int, shared: Sequence[Any]) -> None:
        self.work, self.number, self.parts, self.shared = work, number, parts, shared
        self.process = self.pipe = -1
        with suppress(OSError):
            self.pipe, write = os.pipe()
            try:
                self.process = _fork(lambda: _send(work(number, parts), shared, write))
            finally:
                os.close(write)

    def result(self) -> T:
        """What the process made, or else what is made now."""
        if self.process > 0:
            with open(self.pipe, "rb", closefd=False) as file, suppress(EOFError, pickle.UnpicklingError):
                made: T = _Unpickler(file, self.shared).load()
                if file.read() == _WHOLE:
                    return made
        return self.work(self.number, self.parts)

    def end(self) -> None:
        """Leave no process and no pipe behind."""
        if self.pipe >= 0:
            os.close(self.pipe)
        if self.process > 0:
            with suppress(ProcessLookupError):
                os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)


def _fork(work: Callable[[], object]) -> int:
    """Another process, which does some work and ends. What goes wrong in it is told by its silence, and will go wrong
    here. Raises OSError."""
    sys.stdout.flush()  # or both would write what waits there
    sys.stderr.flush()
    gc.freeze()  # a collection would touch, and thereby copy, what both share
    process = os.fork()
    if process:
        return process
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # of an interrupted build this one tells
        work()
    finally:
        os._exit(0)  # at once: to clean up is not its task


# --- what is sent -----------------------------------------------------------------------------------------------------


def _send(made: Any, shared: Sequence[Any], write: int) -> None:
    """Write a result into a pipe."""
    with open(write, "wb", closefd=False) as file:
        _Pickler(file, shared).dump(made)
        file.write(_WHOLE)


def _shared(number: int) -> NoReturn:
    """Stands in what is sent for a thing that both processes have."""
    raise NotImplementedError(number)


class _Pickler(pickle.Pickler):
    def __init__(self, file: BufferedWriter, shared: Sequence[Any]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.numbers = {id(thing): number for number, thing in enumerate(shared)}

    def reducer_override(self, thing: Any) -> Any:
        number = self.numbers.get(id(thing))
        return NotImplemented if number is None else (_shared, (number,))


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: BufferedReader, shared: Sequence[Any]) -> None:
        super().__init__(file)
        self.shared = shared

    def find_class(self, module: str, name: str) -> Any:
        return self.shared.__getitem__ if name == _shared.__name__ else super().find_class(module, name)
