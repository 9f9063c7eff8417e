"""The reports as CSL-JSON, held against the official schema, and as BibTeX, read back by a program that reads it."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from exporting import ALL, built

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "csl-data.json").read_text("utf-8"))
everywhere = pytest.mark.parametrize("site", ALL)


def table(site: str) -> list[dict[str, Any]]:
    found = json.loads(built(site)["data/sources.json"])
    assert isinstance(found, list)
    return found


@everywhere
def test_the_references_are_csl_json(site: str) -> None:
    items = json.loads(built(site)["data/sources.csl.json"])
    jsonschema.Draft7Validator(SCHEMA).validate(items)
    assert [item["id"] for item in items] == [row["id"] for row in table(site)]


def test_the_schema_refuses_what_is_no_reference() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(SCHEMA).validate([{"id": "gazette", "type": "news"}])


@everywhere
def test_the_references_are_bibtex_and_read_back(site: str) -> None:
    read = parse_string(built(site)["data/sources.bib"].decode(), append_middleware=[LatexDecodingMiddleware()])
    assert read.failed_blocks == []
    assert [entry.key for entry in read.entries] == [row["id"] for row in table(site)]
    for entry, row in zip(read.entries, table(site), strict=True):
        title = entry["title"].removeprefix("{").removesuffix("}")
        printed = row["headline_by"] == "source"
        assert title == (row["headline"] if printed else f"[{row['headline']}]")


def test_what_a_copy_does_not_say_is_in_no_reference() -> None:
    lagune, herald, *_ = json.loads(built("harbour")["data/sources.csl.json"])
    assert lagune == {
        "id": "lagune", "type": "article-newspaper", "title": "Le tunnel : qui paiera ?", "container-title": "La Lagune",
        "issued": {"date-parts": [[2024, 5]], "circa": True}, "language": "fr",
    }  # fmt: skip
    assert "container-title" not in herald and herald["title"] == "[A tunnel, and its price]"
