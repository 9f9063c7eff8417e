"""What is set for those who write content in VS Code: its files can be read, and know every content file and report."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from explainer.cli import main
from explainer.problems import Place, Problem, report_text
from explainer.schema import schema_of

ROOT = Path(__file__).parent.parent
REPORTS = sorted((ROOT / "tests/problems").glob("*/report.txt"))


def read(name: str) -> Any:
    return json.loads((ROOT / ".vscode" / name).read_text("utf-8"))


def test_every_content_file_has_its_schema_before_it_says_so() -> None:
    schemas = read("settings.json")["yaml.schemas"]
    for file in (ROOT / "content").rglob("*.yaml"):
        path = file.relative_to(ROOT)
        found = [schema for schema, pattern in schemas.items() if path.match(pattern)]
        assert found == [f"./schema/{schema_of(path.relative_to('content').as_posix())}"], path
    assert {Path(schema).name for schema in schemas} == {file.name for file in (ROOT / "schema").iterdir()}


def test_what_the_program_writes_is_not_edited() -> None:
    locked = read("settings.json")["files.readonlyInclude"]
    for path in (Path("content/evidence.lock"), Path("schema/people.json")):
        assert any(path.match(pattern) for pattern in locked), path
        assert (ROOT / path).exists()


def test_the_extension_is_recommended() -> None:
    assert read("extensions.json") == {"recommendations": ["redhat.vscode-yaml"]}


def test_the_tasks_are_commands(capsys: pytest.CaptureFixture[str]) -> None:
    tasks = {task["label"]: task["args"] for task in read("tasks.json")["tasks"]}
    assert set(tasks) == {"check", "preview"}
    for build, command, *options in tasks.values():
        assert (ROOT / build).exists()
        with pytest.raises(SystemExit) as end:
            main([command, *options, "--help"], ROOT)
        assert end.value.code == 0
        assert all(option in capsys.readouterr().out for option in options)


# --- problems in a report ---------------------------------------------------------------------------------------------


def matched(report: str) -> list[tuple[str, int, int, str]]:
    """What the task finds in a report, line by line: file, line, column and message."""
    (matcher,) = [task["problemMatcher"] for task in read("tasks.json")["tasks"] if task["problemMatcher"]]
    pattern = matcher["pattern"]
    found = filter(None, (re.search(pattern["regexp"], line) for line in report.splitlines()))
    wanted = ("file", "line", "column", "message")
    groups = ([match[pattern[name]] for name in wanted] for match in found)
    return [(file, int(line), int(column), message) for file, line, column, message in groups]


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.parent.name)
def test_every_problem_of_a_report_is_found_once(report: Path) -> None:
    text = report.read_text("utf-8")
    found = matched(text)
    assert text.splitlines()[-1].startswith(f"{len(found)} problem")
    assert all(file.startswith("content/") for file, *_ in found)


def test_what_is_found_is_the_place_and_the_message() -> None:
    lines = "".join(f"line {number}\n" for number in range(1, 12000)) + "a file.yaml:1:1  is what this line is about\n"
    places = [Place("content/a b.yaml", 12000, 3, 12000, 9), Place("/srv/content/c.yaml", 1, 1)]
    problems = [Problem(place, "code", f"12:30  is no date ({n})", "write 2:1  it") for n, place in enumerate(places)]
    report = report_text(problems, {"content/a b.yaml": lines})
    assert "12000 | a file.yaml:1:1  is" in report
    assert sorted(matched(report)) == sorted((p.place.path, p.place.line, p.place.column, p.message) for p in problems)
