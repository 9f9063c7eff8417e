"""Problems in; the report out, for people, for GitHub and for programs."""

from __future__ import annotations

import json
import unicodedata
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.problems import (
    ContentError,
    Place,
    Problem,
    count_line,
    counted,
    did_you_mean,
    in_order,
    report_github,
    report_json,
    report_pieces,
    report_text,
)

HOSTILE = "\x1b[31m\x07\x9b\x00\r\u202e\u2066\u200b\u2028\ufeff\x7f"


def at(line: int, column: int, end: int = 0, end_line: int = 0) -> Place:
    return Place("a.yaml", line, column, end_line or line, end or column + 1)


def frame(text: str, place: Place, hint: str = "mend it") -> list[str]:
    """The report of one problem, without the line that names it and the one that counts."""
    lines = report_text([Problem(place, "code", "broken", hint)], {"a.yaml": text}).split("\n")
    assert lines[0] == f"{place}  broken"
    assert lines[-2:] == ["1 problem in 1 file.", ""]
    return lines[1:-2]


# --- for people -------------------------------------------------------------------------------------------------------

FRAMES: dict[str, tuple[str, Place, list[str]]] = {
    "first-word": ("title: x\n", at(1, 1, 6), ["    1 | title: x", "      | ^^^^^ mend it"]),
    "later-line": ("a: 1\nb: 2\n", at(2, 4), ["    2 | b: 2", "      |    ^ mend it"]),
    "indented": ("a:\n  - b: 1\n", at(2, 5), ["    2 |   - b: 1", "      |     ^ mend it"]),
    "crlf": ("a: 1\r\nb: 2\r\nc: 3\r\n", at(3, 1), ["    3 | c: 3", "      | ^ mend it"]),
    "cr": ("a: 1\rb: 2\r", at(2, 1), ["    2 | b: 2", "      | ^ mend it"]),
    "tab-before": ("\ttitle: x\n", at(1, 2, 7), ["    1 |  title: x", "      |  ^^^^^ mend it"]),
    "tab-marked": ("a:\tb\n", at(1, 3), ["    1 | a: b", "      |   ^ mend it"]),
    "wide-before": ("日本: x\n", at(1, 5), ["    1 | 日本: x", "      |       ^ mend it"]),
    "wide-marked": ("日本: x\n", at(1, 1, 3), ["    1 | 日本: x", "      | ^^^^ mend it"]),
    "full-width-marked": ("ａ: x\n", at(1, 1), ["    1 | ａ: x", "      | ^^ mend it"]),
    "emoji-before": ("😀 x: y\n", at(1, 3), ["    1 | 😀 x: y", "      |    ^ mend it"]),
    "combining-before": ("e\u0301a: x\n", at(1, 3), ["    1 | e\u0301a: x", "      |  ^ mend it"]),
    "combining-marked": ("e\u0301: x\n", at(1, 1, 3), ["    1 | e\u0301: x", "      | ^ mend it"]),
    "thai-vowel-before": ("กัa: x\n", at(1, 3), ["    1 | กัa: x", "      |  ^ mend it"]),
    "devanagari-sign-before": ("कँa: x\n", at(1, 3), ["    1 | कँa: x", "      |  ^ mend it"]),
    "line-end": ("abc\n", at(1, 4), ["    1 | abc", "      |    ^ mend it"]),
    "past-line-end": ("abc\n", at(1, 40, 50), ["    1 | abc", "      |    ^ mend it"]),
    "mark-longer-than-line": ("abc\n", at(1, 2, 50), ["    1 | abc", "      |  ^^ mend it"]),
    "no-width": ("abc\n", at(1, 2, 2), ["    1 | abc", "      |  ^ mend it"]),
    "many-lines": ("a: |  \n  x\n", at(1, 1, 1, end_line=3), ["    1 | a: |  ", "      | ^^^^ mend it"]),
    "empty-line": ("a: 1\n\n", at(2, 1), ["      mend it"]),
    "blank-line": ("a: 1\n  \t\nb: 2", at(2, 3), ["      mend it"]),
    "no-such-line": ("a: 1\n", at(9, 4), ["      mend it"]),
    "no-text": ("", at(1, 1), ["      mend it"]),
    "line-12345": ("\n" * 12_344 + "a: 1", at(12_345, 1), ["12345 | a: 1", "      | ^ mend it"]),
    "next-line-character": ("a: x\x85y\nb: 1\n", at(1, 6), ["    1 | a: x\N{REPLACEMENT CHARACTER}y", "      |      ^ mend it"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "place", "expected"), FRAMES.values(), ids=FRAMES)
def test_shows_the_line_with_a_mark_under_it(text: str, place: Place, expected: list[str]) -> None:
    assert frame(text, place) == expected


LONG: dict[str, tuple[int, int, int, str]] = {  # line length, start and end of the mark, and the line as shown
    "fits": (96, 50, 52, "x" * 50 + "HH" + "x" * 44),
    "mark-at-the-start": (300, 0, 2, "HH" + "x" * 94 + "…"),
    "mark-inside": (300, 150, 152, "…" + "x" * 16 + "HH" + "x" * 78 + "…"),
    "mark-at-the-end": (300, 298, 300, "…" + "x" * 94 + "HH"),
    "mark-longer-than-shown": (300, 100, 290, "…" + "x" * 16 + "H" * 80 + "…"),
}


@pytest.mark.parametrize(("length", "start", "end", "shown"), LONG.values(), ids=LONG)
def test_cuts_a_long_line_round_the_mark(length: int, start: int, end: int, shown: str) -> None:
    line = "x" * start + "H" * (end - start) + "x" * (length - end)
    first, second = frame(line, at(1, start + 1, end + 1))
    assert first == f"    1 | {shown}"
    assert second == "      | " + " " * shown.index("H") + "^" * shown.count("H") + " mend it"


def test_a_mark_without_a_hint_leaves_no_space_behind() -> None:
    assert frame("a: 1\n", at(1, 4), hint="") == ["    1 | a: 1", "      |    ^"]
    assert frame("\n", at(1, 1), hint="") == []


def test_related_places_follow_the_frame() -> None:
    problem = Problem(at(3, 1), "c", "'a' is written twice", "keep one", ((at(1, 1), "the first is here"),))
    assert report_text([problem], {"a.yaml": "a: 1\nb: 2\na: 3\n"}) == (
        "a.yaml:3:1  'a' is written twice\n"
        "    3 | a: 3\n"
        "      | ^ keep one\n"
        "      a.yaml:1:1  the first is here\n"
        "1 problem in 1 file.\n"
    )


def test_each_problem_shows_its_own_file() -> None:
    problems = [Problem(Place(path, 1, 1, 1, 2), "c", "broken") for path in ("b.yaml", "a.yaml")]
    assert report_text(problems, {"a.yaml": "A\n", "b.yaml": "B\n"}) == (
        "a.yaml:1:1  broken\n    1 | A\n      | ^\n"
        "b.yaml:1:1  broken\n    1 | B\n      | ^\n"
        "2 problems in 2 files.\n"
    )  # fmt: skip


def test_no_problems_no_report() -> None:
    assert (report_text([], {}), report_json([]), report_github([])) == ("", "[]\n", "")


def test_a_file_without_its_text_still_has_its_problem() -> None:
    assert report_text([Problem(at(3, 1), "c", "broken", "mend it")], {}).startswith(
        "a.yaml:3:1  broken\n      mend it\n"
    )


def test_pieces_say_what_they_are() -> None:
    problem = Problem(at(1, 1), "c", "broken", "mend it", ((at(1, 1), "here"),))
    pieces = [(piece.style, piece.text) for piece in report_pieces([problem], {"a.yaml": "a: 1"})]
    assert pieces[0] == ("path", "a.yaml:1:1")
    assert [style for style, _ in pieces if style] == ["path", "frame", "frame", "mark", "hint", "path"]


def test_content_cannot_drive_the_terminal() -> None:
    related = ((Place(f"b{HOSTILE}"), f"here{HOSTILE}"),)
    problem = Problem(Place(f"a{HOSTILE}"), "c", f"broken{HOSTILE}", f"mend{HOSTILE}", related)
    report = report_text([problem], {f"a{HOSTILE}": f"x{HOSTILE}y: 1"})
    assert not [c for c in report if c != "\n" and unicodedata.category(c)[0] in ("C", "Z") and c != " "]
    assert "broken\N{REPLACEMENT CHARACTER}[31m" in report


@pytest.mark.parametrize("text", ["", "x: 1"], ids=["hint-alone", "hint-beside-the-mark"])
def test_a_line_break_in_a_message_cannot_forge_a_line_of_the_report(text: str) -> None:
    forged = "'a\nb.yaml:1:1  all is well' is written twice"
    report = report_text([Problem(at(1, 1), "c", forged, forged, ((at(1, 1), forged),))], {"a.yaml": text})
    assert not [line for line in report.split("\n") if line.startswith("b.yaml")]


@pytest.mark.parametrize("word", ["caf\udce9", "\ud800"])
def test_every_report_can_be_written_as_utf_8(word: str) -> None:
    problems = [Problem(Place(f"{word}.yaml"), "c", f"'{word}' is broken", word)]
    for report in (report_text(problems, {f"{word}.yaml": word}), report_json(problems), report_github(problems)):
        assert report.encode()


@given(st.text(), st.integers(1, 4), st.integers(1, 200), st.integers(0, 200))
def test_any_line_and_place_give_a_mark(text: str, line: int, column: int, length: int) -> None:
    report = report_text([Problem(at(line, column, column + length), "c", "broken", "mend it")], {"a.yaml": text})
    assert report.count("mend it") == 1
    assert not [c for c in report if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")]


# --- for programs -----------------------------------------------------------------------------------------------------


def test_json_has_every_part_in_order() -> None:
    report = report_json([Problem(at(2, 3, 7, end_line=4), "code", "größer", "mend")])
    assert report.endswith("]\n")
    assert "größer" in report
    expected = [("path", "a.yaml"), ("line", 2), ("column", 3), ("end_line", 4), ("end_column", 7)]
    expected += [("code", "code"), ("message", "größer"), ("hint", "mend")]
    assert [list(row.items()) for row in json.loads(report)] == [expected]


def test_json_is_sorted_and_without_repeats() -> None:
    rows = json.loads(report_json([Problem(at(n, 1), "c", "m") for n in (3, 1, 2, 1)]))
    assert [row["line"] for row in rows] == [1, 2, 3]


GITHUB: dict[str, tuple[Problem, str]] = {
    "plain": (
        Problem(at(2, 3, 7), "code", "broken"),
        "::error file=a.yaml,line=2,endLine=2,col=3,endColumn=7,title=code::broken\n",
    ),
    "hint": (
        Problem(at(1, 1), "code", "broken", "mend it"),
        "::error file=a.yaml,line=1,endLine=1,col=1,endColumn=2,title=code::broken%0Amend it\n",
    ),
    "related": (
        Problem(at(3, 1), "code", "broken", "mend it", ((at(1, 4), "the first is here"),)),
        "::error file=a.yaml,line=3,endLine=3,col=1,endColumn=2,title=code::broken%0Amend it%0Athe first is here: a.yaml:1:4\n",
    ),
    "many-lines": (
        Problem(at(2, 3, 1, end_line=5), "code", "broken"),
        "::error file=a.yaml,line=2,endLine=5,title=code::broken\n",
    ),
    "percent": (
        Problem(at(1, 1), "code", "50%0A of\nit"),
        "::error file=a.yaml,line=1,endLine=1,col=1,endColumn=2,title=code::50%250A of it\n",
    ),
    "colon-and-comma-in-a-message": (
        Problem(at(1, 1), "code", "a, b::c: d"),
        "::error file=a.yaml,line=1,endLine=1,col=1,endColumn=2,title=code::a, b::c: d\n",
    ),
    "colon-and-comma-in-properties": (
        Problem(Place("a,b:100%\r\n.yaml"), "c:o,d", "broken"),
        "::error file=a%2Cb%3A100%25  .yaml,line=1,endLine=1,col=1,endColumn=2,title=c%3Ao%2Cd::broken\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("problem", "expected"), GITHUB.values(), ids=GITHUB)
def test_github_gets_one_command_a_problem(problem: Problem, expected: str) -> None:
    assert report_github([problem]) == expected


def test_content_cannot_write_github_commands() -> None:
    words = f"x{HOSTILE}\n::stop-commands::y"
    problem = Problem(at(1, 1), "c", words, words, ((at(1, 1), words),))
    report = report_github([problem])
    assert report.count("\n") == 1
    assert not [c for c in report[:-1] if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")]


# --- in order ---------------------------------------------------------------------------------------------------------


def test_problems_are_sorted_by_place_and_shown_once() -> None:
    places = [Place("a", 2, 1), Place("a", 2, 3), Place("a", 10, 1), Place("b", 1, 1)]
    problems = [Problem(place, "c", "m") for place in places]
    for shuffled in permutations(problems):
        assert list(in_order([*shuffled, *shuffled])) == problems


def test_problems_at_one_place_are_sorted_by_code_message_and_hint() -> None:
    problems = [Problem(at(1, 1), *words) for words in (("a", "z"), ("b", "a", "z"), ("b", "b", "a"), ("b", "b", "b"))]
    assert list(in_order(reversed(problems))) == problems


def test_problems_that_differ_in_related_places_only_have_an_order_too() -> None:
    problems = [Problem(at(9, 1), "c", "m", "h", ((at(n, 1), "here"),)) for n in range(1, 8)]
    assert list(in_order(reversed(problems))) == problems


def test_content_error_holds_the_report_in_order() -> None:
    error = ContentError([Problem(at(2, 1), "c", "m"), Problem(at(1, 1), "c", "m")], {"a.yaml": "x"})
    assert str(error) == "2 problems in 1 file."
    assert [p.place.line for p in error.problems] == [1, 2]
    assert error.texts == {"a.yaml": "x"}
    assert ContentError([]).texts == {}


# --- words ------------------------------------------------------------------------------------------------------------

KNOWN = ("source", "speaker", "summary", "Ana-Ruiz", "date_published")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("sorce", "source"),
        ("SOURCE", "source"),
        ("speakers", "speaker"),
        ("ana-ruis", "Ana-Ruiz"),
        ("date-publised", "date_published"),
        ("quotes", ""),
        ("x", ""),
        ("", ""),
    ],
)
def test_suggests_the_name_that_is_close(word: str, expected: str) -> None:
    assert did_you_mean(word, KNOWN) == expected


def test_suggests_nothing_where_nothing_is_known() -> None:
    assert did_you_mean("source", []) == ""


@pytest.mark.parametrize(
    ("number", "noun", "plural", "expected"),
    [
        (0, "file", "", "0 files"),
        (1, "file", "", "1 file"),
        (2, "file", "", "2 files"),
        (1204, "file", "", "1,204 files"),
        (1, "person", "people", "1 person"),
        (3, "person", "people", "3 people"),
    ],
)
def test_counts_in_the_right_form(number: int, noun: str, plural: str, expected: str) -> None:
    assert counted(number, noun, plural) == expected


def test_counts_problems_and_their_files() -> None:
    problems = [Problem(Place(path, line), "c", "m") for path, line in (("a", 1), ("a", 2), ("b", 1))]
    assert count_line(problems) == "3 problems in 2 files."
    assert count_line(iter(problems[:1])) == "1 problem in 1 file."


def test_a_place_is_written_as_editors_open_it() -> None:
    assert str(Place("content/a.yaml", 14, 5, 14, 9)) == "content/a.yaml:14:5"
