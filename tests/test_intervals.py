"""Two quantities, as sources print them -> they agree, can both be true, differ, or cannot be compared."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from explainer.intervals import Interval, Relation, interval, relate
from explainer.quantity import Quantity, parse_quantity


def read(phrase: str) -> Quantity:
    quantity = parse_quantity(phrase)
    assert quantity is not None
    return quantity


RELATIONS: dict[Relation, list[tuple[str, str]]] = {
    "agree": [
        ("30,000", "30 thousand"),
        ("30,000 troops", "30k soldiers"),
        ("£1.2 billion", "£1,200 million"),
        ("£1.2 billion", "£1.2bn"),
        ("1.10", "1.1"),
        ("0", "zero"),
        ("half a dozen", "six"),
        ("twice", "double"),
        ("5 per cent", "5%"),
        ("up to 30,000", "as many as 30 thousand"),
        ("about 30,000", "around 30 thousand"),
        ("nearly 30,000", "almost 30 thousand"),
        ("20 to 30", "between 20 and 30"),
        ("20 to 20", "20"),
        ("£3 billion a year", "£3bn annually"),
        ("5% of GDP", "5%"),
        ("5% of the GDP", "5% of gdp"),
        ("5% of the Budget", "5% of its budget"),
        ("£5 until 2030", "£5"),
        ("£5 Until 2030", "£5 until 2030"),
    ],
    "compatible": [
        ("up to 30,000", "30,000"),
        ("up to 30,000", "10,000"),
        ("up to 30,000", "up to 20,000"),
        ("up to 30,000", "at least 30,000"),
        ("under 30,000", "29,999.99"),
        ("at least 20", "20"),
        ("over 20", "200"),
        ("over 20", "over 30"),
        ("over 20", "under 30"),
        ("20 to 30", "20"),
        ("20 to 30", "30"),
        ("20 to 30", "30 to 40"),
        ("20 to 30", "22.5"),
        ("about 30,000", "30,000"),
        ("about 30,000", "31,000"),
        ("about 30,000", "25,000"),
        ("about 30,000", "about 31,000"),
        ("about 30,000", "up to 25,000"),
        ("about 20", "15 to 25"),
        ("up to about 30,000", "10,000"),
        ("up to about 30,000", "35,000"),
        ("at least about 30,000", "100,000"),
        ("at least about 30,000", "25,000"),
        ("nearly 30,000", "28,000"),
        ("nearly 30,000", "25,000"),
        ("nearly 30,000", "up to 30,000"),
        ("just over 20", "24"),
        ("just over 20", "25"),
        ("about 1.5", "1.54"),
        ("about 20 to 30", "16"),
        ("about 20 to 30", "35"),
        ("up to 5% of GDP", "5%"),
    ],
    "differ": [
        ("30,000", "30,001"),
        ("30,000", "30,000.5"),
        ("0", "1"),
        ("1.10", "1.11"),
        ("up to 30,000", "40,000"),
        ("under 30,000", "30,000"),
        ("under 30,000", "at least 30,000"),
        ("under 20", "over 20"),
        ("over 20", "20"),
        ("over 20", "up to 20"),
        ("20 to 30", "31"),
        ("20 to 30", "19.9"),
        ("20 to 30", "over 30"),
        ("about 30,000", "40,000"),
        ("about 30,000", "24,999"),
        ("about 30,000", "over 35,000"),
        ("up to about 30,000", "35,001"),
        ("at least about 30,000", "24,999"),
        ("nearly 30,000", "30,000"),
        ("nearly 30,000", "24,999"),
        ("just over 20", "20"),
        ("just over 20", "26"),
        ("about 1.5", "1.6"),
        ("about 20 to 30", "14"),
        ("5% of GDP", "6%"),
        ("£3 billion a year", "£2 billion a year"),
    ],
    "not comparable": [
        ("£5", "€5"),
        ("£5", "5"),
        ("5%", "5 percentage points"),
        ("5%", "5 times"),
        ("£5 a year", "£5"),
        ("£5 a year", "£6"),
        ("£5 a year", "£5 a month"),
        ("5% of GDP", "5% of the budget"),
        ("5% of GDP", "6% of the budget"),
        ("£5 until 2030", "£5 until 2035"),
        ("£5 in 2020", "£6 in 2021"),
    ],
}
ROWS = [(first, second, relation) for relation, pairs in RELATIONS.items() for first, second in pairs]


@pytest.mark.parametrize(("first", "second", "relation"), ROWS, ids=[f"{row[0]} and {row[1]}" for row in ROWS])
def test_how_two_phrases_stand_to_each_other(first: str, second: str, relation: Relation) -> None:
    assert relate(read(first), read(second)) == relation
    assert relate(read(second), read(first)) == relation


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("30,000", Interval(Decimal(30_000), Decimal(30_000))),
        ("up to 30,000", Interval(Decimal("-Infinity"), Decimal(30_000))),
        ("over 20", Interval(Decimal(20), Decimal("Infinity"), low_open=True)),
        ("about 30,000", Interval(Decimal(25_000), Decimal(35_000))),
        ("nearly 30,000", Interval(Decimal(25_000), Decimal(30_000), high_open=True)),
        ("just over 1.2", Interval(Decimal("1.2"), Decimal("1.25"), low_open=True)),
        ("about 0", Interval(Decimal("-0.5"), Decimal("0.5"))),
    ],
)
def test_the_numbers_a_phrase_may_mean(phrase: str, expected: Interval) -> None:
    assert interval(read(phrase)) == expected


def test_words_without_a_number_cannot_be_compared_even_with_themselves() -> None:
    vague = Quantity(unit="GBP")
    assert interval(vague) is None
    assert relate(vague, vague) == relate(vague, read("£5")) == relate(read("£5"), vague) == "not comparable"


def test_a_unit_is_the_same_in_capitals() -> None:
    assert relate(replace(read("5"), unit="People"), replace(read("5"), unit="people")) == "agree"


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (Quantity(Decimal(-5)), Quantity(Decimal(5)), "differ"),
        (Quantity(Decimal(-5)), Quantity(Decimal("-5.0")), "agree"),
        (Quantity(Decimal(-5)), Quantity(maximum=Decimal(0)), "compatible"),
        (Quantity(Decimal(-30_000), approximate=True), Quantity(Decimal(-31_000)), "compatible"),
        (Quantity(Decimal(-30_000), approximate=True), Quantity(Decimal(-40_000)), "differ"),
        (Quantity(Decimal(0)), Quantity(Decimal("-0")), "agree"),
        (Quantity(Decimal(0)), Quantity(exclusive_minimum=Decimal(0)), "differ"),
    ],
)
def test_below_zero_as_above(first: Quantity, second: Quantity, relation: Relation) -> None:
    assert relate(first, second) == relate(second, first) == relation


# --- laws -------------------------------------------------------------------------------------------------------------

GRID = [Decimal(n) / 4 for n in range(-260, 261)]  # finer and wider than any end of the quantities below
SHAPES = ["value", "minimum", "exclusive_minimum", "maximum", "exclusive_maximum", "range", "open range", "half open"]


NO_UNIT = st.just("")


@st.composite
def quantities(draw: st.DrawFn, unit: st.SearchStrategy[str] = NO_UNIT) -> Quantity:
    low, high = sorted(Decimal(n) for n in draw(st.lists(st.integers(-50, 50), min_size=2, max_size=2, unique=True)))
    shape = draw(st.sampled_from(SHAPES))
    about = 0 not in (low, high) and draw(st.booleans())  # which no scale rounds
    quantity = Quantity(approximate=about, unit=draw(unit))
    if shape == "range":
        return replace(quantity, minimum=low, maximum=high)
    if shape == "open range":
        return replace(quantity, exclusive_minimum=low, exclusive_maximum=high)
    if shape == "half open":
        return replace(quantity, minimum=low, exclusive_maximum=high)
    value, minimum, above, maximum, below = (high if shape == name else None for name in SHAPES[:5])
    return Quantity(value, minimum, above, maximum, below, about, quantity.unit)


def half(number: Decimal) -> Decimal:
    """Half of what the last digit but the noughts is worth, by counting the noughts."""
    digits = str(int(number))
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0"))) / 2


def holds(quantity: Quantity, number: Decimal) -> bool:
    """Whether a quantity may be a number, said without intervals."""
    value, low, above, high, below = quantity.bounds
    lower, upper = (low if low is not None else above), (high if high is not None else below)
    if value is not None:
        return abs(number - value) <= (half(value) if quantity.approximate else 0)
    if quantity.approximate and below is not None and lower is None:
        return below - half(below) <= number < below
    if quantity.approximate and above is not None and upper is None:
        return above < number <= above + half(above)
    least = lower if lower is None or not quantity.approximate else lower - half(lower)
    most = upper if upper is None or not quantity.approximate else upper + half(upper)
    enough = least is None or number > least or (number == least and low is not None)
    return enough and (most is None or number < most or (number == most and high is not None))


@given(quantities(), quantities())
def test_two_quantities_can_both_be_true_where_some_number_is_both(first: Quantity, second: Quantity) -> None:
    both = any(holds(first, number) and holds(second, number) for number in GRID)
    assert (relate(first, second) != "differ") == both


@given(quantities(), quantities())
def test_only_what_means_the_same_numbers_agrees(first: Quantity, second: Quantity) -> None:
    same = all(holds(first, number) == holds(second, number) for number in GRID)
    assert (relate(first, second) == "agree") == (same and first.approximate == second.approximate)


UNITS = st.sampled_from(["", "GBP", "EUR", "%"])


@given(quantities(UNITS), quantities(UNITS))
def test_it_does_not_matter_which_comes_first(first: Quantity, second: Quantity) -> None:
    assert relate(first, second) == relate(second, first)


@given(quantities(UNITS), quantities(UNITS))
def test_only_what_has_one_unit_can_be_compared(first: Quantity, second: Quantity) -> None:
    assert (relate(first, second) == "not comparable") == (first.unit != second.unit)


@given(quantities(), st.sampled_from(["", "GDP"]), st.sampled_from(["", "year"]), st.sampled_from(["", "until 2030"]))
def test_a_quantity_agrees_with_itself(quantity: Quantity, of: str, per: str, period: str) -> None:
    whole = replace(quantity, of=of, per=per, period=period)
    assert relate(whole, whole) == "agree"


def times(quantity: Quantity, factor: Decimal) -> Quantity:
    value, low, above, high, below = (None if bound is None else bound * factor for bound in quantity.bounds)
    return Quantity(value, low, above, high, below, quantity.approximate)


@given(quantities(), quantities(), st.integers(-6, 12))
def test_it_does_not_matter_whether_thousands_or_millions_are_counted(
    first: Quantity, second: Quantity, power: int
) -> None:
    factor = Decimal(10) ** power
    assert relate(times(first, factor), times(second, factor)) == relate(first, second)


@given(quantities(), quantities(), st.integers(1, 9999).map(Decimal))
def test_exact_numbers_can_be_counted_in_dozens(first: Quantity, second: Quantity, factor: Decimal) -> None:
    first, second = replace(first, approximate=False), replace(second, approximate=False)
    assert relate(times(first, factor), times(second, factor)) == relate(first, second)


NUMBERS = st.integers(1, 9_999)


@given(NUMBERS, st.sampled_from(["", "about ", "up to ", "over ", "nearly ", "at least "]))
def test_a_number_agrees_with_itself_in_another_scale(number: int, before: str) -> None:
    scales = [f"{number},000,000", f"{number},000 thousand", f"{number} million", f"{number}m", f"{number / 1000} bn"]
    same = [read(f"{before}£{words.lstrip()}") for words in scales if number < 1000 or "," not in words]
    assert {relate(same[0], other) for other in same} == {"agree"}
