"""The text of the lock -> a Lock and back; whatever is wrong with it is one problem."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.evidence.holding import Hold, lock_problems
from explainer.evidence.origins import origin_problems
from explainer.lock import NAME, How, Lock, LockedItem, LockedText, Overlap, read_lock, write_lock
from explainer.problems import Place, Problem

PATH = f"content/{NAME}"

# --- there and back ---------------------------------------------------------------------------------------------------

names = st.text("abc-é", min_size=1, max_size=5)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
MOST = 10**7
numbers = st.integers(0, MOST)
hows: st.SearchStrategy[How] = st.sampled_from(["exact", "typographic", "ellipsis"])
days = st.dates().map(date.isoformat)
spans = st.tuples(numbers, numbers).map(lambda span: (min(span), max(span)))
stretches = st.tuples(spans, words).map(lambda given: (*given[0], given[1]))


@st.composite
def locks(draw: st.DrawFn) -> Lock:
    sources = draw(st.lists(names, max_size=3, unique=True))
    again = st.tuples(spans, numbers).map(lambda given: (*given[0], given[1]))
    repeats = st.lists(again, max_size=2).map(tuple)
    texts = {s: LockedText(s, draw(words), draw(words), MOST, MOST, draw(repeats), draw(days)) for s in sources}
    items = {
        source: {
            key: LockedItem(
                source,
                key,
                draw(st.integers(1, MOST)),
                0,
                draw(numbers),
                draw(hows),
                draw(words),
                draw(days),
                draw(st.lists(stretches, max_size=2).map(tuple)),
                draw(st.none() | stretches),
            )
            for key in draw(st.lists(names, min_size=1, max_size=3, unique=True))
        }
        for source in sources
    }
    pairs = [(one, other) for one in sources for other in sources if one < other]
    overlaps = {pair: Overlap(pair, draw(st.none() | numbers), draw(numbers)) for pair in pairs}
    return Lock(draw(st.integers(1, 9)), texts, items, overlaps)


def read(text: str) -> Lock:
    problems: list[Problem] = []
    lock = read_lock(text, PATH, problems)
    assert lock is not None and problems == []
    return lock


@given(locks())
def test_a_lock_is_read_as_it_was_written(lock: Lock) -> None:
    assert read(write_lock(lock)) == lock


@given(locks())
def test_a_lock_is_written_the_same_way_twice(lock: Lock) -> None:
    assert write_lock(read(write_lock(lock))) == write_lock(lock)


@given(locks(), st.randoms())
def test_the_order_in_which_things_were_found_makes_no_difference(lock: Lock, random: Any) -> None:
    def shuffled(mapping: Any) -> Any:
        keys = list(mapping)
        random.shuffle(keys)
        return {key: mapping[key] for key in keys}

    items = {source: shuffled(each) for source, each in shuffled(lock.items).items()}
    other = Lock(lock.normaliser, shuffled(lock.texts), items, shuffled(lock.overlaps))
    assert write_lock(other) == write_lock(lock)


@given(locks())
def test_each_record_has_a_line_of_its_own(lock: Lock) -> None:
    lines = write_lock(lock).split("\n")
    rows = [json.loads(line.removesuffix(",")) for line in lines if line.startswith('{"')]
    assert len(rows) == len(lock.texts) + len(lock.overlaps) + sum(map(len, lock.items.values()))
    assert [json.dumps(row, ensure_ascii=False) for row in rows] == [
        line.removesuffix(",") for line in lines if line.startswith('{"')
    ]


def test_an_empty_lock_is_read_as_one() -> None:
    assert read(write_lock(Lock(1))) == Lock(1)


SMALL = Lock(
    1,
    {name: LockedText(name, f"{name}.txt", "ab" * 32, 90, 3, ((40, 60, 0),), "2024-05-03") for name in "ab"},
    {
        "a": {
            "figures/f": LockedItem(
                "a", "figures/f", 1, 3, 9, "exact", "cd" * 32, "2024-05-03", (), (0, 20, "ef" * 32)
            ),
            "quotes/q": LockedItem(
                "a", "quotes/q", 2, 30, 39, "ellipsis", "01" * 32, "2024-05-03", ((30, 32, "x"), (35, 39, "y"))
            ),
        }
    },
    {("a", "b"): Overlap(("a", "b"), None, 0)},
)
WRITTEN = write_lock(SMALL)


def test_the_lock_reads_well() -> None:
    lines = WRITTEN.splitlines()
    assert lines[:5] == [
        "{",
        '"lock": 1,',
        '"written_by": "build.py verify; never edited by hand",',
        '"normaliser": 1,',
        '"texts": [',
    ]
    assert lines[8:11] == ['"overlaps": [', '{"sources": ["a", "b"], "runs": null, "of": 0}', "],"]
    assert lines[-3:] == [lines[-3], "]", "}"]
    assert lines[12].startswith(
        '{"source": "a", "item": "figures/f", "paragraph": 1, "start": 3, "end": 9, "match": "exact"'
    )


# --- damage -----------------------------------------------------------------------------------------------------------


def damage(text: str) -> Problem:
    """The one problem of a text that is no lock."""
    problems: list[Problem] = []
    assert read_lock(text, PATH, problems) is None
    (problem,) = problems
    assert (problem.code, problem.place.path) == ("lock", PATH)
    assert problem.hint == "run build.py verify with the texts at hand: it makes it anew"
    return problem


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "null",
        "[]",
        "{}",
        "1",
        '"lock"',
        '{"lock": 1}',
        '{"lock": 2}',
        "[" * 10_000,
        '{"a":' * 10_000,
        "NaN",
        "\x00",
        "9" * 5_000,
    ],
)
def test_what_is_no_lock_is_one_problem(text: str) -> None:
    assert damage(text).message == "this file is damaged"


def test_damage_is_shown_where_it_is() -> None:
    place = damage(WRITTEN.replace('"of": 0', '"of" 0')).place
    assert (place.line, place.column) == (10, WRITTEN.splitlines()[9].index('"of"') + 6)


@pytest.mark.parametrize("end", range(0, len(WRITTEN) - 3, 37))
def test_half_a_lock_is_one_problem(end: int) -> None:
    damage(WRITTEN[:end])


def test_an_unfinished_merge_is_told_as_one() -> None:
    lines = WRITTEN.splitlines(keepends=True)
    text = "".join([*lines[:5], "<<<<<<< HEAD\n", lines[5], "=======\n", lines[5], ">>>>>>> other\n", *lines[6:]])
    problem = damage(text)
    assert (problem.message, problem.place.line) == ("a merge of this file was not finished", 6)


def spots(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value in some JSON."""
    yield way
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from spots(each, (*way, key))


DATA = json.loads(WRITTEN)
SPOTS = [way for way in spots(DATA) if way]
STRANGE: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    float("inf"),
    "",
    "a",
    [],
    ["a"],
    [[]],
    {},
    {"a": 1},
    [1, 2, 3],
    [["a", "b"]],
    [None, None],
]


def accepted(data: Any) -> Lock | None:
    """The lock in some JSON; where there is none, one problem says so."""
    problems: list[Problem] = []
    lock = read_lock(json.dumps(data), PATH, problems)
    assert len(problems) == (lock is None)
    return lock


def altered(way: tuple[Any, ...], change: Any) -> Any:
    data = copy.deepcopy(DATA)
    holder = data
    for key in way[:-1]:
        holder = holder[key]
    if change is ...:
        del holder[way[-1]]
    else:
        holder[way[-1]] = change
    return data


@pytest.mark.parametrize("way", SPOTS, ids=lambda way: "/".join(map(str, way)))
def test_any_value_replaced_is_a_problem_or_a_lock_that_holds_together(way: tuple[Any, ...]) -> None:
    for change in (*STRANGE, ...):
        lock = accepted(altered(way, change))
        if lock is not None:
            sound(lock)


@given(st.lists(st.tuples(st.sampled_from(SPOTS), st.sampled_from([*STRANGE, ...])), min_size=1, max_size=3))
def test_several_values_replaced(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    data = copy.deepcopy(DATA)
    for way, change in changes:
        holder = data
        try:
            for key in way[:-1]:
                holder = holder[key]
            if change is ...:
                del holder[way[-1]]
            else:
                holder[way[-1]] = copy.deepcopy(change)
        except (KeyError, IndexError, TypeError):
            continue
    lock = accepted(data)
    if lock is not None:
        sound(lock)


@given(st.data())
def test_any_character_replaced_is_no_traceback(data: st.DataObject) -> None:
    place, change = (
        data.draw(st.integers(0, len(WRITTEN) - 1)),
        data.draw(st.sampled_from(['"', "[", "]", "{", "}", ",", ":", "9", "x", "", "\\", "\n"])),
    )
    problems: list[Problem] = []
    lock = read_lock(WRITTEN[:place] + change + WRITTEN[place + 1 :], PATH, problems)
    assert len(problems) == (lock is None)
    if lock is not None:
        sound(lock)


def sound(lock: Lock) -> None:
    """All that others do with a lock works."""
    assert write_lock(lock)
    assert all(len(pair) == 2 and all(isinstance(name, str) for name in pair) for pair in lock.overlaps)
    assert all(isinstance(n, int) for each in lock.texts.values() for n in (each.length, each.paragraphs))
    list(origin_problems([], lock))
    list(lock_problems([], lock, Hold.ALL, "content"))


def test_an_overlap_has_two_sources() -> None:
    for sources in (["a"], ["a", "b", "c"], [], [1, "b"], [None, None], "ab", ["a", ["b"]]):
        assert accepted(altered(("overlaps", 0, "sources"), sources)) is None, sources


def test_a_record_written_twice_is_damage() -> None:
    """As a careless merge leaves it: which of the two is meant nobody can say."""
    for group in ("texts", "items", "overlaps"):
        data = copy.deepcopy(DATA)
        data[group].append(data[group][0])
        assert accepted(data) is None, group


@pytest.mark.parametrize("match", ["", "fuzzy", "Exact"])
def test_only_known_ways_to_match_are_accepted(match: str) -> None:
    assert accepted(altered(("items", 0, "match"), match)) is None


@pytest.mark.parametrize("day", ["", "2024", "2024-13-01", "20240601", "2024-W22-6", "2024-06-01T10:00"])
def test_a_day_is_a_day_as_verify_writes_it(day: str) -> None:
    assert accepted(altered(("items", 0, "verified"), day)) is None
    assert accepted(altered(("texts", 0, "verified"), day)) is None


def test_a_problem_knows_its_file_even_without_a_line() -> None:
    assert damage('{"lock": 1}').place == Place(PATH)
