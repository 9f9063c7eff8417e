"""The folders a site is made from -> which of their files have changed since one looked last.

A file counts as changed when its bytes did. Bytes are read again only where the file system says that something was
done to the file, so that looking at a thousand files costs a few milliseconds. What it says of a file that was just
written is not believed: its clock may be too coarse to tell the next write from this one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct, field

from explainer.files import COARSE, open_plain

Stamp: TypeAlias = tuple[int, int, int]  # when a file was changed, in ns, how long it is, and which file it is


_ANY: Stamp = (-1, -1, -1)  # which no file has


class Inputs(Struct):
    """The files of some folders as they were when one looked last; folders and files may come and go."""

    folders: tuple[Path, ...]
    seen: dict[str, tuple[Stamp, bytes]] = field(default_factory=dict)

    def changed(self) -> frozenset[str]:
        """The paths of the files that are new, gone or different since the last call; at the first call all of them."""
        before, self.seen = self.seen, {}
        changed = set()
        now = time.time_ns()
        for path, stamp in _files(self.folders):
            known = before.pop(path, None)
            if known is not None and known[0] == stamp:
                self.seen[path] = known
                continue
            digest = _digest(path)
            if digest is None:  # gone between the list and the look
                before.setdefault(path, known or (stamp, b""))
                continue
            self.seen[path] = (stamp if now - stamp[0] > COARSE else _ANY, digest)
            if known is None or known[1] != digest:
                changed.add(path)
        return frozenset(changed | before.keys())


def _files(folders: Iterable[Path]) -> Iterator[tuple[str, Stamp]]:
    """Every file but the hidden ones, as `load` and `pipeline` leave those out; a link is told by what it leads to."""
    for folder in folders:
        for path, names, files in os.walk(folder):
            names[:] = sorted(name for name in names if not name.startswith("."))
            for name in sorted(file for file in files if not file.startswith(".")):
                full = f"{path}/{name}"
                try:
                    found = Path(full).stat()
                except OSError:  # gone, or a link to nothing
                    continue
                yield full, (found.st_mtime_ns, found.st_size, found.st_ino)


def _digest(path: str) -> bytes | None:
    try:
        with open_plain(Path(path)) as file:
            return file_digest(file, partial(blake2b, digest_size=16)).digest()
    except FileNotFoundError:
        return None
    except OSError as error:  # what cannot be read is a state of its own, which a build reports
        return str(error.errno).encode()
