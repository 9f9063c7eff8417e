"""Records -> the names of their places on pages: fragments of addresses, and the ids of published rows.

No id holds two hyphens in a row, so no two places of a page have one name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count

from explainer.evidence.words import digest
from explainer.model import Correction, Figure, Note, Position, Quote, Source
from explainer.reading import NO_NAME, slug

PASSAGE_WORDS = 6  # of a passage, that name the note on it


def shared(source: Source, item: Figure | Quote) -> str:
    """Where a figure or quote stands among those of all sources."""
    return f"{source.id}--{item.id}"


def own(kind: str, name: str) -> str:
    """Where a record stands on its source's page: `kind` is figure, quote, person, position, event, term or note."""
    return f"{kind}--{name.replace('/', '--')}"


def mentioned(source: Source) -> str:
    """Where a person's page says how a source shows them."""
    return f"in--{source.id}"


def positions(source: Source) -> Iterator[tuple[Position, int]]:
    """The positions of a source, each with its number among those on its question, from 1."""
    seen: Counter[str] = Counter()
    for position in source.positions:
        seen[position.question.id] += 1
        yield position, seen[position.question.id]


def position_place(source: Source, number: int) -> str:
    """Where a position stands on its question's page; the silence of a source is its number 1."""
    return f"{source.id}--{number}"


def note_ids(source: Source) -> tuple[str, ...]:
    """For each note of a source what it is about: a record, the first words of a passage, or the whole report."""
    ids: dict[str, None] = {}
    for note in source.notes:
        name = _about(note)
        numbered = (name if n == 1 else f"{name}-{n}" for n in count(1))
        ids[next(each for each in numbered if each not in ids)] = None
    return tuple(ids)


def _about(note: Note) -> str:
    if note.on:
        return str(note.on)
    words = [word for word in (note.passage or "").split() if word != "…"]
    if not words:
        return "report"
    name = slug(" ".join(words[:PASSAGE_WORDS]))
    return name if name != NO_NAME else digest(" ".join(words))[:8]  # of words in another script


def correction_ids(corrections: Sequence[Correction]) -> tuple[str, ...]:
    """For each correction a name that stays when others come or their order changes: made of its day, its kind and what
    it corrects, and of its text only where all that is alike."""
    keys = [" ".join((each.date.edtf, each.kind, *sorted(each.corrects))) for each in corrections]
    alike = Counter(keys)
    keys = [key if alike[key] == 1 else f"{key} {each.text.text}" for key, each in zip(keys, corrections, strict=True)]
    seen: Counter[str] = Counter()
    names = []
    for key in keys:
        seen[key] += 1
        names.append(digest(f"{key} {seen[key]}")[:12])
    return tuple(names)
