"""The text of `evidence.lock` -> a Lock, and back: what was found where in which text, and when.

The lock is JSON with one record on a line, sorted, so that a diff shows which records changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Mapping, Sequence, Sized
from datetime import date
from typing import Annotated, Literal, TypeAlias, TypeVar

import msgspec
from msgspec import Meta, Struct

from explainer.problems import Place, Problem

F = TypeVar("F", bound=Sized)

VERSION = 1
NAME = "evidence.lock"
MOST = 10**9  # of characters, paragraphs and runs in a text
WRITTEN_BY = "build.py verify; never edited by hand"
How: TypeAlias = Literal["exact", "typographic", "ellipsis"]
Count: TypeAlias = Annotated[int, Meta(ge=0, le=MOST)]
Stretch: TypeAlias = tuple[Count, Count, str]  # start, end and hash


class LockedText(Struct, frozen=True, omit_defaults=True):
    """A private text as it was when its source was verified. Lengths and places are code points, normalised."""

    source: str
    text: str  # its file name
    sha256: str
    length: Count
    paragraphs: Count
    repeats: tuple[tuple[Count, Count, Count], ...] = ()  # start and end of what stands twice, and where it stood first
    verified: str = ""  # the day


class LockedItem(Struct, frozen=True, omit_defaults=True):
    """Words that were found."""

    source: str
    item: str
    paragraph: Count
    start: Count
    end: Count
    match: How
    sha256: str  # of the words as typed, folded; for words without omission those of the stretch
    verified: str
    parts: tuple[Stretch, ...] = ()  # where words were left out
    sentence: Stretch | None = None  # of a figure


class Overlap(Struct, frozen=True):
    """How many runs of eight words two texts share, `of` those in the shorter; None where they were never compared."""

    sources: tuple[str, str]
    runs: Count | None
    of: Count


class Lock(Struct, frozen=True):
    """What `build.py verify` has proved so far."""

    normaliser: int
    texts: Mapping[str, LockedText] = {}  # by source
    items: Mapping[str, Mapping[str, LockedItem]] = {}  # by source, then by item
    overlaps: Mapping[tuple[str, str], Overlap] = {}  # those that share or were not compared


class _File(Struct):
    """The file as it is written."""

    lock: int
    normaliser: int
    texts: list[LockedText]
    overlaps: list[Overlap]
    items: list[LockedItem]


def lock_of(lock: Lock, sources: Container[str]) -> Lock:
    """What the lock has of some sources, and nothing of those that are gone."""
    return Lock(
        lock.normaliser,
        {name: text for name, text in lock.texts.items() if name in sources},
        {name: items for name, items in lock.items.items() if name in sources},
        {pair: each for pair, each in lock.overlaps.items() if pair[0] in sources and pair[1] in sources},
    )


def write_lock(lock: Lock) -> str:
    """The lock as text, ending in a line break."""
    head = f'"lock": {VERSION},\n"written_by": "{WRITTEN_BY}",\n"normaliser": {lock.normaliser},\n'
    groups = (
        ("texts", (_row(lock.texts[key]) for key in sorted(lock.texts))),
        ("overlaps", (_row(lock.overlaps[key]) for key in sorted(lock.overlaps))),
        (
            "items",
            (_row(lock.items[source][key]) for source in sorted(lock.items) for key in sorted(lock.items[source])),
        ),
    )
    return "{\n" + head + ",\n".join(f'"{name}": [{_lines(rows)}]' for name, rows in groups) + "\n}\n"


def _lines(rows: Iterable[str]) -> str:
    text = ",\n".join(rows)
    return f"\n{text}\n" if text else ""


def _row(record: LockedText | LockedItem | Overlap) -> str:
    """What a record has but its defaults, on one line, with the blanks that JSON is mostly written with."""
    return msgspec.json.format(msgspec.json.encode(record), indent=0).decode()


def read_lock(text: str, path: str, problems: list[Problem]) -> Lock | None:
    """The lock in a text, or None and a problem."""
    place = Place(path)
    try:
        return _lock(msgspec.json.decode(text, type=_File))
    except (
        ValueError,
        KeyError,
        RecursionError,
    ):  # the first is what msgspec raises, and `encode` for half a character
        place = _mistake(text, place)
    merging = re.search("^<<<<<<<", text, re.M)
    message = "a merge of this file was not finished" if merging else "this file is damaged"
    problems.append(Problem(place, "lock", message, "run build.py verify with the texts at hand: it makes it anew"))
    return None


def _mistake(text: str, whole: Place) -> Place:
    """Where a text stops being JSON, if it does."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return Place(whole.path, error.lineno, error.colno, error.lineno, error.colno + 1)
    except (ValueError, RecursionError):
        pass
    return whole


def _lock(file: _File) -> Lock:
    """Raises ValueError or KeyError where the file is none that `write_lock` wrote."""
    if file.lock != VERSION:
        raise ValueError(file.lock)
    texts = _once({text.source: text for text in file.texts}, file.texts)
    for text in texts.values():
        _within(text, [(start, end) for start, end, _ in text.repeats])
    overlaps = _once({overlap.sources: overlap for overlap in file.overlaps}, file.overlaps)
    items: dict[str, dict[str, LockedItem]] = {source: {} for source in texts}
    for item in file.items:
        items[item.source][item.item] = item
        text = texts[item.source]
        sentence = () if item.sentence is None else (item.sentence,)
        _within(text, [(item.start, item.end), *((start, end) for start, end, _ in (*item.parts, *sentence))])
        if not 1 <= item.paragraph <= text.paragraphs:
            raise ValueError(item.item)
    _once([key for group in items.values() for key in group], file.items)
    for day in {text.verified for text in file.texts} | {item.verified for item in file.items}:
        if date.fromisoformat(day).isoformat() != day:
            raise ValueError(day)
    return Lock(file.normaliser, texts, {source: found for source, found in items.items() if found}, overlaps)


def _within(text: LockedText, spans: Iterable[tuple[int, int]]) -> None:
    """Stretches of a text that has something in it are in it."""
    if not text.length or not all(start <= end <= text.length for start, end in spans):
        raise ValueError(text.source)


def _once(found: F, rows: Sequence[Struct]) -> F:
    """What was found, if no row was written twice, as a careless merge leaves it."""
    if len(found) != len(rows):
        raise ValueError(len(rows))
    return found
