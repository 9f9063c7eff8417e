"""What happened when, and the words of the subject: the timeline and the glossary, with who tells of what how."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explainer.anchors import own
from explainer.evidence.items import words_key
from explainer.model import Event, Source, Term, Told
from explainer.pages.calendar import Calendar, calendar, gaps
from explainer.pages.paged import Whole, by_group, by_row, paged
from explainer.pages.parts import Anchor, Check, Desk, Head, Mark, NoteView, Page, Piece, Shown, Ties, View
from explainer.pages.tables import data_links
from explainer.paging import Part
from explainer.problems import counted


class TellerRow(View, frozen=True):
    """An event in one source."""

    mark: Mark
    passage: str
    check: Check
    printed: str  # when it was, in the words of the source
    printed_checked: bool
    language: str
    notes: tuple[NoteView, ...]


class EventRow(View, frozen=True):
    """An event, who tells of it, and what its date rests on."""

    id: str
    date: str
    continued: bool  # from the page before
    gap: str
    text: tuple[Piece, ...]
    reference: str
    tellers: tuple[TellerRow, ...]
    used: Sequence[Anchor]

    @property
    def spot(self) -> tuple[str, str]:
        return self.id, self.date


class EventLine(View, frozen=True):
    """An event in short."""

    day: Anchor
    gap: str  # how long nothing was before it, where that is long
    text: tuple[Piece, ...]
    ties: Ties
    more: str  # how many tell of it besides


class TimelineView(View, frozen=True):
    """What `timeline.html` knows as `page`."""

    head: Head
    count: str
    drawing: Calendar | None
    events: tuple[EventRow, ...]
    data: tuple[Anchor, ...]


class WordRow(View, frozen=True):
    """A word for a term, and who uses it."""

    word: str
    ties: Ties
    more: str  # how many use it besides
    checked: bool


class TermRow(View, frozen=True):
    """A term and the words for it."""

    id: str
    term: str
    definition: tuple[Piece, ...]
    reference: str
    words: tuple[WordRow, ...]
    unused: str  # words that no report uses
    used: Sequence[Anchor]

    @property
    def spot(self) -> tuple[str, str]:
        return self.id, self.term


class GlossaryView(View, frozen=True):
    """What `glossary.html` knows as `page`."""

    head: Head
    terms: tuple[TermRow, ...]
    data: tuple[Anchor, ...]


# --- events -----------------------------------------------------------------------------------------------------------


def timeline_pages(desk: Desk) -> Iterator[Page]:
    """The timeline; none where no event is listed."""
    events = desk.content.events
    if not events:
        return
    cut, listed = desk.lists.events, counted(len(events), "event")
    told = sum(bool(desk.by_event[event.id]) for event in events)
    count = f"{listed}, {told} of them told by a report"
    words = f"{count}: when each was, who tells of it, and what its date rests on."
    first = desk.head(cut.path, "Timeline", words, Shown("What happened when, and who tells of it", count))
    gap_before, files = {event.id: gap for event, gap in _with_gaps(events)}, data_links(desk, "events")
    for path, head, parts in paged(desk, first, cut, by_group(_day), Whole(f"All {listed}", files)):
        rows = tuple(_event(desk, part, gap_before[part.group.id]) for part in parts)
        view = TimelineView(head, count, None if head.of else calendar(desk), rows, files)
        yield Page(path, "timeline.html", view, events[0].place, "Timeline")


def _day(event: Event) -> str:
    return str(event.date.words)


def event_lines(desk: Desk, most: int) -> tuple[EventLine, ...]:
    """Events in short, in the order of their dates; of more than `most`, those that most sources tell of."""
    order = sorted(desk.content.events, key=lambda event: -len(desk.by_event[event.id]))
    chosen = {event.id for event in order[:most]}
    events = tuple(event for event in desk.content.events if event.id in chosen)
    return tuple(
        EventLine(
            Anchor(event.date.words, desk.href(f"/timeline/#{event.id}")),
            gap,
            desk.prose(event.text),
            *_letters(desk, event),
        )
        for event, gap in _with_gaps(events)
    )


def _with_gaps(events: tuple[Event, ...]) -> Iterator[tuple[Event, str]]:
    return zip(events, gaps(event.date for event in events), strict=True)


def _letters(desk: Desk, event: Event) -> tuple[Ties, str]:
    told = (source for source, _ in desk.by_event[event.id])
    return desk.few({str(source.id): desk.mark(source, "event", event.id) for source in told})


def _event(desk: Desk, part: Part[Event, tuple[Source, Told]], gap: str) -> EventRow:
    event = part.group
    return EventRow(
        event.id,
        event.date.words,
        part.continued,
        "" if part.continued else gap,
        desk.prose(event.text),
        "" if part.continued else event.reference or "",
        tuple(_teller(desk, source, told) for source, told in part.rows),
        () if part.continued else desk.uses(f"/timeline/#{event.id}", but=own("event", event.id)),
    )


def _teller(desk: Desk, source: Source, told: Told) -> TellerRow:
    key = f"events/{told.event.id}"
    return TellerRow(
        desk.mark(source, "event", told.event.id),
        told.passage,
        desk.check(source, key),
        told.date_as_printed or "",
        desk.check(source, f"{key}/date").done,
        desk.other_language(source),
        desk.notes(source, key),
    )


# --- terms ------------------------------------------------------------------------------------------------------------


def glossary_pages(desk: Desk) -> Iterator[Page]:
    """The glossary; none where no term is listed."""
    if not desk.content.terms:
        return
    cut, listed = desk.lists.terms, counted(len(desk.content.terms), "term")
    count = f"{listed} in our words"
    shown = Shown("Which report uses which word", count)
    first = desk.head(cut.path, "Glossary", f"{count}, and which report uses which word.", shown)
    files = data_links(desk, "terms")
    for path, head, (part,) in paged(
        desk, first, cut, by_row(lambda _, term: term.term), Whole(f"All {listed}", files)
    ):
        view = GlossaryView(head, tuple(_term(desk, term) for term in part.rows), files)
        yield Page(path, "glossary.html", view, part.rows[0].place, "Glossary")


def _term(desk: Desk, term: Term) -> TermRow:
    users: dict[str, dict[str, Mark]] = {}
    unchecked: set[str] = set()
    for source, usage in desk.by_term[term.id]:
        for word in usage.words:
            users.setdefault(word.casefold(), {})[source.id] = desk.mark(source, "term", term.id)
            if not desk.check(source, words_key(f"terms/{term.id}", word)).done:
                unchecked.add(word.casefold())
    words = [str(word) for word in term.words]
    return TermRow(
        term.id,
        term.term,
        desk.prose(term.definition),
        term.reference or "",
        tuple(
            WordRow(word, *desk.few(users[word.casefold()]), word.casefold() not in unchecked)
            for word in words
            if word.casefold() in users
        ),
        ", ".join(f"“{word}”" for word in words if word.casefold() not in users),
        desk.uses(f"/glossary/#{term.id}", but=own("term", term.id)),
    )
