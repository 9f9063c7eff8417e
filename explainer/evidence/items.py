"""The records of a source -> the Items that are checked against its text: which words, and how they are called.

An item's key is its place among the records, such as `quotes/not-a-penny`. Records without an id are called by their
own words, so that a key means the same words wherever the record is moved to.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal, TypeAlias
from weakref import WeakKeyDictionary

from msgspec import Struct

from explainer.evidence.words import Needle, digest, literal, needle
from explainer.model import Figure, Mention, Quote, Source, Told
from explainer.yamltext import Text

Kind: TypeAlias = Literal[
    "quote", "figure", "passage", "ignored", "name", "role", "attribution", "date", "term", "headline", "credit"
]

_LITERAL: frozenset[Kind] = frozenset(("figure", "name", "term", "headline", "credit"))


class Item(Struct, frozen=True, dict=True):
    """Words of a source that must stand in its text."""

    key: str
    kind: Kind
    words: Text
    record: Figure | Quote | Mention | None = None  # what the words belong to, where that narrows their place
    group: str = ""  # of words that are called by themselves: what comes before them in the key

    @cached_property
    def needle(self) -> Needle:
        return literal(self.words) if self.kind in _LITERAL else needle(self.words)

    @cached_property
    def sha256(self) -> str:
        """The hash that the lock keeps: of the words, and of what else in the record decided where they are found."""
        rules: list[str] = []
        if self.kind == "quote" and isinstance(self.record, Quote) and self.record.kind in ("term", "document"):
            rules.append(self.record.kind)
        if self.kind in ("quote", "figure") and isinstance(self.record, (Quote, Figure)) and self.record.passage:
            rules.append(needle(self.record.passage).canonical)
        return digest("\n".join((self.needle.canonical, *rules)))


_KNOWN: WeakKeyDictionary[Source, tuple[Item, ...]] = WeakKeyDictionary()  # for as long as the source is


def items_of(source: Source) -> tuple[Item, ...]:
    """Everything in a source that is checked. Where a field could not be read there is no item: it has its problem."""
    known = _KNOWN.get(source)
    if known is None:
        known = _KNOWN[source] = tuple(_items(source))
    return known


def _items(source: Source) -> Iterator[Item]:
    if source.headline and source.headline_by == "source":
        yield Item("headline", "headline", source.headline)
    if source.credit:
        yield Item("credit", "credit", source.credit)
    for entry in source.ignore:
        if entry.passage:
            yield _by_words("ignore", "ignored", entry.passage)
    for note in source.notes:
        if note.passage:
            yield _by_words("notes", "passage", note.passage)
    for quote in source.quotes:
        yield from _of_quote(quote) if quote.id else ()
    for figure in source.figures:
        yield from _of_figure(figure) if figure.id else ()
    for mention in source.people:
        yield from _of_mention(mention) if mention.person else ()
    for position in source.positions:
        if position.passage and position.question:
            yield _by_words(f"positions/{position.question.id}", "passage", position.passage)
    for told in source.events:
        yield from _of_event(told) if told.event else ()
    for usage in source.terms:
        for word in usage.words or () if usage.term else ():
            yield _by_words(f"terms/{usage.term.id}", "term", word)


def _of_quote(quote: Quote) -> Iterator[Item]:
    if quote.passage:
        yield Item(f"quotes/{quote.id}/passage", "passage", quote.passage)
    if quote.exact:
        yield Item(f"quotes/{quote.id}", "quote", quote.exact, quote)
        for name, words in (("attribution", quote.attribution), ("unnamed", quote.unnamed)):
            if words:
                yield Item(f"quotes/{quote.id}/{name}", "attribution", words, quote)


def _of_figure(figure: Figure) -> Iterator[Item]:
    if figure.passage:
        yield Item(f"figures/{figure.id}/passage", "passage", figure.passage)
    if figure.as_printed:
        yield Item(f"figures/{figure.id}", "figure", figure.as_printed, figure)


def _of_mention(mention: Mention) -> Iterator[Item]:
    for name in mention.names or ():
        yield _by_words(f"people/{mention.person.id}/names", "name", name, mention)
    if mention.role:
        yield Item(f"people/{mention.person.id}/role", "role", mention.role, mention)


def _of_event(told: Told) -> Iterator[Item]:
    if told.passage:
        yield Item(f"events/{told.event.id}", "passage", told.passage)
    if told.date_as_printed:
        yield Item(f"events/{told.event.id}/date", "date", told.date_as_printed)


def words_key(group: str, words: str) -> str:
    """The key of words that are called by themselves."""
    return f"{group}/{needle(words).canonical}"


def _by_words(group: str, kind: Kind, words: Text, record: Mention | None = None) -> Item:
    """An item that has no id."""
    return Item(words_key(group, words), kind, words, record, group)
