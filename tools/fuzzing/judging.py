"""A folder of content on the disk -> whether it was taken as it must be: located problems, or a sound site.

`judge` raises AssertionError with what is wrong, and lets through whatever the program raises.
"""

from __future__ import annotations

import io
import json
import os
import re
import stat
from collections.abc import Iterable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from urllib.parse import unquote, urldefrag

import html5lib

from explainer.cache import Cache
from explainer.cli import main
from explainer.files import Folder
from explainer.finishing import Means, finish
from explainer.pipeline import Built, build_site
from explainer.problems import ContentError, Place, Problem, report_github, report_json, report_text, split_lines

SLIPS = re.compile(rb">\s*(None|Undefined)\s*<|<(Undefined)|(object at 0x)|(Markup\()")
KINDS = re.compile(r"[a-z]+(?:-[a-z]+)*\Z")
FOLDERS = ("content", "layouts")


def judge(root: Path, random: Random, cache: Path) -> str:
    """Check `root`/content with `root`/layouts. What takes long is done for some, as `random` says."""
    content, layouts = (Folder(root / name, name) for name in FOLDERS)
    draft = random.random() < 0.7
    if random.random() < 0.1:
        _by_command(root, random, draft=draft)
    try:
        built = build_site(content, layouts, draft=draft)
    except ContentError as error:
        _reports(error)
        places = _Places(root)
        for problem in error.problems:
            places.check(problem)
        return "problems"
    _pages(built, random, "".join(_text(path, root) or "" for path in sorted(root.rglob("*.yaml"))))
    if random.random() < 0.3:
        finish(built, Means(layouts, Cache(cache)))
        return "finished"
    return "sound"


def _by_command(root: Path, random: Random, *, draft: bool) -> None:
    """As one types it: nothing but a report and an exit code comes out."""
    form = random.choice(("text", "github", "json"))
    out, err, before = io.StringIO(), io.StringIO(), Path.cwd()
    os.chdir(root)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = main(["check", "--format", form, *(["--draft"] if draft else [])], root)
    finally:
        os.chdir(before)
    assert code in (0, 1), f"exit code {code}"
    assert "Traceback" not in out.getvalue() + err.getvalue()
    if form == "json":
        json.loads(out.getvalue())


# --- problems ---------------------------------------------------------------------------------------------------------


def _reports(error: ContentError) -> None:
    assert error.problems, "refused without a problem"
    text = report_text(error.problems, error.texts)
    rows = json.loads(report_json(error.problems))
    notes = report_github(error.problems)
    assert len(rows) == len(error.problems)
    assert notes.count("\n") == len(error.problems), "an annotation takes one line"
    for report in (text, notes):
        unseen = [c for c in report if c != "\n" and not c.isprintable() and _is_control(c)]
        assert not unseen, f"a report holds U+{ord(unseen[0]):04X}"
    text.encode("utf-8", "backslashreplace")


def _is_control(char: str) -> bool:
    return (
        ord(char) < 32
        or 0x7F <= ord(char) < 0xA0
        or char in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


class _Places:
    """The places of problems: a file below one of the folders, and in it a line and column that there are."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.rows: dict[str, list[str] | None] = {}  # of each file; None where it cannot be read

    def check(self, problem: Problem) -> None:
        assert problem.message, problem
        assert KINDS.match(problem.code), problem
        for place in (problem.place, *(place for place, _ in problem.related)):
            self._check(place, problem)

    def _check(self, place: Place, problem: Problem) -> None:
        assert place.path.split("/")[0] in FOLDERS, f"{place} is in none of the folders"
        assert place.line >= 1 and place.column >= 1, f"{place} is nowhere"
        ends = (place.end_line, place.end_column)
        assert ends > (place.line, place.column), f"{place} ends before it begins: {problem}"
        if place.path not in self.rows:
            text = _text(self.root / place.path, self.root)
            self.rows[place.path] = None if text is None else split_lines(text)
        rows = self.rows[place.path]
        if rows is None:
            assert (place.line, place.column) == (1, 1), f"{place} is in what cannot be read"
            return
        for line, column in ((place.line, place.column), (place.end_line, place.end_column - 1)):
            assert line <= len(rows), f"{place} is past line {len(rows)}: {problem}"
            assert column <= len(rows[line - 1]) + 1, f"{place} is past the end of its line: {problem}"


def _text(path: Path, root: Path) -> str | None:
    """What a file holds that may be read."""
    try:
        if not stat.S_ISREG(path.stat().st_mode) or not path.resolve().is_relative_to(root):
            return None
        return path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
    except (OSError, RuntimeError):
        return None


# --- pages ------------------------------------------------------------------------------------------------------------


def _pages(built: Built, random: Random, typed: str) -> None:
    """No slip of a layout in any page, of what nobody `typed`; of some the links and, of one, every rule of HTML."""
    pages = {name: data for name, data in built.files.items() if name.endswith(".html")}
    for name, data in pages.items():
        for slip in SLIPS.finditer(data):
            assert next(filter(None, slip.groups())).decode() in typed, f"{name} holds {slip[0]!r}"
    for name, data in built.files.items():
        assert not name.startswith("/") and ".." not in name.split("/"), f"a file is called {name}"
        if name.endswith(".json"):
            json.loads(data)
    if random.random() < 0.1:
        _links(pages, built.files.keys(), built.addresses.href("/"))
    if random.random() < 0.1:
        name = max(random.sample(sorted(pages), min(4, len(pages))), key=lambda name: len(pages[name]))
        html5lib.HTMLParser(strict=True).parse(
            pages[name][:300_000] if len(pages[name]) < 300_000 else b"<!doctype html><title>a</title>"
        )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for key, value in attrs:
            if key == "id" and value:
                self.ids.add(value)
            elif key in ("href", "src") and value and tag != "base":
                self.links.append(value)


def _links(pages: Mapping[str, bytes], files: Iterable[str], base: str) -> None:
    """Every address on the pages that is the site's own leads to a file, and to a place that is in it."""
    read: dict[str, _Reader] = {}
    for name, data in pages.items():
        read[name] = _Reader()
        read[name].feed(data.decode())
    known = set(files)
    for name, link in ((name, link) for name, reader in read.items() for link in reader.links):
        address, fragment = urldefrag(link)
        if (address and not address.startswith(base)) or address.startswith("//"):
            continue
        target = name if not address else unquote(address.removeprefix(base))
        target += "index.html" if not target or target.endswith("/") else ""
        if target.startswith("cards/"):  # drawn when a site is finished
            continue
        assert target in known, f"{name} leads to {link}, which is not there"
        if fragment and target in read:
            assert unquote(fragment) in read[target].ids, f"{name} leads to {link}, a place that is not there"
