"""Prose -> paragraphs, each with what stands in the margin beside it, and the notes at the foot of the page to which
its citations lead.

In a text that is read from top to bottom a letter leads to the note on its report at the foot of the page; the note
names what was cited, where it stands, and leads on to the report and back to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from explainer.addresses import first_page
from explainer.anchors import own
from explainer.compare.answers import Answered
from explainer.model import Prose, Source
from explainer.pages.parts import Desk, Mark, NoteView, Piece, View, Way
from explainer.pages.results import ResultView, result_view

_BLOCK = re.compile(r"<(/?)(?:p|ul|ol|blockquote)\b[^>]*>")


class Side(View, frozen=True):
    """What stands beside a paragraph: an editor's note on what it cites, or the result of a question it links to."""

    mark: Mark | None  # of the report that the note is on
    note: NoteView | None
    question: Way | None
    result: ResultView | None


class Block(View, frozen=True):
    """A paragraph, list or quotation, and what stands beside it."""

    text: tuple[Piece, ...]
    sides: tuple[Side, ...]


class Cited(View, frozen=True):
    """Something of a report that a text cites: the whole of it, a figure or a quotation."""

    words: str  # empty for the whole
    place: str
    link: Way
    back: tuple[Way, ...]  # the parts of the text, to where each first cites it


class Endnote(View, frozen=True):
    """What a text cites of one report. Its links only lead on."""

    only_leads_on = True

    id: str
    mark: Mark
    headline: str
    language: str
    publisher: str
    url: str
    cited: tuple[Cited, ...]


class Citations:
    """The citations of one page, numbered as they come, and the notes that follow from them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.count = 0
        self.sources = {mark.letter: name for name, mark in desk.marks.items()}
        self.found: dict[str, dict[str, _Found]] = {}  # by source, then by address

    def numbered(self, pieces: tuple[Piece, ...], part: str) -> tuple[Piece, ...]:
        """The pieces with their letters leading to the notes; `part` is what the note calls this part of the text."""
        return tuple(
            replace(piece, ties=tuple(tuple(self._cite(mark, piece, part) for mark in tie) for tie in piece.ties))
            for piece in pieces
        )

    def _cite(self, mark: Mark, piece: Piece, part: str) -> Mark:
        self.count += 1
        source = self.sources[mark.letter]
        cited = replace(mark, id=f"cited-{self.count}", note=f"report-{source}")
        quoted = piece.words if piece.kind in ("figure", "quote") else ""
        found = self.found.setdefault(source, {}).setdefault(mark.href, _Found(mark, quoted, {}))
        found.parts.setdefault(part, Way(part, f"#{cited.id}"))
        return cited

    def notes(self) -> tuple[Endnote, ...]:
        """A note for each report that is cited, in the order of the letters."""
        sources = self.desk.content.sources
        return tuple(self._note(source, self.found[source.id]) for source in sources if source.id in self.found)

    def _note(self, source: Source, found: Mapping[str, _Found]) -> Endnote:
        cited = (
            Cited(each.words, each.mark.place, Way(each.mark.name, each.mark.href), tuple(each.parts.values()))
            for each in found.values()
        )
        return Endnote(
            f"report-{source.id}",
            self.desk.mark(source),
            source.headline,
            self.desk.other_language(source),
            source.publisher or "",
            source.url or "",
            tuple(sorted(cited, key=lambda each: bool(each.words))),
        )


class _Found(NamedTuple):
    """Something that is cited: its letter, its words, and where each part of the text first cites it."""

    mark: Mark
    words: str
    parts: dict[str, Way]


class Margin:
    """What can stand beside paragraphs, each once on a page: notes on records by their address, questions by theirs."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.notes = {
            f"{desk.mark(source).href}#{own(kind.removesuffix('s'), name)}": source
            for source in desk.content.sources
            for kind, _, name in ((note.on or "").partition("/") for note in source.notes)
            if kind in ("figures", "quotes")
        }
        self.questions = {desk.href(f"/questions/{each.question.id}/"): each for each in desk.answered}

    def beside(self, pieces: tuple[Piece, ...]) -> Iterator[Side]:
        """What belongs beside a paragraph and has not stood beside one before."""
        for piece in pieces:
            for mark in (mark for tie in piece.ties for mark in tie):
                source = self.notes.pop(mark.href, None)
                if source:
                    kind, _, name = mark.href.partition("#")[2].partition("--")
                    notes = self.desk.notes(source, f"{kind}s/{name}")
                    yield from (Side(mark, note, None, None) for note in notes)
            asked = first_page(piece.href.partition("#")[0])
            answered = self.questions.pop(asked, None) if piece.kind == "link" else None
            if answered:
                yield self._result(answered)

    def _result(self, answered: Answered) -> Side:
        way = Way(answered.question.text, self.desk.href(f"/questions/{answered.question.id}/"))
        return Side(None, None, way, result_view(self.desk, answered.agreement))


def blocks(desk: Desk, text: Prose, citations: Citations, margin: Margin, part: str) -> Iterator[Block]:
    """A text block by block, each with its margin; a sign for a note that stands there is not needed."""
    for pieces in _split(desk.prose(text)):
        sides = tuple(margin.beside(pieces))
        beside = {side.mark.href for side in sides if side.mark}
        plain = (
            replace(piece, noted=piece.noted and beside.isdisjoint(mark.href for tie in piece.ties for mark in tie))
            for piece in pieces
        )
        yield Block(citations.numbered(tuple(plain), part), sides)


def _split(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Pieces of HTML cut where a block ends that is in no other."""
    block: list[Piece] = []
    depth = 0
    for piece in pieces:
        html, start = str(piece.html), 0
        for tag in _BLOCK.finditer(html) if piece.kind == "html" else ():
            depth += -1 if tag[1] else 1
            if depth == 0:
                yield (*block, replace(piece, html=piece.html[start : tag.end()]))
                block, start = [], tag.end()
        if piece.kind != "html" or depth or html[start:].strip():
            block.append(replace(piece, html=piece.html[start:]))
    if block:
        yield tuple(block)
