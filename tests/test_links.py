"""No link of a built site leads nowhere: those that would are problems of the layout or stylesheet they are in."""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Browser
from serving import served

from explainer.files import Folder
from explainer.pipeline import build_site
from explainer.problems import ContentError, Place

ROOT = Path(__file__).parents[1]
BASE = "https://example.org/repo/"
HARBOUR = Folder(ROOT / "tests" / "sites" / "harbour" / "content", "content")

Project = Callable[..., Path]


def problems(root: Path, *changes: tuple[str, str, str], base: str = BASE) -> list[tuple[Place, str]]:
    """What is wrong with a small explainer when a piece of some layouts is replaced."""
    shutil.copytree(ROOT / "layouts", root / "layouts")
    for name, old, new in changes:
        text = (root / "layouts" / name).read_text("utf-8")
        assert old in text
        (root / "layouts" / name).write_text(text.replace(old, new), "utf-8")
    try:
        build_site(Folder(root / "content", "content"), Folder(root / "layouts", "layouts"), base)
    except ContentError as error:
        assert {problem.code for problem in error.problems} == {"broken-link"}
        assert all(problem.related or problem.place.path.endswith(".css") for problem in error.problems)
        return [(problem.place, problem.message) for problem in error.problems]
    return []


HOME = "{% block main %}"


def at_home(link: str) -> tuple[str, str, str]:
    return "home.html", HOME, f"{HOME}{link}"


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ('<a href="/repo/nowhere/">', "'/repo/nowhere/' leads to nothing: the site has no such page or file"),
        ("<a href='/repo/nowhere/'>", "'/repo/nowhere/' leads to nothing: the site has no such page or file"),
        (
            '<img srcset="/repo/assets/site.css 1x, /repo/assets/map.png 2x">',
            "'/repo/assets/map.png' leads to nothing: the site has no such page or file",
        ),
        ('<a\nhref="/repo/people">', "'/repo/people' leads to nothing: the site has no such page or file"),
        ('<a href="nowhere/">', "'nowhere/' leads to nothing: the site has no such page or file"),
        ('<a href="/people/">', f"'/people/' leads out of the site, whose address is {BASE}"),
        ('<a href="../">', f"'../' leads out of the site, whose address is {BASE}"),
        ('<a href="#nowhere">', "'#nowhere' leads to nothing: that page has no place called 'nowhere'"),
        ('<a href="people/#x">', "'people/#x' leads to nothing: that page has no place called 'x'"),
        (
            '<img src="/repo/assets/map.png">',
            "'/repo/assets/map.png' leads to nothing: the site has no such page or file",
        ),
        ('<a href="/repo/data/x.csv">', "'/repo/data/x.csv' leads to nothing: the site has no such page or file"),
        (
            '<meta content="https://example.org/repo/cards/x.png">',
            "'https://example.org/repo/cards/x.png' leads to nothing: the site has no such page or file",
        ),
    ],
)
def test_a_link_that_leads_nowhere_is_a_problem_of_its_layout(link: str, message: str, project: Project) -> None:
    assert problems(project(), at_home(link)) == [(Place("layouts/home.html"), message)]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="people/">',
        '<a href="./people/ana-ruiz/">',
        '<a href="">',
        '<a href="?q=x">',
        '<a href="search/?q=x">',
        '<a href="#the_text">',
        '<a href="people/#the_text">',
        '<a href="data/figures.csv">',
        '<a href="https://example.org.evil.example/repo/x">',
        '<a href="https://example.org/elsewhere/">',
        '<a href="https://[::">',
        '<a href="//example.org/nowhere">',
        '<a href="mailto:a@b.example">',
        '<meta content="https://example.org/repo/cards/home.png">',
        "<p>As text: &lt;img src=nowhere href=&#34;nowhere&#34;&gt;</p>",
    ],
)
def test_a_link_that_leads_somewhere_is_none(link: str, project: Project) -> None:
    assert problems(project(), at_home(link)) == []


def test_a_link_that_begins_like_an_address_counts_from_its_page(project: Project) -> None:
    link = '<a href="http/../ana-ruiz/">'
    assert problems(project(), ("people.html", HOME, f"{HOME}{link}")) == []


def test_a_link_that_is_on_every_page_is_one_problem(project: Project) -> None:
    root = project()
    (place, _), *others = problems(root, ("base.html", "<footer>", '<footer><a href="/repo/imprint/">'))
    assert (place, others) == (Place("layouts/home.html"), [])
    with pytest.raises(ContentError) as caught:
        build_site(Folder(root / "content", "content"), Folder(root / "layouts", "layouts"), BASE)
    (problem,) = caught.value.problems
    assert problem.hint.endswith("; it stands in 12 layouts, or in one that they share")


def test_what_a_stylesheet_asks_for_is_looked_for(project: Project) -> None:
    found = problems(project(), ("assets/site.css", "newsreader.woff2", "newsreeder.woff2"))
    words = "'fonts/newsreeder.woff2' leads to nothing: the site has no such page or file"
    assert found == [(Place("layouts/assets/site.css"), words)]


def test_a_link_in_prose_is_a_problem_of_its_line_and_not_of_the_layout_too(project: Project) -> None:
    story = "sections:\n  - id: price\n    heading: A\n    text: See [there](/nowhere/). {ours}\n"
    root = project({"content/explainer.yaml": story.replace(" {ours}", "")})
    with pytest.raises(ContentError) as caught:
        build_site(Folder(root / "content", "content"), Folder(ROOT / "layouts", "layouts"), BASE, draft=True)
    assert ("content/explainer.yaml", 4) in {(p.place.path, p.place.line) for p in caught.value.problems}
    assert "broken-link" not in {p.code for p in caught.value.problems}


def test_prose_may_lead_to_any_file_and_to_a_search(project: Project) -> None:
    text = (
        "See [data](/data/figures.csv), [all](/datapackage.json) and [a search](/search/?q=tunnel#the_text). {.editor}"
    )
    story = f"sections:\n  - id: price\n    heading: A\n    text: '{text}'\n"
    root = project({"content/explainer.yaml": story})
    build_site(Folder(root / "content", "content"), Folder(ROOT / "layouts", "layouts"), BASE, draft=True)


@pytest.mark.parametrize("prefix", ["/", "/repo/", "/a/b/"])
def test_a_browser_that_follows_every_link_finds_every_page(prefix: str, browser: Browser) -> None:
    """And asks for nothing else, nor for anything outside the folder the site is in."""
    layouts = Folder(ROOT / "layouts", "layouts")
    with served(lambda address: build_site(HARBOUR, layouts, address, draft=True).files, prefix) as site:
        page = browser.new_page(java_script_enabled=True)
        wrong: list[str] = []
        page.on("response", lambda got: wrong.append(f"{got.status} {got.url}") if got.status != 200 else None)
        page.on("request", lambda ask: wrong.append(ask.url) if not ask.url.startswith(site.address) else None)
        ids: dict[str, set[str]] = {}
        wanted: set[tuple[str, str]] = set()
        waiting = deque([site.address])
        while waiting:
            address = waiting.popleft()
            if address in ids:
                continue
            page.goto(address)
            ids[address] = set(page.evaluate("() => [...document.querySelectorAll('[id]')].map(e => e.id)"))
            links = page.evaluate("() => [...document.querySelectorAll('a[href]')].map(a => a.href)")
            for link in (link for link in links if link.startswith(site.address)):
                target, fragment = urldefrag(link)
                if target.endswith("/"):
                    wanted.add((target, fragment))
                    waiting.append(target)
                elif target not in ids:
                    ids[target] = set()
                    assert page.request.get(target).status == 200, target
            assert all(link.startswith(site.address) or not link.startswith("http://localhost") for link in links)
        page.close()
    assert wrong == []
    pages = {site.url(name) for name in site.files if name.endswith("/index.html") or name == "index.html"}
    assert pages <= ids.keys()
    assert {(t, f) for t, f in wanted if f and f not in ids[t]} == set()
