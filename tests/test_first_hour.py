"""A new explainer: what `init` makes, and the first hour with it, command by command as docs/first-hour.md has them."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from fresh import clone_into, git, on_github, said

from explainer.handover import Change, lay_ready
from explainer.schema import first_line
from explainer.starting import SKELETON

ROOT = Path(__file__).parents[1]
HOUR = (ROOT / "docs/first-hour.md").read_text("utf-8")
SETUP = (ROOT / "README.md").read_text("utf-8").split("```sh\n")[1].split("\n```")[0]
BUILD = ROOT / "build.py"


def init(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(BUILD), "init", str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


# --- what is made -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("init") / "new"
    done = init(folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def build(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "build.py", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_new_explainer_builds_at_once(made: Path) -> None:
    done = build(made)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("0 sources, 0 people, 0 figures, 0 quotations: ")
    assert "No report yet" in (made / "site/index.html").read_text("utf-8")
    for command in (["check"], ["verify"], ["coverage"], ["schema", "--check"]):
        assert build(made, *command).returncode == 0, command


def test_it_has_no_word_of_the_first_explainer(made: Path) -> None:
    words = re.compile("ukrain|starmer|macron|reassurance", re.I)
    for path in (*made.glob("content/**/*.yaml"), *made.glob("site/**/*.html"), made / "README.md"):
        assert not words.search(path.read_text("utf-8")), path


def test_its_files_are_those_of_the_repository(made: Path) -> None:
    """Nothing is left out that a clone has, but what is about this repository, and nothing comes along that it ignores."""
    ours = set(git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard").splitlines())
    theirs = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    theirs -= {name for name in theirs if name.startswith(("site/", ".cache/")) or "__pycache__" in name}
    own = {path.relative_to(SKELETON).as_posix() for path in SKELETON.rglob("*") if path.is_file()}
    assert theirs - own <= ours
    left_out = {name.split("/")[0] for name in ours - theirs - {"site/.gitignore"}}
    assert left_out <= {
        ".ci",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "bench",
        "content",
        "docs",
        "tests",
        "tools",
        "CITATION.cff",
    }


def test_every_content_file_tells_editors_its_schema() -> None:
    for path in SKELETON.glob("content/*.yaml"):
        assert path.read_text("utf-8").splitlines()[0] == first_line(path.name)


def links_in(path: Path) -> Iterator[str]:
    for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
        if not re.match(r"https?:|/", link):  # the last is an example of prose
            yield link


def test_its_docs_lead_nowhere_that_is_not_there(made: Path) -> None:
    found = [(path, link) for path in (made / "README.md", *made.glob("docs/**/*.md")) for link in links_in(path)]
    assert len(found) > 10
    assert [(str(path.relative_to(made)), link) for path, link in found if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("there", ["notes.txt", ".hidden"])
def test_a_folder_that_is_not_empty_is_left_alone(there: str, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / there).write_text("mine")
    done = init(tmp_path / "new")
    assert (done.returncode, done.stdout) == (1, "")
    words = f"'{tmp_path / 'new'}' is not empty, it has '{there}'; name a folder that is, or is not there yet"
    assert done.stderr == f"build.py: {words}\n"
    assert [path.name for path in (tmp_path / "new").iterdir()] == [there]


@pytest.mark.parametrize("within", ["content/new", "site/new", "new", "."])
def test_a_folder_within_this_explainer_is_refused(within: str) -> None:
    done = init(ROOT / within)
    assert done.returncode == 1
    assert "is within this explainer; name a folder outside" in done.stderr
    assert within == "." or not (ROOT / within).exists()


def test_a_start_that_was_stopped_can_be_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    lay_ready(folder, Change(("README.md", "content/site.yaml")), [b"README", b"site"])
    assert init(folder).returncode == 1  # what it had begun is finished, and is no longer empty
    shutil.rmtree(folder)
    (folder / ".ready").mkdir(parents=True)
    (folder / ".ready" / "0").write_bytes(b"README")
    assert init(folder).returncode == 0
    assert (folder / "content" / "site.yaml").exists()


def test_an_empty_repository_may_be_there(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    git(tmp_path / "new", "init", "--quiet")
    assert init(tmp_path / "new").returncode == 0
    assert (tmp_path / "new" / "content" / "site.yaml").exists()


@pytest.mark.parametrize(
    ("folder", "words"), [("", "DIR names no folder"), ("file/new", "cannot be written: Not a dir")]
)
def test_a_folder_that_cannot_be_is_refused(folder: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    command = [sys.executable, str(BUILD), "init", str(tmp_path / folder) if folder else ""]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode in (1, 2)
    assert words in done.stderr and "Traceback" not in done.stderr


# --- the first hour ---------------------------------------------------------------------------------------------------


def see_preview(command: str, folder: Path) -> None:
    """The preview as the page after `watch` shows it, and its end by Ctrl-C."""
    words = [*shlex.split(command), "--port", "0"]
    with subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        address = re.search(r"http://\S+/", child.stdout.readline())
        assert address
        for line in child.stdout:
            if "1 source" in line:
                break
        assert b"Who pays for the harbour tunnel?" in urlopen(address[0]).read()
        child.send_signal(signal.SIGINT)
    assert child.returncode in (0, 130)


def test_the_first_hour_works_as_it_is_written(tmp_path: Path) -> None:
    env = on_github(tmp_path / "github.git", "https://github.com/YOU/tunnel.git")
    here = clone_into(tmp_path / "explainer")
    said(SETUP, here, env)
    printed = ""
    for block in re.findall(r"^```sh\n(.*?)^```$", HOUR, re.M | re.S):
        if "build.py watch" in block:
            see_preview(block, here)
            continue
        printed += said(f"{block}\npwd > {shlex.quote(str(tmp_path / 'where'))}", here, env)
        here = Path((tmp_path / "where").read_text().strip())
    assert "12 of 12 items found" in printed
    assert "Nothing is left." in printed
    assert "No problems. 1 source, 1 person, 2 figures, 2 quotations" in printed

    live = tmp_path / "live"
    git(tmp_path, "clone", "--quiet", str(tmp_path / "github.git"), str(live))
    assert not (live / "texts").exists()
    done = subprocess.run(
        [str(here / ".venv/bin/python"), "build.py"],
        cwd=live,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )
    assert done.returncode == 0, done.stderr
    home = (live / "site/index.html").read_text("utf-8")
    assert "£1.2 billion" in home and "not a penny more" in home
    assert "Of 1 question: one report or one origin only answers 1." in home
    assert "Other questions" not in (live / "site/questions/when-open/index.html").read_text("utf-8")
