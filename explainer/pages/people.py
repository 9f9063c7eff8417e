"""The people: an index by family name, and a page for each with all that the reports say of them and let them say."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.model import Office, Person
from explainer.pages.parts import Anchor, Desk, Head, Page, Ties, View, name_key, sort_name
from explainer.pages.rows import (
    FigureRow,
    MentionRow,
    QuoteRow,
    figure_row,
    mention_row,
    quote_row,
)
from explainer.problems import counted


@dataclass(frozen=True)
class PersonEntry(View):
    """A line of the index."""

    person: Anchor
    country: str
    roles: tuple[str, ...]  # each wording once
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


def people_page(desk: Desk) -> Page:
    """The index of people."""
    people = sorted(desk.content.people, key=name_key)
    description = (
        f"{counted(len(people), 'person', 'people')} in the reports: every spelling of a name and every role stated."
    )
    view = PeopleView(desk.head("/people/", "People", description), tuple(_entry(desk, person) for person in people))
    return Page("/people/", "people.html", view, desk.content.site.place)


def _entry(desk: Desk, person: Person) -> PersonEntry:
    found = desk.appearances[person.id].mentions
    roles = dict.fromkeys(str(mention.role) for _, mention in found if mention.role)
    link = Anchor(sort_name(person), desk.person(person).href)
    return PersonEntry(link, person.country or "", tuple(roles), desk.ties(source.id for source, _ in found))


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
            "/people/",
        ),
        person.name,
        person.country or "",
        reports,
        tuple(_office(office) for office in person.offices),
        tuple(dict.fromkeys([*names, *map(str, person.other_names)])),
        tuple(mention_row(desk, source, mention) for source, mention in found.mentions),
        tuple(quote_row(desk, source, quote) for source, quote in found.quotes),
        tuple(figure_row(desk, source, figure) for source, figure in found.figures),
    )
    return Page(path, "person.html", view, person.place)


def _office(office: Office) -> OfficeView:
    start = office.start.words if office.start else ""
    end = office.end.words if office.end else ""
    dates = (
        f"{start} to {end}"
        if start and end
        else f"from {start}"
        if start
        else f"until {end}"
        if end
        else "dates not given"
    )
    return OfficeView(office.title, dates, office.reference)
