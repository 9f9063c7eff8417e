"""Bytes that cost time to make -> a folder they are kept in from one build to the next. Losing it costs only time."""

from __future__ import annotations

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from explainer.output import OutputError, write_file

_SIZE = 32  # bytes of the digest that each file opens with


class Cache:
    """A folder of files, each with the digest of its bytes. What is not there, cannot be read or is damaged is None."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> bytes | None:
        """What was put there under a key, which is a file name."""
        try:
            found = (self.folder / key).read_bytes()
        except OSError:
            return None
        data = found[_SIZE:]
        return data if found[:_SIZE] == _digest(data) else None

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes; where that cannot be done, they are made again the next time."""
        with suppress(OSError, OutputError):
            self.folder.mkdir(parents=True, exist_ok=True)
            write_file(self.folder, key, _digest(data) + data)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SIZE).digest()
