"""Moments at which something happened -> the moment to act: once it is quiet, or after the longest wait."""

from __future__ import annotations

from dataclasses import dataclass

QUIET = 0.05  # seconds without an event before it is time
LONGEST = 0.5  # seconds after the first event, whatever still happens


@dataclass
class Debounce:
    """Events of one burst. Times are seconds of any clock that only goes forward."""

    quiet: float = QUIET
    longest: float = LONGEST
    first: float | None = None
    last: float = 0.0

    def heard(self, now: float) -> None:
        """Something happened."""
        self.first = now if self.first is None else self.first
        self.last = now

    def due(self) -> float | None:
        """When to act, or None while nothing has happened."""
        return None if self.first is None else min(self.last + self.quiet, self.first + self.longest)

    def taken(self) -> None:
        """The burst is being acted on; what happens from now on is the next."""
        self.first = None
