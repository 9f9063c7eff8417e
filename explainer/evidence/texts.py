"""The private copy of a report -> a Document: its words normalised, its paragraphs, sentences, quotations and repeats.

Places are code points of the normalised text, half-open, as in the W3C Web Annotation TextPositionSelector.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from explainer.evidence.spans import Span
from explainer.evidence.words import digest, fold, plain_words, printed

WRAPPED_AT = 120  # a text with blank lines and no longer line is taken for one whose lines are broken by hand
REPEAT_WORDS = 6  # a shorter sentence may well stand twice


class Document(Struct, frozen=True, dict=True):
    """A text. `printed` keeps its quotation marks, `folded` is what is searched; both have the same places."""

    name: str
    printed: str  # paragraphs, one on a line

    @cached_property
    def folded(self) -> str:
        return fold(self.printed)

    @cached_property
    def flat(self) -> str:
        """The folded text on one line, so that words are found across the end of a paragraph."""
        return self.folded.replace("\n", " ")

    @cached_property
    def sha256(self) -> str:
        return digest(self.folded)

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        return tuple(Span(found.start(), found.end()) for found in re.finditer("[^\n]+", self.printed))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        return tuple(sentence for paragraph in self.paragraphs for sentence in _sentences(self.folded, paragraph))

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """What stands between quotation marks, without them; of nested ones the outer."""
        return tuple(quotation for paragraph in self.paragraphs for quotation in _quotations(self.printed, paragraph))

    @cached_property
    def repeats(self) -> tuple[tuple[Span, int], ...]:
        """Stretches that stand in the text before, word for word, each with the place of the first printing."""
        return tuple(_repeats(self))

    def paragraph(self, place: int) -> int:
        """The number of the paragraph at a place, from 1."""
        return bisect_right(self._paragraph_starts, place)

    def sentence(self, place: int) -> Span:
        """The sentence at a place."""
        return self.sentences[max(0, bisect_right(self._sentence_starts, place) - 1)]

    def quotation(self, span: Span) -> Span | None:
        """The quotation that a stretch is part of."""
        place = bisect_right(self.quotations, span.start, key=lambda each: each.start) - 1
        return self.quotations[place] if place >= 0 and self.quotations[place].holds(span) else None

    def is_repeat(self, span: Span) -> bool:
        """Whether a stretch is part of what the text prints a second time."""
        place = bisect_right(self.repeats, span.start, key=lambda each: each[0].start) - 1
        return place >= 0 and self.repeats[place][0].holds(span)

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]


def read_document(name: str, text: str) -> Document:
    """The document in a text: its paragraphs are its lines, or what blank lines part where lines are wrapped."""
    lines = text.splitlines()
    wrapped = any(not line.strip() for line in lines) and all(len(line) <= WRAPPED_AT for line in lines)
    blocks = re.split(r"\n[^\S\n]*\n", "\n".join(lines)) if wrapped else lines
    return Document(name, "\n".join(block for block in map(printed, blocks) if block))


# --- sentences --------------------------------------------------------------------------------------------------------

_STOP = re.compile(r"(?<![.!?])[.!?]+['\")\]]* +(?=['\"(\[]?[^\W_])")
_ABBREVIATIONS = r"Mr|Mrs|Ms|Dr|St|Prof|Gen|Lt|Col|Capt|Sen|Rep|Gov|No|vs|etc|e\.g|i\.e|[A-Z]"
_SHORT = re.compile(rf"\b(?:{_ABBREVIATIONS})\.['\")\]]* +\Z")


def _sentences(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
        goes_on = text[stop.end() : stop.end() + 3].lstrip("'\"([")[:1].islower()
        if not goes_on and not _SHORT.search(text, max(start, stop.end() - 12), stop.end()):
            yield Span(start, stop.start() + len(stop[0].rstrip()))
            start = stop.end()
    if start < paragraph.end:
        yield Span(start, paragraph.end)


# --- quotations -------------------------------------------------------------------------------------------------------

# A mark opens at the beginning, behind a space, a bracket, a dash, a colon or another mark; elsewhere it closes, or is
# an apostrophe, as it is in '90s and 'em. A single mark closes in front of no letter and behind no space.
_OPENS = r"(?<![^\s(\[{:/—–“”„«»‘‚\"'-])"
_APOSTROPHE = r"(?![‘'](?:\d\ds?|em|til|tis|twas|cause|n)\b)"
_OPENING = re.compile(rf"{_OPENS}{_APOSTROPHE}(?:[“„”‘‚\"'](?=\S)|[«»])")
_SINGLE = r"(?<=\S)[{}](?![^\W_])"
_CLOSING = {
    "“": re.compile('[”"](?![^\\W_])'),
    "„": re.compile("[“”](?![^\\W_])"),
    "”": re.compile("”(?![^\\W_])"),
    '"': re.compile('["”](?![^\\W_])'),
    "«": re.compile("»"),
    "»": re.compile("«"),
    "‘": re.compile(_SINGLE.format("’'")),
    "‚": re.compile(_SINGLE.format("‘’")),
    "'": re.compile(_SINGLE.format("’'")),
}
LONGEST_QUOTATION = 5_000  # a mark that is not closed by then is none


def _quotations(text: str, paragraph: Span) -> Iterator[Span]:
    at = paragraph.start
    searched: dict[str, int] = {}  # how far there is nothing that closes a mark
    while found := _OPENING.search(text, at, paragraph.end):
        at, mark = found.end(), found[0]
        until = min(paragraph.end, at + LONGEST_QUOTATION)
        end = _closing(text, mark, max(at, searched.get(mark, 0)), until)
        if end is not None and mark in "“„" and text.find(mark, at, end) >= 0:
            continue  # another opens before one closes: the first was never closed
        if end is None:
            searched[mark] = until
            if until < paragraph.end or text[until + 1 : until + 2] != mark:
                continue
            end = until  # it goes on in the next paragraph, which opens with a mark too
        inner = text[at:end]
        if inner.strip():
            yield Span(at + len(inner) - len(inner.lstrip()), at + len(inner.rstrip()))
        at = end + 1


def _closing(text: str, mark: str, start: int, end: int) -> int | None:
    """Where the quotation ends that a mark opens. The apostrophe of "the workers' union" ends none if one follows."""
    closing = _CLOSING[mark].search(text, start, end)
    if closing and mark in "‘'" and re.match(r"s. [a-z]", text[closing.start() - 1 : closing.end() + 2]):
        later = _CLOSING[mark].search(text, closing.end(), min(end, closing.end() + 300))
        if later and text[later.start() - 1] in ",.?!…" and not _OPENING.search(text, closing.end(), later.start()):
            return later.start()
    return closing.start() if closing else None


# --- repeats ----------------------------------------------------------------------------------------------------------


def _repeats(document: Document) -> Iterator[tuple[Span, int]]:
    """Sentences that stand twice, those that follow each other in both places as one stretch, short ones with them."""
    text = document.folded
    first: dict[str, int] = {}
    latest: tuple[Span, int] | None = None
    for number, sentence in enumerate(document.sentences):
        words = text[sentence.start : sentence.end]
        known = first.setdefault(words, sentence.start)
        if latest and _same(text, sentence, sentence.start - latest[0].start + latest[1], latest[0].start):
            latest = (Span(latest[0].start, sentence.end), latest[1])
            continue
        if latest:
            yield latest
        again = known != sentence.start and len(plain_words(words)) >= REPEAT_WORDS
        latest = _begun(document, number, known) if again else None
    if latest:
        yield latest


def _begun(document: Document, number: int, known: int) -> tuple[Span, int]:
    """A repeat from its first long sentence, with the short ones that stand before it in both places."""
    start, end = document.sentences[number]
    while number:
        number -= 1
        before = document.sentences[number]
        there = known - (start - before.start)
        long = len(plain_words(document.folded[before.start : before.end])) >= REPEAT_WORDS
        if long or there < 0 or not _same(document.folded, before, there, before.start):
            break
        start, known = before.start, there
    return Span(start, end), known


def _same(text: str, sentence: Span, there: int, until: int) -> bool:
    """Whether a sentence stands at an earlier place too, as a whole before another place."""
    end = there + sentence.end - sentence.start
    return there >= 0 and end <= until and text[there:end] == text[sentence.start : sentence.end]
