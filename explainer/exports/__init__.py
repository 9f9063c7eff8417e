"""Findings -> the files for programs, all that is published beside the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from itertools import chain

from explainer.addresses import Addresses
from explainer.columns import COLUMNS, TABLES
from explainer.exports.annotations import annotation_collection
from explainer.exports.cff import citation_file
from explainer.exports.citations import citation_files
from explainer.exports.crawlers import robots, sitemap
from explainer.exports.feeds import feed_files
from explainer.exports.package import data_package
from explainer.exports.rows import Row, data_rows, note_ids, position_ids, rows_of
from explainer.exports.tables import as_csv, as_json, as_object
from explainer.findings import Findings
from explainer.lock import write_lock
from explainer.model import Content
from explainer.pages import Page
from explainer.pages.feeds import feeds

__all__ = [
    "COLUMNS",
    "Exports",
    "Row",
    "data_rows",
    "described",
    "export_files",
    "export_makers",
    "note_ids",
    "position_ids",
]


def export_files(found: Findings, pages: Iterable[Page], addresses: Addresses) -> Iterator[tuple[str, bytes]]:
    """(file name in the site, bytes) for every file that is no page."""
    files = dict(chain.from_iterable(make() for make in export_makers(found, pages, addresses)))
    yield from files.items()
    yield "datapackage.json", described(found, files, addresses)


_LONG = ("positions", "figures", "quotes")  # tables


def export_makers(
    found: Findings, pages: Iterable[Page], addresses: Addresses
) -> tuple[Callable[[], Iterable[tuple[str, bytes]]], ...]:
    """What makes all of these files but the last, each some of them; those that take longest come first."""
    tables = {name: partial(_table, name, found, addresses) for name in (*_LONG, *TABLES)}
    return *(tables.pop(name) for name in _LONG), partial(_others, found, pages, addresses), *tables.values()


def _table(name: str, found: Findings, addresses: Addresses) -> Iterator[tuple[str, bytes]]:
    rows = rows_of(name, found, addresses)
    yield f"data/{name}.json", as_json(rows)
    yield f"data/{name}.csv", as_csv(name, rows)


def described(found: Findings, files: Mapping[str, bytes], addresses: Addresses) -> bytes:
    """The last, datapackage.json, which tells of the tables that are among these files."""
    tables = {name: files[f"data/{name}.csv"] for name in TABLES}
    return as_object(data_package(found.content, tables, addresses))


def _others(found: Findings, pages: Iterable[Page], addresses: Addresses) -> Iterator[tuple[str, bytes]]:
    content = found.content
    yield from citation_files(content.sources)
    yield "CITATION.cff", citation_file(content.site, addresses)
    yield "data/annotations.jsonld", as_object(annotation_collection(content, addresses))
    yield "data/evidence.json", write_lock(content.lock).encode()
    yield from feed_files(found, addresses)
    yield "sitemap.xml", sitemap(pages, addresses)
    yield "robots.txt", robots(addresses)


def export_names(content: Content) -> Iterator[str]:
    """What they are called."""
    for name in TABLES:
        yield from (f"data/{name}.json", f"data/{name}.csv")
    yield from ("datapackage.json", "data/sources.csl.json", "data/sources.bib", "CITATION.cff")
    yield from ("data/annotations.jsonld", "data/evidence.json")
    yield from (feed.path.removeprefix("/") for feed in feeds(content))
    yield from ("sitemap.xml", "robots.txt")


class Exports(Mapping[str, bytes]):
    """The same by name for whom few of them will be asked for: all are made when the first is."""

    def __init__(self, content: Content, make: Callable[[], Iterable[tuple[str, bytes]]]) -> None:
        self.names = dict.fromkeys(export_names(content))
        self.make = make

    @cached_property
    def made(self) -> dict[str, bytes]:
        return dict(self.make())

    def __getitem__(self, name: str) -> bytes:
        if name not in self.names:
            raise KeyError(name)
        return self.made[name]

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)
