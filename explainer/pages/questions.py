"""What all reports are asked: the matrix of questions and reports, and a page for each question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from explainer.anchors import position_place
from explainer.compare.agreement import NEAR, Result
from explainer.compare.answers import Answered
from explainer.model import Source
from explainer.pages.cells import Cell, Given
from explainer.pages.cite_as import CiteAs, cite_page
from explainer.pages.paged import Whole, by_row, paged
from explainer.pages.parts import FEW, Anchor, Desk, Head, Mark, Page, Piece, Shown, Ties, View, Way, date_words
from explainer.pages.reports import reports_pages
from explainer.pages.results import RESULTS, AnswerView, ResultView, answer_views, result_view
from explainer.pages.rows import PositionRow, position_row
from explainer.pages.tables import data_links
from explainer.paging import SAID, SILENT
from explainer.problems import counted

COLUMNS = 7  # of a table of sources that a page is wide enough for


class MatrixRow(View, frozen=True):
    """One question and its result, with a cell for each source; or, of too many sources, each answer with its own."""

    question: Anchor
    result: ResultView
    cells: tuple[Cell, ...]
    answers: tuple[AnswerView, ...]
    silent: str  # how many sources say nothing


class Column(View, frozen=True):
    """A source at the head of its column."""

    mark: Mark
    headline: str
    language: str
    date: str
    tied: bool  # to the column that follows


class Tally(View, frozen=True):
    """How many questions had a result."""

    code: str
    words: str
    count: int


class QuestionsView(View, frozen=True):
    """What `questions.html` knows as `page`."""

    head: Head
    count: str
    tallies: tuple[Tally, ...]
    columns: tuple[Column, ...]  # none where there are too many sources for a table
    rows: tuple[MatrixRow, ...]
    reports: Way | None  # to the same report by report, where there is no table
    near: str  # how far apart reports may be to be held to one account
    data: tuple[Anchor, ...]


class QuestionView(View, frozen=True):
    """What `question.html` knows as `page`."""

    head: Head
    continued: str  # which of `said` and `silent` goes on from the page before
    text: str
    description: tuple[Piece, ...]
    measure: Anchor | None
    result: ResultView
    answers: tuple[AnswerView, ...]
    positions: tuple[PositionRow, ...]
    silent: Ties
    more: str  # how many are silent besides
    silences: tuple[SilenceRow, ...]
    before: Way | None
    after: Way | None
    cite: CiteAs | None
    used: Sequence[Anchor]


class SilenceRow(View, frozen=True):
    """A source that says nothing."""

    anchor: str
    mark: Mark
    language: str  # of its headline

    @property
    def spot(self) -> tuple[str, str]:
        return self.anchor, f"report {self.mark.letter}"


def questions_makers(desk: Desk) -> Iterator[Callable[[], Iterable[Page]]]:
    """What makes the matrix and the page of each question; nothing where nothing is asked."""
    if not desk.answered:
        return
    yield lambda: (_matrix(desk),)
    if len(desk.content.sources) > COLUMNS:
        yield lambda: reports_pages(desk)
    around = [None, *desk.answered, None]
    for before, answered, after in zip(around, desk.answered, around[2:], strict=False):
        yield partial(_question, desk, answered, before, after)


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
        head,
        count,
        tallies,
        tuple(_columns(desk)),
        rows,
        Way("Report by report", desk.href(desk.lists.reports.path)) if len(content.sources) > COLUMNS else None,
        counted(NEAR.days, "day"),
        data_links(desk, "positions"),
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
    given = Given(desk, answered)
    return MatrixRow(link, result, tuple(map(given.cell, desk.content.sources)), (), silent)


# --- one question -----------------------------------------------------------------------------------------------------


def _question(desk: Desk, answered: Answered, before: Answered | None, after: Answered | None) -> Iterator[Page]:
    """The page of a question; later pages, where many reports are asked, go on with what each says."""
    question, cut = answered.question, desk.lists.question[answered.question.id]
    result = result_view(desk, answered.agreement)
    said = " ".join(part for part in (f"{result.words}: {result.reports}.", result.disputes) if part)
    wrong = "reports" in answered.agreement.disputes
    shown = Shown("Question", result.reports, sign=result.code, result=result.words, wrong=wrong)
    first = desk.head(cut.path, question.text, f"{question.text} {said}", shown, "/questions/")
    whole = Whole("All answers to all questions", data_links(desk, "positions"))
    for path, head, parts in paged(desk, first, cut, by_row(partial(_label, desk)), whole):
        rows = {part.group: part.rows for part in parts}
        silent = {} if head.of else {str(s.id): desk.mark(s, "position", f"{question.id}/1") for s in answered.silent}
        view = QuestionView(
            head,
            next((part.group for part in parts if part.continued), ""),
            question.text,
            desk.prose(question.description) if question.description and not head.of else (),
            Anchor(question.measure.title, desk.href(f"/figures/#{question.measure.id}")) if question.measure else None,
            result,
            () if head.of else answer_views(desk, answered),
            tuple(position_row(desk, said, "list") for said in rows.get(SAID, ())),
            *desk.few(silent),
            tuple(_silence(desk, answered, source) for source in rows.get(SILENT, ())),
            None if head.of else _neighbour(desk, before),
            None if head.of else _neighbour(desk, after),
            None if head.of else cite_page(desk, cut.path, question.text),
            () if head.of else desk.uses(cut.path),
        )
        yield Page(path, "question.html", view, question.place, question.text)


def _label(desk: Desk, group: str, row: Any) -> str:
    return f"silent {desk.mark(row).letter}" if group == SILENT else desk.mark(row.source).letter


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
