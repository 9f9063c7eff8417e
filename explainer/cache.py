"""Bytes that take long to make -> a folder that keeps them from one build to the next, and may be removed at any time.

What cannot be read, or is not what was written, counts as not there; what cannot be written is made anew next time.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from types import ModuleType

from explainer.files import read_plain

UNUSED = 30 * 24 * 3600  # seconds after which what nobody asked for is let go
_USED = UNUSED // 30  # how exactly that is known; to note each use would be to write at each
_SIZE = 32  # of a digest, in bytes
_MOST = 10**10  # bytes of what is kept under one key
_FOLDER, _OURS = re.compile(r"[0-9a-f]{2}\Z"), re.compile(r"[0-9a-f]{62}\Z|\.")  # the names of what it writes


class Cache:
    """Bytes by key in a folder, made with the first of them; without a folder nothing is kept. Who only reads uses
    what others keep. A key is letters and digits."""

    def __init__(self, folder: Path | None, *, only_read: bool = False) -> None:
        self.folder = folder
        self.keeps = folder is not None and not only_read

    def is_new(self) -> bool:
        """Whether nothing can have been kept yet, but will be."""
        return self.keeps and self.folder is not None and not self.folder.exists()

    def read(self, key: str) -> bytes | None:
        """What was written under a key, or None."""
        if self.folder is None:
            return None
        path = _path(self.folder, key)
        try:
            found = read_plain(path, _MOST)
            if self.keeps and time.time() - path.stat().st_mtime > _USED:
                os.utime(path)
        except OSError:
            return None
        data = found[_SIZE:]
        return data if found[:_SIZE] == _digest(data) else None

    def write(self, key: str, data: bytes) -> None:
        """Keep it, if the folder can be written."""
        if self.folder is None or not self.keeps:
            return
        path = _path(self.folder, key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_digest(data) + data)
                Path(name).replace(path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise

    def tidy(self) -> None:
        """Let go of what was not used for long, as the pictures of older titles and what older layouts were compiled
        to."""
        with suppress(OSError):
            for folder in self.folder.iterdir() if self.folder else ():
                for path in folder.iterdir() if _FOLDER.match(folder.name) else ():
                    if _OURS.match(path.name) and time.time() - path.stat().st_mtime > UNUSED:
                        path.unlink()


def _path(folder: Path, key: str) -> Path:
    return folder / key[:2] / key[2:]


NOTHING_KEPT = Cache(None)


def key_of(*parts: bytes) -> str:
    """A key for what is made of some bytes and nothing else."""
    digest = blake2b(digest_size=_SIZE)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def stamp_of(*modules: ModuleType) -> bytes:
    """What another version of some modules' code would change: where their files are, their sizes and times."""
    return _stamp(module.__file__ or "" for module in modules)


def stamp_of_program(*modules: ModuleType) -> bytes:
    """The same of all code of this program, and of some modules that it uses."""
    own = (f"{folder}/{name}" for folder, _, names in os.walk(Path(__file__).parent) for name in names)
    return _stamp(sorted(path for path in own if path.endswith(".py"))) + stamp_of(*modules)


def _stamp(paths: Iterable[str]) -> bytes:
    stamps = [
        f"{path} {stat.st_size} {stat.st_mtime_ns}" for path, stat in ((path, Path(path).stat()) for path in paths)
    ]
    return "\n".join([sys.version, *stamps]).encode("utf-8", "surrogateescape")


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SIZE).digest()
