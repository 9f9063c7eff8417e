"""Content -> what is worked out across sources and can be typed nowhere: shared origins; who and what appears where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from explainer.model import Content, Figure, Mention, Quote, Source


def origins(sources: Iterable[Source]) -> dict[str, str]:
    """For each source's id the id of its origin: the first source it shares one with, directly or through others."""
    origin = {str(source.id): str(source.id) for source in sources}

    def root(name: str) -> str:
        while origin[name] != name:
            name = origin[name]
        return name

    order = {name: number for number, name in enumerate(origin)}
    for source in sources:
        for other in source.shares_origin_with:
            first, second = sorted((root(source.id), root(other)), key=order.__getitem__)
            origin[second] = first
    return {name: root(name) for name in origin}


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


def groups(origin: dict[str, str]) -> dict[str, list[str]]:
    """The sources of each origin, in the order of the letters."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, first in origin.items():
        found[first].append(name)
    return dict(found)
