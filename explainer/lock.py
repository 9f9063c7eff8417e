"""The text of `evidence.lock` -> a Lock, and back: what was found where in which text, and when.

The lock is JSON with one record on a line, sorted, so that a diff shows which records changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeAlias, TypeVar, get_args

from explainer.problems import Place, Problem

F = TypeVar("F", bound=Sized)

VERSION = 1
NAME = "evidence.lock"
MOST = 10**9  # of characters, paragraphs and runs in a text
WRITTEN_BY = "build.py verify; never edited by hand"
How: TypeAlias = Literal["exact", "typographic", "ellipsis"]


@dataclass(frozen=True)
class LockedText:
    """A private text as it was when its source was verified. Lengths and places are code points, normalised."""

    source: str
    text: str  # its file name
    sha256: str
    length: int
    paragraphs: int
    repeats: tuple[tuple[int, int, int], ...]  # start and end of what stands twice, and where it stood first
    verified: str  # the day


@dataclass(frozen=True)
class LockedItem:
    """Words that were found."""

    source: str
    item: str
    paragraph: int
    start: int
    end: int
    match: How
    sha256: str  # of the words as typed, folded; for words without omission those of the stretch
    verified: str
    parts: tuple[tuple[int, int, str], ...] = ()  # where words were left out: start, end and hash of each stretch
    sentence: tuple[int, int, str] | None = None  # of a figure


@dataclass(frozen=True)
class Overlap:
    """How many runs of eight words two texts share, `of` those in the shorter; None where they were never compared."""

    sources: tuple[str, str]
    runs: int | None
    of: int


@dataclass(frozen=True)
class Lock:
    """What `build.py verify` has proved so far."""

    normaliser: int
    texts: Mapping[str, LockedText] = field(default_factory=dict)  # by source
    items: Mapping[str, Mapping[str, LockedItem]] = field(default_factory=dict)  # by source, then by item
    overlaps: Mapping[tuple[str, str], Overlap] = field(default_factory=dict)  # those that share or were not compared


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
    fields = {name: value for name, value in vars(record).items() if value not in ((), None) or name == "runs"}
    return json.dumps(fields, ensure_ascii=False)


def read_lock(text: str, path: str, problems: list[Problem]) -> Lock | None:
    """The lock in a text, or None and a problem."""
    try:
        return _lock(json.loads(text))
    except json.JSONDecodeError as error:
        line, column = error.lineno, error.colno
        place = Place(path, line, column, line, column + 1)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        place = Place(path)
    merging = re.search("^<<<<<<<", text, re.M)
    message = "a merge of this file was not finished" if merging else "this file is damaged"
    problems.append(Problem(place, "lock", message, "run build.py verify with the texts at hand: it makes it anew"))
    return None


def _lock(data: Any) -> Lock:
    """Raises one of several errors where the data are none that `write_lock` wrote."""
    if data["lock"] != VERSION:
        raise ValueError(data["lock"])
    texts = _once({text.source: text for text in map(_text, data["texts"])}, data["texts"])
    for text in texts.values():
        _within(text, [(start, end) for start, end, _ in text.repeats])
    overlaps = _once({overlap.sources: overlap for overlap in map(_overlap, data["overlaps"])}, data["overlaps"])
    items: dict[str, dict[str, LockedItem]] = {}
    for item in map(_item, data["items"]):
        items.setdefault(item.source, {})[item.item] = item
        text = texts[item.source]
        sentence = () if item.sentence is None else (item.sentence,)
        _within(text, [(item.start, item.end), *((start, end) for start, end, _ in (*item.parts, *sentence))])
        if not 1 <= item.paragraph <= text.paragraphs:
            raise ValueError(item.item)
    _once([key for group in items.values() for key in group], data["items"])
    return Lock(_checked(data, {"normaliser": int})["normaliser"], texts, items, overlaps)


def _within(text: LockedText, spans: Iterable[tuple[int, int]]) -> None:
    """Stretches of a text that has something in it are in it."""
    if not text.length or not all(start <= end <= text.length for start, end in spans):
        raise ValueError(text.source)


def _once(found: F, rows: Sequence[Any]) -> F:
    """What was found, if no row was written twice, as a careless merge leaves it."""
    if len(found) != len(rows):
        raise ValueError(len(rows))
    return found


_REPEAT, _STRETCH = (int, int, int), (int, int, str)
_TEXT = {"source": str, "text": str, "sha256": str, "length": int, "paragraphs": int, "verified": str}
_WORDS, _NUMBERS = ("source", "item", "match", "sha256", "verified"), ("paragraph", "start", "end")
_ITEM = dict.fromkeys(_WORDS, str) | dict.fromkeys(_NUMBERS, int)
_OVERLAP = {"runs": (int, type(None)), "of": int}


def _text(row: Any) -> LockedText:
    return LockedText(**_checked(row, _TEXT), repeats=_tuples(row.get("repeats", ()), _REPEAT))


def _item(row: Any) -> LockedItem:
    sentence = _tuples([row["sentence"]], _STRETCH)[0] if "sentence" in row else None
    return LockedItem(**_checked(row, _ITEM), parts=_tuples(row.get("parts", ()), _STRETCH), sentence=sentence)


def _overlap(row: Any) -> Overlap:
    first, second = row["sources"]
    if not isinstance(row["sources"], list) or not isinstance(first, str) or not isinstance(second, str):
        raise TypeError("sources")
    return Overlap((first, second), **_checked(row, _OVERLAP))


def _checked(row: Any, kinds: Mapping[str, Any]) -> dict[str, Any]:
    for name, kind in kinds.items():
        if not isinstance(row[name], kind) or isinstance(row[name], bool):
            raise TypeError(name)
        if isinstance(row[name], str):
            row[name].encode()  # raises ValueError for half a surrogate pair, which no file can hold
        _bounded(row[name])
    if "verified" in kinds and date.fromisoformat(row["verified"]).isoformat() != row["verified"]:
        raise ValueError(row["verified"])
    if "match" in kinds and row["match"] not in get_args(How):
        raise ValueError(row["match"])
    return {name: row[name] for name in kinds}


def _bounded(value: Any) -> None:
    if isinstance(value, int) and not 0 <= value <= MOST:
        raise ValueError(value)


def _tuples(rows: Any, kinds: tuple[type, ...]) -> tuple[Any, ...]:
    for row in rows:
        if len(row) != len(kinds) or not all(isinstance(value, kind) for value, kind in zip(row, kinds, strict=True)):
            raise TypeError(row)
        for value in row:
            _bounded(value)
    return tuple(tuple(row) for row in rows)
