"""The reports -> how to cite them all: CSL-JSON and BibTeX, as their pages have it of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explainer.exports.tables import as_json
from explainer.model import Source
from explainer.references import as_bibtex, report_reference


def citation_files(sources: Sequence[Source]) -> Iterator[tuple[str, bytes]]:
    """(file name in the site, bytes), the reports in the order of their letters."""
    items = [report_reference(source) for source in sources]
    yield "data/sources.csl.json", as_json(items)
    yield "data/sources.bib", ("\n\n".join(as_bibtex(item) for item in items) + "\n").encode()
