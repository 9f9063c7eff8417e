"""The explainer itself: what it asks, the reports and their letters, where they disagree, the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import TypeAlias

from explainer.anchors import own
from explainer.compare.agreement import Result
from explainer.compare.answers import Answered
from explainer.model import Content, Figure, Measure, Person, Source
from explainer.names import name_key
from explainer.offices import judge
from explainer.pages.calendar import Calendar, calendar
from explainer.pages.citing import Block, Citations, Endnote, Margin, blocks
from explainer.pages.drawings import AxisView, Stroke, drawing
from explainer.pages.parts import FEW, Anchor, Desk, Head, Page, Piece, Shown, Ties, View, Way, and_more, date_words
from explainer.pages.results import AnswerView, ResultView, answer_views, result_view
from explainer.pages.rows import reading
from explainer.pages.sources import SourceCard, source_cards
from explainer.pages.timeline import EventLine, event_lines
from explainer.problems import counted

GLANCE = "At a glance"
REPORTS, PEOPLE, SPLITS, EVENTS = 12, 10, 12, 24  # how many of each stand on the home page, at most
WORDINGS, CLAIMANTS = 12, 6  # the same of a key measure, and of those who state a figure in the same words


class PointView(View, frozen=True):
    """A line of the summary."""

    label: str
    text: tuple[Piece, ...]


class SectionView(View, frozen=True):
    """A part of the story."""

    id: str
    heading: str
    blocks: tuple[Block, ...]

    @property
    def spot(self) -> tuple[str, str]:
        return self.id, self.heading


class Glance(View, frozen=True):
    """The summary that opens the page."""

    points: tuple[PointView, ...]

    @property
    def spot(self) -> tuple[str, str]:
        return "at_a_glance", "at a glance"


class KeyFigure(View, frozen=True):
    """A figure in the words of a report, and all reports that print these words."""

    as_printed: str
    language: str
    reading: str
    claimants: tuple[str, ...]  # people, as far as any is named, and how many more
    ties: Ties
    more: str  # how many reports print them besides
    checked: bool
    noted: bool  # whether there is an editors' note on it
    stroke: Stroke


class KeyMeasure(View, frozen=True):
    """A measure, whether its figures agree, and the figures."""

    measure: Anchor
    result: ResultView
    figures: tuple[KeyFigure, ...]
    some: str  # how many wordings are shown, where that is not all, and
    all: Way | None  # the way to all figures


class KeyGroup(View, frozen=True):
    """Measures on one axis; without an axis where a drawing would show one number alone."""

    axis: AxisView | None
    measures: tuple[KeyMeasure, ...]


class KeyMeasures(View, frozen=True):
    """The key numbers, those that are drawn first."""

    groups: tuple[KeyGroup, ...]

    @property
    def spot(self) -> tuple[str, str]:
        return "key_numbers", "key numbers"


class SplitView(View, frozen=True):
    """A question on which the reports, or the people in them, disagree."""

    anchor: str
    question: Anchor
    result: ResultView
    answers: tuple[AnswerView, ...]

    @property
    def spot(self) -> tuple[str, str]:
        return self.anchor, self.question.text


class Timeline(View, frozen=True):
    """The events, in short."""

    drawing: Calendar | None
    events: tuple[EventLine, ...]
    all: Way | None

    @property
    def spot(self) -> tuple[str, str]:
        return "the_timeline", "timeline"


class Who(View, frozen=True):
    """One of the people, and in how many reports."""

    person: Anchor
    country: str
    ties: Ties
    more: str  # how many reports there are besides
    wrong: Ties  # the reports that give a wrong role
    more_wrong: str


class Count(View, frozen=True):
    """How many there are of something."""

    number: str
    words: str


class HomeView(View, frozen=True):
    """What `home.html` knows as `page`."""

    head: Head
    title: str
    standfirst: str
    covers: str
    reports: str
    updated: str
    sources: tuple[SourceCard, ...]
    all_reports: Way | None  # where not all are shown
    at_a_glance: Glance
    key_measures: KeyMeasures
    splits: tuple[SplitView, ...]
    rest: str  # how the other questions stand, in words
    questions: Anchor | None
    sections: tuple[SectionView, ...]
    events: Timeline
    people: tuple[Who, ...]
    everybody: Way | None
    counts: tuple[Count, ...]
    endnotes: tuple[Endnote, ...]
    corrections: Anchor


def home_page(desk: Desk) -> Page:
    """The explainer."""
    content = desk.content
    site = content.site
    citations, margin = Citations(desk), Margin(desk)
    points = tuple(
        PointView(point.label, citations.numbered(desk.prose(point.text), GLANCE))
        for point in content.explainer.at_a_glance
    )
    sections = tuple(
        SectionView(s.id, s.heading, tuple(blocks(desk, s.text, citations, margin, s.heading)))
        for s in content.explainer.sections
    )
    view = HomeView(
        desk.head("/", site.title, site.description or site.standfirst, _shown(desk)),
        site.title,
        site.standfirst,
        covers(content),
        desk.reports(content.sources),
        site.updated.words if site.updated else "",
        tuple(source_cards(desk, content.sources[: REPORTS + 1]))[:REPORTS],
        _all(desk, len(content.sources), REPORTS, "report", "/sources/"),
        Glance(points),
        KeyMeasures(_key_groups(desk)),
        tuple(_splits(desk)),
        _rest(desk),
        Way("All questions", desk.href("/questions/")) if desk.answered else None,
        sections,
        Timeline(
            calendar(desk),
            event_lines(desk, EVENTS),
            _all(desk, len(content.events), EVENTS, "event", "/timeline/"),
        ),
        tuple(islice(_who(desk), PEOPLE)),
        _all(desk, len(content.people), PEOPLE, "person", "/people/", "people"),
        tuple(_counts(desk)),
        citations.notes(),
        Way("Corrections and errors", desk.href("/corrections/")),
    )
    return Page("/", "home.html", view, content.explainer.place, "The story")


def _shown(desk: Desk) -> Shown:
    sources = desk.content.sources
    days = covers(desk.content)
    return Shown(f"{days[:1].upper()}{days[1:]}", desk.reports(sources), rings=desk.rings(desk.ties(desk.sources)))


def _key_groups(desk: Desk) -> tuple[KeyGroup, ...]:
    explainer = desk.content.explainer
    together = tuple(measure for measure in explainer.key_measures if measure in explainer.drawn_together)
    alone = ((measure,) for measure in explainer.key_measures if measure not in together)
    groups = [_key_group(desk, measures) for measures in (together, *alone) if measures]
    return tuple(sorted(groups, key=lambda group: group.axis is None))


def _key_group(desk: Desk, measures: tuple[Measure, ...]) -> KeyGroup:
    found = [pair for measure in measures for pair in desk.by_measure[measure.id]]
    units = {measure.unit or "" for measure in measures}
    drawn = drawing([figure.quantity for _, figure in found], units.pop() if len(units) == 1 else "")
    strokes = iter(drawn.strokes)
    keys = tuple(_key_measure(desk, measure, strokes) for measure in measures)
    shown = {figure.stroke for key in keys for figure in key.figures}
    return KeyGroup(drawn.axis if len(shown) > 1 else None, keys)


def _key_measure(desk: Desk, measure: Measure, strokes: Iterator[Stroke]) -> KeyMeasure:
    """A measure, whose figures take the next strokes."""
    alike: _Alike = {}
    for source, figure in desk.by_measure[measure.id]:
        printed = figure.as_printed, desk.other_language(source)
        alike.setdefault(printed, []).append((source, figure, next(strokes)))
    link = Anchor(measure.title, desk.href(f"/figures/#{measure.id}"))
    chosen = _chosen(alike)
    figures = tuple(_key_figure(desk, *printed, group) for printed, group in alike.items() if printed in chosen)
    every = Way(f"All {counted(len(desk.by_measure[measure.id]), 'figure')}", link.href)
    result = result_view(desk, desk.measured[measure.id])
    if len(figures) == len(alike):
        return KeyMeasure(link, result, figures, "", None)
    some = f"{len(figures)} of {counted(len(alike), 'wording')} are shown, the lowest and the highest among them."
    return KeyMeasure(link, result, figures, some, every)


_Alike: TypeAlias = dict[tuple[str, str], list[tuple[Source, Figure, Stroke]]]  # by what is printed, and its language


def _chosen(alike: _Alike) -> set[tuple[str, str]]:
    """Of many wordings those with the lowest and the highest number, and besides those that most reports print."""
    most = sorted(alike, key=lambda printed: -len(alike[printed]))
    drawn = [each for each in alike if alike[each][0][2].kind not in ("none", "apart")]
    ends = [end(drawn, key=lambda each: Decimal(alike[each][0][2].number)) for end in (min, max)] if drawn else []
    return set(tuple(dict.fromkeys([*ends, *most]))[:WORDINGS])


def _key_figure(desk: Desk, words: str, language: str, alike: list[tuple[Source, Figure, Stroke]]) -> KeyFigure:
    named = (str(figure.claimant.name) if figure.claimant else str(figure.claimed_by or "") for _, figure, _ in alike)
    return KeyFigure(
        words,
        language,
        reading(alike[0][1]),
        _some(tuple(dict.fromkeys(name for name in named if name))),
        *desk.few({str(source.id): desk.mark(source, "figure", figure.id) for source, figure, _ in alike}),
        all(desk.check(source, f"figures/{figure.id}").done for source, figure, _ in alike),
        any(note.on == f"figures/{figure.id}" for source, figure, _ in alike for note in source.notes),
        alike[0][2],
    )


def _some(names: tuple[str, ...]) -> tuple[str, ...]:
    return names if len(names) <= CLAIMANTS else (*names[:CLAIMANTS], and_more(len(names) - CLAIMANTS))


def _splits(desk: Desk) -> Iterator[SplitView]:
    """Those on which the reports disagree before those on which only the people do."""
    split = [answered for answered in desk.answered if answered.agreement.result == "split"]
    for answered in sorted(split, key=lambda each: "reports" not in each.agreement.disputes)[:SPLITS]:
        yield _split(desk, answered)


def _split(desk: Desk, answered: Answered) -> SplitView:
    link = Anchor(answered.question.text, desk.href(f"/questions/{answered.question.id}/"))
    return SplitView(
        own("split", answered.question.id),
        link,
        result_view(desk, answered.agreement),
        answer_views(desk, answered, FEW),
    )


def _rest(desk: Desk) -> str:
    """ "Of the other 12 questions, all agree on 4; …" """
    found = Counter(answered.agreement.result for answered in desk.answered)
    others = len(desk.answered) - min(found["split"], SPLITS)
    parts: tuple[tuple[Result, str], ...] = (
        ("agree", "all agree on {}"),
        ("compatible", "the answers go together on {}"),
        ("changed", "the accounts changed on {}"),
        ("one_source", "one report or one origin only answers {}"),
        ("nobody", "nobody answers {}"),
        ("not_comparable", "the answers to {} cannot be compared"),
    )
    said = [words.format(f"{found[code]:,}") for code, words in parts if found[code]]
    said += [f"{found['split'] - SPLITS:,} more are split"] if found["split"] > SPLITS else []
    of = "the other " if found["split"] else "all " if others > 1 else ""
    return f"Of {of}{counted(others, 'question')}: {', '.join(said)}." if said else ""


def _all(desk: Desk, count: int, shown: int, noun: str, path: str, plural: str = "") -> Way | None:
    """The link to all there are of something, where not all are shown."""
    return Way(f"All {counted(count, noun, plural)}", desk.href(path)) if count > shown else None


def _who(desk: Desk) -> Iterator[Who]:
    """Those whom most reports name first."""

    def rank(person: Person) -> tuple[int, tuple[str, str]]:
        return -len(desk.appearances[person.id].mentions), name_key(person)

    for person in sorted(desk.content.people, key=rank):
        found = desk.appearances[person.id].mentions
        wrong = {
            str(source.id): desk.mark(source, "person", person.id)
            for source, mention in found
            if judge(mention, source).verdict == "wrong"
        }
        letters = desk.few_of((source.id for source, _ in found), FEW)
        yield Who(desk.person(person), person.country or "", *letters, *desk.few(wrong, FEW))


def _counts(desk: Desk) -> Iterator[Count]:
    sources = desk.content.sources
    independent = desk.independent(sources)
    counts = (
        (len(sources), "report", f", {independent:,} independent" if len(sources) > 1 else ""),
        (sum(len(source.figures) for source in sources), "figure", " as printed"),
        (sum(len(source.quotes) for source in sources), "quotation", ""),
        (sum(note.kind == "error" for source in sources for note in source.notes), "error", " noted in the reports"),
    )
    for number, noun, rest in counts:
        yield Count(f"{number:,}", counted(number, noun).partition(" ")[2] + rest)


def covers(content: Content) -> str:
    """From the date of the first report to that of the last, in words; nothing where there is no report yet."""
    if not content.sources:
        return ""
    by_end = max(content.sources, key=lambda source: source.date_published.latest)
    first, last = date_words(content.sources[0]), date_words(by_end)
    return first if first == last else f"{first} to {last}"
