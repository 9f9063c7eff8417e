"""Items of a source and its Document -> for each item the place where its words stand, or why there is none.

Nothing is accepted that is not there letter for letter: `nearmiss` explains what failed, and has no say here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from explainer.evidence.cuts import cut_short
from explainer.evidence.finding import MAX_OMISSION, Places, places_of, whole
from explainer.evidence.items import Item, Kind
from explainer.evidence.numbers import numbers
from explainer.evidence.spans import Span, Stretches
from explainer.evidence.texts import Document
from explainer.evidence.words import Needle, negation_in
from explainer.model import Figure, Mention, Quote
from explainer.quantity import parse_quantity

Cause: TypeAlias = Literal["not found", "unquoted", "negation", "cut short", "apart", "ambiguous"]


class Found(Struct, frozen=True):
    """Where an item's words stand."""

    parts: tuple[Span, ...]
    sentence: Span | None = None  # of a figure
    also: tuple[Span, ...] = ()  # further places that the item speaks for: all of what is ignored

    @property
    def span(self) -> Span:
        return Span(self.parts[0].start, self.parts[-1].end)


class Miss(Struct, frozen=True):
    """Why an item has no place. `places` are where its words do stand, though not as they would have to."""

    cause: Cause
    places: tuple[Span, ...] = ()
    detail: str = ""  # words of the text


WORDS_BEFORE = 3  # of a quotation, among which a "not" belongs to it
MANY = 200  # places of a figure; nobody can mean one of more without saying which

Outcome: TypeAlias = Found | Miss

# What narrows others comes first: ignored parts and passages before quotations, these before who introduces them.
_ORDER: tuple[Kind, ...] = (
    "ignored",
    "passage",
    "quote",
    "attribution",
    "figure",
    "name",
    "role",
    "date",
    "term",
    "headline",
    "credit",
)


def match_items(items: Sequence[Item], document: Document) -> dict[str, Outcome]:
    """The outcome for each item, by its key."""
    search = _Search(document, items)
    for item in sorted(items, key=lambda each: _ORDER.index(each.kind)):
        search.outcomes[item.key] = search.by_kind[item.kind](item)
    return {item.key: search.outcomes[item.key] for item in items}


class _Search:
    """One document being searched for the items of its source."""

    def __init__(self, document: Document, items: Sequence[Item]) -> None:
        self.document = document
        self.items = {item.key: item for item in items}
        self.outcomes: dict[str, Outcome] = {}
        self.numbers = numbers(document)
        self.by_kind: dict[Kind, Callable[[Item], Outcome]] = {
            "ignored": self.ignored,
            "passage": self.passage,
            "quote": self.quote,
            "attribution": self.attribution,
            "figure": self.figure,
            "name": self.first,
            "role": self.role,
            "date": self.date,
            "term": self.first,
            "headline": self.first,
            "credit": self.first,
        }

    # --- one kind after the other ---

    def first(self, item: Item) -> Outcome:
        """Words that may stand anywhere, and often."""
        found = self.preferred(self.places(item))
        return Found(found[0]) if found else Miss("not found")

    def ignored(self, item: Item) -> Outcome:
        """All places are meant."""
        found = self.places(item)
        return Found(found[0], also=tuple(map(whole, found))) if found else Miss("not found")

    def passage(self, item: Item) -> Outcome:
        found = [places for places in self.places(item) if not self.repeated(places)] or self.places(item)
        outcome = self.only(found)
        if item.key.startswith("positions/") and isinstance(outcome, Found):  # which says what the report says
            dropped = self.left_out_negation(item.needle, outcome.parts)
            return Miss("negation", (outcome.span,), dropped) if dropped else outcome
        return outcome

    def date(self, item: Item) -> Outcome:
        """In the paragraph where the event is told."""
        found = self.preferred(self.places(item, shortest=MAX_OMISSION)) if self.places(item) else []
        event = self.outcomes.get(item.key.removesuffix("/date"))
        if not found or not isinstance(event, Found):
            return Found(found[0]) if found else Miss("not found")
        own = self.document.paragraph(event.span.start)
        near = [places for places in found if self.document.paragraph(places[0].start) == own]
        return Found(near[0]) if near else Miss("apart", tuple(map(whole, found)))

    def quote(self, item: Item) -> Outcome:
        assert isinstance(item.record, Quote)
        found = self.within_passage(item, self.places(item, shortest=MAX_OMISSION))
        if not found:
            return Miss("not found")
        quoted = [places for places in found if item.record.kind == "document" or self.in_quotations(places)]
        if not quoted:
            return Miss("unquoted", tuple(map(whole, found)))
        sound = [places for places in quoted if not self.dropped_negation(item.needle, places)]
        if not sound:
            return Miss("negation", (whole(quoted[0]),), self.dropped_negation(item.needle, quoted[0]))
        candidates = self.introduced(item.record, self.preferred(sound))
        return Found(candidates[0]) if item.record.kind == "term" else self.only(candidates)

    def attribution(self, item: Item) -> Outcome:
        """In the paragraph of the quotation, or the one before or behind."""
        assert isinstance(item.record, Quote)
        found = self.places(item, shortest=MAX_OMISSION)
        quote = self.outcomes[f"quotes/{item.record.id}"]
        if not found or not isinstance(quote, Found):
            return Found(found[0]) if found else Miss("not found")
        own = self.document.paragraph(quote.span.start)
        near = [p for p in found if abs(self.document.paragraph(p[0].start) - own) <= 1]
        near.sort(key=lambda p: min(abs(quote.span.start - p[-1].end), abs(p[0].start - quote.span.end)))
        return Found(near[0]) if near else Miss("apart", tuple(map(whole, found)))

    def figure(self, item: Item) -> Outcome:
        assert isinstance(item.record, Figure)
        found = self.within_passage(item, self.places(item))
        if not found:
            return Miss("not found")
        if len(found) > MANY:
            return Miss("ambiguous", tuple(map(whole, found[:MANY])))
        uncut = [places for places in found if not self.cut_short(item, places[0])]
        if not uncut:
            return Miss("cut short", (found[0][0],))
        candidates = self.preferred(uncut)
        by_sentence = {self.document.sentence(places[0].start): places for places in reversed(candidates)}
        outcome = self.only(list(by_sentence.values())[::-1])
        if isinstance(outcome, Found):
            return replace(outcome, sentence=self.document.sentence(outcome.span.start))
        return outcome

    def role(self, item: Item) -> Outcome:
        """In a sentence that names the person, or else in such a paragraph; anywhere where no name is found."""
        assert isinstance(item.record, Mention)
        found = self.places(item, shortest=MAX_OMISSION)
        if not found:
            return Miss("not found")
        prefix = f"people/{item.record.person.id}/names/"
        names = [n for i in self.items.values() if i.key.startswith(prefix) for n in places_of(i.needle, self.document)]
        sentences = {self.document.sentence(name[0].start) for name in names}
        paragraphs = {self.document.paragraph(name[0].start) for name in names}
        near = [p for p in found if self.document.sentence(p[0].start) in sentences]
        near += [p for p in found if self.document.paragraph(p[0].start) in paragraphs or not names]
        return Found(self.preferred(near)[0]) if near else Miss("apart", tuple(map(whole, found)))

    # --- what decides between places ---

    def places(self, item: Item, shortest: int | None = None) -> list[Places]:
        return places_of(item.needle, self.document, shortest)

    def only(self, found: Sequence[Places]) -> Outcome:
        if len(found) > 1:
            return Miss("ambiguous", tuple(map(whole, found)))
        return Found(found[0]) if found else Miss("not found")

    def repeated(self, places: Places) -> bool:
        return self.document.is_repeat(whole(places))

    def preferred(self, found: list[Places]) -> list[Places]:
        """Those in no repeat and in nothing that is ignored, where there are any."""
        first = [places for places in found if not self.repeated(places)] or found
        return [places for places in first if not self.ignored_parts.hold(whole(places))] or first

    @cached_property
    def ignored_parts(self) -> Stretches:
        """All that is ignored, which is looked up before anything asks for it."""
        return Stretches(span for o in self.outcomes.values() if isinstance(o, Found) for span in o.also)

    def within_passage(self, item: Item, found: list[Places]) -> list[Places]:
        """Those in the passage that the record names, if it names one."""
        passage = self.outcomes.get(f"{item.key}/passage")
        if not isinstance(passage, Found):
            return found
        sentences = Span(
            self.document.sentence(passage.span.start).start, self.document.sentence(passage.span.end - 1).end
        )
        inside = [places for places in found if passage.span.holds(whole(places))]
        return inside or [places for places in found if sentences.holds(whole(places))]

    def introduced(self, quote: Quote, found: list[Places]) -> list[Places]:
        """Those in a sentence with the quote's attribution, where there are any."""
        items = [self.items.get(f"quotes/{quote.id}/{name}") for name in ("attribution", "unnamed")]
        spoken = [p for item in items if item for p in self.places(item, shortest=MAX_OMISSION)]
        sentences = {self.document.sentence(span.start) for places in spoken for span in places}
        return [places for places in found if self.document.sentence(places[0].start) in sentences] or found

    def in_quotations(self, places: Places) -> bool:
        """Whether all parts stand in one quotation, or in several of one sentence: “Not a penny,” she said, “more”."""
        quotations = [self.document.quotation(part) for part in places]
        if None in quotations:
            return False
        between = (
            Span(first.end, second.start)
            for first, second in pairwise(quotations)
            if first and second and first != second
        )
        return not any(self.sentence_ends(gap) for gap in between)

    def sentence_ends(self, span: Span) -> bool:
        """Whether a sentence ends within a stretch, outside quotation marks."""
        return self.document.sentence(span.start).end < span.end

    def dropped_negation(self, needle: Needle, places: Places) -> str:
        """A word such as "not" that an omission leaves out, or that stands just before the words in their quotation."""
        quotation = self.document.quotation(places[0])
        if quotation:
            before = re.split(r"[.,;:!?-] ", self.document.flat[quotation.start : places[0].start])[-1]
            word = negation_in(" ".join(before.split()[-WORDS_BEFORE:]))
            if word:
                return word
        return self.left_out_negation(needle, places)

    def left_out_negation(self, needle: Needle, places: Places) -> str:
        """A word such as "not" that an omission leaves out."""
        gaps = zip(needle.gaps, places, places[1:], strict=False)
        left_out = (self.document.flat[a.end : b.start] for gap, a, b in gaps if gap == "omission")
        return next((word for text in left_out if (word := negation_in(text))), "")

    def cut_short(self, item: Item, place: Span) -> bool:
        """Whether the words round a figure make another number of it; of some its `passage` can say they do not."""
        cut = cut_short(self.document, place, parse_quantity(item.words), self.numbers)
        passage = self.outcomes.get(f"{item.key}/passage")
        return cut is not None and not (cut.mild and isinstance(passage, Found) and passage.span.holds(cut.span))
