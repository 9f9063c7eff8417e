"""Stretches of a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a document."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


class Stretches:
    """Spans that can be asked for what lies in one of them, without looking at each."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self.starts = [span.start for span in ordered]
        self.reach = list(accumulate((span.end for span in ordered), max))  # the furthest end so far

    def hold(self, span: Span) -> bool:
        return self._until(span.start) >= span.end

    def meet(self, span: Span) -> bool:
        return self._until(span.end - 1) > span.start

    def _until(self, place: int) -> int:
        """The furthest end of those that begin at a place or before it."""
        count = bisect_right(self.starts, place)
        return self.reach[count - 1] if count else -1
