"""Content -> the files for programs: data as JSON and CSV, the sitemap, robots.txt."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

from explainer.addresses import Addresses
from explainer.compare import appearances
from explainer.evidence.holding import held
from explainer.evidence.origins import origins
from explainer.lock import LockedItem, write_lock
from explainer.model import Content
from explainer.pages import Page
from explainer.pages.parts import anchor

Row = dict[str, Any]

COLUMNS = {
    "sources": "id headline headline_by publisher credit date_published date_basis language origin source_url url",
    "figures": "id source measure as_printed value minimum exclusive_minimum maximum exclusive_maximum approximate "
    "unit of per period claimant claimed_by note verification paragraph url",
    "quotes": "id source exact speaker unnamed attribution kind verification paragraph url",
    "people": "id name country mentions url",
    "notes": "source on passage kind text contradicted_by reference url",
}
"""The columns of each table, in order; the keys of its rows."""


def export_files(content: Content, pages: Iterable[Page], addresses: Addresses) -> Iterator[tuple[str, bytes]]:
    """(file name in the site, bytes) for every file that is no page."""
    for name, rows in data_rows(content, addresses).items():
        yield f"data/{name}.json", (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()
        yield f"data/{name}.csv", _csv(COLUMNS[name], rows).encode()
    yield "data/evidence.json", write_lock(content.lock).encode()
    yield "sitemap.xml", _sitemap(pages, addresses).encode()
    yield "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {addresses.full('/sitemap.xml')}\n".encode()


# --- rows -------------------------------------------------------------------------------------------------------------


def data_rows(content: Content, addresses: Addresses) -> dict[str, list[Row]]:
    """The published data by the name of its file; the keys are those of docs/content.md, and a row has all of them."""
    return {
        "sources": _sources(content, addresses),
        "figures": _figures(content, addresses),
        "quotes": _quotes(content, addresses),
        "people": _people(content, addresses),
        "notes": _notes(content, addresses),
    }


def _sources(content: Content, addresses: Addresses) -> list[Row]:
    origin = origins(content.sources)
    return [
        {
            "id": source.id,
            "headline": source.headline,
            "headline_by": source.headline_by,
            "publisher": source.publisher,
            "credit": source.credit,
            "date_published": source.date_published.edtf,
            "date_basis": source.date_basis,
            "language": source.language,
            "origin": origin[source.id],
            "source_url": source.url,
            "url": addresses.full(f"/sources/{source.id}/"),
        }
        for source in content.sources
    ]


def _figures(content: Content, addresses: Addresses) -> list[Row]:
    proved = held(content.sources, content.lock)
    return [
        {
            "id": f"{source.id}/{figure.id}",
            "source": source.id,
            "measure": figure.measure.id,
            "as_printed": figure.as_printed,
            "value": _number(figure.quantity.value),
            "minimum": _number(figure.quantity.minimum),
            "exclusive_minimum": _number(figure.quantity.exclusive_minimum),
            "maximum": _number(figure.quantity.maximum),
            "exclusive_maximum": _number(figure.quantity.exclusive_maximum),
            "approximate": figure.quantity.approximate,
            "unit": figure.quantity.unit or None,
            "of": figure.quantity.of or None,
            "per": figure.quantity.per or None,
            "period": figure.quantity.period or None,
            "claimant": figure.claimant.id if figure.claimant else None,
            "claimed_by": figure.claimed_by,
            "note": figure.note,
            **_verification(proved.get((source.id, f"figures/{figure.id}"))),
            "url": addresses.full(f"/figures/#{anchor(source, figure)}"),
        }
        for source in content.sources
        for figure in source.figures
    ]


def _quotes(content: Content, addresses: Addresses) -> list[Row]:
    proved = held(content.sources, content.lock)
    return [
        {
            "id": f"{source.id}/{quote.id}",
            "source": source.id,
            "exact": quote.exact,
            "speaker": quote.speaker.id if quote.speaker else None,
            "unnamed": quote.unnamed,
            "attribution": quote.attribution,
            "kind": quote.kind,
            **_verification(proved.get((source.id, f"quotes/{quote.id}"))),
            "url": addresses.full(f"/quotes/#{anchor(source, quote)}"),
        }
        for source in content.sources
        for quote in source.quotes
    ]


def _people(content: Content, addresses: Addresses) -> list[Row]:
    found = appearances(content)
    return [
        {
            "id": person.id,
            "name": person.name,
            "country": person.country,
            "mentions": [
                {"source": source.id, "names": list(mention.names), "role": mention.role}
                for source, mention in found[person.id].mentions
            ],
            "url": addresses.full(f"/people/{person.id}/"),
        }
        for person in content.people
    ]


def _notes(content: Content, addresses: Addresses) -> list[Row]:
    return [
        {
            "source": source.id,
            "on": note.on,
            "passage": note.passage,
            "kind": note.kind,
            "text": note.text.text,
            "contradicted_by": list(note.contradicted_by),
            "reference": note.reference,
            "url": addresses.full(f"/sources/{source.id}/"),
        }
        for source in content.sources
        for note in source.notes
    ]


def _verification(found: LockedItem | None) -> Row:
    """No row may claim more than was done."""
    return {"verification": "verified" if found else "not_checked", "paragraph": found.paragraph if found else None}


def _number(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


# --- formats ----------------------------------------------------------------------------------------------------------

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def _csv(columns: str, rows: list[Row]) -> str:
    """RFC 4180, with a header; lists joined with "; ". A text that a spreadsheet would run gets a ' before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns.split())
    writer.writerows([_cell(row[column]) for column in columns.split()] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, list):
        return _cell("; ".join(_item(item) for item in value))
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _item(item: Any) -> str:
    """An item of a list; a mention as "source: Name, Other Name (role)"."""
    if not isinstance(item, dict):
        return str(item)
    role = f" ({item['role']})" if item["role"] else ""
    return f"{item['source']}: {', '.join(item['names'])}{role}"


def _sitemap(pages: Iterable[Page], addresses: Addresses) -> str:
    """https://www.sitemaps.org/protocol.html"""
    rows = (
        f" <url><loc>{escape(addresses.full(page.path))}</loc></url>\n" for page in pages if page.path.endswith("/")
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return head + "".join(rows) + "</urlset>\n"
