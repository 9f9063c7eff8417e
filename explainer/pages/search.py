"""The search page: the kinds of record it finds, in the order of its groups, and the lists that hold all of each."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.pages.parts import Anchor, Desk, Head, Page, Shown, View
from explainer.problems import counted


class KindView(View, frozen=True):
    """A kind of record that can be found, and the list of all of them."""

    code: str
    title: str
    noun: str
    list: Anchor


class SearchView(View, frozen=True):
    """What `search.html` knows as `page`."""

    head: Head
    kinds: tuple[KindView, ...]


def search_page(desk: Desk) -> Page:
    """The page on which records are searched."""
    kinds = tuple(_kinds(desk))
    listed = ", ".join(kind.list.text for kind in kinds)
    words = f"{listed}: each by its own words, by name, by number."
    head = desk.head("/search/", "Search", words, Shown("Find it by its words", listed))
    return Page("/search/", "search.html", SearchView(head, kinds), desk.content.site.place)


def _kinds(desk: Desk) -> Iterator[KindView]:
    """Those of which there is any; `code` is the kind in the index and its list in addresses."""
    content = desk.content
    counts = (
        ("questions", "question", "questions", len(content.questions)),
        ("sources", "report", "reports", len(content.sources)),
        ("people", "person", "people", len(content.people)),
        ("figures", "figure", "figures", sum(len(source.figures) for source in content.sources)),
        ("quotes", "quotation", "quotations", sum(len(source.quotes) for source in content.sources)),
        ("glossary", "word", "words", len(content.terms)),
    )
    for code, one, many, count in counts:
        if count:
            yield KindView(code, many.capitalize(), many, Anchor(counted(count, one, many), desk.href(f"/{code}/")))
