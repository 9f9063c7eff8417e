"""The records of the model -> a JSON Schema for each kind of content file, for the programs that editors write with.

A schema sees one file, field by field as `reading` does, and refuses nothing that the program takes. What fields are to
each other, and to other files, is for `check`.
"""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, TypeAlias, get_args, get_origin, get_type_hints

from explainer.dates import HOW, Date
from explainer.markdown import MAX_PROSE
from explainer.model import Correction, Event, Explainer, Measure, Person, Prose, Question, Site, Source, Term
from explainer.reading import DECIMAL, ID, LANGUAGE, MAX_TEXT, UNFINISHED, URL
from explainer.record import Field, Record
from explainer.yamltext import Text, plain, read_yaml

Schema: TypeAlias = dict[str, Any]

FOLDER = "schema"  # beside the content folder
SOURCE = "source.json"
RECORDS: dict[str, type[Record]] = {"site.json": Site, "explainer.json": Explainer, SOURCE: Source}
LISTS: dict[str, type[Record]] = {
    "people.json": Person,
    "measures.json": Measure,
    "questions.json": Question,
    "timeline.json": Event,
    "glossary.json": Term,
    "corrections.json": Correction,
}


def schema_files() -> dict[str, str]:
    """The text of every schema by the name of its file."""
    schemas = {name: record_schema(record) for name, record in RECORDS.items()}
    schemas |= {name: _list_schema(record) for name, record in LISTS.items()}
    head = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "Made from explainer/model.py by 'build.py schema'; never edited by hand.",
    }
    return {name: json.dumps(head | each, ensure_ascii=False, indent=1) + "\n" for name, each in schemas.items()}


def schema_of(path: str) -> str:
    """The name of the schema for a file, named by its path in the content folder."""
    folder, _, name = path.rpartition("/")
    return SOURCE if folder else name.removesuffix(".yaml") + ".json"


def first_line(path: str) -> str:
    """What leads an editor's program from a content file to its schema, where that lies beside the content folder."""
    return f"# yaml-language-server: $schema={'../' * (path.count('/') + 1)}{FOLDER}/{schema_of(path)}"


# --- files and records ------------------------------------------------------------------------------------------------


def _list_schema(record: type[Record]) -> Schema:
    """A file that is a list of records, or holds nothing but comments."""
    return {
        "title": record.listed_in,
        "description": f"A list of {record.plural}.",
        "type": ["array", "null"],
        "items": record_schema(record),
    }


def record_schema(record: type[Record]) -> Schema:
    """What a record is written as: its fields, each with its words from the model."""
    hints = get_type_hints(record, include_extras=True)
    return {
        "title": record.called,
        "description": re.sub(r" \[.*\]\Z", "", record.__doc__ or ""),
        "type": "object",
        "additionalProperties": False,
        "required": [name for name, field in record.fields.items() if field.required],
        "properties": {name: _field(field, hints[name]) for name, field in record.fields.items()},
    }


def _field(field: Field, hint: Any) -> Schema:
    value = _value(hint)
    schema = value | {"description": field.description, "examples": [_example(field, hint)]}
    if isinstance(field.default, Text):
        schema["default"] = str(field.default)
    if value["type"] == "array" and field.required:
        schema["minItems"] = 1
    return schema


def _example(field: Field, hint: Any) -> Any:
    """The model's example, as YAML takes it; where a field holds records, one with what each must have."""
    if not field.example:
        record = get_args(hint)[0]
        hints = get_type_hints(record, include_extras=True)
        return [{name: _example(each, hints[name]) for name, each in record.fields.items() if each.required}]
    value = read_yaml(field.example, "", [])
    assert value is not None
    return plain(value)


# --- values -----------------------------------------------------------------------------------------------------------


def _value(hint: Any) -> Schema:
    """What may stand in a field, by its annotation; `title` is what an editor types, in words."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _annotated(*args)
    if origin is tuple:
        item = _value(args[0])
        return _list(f"list: {item['title']}", item)
    return record_schema(hint) if issubclass(hint, Record) else _PLAIN[hint]


def _annotated(base: Any, mark: str | tuple[str, ...]) -> Schema:
    if isinstance(mark, tuple):
        return {"title": " or ".join(mark), "type": "string", "enum": list(mark)}
    return _MARKED["id"] | {"title": f"id of {base.called}"} if mark == "reference" else _MARKED[mark]


def _list(
    title: str, items: Schema, message: str = "write a list, a dash and a space before each item", **limits: int
) -> Schema:
    return {"title": title, "type": "array", "items": items, "errorMessage": message, **limits}


def _scalar(title: str, pattern: str, message: str, *other: str, **limits: int) -> Schema:
    """Text of a form, also where YAML takes it for one of the `other` types, to which `limits` apply.

    `errorMessage` is no word of JSON Schema; the language server for YAML shows it instead of a pattern.
    """
    return {"title": title, "type": ["string", *other], "pattern": pattern, "errorMessage": message, **limits}


def _whole(form: re.Pattern[str]) -> str:
    """A pattern that a whole text must match, in what Python and JavaScript have in common."""
    return "^" + form.pattern.removesuffix(r"\Z") + "$"


def _text(title: str, most: int = MAX_TEXT) -> Schema:
    """Anything of at most so many characters but nothing, and but what a draft left to the editor: 1984 and true are
    text, whatever YAML says."""
    message = f"write text here, in quotes where it begins with a sign; {UNFINISHED} is not finished"
    pattern = rf"^(?![\s\S]*{re.escape(UNFINISHED)})[\s\S]*\S"
    return _scalar(title, pattern, message, "number", "boolean", maxLength=most)


def _id(title: str) -> Schema:
    message = "an id is small letters, digits and hyphens"
    return _scalar(title, _whole(ID), message, "number", "boolean", minimum=0)


_POINT = "(?!0000)[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?[~?%]?"
_DATE = rf"^(?:{_POINT}|{_POINT}/{_POINT}|{_POINT}/\.\.|\.\./{_POINT})$"

_PLAIN: dict[Any, Schema] = {
    Text: _text("text"),
    Prose: _text("Markdown", MAX_PROSE),
    bool: {"title": "true or false", "type": "boolean", "errorMessage": "write true or false"},
    Date: _scalar("date", _DATE, HOW, "integer", minimum=1, maximum=9999),  # a year alone is a number to YAML
}
_MARKED: dict[str, Schema] = {
    "id": _id("id"),
    "source": _id("id of a source"),
    "question": _id("id of a question"),
    "url": _scalar("web address", _whole(URL), "write the web address in full, beginning with https://"),
    "language": _scalar("language code", _whole(LANGUAGE), "write en, en-GB, fr, uk …"),
    "number": _scalar("number", _whole(DECIMAL), "write digits, with a point before decimals", "number"),
    "code": _text("code"),
    "line": _text("Markdown, one paragraph", MAX_PROSE),
    "verbatim": _text("words of the report"),
    "answers": {
        "title": "fields: a code, and its words",
        "type": "object",
        "propertyNames": _id("code"),
        "additionalProperties": _text("words of an answer"),
    },
    "pairs": _list(
        "list of pairs of codes",
        _list("two codes", _text("code"), "write two codes, as in [[one, other]]", minItems=2, maxItems=2),
    ),
}
