"""Moments at which something happened -> the moment to act: once it is quiet, or after the longest wait."""

from __future__ import annotations

from msgspec import Struct, field

QUIET = 0.05  # seconds without an event before it is time
CLOSED = 0.01  # the same where one file was written in place, and whoever wrote it has closed it
LONGEST = 0.5  # seconds after the first event, whatever still happens


class Debounce(Struct):
    """Events of one burst. Times are seconds of any clock that only goes forward."""

    first: float | None = None
    last: float = 0.0
    files: set[str] = field(default_factory=set)
    closed: bool = False

    def heard(self, now: float, file: str = "", *, closed: bool = False) -> None:
        """Something happened: `file` was written in place, and perhaps closed; else nobody knows what."""
        self.first = now if self.first is None else self.first
        self.last = now
        self.files.add(file)
        self.closed = closed

    def due(self) -> float | None:
        """When to act, or None while nothing has happened."""
        if self.first is None:
            return None
        quiet = CLOSED if self.closed and len(self.files) == 1 else QUIET
        return min(self.last + quiet, self.first + LONGEST)

    def taken(self) -> None:
        """The burst is being acted on; what happens from now on is the next."""
        self.first = None
        self.files.clear()
