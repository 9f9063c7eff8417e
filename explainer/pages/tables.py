"""What all reports hold of one kind, side by side: figures by measure, quotations by speaker, the data files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from explainer.columns import TABLES, Table
from explainer.model import Figure, Measure, Person, Quote, Source
from explainer.names import sort_name
from explainer.pages.drawings import AxisView, Drawing, drawing
from explainer.pages.feeds import feed_links
from explainer.pages.paged import Whole, by_group, paged
from explainer.pages.parts import Anchor, Desk, Head, Page, Shown, View
from explainer.pages.results import ResultView, result_view
from explainer.pages.rows import FigureRow, QuoteRow, figure_row, quote_row
from explainer.paging import UNNAMED, Part, Speaker, speaker_place
from explainer.problems import counted


class MeasureGroup(View, frozen=True):
    """The figures of one measure, or those of them that stand on a page."""

    id: str
    title: str
    continued: bool  # from the page before
    description: str
    unit: str  # what its numbers count, where their signs do not say it
    result: ResultView
    axis: AxisView | None
    figures: tuple[FigureRow, ...]
    used: Sequence[Anchor]

    @property
    def spot(self) -> tuple[str, str]:
        return self.id, self.title


class FiguresView(View, frozen=True):
    """What `figures.html` knows as `page`."""

    head: Head
    measures: tuple[MeasureGroup, ...]
    data: tuple[Anchor, ...]


class QuoteGroup(View, frozen=True):
    """The quotations of one speaker, or of none."""

    id: str
    title: str
    continued: bool  # from the page before
    speaker: Anchor | None
    quotes: tuple[QuoteRow, ...]


class QuotesView(View, frozen=True):
    """What `quotes.html` knows as `page`."""

    head: Head
    count: str
    groups: tuple[QuoteGroup, ...]
    data: tuple[Anchor, ...]


def figures_pages(desk: Desk) -> Iterator[Page]:
    """All figures, by what they measure."""
    content, cut = desk.content, desk.lists.figures
    count = counted(sum(map(len, desk.by_measure.values())), "figure")
    first = desk.head(
        cut.path,
        "Figures",
        f"{count} as printed and as understood, by what they measure and who states them.",
        Shown("As printed and as understood", count),
    )
    files, drawn = data_links(desk, "figures"), _Drawn(desk)
    for path, head, parts in paged(desk, first, cut, by_group(_title), Whole(f"All {count}", files)):
        view = FiguresView(head, tuple(_measure(desk, part, drawn) for part in parts), files)
        yield Page(path, "figures.html", view, content.site.place, "Figures")


def _title(measure: Measure) -> str:
    return str(measure.title)


class _Drawn(dict[str, Drawing]):
    """The figures of each measure on one axis, drawn once however many pages they stand on."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def of(self, measure: Measure) -> Drawing:
        if measure.id not in self:
            found = self.desk.by_measure[measure.id]
            self[measure.id] = drawing([figure.quantity for _, figure in found], measure.unit or "")
        return self[measure.id]


def _measure(desk: Desk, part: Part[Measure, tuple[Source, Figure]], drawn: _Drawn) -> MeasureGroup:
    """What of a measure stands on a page; its result and axis are those of all its figures."""
    measure, whole = part.group, drawn.of(part.group)
    strokes = whole.strokes[part.start : part.start + len(part.rows)]
    return MeasureGroup(
        measure.id,
        measure.title,
        part.continued,
        measure.description or "",
        whole.axis.unit if whole.axis else "",
        result_view(desk, desk.measured[measure.id]),
        whole.axis,
        tuple(
            replace(figure_row(desk, source, figure, "list"), stroke=stroke)
            for (source, figure), stroke in zip(part.rows, strokes, strict=True)
        ),
        () if part.continued else desk.uses(f"/figures/#{measure.id}"),
    )


def quotes_pages(desk: Desk) -> Iterator[Page]:
    """All quotations, by who speaks."""
    cut = desk.lists.quotes
    count = counted(sum(len(source.quotes) for source in desk.content.sources), "quotation")
    first = desk.head(
        cut.path,
        "Quotations",
        f"{count}, by speaker: everything the reports put between quotation marks.",
        Shown("Who said what, word by word", count),
    )
    files = data_links(desk, "quotes")
    for path, head, parts in paged(desk, first, cut, by_group(_speaker), Whole(f"All {count}", files)):
        view = QuotesView(head, count, tuple(_quotes(desk, part) for part in parts), files)
        yield Page(path, "quotes.html", view, desk.content.site.place, "Quotations")


def _speaker(speaker: Speaker) -> str:
    if isinstance(speaker, Person):
        return sort_name(speaker)
    return "Speakers without a name" if speaker == UNNAMED else "Terms the reports set in quotation marks"


def _quotes(desk: Desk, part: Part[Speaker, tuple[Source, Quote]]) -> QuoteGroup:
    speaker = part.group
    return QuoteGroup(
        speaker_place(speaker),
        _speaker(speaker),
        part.continued,
        desk.person(speaker) if isinstance(speaker, Person) else None,
        tuple(quote_row(desk, source, quote, "list") for source, quote in part.rows),
    )


# --- data -------------------------------------------------------------------------------------------------------------

EVIDENCE = "For each checked wording its place in the text, its hash and the day; for each text its length and hash."

FEEDS = "What changes here, for a feed reader: everything, or only what we had wrong or unclear. In Atom."


class ColumnView(View, frozen=True):
    """A column of a table."""

    name: str
    description: str


class DataFile(View, frozen=True):
    """A download; a table has columns."""

    name: str
    description: str
    links: tuple[Anchor, ...]
    columns: tuple[ColumnView, ...] = ()


class DataView(View, frozen=True):
    """What `data.html` knows as `page`."""

    head: Head
    tables: tuple[DataFile, ...]
    others: tuple[DataFile, ...]


def data_links(desk: Desk, name: str) -> tuple[Anchor, ...]:
    """The files of one kind of data."""
    return tuple(Anchor(f"{name}.{ending}", desk.href(f"/data/{name}.{ending}")) for ending in ("csv", "json"))


def evidence_link(desk: Desk) -> Anchor:
    """The published lock."""
    return Anchor("evidence.json", desk.href("/data/evidence.json"))


def data_page(desk: Desk) -> Page:
    """The list of downloads."""
    words = "The reports, figures, quotations, people, positions, events and notes, as CSV and JSON."
    head = desk.head("/data/", "Data", words, Shown("As CSV and JSON", "Everything on this site"))
    tables = tuple(_table(desk, name, table) for name, table in TABLES.items())
    return Page("/data/", "data.html", DataView(head, tables, tuple(_other_files(desk))), desk.content.site.place)


def _table(desk: Desk, name: str, table: Table) -> DataFile:
    columns = tuple(ColumnView(column.name, column.description) for column in table.columns)
    return DataFile(name, table.description, data_links(desk, name), columns)


def _other_files(desk: Desk) -> Iterator[DataFile]:
    """What is no table."""
    cited = "How to cite each report, for programs that keep references: CSL-JSON, as Zotero reads it, and BibTeX."
    noted = "The quotations, and the editors’ notes on what they are about, as a collection of W3C Web Annotations."
    files = (
        ("All tables", "What each column holds, for programs: a Data Package, version 2.", ("datapackage.json",)),
        ("References", cited, ("data/sources.csl.json", "data/sources.bib")),
        ("This explainer", "How to cite it, for programs: a Citation File.", ("CITATION.cff",)),
        ("Annotations", noted, ("data/annotations.jsonld",)),
        ("Evidence", EVIDENCE, ("data/evidence.json",)),
    )
    if links := feed_links(desk):
        yield DataFile("Feeds", FEEDS, links)
    for name, words, paths in files:
        yield DataFile(name, words, tuple(Anchor(path.rpartition("/")[2], desk.href(f"/{path}")) for path in paths))
