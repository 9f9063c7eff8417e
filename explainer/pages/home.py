"""The explainer itself: what it asks, the reports and their letters, the story."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.model import Content
from explainer.pages.parts import Desk, Head, Page, Piece, View
from explainer.pages.rows import date_words
from explainer.pages.sources import SourceCard, source_cards


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
    at_a_glance: tuple[PointView, ...]
    sections: tuple[SectionView, ...]


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
        tuple(PointView(point.label, desk.prose(point.text)) for point in content.explainer.at_a_glance),
        tuple(SectionView(s.id, s.heading, desk.prose(s.text)) for s in content.explainer.sections),
    )
    return Page("/", "home.html", view, content.explainer.place)


def covers(content: Content) -> str:
    """From the date of the first report to that of the last, in words."""
    by_end = max(content.sources, key=lambda source: source.date_published.latest)
    first, last = date_words(content.sources[0]), date_words(by_end)
    return first if first == last else f"{first} to {last}"
