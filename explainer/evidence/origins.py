"""Sources and what their texts share -> the origin of each, and problems where the two disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from explainer.evidence.overlaps import exceeds
from explainer.lock import Lock, Overlap
from explainer.model import DRAFT, Source
from explainer.problems import Problem


def origins(sources: Iterable[Source]) -> dict[str, str]:
    """For each source's id the id of its origin: the first source it shares one with, directly or through others."""
    origin = {str(source.id): str(source.id) for source in sources}

    def root(name: str) -> str:
        while origin[name] != name:
            name = origin[name]
        return name

    order = {name: number for number, name in enumerate(origin)}
    for source in sources:
        for other in (name for name in source.shares_origin_with if name in origin):
            first, second = sorted((root(source.id), root(other)), key=order.__getitem__)
            origin[second] = first
    return {name: root(name) for name in origin}


def groups(origin: Mapping[str, str]) -> dict[str, list[str]]:
    """The sources of each origin, in the order of the letters."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, first in origin.items():
        found[first].append(name)
    return dict(found)


def origin_problems(sources: Iterable[Source], lock: Lock) -> Iterator[Problem]:
    """What the sources declare of their origins, against what their texts share."""
    by_id = {str(source.id): source for source in sources if source.id in lock.texts and source.text}
    origin = origins(by_id.values())
    published = origins([source for source in by_id.values() if source.status != DRAFT])
    for (first, second), overlap in sorted(lock.overlaps.items()):
        if first not in by_id or second not in by_id:
            continue
        # No draft joins two published sources. Of a draft and a published source, the draft is to name the other.
        joined = published if first in published and second in published else origin
        pair = (second, first) if second in published and first not in published else (first, second)
        if overlap.runs is None or joined[first] != joined[second]:
            yield from _undeclared(by_id[pair[0]], by_id[pair[1]], overlap)
    for source in by_id.values():
        for other in source.shares_origin_with:
            pair = (min(source.id, other), max(source.id, other))
            if other in by_id and pair not in lock.overlaps:
                message = f"the texts of '{source.id}' and '{other}' share no eight words in a row"
                yield Problem(other.place, "origin", message, "remove it, or look whether both have the right text")


def _undeclared(first: Source, second: Source, overlap: Overlap) -> Iterator[Problem]:
    place = second.text.place if second.lacks("shares_origin_with") else second.at("shares_origin_with")
    if overlap.runs is None:
        message = f"the texts of '{first.id}' and '{second.id}' have never been compared"
        yield Problem(place, "unverified", message, "run build.py verify with both at hand")
    elif exceeds(overlap.runs, overlap.of):
        message = f"this text and that of '{first.id}' share {overlap.runs} of {overlap.of} runs of eight words"
        yield Problem(place, "origin", message, f"they retell one story: add shares_origin_with: [{first.id}]")
