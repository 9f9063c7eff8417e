"""Values from a YAML file -> the records of `model`, field by field as their annotations say, or located problems.

A record is always made, with None for a field that could not be read, so that one mistake hides no other; since every
such None has its problem, no incomplete record leaves `load`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Hashable, Iterable, Mapping
from inspect import get_annotations
from types import NoneType
from typing import Annotated, Any, TypeVar, get_args, get_origin

from msgspec import Struct, field
from msgspec.structs import replace

from explainer.dates import Date, parse_date
from explainer.kept import NOTHING, Kept
from explainer.markdown import MAX_PROSE, read_prose
from explainer.model import Answer, Prose, Question, Source
from explainer.problems import Place, Problem, did_you_mean, split_lines
from explainer.record import Record
from explainer.yamltext import List, Map, Text, Value, is_null, kind

R = TypeVar("R", bound=Record)

ID = re.compile(r"(?!.{101})[a-z0-9]+(?:-[a-z0-9]+)*\Z")  # part of addresses and of the names of files
MAX_TEXT = 2_000  # characters of a field without Markdown: a title stands on every page, a headline at every letter
URL = re.compile(r"""https?://[^\s/?#"'<>\\]+(?:[/?#][^\s"'<>\\]*)?\Z""")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
DECIMAL = re.compile(r"[-+]?[0-9]{1,21}(?:\.[0-9]{1,9})?\Z")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[,_ ][0-9]{3})+\Z")

KINDS = {
    "null": "nothing",
    "bool": "true or false",
    "int": "a number",
    "float": "a number",
    "str": "text",
    "list": "a list",
    "map": "fields",
}


class Known(Struct):
    """The records that an id can stand for, and what cannot be called unknown though there is no record for it."""

    records: dict[str, Any] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)  # every id as typed and as it should be, its record made or not
    drafts: Mapping[str, str] = field(default_factory=dict)  # of sources: those not published, and their files
    left_out: Container[str] = ()  # of these, those that are not read at all
    complete: bool = True  # False when what lists them could not be read: then no id can be called unknown

    def lacks(self, name: str) -> bool:
        """Whether an id is surely unknown; where it is not, its own record has a problem already."""
        return self.complete and name not in self.records and name not in self.taken


class Reading(Struct):
    """What reading a file needs: where problems go, the files' texts, and the records that ids refer to."""

    problems: list[Problem]
    texts: dict[str, str]
    known: dict[type[Record], Known]
    source: str = ""  # the id of the source that is being read
    places: bool = False  # whether paragraphs say where they were written, for the preview
    kept: Kept = NOTHING
    lines: dict[str, list[str]] = field(default_factory=dict)  # of the files looked at so far

    def add(self, place: Place, code: str, message: str, hint: str = "", *related: tuple[Place, str]) -> None:
        self.problems.append(Problem(place, code, message, hint, related))

    def misread(self, record: Record, *fields: str) -> bool:
        """Whether what was typed under one of some fields has a problem already, so that no more can be said of it."""
        typed = [record.places[name] for name in fields if name in record.places]
        return any(
            place.path == found.place.path and place.line <= found.place.line <= place.end_line
            for found in self.problems
            for place in typed
        )

    def misspelt(self, record: Record, name: str) -> bool:
        """Whether a field was typed under a name that it does not have: then nothing can be said of what is in it."""
        place = record.places.get(name)
        return any(found.code == "unknown-field" and found.place == place for found in self.problems)

    def line(self, place: Place) -> str:
        if place.path not in self.lines:
            self.lines[place.path] = split_lines(self.texts.get(place.path, ""))
        lines = self.lines[place.path]
        return lines[place.line - 1] if place.line <= len(lines) else ""


Reader = Callable[[Value, str, Reading], Any]  # a value, the field's name, the reading; None after a problem


# --- records ----------------------------------------------------------------------------------------------------------


class Plan(Struct, frozen=True):
    """How the fields of a record are read."""

    names: dict[str, str]  # by themselves
    readers: dict[str, Reader]
    required: tuple[str, ...]


_PLANS: dict[str, Plan] = {}


def plan(record: type[Record]) -> Plan:
    """The plan for a record, worked out from its annotations once."""
    if record.__name__ not in _PLANS:
        _PLANS[record.__name__] = _plan(record)
    return _PLANS[record.__name__]


def _plan(record: type[Record]) -> Plan:
    hints = get_annotations(record, eval_str=True)
    readers = {name: _reader(hints[name]) for name in record.fields}
    required = tuple(name for name, field in record.fields.items() if field.required)
    return Plan({name: name for name in readers}, readers, required)


def read_record(record: type[R], value: Value, reading: Reading) -> R | None:
    """A record from fields, or None where the value is no fields at all."""
    if not isinstance(value, Map):
        reading.add(
            value.place,
            "wrong-type",
            f"{record.called} is written as fields, not {KINDS[kind(value)]}",
            _fields_hint(record),
        )
        return None
    how = plan(record)
    values: dict[str, Any] = dict.fromkeys(how.required)
    places = {}
    excused = set()
    for key, given in value.entries.items():
        if key in how.names:
            name = how.names[key]  # the same text for all records
            values[name] = how.readers[name](given, name, reading)
            places[name] = given.place
        elif meant := _unknown_field(record, key, value, reading):
            excused.add(meant)
            places.setdefault(meant, key.place)
    for key, given in value.entries.items():
        if key in how.required and isinstance(given, List) and not given.items:
            reading.add(given.place, "empty-field", f"'{key}' is empty", _example(record, key))
    for missing in how.required:
        if missing not in value.entries and missing not in excused:
            reading.add(
                head(value), "missing-field", f"{record.called} needs the field '{missing}'", _example(record, missing)
            )
    return record(place=value.place, places=places, **values)


def head(value: Value) -> Place:
    """Where a record begins: its first field, so that a mark does not run over all of it."""
    return next(iter(value.entries)).place if isinstance(value, Map) and value.entries else value.place


def _unknown_field(record: type[Record], key: Text, value: Map, reading: Reading) -> str:
    """Report the field; returns the one that was probably meant, which is then not called missing too."""
    names = [name for name in plan(record).readers if name not in value.entries]
    meant = did_you_mean(key, names)
    hint = f"did you mean '{meant}'?" if meant else _fields_hint(record)
    reading.add(key.place, "unknown-field", f"{record.called} has no field '{key}'", hint)
    return meant


def _fields_hint(record: type[Record]) -> str:
    return "its fields are " + ", ".join(plan(record).readers)


def _example(record: type[Record], name: str) -> str:
    options = get_args(get_annotations(record, eval_str=True)[name])[1:]
    if options and isinstance(options[0], tuple):
        return f"write one of: {', '.join(options[0])}"
    example = record.fields[name].example
    return f"for example '{name}: {example}'" if example else ""


def read_list(value: Value, name: str, reading: Reading, item: Reader) -> tuple[Any, ...]:
    """A list of whatever `item` reads; what could not be read is left out."""
    if not isinstance(value, List):
        if _empty(value, name, reading):
            return ()
        short = isinstance(value, Text) and value.place.line == value.place.end_line and not value.startswith("-")
        hint = f"write {name}: [{value}]" if short else "put a dash and a space before each item"
        reading.add(value.place, "wrong-type", f"'{name}' is a list, not {KINDS[kind(value)]}", hint)
        return ()
    read = [item(each, f"an item of '{name}'", reading) for each in value.items]
    return tuple(each for each in read if each is not None)


# --- fields -----------------------------------------------------------------------------------------------------------


def _reader(hint: Any) -> Reader:
    """The reader for an annotation."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _annotated(args[0], args[1])
    if origin is tuple:
        item = _reader(args[0])
        return lambda value, name, reading: read_list(value, name, reading, item)
    if origin is not None:
        return _reader(next(arg for arg in args if arg is not NoneType))
    if issubclass(hint, Record):
        return lambda value, _name, reading: read_record(hint, value, reading)
    return _PLAIN[hint]


def _annotated(base: Any, mark: str | tuple[str, ...]) -> Reader:
    if isinstance(mark, tuple):
        return lambda value, name, reading: _choice(value, name, reading, mark)
    if mark == "reference":
        return lambda value, name, reading: _reference(value, name, reading, base)
    return _MARKED[mark]


def _empty(value: Value, name: str, reading: Reading) -> bool:
    """Report a field with nothing behind its colon."""
    if not (isinstance(value, Text) and (is_null(value) or value.isspace() or not value)):
        return False
    line = reading.line(value.place)
    comment = value == "" and value.style is None and " #" in line[max(0, value.place.column - 2) :]
    hint = (
        "what follows a # is a comment; put the text in quotes if the # belongs to it"
        if comment
        else "write it, or remove the line"
    )
    reading.add(value.place, "empty-field", f"{_said(name)} is empty", hint)
    return True


def text(value: Value, name: str, reading: Reading, most: int = MAX_TEXT) -> Text | None:
    """Any scalar of 1 to `most` characters, as written: 1.10 stays 1.10 and no stays no."""
    if _empty(value, name, reading):
        return None
    if not isinstance(value, Text):
        hint = "write it on one line, or after | on the lines below"
        if _is_flow(value, reading):
            hint = "put it in quotes if its brackets belong to the text"
        elif isinstance(value, Map):
            hint = "a colon and a space begin a field: put the whole text in quotes"
        reading.add(value.place, "wrong-type", f"{_said(name)} is text, not {KINDS[kind(value)]}", hint)
        return None
    if len(value) > most:
        message = f"{_said(name)} is longer than {most:,} characters"
        reading.add(value.place, "text-too-long", message, "shorten it, or split it into parts")
        return None
    if UNFINISHED in value:
        reading.add(value.place, "unfinished", f"{_said(name)} is not finished", f"write what {UNFINISHED} stands for")
        return None
    return value


def _said(name: str) -> str:
    """A field in a sentence."""
    return name if " " in name else f"'{name}'"


def verbatim(value: Value, name: str, reading: Reading, most: int = MAX_TEXT) -> Text | None:
    """Words to be read whole. A comment behind them is a slip: a # after a space ends unquoted text in silence."""
    given = text(value, name, reading, most)
    if given is None or given.style is not None or given.place.line != given.place.end_line:
        return given
    rest = reading.line(given.place)[given.place.end_column - 1 :]
    if rest.lstrip().startswith("#"):
        start = given.place.end_column + len(rest) - len(rest.lstrip())
        place = replace(given.place, column=start, end_column=given.place.end_column + len(rest))
        hint = "put the text in quotes if the # belongs to it; put a comment on a line of its own"
        reading.add(place, "comment-in-text", f"what follows the # is a comment and no part of {_said(name)}", hint)
    return given


def _is_flow(value: Value, reading: Reading) -> bool:
    return reading.line(value.place)[value.place.column - 1 :][:1] in ("[", "{")


def _matching(pattern: re.Pattern[str], code: str, message: str, hint: Callable[[str], str]) -> Reader:
    """Text that must have a form."""

    def read(value: Value, name: str, reading: Reading) -> Text | None:
        given = text(value, name, reading)
        if given is None or pattern.match(given):
            return given
        reading.add(given.place, code, message.format(name=name, value=given), hint(given))
        return None

    return read


UNFINISHED = "????"  # what a draft leaves to the editor
NO_NAME = "a-name"  # for words without a letter that an id may have


def slug(words: str) -> str:
    """The id nearest to some words."""
    bare = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", bare.lower())) or NO_NAME


def _id_hint(given: str) -> str:
    return f"use small letters, digits and hyphens{f': {slug(given)}' if ID.match(slug(given)) else ', at most 100'}"


def _number_hint(given: str) -> str:
    if _GROUPED.match(given):
        return f"write {re.sub('[,_ ]', '', given)}"
    return "write digits, at most 21, with a point before decimals"


def _choice(value: Value, name: str, reading: Reading, options: tuple[str, ...]) -> Text | None:
    given = text(value, name, reading)
    if given is None or given in options:
        return given
    meant = did_you_mean(given, options)
    hint = f"did you mean '{meant}'? ({', '.join(options)})" if meant else f"write one of: {', '.join(options)}"
    reading.add(given.place, "unknown-choice", f"{_said(name)} cannot be '{given}'", hint)
    return None


def _boolean(value: Value, name: str, reading: Reading) -> bool | None:
    if kind(value) == "bool":
        return str(value).lower() == "true"
    if _empty(value, name, reading):
        return None
    shown = f"'{value}'" if isinstance(value, Text) else KINDS[kind(value)]
    reading.add(value.place, "wrong-type", f"'{name}' is true or false, not {shown}", "write true or false")
    return None


def _date(value: Value, name: str, reading: Reading) -> Date | None:
    given = text(value, name, reading)
    try:
        return None if given is None else parse_date(given)
    except ValueError as error:
        assert given is not None
        reading.add(given.place, "date", f"'{given}' is no date", str(error))
        return None


def _prose(value: Value, name: str, reading: Reading) -> Prose | None:
    given = verbatim(value, name, reading, MAX_PROSE)
    return None if given is None else read_prose(given, reading.source, reading.problems, places=reading.places)


def _line(value: Value, name: str, reading: Reading) -> Prose | None:
    given = verbatim(value, name, reading, MAX_PROSE)
    if given is None:
        return None
    return read_prose(given, reading.source, reading.problems, one_line=True, places=reading.places)


def _reference(value: Value, name: str, reading: Reading, record: type[Record]) -> Any:
    """The record an id stands for."""
    given = text(value, name, reading)
    if given is None:
        return None
    known = reading.known[record]
    if known.lacks(given):
        meant = did_you_mean(given, known.records)
        hint = f"did you mean '{meant}'? " if meant else ""
        hint += f"({record.plural} are listed in {record.listed_in})"
        reading.add(given.place, "unknown-reference", f"no {record.noun} is called '{given}'", hint)
    return known.records.get(given)


def _source_id(value: Value, name: str, reading: Reading) -> Text | None:
    return text(value, name, reading) if _reference(value, name, reading, Source) is not None else None


def draft_named(place: Place, source: str, reading: Reading) -> None:
    """Report that something published names a draft."""
    message = f"'{source}' is a draft, which is not published"
    not_published(place, message, reading.known[Source].drafts[source], reading)


def not_published(place: Place, message: str, path: str, reading: Reading) -> None:
    """Report that something published names what the draft in a file keeps out of the site."""
    hint = f"publish it (remove 'status: draft' from {path}), or remove the reference"
    reading.add(place, "draft", message, hint)


def _question_id(value: Value, name: str, reading: Reading) -> Text | None:
    """As typed, even if there is no such question: what it was meant for is then not missing too."""
    _reference(value, name, reading, Question)
    return value if isinstance(value, Text) and value else None


def _answers(value: Value, name: str, reading: Reading) -> tuple[Answer, ...]:
    """Fields whose names are codes."""
    if not isinstance(value, Map):
        if not _empty(value, name, reading):
            hint = "write each as its code, a colon and its words, for example 'yes: Yes'"
            reading.add(value.place, "wrong-type", f"'{name}' is written as fields, not {KINDS[kind(value)]}", hint)
        return ()
    read = ((_MARKED["id"](code, name, reading), text(words, code, reading)) for code, words in value.entries.items())
    return tuple(Answer(code, words) for code, words in read if code is not None and words is not None)


def _pairs(value: Value, name: str, reading: Reading) -> tuple[tuple[Text, Text], ...]:
    """A list of lists of two."""

    def pair(item: Value, said: str, reading: Reading) -> tuple[Text, Text] | None:
        if isinstance(item, Text) and item:
            reading.add(item.place, "wrong-type", f"{said} is two codes, not one", "write it as [[one, other]]")
            return None
        before = len(reading.problems)
        two = read_list(item, said, reading, text)
        if len(two) == 2:
            return (two[0], two[1])
        if len(reading.problems) == before:
            reading.add(item.place, "wrong-type", f"{said} has two, not {len(two)}", "write it as [one, other]")
        return None

    return read_list(value, name, reading, pair)


_PLAIN: dict[Any, Reader] = {Text: text, bool: _boolean, Date: _date, Prose: _prose}
_MARKED: dict[str, Reader] = {
    "id": _matching(ID, "id", "'{value}' cannot be an id", _id_hint),
    "url": _matching(URL, "url", "'{value}' is no web address", lambda _: "write it in full, beginning with https://"),
    "language": _matching(LANGUAGE, "language", "'{value}' is no language code", lambda _: "write en, en-GB, fr, uk …"),
    "number": _matching(DECIMAL, "number", "'{name}' is a number, not '{value}'", _number_hint),
    "code": text,
    "source": _source_id,
    "question": _question_id,
    "answers": _answers,
    "pairs": _pairs,
    "line": _line,
    "verbatim": verbatim,
}


def once(entries: Iterable[tuple[Hashable, Place, str]], reading: Reading, message: str, hint: str) -> None:
    """Report each entry, by its key, its place and its name in the message, whose key an earlier one has."""
    first: dict[Hashable, Place] = {}
    for key, place, name in entries:
        if key in first:
            related = (first[key], "the first is here")
            reading.add(place, "duplicate-id", message.format(name), hint, related)
        first.setdefault(key, place)


def duplicates(records: tuple[Any, ...], reading: Reading, noun: str) -> None:
    """Report ids used twice, also where they differ only in case."""
    first: dict[str, Place] = {}
    for record in records:
        if record.id is None:
            continue
        if record.id.casefold() in first:
            related = (first[record.id.casefold()], "the first is here")
            reading.add(
                record.id.place,
                "duplicate-id",
                f"there is already {noun} called '{record.id}'",
                "give one of them another id",
                related,
            )
        first.setdefault(record.id.casefold(), record.id.place)
