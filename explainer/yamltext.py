"""The bytes of a YAML file -> values that know their place, or located problems. Knows no content model.

Scalars follow the YAML 1.2 core schema (https://yaml.org/spec/1.2.2/#103-core-schema) and keep the text as written.
Values are built straight from the parser's events, with no recursion, so that neither deep nesting nor an alias bomb
can exhaust anything: the event stream is counted while it is read and left at the first cap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import yaml
from msgspec import Struct
from msgspec.structs import replace

from explainer.characters import TOO_MANY_MARKS, first_invisible, too_many_marks
from explainer.problems import Place, Problem, split_lines
from explainer.yamlsyntax import QUOTE_IT, STAR, directive_problem, syntax_problem

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it is built in, eight times faster

MAX_DEPTH = 40
MAX_ALIASES = 100
MAX_VALUES = 50_000  # in one file, an alias counted as often as it is used
MAX_WRITTEN = 500_000  # characters of these, counted in the same way

Style: TypeAlias = str | None  # of a scalar: None plain, "'", '"', "|", ">"


class Text(str):
    """A scalar as written: a str that knows its place, and how its lines lie in the file."""

    __slots__ = ("indent", "place", "style")
    place: Place
    style: Style
    indent: int  # of a literal block, in characters

    def __new__(cls, text: str, place: Place, style: Style = None, indent: int = 0) -> Text:
        self = super().__new__(cls, text)
        self.place, self.style, self.indent = place, style, indent
        return self

    def __reduce__(self) -> tuple[type[Text], tuple[str, Place, Style, int]]:
        return (Text, (str(self), self.place, self.style, self.indent))

    def at(self, line: int, column: int, length: int = 1) -> Place:
        """The place of a stretch inside this text, `line` and `column` counted from 0 in the text itself.

        Exact for literal blocks and for scalars on one line; where YAML folds lines or a text holds escapes, it is the
        place of the whole text.
        """
        start, quotes = self.place, self.style is not None
        if self.style == "|":
            row, col = start.line + 1 + line, self.indent + column + 1
        elif start.line == start.end_line and start.end_column - start.column == len(self) + 2 * quotes:
            row, col = start.line, start.column + column + quotes
        else:
            return start
        return Place(start.path, row, col, row, col + length)


class List(Struct, frozen=True):
    """A sequence."""

    items: tuple[Value, ...]
    place: Place


class Map(Struct, frozen=True):
    """A mapping, its keys in the order they were written."""

    entries: dict[Text, Value]
    place: Place


Value: TypeAlias = Text | List | Map

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_BOOL = re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z")
_INT = re.compile(r"(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\Z")
_FLOAT = re.compile(
    r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z"
)


def kind(value: Value) -> str:
    """What YAML 1.2 takes a value for: null, bool, int, float, str, list or map."""
    if isinstance(value, List):
        return "list"
    if isinstance(value, Map):
        return "map"
    if value.style is not None:
        return "str"
    if value in _NULLS:
        return "null"
    for name, pattern in (("bool", _BOOL), ("int", _INT), ("float", _FLOAT)):
        if pattern.match(value):
            return name
    return "str"


def is_null(value: Text) -> bool:
    """Whether nothing is written."""
    return value.style is None and value in _NULLS


def plain(value: Value) -> Any:
    """A value without its places, as YAML 1.2 takes it: None, bool, int, float, str, list or dict."""
    if isinstance(value, List):
        return [plain(item) for item in value.items]
    if isinstance(value, Map):
        return {str(key): plain(entry) for key, entry in value.entries.items()}
    return _SCALARS[kind(value)](str(value))


_SCALARS: dict[str, Callable[[str], Any]] = {
    "null": lambda text: None,
    "bool": lambda text: text.lower() == "true",
    "int": lambda text: int(text, {"0o": 8, "0x": 16}.get(text[:2], 10)),
    "float": lambda text: float(text.lower().replace(".inf", "inf").replace(".nan", "nan")),
    "str": str,
}


def read_yaml(text: str, path: str, problems: list[Problem], room: int = 1) -> Value | None:
    """The one document in `text`, or None where it could not be read at all; adds every problem it meets.

    It may hold as many values as a file of an explainer with few reports, or `room` times as many.
    """
    return _Events(path, text, problems, room).document()


# --- values -----------------------------------------------------------------------------------------------------------


def _placed(value: Value, key: Text) -> Value:
    """The value; where nothing stands behind the colon, at the place of its key, for there is nothing else to show."""
    return Text("", key.place) if isinstance(value, Text) and value == "" and value.style is None else value


class _Stop(Exception):
    """The file cannot be read further; its problem has been added."""


class _Open(Struct):
    """A list or mapping that has begun and not ended."""

    start: Place
    items: list[Value]
    entries: dict[Text, Value] | None  # None for a list
    anchor: str | None
    flow: bool  # whether it is written in brackets
    first: int  # the count of values when it began
    written: int  # and of their characters
    key: Text | None = None
    skip: bool = False  # the value to come belongs to a key that was refused
    at_key: bool = True


class _Events:
    """One file being read."""

    def __init__(self, path: str, text: str, problems: list[Problem], room: int) -> None:
        self.path, self.text, self.problems = path, text, problems
        self.most_values, self.most_written = MAX_VALUES * room, MAX_WRITTEN * room
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[Value, int, int]] = {}  # a value, how many are in it, and characters of these
        self.unused: dict[str, Place] = {}  # anchors that no alias has used so far
        self.values = self.written = self.aliases = 0
        self.tagged = False
        self.last: Text | None = None  # the scalar before the place where reading stopped
        self.root: Value | None = None
        self.lines: list[str] | None = None

    def document(self) -> Value | None:
        take = {
            yaml.ScalarEvent: self.take_scalar,
            yaml.SequenceStartEvent: self.begin,
            yaml.MappingStartEvent: self.begin,
            yaml.SequenceEndEvent: self.end,
            yaml.MappingEndEvent: self.end,
            yaml.AliasEvent: self.alias,
            yaml.DocumentStartEvent: self.document_start,
        }
        try:
            for event in self.events():
                if (taken := take.get(type(event))) is not None:
                    taken(event)
        except _Stop:
            return None
        for name, place in self.unused.items():
            self.add(place, "unused-anchor", f"'&{name}' is a YAML anchor, and nothing uses it", QUOTE_IT)
        if self.root is None or (isinstance(self.root, Text) and is_null(self.root)):
            if not self.tagged:
                hint = "write its content, or delete the file"
                self.add(Place(self.path), "empty-file", "this file is empty", hint)
            return None
        return self.root

    def events(self) -> Iterator[Any]:
        directive = directive_problem(self.path, self.text)
        if directive:
            self.problems.append(directive)
            raise _Stop
        try:
            yield from iter(LOADER(self.text).get_event, None)
        except (yaml.YAMLError, ValueError, OverflowError) as error:  # the last two: an escape past the last character
            bracket = next((level.start for level in reversed(self.stack) if level.flow), None)
            quoted = self.last.place if self.last is not None and self.last.style in ("'", '"') else None
            self.problems.append(syntax_problem(error, self.path, self.text, bracket, quoted))
            raise _Stop from None

    def take_scalar(self, event: Any) -> None:
        if event.tag is not None:
            self.refuse_tag(event)
        value = self.scalar(event)
        self.written += len(value)
        self.put(value, event.anchor, 0, len(value))

    def document_start(self, event: Any) -> None:
        place = self.place(event)
        if self.root is not None:
            hint = "remove the line '---' and what follows, or move it to a file of its own"
            self.add(place, "second-document", "a second YAML document begins here; a file holds one", hint)
            raise _Stop

    def begin(self, event: Any) -> None:
        if event.tag is not None:
            self.refuse_tag(event)
        place = self.place(event)
        if len(self.stack) >= MAX_DEPTH:
            self.stop(
                place,
                "too-deep",
                f"lists and fields are nested more than {MAX_DEPTH} deep here",
                "write fewer lists inside lists",
            )
        is_map = isinstance(event, yaml.MappingStartEvent)
        self.stack.append(
            _Open(place, [], {} if is_map else None, event.anchor, bool(event.flow_style), self.values, self.written)
        )
        if event.anchor:
            self.anchors.pop(event.anchor, None)
            self.unused[event.anchor] = place

    def end(self, event: Any) -> None:
        done = self.stack.pop()
        start, last = done.start, event.end_mark
        end = (last.line + 1, last.column + 1)
        if end[0] > len(self.rows()):  # the parser ends a last line that has no line break
            end = (last.line, len(self.line(last.line)) + 1)
        place = Place(self.path, start.line, start.column, *end)
        value: Value = List(tuple(done.items), place) if done.entries is None else Map(done.entries, place)
        self.put(value, done.anchor, self.values - done.first, self.written - done.written)

    def alias(self, event: Any) -> None:
        place = self.place(event)
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            self.stop(
                place,
                "too-many-aliases",
                f"this file uses more than {MAX_ALIASES} aliases (*name)",
                "write the values out",
            )
        known = self.anchors.get(event.anchor)
        if known is None:
            inside = any(level.anchor == event.anchor for level in self.stack)
            message = f"*{event.anchor} stands inside the value it refers to" if inside else STAR
            self.stop(place, "unknown-alias", message, "write the value out" if inside else QUOTE_IT)
        else:
            value, values, written = known
            self.unused.pop(event.anchor, None)
            self.values += values
            self.written += written
            self.put(value, None, 0, 0, place)

    def put(self, value: Value, anchor: str | None, within: int, written: int, place: Place | None = None) -> None:
        """Give a finished value, with so many others and characters in it, to the list or mapping that is open."""
        self.values += 1
        if self.values > self.most_values:
            message = f"this file holds more than {self.most_values:,} values"
            self.stop(place or value.place, "too-many-values", message, "split it")
        if self.written > self.most_written:
            message = f"with its aliases (*name) written out this file has more than {self.most_written:,} characters"
            self.stop(place or value.place, "too-many-values", message, "write shorter values, or split it")
        if anchor:
            self.anchors[anchor] = (value, within, written)
        if not self.stack:
            self.root = value
            return
        level = self.stack[-1]
        if level.entries is None:
            level.items.append(value)
        elif level.at_key:
            level.key, level.skip = self.key(value, level.entries, place or value.place)
            level.at_key = False
        else:
            if level.key is not None and not level.skip:
                level.entries[level.key] = _placed(value, level.key) if value == "" else value
            level.at_key = True

    def key(self, value: Value, entries: dict[Text, Value], place: Place) -> tuple[Text | None, bool]:
        """The field name, and whether what it introduces is to be left out because the name was refused."""
        if not isinstance(value, Text):
            self.add(
                place,
                "field-name",
                "a field name must be a word, not a list or fields",
                "put text that begins with [ or { in quotes",
            )
            return None, True
        if value == "<<" and value.style is None:
            self.add(place, "merge-key", "'<<' (a YAML merge) is not supported", "write the fields out")
            return None, True
        if is_null(value):
            self.add(place, "field-name", "a field name is missing before the colon", "write the field's name")
            return None, True
        if value in entries:
            first = next(known for known in entries if known == value)
            related = ((first.place, "the first is here"),)
            self.add(place, "duplicate-key", f"'{value}' is written twice", "keep one of the two", related)
            return value, True
        return value, False

    def scalar(self, event: Any) -> Text:
        place, style = self.place(event), event.style or None
        if event.anchor:
            self.unused[event.anchor] = place
            place = self.after_anchor(place, event.anchor) if event.value else place
        if style == '"' and (bad := first_invisible(event.value) or re.search("\r", event.value)):
            message = f"the escape in this text stands for an invisible character (U+{ord(bad[0]):04X})"
            self.add(place, "control-character", message, "remove the escape; a backslash itself is written \\\\")
        elif style == '"' and too_many_marks(event.value) is not None:
            self.add(place, "control-character", TOO_MANY_MARKS, "remove the escapes")
        if event.tag is not None and event.value == "":
            return Text(event.tag, place, "'")  # its problem is the tag, not that nothing is written
        self.last = Text(event.value, place, style, self.block_indent(place, event.value) if style == "|" else 0)
        return self.last

    def after_anchor(self, place: Place, anchor: str) -> Place:
        """Where a scalar itself begins; the parser counts its anchor in."""
        rest = self.line(place.line)[place.column + len(anchor) :]
        return replace(place, column=place.column + 1 + len(anchor) + len(rest) - len(rest.lstrip()))

    def block_indent(self, place: Place, value: str) -> int:
        """How far the text of a literal block is indented: what its first line with text has more in the file."""
        for number, row in enumerate(value.split("\n")):
            if row:
                return len(self.line(place.line + 1 + number)) - len(row)
        return 0

    def rows(self) -> list[str]:
        if self.lines is None:
            self.lines = split_lines(self.text)
        return self.lines

    def line(self, number: int) -> str:
        return self.rows()[number - 1] if number <= len(self.rows()) else ""

    def refuse_tag(self, event: Any) -> None:
        self.tagged = True
        short = str(event.tag).replace("tag:yaml.org,2002:", "!!")
        hint = "put the text in quotes if the ! belongs to it; otherwise remove the tag"
        self.add(self.place(event), "tag", f"'{short}' is a YAML tag; content files have none", hint)

    def place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        line, column, end_line, end_column = start.line + 1, start.column + 1, end.line + 1, end.column + 1
        if column == end_column and line == end_line:
            end_column += 1
        return Place(self.path, line, column, end_line, end_column)

    def add(
        self, place: Place, code: str, message: str, hint: str = "", related: tuple[tuple[Place, str], ...] = ()
    ) -> None:
        self.problems.append(Problem(place, code, message, hint, related))

    def stop(self, place: Place, code: str, message: str, hint: str) -> None:
        self.add(place, code, message, hint)
        raise _Stop
