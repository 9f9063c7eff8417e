"""The people: an index by family name, and a page for each with all that the reports say of them and let them say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from explainer.model import Office, Person
from explainer.names import sort_name
from explainer.offices import judge
from explainer.pages.paged import Whole, by_row, paged
from explainer.pages.parts import FEW, Anchor, Desk, Head, Page, Shown, Ties, View, and_more
from explainer.pages.rows import (
    FigureRow,
    MentionRow,
    PositionRow,
    QuoteRow,
    figure_row,
    mention_row,
    office_dates,
    position_row,
    quote_row,
)
from explainer.pages.tables import data_links
from explainer.paging import CLAIMS, FIGURES, MENTIONS, QUOTES
from explainer.problems import counted

ROLES = 12  # of a person, that stand in a line of the index


class RoleEntry(View, frozen=True):
    """A role as stated, and whether it was wrong wherever it was stated."""

    words: str
    wrong: bool


class PersonEntry(View, frozen=True):
    """A line of the index."""

    person: Anchor
    country: str
    roles: tuple[RoleEntry, ...]
    more_roles: str  # how many there are besides
    ties: Ties
    more: str  # how many reports there are besides


class PeopleView(View, frozen=True):
    """What `people.html` knows as `page`."""

    head: Head
    people: tuple[PersonEntry, ...]


class OfficeView(View, frozen=True):
    """An office on the public record."""

    title: str
    dates: str
    reference: str


class PersonView(View, frozen=True):
    """What `person.html` knows as `page`."""

    head: Head
    here: tuple[str, ...]  # which of `mentions`, `quotes`, `figures` and `claims` stand on this page
    continued: str  # which of them goes on from the page before
    name: str
    country: str
    reports: str
    offices: tuple[OfficeView, ...]
    spellings: tuple[str, ...]
    mentions: tuple[MentionRow, ...]
    quotes: tuple[QuoteRow, ...]
    figures: tuple[FigureRow, ...]
    positions: tuple[PositionRow, ...]
    used: Sequence[Anchor]


def people_pages(desk: Desk) -> Iterator[Page]:
    """The index of people."""
    cut, people = desk.lists.people, counted(len(desk.content.people), "person", "people")
    count = f"{people} in the reports"
    shown = Shown("Who is named, and as what", count)
    first = desk.head(cut.path, "People", f"{count}: every spelling of a name and every role stated.", shown)
    whole = Whole(f"All {people}", data_links(desk, "people"))
    for path, head, parts in paged(desk, first, cut, by_row(lambda _, person: sort_name(person)), whole):
        view = PeopleView(head, tuple(person_entry(desk, person) for part in parts for person in part.rows))
        yield Page(path, "people.html", view, desk.content.site.place)


def person_entry(desk: Desk, person: Person) -> PersonEntry:
    """A person in a line."""
    link, roles = Anchor(sort_name(person), desk.person(person).href), roles_of(desk, person)
    letters = desk.few_of((source.id for source, _ in desk.appearances[person.id].mentions), FEW)
    return PersonEntry(link, person.country or "", roles[:ROLES], and_more(len(roles) - ROLES), *letters)


def roles_of(desk: Desk, person: Person) -> tuple[RoleEntry, ...]:
    """Every role that is stated, each once."""
    roles: dict[str, bool] = {}
    for source, mention in desk.appearances[person.id].mentions:
        if mention.role:
            wrong = judge(mention, source).verdict == "wrong"
            roles[mention.role] = roles.get(mention.role, True) and wrong
    return tuple(RoleEntry(words, wrong) for words, wrong in roles.items())


def person_pages(desk: Desk, person: Person) -> Iterator[Page]:
    """The page of one person; several, of one whom many reports name."""
    cut, found = desk.lists.person[person.id], desk.appearances[person.id]
    reports = desk.reports(tuple(source for source, _ in found.mentions))
    first = desk.head(
        cut.path,
        desk.full_name(person),
        f"{desk.full_name(person)} in the reports: role and spelling as each states them, and every quotation.",
        Shown("Person", f"In {reports}", str(person.name)),
        "/people/",
    )
    for path, head, parts in paged(desk, first, cut, by_row(partial(_told_by, desk)), Whole()):
        rows = {part.group: part.rows for part in parts}
        view = PersonView(
            head,
            tuple(rows),
            next((part.group for part in parts if part.continued), ""),
            person.name,
            person.country or "",
            reports,
            () if head.of else tuple(map(_office, person.offices)),
            () if head.of else _spellings(desk, person),
            tuple(mention_row(desk, source, each, "person") for source, each in rows.get(MENTIONS, ())),
            tuple(quote_row(desk, source, each, "person") for source, each in rows.get(QUOTES, ())),
            tuple(figure_row(desk, source, each, "person") for source, each in rows.get(FIGURES, ())),
            tuple(position_row(desk, said, "person") for said in rows.get(CLAIMS, ())),
            () if head.of else desk.uses(cut.path),
        )
        yield Page(path, "person.html", view, person.place, desk.full_name(person))


_KINDS = {MENTIONS: "role", QUOTES: "quotation", FIGURES: "figure", CLAIMS: "answer"}


def _told_by(desk: Desk, kind: str, row: Any) -> str:
    """What a row is, and of which report: "quotation in AB"."""
    source = row.source if kind == CLAIMS else row[0]
    return f"{_KINDS[kind]} in {desk.mark(source).letter}"


def _office(office: Office) -> OfficeView:
    return OfficeView(office.title, office_dates(office), office.reference)


def _spellings(desk: Desk, person: Person) -> tuple[str, ...]:
    names = [str(name) for _, mention in desk.appearances[person.id].mentions for name in mention.names]
    return tuple(dict.fromkeys([*names, *map(str, person.other_names)]))
