"""A Needle and a Document -> each place where its words stand, letter for letter."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import product
from typing import TypeAlias

from explainer.evidence.spans import Span
from explainer.evidence.texts import Document
from explainer.evidence.words import ENDINGS, Gap, Needle, Part, is_said, negation_in, states_number

MAX_OMISSION = 60  # words that … may leave out of a quotation
MAX_INSERTION = 12  # words that […] may stand for

_ENDING = re.compile(rf"(?:{ENDINGS})?(?![^\W_])")
_CONTRACTION = re.compile(r"'(?:t|re|ve|ll|d|m)(?![^\W_])")  # whose two halves are no words
_IN_NUMBERS = frozenset(".,'·:^/")

Places: TypeAlias = tuple[Span, ...]  # of the parts of one needle


def places_of(needle: Needle, document: Document, shortest: int | None = None) -> list[Places]:
    """Each place where all parts stand in their order; of those with one end the nearest beginning.

    With `shortest`, … leaves out that many words at most and no end of a paragraph.
    """
    if not is_said(needle.whole):
        return []
    if needle.gaps or not needle.parts or needle.parts[0].text != needle.whole:
        literally: list[Places] = [(span,) for span in occurrences(Part(needle.whole), document.flat)]
        if literally or not needle.parts:  # dots and brackets may be the text's own
            return literally
    first, *others = [list(occurrences(part, document.flat)) for part in needle.parts]
    found: dict[Span, Places] = {}
    for begin in first:
        places = _following(begin, others, needle.gaps, document, shortest)
        if places:
            found[places[-1]] = places
    return list(found.values())


def _following(
    begin: Span, others: list[list[Span]], gaps: tuple[Gap, ...], document: Document, shortest: int | None
) -> Places | None:
    places = [begin]
    for gap, spans in zip(gaps, others, strict=True):
        after = places[-1].end
        number = bisect_left(spans, after, key=lambda span: span.start)
        if number == len(spans) or not _may_skip(document, after, spans[number].start, gap, shortest):
            return None
        places.append(spans[number])
    return tuple(places)


def _may_skip(document: Document, start: int, end: int, gap: Gap, shortest: int | None) -> bool:
    """Whether an omission or insertion may stand for these words of the text."""
    if gap == "omission" and shortest is None:
        return True
    if end - start > 40 * MAX_OMISSION:
        return False
    text = document.folded[start:end]
    count = len(text.split())
    if gap == "omission":
        return shortest is not None and count <= shortest and "\n" not in text
    if count > MAX_INSERTION or "\n" in text:
        return False
    replaced = f"{_word_end(document.folded, start)}{text}"
    return not negation_in(replaced) and not states_number(replaced)


def _word_end(text: str, place: int) -> str:
    """The letters before a place in the middle of a word."""
    found = re.search(r"[^\W_]+\Z", text[max(0, place - 30) : place])
    return found[0] if found and text[place : place + 1].isalpha() else ""


def occurrences(part: Part, text: str) -> Iterator[Span]:
    """Where a part stands in a folded text as whole words and whole numbers."""
    variants = _variants(part) if part.free else (part.text,)
    spans = sorted(span for words in variants for span in _at(words, text, part.ends_word))
    yield from spans


def _at(words: str, text: str, ends_word: bool) -> Iterator[Span]:
    at = text.find(words) if words else -1
    while at >= 0:
        end = at + len(words)
        ends = not joined(text, end) if ends_word else _ENDING.match(text, end)
        if ends and not joined(text, at):
            yield Span(at, end)
        at = text.find(words, at + 1)


def _variants(part: Part) -> Iterable[str]:
    """The words with every choice of case for the letters whose case is ours."""
    choices = [(letter.lower(), letter.upper()) for letter in (part.text[place] for place in part.free[:6])]
    for chosen in product(*choices):
        letters = list(part.text)
        for place, letter in zip(part.free, chosen, strict=False):
            letters[place] = letter
        yield "".join(letters)


def joined(text: str, place: int) -> bool:
    """Whether the characters on both sides of a place are of one word or number: 19|80, 30|,000, can|'t."""
    before, after = text[max(0, place - 2) : place], text[place : place + 2]
    if unicodedata.category(after[:1] or " ")[0] == "M" or (before[-1:].isalnum() and after[:1].isalnum()):
        return True
    if before[-1:].isalpha() and _CONTRACTION.match(text, place):
        return True
    if before[-1:] == "'" and before[:1].isalpha() and _CONTRACTION.match(text, place - 1):
        return True
    inside = before[-1:].isdigit() and after[:1] in _IN_NUMBERS and after[1:].isdigit()
    return inside or (before[:1].isdigit() and before[1:] in _IN_NUMBERS and after[:1].isdigit())


def whole(places: Places) -> Span:
    """From the first part to the last."""
    return Span(places[0].start, places[-1].end)
