"""Texts -> the runs of words they share, whose origins they give away, and what our own words copy."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.dates import parse_date
from explainer.evidence.origins import groups, origin_problems, origins
from explainer.evidence.overlaps import COPIED, FEW, RUN, Copies, exceeds, shared_runs
from explainer.evidence.texts import read_document
from explainer.evidence.words import plain_words
from explainer.lock import Lock, LockedText, Overlap
from explainer.model import PUBLISHED, Prose, Source
from explainer.problems import Place
from explainer.yamltext import Text

WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()


def words(count: int, start: int = 0) -> str:
    return " ".join(WORDS[start : start + count])


def runs(**texts: str) -> dict[tuple[str, str], tuple[int, int]]:
    return shared_runs({name: read_document(name, text) for name, text in texts.items()})


# --- shared runs ------------------------------------------------------------------------------------------------------


def test_eight_words_in_a_row_are_a_run_and_seven_are_none() -> None:
    assert runs(a=f"x {words(RUN)} y", b=f"p {words(RUN)} q") == {("a", "b"): (1, 3)}
    assert runs(a=f"x {words(RUN - 1)} y", b=f"p {words(RUN - 1)} q") == {}


def test_runs_are_counted_once_and_out_of_the_shorter_text() -> None:
    text = words(10)
    assert runs(a=text, b=f"{text}. {text}") == {("a", "b"): (3, 3)}


def test_capitals_and_signs_make_no_difference() -> None:
    assert runs(a="It’s one, two; three – FOUR five six!", b="it's One two three four FIVE six") == {("a", "b"): (1, 1)}


@pytest.mark.parametrize("marks", ["“”", '""', "‘’", "«»"])
def test_two_reports_may_quote_one_speech(marks: str) -> None:
    speech = f"{marks[0]}{words(16)}{marks[1]}"
    assert runs(a=f"Ana said: {speech}", b=f"As Ana put it, {speech}, she said.") == {}


def test_a_speech_that_only_one_of_them_quotes_still_counts_for_nothing() -> None:
    assert runs(a=f"Ana said: “{words(16)}”", b=f"Ana said that {words(16)}.") == {}


def test_runs_that_reach_into_a_quotation_count() -> None:
    told = f"{words(6)} “{words(6, 6)}”"
    assert runs(a=told, b=told) == {("a", "b"): (5, 5)}


def test_words_behind_several_quotations_count_again() -> None:
    told = f"“x” he said “y y y” {words(9)} “z”"
    assert runs(a=told, b=f"Other. {told}")["a", "b"][0] >= 2


def test_a_text_alone_or_empty_shares_nothing() -> None:
    assert runs(a=words(16)) == runs() == runs(a="*", b="*") == runs(a=words(16), b="*") == {}


texts = st.lists(st.sampled_from([*WORDS[:4], "“", "”", "."]), max_size=40).map(" ".join).filter(str.strip)


@given(texts, texts)
def test_sharing_is_mutual(one: str, other: str) -> None:
    assert runs(a=one, b=other) == runs(a=other, b=one)


@given(texts, texts, texts)
def test_the_order_of_texts_makes_no_difference_and_nor_does_a_third(one: str, two: str, three: str) -> None:
    documents = {name: read_document(name, text) for name, text in {"a": one, "b": two, "c": three}.items()}
    found = shared_runs(documents)
    assert found == shared_runs(dict(reversed(documents.items())))
    pair = shared_runs({name: documents[name] for name in "ab"})
    assert pair == {key: value for key, value in found.items() if key == ("a", "b")}


@given(texts)
def test_no_text_shares_more_than_it_has(text: str) -> None:
    assert all(count <= of for count, of in runs(a=text, b=text, c=words(16)).values())


@pytest.mark.parametrize(
    ("count", "of", "told"),
    [(FEW, 5, True), (FEW - 1, 4, False), (5, 100, True), (5, 101, False), (50, 1000, True), (0, 0, False)],
)
def test_who_shares_many_runs_retells_a_story(count: int, of: int, told: bool) -> None:
    assert exceeds(count, of) is told


# --- copies -----------------------------------------------------------------------------------------------------------


def longest(ours: str, text: str = f"Top {words(16)} end.", declared: tuple[str, ...] = ()) -> int:
    return len(Copies([text], declared).longest(ours))


def test_twelve_words_in_a_row_are_a_copy_and_eleven_are_none() -> None:
    assert (longest(f"We say {words(COPIED)}"), longest(f"We say {words(COPIED - 1)}")) == (12, 0)
    assert longest(words(12, 2)) == longest(f"{words(12)} and so") == 12


def test_a_copy_is_as_long_as_it_goes() -> None:
    assert longest(f"We say {words(15)} but more") == 15
    assert longest(f"{words(12)} x {words(14)}") == 14


def test_other_capitals_signs_and_lines_are_still_a_copy() -> None:
    assert longest("One – two, THREE four; five\nsix “seven” eight nine. Ten: *eleven* twelve") == 12


def test_one_word_between_them_makes_none() -> None:
    assert longest(f"{words(11)} or {words(11, 1)}") == 0


def test_what_is_declared_as_a_quotation_is_allowed() -> None:
    assert longest(f"He said: “{words(14)}”", declared=(words(16),)) == 0
    assert longest(words(12), declared=(words(11), words(11, 1))) == 0


def test_a_declared_quotation_allows_no_more_than_itself() -> None:
    assert longest(words(16), declared=(words(3),)) == 16


def test_part_of_a_word_is_not_declared() -> None:
    assert longest(words(12), declared=(f"{words(11)} twelveteen",)) == 12


def test_a_declared_quotation_with_the_word_before_it_is_no_copy() -> None:
    text = f"said {words(14)} and left"
    assert longest(f"The minister said “{words(14)}”.", text, (words(14),)) == 0


def test_two_texts_do_not_make_one_copy() -> None:
    assert len(Copies([words(8), words(8, 8)], []).longest(words(16))) == 0


def test_nothing_is_copied_from_nothing() -> None:
    assert longest("") == longest(words(16), text="") == len(Copies([], []).longest(words(16))) == 0


@given(st.integers(0, 16), st.integers(0, 16))
def test_the_longest_copy_of_any_stretch(start: int, end: int) -> None:
    stretch = " ".join(WORDS[start:end])
    count = len(plain_words(stretch))
    assert longest(f"so {stretch} so") == (count if count >= COPIED else 0)


# --- origins ----------------------------------------------------------------------------------------------------------


def source(name: str, *shares: str, status: str = PUBLISHED) -> Source:
    def text(value: str, line: int = 1) -> Text:
        return Text(value, Place(f"content/sources/{name}.yaml", line, 1, line, 2))

    common: dict[str, Any] = {"date_published": parse_date("2024-05-03"), "place": text("").place}
    fields: dict[str, Any] = {key: text("x") for key in ("headline", "headline_by", "date_basis")}
    places = {"shares_origin_with": text("", 6).place} if shares else {}
    declared = tuple(text(other, 7) for other in shares)
    prose = Prose(text("x"), ("x",))
    return Source(
        id=text(name),
        text=text(f"{name}.txt", 5),
        shares_origin_with=declared,
        status=text(status),
        summary=prose,
        places=places,
        **fields,
        **common,
    )


def lock(*overlaps: Overlap, texts: str = "abc") -> Lock:
    locked = {name: LockedText(name, f"{name}.txt", "", 1, 1, (), "2024-05-03") for name in texts}
    return Lock(1, locked, {}, {overlap.sources: overlap for overlap in overlaps})


def problems(sources: list[Source], held: Lock) -> list[tuple[str, str, str]]:
    return [(str(p.place).removeprefix("content/sources/"), p.code, p.message) for p in origin_problems(sources, held)]


SHARED = Overlap(("a", "b"), 50, 100)


def test_sources_that_share_much_must_say_so() -> None:
    message = "this text and that of 'a' share 50 of 100 runs of eight words"
    assert problems([source("a"), source("b")], lock(SHARED)) == [("b.yaml:5:1", "origin", message)]
    assert problems([source("b"), source("a")], lock(SHARED)) == [("b.yaml:5:1", "origin", message)]
    assert (
        problems([source("b", "c"), source("a"), source("c")], lock(SHARED, Overlap(("b", "c"), 9, 9)))[0][0]
        == "b.yaml:6:1"
    )


def test_of_a_draft_and_what_is_published_the_draft_says_so() -> None:
    found = problems([source("b"), source("a", status="draft")], lock(SHARED))
    assert found == [("a.yaml:5:1", "origin", "this text and that of 'b' share 50 of 100 runs of eight words")]
    assert problems([source("b"), source("a", "b", status="draft")], lock(SHARED)) == []


def test_a_draft_joins_no_published_sources() -> None:
    held = lock(SHARED, Overlap(("a", "c"), 9, 9), Overlap(("b", "c"), 9, 9))
    found = problems([source("a"), source("b"), source("c", "a", "b", status="draft")], held)
    assert [place for place, *_ in found] == ["b.yaml:5:1"]


@pytest.mark.parametrize("declaring", ["ab", "ba"])
def test_either_of_the_two_may_say_so(declaring: str) -> None:
    first, second = declaring[0], declaring[1]
    assert problems([source(first, second), source(second)], lock(SHARED)) == []


def test_an_origin_may_be_shared_through_a_third() -> None:
    held = lock(SHARED, Overlap(("a", "c"), 9, 9), Overlap(("b", "c"), 9, 9))
    assert problems([source("a"), source("b"), source("c", "a", "b")], held) == []


def test_sharing_little_need_not_be_declared_and_may_be() -> None:
    little = lock(Overlap(("a", "b"), 1, 100))
    assert problems([source("a"), source("b")], little) == problems([source("a", "b"), source("b")], little) == []


def test_declaring_an_origin_of_texts_that_share_nothing_is_a_problem() -> None:
    message = "the texts of 'b' and 'a' share no eight words in a row"
    assert problems([source("a"), source("b", "a")], lock()) == [("b.yaml:7:1", "origin", message)]


def test_texts_that_were_never_compared_are_a_problem_whether_declared_or_not() -> None:
    held = lock(Overlap(("a", "b"), None, 0))
    message = "the texts of 'a' and 'b' have never been compared"
    assert problems([source("a"), source("b")], held) == [("b.yaml:5:1", "unverified", message)]
    assert problems([source("a"), source("b", "a")], held) == [("b.yaml:6:1", "unverified", message)]


def test_a_source_without_a_verified_text_is_left_alone() -> None:
    assert problems([source("a"), source("b"), source("d", "a")], lock(SHARED, texts="a")) == []


def test_sources_that_are_no_more_are_left_alone() -> None:
    assert problems([source("a")], lock(SHARED)) == []


def test_origins_are_joined_and_named_after_the_first() -> None:
    found = origins([source("a"), source("b", "d"), source("c"), source("d", "c")])
    assert found == {"a": "a", "b": "b", "c": "b", "d": "b"}
    assert groups(found) == {"a": ["a"], "b": ["b", "c", "d"]}


def test_an_origin_that_is_no_source_is_passed_over() -> None:
    assert origins([source("a", "nowhere")]) == {"a": "a"}


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), max_size=6))
def test_origins_do_not_depend_on_who_declares(pairs: list[tuple[str, str]]) -> None:
    def found(pairs: list[tuple[str, str]]) -> dict[str, str]:
        return origins([source(name, *(other for one, other in pairs if one == name)) for name in "abcd"])

    assert found(pairs) == found([(other, one) for one, other in pairs])
