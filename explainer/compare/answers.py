"""The positions of all sources on a question, and the figures of all on a measure -> how far they agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from msgspec import Struct

from explainer.compare.agreement import Agreement, Voice, agreement
from explainer.compare.said import Said, Statement, holder, relate_statements, said_in, statement
from explainer.intervals import Relation
from explainer.model import Content, Figure, Question, Source, claimed


class Answered(Struct, frozen=True):
    """A question, what each source that speaks says on it, those that are silent, and what comes of it."""

    question: Question
    said: tuple[Said, ...]
    silent: tuple[Source, ...]
    agreement: Agreement


def answers(content: Content, origin: Mapping[str, str]) -> tuple[Answered, ...]:
    """Every question with what all sources say on it; `origin` gives the origin of each source."""
    by_question: defaultdict[str, list[Said]] = defaultdict(list)
    for said in (said for source in content.sources for said in said_in(source)):
        by_question[said.position.question.id].append(said)
    return tuple(
        _answered(question, by_question[question.id], content.sources, origin) for question in content.questions
    )


def _answered(question: Question, said: list[Said], sources: Iterable[Source], origin: Mapping[str, str]) -> Answered:
    together = {frozenset(map(str, pair)) for pair in question.compatible}
    voices = [Voice(each.source, holder(each), statement(each)) for each in said]
    speaking = {voice.source.id for voice in voices}
    silent = tuple(source for source in sources if source.id not in speaking)

    def relate(one: Statement, other: Statement) -> Relation:
        return relate_statements(one, other, together)

    return Answered(question, tuple(said), silent, agreement(voices, relate, origin))


Named: TypeAlias = Mapping[tuple[str, str], list[Voice[Statement]]]  # by source and figure


def named_figures(sources: Iterable[Source]) -> Named:
    """The figures that positions name, with who stands for each and how."""
    named: defaultdict[tuple[str, str], list[Voice[Statement]]] = defaultdict(list)
    for source in sources:
        for said in said_in(source):
            if said.figure is not None:
                named[source.id, said.figure.id].append(Voice(source, holder(said), statement(said)))
    return named


def figures_agreement(found: Iterable[tuple[Source, Figure]], named: Named, origin: Mapping[str, str]) -> Agreement:
    """How far the figures of one measure agree. For one that is not named its own claim stands."""
    voices = (
        named.get((source.id, figure.id)) or [Voice(source, claimed(figure), Statement(quantity=figure.quantity))]
        for source, figure in found
    )
    return agreement([voice for each in voices for voice in each], _relate, origin)


def _relate(one: Statement, other: Statement) -> Relation:
    return relate_statements(one, other, set())
