"""The place of a figure in a Document -> the words round it that make another number of it: an "up to", a "billion"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from explainer.evidence.phrases import is_date
from explainer.evidence.spans import Span
from explainer.evidence.texts import Document
from explainer.quantity import QUALIFIERS, Quantity, parse_quantity

REACH = 160  # characters on either side that are looked at
_RATES = frozenset("hour day week month quarter year decade head person capita".split())
_PREPOSITIONS = frozenset("over about around under above below".split())

_QUALIFIER = re.compile(
    rf"(?<![^\W_])(?P<words>{'|'.join(sorted(QUALIFIERS, key=len, reverse=True))}) "
    r"(?P<between>the (?:planned |proposed |promised )?|[(\"'])?\Z",
    re.IGNORECASE,
)

# What the lexicon cannot read, and makes another quantity of the number beside it.
_BEFORE = re.compile(
    r"(?:(?<![^\W_])(?:minus|at the (?:most|least)|as (?:few|little) as|all but|one in) "
    r"|(?<![^\s(])[-.]|[≥≤<>±~≈] ?)\Z",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\+|-(?:odd|plus)|(?: [^\W\d_]+)?(?: (?:hourly|daily|weekly|monthly)"
    r"|,? (?:or (?:more|so|fewer|less|over|under)|at (?:the )?(?:most|least)))(?![^\W_])",
    re.IGNORECASE,
)


_ARTICLE = re.compile(r"an? ", re.IGNORECASE)


class Cut(NamedTuple):
    """A stretch that says another quantity than the figure in it; mild where a person may well see it otherwise."""

    span: Span
    mild: bool = False


def cut_short(document: Document, place: Span, own: Quantity | None, numbers: Sequence[Span]) -> Cut | None:
    """What a figure is cut out of, if it is.

    `own` is the quantity of its words, None where the lexicon cannot read them; `numbers` are all of the text's.
    """
    parted = _parted(document, place, numbers) or _qualified(document, place)
    if parted:
        return Cut(parted)
    return (_read_otherwise(document, place, own) if own else None) or _bounded(document, place, own)


def _parted(document: Document, place: Span, numbers: Sequence[Span]) -> Span | None:
    """A number of which the figure is only a part, or digits that are no number by themselves."""
    first = bisect_left(numbers, place.start, key=lambda number: number.end - 1)
    meeting = [number for number in numbers[first : first + 8] if number.meets(place)]
    for number in meeting:
        article = _ARTICLE.match(document.flat, number.start)
        if not place.holds(Span(article.end() if article else number.start, number.end)) and not is_date(
            document, number
        ):
            return Span(min(number.start, place.start), max(number.end, place.end))
    if not meeting and document.flat[place.start].isdigit():
        return Span(max(0, document.flat.rfind(" ", 0, place.start) + 1), place.end)
    return None


def _qualified(document: Document, place: Span) -> Span | None:
    before = _BEFORE.search(document.flat, max(0, place.start - 16), place.start)
    if before:
        return Span(before.start(), place.end)
    behind = _BEHIND.match(document.flat, place.end)
    return Span(place.start, behind.end()) if behind else None


def _bounded(document: Document, place: Span, own: Quantity | None) -> Cut | None:
    """A bound before words that the lexicon cannot read, or before a "the" or a bracket that it cannot."""
    found = _QUALIFIER.search(document.flat, max(0, place.start - 40), place.start)
    if found is None or (own is not None and not found["between"]):
        return None
    return Cut(Span(found.start(), place.end), found["words"].casefold() in _PREPOSITIONS)


def _read_otherwise(document: Document, place: Span, own: Quantity) -> Cut | None:
    """A longer phrase that the lexicon reads as another quantity; first one that no person can see otherwise.

    "About 30" may be what somebody talked about, and "in 2025" may go with the verb.
    """
    cuts = list(_readings(document, place, own))
    return next((cut for cut in cuts if not cut.mild), cuts[0] if cuts else None)


def _readings(document: Document, place: Span, own: Quantity) -> Iterator[Cut]:
    sentence = document.sentence(place.start)
    low, high = max(sentence.start, place.start - REACH), min(sentence.end, place.end + REACH)
    words = [Span(word.start() + low, word.end() + low) for word in re.finditer(r"\S+", document.flat[low:high])]
    before = [word.start for word in words if word.start < place.start][-4:][::-1]
    after = [word.end for word in words if word.end > place.end][:5]
    for start in (place.start, *before):
        for end in (place.end, *after):
            phrase = document.printed[start:end].replace("\n", " ").strip(" ,.;:!?()[]'\"“”‘’")
            read = parse_quantity(phrase)
            if read and read.per not in _RATES:  # "9 ships as part of a fleet" is no number per fleet
                read = replace(read, per=own.per)
            if read:  # what a share is of may be any words that follow: it makes no other number
                read = replace(read, of=own.of)
            if read and read != own:
                preposition = document.flat[start : place.start].strip().casefold() in _PREPOSITIONS
                yield Cut(Span(start, end), preposition or replace(read, per=own.per, period=own.period) == own)
