"""Files of sources and records -> which are drafts, what only drafts use, and where the published names any of it.

A draft need not be fit to be read as a source, so that what it uses is told from its bare values.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from msgspec import Struct, field

from explainer.checks import Listed, listed_name, needs_source, uses
from explainer.model import DRAFT, Explainer, Prose, Question, Source
from explainer.reading import Reading, not_published
from explainer.yamltext import List, Map, Text, Value


class Drafts(Struct, frozen=True):
    """The drafts among the sources: the path of each by its id, and every value in its file."""

    paths: Mapping[str, str] = field(default_factory=dict)
    scalars: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of_all(cls, some: Iterable[Drafts]) -> Drafts:
        """Those of several files together."""
        paths: dict[str, str] = {}
        scalars: dict[str, frozenset[str]] = {}
        for each in some:
            paths |= each.paths
            scalars |= each.scalars
        return cls(paths, scalars)

    def only(self, names: Container[str]) -> Drafts:
        """Some of them."""
        return Drafts(
            {name: path for name, path in self.paths.items() if name in names},
            {name: scalars for name, scalars in self.scalars.items() if name in names},
        )

    def naming(self, name: str) -> str:
        """The first draft with some value in it, or nothing."""
        return next((draft for draft, scalars in self.scalars.items() if name in scalars), "")


def find_drafts(values: Mapping[str, Value | None]) -> Drafts:
    """The drafts among the files of sources, by their ids."""
    found = {name: value for name, value in values.items() if isinstance(value, Map) and _is_draft(value)}
    return Drafts(
        {name: value.place.path for name, value in found.items()},
        {name: frozenset(_scalars(value)) for name, value in found.items()},
    )


def _is_draft(value: Map) -> bool:
    return any(key == "status" and given == DRAFT for key, given in value.entries.items())


def _scalars(value: Value) -> Iterator[str]:
    if isinstance(value, Text):
        yield str(value)
        return
    for each in value.items if isinstance(value, List) else value.entries.values():
        yield from _scalars(each)


def only_in_drafts(listed: Iterable[Listed], published: Iterable[Source], drafts: Drafts) -> dict[str, str]:
    """For the records that no published source uses and a draft names, by their names: the first such draft."""
    used = uses(published)
    found = {}
    for record in listed:
        draft = drafts.naming(record.id) if record.id is not None and needs_source(record) else ""
        if draft and listed_name(record) not in used:
            found[listed_name(record)] = draft
    return found


def check_only_in_drafts(
    explainer: Explainer,
    questions: Iterable[Question],
    prose: Iterable[Prose],
    kept: Mapping[str, str],
    drafts: Drafts,
    reading: Reading,
) -> None:
    """Nothing published names a record that only drafts use; `kept` has their names, `prose` is the published one."""
    cited = (target for text in prose for citation in text.citations for target in citation.targets)
    named = [("event", target.item, target.place) for target in cited if target.kind == "event"]
    named += [("measure", str(measure.id), explainer.at("key_measures")) for measure in explainer.key_measures]
    named += [("measure", str(asked.measure.id), asked.at("measure")) for asked in questions if asked.measure]
    for noun, name, place in named:
        draft = kept.get(f"{noun} {name}")
        if draft is not None:
            message = f"'{name}' is only in a draft, '{draft}', which is not published"
            not_published(place, message, drafts.paths[draft], reading)
