"""The explainer itself: what it asks, the reports and their letters, where they disagree, the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from explainer.anchors import own
from explainer.compare.agreement import Result
from explainer.compare.answers import Answered
from explainer.model import Content, Measure, Person
from explainer.pages.parts import Anchor, Desk, Head, Mark, Page, Piece, Ties, View, Way, name_key
from explainer.pages.results import AnswerView, ResultView, answer_views, result_view
from explainer.pages.rows import date_words
from explainer.pages.sources import SourceCard, source_cards
from explainer.pages.timeline import EventLine, event_lines
from explainer.problems import counted


@dataclass(frozen=True)
class PointView(View):
    """A line of the summary."""

    label: str
    text: tuple[Piece, ...]


@dataclass(frozen=True)
class SectionView(View):
    """A part of the story."""

    id: str
    heading: str
    text: tuple[Piece, ...]

    @property
    def spot(self) -> tuple[str, str]:
        return self.id, self.heading


@dataclass(frozen=True)
class Glance(View):
    """The summary that opens the page."""

    points: tuple[PointView, ...]

    @property
    def spot(self) -> tuple[str, str]:
        return "at_a_glance", "at a glance"


@dataclass(frozen=True)
class KeyFigure(View):
    """A figure in the words of a report, as short as it can be."""

    as_printed: str
    language: str
    claimant: str
    mark: Mark
    checked: bool
    noted: bool  # whether there is an editors' note on it


@dataclass(frozen=True)
class KeyMeasure(View):
    """A measure, whether its figures agree, and the figures."""

    measure: Anchor
    result: ResultView
    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class KeyMeasures(View):
    """The key numbers."""

    measures: tuple[KeyMeasure, ...]

    @property
    def spot(self) -> tuple[str, str]:
        return "key_numbers", "key numbers"


@dataclass(frozen=True)
class SplitView(View):
    """A question on which the reports, or the people in them, disagree."""

    anchor: str
    question: Anchor
    result: ResultView
    answers: tuple[AnswerView, ...]

    @property
    def spot(self) -> tuple[str, str]:
        return self.anchor, self.question.text


@dataclass(frozen=True)
class Timeline(View):
    """The events, in short."""

    events: tuple[EventLine, ...]

    @property
    def spot(self) -> tuple[str, str]:
        return "the_timeline", "timeline"


@dataclass(frozen=True)
class Who(View):
    """One of the people, and in how many reports."""

    person: Anchor
    country: str
    ties: Ties


@dataclass(frozen=True)
class HomeView(View):
    """What `home.html` knows as `page`."""

    head: Head
    title: str
    standfirst: str
    covers: str
    reports: str
    updated: str
    sources: tuple[SourceCard, ...]
    at_a_glance: Glance
    key_measures: KeyMeasures
    splits: tuple[SplitView, ...]
    rest: str  # how the other questions stand, in words
    questions: Anchor | None
    sections: tuple[SectionView, ...]
    events: Timeline
    people: tuple[Who, ...]
    corrections: Anchor


def home_page(desk: Desk) -> Page:
    """The explainer."""
    content = desk.content
    site = content.site
    view = HomeView(
        desk.head("/", site.title, site.description or site.standfirst),
        site.title,
        site.standfirst,
        covers(content),
        desk.reports(content.sources),
        site.updated.words if site.updated else "",
        source_cards(desk),
        Glance(tuple(PointView(point.label, desk.prose(point.text)) for point in content.explainer.at_a_glance)),
        KeyMeasures(tuple(_key_measure(desk, measure) for measure in content.explainer.key_measures)),
        tuple(_splits(desk)),
        _rest(desk),
        Way("All questions", desk.href("/questions/")) if desk.answered else None,
        tuple(SectionView(s.id, s.heading, desk.prose(s.text)) for s in content.explainer.sections),
        Timeline(event_lines(desk)),
        tuple(_who(desk)),
        Way("Corrections and errors", desk.href("/corrections/")),
    )
    return Page("/", "home.html", view, content.explainer.place, "The story")


def _key_measure(desk: Desk, measure: Measure) -> KeyMeasure:
    found = desk.by_measure[measure.id]
    figures = tuple(
        KeyFigure(
            figure.as_printed,
            desk.other_language(source),
            str(figure.claimant.name) if figure.claimant else str(figure.claimed_by or ""),
            desk.mark(source, "figure", figure.id),
            desk.check(source, f"figures/{figure.id}").done,
            any(note.on == f"figures/{figure.id}" for note in source.notes),
        )
        for source, figure in found
    )
    link = Anchor(measure.title, desk.href(f"/figures/#{measure.id}"))
    return KeyMeasure(link, result_view(desk, desk.measured[measure.id]), figures)


def _splits(desk: Desk) -> Iterator[SplitView]:
    """Those on which the reports disagree before those on which only the people do."""
    split = [answered for answered in desk.answered if answered.agreement.result == "split"]
    for answered in sorted(split, key=lambda each: "reports" not in each.agreement.disputes):
        yield _split(desk, answered)


def _split(desk: Desk, answered: Answered) -> SplitView:
    link = Anchor(answered.question.text, desk.href(f"/questions/{answered.question.id}/"))
    return SplitView(
        own("split", answered.question.id), link, result_view(desk, answered.agreement), answer_views(desk, answered)
    )


def _rest(desk: Desk) -> str:
    """ "Of the other 12 questions, all agree on 4; …" """
    found = Counter(answered.agreement.result for answered in desk.answered)
    others = len(desk.answered) - found["split"]
    parts: tuple[tuple[Result, str], ...] = (
        ("agree", "all agree on {}"),
        ("compatible", "the answers go together on {}"),
        ("changed", "the accounts changed on {}"),
        ("one_source", "one report or one origin only answers {}"),
        ("nobody", "nobody answers {}"),
        ("not_comparable", "the answers to {} cannot be compared"),
    )
    said = [words.format(f"{found[code]:,}") for code, words in parts if found[code]]
    of = "the other" if found["split"] else "all"
    return f"Of {of} {counted(others, 'question')}: {', '.join(said)}." if said else ""


def _who(desk: Desk) -> Iterator[Who]:
    """Those whom most reports name first."""

    def rank(person: Person) -> tuple[int, tuple[str, str]]:
        return -len(desk.appearances[person.id].mentions), name_key(person)

    for person in sorted(desk.content.people, key=rank):
        ties = desk.ties(source.id for source, _ in desk.appearances[person.id].mentions)
        yield Who(desk.person(person), person.country or "", ties)


def covers(content: Content) -> str:
    """From the date of the first report to that of the last, in words."""
    by_end = max(content.sources, key=lambda source: source.date_published.latest)
    first, last = date_words(content.sources[0]), date_words(by_end)
    return first if first == last else f"{first} to {last}"
