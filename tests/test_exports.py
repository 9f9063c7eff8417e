"""The files for programs: data as JSON and CSV, the sitemap, robots.txt."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from explainer.addresses import Addresses
from explainer.evidence.holding import Hold
from explainer.exports import export_files
from explainer.load import load_content
from explainer.pages import all_pages

BASE = Addresses("https://example.org/a/b/")

Project = Callable[..., Path]


def exported(root: Path) -> dict[str, bytes]:
    content, _ = load_content(root / "content", "content", hold=Hold.NOTHING)
    return dict(export_files(content, all_pages(content, BASE), BASE))


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
    assert rows(files, "people")[0]["mentions"][1] == {"source": "third", "names": ["A. Ruiz"], "role": None}


def test_a_table_has_its_header_even_where_it_has_no_row(project: Project) -> None:
    files = exported(project())
    assert rows(files, "notes") == []
    assert files["data/notes.csv"].decode().rstrip() == "source,on,passage,kind,text,contradicted_by,reference,url"


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


# --- for crawlers -----------------------------------------------------------------------------------------------------


def test_the_sitemap_lists_pages_and_not_the_lost_one(project: Project) -> None:
    tree = ElementTree.fromstring(exported(project())["sitemap.xml"])
    found = [loc.text for loc in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    paths = [
        "",
        "sources/",
        "sources/gazette/",
        "sources/herald/",
        "figures/",
        "quotes/",
        "people/",
        "people/ana-ruiz/",
        "method/",
        "data/",
    ]
    assert found == [f"https://example.org/a/b/{path}" for path in paths]


def test_robots(project: Project) -> None:
    text = "User-agent: *\nAllow: /\n\nSitemap: https://example.org/a/b/sitemap.xml\n"
    assert exported(project())["robots.txt"].decode() == text
