"""Places in a document -> the comments that say in which paragraphs they are, or ask about the words there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from explainer.evidence.spans import Span
from explainer.evidence.texts import Document

MAX_QUESTIONS = 150  # names and dates that are only asked about


def paragraphs_of(document: Document, spans: Iterable[Span]) -> str:
    """ "paragraphs 3, 5", at most six of them."""
    shown = list(dict.fromkeys(document.paragraph(span.start) for span in spans))
    more = ", …" if len(shown) > 6 else ""
    return f"paragraph{'s'[: len(shown) > 1]} {', '.join(map(str, shown[:6]))}{more}"


def asked(question: str, document: Document, places: Mapping[str, Sequence[Span]]) -> Iterator[str]:
    """A question behind #, with the words it is about and their places; nothing where there are none."""
    if places:
        yield f"# {question}"
    for words, spans in list(places.items())[:MAX_QUESTIONS]:
        yield f"#   {words} ({paragraphs_of(document, spans)})"
    if len(places) > MAX_QUESTIONS:
        yield f"#   and {len(places) - MAX_QUESTIONS} more"
