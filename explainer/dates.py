"""A date as the editor types it (EDTF level 1) -> its bounds, and the words a reader uses.

Follows the Library of Congress's Extended Date/Time Format, https://www.loc.gov/standards/datetime/, of which this
takes years, months, days, the signs ~ ? % at the end, and intervals with an open side (`..`).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

from msgspec import Struct

_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)\Z")
HOW = "write a date as 2024-05-03, 2024-05 or 2024; about: 2024-05-03~; between: 2024-05-02/2024-05-04"
_SIGNS = {"~": "about ", "?": "perhaps ", "%": "perhaps about ", "": ""}
MONTHS = tuple(calendar.month_name)  # English here: nothing in the package sets a locale


class Point(Struct, frozen=True):
    """One end of a date: a year, a month or a day, with its sign of doubt."""

    year: int
    month: int = 0  # 0: not given
    day: int = 0
    sign: str = ""

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def words(self, parts: int = 3) -> str:
        """Day, month and year where given; with `parts` 1 only the day, with 2 day and month."""
        named = [str(self.day) if self.day else "", MONTHS[self.month], str(self.year)]
        return _SIGNS[self.sign] + " ".join(word for word in named[:parts] if word)


class Date(Struct, frozen=True):
    """A date or interval. An open side of an interval is None. `edtf` is the text as typed."""

    edtf: str
    start: Point | None
    end: Point | None

    @property
    def earliest(self) -> dt.date:
        return self.start.first if self.start else dt.date.min

    @property
    def latest(self) -> dt.date:
        return self.end.last if self.end else dt.date.max

    @property
    def first(self) -> dt.date:
        """The first day it can be; the last, where it is open before that."""
        return self.earliest if self.start else self.latest

    @property
    def day(self) -> dt.date | None:
        """The day, where it is one, and not in doubt."""
        return self.earliest if self.plain and self.start and self.start.day else None

    @property
    def plain(self) -> str:
        """The date in ISO 8601, as far as it is known: "2024-05-03", "2024-05"; empty for an interval, or in doubt."""
        return self.edtf if self.start and not self.start.sign and "/" not in self.edtf else ""

    @property
    def words(self) -> str:
        """In words: "3 May 2024", "about May 2024", "2–4 May 2024", "from 3 May 2024"."""
        if self.start is None:
            return f"until {self.end.words()}" if self.end else "unknown"
        if self.end is None:
            return f"from {self.start.words()}"
        if self.start == self.end:
            return self.start.words()
        return _interval_words(self.start, self.end)


def _interval_words(start: Point, end: Point) -> str:
    both_days = start.day and end.day
    if start.sign != end.sign or bool(start.day) != bool(end.day):
        return f"{start.words()} – {end.words()}"
    plain_end = Point(end.year, end.month, end.day).words()
    if both_days and (start.year, start.month) == (end.year, end.month):
        return f"{start.words(1)}–{plain_end}"
    if start.year == end.year and start.month:
        return f"{start.words(2)} – {plain_end}"
    return f"{start.words()} – {plain_end}"


def parse_date(text: str) -> Date:
    """Read EDTF; raises ValueError, in the author's words, for anything else."""
    if "/" not in text:
        point = _point(text)
        return Date(text, point, point)
    sides = text.split("/")
    if len(sides) != 2:
        raise ValueError(HOW)
    start, end = (None if side == ".." else _point(side) for side in sides)
    if start is None and end is None:
        raise ValueError("an interval needs a date on one side at least")
    if start and end and start.first > end.last:
        raise ValueError("the interval ends before it begins")
    return Date(text, start, end)


def _point(text: str) -> Point:
    found = _POINT.match(text)
    if not found:
        raise ValueError(HOW)
    year, month, day = (int(part or 0) for part in found.groups()[:3])
    if year == 0:
        raise ValueError("there is no year 0000")
    if found[2] and not 1 <= month <= 12:
        raise ValueError(f"there is no month {found[2]}")
    if found[3] and not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ValueError(f"{MONTHS[month]} {year} has no day {found[3]}")
    return Point(year, month, day, found[4])
