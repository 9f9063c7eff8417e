"""Findings -> the files for programs, all that is published beside the pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from explainer.addresses import Addresses
from explainer.columns import COLUMNS
from explainer.exports.annotations import annotation_collection
from explainer.exports.cff import citation_file
from explainer.exports.citations import citation_files
from explainer.exports.crawlers import robots, sitemap
from explainer.exports.feeds import feed_files
from explainer.exports.package import data_package
from explainer.exports.rows import Row, data_rows, note_ids, position_ids
from explainer.exports.tables import as_csv, as_json, as_object
from explainer.findings import Findings
from explainer.lock import write_lock
from explainer.pages import Page

__all__ = ["COLUMNS", "Row", "data_rows", "export_files", "note_ids", "position_ids"]


def export_files(found: Findings, pages: Iterable[Page], addresses: Addresses) -> Iterator[tuple[str, bytes]]:
    """(file name in the site, bytes) for every file that is no page."""
    content = found.content
    tables = {}
    for name, rows in data_rows(found, addresses).items():
        tables[name] = as_csv(name, rows)
        yield f"data/{name}.json", as_json(rows)
        yield f"data/{name}.csv", tables[name]
    yield "datapackage.json", as_object(data_package(content, tables, addresses))
    yield from citation_files(content.sources)
    yield "CITATION.cff", citation_file(content.site, addresses)
    yield "data/annotations.jsonld", as_object(annotation_collection(content, addresses))
    yield "data/evidence.json", write_lock(content.lock).encode()
    yield from feed_files(found, addresses)
    yield "sitemap.xml", sitemap(pages, addresses)
    yield "robots.txt", robots(addresses)
