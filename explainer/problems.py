"""What is wrong, and where: in come places and messages, out goes a report for people, for GitHub or for programs."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import islice
from typing import Self

from msgspec import Struct, field


class Place(Struct, frozen=True, order=True, gc=False):
    """A stretch of one file. Lines and columns count characters from 1; `end_column` is the first one after the end."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 2

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Problem(Struct, frozen=True):
    """One mistake a person can mend. `code` names its kind, `hint` says what to write, `related` shows other places.

    `private` are lines with words of a private text: only the report for people shows them.
    """

    place: Place
    code: str
    message: str
    hint: str = ""
    related: tuple[tuple[Place, str], ...] = ()
    private: tuple[str, ...] = ()


MAX_PROBLEMS = 1_000  # that are told at once: nobody reads more, and to say what was meant by each takes its time


class TooMany(Exception):
    """There are more problems than are told at once; the last says so."""


class Found(list[Problem]):
    """Problems as they are found, each added with `append` or `+=`. Raises TooMany after the last that is told."""

    def append(self, problem: Problem) -> None:
        if len(self) >= MAX_PROBLEMS:
            message = f"there are more problems than the {MAX_PROBLEMS:,} that are told at once"
            super().append(Problem(problem.place, "too-many-problems", message, "mend the others first"))
            raise TooMany
        super().append(problem)

    def __iadd__(self, problems: Iterable[Problem]) -> Self:  # type: ignore[override,misc]
        for problem in problems:
            self.append(problem)
        return self


def as_told(problems: Iterable[Problem]) -> list[Problem]:
    """As many problems as are told at once."""
    found = Found()
    with suppress(TooMany):
        found += problems
    return found


def split_lines(text: str) -> list[str]:
    """The lines of a text as YAML and editors count them."""
    return re.split(r"\r\n|\r|\n", text) if "\r" in text else text.split("\n")


class ContentError(Exception):
    """Content or layouts hold problems. `texts` has the files by path, for showing the lines they are about."""

    def __init__(self, problems: Iterable[Problem], texts: Mapping[str, str] | None = None) -> None:
        self.problems = in_order(problems)
        self.texts = dict(texts or {})
        super().__init__(count_line(self.problems))


class Styled(Struct, frozen=True):
    """A piece of a report and what it is: `path`, `code`, `frame`, `mark`, `hint`, `private` or plain."""

    text: str
    style: str = field(default="")


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort by place and drop repeats, so that every run reports the same."""
    return tuple(sorted(set(problems), key=lambda p: (p.place, p.code, p.message, p.hint, p.related, p.private)))


MANY_NAMES, LONG_NAME = 300, 60  # more names, and longer ones, would take too long to compare


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The known name closest to `word`, or an empty string where none is close; of many, one that begins as it does."""
    names = {name.casefold(): name for name in known if len(name) <= LONG_NAME}
    if len(names) > MANY_NAMES:
        begun = (folded for folded in names if folded[:1] == word[:1].casefold())
        names = {folded: names[folded] for folded in islice(begun, MANY_NAMES)}
    if len(word) > LONG_NAME:
        return ""
    from difflib import get_close_matches  # here, for whoever meets no mistake

    close = get_close_matches(word.casefold(), list(names), n=1, cutoff=0.6)
    return names[close[0]] if close else ""


def some(names: Iterable[str]) -> str:
    """Names for a hint: "a, b, c", and of many the first twenty with "…"."""
    found = list(names)
    return ", ".join(found[:20]) + (", …" if len(found) > 20 else "")


def count_line(problems: Iterable[Problem]) -> str:
    """The summary line, such as "3 problems in 2 files."."""
    found = list(problems)
    return f"{counted(len(found), 'problem')} in {counted(len({p.place.path for p in found}), 'file')}."


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun in the right form: "1 file", "1,204 files"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


# --- for people -------------------------------------------------------------------------------------------------------

SHOWN_WIDTH = 96  # of a content line; a longer one is cut round the mark


def report_text(problems: Iterable[Problem], texts: Mapping[str, str]) -> str:
    """The whole report as plain text, ending in a line break."""
    return "".join(piece.text for piece in report_pieces(problems, texts))


def report_pieces(problems: Iterable[Problem], texts: Mapping[str, str]) -> Iterable[Styled]:
    """The report in order, piece by piece, for a terminal that can colour it."""
    lines: dict[str, list[str]] = {}
    found = in_order(problems)
    for problem in found:
        yield Styled(visible(str(problem.place)), "path")
        yield Styled(f"  {visible(problem.message)}\n")
        yield from _frame(problem.place, problem.hint, _lines_of(problem.place.path, texts, lines))
        for place, words in problem.related:
            yield Styled("      ")
            yield Styled(visible(str(place)), "path")
            yield Styled(f"  {visible(words)}\n")
        for line in problem.private:
            yield Styled(f"      {visible(line)}\n", "private")
    if found:
        yield Styled(f"{count_line(found)}\n")


def _lines_of(path: str, texts: Mapping[str, str], known: dict[str, list[str]]) -> list[str]:
    if path not in known:
        known[path] = split_lines(texts.get(path, ""))
    return known[path]


def _frame(place: Place, hint: str, lines: list[str]) -> Iterable[Styled]:
    """The line a problem is on with a mark under it and the hint beside the mark."""
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    if not line.strip():
        if hint:
            yield Styled(f"      {visible(hint)}\n", "hint")
        return
    start = min(place.column - 1, len(line))
    end = place.end_column - 1 if place.end_line == place.line else len(line.rstrip())
    end = max(start + 1, min(end, max(len(line), start + 1)))
    cut = max(0, min(start - 16, len(line) - SHOWN_WIDTH))
    shown, before, marked = line[cut : cut + SHOWN_WIDTH], line[cut:start], line[start : min(end, cut + SHOWN_WIDTH)]
    yield Styled(
        f"{place.line:5} | {'…' if cut else ''}{visible(shown)}{'…' if len(line) > cut + SHOWN_WIDTH else ''}\n",
        "frame",
    )
    yield Styled("      | " + " " * (_width(before) + bool(cut)), "frame")
    yield Styled("^" * max(1, _width(marked)), "mark")
    yield Styled(f" {visible(hint)}".rstrip() + "\n", "hint")


def _width(text: str) -> int:
    """How many terminal columns a text takes."""
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in visible(text)
    )


def visible(text: str) -> str:
    """The text on one line with every control and direction character replaced, so that it cannot drive a terminal."""
    return "".join(" " if c in "\t\r\n" else "�" if unicodedata.category(c) in _UNSEEN else c for c in text)


_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


# --- for programs -----------------------------------------------------------------------------------------------------


def report_json(problems: Iterable[Problem]) -> str:
    """A JSON list of {path, line, column, end_line, end_column, code, message, hint}."""
    rows = [
        {
            "path": visible(p.place.path),
            "line": p.place.line,
            "column": p.place.column,
            "end_line": p.place.end_line,
            "end_column": p.place.end_column,
            "code": p.code,
            "message": visible(p.message),
            "hint": visible(p.hint),
        }
        for p in in_order(problems)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def report_github(problems: Iterable[Problem]) -> str:
    """GitHub workflow commands, one annotation a line; without columns where a problem spans lines, as GitHub asks."""
    return "".join(f"{_annotation(problem)}\n" for problem in in_order(problems))


def _annotation(problem: Problem) -> str:
    place = problem.place
    where = {"file": place.path, "line": place.line, "endLine": place.end_line}
    if place.line == place.end_line:
        where |= {"col": place.column, "endColumn": place.end_column}
    related = "".join(f"\n{visible(words)}: {visible(str(other))}" for other, words in problem.related)
    message = visible(problem.message) + (f"\n{visible(problem.hint)}" if problem.hint else "") + related
    properties = ",".join(
        f"{key}={_property(visible(str(value)))}" for key, value in (where | {"title": problem.code}).items()
    )
    return f"::error {properties}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
