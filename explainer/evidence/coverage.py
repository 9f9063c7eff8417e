"""A source's items, where they were found and its Document -> what no record speaks for: quotations, numbers, and words
of the glossary that the text uses.

What stands in a repeat is left out: it counts once, where it is printed first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from explainer.evidence.items import Item, Kind
from explainer.evidence.matching import Found, Outcome
from explainer.evidence.numbers import names_day, numbers
from explainer.evidence.spans import Span, Stretches
from explainer.evidence.texts import Document
from explainer.evidence.words import fold, literal

# Whose words speak for what they hold. A quotation is recorded by a quote; the others give a reason to leave it out.
_QUOTATIONS: frozenset[Kind] = frozenset(("passage", "ignored", "headline"))
_NUMBERS: frozenset[Kind] = frozenset(
    ("quote", "figure", "passage", "ignored", "headline", "attribution", "role", "credit", "date")
)


LeftKind: TypeAlias = Literal["quotation", "number", "word"]


class Left(Struct, frozen=True):
    """Something of a text that no record speaks for."""

    kind: LeftKind
    span: Span
    paragraph: int


class Coverage(Struct, frozen=True):
    """How many quotations, numbers and words of the glossary a text holds, and which of them are left."""

    quotations: int
    numbers: int
    words: int
    left: tuple[Left, ...]  # in the order of the text

    def covered(self, kind: LeftKind) -> int:
        """How many of one kind are recorded or left out with a reason."""
        total = {"quotation": self.quotations, "number": self.numbers, "word": self.words}[kind]
        return total - sum(left.kind == kind for left in self.left)


def coverage(
    items: Sequence[Item], outcomes: Mapping[str, Outcome], document: Document, glossary: Iterable[str] = ()
) -> Coverage:
    """What a text holds, outside its repeats, and what of it no record speaks for; `glossary` are words to look for."""
    quotations = [span for span in document.quotations if not document.is_repeat(span)]
    stated = [span for span in numbers(document) if not document.is_repeat(span)]
    used = _words_used(glossary, document, _stretches(items, outcomes, frozenset(("ignored",))))
    recorded = {item.needle.canonical.casefold() for item in items if item.kind == "term"}
    left: list[tuple[LeftKind, Span]] = [
        *(("quotation", span) for span in _quotations_left(quotations, items, outcomes, document)),
        *(("number", span) for span in _numbers_left(stated, items, outcomes, document)),
        *(("word", span) for word, span in used.items() if word not in recorded),
    ]
    left.sort(key=lambda each: each[1])
    found = tuple(Left(kind, span, document.paragraph(span.start)) for kind, span in left)
    return Coverage(len(quotations), len(stated), len(used), found)


def _words_used(glossary: Iterable[str], document: Document, ignored: Stretches) -> dict[str, Span]:
    """The words of the glossary that a text uses, each with its first place that is not within a longer one."""
    longest = sorted({literal(word).canonical for word in glossary}, key=len, reverse=True)
    if not longest:
        return {}
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)
    used: dict[str, Span] = {}
    for found in pattern.finditer(document.folded):
        if not ignored.hold(span := Span(*found.span())):
            used.setdefault(found[0].casefold(), span)
    return used


def _quotations_left(
    quotations: list[Span], items: Sequence[Item], outcomes: Mapping[str, Outcome], document: Document
) -> list[Span]:
    quotes = _stretches(items, outcomes, frozenset(("quote",)))
    reasons = _stretches(items, outcomes, _QUOTATIONS)
    recorded = {_words(document, span) for span in quotations if quotes.meet(span)}  # a term may be said again
    return [span for span in quotations if _words(document, span) not in recorded and not reasons.hold(span)]


def _numbers_left(
    stated: list[Span], items: Sequence[Item], outcomes: Mapping[str, Outcome], document: Document
) -> list[Span]:
    reasons = _stretches(items, outcomes, _NUMBERS)
    return [span for span in stated if not reasons.hold(_digits(document, span))]


def _words(document: Document, quotation: Span) -> str:
    return fold(document.printed[quotation.start : quotation.end]).strip(" .,;:!?'\"-…")


_DIGITS = re.compile(r"\d(?:[\d.,]*\d)?")
_ARTICLE = re.compile(r"an? ", re.IGNORECASE)


def _digits(document: Document, number: Span) -> Span:
    """What a record must hold to speak for a number: its digits, of a date all of it."""
    words = document.printed[number.start : number.end]
    digits = list(_DIGITS.finditer(words))
    if len(digits) == 1 and not names_day(words):
        return Span(number.start + digits[0].start(), number.start + digits[0].end())
    article = _ARTICLE.match(words)
    return Span(number.start + article.end(), number.end) if article else number


def _stretches(items: Iterable[Item], outcomes: Mapping[str, Outcome], kinds: frozenset[Kind]) -> Stretches:
    """Where the found items of some kinds stand, from their first part to the last, and what else they speak for.

    A passage speaks for what it holds in a note; in a figure or quote it only says where that stands.
    """
    speaking = [item for item in items if item.kind in kinds]
    speaking = [item for item in speaking if item.kind != "passage" or item.key.startswith("notes/")]
    found = (outcomes.get(item.key) for item in speaking)
    return Stretches(span for each in found if isinstance(each, Found) for span in (each.span, *each.also))
