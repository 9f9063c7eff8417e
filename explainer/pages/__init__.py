"""Content -> the pages of the site: for each its path, its layout and what the layout is given.

Choosing, sorting, counting, wording and addresses happen here; layouts only set what they are given.
"""

from __future__ import annotations

from explainer.addresses import Addresses
from explainer.findings import Findings
from explainer.model import Content
from explainer.pages.corrections import corrections_pages
from explainer.pages.home import home_page
from explainer.pages.linked import with_linked
from explainer.pages.method import check_words, method_pages
from explainer.pages.parts import Anchor, Desk, Head, Page, View
from explainer.pages.people import people_pages, person_pages
from explainer.pages.questions import questions_pages
from explainer.pages.search import search_page
from explainer.pages.sources import source_page, sources_pages
from explainer.pages.tables import data_page, figures_pages, quotes_pages
from explainer.pages.timeline import glossary_pages, timeline_pages
from explainer.pages.uses import uses_of

__all__ = ["Addresses", "Desk", "Page", "SiteView", "all_pages", "pages_from", "site_view"]


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
    pages = tuple(with_linked(desk, _pages(desk)))
    desk.used, desk.showing = uses_of(pages, desk.addresses)
    return pages


def _pages(desk: Desk) -> tuple[Page, ...]:
    content = desk.content
    return (
        home_page(desk),
        *questions_pages(desk),
        *sources_pages(desk),
        *(source_page(desk, source) for source in content.sources),
        *figures_pages(desk),
        *quotes_pages(desk),
        *people_pages(desk),
        *(page for person in content.people for page in person_pages(desk, person)),
        *timeline_pages(desk),
        *glossary_pages(desk),
        *method_pages(desk),
        *corrections_pages(desk),
        data_page(desk),
        *((search_page(desk),) if content.sources and content.site.search else ()),
        _lost_page(desk),
    )


def _lost_page(desk: Desk) -> Page:
    head = desk.head("/404.html", "Page not found", "There is no page at this address.", None)
    view = LostView(head, navigation(desk.content, desk.addresses))
    return Page("/404.html", "404.html", view, desk.content.site.place)
