"""Quantities, dates and places in a text -> what is drawn of them: where on an axis each stands, in words too.

Places are in hundredths of the length, as text that ends in a per cent sign, so that a drawing has any width.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from explainer.axes import Axis, axis
from explainer.intervals import interval
from explainer.pages.parts import View
from explainer.quantity import SIGNED, Quantity, short

START, END = "0%", "100%"


def percent(at: float) -> str:
    """ "33.3%" """
    return f"{at:.2f}".rstrip("0").rstrip(".") + "%"


class Tick(View, frozen=True):
    """A number or a day on an axis."""

    at: str
    words: str
    at_end: bool = False  # where words that begin there would not fit


class AxisView(View, frozen=True):
    """An axis, which a description tells in words. `unit` is what is counted, where its numbers do not say it."""

    ticks: tuple[Tick, ...]
    log: bool
    unit: str
    description: str


class Stroke(View, frozen=True):
    """A quantity on an axis, from `start` to `end`, with the number it names `at` its place.

    `kind` is a `dot` for a number; `about` for one that is rounded, with the numbers it stands for; a `range` between
    two; `most` and `below` for all up to a number, with it and without; `least` and `above` for all from one on; `none`
    where no number is given, and `apart` where it is one of another kind.
    """

    kind: str
    start: str
    at: str
    end: str
    number: str  # what to sort by, as digits; empty where there is none


class Drawing(View, frozen=True):
    """Quantities on one axis, in the order given; without an axis where none has a number."""

    axis: AxisView | None
    strokes: tuple[Stroke, ...]


def drawing(quantities: Sequence[Quantity], unit: str) -> Drawing:
    """The drawing of some quantities, those of the commonest kind on the axis; `unit` is what they count."""
    numbered = [each for each in quantities if interval(each)]
    if not numbered:
        return Drawing(None, tuple(_none(each) for each in quantities))
    kind = Counter(_kind(each) for each in numbered).most_common(1)[0][0]
    alike = [each for each in numbered if _kind(each) == kind]
    ends = [bound for each in alike for bound in each.bounds if bound is not None]
    drawn_on = axis(ends, open_end=any(_is_open(each, max(ends)) for each in alike))
    return Drawing(_axis_view(drawn_on, kind[0], unit), tuple(_stroke(each, kind, drawn_on) for each in quantities))


def _kind(quantity: Quantity) -> tuple[str, str, str]:
    """What a number must share with another to be drawn beside it; of what is counted, that it is."""
    return quantity.unit if quantity.unit in SIGNED else "", quantity.per, quantity.of


def _is_open(quantity: Quantity, largest: Decimal) -> bool:
    """Whether it goes on beyond the largest number there is."""
    return largest in (quantity.minimum, quantity.exclusive_minimum) and quantity.maximum is None


def _axis_view(drawn_on: Axis, sign: str, unit: str) -> AxisView:
    ticks = tuple(Tick(percent(drawn_on.at(number)), short(number, sign)) for number in drawn_on.ticks)
    unit = "" if sign in SIGNED else unit
    kind = "powers of ten" if drawn_on.log else "even steps"
    description = f"An axis of {kind} from {ticks[0].words} to {ticks[-1].words}{' ' + unit if unit else ''}."
    return AxisView(ticks, drawn_on.log, unit, description)


def _none(quantity: Quantity, kind: str = "none") -> Stroke:
    first = next((bound for bound in quantity.bounds if bound is not None), None)
    return Stroke(kind, START, START, END, "" if first is None else f"{first:f}")


def _stroke(quantity: Quantity, kind: tuple[str, str, str], drawn_on: Axis) -> Stroke:
    numbers = interval(quantity)
    if numbers is None or _kind(quantity) != kind:
        return _none(quantity, "none" if numbers is None else "apart")
    value, minimum, above, maximum, below = quantity.bounds
    low, high = (percent(drawn_on.at(end)) for end in (numbers.low, numbers.high))
    number = _none(quantity).number
    if value is not None:
        at = percent(drawn_on.at(value))
        return Stroke("about" if quantity.approximate else "dot", low, at, high, number)
    if minimum is None and above is None:
        return Stroke("most" if maximum is not None else "below", START, high, high, number)
    if maximum is None and below is None:
        return Stroke("least" if minimum is not None else "above", low, low, END, number)
    return Stroke("range", low, low, high, number)


# --- how much of a text was recorded ----------------------------------------------------------------------------------


class Stretch(View, frozen=True):
    """A part of a text, by where it begins and how long it is."""

    start: str
    length: str


def stretches(spans: Iterable[tuple[int, int]], length: int) -> tuple[Stretch, ...]:
    """Parts of a text that is `length` long; those that touch become one."""
    return tuple(
        Stretch(percent(100 * start / length), percent(100 * (end - start) / length)) for start, end in merged(spans)
    )


def merged(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans in order, those that touch as one."""
    begun: tuple[int, int] | None = None
    for start, end in sorted(spans):
        if begun and start <= begun[1]:
            begun = begun[0], max(begun[1], end)
        else:
            if begun:
                yield begun
            begun = start, end
    if begun:
        yield begun
