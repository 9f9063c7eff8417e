"""The files that the head of a page names for programs: they are there, and are what it says."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from exporting import ALL, built
from test_sites import build, pages

Project = Callable[..., Path]
SAID = {".xml": "application/atom+xml", ".csv": "text/csv", ".json": "application/json"}


def named(html: bytes) -> dict[str, str]:
    """The kind of each file by its name."""
    found = re.findall(r'<link rel="alternate" type="([^"]+)" title="[^"]+" href="/a/b/([^"]+)">', html.decode())
    return {name: kind for kind, name in found}


@pytest.mark.parametrize("site", ALL)
def test_every_page_names_the_feeds_and_no_file_that_is_not_there(site: str) -> None:
    for name, data in built(site).items():
        if name.endswith(".html"):
            files = named(data)
            assert {"updates.xml", "corrections.xml"} <= files.keys(), name
            assert files.keys() <= built(site).keys(), name
            assert all(kind == SAID[Path(file).suffix] for file, kind in files.items())


@pytest.mark.parametrize(
    ("page", "tables"),
    [
        ("sources", ["sources"]),
        ("figures", ["figures", "measures"]),
        ("quotes", ["quotes"]),
        ("people", ["people"]),
        ("questions", ["questions", "positions"]),
        ("timeline", ["events"]),
        ("glossary", ["terms"]),
        ("corrections", ["corrections"]),
    ],
)
def test_a_page_that_lists_a_table_names_its_files(page: str, tables: list[str]) -> None:
    files = named(built("harbour")[f"{page}/index.html"])
    assert [file for file in files if file.startswith("data/")] == [
        f"data/{t}.{end}" for t in tables for end in ("csv", "json")
    ]


def test_a_site_without_feeds_names_none(project: Project) -> None:
    files = build(project() / "content")
    assert "updates.xml" not in files
    assert not any(named(data) for name, data in files.items() if name in ("index.html", "404.html"))


def test_the_data_page_leads_to_every_file_for_programs() -> None:
    """In words, not only in its head; what is for crawlers alone is left out."""
    links = {e.get("href", "").removeprefix("/a/b/") for e in pages("harbour")["data/index.html"].iter("a")}
    beside = {name for name in built("harbour") if not name.endswith(".html") and not name.startswith("assets/")}
    assert beside - links == {"robots.txt", "sitemap.xml"}
