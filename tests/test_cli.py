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

from explainer.cli import FINE, PROBLEMS, WRONG_COMMAND, main
from explainer.cli.printing import PATIENCE, ProgressBar

ROOT = Path(__file__).parent.parent
Project = Callable[..., Path]


def run(root: Path, *arguments: str) -> int:
    """The command in a folder whose layouts are the repository's."""
    if "--help" not in arguments and "--layouts" not in arguments and "changes" not in arguments:
        arguments = (*arguments, "--layouts", str(ROOT / "layouts"))
    try:
        return main(arguments, root)
    except SystemExit as end:
        return int(end.code or 0)


def test_a_build_says_in_one_line_what_it_made(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    root = project({})
    assert run(root) == FINE
    out, err = capsys.readouterr()
    assert out.startswith("2 sources, 1 person, 1 figure, 1 quotation: 13 pages in ")
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
        (["changes", "--format", "github"], "invalid choice: 'github'"),
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
    with ProgressBar() as progress:
        progress("Reading sources", 1, 2)
        assert progress.bar is None
        progress.started -= PATIENCE
        progress("Reading sources", 2, 2)
        progress("Setting pages", 1, 5)
        assert progress.bar is not None
        assert [(task.description, task.completed, task.total) for task in progress.bar.tasks] == [
            ("Reading sources", 2, 2),
            ("Setting pages", 1, 5),
        ]


UNNEEDED = """
    asyncio difflib gzip hypothesis resvg_py rich starlette subprocess uvicorn watchdog explainer.cards explainer.changes
    explainer.drafting explainer.evidence.coverage explainer.evidence.nearmiss explainer.evidence.phrases
    explainer.evidence.texts explainer.evidence.verify explainer.preview explainer.published explainer.revisions
    explainer.schema explainer.search explainer.starting explainer.verifying
""".split()


@pytest.mark.parametrize("command", ["build", "check"])
def test_only_what_is_needed_is_imported_to_say_that_all_is_well(command: str, project: Project) -> None:
    """Imports are half of a small build; the terminal library alone, which is for terminals, would be a third more."""
    root = project({})
    with (root / "content" / "site.yaml").open("a") as file:
        file.write("search: false\ncards: false\n")
    code = (
        "import sys; sys.argv = ['build.py']; from explainer.cli import main; from pathlib import Path;"
        f"main([{command!r}, '--layouts', {str(ROOT / 'layouts')!r}], Path({str(root)!r}));"
        f"print([name for name in {UNNEEDED} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_without_its_dependencies_it_says_what_to_do() -> None:
    """A bare interpreter, as of somebody who has not read the README."""
    command = [sys.executable, "-S", str(ROOT / "build.py"), "check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "is not installed here; see the first command in README.md" in done.stderr
    assert "Traceback" not in done.stderr


# --- what has changed of what was published ---------------------------------------------------------------------------


@pytest.fixture
def committed(project: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An explainer in a repository, then with other words of its figure and of its quote."""
    root = project({})
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):  # should a hook run the tests
        monkeypatch.delenv(name, raising=False)
    user = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"]
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "first"]):
        subprocess.run([*user, *command], cwd=root, check=True, capture_output=True)
    source = root / "content/sources/gazette.yaml"
    text = source.read_text("utf-8").replace("£1.2 billion", "£1.3 billion").replace("a penny more", "a pound more")
    source.write_text(text, "utf-8")
    monkeypatch.chdir(root)
    return root


ENTRY = "- date: 2024-06-01\n  kind: correction\n  text: We had other words.\n  corrects: [%s]\n"


def test_changes_are_told_by_table_and_counted(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["changes"], committed) == FINE
    assert capsys.readouterr() == (
        "figures\n"
        "  figure gazette/cost: the words as printed were “up to £1.2 billion”, now “up to £1.3 billion”.\n"
        "    needs an entry with corrects: [figures/gazette/cost]\n"
        "quotes\n"
        "  quote gazette/not-a-penny: the words quoted were “not a penny more”, now “not a pound more”.\n"
        "    needs an entry with corrects: [quotes/gazette/not-a-penny]\n"
        "2 changes since HEAD: 2 need an entry in content/corrections.yaml.\n",
        "",
    )


@pytest.mark.parametrize(
    ("named", "last"),
    [
        ("quotes/gazette/not-a-penny", "2 changes since HEAD: 1 needs an entry in content/corrections.yaml."),
        (
            "quotes/gazette/not-a-penny, figures/gazette/cost",
            "2 changes since HEAD: none needs an entry in content/corrections.yaml.",
        ),
    ],
)
def test_changes_that_have_their_entry_need_none(
    named: str, last: str, committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (committed / "content/corrections.yaml").write_text(ENTRY % named, "utf-8")
    assert main(["changes"], committed) == FINE
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == last
    assert "    needs an entry with corrects: [quotes/gazette/not-a-penny]" not in lines


def test_where_nothing_changed_that_is_said(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    subprocess.run(["git", "checkout", "--quiet", "."], cwd=committed, check=True)
    assert main(["changes"], committed) == FINE
    assert capsys.readouterr().out == "No changes since HEAD.\n"
    assert main(["changes", "--format", "json"], committed) == FINE
    assert capsys.readouterr().out == "[]\n"
    assert run(committed, "check", "--since", "HEAD") == FINE


def test_changes_for_programs(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (committed / "content/corrections.yaml").write_text(ENTRY % "figures/gazette/cost", "utf-8")
    assert main(["changes", "--format", "json"], committed) == FINE
    figure, quote = json.loads(capsys.readouterr().out)
    assert quote == {
        "table": "quotes",
        "id": "gazette/not-a-penny",
        "kind": "changed",
        "fields": [{"field": "exact", "was": "not a penny more", "now": "not a pound more"}],
        "words": "quote gazette/not-a-penny: the words quoted were “not a penny more”, now “not a pound more”.",
        "needs_entry": True,
    }
    assert figure["needs_entry"] is False
    assert [field["field"] for field in figure["fields"]] == ["as_printed", "maximum"]


def test_check_since_reports_what_no_correction_says_with_all_other_problems(
    committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The lock has other words too."""
    assert run(committed, "check", "--since", "HEAD") == PROBLEMS
    out = capsys.readouterr().out
    assert "content/sources/gazette.yaml:10:17  changed since it was verified" in out
    assert "content/sources/gazette.yaml:10:17  figure gazette/cost: the words as printed were" in out
    assert "put it back, or add an entry to corrections.yaml with 'corrects: [figures/gazette/cost]'" in out
    assert out.endswith("4 problems in 1 file.\n")
    assert run(committed, "check") == PROBLEMS
    assert capsys.readouterr().out.endswith("2 problems in 1 file.\n")
    (committed / "content/corrections.yaml").write_text(
        ENTRY % "figures/gazette/cost, quotes/gazette/not-a-penny", "utf-8"
    )
    assert run(committed, "check", "--since", "HEAD") == PROBLEMS
    assert "corrections.yaml with" not in capsys.readouterr().out


def test_check_since_joins_problems_of_layouts(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (committed / "content/evidence.lock").unlink()
    (committed / "layouts").mkdir()
    layouts = ["--layouts", str(committed / "layouts"), "--draft", "--format", "json"]
    assert run(committed, "check", "--since", "HEAD", *layouts) == PROBLEMS
    codes = [row["code"] for row in json.loads(capsys.readouterr().out)]
    assert codes.count("uncorrected") == 2
    assert set(codes) != {"uncorrected"}
    assert run(committed, "check", "--since", "HEAD", *layouts[:-2]) == PROBLEMS
    assert "| " + "    as_printed: up to £1.3 billion\n" in capsys.readouterr().out, "the line is shown"


@pytest.mark.parametrize("command", [["changes"], ["check", "--since", "HEAD", "--layouts", str(ROOT / "layouts")]])
def test_content_that_cannot_be_read_has_its_problems_alone(
    command: list[str], committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measures = committed / "content/measures.yaml"
    measures.write_text(measures.read_text("utf-8").replace("title:", "titel:"), "utf-8")
    assert main([*command, "--format", "json"], committed) == PROBLEMS
    out = capsys.readouterr().out
    assert "a measure has no field 'titel'" in out
    assert "uncorrected" not in out


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["--since", "v9"], "build.py: --since: there is no revision and no path 'v9'; name a branch, tag or commit"),
        (["--since="], "there is no revision and no path ''"),
        (["--since=--upload-pack=x"], "there is no revision and no path '--upload-pack=x'"),
        (["--since", "--upload-pack=x"], "argument --since: expected one argument"),
        (["--since", "content"], "there are no data in 'content'; it holds content: build it, and name the site"),
    ],
)
def test_a_wrong_since_is_a_wrong_command(
    given: list[str], words: str, committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("changes", "check"):
        with pytest.raises(SystemExit) as end:
            main([command, *given, *(["--layouts", str(ROOT / "layouts")] if command == "check" else [])], committed)
        out, err = capsys.readouterr()
        assert (end.value.code, out) == (WRONG_COMMAND, "")
        assert words in err


def test_what_could_not_be_compared_is_said_apart_from_the_report(
    committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (committed / "quotes.json").write_text("[]", "utf-8")
    for command in (["changes", "--format", "json"], ["check", "--format", "json", "--layouts", str(ROOT / "layouts")]):
        main([*command, "--since", "quotes.json"], committed)
        out, err = capsys.readouterr()
        json.loads(out)
        assert (
            err.count("Not compared, because 'quotes.json' has no such data, or none with ids: sources, figures,") == 1
        )


def test_what_older_data_hold_cannot_drive_a_terminal(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (committed / "quotes.json").write_text(json.dumps([{"id": "a/b", "exact": "\x1b[2Jboo\nhoo"}]), "utf-8")
    assert main(["changes", "--since", "quotes.json"], committed) == FINE
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_nobody_who_stops_reading_gets_a_traceback(unbuffered: str, committed: Path) -> None:
    """As `build.py changes | head` does."""
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, str(ROOT / "build.py"), "changes", "--content", "content"]
    env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    done = subprocess.run(command, cwd=committed, env=env, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (PROBLEMS, "")


def test_who_stops_it_at_once_is_told_no_more_than_that(project: Project) -> None:
    """While it is still importing."""
    code = "import sys, runpy; sys.path.insert(0, sys.argv[1]); sys.argv[:] = ['build.py']; runpy.run_path('build.py', run_name='__main__')"
    folder = project({})
    (folder / "msgspec.py").write_text("raise KeyboardInterrupt")
    found = subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, capture_output=True, text=True)
    assert (found.returncode, found.stdout, found.stderr) == (130, "", "Stopped.\n")
