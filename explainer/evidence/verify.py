"""Content, the private texts and the last lock -> the new lock, every problem, and what happened to each source.

A day is written into the lock when words are found, and stays as long as neither they nor the text change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Literal, TypeAlias

from msgspec import Struct, field, structs
from msgspec.structs import replace

from explainer.evidence.items import Item, items_of
from explainer.evidence.matching import Found, Miss, match_items
from explainer.evidence.nearmiss import Explanation, explain
from explainer.evidence.origins import origin_problems
from explainer.evidence.overlaps import COPIED, Copies, shared_runs
from explainer.evidence.spans import Span
from explainer.evidence.texts import Document
from explainer.evidence.words import NORMALISER, digest, fold, plain_words, printed
from explainer.kept import NOTHING, Kept
from explainer.lock import How, Lock, LockedItem, LockedText, Overlap
from explainer.model import Content, Event, Measure, Person, Prose, Question, Quote, Source, Term
from explainer.problems import Problem
from explainer.record import Record
from explainer.yamltext import Text

State: TypeAlias = Literal["new", "unchanged", "changed", "missing"]


class SourceReport(Struct, frozen=True):
    """What became of a source: the state of its text, and of its items by key."""

    source: str
    text: State
    found: int
    total: int
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()  # their words in the record are others than those in the lock
    moved: tuple[str, ...] = ()  # the same words, at another place of a changed text
    resentenced: tuple[str, ...] = ()  # figures whose sentence has changed around them
    gone: tuple[str, ...] = ()  # in the lock, and no longer among the records


class Verification(Struct, frozen=True):
    """What `verify` found."""

    lock: Lock
    problems: tuple[Problem, ...]
    reports: tuple[SourceReport, ...]
    copies: Copies  # what finds words of the texts in our own


def verify_content(
    content: Content, documents: Mapping[str, Document], old: Lock, today: str, kept: Kept = NOTHING
) -> Verification:
    """Look up every item of every source whose document is at hand.

    `documents` are by source. Where one is missing, what the lock has of its source stays, and the report says that it
    was not checked; the problem is for whoever could not read the text. `today` is an ISO date.
    What is the same as in an earlier call with the same `kept` is not looked up again.
    """
    known = old if old.normaliser == NORMALISER else Lock(NORMALISER)
    problems: list[Problem] = []
    reports: list[SourceReport] = []
    texts: dict[str, LockedText] = {}
    items: dict[str, dict[str, LockedItem]] = {}
    for source in content.sources:
        report, work = _verified(source, documents, known, kept.equal(("today",), today), kept)
        reports.append(report)
        problems += work.problems
        if work.items:
            items[str(source.id)] = work.items
        if work.locked_text:
            texts[str(source.id)] = work.locked_text
    runs = kept.make(("overlaps",), tuple(documents.values()), lambda: shared_runs(documents))
    lock = Lock(NORMALISER, texts, items, _overlaps(texts, documents, known, runs))
    problems += origin_problems(content.sources, lock)
    copies = copies_from(content, documents, kept)
    problems += copy_problems(content, copies, kept)
    return Verification(lock, tuple(problems), tuple(reports), copies)


def _verified(
    source: Source, documents: Mapping[str, Document], known: Lock, today: str, kept: Kept
) -> tuple[SourceReport, _Source]:
    """What is said of a source, and what was made of it. Why words were missed may have to do with other texts, so
    these are looked up each time."""
    document, text = documents.get(source.id), known.texts.get(source.id)
    before = known.items.get(source.id, _NO_ITEMS)

    def verify() -> tuple[SourceReport, _Source]:
        work = _Source(source, document, text, before, today)
        return work.verify(documents), work

    report, work = kept.make(("verified", source.id), (source, document, text, before, today), verify)
    return verify() if work.problems else (report, work)


_NO_ITEMS: Mapping[str, LockedItem] = {}


# --- one source -------------------------------------------------------------------------------------------------------


class _Source(Struct):
    """One source being verified."""

    source: Source
    document: Document | None
    text_before: LockedText | None
    before: Mapping[str, LockedItem]
    today: str
    problems: list[Problem] = field(default_factory=list)
    items: dict[str, LockedItem] = field(default_factory=dict)
    locked_text: LockedText | None = None

    def verify(self, documents: Mapping[str, Document]) -> SourceReport:
        items = items_of(self.source)
        gone = tuple(sorted(self.before.keys() - {item.key for item in items}))
        if self.document is None:
            self.keep(items)
            return SourceReport(str(self.source.id), "missing", 0, len({item.key for item in items}), gone=gone)
        state, self.locked_text = self.lock_text(self.document)
        outcomes = match_items(items, self.document)
        for item in items:
            outcome = outcomes[item.key]
            if isinstance(outcome, Found):
                self.items[item.key] = self.lock_item(item, outcome, self.document, state)
            else:
                self.problems.append(problem(item, outcome, explain(item, outcome, self.source.id, documents)))
                self.remember(item, state)
        found = sum(isinstance(outcome, Found) for outcome in outcomes.values())
        return replace(self.changes(state), found=found, total=len(outcomes), gone=gone)

    def remember(self, item: Item, state: State) -> None:
        """Keep what was verified under this key, so that other words there stay a change and are not merely new."""
        before = self.before.get(item.key)
        if before and state == "unchanged" and before.sha256 != item.sha256:
            self.items[item.key] = before

    def keep(self, items: Sequence[Item]) -> None:
        """Without a text nothing is checked, as whoever read the texts reports; nothing that was is forgotten."""
        keys = {item.key for item in items}
        self.items = {key: locked for key, locked in self.before.items() if key in keys}
        self.locked_text = self.text_before

    def lock_text(self, document: Document) -> tuple[State, LockedText]:
        before = self.text_before
        same = before is not None and before.sha256 == document.sha256
        locked = LockedText(
            str(self.source.id),
            str(self.source.text),
            document.sha256,
            len(document.printed),
            len(document.paragraphs),
            tuple((span.start, span.end, first) for span, first in document.repeats),
            before.verified if before and same else self.today,
        )
        return "unchanged" if same else "changed" if before else "new", locked

    def lock_item(self, item: Item, found: Found, document: Document, state: State) -> LockedItem:
        before = self.before.get(item.key)
        locked = LockedItem(
            str(self.source.id),
            item.key,
            document.paragraph(found.span.start),
            *found.span,
            _how(item, found, document),
            item.sha256,
            before.verified if before and state == "unchanged" else self.today,
            tuple(_stretch(part, document) for part in found.parts) if len(found.parts) > 1 else (),
            _sentence(found.sentence, document) if found.sentence else None,
        )
        return locked if locked == before else structs.replace(locked, verified=self.today)

    def changes(self, state: State) -> SourceReport:
        """The report, but for what is counted from the records."""
        new, changed, moved, resentenced = [], [], [], []
        for key, now in self.items.items():
            was = self.before.get(key)
            if was is None:
                new.append(key)
            elif was.sha256 != now.sha256:
                changed.append(key)
            elif (was.start, was.end) != (now.start, now.end):
                moved.append(key)
            if was and _other_sentence(was.sentence, now.sentence):
                resentenced.append(key)
        listed = (tuple(new), tuple(changed), tuple(moved), tuple(resentenced))
        return SourceReport(str(self.source.id), state, len(self.items), 0, *listed)


def _other_sentence(was: tuple[int, int, str] | None, now: tuple[int, int, str] | None) -> bool:
    """Whether two sentences differ as far as the lock can tell: by their hash, short ones by their length."""
    return was is not None and now is not None and (was[2], was[1] - was[0]) != (now[2], now[1] - now[0])


def _how(item: Item, found: Found, document: Document) -> How:
    stretch = document.printed[found.span.start : found.span.end].replace("\n", " ")
    if len(found.parts) > 1 or fold(stretch) != item.needle.whole:
        return "ellipsis"
    return "exact" if stretch == printed(item.words) else "typographic"


def _stretch(span: Span, document: Document) -> tuple[int, int, str]:
    return (span.start, span.end, digest(document.flat[span.start : span.end]))


def _sentence(span: Span, document: Document) -> tuple[int, int, str]:
    """A short sentence has no hash: it is not published, and whoever knows the figure in it could guess the rest."""
    long = len(plain_words(document.folded[span.start : span.end])) >= COPIED
    return _stretch(span, document) if long else (*span, "")


def problem(item: Item, miss: Miss, why: Explanation) -> Problem:
    """The problem of an item that has no place in its text."""
    code = "ambiguous" if miss.cause == "ambiguous" else "not-in-text"
    return Problem(item.words.place, code, why.message, why.hint, private=why.excerpt)


# --- between sources --------------------------------------------------------------------------------------------------


def _overlaps(
    texts: Mapping[str, LockedText],
    documents: Mapping[str, Document],
    known: Lock,
    shared: Mapping[tuple[str, str], tuple[int, int]],
) -> dict[tuple[str, str], Overlap]:
    """What the texts at hand share, as it is given; for pairs with a missing one what was found before, or that nothing
    was."""
    overlaps = {pair: Overlap(pair, runs, of) for pair, (runs, of) in shared.items()}
    missing = sorted(texts.keys() - documents.keys())
    for pair in {tuple(sorted((name, other))) for name in missing for other in texts if other != name}:
        first, second = pair
        compared = all(name in known.texts and (name in missing or known.texts[name] == texts[name]) for name in pair)
        if not compared:
            overlaps[first, second] = Overlap((first, second), None, 0)
        elif (first, second) in known.overlaps:
            overlaps[first, second] = known.overlaps[first, second]
    return overlaps


def copies_from(content: Content, documents: Mapping[str, Document], kept: Kept = NOTHING) -> Copies:
    """What finds words of some texts, but for those declared as quotations."""
    quoted = tuple(str(quote.exact) for source in content.sources for quote in source.quotes)
    declared, texts = kept.equal(("declared",), quoted), tuple(documents.values())
    return kept.make(("copies",), (declared, *texts), lambda: Copies((text.printed for text in texts), declared))


def copied_words(text: str, copies: Copies) -> Sequence[str]:
    """The most words in a row that a text of ours copies, if they are too many."""
    return copies.longest(_MARKUP.sub(" ", text))


def copy_problems(content: Content, copies: Copies, kept: Kept = NOTHING) -> Iterator[Problem]:
    """Where our own words copy too many words in a row from a text."""
    for record in content.records:
        name = ("copied", record.place.path, record.place.line)
        for text, copied in kept.make(name, (record, copies), partial(_copied_in, record, copies)):
            message = f"{len(copied)} words in a row are copied from a text: “{' '.join(copied[:5])} …”"
            hint = f"say it in fewer than {COPIED} of its words, or quote it under 'quotes'"
            yield Problem(text.place, "copied-words", message, hint)


def _copied_in(record: Record, copies: Copies) -> list[tuple[Text, Sequence[str]]]:
    return [(text, copied) for text in own_texts(record) if (copied := copied_words(text, copies))]


_MARKUP = re.compile(r"\[@[^\]]*\]|\]\([^)]*\)")  # citations, and where links lead, which no page shows as words


def own_texts(record: Record) -> Iterator[Text]:
    """Every text that was typed into a record, but for quotations and headlines of the source's own."""
    for name in record.fields:
        value = getattr(record, name)
        headline = isinstance(record, Source) and name == "headline" and record.headline_by == "source"
        if not headline and not (isinstance(record, Quote) and name == "exact"):
            yield from _texts_in(value)


def _texts_in(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Prose):
        yield value.text
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts_in(each)
    elif isinstance(value, Record) and not isinstance(value, (Person, Measure, Question, Event, Term)):
        # those have files of their own, and are looked at by themselves
        yield from own_texts(value)
