"""Changes and the corrections there are -> those that no correction names, each a problem where its record stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from explainer.changes.change import NOUNS, Change, Tables
from explainer.changes.rows import entries
from explainer.exports import note_ids, position_ids
from explainer.model import TABLES, Content, Source
from explainer.problems import Place, Problem, did_you_mean
from explainer.record import Record

CORRECTIONS = "corrections.yaml"


def uncorrected(found: Iterable[Change], old: Tables, new: Tables) -> tuple[Change, ...]:
    """The changes that need a correction and have none: an entry that was published before is for an earlier one."""
    added = Counter(entries(new)) - Counter(entries(old))
    named = {name for _, *corrects in added for name in corrects}
    return tuple(change for change in found if _needs_entry(change) and change.name not in named)


def _needs_entry(change: Change) -> bool:
    published = change.table in TABLES and change.kind in ("changed", "removed")
    return (published or _rewords(change) or change.table == "corrections") and not change.follows


_MEANING = {("questions", "compatible"), ("measures", "title"), ("measures", "unit")}


def _rewords(change: Change) -> bool:
    """Whether answers or measures mean something else: then all reports that give them are made to say it."""
    return any(
        _answers_differ(each.was, each.now) if each.field == "answers" else (change.table, each.field) in _MEANING
        for each in change.fields
    )


def _answers_differ(was: Iterable[str], now: Iterable[str]) -> bool:
    """Whether a code that there was and is has other words."""
    before, after = (dict(answer.partition(": ")[::2] for answer in answers) for answers in (was, now))
    return any(after[code] != before[code] for code in before.keys() & after.keys())


def corrects_line(change: Change) -> str:
    """What to write in an entry for a change."""
    return f"corrects: [{change.name}]"


def uncorrected_problems(found: Iterable[Change], content: Content, shown: str) -> Iterator[Problem]:
    """A problem for each change, where its record stands now; `shown` is what reports call the content folder."""
    records = dict(_records(content))
    for change in found:
        message = f"{change.words.removesuffix('.')}; no correction says so"
        hint = f"put it back, or add an entry to {CORRECTIONS} with '{corrects_line(change)}'"
        if change.table == "corrections":
            message, hint = change.words.removesuffix("."), "put it back: what was corrected stays to be seen"
        place = _place(change, records) or Place(f"{shown}/{CORRECTIONS}")
        yield Problem(place, "uncorrected", message, hint)


def unknown_problems(old: Tables, new: Tables, content: Content) -> Iterator[Problem]:
    """A problem for each name in a new correction that neither the old data nor the new have."""
    known = {
        f"{table}/{row['id']}"
        for tables in (old, new)
        for table in NOUNS
        for row in tables.get(table, ())
        if "id" in row
    }
    added = Counter(entries(new)) - Counter(entries(old))
    for correction in content.corrections:
        names = [str(name) for name in correction.corrects]
        for name in correction.corrects if (correction.date.edtf, *names) in added else ():
            if name not in known:
                meant = did_you_mean(name, known)
                hint = f"did you mean '{meant}'?" if meant else "write the table and the id as in data/"
                yield Problem(name.place, "corrects", f"there is and was no '{name}'", hint)


Fields: TypeAlias = tuple[Mapping[str, Place], Place]  # where each field of a record stands, and where the record does

_TYPED_AS = {"source_url": "url"}


def _place(change: Change, records: Mapping[str, Fields]) -> Place | None:
    """The first field that changed and is typed; else the record it is in, or that of the row."""
    inner = [f"{change.name}/{each.field}".rpartition("/") for each in change.fields]
    for name, _, field in inner:
        typed = _TYPED_AS.get(field, field)
        if name in records and typed in records[name][0]:
            return records[name][0][typed]
    return next((records[name][1] for name in (*(name for name, _, _ in inner), change.name) if name in records), None)


def _records(content: Content) -> Iterator[tuple[str, Fields]]:
    """The records that corrections can name, and the mentions of people, by their names in the data."""
    for person in content.people:
        yield f"people/{person.id}", _fields(person, "id")
    for event in content.events:
        yield f"events/{event.id}", _fields(event, "id")
    for question in content.questions:
        yield f"questions/{question.id}", _fields(question, "text")
    for measure in content.measures:
        yield f"measures/{measure.id}", _fields(measure, "id")
    for source in content.sources:
        yield f"sources/{source.id}", _fields(source, "headline")
        yield from _records_of(source)


def _records_of(source: Source) -> Iterator[tuple[str, Fields]]:
    for figure in source.figures:
        yield f"figures/{source.id}/{figure.id}", _fields(figure, "id")
    for quote in source.quotes:
        yield f"quotes/{source.id}/{quote.id}", _fields(quote, "id")
    for mention in source.people:
        yield f"people/{mention.person.id}/mentions/{source.id}", _fields(mention, "person")
    for name, position in zip(position_ids(source), source.positions, strict=True):
        yield f"positions/{name}", _fields(position, "question")
    for question in source.silent_on:
        yield f"positions/{question}/{source.id}", ({}, question.place)
    for name, note in zip(note_ids(source), source.notes, strict=True):
        yield f"notes/{name}", _fields(note, "kind")


def _fields(record: Record, first: str) -> Fields:
    return record.places, record.at(first)
