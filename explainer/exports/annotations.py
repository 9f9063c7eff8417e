"""Quotations and editors' notes -> Web Annotations: what was said in which report, and what of it is wrong.

https://www.w3.org/TR/annotation-model/. Of a report's words only its quotations are in it, without those around them.
Nor are there positions: those of the lock count in a private copy, which is not what an address leads to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from explainer import anchors
from explainer.addresses import Addresses
from explainer.licences import known_licence
from explainer.model import Content, Note, Site, Source

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
Described = dict[str, Any]


def annotation_collection(content: Content, addresses: Addresses) -> Described:
    """The collection, with all of it on its first page; none where there is no annotation, as the standard has it."""
    own = addresses.full("/data/annotations.jsonld")
    items = [*_quotes(content, addresses), *_notes(content, addresses)]
    page = {"id": f"{own}#page-1", "type": "AnnotationPage", "partOf": own, "startIndex": 0, "items": items}
    return {
        "@context": CONTEXT,
        "id": own,
        "type": "AnnotationCollection",
        "label": f"Quotations and notes: {content.site.title}",
        "total": len(items),
        **({"first": page} if items else {}),
    }


def _quotes(content: Content, addresses: Addresses) -> Iterator[Described]:
    for source in content.sources:
        for quote in source.quotes:
            yield {
                "id": addresses.full(f"/quotes/#{anchors.shared(source, quote)}"),
                "type": "Annotation",
                "motivation": "highlighting",
                "target": _words(source, quote.exact, addresses),
            }


def _notes(content: Content, addresses: Addresses) -> Iterator[Described]:
    site = content.site
    licence = known_licence(site.licence)
    for source in content.sources:
        for name, note in zip(anchors.note_ids(source), source.notes, strict=True):
            yield {
                "id": addresses.full(f"/sources/{source.id}/#{anchors.own('note', name)}"),
                "type": "Annotation",
                "motivation": "assessing",
                "creator": {"type": "Organization", "name": f"The editors of “{site.title}”"},
                **({"rights": licence.path} if licence else {}),
                "body": _body(note, site),
                "target": _target(source, note, addresses),
            }


def _body(note: Note, site: Site) -> Described:
    return {"type": "TextualBody", "value": note.text.text, "format": "text/markdown", "language": site.language}


def _words(source: Source, exact: str, addresses: Addresses) -> Described:
    """Words in a report."""
    return {"source": report(source, addresses), "selector": {"type": "TextQuoteSelector", "exact": exact}}


def report(source: Source, addresses: Addresses) -> str:
    """The report's own address; its page here where the copy has none."""
    return str(source.url or addresses.full(f"/sources/{source.id}/"))


def _target(source: Source, note: Note, addresses: Addresses) -> Described | str:
    """The words of a quotation; any other record by its place here; or the whole report."""
    kind, _, name = (note.on or "").partition("/")
    if kind == "quotes":
        return _words(source, next(quote.exact for quote in source.quotes if quote.id == name), addresses)
    place = _PLACES.get(kind)
    if place is None:
        return report(source, addresses)
    number = "/1" if kind == "positions" else ""
    return addresses.full(f"/sources/{source.id}/#{anchors.own(place, name + number)}")


_PLACES = {"figures": "figure", "people": "person", "positions": "position", "events": "event"}
