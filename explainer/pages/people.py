"""The people: an index by family name, and a page for each with all that the reports say of them and let them say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from explainer.model import Person
from explainer.offices import judge
from explainer.pages.parts import Anchor, Desk, Head, Page, Shown, Ties, View, name_key, sort_name
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
from explainer.problems import counted


@dataclass(frozen=True)
class RoleEntry(View):
    """A role as stated, and whether it was wrong wherever it was stated."""

    words: str
    wrong: bool


@dataclass(frozen=True)
class PersonEntry(View):
    """A line of the index."""

    person: Anchor
    country: str
    roles: tuple[RoleEntry, ...]
    ties: Ties


@dataclass(frozen=True)
class PeopleView(View):
    """What `people.html` knows as `page`."""

    head: Head
    people: tuple[PersonEntry, ...]


@dataclass(frozen=True)
class OfficeView(View):
    """An office on the public record."""

    title: str
    dates: str
    reference: str


@dataclass(frozen=True)
class PersonView(View):
    """What `person.html` knows as `page`."""

    head: Head
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


def people_page(desk: Desk) -> Page:
    """The index of people."""
    people = sorted(desk.content.people, key=name_key)
    count = f"{counted(len(people), 'person', 'people')} in the reports"
    shown = Shown("Who is named, and as what", count)
    head = desk.head("/people/", "People", f"{count}: every spelling of a name and every role stated.", shown)
    view = PeopleView(head, tuple(person_entry(desk, person) for person in people))
    return Page("/people/", "people.html", view, desk.content.site.place)


def person_entry(desk: Desk, person: Person) -> PersonEntry:
    """A person in a line."""
    found = desk.appearances[person.id].mentions
    roles: dict[str, bool] = {}
    for source, mention in found:
        if mention.role:
            wrong = judge(mention, source).verdict == "wrong"
            roles[mention.role] = roles.get(mention.role, True) and wrong
    link = Anchor(sort_name(person), desk.person(person).href)
    entries = tuple(RoleEntry(words, wrong) for words, wrong in roles.items())
    return PersonEntry(link, person.country or "", entries, desk.ties(source.id for source, _ in found))


def person_page(desk: Desk, person: Person) -> Page:
    """The page of one person."""
    path = f"/people/{person.id}/"
    found = desk.appearances[person.id]
    reports = desk.reports(tuple(source for source, _ in found.mentions))
    names = [str(name) for _, mention in found.mentions for name in mention.names]
    view = PersonView(
        desk.head(
            path,
            desk.full_name(person),
            f"{desk.full_name(person)} in the reports: role and spelling as each states them, and every quotation.",
            Shown("Person", f"In {reports}", str(person.name)),
            "/people/",
        ),
        person.name,
        person.country or "",
        reports,
        tuple(OfficeView(office.title, office_dates(office), office.reference) for office in person.offices),
        tuple(dict.fromkeys([*names, *map(str, person.other_names)])),
        tuple(mention_row(desk, source, mention, "person") for source, mention in found.mentions),
        tuple(quote_row(desk, source, quote, "person") for source, quote in found.quotes),
        tuple(figure_row(desk, source, figure, "person") for source, figure in found.figures),
        tuple(_claims(desk, person)),
        desk.uses(path),
    )
    return Page(path, "person.html", view, person.place, desk.full_name(person))


def _claims(desk: Desk, person: Person) -> Iterator[PositionRow]:
    """What reports have the person say on the questions."""
    for said in desk.appearances[person.id].said:
        yield position_row(desk, said, "person")
