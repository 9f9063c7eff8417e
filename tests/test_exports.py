"""The files for programs: data as JSON and CSV, the sitemap, robots.txt."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from lxml import etree

from explainer.addresses import Addresses
from explainer.evidence.holding import Hold
from explainer.evidence.words import needle
from explainer.exports import COLUMNS, Exports, export_files
from explainer.findings import findings
from explainer.load import load_content
from explainer.pages import all_pages

SCHEMAS = Path(__file__).parent / "schemas"
BASE = Addresses("https://example.org/a/b/")

Project = Callable[..., Path]


def exported(root: Path) -> dict[str, bytes]:
    content, _ = load_content(root / "content", "content", hold=Hold.NOTHING)
    return dict(export_files(findings(content), all_pages(findings(content), BASE), BASE))


def test_the_files_for_programs_are_known_before_they_are_made(project: Project) -> None:
    root = project()
    for updated in ("", "updated: 2026-01-31\n"):  # with which there are feeds
        with (root / "content/site.yaml").open("a", encoding="utf-8") as file:
            file.write(updated)
        content, _ = load_content(root / "content", "content", hold=Hold.NOTHING)
        made = exported(root)
        exports = Exports(content, made.items)
        assert set(exports) == set(made) and ("updates.xml" in made) == bool(updated)
        assert dict(exports) == made and "index.html" not in exports


def rows(files: dict[str, bytes], name: str) -> list[dict[str, Any]]:
    found = json.loads(files[f"data/{name}.json"])
    assert isinstance(found, list)
    return found


def table(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"data/{name}.csv"].decode(), newline="")))


FIGURE = "figures: [{id: a, measure: build-cost, as_printed: one}]"


def gazette(*lines: str) -> dict[str, str]:
    """The minimal explainer with its report of one figure written anew."""
    head = "headline: A\nheadline_by: source\ndate_published: 2024-05-03\ndate_basis: printed\ntext: x.txt\nsummary: Short.\n"
    people = "people:\n  - person: ana-ruiz\n    names: [Ana Ruiz, Ms Ruiz]\n    role: minister\n"
    lines = lines if "figures:" in lines else (*lines, FIGURE)
    story = "sections:\n  - {id: price, heading: A, text: B}\n"
    return {
        "content/sources/gazette.yaml": head + people + "".join(f"{line}\n" for line in lines),
        "content/explainer.yaml": story,
    }


def figure(as_printed: str, *fields: str) -> dict[str, str]:
    lines = ["figures:", "  - id: cost", "    measure: build-cost", f"    as_printed: {as_printed}"]
    return gazette(*lines, *(f"    {field}" for field in fields))


# --- figures ----------------------------------------------------------------------------------------------------------

NUMBERS = {"value", "minimum", "exclusive_minimum", "maximum", "exclusive_maximum"}


@pytest.mark.parametrize(
    ("as_printed", "fields", "numbers"),
    [
        ("30,000 people", [], {"value": 30000}),
        ("up to £1.2 billion", [], {"maximum": 1200000000}),
        ("at least 3", [], {"minimum": 3}),
        ("over 3", [], {"exclusive_minimum": 3}),
        ("nearly 3", [], {"exclusive_maximum": 3}),
        ("between 2.5 and 3.0%", [], {"minimum": 2.5, "maximum": 3}),
        ("a gaggle", ["value: 1.10"], {"value": 1.1}),
        ("a gaggle", ["value: -5"], {"value": -5}),
        ("a gaggle", ["value: 0.1"], {"value": 0.1}),
        (
            "a gaggle",
            ["minimum: 010", "maximum: 12345678901234567890"],
            {"minimum": 10, "maximum": 12345678901234567890},
        ),
        ("many", ["vague: true"], {}),
    ],
)
def test_numbers(as_printed: str, fields: list[str], numbers: dict[str, int | float], project: Project) -> None:
    files = exported(project(figure(as_printed, *fields)))
    (row,), (cells,) = rows(files, "figures"), table(files, "figures")
    assert {key: row[key] for key in NUMBERS if row[key] is not None} == numbers
    assert {key: float(cells[key]) for key in NUMBERS if cells[key]} == {key: float(n) for key, n in numbers.items()}
    assert all(not cells[key].startswith("'") for key in NUMBERS), "a negative number is no formula"


@pytest.mark.parametrize(
    ("fields", "claimant"),
    [(["claimant: ana-ruiz"], "ana-ruiz"), (["claimed_by: the ministry"], "the ministry"), ([], None)],
)
def test_who_claims_a_figure(fields: list[str], claimant: str | None, project: Project) -> None:
    (row,) = rows(exported(project(figure("30,000", *fields))), "figures")
    assert (row["claimant"] or row["claimed_by"]) == claimant
    assert None in (row["claimant"], row["claimed_by"]), "an id is never mistaken for words"


def test_a_figure_is_whole(project: Project) -> None:
    (row,) = rows(exported(project(figure("about £5 a year until 2030", "note: Not yet."))), "figures")
    assert row == {
        "id": "gazette/cost", "source": "gazette", "measure": "build-cost", "as_printed": "about £5 a year until 2030",
        "value": 5, "minimum": None, "exclusive_minimum": None, "maximum": None, "exclusive_maximum": None,
        "approximate": True, "unit": "GBP", "of": None, "per": "year", "period": "until 2030", "claimant": None, "claimed_by": None,
        "note": "Not yet.", "verification": "not_checked", "paragraph": None, "url": "https://example.org/a/b/figures/#gazette--cost",
    }  # fmt: skip


# --- CSV --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://x.example")', "\\t=1", "\\n=1", "=1\\n=2"],
)
def test_a_text_that_a_spreadsheet_would_run_is_neutralised(words: str, project: Project) -> None:
    quoted = words.replace('"', '\\"')
    files = exported(project(gazette("quotes:", "  - id: a", f'    exact: "{quoted}"', "    kind: term")))
    (row,), (cells,) = rows(files, "quotes"), table(files, "quotes")
    assert cells["exact"] == f"'{row['exact']}"
    assert row["exact"] == words.replace("\\t", "\t").replace("\\n", "\n")


def test_a_list_that_begins_like_a_formula_is_neutralised(project: Project) -> None:
    files = exported(project({"content/people.yaml": "- id: ana-ruiz\n  name: '=Ana'\n  country: '-'\n"}))
    (cells,) = table(files, "people")
    assert (cells["name"], cells["country"]) == ("'=Ana", "'-")


@pytest.mark.parametrize("words", ["a, b", 'a "b" c', "a\\nb", "a; b", "'a", " a", "a=b", "Łé–漢🌊"])
def test_any_other_text_comes_back_as_it_was(words: str, project: Project) -> None:
    quoted = words.replace('"', '\\"')
    files = exported(project(gazette("quotes:", "  - id: a", f'    exact: "{quoted}"', "    kind: term")))
    (row,), (cells,) = rows(files, "quotes"), table(files, "quotes")
    assert cells["exact"] == row["exact"] == words.replace("\\n", "\n")


def test_lists_are_joined(project: Project) -> None:
    notes = [
        "notes:",
        "  - kind: contradiction",
        "    text: So *it* is [@herald].",
        "    contradicted_by: [herald, third]",
    ]
    third = (
        "headline: C\nheadline_by: source\ndate_published: 2024-06\ndate_basis: printed\ntext: y.txt\nsummary: Short.\n"
    )
    mention = "people:\n  - person: ana-ruiz\n    names: [A. Ruiz]\n"
    files = exported(project(gazette(*notes) | {"content/sources/third.yaml": third + mention}))
    assert table(files, "notes")[0]["contradicted_by"] == "herald; third"
    assert rows(files, "notes")[0]["contradicted_by"] == ["herald", "third"]
    assert table(files, "people")[0]["mentions"] == "gazette: Ana Ruiz, Ms Ruiz (minister); third: A. Ruiz"
    assert rows(files, "people")[0]["mentions"][1] == {
        "source": "third", "names": ["A. Ruiz"], "role": None, "verdict": "unstated",
    }  # fmt: skip


def test_a_table_has_its_header_even_where_it_has_no_row(project: Project) -> None:
    files = exported(project())
    assert rows(files, "notes") == []
    assert files["data/notes.csv"].decode().rstrip() == "id,source,on,passage,kind,text,contradicted_by,reference,url"


def test_lines_end_as_the_standard_asks(project: Project) -> None:
    files = exported(project())
    lines = files["data/sources.csv"].split(b"\r\n")
    assert (len(lines), lines[-1]) == (4, b"")
    assert files["data/sources.json"].endswith(b"]\n")


# --- sources, quotes --------------------------------------------------------------------------------------------------


def test_sources_of_one_origin_share_its_id(project: Project) -> None:
    shared = gazette("shares_origin_with: [herald]")
    assert [row["origin"] for row in rows(exported(project(shared)), "sources")] == ["gazette", "gazette"]


def test_what_is_not_known_is_null_and_an_empty_cell(project: Project) -> None:
    files = exported(project())
    row, cells = rows(files, "sources")[0], table(files, "sources")[0]
    assert (row["publisher"], row["source_url"], cells["publisher"], cells["source_url"]) == (None, None, "", "")


@pytest.mark.parametrize(
    ("field", "speaker"),
    [("speaker: ana-ruiz", "ana-ruiz"), ("unnamed: a voice", "a voice"), ("attribution: so", None)],
)
def test_who_speaks(field: str, speaker: str | None, project: Project) -> None:
    lines = ["quotes:", "  - id: a", "    exact: b", "    kind: speech", f"    {field}"]
    (row,) = rows(exported(project(gazette(*lines))), "quotes")
    assert (row["speaker"] or row["unnamed"]) == speaker
    assert None in (row["speaker"], row["unnamed"]), "an id is never mistaken for words"


def verifications(files: dict[str, bytes]) -> set[tuple[str, int | None]]:
    return {(row["verification"], row["paragraph"]) for name in ("figures", "quotes") for row in rows(files, name)}


def test_what_the_lock_holds_is_verified_and_nothing_else(project: Project) -> None:
    root = project()
    assert verifications(exported(root)) == {("verified", 2)}
    gazette = root / "content/sources/gazette.yaml"
    gazette.write_text(gazette.read_text("utf-8").replace("not a penny more", "not a penny less"), "utf-8")
    assert verifications(exported(root)) == {("verified", 2), ("not_checked", None)}
    (root / "content/evidence.lock").unlink()
    assert verifications(exported(root)) == {("not_checked", None)}


def test_the_lock_is_published_as_it_is(project: Project) -> None:
    root = project()
    assert exported(root)["data/evidence.json"] == (root / "content/evidence.lock").read_bytes()


# --- questions and what comes of them ---------------------------------------------------------------------------------

QUESTIONS = """\
- id: when-open
  text: When would it open?
  answers: {by-2031: By 2031, later: After 2031}
- id: price
  text: What would it cost?
  measure: build-cost
  answers: {unknown: Nobody knows}
"""
ASKED = (
    "positions:",
    "  - {question: when-open, answer: later, stance: reports, claimed_by: critics, passage: not … once, gist: '*Later*.'}",
    "  - {question: when-open, answer: by-2031, stance: denies, claimant: ana-ruiz, passage: by then, gist: Not by then.}",
    "  - {question: price, figure: a, stance: asserts}",
)
SILENT = "headline: B\nheadline_by: source\ndate_published: 2024-05-04\ndate_basis: printed\ntext: y.txt\nsummary: B.\nsilent_on: [when-open]\n"
DOUBT = "positions:\n  - {question: price, answer: unknown, stance: asserts, passage: nobody knows, gist: Unknown.}\n"


def asked(*gazette_lines: str, herald: str = SILENT + DOUBT) -> dict[str, str]:
    return gazette(*(gazette_lines or ASKED)) | {
        "content/questions.yaml": QUESTIONS,
        "content/sources/herald.yaml": herald,
    }


def test_positions_are_listed_by_question_and_number_within_their_source(project: Project) -> None:
    found = rows(exported(project(asked())), "positions")
    assert [(row["id"], row["url"].split("/questions/")[1]) for row in found] == [
        ("when-open/gazette", "when-open/#gazette--1"),
        ("when-open/gazette/2", "when-open/#gazette--2"),
        ("when-open/herald", "when-open/#herald--1"),
        ("price/gazette", "price/#gazette--1"),
        ("price/herald", "price/#herald--1"),
    ]


def test_a_position_is_whole(project: Project) -> None:
    files = exported(project(asked()))
    later, _, silence, priced, _ = rows(files, "positions")
    none = {
        "claimant": None,
        "claimed_by": None,
        "passage": None,
        "gist": None,
        "verification": "not_checked",
        "paragraph": None,
    }
    assert later == {
        "id": "when-open/gazette", "question": "when-open", "source": "gazette", "answer": "later", "figure": None,
        "stance": "reports", "claimant": None, "claimed_by": "critics", "passage": "not … once", "gist": "*Later*.", "verification": "not_checked",
        "paragraph": None, "url": "https://example.org/a/b/questions/when-open/#gazette--1",
    }  # fmt: skip
    assert priced == none | {
        "id": "price/gazette", "question": "price", "source": "gazette", "answer": "figure", "figure": "gazette/a",
        "stance": "asserts", "url": "https://example.org/a/b/questions/price/#gazette--1",
    }  # fmt: skip
    assert silence == none | {
        "id": "when-open/herald", "question": "when-open", "source": "herald", "answer": "silent", "figure": None,
        "stance": None, "verification": None, "url": "https://example.org/a/b/questions/when-open/#herald--1",
    }  # fmt: skip
    assert table(files, "positions")[2]["verification"] == "", "silence is no words that could be checked"
    assert rows(files, "positions")[1]["claimant"] == "ana-ruiz"


def locked(question: str) -> str:
    """The lock's line for a passage of a position."""
    item = {"source": "gazette", "item": f"positions/{question}/so it is", "paragraph": 1, "start": 0, "end": 1}
    return json.dumps(item | {"match": "exact", "sha256": needle("so it is").sha256, "verified": "2024-05-03"})


@pytest.mark.parametrize(
    ("figure", "passage", "checked"),
    [
        ("up to £1.2 billion", "", ("verified", 2)),
        ("up to £1.2 billion", "so it is", ("verified", 1)),
        ("up to £1.2 billion", "nowhere", ("not_checked", None)),
        ("up to £1.3 billion", "so it is", ("not_checked", None)),
    ],
)
def test_a_position_is_verified_where_all_its_words_are(
    figure: str, passage: str, checked: tuple[str, int | None], project: Project
) -> None:
    """The lock of the minimal explainer holds the figure `cost`, and here two passages."""
    lines = ["figures:", f"  - {{id: cost, measure: build-cost, as_printed: {figure}}}", "positions:"]
    lines += ["  - {question: when-open, answer: later, stance: asserts, passage: so it is, gist: Later.}"]
    lines += [f"  - {{question: price, figure: cost, stance: asserts{passage and f', passage: {passage}'}}}"]
    root = project(asked(*lines))
    lock = root / "content/evidence.lock"
    proved = f"{locked('price')},\n{locked('when-open')},"
    lock.write_text(lock.read_text("utf-8").replace('"items": [', f'"items": [\n{proved}'), "utf-8")
    later, _, price, _ = rows(exported(root), "positions")
    assert (later["verification"], later["paragraph"]) == ("verified", 1)
    assert (price["verification"], price["paragraph"]) == checked


def test_questions_say_what_comes_of_comparing(project: Project) -> None:
    files = exported(project(asked()))
    when_open, price = rows(files, "questions")
    assert when_open == {
        "id": "when-open", "text": "When would it open?", "answers": ["by-2031: By 2031", "later: After 2031"],
        "compatible": [], "result": "one_source", "disputes": [], "sources": ["gazette"],
        "independent": 1, "silent": ["herald"], "url": "https://example.org/a/b/questions/when-open/",
    }  # fmt: skip
    assert (price["result"], price["sources"], price["silent"]) == ("compatible", ["gazette", "herald"], [])
    split = SILENT.replace("silent_on: [when-open]\n", "") + DOUBT
    split += "  - {question: when-open, answer: by-2031, stance: asserts, passage: soon, gist: Soon.}\n"
    when_open = rows(exported(project(asked(herald=split))), "questions")[0]
    assert (when_open["result"], when_open["disputes"], when_open["independent"]) == ("split", ["people"], 2)


def test_a_copy_is_no_second_voice(project: Project) -> None:
    files = exported(project(asked("shares_origin_with: [herald]", *ASKED)))
    price = rows(files, "questions")[1]
    assert (price["sources"], price["independent"], price["result"]) == (["gazette", "herald"], 1, "one_source")


def test_measures_say_how_far_their_figures_agree(project: Project) -> None:
    figure = "figures: [{id: b, measure: build-cost, as_printed: two}]\n"
    herald = SILENT.replace("silent_on: [when-open]\n", figure)
    files = exported(project(gazette() | {"content/sources/herald.yaml": herald}))
    assert rows(files, "measures") == [
        {
            "id": "build-cost", "title": "Cost of building the tunnel", "unit": None, "result": "split",
            "disputes": ["reports"], "sources": ["gazette", "herald"], "independent": 2,
            "url": "https://example.org/a/b/figures/#build-cost",
        }
    ]  # fmt: skip
    assert table(files, "measures")[0]["disputes"] == "reports"


# --- events, terms, notes, corrections --------------------------------------------------------------------------------


def test_events_name_the_reports_that_tell_of_them(project: Project) -> None:
    timeline = (
        "- {id: vote, date: 2024-05~, text: They *vote*.}\n- {id: act, date: 2023, text: An act., reference: Minutes}\n"
    )
    told = ("events:", "  - {event: vote, passage: the vote, date_as_printed: in May}")
    act, vote = rows(exported(project(gazette(*told) | {"content/timeline.yaml": timeline})), "events")
    assert vote == {
        "id": "vote", "date": "2024-05~", "text": "They *vote*.", "reference": None, "sources": ["gazette"],
        "told": [{"source": "gazette", "passage": "the vote", "date_as_printed": "in May"}],
        "url": "https://example.org/a/b/timeline/#vote",
    }  # fmt: skip
    assert (act["id"], act["reference"], act["sources"]) == ("act", "Minutes", []), "the earliest comes first"


def test_terms_say_who_uses_which_word(project: Project) -> None:
    glossary = "- {id: tube, term: immersed tube, other_terms: [tube, sunken tunnel], definition: A *tube*.}\n"
    used = ("terms:", "  - {term: tube, words: [tube, sunken tunnel]}")
    files = exported(project(gazette(*used) | {"content/glossary.yaml": glossary}))
    assert rows(files, "terms") == [
        {
            "id": "tube", "term": "immersed tube", "other_terms": ["tube", "sunken tunnel"], "definition": "A *tube*.",
            "reference": None, "usage": [{"source": "gazette", "words": ["tube", "sunken tunnel"]}],
            "url": "https://example.org/a/b/glossary/#tube",
        }
    ]  # fmt: skip
    assert table(files, "terms")[0]["usage"] == "gazette: tube, sunken tunnel"


def test_notes_are_called_by_what_they_are_on(project: Project) -> None:
    on = [
        "on: people/ana-ruiz",
        "on: headline",
        "passage: Now, the  minister’s words of last year",
        "passage: Now, the minister’s words of last week",
        "reference: A",
        "reference: B",
    ]
    notes = [f"  - {{kind: ambiguous, text: A., {each}}}".replace("Now, the", '"Now, the') for each in on]
    notes = [note.replace("}", '"}') if '"' in note else note for note in notes]
    found = rows(exported(project(gazette("notes:", *notes))), "notes")
    assert [row["id"] for row in found] == [
        "gazette/people/ana-ruiz",
        "gazette/headline",
        "gazette/now-the-ministers-words-of-last",
        "gazette/now-the-ministers-words-of-last-2",
        "gazette/report",
        "gazette/report-2",
    ]
    assert [row["reference"] for row in found[4:]] == ["A", "B"], "each has its own name"


def test_the_role_is_held_against_the_record(project: Project) -> None:
    people = (
        "- {id: ana-ruiz, name: Ana Ruiz, offices: [{title: Minister, start: 2024-01-01, end: 2025, reference: A}]}\n"
    )
    files = exported(project(gazette() | {"content/people.yaml": people}))
    assert [mention["verdict"] for mention in rows(files, "people")[0]["mentions"]] == ["right"]
    assert "right" not in table(files, "people")[0]["mentions"]


def test_corrections_are_published_with_what_they_correct(project: Project) -> None:
    made = "- {date: 2024-06-01, kind: update, text: We *had* it., corrects: [figures/gazette/cost, people/ana-ruiz]}\n"
    files = exported(project({"content/corrections.yaml": made}))
    assert rows(files, "corrections") == [
        {
            "date": "2024-06-01", "kind": "update", "text": "We *had* it.", "corrects": ["figures/gazette/cost", "people/ana-ruiz"],
            "url": "https://example.org/a/b/corrections/#correction--daf477840a15",
        }
    ]  # fmt: skip
    assert table(files, "corrections")[0]["corrects"] == "figures/gazette/cost; people/ana-ruiz"


def test_every_table_has_its_columns_and_every_row_an_id_of_its_own(project: Project) -> None:
    files = exported(project(asked()))
    for name, columns in COLUMNS.items():
        found = rows(files, name)
        assert all(list(row) == columns.split() for row in found), name
        ids = [row["id"] for row in found] if name != "corrections" else []
        assert len(ids) == len(set(ids)), name


# --- for crawlers -----------------------------------------------------------------------------------------------------


def test_the_sitemap_lists_pages_and_not_the_lost_one(project: Project) -> None:
    root = project()
    tree = ElementTree.fromstring(exported(root)["sitemap.xml"])
    found = [loc.text for loc in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    content, _ = load_content(root / "content", "content", hold=Hold.NOTHING)
    paths = [page.path for page in all_pages(findings(content), BASE)]
    assert "/404.html" in paths
    assert found == [BASE.full(path) for path in paths if path != "/404.html"]
    assert "https://example.org/a/b/people/ana-ruiz/" in found


def test_the_sitemap_is_one_by_the_schema_of_its_protocol(project: Project) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))
    data = exported(project())["sitemap.xml"]
    schema.assertValid(etree.fromstring(data))
    assert not schema.validate(etree.fromstring(data.replace(b"<loc>", b"<lock>").replace(b"</loc>", b"</lock>")))


def test_robots(project: Project) -> None:
    text = "User-agent: *\nAllow: /\n\nSitemap: https://example.org/a/b/sitemap.xml\n"
    assert exported(project())["robots.txt"].decode() == text
