"""Content -> what is worked out across sources and can be typed nowhere: who and what appears where."""

from __future__ import annotations

from dataclasses import dataclass, field

from explainer.model import Content, Figure, Mention, Quote, Source


@dataclass
class Appearances:
    """Where a person appears: each record with its source, in the order of the letters."""

    mentions: list[tuple[Source, Mention]] = field(default_factory=list)
    quotes: list[tuple[Source, Quote]] = field(default_factory=list)
    figures: list[tuple[Source, Figure]] = field(default_factory=list)


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
    return found


def by_measure(content: Content) -> dict[str, list[tuple[Source, Figure]]]:
    """The figures of each measure, by its id, in the order of the letters."""
    found: dict[str, list[tuple[Source, Figure]]] = {measure.id: [] for measure in content.measures}
    for source in content.sources:
        for figure in source.figures:
            found[figure.measure.id].append((source, figure))
    return found
