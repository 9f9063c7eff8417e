"""Content -> the pages of the site: for each its path, its layout and what the layout is given.

Choosing, sorting, counting, wording and addresses happen here; layouts only set what they are given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from explainer.addresses import Addresses
from explainer.findings import Findings
from explainer.model import Content, Source
from explainer.pages.corrections import corrections_pages
from explainer.pages.home import home_page
from explainer.pages.linked import Linked
from explainer.pages.method import check_words, method_pages
from explainer.pages.parts import Anchor, Desk, Head, Page, View
from explainer.pages.people import people_pages, person_pages
from explainer.pages.questions import questions_makers
from explainer.pages.search import search_page
from explainer.pages.sources import source_page, sources_pages
from explainer.pages.tables import data_page, figures_pages, quotes_pages
from explainer.pages.timeline import glossary_pages, timeline_pages
from explainer.pages.uses import Use, by_target, uses_on

__all__ = [
    "Addresses",
    "Desk",
    "Page",
    "SiteView",
    "all_pages",
    "by_target",
    "makers",
    "pages_from",
    "site_view",
    "uses_on",
]


def navigation(content: Content, addresses: Addresses) -> tuple[Anchor, ...]:
    """The entries of the navigation; what has no page has none."""
    entries = (
        ("Questions", "/questions/", bool(content.questions)),
        ("Reports", "/sources/", True),
        ("Figures", "/figures/", True),
        ("Quotations", "/quotes/", True),
        ("People", "/people/", True),
        ("Timeline", "/timeline/", bool(content.events)),
        ("Glossary", "/glossary/", bool(content.terms)),
        ("Method", "/method/", True),
        ("Data", "/data/", True),
        ("Search", "/search/", bool(content.sources) and content.site.search),
    )
    return tuple(Anchor(text, addresses.href(path)) for text, path, there in entries if there)


class SiteView(View, frozen=True):
    """What every layout knows as `site`."""

    title: str
    language: str
    home: Anchor
    navigation: tuple[Anchor, ...]
    assets: str  # address of the folder, ending in a slash
    licence: str
    repository: str
    checked: str  # how much of the wording was checked
    unchecked: str  # what is not, in a draft
    method: Anchor
    corrections: Anchor


class LostView(View, frozen=True):
    """What `404.html` knows as `page`."""

    head: Head
    links: tuple[Anchor, ...]


def site_view(found: Findings, addresses: Addresses) -> SiteView:
    """What the frame of every page is given."""
    site = found.content.site
    checked, unchecked = check_words(found)
    home = Anchor(site.title, addresses.href("/"))
    return SiteView(
        site.title,
        site.language,
        home,
        navigation(found.content, addresses),
        addresses.href("/assets/"),
        site.licence or "",
        site.repository or "",
        checked,
        unchecked,
        Anchor("What that means", addresses.href("/method/")),
        Anchor("Corrections", addresses.href("/corrections/")),
    )


def all_pages(found: Findings, addresses: Addresses) -> tuple[Page, ...]:
    """Every page, in the order of the sitemap."""
    return pages_from(Desk(found, addresses))


def pages_from(desk: Desk) -> tuple[Page, ...]:
    """The same from a desk that is kept. What links to a page is known when all are made."""
    pages = tuple(page for make in makers(desk) for page in make())
    uses: list[Use] = []
    for page in pages:
        found, told = uses_on(page, desk.addresses)
        uses += found
        for pieces in told:
            desk.showing.setdefault(pieces, []).append(page.path)
    desk.used = by_target(uses)
    return pages


def makers(desk: Desk) -> Sequence[Callable[[], Iterable[Page]]]:
    """What makes the pages, in their order, each a few of them and independent of the others."""
    content = desk.content
    groups: list[Callable[[], Iterable[Page]]] = [
        lambda: (home_page(desk),),
        *questions_makers(desk),
        lambda: sources_pages(desk),
        *(partial(_source_page, desk, source) for source in content.sources),
        lambda: figures_pages(desk),
        lambda: quotes_pages(desk),
        lambda: people_pages(desk),
        *(partial(person_pages, desk, person) for person in content.people),
        lambda: _other_pages(desk),
    ]
    linked = Linked(desk)
    return [partial(linked.pages, group) for group in groups]


def _source_page(desk: Desk, source: Source) -> tuple[Page, ...]:
    return (source_page(desk, source),)


def _other_pages(desk: Desk) -> Iterator[Page]:
    yield from timeline_pages(desk)
    yield from glossary_pages(desk)
    yield from method_pages(desk)
    yield from corrections_pages(desk)
    yield data_page(desk)
    if desk.content.sources and desk.content.site.search:
        yield search_page(desk)
    yield _lost_page(desk)


def _lost_page(desk: Desk) -> Page:
    head = desk.head("/404.html", "Page not found", "There is no page at this address.", None)
    view = LostView(head, navigation(desk.content, desk.addresses))
    return Page("/404.html", "404.html", view, desk.content.site.place)
