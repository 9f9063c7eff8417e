"""Findings -> the rows of the tables that are published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from explainer import anchors
from explainer.addresses import Addresses
from explainer.columns import COLUMNS, TABLES
from explainer.compare.agreement import Agreement
from explainer.compare.appearances import by_event, by_term
from explainer.evidence.items import words_key
from explainer.findings import Findings
from explainer.lock import LockedItem
from explainer.model import Position, Question, Source
from explainer.offices import judge
from explainer.positions import FIGURE, SILENT
from explainer.quantity import as_number

Row: TypeAlias = dict[str, Any]
Proved: TypeAlias = Mapping[tuple[str, str], LockedItem]  # by source and key of the item


def data_rows(found: Findings, addresses: Addresses) -> dict[str, list[Row]]:
    """The published data by the name of its file; the keys are those of docs/content.md, and a row has all of them."""
    return {name: rows_of(name, found, addresses) for name in TABLES}


def rows_of(name: str, found: Findings, addresses: Addresses) -> list[Row]:
    """Those of one table."""
    return _ROWS[name](found, addresses)


def _sources(found: Findings, addresses: Addresses) -> list[Row]:
    return [
        {
            "id": source.id,
            "headline": source.headline,
            "headline_by": source.headline_by,
            "publisher": source.publisher,
            "credit": source.credit,
            "date_published": source.date_published.edtf,
            "date_basis": source.date_basis,
            "language": source.language,
            "origin": found.origin[source.id],
            "source_url": source.url,
            "url": addresses.full(f"/sources/{source.id}/"),
        }
        for source in found.content.sources
    ]


def _figures(found: Findings, addresses: Addresses) -> list[Row]:
    return [
        {
            "id": f"{source.id}/{figure.id}",
            "source": source.id,
            "measure": figure.measure.id,
            "as_printed": figure.as_printed,
            "value": as_number(figure.quantity.value),
            "minimum": as_number(figure.quantity.minimum),
            "exclusive_minimum": as_number(figure.quantity.exclusive_minimum),
            "maximum": as_number(figure.quantity.maximum),
            "exclusive_maximum": as_number(figure.quantity.exclusive_maximum),
            "approximate": figure.quantity.approximate,
            "unit": figure.quantity.unit or None,
            "of": figure.quantity.of or None,
            "per": figure.quantity.per or None,
            "period": figure.quantity.period or None,
            "claimant": figure.claimant.id if figure.claimant else None,
            "claimed_by": figure.claimed_by,
            "note": figure.note,
            **_verification(found.held.get((source.id, f"figures/{figure.id}"))),
            "url": addresses.full(f"/figures/#{anchors.shared(source, figure)}"),
        }
        for source in found.content.sources
        for figure in source.figures
    ]


def _quotes(found: Findings, addresses: Addresses) -> list[Row]:
    return [
        {
            "id": f"{source.id}/{quote.id}",
            "source": source.id,
            "exact": quote.exact,
            "speaker": quote.speaker.id if quote.speaker else None,
            "unnamed": quote.unnamed,
            "attribution": quote.attribution,
            "kind": quote.kind,
            **_verification(found.held.get((source.id, f"quotes/{quote.id}"))),
            "url": addresses.full(f"/quotes/#{anchors.shared(source, quote)}"),
        }
        for source in found.content.sources
        for quote in source.quotes
    ]


def _people(found: Findings, addresses: Addresses) -> list[Row]:
    return [
        {
            "id": person.id,
            "name": person.name,
            "country": person.country,
            "mentions": [
                {
                    "source": source.id,
                    "names": list(mention.names),
                    "role": mention.role,
                    "verdict": judge(mention, source).verdict,
                }
                for source, mention in found.appearances[person.id].mentions
            ],
            "url": addresses.full(f"/people/{person.id}/"),
        }
        for person in found.content.people
    ]


def _events(found: Findings, addresses: Addresses) -> list[Row]:
    telling = by_event(found.content)
    return [
        {
            "id": event.id,
            "date": event.date.edtf,
            "text": event.text.text,
            "reference": event.reference,
            "told": [
                {"source": source.id, "passage": told.passage, "date_as_printed": told.date_as_printed}
                for source, told in telling[event.id]
            ],
            "sources": [source.id for source, _ in telling[event.id]],
            "url": addresses.full(f"/timeline/#{event.id}"),
        }
        for event in found.content.events
    ]


def _notes(found: Findings, addresses: Addresses) -> list[Row]:
    return [
        {
            "id": f"{source.id}/{name}",
            "source": source.id,
            "on": note.on,
            "passage": note.passage,
            "kind": note.kind,
            "text": note.text.text,
            "contradicted_by": list(note.contradicted_by),
            "reference": note.reference,
            "url": addresses.full(f"/sources/{source.id}/#{anchors.own('note', name)}"),
        }
        for source in found.content.sources
        for name, note in zip(anchors.note_ids(source), source.notes, strict=True)
    ]


def note_ids(source: Source) -> tuple[str, ...]:
    """What the notes of a source are called, in their order, such as `gazette/people/ana-ruiz` or `gazette/report`."""
    return tuple(f"{source.id}/{name}" for name in anchors.note_ids(source))


def _terms(found: Findings, addresses: Addresses) -> list[Row]:
    used = by_term(found.content)
    return [
        {
            "id": term.id,
            "term": term.term,
            "other_terms": list(term.other_terms),
            "definition": term.definition.text,
            "reference": term.reference,
            "usage": [{"source": source.id, "words": list(usage.words)} for source, usage in used[term.id]],
            "url": addresses.full(f"/glossary/#{term.id}"),
        }
        for term in found.content.terms
    ]


def _corrections(found: Findings, addresses: Addresses) -> list[Row]:
    corrections = found.content.corrections
    return [
        {
            "date": correction.date.edtf,
            "kind": correction.kind,
            "text": correction.text.text,
            "corrects": list(correction.corrects),
            "url": addresses.full(f"/corrections/#{anchors.own('correction', name)}"),
        }
        for correction, name in zip(corrections, anchors.correction_ids(corrections), strict=True)
    ]


# --- rows of positions and of what comes of comparing them ------------------------------------------------------------


def _positions(found: Findings, addresses: Addresses) -> list[Row]:
    """Question by question, each with all sources in the order of their letters."""
    content, rows = found.content, []
    named: defaultdict[tuple[str, str], list[tuple[str, Position]]] = defaultdict(list)
    for source in content.sources:
        for name, position in zip(position_ids(source), source.positions, strict=True):
            named[source.id, position.question.id].append((name, position))
    for question in content.questions:
        for source in content.sources:
            on_it = named[source.id, question.id]
            said = [{"id": name, **_position(each, source, found.held)} for name, each in on_it]
            if not said and question.id in source.silent_on:
                said = [{"id": f"{question.id}/{source.id}", **_silence(question, source)}]
            for number, row in enumerate(said, 1):
                url = addresses.full(f"/questions/{question.id}/#{anchors.position_place(source, number)}")
                rows.append({**row, "url": url})
    return rows


def position_ids(source: Source) -> tuple[str, ...]:
    """What the positions of a source are called, in their order: `when-open/gazette`, then `when-open/gazette/2`."""
    return tuple(
        f"{position.question.id}/{source.id}" + (f"/{number}" if number > 1 else "")
        for position, number in anchors.positions(source)
    )


def _position(position: Position, source: Source, proved: Proved) -> Row:
    return {
        "question": position.question.id,
        "source": source.id,
        "answer": FIGURE if position.figure else position.answer,
        "figure": f"{source.id}/{position.figure}" if position.figure else None,
        "stance": position.stance,
        "claimant": position.claimant.id if position.claimant else None,
        "claimed_by": position.claimed_by,
        "passage": position.passage,
        "gist": position.gist.text if position.gist else None,
        **_verification(_proof(position, source, proved)),
    }


def _proof(position: Position, source: Source, proved: Proved) -> LockedItem | None:
    """What the lock has of its passage and of its figure, where all that it names was found."""
    keys = [words_key(f"positions/{position.question.id}", position.passage)] if position.passage else []
    keys += [f"figures/{position.figure}"] if position.figure else []
    found = [proved.get((source.id, key)) for key in keys]
    return found[0] if found and all(found) else None


def _silence(question: Question, source: Source) -> Row:
    """A position that is none: there are no words of it to be found."""
    columns = [name for name in COLUMNS["positions"].split() if name not in ("id", "url")]
    return dict.fromkeys(columns) | {"question": question.id, "source": source.id, "answer": SILENT}


def _questions(found: Findings, addresses: Addresses) -> list[Row]:
    return [
        {
            "id": answered.question.id,
            "text": answered.question.text,
            "answers": [f"{answer.code}: {answer.words}" for answer in answered.question.answers],
            "compatible": [f"{one} and {other}" for one, other in answered.question.compatible],
            **_agreement(answered.agreement),
            "silent": [source.id for source in answered.silent],
            "url": addresses.full(f"/questions/{answered.question.id}/"),
        }
        for answered in found.answered
    ]


def _measures(found: Findings, addresses: Addresses) -> list[Row]:
    return [
        {
            "id": measure.id,
            "title": measure.title,
            "unit": measure.unit,
            **_agreement(found.measured[measure.id]),
            "url": addresses.full(f"/figures/#{measure.id}"),
        }
        for measure in found.content.measures
    ]


def _agreement(agreement: Agreement) -> Row:
    return {
        "result": agreement.result,
        "disputes": sorted(agreement.disputes),
        "sources": list(agreement.sources),
        "independent": agreement.independent,
    }


_ROWS: Mapping[str, Callable[[Findings, Addresses], list[Row]]] = {
    "sources": _sources,
    "figures": _figures,
    "quotes": _quotes,
    "people": _people,
    "positions": _positions,
    "events": _events,
    "notes": _notes,
    "terms": _terms,
    "questions": _questions,
    "measures": _measures,
    "corrections": _corrections,
}


# --- values -----------------------------------------------------------------------------------------------------------


def _verification(found: LockedItem | None) -> Row:
    """No row may claim more than was done."""
    return {"verification": "verified" if found else "not_checked", "paragraph": found.paragraph if found else None}
