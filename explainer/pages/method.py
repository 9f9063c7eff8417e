"""How the site is checked: what was looked up where, how many texts stand behind it, and what that does not prove."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

from explainer.compare.agreement import NEAR
from explainer.dates import parse_date
from explainer.evidence.items import Kind, items_of
from explainer.evidence.overlaps import FEW, MANY, RUN, exceeds
from explainer.findings import Findings
from explainer.lock import Overlap
from explainer.model import Source
from explainer.pages.cite_as import CiteAs, cite_page
from explainer.pages.paged import Whole, by_row, paged
from explainer.pages.parts import Anchor, Desk, Head, Mark, Page, Shown, Ties, View
from explainer.pages.sources import checked_words, repeats_words
from explainer.pages.tables import evidence_link
from explainer.paging import OVERLAPS, TEXTS
from explainer.problems import counted

KINDS: dict[Kind, str] = {
    "quote": "Quotations",
    "figure": "Figures",
    "passage": "Passages that notes, positions and events rest on",
    "name": "Spellings of names",
    "role": "Roles as stated",
    "attribution": "How speakers are introduced",
    "date": "Dates in the reports’ words",
    "term": "Words for the terms of the glossary",
    "headline": "Headlines and credits as printed",
    "credit": "Headlines and credits as printed",
    "ignored": "Passages left out on purpose",
}


class CountRow(View, frozen=True):
    """How many wordings of a kind were found in their texts."""

    kind: str
    checked: int
    total: int


class TextRow(View, frozen=True):
    """A private text, as far as it can be told without showing it."""

    mark: Mark
    headline: str
    language: str
    checked: bool
    name: str
    length: str
    paragraphs: str
    repeats: str
    sha256: str
    date: str


class OverlapRow(View, frozen=True):
    """Two texts that share runs of words."""

    ties: Ties
    shared: str
    verdict: str


class MethodView(View, frozen=True):
    """What `method.html` knows as `page`."""

    head: Head
    continued: str  # which of them goes on from the page before
    counts: tuple[CountRow, ...]
    checked: str
    whole: bool  # whether everything was checked
    texts: tuple[TextRow, ...]
    overlaps: tuple[OverlapRow, ...]
    others: str  # the pairs that share nothing
    run: int  # words
    threshold: str
    near: str  # how far apart reports may be to be held to one account
    data: Anchor
    cite: CiteAs


def method_pages(desk: Desk) -> Iterator[Page]:
    """How this site is made and checked; the texts, where they are many, on several pages."""
    content, cut = desk.content, desk.lists.method
    first = desk.head(
        cut.path,
        "Method",
        "How the wording on this site is checked against the reports, and what that does not prove.",
        Shown("How the wording is checked", "and what that does not prove"),
    )
    checked, unchecked = check_words(desk.found)
    pairs, counts = len(content.lock.texts) * (len(content.lock.texts) - 1) // 2, tuple(_counts(desk.found))
    whole = Whole("All texts and what they share", (evidence_link(desk),))
    for path, head, parts in paged(desk, first, cut, by_row(partial(_label, desk)), whole):
        rows = {part.group: part.rows for part in parts}
        view = MethodView(
            head,
            next((part.group for part in parts if part.continued), ""),
            counts,
            checked,
            not unchecked,
            tuple(_text(desk, source) for source in rows.get(TEXTS, ())),
            tuple(_overlap(desk, pair, overlap) for pair, overlap in rows.get(OVERLAPS, ())),
            _others(pairs, pairs - len(content.lock.overlaps)),
            RUN,
            f"at least {FEW} of them, and {MANY:.0%} of those in the shorter text",
            counted(NEAR.days, "day"),
            evidence_link(desk),
            cite_page(desk, "/", content.site.title),
        )
        yield Page(path, "method.html", view, content.site.place, "Method")


def _label(desk: Desk, group: str, row: Any) -> str:
    if group == TEXTS:
        return f"text of {desk.mark(row).letter}"
    return " and ".join(sorted((desk.marks[name].letter for name in row[0]), key=lambda letter: (len(letter), letter)))


def check_words(found: Findings) -> tuple[str, str]:
    """How much of the wording was checked, for every page; and how much was not, empty where all was."""
    proved = found.held
    items = [(source.id, item.key, item.kind) for source in found.content.sources for item in items_of(source)]
    unchecked = sum((source, key) not in proved for source, key, _ in items)
    days = [item.verified for item in proved.values()]
    counts = []
    for wanted, noun in (("quote", "quotation"), ("figure", "figure")):
        of_kind = [(source, key) in proved for source, key, kind in items if kind == wanted]
        part = "" if all(of_kind) else f"{sum(of_kind):,} of "
        counts += [f"{part}{counted(len(of_kind), noun)}"] if of_kind else []
    said = f"The wording of {' and '.join(counts)} was"
    if not counts:
        said = f"{counted(len(proved), 'wording')} of the reports were"
    last = f", last on {parse_date(max(days)).words}" if days else ""
    return (
        f"{said} checked against the reports’ texts{last}." if items else "",
        f"{counted(unchecked, 'wording')} not checked against the texts." if unchecked else "",
    )


def _counts(found: Findings) -> list[CountRow]:
    total: Counter[str] = Counter()
    checked: Counter[str] = Counter()
    for source in found.content.sources:
        for item in items_of(source):
            total[KINDS[item.kind]] += 1
            checked[KINDS[item.kind]] += (source.id, item.key) in found.held
    return [CountRow(kind, checked[kind], total[kind]) for kind in dict.fromkeys(KINDS.values()) if total[kind]]


def _text(desk: Desk, source: Source) -> TextRow:
    locked = desk.content.lock.texts.get(source.id)
    done, total = desk.checked_of(source)
    shown = (desk.mark(source), source.headline, desk.other_language(source))
    if locked is None or (total and not done):
        return TextRow(*shown, False, source.text, "", "", "", "", "")
    return TextRow(
        *shown,
        True,
        source.text,
        counted(locked.length, "character"),
        counted(locked.paragraphs, "paragraph"),
        repeats_words(locked),
        locked.sha256,
        checked_words(done, total, locked),
    )


def _overlap(desk: Desk, pair: tuple[str, str], overlap: Overlap) -> OverlapRow:
    if overlap.runs is None:
        return OverlapRow(desk.ties(pair), "never compared", "unknown")
    verdict = "one origin" if exceeds(overlap.runs, overlap.of) else "too few to tell"
    return OverlapRow(desk.ties(pair), f"{overlap.runs:,} of {overlap.of:,}", verdict)


def _others(pairs: int, none: int) -> str:
    if not pairs or not none:
        return ""
    return f"The other {none:,} of {counted(pairs, 'pair')} share none." if none < pairs else "No two texts share any."
