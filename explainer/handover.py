"""A change of a folder's files -> the folder with all of it, or with none: whatever stops the program, and whenever.

The new files are first written to a folder within, where nobody looks. Only when all of them lie there is a list of
what is to be done put beside them; from then on the change holds. It is carried out file by file, each move being one
step for the system, and can be carried out again from any point. A program that was stopped before the list was written
has changed nothing; the next one throws away what it left. One stopped after it is finished by the next.
"""

from __future__ import annotations

import errno
import json
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

READY = ".ready"  # the folder within; hidden files are not published
_LIST = "list.json"
_OURS = re.compile(r"(?:\d+|list\.json(?:\.new)?)\Z")  # the names of what is laid ready


class Change(Struct, frozen=True):
    """What is to be done with a folder's files, in this order; names are paths in it."""

    written: tuple[str, ...]
    in_the_way: tuple[str, ...] = ()  # files to remove before any is written
    removed: tuple[str, ...] = ()  # and after


def lay_ready(folder: Path, change: Change, data: Iterable[bytes]) -> None:
    """Write the files of a change, in its order, where they wait; then decide for it. Raises OSError, having changed
    nothing."""
    ready = folder / READY
    ready.mkdir()
    try:
        for number, each in enumerate(data):
            (ready / str(number)).write_bytes(each)
        (ready / f"{_LIST}.new").write_text(json.dumps(asdict(change)), "utf-8")
        (ready / f"{_LIST}.new").replace(ready / _LIST)
    except OSError:
        shutil.rmtree(ready, ignore_errors=True)
        raise


def carry_out(folder: Path) -> None:
    """Do what was decided, or the rest of it. Raises OSError; then it can be called again."""
    ready = folder / READY
    change = _decided(ready)
    for name in change.in_the_way:
        _remove(folder, name)
    ways: dict[str, str] = {}  # folders on the way to files, each once, with the first of these
    for name in change.written:
        for way in folders(name):
            ways.setdefault(way, name)
    for way, name in ways.items():
        if (folder / way).is_symlink():
            raise OSError(errno.ELOOP, "a folder on the way to it is a link", str(folder / name))
        (folder / way).mkdir(exist_ok=True)
    for number, name in enumerate(change.written):
        if (waiting := ready / str(number)).exists():  # else it was moved before
            waiting.replace(folder / name)
    for name in change.removed:
        _remove(folder, name)
    (ready / _LIST).unlink()
    ready.rmdir()


def _decided(ready: Path) -> Change:
    """The list of what is to be done. Raises ValueError where it is none that this program wrote."""
    known = json.loads((ready / _LIST).read_text("utf-8"))
    names = [name for listed in known.values() for name in listed]
    if known.keys() != asdict(Change(())).keys() or any({"", ".", ".."} & set(name.split("/")) for name in names):
        raise ValueError(f"{ready / _LIST} is no list of this program's")
    return Change(**known)


def resume(folder: Path) -> str:
    """Finish or throw away what was left in the middle; says what was done, or nothing. Raises OSError."""
    ready = folder / READY
    if not ready.exists() and not ready.is_symlink():
        return ""
    if ready.is_symlink() or any(not _OURS.match(path.name) for path in ready.iterdir()):
        raise FileExistsError(errno.EEXIST, "something that no build wrote has this name; move it away", str(ready))
    if (ready / _LIST).is_file():
        with suppress(ValueError, AttributeError, TypeError):
            carry_out(folder)
            return "an earlier build was stopped while it wrote; what it had begun was finished"
    left = any(ready.iterdir())
    shutil.rmtree(ready)
    words = "an earlier build was stopped before it changed anything; what it had prepared was thrown away"
    return words if left else ""


def folders(name: str) -> list[str]:
    """The folders a file is in: "a" and "a/b" for "a/b/c"."""
    parts = name.split("/")
    return ["/".join(parts[:n]) for n in range(1, len(parts))]


def _remove(folder: Path, name: str) -> None:
    """A file, and the folders it leaves empty; nothing behind a link, and nothing that came in its place."""
    if through_a_link(folder, name) or (folder / name).is_dir():
        return
    with suppress(FileNotFoundError, NotADirectoryError):
        (folder / name).unlink()
    for parent in folders(name)[::-1]:
        if not (folder / parent).is_dir() or any((folder / parent).iterdir()):
            return
        (folder / parent).rmdir()


def through_a_link(folder: Path, name: str) -> bool:
    """Whether a folder on the way to a file is a link, which may lead anywhere."""
    return any((folder / parent).is_symlink() for parent in folders(name))
