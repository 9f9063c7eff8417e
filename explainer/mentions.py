"""The events and terms that sources name -> problems: each is named once, by words that the glossary has."""

from __future__ import annotations

from collections.abc import Iterable

from explainer.model import Record, Source, Term
from explainer.reading import Reading
from explainer.yamltext import Text


def check_terms(terms: Iterable[Term], sources: Iterable[Source], reading: Reading) -> None:
    """A word stands for one term, and a source uses words that the glossary has."""
    first: dict[str, Text] = {}
    for word in (word for term in terms for word in {word.casefold(): word for word in term.words}.values()):
        if word.casefold() in first:
            related = (first[word.casefold()].place, "the first is here")
            reading.add(word.place, "duplicate-id", f"'{word}' stands for two terms", "keep it with one", related)
        first.setdefault(word.casefold(), word)
    for source in sources:
        _once(source.terms, "term", reading)
        _once(source.events, "event", reading)
        for usage in source.terms:
            _same(usage.words or (), reading)
            unread = usage.term is None or reading.misread(usage.term, "term", "other_terms")
            for word in usage.words or () if not unread else ():
                words = [str(known) for known in usage.term.words]
                if word.casefold() not in [known.casefold() for known in words]:
                    hint = f"add it to its other_terms in glossary.yaml; the words there are: {', '.join(words)}"
                    message = f"the glossary does not have '{word}' for '{usage.term.id}'"
                    reading.add(word.place, "unknown-reference", message, hint)


def _same(words: Iterable[Text], reading: Reading) -> None:
    """A word is listed once."""
    first: dict[str, Text] = {}
    for word in words:
        if word in first:
            related = (first[word].place, "the first is here")
            reading.add(word.place, "duplicate-id", f"'{word}' is listed twice", "remove one of them", related)
        first.setdefault(word, word)


def _once(entries: Iterable[Record], field: str, reading: Reading) -> None:
    """Each record of other files is named once in a list of a source."""
    first: dict[str, Record] = {}
    for entry in entries:
        named = getattr(entry, field)
        if named is None or named.id is None:
            continue
        if named.id in first:
            related = (first[named.id].at(field), "the first is here")
            reading.add(entry.at(field), "duplicate-id", f"'{named.id}' is listed twice", "make it one entry", related)
        first.setdefault(named.id, entry)
