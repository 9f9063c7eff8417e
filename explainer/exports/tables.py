"""The rows of a table -> its files: JSON, and CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from explainer.columns import COLUMNS
from explainer.exports.rows import Row

_encoded = json.JSONEncoder(ensure_ascii=False).encode  # without indentation, which only Python's slow encoder knows


def as_json(rows: Iterable[object]) -> bytes:
    """What a program reads: a list of objects, each on a line of its own, so that a diff shows which have changed."""
    lines = ",\n".join(map(_encoded, rows))
    return f"[\n{lines}\n]\n".encode() if lines else b"[]\n"


def as_object(data: Mapping[str, object]) -> bytes:
    """The same of what is no table: each of its fields on a line, and in a list each item."""
    fields = (f"{_encoded(name)}: {_field(value)}" for name, value in data.items())
    return ("{\n" + ",\n".join(fields) + "\n}\n").encode()


def _field(value: object) -> str:
    if isinstance(value, list):
        return as_json(value).decode().rstrip()
    return as_object(value).decode().rstrip() if isinstance(value, dict) and value else _encoded(value)


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(name: str, rows: list[Row]) -> bytes:
    """RFC 4180, with a header; lists joined with "; ". A text that a spreadsheet would run gets a ' before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    columns = COLUMNS[name].split()
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    return out.getvalue().encode()


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else str(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, list):
        return _cell("; ".join(_item(item) for item in value))
    return _cell(str(value))


def _item(item: Any) -> str:
    """An item of a list; words of a source as "source: word, word", with the role or date stated behind them."""
    if not isinstance(item, dict):
        return str(item)
    words = item.get("names") or item.get("words") or [item["passage"]]
    beside = item.get("role") or item.get("date_as_printed")
    return f"{item['source']}: {', '.join(words)}" + (f" ({beside})" if beside else "")
