"""The finished files -> the folder `site/`, without ever leaving half a page and without touching what is not ours.

Each file is written beside its place and moved into it. A list of what was written is kept in the folder, so that the
next build removes the pages that are no more, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

MANIFEST = ".written"  # hidden files are not published


class OutputError(Exception):
    """The folder could not be written; the message says which and why."""


def write_site(files: Mapping[str, bytes], folder: Path) -> None:
    """Write every file that changed, then remove what an earlier build wrote and this one did not.

    Raises OutputError with the file that could not be written; the others stay as they are.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        before = _manifest(folder)
        write_file(folder, MANIFEST, _lines(before | files.keys()))
        stale = before - files.keys()
        in_the_way = _in_the_way(stale, files)
        for name in sorted(in_the_way):
            _remove(folder, name)
        for name, data in files.items():
            write_file(folder, name, data)
        for name in sorted(stale - in_the_way):
            _remove(folder, name)
        write_file(folder, MANIFEST, _lines(files.keys()))
    except OSError as error:
        raise OutputError(f"{error.filename or folder} cannot be written: {error.strerror or error}") from error


def _lines(names: Iterable[str]) -> bytes:
    return "".join(f"{name}\n" for name in sorted(names)).encode()


def _in_the_way(stale: set[str], files: Iterable[str]) -> set[str]:
    """Old files where a folder must be, and those in an old folder where a file must be."""
    names = set(files)
    folders = {parent for name in names for parent in _folders(name)}
    return {name for name in stale if name in folders or names & set(_folders(name))}


def _folders(name: str) -> list[str]:
    """The folders a file is in: "a/b" and "a" for "a/b/c"."""
    parts = name.split("/")
    return ["/".join(parts[:n]) for n in range(1, len(parts))]


def _manifest(folder: Path) -> set[str]:
    """What earlier builds wrote; a name that leads out of the folder is not believed."""
    try:
        names = (folder / MANIFEST).read_text("utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return set()
    return {name for name in names if name and not name.startswith("/") and ".." not in name.split("/")}


def write_file(folder: Path, name: str, data: bytes) -> None:
    """Write a file beside its place and move it there, unless it holds these bytes already. Raises OutputError."""
    path = folder / name
    if _through_a_link(folder, name):
        raise OutputError(f"{path} cannot be written: a folder on the way to it is a link")
    if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
        return
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True) if beside.is_file() else None
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error


def _remove(folder: Path, name: str) -> None:
    """A file, and the folders it leaves empty; nothing behind a link."""
    if _through_a_link(folder, name):
        return
    (folder / name).unlink(missing_ok=True)
    for parent in _folders(name)[::-1]:
        if not (folder / parent).is_dir() or any((folder / parent).iterdir()):
            return
        (folder / parent).rmdir()


def _through_a_link(folder: Path, name: str) -> bool:
    return any((folder / parent).is_symlink() for parent in _folders(name))
