"""The pages, whose own back-links are not looked at -> for each address of the site the places that link to it.

What a page shows it links to, so the back-links are read from the pages themselves and cannot forget one.
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


def uses_of(pages: Iterable[Page], addresses: Addresses) -> dict[str, tuple[Anchor, ...]]:
    """By address, the places on other pages that link to it, each once, in the order of the pages. To what is cut into
    pages the pages of its list are no others."""
    found: defaultdict[str, dict[str, Anchor]] = defaultdict(dict)
    for page in pages:
        own, first = addresses.href(page.path), addresses.href(first_page(page.path))
        links: list[tuple[str, Spot]] = []
        if page.name:
            _collect(page.view, ("", ""), links)
        for target, (fragment, words) in links:
            if first_page(target.partition("#")[0]) != first:
                href = f"{own}#{fragment}" if fragment else own
                if href not in found[target]:
                    text = page.name + (f"{', ' if page.name.endswith('?') else ': '}{words}" if words else "")
                    found[target][href] = Anchor(text, href)
    return {target: tuple(places.values()) for target, places in found.items()}


def _collect(view: View, spot: Spot, links: list[tuple[str, Spot]]) -> None:
    """Add the addresses in a view, each with the nearest place around it that can be led to."""
    if view.only_leads_on:
        return
    spot = view.spot or spot
    if isinstance(view, (Anchor, Mark, Piece)) and view.href:
        links.append((view.href, spot))
    for name in _holding(type(view)):
        _collect_all(getattr(view, name), spot, links)


def _collect_all(value: Any, spot: Spot, links: list[tuple[str, Spot]]) -> None:
    if type(value) is tuple:
        for each in value:
            _collect_all(each, spot, links)
    elif isinstance(value, View):
        _collect(value, spot, links)


@cache
def _holding(kind: type[View]) -> tuple[str, ...]:
    """The fields of a kind of view that may hold others."""
    hints: dict[str, Any] = {}
    for base in reversed(kind.__mro__):
        hints |= vars(base).get("__annotations__", {})
    return tuple(name for name in kind.__struct_fields__ if str(hints[name]) not in _PLAIN)
