"""Two versions of a record -> its prose where they differ in nothing else; and pages with one in place of the other.

Most saves only change how something is said. What the sources hold, and so whatever is compared, counted, linked or
named by it, is then as it was, and so is every page that does not have that prose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import is_
from typing import Any, TypeAlias

from msgspec.structs import replace

from explainer.model import Citation, Event, Link, Measure, Person, Prose, Question, Term
from explainer.pages.parts import Piece, View
from explainer.pages.uses import holding
from explainer.record import Record

Pair: TypeAlias = tuple[Prose, Prose]

_LISTED = (Person, Measure, Question, Event, Term)  # which have files of their own


def reworded(before: Record, after: Record) -> tuple[Pair, ...] | None:
    """All prose of two versions of a record, each as it was and as it is; None where they differ in more than the
    words around the same citations and links. Where something was written is no difference."""
    pairs: list[Pair] = []
    return tuple(pairs) if _is_alike(before, after, pairs) else None


def _is_alike(one: Any, other: Any, pairs: list[Pair]) -> bool:
    if one is other:
        return True
    if type(one) is not type(other) or isinstance(one, _LISTED):
        return False
    if isinstance(one, Prose):
        pairs.append((one, other))
        return bool(one.pieces and other.pieces) and list(_leads(one)) == list(_leads(other))
    if isinstance(one, tuple):
        return len(one) == len(other) and all(_is_alike(*each, pairs) for each in zip(one, other, strict=True))
    if isinstance(one, Record):
        names = vars(one).keys() - {"place", "places"}
        return (
            one.places.keys() == other.places.keys()
            and vars(one).keys() == vars(other).keys()
            and all(_is_alike(getattr(one, name), getattr(other, name), pairs) for name in names)
        )
    return bool(one == other)


def _leads(prose: Prose) -> Iterator[tuple[Any, ...]]:
    """Where the citations and links of prose lead."""
    for piece in prose.pieces:
        if isinstance(piece, Citation):
            yield tuple((target.kind, target.source, target.item) for target in piece.targets)
        elif isinstance(piece, Link):
            yield (piece.path,)


def in_other_words(value: Any, words: Mapping[int, tuple[Piece, ...]]) -> Any:
    """A view or a tuple of views with other pieces of prose in place of some, which are named by their identity. What
    has none of them is itself."""
    if type(value) is tuple:
        if id(value) in words:
            return words[id(value)]
        parts = tuple(in_other_words(each, words) for each in value)
        return value if all(map(is_, parts, value)) else parts
    if isinstance(value, View):
        fields = {name: getattr(value, name) for name in holding(type(value))}
        changes = {name: in_other_words(each, words) for name, each in fields.items()}
        changes = {name: each for name, each in changes.items() if each is not fields[name]}
        return replace(value, **changes) if changes else value
    return value
