"""The words a source uses for a quantity -> a Quantity or nothing; a Quantity -> words that say the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.quantity import QUALIFIERS, Quantity, parse_quantity, plain


def q(
    value: str = "",
    unit: str = "",
    *,
    low: str = "",
    above: str = "",
    high: str = "",
    below: str = "",
    about: bool = False,
    of: str = "",
    per: str = "",
    period: str = "",
) -> Quantity:
    value_, low_, above_, high_, below_ = (
        Decimal(text.replace(" ", "")) if text else None for text in (value, low, above, high, below)
    )
    return Quantity(value_, low_, above_, high_, below_, about, unit, of, per, period)


MILLION, BILLION = " 000 000", " 000 000 000"

PHRASES: dict[str, Quantity] = {
    # as sources print them
    "up to 30,000 troops": q(high="30000"),
    "30,000 troops": q("30000"),
    "30,000 European troops": q("30000"),
    "200,000 peacekeepers": q("200000"),
    "5% of GDP": q("5", "%", of="GDP"),
    "£3 billion per year until 2030": q("3" + BILLION, "GBP", per="year", period="until 2030"),
    "£3billion a year until 2030": q("3" + BILLION, "GBP", per="year", period="until 2030"),
    "more than double": q(unit="×", above="2"),
    "80": q("80"),
    "£30 million": q("30" + MILLION, "GBP"),
    "£670 billion": q("670" + BILLION, "GBP"),
    "over 20 world leaders": q(above="20"),
    "up to £1.2 billion": q(unit="GBP", high="1 200 000 000"),
    # figures
    "0": q("0"),
    "1234567": q("1234567"),
    "1,234,567.89": q("1234567.89"),
    "1.10": q("1.10"),
    "30,000 ": q("30000"),
    "  30,000\n  troops ": q("30000"),
    "30\N{NO-BREAK SPACE}million": q("30" + MILLION),
    # scales
    "3k": q("3000"),
    "3 thousand": q("3000"),
    "5m": q("5" + MILLION),
    "5mn": q("5" + MILLION),
    "5 mln": q("5" + MILLION),
    "1.5 million": q("1 500 000"),
    "2bn": q("2" + BILLION),
    "2 bln": q("2" + BILLION),
    "0.5tn": q("500" + BILLION),
    "$1.5 trillion": q("1500" + BILLION, "USD"),
    "2 thousand million": q("2" + BILLION),
    "5 hundred": q("500"),
    "5 MILLION": q("5" + MILLION),
    # words
    "zero": q("0"),
    "two leaders": q("2"),
    "eleven": q("11"),
    "twenty": q("20"),
    "twenty-five": q("25"),
    "twenty five": q("25"),
    "ninety‑nine": q("99"),
    "two hundred": q("200"),
    "two hundred thousand": q("200000"),
    "a hundred": q("100"),
    "a million": q("1" + MILLION),
    "a thousand million": q("1" + BILLION),
    "a dozen": q("12"),
    "two dozen ships": q("24"),
    "half a dozen": q("6"),
    "half": q("0.5"),
    "a quarter": q("0.25"),
    "three-quarters": q("0.75"),
    "three fifths": q("0.6"),
    "one tenth": q("0.1"),
    "half a million": q("500000"),
    "half a billion": q("500" + MILLION),
    # currencies
    "€800 billion": q("800" + BILLION, "EUR"),
    "US$2bn": q("2" + BILLION, "USD"),
    "us$5": q("5", "USD"),
    "£ 3 billion": q("3" + BILLION, "GBP"),
    "5 pounds": q("5", "GBP"),
    "5 million euros": q("5" + MILLION, "EUR"),
    "two dollars": q("2", "USD"),
    "£5 pounds": q("5", "GBP"),
    "£1.20": q("1.20", "GBP"),
    "£3 billion of aid": q("3" + BILLION, "GBP"),
    # shares
    "5 %": q("5", "%"),
    "5 per cent": q("5", "%"),
    "5 percent": q("5", "%"),
    "2.50%": q("2.50", "%"),
    "half a per cent": q("0.5", "%"),
    "5 per cent of the GDP": q("5", "%", of="GDP"),
    "5% of its gdp": q("5", "%", of="GDP"),
    "60% of voters": q("60", "%", of="voters"),
    "2.5 percentage points": q("2.5", "pp"),
    "1 percentage point": q("1", "pp"),
    "half a percentage point": q("0.5", "pp"),
    "2.5% of GDP by 2027": q("2.5", "%", of="GDP", period="by 2027"),
    # multiples
    "double": q("2", "×"),
    "twice as many": q("2", "×"),
    "triple the budget": q("3", "×"),
    "treble": q("3", "×"),
    "quadruple": q("4", "×"),
    "four times": q("4", "×"),
    "2.5 times": q("2.5", "×"),
    "nearly double": q(unit="×", below="2", about=True),
    # bounds
    "as many as 40": q(high="40"),
    "as much as £4": q(unit="GBP", high="4"),
    "no more than 5": q(high="5"),
    "not more than 5": q(high="5"),
    "at most 5": q(high="5"),
    "a maximum of 5": q(high="5"),
    "under 5": q(below="5"),
    "fewer than 10": q(below="10"),
    "less than 1%": q(unit="%", below="1"),
    "below 2": q(below="2"),
    "over 5": q(above="5"),
    "more than half": q(above="0.5"),
    "above 2": q(above="2"),
    "upwards of 300": q(above="300"),
    "in excess of £4bn": q(unit="GBP", above="4" + BILLION),
    "at least 12": q(low="12"),
    "no fewer than 3": q(low="3"),
    "no less than 3": q(low="3"),
    "not less than 3": q(low="3"),
    "a minimum of 2": q(low="2"),
    "UP TO 5": q(high="5"),
    # approximate
    "about 50": q("50", about=True),
    "around £5m": q("5" + MILLION, "GBP", about=True),
    "roughly half": q("0.5", about=True),
    "approximately 7": q("7", about=True),
    "some 300 people": q("300", about=True),
    "circa 5": q("5", about=True),
    "an estimated 200": q("200", about=True),
    "in the region of 5": q("5", about=True),
    "nearly 5 million": q(below="5" + MILLION, about=True),
    "almost 20%": q(unit="%", below="20", about=True),
    "close to 5": q(below="5", about=True),
    "just under 1 million": q(below="1" + MILLION, about=True),
    "just over 3": q(above="3", about=True),
    "slightly more than 2": q(above="2", about=True),
    "up to about 5": q(high="5", about=True),
    "about up to 5": q(high="5", about=True),
    # ranges
    "10 to 20": q(low="10", high="20"),
    "from 10 to 20 ships": q(low="10", high="20"),
    "between 10 and 20 people": q(low="10", high="20"),
    "10-20 per cent": q(unit="%", low="10", high="20"),
    "10–20%": q(unit="%", low="10", high="20"),
    "10% to 20%": q(unit="%", low="10", high="20"),
    "10 — 20": q(low="10", high="20"),
    "5 to 5": q(low="5", high="5"),
    "two to three": q(low="2", high="3"),
    "about 10 to 20": q(low="10", high="20", about=True),
    "£1-2 billion": q(unit="GBP", low="1" + BILLION, high="2" + BILLION),
    "£1bn–£2bn": q(unit="GBP", low="1" + BILLION, high="2" + BILLION),
    "between £1 and £2 million": q(unit="GBP", low="1" + MILLION, high="2" + MILLION),
    "£900m to £1.2bn": q(unit="GBP", low="900" + MILLION, high="1 200 000 000"),
    "1 million to 2 million euros": q(unit="EUR", low="1" + MILLION, high="2" + MILLION),
    "one to two hundred thousand": q(low="100000", high="200000"),
    "two to three thousand million": q(low="2" + BILLION, high="3" + BILLION),
    # per what, and when
    "5 a day": q("5", per="day"),
    "10 an hour": q("10", per="hour"),
    "10 each month": q("10", per="month"),
    "3 every week": q("3", per="week"),
    "£5 per person": q("5", "GBP", per="person"),
    "£5m annually": q("5" + MILLION, "GBP", per="year"),
    "£5m yearly": q("5" + MILLION, "GBP", per="year"),
    "twice a year": q("2", "×", per="year"),
    "30,000 troops a year": q("30000", per="year"),
    "£5 by 2030": q("5", "GBP", period="by 2030"),
    "£5, until 2030": q("5", "GBP", period="until 2030"),
    "£5 in 2020": q("5", "GBP", period="in 2020"),
    "£5 since 2020": q("5", "GBP", period="since 2020"),
    "£5 from 2020 to 2025": q("5", "GBP", period="from 2020 to 2025"),
    "5% By The End Of 2027": q("5", "%", period="by the end of 2027"),
    "up to 10 a month before 2026": q(high="10", per="month", period="before 2026"),
}

UNREADABLE = {
    "nothing": ["", " ", "troops", "a year", "until 2030", "in 2030", "£", "%", "about", "up to", "of 5"],
    "no number": ["a small fraction", "dozens", "dozens of people", "hundreds", "thousands of troops", "tens of thousands", "a few", "a few thousand", "several hundred", "a couple of days", "many", "some", "a fraction of GDP"],
    "bad grouping": ["30,00", "3,0000", "1,2,3", "1234,567", "30,000,", "1.5.2", "5.", ".5", "30.000.000", "30 000 troops", "30\u202f000", "30'000"],
    "negation": ["not 5", "no troops", "no 5", "not up to 5", "not", "5 not 6", "never 5", "none of the 5"],
    "sign": ["-5", "£-5", "+5", "minus 5", "~5", ">5", "≥5", "5+", "5½", "½", "1e5", "5²", "1/²"],
    "two numbers": ["5 5", "5 of 10", "one in five", "10 troops and 20 planes", "10 planes 20 troops", "10 or 20", "one hundred and five", "two and a half million", "5; 6", "5, 6", "5 (five)", "5 troops to 10", "30,000 in 2020 and 40,000 in 2021"],
    "bad range": ["20 to 10", "between 5 to 10", "between 5", "5 to", "3 -", "to 5", "up to 5 to 10", "£5 to €6", "5% to £6", "between 10 or 20", "about between and"],
    "half a range": ["from 5", "from £5 million"],
    "two bounds": ["up to more than 5", "at least at most 5", "over just over 5"],
    "bound behind": ["5 or more", "£5 or less", "5 at most", "5 at least", "£5 million plus", "5 maximum", "5 minimum"],
    "two units": ["£5 euros", "£5%", "5% of £6", "5% million", "$5 pounds", "double 5"],
    "unknown money": ["¥5", "A$5", "5€", "EUR 800 billion", "C$5"],
    "words before": ["the 5", "only 5", "exactly 5", "troops 5", "per year 5", "first"],
    "ordinal": ["5th", "1st", "the 21st", "20th century"],
    "years as a name": ["1980s"],
    "unknown multiple": ["2x", "ten-fold", "doubled"],
    "unknown scale": ["5 millions", "two millions", "5 thousands of troops", "3 quadrillion", "20 dozens"],
    "unknown fraction": ["an eighth", "one sixth", "three eighths", "one hundredth", "three-sevenths"],
    "unknown rate": ["5 per", "5 per 6", "£5 per person per year", "£5 a year a head"],
    "punctuation": ['"80"', "80.", "80!", "80 troops.", "30,000-strong", "5-odd"],
}  # fmt: skip


@pytest.mark.parametrize(("phrase", "expected"), PHRASES.items(), ids=[phrase.strip() for phrase in PHRASES])
def test_reads_a_phrase(phrase: str, expected: Quantity) -> None:
    assert parse_quantity(phrase) == expected


@pytest.mark.parametrize("phrase", [phrase for phrases in UNREADABLE.values() for phrase in phrases])
def test_reads_a_phrase_as_a_whole_or_not_at_all(phrase: str) -> None:
    assert parse_quantity(phrase) is None


# What may well stay unreadable, but must never be read as something else.
NEVER_MISREAD = {
    "5 billion US dollars": q("5" + BILLION, "USD"),
    "800 billion EUR": q("800" + BILLION, "EUR"),
    "5 GBP": q("5", "GBP"),
    "5 per cent points": q("5", "pp"),
    "3 % points": q("3", "pp"),
    "£500,000 to £2 million": q(unit="GBP", low="500000", high="2" + MILLION),
    "$60 a barrel": q("60", "USD", per="barrel"),
    "5 per 1,000 people": None,
    "3% of its national income": q("3", "%", of="national income"),
    "5% of Russian GDP": q("5", "%", of="Russian GDP"),
    "10% of the EU budget": q("10", "%", of="EU budget"),
    "half of GDP": q("0.5", of="GDP"),
}


@pytest.mark.parametrize(("phrase", "right"), NEVER_MISREAD.items(), ids=NEVER_MISREAD)
def test_never_misreads(phrase: str, right: Quantity | None) -> None:
    assert parse_quantity(phrase) in (right, None)


def test_numbers_are_exact_and_plain() -> None:
    quantity = parse_quantity("£1.2 billion")
    assert quantity is not None
    assert str(quantity.value) == "1200000000"
    assert quantity.bounds == (Decimal(1_200_000_000), None, None, None, None)


WORDS: dict[str, str] = {
    "up to 30,000 troops": "at most 30,000",
    "as much as £1,200 million": "at most £1.2 billion",
    "over 20 world leaders": "more than 20",
    "fewer than 3": "less than 3",
    "no fewer than 3": "at least 3",
    "almost 5m": "nearly 5 million",
    "just above 5": "just over 5",
    "roughly £5": "about £5",
    "£1-2 billion": "£1 billion to £2 billion",
    "10-20 per cent": "10% to 20%",
    "more than double": "more than 2 times",
    "1 percentage point": "1 percentage point",
    "2 percentage points": "2 percentage points",
    "£3billion per year until 2030": "£3 billion a year until 2030",
    "10 each hour": "10 an hour",
    "5 per cent of the GDP": "5% of GDP",
    "1234567": "1,234,567",
    "1.10": "1.10",
    "$1.2345 million": "$1,234,500",
    "£1.2345678 million": "£1,234,567.8",
    "half a dozen": "6",
}


@pytest.mark.parametrize(("phrase", "words"), WORDS.items(), ids=WORDS)
def test_says_it_in_our_words(phrase: str, words: str) -> None:
    quantity = parse_quantity(phrase)
    assert quantity is not None
    assert quantity.words == words


@pytest.mark.parametrize("phrase", ["a third", "two-thirds", "more than a third"])
def test_a_third_is_not_told_in_28_decimals(phrase: str) -> None:
    quantity = parse_quantity(phrase)
    assert quantity is not None
    assert len(quantity.words) < 20


@pytest.mark.parametrize(
    ("number", "expected"), [("1E+6", "1,000,000"), ("0.50", "0.50"), ("1234.5", "1,234.5"), ("1E-7", "0.0000001")]
)
def test_a_plain_number_has_no_exponent(number: str, expected: str) -> None:
    assert plain(Decimal(number)) == expected


# --- laws -------------------------------------------------------------------------------------------------------------

SPANS = ("hour", "day", "week", "month", "year", "person", "head", "household", "barrel")
NUMBERS = st.one_of(
    st.integers(0, 10**14).map(Decimal),
    st.decimals(0, 10**6, places=2),
    st.builds(lambda n, scale: Decimal(n) * 10**scale, st.integers(1, 5000), st.sampled_from([3, 6, 9, 12])),
)
YEARS = st.integers(1900, 2099)
PERIODS = st.one_of(
    st.just(""),
    st.builds("{} {}".format, st.sampled_from(["until", "by", "since", "in", "before the end of"]), YEARS),
    st.builds("from {} to {}".format, YEARS, YEARS),
)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    shape = draw(st.sampled_from(["value", "minimum", "exclusive_minimum", "maximum", "exclusive_maximum", "range"]))
    numbers = {"minimum": low, "maximum": high} if shape == "range" else {shape: low}
    unit = draw(st.sampled_from(["", "GBP", "EUR", "USD", "%", "pp", "×"]))
    of = draw(st.sampled_from(["", "GDP", "voters"])) if unit in ("%", "pp") else ""
    per = draw(st.sampled_from(["", *SPANS]))
    return Quantity(approximate=draw(st.booleans()), unit=unit, of=of, per=per, period=draw(PERIODS), **numbers)


@given(quantities())
def test_our_words_are_read_back_as_the_same_quantity(quantity: Quantity) -> None:
    assert parse_quantity(quantity.words) == quantity


def readable_or_none(phrase: str) -> None:
    quantity = parse_quantity(phrase)
    if quantity is not None:
        assert quantity.words
        assert any(number is not None for number in quantity.bounds)


@given(st.text())
def test_any_text_is_a_quantity_or_none(phrase: str) -> None:
    readable_or_none(phrase)


LEXICON = [*QUALIFIERS, *SPANS, "5", "1,000", "2.5", "£", "$", "%", "million", "trillion", "k", "dozen", "a", "two", "twenty", "half", "thirds", "double", "times", "per cent", "percentage points", "to", "-", "between", "and", "of", "GDP", "per", "euros", "until 2030", "troops"]  # fmt: skip


@given(st.lists(st.sampled_from(LEXICON)).map(" ".join))
def test_any_words_of_the_lexicon_are_a_quantity_or_none(phrase: str) -> None:
    readable_or_none(phrase)


@pytest.mark.parametrize("phrase", ["1 trillion trillion trillion", "9" * 30 + " million", "9" * 40, "0." + "1" * 40])
def test_numbers_beyond_measure_raise_nothing(phrase: str) -> None:
    readable_or_none(phrase)


@given(NUMBERS, st.sampled_from(["", "£", "€", "$"]), st.sampled_from(["", "troops", "European troops"]))
def test_a_number_is_read_as_itself_whatever_is_counted(number: Decimal, sign: str, noun: str) -> None:
    quantity = parse_quantity(f"{sign}{plain(number)} {noun}")
    assert quantity is not None
    assert quantity.value == number
