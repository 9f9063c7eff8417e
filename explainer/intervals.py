"""Two quantities -> whether they agree, by interval algebra on their bounds.

A number is an interval: 30,000 is the point, "up to 30,000" everything up to it. An approximate number stands for what
rounds to it at its own precision: "about 30,000" is 25,000 to 35,000, "nearly 30,000" is 25,000 up to but not 30,000.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Literal, TypeAlias

from msgspec import Struct

from explainer.quantity import Quantity

Relation: TypeAlias = Literal["agree", "compatible", "differ", "not comparable"]

EXACT = 9  # digits; a number with more was worked out
_INFINITE = Decimal("Infinity")


class Interval(Struct, frozen=True):
    """All numbers between two ends; an end that is open is not in it."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False

    def meets(self, other: Interval) -> bool:
        """Whether some number is in both."""
        return not (self.below(other) or other.below(self))

    def below(self, other: Interval) -> bool:
        """Whether all of it is under all of the other."""
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))


def relate(first: Quantity, second: Quantity) -> Relation:
    """How two quantities stand to each other; the same whichever comes first.

    They can be compared where both have a number and the same unit, and where neither names a base ("of GDP"), a rate
    ("a year") or a period that the other does not share; a base or period that only one names is no difference.
    """
    one, other = interval(first), interval(second)
    if one is None or other is None or not _alike(first, second):
        return "not comparable"
    if one == other and first.approximate == second.approximate:
        return "agree"
    return "compatible" if one.meets(other) else "differ"


def _alike(first: Quantity, second: Quantity) -> bool:
    return (
        _are_one(first.unit, second.unit)
        and _are_one(first.per, second.per)
        and (not first.of or not second.of or _are_one(first.of, second.of))
        and (not first.period or not second.period or _are_one(first.period, second.period))
    )


def _are_one(word: str, other: str) -> bool:
    return word == other or word.casefold() == other.casefold()


@lru_cache(maxsize=10_000)  # each figure is compared with every other
def interval(quantity: Quantity) -> Interval | None:
    """The numbers a quantity may be, or None where it has none."""
    value, minimum, exclusive_minimum, maximum, exclusive_maximum = quantity.bounds
    if all(bound is None for bound in quantity.bounds):
        return None
    if value is not None:
        spread = _precision(value) / 2 if quantity.approximate else Decimal(0)
        return Interval(value - spread, value + spread)
    lows = [bound for bound in (minimum, exclusive_minimum) if bound is not None]
    highs = [bound for bound in (maximum, exclusive_maximum) if bound is not None]
    low, high = max(lows, default=-_INFINITE), min(highs, default=_INFINITE)
    low_open, high_open = low == exclusive_minimum, high == exclusive_maximum
    if quantity.approximate and exclusive_maximum is not None and not lows:  # nearly
        low, low_open = high - _precision(high) / 2, False
    elif quantity.approximate and exclusive_minimum is not None and not highs:  # just over
        high, high_open = low + _precision(low) / 2, False
    elif quantity.approximate:
        low, high = (low - _precision(low) / 2 if lows else low), (high + _precision(high) / 2 if highs else high)
    return Interval(low, high, low_open, high_open)


def _precision(number: Decimal) -> Decimal:
    """The worth of the last digit that is not zero: of 30,000 it is 10,000."""
    if not number:
        return Decimal(1)
    digits = number.normalize().as_tuple()
    if len(digits.digits) > EXACT:  # a third has no last digit
        return Decimal(1).scaleb(number.adjusted() - 1)
    return Decimal(1).scaleb(digits.exponent) if isinstance(digits.exponent, int) else Decimal(0)
