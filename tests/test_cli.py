"""The command as an editor meets it: exit codes, what is printed, and on which stream."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from explainer import cli
from explainer.cli import FINE, PROBLEMS, WRONG_COMMAND, main

ROOT = Path(__file__).parent.parent
Project = Callable[..., Path]


def run(root: Path, *arguments: str) -> int:
    """The command in a folder whose layouts are the repository's."""
    if "--help" not in arguments and "--layouts" not in arguments:
        arguments = (*arguments, "--layouts", str(ROOT / "layouts"))
    try:
        return main(arguments, root)
    except SystemExit as end:
        return int(end.code or 0)


def test_a_build_says_in_one_line_what_it_made(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    root = project({})
    assert run(root) == FINE
    out, err = capsys.readouterr()
    assert out.startswith("2 sources, 1 person, 1 figure, 1 quotation: 11 pages in ")
    assert out.count("\n") == 1
    assert err == ""
    assert (root / "site" / "index.html").exists()


def test_build_is_the_default_and_may_be_named(project: Project) -> None:
    root = project({})
    assert run(root, "--out", str(root / "a")) == FINE
    assert run(root, "build", "--out", str(root / "b")) == FINE
    assert (root / "a/index.html").read_bytes() == (root / "b/index.html").read_bytes()


def test_problems_go_to_the_error_stream_and_nothing_is_written(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project({"content/measures.yaml": "- id: build-cost\n  titel: Cost\n"})
    assert run(root) == PROBLEMS
    out, err = capsys.readouterr()
    assert out == ""
    assert "content/measures.yaml:2:3  a measure has no field 'titel'\n" in err
    assert err.endswith("1 problem in 1 file.\nNothing was written.\n")
    assert not (root / "site").exists()


def test_check_writes_nothing_and_says_that_all_is_well(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    root = project({})
    assert run(root, "check") == FINE
    assert capsys.readouterr().out.startswith("No problems. 2 sources")
    assert not (root / "site").exists()


@pytest.mark.parametrize(("form", "when_fine"), [("text", None), ("json", "[]\n"), ("github", "")])
def test_every_format_has_an_answer_when_all_is_well(
    form: str, when_fine: str | None, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project({}), "check", "--format", form) == FINE
    assert when_fine is None or capsys.readouterr().out == when_fine


def test_json_is_a_list_of_places_and_words(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    root = project({"content/site.yaml": "title: A\nstandfirst: B\nurl: nowhere\n"})
    assert run(root, "check", "--format", "json") == PROBLEMS
    (row,) = json.loads(capsys.readouterr().out)
    assert list(row) == ["path", "line", "column", "end_line", "end_column", "code", "message", "hint"]
    assert (row["line"], row["column"], row["end_line"], row["end_column"]) == (3, 6, 3, 13)


def test_github_gets_an_annotation_at_the_line(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    root = project({"content/site.yaml": "title: A\nstandfirst: B\nurl: nowhere\n"})
    assert run(root, "check", "--format", "github") == PROBLEMS
    out = capsys.readouterr().out
    assert out.startswith("::error file=")
    assert "site.yaml,line=3,endLine=3,col=6,endColumn=13,title=url::'nowhere' is no web address%0Awrite it" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["biuld"], "there is no command 'biuld'; did you mean 'build'?"),
        (["publish-everything"], "there is no command 'publish-everything'; the commands are build, check"),
        (["--contnet", "x"], "there is no option '--contnet'; did you mean '--content'?"),
        (["check", "extra"], "there is no option 'extra'; see --help"),
        (["--content", "nowhere/at/all"], "there is no folder 'nowhere/at/all' for the content"),
        (["--content", __file__], "is no folder"),
        (["--base-url", "example.org"], "--base-url 'example.org' is no address"),
        (["--base-url", "https://example.org/?a=b"], "is no address"),
        (["check", "--format", "xml"], "invalid choice: 'xml'"),
    ],
)
def test_a_wrong_command_is_named_and_gives_2(
    arguments: list[str], words: str, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project({}), *arguments) == WRONG_COMMAND
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err


def test_places_are_named_from_where_one_stands(project: Project) -> None:
    root = project({"content/site.yaml": "title: A\nstandfirst: B\nurl: nowhere\n"})
    command = [
        sys.executable,
        str(ROOT / "build.py"),
        "check",
        "--content",
        "content",
        "--layouts",
        str(ROOT / "layouts"),
    ]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == PROBLEMS
    assert done.stdout.startswith("content/site.yaml:3:6  ")


def test_on_a_terminal_the_report_is_coloured_and_reads_the_same(project: Project) -> None:
    root = project({"content/site.yaml": "title: A\nstandfirst: B\nurl: '[bold]nowhere'\n"})
    command = [
        sys.executable,
        str(ROOT / "build.py"),
        "check",
        "--content",
        "content",
        "--layouts",
        str(ROOT / "layouts"),
    ]
    plain = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False).stdout
    shown = on_a_terminal(command, root)
    assert "\x1b[" in shown
    assert "[bold]nowhere" in shown
    assert without_colour(shown).split() == plain.split()


def on_a_terminal(command: list[str], cwd: Path) -> str:
    """What a command prints when a person watches."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "200"}
    env.pop("NO_COLOR", None)
    process = subprocess.Popen(command, cwd=cwd, stdin=theirs, stdout=theirs, stderr=theirs, env=env)
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end has closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    process.wait()
    return shown.decode()


def without_colour(text: str) -> str:
    """The text without escape sequences."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_a_bar_appears_only_when_there_is_something_to_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with cli._Progress() as progress:
        progress("Reading sources", 1, 2)
        assert progress.bar is None
        progress.started -= cli.PATIENCE
        progress("Reading sources", 2, 2)
        progress("Setting pages", 1, 5)
        assert progress.bar is not None
        assert [(task.description, task.completed, task.total) for task in progress.bar.tasks] == [
            ("Reading sources", 2, 2),
            ("Setting pages", 1, 5),
        ]


def test_nothing_heavy_is_imported_to_say_that_all_is_well(project: Project) -> None:
    """The terminal library costs more than half of a small build's start; it is for terminals."""
    root = project({})
    code = (
        "import sys; sys.argv = ['build.py']; from explainer.cli import main; from pathlib import Path;"
        f"main(['check', '--layouts', {str(ROOT / 'layouts')!r}], Path({str(root)!r}));"
        "print([name for name in ('rich', 'hypothesis', 'asyncio') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_without_its_dependencies_it_says_what_to_do() -> None:
    """A bare interpreter, as of somebody who has not read the README."""
    command = [sys.executable, "-S", str(ROOT / "build.py"), "check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "is not installed here; see the two commands in README.md" in done.stderr
    assert "Traceback" not in done.stderr
