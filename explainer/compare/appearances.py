"""Content -> who and what appears where: each record with its source, in the order of the letters."""

from __future__ import annotations

from msgspec import Struct, field

from explainer.compare.said import Said, said_in
from explainer.model import Content, Figure, Mention, Quote, Source, Told, Usage


class Appearances(Struct):
    """Where a person appears."""

    mentions: list[tuple[Source, Mention]] = field(default_factory=list)
    quotes: list[tuple[Source, Quote]] = field(default_factory=list)
    figures: list[tuple[Source, Figure]] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)


def appearances(content: Content) -> dict[str, Appearances]:
    """Where each person appears, by their id."""
    found: dict[str, Appearances] = {person.id: Appearances() for person in content.people}
    for source in content.sources:
        for mention in source.people:
            found[mention.person.id].mentions.append((source, mention))
        for quote in source.quotes:
            if quote.speaker:
                found[quote.speaker.id].quotes.append((source, quote))
        for figure in source.figures:
            if figure.claimant:
                found[figure.claimant.id].figures.append((source, figure))
        for said in said_in(source):
            if said.claimant:
                found[said.claimant.id].said.append(said)
    return found


def by_measure(content: Content) -> dict[str, list[tuple[Source, Figure]]]:
    """The figures of each measure, by its id."""
    found: dict[str, list[tuple[Source, Figure]]] = {measure.id: [] for measure in content.measures}
    for source in content.sources:
        for figure in source.figures:
            found[figure.measure.id].append((source, figure))
    return found


def by_event(content: Content) -> dict[str, list[tuple[Source, Told]]]:
    """Who tells of each event, by its id."""
    found: dict[str, list[tuple[Source, Told]]] = {event.id: [] for event in content.events}
    for source in content.sources:
        for told in source.events:
            found[told.event.id].append((source, told))
    return found


def by_term(content: Content) -> dict[str, list[tuple[Source, Usage]]]:
    """Who uses which words for each term, by its id."""
    found: dict[str, list[tuple[Source, Usage]]] = {term.id: [] for term in content.terms}
    for source in content.sources:
        for usage in source.terms:
            found[usage.term.id].append((source, usage))
    return found
