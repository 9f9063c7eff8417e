"""Many files -> a few unnamed ones on the disk that hold them, so that they need no room in memory.

Each process that writes has an unnamed file of its own, and tells the others where in it things are.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import TypeAlias

from explainer.files import NoRoom

At: TypeAlias = tuple[int, int, int]  # which of the unnamed files, where in it, and how many bytes


class Spool(MutableMapping[str, bytes]):
    """Files by their names, as a dict has them, in so many unnamed ones. Raises NoRoom."""

    def __init__(self, parts: int) -> None:
        self.held: list[int] = []
        self.ends = [0] * parts
        self.places: dict[str, At] = {}
        for _ in range(parts):
            try:
                handle, path = tempfile.mkstemp()
                Path(path).unlink()  # it goes with the last process that holds it
            except OSError as error:
                raise NoRoom(_words(error)) from error
            self.held.append(handle)

    def __del__(self) -> None:
        for handle in self.held:
            os.close(handle)

    def write(self, part: int, name: str, data: bytes) -> None:
        """Add a file to one of those that are unnamed."""
        at = self.places[name] = (part, self.ends[part], len(data))
        self.ends[part] += len(data)
        try:
            if os.pwrite(self.held[part], data, at[1]) < len(data):
                raise NoRoom(_words(OSError()))
        except OSError as error:
            raise NoRoom(_words(error)) from error

    def __setitem__(self, name: str, data: bytes) -> None:
        self.write(0, name, data)

    def __getitem__(self, name: str) -> bytes:
        part, start, length = self.places[name]
        return os.pread(self.held[part], length, start)

    def __delitem__(self, name: str) -> None:
        del self.places[name]

    def __contains__(self, name: object) -> bool:
        return name in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


def _words(error: OSError) -> str:
    why = error.strerror or "there is no room"
    return f"pages cannot wait in {tempfile.gettempdir()} until all are there: {why}"
