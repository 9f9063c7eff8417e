"""A document and where people are named in it -> the list `quotes`, with guesses at kind and speaker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from explainer.drafting.brevity import as_many_as_brief
from explainer.drafting.comments import paragraphs_of
from explainer.drafting.named import Named
from explainer.drafting.places import grouped, words_at
from explainer.drafting.scalars import Ids, scalar
from explainer.english import EDGES
from explainer.evidence.spans import Span
from explainer.evidence.texts import Document
from explainer.evidence.words import fold
from explainer.model import QUOTE_KINDS

MAX_QUOTES = 1_000
A_FEW = 4  # words, and small letters: no sentence of its own


def quote_lines(document: Document, named: Sequence[Named]) -> Iterator[str]:
    """Each quotation once, in the order of the text."""
    spans = (span for span in document.quotations if not document.is_repeat(span))
    quoted = grouped(
        (span for span in spans if _exact(document, span).strip(" .,;:!?-–—")),
        lambda span: fold(_exact(document, span)).strip(" .,;:!?"),
    )
    ids = Ids("quote")
    yield "quotes:" if quoted else "quotes: []"
    for same in list(quoted.values())[:MAX_QUOTES]:
        yield from _quote(document, same, named, ids)
    if len(quoted) > MAX_QUOTES:
        yield f"# Only the first {MAX_QUOTES:,} of {len(quoted):,} quotations are listed."


def _exact(document: Document, span: Span) -> str:
    """The words between the marks, without the comma, or behind a few words the stop, of the sentence around them."""
    words = words_at(document, span).rstrip(", ")
    few = words[:1].islower() and len(words.split()) <= A_FEW and words[-2:-1].isalnum()
    return words.removesuffix(".") if few else words


def _quote(document: Document, same: Sequence[Span], named: Sequence[Named], ids: Ids) -> Iterator[str]:
    """A quotation, and all the places where the same words are quoted."""
    words = _exact(document, same[0])
    guessed = _guessed_kind(words)
    yield f"  - id: {ids.give(' '.join(words.split()[:4]))}"
    yield f"    # {paragraphs_of(document, same)}"
    yield f"    exact: {scalar(words)}"
    yield f"    kind: {guessed}  # or {', '.join(kind for kind in QUOTE_KINDS if kind != guessed)}?"
    speaker = _speaker(document, same[0], named)
    if speaker:
        yield f"    # speaker: {speaker} ?"
    attribution = _attribution(document, same[0])
    if attribution:
        yield f"    # attribution: {attribution} ?"
    if len(same) > 1:
        yield "    # passage: ????  # the words are quoted more than once; a term needs none"


def _guessed_kind(words: str) -> str:
    few = len(words.split()) <= A_FEW
    if words[0].isupper() and (words[-1] in ".!?…" or not few):
        return "speech"
    return "term" if few and words[0].islower() and words[-1].isalnum() else "fragment"


# --- who says it ------------------------------------------------------------------------------------------------------


def _speaker(document: Document, quotation: Span, named: Sequence[Named]) -> str:
    """The person named nearest before it in its sentence, else behind it, else before it in its paragraph."""
    at = bisect_right(named, quotation.start, key=lambda each: each.span.start)
    before, behind = named[max(0, at - 1) : at], named[at : at + 1]
    first, last = document.sentence(quotation.start), document.sentence(quotation.end)
    paragraph = document.paragraph(quotation.start)
    likely = [
        *(each for each in before if first.holds(each.span)),
        *(each for each in behind if each.span.start >= quotation.end and last.holds(each.span)),
        *(each for each in before if document.paragraph(each.span.start) == paragraph),
    ]
    return likely[0].person.id if likely else ""


_MARK = re.compile('["“”«»„]')


def _attribution(document: Document, quotation: Span) -> str:
    """The words of its sentence that lead to it, the nearest ones; or, where it comes first, those behind it."""
    start = max(document.sentence(quotation.start).start, quotation.start - 200)
    lead = document.printed[start : quotation.start].rstrip(EDGES)
    lead = _MARK.split(lead)[-1].strip(EDGES)
    if lead:
        nearest = " ".join(as_many_as_brief(reversed(lead.split()))[::-1])
        clause = nearest.partition(", ")[2]
        return (clause if nearest != lead and " " in clause else nearest).strip(EDGES)
    end = min(document.sentence(quotation.end).end, quotation.end + 200)
    tail = document.printed[quotation.end : end].lstrip(EDGES)
    return " ".join(as_many_as_brief(_MARK.split(tail)[0].split())).strip(EDGES)
