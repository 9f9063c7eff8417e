"""A folder of content, and a revision or a build of it -> what was published then, and what has changed since.

A revision is read with this version of the program, so that a new way to read words is no change.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from explainer.addresses import read_base
from explainer.changes.change import BY_SOURCE, Change, Tables
from explainer.changes.corrections import uncorrected, uncorrected_problems, unknown_problems
from explainer.changes.rows import changes, not_compared
from explainer.evidence.holding import Hold
from explainer.exports import COLUMNS, Row, data_rows
from explainer.files import Folder
from explainer.findings import findings
from explainer.load import load_content
from explainer.model import Content
from explainer.problems import ContentError, Problem, counted, did_you_mean
from explainer.revisions import BUILD, PublishedError, folder_at

__all__ = ["PublishedError", "Since", "changed_since", "published_tables", "tables_of"]


class Since(Struct, frozen=True):
    """What has changed in a content folder since something was published."""

    changes: tuple[Change, ...]
    uncorrected: tuple[Change, ...]  # those that need a correction and have none
    problems: tuple[Problem, ...]  # one for each of these
    files: Mapping[str, str]  # the texts of the content's files
    notes: tuple[str, ...]  # on what could not be compared


def published_tables(since: str, content_folder: Folder) -> Tables:
    """The tables published at a path, which is a site, its data or one of its tables, else at a revision.

    Raises PublishedError.
    """
    path = Path(since)
    try:
        there = since != "" and path.exists()
    except OSError:  # a name longer than any
        there = False
    try:
        return _tables_in(path, since) if there else _tables_at(since, content_folder)
    except OSError as error:
        raise PublishedError(f"'{since}' cannot be read: {error.strerror}", "check its permissions") from None


def changed_since(since: str, old: Tables, content_folder: Folder) -> Since:
    """What has changed in a content folder since; raises ContentError where the content cannot be read."""
    content, files = load_content(content_folder.path, content_folder.shown, hold=Hold.NOTHING)
    new = tables_of(content)
    found = changes(old, new)
    left = uncorrected(found, old, new)
    problems = (*uncorrected_problems(left, content, content_folder.shown), *unknown_problems(old, new, content))
    return Since(found, left, problems, files, tuple(_notes(since, old)))


def tables_of(content: Content) -> Tables:
    """What is published of content."""
    addresses = read_base(content.site.url)
    assert addresses is not None, "load checks the site's address"
    return data_rows(findings(content), addresses)


def _notes(since: str, old: Tables) -> Iterator[str]:
    if missing := not_compared(old):
        yield f"Not compared, because '{since}' has no such data, or none with ids: {', '.join(missing)}."
    if "corrections" not in old:
        yield f"'{since}' has no corrections, so every entry in corrections.yaml counts as new."


# --- at a path --------------------------------------------------------------------------------------------------------


def _tables_in(path: Path, given: str) -> Tables:
    """The tables in a site, in a data folder or in one file."""
    if path.is_file():
        return {_table_name(path): _table(path)}
    data = path / "data" if (path / "data").is_dir() else path
    tables = {name: _table(data / f"{name}.json") for name in COLUMNS if (data / f"{name}.json").is_file()}
    if not tables:
        hint = "name a built site, its data folder or one of the files there"
        if (path / "site.yaml").exists():
            hint = "it holds content: build it, and name the site"
        elif path.is_dir() and len(path.parts) == 1:
            hint += f"; a branch of that name is refs/heads/{given}"
        raise PublishedError(f"there are no data in '{given}'", hint)
    return tables


def _table_name(path: Path) -> str:
    if path.suffix == ".json" and path.stem in COLUMNS:
        return path.stem
    meant = did_you_mean(path.stem, COLUMNS)
    hint = f"did you mean '{meant}.json'?" if meant else f"a table is called {', '.join(COLUMNS)}, and ends in .json"
    raise PublishedError(f"'{path}' is no table of published data", hint)


def _table(path: Path) -> list[Row]:
    try:
        rows = json.loads(path.read_bytes().decode("utf-8"))
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise PublishedError(f"'{path}' is no JSON{where}", "take it from a build anew") from None
    wrong = _wrong_in(rows)
    if wrong:
        raise PublishedError(f"'{path}' is no table of published data: {wrong}", "take it from a build anew")
    return list(rows)


def _wrong_in(rows: Any) -> str:
    """What is wrong in the shape of a table, or nothing."""
    if not isinstance(rows, list):
        return "it is no list of rows"
    seen: set[Any] = set()
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            return f"row {number} is no row"
        wrong = next((key for key, value in row.items() if not _is_cell(key, value)), None)
        if wrong is not None:
            return f"row {number} has something else under '{wrong}'"
        if "id" in row and row["id"] in seen:
            return f"row {number} has the id of another"
        seen.add(row.get("id"))
    return ""


_TEXT = frozenset(("id", "date", "text"))
_LISTS = frozenset("corrects contradicted_by other_terms disputes sources silent answers compatible".split())


def _is_cell(key: str, value: Any) -> bool:
    """Whether a value is one that can stand under a key; what another version of the program adds is not compared."""
    if not any(key in columns.split() for columns in COLUMNS.values()):
        return True
    if key in BY_SOURCE:
        return _is_list(value, dict) and all(_is_item(item, BY_SOURCE[key]) for item in value)
    if key in _LISTS:
        return _is_list(value, str)
    return isinstance(value, str) if key in _TEXT else value is None or isinstance(value, (str, int, float))


def _is_item(item: Row, words: str) -> bool:
    said = item.get(words)
    return isinstance(item.get("source"), str) and (isinstance(said, str) or _is_list(said, str))


def _is_list(value: Any, of: type) -> bool:
    return isinstance(value, list) and all(isinstance(each, of) for each in value)


# --- at a revision ----------------------------------------------------------------------------------------------------


def _tables_at(revision: str, content_folder: Folder) -> Tables:
    """The tables of the content as it was at a revision of the repository it lies in."""
    with folder_at(revision, content_folder) as folder:
        try:
            content, _ = load_content(folder, content_folder.shown, hold=Hold.NOTHING)
        except ContentError as error:
            first = error.problems[0]
            message = f"the content of '{revision}' cannot be read by this version of the program: "
            message += f"{counted(len(error.problems), 'problem')}, the first at {first.place}: {first.message}"
            raise PublishedError(message, f"compare with a build of it: {BUILD}") from None
    return tables_of(content)
