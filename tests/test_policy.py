"""What every page lets itself do: nothing but what it uses, and nothing that is written into it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from explainer.files import Folder
from explainer.pipeline import build_site

ROOT = Path(__file__).parents[1]
SITES = {"content": ROOT / "content", "harbour": ROOT / "tests/sites/harbour/content"}
ALLOWED = {
    "default-src": "'none'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self'",
    "script-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
ON_THE_SEARCH_PAGE = ALLOWED | {"script-src": "'self' 'wasm-unsafe-eval'"}


class Elements(HTMLParser):
    """The elements of a page in order, and what stands in its head."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module", params=sorted(SITES))
def pages(request: pytest.FixtureRequest) -> dict[str, bytes]:
    built = build_site(Folder(SITES[request.param], "content"), Folder(ROOT / "layouts", "layouts"), draft=True)
    return {name: data for name, data in built.files.items() if name.endswith(".html")}


def test_the_policy_comes_before_all_that_it_is_about(pages: dict[str, bytes]) -> None:
    for name, data in pages.items():
        first = Elements(data.decode()).found[2]  # after html and head
        assert first[0] == "meta" and first[1]["http-equiv"] == "Content-Security-Policy", name
        rules = dict(rule.strip().split(" ", 1) for rule in (first[1]["content"] or "").split(";"))
        assert rules == (ON_THE_SEARCH_PAGE if name == "search/index.html" else ALLOWED), name
        assert data.index(b'<meta charset="utf-8">') < 1024 - len('<meta charset="utf-8">'), name


def test_no_other_site_hears_which_page_a_reader_came_from(pages: dict[str, bytes]) -> None:
    for name, data in pages.items():
        metas = [attrs for tag, attrs in Elements(data.decode()).found if tag == "meta"]
        assert [meta["content"] for meta in metas if meta.get("name") == "referrer"] == ["same-origin"], name


def within(data: bytes) -> Iterator[str]:
    """Code and style that stand in a page itself. JSON-LD is data, which no browser runs."""
    for tag, attrs in Elements(data.decode()).found:
        if tag == "style" or (tag == "script" and "src" not in attrs and attrs.get("type") != "application/ld+json"):
            yield tag
        yield from (f"{tag} {name}" for name in attrs if name == "style" or name.startswith("on"))
        yield from (f"{tag} {value}" for value in attrs.values() if re.match(r"\s*javascript:", value or ""))


def test_no_page_has_a_script_or_a_style_within(pages: dict[str, bytes]) -> None:
    assert {name: list(within(data)) for name, data in pages.items() if list(within(data))} == {}
