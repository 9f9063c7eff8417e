"""A page -> the files that its head names for programs: the feeds, and those of the table that it lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from explainer.pages.feeds import feeds
from explainer.pages.parts import Alternate, Desk

ATOM = "application/atom+xml"
KINDS = {"csv": "text/csv", "json": "application/json"}
TABLES: Mapping[str, tuple[str, ...]] = {
    "/sources/": ("sources",),
    "/figures/": ("figures", "measures"),
    "/quotes/": ("quotes",),
    "/people/": ("people",),
    "/questions/": ("questions", "positions"),
    "/timeline/": ("events",),
    "/glossary/": ("terms",),
    "/corrections/": ("corrections",),
}


def alternates(desk: Desk, path: str) -> tuple[Alternate, ...]:
    """For the page at a path."""
    return tuple(_alternates(desk, path))


def _alternates(desk: Desk, path: str) -> Iterator[Alternate]:
    for feed in feeds(desk.content):
        yield Alternate(desk.href(feed.path), ATOM, feed.title)
    for name in TABLES.get(path, ()):
        for ending, kind in KINDS.items():
            yield Alternate(desk.href(f"/data/{name}.{ending}"), kind, f"{name}.{ending}")
    if path == "/data/":
        yield Alternate(desk.href("/datapackage.json"), "application/json", "datapackage.json")
