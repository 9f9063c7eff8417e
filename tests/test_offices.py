"""A role as a report prints it, and the offices on the record -> whether it was right on that day."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.dates import parse_date
from explainer.model import Mention, Office, Person, Prose, Source
from explainer.offices import Verdict, judge
from explainer.problems import Place
from explainer.yamltext import Text

PLACE = Place("")


def text(words: str) -> Text:
    return Text(words, PLACE)


def office(title: str, start: str = "", end: str = "", also: tuple[str, ...] = ()) -> Office:
    dates = {name: parse_date(typed) for name, typed in (("start", start), ("end", end)) if typed}
    called, record = tuple(map(text, also)), text("Gazette")
    return Office(place=PLACE, places={}, title=text(title), also_called=called, reference=record, **dates)


def mention(role: str, *offices: Office) -> Mention:
    person = Person(place=PLACE, places={}, id=text("ana-ruiz"), name=text("Ana Ruiz"), offices=offices)
    printed = {"role": text(role)} if role else {}
    return Mention(place=PLACE, places={}, person=person, names=(person.name,), **printed)


def source(date: str) -> Source:
    return Source(
        place=PLACE,
        places={},
        headline=text("A"),
        headline_by=text("source"),
        date_published=parse_date(date),
        date_basis=text("printed"),
        text=text("a.txt"),
        summary=Prose(text(""), ()),
    )


def verdict(role: str, on: str, *offices: Office) -> Verdict:
    return judge(mention(role, *offices), source(on)).verdict


MINISTER = office("Minister of Transport", "2022-09-06", "2024-03-01", ("transport minister",))
MAYOR = office("Mayor", "2024-03-02")
FIRST, SECOND = office("President", "2017-01-20", "2021-01-20"), office("President", "2025-01-20")


# --- on a day ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "held", "over"),
    [
        ("2022-09-05", "wrong", "wrong"),
        ("2022-09-06", "right", "wrong"),
        ("2023", "right", "wrong"),
        ("2024-03-01", "right", "wrong"),
        ("2024-03-02", "wrong", "right"),
        ("2024-03", "unsure", "unsure"),
        ("2024-02-28/2024-03-01", "right", "wrong"),
        ("2024-03-01/2024-03-02", "unsure", "unsure"),
        ("2024-03-02/..", "wrong", "right"),
        ("2024-03-01/..", "unsure", "unsure"),
        ("../2022-09-05", "wrong", "wrong"),
    ],
)
def test_in_office_and_out_of_it(on: str, held: Verdict, over: Verdict) -> None:
    assert verdict("transport minister", on, MINISTER) == held
    assert verdict("former transport minister", on, MINISTER) == over


@pytest.mark.parametrize(("on", "held"), [("2024-03-01", "wrong"), ("2024-03-02", "right"), ("2099", "right")])
def test_an_office_whose_end_is_not_known_goes_on(on: str, held: Verdict) -> None:
    assert verdict("mayor", on, MAYOR) == held
    assert verdict("former mayor", on, MAYOR) == "wrong"


@pytest.mark.parametrize(("on", "held"), [("1990", "right"), ("2024-03-01", "right"), ("2024-03-02", "wrong")])
def test_an_office_whose_beginning_is_not_known_was_held_before(on: str, held: Verdict) -> None:
    assert verdict("mayor", on, office("Mayor", end="2024-03-01")) == held


def test_of_an_office_without_dates_nothing_is_sure() -> None:
    assert verdict("mayor", "2024", office("Mayor")) == verdict("former mayor", "2024", office("Mayor")) == "unsure"


@pytest.mark.parametrize(
    ("on", "held", "over"),
    [
        ("2022-08-31", "wrong", "wrong"),
        ("2022-09-15", "unsure", "unsure"),
        ("2022-09-30", "right", "wrong"),
        ("2024-03-01", "right", "wrong"),
        ("2024-03-15", "unsure", "unsure"),
        ("2024-03", "unsure", "unsure"),
        ("2024-04-01", "wrong", "right"),
    ],
)
def test_an_office_known_to_the_month(on: str, held: Verdict, over: Verdict) -> None:
    mayor = office("Mayor", "2022-09", "2024-03")
    assert (verdict("mayor", on, mayor), verdict("former mayor", on, mayor)) == (held, over)


@pytest.mark.parametrize(
    ("on", "held", "over"),
    [
        ("2017-01-19", "wrong", "wrong"),
        ("2020-01-01", "right", "wrong"),
        ("2021-01-20", "right", "wrong"),
        ("2021-01-21", "wrong", "right"),
        ("2025-01-19", "wrong", "right"),
        ("2025-01-20", "right", "wrong"),
        ("2025-01", "unsure", "unsure"),
        ("2021-01", "unsure", "unsure"),
    ],
)
def test_an_office_that_was_held_twice(on: str, held: Verdict, over: Verdict) -> None:
    for terms in ((FIRST, SECOND), (SECOND, FIRST)):
        assert (verdict("President", on, *terms), verdict("former President", on, *terms)) == (held, over)


# --- in which words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("transport minister", "right"),
        ("Minister of Transport", "right"),
        ("TRANSPORT  Minister", "right"),
        ("the transport minister, Ana Ruiz", "right"),
        ("Freeland’s transport minister", "unmatched"),
        ("transport minister's", "unmatched"),
        ("former transport minister", "wrong"),
        ("Former  Minister of Transport", "wrong"),
        ("the former transport minister", "wrong"),
        ("ex-transport minister", "wrong"),
        ("Ex-Minister of Transport", "wrong"),
        ("ex transport minister", "wrong"),
        ("one-time transport minister", "wrong"),
        ("onetime transport minister", "wrong"),
        ("former teacher and transport minister", "right"),
        ("teacher and former transport minister", "wrong"),
        ("reformer transport minister", "unmatched"),
        ("transport ministers", "unmatched"),
        ("supertransport minister", "unmatched"),
        ("minister", "unmatched"),
        ("transport and housing minister", "unmatched"),
        ("engineer", "unmatched"),
        ("former engineer", "unmatched"),
        ("vice transport minister", "unmatched"),
        ("acting transport minister", "unmatched"),
        ("transport minister-elect", "unmatched"),
        ("transport minister's spokesman", "unmatched"),
        ("former Freeland transport minister", "unmatched"),
        ("ex‑transport minister", "wrong"),
        ("ex–transport minister", "wrong"),
        ("previous transport minister", "wrong"),
        ("a transport minister; engineer", "right"),
        ("engineer & former transport minister", "wrong"),
    ],
)
def test_the_words_for_an_office_in_the_days_it_was_held(role: str, expected: Verdict) -> None:
    assert verdict(role, "2023-05-03", MINISTER) == expected


@pytest.mark.parametrize("role", ["Ukraine's President", "Ukraine’s President"])
@pytest.mark.parametrize("known", ["Ukraine's President", "Ukraine’s President"])
def test_an_apostrophe_is_one_whether_curly_or_straight(role: str, known: str) -> None:
    assert verdict(role, "2024", office("Head of State", "2019", also=(known,))) == "right"


def test_signs_in_a_wording_are_those_signs() -> None:
    secretary = office("U.S. Defense Secretary (acting)", "2019")
    assert verdict("U.S. Defense Secretary (acting)", "2024", secretary) == "right"
    assert verdict("UxSx Defense Secretary (acting)", "2024", secretary) == "unmatched"


ENVOY = "US Special Presidential Envoy"
BOTH = office("Envoy for Ukraine and Russia", "2025-01-20", "2025-03-15", (f"{ENVOY} for Ukraine and Russia", ENVOY))
ONE = office("Envoy for Ukraine", "2025-03-16", also=(ENVOY,))


@pytest.mark.parametrize(
    ("role", "on", "expected", "meant"),
    [
        (f"{ENVOY} for Ukraine and Russia", "2025-02-01", "right", (BOTH,)),
        (f"{ENVOY} for Ukraine and Russia", "2025-04-01", "wrong", (BOTH,)),
        (f"former {ENVOY} for Ukraine and Russia", "2025-04-01", "right", (BOTH,)),
        (ENVOY, "2025-02-01", "right", (BOTH, ONE)),
        (ENVOY, "2025-04-01", "right", (BOTH, ONE)),
        (f"former {ENVOY}", "2025-04-01", "wrong", (BOTH, ONE)),
        ("Envoy for Ukraine", "2025-02-01", "wrong", (ONE,)),
    ],
)
def test_the_longest_wording_says_which_office_is_meant(
    role: str, on: str, expected: Verdict, meant: tuple[Office, ...]
) -> None:
    for offices in ((BOTH, ONE), (ONE, BOTH)):
        judged = judge(mention(role, *offices), source(on))
        assert (judged.verdict, set(map(id, judged.offices))) == (expected, set(map(id, meant)))


def test_an_office_with_an_and_in_its_title_is_not_two() -> None:
    health, whole = office("Minister for Health", "2019", "2020"), office("Minister for Health and Education", "2021")
    for offices in ((health, whole), (whole, health)):
        assert judge(mention("Minister for Health and Education", *offices), source("2024")).offices == (whole,)


@pytest.mark.parametrize(
    ("role", "offices", "expected"),
    [
        ("", (MINISTER,), "unstated"),
        ("", (), "unstated"),
        ("transport minister", (), "unrecorded"),
        ("former transport minister", (), "unrecorded"),
        ("engineer", (MINISTER, MAYOR), "unmatched"),
    ],
)
def test_where_nothing_can_be_said(role: str, offices: tuple[Office, ...], expected: Verdict) -> None:
    judged = judge(mention(role, *offices), source("2023"))
    assert (judged.verdict, judged.offices, judged.former) == (expected, (), False)


@pytest.mark.parametrize(("role", "former"), [("mayor", False), ("former mayor", True), ("ex-mayor", True)])
def test_whether_the_words_call_it_over_and_which_office_they_mean(role: str, former: bool) -> None:
    judged = judge(mention(role, MINISTER, MAYOR), source("2025"))
    assert (judged.offices, judged.former) == ((MAYOR,), former)


# --- laws -------------------------------------------------------------------------------------------------------------


def stretches(low: int, high: int) -> st.SearchStrategy[tuple[dt.date, dt.date]]:
    """The first and last day that a date may be, in one month."""
    day = st.dates(dt.date(2024, 1, low), dt.date(2024, 1, high))
    return st.tuples(day, day).map(lambda both: (min(both), max(both)))


def typed(stretch: tuple[dt.date, dt.date]) -> str:
    return "/".join(map(str, stretch))


def days(stretch: tuple[dt.date, dt.date]) -> list[dt.date]:
    return [stretch[0] + dt.timedelta(n) for n in range((stretch[1] - stretch[0]).days + 1)]


STRETCHES = (stretches(10, 14), stretches(14, 18), stretches(7, 21))  # of the beginning, the end and the report


@given(*STRETCHES)
def test_a_role_is_right_where_it_is_on_every_day_it_may_be(
    start: tuple[dt.date, dt.date], end: tuple[dt.date, dt.date], on: tuple[dt.date, dt.date]
) -> None:
    found = [first <= day <= last for first, last, day in product(days(start), days(end), days(on))]
    expected = "right" if all(found) else "wrong" if not any(found) else "unsure"
    assert verdict("mayor", typed(on), office("Mayor", typed(start), typed(end))) == expected


@given(*STRETCHES)
def test_a_former_role_is_not_called_right_or_wrong_where_some_day_says_otherwise(
    start: tuple[dt.date, dt.date], end: tuple[dt.date, dt.date], on: tuple[dt.date, dt.date]
) -> None:
    found = [day > last for last, day in product(days(end), days(on))]
    judged = verdict("former mayor", typed(on), office("Mayor", typed(start), typed(end)))
    assert {"right": all(found), "wrong": not any(found)}.get(judged, True)
    assert judged != "unsure" or not all(found)


@given(st.lists(st.tuples(*STRETCHES[:2]), min_size=1, max_size=3), STRETCHES[2])
def test_nobody_is_in_office_and_out_of_it(
    terms: list[tuple[tuple[dt.date, dt.date], tuple[dt.date, dt.date]]], on: tuple[dt.date, dt.date]
) -> None:
    offices = [office("Mayor", typed(start), typed(end)) for start, end in terms]
    held, over = (verdict(role, typed(on), *offices) for role in ("mayor", "former mayor"))
    assert (held, over) != ("right", "right")
    assert (held == "unsure") == (over == "unsure")


LETTERS = "abc XYZ’'-.()"


@given(st.text(LETTERS), st.text(LETTERS, min_size=1).filter(str.strip))
def test_any_words_are_judged(role: str, title: str) -> None:
    assert verdict(role, "2024", office(title, "2023")) in ("right", "wrong", "unmatched", "unstated")
