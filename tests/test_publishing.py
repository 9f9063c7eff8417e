"""From a fork to a live site: the workflow as GitHub reads and runs it, and the README's five steps, word for word."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from fresh import clone_into, git, on_github, said

from explainer.exports import COLUMNS

ROOT = Path(__file__).parents[1]
PATH = ROOT / ".github/workflows/pages.yml"
TEXT = PATH.read_text("utf-8")
WORKFLOW: dict[Any, Any] = yaml.safe_load(TEXT)
JOBS: dict[str, Any] = WORKFLOW["jobs"]
RUNS = [step for step in JOBS["build"]["steps"] if "run" in step]


# --- as GitHub reads it -----------------------------------------------------------------------------------------------


def judged(path: Path) -> subprocess.CompletedProcess[str]:
    """The workflow before GitHub's own schema."""
    command = [str(Path(sys.executable).with_name("check-jsonschema")), "--builtin-schema", "vendor.github-workflows"]
    return subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)


def test_the_workflow_is_one(tmp_path: Path) -> None:
    assert (judged(PATH).returncode, judged(PATH).stdout) == (0, "ok -- validation done\n")
    (tmp_path / "pages.yml").write_text(TEXT.replace("    steps:", "    stpes:", 1))
    assert judged(tmp_path / "pages.yml").returncode == 1


def test_every_action_is_an_official_one_and_pinned_to_a_commit() -> None:
    uses = re.findall(r"uses: (.*)", TEXT)
    assert [use.split("@")[0] for use in uses] == [
        "actions/checkout",
        "actions/setup-python",
        "actions/configure-pages",
        "actions/upload-pages-artifact",
        "actions/deploy-pages",
    ]
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use) for use in uses)


def test_nothing_that_is_built_may_write() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert set(JOBS["build"]["permissions"].values()) == {"read"}
    assert JOBS["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert "run" not in {key for step in JOBS["deploy"]["steps"] for key in step}
    (checkout,) = (step for step in JOBS["build"]["steps"] if "checkout" in step.get("uses", ""))
    assert checkout["with"]["persist-credentials"] is False


def test_only_main_is_published_and_a_deployment_is_not_cancelled() -> None:
    assert WORKFLOW[True] == {"pull_request": None, "push": {"branches": ["main"]}, "workflow_dispatch": None}
    assert JOBS["deploy"]["if"] == "github.ref == 'refs/heads/main' && github.event_name != 'pull_request'"
    assert JOBS["deploy"]["needs"] == "build"
    assert WORKFLOW["concurrency"] == {
        "group": "${{ github.ref == 'refs/heads/main' && 'pages' || github.ref }}",
        "cancel-in-progress": False,
    }


def test_what_is_published_is_compared_table_by_table() -> None:
    assert f"for table in {' '.join(COLUMNS)}; do" in TEXT


def test_no_step_is_made_from_what_somebody_else_can_write() -> None:
    """An expression within a script would be run as it is written, in a pull request's title as well."""
    assert [step for step in RUNS if "${{" in step["run"]] == []


# --- as GitHub runs it ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with nothing installed, as `setup-python` gives."""
    folder = tmp_path_factory.mktemp("setup")
    subprocess.run([sys.executable, "-m", "venv", str(folder / "python")], check=True)
    return folder / "python"


@contextmanager
def live(folder: Path) -> Iterator[str]:
    """The address of a site that is published."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None: ...


def run_steps(folder: Path, python: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """The workflow's own `run:` steps, one after the other, up to the first that fails, and those that are for then."""
    given = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GITHUB", "VIRTUAL"))}
    given |= {"PATH": f"{python / 'bin'}:{os.environ['PATH']}", "GITHUB_SERVER_URL": "https://github.com"}
    given |= {"GITHUB_REPOSITORY": "YOU/FORK", "GITHUB_REPOSITORY_OWNER": "YOU", **env}
    given |= {"GITHUB_STEP_SUMMARY": str(folder.with_name("summary.md"))}
    shutil.rmtree(folder / "published", ignore_errors=True)  # a runner is new each time
    folder.with_name("summary.md").unlink(missing_ok=True)
    code, printed, complaints, of_a_branch = 0, "", "", "GITHUB_BASE_REF" in env
    for step in RUNS:
        if (step.get("if") == "failure()") != bool(code) or ("!= 'pull_request'" in step.get("if", "") and of_a_branch):
            continue
        own = dict.fromkeys(step.get("env", {}), given["PAGES"])
        command = ["bash", "-e", "-c", step["run"]]
        done = subprocess.run(command, cwd=folder, env=given | own, capture_output=True, text=True, check=False)
        printed, complaints = printed + done.stdout, complaints + done.stderr
        assert not (code and done.returncode), complaints
        code = code or done.returncode
    return subprocess.CompletedProcess(RUNS, code, printed, complaints)


def test_the_steps_on_main_build_the_site_for_its_address(tmp_path: Path, python: Path) -> None:
    """And for a pull request, once each, in one folder, as setting up takes long."""
    folder = clone_into(tmp_path / "runner")
    done = run_steps(folder, python, {"PAGES": "https://you.github.io/FORK"})
    assert done.returncode == 0, done.stderr
    home = (folder / "site/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://you.github.io/FORK/">' in home
    assert 'href="/FORK/assets/site.css"' in home
    assert 'href="https://github.com/YOU/FORK/edit/main/content/explainer.yaml"' in home
    assert git(folder, "status", "--short") == ""

    (folder / "site").rename(tmp_path / "live")
    people = folder / "content/people.yaml"
    words = people.read_text("utf-8").replace("country: United Kingdom", "country: Great Britain", 1)
    people.write_text(words, "utf-8")
    with live(tmp_path / "live") as address:
        silent = run_steps(folder, python, {"PAGES": address})
    assert silent.returncode == 1
    assert "::error file=content/people.yaml,line=" in silent.stdout and "no correction says so" in silent.stdout
    assert "no correction says so" in folder.with_name("summary.md").read_text("utf-8")
    git(folder, "checkout", "--quiet", ".")

    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    fine = run_steps(folder, python, {"PAGES": "", "GITHUB_BASE_REF": "main"})
    assert fine.returncode == 0, fine.stderr

    source = next(iter(sorted((folder / "content/sources").glob("*.yaml"))))
    lines = source.read_text("utf-8").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith("headline_by:"))
    source.write_text("".join([*lines[:at], "headline_by: sourse\n", *lines[at + 1 :]]), "utf-8")
    wrong = run_steps(folder, python, {"PAGES": "", "GITHUB_BASE_REF": "main"})
    assert wrong.returncode == 1
    annotation = f"::error file=content/sources/{source.name},line={at + 1},endLine={at + 1},col=14,"
    assert annotation in wrong.stdout
    report = folder.with_name("summary.md").read_text("utf-8")
    assert report.startswith(f"```\ncontent/sources/{source.name}:{at + 1}:14  'headline_by' cannot be 'sourse'\n")
    assert report.endswith("1 problem in 1 file.\n```\n")

    git(folder, "checkout", "--quiet", ".")
    people.write_text(words, "utf-8")
    changed = run_steps(folder, python, {"PAGES": "", "GITHUB_BASE_REF": "main"})
    assert changed.returncode == 1
    assert "::error file=content/people.yaml,line=" in changed.stdout and "no correction says so" in changed.stdout

    git(folder, "checkout", "--quiet", ".")
    base = folder / "layouts/base.html"
    base.write_text(base.read_text("utf-8").replace("<footer>", '<footer><a href="/data/">Data</a>'), "utf-8")
    rooted = run_steps(folder, python, {"PAGES": "", "GITHUB_BASE_REF": "main"})
    assert rooted.returncode == 1
    assert "leads out of the site, whose address is https://YOU.github.io/FORK/" in rooted.stderr


# --- as somebody does it ----------------------------------------------------------------------------------------------

README = (ROOT / "README.md").read_text("utf-8")
FIRST_COMMAND = README.split("```sh\n")[1].split("\n```")[0]


def test_the_five_steps_lead_to_a_live_site(tmp_path: Path, python: Path) -> None:
    steps = README.split("in five steps\n\n")[1].split("\n\n")[0]
    assert len(re.findall(r"^\d\. ", steps, re.M)) == 5
    clone, check, push = (" ".join(each.split()) for each in re.findall(r"`((?:git|\.venv)[^`]*)`", steps))
    env = on_github(tmp_path / "github.git", "https://github.com/YOU/FORK.git")
    git(clone_into(tmp_path / "upstream"), "push", "--quiet", str(tmp_path / "github.git"), "main")

    said(clone, tmp_path, env)
    fork = tmp_path / "fork"
    said(FIRST_COMMAND, fork, env)
    site = fork / "content/site.yaml"
    site.write_text(site.read_text("utf-8").replace("title: ", "title: Edited. ", 1), "utf-8")
    assert said(check, fork, env).startswith("No problems.")
    said(push, fork, env)

    live = tmp_path / "runner"
    git(tmp_path, "clone", "--quiet", str(tmp_path / "github.git"), str(live))
    done = run_steps(live, python, {"PAGES": "https://you.github.io/FORK"})
    assert done.returncode == 0, done.stderr
    assert "<h1>Edited. " in (live / "site/index.html").read_text("utf-8")
