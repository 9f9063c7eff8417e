"""What the YAML parser says of a file it cannot read -> one problem in the author's words, at the place to mend."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from msgspec.structs import replace

from explainer.problems import Place, Problem, split_lines


class _Wording(NamedTuple):
    """What the parser says, as a pattern, and what we say instead."""

    said: str
    message: str
    hint: str
    at_context: bool = False  # the mark of what it was reading is the better place than where it gave up

    def problem(self, place: Place) -> Problem:
        """These words at a place."""
        return Problem(place, "yaml-syntax", self.message, self.hint)


QUOTE_IT = "put the text in quotes"
STAR = "text that begins with * must stand in quotes"

_TAB = _Wording(
    r"found a tab character|found character '\\t'",
    "a tab is used here to indent",
    "use spaces; YAML takes no tabs at the start of a line",
)
_DIRECTIVE = _Wording(
    r"directive|incompatible YAML",
    "a line that begins with % is a YAML directive; content files have none",
    "remove it, or put the text in quotes",
)
_NO_NAME = _Wording("", "a field name is missing before the colon", "write the field's name")
_UNCLOSED = _Wording(
    "", "this bracket is never closed", "close it, or put the text in quotes if the bracket belongs to it"
)
_IN_BRACKETS = _Wording(
    "", "this does not fit between brackets", "put one comma between items, and text with , : [ ] { or } in quotes"
)
_UNINDENTED = _Wording("", "the text below | or > must be indented", "put two spaces more before each of its lines")
_MISFIT = _Wording(
    "",
    "this line does not fit what stands above it",
    "check its indentation, and that text with special characters is in quotes",
)
_COLON = _Wording(
    r"mapping values are not allowed",
    "a colon followed by a space begins a new field, which cannot stand here",
    "put the whole text in quotes, remove the colon, or mend the indentation",
)
_ESCAPE = _Wording(
    r"escape|hexdecimal",
    'a backslash in "…" begins an escape, and this is none',
    "write \\\\ for a backslash, or use '…' around the text",
)
_CANNOT_START = _Wording(r"cannot start any token", "text cannot begin with this character", QUOTE_IT)
_WORDINGS = (
    _TAB,
    _COLON,
    _Wording(
        r"could not find expected ':'",
        "this line is no field: no colon followed by a space stands in it",
        "write 'name: text', with a space after the colon",
        at_context=True,
    ),
    _ESCAPE,
    _Wording(
        r"while scanning a (double-)?quoted scalar",
        "this quotation mark is never closed",
        "close it, or double it inside text: '' in '…', \\\" in \"…\"",
        at_context=True,
    ),
    _Wording(
        r"alphabetic or numeric character|while scanning an? (alias|anchor)",
        "text that begins with * or & must stand in quotes",
        QUOTE_IT,
    ),
    _CANNOT_START,
    _Wording(r"while scanning a block scalar", "after | or > only + - or a digit may stand", "begin the text below"),
    _DIRECTIVE,
    _Wording(r"\btag\b", "text that begins with ! must stand in quotes", QUOTE_IT),
)

_FIRST_PERCENT = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*%[^\r\n]*")
_COLON_WITHOUT_SPACE = re.compile(r"\s*(?:- )?([\w-]+:)(?!//)[^\s:]")


def directive_problem(path: str, text: str) -> Problem | None:
    """A file that begins with a directive; the parsers differ in what they make of one."""
    found = _FIRST_PERCENT.match(text)
    if not found:
        return None
    line, end = len(split_lines(found[0])), len(split_lines(found[0])[-1]) + 1
    return Problem(Place(path, line, 1, line, end), "directive", _DIRECTIVE.message, _DIRECTIVE.hint)


def syntax_problem(
    error: Exception, path: str, text: str, bracket: Place | None = None, quoted: Place | None = None
) -> Problem:
    """The one problem that stops a file from being read.

    `bracket` is where the innermost open bracket stands, `quoted` the text before the mistake, if it is in quotes.
    """
    lines = split_lines(text)
    said = f"{getattr(error, 'context', '') or ''}; {getattr(error, 'problem', '') or ''}"
    context, mark = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    if context is None and mark is None:
        return _ESCAPE.problem(_last_escape(path, lines))
    if re.search(r"mapping values are not allowed|could not find expected ':'", said):
        glued = _colon_without_space(mark or context, path, lines)
        if glued:
            return glued
    place = _mark_place(mark or context, path, lines)
    words = next((words for words in _WORDINGS if re.search(words.said, said)), None)
    if words and words.at_context and context:
        place = _mark_place(context, path, lines)
    if quoted and words is None and (quoted.end_line, quoted.end_column) <= (place.line, place.column):
        between = lines[place.line - 1][quoted.end_column - 1 : place.column - 1]
        if quoted.end_line == place.line and not between.strip():
            return _after_quotes(quoted)
    return _by_what_stands_there(words, place, lines, bracket)


def _after_quotes(quoted: Place) -> Problem:
    """Text that goes on behind a closing quotation mark, often an apostrophe that was not meant to close it."""
    where = f" on line {quoted.end_line}" if quoted.end_line > quoted.line else ""
    message = f"the quotation that begins here ends{where} in the middle of other text"
    hint = "put the whole text between marks of the other kind, or double a ' inside '…'"
    end = quoted.end_column if not where else quoted.column + 1
    return Problem(replace(quoted, end_line=quoted.line, end_column=end), "yaml-syntax", message, hint)


def _by_what_stands_there(words: _Wording | None, place: Place, lines: list[str], bracket: Place | None) -> Problem:
    """The line itself often says more than the parser did."""
    row, column = lines[place.line - 1], place.column - 1
    slip = _slip(place, lines) or _unindented(place, lines)
    if slip:
        return slip
    if row[column : column + 1] == "\t":
        words = _TAB
    elif row.startswith("%"):
        words = _DIRECTIVE
    elif bracket and words in (None, _COLON):
        return _in_brackets(place, lines, bracket)
    elif words is None:
        words = _misfit(row, column)
    return words.problem(place)


def _misfit(row: str, column: int) -> _Wording:
    """What may be wrong with a line that does not fit."""
    if re.match(r"\s*:\s", row):
        return _NO_NAME
    begins_text = re.match(r"(?:.*[:-])?\s*\Z", row[:column])
    return _CANNOT_START if begins_text and row[column : column + 1] in "]}," else _MISFIT


def _in_brackets(place: Place, lines: list[str], bracket: Place) -> Problem:
    """Something between brackets, or brackets that are never closed."""
    opened, rest = lines[bracket.line - 1][bracket.column - 1], lines[bracket.line - 1][bracket.column :]
    if "]}"["[{".find(opened)] in rest:
        return _IN_BRACKETS.problem(place)
    return _UNCLOSED.problem(replace(bracket, end_column=bracket.column + 1))


def _unindented(place: Place, lines: list[str]) -> Problem | None:
    """Text below a | or > that stands no deeper than its field."""
    row, above = lines[place.line - 1], lines[place.line - 2] if place.line > 1 else ""
    tabbed = row.lstrip(" ").startswith("\t")
    if tabbed or _indent(row) > _indent(above) or not re.search(r":\s*[|>][-+]?\s*\Z", above):
        return None
    return _UNINDENTED.problem(replace(place, column=_indent(row) + 1, end_column=len(row.rstrip()) + 1))


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def _slip(place: Place, lines: list[str]) -> Problem | None:
    """Slips that the parser stumbles over a line later, or for another reason."""
    for pattern, message, hint in _SLIPS:
        for number in (place.line, place.line - 1):
            found = re.search(pattern, lines[number - 1]) if number else None
            if found:
                here = Place(place.path, number, found.start() + 1, number, found.end() + 1)
                return Problem(here, "yaml-syntax", message, hint)
    return None


_SLIPS = (
    (r"^(?:<<<<<<<|=======|>>>>>>>)(?: .*)?$", "git left a merge conflict here", "keep one of the two versions"),
    ("(?<=:)\\u00a0|^[ \\u00a0]*\\u00a0", "a no-break space stands here", "replace it with a plain space"),
    (r"^ *-(?=[A-Za-z_]+:)", "there is no space after this dash", "write '- ' and then the field"),
)


def _last_escape(path: str, lines: list[str]) -> Place:
    """An escape for a number past the last character, on which one of the parsers gives up without a place."""
    for number, row in enumerate(lines, 1):
        for found in re.finditer(r"\\U([0-9A-Fa-f]{8})", row):
            if int(found[1], 16) > 0x10FFFF:
                return Place(path, number, found.start() + 1, number, found.end() + 1)
    return Place(path)


def _colon_without_space(mark: Any, path: str, lines: list[str]) -> Problem | None:
    """`title:Test` is one word to YAML, which then trips over the line below; say so where the mistake is."""
    for number in (mark.line, mark.line - 1):
        row = lines[number] if 0 <= number < len(lines) else ""
        found = _COLON_WITHOUT_SPACE.match(row)
        if found and not re.search(r":\s", row):
            place = Place(path, number + 1, found.start(1) + 1, number + 1, found.end(1) + 1)
            return Problem(place, "yaml-syntax", "there is no space after this colon", f"write '{found[1]} …'")
    return None


def _mark_place(mark: Any, path: str, lines: list[str]) -> Place:
    """One character; a mark past the last line with text is drawn back to its end."""
    line, column = mark.line + 1, mark.column + 1
    if not any(row.strip() for row in lines[line - 1 :]):
        line = max((n for n, row in enumerate(lines, 1) if row.strip()), default=1)
        column = len(lines[line - 1].rstrip()) + 1
    return Place(path, line, column, line, column + 1)
