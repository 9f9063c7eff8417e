"""datapackage.json, held against the tables by a program that reads such packages."""

import json
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from exporting import ALL, BASE, built, write

from explainer.columns import TABLES
from explainer.licences import known_licence

Project = Callable[..., Path]
everywhere = pytest.mark.parametrize("site", ALL)


def package(site: str) -> dict[str, Any]:
    found = json.loads(built(site)["datapackage.json"])
    assert isinstance(found, dict)
    return found


def validated(folder: Path) -> dict[str, Any]:
    """What frictionless says of the package in a folder, a program of its own, whose warnings are errors as ours are."""
    command = [sys.executable, "-W", "error", "-m", "frictionless", "validate", "--json", "datapackage.json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


@everywhere
def test_the_package_and_every_table_in_it_are_valid(site: str, tmp_path: Path) -> None:
    report = validated(write(built(site), tmp_path))
    assert report["valid"], [error for task in report["tasks"] for error in task["errors"]][:3]
    assert [(task["name"], task["warnings"]) for task in report["tasks"]] == [
        (r["name"], []) for r in package(site)["resources"]
    ]
    assert len(report["tasks"]) == len(TABLES)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("figures", b",verified,", b",believed,"),
        ("figures", b"lagune/cost,lagune,", b"lagune/cost,lagoon,"),
        ("quotes", b"lagune/jamais,", b"lagune/fonds,"),
        ("positions", b"price/lagune,price,", b"price/lagune,,"),
    ],
)
def test_what_the_package_says_of_a_table_is_more_than_its_header(
    name: str, old: bytes, new: bytes, tmp_path: Path
) -> None:
    folder = write(built("harbour"), tmp_path)
    table = folder / f"data/{name}.csv"
    assert old in table.read_bytes()
    table.write_bytes(table.read_bytes().replace(old, new, 1))
    assert not validated(folder)["valid"]


@everywhere
def test_a_table_that_is_taken_alone_can_be_told_from_another(site: str) -> None:
    for resource in package(site)["resources"]:
        data = built(site)[resource["path"]]
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{sha256(data).hexdigest()}")


def test_the_package_says_what_it_is() -> None:
    found = package("harbour")
    assert {key: found[key] for key in ("title", "homepage", "version", "created", "licenses")} == {
        "title": "Who pays for the harbour tunnel?",
        "homepage": BASE,
        "version": "2024-06-01",
        "created": "2024-06-01T00:00:00Z",
        "licenses": [
            {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/", "title": "CC BY 4.0"}
        ],
    }
    assert [source["title"] for source in found["sources"]][:2] == [
        "Le tunnel : qui paiera ?",
        "A tunnel, and its price",
    ]


def test_a_day_that_is_not_known_dates_nothing() -> None:
    assert not {"version", "created"} & package("crowd").keys(), "February 2026 is no day"


def test_every_column_is_described_in_a_sentence() -> None:
    for table in TABLES.values():
        for words in (table.description, *(column.description for column in table.columns)):
            assert words[0].isupper() and words.endswith("."), words


@pytest.mark.parametrize(
    ("words", "name", "path"),
    [
        ("CC BY 4.0", "CC-BY-4.0", "licenses/by/4.0/"),
        ("cc-by-nc-sa-3.0", "CC-BY-NC-SA-3.0", "licenses/by-nc-sa/3.0/"),
        ("CC0", "CC0-1.0", "publicdomain/zero/1.0/"),
    ],
)
def test_a_licence_that_programs_know(words: str, name: str, path: str) -> None:
    licence = known_licence(words)
    assert licence is not None
    assert (licence.name, licence.path) == (name, f"https://creativecommons.org/{path}")


@pytest.mark.parametrize("words", [None, "", "All rights reserved", "CC BY", "CC BY 4.0 and more", "MIT or so"])
def test_a_licence_is_not_guessed_at(words: str | None) -> None:
    assert known_licence(words) is None
