"""Many words and phrases -> where a text has any of them, in a time that does not grow with how many there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

_BEGINS = re.compile(r"(?<!\w)(?:\w+|[^\w\s])")  # a word, or a sign that no letter stands before
_NEXT = re.compile(r"\w+|\W")
_LETTER = re.compile(r"\w")
_END = ""  # stands in the tree where a phrase ends


class Lexicon:
    """Phrases to be found as wholes: no letter or digit stands before or behind. Without `case` small and capital
    letters are alike."""

    def __init__(self, phrases: Iterable[str], *, case: bool = True) -> None:
        self.case = case
        self.tree: dict[str, Any] = {}  # by its first word what may follow it, and so on
        for phrase in phrases:
            branch = self.tree
            for part in _NEXT.findall(phrase if case else _small(phrase)):
                branch = branch.setdefault(part, {})
            branch[_END] = True
        self.may_begin = _like(self.tree).findall  # all that begins a phrase, and more

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where phrases stand, from left to right, none within another; of several in a place the longest."""
        written = text if self.case else _small(text)
        if self.tree.keys().isdisjoint(self.may_begin(written)):  # as most often, and much faster
            return
        at = 0
        for begins in [begins for begins in _BEGINS.finditer(written) if begins[0] in self.tree]:
            if begins.start() >= at and (end := _end(written, begins.end(), self.tree[begins[0]])):
                yield begins.start(), end
                at = end

    def blanked(self, text: str) -> str:
        """The text with blanks in place of what was found."""
        return blanked(text, self.find(text))


def _like(words: Iterable[str]) -> re.Pattern[str]:
    """Every word that begins with the letter of one of some words, and every sign among them, wherever it stands."""
    firsts = sorted({word[0] for word in words if word})
    return re.compile("|".join(re.escape(first) + (r"\w*" if _LETTER.match(first) else "") for first in firsts))


def blanked(text: str, found: Iterable[tuple[int, int]]) -> str:
    """A text with blanks in place of some stretches of it; the text itself where there are none."""
    parts, at = [], 0
    for start, end in found:
        parts += [text[at:start], " " * (end - start)]
        at = end
    return "".join((*parts, text[at:])) if at else text


def _end(text: str, at: int, branch: dict[str, Any]) -> int:
    """Where the longest phrase ends that goes on like the text; 0 if none does."""
    end = 0
    while True:
        following = _NEXT.match(text, at)
        if _END in branch and not (following and _LETTER.match(following[0])):
            end = at
        known = branch.get(following[0]) if following else None
        if following is None or known is None:
            return end
        branch, at = known, following.end()


def _small(text: str) -> str:
    """Small letters, each in the place of its capital."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
