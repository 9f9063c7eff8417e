"""Words as typed or printed -> words to compare: one form for quotation marks, dashes and spaces, no other change.

Two steps, in this order, the same for texts and for YAML. `printed` makes NFC, one kind of space and no characters
without width; `fold` then makes quotation marks and dashes alike, letter for letter, so that a place in the one is the
same place in the other. Case, digits and punctuation stay: 10² is not 102. Whoever changes what comes out of either
raises NORMALISER, and every lock has to be made anew.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cached_property, lru_cache
from typing import Literal

from msgspec import Struct

from explainer.quantity import FRACTIONS, MULTIPLES, NUMBER_WORDS, SCALES

NORMALISER = 1

_DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_WITHOUT_WIDTH = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *_DIRECTIONS))
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_UNPRINTED = _WITHOUT_WIDTH | _LIGATURES
_FOLDS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ′", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)


def printed(text: str) -> str:
    """A stretch of text as it reads on a page, on one line."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_UNPRINTED))
    return " ".join(text.split())


def fold(text: str) -> str:
    """What is compared; as long as `text`, character for character."""
    return text if text.isascii() else text.translate(_FOLDS)


def digest(text: str) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


# --- what an editor left out or put in --------------------------------------------------------------------------------

Gap = Literal["omission", "insertion"]  # between two parts: … or […], and [words of ours]

_OMISSION = r"\[ ?(?:…|\.\.\.|\. \. \.) ?\]|…|\.\.\.|\. \. \."
_OPERATOR = re.compile(rf"({_OMISSION})|\[[^\[\]]*\]")
_MARKED = re.compile(rf"{_OMISSION}|\[")  # what may have something left out or put in
_CAPITAL = re.compile(r"(?<!\w)\[([^\W\d_])\](?=[^\W\d_])")  # the first letter of a word, its case ours: [W]e
ENDINGS = "s|es|ed|d|ing|n|en|t"  # of a word, that may be ours: build[ing]
_TORN = re.compile(  # [for]ever, 3[0], c[ould]: words nobody said
    rf"\w\[[^\[\]]*\]\w|\[[^\[\]]*\w ?\]\w|\w\[(?!(?:{ENDINGS})\])[^\[\]]*\w[^\[\]]*\]|(?<![^\W\d_]{{3}})\w\[\w+\]"
)


class Part(Struct, frozen=True):
    """A stretch that must stand in the text. Where our letters end it ("build[ing]"), it may stop within a word."""

    text: str
    ends_word: bool = True
    free: tuple[int, ...] = ()  # letters whose case is ours


class Needle(Struct, frozen=True, dict=True):
    """Words to be found: the folded parts that must stand in the text, and what lies between each and the next.

    There are no parts where nothing of the words may be found: where there are none, where brackets stand within a
    word, and where they put in a "not" or a number.
    """

    whole: str  # folded, as typed
    parts: tuple[Part, ...]
    gaps: tuple[Gap, ...]

    @cached_property
    def canonical(self) -> str:
        """The words, however their omissions were typed. Any other letter or digit makes it another, also in [ ]."""
        return _OPERATOR.sub(lambda found: "…" if found[1] else found[0], self.whole)

    @property
    def sha256(self) -> str:
        """The hash that the lock keeps."""
        return digest(self.canonical)


@lru_cache(maxsize=100_000)
def literal(words: str) -> Needle:
    """Words in which brackets and dots mean themselves, as in a name."""
    return _as_typed(fold(printed(words)))


def _as_typed(whole: str) -> Needle:
    return Needle(whole, (Part(whole),) if is_said(whole) else (), ())


@lru_cache(maxsize=100_000)  # each wording is asked for many times over in a build
def needle(words: str) -> Needle:
    """Words in which `…` leaves something out and `[…]` puts something in, at the ends too."""
    whole = fold(printed(words))
    if not _MARKED.search(whole):  # as most often
        return _as_typed(whole)
    text, free = _own_capitals(whole)
    inserted = (found[0] for found in _OPERATOR.finditer(text) if not found[1])
    if _TORN.search(text) or any(negation_in(words) or states_number(words) for words in inserted):
        return Needle(whole, (), ())
    parts: list[Part] = []
    gaps: list[Gap] = []
    start, omitted = 0, False
    for found in (*_OPERATOR.finditer(text), None):
        stretch = text[start : found.start() if found else None]
        if is_said(stretch):
            if parts:
                gaps.append("omission" if omitted else "insertion")
            begin = start + len(stretch) - len(stretch.lstrip())
            torn = found is not None and not found[1] and stretch[-1].isalpha()
            own = tuple(place - begin for place in free if begin <= place < start + len(stretch))
            parts.append(Part(stretch.strip(), not torn, own))
            omitted = False
        start = found.end() if found else 0
        omitted = omitted or (found is not None and found[1] is not None)
    return Needle(whole, tuple(parts), tuple(gaps))


def _own_capitals(whole: str) -> tuple[str, list[int]]:
    """The words with each [W]e written We, and the places of these letters."""
    free: list[int] = []
    text, end = "", 0
    for found in _CAPITAL.finditer(whole):
        text += whole[end : found.start()]
        free.append(len(text))
        text += found[1]
        end = found.end()
    return text + whole[end:], free


def is_said(text: str) -> bool:
    """Whether there is a letter or digit in a text."""
    return re.search(r"[^\W_]", text) is not None


# --- words, one by one ------------------------------------------------------------------------------------------------


def plain_words(text: str) -> list[str]:
    """Small letters and digits only, for comparing wording without its punctuation."""
    return re.findall(r"[^\W_]+", fold(text).casefold())


NEGATIONS = frozenset(
    (
        "not no never none nor neither nobody nothing nowhere without unless cannot "
        "hardly barely scarcely rarely seldom"
    ).split()
)


_NUMBER_WORDS = NUMBER_WORDS.keys() | SCALES.keys() | MULTIPLES.keys() | FRACTIONS.keys()


def states_number(text: str) -> bool:
    """Whether there is a digit or a number word in a text."""
    return re.search(r"\d", text) is not None or not _NUMBER_WORDS.isdisjoint(plain_words(text))


def negation_in(text: str) -> str:
    """The first word in a folded text that turns a sentence round, or an empty string."""
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)?", text)
    return next((word for word in words if word.casefold() in NEGATIONS or word.casefold().endswith("n't")), "")
