"""The events and terms that sources name -> problems: named once, on the day that the words say, by words we know."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from functools import cache

from explainer.english import CALENDAR
from explainer.model import Source, Term, Told, Usage
from explainer.problems import some
from explainer.reading import Reading, once
from explainer.record import Record


def check_terms(terms: Iterable[Term], sources: Iterable[Source], reading: Reading) -> None:
    """A word stands for one term, and a source uses words that the glossary has."""
    words = (word for term in terms for word in {word.casefold(): word for word in term.words}.values())
    entries = ((word.casefold(), word.place, str(word)) for word in words)
    once(entries, reading, "'{}' stands for two terms", "keep it with one")
    for source in sources:
        _once(source.terms, "term", reading)
        _once(source.events, "event", reading)
        for usage in source.terms:
            _usage(usage, reading)


def _once(entries: Iterable[Record], field: str, reading: Reading) -> None:
    """Each record of other files is named once in a list of a source."""
    named = ((getattr(entry, field), entry) for entry in entries)
    known = ((record.id, entry.at(field), record.id) for record, entry in named if record is not None and record.id)
    once(known, reading, "'{}' is listed twice", "make it one entry")


def _usage(usage: Usage, reading: Reading) -> None:
    """Each word is one of the glossary's, and listed once."""
    once(((word, word.place, str(word)) for word in usage.words or ()), reading, "'{}' is listed twice", "remove one")
    if usage.term is None or reading.misread(usage.term, "term", "other_terms"):
        return
    words = [str(word) for word in usage.term.words]
    for word in usage.words or ():
        if word.casefold() not in [known.casefold() for known in words]:
            hint = f"add it to its other_terms in glossary.yaml; the words there are: {some(words)}"
            message = f"the glossary does not have '{word}' for '{usage.term.id}'"
            reading.add(word.place, "unknown-reference", message, hint)


# --- dates ------------------------------------------------------------------------------------------------------------

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_DAYS = {name.casefold(): number for number, name in enumerate(calendar.day_name)}
_MONTH, _DAY = "|".join(_MONTHS), r"(\d{1,2})(?:st|nd|rd|th)?"
_WORD = re.compile(r"[a-z]+")


def check_days(sources: Iterable[Source], reading: Reading) -> None:
    """An event is on the day that a report prints, or on the weekday that it names, unless a note says otherwise."""
    for source in sources:
        noted = {str(note.on) for note in source.notes}
        for told in source.events:
            if told.event is None or told.event.date is None or told.date_as_printed is None:
                continue
            message = _contradicted(told)
            if message and f"events/{told.event.id}" not in noted:
                related = (told.event.at("date"), "its date is here")
                hint = (
                    f"correct it in timeline.yaml, or put a note on events/{told.event.id} if the report has it wrong"
                )
                reading.add(told.date_as_printed.place, "date", message, hint, related)


@cache  # compiled where events are dated, for that takes long
def _date() -> re.Pattern[str]:
    return re.compile(rf"\b(?:({_MONTH}) {_DAY},? (\d{{4}})|{_DAY}(?: of)? ({_MONTH}),? (\d{{4}}))\b", re.IGNORECASE)


def _contradicted(told: Told) -> str:
    """What in the words of a report is not the date of the event; nothing where all is."""
    printed, date = (told.date_as_printed or "").casefold(), told.event.date
    for found in _date().finditer(printed):
        month, day, year = found[1] or found[5], found[2] or found[4], found[3] or found[6]
        try:
            named = dt.date(int(year), _MONTHS[month], int(day))
        except ValueError:
            continue  # no day of any calendar, which the report may well print
        if not date.earliest <= named <= date.latest:
            return f"the event is dated {date.words}, and these words say another day"
    days = [_DAYS[word] for word in _WORD.findall(printed) if word in CALENDAR and word in _DAYS]
    if date.earliest == date.latest and days and date.earliest.weekday() not in days:
        return f"{date.words} was a {calendar.day_name[date.earliest.weekday()]}"
    return ""
