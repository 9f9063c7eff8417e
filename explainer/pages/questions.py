"""What all reports are asked: the matrix of questions and reports, and a page for each question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from explainer.anchors import position_place
from explainer.compare.agreement import NEAR, Result
from explainer.compare.answers import Answered
from explainer.compare.said import Said
from explainer.model import Source
from explainer.pages.cite_as import CiteAs, cite_page
from explainer.pages.parts import Anchor, Desk, Head, Mark, Page, Piece, Shown, Ties, View, Way, date_words
from explainer.pages.results import FEW, RESULTS, AnswerView, ResultView, answer_views, result_view, shapes
from explainer.pages.rows import PositionRow, answer_words, position_row, said_check
from explainer.pages.tables import data_links
from explainer.problems import counted

COLUMNS = 7  # of a table of sources that a page is wide enough for


@dataclass(frozen=True)
class CellAnswer(View):
    """One answer in a cell of the matrix."""

    shape: int
    words: str
    language: str  # of words printed
    doubt: str  # what keeps it from being plain: who is reported to say so, or that it is qualified
    checked: bool


@dataclass(frozen=True)
class Cell(View):
    """What one source says on one question; nothing where it is silent."""

    mark: Mark
    href: str
    answers: tuple[CellAnswer, ...]


@dataclass(frozen=True)
class MatrixRow(View):
    """One question and its result, with a cell for each source; or, of too many sources, each answer with its own."""

    question: Anchor
    result: ResultView
    cells: tuple[Cell, ...]
    answers: tuple[AnswerView, ...]
    silent: str  # how many sources say nothing


@dataclass(frozen=True)
class Column(View):
    """A source at the head of its column."""

    mark: Mark
    headline: str
    language: str
    date: str
    tied: bool  # to the column that follows


@dataclass(frozen=True)
class Tally(View):
    """How many questions had a result."""

    code: str
    words: str
    count: int


@dataclass(frozen=True)
class QuestionsView(View):
    """What `questions.html` knows as `page`."""

    head: Head
    count: str
    tallies: tuple[Tally, ...]
    columns: tuple[Column, ...]  # none where there are too many sources for a table
    rows: tuple[MatrixRow, ...]
    near: str  # how far apart reports may be to be held to one account
    data: tuple[Anchor, ...]


@dataclass(frozen=True)
class QuestionView(View):
    """What `question.html` knows as `page`."""

    head: Head
    text: str
    description: tuple[Piece, ...]
    measure: Anchor | None
    result: ResultView
    answers: tuple[AnswerView, ...]
    positions: tuple[PositionRow, ...]
    silent: Ties
    silences: tuple[SilenceRow, ...]
    before: Way | None
    after: Way | None
    cite: CiteAs
    used: Sequence[Anchor]


@dataclass(frozen=True)
class SilenceRow(View):
    """A source that says nothing."""

    anchor: str
    mark: Mark
    language: str  # of its headline

    @property
    def spot(self) -> tuple[str, str]:
        return self.anchor, f"report {self.mark.letter}"


def questions_pages(desk: Desk) -> Iterator[Page]:
    """The matrix and the page of each question; none where nothing is asked."""
    if not desk.answered:
        return
    yield _matrix(desk)
    around = [None, *desk.answered, None]
    for before, answered, after in zip(around, desk.answered, around[2:], strict=False):
        yield _question(desk, answered, before, after)


# --- the matrix -------------------------------------------------------------------------------------------------------


def _matrix(desk: Desk) -> Page:
    content = desk.content
    count = counted(len(desk.answered), "question")
    found = Counter(answered.agreement.result for answered in desk.answered)
    tallies = tuple(Tally(c, _tally_words(c), found[c]) for c in RESULTS if found[c])
    put = f"{count} put to {counted(len(content.sources), 'report')}"
    split = counted(found["split"], "of them is split", "of them are split")
    head = desk.head(
        "/questions/",
        "Questions",
        f"{put}: what each answers, what it leaves out; {split}.",
        _all_shown(desk, put, found["split"]),
    )
    rows = tuple(_row(desk, answered) for answered in desk.answered)
    view = QuestionsView(
        head, count, tallies, tuple(_columns(desk)), rows, counted(NEAR.days, "day"), data_links(desk, "positions")
    )
    return Page("/questions/", "questions.html", view, content.questions[0].place)


def _all_shown(desk: Desk, put: str, split: int) -> Shown:
    if not split:
        return Shown("What all are asked", put)
    wrong = any("reports" in answered.agreement.disputes for answered in desk.answered)
    return Shown("What all are asked", put, sign="split", result=f"{split:,} split", wrong=wrong)


def _tally_words(result: Result) -> str:
    return "One report or origin only" if result == "one_source" else RESULTS[result]


def _columns(desk: Desk) -> Iterator[Column]:
    sources = desk.content.sources
    if len(sources) > COLUMNS:
        return
    for source, after in zip(sources, (*sources[1:], None), strict=True):
        tied = after is not None and desk.origin[after.id] == desk.origin[source.id]
        yield Column(desk.mark(source), source.headline, desk.other_language(source), date_words(source), tied)


def _row(desk: Desk, answered: Answered) -> MatrixRow:
    path = desk.href(f"/questions/{answered.question.id}/")
    silent = counted(len(answered.silent), "report says nothing", "reports say nothing") if answered.silent else ""
    link, result = Anchor(answered.question.text, path), result_view(desk, answered.agreement)
    if len(desk.content.sources) > COLUMNS:
        return MatrixRow(link, result, (), answer_views(desk, answered, FEW), silent)
    by_source: dict[str, list[Said]] = {}
    for said in answered.said:
        by_source.setdefault(str(said.source.id), []).append(said)
    numbers = shapes(answered)
    cells = tuple(
        Cell(
            desk.mark(source),
            f"{path}#{position_place(source, 1)}",
            tuple(_cell_answer(desk, said, numbers) for said in by_source.get(source.id, ())),
        )
        for source in desk.content.sources
    )
    return MatrixRow(link, result, cells, (), silent)


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


# --- one question -----------------------------------------------------------------------------------------------------


def _question(desk: Desk, answered: Answered, before: Answered | None, after: Answered | None) -> Page:
    question = answered.question
    path = f"/questions/{question.id}/"
    result = result_view(desk, answered.agreement)
    said = " ".join(part for part in (f"{result.words}: {result.reports}.", result.disputes) if part)
    wrong = "reports" in answered.agreement.disputes
    shown = Shown("Question", result.reports, sign=result.code, result=result.words, wrong=wrong)
    view = QuestionView(
        desk.head(path, question.text, f"{question.text} {said}", shown, "/questions/"),
        question.text,
        desk.prose(question.description) if question.description else (),
        Anchor(question.measure.title, desk.href(f"/figures/#{question.measure.id}")) if question.measure else None,
        result,
        answer_views(desk, answered),
        tuple(position_row(desk, said, "list") for said in answered.said),
        desk.tied({str(s.id): desk.mark(s, "position", f"{question.id}/1") for s in answered.silent}),
        tuple(_silence(desk, answered, source) for source in answered.silent),
        _neighbour(desk, before),
        _neighbour(desk, after),
        cite_page(desk, path, question.text),
        desk.uses(path),
    )
    return Page(path, "question.html", view, question.place, question.text)


def _silence(desk: Desk, answered: Answered, source: Source) -> SilenceRow:
    return SilenceRow(
        position_place(source, 1),
        desk.mark(source, "position", f"{answered.question.id}/1"),
        desk.other_language(source),
    )


def _neighbour(desk: Desk, answered: Answered | None) -> Way | None:
    if answered is None:
        return None
    return Way(answered.question.text, desk.href(f"/questions/{answered.question.id}/"))
