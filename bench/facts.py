"""Whether a built site tells what the YAML holds: the words a reader would miss, page by page.

`python bench/facts.py CONTENT SITE` prints the first that is missing; with a second SITE, also the first page that has
other words than there.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any

import yaml

NAMED = 12  # reports on the home page; which, is for each to say
INLINE = "a|abbr|b|cite|data|dfn|em|i|mark|q|s|small|span|strong|sub|sup|time|u"
Record = dict[str, Any]


@dataclass(frozen=True)
class Fact:
    """Words on a page, or on any page of a table: any of them will do, and so will a link to what they name."""

    address: str
    words: tuple[str, ...]
    link: str = ""

    def __str__(self) -> str:
        return f"/{self.address}: {' or '.join(map(repr, self.words))}"


# --- what is to be told -----------------------------------------------------------------------------------------------


class Expected:
    """The facts of a folder of content."""

    def __init__(self, content: Path) -> None:
        self.people: list[Record] = _read(content / "people.yaml")
        self.questions: list[Record] = _read(content / "questions.yaml")
        self.measures = {each["id"]: each["title"] for each in _read(content / "measures.yaml")}
        self.names = {each["id"]: each["name"] for each in self.people}
        self.asked = {each["id"]: each for each in self.questions}
        self.sources = [{"id": path.stem, **_read(path)} for path in sorted((content / "sources").glob("*.yaml"))]

    def facts(self) -> Iterator[Fact]:
        """All of them; some twice."""
        yield from self._home()
        for person in self.people:
            for address in ("people/", f"people/{person['id']}/"):
                yield _name(address, person["name"])
                yield Fact(address, (person["country"],))
        for question in self.questions:
            for address in ("questions/", f"questions/{question['id']}/"):
                yield Fact(address, (question["text"],))
        for source in self.sources:
            yield from self._report(source, f"sources/{source['id']}/")
            yield from self._elsewhere(source)

    def _home(self) -> Iterator[Fact]:
        for kind, name in (("figures", "figures"), ("quotes", "quotations")):
            count = sum(len(source[kind]) for source in self.sources)
            yield Fact("", (f"{count} {name}", f"{count:,} {name}"))
        yield Fact("", (f"{len(self.sources)} reports", f"{len(self.sources):,} reports"))

    def _report(self, source: Record, page: str) -> Iterator[Fact]:
        """What stands on the page of a report."""
        for address in ("sources/", page):
            yield Fact(address, (source["headline"],))
            yield Fact(address, (source["publisher"],))
            yield _day(address, source["date_published"])
        for words in (*_pieces(source), *source["key_points"]):
            yield Fact(page, (words,))
        for figure in source["figures"]:
            yield from self._figure(page, figure)
        for quote in source["quotes"]:
            yield Fact(page, (quote["exact"],))
            yield _name(page, self.names[quote["speaker"]])
        for each in source["people"]:
            yield _name(page, self.names[each["person"]])
            yield Fact(page, (each["role"],))
        for position in source["positions"]:
            question = self.asked[position["question"]]
            for words in (question["text"], question["answers"][position["answer"]], position["gist"]):
                yield Fact(page, (words,))
            yield Fact(page, (position["passage"],))
        for each in source["silent_on"]:
            yield Fact(page, (self.asked[each]["text"],))

    def _figure(self, page: str, figure: Record) -> Iterator[Fact]:
        yield Fact(page, (figure["as_printed"],))
        yield Fact(page, (self.measures[figure["measure"]],))
        if "claimant" in figure:
            yield _name(page, self.names[figure["claimant"]])

    def _elsewhere(self, source: Record) -> Iterator[Fact]:
        """What of a report stands on other pages."""
        for each in source["people"]:
            yield _named(f"people/{each['person']}/", source)
            yield Fact(f"people/{each['person']}/", (each["role"],))
        for quote in source["quotes"]:
            for address in ("quotes/", f"people/{quote['speaker']}/"):
                yield Fact(address, (quote["exact"],))
                yield _named(address, source)
            yield _name("quotes/", self.names[quote["speaker"]])
        for figure in source["figures"]:
            yield from self._figure("figures/", figure)
            yield _named("figures/", source)
            if "claimant" in figure:
                page = f"people/{figure['claimant']}/"
                yield Fact(page, (figure["as_printed"],))
                yield Fact(page, (self.measures[figure["measure"]],))
        for position in source["positions"]:
            page = f"questions/{position['question']}/"
            yield _named(page, source)
            yield Fact(page, (self.asked[position["question"]]["answers"][position["answer"]],))
            yield Fact(page, (position["gist"],))


def _read(path: Path) -> Any:
    return yaml.load(path.read_bytes(), yaml.CBaseLoader)


def _named(address: str, source: Record) -> Fact:
    """A report, by its headline or by a sign that leads to it."""
    return Fact(address, (source["headline"],), f"/sources/{source['id']}/")


def _name(address: str, name: str) -> Fact:
    """A person, as spoken or as in a register."""
    first, _, last = name.rpartition(" ")
    return Fact(address, (name, f"{last}, {first}"))


def _day(address: str, day: str) -> Fact:
    read = date.fromisoformat(day)
    return Fact(address, (day, f"{read.day} {read:%B %Y}"))


def _pieces(source: Record) -> Iterator[str]:
    """The words of a summary, cut after each citation, which may have a sign there."""
    cited = {f"f:{each['id']}": each["as_printed"] for each in source["figures"]}
    cited |= {f"q:{each['id']}": f"“{each['exact']}”" for each in source["quotes"]}
    text = re.sub(r"\[@([fq]:\w+)\]", lambda mark: f"{cited[mark[1]]}\n", source["summary"])
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text).replace("*", "")
    for line in text.splitlines():
        if words := line.removeprefix("- ").strip():
            yield words


# --- what is told -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """What a reader sees on some pages: their text, blanks folded, and where their links lead."""

    paths: tuple[Path, ...]

    @cached_property
    def markup(self) -> str:
        found = "\n".join(path.read_text("utf-8") for path in self.paths)
        return re.sub(r"(?s)<(head|script|style|template)\b.*?</\1>", " ", found)

    @cached_property
    def text(self) -> str:
        markup = re.sub(rf"</?(?:{INLINE})\b[^>]*>", "", self.markup)
        return " ".join(unescape(re.sub(r"<[^>]*>", "\n", markup)).split())

    @cached_property
    def lines(self) -> frozenset[str]:
        """What stands alone between two tags."""
        return frozenset(unescape(each.strip()) for each in re.split(r"<[^>]*>", self.markup))

    @cached_property
    def links(self) -> frozenset[str]:
        return frozenset(re.findall(r"""href=["']?([^"'#> ]+)""", self.markup))

    def tells(self, fact: Fact) -> bool:
        folded = [" ".join(words.split()) for words in fact.words]
        if fact.link in self.links or any(words in self.lines for words in folded):
            return True
        return any(words in self.text for words in folded)


def shown(site: Path, records: set[str]) -> dict[str, Shown]:
    """By address, a table's pages together: all below the table's address that is no record's page nor below one."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(site.rglob("*.html")):
        parts = path.relative_to(site).parent.parts
        while parts and len(parts) > 1 and "/".join(parts) not in records:
            parts = parts[:-1]
        found["".join(f"{part}/" for part in parts)].append(path)
    return {address: Shown(tuple(paths)) for address, paths in found.items()}


def _records(expected: Expected) -> set[str]:
    kinds = {"sources": expected.sources, "people": expected.people, "questions": expected.questions}
    return {f"{kind}/{each['id']}" for kind, records in kinds.items() for each in records}


def missing(content: Path, site: Path) -> Fact | None:
    """The first fact that a site does not tell."""
    expected = Expected(content)
    pages = shown(site, _records(expected))
    nothing = Shown(())
    named = {f"/sources/{source['id']}/" for source in expected.sources} & pages.get("", nothing).links
    if len(named) < min(NAMED, len(expected.sources)):
        return Fact("", (f"{NAMED} reports",))
    return next((fact for fact in expected.facts() if not pages.get(fact.address, nothing).tells(fact)), None)


def unlike(content: Path, site: Path, other: Path) -> str | None:
    """The first address at which two sites have not the same words, in whatever order."""
    records = _records(Expected(content))
    one, two = shown(site, records), shown(other, records)
    for address in sorted({*one, *two}):
        if address not in one or address not in two:
            return f"/{address}: there is no such page in one of them"
        first, second = (Counter(each[address].text.split()) for each in (one, two))
        if first != second:
            return f"/{address}: {' '.join(list(first - second)[:9])} | {' '.join(list(second - first)[:9])}"
    return None


def main(content: Path, *sites: Path) -> int:
    """Print what is missing."""
    found = [f"{site}: missing on {fact}" for site in sites if (fact := missing(content, site))]
    found += [f"{site}: not as {sites[0]} {told}" for site in sites[1:] if (told := unlike(content, site, sites[0]))]
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
