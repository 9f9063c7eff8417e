"""A path -> the bytes of a plain file and of nothing else: to read a pipe would wait, and a device has no end."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

from msgspec import Struct

COARSE = 2_000_000_000  # ns; the coarsest clock of a file system in use, which may not tell one write from the next


class NoRoom(Exception):
    """Files cannot be put where they are to wait; the message says where that is, and why."""


class Folder(Struct, frozen=True):
    """A folder and the name reports call it by."""

    path: Path
    shown: str


def open_plain(path: Path) -> BufferedReader:
    """A plain file, or the one that a link leads to, open for reading. Raises OSError."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # of a folder the system itself says what it is
        raise OSError(0, "it is a pipe, a socket or a device", str(path))
    return path.open("rb")


def read_plain(path: Path, most: int) -> bytes:
    """What is in a plain file; of one with more than `most` bytes, one byte more than that. Raises OSError."""
    with open_plain(path) as file:
        size = min(most, os.fstat(file.fileno()).st_size)  # not `most`, for which room would be made at once
        data = file.read(size + 1)
        return data if len(data) <= size else data + file.read(most + 1 - len(data))


def plain_files(folder: Path, most: int) -> Iterator[tuple[str, bytes]]:
    """All files below a folder: the path of each in it, and what it holds. Raises OSError where one cannot be read, or
    is no plain file, where a link leads to a folder, and where all together have more than `most` bytes."""
    folders = [("", folder)]
    while folders:
        prefix, path = folders.pop()
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append((f"{prefix}{entry.name}/", Path(entry.path)))
                    continue
                data = read_plain(Path(entry.path), most)
                most -= len(data)
                if most < 0:
                    raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(folder))
                yield f"{prefix}{entry.name}", data


def is_folder(path: Path) -> bool:
    """Whether there is a folder, or a link to one; what cannot be looked at is none."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False
