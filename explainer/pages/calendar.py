"""Events and reports by their dates -> the timeline as it is drawn, and the long silences in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from explainer.dates import MONTHS, Date
from explainer.pages.drawings import Tick, percent
from explainer.pages.parts import Desk, View
from explainer.problems import counted

GAP = 60  # days without an event, from which on the timeline says so
TICKS = 4  # at most, after the first
ROOM, LETTER_ROOM = 2, 7  # in hundredths of the length, that a sign needs for itself, also on a phone
LETTERS = 12  # reports whose letters find room; more than that are dots too
LANES = 8  # signs of one day that find room above one another; more than that share the last lane,
APART = 0.5  # on which one is drawn where it ends so far beyond all others
_MONTHS_APART = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


class Sign(View, frozen=True):
    """An event or a report on the timeline. A date that is not known to the day has a length."""

    start: str
    at: str  # the middle of it
    end: str
    lane: int  # from 0; those of one time stand above one another
    long: bool  # whether its length can be seen
    letter: str = ""  # of a report, where there is room for all of them
    hue: int = 0


class Calendar(View, frozen=True):
    """The timeline in one drawing, described in words."""

    ticks: tuple[Tick, ...]
    events: tuple[Sign, ...]
    reports: tuple[Sign, ...]
    lanes: int  # of events
    floors: int  # of reports
    description: str


def calendar(desk: Desk) -> Calendar | None:
    """The drawing, or None where there are no two days to draw it between."""
    content = desk.content
    events = [event.date for event in content.events if _bounded(event.date)]
    dates = [*events, *(source.date_published for source in content.sources)]
    days = [day for date in dates if _bounded(date) for day in (date.earliest, date.latest)]
    if not events or min(days) == max(days):
        return None
    ticks = tuple(_ticks(min(days), max(days)))
    first, last = ticks[0], max(ticks[-1], max(days))

    def at(day: dt.date) -> float:
        return 100 * (day - first).days / (last - first).days

    signs = tuple(_signs(((at(date.earliest), at(date.latest), "", 0) for date in events), ROOM))
    marks = [(desk.mark(source), source.date_published) for source in content.sources]
    spans = [(at(d.earliest), at(d.latest), mark.letter, mark.hue) for mark, d in marks if _bounded(d)]
    lettered = len(spans) <= LETTERS
    signed = ((start, end, letter if lettered else "", hue) for start, end, letter, hue in spans)
    reports = tuple(_signs(signed, LETTER_ROOM if lettered else ROOM))
    named = tuple(Tick(percent(at(tick)), f"{MONTHS[tick.month][:3]} {tick.year}", at(tick) > 80) for tick in ticks)
    words = f"{counted(len(events), 'event')} and {counted(len(spans), 'report')}, from {_month(min(days))}"
    return Calendar(
        named, signs, reports, _lanes(signs), _lanes(reports), f"{words} to {_month(max(days))}, each at its date."
    )


def _bounded(date: Date) -> bool:
    return date.start is not None and date.end is not None


def _month(day: dt.date) -> str:
    return f"{MONTHS[day.month]} {day.year}"


def _ticks(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Firsts of months, evenly apart, from before the first day on."""
    months = (last.year - first.year) * 12 + last.month - first.month
    every = next((n for n in _MONTHS_APART if months // n < TICKS), _MONTHS_APART[-1])
    month = first.year * 12 + first.month - 1
    month -= month % every
    while month <= last.year * 12 + last.month - 1:
        yield dt.date(max(month // 12, 1), month % 12 + 1, 1)  # there is no year 0
        month += every


def _signs(spans: Iterable[tuple[float, float, str, int]], room: float) -> Iterator[Sign]:
    """Each on the lowest lane on which nothing is in its way."""
    ends: list[float] = []
    reached = -room  # where the last sign ends that found no room
    for start, end, letter, hue in sorted(spans):
        lane = next((n for n, taken in enumerate(ends) if taken <= start), len(ends))
        if lane >= LANES:
            if end < reached + APART and not letter:
                continue  # it would lie under others
            lane, reached = LANES - 1, end
        ends[lane : lane + 1] = [max(end, start + room)]
        middle = (start + end) / 2
        yield Sign(percent(start), percent(middle), percent(end), lane, end - start > ROOM, letter, hue)


def _lanes(signs: Iterable[Sign]) -> int:
    return max((sign.lane for sign in signs), default=-1) + 1


def gaps(dates: Iterable[Date]) -> Iterator[str]:
    """For each date how long nothing was before it, in words; empty where that is not long."""
    reached: dt.date | None = None
    for date in dates:
        days = (date.earliest - reached).days if reached and date.start else 0
        yield f"Nothing recorded for {_long(days)}" if days >= GAP else ""
        reached = max(reached or dt.date.min, date.latest) if date.end else reached


def _long(days: int) -> str:
    months = round(days / 30.44)
    return counted(months, "month") if months < 24 else f"{days / 365.25:.0f} years"
