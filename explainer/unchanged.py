"""What a build was made of, and what it made -> whether another would make the same, so that there is nothing to do.

Files are told apart by their size, times and place on the disk, which takes a hundredth of the time of reading them. A
file that was written a moment before it was looked at could be written again within the same tick of the clock, and
look the same; of such a file the bytes are compared too.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TypeAlias

import msgspec
from msgspec import Struct

from explainer.cache import Cache, key_of
from explainer.files import COARSE, Folder

Stamp: TypeAlias = tuple[int, int, int, int]  # size, when it was written, when anything of it changed, where it lies

USED = ("jinja2", "markupsafe", "markdown_it", "yaml", "msgspec", "resvg_py", "pagefind_bin")  # that shape a site


class Seen(Struct, frozen=True):
    """Files and folders as they were, by their paths; of those that had just been written, the hash too."""

    stamps: dict[str, Stamp]
    young: dict[str, str] = {}


class Made(Struct, frozen=True):
    """A build: what it was made of, what was in the folder when it was done, and its summary."""

    inputs: Seen
    outputs: Seen
    summary: str


def look_at(
    folders: Iterable[Path], program: Iterable[Path] = (), *, hidden: bool = True, read: bool = True
) -> Seen | None:
    """All that is in some folders and files now, perhaps but for what is hidden there, and of a program but for what it
    was compiled to; None where a link or device is among it, of which a stamp says nothing, or where something cannot
    be looked at. What had just been written is `read`, or believed to be what it seems."""
    now = time.time_ns()
    stamps: dict[str, Stamp] = {}
    try:
        for but, paths in ("", folders), ("__pycache__", program):
            if not all(_stamp_all(str(path), stamps, hidden, but) for path in paths):
                return None
        recent = (path for path, stamp in stamps.items() if max(stamp[1:3]) > now - COARSE and stamp[0] >= 0)
        return Seen(stamps, {path: _digest(path) for path in recent} if read else {})
    except OSError:
        return None


def _stamp_all(path: str, stamps: dict[str, Stamp], hidden: bool, but: str) -> bool:
    """Whether all there is could be stamped, but for what has a certain name."""
    found = os.lstat(path)
    if S_ISREG(found.st_mode):
        stamps[path] = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
        return True
    if not S_ISDIR(found.st_mode):
        return False
    stamps[path] = (-1, 0, 0, found.st_mode)  # its times change with whatever is in it
    with os.scandir(path) as entries:
        named = (entry for entry in entries if (hidden or entry.name[0] != ".") and entry.name != but)
        return all(_stamp_all(entry.path, stamps, hidden, but) for entry in named)


def _digest(path: str) -> str:
    return blake2b(Path(path).read_bytes()).hexdigest()


def _is_as_before(before: Seen, now: Seen | None) -> bool:
    try:
        return (
            now is not None
            and now.stamps == before.stamps
            and all((now.young.get(path) or _digest(path)) == digest for path, digest in before.young.items())
        )
    except OSError:
        return False


class Memory:
    """The last build with some options, of some folders and into one, as the cache has it."""

    def __init__(self, cache: Cache, folders: Sequence[Folder], out: Path, options: object) -> None:
        self.cache, self.out = cache, out
        self.folders, self.program = tuple(folder.path for folder in folders), _program()
        words = (
            sys.version,
            repr(options),
            *(folder.shown for folder in folders),
            *map(str, (*self.folders, *self.program, out.absolute())),
        )
        self.key = key_of(b"made", *(word.encode("utf-8", "surrogateescape") for word in words))

    def summary(self) -> str:
        """That of the last build, where another would make what lies there already, and nothing else; else nothing."""
        kept = self.cache.read(self.key)
        try:
            made = None if kept is None else msgspec.msgpack.decode(kept, type=Made)
        except msgspec.MsgspecError:
            return ""
        if made is None or (self.out / ".ready").exists():
            return ""
        fresh = _is_as_before(made.inputs, self.look()) and _is_as_before(made.outputs, self._written())
        return made.summary if fresh else ""

    def look(self) -> Seen | None:
        """What a build that begins now is made of; without a cache nobody will ask."""
        return look_at(self.folders, self.program) if self.cache.folder else None

    def keep(self, inputs: Seen | None, summary: str) -> None:
        """Remember a build that was done; the folder must not have been changed since."""
        outputs = self._written() if inputs and summary else None
        if inputs and outputs:
            made = Made(inputs, outputs, summary)
            with suppress(UnicodeEncodeError):  # a name that is no text
                self.cache.write(self.key, msgspec.msgpack.encode(made))

    def _written(self) -> Seen | None:
        """What is in the folder; what this program just wrote there is believed to be what it wrote."""
        return look_at([self.out], hidden=False, read=False)


def _program() -> list[Path]:
    """The code that makes a site."""
    found = [spec.origin for name in USED if (spec := find_spec(name)) and spec.origin]
    return [Path(__file__).parent, *map(Path, found)]
