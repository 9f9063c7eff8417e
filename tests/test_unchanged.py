"""A build that would make what lies there already is not made; whatever could make it another is noticed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from explainer.cli import FINE, PROBLEMS, main

HARBOUR = Path(__file__).parent / "sites" / "harbour" / "content"
LAYOUTS = Path(__file__).parents[1] / "layouts"
AS_THEY_WERE = "as they were"


class Project:
    """An explainer in a folder of its own, and what its builds say."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys = root, capsys

    def build(self, *options: str) -> str:
        assert main(["build", *options], self.root) == FINE
        return self.capsys.readouterr().out

    def site(self) -> dict[str, bytes]:
        files = (path for path in (self.root / "site").rglob("*") if path.is_file())
        return {str(path.relative_to(self.root)): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose pictures are drawn, which takes longest."""
    root = tmp_path_factory.mktemp("drawn")
    shutil.copytree(HARBOUR, root / "content")
    shutil.copytree(LAYOUTS, root / "layouts")
    assert main(["build"], root) == FINE
    return root


@pytest.fixture
def project(drawn: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Project:
    shutil.copytree(drawn, tmp_path, dirs_exist_ok=True)
    made = Project(tmp_path, capsys)
    made.build()
    return made


def test_a_second_build_finds_all_as_it_was(project: Project) -> None:
    before = project.site()
    written = (project.root / "site" / "index.html").stat().st_mtime_ns
    assert AS_THEY_WERE in project.build()
    assert project.site() == before
    assert (project.root / "site" / "index.html").stat().st_mtime_ns == written


def alter(path: Path) -> None:
    """Other bytes, as many, at the same time as before."""
    stat = path.stat()
    data = path.read_bytes()
    path.write_bytes(data.replace(b"tunnel", b"TUNNEL"))
    assert path.read_bytes() != data
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def put(path: Path) -> None:
    """A file, in a folder of its own."""
    path.parent.mkdir()
    path.write_text("x")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a source": lambda root: alter(root / "content" / "site.yaml"),
    "a layout": lambda root: (root / "layouts" / "404.html").write_text("<!doctype html>\n<title>None</title>\n"),
    "a layout that is hidden": lambda root: (root / "layouts" / ".draft.html").write_text("x"),
    "a new layout": lambda root: (root / "layouts" / "new.html").write_text("x"),
    "an asset": lambda root: (root / "layouts" / "assets" / "new.txt").write_text("x"),
    "an asset beside what looks compiled": lambda root: put(root / "layouts" / "assets" / "__pycache__" / "new.txt"),
    "a page that is gone": lambda root: (root / "site" / "404.html").unlink(),
    "a page that was changed": lambda root: alter(root / "site" / "index.html"),
    "the list of what was written": lambda root: (root / "site" / ".written").unlink(),
    "a change that was not finished": lambda root: (root / "site" / ".ready").mkdir(),
    "a cache that is gone": lambda root: shutil.rmtree(root / ".cache"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changed_is_noticed(change: Callable[[Path], object], project: Project) -> None:
    change(project.root)
    if not (project.root / "site" / ".written").exists():
        assert AS_THEY_WERE not in project.build("--force")
    else:
        assert AS_THEY_WERE not in project.build()
    after = project.site()
    shutil.rmtree(project.root / "site")
    project.build()
    assert project.site() == after, "and the site is what it would be in a new folder"


@pytest.mark.parametrize("options", [("--base-url", "https://a.example/"), ("--draft",), ("--no-cache",), ("--force",)])
def test_another_command_is_another_build(options: tuple[str, ...], project: Project) -> None:
    assert AS_THEY_WERE not in project.build(*options)


def test_what_no_build_wrote_is_refused_as_ever(project: Project) -> None:
    (project.root / "site" / "mine.txt").write_text("mine")
    assert main(["build"], project.root) == PROBLEMS
    assert AS_THEY_WERE not in project.build("--force")
    assert AS_THEY_WERE in project.build("--force")
    assert main(["build"], project.root) == PROBLEMS


def test_behind_a_link_nothing_is_believed(project: Project) -> None:
    real = project.root / "elsewhere.yaml"
    (project.root / "content" / "people.yaml").rename(project.root / "content" / "sources" / ".people")
    (project.root / "content" / "people.yaml").symlink_to(project.root / "content" / "sources" / ".people")
    assert not real.exists()
    project.build()
    assert AS_THEY_WERE not in project.build()


def test_a_problem_is_told_each_time(project: Project) -> None:
    (project.root / "content" / "measures.yaml").write_text("- {id: 1\n")
    assert [main(["build"], project.root) for _ in range(2)] == [PROBLEMS, PROBLEMS]


@pytest.mark.parametrize("damage", [b"", b"\x00", b"x" * 100])
def test_a_damaged_cache_is_not_believed(damage: bytes, project: Project) -> None:
    for path in (project.root / ".cache").rglob("*"):
        if path.is_file():
            path.write_bytes(damage and path.read_bytes()[:-1] + damage)
    before = project.site()
    assert AS_THEY_WERE not in project.build()
    assert project.site() == before
    assert AS_THEY_WERE in project.build()
