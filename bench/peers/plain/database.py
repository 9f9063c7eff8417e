"""The folder of content -> all that is in it, who appears where, and the pages that show it; shared with Pelican, and
but for the pages with MkDocs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROWS, NEWEST = 500, 12  # on a page of a table, on the home page
Record = dict[str, Any]
Page = tuple[str, str, Record]  # its address, its template, and what this is given


def read(path: Path) -> Any:
    """A file's values, scalars as words: the answer `no` is no boolean, and a day is as it was written."""
    return yaml.load(path.read_bytes(), yaml.CBaseLoader)


class Database:
    """All records, and for whoever or whatever is named by one the pairs of report and record that name it."""

    def __init__(self, content: Path) -> None:
        self.people: list[Record] = read(content / "people.yaml")
        self.questions: list[Record] = read(content / "questions.yaml")
        self.names = {person["id"]: person["name"] for person in self.people}
        self.measures = {measure["id"]: measure["title"] for measure in read(content / "measures.yaml")}
        self.asked = {question["id"]: question for question in self.questions}
        self.sources = [{"id": path.stem, **read(path)} for path in sorted((content / "sources").glob("*.yaml"))]
        self.sources.sort(key=lambda source: source["date_published"], reverse=True)
        self.newest = self.sources[:NEWEST]
        self.figures = [(source, figure) for source in self.sources for figure in source["figures"]]
        self.quotes = [(source, quote) for source in self.sources for quote in source["quotes"]]
        self.mentioned, self.answered = self._by("people", "person"), self._by("positions", "question")
        self.claimed, self.quoted = self._by("figures", "claimant"), self._by("quotes", "speaker")

    def _by(self, kind: str, key: str) -> dict[str, list[tuple[Record, Record]]]:
        found = defaultdict(list)
        for source in self.sources:
            for record in source[kind]:
                if key in record:
                    found[record[key]].append((source, record))
        return found


def pages(db: Database) -> Iterator[Page]:
    """All of them."""
    yield "", "home", {}
    yield "questions/", "questions", {}
    for kind in ("sources", "people", "figures", "quotes"):
        yield from table(f"{kind}/", kind, getattr(db, kind))
    for question in db.questions:
        rows = db.answered[question["id"]]
        yield from table(f"questions/{question['id']}/", "question", rows, {"question": question})
    for source in db.sources:
        yield f"sources/{source['id']}/", "source", {"source": source}
    for person in db.people:
        yield f"people/{person['id']}/", "person", {"person": person}


def table(first: str, template: str, rows: list[Any], given: Record | None = None) -> Iterator[Page]:
    """The pages of a table, one even of no rows."""
    count = max(1, -(-len(rows) // ROWS))
    for number in range(1, count + 1):
        part = rows[(number - 1) * ROWS : number * ROWS]
        pager = {"first": first, "number": number, "count": count}
        address = first if number == 1 else f"{first}page/{number}/"
        yield address, template, {**(given or {}), "rows": part, "pager": pager}
