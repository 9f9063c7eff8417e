"""How to cite the explainer, held against the official schema of the Citation File Format."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from exporting import ALL, BASE, built

ROOT = Path(__file__).parent.parent
MOVING = {"url", "date-released"}  # what a file that is written by hand would soon have wrong


def checked(*files: Path) -> subprocess.CompletedProcess[str]:
    """What check-jsonschema says, a program of its own with the official schema in it."""
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.citation-file-format",
        *map(str, files),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def read(data: bytes) -> dict[str, Any]:
    found = yaml.safe_load(data)
    assert isinstance(found, dict)
    return found


def test_all_are_valid(tmp_path: Path) -> None:
    files = [tmp_path / f"{site}.cff" for site in ALL]
    for file in files:
        file.write_bytes(built(file.stem)["CITATION.cff"])
    done = checked(*files, ROOT / "CITATION.cff")
    assert done.returncode == 0, done.stdout


def test_the_schema_refuses_what_is_no_citation(tmp_path: Path) -> None:
    file = tmp_path / "CITATION.cff"
    file.write_bytes(built("harbour")["CITATION.cff"].replace(b'type: "dataset"', b'type: "site"'))
    assert checked(file).returncode == 1


def test_what_is_known_is_in_it() -> None:
    found = {key: str(value) for key, value in read(built("harbour")["CITATION.cff"]).items()}
    assert found.items() >= {
        "title": "Who pays for the harbour tunnel?", "authors": str([{"name": "The editors of “Who pays for the harbour tunnel?”"}]),
        "license": "CC-BY-4.0", "date-released": "2024-06-01", "url": BASE, "repository": "https://git.example/harbour/tunnel",
    }.items()  # fmt: skip
    assert "date-released" not in read(built("crowd")["CITATION.cff"]), "February 2026 is no day"


@pytest.mark.parametrize("site", ALL)
def test_the_title_comes_back_as_it_was(site: str) -> None:
    assert read(built(site)["CITATION.cff"])["title"] == json.loads(built(site)["datapackage.json"])["title"]


def test_the_one_in_the_repository_says_the_same() -> None:
    """Correct CITATION.cff at the root where content/site.yaml now says something else."""
    site, repository = read(built("content")["CITATION.cff"]), read((ROOT / "CITATION.cff").read_bytes())
    assert repository == {key: value for key, value in site.items() if key not in MOVING}
