"""A report, or a page of ours -> how to cite it: as a sentence, as CSL-JSON and as BibTeX.

CSL-JSON as in https://github.com/citation-style-language/schema (csl-data.json, version 1.0.2). What a copy does not
say is left out and never made up; a date that nobody printed is marked as about.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from explainer.dates import Date, Point
from explainer.model import Site, Source

Reference = Mapping[str, Any]  # one item of CSL-JSON


def report_reference(source: Source) -> Reference:
    """A report by what its copy says of itself. A title of ours stands in square brackets, as catalogues have it."""
    printed = source.headline_by == "source"
    item = {
        "id": str(source.id),
        "type": "article-newspaper",
        "title": str(source.headline) if printed else f"[{source.headline}]",
        "author": [{"literal": str(source.credit)}] if source.credit else None,
        "container-title": str(source.publisher) if source.publisher else None,
        "issued": _issued(source.date_published, circa=source.date_basis == "inferred"),
        "URL": str(source.url) if source.url else None,
        "language": str(source.language),
    }
    return {name: value for name, value in item.items() if value is not None}


def page_reference(site: Site, name: str, title: str, address: str) -> Reference:
    """A page of this site, by a `name` that no other has."""
    item = {
        "id": name,
        "type": "webpage",
        "title": title,
        "container-title": str(site.title) if title != site.title else None,
        "issued": _issued(site.updated) if site.updated else None,
        "URL": address,
        "language": str(site.language),
    }
    return {key: value for key, value in item.items() if value is not None}


def _issued(date: Date, *, circa: bool = False) -> Mapping[str, Any] | None:
    points = [point for point in dict.fromkeys((date.start, date.end)) if point]
    if not points:
        return None
    parts = {"date-parts": [[part for part in (p.year, p.month, p.day) if part] for p in points]}
    return parts | ({"circa": True} if circa or any(point.sign for point in points) else {})


def as_json(item: Reference) -> str:
    """CSL-JSON: a list of one, with a line for each of its fields."""
    fields = (f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in item.items())
    return "[{\n" + ",\n".join(fields) + "\n}]"


# --- a sentence -------------------------------------------------------------------------------------------------------


def as_text(item: Reference, date: str) -> str:
    """Author, title, where, when, address, as far as each is known; `date` is the day in words."""
    return " ".join(_sentences(item, date))


def _sentences(item: Reference, date: str) -> Iterator[str]:
    for author in item.get("author", ()):
        yield f"{author['literal']}."
    yield _ended(item["title"])
    doubted = bool(date) and item.get("issued", {}).get("circa") and not date.startswith(("about", "perhaps"))
    where = [item.get("container-title", ""), f"about {date}" if doubted else date]
    if any(where):
        yield _ended(", ".join(part for part in where if part))
    if "URL" in item:
        yield item["URL"]


def _ended(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


# --- BibTeX -----------------------------------------------------------------------------------------------------------

_SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_SPECIAL |= {sign: f"\\{sign}" for sign in "#$%&_{}"}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def as_bibtex(item: Reference) -> str:
    """An entry that BibTeX and BibLaTeX read; no style changes the letters of its names and titles."""
    kind = "misc" if item["type"] == "webpage" else "article"
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(item))
    return f"@{kind}{{{item['id']},\n{fields}}}"


def _fields(item: Reference) -> Iterator[tuple[str, str]]:
    for author in item.get("author", ()):
        yield "author", _braced(f"{{{_plain(author['literal'])}}}", plain=False)
    yield "title", _braced(f"{{{_plain(item['title'])}}}", plain=False)
    if "container-title" in item:
        yield ("howpublished" if item["type"] == "webpage" else "journal"), _braced(item["container-title"])
    issued = item.get("issued")
    if issued:
        first = Point(*issued["date-parts"][0])
        yield "year", _braced(str(first.year))
        if first.month:
            yield "month", _MONTHS[first.month - 1]
        if issued.get("circa"):
            yield "note", _braced("date inferred")
    if "URL" in item:
        yield "url", _braced(item["URL"].replace("{", "%7B").replace("}", "%7D"), plain=False)


def _plain(text: str) -> str:
    return "".join(_SPECIAL.get(char, char) for char in text)


def _braced(text: str, *, plain: bool = True) -> str:
    return f"{{{_plain(text) if plain else text}}}"
