"""The reports: the list of them, and a page for each with all that was recorded from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from explainer.anchors import own, position_place
from explainer.compare.said import said_in
from explainer.dates import parse_date
from explainer.evidence.items import words_key
from explainer.lock import LockedText
from explainer.model import Source
from explainer.pages.cite_as import CiteAs, cite_report
from explainer.pages.corrections import about
from explainer.pages.paged import Whole, by_row, paged
from explainer.pages.parts import (
    NOTE_LABELS,
    Anchor,
    Check,
    Desk,
    Head,
    Mark,
    NoteView,
    Page,
    Piece,
    Ring,
    Shown,
    Ties,
    View,
    Way,
    date_words,
)
from explainer.pages.recorded import Recorded, recorded
from explainer.pages.rows import (
    FigureRow,
    MentionRow,
    PositionRow,
    QuoteRow,
    figure_row,
    mention_row,
    position_row,
    quote_row,
    used,
)
from explainer.pages.tables import data_links
from explainer.problems import counted


class SourceCard(View, frozen=True):
    """A report in a list."""

    mark: Mark
    headline: str
    language: str
    own_headline: bool  # as printed, not named by us
    publisher: str
    credit: str
    date: str
    inferred: bool
    origin: Ties  # the other reports of its origin
    more: str  # how many others there are besides
    tied: bool  # to the card that follows
    counts: str
    recorded: Recorded | None


class Fact(View, frozen=True):
    """A line of what a copy says of itself. `known` is False where it says nothing."""

    name: str
    value: str
    known: bool
    basis: str = ""
    note: tuple[Piece, ...] = ()
    href: str = ""


class Ignored(View, frozen=True):
    """A part of a text that was left out on purpose."""

    passage: str
    checked: bool
    reason: str


class Silence(View, frozen=True):
    """A question on which a report says nothing."""

    anchor: str
    question: Anchor

    @property
    def spot(self) -> tuple[str, str]:
        return self.anchor, self.question.text


class ToldRow(View, frozen=True):
    """An event as the report tells it."""

    anchor: str
    event: Anchor  # its date
    text: tuple[Piece, ...]
    passage: str
    check: Check
    printed: str
    printed_checked: bool
    notes: tuple[NoteView, ...]
    used: Sequence[Anchor]

    @property
    def spot(self) -> tuple[str, str]:
        return self.anchor, self.event.text


class UsageRow(View, frozen=True):
    """The words of the report for a term."""

    anchor: str
    term: Anchor
    words: tuple[str, ...]
    checked: bool
    used: Sequence[Anchor]

    @property
    def spot(self) -> tuple[str, str]:
        return self.anchor, self.term.text


class Warned(View, frozen=True):
    """A note in the list that opens the page, leading to where it stands."""

    kind: str
    label: str
    about: str
    href: str


class SourcesView(View, frozen=True):
    """What `sources.html` knows as `page`."""

    head: Head
    reports: str
    sources: tuple[SourceCard, ...]


class SourceView(View, frozen=True):
    """What `source.html` knows as `page`."""

    head: Head
    parts: tuple[Way, ...]  # of the page, where they hold something
    mark: Mark
    headline: str
    language: str
    facts: tuple[Fact, ...]
    origin: Ties
    more: str  # how many reports of its origin there are besides
    recorded: Recorded | None
    summary: tuple[Piece, ...]
    key_points: tuple[tuple[Piece, ...], ...]
    figures: tuple[FigureRow, ...]
    quotes: tuple[QuoteRow, ...]
    people: tuple[MentionRow, ...]
    positions: tuple[PositionRow, ...]
    silent: tuple[Silence, ...]
    events: tuple[ToldRow, ...]
    terms: tuple[UsageRow, ...]
    warned: tuple[Warned, ...]
    headline_notes: tuple[NoteView, ...]
    notes: tuple[NoteView, ...]
    ignored: tuple[Ignored, ...]
    cite: CiteAs
    used: Sequence[Anchor]


def source_cards(desk: Desk, sources: Sequence[Source]) -> Iterator[SourceCard]:
    """Reports that follow each other, in the order of the letters."""
    return (_card(desk, source, after) for source, after in zip_longest(sources, sources[1:]))


def _card(desk: Desk, source: Source, after: Source | None) -> SourceCard:
    return SourceCard(
        desk.mark(source),
        source.headline,
        desk.other_language(source),
        source.headline_by == "source",
        source.publisher or "",
        source.credit or "",
        date_words(source),
        source.date_basis == "inferred",
        *desk.origin_of(source, itself=False),
        after is not None and desk.origin[after.id] == desk.origin[source.id],
        counts(source),
        recorded(desk, source),
    )


def counts(source: Source) -> str:
    """ "4 figures, 3 quotations, 9 people, 2 notes" """
    parts = (
        counted(len(source.figures), "figure"),
        counted(len(source.quotes), "quotation"),
        counted(len(source.people), "person", "people"),
        counted(len(source.notes), "note"),
    )
    return ", ".join(parts)


def _recorded(source: Source) -> str:
    """The same in short: "4 figures, 3 quotations"; what there is none of is left out."""
    parts = ((len(source.figures), "figure"), (len(source.quotes), "quotation"))
    return ", ".join(counted(number, noun) for number, noun in parts if number)


def sources_pages(desk: Desk) -> Iterator[Page]:
    """The list of reports."""
    sources, cut = desk.content.sources, desk.lists.sources
    first = desk.head(
        cut.path,
        "Reports",
        f"{desk.reports(sources)}: who published what, when, and what was recorded.",
        Shown("Who published what, and when", desk.reports(sources)),
    )
    whole = Whole(f"All {counted(len(sources), 'report')}", data_links(desk, "sources"))
    for path, head, parts in paged(desk, first, cut, by_row(lambda _, source: desk.mark(source).letter), whole):
        view = SourcesView(head, desk.reports(sources), tuple(source_cards(desk, parts[0].rows)))
        yield Page(path, "sources.html", view, desk.content.site.place)  # without a name: it only lists


def source_page(desk: Desk, source: Source) -> Page:
    """The page of one report."""
    path = f"/sources/{source.id}/"
    mark = desk.mark(source)
    claims = f"Report {mark.letter}, {date_words(source)}: what it claims, whom it quotes, and the editors’ notes"
    same = desk.of_origin[desk.origin[source.id]]
    shown = Shown(
        f"Report {mark.letter} · {date_words(source)}",
        _recorded(source),
        str(source.headline),
        mark=Ring(mark.letter, mark.hue),
    )
    view = SourceView(
        desk.head(path, f"{mark.letter}: {source.headline}", f"{claims}. {counts(source)}.", shown, "/sources/"),
        tuple(_parts(source)),
        mark,
        source.headline,
        desk.other_language(source),
        _facts(desk, source),
        *(desk.origin_of(source, itself=True) if len(same) > 1 else ((), "")),
        recorded(desk, source),
        desk.prose(source.summary),
        tuple(desk.prose(point) for point in source.key_points),
        tuple(figure_row(desk, source, figure, "source") for figure in source.figures),
        tuple(quote_row(desk, source, quote, "source") for quote in source.quotes),
        tuple(mention_row(desk, source, mention, "source") for mention in source.people),
        tuple(_positions(desk, source)),
        tuple(_silent(desk, source)),
        tuple(_events(desk, source)),
        tuple(_terms(desk, source)),
        tuple(_warned(desk, source)),
        desk.notes(source, "headline", home=True) + desk.notes(source, "date_published", home=True),
        desk.notes(source, None, home=True),
        tuple(_ignored(desk, source)),
        cite_report(source),
        desk.uses(path),
    )
    return Page(path, "source.html", view, source.place, f"Report {mark.letter}")


def _parts(source: Source) -> Iterator[Way]:
    errors = sum(note.kind in ("error", "contradiction") for note in source.notes)
    asked = len(source.positions)
    parts = (
        ("the_errors", counted(errors, "error or contradiction", "errors and contradictions"), errors),
        ("the_figures", counted(len(source.figures), "figure"), len(source.figures)),
        ("the_quotes", counted(len(source.quotes), "quotation"), len(source.quotes)),
        ("the_people", counted(len(source.people), "person", "people"), len(source.people)),
        ("the_positions", counted(asked, "answer to our questions", "answers to our questions"), asked),
        ("the_events", counted(len(source.events), "event"), len(source.events)),
        ("the_terms", counted(len(source.terms), "word for a term", "words for terms"), len(source.terms)),
    )
    return (Way(words, f"#{name}") for name, words, count in parts if count)


def _positions(desk: Desk, source: Source) -> Iterator[PositionRow]:
    """In the order of the questions."""
    order = {str(question.id): n for n, question in enumerate(desk.content.questions)}
    for said in sorted(said_in(source), key=lambda said: order[said.position.question.id]):
        yield position_row(desk, said, "source")


def _silent(desk: Desk, source: Source) -> Iterator[Silence]:
    for question in desk.content.questions:
        if question.id in source.silent_on:
            link = Anchor(question.text, desk.href(f"/questions/{question.id}/#{position_place(source, 1)}"))
            yield Silence(own("position", f"{question.id}/1"), link)


def _events(desk: Desk, source: Source) -> Iterator[ToldRow]:
    """In the order of their dates."""
    order = {name: number for number, name in enumerate(desk.events)}
    for told in sorted(source.events, key=lambda told: order[told.event.id]):
        event = told.event
        yield ToldRow(
            own("event", event.id),
            Anchor(event.date.words, desk.href(f"/timeline/#{event.id}")),
            desk.prose(event.text),
            told.passage,
            desk.check(source, f"events/{event.id}"),
            told.date_as_printed or "",
            desk.check(source, f"events/{event.id}/date").done,
            desk.notes(source, f"events/{event.id}", home=True),
            used(desk, source, "event", event.id),
        )


def _terms(desk: Desk, source: Source) -> Iterator[UsageRow]:
    for usage in sorted(source.terms, key=lambda usage: usage.term.term.casefold()):
        term = usage.term
        checked = all(desk.check(source, words_key(f"terms/{term.id}", word)).done for word in usage.words)
        link = Anchor(term.term, desk.href(f"/glossary/#{term.id}"))
        yield UsageRow(own("term", term.id), link, usage.words, checked, used(desk, source, "term", term.id))


def _warned(desk: Desk, source: Source) -> Iterator[Warned]:
    """The errors in the report and what others say otherwise, the errors first."""
    notes = list(zip(source.notes, desk.note_ids[source.id], strict=True))
    for kind in ("error", "contradiction"):
        for note, name in notes:
            if note.kind == kind:
                words = about(source, note) or (f"“{note.passage}”" if note.passage else "the report as a whole")
                yield Warned(kind, NOTE_LABELS[kind], words, f"#{own('note', name)}")


def _ignored(desk: Desk, source: Source) -> Iterator[Ignored]:
    for entry in source.ignore:
        yield Ignored(entry.passage, desk.check(source, words_key("ignore", entry.passage)).done, entry.reason)


def _facts(desk: Desk, source: Source) -> tuple[Fact, ...]:
    unknown = "Unknown"
    headline = "As printed" if source.headline_by == "source" else "None printed; the name is ours"
    doubted = [key for key in ("headline", "credit") if not desk.check(source, key).done]
    credit = "As printed; not checked" if "credit" in doubted else "As printed"
    inferred = source.date_basis == "inferred"
    note = desk.prose(source.date_note) if source.date_note else ()
    return (
        Fact(
            "Headline",
            headline,
            source.headline_by == "source",
            "Not checked." if source.headline_by == "source" and "headline" in doubted else "",
        ),
        Fact(
            "Publisher",
            source.publisher or unknown,
            bool(source.publisher),
            "" if source.publisher else "The copy names none, and we do not guess.",
        ),
        *([Fact("Credit", source.credit, True, credit)] if source.credit else []),
        Fact("Date", date_words(source), not inferred, "Inferred." if inferred else "As printed.", note),
        Fact("Address", source.url or unknown, bool(source.url), href=source.url or ""),
        _copy_fact(desk, source),
    )


def _copy_fact(desk: Desk, source: Source) -> Fact:
    """The private copy that the wording was checked against."""
    text = desk.content.lock.texts.get(source.id)
    done, total = desk.checked_of(source)
    if text is None or not done:
        return Fact("Our copy", "Not checked", False)
    said = f"{checked_words(done, total, text)} {repeats_words(text)}".rstrip()
    return Fact("Our copy", counted(text.paragraphs, "paragraph"), done == total, said)


def checked_words(done: int, total: int, text: LockedText) -> str:
    """ "Wording checked on 3 May 2024." """
    part = "Wording" if done == total else f"{done:,} of {counted(total, 'wording')}"
    return f"{part} checked on {parse_date(text.verified).words}."


def repeats_words(text: LockedText) -> str:
    """What a text prints twice, where that is more than a line or two."""
    length = sum(end - start for start, end, _ in text.repeats)
    share = length / max(1, text.length)
    return f"{share:.0%} of it is printed a second time, word for word, and counts once." if share >= 0.02 else ""
