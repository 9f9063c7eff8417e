"""The matrix turned round, for more reports than can have a column each: every report has a row of what it answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explainer.compare.answers import Answered
from explainer.model import Source
from explainer.pages.cells import Cell, Given
from explainer.pages.paged import Whole, by_row, paged
from explainer.pages.parts import Anchor, Desk, Head, Mark, Page, Shown, View, date_words
from explainer.pages.results import ResultView, result_view
from explainer.pages.tables import data_links
from explainer.paging import Part
from explainer.problems import counted

ASKED = 8  # columns of answers that a page is wide enough for


class AskedView(View, frozen=True):
    """A question at the head of its column."""

    number: int
    question: Anchor
    result: ResultView


class ReportRow(View, frozen=True):
    """A report and what it says on each question."""

    mark: Mark
    headline: str
    language: str
    date: str
    cells: tuple[Cell, ...]


class OriginGroup(View, frozen=True):
    """The reports of one origin, or those of them that stand on a page; mostly it is one report."""

    of: str  # "3 reports of one origin"; empty of one
    continued: bool  # from the page before
    reports: tuple[ReportRow, ...]


class ReportsView(View, frozen=True):
    """What `reports.html` knows as `page`."""

    head: Head
    count: str
    asked: tuple[AskedView, ...]
    wide: bool  # whether a page is wide enough for a column for each question
    groups: tuple[OriginGroup, ...]
    data: tuple[Anchor, ...]


def reports_pages(desk: Desk) -> Iterator[Page]:
    """What each report answers, report by report, those of one origin together."""
    content, cut, files = desk.content, desk.lists.reports, data_links(desk, "positions")
    reports, questions = counted(len(content.sources), "report"), counted(len(content.questions), "question")
    words = f"What each of {reports} answers to {questions}, and what it leaves out."
    shown = Shown("What all are asked", f"{questions} put to {reports}")
    first = desk.head(cut.path, "Report by report", words, shown, "/questions/")
    asked = tuple(_asked(desk, number, answered) for number, answered in enumerate(desk.answered, 1))
    given = tuple(Given(desk, answered) for answered in desk.answered)
    whole = Whole(f"What all {reports} say", files)
    for path, head, parts in paged(desk, first, cut, by_row(lambda _, source: desk.mark(source).letter), whole):
        groups = tuple(_origin(desk, part, given) for part in parts)
        view = ReportsView(head, reports, asked, len(asked) <= ASKED, groups, files)
        yield Page(path, "reports.html", view, content.questions[0].place)  # without a name: it only lists


def _asked(desk: Desk, number: int, answered: Answered) -> AskedView:
    link = Anchor(answered.question.text, desk.href(f"/questions/{answered.question.id}/"))
    return AskedView(number, link, result_view(desk, answered.agreement))


def _origin(desk: Desk, part: Part[str, Source], given: Sequence[Given]) -> OriginGroup:
    count = len(desk.of_origin[part.group])
    of = f"{count:,} reports of one origin" if count > 1 else ""
    return OriginGroup(of, part.continued, tuple(_report(desk, source, given) for source in part.rows))


def _report(desk: Desk, source: Source, given: Sequence[Given]) -> ReportRow:
    cells = tuple(each.cell(source) for each in given)
    return ReportRow(desk.mark(source), source.headline, desk.other_language(source), date_words(source), cells)
