"""What all reports hold of one kind, side by side: figures by measure, quotations by speaker, the data files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from explainer.columns import TABLES, Table
from explainer.model import Measure, Quote, Source
from explainer.pages.drawings import AxisView, drawing
from explainer.pages.feeds import feed_links
from explainer.pages.parts import Anchor, Desk, Head, Page, Shown, View, name_key, sort_name
from explainer.pages.results import ResultView, result_view
from explainer.pages.rows import FigureRow, QuoteRow, figure_row, quote_row
from explainer.problems import counted


@dataclass(frozen=True)
class MeasureGroup(View):
    """The figures of one measure."""

    id: str
    title: str
    description: str
    unit: str  # what its numbers count, where their signs do not say it
    result: ResultView
    axis: AxisView | None
    figures: tuple[FigureRow, ...]
    used: Sequence[Anchor]

    @property
    def spot(self) -> tuple[str, str]:
        return self.id, self.title


@dataclass(frozen=True)
class FiguresView(View):
    """What `figures.html` knows as `page`."""

    head: Head
    measures: tuple[MeasureGroup, ...]
    data: tuple[Anchor, ...]


@dataclass(frozen=True)
class QuoteGroup(View):
    """The quotations of one speaker, or of none."""

    id: str
    title: str
    speaker: Anchor | None
    quotes: tuple[QuoteRow, ...]


@dataclass(frozen=True)
class QuotesView(View):
    """What `quotes.html` knows as `page`."""

    head: Head
    count: str
    groups: tuple[QuoteGroup, ...]
    data: tuple[Anchor, ...]


def figures_page(desk: Desk) -> Page:
    """All figures."""
    content = desk.content
    groups = tuple(_measure(desk, measure) for measure in content.measures)
    count = counted(sum(len(group.figures) for group in groups), "figure")
    head = desk.head(
        "/figures/",
        "Figures",
        f"{count} as printed and as understood, by what they measure and who states them.",
        Shown("As printed and as understood", count),
    )
    view = FiguresView(head, groups, data_links(desk, "figures"))
    return Page("/figures/", "figures.html", view, content.site.place, "Figures")


def _measure(desk: Desk, measure: Measure) -> MeasureGroup:
    found = desk.by_measure[measure.id]
    drawn = drawing([figure.quantity for _, figure in found], measure.unit or "")
    rows = tuple(
        replace(figure_row(desk, source, figure, "list"), stroke=stroke)
        for (source, figure), stroke in zip(found, drawn.strokes, strict=True)
    )
    result = result_view(desk, desk.measured[measure.id])
    used = desk.uses(f"/figures/#{measure.id}")
    unit = drawn.axis.unit if drawn.axis else ""
    return MeasureGroup(measure.id, measure.title, measure.description or "", unit, result, drawn.axis, rows, used)


def quotes_page(desk: Desk) -> Page:
    """All quotations."""
    found = [(source, quote) for source in desk.content.sources for quote in source.quotes]
    groups = tuple(_quote_groups(desk, found))
    count = counted(len(found), "quotation")
    head = desk.head(
        "/quotes/",
        "Quotations",
        f"{count}, by speaker: everything the reports put between quotation marks.",
        Shown("Who said what, word by word", count),
    )
    view = QuotesView(head, count, groups, data_links(desk, "quotes"))
    return Page("/quotes/", "quotes.html", view, desk.content.site.place, "Quotations")


def _quote_groups(desk: Desk, found: list[tuple[Source, Quote]]) -> list[QuoteGroup]:
    def rows(chosen: list[tuple[Source, Quote]]) -> tuple[QuoteRow, ...]:
        return tuple(quote_row(desk, source, quote, "list") for source, quote in chosen)

    speaking = [person for person in sorted(desk.content.people, key=name_key) if desk.appearances[person.id].quotes]
    groups = [
        QuoteGroup(f"by-{person.id}", sort_name(person), desk.person(person), rows(desk.appearances[person.id].quotes))
        for person in speaking
    ]
    unnamed = [pair for pair in found if pair[1].speaker is None and pair[1].kind != "term"]
    own = [pair for pair in found if pair[1].speaker is None and pair[1].kind == "term"]
    rest = (("unnamed", "Speakers without a name", unnamed), ("terms", "Terms the reports set in quotation marks", own))
    return groups + [QuoteGroup(name, title, None, rows(chosen)) for name, title, chosen in rest if chosen]


# --- data -------------------------------------------------------------------------------------------------------------

EVIDENCE = "For each checked wording its place in the text, its hash and the day; for each text its length and hash."

FEEDS = "What changes here, for a feed reader: everything, or only what we had wrong or unclear. In Atom."


@dataclass(frozen=True)
class ColumnView(View):
    """A column of a table."""

    name: str
    description: str


@dataclass(frozen=True)
class DataFile(View):
    """A download; a table has columns."""

    name: str
    description: str
    links: tuple[Anchor, ...]
    columns: tuple[ColumnView, ...] = ()


@dataclass(frozen=True)
class DataView(View):
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
