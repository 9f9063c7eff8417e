"""Content -> the pages of the site: for each its path, its layout and what the layout is given.

Choosing, sorting, counting, wording and addresses happen here; layouts only set what they are given.
"""

from __future__ import annotations

from dataclasses import dataclass

from explainer.addresses import Addresses
from explainer.model import Content
from explainer.pages.home import home_page
from explainer.pages.method import check_words, method_page
from explainer.pages.parts import Anchor, Desk, Head, Page, View
from explainer.pages.people import people_page, person_page
from explainer.pages.sources import source_page, sources_page
from explainer.pages.tables import data_page, figures_page, quotes_page

__all__ = ["Addresses", "Page", "SiteView", "all_pages", "site_view"]

NAVIGATION = {
    "Reports": "/sources/",
    "Figures": "/figures/",
    "Quotations": "/quotes/",
    "People": "/people/",
    "Method": "/method/",
    "Data": "/data/",
}


@dataclass(frozen=True)
class SiteView(View):
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


@dataclass(frozen=True)
class LostView(View):
    """What `404.html` knows as `page`."""

    head: Head
    links: tuple[Anchor, ...]


def site_view(content: Content, addresses: Addresses) -> SiteView:
    """What the frame of every page is given."""
    site = content.site
    checked, unchecked = check_words(content)
    navigation = tuple(Anchor(text, addresses.href(path)) for text, path in NAVIGATION.items())
    home = Anchor(site.title, addresses.href("/"))
    return SiteView(
        site.title,
        site.language,
        home,
        navigation,
        addresses.href("/assets/"),
        site.licence or "",
        site.repository or "",
        checked,
        unchecked,
        Anchor("What that means", addresses.href("/method/")),
    )


def all_pages(content: Content, addresses: Addresses) -> tuple[Page, ...]:
    """Every page, in the order of the sitemap."""
    desk = Desk(content, addresses)
    return (
        home_page(desk),
        sources_page(desk),
        *(source_page(desk, source) for source in content.sources),
        figures_page(desk),
        quotes_page(desk),
        people_page(desk),
        *(person_page(desk, person) for person in content.people),
        method_page(desk),
        data_page(desk),
        _lost_page(desk),
    )


def _lost_page(desk: Desk) -> Page:
    head = desk.head("/404.html", "Page not found", "There is no page at this address.", indexed=False)
    links = tuple(Anchor(text, desk.href(path)) for text, path in NAVIGATION.items())
    return Page("/404.html", "404.html", LostView(head, links), desk.content.site.place)
