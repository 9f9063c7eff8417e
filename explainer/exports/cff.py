"""site.yaml -> CITATION.cff: how to cite the explainer. https://citation-file-format.github.io/, version 1.2.0."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from explainer.addresses import Addresses
from explainer.licences import known_licence
from explainer.model import Site

MESSAGE = "If you use this explainer, please cite it as below, and each report by its own reference."


def citation_file(site: Site, addresses: Addresses) -> bytes:
    """YAML, each value as JSON writes it, which YAML reads too."""
    return "".join(f"{name}:{_yaml(value)}\n" for name, value in _fields(site, addresses)).encode()


def _fields(site: Site, addresses: Addresses) -> Iterator[tuple[str, Any]]:
    """What is known. Its authors are its editors, who have no names here."""
    licence = known_licence(site.licence)
    yield "cff-version", "1.2.0"
    yield "type", "dataset"
    yield "message", MESSAGE
    yield "title", site.title
    yield "authors", {"name": f"The editors of “{site.title}”"}
    yield "abstract", site.description or site.standfirst
    if licence:
        yield "license", licence.name
    if site.updated and site.updated.day:
        yield "date-released", site.updated.day.isoformat()
    yield "url", addresses.full("/")
    if site.repository:
        yield "repository", site.repository


def _yaml(value: str | Mapping[str, str]) -> str:
    if isinstance(value, str):
        return f" {json.dumps(value, ensure_ascii=False)}"
    return "".join(f"\n  - {name}:{_yaml(text)}" for name, text in value.items())
