"""The quotations and notes as Web Annotations: what the model demands, and no word of a report but its quotations."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import jsonschema
import pytest
from exporting import ALL, BASE, built

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "annotations.json").read_text("utf-8"))
everywhere = pytest.mark.parametrize("site", ALL)


def collection(site: str) -> dict[str, Any]:
    found = json.loads(built(site)["data/annotations.jsonld"])
    assert isinstance(found, dict)
    return found


def items(site: str) -> dict[str, dict[str, Any]]:
    return {each["id"].removeprefix(BASE): each for each in collection(site)["first"]["items"]}


def rows(site: str, name: str) -> list[dict[str, Any]]:
    found = json.loads(built(site)[f"data/{name}.json"])
    assert isinstance(found, list)
    return found


@everywhere
def test_the_collection_is_what_the_model_demands(site: str) -> None:
    jsonschema.Draft7Validator(SCHEMA).validate(collection(site))
    assert collection(site)["total"] == len(items(site)) == len(rows(site, "quotes")) + len(rows(site, "notes"))


@everywhere
def test_every_place_of_ours_that_is_named_is_there(site: str) -> None:
    """Ids are addresses, and so are the targets that are not a report's own."""
    found = items(site).values()
    targets = [each["target"]["source"] if isinstance(each["target"], dict) else each["target"] for each in found]
    for address in (*(each["id"] for each in found), *targets):
        if address.startswith(BASE):
            path, fragment = urldefrag(address.removeprefix(BASE))
            page = built(site)[f"{path}index.html"].decode()
            assert not fragment or re.search(rf'\bid="{re.escape(fragment)}"', page), address


@everywhere
def test_no_words_of_a_report_but_its_quotations_are_in_it(site: str) -> None:
    quoted = {row["exact"] for row in rows(site, "quotes")}
    selectors = [each["target"]["selector"] for each in items(site).values() if isinstance(each["target"], dict)]
    assert {selector["exact"] for selector in selectors} == quoted
    assert all(selector.keys() == {"type", "exact"} for selector in selectors)


def test_a_quotation_and_the_notes_on_it_have_one_target() -> None:
    found = items("harbour")
    on_quotes = [row for row in rows("harbour", "notes") if (row["on"] or "").startswith("quotes/")]
    assert on_quotes, "the harbour has such a note"
    for row in on_quotes:
        note = found[row["url"].removeprefix(BASE)]
        quote = found[f"quotes/#{row['source']}--{row['on'].removeprefix('quotes/')}"]
        assert (note["motivation"], quote["motivation"]) == ("assessing", "highlighting")
        assert note["target"] == quote["target"]
        assert note["body"]["value"] == row["text"]


def test_a_report_is_named_by_its_own_address_where_that_is_known() -> None:
    found = {each["target"]["source"] for each in items("harbour").values() if isinstance(each["target"], dict)}
    assert "https://gazette.example/tunnel?id=7&print=yes#story" in found
    assert f"{BASE}sources/lagune/" in found
