"""What is drawn stands where its number, date or place is, and nothing is drawn that is not known."""

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.axes import DECADES, STEPS, WIDEST, axis
from explainer.dates import parse_date
from explainer.pages.calendar import LANES, ROOM, _signs, _ticks, gaps
from explainer.pages.drawings import drawing, merged, percent, stretches
from explainer.quantity import Quantity, parse_quantity, short

NUMBERS = st.decimals(min_value=0, max_value=10**21, places=3)


def quantities(*phrases: str) -> list[Quantity]:
    found = [parse_quantity(phrase) for phrase in phrases]
    assert all(found)
    return [each for each in found if each]


# --- axes -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numbers", "ticks"),
    [
        ((30_000,), "0 10,000 20,000 30,000"),
        ((30_000, 200_000), "0 100,000 200,000"),
        ((20,), "0 10 20"),
        ((3, 7), "0 5 10"),
        ((-40, 10), "−40 −20 0 20"),
        ((0,), "0 0.5 1"),
        ((), "0 0.5 1"),
        ((30 * 10**6, 3 * 10**9, 670 * 10**9), "10m 100m 1bn 10bn 100bn 1tn"),
        ((1, 10**9), "1 100 10,000 1m 100m 10bn"),
    ],
)
def test_the_ticks_of_an_axis(numbers: tuple[int, ...], ticks: str) -> None:
    found = axis(map(Decimal, numbers))
    assert [short(tick, "") for tick in found.ticks] == ticks.split()
    assert found.log == (len(numbers) > 1 and max(numbers) > WIDEST * min(numbers) > 0)


def test_an_axis_goes_on_beyond_a_number_that_is_only_a_beginning() -> None:
    assert axis([Decimal(20)]).ticks[-1] == 20
    assert axis([Decimal(20)], open_end=True).ticks[-1] == 30
    assert axis([Decimal(1), Decimal(1000)], open_end=True).ticks[-1] == 10_000


@given(st.lists(NUMBERS, max_size=8), st.booleans())
def test_every_number_has_room_and_the_larger_stands_further_on(numbers: list[Decimal], open_end: bool) -> None:
    found = axis(numbers, open_end=open_end)
    assert 2 <= len(found.ticks) <= max(STEPS, DECADES) + 3
    assert all(one < other for one, other in pairwise(found.ticks))
    assert all(found.ticks[0] <= number <= found.ticks[-1] for number in numbers)
    places = [found.at(number) for number in sorted(numbers)]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)
    assert (found.at(found.ticks[0]), found.at(found.ticks[-1])) == (0, 100)


# --- quantities -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "kind", "start", "at", "end"),
    [
        ("30,000 troops", "dot", "75%", "75%", "75%"),
        ("about 30,000 troops", "about", "62.5%", "75%", "87.5%"),
        ("up to 30,000 troops", "most", "0%", "75%", "75%"),
        ("fewer than 30,000 troops", "below", "0%", "75%", "75%"),
        ("at least 30,000 troops", "least", "75%", "75%", "100%"),
        ("more than 30,000 troops", "above", "75%", "75%", "100%"),
        ("20,000 to 30,000 troops", "range", "50%", "50%", "75%"),
        ("£30,000", "apart", "0%", "0%", "100%"),
        ("30,000 troops a year", "apart", "0%", "0%", "100%"),
    ],
)
def test_a_quantity_is_drawn_as_what_it_says(phrase: str, kind: str, start: str, at: str, end: str) -> None:
    found = drawing(quantities("0 troops", "40,000 troops", "40,000 troops", phrase), "troops")
    stroke = found.strokes[-1]
    assert (stroke.kind, stroke.start, stroke.at, stroke.end) == (kind, start, at, end)
    assert stroke.number == ("20000" if kind == "range" else "30000")
    assert found.axis
    assert (found.axis.unit, found.axis.description) == ("troops", "An axis of even steps from 0 to 40,000 troops.")


def test_what_has_no_number_is_drawn_nowhere() -> None:
    found = drawing([Quantity(), *quantities("£5 billion"), Quantity()], "pounds")
    assert [stroke.kind for stroke in found.strokes] == ["none", "dot", "none"]
    assert [stroke.number for stroke in found.strokes] == ["", "5000000000", ""]
    assert found.axis and found.axis.unit == ""  # its numbers have a sign
    assert found.axis.ticks[-1].words == "£6bn"
    assert drawing([Quantity()], "pounds").axis is None


def test_an_axis_of_powers_of_ten_says_so() -> None:
    found = drawing(quantities("3 boats", "3,000 boats"), "boats")
    assert found.axis and found.axis.log
    assert found.axis.description == "An axis of powers of ten from 1 to 10,000 boats."


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        ("30000", "troops", "30,000"),
        ("3000000000", "GBP", "£3bn"),
        ("1200000", "EUR", "€1.2m"),
        ("5", "%", "5%"),
        ("5", "pp", "5"),
        ("0.0", "GBP", "£0"),
        ("1E+13", "USD", "$10tn"),
    ],
)
def test_a_number_on_a_drawing_is_short(number: str, unit: str, words: str) -> None:
    assert short(Decimal(number), unit) == words


# --- stretches of a text ----------------------------------------------------------------------------------------------

SPANS = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda pair: (pair[0], sum(pair))))


@given(SPANS)
def test_stretches_cover_what_was_recorded_once(spans: list[tuple[int, int]]) -> None:
    found = list(merged(spans))
    assert all(one[1] < other[0] for one, other in pairwise(found))
    covered = {n for start, end in spans for n in range(start, end)}
    assert {n for start, end in found for n in range(start, end)} == covered


def test_a_stretch_stands_where_it_does_in_the_text() -> None:
    (first, second) = stretches([(50, 100), (0, 10), (5, 20)], 200)
    assert (first.start, first.length, second.start, second.length) == ("0%", "10%", "25%", "25%")
    assert percent(100 / 3) == "33.33%"


# --- dates ------------------------------------------------------------------------------------------------------------


def days(*dates: str) -> list[dt.date]:
    return [dt.date.fromisoformat(date) for date in dates]


@pytest.mark.parametrize(
    ("first", "last", "ticks"),
    [
        ("2024-05-03", "2024-05-09", "2024-05-01"),
        ("2025-01-20", "2025-04-06", "2025-01-01 2025-02-01 2025-03-01 2025-04-01"),
        ("2024-07-05", "2026-01-06", "2024-07-01 2025-01-01 2025-07-01 2026-01-01"),
        ("0001-01-01", "0003-02-01", "0001-01-01 0002-01-01 0003-01-01"),
        ("0001-01-01", "9999-12-31", " ".join(f"{max(year, 1):04}-01-01" for year in range(0, 10_000, 100))),
        ("1987-01-01", "2025-12-31", "1980-01-01 1990-01-01 2000-01-01 2010-01-01 2020-01-01"),
    ],
)
def test_months_that_are_named_on_the_timeline(first: str, last: str, ticks: str) -> None:
    assert list(_ticks(*days(first, last))) == days(*ticks.split())


def test_signs_of_one_time_stand_above_one_another() -> None:
    found = list(
        _signs([(5, 5, "", 0), (5, 5, "", 0), (5 + ROOM, 5 + ROOM, "", 0), (40, 60, "B", 2), (50, 50, "", 0)], ROOM)
    )
    assert [(sign.at, sign.lane, sign.long) for sign in found] == [
        ("5%", 0, False),
        ("5%", 1, False),
        (percent(5 + ROOM), 0, False),
        ("50%", 0, True),
        ("50%", 1, False),
    ]
    assert max(sign.lane for sign in _signs([(5, 5, "", 0)] * 40, ROOM)) == LANES - 1


def test_a_long_silence_is_told() -> None:
    dates = "2024-01-01 2024-02-20 2024-03/2024-06 2024-05-01 2025-04-01 2025/.. 2032-01-01".split()
    assert list(gaps(parse_date(date) for date in dates)) == [
        "",
        "",
        "",
        "",
        "Nothing recorded for 9 months",
        "",
        "Nothing recorded for 7 years",
    ]
