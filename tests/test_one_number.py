"""A figure has one number, wherever a site says it: on pages, in tables, in linked data."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from exporting import built
from test_linked import graph
from test_sites import SITES, pages

from explainer.quantity import parse_quantity

BOUNDS = ("value", "minimum", "exclusive_minimum", "maximum", "exclusive_maximum")
LINKED = ("value", "minValue", "more than", "maxValue", "less than")  # the same in the linked data
Numbers = tuple[float | None, ...]

both = pytest.mark.parametrize("site", SITES)


def rows(site: str, name: str = "figures") -> list[dict[str, Any]]:
    found = json.loads(built(site)[f"data/{name}.json"])
    assert isinstance(found, list)
    return found


def number(value: Any) -> float | None:
    """As JSON has it, which ends two-thirds somewhere."""
    return None if value in (None, "") else float(value)


def numbers(row: dict[str, Any]) -> Numbers:
    return tuple(number(row[bound]) for bound in BOUNDS)


def shown(site: str) -> Iterator[tuple[str, str, Element]]:
    """Of each figure on the page of figures: its id, the measure it stands under, its rows."""
    for section in pages(site)["figures/index.html"].iter("section"):
        for body in section.iter("tbody"):
            if body.get("data-row") is not None:
                yield body.get("id", "").replace("--", "/"), section.get("aria-labelledby", ""), body


def understood(words: str, unit: str | None) -> Numbers:
    """The numbers of our own words for a figure; two bounds that leave out what they name are read one by one."""
    parts = [words] if parse_quantity(words) else words.removesuffix(f" {unit}").split(" and ")
    read = [quantity.bounds for quantity in map(parse_quantity, parts) if quantity]
    return tuple(next((number(each[n]) for each in read if each[n] is not None), None) for n in range(len(BOUNDS)))


@both
def test_the_page_of_figures_says_the_numbers_of_the_table(site: str) -> None:
    table = {row["id"]: row for row in rows(site)}
    seen = list(shown(site))
    assert sorted(name for name, _, _ in seen) == sorted(table)
    for name, measure, body in seen:
        row = table[name]
        assert measure == row["measure"], name
        (words,) = (small.text or "" for small in body.findall("tr/th/small"))
        assert understood(words, row["unit"]) == numbers(row), (name, words)
        (drawn,) = (cell.get("data-sort") for cell in body.iter("td") if cell.get("data-sort") is not None)
        assert number(drawn) == next((bound for bound in numbers(row) if bound is not None), None), name


@both
def test_csv_and_json_say_the_same(site: str) -> None:
    table = csv.DictReader(io.StringIO(built(site)["data/figures.csv"].decode(), newline=""))
    assert [(row["id"], numbers(row)) for row in table] == [(row["id"], numbers(row)) for row in rows(site)]


@both
def test_the_linked_data_say_the_numbers_of_the_table(site: str) -> None:
    told = {}
    for source in rows(site, "sources"):
        for thing in graph(site, f"sources/{source['id']}/index.html"):
            if thing["@type"] == "Observation":
                beside = {each["name"]: each["value"] for each in thing.get("additionalProperty", ())}
                told[thing["@id"]] = tuple(number((thing | beside).get(name)) for name in LINKED)
    assert told == {row["url"]: numbers(row) for row in rows(site)}


@both
def test_a_measure_names_the_reports_of_its_figures(site: str) -> None:
    for measure in rows(site, "measures"):
        reports = {row["source"] for row in rows(site) if row["measure"] == measure["id"]}
        assert set(measure["sources"]) == reports, measure["id"]
