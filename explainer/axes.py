"""Numbers -> an axis to draw them on: its ends, its ticks, and where on it a number stands.

An axis begins at zero, so that a bar is as long as its number is large. Only where the smallest number would be lost on
such an axis are its steps powers of ten; then zero is not on it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

WIDEST = 50  # how many times the smallest number the largest may be on an axis that begins at zero
STEPS = 3  # at most, between the ticks of an axis that begins at zero
DECADES = 5  # at most, between the ticks of one of powers of ten


class Axis(Struct, frozen=True):
    """A line of numbers from the first of its ticks to the last."""

    ticks: tuple[Decimal, ...]
    log: bool = False

    def at(self, number: Decimal) -> float:
        """Where a number stands, in hundredths of the length; what is beyond an end stands at that end."""
        low, high = self.ticks[0], self.ticks[-1]
        number = min(max(number, low), high)
        if self.log:
            return 100 * (_tens(number) - _tens(low)) / (_tens(high) - _tens(low))
        return float(100 * (number - low) / (high - low))


def axis(numbers: Iterable[Decimal], *, open_end: bool = False) -> Axis:
    """The axis for some numbers, of which there may be none; with `open_end` it goes on beyond the largest."""
    found = sorted(set(numbers)) or [Decimal(1)]
    smallest, largest = found[0], found[-1]
    if smallest > 0 and largest > WIDEST * smallest:
        return _powers(smallest, largest, open_end=open_end)
    return _steps(min(smallest, Decimal(0)), max(largest, Decimal(0)), open_end=open_end)


def _powers(smallest: Decimal, largest: Decimal, *, open_end: bool) -> Axis:
    first = smallest.adjusted()
    last = largest.adjusted() if largest == Decimal(1).scaleb(largest.adjusted()) else largest.adjusted() + 1
    last += open_end and largest == Decimal(1).scaleb(last)
    every = math.ceil((last - first) / DECADES)
    last += (first - last) % every
    return Axis(tuple(Decimal(1).scaleb(power) for power in range(first, last + 1, every)), log=True)


def _steps(low: Decimal, high: Decimal, *, open_end: bool) -> Axis:
    if low == high:
        high = Decimal(1)
    step = _step((high - low) / STEPS)
    first = math.floor(low / step)
    last = math.ceil(high / step)
    last += open_end and high == step * last
    return Axis(tuple(step * n for n in range(first, last + 1)))


def _step(least: Decimal) -> Decimal:
    """The smallest of 1, 2, 5, 10, 20 … that is no smaller."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(power * leading for leading in (1, 2, 5, 10) if power * leading >= least)


def _tens(number: Decimal) -> float:
    return math.log10(number)
