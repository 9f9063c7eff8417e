"""An item that was not found -> what a person needs to mend it: the nearest passage, what differs, why, and what to do.

This only explains: nothing here can make an item count as found. What is in `excerpt` are words of a private text, for
the editor's own terminal; message and hint hold none but those of the record.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher, get_close_matches
from itertools import islice
from typing import Literal, TypeAlias

from msgspec import Struct

from explainer.evidence.finding import MAX_INSERTION, MAX_OMISSION, occurrences, places_of, whole
from explainer.evidence.items import Item, Kind
from explainer.evidence.matching import Miss
from explainer.evidence.spans import Span
from explainer.evidence.texts import Document
from explainer.evidence.words import fold, plain_words, printed
from explainer.problems import counted

LONGEST = 400  # words of an item that are compared
ALIKE = 0.5  # share of the words that a passage must have in common with an item to be shown as its nearest

Cause: TypeAlias = Literal[
    "typography", "words", "order", "far apart", "elsewhere", "absent",
    "unquoted", "negation", "cut short", "apart", "ambiguous",
]  # fmt: skip


class Explanation(Struct, frozen=True):
    """Why words were not found, for a person."""

    cause: Cause
    message: str
    hint: str
    excerpt: tuple[str, ...] = ()  # lines with words of the text
    places: tuple[Span, ...] = ()  # the passage they are about, the nearest first
    source: str = ""  # whose text that is, where it is another source's


NAMES: dict[Kind, str] = {
    "quote": "this quotation",
    "figure": "this figure",
    "passage": "this passage",
    "ignored": "this passage",
    "name": "this name",
    "role": "this role",
    "attribution": "this introduction",
    "date": "this date",
    "term": "this word",
    "headline": "this headline",
    "credit": "this credit",
}


def explain(item: Item, miss: Miss, source: str, documents: Mapping[str, Document]) -> Explanation:
    """Explain a miss in the text of `source`; `documents` are the texts at hand, by source."""
    document = documents[source]
    if miss.cause != "not found":
        return _misplaced(item, miss, document)
    if not item.needle.parts:
        message = f"{NAMES[item.kind]} cannot be looked up as it is typed"
        return Explanation(
            "words", message, "put whole words of yours into [ ], no number and no 'not'; leave some of the text's"
        )
    return (
        _reordered(item, document)
        or _elsewhere(item, source, documents)
        or _differing(item, document)
        or Explanation(
            "absent",
            f"{NAMES[item.kind]} is not in the text, nor anything like it",
            "look whether it belongs to another source, or remove it",
        )
    )


# --- words that are there, but not so ---------------------------------------------------------------------------------


def _misplaced(item: Item, miss: Miss, document: Document) -> Explanation:
    name, where = NAMES[item.kind], _paragraphs(miss.places, document)
    left_out: tuple[str, ...] = ()
    match miss.cause:
        case "unquoted":
            message = f"these words are in the text, {where}, but not between quotation marks"
            hint = "only what the text quotes is a quotation: say it in your own words"
            if item.needle.gaps:
                message = f"the parts of {name} are in the text, {where}, but not in one quotation"
                hint = "make a quotation of each, or leave out what the text does not quote"
        case "negation":
            message = f"what is left out of {name}, {where}, turns its sense round"
            left_out = (f"left out: “{miss.detail}”",)
            hint = "quote it in full, or in two quotations"
        case "cut short":
            message = f"{name} is cut short: the words around it, {where}, make another number of it"
            hint = "copy the whole phrase, with what stands before and behind it"
        case "apart":
            message, hint = _apart(item, where)
        case _:
            message = f"{name} stands in {counted(len(miss.places), 'place')} of the text: {where}"
            hint = "give more words of it"
            if item.kind in ("quote", "figure"):
                hint = "say which is meant with passage: first words … last words of its sentence"
    excerpt = (*left_out, *(in_context(document, place) for place in miss.places[:3]))
    return Explanation(miss.cause if miss.cause != "not found" else "absent", message, hint, excerpt, miss.places)


def _apart(item: Item, where: str) -> tuple[str, str]:
    if item.kind == "role":
        message = f"these words are in the text, {where}, but in no paragraph that names the person"
        return message, "copy the role as the text gives it beside the name, or leave it out"
    if item.kind == "date":
        message = f"these words are in the text, {where}, but not in the paragraph that tells of the event"
        return message, "copy when it was as the text says it there, or leave it out"
    message = f"these words are in the text, {where}, but not near the quotation that they introduce"
    return message, "copy how the text introduces this quotation, or leave it out"


def _paragraphs(places: Iterable[Span], document: Document) -> str:
    numbers = sorted({document.paragraph(place.start) for place in places})
    listed = (
        " and ".join(map(str, numbers))
        if len(numbers) < 3
        else f"{', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
    )
    return f"paragraph{'s' if len(numbers) > 1 else ''} {listed} of {len(document.paragraphs)}"


def in_context(document: Document, place: Span, reach: int = 48) -> str:
    """The words of a place between the words around them."""
    start, end = max(0, place.start - reach), min(len(document.printed), place.end + reach)
    start = document.printed.rfind(" ", 0, start) + 1 if start else 0
    end = document.printed.find(" ", end) if document.printed.find(" ", end) > 0 else len(document.printed)
    before, words, after = (document.printed[a:b] for a, b in ((start, place.start), place, (place.end, end)))
    line = f"…{before}>{words}<{after}…".replace("\n", " ")
    return f"paragraph {document.paragraph(place.start)}: {line}"


# --- parts in another order, or in another text -----------------------------------------------------------------------


def _reordered(item: Item, document: Document) -> Explanation | None:
    """All parts are there, but not one after the other."""
    parts = item.needle.parts
    if len(parts) < 2:
        return None
    first = [next((s for s in occurrences(part, document.flat) if not document.is_repeat(s)), None) for part in parts]
    places = tuple(place for place in first if place)
    if len(places) < len(parts):
        return None
    where = _paragraphs(places, document)
    excerpt = tuple(in_context(document, place) for place in places)
    if "insertion" in item.needle.gaps and places == tuple(sorted(places)):
        message = f"what [ ] stands for in {NAMES[item.kind]}, {where}, is too long, or holds a number or a 'not'"
        hint = f"it may stand for {MAX_INSERTION} words that change no sense: quote what the text says"
        return Explanation("far apart", message, hint, excerpt, places)
    if any(not document.is_repeat(whole(found)) for found in places_of(item.needle, document)):
        message = f"the parts of {NAMES[item.kind]} are in the text, {where}, but too far apart"
        hint = f"what … leaves out stays in one paragraph and within {MAX_OMISSION} words: make two of it"
        return Explanation("far apart", message, hint, excerpt, places)
    message = f"the parts of {NAMES[item.kind]} are in the text, {where}, but in another order"
    return Explanation("order", message, "give them in the order of the text", excerpt, places)


def _elsewhere(item: Item, source: str, documents: Mapping[str, Document]) -> Explanation | None:
    """The words are in the text of another source, to the letter."""
    if item.kind in ("name", "role", "date", "term") or len(plain_words(item.words)) < 2:
        return None
    for name, document in sorted(documents.items()):
        found = places_of(item.needle, document, MAX_OMISSION) if name != source else []
        if found:
            place = whole(found[0])
            message = (
                f"{NAMES[item.kind]} is not in this text, but in that of '{name}', {_paragraphs([place], document)}"
            )
            hint = f"move it to sources/{name}.yaml"
            return Explanation("elsewhere", message, hint, (in_context(document, place),), (place,), name)
    return None


# --- words that differ ------------------------------------------------------------------------------------------------

_WORD = re.compile(r"[£€$]?[^\W_]+(?:['.,][^\W_]+)*%?")


def _differing(item: Item, document: Document) -> Explanation | None:
    """The passage most like the first part that is not there, and how the two differ."""
    missing = (part.text for part in item.needle.parts if not next(occurrences(part, document.flat), None))
    part = next(missing, item.needle.whole)
    typed = [word[0] for word in islice(_WORD.finditer(part), LONGEST)]
    passage = nearest_passage(typed, document)
    if passage is None:
        return None
    if re.search(r"\W\Z", part):  # the stop behind it belongs to what is compared
        stop = re.compile(r"[.,;:!?…]*").match(document.printed, passage.end)
        passage = Span(passage.start, stop.end() if stop else passage.end)
    theirs = [word[0] for word in _WORD.finditer(document.folded, *passage)]
    where = _paragraphs([passage], document)
    shown = printed(item.words) if len(item.needle.parts) < 2 else part
    excerpt = (f"paragraph {document.paragraph(passage.start)}, word for word:", *word_diff(shown, document, passage))
    if plain_words(" ".join(typed)) == plain_words(" ".join(theirs)):
        message = f"{NAMES[item.kind]} is in the text, {where}, but for its capitals or punctuation"
        hint = "copy it letter for letter"
        if item.needle.whole[:1].isupper() and item.kind in ("quote", "passage", "attribution"):
            hint += "; a capital that is yours goes into [ ], as in [W]e"
        return Explanation("typography", message, hint, excerpt, (passage,))
    changes = _changes(typed, theirs)
    message = f"{NAMES[item.kind]} is not in the text; {where} has it with {counted(changes, 'word')} changed"
    hint = "copy the words as printed"
    if item.kind in ("quote", "passage", "ignored", "attribution", "role", "date"):
        hint += ", mark what you leave out with … and put your own between [ and ]"
    return Explanation("words", message, hint, excerpt, (passage,))


def _changes(typed: list[str], theirs: list[str]) -> int:
    codes = SequenceMatcher(None, typed, theirs, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for tag, a, b, c, d in codes if tag != "equal")


def nearest_passage(typed: list[str], document: Document) -> Span | None:
    """The stretch of a text that has most of some words in their order, or None where none has half of them.

    A word that the text lacks stands for the one most like it. Words vote for the places where the whole could begin,
    rare ones with more weight; the best of these places are compared word by word.
    """
    words = list(_WORD.finditer(document.folded))
    at: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        at.setdefault(word[0].casefold(), []).append(number)
    wanted = [word if word in at else _most_like(word, at) for word in map(str.casefold, typed)]
    best, score = Span(0, 0), 0.0
    for begin in _likely_beginnings(wanted, at, max(50, len(words) // 50)):
        start = max(0, begin - 2)
        theirs = [word[0].casefold() for word in words[start : begin + len(wanted) + len(wanted) // 2 + 3]]
        blocks = [b for b in SequenceMatcher(None, wanted, theirs, autojunk=False).get_matching_blocks() if b.size]
        share = sum(block.size for block in blocks) / len(wanted)
        if share > score:
            first = start + blocks[0].b - blocks[0].a
            last = start + blocks[-1].b + len(wanted) - blocks[-1].a - 1
            best, score = Span(max(0, first), min(max(last, first), len(words) - 1)), share
    return Span(words[best.start].start(), words[best.end].end()) if score >= ALIKE else None


def _most_like(word: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(word, known, n=1, cutoff=0.75)), word)


def _likely_beginnings(wanted: list[str], at: Mapping[str, list[int]], common: int) -> list[int]:
    """Numbers of words of the text, the likeliest first; a word in more places than `common` has no vote."""
    votes: Counter[int] = Counter()
    for place, word in enumerate(wanted):
        numbers = at.get(word, ())
        if len(numbers) <= common:
            for near in (number - place + step for number in numbers for step in (-1, 0, 1)):
                votes[near] += 1000 // len(numbers) + 10
    return [begin for begin, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:24]]


def word_diff(typed: str, document: Document, passage: Span) -> Iterator[str]:
    """Two lines, the words of the record and of the text one above the other, what differs in brackets."""
    ours, theirs = printed(typed).split(), document.printed[passage.start : passage.end].split()
    top, bottom = [], []
    matcher = SequenceMatcher(None, [fold(word) for word in ours], [fold(word) for word in theirs], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        upper, lower = " ".join(ours[a:b]), " ".join(theirs[c:d])
        if tag != "equal":
            upper, lower = (f"[{words}]" if words else "[]" for words in (upper, lower))
        width = max(len(upper), len(lower))
        top.append(upper.ljust(width))
        bottom.append(lower.ljust(width))
    yield f"  yours  {' '.join(top).rstrip()}"
    yield f"  text   {' '.join(bottom).rstrip()}"
