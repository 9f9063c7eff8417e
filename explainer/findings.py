"""Content -> what is worked out from all of it together, once for pages and data alike."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from explainer.compare.agreement import Agreement
from explainer.compare.answers import Answered, answers, figures_agreement, named_figures
from explainer.compare.appearances import Appearances, appearances, by_event, by_measure, by_term
from explainer.evidence.holding import held
from explainer.evidence.origins import origins
from explainer.lock import LockedItem
from explainer.model import Content, Figure, Source, Told, Usage
from explainer.paging import Lists, lists


class Findings(Struct, frozen=True):
    """The content and what follows from it. Mappings are by id, those of what sources have in the order of these."""

    content: Content
    origin: Mapping[str, str]  # of each source
    held: Mapping[tuple[str, str], LockedItem]  # what the lock proves, by source and key of the item
    by_measure: Mapping[str, list[tuple[Source, Figure]]]
    by_event: Mapping[str, list[tuple[Source, Told]]]
    by_term: Mapping[str, list[tuple[Source, Usage]]]
    answered: tuple[Answered, ...]  # the questions
    measured: Mapping[str, Agreement]  # the measures
    appearances: Mapping[str, Appearances]  # of the people
    lists: Lists  # all of it in the order in which it is shown


def findings(content: Content) -> Findings:
    """Work it all out."""
    origin = origins(content.sources)
    figures, told = by_measure(content), by_event(content)
    answered, named, people = answers(content, origin), named_figures(content.sources), appearances(content)
    return Findings(
        content,
        origin,
        held(content.sources, content.lock),
        figures,
        told,
        by_term(content),
        answered,
        {name: figures_agreement(found, named, origin) for name, found in figures.items()},
        people,
        lists(content, origin, people, figures, told, answered),
    )
