"""What was worked out of a question or a measure -> its result in words: how far the reports agree, and who differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from explainer.compare.agreement import Agreement, Result
from explainer.compare.answers import Answered
from explainer.compare.said import Said
from explainer.pages.parts import LETTERS, Desk, Mark, Ties, View, and_more
from explainer.pages.rows import answer_words
from explainer.problems import counted

RESULTS: dict[Result, str] = {
    "agree": "All agree",
    "compatible": "Compatible",
    "split": "Split",
    "changed": "Changed",
    "one_source": "One report only",
    "nobody": "Nobody says",
    "not_comparable": "Not comparable",
}
DISPUTES = {
    "reports": "The reports disagree.",
    "people": "The people disagree.",
    "time": "The accounts changed over time.",
}
ANSWERS = 24  # to one question, that stand together; a question on a measure may have as many as there are figures


class ResultView(View, frozen=True):
    """A result. `code` is one of `agreement.Result` for the sign that is drawn."""

    code: str
    words: str
    disputes: str
    reports: str  # "4 of 5 reports, 3 independent"


class AnswerView(View, frozen=True):
    """One answer and who gives it. `shape` is the same for the same answer within a question."""

    shape: int
    words: str
    ties: Ties
    more: str  # how many sources give it whose letters are not shown


def result_view(desk: Desk, agreement: Agreement) -> ResultView:
    """The result in words."""
    words = RESULTS[agreement.result]
    if agreement.result == "one_source" and len(agreement.sources) > 1:
        words = "One origin only"
    disputes = " ".join(text for code, text in DISPUTES.items() if code in agreement.disputes)
    if len(agreement.sources) == 1:
        disputes = disputes.replace(DISPUTES["reports"], "The report contradicts itself.")
    count = len(agreement.sources)
    total = len(desk.content.sources)
    reports = f"{count} of {counted(total, 'report')}" if count < total else counted(count, "report")
    reports += f", {agreement.independent} independent" if count > 1 else ""
    return ResultView(agreement.result, words, disputes, reports)


def shapes(answered: Answered) -> dict[str, int]:
    """A number for each different answer that is given, from 1, in the order of the question's answers."""
    given = dict.fromkeys(answer_words(said) for said in answered.said)
    listed = [str(answer.words) for answer in answered.question.answers if answer.words in given]
    return {words: n for n, words in enumerate(dict.fromkeys([*listed, *given]), 1)}


def answer_views(desk: Desk, answered: Answered, letters: int = LETTERS) -> tuple[AnswerView, ...]:
    """Each answer that is given with the letters of the sources that give it, at most so many `letters`; of very many
    answers those that most sources give, and how many more there are."""
    said: defaultdict[str, list[Said]] = defaultdict(list)
    for each in answered.said:
        said[answer_words(each)].append(each)
    numbers = shapes(answered)
    chosen = set(sorted(numbers, key=lambda words: -len(said[words]))[:ANSWERS])
    shown = [AnswerView(n, w, *desk.few(_marks(desk, said[w]), letters)) for w, n in numbers.items() if w in chosen]
    rest = and_more(len(numbers) - len(shown))
    return (*shown, AnswerView(len(numbers), f"{rest} answers", (), "")) if rest else tuple(shown)


def _marks(desk: Desk, found: Iterable[Said]) -> dict[str, Mark]:
    """The letters of some sources, leading to what each says."""
    return {
        str(said.source.id): desk.mark(said.source, "position", f"{said.position.question.id}/{said.number}")
        for said in found
    }
