"""The words a source uses for a quantity -> a Quantity, by a fixed lexicon; and a Quantity -> our words.

`parse_quantity` reads a whole phrase or nothing: a word it does not know may only be what is counted ("3,000 new
houses"), never stand before the number. Bounds are named as in BODS (minimum, exclusiveMinimum, …).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace


class Quantity(Struct, frozen=True):
    """Either a value or bounds. A million is 1000000; `unit` is an ISO 4217 code, "%", "pp", "×" or a noun."""

    value: Decimal | None = None
    minimum: Decimal | None = None
    exclusive_minimum: Decimal | None = None
    maximum: Decimal | None = None
    exclusive_maximum: Decimal | None = None
    approximate: bool = False
    unit: str = ""
    of: str = ""  # what a share is taken of: "GDP"
    per: str = ""  # "year"
    period: str = ""  # "until 2030"

    @property
    def bounds(self) -> tuple[Decimal | None, ...]:
        """The five numbers, for comparing two readings of one quantity."""
        return (self.value, self.minimum, self.exclusive_minimum, self.maximum, self.exclusive_maximum)

    @property
    def words(self) -> str:
        """The quantity in our words; `parse_quantity` reads them back as the same quantity."""
        return _words(self)


def as_number(number: Decimal | None) -> int | float | None:
    """A number as JSON and CSV have it, whole where it is."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def stated_quantity(bounds: Mapping[str, Decimal], *, approximate: bool = False) -> Quantity:
    """The quantity of numbers given by the names of their bounds."""
    return Quantity(
        bounds.get("value"),
        bounds.get("minimum"),
        bounds.get("exclusive_minimum"),
        bounds.get("maximum"),
        bounds.get("exclusive_maximum"),
        approximate,
    )


# --- the lexicon ------------------------------------------------------------------------------------------------------

_MAXIMUM, _BELOW, _ABOVE, _MINIMUM = "maximum", "exclusive_maximum", "exclusive_minimum", "minimum"

# What may stand before the number, by the bound it makes of it and whether it makes it approximate.
_QUALIFIERS = {
    (_MAXIMUM, False): "up to|as many as|as much as|no more than|not more than|at most|a maximum of|maximum of",
    (_BELOW, False): "under|fewer than|less than|below",
    (_ABOVE, False): "over|more than|above|upwards of|in excess of",
    (_MINIMUM, False): "at least|no fewer than|no less than|not less than|a minimum of|minimum of",
    ("", True): "about|around|roughly|approximately|some|circa|an estimated|estimated|in the region of",
    (_BELOW, True): "nearly|almost|close to|just under|just below",
    (_ABOVE, True): "just over|just above|slightly more than",
}
QUALIFIERS = {words: meaning for meaning, phrases in _QUALIFIERS.items() for words in phrases.split("|")}

_ONES = (
    "zero one two three four five six seven eight nine ten "
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBER_WORDS: dict[str, Decimal] = {
    **{word: Decimal(n) for n, word in enumerate(_ONES.split())},
    **{word: Decimal(10 * n) for n, word in enumerate(_TENS.split(), 2)},
}
FRACTIONS: dict[str, Decimal] = {
    "half": Decimal("0.5"),
    "quarter": Decimal("0.25"),
    "third": Decimal(1) / 3,
    "fifth": Decimal("0.2"),
    "tenth": Decimal("0.1"),
}
MULTIPLES: dict[str, Decimal] = {
    "double": Decimal(2),
    "twice": Decimal(2),
    "triple": Decimal(3),
    "treble": Decimal(3),
    "quadruple": Decimal(4),
}
SCALES: dict[str, Decimal] = {
    "dozen": Decimal(12),
    "hundred": Decimal(100),
    **dict.fromkeys(("k", "thousand"), Decimal(10**3)),
    **dict.fromkeys(("m", "mn", "mln", "million"), Decimal(10**6)),
    **dict.fromkeys(("bn", "bln", "billion"), Decimal(10**9)),
    **dict.fromkeys(("tn", "trn", "trillion"), Decimal(10**12)),
}
CURRENCIES = {"£": "GBP", "€": "EUR", "$": "USD", "us$": "USD"}
CURRENCY_WORDS = {
    "gbp": "GBP",
    "eur": "EUR",
    "usd": "USD",
    "pound": "GBP",
    "pounds": "GBP",
    "euro": "EUR",
    "euros": "EUR",
    "dollar": "USD",
    "dollars": "USD",
}

# Words that say something of a number which this lexicon does not know; a phrase with one is not read at all.
_RESERVED = frozenset(
    (
        "than least most between not no or and to from under over below above plus minus more less fewer so "
        "maximum minimum max min per a an each every st nd rd th s x fold times "
        "dozens hundreds thousands millions billions trillions quadrillion quadrillions "
        "sixth sixths seventh sevenths eighth eighths ninth ninths hundredth hundredths thousandth thousandths"
    ).split()
)
_LARGEST = Decimal(10**21)  # of a number; what is larger is a slip, and would not be exact

_SIGN_BEFORE = {"GBP": "£", "EUR": "€", "USD": "$"}
_SIGN_AFTER = {"%": "%", "pp": " percentage points", "×": " times"}
SIGNED = frozenset(_SIGN_BEFORE | _SIGN_AFTER)  # the units that `words` names; any other is left to the caller
_TOKEN = re.compile(r"us\$|[£€$%]|\d[\d,]*(?:\.\d+)?|[^\W\d_]+(?:['’.][^\W\d_]+)*|[-‐‑–—]|\S", re.IGNORECASE)
_DASHES = frozenset("-‐‑–—")
_PERIOD = re.compile(
    r",? ?\b((?:until|by|since|through|before|after|in) (?:the end of )?\d{4}|from \d{4} (?:to|until) \d{4})\Z",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z|\d+(?:\.\d+)?\Z")
_QUALIFIER_TOKENS = sorted(
    ((tuple(words.split()), meaning) for words, meaning in QUALIFIERS.items()), key=lambda row: -len(row[0])
)


_UNITS_AFTER = (
    (("percentage", "points"), "pp"),
    (("percentage", "point"), "pp"),
    (("per", "cent", "points"), "pp"),
    (("%", "points"), "pp"),
    (("%",), "%"),
    (("per", "cent"), "%"),
    (("percent",), "%"),
    (("times",), "×"),
)


class _Unreadable(Exception):
    """The phrase is none of the lexicon's."""


@lru_cache(maxsize=10_000)  # each phrase is asked for many times over in a build
def parse_quantity(phrase: str) -> Quantity | None:
    """The quantity a phrase states, or None where the lexicon cannot read all of it."""
    text = " ".join(phrase.split())
    period = _PERIOD.search(text)
    try:
        quantity = _Phrase(text[: period.start()] if period else text).quantity()
    except _Unreadable:
        return None
    return replace(quantity, period=period[1].lower()) if period else quantity


def _whole(number: Decimal) -> Decimal:
    """Without the decimals that scaling left behind: 1.2 billion is 1200000000, not 1200000000.0."""
    if number > _LARGEST:
        raise _Unreadable
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


class _Phrase:
    """A phrase being read from left to right."""

    def __init__(self, text: str) -> None:
        self.printed = _TOKEN.findall(text)
        self.tokens = [token.lower() for token in self.printed]
        self.at = 0
        self.unit = ""
        self.share = False  # whether "of" may name what it is a share of

    def quantity(self) -> Quantity:
        bound, approximate = self.qualifier()
        if not bound and self.take("between") and not approximate:
            first, second = self.range("and")
            numbers = {_MINIMUM: first, _MAXIMUM: second}
        else:
            begins = self.take("from")
            first, scaled = self.number()
            if not bound and self.range_sign():
                first, second = self.second_number(first, scaled)
                numbers = {_MINIMUM: first, _MAXIMUM: second}
            elif begins:
                raise _Unreadable
            else:
                numbers = {bound or "value": first}
        of, per = self.rest()
        return Quantity(**numbers, approximate=approximate, unit=self.unit, of=of, per=per)  # type: ignore[arg-type]

    # --- parts ---

    def qualifier(self) -> tuple[str, bool]:
        bound, approximate = "", False
        while True:
            for words, (makes, rounds) in _QUALIFIER_TOKENS:
                if tuple(self.tokens[self.at : self.at + len(words)]) == words:
                    self.at += len(words)
                    if bound and makes:
                        raise _Unreadable
                    bound, approximate = bound or makes, approximate or rounds
                    break
            else:
                return bound, approximate

    def range(self, between: str) -> tuple[Decimal, Decimal]:
        first, scaled = self.number()
        if not self.take(between):
            raise _Unreadable
        return self.second_number(first, scaled)

    def range_sign(self) -> bool:
        return self.take("to") or self.take(*_DASHES)

    def second_number(self, first: Decimal, first_scaled: bool) -> tuple[Decimal, Decimal]:
        """The upper end of a range; "£1-2 billion" means billions at both ends."""
        before = self.at
        second, scaled = self.number()
        if scaled and not first_scaled:
            first = _whole(
                math.prod((SCALES[word] for word in self.tokens[before : self.at] if word in SCALES), start=first)
            )
        if first > second:
            raise _Unreadable
        return first, second

    def number(self) -> tuple[Decimal, bool]:
        """A number with its currency, scale and unit, and whether it had a scale word."""
        self.currency(CURRENCIES)
        word = self.peek()
        if word in MULTIPLES:
            self.at += 1
            self.set_unit("×")
            return MULTIPLES[word], False
        value = self.figures() if word[:1].isdigit() else self.spelled()
        scaled = False
        while (scale := SCALES.get(self.peek())) is not None:
            self.at += 1
            value, scaled = _whole(value * scale), True
        if self.peek() == "us" and self.peek(1) in ("dollar", "dollars"):
            self.at += 1
        self.currency(CURRENCY_WORDS)
        self.percent()
        return value, scaled

    def figures(self) -> Decimal:
        word = self.peek()
        if not _GROUPED.match(word):
            raise _Unreadable
        self.at += 1
        value = Decimal(word.replace(",", ""))
        if value > _LARGEST:
            raise _Unreadable
        if self.peek() == "/" and self.peek(1).isdecimal() and int(self.peek(1)):
            self.share, self.at = True, self.at + 2
            return value / Decimal(self.tokens[self.at - 1])
        return value

    def spelled(self) -> Decimal:
        """A number in words: "two", "twenty-five", "a dozen", "two-thirds", "half"."""
        article = self.take("a", "an")
        word = self.peek()
        if word in FRACTIONS or (article and word in SCALES):
            return self.fraction(Decimal(1)) if word in FRACTIONS else Decimal(1)
        if article or word not in NUMBER_WORDS:
            raise _Unreadable
        self.at += 1
        value = NUMBER_WORDS[word]
        following = self.peek(1) if self.peek() in _DASHES else self.peek()
        if value >= 20 and following in NUMBER_WORDS and 0 < NUMBER_WORDS[following] < 10:
            self.take(*_DASHES)
            self.at += 1
            return value + NUMBER_WORDS[following]
        if following.removesuffix("s") in FRACTIONS:
            self.take(*_DASHES)
            return self.fraction(value)
        return value

    def fraction(self, count: Decimal) -> Decimal:
        part = FRACTIONS[self.peek().removesuffix("s")]
        self.at += 1
        self.share = True
        self.take("a", "an")
        return count / 3 if part == FRACTIONS["third"] else count * part

    def currency(self, names: dict[str, str]) -> None:
        if self.peek() in names:
            self.set_unit(names[self.peek()])
            self.at += 1

    def percent(self) -> None:
        for words, unit in _UNITS_AFTER:
            if tuple(self.tokens[self.at : self.at + len(words)]) == words:
                self.at += len(words)
                self.set_unit(unit)
                self.share = True
                return

    def rest(self) -> tuple[str, str]:
        """What is counted, what a share is of, and per what; nothing else may follow."""
        of = per = ""
        while self.at < len(self.tokens):
            if self.peek() in ("a", "an", "per", "each", "every"):
                self.at += 1
                per = self.only(per, self.noun())
            elif self.peek() in ("annually", "yearly"):
                self.at += 1
                per = self.only(per, "year")
            elif self.peek() == "of" and self.share:
                self.at += 1
                of = self.only(of, self.base())
            elif per or of:
                raise _Unreadable
            else:
                self.noun()
        return of, per

    def only(self, before: str, found: str) -> str:
        """What may be said once."""
        if before:
            raise _Unreadable
        return found

    def base(self) -> str:
        """What a share is taken of, in the words of the phrase."""
        self.take("the", "its", "their", "a", "an")
        start = self.at
        while self.at < len(self.tokens) and self.peek() not in ("a", "an", "per", "each", "every"):
            self.noun()
        if start == self.at:
            raise _Unreadable
        return " ".join(word.upper() if word == "gdp" else word for word in self.printed[start : self.at])

    def noun(self) -> str:
        """A word that names what is counted: letters, and none of the lexicon's own."""
        word = self.peek()
        known = word in NUMBER_WORDS or word in SCALES or word in CURRENCIES or word in MULTIPLES or word in FRACTIONS
        if not word or known or word in _RESERVED or not (word[0].isalpha() or word in _DASHES):
            raise _Unreadable
        self.at += 1
        return word

    # --- tokens ---

    def peek(self, ahead: int = 0) -> str:
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else ""

    def take(self, *words: str) -> bool:
        if self.peek() in words:
            self.at += 1
            return True
        return False

    def set_unit(self, unit: str) -> None:
        if self.unit not in ("", unit):
            raise _Unreadable
        self.unit = unit


# --- in our words -----------------------------------------------------------------------------------------------------

_LARGE = (("trillion", Decimal(10**12)), ("billion", Decimal(10**9)), ("million", Decimal(10**6)))


def _words(quantity: Quantity) -> str:
    return " ".join(_word_parts(quantity))


def _word_parts(q: Quantity) -> Iterator[str]:
    nearly = q.approximate and q.exclusive_maximum is not None
    just_over = q.approximate and q.exclusive_minimum is not None
    if q.approximate and not nearly and not just_over:
        yield "about"
    if q.minimum is not None and q.maximum is not None:
        scaled = _scale(q.minimum)[0] and _scale(q.maximum)[0]  # "1 to 2 million" would read as millions at both ends
        yield " to ".join(_number(end, q.unit, scaled=bool(scaled)) for end in (q.minimum, q.maximum))
    else:
        bounds = (
            (q.value, ""),
            (q.minimum, "at least "),
            (q.exclusive_minimum, "just over " if just_over else "more than "),
            (q.maximum, "at most "),
            (q.exclusive_maximum, "nearly " if nearly else "less than "),
        )
        yield " and ".join(f"{before}{_number(bound, q.unit)}" for bound, before in bounds if bound is not None)
    if q.of:
        yield f"of {q.of}"
    if q.per:
        yield f"an {q.per}" if q.per[0] in "aeio" or q.per == "hour" else f"a {q.per}"
    if q.period:
        yield q.period


def _scale(number: Decimal) -> tuple[str, Decimal]:
    """The largest of our scale words that leaves a short number, and that number."""
    for name, size in _LARGE:
        if number >= size and number / size == (number / size).quantize(Decimal("0.001")):
            return name, (number / size).normalize()
    return "", number


def _number(number: Decimal, unit: str, *, scaled: bool = True) -> str:
    before, after = _SIGN_BEFORE.get(unit, ""), _SIGN_AFTER.get(unit, "")
    if unit == "pp" and number == 1:
        after = " percentage point"
    name, shown = _scale(number) if scaled else ("", number)
    return f"{before}{_fraction(shown) or plain(shown)}{f' {name}' if name else ''}{after}"


def _fraction(number: Decimal) -> str:
    """A number of thirds, which no decimals could say exactly."""
    if number == number.to_integral_value():
        return ""
    return next((f"{n}/3" for n in range(1, 100) if n % 3 and number == Decimal(n) / 3), "")


def plain(number: Decimal) -> str:
    """A number with its thousands grouped, no exponent and its decimals as written."""
    return f"{number:,f}"


_SHORT = {"trillion": "tn", "billion": "bn", "million": "m"}


def short(number: Decimal, unit: str) -> str:
    """A number as short as a drawing needs it: "30,000", "£3bn", "5%"."""
    name, shown = _scale(abs(number).normalize())
    before = "−" if number < 0 else ""
    after = _SIGN_AFTER.get(unit, "") if len(_SIGN_AFTER.get(unit, "")) == 1 else ""
    return f"{before}{_SIGN_BEFORE.get(unit, '')}{plain(shown)}{_SHORT.get(name, '')}{after}"
