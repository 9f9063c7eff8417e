"""A text -> every number it states, and where it stands.

What counts as a number: digits with their sign, decimals and scale word; a date, as one; a lone year; number words,
with "a dozen", "half", "double", "two-thirds" and plurals such as "thousands". Not ordinals, and not digits that belong
to a name (G7, F-16). A quarter or a third counts where it is a share: "a third of", "by a third". "One" counts before
what it counts ("one member", "one-year") and not as a pronoun ("one of the", "no one", "this one"); where nobody can
say, as in "one day", it counts, for a number too many is seen and a number too few is not.

Every pattern takes what it has read for good, so that the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from explainer.evidence.spans import Span
from explainer.quantity import FRACTIONS, MULTIPLES, NUMBER_WORDS, SCALES

if TYPE_CHECKING:
    from explainer.evidence.texts import Document


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words or patterns; where one begins another the longer is tried first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


# --- numbers ----------------------------------------------------------------------------------------------------------

DASH = "[-‐‑–—]"
ENDS = r"(?!\d|[.,]\d)"  # no further digits
_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = any_of([*_MONTHS, *(rf"{month[:3]}\b\.?" for month in _MONTHS), r"Sept\b\.?"])
_DAY = rf"\d{{1,2}}(?:st|nd|rd|th)?(?:{DASH}\d{{1,2}}(?:st|nd|rd|th)?)?"
_DATE = "|".join(
    (
        rf"\d{{4}}-\d{{2}}-\d{{2}}{ENDS}",
        rf"{_DAY}(?: of)? {_MONTH}(?:,? \d{{4}}{ENDS})?(?![^\W_])",
        rf"\b{_MONTH} {_DAY}(?![^\W_]){ENDS}(?:,? \d{{4}}{ENDS})?",
        rf"\b{_MONTH},? \d{{4}}{ENDS}",
        rf"\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}{ENDS}",
        rf"(?:1[5-9]|20)\d\d[/–-]\d\d{ENDS}",
        r"\d{1,2}(?:[:.]\d{2})? ?(?:[ap]m\b|[ap]\.m\.)|\d{1,2}:\d{2}(?::\d{2})?(?![:\d])",
    )
)

SCALE = any_of(word for word in SCALES if len(word) > 1)
_WORD = any_of(NUMBER_WORDS)
_PARTS = any_of([*FRACTIONS, *"sixth seventh eighth ninth hundredth thousandth".split()])
PLURALS = "(?:dozens|hundreds|thousands|millions|billions|trillions)"
_TIMES = any_of([*MULTIPLES, *"thrice doubled doubles doubling trebled tripled triples tripling quadrupled".split()])
_STARTS = r"(?<![^\W_])(?<!\d[.,])"  # neither in a word nor in a number
_DIGITS = (
    rf"(?:(?:(?<![^\W_])(?:US|A|AU|C|CA|NZ|HK|S))?[£€$¥₹₽₴] ?|{_STARTS})"
    rf"(?:\d{{1,3}}(?: \d{{3}}){{1,4}}(?![^\W_])|\d+(?:[.,]\d+)*)(?:/\d+|[½⅓⅔¼¾])?[^\W_]*(?: ?€)?"
)
_WORDS = "|".join(
    (
        rf"(?:tens|{PLURALS}) of (?:{PLURALS})|{PLURALS}",
        rf"(?:several|few|many|half(?:[ -]an?)?)[ -]{SCALE}",
        rf"an?[ -]{_PARTS}",
        rf"(?:an? {SCALE}|{_WORD})"
        rf"(?:(?:[ -](?:{_WORD}|{SCALE}))|(?:(?<=hundred)|(?<=thousand)|(?<=million)) and {_WORD}){{0,6}}"
        rf"(?:[ -]{_PARTS}s?)?(?:[ -]and[ -]an?[ -](?:half|quarter|third))?",
        rf"{_TIMES}|half|halves|halved|halving|\b[a-z]{{2,8}}fold",
    )
)
_TAIL = rf"(?:[ -]{SCALE}(?![^\W_])){{0,2}}(?: ?%| ?per ?cent(?:age points?)?(?![^\W_]))?"


@cache  # compiled where there is a number to be found, for that takes long
def _number() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<date>{_STARTS}(?:{_DATE}))|(?:(?P<digits>{_DIGITS})|(?P<words>(?<![^\W_])(?i:{_WORDS})(?![^\W_])))(?i:{_TAIL})"
    )


def numbers(document: Document) -> tuple[Span, ...]:
    """Every number, in the order of the text."""
    return numbers_in(document.printed)


_FOLDS = frozenset(f"{number}fold" for number in "two three four five six seven eight nine ten hundred".split())
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_COUNTING = frozenset(  # of these there is one in every number without digits
    re.findall("[a-z]+", f"{SCALE} {_WORD} {_PARTS} {PLURALS} {_TIMES} tens halves halved halving {' '.join(_FOLDS)}")
)


@lru_cache(maxsize=10_000)  # each paragraph is asked for many times over
def numbers_in(text: str) -> tuple[Span, ...]:
    """Every number in a text on one line."""
    if not _DIGIT.search(text) and _COUNTING.isdisjoint(_LETTERS.findall(text.lower())):
        return ()
    return tuple(numbers_between(text, 0, len(text)))


def numbers_between(text: str, start: int, end: int) -> Iterator[Span]:
    """Every number in a stretch of a text."""
    for found in _number().finditer(text, start, end):
        if found["date"] or (_counts_digits if found["digits"] else _counts_words)(text, found):
            yield Span(found.start(), found.end())


_ORDINAL = re.compile(r"[\d.,]*\d(?:st|nd|rd|th)\Z")
_NAME_BEFORE = re.compile(r"(?<![^\W_])[^\W\d_a-z][^\W\d_]{0,20}[-‐‑]\Z")


def _counts_digits(text: str, found: re.Match[str]) -> bool:
    """Not 5th, and not the 16 of F-16."""
    start = found.start()
    return not (_ORDINAL.match(found["digits"]) or _NAME_BEFORE.search(text, max(0, start - 22), start))


_FRACTION_OF = re.compile(r" of(?![^\W_])")
_BY = re.compile(r"(?<![^\W_])by \Z", re.IGNORECASE)
_TENS_ORDINAL = re.compile(rf"[a-z]+ty[ -]{_PARTS}\Z")
_ORDINAL_BEHIND = re.compile(rf"-(?:first|second|fourth|{_PARTS})(?![^\W_])", re.IGNORECASE)


@cache  # as above
def _compound() -> re.Pattern[str]:
    return re.compile(rf"{DASH}(?!{SCALE}|hour|day|week|month|year|centur)[^\W\d_]", re.IGNORECASE)


def _counts_words(text: str, found: re.Match[str]) -> bool:
    """Whether number words count something here, and do not order it or stand for a noun."""
    words, start, end = found["words"].lower(), found.start(), found.end()
    if re.fullmatch(rf"an?[ -]{_PARTS}", words) and not words.endswith("half"):
        return bool(_FRACTION_OF.match(text, end) or _BY.search(text, max(0, start - 4), start))
    if words == "one" and end == found.end("words"):
        return _counts_one(text, start, end)
    if words.endswith("fold"):
        return words in _FOLDS
    if words in ("half", "double", "twice", "triple"):  # half-hearted, double-check
        return not _compound().match(text, end)
    return not (_ORDINAL_BEHIND.match(text, end) or _TENS_ORDINAL.match(words))


_NO_COUNT_BEFORE = re.compile(
    r"(?<![^\W_])(?:no|any|every|some|each|this|that|the|which|another|such|only|first|last|next|number|day)[ -]\Z",
    re.IGNORECASE,
)


@cache  # as above
def _no_count_behind() -> re.Pattern[str]:
    return re.compile(
        r" (?:of|another|or|and|who|whom|whose|that|which|where|when|is|was|has|had|can|could|would|should|may|might"
        r"|must|will|does|did|as|at|by|for|from|if|into|it|on|than|the|to|with|without|but|he|she|they|we|you)(?![^\W_])"
        rf"(?! {_WORD}| \d)|-(?:off|on|sided|time|way|to|size|liner|handed|stop|upmanship)(?![^\W_])",
        re.IGNORECASE,
    )


_COUNTED_BEHIND = re.compile(r"[ -][^\W_]")


def _counts_one(text: str, start: int, end: int) -> bool:
    if _NO_COUNT_BEFORE.search(text, max(0, start - 12), start) or _no_count_behind().match(text, end):
        return False
    return bool(_COUNTED_BEHIND.match(text, end))


# --- dates ------------------------------------------------------------------------------------------------------------


@cache
def _dated() -> re.Pattern[str]:
    return re.compile(rf"(?:{_DATE})\Z")


def names_day(words: str) -> bool:
    """Whether a number as printed is a date or a time of day."""
    return _dated().match(words) is not None
