"""A document -> the list `figures`, and questions about its dates and the numbers that seem to count nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from explainer.drafting.comments import asked, paragraphs_of
from explainer.drafting.places import by_words, grouped, meets_any, words_at
from explainer.drafting.scalars import Ids, scalar
from explainer.english import capital_before
from explainer.evidence.numbers import numbers
from explainer.evidence.phrases import is_date, phrase_at, vague_phrases
from explainer.evidence.spans import Span
from explainer.evidence.texts import Document
from explainer.evidence.words import fold
from explainer.quantity import parse_quantity

MAX_NUMBERS = 3_000  # a text that states more is a table


class _Stated(NamedTuple):
    """A quantity of the text."""

    span: Span
    vague: bool = False


def figure_lines(document: Document) -> Iterator[str]:
    """Each quantity once, in the order of the text; then the dates and the numbers in names, as questions."""
    found = numbers(document)
    stated, dates, named = _sorted_out(document, found[:MAX_NUMBERS])
    ids = Ids("figure")
    yield "figures:" if stated else "figures: []"
    for same in grouped(stated, lambda each: fold(words_at(document, each.span))).values():
        yield from _figure(document, same, ids)
    yield from asked("Dates in the text:", document, by_words(document, dates))
    question = "Numbers that may be of a name or saying; those that count nothing go under 'ignore':"
    yield from asked(question, document, by_words(document, named))
    if len(found) > MAX_NUMBERS:
        yield f"# Only the first {MAX_NUMBERS:,} numbers were looked at."


def _figure(document: Document, same: Sequence[_Stated], ids: Ids) -> Iterator[str]:
    """A quantity, and all the places where the same words stand."""
    words, vague = words_at(document, same[0].span), same[0].vague
    read = None if vague else parse_quantity(words)
    reading = f"read as: {read.words}" if read else "it gives no number" if vague else "????"
    yield f"  - id: {ids.give(words)}"
    yield f"    # {paragraphs_of(document, [each.span for each in same])}; {reading}"
    yield "    # measure: ????"
    yield f"    as_printed: {scalar(words)}"
    if vague:
        yield "    vague: true"
    elif read is None:
        yield "    # value: ????  # the program cannot read these words; or minimum, maximum, or vague: true"
    if len({document.sentence(each.span.start) for each in same}) > 1:
        yield "    # passage: ????  # the words stand in several sentences; or record only one of them"


# --- what a number is -------------------------------------------------------------------------------------------------


def _sorted_out(document: Document, found: Sequence[Span]) -> tuple[list[_Stated], list[Span], list[Span]]:
    """The quantities, dates, and numbers with their names that stand outside repeats, each in the order of the text."""
    vague = [span for span in vague_phrases(document)[:MAX_NUMBERS] if not document.is_repeat(span)]
    stated, dates, named = [_Stated(span, True) for span in vague], [], []
    last = Span(0, 0)
    for number in found:
        if last.meets(number) or meets_any(vague, number) or document.is_repeat(number):
            continue
        last = phrase_at(document, number)
        if is_date(document, number):
            dates.append(last := number)
        elif _counts_nothing(document, number, last):
            named.append(Span(_name_start(document, number), number.end))
            last = number
        else:
            stated.append(_Stated(last))
    return sorted(stated), dates, named


_MODEL = re.compile(r"\d+[^\W\d_]+\Z")


def _counts_nothing(document: Document, number: Span, phrase: Span) -> bool:
    """Whether a number seems so: bare behind a name, as in Article 5, or one bare word of a quotation."""
    words = words_at(document, number)
    if phrase.start < number.start or (phrase != number and not _MODEL.match(words)):
        return False
    quoted = meets_any(document.quotations, number) and not re.search(r"\d", words)
    return quoted or _name_start(document, number) < number.start


def _name_start(document: Document, number: Span) -> int:
    """Where the capital word directly before a number begins; the number's own start where there is none.

    The first word of a sentence is no such word, for that has a capital anyhow.
    """
    name = capital_before(document.printed, number.start, 40)
    return name.start if name and name.start > document.sentence(number.start).start else number.start
