"""Every fact a page shows leads to its place on the page of its report, and from there back to every page that uses it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag

import pytest

from explainer.files import Folder
from explainer.pipeline import build_site

ROOT = Path(__file__).parents[1]
SITES = {"content": ROOT / "content", "harbour": ROOT / "tests/sites/harbour/content"}
BASE = "https://example.org/a/b/"
VOID = {"meta", "link", "br", "img", "hr", "input", "path", "circle", "rect", "use"}

# Pages that only list what others show, and are no use of it.
LISTS = ("/a/b/sources/", "/a/b/people/", "/a/b/questions/", "/a/b/data/", "/a/b/search/", "/a/b/404.html")
RECORDS = ("figure--", "quote--", "person--", "position--", "event--", "term--", "note--")


@dataclass
class Element:
    """What has an id on a page: the addresses it links to, and its text."""

    links: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)  # those under "Used in" and "Used on these pages"
    text: str = ""


class Reader(HTMLParser):
    """A page: its links and its elements with an id, each with all that stands in it, or in the part it is the name of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: dict[str, Element] = {}
        self.open: list[tuple[str, str, Element | None]] = []  # tag, classes, element
        self.main = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("aria-labelledby") or given.get("id")
        element = self.ids.setdefault(name, Element()) if name else None
        if tag not in VOID:
            self.open.append((tag, given.get("class") or "", element))
        self.main += tag == "main"
        href = given.get("href")
        if tag == "a" and href and self.main:
            leads_back = any(
                classes == "used" or (around and around is self.ids.get("used_on")) for _, classes, around in self.open
            )
            self.links += [] if leads_back else [href]
            for *_, around in self.open:
                if around is not None:
                    around.links.append(href)
                    around.back += [href] if leads_back else []

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass
        self.main -= tag == "main"

    def handle_data(self, data: str) -> None:
        for *_, around in self.open:
            if around is not None:
                around.text += data


@pytest.fixture(scope="module", params=sorted(SITES))
def pages(request: pytest.FixtureRequest) -> dict[str, Reader]:
    """The pages of a site by their addresses."""
    built = build_site(Folder(SITES[request.param], "content"), Folder(ROOT / "layouts", "layouts"), BASE, draft=True)
    names = [name for name in built.files if name.endswith(".html")]
    return {f"/a/b/{name.removesuffix('index.html')}": Reader(built.files[name].decode()) for name in names}


def source_links(pages: dict[str, Reader]) -> Iterator[tuple[str, str, str]]:
    """(page, source page, fragment) for each link from another page to a page of a report."""
    for path, page in pages.items():
        for link in page.links:
            target, fragment = urldefrag(link)
            if re.fullmatch(r"/a/b/sources/[^/]+/", target) and target != path:
                yield path, target, fragment


def test_every_link_to_a_record_finds_it(pages: dict[str, Reader]) -> None:
    found = [(target, fragment) for _, target, fragment in source_links(pages) if fragment]
    assert len(found) > 40
    assert [(t, f) for t, f in found if f not in pages[t].ids or not f.startswith(RECORDS)] == []


def test_every_record_leads_back_to_every_page_that_uses_it(pages: dict[str, Reader]) -> None:
    for path, target, fragment in set(source_links(pages)):
        if path not in LISTS:
            place = pages[target].ids[fragment] if fragment else pages[target].ids["used_on"]
            silence = fragment.startswith("position--") and not place.back  # which leads back by its question itself
            back = place.links if silence else place.back
            assert path in {urldefrag(link)[0] for link in back}, (path, target, fragment)


def test_every_place_a_report_leads_back_to_is_there_and_leads_to_the_record(pages: dict[str, Reader]) -> None:
    seen = 0
    for own, page in pages.items():
        for name in (name for name in page.ids if own.startswith("/a/b/sources/") and name.startswith(RECORDS)):
            for link in page.ids[name].links:
                target, fragment = urldefrag(link)
                if fragment and target != own and not target.startswith("/a/b/sources/"):
                    assert fragment in pages[target].ids, (own, name, link)
                    if not name.startswith("note--") and target != "/a/b/":
                        around = pages[target].ids[fragment].links
                        assert any(urldefrag(back)[0] == own for back in around), (own, name, link)
                    seen += 1
    assert seen > 40


def test_every_record_of_a_report_is_shown_elsewhere_too(pages: dict[str, Reader]) -> None:
    """Each has its place among those of its kind; what a note says stands beside its record."""
    kinds = {"figure": "figures", "quote": "quotes", "person": "people", "position": "questions", "event": "timeline"}
    kinds["term"] = "glossary"
    seen = set()
    for own, page in pages.items():
        for name, element in page.ids.items() if own.startswith("/a/b/sources/") else ():
            kind = name.partition("--")[0]
            if kind in kinds and "--" in name:
                assert any(link.startswith(f"/a/b/{kinds[kind]}/") for link in element.links), (own, name)
                seen.add(kind)
    assert seen == set(kinds)


def test_every_fact_in_the_story_has_a_letter_that_leads_to_it(pages: dict[str, Reader]) -> None:
    home = pages["/a/b/"]
    facts: defaultdict[str, int] = defaultdict(int)
    for link in home.links:
        target, fragment = urldefrag(link)
        for kind, path in (("figure", "/a/b/figures/"), ("quote", "/a/b/quotes/")):
            if target == path and "--" in fragment:
                source, _, item = fragment.partition("--")
                facts[f"/a/b/sources/{source}/#{kind}--{item}"] += 1
    assert facts
    for address, times in facts.items():
        assert home.links.count(address) >= times


@pytest.mark.parametrize("path", ["/a/b/figures/", "/a/b/quotes/"])
def test_every_row_of_a_table_leads_to_its_report(path: str, pages: dict[str, Reader]) -> None:
    rows = {name: element for name, element in pages[path].ids.items() if "--" in name}
    assert rows
    for name, element in rows.items():
        source, _, item = name.partition("--")
        assert any(link.startswith(f"/a/b/sources/{source}/#") and link.endswith(item) for link in element.links)


def test_every_position_and_silence_leads_to_its_report(pages: dict[str, Reader]) -> None:
    questions = [path for path in pages if re.fullmatch(r"/a/b/questions/[^/]+/", path)]
    assert len(questions) > 4
    for path in questions:
        question = path.split("/")[-2]
        for name, element in ((n, e) for n, e in pages[path].ids.items() if "--" in n):
            source, _, number = name.partition("--")
            assert f"/a/b/sources/{source}/#position--{question}--{number}" in element.links
