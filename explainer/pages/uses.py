"""The pages, whose own back-links are not looked at -> for each address of the site the places that link to it.

What a page shows it links to, so the back-links are read from the pages themselves and cannot forget one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from explainer.addresses import Addresses, first_page
from explainer.pages.parts import Anchor, Mark, Page, Piece, View


def uses_of(pages: Iterable[Page], addresses: Addresses) -> dict[str, tuple[Anchor, ...]]:
    """By address, the places on other pages that link to it, each once, in the order of the pages. To what is cut into
    pages the pages of its list are no others."""
    found: defaultdict[str, dict[str, Anchor]] = defaultdict(dict)
    for page in pages:
        own, first = addresses.href(page.path), addresses.href(first_page(page.path))
        for target, (fragment, words) in _links(page.view, ("", "")) if page.name else ():
            if first_page(target.partition("#")[0]) != first:
                href = f"{own}#{fragment}" if fragment else own
                text = page.name + (f"{', ' if page.name.endswith('?') else ': '}{words}" if words else "")
                found[target].setdefault(href, Anchor(text, href))
    return {target: tuple(places.values()) for target, places in found.items()}


def _links(value: Any, spot: tuple[str, str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The addresses in a view, each with the nearest place around it that can be led to."""
    if isinstance(value, tuple):
        for each in value:
            yield from _links(each, spot)
    elif isinstance(value, View) and not value.only_leads_on:
        spot = value.spot or spot
        if isinstance(value, (Anchor, Mark, Piece)) and value.href:
            yield value.href, spot
        for each in vars(value).values():
            yield from _links(each, spot)
