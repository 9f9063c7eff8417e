"""Pages that lie in the folder as they would be set are not set again; whatever could make them others is noticed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from explainer import links, press, printed
from explainer.cache import Cache
from explainer.cli import FINE, PROBLEMS, main
from explainer.pages import Desk, Page, SiteView, makers
from explainer.pages.parts import Anchor, View
from explainer.render import Layouts

HARBOUR = Path(__file__).parent / "sites" / "harbour" / "content"
LAYOUTS = Path(__file__).parents[1] / "layouts"


class Project:
    """An explainer in a folder of its own, and the pages that its last command set."""

    def __init__(self, root: Path) -> None:
        self.root, self.log = root, root / "log"

    def run(self, *arguments: str) -> int:
        self.log.write_text("")
        return main([*arguments], self.root)

    def build(self, *options: str) -> list[str]:
        assert self.run("build", *options) == FINE
        return self.set()

    def set(self) -> list[str]:
        return sorted(self.log.read_text().split())

    def site(self, folder: str = "site") -> dict[str, bytes]:
        files = (path for path in (self.root / folder).rglob("*") if path.is_file())
        return {str(path.relative_to(self.root / folder)): path.read_bytes() for path in files}

    def clean(self) -> dict[str, bytes]:
        assert main(["build", "--no-cache", "--out", str(self.root / "clean")], self.root) == FINE
        return self.site("clean")

    def rewrite(self, name: str, old: str, new: str) -> None:
        text = (self.root / name).read_text("utf-8")
        assert old in text
        (self.root / name).write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(params=[1, 3])
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Project:
    """Built once, by so many processes, which tell by a file what they set."""
    monkeypatch.setattr(press, "MANY", 0)
    monkeypatch.setattr(press, "processors", lambda: request.param)
    shutil.copytree(HARBOUR, tmp_path / "content")
    shutil.copytree(LAYOUTS, tmp_path / "layouts")
    with (tmp_path / "content" / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("search: false\ncards: false\n")
    made = Project(tmp_path)
    render = Layouts.render

    def logged(self: Layouts, pages: Iterable[Page], site: SiteView) -> Iterator[tuple[str, bytes]]:
        for name, data in render(self, pages, site):
            with made.log.open("a") as file:
                file.write(f"{name}\n")
            yield name, data

    monkeypatch.setattr(Layouts, "render", logged)
    assert "index.html" in made.build()
    return made


def test_only_what_has_changed_is_set(project: Project) -> None:
    project.rewrite("content/glossary.yaml", "definition: ", "definition: Mostly, ")
    changed = project.build()
    assert "glossary/index.html" in changed and "people/index.html" not in changed and len(changed) < 5
    assert project.site() == project.clean()


def test_back_links_are_of_what_a_page_is_set_from(project: Project) -> None:
    """That of a report changes when another page ceases to name it; its own records are as they were."""
    before = project.site()
    project.rewrite("content/explainer.yaml", "[@gazette]", "[@tide]")
    assert project.build() == sorted(
        name for name, data in project.site().items() if data != before[name] and name.endswith(".html")
    )
    assert project.site() == project.clean()


def pipe(page: Path) -> None:
    """Which nobody writes to."""
    page.unlink()
    os.mkfifo(page)


@pytest.mark.parametrize("change", [lambda page: page.write_bytes(b"<p>Not ours"), Path.unlink, pipe])
def test_what_is_not_as_it_was_written_is_set(change: Callable[[Path], object], project: Project) -> None:
    change(project.root / "site" / "404.html")
    assert project.build() == ["404.html"]
    assert project.site() == project.clean()


@pytest.mark.parametrize("layout", ["404.html", "_parts.html", "card.svg", "assets/site.css", "new.html"])
def test_whatever_a_layout_could_ask_for_is_asked(layout: str, project: Project) -> None:
    path = project.root / "layouts" / layout
    path.write_text((path.read_text("utf-8") if path.exists() else "") + "\n", "utf-8")
    assert "people/index.html" in project.build()
    assert project.site() == project.clean()


def test_a_layout_that_changes_while_it_is_used(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """And then back: the pages are those of what was noted."""
    base = project.root / "layouts" / "base.html"
    before = base.read_bytes()

    def changing(desk: Desk) -> object:
        base.write_bytes(before + b"<!-- other -->")
        return makers(desk)

    project.rewrite("content/glossary.yaml", "definition: ", "definition: Mostly, ")
    project.rewrite("content/site.yaml", "title: ", "title: Now. ")
    with monkeypatch.context() as patched:
        patched.setattr(press, "makers", changing)
        project.build()
    base.write_bytes(before)
    project.build()
    assert project.site() == project.clean()


def test_where_not_all_layouts_are_known_all_pages_are_set(project: Project) -> None:
    shared = project.root / "shared"
    shared.mkdir()
    (shared / "foot.html").write_text("ONE")
    (project.root / "layouts" / "shared").symlink_to(shared)
    project.rewrite("layouts/404.html", "</p>", '</p>{% include "shared/foot.html" %}')
    project.build()
    (shared / "foot.html").write_text("TWO")
    assert "404.html" in project.build()
    assert b"TWO" in project.site()["404.html"]
    (shared / "foot.html").write_text("{{ nothing_such }}")
    assert project.run("check") == PROBLEMS


def test_links_of_pages_that_stand_are_not_looked_up(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor where there is more in the folder, that is not made of them."""
    project.rewrite("content/site.yaml", "search: false", "search: true")
    project.build()
    looked: list[int] = []
    wrong = links._wrong_links

    def counted(pages: Sequence[Page], site: links._Site) -> list[tuple[int, str, str]]:
        looked.append(len(pages))
        return wrong(pages, site)

    monkeypatch.setattr(links, "_wrong_links", counted)
    project.rewrite("content/glossary.yaml", "definition: ", "definition: Mostly, ")
    changed = project.build()
    assert looked == [len(changed)]


@pytest.mark.parametrize("name", [b"layouts/\xff.txt", b"layouts/\xfe.html"])
def test_a_name_that_is_no_text_is_none_of_ours(name: bytes, project: Project) -> None:
    (Path(os.fsdecode(os.fsencode(project.root) + b"/" + name))).write_text("")
    assert project.build()
    assert project.site() == project.clean()


@pytest.mark.parametrize("options", [("--base-url", "https://a.example/"), ("--repository", "https://github.com/a/b")])
def test_what_all_pages_are_given_sets_all(options: tuple[str, str], project: Project) -> None:
    assert "404.html" in project.build(*options)


def test_without_a_cache_all_is_set_and_nothing_learnt(project: Project) -> None:
    kept = {path: path.read_bytes() for path in (project.root / ".cache").rglob("*") if path.is_file()}
    every = project.build("--no-cache")
    assert len(every) > 20 and every == sorted(name for name in project.site() if name.endswith(".html"))
    assert {path: path.read_bytes() for path in (project.root / ".cache").rglob("*") if path.is_file()} == kept


def test_another_folder_is_no_ground(project: Project) -> None:
    assert "people/index.html" in project.build("--out", str(project.root / "elsewhere"))


def test_a_check_sets_only_what_has_changed(project: Project) -> None:
    assert project.run("check") == FINE and project.set() == []
    project.rewrite("content/glossary.yaml", "definition: ", "definition: Mostly, ")
    assert project.run("check") == FINE and 0 < len(project.set()) < 5


def test_a_mistake_is_found_on_each_build_until_it_is_mended(project: Project) -> None:
    project.rewrite("layouts/person.html", "page.name", "page.nmae")
    for _ in range(2):
        assert project.run("build") == PROBLEMS
    project.rewrite("layouts/person.html", "page.nmae", "page.name")
    assert project.build("--force") == [], "the site is the one of the first build"


def test_a_page_that_stands_is_wrong_when_what_it_leads_to_is_gone(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.rewrite("layouts/404.html", "</p>", '</p><a href="{{ site.home.href }}figures/#pumping">A place</a>')
    project.build()
    for path in (project.root / "content").rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("pumping", "draining"), "utf-8")
    assert project.run("build") == PROBLEMS and "404.html" not in project.set()
    assert "that page has no place called 'pumping'" in capsys.readouterr().err


class One(View, frozen=True):
    words: str


class Other(View, frozen=True):
    words: str


def test_views_of_two_kinds_are_not_alike() -> None:
    packed = printed._packed
    assert packed(One("a")) != packed(Other("a")) and packed(One("a")) == packed(One("a")) != packed(One("b"))
    assert packed((Anchor("a", "b"),)) != packed((Anchor("", "ab"),))


def test_nothing_is_believed_of_a_print_that_is_none(project: Project) -> None:
    cache = Cache(project.root / ".cache")
    layouts = Layouts(project.root / "layouts", "layouts")
    key = printed.Printed(printed.Ground(cache, project.root / "site"), layouts, None, "").key  # type: ignore[arg-type]
    assert cache.read(key)
    cache.write(key, b"\x93\xc4\x00\x80")
    assert "people/index.html" in project.build("--force")
