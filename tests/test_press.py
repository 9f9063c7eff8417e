"""Pages set by several processes are those that one sets, and so is what is wrong with layouts and links."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from explainer import links, press
from explainer.addresses import Addresses
from explainer.evidence.holding import Hold
from explainer.files import Folder
from explainer.load import load_content
from explainer.pages import all_pages
from explainer.pipeline import Built, build_site, desk_of
from explainer.press import set_all
from explainer.problems import ContentError, Problem
from explainer.render import Layouts

ROOT = Path(__file__).parents[1]
HARBOUR = Folder(ROOT / "tests" / "sites" / "harbour" / "content", "content")
LAYOUTS = Folder(ROOT / "layouts", "layouts")


@pytest.fixture(params=[1, 2, 3])
def processes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """So many, even for few pages."""
    for module in (press, links):
        monkeypatch.setattr(module, "MANY", 0)
        monkeypatch.setattr(module, "processors", lambda: request.param)
    return int(request.param)


def build(layouts: Path) -> Built:
    return build_site(HARBOUR, Folder(layouts, "layouts"), "https://example.org/a/")


@pytest.fixture(scope="module")
def by_one() -> Built:
    return build(LAYOUTS.path)


@pytest.mark.usefixtures("processes")
def test_the_same_files_come_of_it(by_one: Built) -> None:
    built = build(LAYOUTS.path)
    assert dict(built.files) == dict(by_one.files)
    assert built.drawings == by_one.drawings
    assert built.summary == by_one.summary


@pytest.mark.usefixtures("processes")
def test_pages_come_in_their_order() -> None:
    content, _ = load_content(HARBOUR.path, "content", hold=Hold.NOTHING)
    desk = desk_of(content, "https://example.org/")
    laid = set_all(desk, Layouts(LAYOUTS.path, "layouts"), lambda *_: None).laid
    assert [page.path for page in laid.pages] == [
        p.path for p in all_pages(desk.found, Addresses("https://example.org/"))
    ]


SLIPS: dict[str, Callable[[str], str]] = {
    "person.html": lambda text: text.replace("page.name", "page.nmae"),  # pages that several processes set
    "question.html": lambda text: text.replace('href="', 'href="/nowhere/', 1),
    "source.html": lambda text: text.replace('href="', 'href="#nowhere', 1),
}


def problems_of(layouts: Path) -> list[Problem]:
    with pytest.raises(ContentError) as caught:
        build(layouts)
    return list(caught.value.problems)


@pytest.mark.parametrize("names", [["person.html"], ["question.html", "source.html"], list(SLIPS)], ids=len)
def test_the_same_problems_come_of_it(
    names: list[str], tmp_path: Path, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    layouts = tmp_path / "layouts"
    shutil.copytree(LAYOUTS.path, layouts)
    for name in names:
        text = (layouts / name).read_text("utf-8")
        assert SLIPS[name](text) != text
        (layouts / name).write_text(SLIPS[name](text), "utf-8")
    found = problems_of(layouts)
    assert len(found) >= len(names) if "person.html" not in names else found
    if processes > 1:
        for module in (press, links):
            monkeypatch.setattr(module, "processors", lambda: 1)
        assert found == problems_of(layouts)


@pytest.mark.usefixtures("processes")
def test_mistakes_in_pages_and_in_their_pictures_are_told_at_once(tmp_path: Path) -> None:
    layouts = Path(shutil.copytree(LAYOUTS.path, tmp_path / "layouts"))
    for name in ("base.html", "card.svg"):  # which all pages, and all pictures, are set with
        text = (layouts / name).read_text("utf-8")
        (layouts / name).write_text(text + "{{ page.nmae }}", "utf-8")
    assert {Path(problem.place.path).name for problem in problems_of(layouts)} == {"base.html", "card.svg"}


def test_what_a_process_fails_to_set_is_set_here(by_one: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "MANY", 0)
    monkeypatch.setattr(press, "processors", lambda: 3)
    here, render = os.getpid(), Layouts.render

    def failing(self: Layouts, pages: object, site: object) -> object:
        if os.getpid() != here:
            os._exit(1)
        return render(self, pages, site)  # type: ignore[arg-type]

    monkeypatch.setattr(Layouts, "render", failing)
    assert dict(build(LAYOUTS.path).files) == dict(by_one.files)
