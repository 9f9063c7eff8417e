"""Figures, quotes, mentions and positions -> the rows in which several kinds of page show them.

A row stands on one of three kinds of page: the `source`'s own, which says where else the record is used; the `list` of
all records of its kind; or that of a `person`. On the latter two its mark leads to its place on the source's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from explainer.anchors import mentioned, own, position_place, shared
from explainer.compare.said import Said
from explainer.dates import Date
from explainer.evidence.items import words_key
from explainer.evidence.words import needle
from explainer.model import Figure, Mention, Office, Quote, Source
from explainer.offices import Judged, judge
from explainer.pages.drawings import Stroke
from explainer.pages.parts import Anchor, Check, Desk, Mark, NoteView, Piece, View, date_words
from explainer.quantity import SIGNED

On: TypeAlias = Literal["source", "list", "person"]

VOICE = "the report itself"


class FigureRow(View, frozen=True):
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
    used: Sequence[Anchor]
    stroke: Stroke | None = None  # where it is drawn beside others of its measure

    @property
    def spot(self) -> tuple[str, str]:
        return self.anchor, ""


class QuoteRow(View, frozen=True):
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
    used: Sequence[Anchor]

    @property
    def spot(self) -> tuple[str, str]:
        return self.anchor, ""


class VerdictView(View, frozen=True):
    """A role against the offices on record. `code` is that of `offices.Verdict`."""

    code: str
    words: str
    detail: str


class MentionRow(View, frozen=True):
    """A person as one source shows them."""

    anchor: str
    mark: Mark
    person: Anchor
    names: tuple[str, ...]
    role: str
    checked: bool  # all names and the role
    verdict: VerdictView
    language: str
    date: str
    notes: tuple[NoteView, ...]
    used: Sequence[Anchor]

    @property
    def spot(self) -> tuple[str, str]:
        return self.anchor, ""


class PositionRow(View, frozen=True):
    """What a source says on a question."""

    anchor: str
    mark: Mark
    question: Anchor
    answer: str  # its words; of a figure those printed
    stance: str  # what comes before the claimant or voice
    claimant: Anchor | None
    voice: str  # where no person of ours says so, and it is not the report itself
    gist: tuple[Piece, ...]
    passage: str
    check: Check
    reading: str  # of a figure
    language: str
    date: str
    notes: tuple[NoteView, ...]
    used: Sequence[Anchor]
    called: str

    @property
    def spot(self) -> tuple[str, str]:
        return self.anchor, self.called


KIND_WORDS = {
    "speech": "in full",
    "fragment": "part of a sentence",
    "term": "a term in quotation marks",
    "document": "from a document",
}


def place(on: On, source: Source, kind: str, name: str, listed: str) -> str:
    """The fragment of a record on a kind of page; `listed` is the one on the page that lists all of the kind."""
    return {"source": own(kind, name), "list": listed, "person": own(kind, f"{source.id}/{name}")}[on]


def used(desk: Desk, source: Source, kind: str, name: str) -> Sequence[Anchor]:
    """Where a record of a source is used."""
    return desk.uses(f"/sources/{source.id}/#{own(kind, name)}")


def _used(desk: Desk, source: Source, kind: str, name: str, listed: str, on: On) -> Sequence[Anchor]:
    """Where a record is used: on its source's page all there is, on the list of its kind what cites it there."""
    if on == "source":
        return used(desk, source, kind, name)
    return desk.uses(listed, but=own(kind, name)) if on == "list" else ()  # where its mark leads to already


def figure_row(desk: Desk, source: Source, figure: Figure, on: On) -> FigureRow:
    """A figure of a source as a row."""
    return FigureRow(
        place(on, source, "figure", figure.id, shared(source, figure)),
        desk.mark(source, "figure", figure.id),
        figure.as_printed,
        desk.check(source, f"figures/{figure.id}"),
        desk.other_language(source),
        reading(figure),
        Anchor(figure.measure.title, desk.figure_href(source, figure)),
        desk.person(figure.claimant) if figure.claimant else None,
        figure.claimed_by or VOICE,
        date_words(source),
        figure.note or "",
        desk.notes(source, f"figures/{figure.id}", home=on == "source"),
        _used(desk, source, "figure", figure.id, f"/figures/#{shared(source, figure)}", on),
    )


def reading(figure: Figure) -> str:
    """The figure in our words, with the measure's unit where the words name none."""
    words = figure.quantity.words
    if not words:
        return "no number given"
    unit = figure.quantity.unit
    return words if unit in SIGNED else f"{words} {unit}".rstrip()


def quote_row(desk: Desk, source: Source, quote: Quote, on: On) -> QuoteRow:
    """A quote of a source as a row."""
    return QuoteRow(
        place(on, source, "quote", quote.id, shared(source, quote)),
        desk.mark(source, "quote", quote.id),
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
        desk.notes(source, f"quotes/{quote.id}", home=on == "source"),
        _used(desk, source, "quote", quote.id, f"/quotes/#{shared(source, quote)}", on),
    )


def _unnamed(quote: Quote) -> str:
    if quote.unnamed:
        return f"“{quote.unnamed}”"
    return {"term": VOICE, "document": "a document"}.get(quote.kind, "nobody is named")


# --- people -----------------------------------------------------------------------------------------------------------


def mention_row(desk: Desk, source: Source, mention: Mention, on: On) -> MentionRow:
    """What a source says of a person as a row."""
    name, there = str(mention.person.id), mentioned(source)
    return MentionRow(
        own("person", name) if on == "source" else there,
        desk.mark(source, "person", name),
        Anchor(mention.person.name, desk.href(f"/people/{name}/#{there}")),
        mention.names,
        mention.role or "",
        all(desk.check(source, key).done for key in _keys(mention)),
        verdict(judge(mention, source)),
        desk.other_language(source),
        date_words(source),
        desk.notes(source, f"people/{name}", home=on == "source"),
        used(desk, source, "person", name) if on == "source" else (),
    )


def _keys(mention: Mention) -> Iterator[str]:
    """The keys of the names and the role."""
    person = f"people/{mention.person.id}"
    yield from (words_key(f"{person}/names", name) for name in mention.names)
    if mention.role:
        yield f"{person}/role"


_VERDICTS = {
    "right": "Right on the day",
    "wrong": "Wrong on the day",
    "unsure": "Cannot be told",
    "unmatched": "No such office on our record",
    "unrecorded": "Not compared: we have no office on record",
    "unstated": "",
}


def verdict(judged: Judged) -> VerdictView:
    """A role against the record, in words; of a wrong one what the record has."""
    detail = ""
    if judged.verdict in ("wrong", "unsure"):
        detail = "; ".join(f"{office.title}: {office_dates(office)}" for office in judged.offices)
    return VerdictView(judged.verdict, _VERDICTS[judged.verdict], detail)


def office_dates(office: Office) -> str:
    """When an office was held, in words."""

    def words(day: Date | None) -> str:
        return day.words if day else ""

    start, end = words(office.start), words(office.end)
    if start and end:
        return f"{start} to {end}"
    return f"from {start}" if start else f"until {end}" if end else "dates not given"


# --- positions --------------------------------------------------------------------------------------------------------

STANCES = {
    "asserts": "The report says so itself",
    "reports": "The report has it said by",
    "denies": "The report says that it is not so",
    "qualifies": "The report says so with a doubt or a condition",
}
CLAIMED = {  # before the claimant
    "asserts": ", and names",
    "reports": "",
    "denies": ", on the word of",
    "qualifies": ", on the word of",
}


def position_row(desk: Desk, said: Said, on: On) -> PositionRow:
    """A position of a source as a row."""
    source, position, question = said.source, said.position, said.position.question
    number = said.number
    name = f"{question.id}/{number}"
    path, listed = f"/questions/{question.id}/", position_place(source, number)
    person, words = said.claimant, said.claimed_by
    return PositionRow(
        place(on, source, "position", name, listed),
        desk.mark(source, "position", name),
        Anchor(question.text, desk.href(f"{path}#{listed}")),
        answer_words(said),
        STANCES[position.stance] + (CLAIMED[position.stance] if person or words else ""),
        desk.person(person) if person else None,
        words,
        desk.prose(position.gist) if position.gist else (),
        position.passage or "",
        said_check(desk, said),
        reading(said.figure) if said.figure else "",
        desk.other_language(source),
        date_words(source),
        desk.notes(source, f"positions/{question.id}", home=on == "source") if number == 1 else (),
        _used(desk, source, "position", name, f"{path}#{listed}", on),
        f"report {desk.mark(source).letter}" if on == "list" else question.text,
    )


def said_check(desk: Desk, said: Said) -> Check:
    """Whether all words that a position rests on were looked up, and where the first of them stand."""
    position = said.position
    keys = [words_key(f"positions/{position.question.id}", position.passage)] if position.passage else []
    keys += [f"figures/{position.figure}"] if position.figure else []
    checks = [desk.check(said.source, key) for key in keys]
    return next((check for check in checks if not check.done), checks[0])


def answer_words(said: Said) -> str:
    """The answer in a few words; of a figure the words printed, of what is denied that it is."""
    words = f"“{said.figure.as_printed}”" if said.figure else ""
    words = words or next(str(a.words) for a in said.position.question.answers if a.code == said.position.answer)
    return f"Not: {words}" if said.position.stance == "denies" else words
