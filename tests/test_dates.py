"""Dates as editors type them -> bounds, and words that claim no more than was typed."""

from __future__ import annotations

import calendar
import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.dates import parse_date

FIRST, LAST = "0001-01-01", "9999-12-31"

DATES = [
    # years
    ("2024", "2024", "2024-01-01", "2024-12-31"),
    ("2024~", "about 2024", "2024-01-01", "2024-12-31"),
    ("2024?", "perhaps 2024", "2024-01-01", "2024-12-31"),
    ("2024%", "perhaps about 2024", "2024-01-01", "2024-12-31"),
    ("1066", "1066", "1066-01-01", "1066-12-31"),
    ("9999", "9999", "9999-01-01", LAST),
    # months
    ("2024-05", "May 2024", "2024-05-01", "2024-05-31"),
    ("2024-02", "February 2024", "2024-02-01", "2024-02-29"),
    ("2023-02", "February 2023", "2023-02-01", "2023-02-28"),
    ("1900-02", "February 1900", "1900-02-01", "1900-02-28"),
    ("2000-02", "February 2000", "2000-02-01", "2000-02-29"),
    ("2024-04", "April 2024", "2024-04-01", "2024-04-30"),
    ("2024-12", "December 2024", "2024-12-01", "2024-12-31"),
    ("2024-05~", "about May 2024", "2024-05-01", "2024-05-31"),
    ("2024-05?", "perhaps May 2024", "2024-05-01", "2024-05-31"),
    ("2024-05%", "perhaps about May 2024", "2024-05-01", "2024-05-31"),
    # days
    ("2024-05-03", "3 May 2024", "2024-05-03", "2024-05-03"),
    ("2024-02-29", "29 February 2024", "2024-02-29", "2024-02-29"),
    ("0001-01-01", "1 January 1", FIRST, FIRST),
    ("9999-12-31", "31 December 9999", LAST, LAST),
    ("2024-05-03~", "about 3 May 2024", "2024-05-03", "2024-05-03"),
    ("2024-05-03?", "perhaps 3 May 2024", "2024-05-03", "2024-05-03"),
    ("2024-05-03%", "perhaps about 3 May 2024", "2024-05-03", "2024-05-03"),
    # intervals of days
    ("2024-05-02/2024-05-04", "2–4 May 2024", "2024-05-02", "2024-05-04"),
    ("2024-05-02/2024-06-04", "2 May – 4 June 2024", "2024-05-02", "2024-06-04"),
    ("2024-05-30/2025-01-02", "30 May 2024 – 2 January 2025", "2024-05-30", "2025-01-02"),
    ("2024-05-03/2025-05-03", "3 May 2024 – 3 May 2025", "2024-05-03", "2025-05-03"),
    ("2024-05-02/2024-05-02", "2 May 2024", "2024-05-02", "2024-05-02"),
    ("2024-05-02~/2024-05-04~", "about 2–4 May 2024", "2024-05-02", "2024-05-04"),
    ("2024-05-02%/2024-05-04%", "perhaps about 2–4 May 2024", "2024-05-02", "2024-05-04"),
    ("2024-05-02~/2024-05-04", "about 2 May 2024 – 4 May 2024", "2024-05-02", "2024-05-04"),
    ("2024-05-02/2024-05-04?", "2 May 2024 – perhaps 4 May 2024", "2024-05-02", "2024-05-04"),
    # intervals of months and years
    ("2024-05/2024-06", "May – June 2024", "2024-05-01", "2024-06-30"),
    ("2024-05/2025-02", "May 2024 – February 2025", "2024-05-01", "2025-02-28"),
    ("2024-05~/2024-06~", "about May – June 2024", "2024-05-01", "2024-06-30"),
    ("2024-05/2024-05", "May 2024", "2024-05-01", "2024-05-31"),
    ("2024/2025", "2024 – 2025", "2024-01-01", "2025-12-31"),
    ("2024/2024", "2024", "2024-01-01", "2024-12-31"),
    ("2024?/2025?", "perhaps 2024 – 2025", "2024-01-01", "2025-12-31"),
    # intervals of unlike ends
    ("2024-05-02/2024-05", "2 May 2024 – May 2024", "2024-05-02", "2024-05-31"),
    ("2024-05/2024-06-04", "May 2024 – 4 June 2024", "2024-05-01", "2024-06-04"),
    ("2024-05-03/2025", "3 May 2024 – 2025", "2024-05-03", "2025-12-31"),
    ("2024/2025-02", "2024 – February 2025", "2024-01-01", "2025-02-28"),
    # open intervals
    ("2024-05-03/..", "from 3 May 2024", "2024-05-03", LAST),
    ("2024-05/..", "from May 2024", "2024-05-01", LAST),
    ("2024~/..", "from about 2024", "2024-01-01", LAST),
    ("../2024-05-03", "until 3 May 2024", FIRST, "2024-05-03"),
    ("../2024-02", "until February 2024", FIRST, "2024-02-29"),
    ("../2024?", "until perhaps 2024", FIRST, "2024-12-31"),
]


@pytest.mark.parametrize(("edtf", "words", "earliest", "latest"), DATES, ids=[row[0] for row in DATES])
def test_reads_what_editors_type(edtf: str, words: str, earliest: str, latest: str) -> None:
    date = parse_date(edtf)
    assert (date.words, date.earliest.isoformat(), date.latest.isoformat()) == (words, earliest, latest)
    assert date.edtf == edtf


FORMAT = "write a date as 2024-05-03, 2024-05 or 2024"
ONE_SIDE = "an interval needs a date on one side at least"
BACKWARDS = "the interval ends before it begins"

ERRORS = {
    FORMAT: [
        "", " ", "24", "202", "20245", "2024-5", "2024-5-3", "2024-05-3", "03-05-2024", "3 May 2024", "20240503",
        " 2024", "2024 ", "2024\n", "2024-05-03T10:00", "2024-05-03Z", "-2024", "+2024", "y2024", "~2024", "2024~?",
        "20XX", "2024-XX", "2024-05~-03", "..", "unknown", "2024–2025", "2024-05-03/tomorrow", "2024-05-03/ 2024-05-04",
        "2024 / 2025", "２０２４", "٢٠٢٤-05", "2024/05/03", "2024//2025", "2024/2025/2026", "//", "/", "../", "/..", "2024/",
    ],
    "there is no year 0000": ["0000"],
    "there is no month 00": ["2024-00"],
    "there is no month 13": ["2024-13", "2024-13~"],
    "there is no month 21": ["2024-21"],
    "May 2024 has no day 00": ["2024-05-00"],
    "May 2024 has no day 32": ["2024-05-32", "2024-05-01/2024-05-32"],
    "April 2024 has no day 31": ["2024-04-31"],
    "February 2023 has no day 29": ["2023-02-29"],
    "February 1900 has no day 29": ["1900-02-29"],
    "February 2024 has no day 30": ["2024-02-30/.."],
    ONE_SIDE: ["../.."],
    BACKWARDS: ["2025/2024", "2024-05-04/2024-05-02", "2024-06/2024-05-31", "2024-05-01/2024-04"],
}  # fmt: skip


@pytest.mark.parametrize(("edtf", "words"), [(edtf, words) for words, rows in ERRORS.items() for edtf in rows])
def test_says_what_is_wrong(edtf: str, words: str) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(words)):
        parse_date(edtf)


@given(st.text() | st.text("0123456789-/.~?%"))
def test_anything_is_a_date_or_a_value_error(text: str) -> None:
    try:
        date = parse_date(text)
    except ValueError as error:
        assert str(error)
    else:
        assert date.earliest <= date.latest


# --- laws -------------------------------------------------------------------------------------------------------------

SIGNS = st.sampled_from(["", "~", "?", "%"])
DAYS = st.dates()
POINTS = st.builds(lambda day, length, sign: day.isoformat()[:length] + sign, DAYS, st.sampled_from([4, 7, 10]), SIGNS)


@given(POINTS)
def test_a_point_is_as_wide_as_its_precision(point: str) -> None:
    date = parse_date(point)
    days = (date.latest - date.earliest).days + 1
    parts = len(point.rstrip("~?%").split("-"))
    assert days in {1: {365, 366}, 2: {28, 29, 30, 31}, 3: {1}}[parts]
    assert date.earliest.isoformat().startswith(point.rstrip("~?%"))


@given(POINTS, POINTS)
def test_bounds_are_ordered_and_hold_both_ends(one: str, other: str) -> None:
    first, second = sorted((parse_date(one), parse_date(other)), key=lambda date: (date.earliest, date.latest))
    both = parse_date(f"{first.edtf}/{second.edtf}")
    assert both.earliest == first.earliest <= both.latest == second.latest
    assert parse_date(f"{first.edtf}/..").latest == dt.date.max
    assert parse_date(f"../{second.edtf}").earliest == dt.date.min


@given(DAYS, DAYS)
def test_an_interval_that_ends_before_it_begins_is_refused(one: dt.date, other: dt.date) -> None:
    if one == other:
        other = other.replace(year=other.year - 1 or 2, month=1, day=1)
    early, late = sorted((one, other))
    with pytest.raises(ValueError, match=BACKWARDS):
        parse_date(f"{late}/{early}")


MONTHS = set(calendar.month_name[1:])


def most_precise(words: str) -> int:
    """3 where the words name a day, 2 where they name a month, 1 for years alone."""
    parts = words.replace("–", " ").split()
    if not MONTHS & set(parts):
        return 1
    before_months = [parts[n - 1] for n, word in enumerate(parts) if word in MONTHS and n]
    return 3 if any(word.isdigit() and int(word) <= 31 and word != "0" for word in before_months) else 2


@given(
    st.sampled_from(["2024", "2024-05", "2024-05-13", "2025", "2025-07", "2025-07-04"]),
    st.sampled_from(["", "2026", "2026-01", "2026-01-09", ".."]),
    SIGNS,
)
def test_words_are_never_more_precise_than_what_was_typed(start: str, end: str, sign: str) -> None:
    sides = [start + sign] + [end] * bool(end)
    words = parse_date("/".join(sides)).words
    assert most_precise(words) == max(len(side.rstrip("~?%").split("-")) for side in sides)


@given(POINTS, POINTS)
def test_words_never_lose_a_doubt(one: str, other: str) -> None:
    first, second = sorted((parse_date(one), parse_date(other)), key=lambda date: (date.earliest, date.latest))
    words = parse_date(f"{first.edtf}/{second.edtf}").words
    for signs, doubt in (("~%", "about"), ("?%", "perhaps")):
        assert (doubt in words) == (first.edtf[-1] in signs or second.edtf[-1] in signs)
