"""Voices -> whether they agree, how many are independent, and whether it is people or reports who differ."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from explainer.compare.agreement import NEAR, Agreement, Dispute, Result, Voice, _some_apart, _some_near, agreement
from explainer.dates import Date, parse_date
from explainer.intervals import Relation
from explainer.model import Prose, Source
from explainer.problems import Place
from explainer.yamltext import Text

PLACE = Place("")


def source(name: str, date: str) -> Source:
    text = Text(name, PLACE)
    return Source(
        place=PLACE,
        places={},
        id=text,
        headline=text,
        headline_by=text,
        date_published=parse_date(date),
        date_basis=text,
        text=text,
        summary=Prose(text, ()),
    )


def relate(one: str, other: str) -> Relation:
    """Sayings of one letter go together, of two letters contradict each other; with "?" nothing can be compared."""
    if "?" in one + other:
        return "not comparable"
    return "agree" if one.lower() == other.lower() else "compatible" if one[0] == other[0] else "differ"


Line = tuple[str, str, str]  # a report, who says something there, and what
WEEK = {"gazette": "2024-05-03", "herald": "2024-05-06"}


def heard(*lines: Line, shared: tuple[str, ...] = (), **dates: str) -> Agreement:
    """What comes of some lines; the reports `shared` have one origin."""
    when = WEEK | dates
    voices = [Voice(source(name, when[name]), holder, said) for name, holder, said in lines]
    return agreement(voices, relate, {name: shared[0] if name in shared else name for name in when})


def test_no_more_is_compared_when_the_worst_is_known() -> None:
    """Of n voices n² pairs; a hundred would be 5,050."""
    asked = 0

    def counted(one: str, other: str) -> Relation:
        nonlocal asked
        asked += 1
        return relate(one, other)

    gazette = source("gazette", WEEK["gazette"])
    voices = [Voice(gazette, "", chr(ord("A") + n)) for n in range(20)] + [
        Voice(gazette, "", f"Z{n}") for n in range(80)
    ]
    found = agreement(voices, counted, {"gazette": "gazette"})
    assert found.result == "split" and found.disputes == {"reports"}
    assert asked == 2


# --- who disagrees ----------------------------------------------------------------------------------------------------


def test_nobody() -> None:
    assert heard() == Agreement("nobody", (), 0)


def test_both_reports_tell_that_two_people_disagree() -> None:
    told = [(name, person, said) for name in WEEK for person, said in (("ana", "x"), ("bo", "y"))]
    assert heard(*told) == Agreement("split", ("gazette", "herald"), 2, frozenset({"people"}))


def test_each_report_gives_one_of_two_people_who_disagree() -> None:
    assert heard(("gazette", "ana", "x"), ("herald", "bo", "y")).disputes == {"people"}


def test_a_report_that_contradicts_whom_another_quotes_is_one_of_the_people() -> None:
    assert heard(("gazette", "ana", "x"), ("herald", "", "y")).disputes == {"people"}


@pytest.mark.parametrize("holder", ["", "ana"])
def test_two_accounts_of_one_fact_or_of_what_one_person_says(holder: str) -> None:
    found = heard(("gazette", holder, "x"), ("herald", holder, "y"))
    assert found == Agreement("split", ("gazette", "herald"), 2, frozenset({"reports"}))


@pytest.mark.parametrize("holder", ["", "ana"])
def test_ten_months_later_the_account_has_changed(holder: str) -> None:
    found = heard(("gazette", holder, "x"), ("herald", holder, "y"), herald="2025-03-06")
    assert found == Agreement("changed", ("gazette", "herald"), 2, frozenset({"time"}))


def test_two_people_who_disagree_ten_months_apart_have_not_changed_their_accounts() -> None:
    found = heard(("gazette", "ana", "x"), ("herald", "bo", "y"), herald="2025-03-06")
    assert found.result == "split"
    assert found.disputes == {"people"}


def test_what_changed_while_people_disagree_is_a_split() -> None:
    lines = [("gazette", "ana", "x"), ("herald", "ana", "y"), ("herald", "bo", "x")]
    found = heard(*lines, herald="2025-03-06")
    assert found.result == "split"
    assert found.disputes == {"people", "time"}


@pytest.mark.parametrize("other", ["2020-01-01", "2030-01-01"])
def test_what_was_said_in_other_years_too_is_held_against_the_report_of_the_week(other: str) -> None:
    for early, late in ((other, "2024-05-03"), ("2024-05-03", other)):
        found = heard(("one", "", "x"), ("two", "", "x"), ("herald", "", "y"), one=early, two=late)
        assert (found.result, set(found.disputes)) == ("split", {"reports"})


def test_a_later_report_does_not_excuse_two_of_one_week() -> None:
    found = heard(("gazette", "", "x"), ("herald", "", "y"), ("later", "", "y"), later="2025-03-06")
    assert found.result == "split"
    assert found.disputes == {"reports"}


@pytest.mark.parametrize(
    ("first", "second", "dispute"),
    [
        ("2024-05-03", "2024-05-03", "reports"),
        ("2024-05-03", "2024-06-03", "reports"),
        ("2024-05-03", "2024-06-04", "time"),
        ("2024-05", "2024-07-01", "reports"),
        ("2024-05", "2024-07-02", "time"),
        ("2024-01/2024-12", "2024-06-03", "reports"),
        ("2024-01/2024-06", "2024-06/2024-12", "reports"),
        ("2024", "2025", "reports"),
        ("2024", "2026", "time"),
        ("2024-01-01/..", "2030", "reports"),
        ("../2024", "2025-01-31", "reports"),
        ("../2024", "2025-02-01", "time"),
    ],
)
def test_reports_are_near_each_other_where_they_may_be_a_month_apart(first: str, second: str, dispute: Dispute) -> None:
    lines = ("gazette", "", "x"), ("herald", "", "y")
    for one, other in ((first, second), (second, first)):
        assert heard(*lines, gazette=one, herald=other).disputes == {dispute}


@pytest.mark.parametrize(
    ("lines", "result", "disputes"),
    [
        ([("gazette", "", "x")], "one_source", set()),
        ([("gazette", "ana", "x"), ("gazette", "bo", "y")], "one_source", {"people"}),
        ([("gazette", "", "x"), ("gazette", "", "y")], "split", {"reports"}),
        ([("gazette", "ana", "x"), ("gazette", "ana", "y")], "split", {"reports"}),
    ],
    ids=["one thing", "a dispute", "against itself", "one person with two minds"],
)
def test_a_report_alone(lines: list[Line], result: Result, disputes: set[Dispute]) -> None:
    assert heard(*lines) == Agreement(result, ("gazette",), 1, frozenset(disputes))


def test_a_report_of_a_whole_year_that_contradicts_itself_has_not_changed() -> None:
    assert heard(("gazette", "", "x"), ("gazette", "", "y"), gazette="2024").disputes == {"reports"}


# --- origins ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("second", ["x", "X", "x2"])
def test_two_reports_of_one_origin_that_go_together_are_one(second: str) -> None:
    found = heard(("gazette", "", "x"), ("herald", "", second), shared=("gazette", "herald"))
    assert found == Agreement("one_source", ("gazette", "herald"), 1)


def test_two_reports_of_one_origin_that_tell_of_a_dispute_are_one() -> None:
    told = [(name, person, said) for name in WEEK for person, said in (("ana", "x"), ("bo", "y"))]
    found = heard(*told, shared=("gazette", "herald"))
    assert found == Agreement("one_source", ("gazette", "herald"), 1, frozenset({"people"}))


@pytest.mark.parametrize(("date", "result"), [("2024-05-06", "split"), ("2025-03-06", "changed")])
def test_two_reports_of_one_origin_that_contradict_each_other_are_not_passed_over(date: str, result: Result) -> None:
    found = heard(("gazette", "", "x"), ("herald", "", "y"), shared=("gazette", "herald"), herald=date)
    assert (found.result, found.independent) == (result, 1)


# --- who agrees -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "result"),
    [
        (["x", "x"], "agree"),
        (["x", "X"], "agree"),
        (["x", "x2"], "compatible"),
        (["x", "x", "x2"], "compatible"),
        (["x", "?"], "not_comparable"),
        (["x", "y?", "?"], "not_comparable"),
        (["?", "?"], "not_comparable"),
        (["x", "X", "?"], "compatible"),
        (["x", "x", "?"], "compatible"),
        (["x", "y", "?"], "split"),
    ],
    ids=" ".join,
)
def test_what_independent_reports_say(said: list[str], result: Result) -> None:
    names = ["gazette", "herald", "lagune"][: len(said)]
    found = heard(*((name, "", words) for name, words in zip(names, said, strict=True)), lagune="2024-05-07")
    assert (found.result, found.independent) == (result, len(said))


def test_what_two_reports_of_one_origin_say_alike_is_no_agreement_beside_what_cannot_be_compared() -> None:
    lines = ("gazette", "", "x"), ("herald", "", "x"), ("lagune", "", "?")
    assert heard(*lines, lagune="2024-05-07", shared=("gazette", "herald")).result == "not_comparable"


def test_a_report_that_goes_together_with_itself_alone_is_not_compared() -> None:
    assert heard(("gazette", "", "x"), ("gazette", "", "x2"), ("herald", "", "?")).result == "not_comparable"


def test_whose_words_they_are_does_not_matter_where_they_go_together() -> None:
    assert heard(("gazette", "", "x"), ("herald", "ana", "x")).result == "agree"


def test_the_reports_are_in_the_order_in_which_they_are_heard() -> None:
    found = heard(("herald", "", "x"), ("gazette", "", "x"), ("herald", "ana", "x"))
    assert found.sources == ("herald", "gazette")


# --- laws -------------------------------------------------------------------------------------------------------------

DATES = {"a": "2024-05-03", "b": "2024-05", "c": "2024-06-20", "d": "2025-03-01", "e": "2024-12/2025-02"}
REPORTS = {name: source(name, date) for name, date in DATES.items()}
HOLDERS = ("", "ana", "bo")
VOICES = st.lists(
    st.builds(
        Voice[str], st.sampled_from([*REPORTS.values()]), st.sampled_from(HOLDERS), st.sampled_from("x x2 y ?".split())
    )
)
ORIGINS = st.fixed_dictionaries({name: st.sampled_from(["one", "two", "three"]) for name in DATES})


def known(found: Agreement) -> tuple[Result, frozenset[str], int, frozenset[Dispute]]:
    """All but the order of the sources."""
    return found.result, frozenset(found.sources), found.independent, found.disputes


@given(st.data(), VOICES, ORIGINS)
def test_the_order_changes_nothing(data: st.DataObject, voices: list[Voice[str]], origin: dict[str, str]) -> None:
    shuffled = data.draw(st.permutations(voices))
    assert known(agreement(shuffled, relate, origin)) == known(agreement(voices, relate, origin))


@given(VOICES, ORIGINS)
def test_to_say_it_again_changes_nothing(voices: list[Voice[str]], origin: dict[str, str]) -> None:
    assert agreement(voices + voices, relate, origin) == agreement(voices, relate, origin)


@given(VOICES, ORIGINS)
def test_silence_changes_nothing(voices: list[Voice[str]], origin: dict[str, str]) -> None:
    speaking = {str(voice.source.id) for voice in voices}
    without = {name: first for name, first in origin.items() if name in speaking}
    assert agreement(voices, relate, origin) == agreement(voices, relate, without | {"silent": "silent"})


@given(VOICES, ORIGINS, st.permutations(HOLDERS))
def test_nobody_weighs_more_than_another(
    voices: list[Voice[str]], origin: dict[str, str], others: tuple[str, ...]
) -> None:
    names = dict(zip(HOLDERS, others, strict=True))
    swapped = [replace(voice, holder=names[voice.holder]) for voice in voices]
    assert agreement(swapped, relate, origin) == agreement(voices, relate, origin)


@given(VOICES.filter(lambda voices: all(voice.said != "x2" for voice in voices)), ORIGINS)
def test_neither_side_of_a_dispute_weighs_more(voices: list[Voice[str]], origin: dict[str, str]) -> None:
    swapped = [replace(voice, said={"x": "y", "y": "x", "?": "?"}[voice.said]) for voice in voices]
    assert agreement(swapped, relate, origin) == agreement(voices, relate, origin)


def repeated(voices: list[Voice[str]], name: str) -> list[Voice[str]]:
    """What one report says, said by another of its date."""
    copy = source("copy", DATES[name])
    return [Voice(copy, voice.holder, voice.said) for voice in voices if voice.source.id == name]


@given(VOICES.filter(bool), ORIGINS)
def test_a_copy_is_no_further_voice(voices: list[Voice[str]], origin: dict[str, str]) -> None:
    name = str(voices[0].source.id)
    before = agreement(voices, relate, origin)
    after = agreement(voices + repeated(voices, name), relate, origin | {"copy": origin[name]})
    assert after == replace(before, sources=(*before.sources, "copy"))


@given(VOICES.filter(bool), ORIGINS)
def test_an_independent_report_that_says_the_same_is_one_voice_more(
    voices: list[Voice[str]], origin: dict[str, str]
) -> None:
    before = agreement(voices, relate, origin)
    after = agreement(voices + repeated(voices, str(voices[0].source.id)), relate, origin | {"copy": "copy"})
    assert (after.independent, after.disputes) == (before.independent + 1, before.disputes)
    assert after.result not in ("nobody", "one_source")


@given(VOICES, VOICES, ORIGINS)
def test_no_further_voice_settles_a_dispute_or_excuses_one_of_reports(
    voices: list[Voice[str]], more: list[Voice[str]], origin: dict[str, str]
) -> None:
    before, after = agreement(voices, relate, origin), agreement(voices + more, relate, origin)
    assert before.disputes - {"time"} <= after.disputes
    assert "time" not in before.disputes or after.disputes & {"reports", "time"}
    assert not {"reports", "time"} <= after.disputes
    assert before.independent <= after.independent <= len(after.sources)


@given(VOICES, ORIGINS)
def test_the_result_is_that_of_the_disputes(voices: list[Voice[str]], origin: dict[str, str]) -> None:
    found = agreement(voices, relate, origin)
    differ = any(relate(one, other) == "differ" for one, other in pairwise(sorted({v.said for v in voices} - {"?"})))
    assert bool(found.disputes) == differ
    assert (found.result == "nobody") == (not voices)
    if found.result not in ("one_source", "split"):
        assert found.disputes == ({"time"} if found.result == "changed" else set())
    if found.result == "one_source":
        assert found.independent == 1
        assert found.disputes <= {"people"}


MONTH = st.builds(lambda year, month: f"{year}-{month:02}", st.integers(2019, 2022), st.integers(1, 12))
SPANS = (
    MONTH
    | st.builds(lambda one, other: "/".join(sorted((one, other))), MONTH, MONTH)
    | MONTH.map(lambda day: f"{day}/..")
)
SOME_DATES = st.lists((SPANS | MONTH.map(lambda day: f"../{day}")).map(parse_date), min_size=1, max_size=4)


@given(SOME_DATES, SOME_DATES)
def test_some_dates_are_near_or_apart_where_two_of_them_are(some: list[Date], others: list[Date]) -> None:
    gaps = [
        max(max(one.earliest, other.earliest) - min(one.latest, other.latest), timedelta(0))
        for one in some
        for other in others
    ]
    assert _some_near(some, others) == (min(gaps) <= NEAR)
    assert _some_apart(some, others) == (max(gaps) > NEAR)
