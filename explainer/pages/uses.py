"""The pages, whose own back-links are not looked at -> for each address of the site the places that link to it.

What a page shows it links to, so the back-links are read from the pages themselves and cannot forget one. Which pages
have a piece of prose is read from them too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeAlias

from explainer.addresses import Addresses, first_page
from explainer.pages.parts import Anchor, Mark, Page, Piece, View

Spot: TypeAlias = tuple[str, str]  # a fragment of a page and what to call it

_PLAIN = ("str", "bool", "int", "Markup", "tuple[str, ...]")  # kinds of fields without links


def uses_of(pages: Iterable[Page], addresses: Addresses) -> tuple[dict[str, tuple[Anchor, ...]], dict[int, list[str]]]:
    """By address, the places on other pages that link to it, each once, in the order of the pages. To what is cut into
    pages the pages of its list are no others.

    And by the identity of pieces of prose, the paths of the pages that have them.
    """
    found: defaultdict[str, dict[str, Anchor]] = defaultdict(dict)
    showing: defaultdict[int, list[str]] = defaultdict(list)
    for page in pages:
        own, first = addresses.href(page.path), addresses.href(first_page(page.path))
        links, told = links_of(page)
        for pieces in told:
            showing[pieces].append(page.path)
        for target, (fragment, words) in links if page.name else ():
            if first_page(target.partition("#")[0]) != first:
                href = f"{own}#{fragment}" if fragment else own
                if href not in found[target]:
                    text = page.name + (f"{', ' if page.name.endswith('?') else ': '}{words}" if words else "")
                    found[target][href] = Anchor(text, href)
    return {target: tuple(places.values()) for target, places in found.items()}, showing


def links_of(page: Page) -> tuple[list[tuple[str, Spot]], set[int]]:
    """The addresses on a page, each with the nearest place around it that can be led to; and its pieces of prose, by
    their identity."""
    links: list[tuple[str, Spot]] = []
    told: set[int] = set()
    _collect(page.view, ("", ""), links, told)
    return links, told


def _collect(view: View, spot: Spot, links: list[tuple[str, Spot]], told: set[int]) -> None:
    if view.only_leads_on:
        return
    spot = view.spot or spot
    if isinstance(view, (Anchor, Mark, Piece)) and view.href:
        links.append((view.href, spot))
    for name in holding(type(view)):
        _collect_all(getattr(view, name), spot, links, told)


def _collect_all(value: Any, spot: Spot, links: list[tuple[str, Spot]], told: set[int]) -> None:
    if type(value) is tuple:
        if value and type(value[0]) is Piece:
            told.add(id(value))
        for each in value:
            _collect_all(each, spot, links, told)
    elif isinstance(value, View):
        _collect(value, spot, links, told)


@cache
def holding(kind: type[View]) -> tuple[str, ...]:
    """The fields of a kind of view that may hold others."""
    hints: dict[str, Any] = {}
    for base in reversed(kind.__mro__):
        hints |= vars(base).get("__annotations__", {})
    return tuple(name for name in kind.__struct_fields__ if str(hints[name]) not in _PLAIN)
