"""What changed of what was published: in words, what lacks a correction, and where the older data come from."""

import json
import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from explainer.changes.change import NOUNS, Change, Difference
from explainer.changes.corrections import uncorrected, uncorrected_problems
from explainer.changes.rows import changes, not_compared
from explainer.evidence.holding import Hold
from explainer.exports import COLUMNS
from explainer.files import Folder
from explainer.load import load_content
from explainer.model import TABLES
from explainer.problems import report_text
from explainer.published import PublishedError, Since, changed_since, published_tables, tables_of

Project = Callable[..., Path]
Row = dict[str, Any]

FIGURE: Row = {
    "id": "gazette/cost", "source": "gazette", "measure": "build-cost", "as_printed": "up to £1.2 billion", "value": None,
    "maximum": 1200000000, "approximate": False, "unit": "GBP", "claimant": "ana-ruiz", "claimed_by": None, "note": None,
    "verification": "verified", "paragraph": 2, "url": "https://tunnel.example/figures/#gazette--cost",
}  # fmt: skip
QUOTE: Row = {"id": "gazette/not-a-penny", "source": "gazette", "exact": "not a penny more", "speaker": "ana-ruiz"}
MENTION: Row = {"source": "gazette", "names": ["Ana Ruiz"], "role": "transport minister", "verdict": "right"}
PERSON: Row = {"id": "ana-ruiz", "name": "Ana Ruiz", "country": None, "mentions": [MENTION], "url": ""}
SOURCE: Row = {"id": "gazette", "headline": "Tunnel could open", "date_published": "2024-05-03", "origin": "gazette"}
POSITION: Row = {
    "id": "when-open/gazette", "question": "when-open", "source": "gazette", "answer": "later", "figure": None,
    "stance": "asserts", "gist": "Not soon.",
}  # fmt: skip
EVENT: Row = {"id": "vote", "date": "2024-05-03", "text": "They vote.", "reference": None, "sources": ["gazette"]}
NOTE: Row = {
    "id": "gazette/report",
    "source": "gazette",
    "on": None,
    "kind": "error",
    "text": "Wrong.",
    "contradicted_by": [],
}
QUESTION: Row = {
    "id": "when-open", "text": "When?", "result": "agree", "disputes": [], "sources": ["gazette"], "independent": 1,
    "silent": [],
}  # fmt: skip
MEASURE: Row = {"id": "build-cost", "title": "Cost", "unit": None, "result": "one_source", "independent": 1}
TERM: Row = {"id": "tube", "term": "tube", "other_terms": [], "usage": [{"source": "gazette", "words": ["tube"]}]}


def tables(**rows: Row | list[Row]) -> dict[str, list[Row]]:
    """Whole data, all empty but for what is given."""
    given = {name: each if isinstance(each, list) else [each] for name, each in rows.items()}
    return {name: [] for name in COLUMNS} | given


def words(old: dict[str, list[Row]], new: dict[str, list[Row]]) -> list[str]:
    return [change.words for change in changes(old, new)]


# --- in words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "row", "now", "said"),
    [
        ("figures", FIGURE, {"claimant": None}, "figure gazette/cost: who says so was “ana-ruiz”, now not given."),
        ("figures", FIGURE, {"maximum": 1250000000}, "figure gazette/cost: the upper bound was 1,200,000,000, now 1,250,000,000."),
        ("figures", FIGURE, {"approximate": True}, "figure gazette/cost: the number was exact, now rounded."),
        ("quotes", QUOTE, {"exact": "not a pound more"}, "quote gazette/not-a-penny: the words quoted were “not a penny more”, now “not a pound more”."),
        ("sources", SOURCE, {"date_published": "2024-05-04~"}, "source gazette: the date was 3 May 2024, now about 4 May 2024."),
        ("positions", POSITION, {"answer": "silent", "stance": None, "gist": None}, "position when-open/gazette: the answer was “later”, now “silent”; the stance was “asserts”, now not given; what it says, in our words, was “Not soon.”, now not given."),
        ("events", EVENT, {"date": "2024-05"}, "event vote: the date was 3 May 2024, now May 2024."),
        ("events", EVENT, {"date": "soon"}, "event vote: the date was 3 May 2024, now “soon”."),
        ("events", EVENT, {"text": "They vote by day and by night."}, "event vote: the text was “They vote.”, now “They vote by day and by night.”."),
        ("events", EVENT, {"reference": "Minutes"}, "event vote: the public record named was not given, now “Minutes”."),
        ("notes", NOTE, {"contradicted_by": ["herald", "echo"]}, "note gazette/report: the reports that say otherwise were none, now “herald”, “echo”."),
        ("people", PERSON, {"country": "Freeland"}, "person ana-ruiz: the country was not given, now “Freeland”."),
        ("people", PERSON, {"mentions": [MENTION | {"role": "minister"}]}, "person ana-ruiz: the role in gazette was “transport minister”, now “minister”."),
        ("people", PERSON, {"mentions": [MENTION | {"names": ["Ana Ruiz", "Ms Ruiz"]}]}, "person ana-ruiz: the names in gazette were “Ana Ruiz”, now “Ana Ruiz”, “Ms Ruiz”."),
        ("people", PERSON, {"mentions": []}, "person ana-ruiz: no longer in gazette, which had “Ana Ruiz” (transport minister)."),
        ("terms", TERM, {"usage": [{"source": "gazette", "words": ["tunnel"]}]}, "term tube: the words in gazette were “tube”, now “tunnel”."),
        ("questions", QUESTION, {"text": "When would it open?"}, "question when-open: the text was “When?”, now “When would it open?”."),
    ],
)  # fmt: skip
def test_what_changed_is_said_in_words(table: str, row: Row, now: Row, said: str) -> None:
    (change,) = changes(tables(**{table: row}), tables(**{table: row | now}))
    assert (change.table, change.id, change.kind, change.words) == (table, row["id"], "changed", said)


def test_new_words_of_a_figure_say_it_all() -> None:
    """What the program reads from them goes without saying, but is there for programs."""
    now = FIGURE | {"as_printed": "up to £1.3 billion", "maximum": 1300000000}
    (change,) = changes(tables(figures=FIGURE), tables(figures=now))
    said = "figure gazette/cost: the words as printed were “up to £1.2 billion”, now “up to £1.3 billion”."
    assert change.words == said
    assert change.fields == (
        Difference("as_printed", "up to £1.2 billion", "up to £1.3 billion"),
        Difference("maximum", 1200000000, 1300000000),
    )


def test_what_was_added_and_removed_is_shown() -> None:
    old, new = tables(quotes=QUOTE, figures=FIGURE), tables(positions=POSITION, figures=FIGURE)
    assert [(change.kind, change.words) for change in changes(old, new)] == [
        ("removed", "quote gazette/not-a-penny was removed: “not a penny more”."),
        ("added", "position when-open/gazette was added: “Not soon.”."),
    ]
    silent = POSITION | {"answer": "silent", "gist": None}
    assert words(tables(), tables(positions=silent)) == ["position when-open/gazette was added: “silent”."]


def test_of_a_long_text_the_words_that_differ_are_shown() -> None:
    before, after = "one two three four five six " * 5, "seven eight nine ten " * 5
    was, now = (NOTE | {"text": f"{before}{middle} {after}".strip()} for middle in ("WAS", "IS NOW"))
    said = "the text was “… three four five six WAS seven eight nine ten …”, now “… three four five six IS NOW seven eight nine ten …”"
    assert words(tables(notes=was), tables(notes=now)) == [f"note gazette/report: {said}."]
    assert words(tables(notes=was), tables()) == [
        "note gazette/report was removed: “one two three four five six one two three four five six one two three four five six one two three …”."
    ]


def test_a_short_text_is_shown_whole() -> None:
    was, now = (NOTE | {"text": f"one two three four five six {end}"} for end in ("seven", "eight"))
    (said,) = words(tables(notes=was), tables(notes=now))
    assert said.endswith("the text was “one two three four five six seven”, now “one two three four five six eight”.")


def test_a_long_text_in_which_only_spaces_changed_is_shown_whole() -> None:
    was, now = (NOTE | {"text": "word " * 40 + end} for end in ("a b", "a  b"))
    (said,) = words(tables(notes=was), tables(notes=now))
    assert said.endswith("a  b”.")


def test_a_long_text_that_only_grew_is_shown_at_its_end() -> None:
    was, now = (NOTE | {"text": "word " * 40 + end} for end in ("end", "end and more"))
    (said,) = words(tables(notes=was), tables(notes=now))
    assert said.endswith("the text was “… word word word end”, now “… word word word end and more”.")


@pytest.mark.parametrize(
    ("table", "row", "now"),
    [
        ("figures", FIGURE, {"url": "https://other.example/", "verification": "not_checked", "paragraph": None}),
        ("people", PERSON, {"mentions": [MENTION | {"verdict": "wrong"}]}),
        ("events", EVENT, {"sources": []}),
        ("questions", QUESTION, {"disputes": ["people"], "sources": [], "independent": 3, "silent": ["gazette"]}),
    ],
)
def test_what_follows_from_other_data_is_no_change(table: str, row: Row, now: Row) -> None:
    assert not changes(tables(**{table: row}), tables(**{table: row | now}))


def test_the_order_of_rows_and_of_mentions_is_no_change() -> None:
    other = MENTION | {"source": "herald"}
    one, turned = (PERSON | {"mentions": mentions} for mentions in ([MENTION, other], [other, MENTION]))
    second = FIGURE | {"id": "gazette/other"}
    assert not changes(tables(people=one, figures=[FIGURE, second]), tables(people=turned, figures=[second, FIGURE]))


def test_a_new_result_is_told_by_itself() -> None:
    old = tables(questions=QUESTION, measures=MEASURE)
    new = tables(
        questions=QUESTION | {"text": "When then?", "result": "split"}, measures=MEASURE | {"result": "not_comparable"}
    )
    assert [(change.table, change.kind, change.words) for change in changes(old, new)] == [
        ("questions", "changed", "question when-open: the text was “When?”, now “When then?”."),
        ("questions", "computed", "question when-open: what comes of comparing the reports was “agree”, now “split”."),
        ("measures", "computed", "measure build-cost: what comes of comparing the reports was “one source”, now “not comparable”."),
    ]  # fmt: skip


def test_every_table_is_compared() -> None:
    assert set(NOUNS) == set(COLUMNS) - {"corrections"}, "which have no ids, and are compared by their day and names"


def test_a_correction_that_is_removed_is_told_and_must_be_put_back() -> None:
    old, new = tables(corrections=entry("figures/gazette/cost")), tables()
    (change,) = changes(old, new)
    assert change.words == "the correction of 1 June 2024 to figures/gazette/cost was removed."
    assert left(old, new) == ["corrections/2024-06-01"]
    assert changes(new, old) == (), "a new one is what changes ask for"


def test_a_new_correction_of_what_never_was_is_a_problem(project: Project) -> None:
    root = project(RICH)
    old = data(root)
    entries = "- {date: 2030-01-01, kind: update, text: New., corrects: [figures/gazette/cots, figures/gazette/cost]}\n"
    before = (root / "content/corrections.yaml").read_text("utf-8")
    (root / "content/corrections.yaml").write_text(entries + before, "utf-8")
    (problem,) = changed_since("then", old, Folder(root / "content", "content")).problems
    assert (problem.code, problem.hint) == ("corrects", "did you mean 'figures/gazette/cost'?")
    assert str(problem.place) == "content/corrections.yaml:1:59"


def test_a_correction_in_other_words_is_no_new_one() -> None:
    old = tables(figures=FIGURE, corrections=entry("figures/gazette/cost"))
    new = tables(figures=FIGURE | {"note": "New."}, corrections=entry("figures/gazette/cost", text="Again."))
    assert left(old, new) == ["figures/gazette/cost"]


@pytest.mark.parametrize(
    ("table", "row", "now", "words"),
    [
        ("positions", "POSITION", {"passage": "by 2032"}, "position when-open/gazette: the passage was “by 2031”, now “by 2032”."),
        ("questions", "QUESTION", {"answers": ["a: A"]}, "question when-open: its answers were “a: B”, now “a: A”."),
        ("questions", "QUESTION", {"compatible": ["a and b"]}, "question when-open: the answers that can both be true were none, now “a and b”."),
        ("events", "EVENT", {"told": []}, "event vote: no longer in gazette, which had “the vote”."),
    ],
)  # fmt: skip
def test_what_a_page_shows_besides_is_compared_too(table: str, row: str, now: Row, words: str) -> None:
    shown: Row = {
        "POSITION": POSITION | {"passage": "by 2031"},
        "QUESTION": QUESTION | {"answers": ["a: B"], "compatible": []},
        "EVENT": EVENT | {"told": [{"source": "gazette", "passage": "the vote", "date_as_printed": None}]},
    }[row]
    assert [change.words for change in changes(tables(**{table: shown}), tables(**{table: shown | now}))] == [words]


# --- data of other versions of the program ----------------------------------------------------------------------------


def test_a_key_that_older_data_lack_is_not_compared() -> None:
    old = {key: value for key, value in FIGURE.items() if key not in ("note", "unit")}
    assert not changes(tables(figures=old), tables(figures=FIGURE | {"note": "New."}))
    assert not changes(tables(figures=FIGURE | {"colour": "red"}), tables(figures=FIGURE))
    mention = {key: value for key, value in MENTION.items() if key not in ("role", "verdict")}
    assert not changes(tables(people=PERSON | {"mentions": [mention]}), tables(people=PERSON))
    question = {key: value for key, value in QUESTION.items() if key != "result"}
    assert not changes(tables(questions=question), tables(questions=QUESTION))


def test_a_table_that_older_data_lack_is_named_and_the_rest_compared() -> None:
    old = tables(quotes=QUOTE)
    del old["positions"]
    old["notes"] = [{key: value for key, value in NOTE.items() if key != "id"}]  # which once had none
    assert not_compared(old) == ("positions", "notes")
    assert words(old, tables(positions=POSITION, notes=NOTE)) == [
        "quote gazette/not-a-penny was removed: “not a penny more”."
    ]
    assert not_compared(tables()) == (), "a table without rows is one"


# --- corrections ------------------------------------------------------------------------------------------------------


def entry(*corrects: str, date: str = "2024-06-01", text: str = "We had it wrong.") -> Row:
    return {"date": date, "kind": "correction", "text": text, "corrects": list(corrects), "url": ""}


def left(old: dict[str, list[Row]], new: dict[str, list[Row]]) -> list[str]:
    return [change.name for change in uncorrected(changes(old, new), old, new)]


ROWS = {
    "sources": SOURCE, "figures": FIGURE, "quotes": QUOTE, "people": PERSON, "positions": POSITION, "events": EVENT,
    "notes": NOTE, "terms": TERM, "questions": QUESTION, "measures": MEASURE,
}  # fmt: skip


@pytest.mark.parametrize("table", NOUNS)
def test_what_is_changed_or_removed_needs_a_correction_and_what_is_added_none(table: str) -> None:
    row = ROWS[table]
    changed = {
        key: "other"
        for key in ("headline", "as_printed", "exact", "name", "gist", "text", "term", "title")
        if key in row
    }
    needed = [f"{table}/{row['id']}"] if table in TABLES else []
    renamed = [f"{table}/{row['id']}"] if table == "measures" else needed  # its title says what all its figures are
    assert left(tables(**{table: row}), tables(**{table: row | changed})) == renamed
    assert left(tables(**{table: row}), tables()) == needed
    assert left(tables(), tables(**{table: row})) == []


@pytest.mark.parametrize(
    ("table", "was", "now", "needed"),
    [
        ("questions", {"answers": ["a: B"]}, {"answers": ["a: C"]}, True),
        ("questions", {"answers": ["a: B: b"]}, {"answers": ["a: B: c"]}, True),
        ("questions", {"answers": ["a: B"]}, {"answers": ["a: B", "b: C"]}, False),
        ("questions", {"answers": ["a: B", "b: C"]}, {"answers": ["a: B"]}, False),  # whoever gave it now gives another
        ("questions", {"answers": ["b: C", "a: B"]}, {"answers": ["a: B", "b: C"]}, False),
        ("questions", {"compatible": []}, {"compatible": ["a and b"]}, True),
        ("questions", {"text": "When?"}, {"text": "And when?"}, False),
        ("measures", {"title": "Jobs lost"}, {"title": "Jobs gained"}, True),
        ("measures", {"unit": "troops"}, {"unit": "thousand troops"}, True),
    ],
)
def test_what_gives_all_reports_another_meaning_needs_a_correction(
    table: str, was: dict[str, Any], now: dict[str, Any], needed: bool
) -> None:
    row = {"questions": QUESTION, "measures": MEASURE}[table]
    old, new = tables(**{table: row | was}), tables(**{table: row | now})
    assert bool(uncorrected(changes(old, new), old, new)) == needed


def test_a_computed_result_needs_no_correction() -> None:
    assert left(tables(questions=QUESTION), tables(questions=QUESTION | {"result": "split"})) == []


def test_a_new_entry_that_names_it_is_enough() -> None:
    old, new = tables(figures=FIGURE, quotes=QUOTE), tables(figures=FIGURE | {"note": "New."})
    both = ["figures/gazette/cost", "quotes/gazette/not-a-penny"]
    assert left(old, new) == both
    assert left(old, new | {"corrections": [entry(both[0])]}) == both[1:]
    assert left(old, new | {"corrections": [entry(*both)]}) == []
    assert left(old, new | {"corrections": [entry("figures/gazette"), entry("quotes/gazette/cost")]}) == both


def test_an_entry_for_an_earlier_change_is_not() -> None:
    old, new = tables(figures=FIGURE), tables(figures=FIGURE | {"note": "New."})
    before = [entry("figures/gazette/cost")]
    assert left(old | {"corrections": before}, new | {"corrections": before}) == ["figures/gazette/cost"]
    for other in (entry("figures/gazette/cost", date="2024-06-02"), entry("figures/gazette/cost", text="Again.")):
        assert left(old | {"corrections": before}, new | {"corrections": [other, *before]}) == []
    longer = [entry("quotes/gazette/a", "figures/gazette/cost")]
    assert left(old | {"corrections": [entry("quotes/gazette/a")]}, new | {"corrections": longer}) == []


def test_a_source_that_is_removed_is_one_thing_to_correct() -> None:
    """With it go its figures and mentions, which are told and need no entries of their own; what others have does."""
    both = PERSON | {"mentions": [MENTION, MENTION | {"source": "herald"}]}
    old = tables(sources=SOURCE, figures=FIGURE, people=both, quotes=QUOTE | {"source": "herald", "id": "herald/a"})
    new = tables(people=PERSON | {"mentions": [MENTION | {"source": "herald", "role": "minister"}]})
    assert [change.name for change in changes(old, new) if change.follows] == [
        "figures/gazette/cost",
        "people/ana-ruiz",
    ]
    assert left(old, new) == ["sources/gazette", "quotes/herald/a", "people/ana-ruiz"]
    alone = PERSON | {"mentions": [MENTION | {"source": "herald"}]}
    assert left(tables(sources=SOURCE, people=both), tables(people=alone)) == ["sources/gazette"]


def test_a_source_that_is_added_brings_mentions_that_need_nothing() -> None:
    now = PERSON | {
        "mentions": [MENTION, {"source": "herald", "names": ["A. Ruiz"], "role": None, "verdict": "unstated"}]
    }
    (change,) = changes(tables(people=PERSON), tables(people=now))
    assert (change.kind, change.words) == ("added", "person ana-ruiz: now also in herald, as “A. Ruiz”.")
    assert left(tables(people=PERSON), tables(people=now)) == []


# --- where a problem stands -------------------------------------------------------------------------------------------

RICH = {
    "content/people.yaml": "- id: ana-ruiz\n  name: Ana Ruiz\n",
    "content/questions.yaml": "- id: when-open\n  text: When would it open?\n  answers: {by-2031: By 2031, later: Later}\n",
    "content/timeline.yaml": "- id: vote\n  date: 2024-05-03\n  text: They vote.\n  reference: Minutes\n",
    "content/corrections.yaml": (
        "- date: 2024-05-05\n  kind: update\n  text: The *first* one.\n  corrects: [figures/gazette/cost]\n"
    ),
    "content/sources/gazette.yaml": """\
headline: Tunnel could open in 2031
headline_by: source
publisher: Gazette
url: https://gazette.example/
date_published: 2024-05-03
date_basis: printed
text: gazette.txt
summary: The price is capped.
figures:
  - id: cost
    measure: build-cost
    as_printed: up to £1.2 billion
    claimant: ana-ruiz
  - id: other
    measure: build-cost
    as_printed: a lot
    value: 5
quotes:
  - id: not-a-penny
    exact: not a penny more
    kind: fragment
    speaker: ana-ruiz
people:
  - person: ana-ruiz
    names: [Ana Ruiz]
    role: transport minister
positions:
  - question: when-open
    answer: by-2031
    stance: asserts
    passage: could open in 2031
    gist: It could.
  - question: when-open
    answer: later
    stance: reports
    claimed_by: critics
    passage: critics doubt it
    gist: Critics doubt it.
notes:
  - on: headline
    kind: ambiguous
    text: Could it?
  - on: figures/cost
    kind: ambiguous
    text: Of what?
""",
    "content/sources/herald.yaml": """\
headline: Minister sets a limit
headline_by: source
date_published: 2024-05-04
date_basis: printed
text: herald.txt
summary: There is a limit.
silent_on: [when-open]
""",
}


def data(root: Path) -> Any:
    """The data of a folder of content as it is now."""
    return tables_of(load_content(root / "content", "content", hold=Hold.NOTHING)[0])


def edit(root: Path, name: str, was: str, now: str) -> None:
    file = root / "content" / name
    text = file.read_text("utf-8")
    assert was in text
    file.write_text(text.replace(was, now, 1), "utf-8")


GAZETTE = "sources/gazette.yaml"


@pytest.mark.parametrize(
    ("file", "was", "now", "name", "place"),
    [
        (GAZETTE, "£1.2 billion", "£1.3 billion", "figures/gazette/cost", (GAZETTE, 12, 17)),
        (GAZETTE, "value: 5", "value: 6", "figures/gazette/other", (GAZETTE, 17, 12)),
        (GAZETTE, "    as_printed: a lot\n    value: 5\n", "    as_printed: '5'\n", "figures/gazette/other", (GAZETTE, 16, 17)),
        (GAZETTE, "    as_printed: a lot\n    value: 5\n", "    as_printed: a lot\n    vague: true\n", "figures/gazette/other", (GAZETTE, 14, 9)),
        ("questions.yaml", "By 2031", "By 2041", "questions/when-open", ("questions.yaml", 3, 12)),
        ("measures.yaml", "title: ", "title: Not the ", "measures/build-cost", ("measures.yaml", 2, 10)),
        (GAZETTE, "a penny more", "a pound more", "quotes/gazette/not-a-penny", (GAZETTE, 20, 12)),
        (GAZETTE, "role: transport minister", "role: minister", "people/ana-ruiz", (GAZETTE, 26, 11)),
        (GAZETTE, "    role: transport minister\n", "", "people/ana-ruiz", (GAZETTE, 24, 13)),
        (GAZETTE, "names: [Ana Ruiz]", "names: [Ana Ruiz, Ms Ruiz]", "people/ana-ruiz", (GAZETTE, 25, 12)),
        ("people.yaml", "name: Ana Ruiz", "name: Anna Ruiz", "people/ana-ruiz", ("people.yaml", 2, 9)),
        (GAZETTE, "answer: later", "answer: by-2031", "positions/when-open/gazette/2", (GAZETTE, 34, 13)),
        (GAZETTE, "gist: It could.", "gist: It might.", "positions/when-open/gazette", (GAZETTE, 32, 11)),
        (GAZETTE, "text: Could it?", "text: Would it?", "notes/gazette/headline", (GAZETTE, 42, 11)),
        (GAZETTE, "date_published: 2024-05-03", "date_published: 2024-05-02", "sources/gazette", (GAZETTE, 5, 17)),
        (GAZETTE, "https://gazette.example/", "https://gazette.example/a", "sources/gazette", (GAZETTE, 4, 6)),
        (GAZETTE, "publisher: Gazette\n", "", "sources/gazette", (GAZETTE, 1, 11)),
        ("timeline.yaml", "They vote.", "They voted.", "events/vote", ("timeline.yaml", 3, 9)),
    ],
)  # fmt: skip
def test_a_problem_stands_where_the_record_stands_today(
    file: str, was: str, now: str, name: str, place: tuple[str, int, int], project: Project
) -> None:
    root = project(RICH)
    old = data(root)
    edit(root, file, was, now)
    (problem,) = changed_since("then", old, Folder(root / "content", "content")).problems
    assert (problem.place.path, problem.place.line, problem.place.column) == (f"content/{place[0]}", *place[1:])
    assert problem.code == "uncorrected"
    assert problem.hint.endswith(f"add an entry to corrections.yaml with 'corrects: [{name}]'")


def test_an_answer_that_became_silence_stands_where_that_is_said(project: Project) -> None:
    root = project(RICH)
    old = data(root)
    file = root / "content" / GAZETTE
    text = file.read_text("utf-8")
    kept = text[: text.index("positions:")] + text[text.index("notes:") :]
    file.write_text(kept + "silent_on:\n  - when-open\n", "utf-8")
    problems = changed_since("then", old, Folder(root / "content", "content")).problems
    removed, silent = sorted(problems, key=lambda problem: problem.place)
    assert (silent.place.path, silent.place.line, silent.place.column) == ("content/sources/gazette.yaml", 35, 5)
    assert "the answer was “by-2031”, now “silent”" in silent.message
    assert removed.place.path == "content/corrections.yaml"


def test_what_was_removed_stands_in_the_corrections(project: Project) -> None:
    root = project(RICH)
    old = data(root)
    edit(root, GAZETTE, "  - on: headline\n    kind: ambiguous\n    text: Could it?\n", "")
    for there in (True, False):
        problem, *others = changed_since("then", old, Folder(root / "content", "content")).problems
        assert len(others) == (not there), "without the file its own entries are missed too"
        assert str(problem.place) == "content/corrections.yaml:1:1"
        assert problem.message == "note gazette/headline was removed: “Could it?”; no correction says so"
        if there:
            (root / "content/corrections.yaml").unlink()


def test_a_problem_says_what_it_was_what_it_is_and_what_to_write(project: Project) -> None:
    root = project(RICH)
    old = data(root)
    edit(root, GAZETTE, "£1.2 billion", "£1.3 billion")
    content, texts = load_content(root / "content", "content", hold=Hold.NOTHING)
    new = data(root)
    found = uncorrected(changes(old, new), old, new)
    assert report_text(uncorrected_problems(found, content, "content"), texts) == (
        "content/sources/gazette.yaml:12:17  figure gazette/cost: the words as printed were “up to £1.2 billion”, now "
        "“up to £1.3 billion”; no correction says so\n"
        "   12 |     as_printed: up to £1.3 billion\n"
        "      |                 ^^^^^^^^^^^^^^^^^^ put it back, or add an entry to corrections.yaml with "
        "'corrects: [figures/gazette/cost]'\n"
        "1 problem in 1 file.\n"
    )


# --- at a revision ----------------------------------------------------------------------------------------------------


def git(root: Path, *arguments: str) -> str:
    user = (
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@b.example",
        "-c",
        "init.defaultBranch=main",
        "-c",
        "commit.gpgsign=false",
    )
    done = subprocess.run(["git", *user, *arguments], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(autouse=True)
def no_repository_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Git looks no further than the test's own folder, and temporary files go to one that can be looked at."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):  # should a hook run the tests
        monkeypatch.delenv(name, raising=False)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    return temporary


@pytest.fixture
def committed(project: Project) -> Path:
    """A repository with an explainer in its folder content/."""
    root = project(RICH)
    (root / ".gitignore").write_text("temporary\n", "utf-8")
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "first")
    return root


def since(revision: str, root: Path, content: str = "content") -> Since:
    folder = Folder((root / content).resolve(), content)
    return changed_since(revision, published_tables(revision, folder), folder)


def told(root: Path, revision: str = "HEAD") -> list[str]:
    return [change.words for change in since(revision, root).changes]


def refused(given: str, root: Path, content: str = "content") -> PublishedError:
    with pytest.raises(PublishedError) as caught:
        published_tables(given, Folder((root / content).resolve(), content))
    return caught.value


def test_what_is_not_committed_has_changed_since_the_revision(committed: Path) -> None:
    assert told(committed) == []
    edit(committed, GAZETTE, "a penny more", "a pound more")
    said = "quote gazette/not-a-penny: the words quoted were “not a penny more”, now “not a pound more”."
    assert told(committed) == [said]
    git(committed, "commit", "--quiet", "-am", "second")
    git(committed, "tag", "v2")
    assert (told(committed), told(committed, "HEAD~1"), told(committed, "main~1")) == ([], [said], [said])
    assert told(committed, "v2") == told(committed, git(committed, "rev-parse", "HEAD")) == []


@pytest.mark.parametrize(
    ("file", "was", "now", "found"),
    [
        (GAZETTE, "£1.2 billion", "£1.3 billion", [("changed", "figures/gazette/cost")]),
        (GAZETTE, "a penny more", "a pound more", [("changed", "quotes/gazette/not-a-penny")]),
        (GAZETTE, "gist: It could.", "gist: It might.", [("changed", "positions/when-open/gazette")]),
        (GAZETTE, "text: Could it?", "text: Would it?", [("changed", "notes/gazette/headline")]),
        ("timeline.yaml", "2024-05-03", "2024-05-02", [("changed", "events/vote")]),
        (GAZETTE, "role: transport minister", "role: minister", [("changed", "people/ana-ruiz")]),
        (GAZETTE, "date_published: 2024-05-03", "date_published: 2024-05-02", [("changed", "sources/gazette")]),
        ("sources/herald.yaml", "silent_on: [when-open]", "positions: [{question: when-open, answer: later, stance: asserts, passage: no, gist: No.}]",
         [("changed", "positions/when-open/herald"), ("computed", "questions/when-open")]),
        ("sources/herald.yaml", "summary:", "figures: [{id: a, measure: build-cost, as_printed: £9}]\nsummary:",
         [("added", "figures/herald/a"), ("computed", "measures/build-cost")]),
        ("site.yaml", "https://tunnel.example/", "https://other.example/", []),
        ("site.yaml", "Who pays for", "Who is to pay for", []),
        (GAZETTE, "The price is capped", "The price has a cap", []),
    ],
)  # fmt: skip
def test_every_kind_of_change_is_found(
    file: str, was: str, now: str, found: list[tuple[str, str]], committed: Path
) -> None:
    edit(committed, file, was, now)
    assert [(change.kind, change.name) for change in since("HEAD", committed).changes] == found


def test_a_correction_is_enough_and_an_old_one_is_not(committed: Path) -> None:
    """The first explainer has an entry for this very figure, for an earlier change."""
    edit(committed, GAZETTE, "£1.2 billion", "£1.3 billion")
    assert [change.name for change in since("HEAD", committed).uncorrected] == ["figures/gazette/cost"]
    new = "- date: 2024-06-01\n  kind: correction\n  text: It was £1.2 billion.\n  corrects: [figures/gazette/cost]\n"
    edit(committed, "corrections.yaml", "- date: 2024-05-05", f"{new}- date: 2024-05-05")
    after = since("HEAD", committed)
    assert (len(after.changes), after.uncorrected, after.problems) == (1, (), ())


def test_the_content_may_lie_anywhere_in_a_repository(committed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (committed / "a site").mkdir()
    git(committed, "mv", "content", "a site/[x] ü")
    git(committed, "commit", "--quiet", "-m", "moved")
    file = committed / "a site/[x] ü" / GAZETTE
    file.write_text(file.read_text("utf-8").replace("a penny more", "a pound more"), "utf-8")
    monkeypatch.chdir(committed / "a site")
    assert len(since("HEAD", committed, "a site/[x] ü").changes) == 1
    wrong = refused("HEAD~1", committed, "a site/[x] ü")
    assert wrong.message == "'HEAD~1' has no folder 'a site/[x] ü' with content"
    assert "--since FOLDER" in wrong.hint


def test_the_content_may_be_the_whole_repository(project: Project) -> None:
    root = project(RICH)
    git(root / "content", "init", "--quiet")
    git(root / "content", "add", ".")
    git(root / "content", "commit", "--quiet", "-m", "first")
    edit(root, GAZETTE, "a penny more", "a pound more")
    assert len(told(root)) == 1


def test_a_hook_of_git_may_ask(committed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has these set for its own folder, from which git is not called here."""
    for name, value in {"GIT_DIR": ".git", "GIT_INDEX_FILE": ".git/index", "GIT_WORK_TREE": "nowhere"}.items():
        monkeypatch.setenv(name, value)
    assert told(committed) == []


def test_a_link_in_the_content_is_followed_as_in_the_folder(committed: Path, tmp_path: Path) -> None:
    (committed / "content/.people").write_bytes((committed / "content/people.yaml").read_bytes())
    (committed / "content/people.yaml").unlink()
    (committed / "content/people.yaml").symlink_to(".people")
    git(committed, "add", ".")
    git(committed, "commit", "--quiet", "-m", "link")
    assert told(committed) == []
    (tmp_path / "temporary/outside.yaml").write_text("- {id: a, name: A}\n", "utf-8")
    (committed / "content/people.yaml").unlink()
    (committed / "content/people.yaml").symlink_to("../../outside.yaml")
    git(committed, "commit", "--quiet", "-am", "out")
    assert "this is a link to a file outside the content folder" in refused("HEAD", committed).message


def test_what_git_is_told_to_leave_out_of_archives_is_not_missed(committed: Path) -> None:
    (committed / ".gitattributes").write_text("timeline.yaml export-ignore\n*.yaml export-subst\n", "utf-8")
    git(committed, "add", ".")
    git(committed, "commit", "--quiet", "-m", "attributes")
    assert told(committed) == []


def test_the_repository_stays_as_it_was_and_nothing_is_left_behind(committed: Path, no_repository_above: Path) -> None:
    edit(committed, GAZETTE, "a penny more", "a pound more")
    before = sorted((path, path.stat().st_mtime_ns) for path in committed.rglob("*"))
    assert told(committed)
    assert sorted((path, path.stat().st_mtime_ns) for path in committed.rglob("*") if path != no_repository_above) == [
        each for each in before if each[0] != no_repository_above
    ]
    edit(committed, "site.yaml", "url:", "ulr:")
    git(committed, "commit", "--quiet", "-am", "broken")
    refused("HEAD", committed)
    assert list(no_repository_above.iterdir()) == []


def test_content_that_this_version_cannot_read_is_named_with_its_first_problem(committed: Path) -> None:
    edit(committed, "measures.yaml", "title:", "titel:")
    edit(committed, "questions.yaml", "text:", "test:")
    git(committed, "commit", "--quiet", "-am", "broken")
    wrong = refused("HEAD", committed)
    assert wrong.message == (
        "the content of 'HEAD' cannot be read by this version of the program: 2 problems, the first at "
        "content/measures.yaml:2:3: a measure has no field 'titel'"
    )
    assert wrong.hint == "compare with a build of it: name a built site or its data folder: --since FOLDER"


@pytest.mark.parametrize(
    "given", ["nope", "HEAD~9", "HEAD:content", "", "-x", "--upload-pack=x", "--all", "0" * 40, "a" * 5000]
)
def test_an_unknown_revision_is_refused(given: str, committed: Path) -> None:
    assert refused(given, committed).message == f"there is no revision and no path '{given}'"


def test_what_begins_like_an_option_is_refused_even_where_git_has_it(committed: Path) -> None:
    """No revision can have such a name by git's own commands; git is not asked at all."""
    head = git(committed, "rev-parse", "HEAD")
    (committed / ".git/refs/tags/-x").write_text(f"{head}\n", "utf-8")
    refused("-x", committed)


def test_a_revision_before_there_was_content_is_refused(committed: Path) -> None:
    git(committed, "checkout", "--quiet", "--orphan", "other")
    git(committed, "rm", "--quiet", "--cached", "-r", "content")
    git(committed, "commit", "--quiet", "-m", "without")
    assert refused("HEAD", committed).message == "'HEAD' has no folder 'content' with content"
    (committed / "file").mkdir()
    (committed / "file/a").write_text("a", "utf-8")
    git(committed, "add", "file")
    git(committed, "commit", "--quiet", "-m", "file")
    git(committed, "rm", "--quiet", "-r", "file")
    (committed / "file").write_text("a", "utf-8")
    git(committed, "add", "file")
    git(committed, "commit", "--quiet", "-m", "no folder")
    (committed / "file").unlink()
    (committed / "file").mkdir()
    assert "has no folder 'file'" in refused("HEAD", committed, "file").message


def test_outside_a_repository_it_says_what_else_there_is(project: Project) -> None:
    wrong = refused("HEAD", project(RICH))
    assert wrong.message == "'content' is in no git repository"
    assert wrong.hint == "name a built site or its data folder: --since FOLDER"


def test_without_git_it_says_so(committed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(committed / "content"))
    assert refused("HEAD", committed).message == "git is not installed here"


def test_a_repository_that_git_refuses_is_told_in_its_words(committed: Path) -> None:
    (committed / ".git/config").write_text("[core\n", "utf-8")
    message = refused("HEAD", committed).message
    assert message.startswith("git cannot read the repository of 'content': ")
    assert "config" in message.split(": ", 1)[1]


def test_a_file_that_the_repository_lost_is_named(committed: Path) -> None:
    lost = git(committed, "rev-parse", "HEAD:content/people.yaml")
    (committed / ".git/objects" / lost[:2] / lost[2:]).unlink()
    assert refused("HEAD", committed).message == "the repository lacks 'people.yaml' as it was"


# --- at a path --------------------------------------------------------------------------------------------------------


@pytest.fixture
def built(project: Project, tmp_path: Path) -> Path:
    """A site with the data of an explainer, which has changed since."""
    root = project(RICH)
    folder = tmp_path / "old site/data"
    folder.mkdir(parents=True)
    for name, rows in data(root).items():
        (folder / f"{name}.json").write_text(json.dumps(rows), "utf-8")
    (folder / "evidence.json").write_text("{}", "utf-8")
    edit(root, GAZETTE, "£1.2 billion", "£1.3 billion")
    edit(root, GAZETTE, "a penny more", "a pound more")
    return tmp_path / "old site"


@pytest.mark.parametrize(
    ("path", "tables", "notes"),
    [
        (".", ["figures", "quotes"], 0),
        ("data", ["figures", "quotes"], 0),
        ("data/figures.json", ["figures"], 2),
        ("data/quotes.json", ["quotes"], 2),
    ],
)
def test_a_site_its_data_and_one_table_can_be_compared_with(
    path: str, tables: list[str], notes: int, built: Path, tmp_path: Path
) -> None:
    found = since(str(built / path), tmp_path)
    assert [change.table for change in found.changes] == tables
    assert len(found.notes) == notes


def test_what_changed_since_a_site_was_built_lacks_its_corrections(built: Path, tmp_path: Path) -> None:
    found = since(str(built), tmp_path)
    assert [problem.place.line for problem in found.problems] == [12, 20]


def test_what_older_data_lack_is_said_once_and_the_rest_compared(built: Path, tmp_path: Path) -> None:
    for name in ("quotes", "terms", "corrections"):
        (built / f"data/{name}.json").unlink()
    found = since(str(built), tmp_path)
    assert [change.name for change in found.changes] == ["figures/gazette/cost"]
    assert found.notes == (
        f"Not compared, because '{built}' has no such data, or none with ids: quotes, terms.",
        f"'{built}' has no corrections, so every entry in corrections.yaml counts as new.",
    )
    assert found.uncorrected == (), "as the entry there is for this figure may be"


def test_a_path_wins_over_a_revision(committed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(committed, "branch", "old")
    (committed / "old").mkdir()
    monkeypatch.chdir(committed)
    wrong = refused("old", committed)
    assert wrong.message == "there are no data in 'old'"
    assert wrong.hint.endswith("a branch of that name is refs/heads/old")
    assert told(committed, "refs/heads/old") == []
    (committed / "old/people.json").write_text("[]", "utf-8")
    assert told(committed, "old") == ["person ana-ruiz was added: “Ana Ruiz”."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[{]", "is no JSON (line 1)"),
        ("[\n\n", "is no JSON (line 3)"),
        ("", "is no JSON (line 1)"),
        ("[" * 100_000, "is no JSON"),
        ("\xff", "is no JSON"),
        ("{}", "it is no list of rows"),
        ("[1]", "row 1 is no row"),
        ('[{"id": "a"}, {"id": 2}]', "row 2 has something else under 'id'"),
        ('[{"id": "a"}, {"id": "a"}]', "row 2 has the id of another"),
        ('[{"id": ["a"]}]', "row 1 has something else under 'id'"),
        ('[{"id": "a", "name": {}}]', "row 1 has something else under 'name'"),
        ('[{"id": "a", "mentions": null}]', "row 1 has something else under 'mentions'"),
        ('[{"id": "a", "mentions": [{"source": "b"}]}]', "row 1 has something else under 'mentions'"),
        ('[{"id": "a", "mentions": [{"source": 1, "names": []}]}]', "row 1 has something else under 'mentions'"),
        ('[{"id": "a", "mentions": ["b"]}]', "row 1 has something else under 'mentions'"),
    ],
)
def test_data_of_another_shape_are_refused(text: str, said: str, built: Path, tmp_path: Path) -> None:
    (built / "data/people.json").write_text(text, "latin-1")
    for path in (built, built / "data/people.json"):
        wrong = refused(str(path), tmp_path)
        assert said in wrong.message
        assert "people.json' " in wrong.message


def test_what_a_newer_program_adds_is_no_trouble(built: Path, tmp_path: Path) -> None:
    file = built / "data/people.json"
    rows = json.loads(file.read_text("utf-8"))
    rows[0]["portrait"] = {"width": 3}
    file.write_text(json.dumps(rows), "utf-8")
    (built / "data/maps.json").write_text("[{}]", "utf-8")
    assert len(since(str(built), tmp_path).changes) == 2


@pytest.mark.parametrize(
    ("path", "message", "hint"),
    [
        ("content", "there are no data in", "it holds content: build it, and name the site"),
        ("content/site.yaml", "is no table of published data", "a table is called sources, figures"),
        ("old site/data/evidence.json", "is no table of published data", "a table is called sources"),
        ("old site/data/figures.csv", "is no table of published data", "did you mean 'figures.json'?"),
        ("old site/data/figure.json", "is no table of published data", "did you mean 'figures.json'?"),
        ("temporary", "there are no data in", "name a built site, its data folder or one of the files there"),
    ],
)
def test_a_path_without_data_is_refused(path: str, message: str, hint: str, built: Path, tmp_path: Path) -> None:
    for name in ("figure.json", "figures.csv"):
        (built / "data" / name).write_text("[]", "utf-8")
    wrong = refused(str(tmp_path / path), tmp_path)
    assert message in wrong.message
    assert hint in wrong.hint


def test_a_folder_of_that_cannot_be_read_is_refused(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", no)
    wrong = refused(str(built), tmp_path)
    assert wrong.message == f"'{built}' cannot be read: Permission denied"


def test_a_change_is_called_as_in_the_data() -> None:
    assert Change("figures", "gazette/cost", "changed", (), "").name == "figures/gazette/cost"
