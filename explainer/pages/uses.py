"""The pages, whose own back-links are not looked at -> for each address of the site the places that link to it.

What a page shows it links to, so the back-links are read from the pages themselves and cannot forget one. Which pages
have a piece of prose is read from them too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeAlias

from msgspec import Struct

from explainer.addresses import Addresses, first_page
from explainer.pages.parts import Anchor, Mark, Page, Piece, View

Spot: TypeAlias = tuple[str, str]  # a fragment of a page and what to call it
Use: TypeAlias = tuple[str, str, str]  # an address, the place on another page that links to it, and what to call that

_PLAIN = ("str", "bool", "int", "Markup", "tuple[str, ...]", "Sequence[Anchor]")  # fields without links, or back-links


def uses_on(page: Page, addresses: Addresses) -> tuple[list[Use], set[int]]:
    """What a page links to on other pages, each place of it once; and its pieces of prose, by their identity.

    To what is cut into pages the pages of its list are no others, and a page without a name only lists.
    """
    links: list[tuple[str, Spot]] = []
    told: set[int] = set()
    _collect(page.view, ("", ""), links, told)
    own, first = addresses.href(page.path), addresses.href(first_page(page.path))
    found: dict[tuple[str, str], str] = {}
    for target, (fragment, words) in links if page.name else ():
        place = target, f"{own}#{fragment}" if fragment else own
        if place not in found and first_page(target.partition("#")[0]) != first:
            found[place] = page.name + (f"{', ' if page.name.endswith('?') else ': '}{words}" if words else "")
    return [(*place, text) for place, text in found.items()], told


def by_target(uses: Iterable[Use]) -> dict[str, tuple[Anchor, ...]]:
    """By address, the places that link to it, in their order."""
    found: defaultdict[str, list[Anchor]] = defaultdict(list)
    for target, href, text in uses:
        found[target].append(Anchor(text, href))
    return {target: tuple(places) for target, places in found.items()}


def _collect(value: Any, spot: Spot, links: list[tuple[str, Spot]], told: set[int]) -> None:
    """Add what a view or a tuple of views links to, with the place nearest around each, and its pieces of prose."""
    if type(value) is tuple:
        if value and type(value[0]) is Piece:
            told.add(id(value))
        for each in value:
            _collect(each, spot, links, told)
        return
    kind = _kind(value.__class__)
    if kind is None:
        return
    if kind.has_spot:
        spot = value.spot or spot
    if kind.leads and value.href:
        links.append((value.href, spot))
    for name in kind.holding:
        _collect(getattr(value, name), spot, links, told)


class _Kind(Struct, frozen=True):
    """A kind of view that may link to something, or hold what does."""

    has_spot: bool
    leads: bool
    holding: tuple[str, ...]


@cache
def _kind(kind: type[Any]) -> _Kind | None:
    if not issubclass(kind, View) or kind.only_leads_on:
        return None
    leads, names = issubclass(kind, (Anchor, Mark, Piece)), holding(kind)
    return _Kind(kind.spot is not View.spot, leads, names) if leads or names else None


@cache
def holding(kind: type[View]) -> tuple[str, ...]:
    """The fields of a kind of view that may hold others, but for its back-links."""
    hints: dict[str, Any] = {}
    for base in reversed(kind.__mro__):
        hints |= vars(base).get("__annotations__", {})
    return tuple(name for name in kind.__struct_fields__ if str(hints[name]) not in _PLAIN)
