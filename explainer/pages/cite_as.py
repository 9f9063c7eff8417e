"""A report, or a page of ours -> how to cite it, ready to be copied."""

from __future__ import annotations

from explainer.model import Source
from explainer.pages.parts import Desk, View
from explainer.references import Reference, as_bibtex, as_json, as_text, page_reference, report_reference


class CiteAs(View, frozen=True):
    """The same citation in three forms."""

    text: str
    csl: str
    bibtex: str


def cite_report(source: Source) -> CiteAs:
    """How to cite a report itself."""
    return _forms(report_reference(source), source.date_published.words)


def cite_page(desk: Desk, path: str, title: str) -> CiteAs:
    """How to cite a page of this site."""
    site = desk.content.site
    name = path.strip("/").replace("/", "-") or "explainer"
    item = page_reference(site, name, title, desk.addresses.full(path))
    return _forms(item, site.updated.words if site.updated else "")


def _forms(item: Reference, date: str) -> CiteAs:
    return CiteAs(as_text(item, date), as_json(item), as_bibtex(item))
