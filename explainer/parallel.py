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
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import Any, BinaryIO, Generic, NoReturn, TypeAlias, TypeVar

S = TypeVar("S")
T = TypeVar("T")

Steps: TypeAlias = Generator[S, list[S], T]

Progress: TypeAlias = Callable[[str, int, int], None]  # hears what is being done, how many are done, of how many

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


def in_parts(work: Callable[[int, int], T], parts: int) -> list[T]:
    """What `work` gives for each part, by its number and how many there are, in their order. It must be the same
    wherever it is done. What it raises is raised here."""

    def steps(number: int, parts: int) -> Steps[None, T]:
        yield None
        return work(number, parts)

    return in_steps(steps, parts)


def in_steps(work: Callable[[int, int], Steps[S, T]], parts: int) -> list[T]:
    """The same of work in two steps: each part yields what the others need of it, and is given that of all, in the
    order of the parts."""
    others: list[_Other[S, T]] = []
    try:
        for number in range(1, parts):
            others.append(_Other(work, number, parts, others))
        own = work(0, parts)
        found = [next(own), *(other.found() for other in others)]
        for other in others:
            other.tell(found)
        return [_result(own, found), *(other.result(found) for other in others)]
    finally:
        for other in others:
            other.end()


def _result(steps: Steps[S, T], found: list[S]) -> T:
    """What comes of the second step."""
    try:
        steps.send(found)
    except StopIteration as stop:
        made: T = stop.value
        return made
    raise RuntimeError("there are two steps")


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


class _Silent(Exception):
    """A process has ended without what was expected of it."""


class _Other(Generic[S, T]):
    """A process that works on a part; what it fails to do is done here."""

    def __init__(
        self,
        work: Callable[[int, int], Steps[S, T]],
        number: int,
        parts: int,
        before: Sequence[_Other[S, T]],
    ) -> None:
        self.work, self.number, self.parts = work, number, parts
        self.process = 0
        self.own: Steps[S, T] | None = None  # its work, where it is done here
        self.pipes: list[BinaryIO] = []
        with suppress(OSError):
            self.pipes += (*_pipe(), *_pipe())
            self.heard, answers, questions, self.told = self.pipes
            self.process = _fork(lambda: self._live(questions, answers, before))
            questions.close()
            answers.close()

    def _live(self, questions: BinaryIO, answers: BinaryIO, before: Sequence[_Other[S, T]]) -> None:
        """The life of the other process, which hears when this one is no more."""
        for other in before:
            other.close()
        self.heard.close()
        self.told.close()
        own = self.work(self.number, self.parts)
        _send(next(own), answers)
        _send(_result(own, _receive(questions)), answers)

    def found(self) -> S:
        """What its first step came to."""
        with suppress(_Silent):
            made: S = self._hear()
            return made
        self.own = self.work(self.number, self.parts)
        return next(self.own)

    def tell(self, found: list[S]) -> None:
        """What all came to."""
        if self.process and self.own is None:
            with suppress(OSError):
                _send(found, self.told)

    def result(self, found: list[S]) -> T:
        """What comes of the second."""
        if self.own is None:
            with suppress(_Silent):
                made: T = self._hear()
                return made
            self.own = self.work(self.number, self.parts)
            next(self.own)
        return _result(self.own, found)

    def _hear(self) -> Any:
        if not self.process:
            raise _Silent
        return _receive(self.heard)

    def close(self) -> None:
        """Nothing more is heard of it, nor told to it."""
        for pipe in self.pipes:
            with suppress(OSError):  # of what it did not wait for
                pipe.close()

    def end(self) -> None:
        """Leave no process and no pipe behind."""
        self.close()
        if self.process:
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


def _pipe() -> tuple[BinaryIO, BinaryIO]:
    """Where to read, and where to write."""
    read, write = os.pipe()
    return os.fdopen(read, "rb"), os.fdopen(write, "wb")


def _send(thing: Any, file: BinaryIO) -> None:
    pickle.dump(thing, file, pickle.HIGHEST_PROTOCOL)
    file.write(_WHOLE)
    file.flush()


def _receive(file: BinaryIO) -> Any:
    """What was sent next. Raises _Silent where that is not the whole of something."""
    try:
        thing = pickle.load(file)
    except (EOFError, OSError, pickle.UnpicklingError):
        raise _Silent from None
    if file.read(len(_WHOLE)) != _WHOLE:
        raise _Silent
    return thing


class Packer:
    """Things to bytes and back, but for some that are `shared`: of these only their numbers are packed."""

    def __init__(self, shared: Sequence[Any]) -> None:
        self.shared = shared
        self.numbers = {id(thing): number for number, thing in enumerate(shared)}

    def pack(self, thing: Any) -> bytes:
        file = BytesIO()
        _Pickler(file, self.numbers).dump(thing)
        return file.getvalue()

    def unpack(self, packed: bytes) -> Any:
        return _Unpickler(BytesIO(packed), self.shared).load()


def _shared(number: int) -> NoReturn:
    """Stands in what is sent for a thing that both processes have."""
    raise NotImplementedError(number)


class _Pickler(pickle.Pickler):
    def __init__(self, file: BinaryIO, numbers: Mapping[int, int]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.numbers = numbers  # of the things that are shared, by their identity

    def reducer_override(self, thing: Any) -> Any:
        number = self.numbers.get(id(thing))
        return NotImplemented if number is None else (_shared, (number,))


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: BinaryIO, shared: Sequence[Any]) -> None:
        super().__init__(file)
        self.shared = shared

    def find_class(self, module: str, name: str) -> Any:
        return self.shared.__getitem__ if name == _shared.__name__ else super().find_class(module, name)
