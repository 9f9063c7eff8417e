"""Places in a document -> the words there, where the same words stand, and whether one meets others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from explainer.evidence.spans import Span
from explainer.evidence.texts import Document

Item = TypeVar("Item")


def words_at(document: Document, span: Span) -> str:
    """The words as printed."""
    return document.printed[span.start : span.end]


def grouped(items: Iterable[Item], key: Callable[[Item], str]) -> dict[str, list[Item]]:
    """The items by their keys, both in the order they come."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def by_words(document: Document, spans: Iterable[Span]) -> dict[str, list[Span]]:
    """Where the same words stand."""
    return grouped(spans, lambda span: words_at(document, span))


def meets_any(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of some sorted spans that do not meet each other meets another."""
    at = bisect_right(spans, span.end, key=lambda each: each.start)
    return any(each.meets(span) for each in spans[max(0, at - 2) : at])
