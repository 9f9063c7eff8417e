"""The rows of a table -> its files: JSON, and CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from explainer.columns import COLUMNS
from explainer.exports.rows import Row


def as_json(rows: object) -> bytes:
    """What a program reads: the rows as a list of objects, ending in a line break."""
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


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
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, list):
        return _cell("; ".join(_item(item) for item in value))
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _item(item: Any) -> str:
    """An item of a list; words of a source as "source: word, word", with the role or date stated behind them."""
    if not isinstance(item, dict):
        return str(item)
    words = item.get("names") or item.get("words") or [item["passage"]]
    beside = item.get("role") or item.get("date_as_printed")
    return f"{item['source']}: {', '.join(words)}" + (f" ({beside})" if beside else "")
