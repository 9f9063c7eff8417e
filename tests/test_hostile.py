"""Whatever is in the folders, what comes out are located problems or a sound site, soon: `tools/fuzz.py` in small."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from fuzzing import strings
from fuzzing.cases import SITES, make_case, read_site
from fuzzing.workers import results
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.characters import decode
from explainer.dates import parse_date
from explainer.load import load_content
from explainer.lock import read_lock
from explainer.markdown import MAX_PROSE, read_prose
from explainer.problems import MAX_PROBLEMS, ContentError, Problem, did_you_mean, split_lines
from explainer.quantity import parse_quantity
from explainer.yamltext import List, Map, Text, Value, read_yaml

BASE = Path(__file__).parent / "problems" / "base"
SEED, INPUTS = 7, 80


def test_broken_content_has_located_problems_or_makes_a_sound_site() -> None:
    """See tools/fuzz.py, which says how to judge one of these again."""
    found = list(results(SEED, iter(range(INPUTS)), jobs=2))
    assert {result.number: result.wrong for result in found if result.wrong} == {}
    assert len(found) == INPUTS
    assert {result.outcome for result in found} == {"problems", "sound", "finished"}


def test_a_seed_always_makes_the_same() -> None:
    sites = {name: read_site(folder) for name, folder in SITES.items()}
    assert make_case(1, 5, sites) == make_case(1, 5, sites) != make_case(2, 5, sites)


# --- sizes ------------------------------------------------------------------------------------------------------------


def test_as_many_problems_are_told_as_anybody_reads(project: Callable[..., Path]) -> None:
    rows = "".join(f"- {{id: p{n}, nam: A}}\n" for n in range(5000))
    root = project({"content/people.yaml": rows})
    with pytest.raises(ContentError) as caught:
        load_content(root / "content", "content")
    assert len(caught.value.problems) == MAX_PROBLEMS + 1
    assert [p.message for p in caught.value.problems if p.code == "too-many-problems"] == [
        "there are more problems than the 1,000 that are told at once"
    ]


def test_a_few_bytes_do_not_become_many_pages(project: Callable[..., Path]) -> None:
    long = json.dumps("word " * 3000)
    rows = f"- {{id: a, date: 2024, text: &a {long}}}\n" + "".join(
        f"- {{id: a{n}, date: 2024, text: *a}}\n" for n in range(60)
    )
    root = project({"content/timeline.yaml": rows})
    with pytest.raises(ContentError) as caught:
        load_content(root / "content", "content")
    assert [(p.code, p.place.line) for p in caught.value.problems] == [("too-many-values", 34)]


def test_no_more_is_compared_than_can_be(project: Callable[..., Path]) -> None:
    source = (BASE / "sources" / "gazette.yaml").read_text("utf-8")
    rows = "".join(f"  - {{id: f{n}, measure: build-cost, as_printed: up to £{n + 1} million}}\n" for n in range(1000))
    answers = ", ".join(f"a{n}: A{n}" for n in range(201))
    root = project(
        {
            "content/sources/gazette.yaml": source.replace("figures:\n", f"figures:\n{rows}") + "silent_on: [q]\n",
            "content/questions.yaml": f"- {{id: q, text: Q?, answers: {{{answers}}}}}\n",
        }
    )
    with pytest.raises(ContentError) as caught:
        load_content(root / "content", "content")
    found = {p.code: p.place.line for p in caught.value.problems}
    assert (found["too-many-answers"], found["too-many-figures"]) == (1, 1009)


def test_a_name_is_looked_for_among_so_many() -> None:
    names = [f"person-{n:05}" for n in range(5000)]
    assert did_you_mean("Person-00007", names) == "person-00007"
    assert did_you_mean("queston", [*names, "question"]) == "question"
    assert did_you_mean("a" * 5000, ["a" * 5000]) == ""


# --- whatever is read, nothing is raised ------------------------------------------------------------------------------


def made_of(pieces: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Pieces in any order, one piece again and again, or any text."""
    several = st.lists(st.sampled_from(pieces), max_size=30).map("".join)
    again = st.tuples(st.sampled_from(pieces), st.integers(1, 2000)).map(lambda given: given[0] * given[1])
    return st.one_of(several, again, st.tuples(again, several).map("".join), st.text(max_size=50))


thorough = settings(max_examples=200, derandomize=True)


def check_places(problems: list[Problem], text: str) -> None:
    """Each problem is at a line and column that there are."""
    rows = split_lines(text)
    for problem in problems:
        place = problem.place
        assert 1 <= place.line <= place.end_line <= len(rows), problem
        assert 1 <= place.column <= len(rows[place.line - 1]) + 1, problem


@thorough
@given(made_of(strings.QUANTITIES))
def test_any_words_are_a_quantity_or_none(words: str) -> None:
    quantity = parse_quantity(words)
    if quantity is not None:
        assert quantity.words


@thorough
@given(made_of((*strings.DATES, "/", "..", "-", "~", "20", "1")))
def test_any_words_are_a_date_or_an_error_in_words(words: str) -> None:
    try:
        assert parse_date(words).words
    except ValueError as error:
        assert "date" in str(error) or "no " in str(error) or "before" in str(error)


@thorough
@given(made_of(strings.MARKDOWN), st.booleans(), st.booleans())
def test_any_words_are_markdown(words: str, block: bool, one_line: bool) -> None:
    words = words[:MAX_PROSE]
    file = "a: |\n" + "".join(f"  {row}\n" for row in words.split("\n")) if block else f"a: {json.dumps(words)}\n"
    problems: list[Problem] = []
    text = decode(file.encode("utf-8", "surrogatepass"), "a.yaml", problems)
    value = None if text is None else read_yaml(text, "a.yaml", problems)
    scalar = next(iter(value.entries.values()), None) if isinstance(value, Map) else None
    if isinstance(scalar, Text):
        prose = read_prose(scalar, "gazette", problems, one_line=one_line)
        assert "<script" not in "".join(piece for piece in prose.pieces if isinstance(piece, str))
    check_places(problems, file)


YAML = ("a: ", "b: ", "- ", "? ", "\n", "  ", "    ", "[", "]", "{", "}", ", ", "&x ", "*x", "!y ", "|", ">-", "'", '"', "\\", "# c", "%", "---\n", "...\n", ": ", "<<: ", "\t", "\r", "é", "🙂", "1", "\\x41", "\\u202e")  # fmt: skip


@thorough
@given(made_of(YAML))
def test_any_text_is_yaml_or_a_problem(text: str) -> None:
    problems: list[Problem] = []
    read = decode(text.encode("utf-8", "surrogatepass"), "a.yaml", problems)
    value = None if read is None else read_yaml(read, "a.yaml", problems)
    assert value is not None or problems
    check_places(problems, text)
    if value is not None:
        check_inside(value, split_lines(text))


def check_inside(value: Value, rows: list[str]) -> None:
    """A value ends at a line that there is."""
    assert value.place.end_line <= len(rows)
    for each in value.items if isinstance(value, List) else value.entries.values() if isinstance(value, Map) else ():
        check_inside(each, rows)


@thorough
@given(st.binary(max_size=40))
def test_any_bytes_are_text_or_a_problem(data: bytes) -> None:
    problems: list[Problem] = []
    text = decode(data, "a.yaml", problems)
    assert (text is None) == bool(problems)


LOCK = json.loads((SITES["harbour"] / "evidence.lock").read_text("utf-8"))
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just(10**400),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@thorough
@given(ANY, st.randoms(use_true_random=False))
def test_any_lock_is_read_or_damaged(odd: object, source: random.Random) -> None:
    lock = json.loads(json.dumps(LOCK))
    rows = lock[source.choice(("texts", "items", "overlaps"))]
    row = source.choice(rows)
    row[source.choice(sorted(row))] = odd
    problems: list[Problem] = []
    read = read_lock(json.dumps(lock), "evidence.lock", problems)
    assert (read is None) == bool(problems)
