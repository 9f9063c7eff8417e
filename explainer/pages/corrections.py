"""What was wrong: with us, as the editors say; and in the reports, as the notes on them say."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from explainer.anchors import own, shared
from explainer.model import Correction, Note, Source
from explainer.pages.feeds import feed_links
from explainer.pages.paged import Whole, by_row, paged
from explainer.pages.parts import Anchor, Desk, Head, Mark, NoteView, Page, Piece, Shown, View
from explainer.pages.tables import data_links
from explainer.paging import ERRORS, OURS
from explainer.problems import counted

KINDS = {"correction": "Correction", "clarification": "Clarification", "update": "Update"}


class CorrectionRow(View, frozen=True):
    """A change to what was published."""

    anchor: str
    date: str
    kind: str
    text: tuple[Piece, ...]
    corrects: tuple[Anchor, ...]  # an address is empty where the record is gone

    @property
    def spot(self) -> tuple[str, str]:
        return self.anchor, ""


class ErrorRow(View, frozen=True):
    """Something that a report has wrong."""

    anchor: str
    mark: Mark  # leads to the note on the report's page
    about: str
    note: NoteView

    @property
    def spot(self) -> tuple[str, str]:
        return self.anchor, ""


class CorrectionsView(View, frozen=True):
    """What `corrections.html` knows as `page`."""

    head: Head
    here: tuple[str, ...]  # which of `ours` and `errors` stand on this page
    continued: str  # which of them goes on from the page before
    corrections: tuple[CorrectionRow, ...]
    feeds: tuple[Anchor, ...]
    count: str
    errors: tuple[ErrorRow, ...]


def corrections_pages(desk: Desk) -> Iterator[Page]:
    """Our corrections, and the errors in the reports."""
    content, cut = desk.content, desk.lists.corrections
    wrong = sum(note.kind == "error" for source in content.sources for note in source.notes)
    count, ours = counted(wrong, "error"), counted(len(content.corrections), "correction")
    first = desk.head(
        cut.path,
        "Corrections",
        f"{ours} of ours, and {count} in the reports, each with its basis.",
        Shown("Ours, and errors of the reports", f"{ours} of ours", result=f"{count} in reports", wrong=bool(wrong)),
    )
    whole = Whole("All corrections, and all notes on the reports", _files(desk))
    for path, head, parts in paged(desk, first, cut, by_row(partial(_label, desk)), whole):
        rows = {part.group: part.rows for part in parts}
        view = CorrectionsView(
            head,
            tuple(rows),
            next((part.group for part in parts if part.continued), ""),
            tuple(_correction(desk, *row) for row in rows.get(OURS, ())),
            feed_links(desk),
            count,
            tuple(_error(desk, *row) for row in rows.get(ERRORS, ())),
        )
        yield Page(path, "corrections.html", view, content.site.place, "Corrections")


def _label(desk: Desk, group: str, row: Any) -> str:
    return str(row[0].date.words) if group == OURS else f"report {desk.mark(row[0]).letter}"


def _files(desk: Desk) -> tuple[Anchor, ...]:
    return (*data_links(desk, "corrections"), *data_links(desk, "notes"))


def _error(desk: Desk, source: Source, note: Note, name: str) -> ErrorRow:
    return ErrorRow(
        own("note", f"{source.id}/{name}"),
        desk.mark(source, "note", name),
        about(source, note),
        desk.note(source, note),
    )


def about(source: Source, note: Note) -> str:
    """What a note is about, in a few words."""
    kind, _, name = (note.on or "").partition("/")
    match kind:
        case "people":
            return next(str(mention.person.name) for mention in source.people if mention.person.id == name)
        case "figures":
            return f"“{next(figure.as_printed for figure in source.figures if figure.id == name)}”"
        case "quotes":
            return f"“{next(quote.exact for quote in source.quotes if quote.id == name)}”"
        case "positions":
            return next(str(p.question.text) for p in source.positions if p.question.id == name)
        case "events":
            return next(told.event.date.words for told in source.events if told.event.id == name)
        case "headline":
            return "the headline"
        case "date_published":
            return "the date"
    return ""


def _correction(desk: Desk, correction: Correction, name: str) -> CorrectionRow:
    return CorrectionRow(
        own("correction", name),
        correction.date.words,
        KINDS[correction.kind],
        desk.prose(correction.text),
        corrected(desk, correction),
    )


def corrected(desk: Desk, correction: Correction) -> tuple[Anchor, ...]:
    """The records that a correction names; the address of one is empty where it is gone."""
    return tuple(Anchor(name, _href(desk, name)) for name in correction.corrects)


def _href(desk: Desk, name: str) -> str:
    """Where a published record is shown, or nothing where there is none of that name any more."""
    table, _, record = name.partition("/")
    first, _, rest = record.partition("/")
    source = desk.sources.get(first)
    match table:
        case "sources" if source:
            return desk.href(f"/sources/{first}/")
        case "figures" if source:
            return next((desk.href(f"/figures/#{shared(source, f)}") for f in source.figures if f.id == rest), "")
        case "quotes" if source:
            return next((desk.href(f"/quotes/#{shared(source, q)}") for q in source.quotes if q.id == rest), "")
        case "notes" if source and rest in desk.note_ids[first]:
            return desk.href(f"/sources/{first}/#{own('note', rest)}")
        case "people" if first in desk.appearances:
            return desk.href(f"/people/{first}/")
        case "questions" if first in desk.questions:
            return desk.href(f"/questions/{first}/")
        case "positions" if first in desk.questions:
            source_id, _, number = rest.partition("/")
            place = desk.questions[first].get((source_id, int(number) if number.isdecimal() else 1))
            return desk.href(f"/questions/{first}/#{place}") if place else ""
        case "measures" if first in desk.by_measure:
            return desk.href(f"/figures/#{first}")
        case "terms" if first in desk.by_term:
            return desk.href(f"/glossary/#{first}")
        case "events" if first in desk.events:
            return desk.href(f"/timeline/#{first}")
    return ""
