"""Figures, quotes and mentions -> the rows in which several kinds of page show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explainer.evidence.items import words_key
from explainer.evidence.words import needle
from explainer.model import Figure, Mention, Quote, Source
from explainer.pages.parts import Anchor, Check, Desk, Mark, NoteView, View, anchor
from explainer.quantity import SIGNED

VOICE = "the report itself"


@dataclass(frozen=True)
class FigureRow(View):
    """A figure as printed and as understood."""

    anchor: str
    mark: Mark
    as_printed: str
    check: Check
    language: str
    reading: str
    measure: Anchor
    claimant: Anchor | None
    voice: str  # where no person of ours claims it
    date: str
    note: str
    notes: tuple[NoteView, ...]


@dataclass(frozen=True)
class QuoteRow(View):
    """A quotation, who said it, and how the source introduces them."""

    anchor: str
    mark: Mark
    exact: str
    check: Check
    language: str
    kind: str
    speaker: Anchor | None
    unnamed: str  # what the page says instead of a name
    attribution: str
    introduced: bool  # whether the attribution, and how an unnamed speaker is called, were found in the text
    date: str
    notes: tuple[NoteView, ...]


@dataclass(frozen=True)
class MentionRow(View):
    """A person as one source shows them."""

    mark: Mark
    person: Anchor
    names: tuple[str, ...]
    role: str
    checked: bool  # all names and the role
    language: str
    date: str
    notes: tuple[NoteView, ...]


KIND_WORDS = {
    "speech": "in full",
    "fragment": "part of a sentence",
    "term": "a term in quotation marks",
    "document": "from a document",
}


def date_words(source: Source) -> str:
    """ "about 20–23 February 2025" where it is inferred, for a date nobody printed is never exact."""
    words = source.date_published.words
    doubted = words.startswith(("about ", "perhaps "))
    return f"about {words}" if source.date_basis == "inferred" and not doubted else words


def figure_row(desk: Desk, source: Source, figure: Figure) -> FigureRow:
    """A figure of a source as a row."""
    return FigureRow(
        anchor(source, figure),
        desk.mark(source),
        figure.as_printed,
        desk.check(source, f"figures/{figure.id}"),
        desk.other_language(source),
        reading(figure),
        Anchor(figure.measure.title, desk.href(f"/figures/#{figure.measure.id}")),
        desk.person(figure.claimant) if figure.claimant else None,
        figure.claimed_by or VOICE,
        date_words(source),
        figure.note or "",
        desk.notes(source, f"figures/{figure.id}"),
    )


def reading(figure: Figure) -> str:
    """The figure in our words, with the measure's unit where the words name none."""
    words = figure.quantity.words
    if not words:
        return "no number given"
    unit = figure.quantity.unit
    return words if unit in SIGNED else f"{words} {unit}".rstrip()


def quote_row(desk: Desk, source: Source, quote: Quote) -> QuoteRow:
    """A quote of a source as a row."""
    return QuoteRow(
        anchor(source, quote),
        desk.mark(source),
        quote.exact,
        desk.check(source, f"quotes/{quote.id}"),
        desk.other_language(source),
        "a sentence, shortened" if quote.kind == "speech" and needle(quote.exact).gaps else KIND_WORDS[quote.kind],
        desk.person(quote.speaker) if quote.speaker else None,
        _unnamed(quote),
        quote.attribution or "",
        all(
            desk.check(source, f"quotes/{quote.id}/{name}").done
            for name, words in (("attribution", quote.attribution), ("unnamed", quote.unnamed))
            if words
        ),
        date_words(source),
        desk.notes(source, f"quotes/{quote.id}"),
    )


def _unnamed(quote: Quote) -> str:
    if quote.unnamed:
        return f"“{quote.unnamed}”"
    return {"term": VOICE, "document": "a document"}.get(quote.kind, "nobody is named")


def _keys(mention: Mention) -> Iterator[str]:
    """The keys of the names and the role."""
    person = f"people/{mention.person.id}"
    yield from (words_key(f"{person}/names", name) for name in mention.names)
    if mention.role:
        yield f"{person}/role"


def mention_row(desk: Desk, source: Source, mention: Mention) -> MentionRow:
    """What a source says of a person as a row."""
    return MentionRow(
        desk.mark(source),
        desk.person(mention.person),
        mention.names,
        mention.role or "",
        all(desk.check(source, key).done for key in _keys(mention)),
        desk.other_language(source),
        date_words(source),
        desk.notes(source, f"people/{mention.person.id}"),
    )
