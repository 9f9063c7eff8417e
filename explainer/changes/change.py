"""One row of the published data, as it was and as it is -> the record of what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

from msgspec import Struct

from explainer.exports import Row

Tables: TypeAlias = Mapping[str, Sequence[Row]]  # by the name of their file, as in data/
Kind: TypeAlias = Literal["added", "removed", "changed", "computed"]

NOUNS = {
    "sources": "source",
    "figures": "figure",
    "quotes": "quote",
    "people": "person",
    "positions": "position",
    "events": "event",
    "notes": "note",
    "terms": "term",
    "questions": "question",
    "measures": "measure",
}
"""The tables that are compared, and what a row of each is called."""

RESULT, ORIGIN = "result", "origin"  # which are worked out, and are told all the same
BY_SOURCE = {
    "mentions": "names",
    "usage": "words",
    "told": "passage",
}  # lists with one item for each source; what has its words


class Difference(NamedTuple):
    """A field of a row as it was and as it is; `mentions/gazette/role` is the role in a row's mention in gazette."""

    field: str
    was: Any
    now: Any


class Change(Struct, frozen=True):
    """What became of one row."""

    table: str
    id: str
    kind: Kind
    fields: tuple[Difference, ...]
    words: str
    follows: bool = False  # from the removal of its source, which is a change of its own

    @property
    def name(self) -> str:
        """What a correction calls it."""
        return f"{self.table}/{self.id}"
