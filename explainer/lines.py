"""Words, and how wide a font's letters are -> lines that fit, for pictures, where no browser breaks them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import accumulate

from msgspec import Struct

MOST = 4  # lines
_BREAKS = re.compile(r"[^\S\u00a0]+")
_SPACES = str.maketrans(dict.fromkeys("\u2007\u2009\u200a\u202f", "\u00a0"))  # that the fonts do not have


class Face(Struct, frozen=True):
    """How far each letter of a font moves on, in em, and what is added to each, in em too."""

    advances: Mapping[str, float]
    tracking: float = 0.0

    def writes(self, text: str) -> bool:
        """Whether the font has all its letters."""
        return all(letter in self.advances for letter in text)

    def width(self, text: str) -> float:
        """In em; kerning is left aside."""
        return sum(self.advances.get(letter, 0.0) for letter in text) + self.tracking * len(text)


class Fitted(Struct, frozen=True):
    """Lines that fit, and the size, in px, that they do at."""

    size: int
    lines: tuple[str, ...]


def plain(text: str) -> str:
    """A text as it is set: letters composed, spaces that the fonts have, nothing that is not seen."""
    seen = (c for c in unicodedata.normalize("NFC", text).translate(_SPACES) if unicodedata.category(c) != "Cf")
    return " ".join(word for word in _BREAKS.split("".join(seen)) if word)


def fitted(text: str, face: Face, width: int, height: int, sizes: Sequence[int], leading: float) -> Fitted:
    """A text as large as it can be in `width` by `height` px, in lines that are about as long as each other.

    `sizes` go down; lines are `leading` em apart, and four at most. What does not fit at the last size ends in “…”.
    """
    words = [(word, face.width(word)) for word in text.split(" ")]
    space = face.width(" ")
    for size in sizes:
        most = min(MOST, int(height / (leading * size)))
        lines = _broken(words, space, width / size)
        if len(lines) <= most and all(wide <= width / size for _, wide in words):
            return Fitted(size, _balanced(words, space, width / size))
    if len(lines) > most:
        lines = (*lines[: most - 1], " ".join(lines[most - 1 :]))
    return Fitted(size, tuple(cut_off(line, face, width / size) for line in lines))


def cut_off(line: str, face: Face, width: float) -> str:
    """A line of at most so many em, which ends in “…” where something is left out: whole words, but of a long one."""
    if face.width(line) <= width:
        return line
    ends = accumulate((face.width(letter) for letter in line), initial=face.width("…"))
    kept = line[: max(sum(end <= width for end in ends) - 1, 0)]
    words = kept.rpartition(" ")[0]
    return (words if len(words) > len(kept) / 2 else kept).rstrip(" ,;:.–—-\u00a0") + "…"


def _broken(words: Sequence[tuple[str, float]], space: float, width: float) -> tuple[str, ...]:
    """Each line takes the words that it can hold, and at least one."""
    lines: list[list[str]] = []
    free = 0.0
    for word, wide in words:
        if not lines or wide + space > free:
            lines.append([])
            free = width + space
        lines[-1].append(word)
        free -= wide + space
    return tuple(" ".join(line) for line in lines)


def _balanced(words: Sequence[tuple[str, float]], space: float, width: float) -> tuple[str, ...]:
    """As many lines as at full width, but none much shorter than the others."""
    wanted = len(_broken(words, space, width))
    narrow, wide = max(each for _, each in words), width
    for _ in range(8):  # halves what is left of the difference; after eight it is under a letter
        middle = (narrow + wide) / 2
        narrow, wide = (narrow, middle) if len(_broken(words, space, middle)) <= wanted else (middle, wide)
    return _broken(words, space, wide)
