"""The feeds: which there are, and what each tells of."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from explainer.anchors import correction_ids
from explainer.model import CORRECTION_KINDS, Content, Correction
from explainer.pages.parts import Anchor, Desk


class Feed(Struct, frozen=True):
    """A feed: its address from the root of the site, its name, and of which changes it tells."""

    path: str
    title: str
    kinds: tuple[str, ...]


UPDATES = Feed("/updates.xml", "Updates", CORRECTION_KINDS)
CORRECTIONS = Feed("/corrections.xml", "Corrections", ("correction", "clarification"))


def feeds(content: Content) -> tuple[Feed, ...]:
    """All feeds; none where nothing has a date, since a feed must say when it changed."""
    return (UPDATES, CORRECTIONS) if last_change(content) else ()


def last_change(content: Content) -> dt.date | None:
    """When the explainer last changed: as site.yaml says, else the day of the last correction."""
    if content.site.updated:
        return content.site.updated.first
    return max((correction.date.first for correction in content.corrections), default=None)


def told_in(feed: Feed, content: Content) -> tuple[tuple[Correction, str], ...]:
    """The changes that a feed tells of, each with its name, the latest first."""
    named = zip(content.corrections, correction_ids(content.corrections), strict=True)
    return tuple((correction, name) for correction, name in named if correction.kind in feed.kinds)


def feed_links(desk: Desk) -> tuple[Anchor, ...]:
    """The feeds by their names."""
    return tuple(Anchor(feed.title, desk.href(feed.path)) for feed in feeds(desk.content))
