"""What was compared -> the long lists as pages show them: in their order, cut into pages, with the page of each record.

The cuts are made from records alone, before any page is, so that a link knows which page of a list a record is on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeAlias, TypeVar

from msgspec import Struct

from explainer.addresses import numbered
from explainer.anchors import correction_ids, mentioned, note_ids, own, position_place, shared
from explainer.compare.answers import Answered
from explainer.compare.appearances import Appearances
from explainer.compare.said import Said
from explainer.evidence.origins import groups
from explainer.lock import Overlap
from explainer.model import (
    Content,
    Correction,
    Event,
    Figure,
    Measure,
    Mention,
    Note,
    Person,
    Quote,
    Source,
    Term,
    Told,
)
from explainer.names import name_key

ROWS = 500  # on a page of a list
REPORTS, CELLS = 100, 2_400  # on a page of reports and what they answer; of many questions fewer reports

G = TypeVar("G")
R = TypeVar("R")


class Part(Struct, Generic[G, R], frozen=True):
    """What of a group stands on one page: some of its rows, the first of which is number `start` of the group."""

    group: G
    rows: tuple[R, ...]
    start: int

    @property
    def continued(self) -> bool:
        return self.start > 0


class Listing(Struct, Generic[G, R], frozen=True):
    """A list, page by page. A list of nothing has one page, with nothing on it."""

    path: str  # of its first page
    pages: tuple[tuple[Part[G, R], ...], ...]
    later: Mapping[str, int]  # by fragment, the page of what does not stand on the first

    def address(self, number: int) -> str:
        """The path of a page, which count from 1."""
        return numbered(self.path, number)


def listing(
    path: str,
    grouped: Iterable[tuple[G, Sequence[R]]],
    of_group: Callable[[G], str] = lambda group: "",
    of_row: Callable[[R], str] = lambda row: "",
    size: int | None = None,
) -> Listing[G, R]:
    """Cut a list where `size` rows are full, in the middle of a group if need be. `of_group` and `of_row` name the
    place of each; what has none has no address of its own."""
    pages = tuple(map(tuple, _cut(grouped, ROWS if size is None else size)))
    later: dict[str, int] = {}
    for number, parts in enumerate(pages[1:], 2):
        for part in parts:
            names = [*(() if part.continued else (of_group(part.group),)), *map(of_row, part.rows)]
            later |= dict.fromkeys(filter(None, names), number)
    return Listing(path, pages, later)


def _cut(grouped: Iterable[tuple[G, Sequence[R]]], size: int) -> list[list[Part[G, R]]]:
    """A group without a row takes the room of one."""
    pages: list[list[Part[G, R]]] = [[]]
    room = size
    for group, rows in grouped:
        start = 0
        while not start or start < len(rows):
            if room <= 0:
                pages.append([])
                room = size
            taken = tuple(rows[start : start + room])
            pages[-1].append(Part(group, taken, start))
            start += max(1, len(taken))
            room -= max(1, len(taken))
    return pages


# --- the lists --------------------------------------------------------------------------------------------------------

Speaker: TypeAlias = Person | str  # a person, or what there is instead of one:
UNNAMED, TERMS = "unnamed", "terms"
OURS, ERRORS = "ours", "errors"  # corrections of ours, and errors in the reports
OVERLAPS, TEXTS = "overlaps", "texts"
SAID, SILENT = "said", "silent"
MENTIONS, QUOTES, FIGURES, CLAIMS = "mentions", "quotes", "figures", "claims"  # of a person


class Lists(Struct, frozen=True):
    """Every list that grows with the reports. What a group is, is said by the first type, and a row by the second."""

    sources: Listing[None, Source]
    figures: Listing[Measure, tuple[Source, Figure]]
    quotes: Listing[Speaker, tuple[Source, Quote]]
    people: Listing[None, Person]
    person: Mapping[str, Listing[str, Any]]  # by id: mentions, quotes, figures and claims
    question: Mapping[str, Listing[str, Any]]  # by id: what is said, and sources that are silent
    reports: Listing[str, Source]  # those of one origin together, in the order of the first
    events: Listing[Event, tuple[Source, Told]]
    terms: Listing[None, Term]
    corrections: Listing[str, Any]  # (Correction, its name), and (Source, Note, its name)
    method: Listing[str, Any]  # (two ids, Overlap), and sources

    @property
    def later(self) -> dict[str, Mapping[str, int]]:
        """By the path of a list, and then by fragment, the page of what does not stand on the first."""
        single = (self.figures, self.quotes, self.events, self.terms, self.corrections)
        found: tuple[Listing[Any, Any], ...] = (*single, *self.person.values(), *self.question.values())
        return {each.path: each.later for each in found if each.later}


def lists(
    content: Content,
    origin: Mapping[str, str],
    appearing: Mapping[str, Appearances],
    measured: Mapping[str, Sequence[tuple[Source, Figure]]],
    telling: Mapping[str, Sequence[tuple[Source, Told]]],
    answered: Iterable[Answered],
) -> Lists:
    """All lists. Mappings are by id, those of records have them in the order of the letters."""
    people = sorted(content.people, key=name_key)
    terms = sorted(content.terms, key=lambda term: term.term.casefold())
    return Lists(
        listing("/sources/", [(None, content.sources)]),
        listing("/figures/", ((m, measured[m.id]) for m in content.measures), _id, _shared),
        listing("/quotes/", _spoken(content, people, appearing), speaker_place, _shared),
        listing("/people/", [(None, people)]),
        {str(person.id): _person(person, appearing[person.id]) for person in people},
        {str(each.question.id): _question(each) for each in answered},
        _reports(content, origin),
        listing("/timeline/", ((event, telling[event.id]) for event in content.events), _id),
        listing("/glossary/", [(None, terms)], of_row=lambda term: str(term.id)),
        listing("/corrections/", _wrong(content), of_row=_wrong_place),
        listing("/method/", _texts(content)),
    )


def _id(record: Measure | Event) -> str:
    return str(record.id)


def _shared(row: tuple[Source, Figure | Quote]) -> str:
    return shared(*row)


def speaker_place(speaker: Speaker) -> str:
    """Where the quotations of a speaker begin."""
    return speaker if isinstance(speaker, str) else f"by-{speaker.id}"


def _spoken(
    content: Content, people: Iterable[Person], appearing: Mapping[str, Appearances]
) -> Iterator[tuple[Speaker, list[tuple[Source, Quote]]]]:
    """By name, then the speakers without one, then the reports' own terms."""
    for person in people:
        if appearing[person.id].quotes:
            yield person, appearing[person.id].quotes
    rest = [(source, quote) for source in content.sources for quote in source.quotes if quote.speaker is None]
    for name, terms in ((UNNAMED, False), (TERMS, True)):
        found = [(source, quote) for source, quote in rest if (quote.kind == "term") == terms]
        if found:
            yield name, found


def _person(person: Person, found: Appearances) -> Listing[str, Any]:
    grouped: list[tuple[str, list[Any]]] = [(MENTIONS, list(found.mentions)), (QUOTES, list(found.quotes))]
    grouped += [(name, rows) for name, rows in ((FIGURES, list(found.figures)), (CLAIMS, list(found.said))) if rows]
    return listing(f"/people/{person.id}/", grouped, of_row=_person_place)


def _person_place(row: Any) -> str:
    if isinstance(row, Said):
        return own("position", f"{row.source.id}/{row.position.question.id}/{row.number}")
    source, record = row
    if isinstance(record, Mention):
        return mentioned(source)
    return own("quote" if isinstance(record, Quote) else "figure", f"{source.id}/{record.id}")


def _question(answered: Answered) -> Listing[str, Any]:
    grouped: tuple[tuple[str, tuple[Any, ...]], ...] = ((SAID, answered.said), (SILENT, answered.silent))
    path = f"/questions/{answered.question.id}/"
    return listing(path, (each for each in grouped if each[1]), of_row=_question_place)


def _question_place(row: Said | Source) -> str:
    return position_place(row.source, row.number) if isinstance(row, Said) else position_place(row, 1)


def _reports(content: Content, origin: Mapping[str, str]) -> Listing[str, Source]:
    sources = {str(source.id): source for source in content.sources}
    together = ((first, [sources[name] for name in names]) for first, names in groups(origin).items())
    size = min(REPORTS, max(1, CELLS // max(1, len(content.questions))))
    return listing("/questions/reports/", together, size=size)


def _wrong(content: Content) -> Iterator[tuple[str, list[Any]]]:
    named: list[tuple[Correction, str]] = list(
        zip(content.corrections, correction_ids(content.corrections), strict=True)
    )
    noted: Iterator[tuple[Source, Note, str]] = (
        (source, note, name)
        for source in content.sources
        for note, name in zip(source.notes, note_ids(source), strict=True)
    )
    yield OURS, named
    yield ERRORS, [row for row in noted if row[1].kind == "error"]


def _wrong_place(row: Any) -> str:
    about, *_, name = row
    return own("correction", name) if isinstance(about, Correction) else own("note", f"{about.id}/{name}")


def _texts(content: Content) -> Iterator[tuple[str, list[Any]]]:
    """The pairs of texts that share words, and all texts."""
    order = {str(source.id): number for number, source in enumerate(content.sources)}
    pairs: list[tuple[tuple[str, str], Overlap]] = sorted(
        content.lock.overlaps.items(), key=lambda entry: [order[name] for name in entry[0]]
    )
    for name, rows in ((OVERLAPS, pairs), (TEXTS, list(content.sources))):
        if rows:
            yield name, rows
