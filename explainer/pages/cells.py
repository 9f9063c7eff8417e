"""A question and the reports -> what each says on it in a few words, for the cells of a table."""

from __future__ import annotations

from collections import defaultdict

from explainer.anchors import position_place
from explainer.compare.answers import Answered
from explainer.compare.said import Said
from explainer.model import Source
from explainer.pages.parts import Desk, Mark, View
from explainer.pages.results import shapes
from explainer.pages.rows import answer_words, said_check


class CellAnswer(View, frozen=True):
    """One answer in a cell of the matrix."""

    shape: int
    words: str
    language: str  # of words printed
    doubt: str  # what keeps it from being plain: who is reported to say so, or that it is qualified
    checked: bool


class Cell(View, frozen=True):
    """What one source says on one question; nothing where it is silent."""

    mark: Mark
    href: str
    answers: tuple[CellAnswer, ...]


class Given:
    """The answers to a question, source by source."""

    def __init__(self, desk: Desk, answered: Answered) -> None:
        self.desk, self.question, self.numbers = desk, answered.question, shapes(answered)
        self.by_source: defaultdict[str, list[Said]] = defaultdict(list)
        for said in answered.said:
            self.by_source[said.source.id].append(said)

    def cell(self, source: Source) -> Cell:
        return Cell(
            self.desk.mark(source),
            self.desk.href(f"/questions/{self.question.id}/#{position_place(source, 1)}"),
            tuple(_cell_answer(self.desk, said, self.numbers) for said in self.by_source.get(source.id, ())),
        )


def _cell_answer(desk: Desk, said: Said, numbers: dict[str, int]) -> CellAnswer:
    words, stance = answer_words(said), said.position.stance
    name = said.claimant.name if said.claimant else said.claimed_by
    doubt = ""
    if stance == "reports":
        doubt = f"according to {name}"
    elif stance == "qualifies":
        doubt = f"with a doubt, according to {name}" if name else "with a doubt"
    elif stance == "denies" and name:
        doubt = f"according to {name}"
    language = desk.other_language(said.source) if said.figure else ""
    return CellAnswer(numbers[words], words, language, doubt, said_check(desk, said).done)
