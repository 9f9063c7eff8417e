"""Documents -> the runs of words they share: whether two retell one text, and whether ours copy from any.

What stands between quotation marks is left out of the first: two reports may quote one speech.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from explainer.evidence.spans import Span
from explainer.evidence.words import plain_words

if TYPE_CHECKING:
    from explainer.evidence.texts import Document

RUN = 8  # words in a row that hardly fall together by chance
COPIED = 12  # words in a row that are a copy

MANY = 0.05  # of the runs of the shorter text: those that share as many retell one story
FEW = 5  # runs that may be a phrase of the day, however short the text


def exceeds(runs: int, of: int) -> bool:
    """Whether texts that share so many runs must have an origin in common."""
    return runs >= FEW and runs >= MANY * of


def shared_runs(documents: Mapping[str, Document]) -> dict[tuple[str, str], tuple[int, int]]:
    """For each pair of documents that share runs, by their names in order: how many, and of how many in the shorter."""
    if len(documents) < 2:
        return {}
    runs = {name: set(_runs_outside_quotations(document)) for name, document in sorted(documents.items())}
    holders: dict[int, list[str]] = {}
    for name, own in runs.items():
        for run in own:
            holders.setdefault(run, []).append(name)
    shared = Counter(pair for names in holders.values() if len(names) > 1 for pair in combinations(names, 2))
    return {pair: (count, min(len(runs[name]) for name in pair)) for pair, count in sorted(shared.items())}


def _runs_outside_quotations(document: Document) -> Iterator[int]:
    """The runs as hashes, which differ from process to process and are only compared here."""
    found = list(re.finditer(r"[^\W_]+", document.folded))
    words = [word[0].casefold() for word in found]
    quotations = iter((*document.quotations, Span(len(document.folded) + 1, len(document.folded) + 2)))
    quotation = next(quotations)
    for first, last in zip(range(len(words)), found[RUN - 1 :], strict=False):
        start = found[first].start()
        while quotation.end <= start:
            quotation = next(quotations)
        if not (quotation.start <= start and last.end() <= quotation.end):
            yield hash(tuple(words[first : first + RUN]))


# --- copies -----------------------------------------------------------------------------------------------------------


class Copies:
    """What finds stretches of private texts in our own words; stretches of declared quotations are allowed."""

    def __init__(self, texts: Iterable[str], declared: Iterable[str]) -> None:
        self.known = {run for text in texts for run in _runs(plain_words(text))}
        quoted = (plain_words(quotation) for quotation in declared)
        self.declared = [f" {' '.join(words)} " for words in quoted if len(words) >= RUN]  # a term breaks no copy

    def longest(self, text: str) -> Sequence[str]:
        """The most words in a row that a text copies, none where they are fewer than COPIED."""
        if len(text) < 2 * COPIED - 1:  # too short for so many words
            return ()
        return max(self.found(plain_words(text)), key=len, default=())

    def found(self, words: Sequence[str]) -> Iterator[Sequence[str]]:
        """The copied stretches, each as long as it goes, what is quoted taken out of them."""
        kept = self.without_quotations(words)
        start: int | None = None
        for place, run in enumerate((*_runs(kept), None)):
            if run in self.known:
                start = place if start is None else start
            elif start is not None:
                stretch = kept[start : place + COPIED - 1]
                if not any(f" {' '.join(stretch)} " in quotation for quotation in self.declared):
                    yield stretch
                start = None

    def without_quotations(self, words: Sequence[str]) -> list[str]:
        """The words with a break where a declared quotation stood."""
        text = f" {' '.join(words)} "
        for quotation in self.declared:
            text = text.replace(quotation, " \x00 ")
        return text.split()


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[n : n + COPIED]) for n in range(len(words) - COPIED + 1))
