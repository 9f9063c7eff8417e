"""Syntax mistakes as people make them -> the place to mend, in words a person can act on, whichever parser reads."""

from __future__ import annotations

from typing import Any, TypeAlias

import pytest
import yaml

from explainer import yamltext
from explainer.problems import Place, Problem
from explainer.yamlsyntax import syntax_problem
from explainer.yamltext import read_yaml

LOADERS = pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader], ids=["libyaml", "pure"])
Words: TypeAlias = tuple[str, str]

TAB = ("a tab is used here to indent", "use spaces; YAML takes no tabs at the start of a line")
COLON = (
    "a colon followed by a space begins a new field, which cannot stand here",
    "put the whole text in quotes, remove the colon, or mend the indentation",
)
GOES_ON = (
    "the quotation that begins here ends in the middle of other text",
    "put the whole text between marks of the other kind, or double a ' inside '…'",
)
NO_FIELD = (
    "this line is no field: no colon followed by a space stands in it",
    "write 'name: text', with a space after the colon",
)
QUOTE = ("this quotation mark is never closed", "close it, or double it inside text: '' in '…', \\\" in \"…\"")
ESCAPE = (
    'a backslash in "…" begins an escape, and this is none',
    "write \\\\ for a backslash, or use '…' around the text",
)
STAR = ("text that begins with * or & must stand in quotes", "put the text in quotes")
BANG = ("text that begins with ! must stand in quotes", "put the text in quotes")
START = ("text cannot begin with this character", "put the text in quotes")
BRACKET = ("this bracket is never closed", "close it, or put the text in quotes if the bracket belongs to it")
BLOCK = ("after | or > only + - or a digit may stand", "begin the text below")
DIRECTIVE = (
    "a line that begins with % is a YAML directive; content files have none",
    "remove it, or put the text in quotes",
)
MISFIT = (
    "this line does not fit what stands above it",
    "check its indentation, and that text with special characters is in quotes",
)


def mistake(text: str, loader: Any) -> Problem | None:
    problems: list[Problem] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamltext, "LOADER", loader)
        read_yaml(text, "a.yaml", problems)
    return next((problem for problem in problems if problem.code in ("yaml-syntax", "directive")), None)


def glued(name: str) -> Words:
    return "there is no space after this colon", f"write '{name}: …'"


MISTAKES: dict[str, tuple[str, tuple[int, int], Words]] = {
    "tab-first": ("\ta: 1\n", (1, 1), TAB),
    "tab-before-a-field": ("a:\n\tb: 1\n", (2, 1), TAB),
    "tab-before-an-item": ("a:\n  - b\n\t- c\n", (3, 1), TAB),
    "tab-before-folded-text": ("a: x\n\ty\n", (2, 1), TAB),
    "tab-in-a-literal": ("a: |\n\tx\n", (2, 1), TAB),
    "tab-after-a-dash": ("-\ta: 1\n", (1, 2), TAB),
    "tab-on-an-empty-line": ("a: 1\n\t\nb: 2\n", (2, 1), TAB),
    "colon-in-text": ("a: Note: this\n", (1, 8), COLON),
    "colon-after-an-address": ("https://x: y: z\n", (1, 13), COLON),
    "colon-after-a-quote": ('a: "x": 1\n', (1, 7), COLON),
    "field-too-deep": ("a: 1\n  b: 2\n", (2, 4), COLON),
    "field-one-space-too-deep": ("a:\n  b: 1\n   c: 2\n", (3, 5), COLON),
    "text-before-fields": ("A heading\nb: 1\n", (2, 2), COLON),
    "no-space-after-colon": ("title:Test\nb: 1\n", (1, 1), glued("title")),
    "no-space-in-the-middle": ("a: 1\ntitle:Test\nb: 2\n", (2, 1), glued("title")),
    "no-space-at-the-end": ("a: 1\ntitle:Test\n", (2, 1), glued("title")),
    "no-space-in-a-list": ("a:\n  - name:Ann\n    role: x\n", (2, 5), glued("name")),
    "no-space-before-an-address": ("url:http://x\nb: 1\n", (1, 1), glued("url")),
    "no-colon": ("a: 1\nno colon here\nb: 2\n", (2, 1), NO_FIELD),
    "no-colon-at-the-end": ("a: 1\nb\n", (2, 1), NO_FIELD),
    "open-single-quote": ("a: 'one\nb: 2\n", (1, 4), QUOTE),
    "open-double-quote": ('a: 1\nb: "one\nc: 2\n', (2, 4), QUOTE),
    "open-quote-at-the-end": ("a: '", (1, 4), QUOTE),
    "open-quote-before-a-document": ('a: "x\n---\n', (1, 4), QUOTE),
    "open-quote-after-a-backslash": ('a: "C:\\"\n', (1, 4), QUOTE),
    "unknown-alias-name": ("a: **bold**\n", (1, 5), STAR),
    "bold": ("a: *bold*\n", (1, 9), STAR),
    "star-for-a-bullet": ("a: * b\n", (1, 5), STAR),
    "ampersand": ("a: & co\n", (1, 5), STAR),
    "exclamation-mark": ('a: !"x\n', (1, 5), BANG),
    "exclamation-marks": ("a: !e!x 1\n", (1, 4), BANG),
    "at-sign": ("a: @home\n", (1, 4), START),
    "backtick": ("a: `code`\n", (1, 4), START),
    "percent-sign": ("a: 100%\nb: %x\n", (2, 4), START),
    "open-bracket": ("tags: [a, b\ntitle: x\n", (1, 7), BRACKET),
    "open-brace": ("a: {b: 1\nc: 2\n", (1, 4), BRACKET),
    "open-bracket-at-the-end": ("a: 1\nb: [c\n\n", (2, 4), BRACKET),
    "open-bracket-after-a-comma": ("tags: [a,\n", (1, 7), BRACKET),
    "open-brace-after-a-comma": ("tags: {a: 1,\n", (1, 7), BRACKET),
    "open-bracket-alone": ("a: [", (1, 4), BRACKET),
    "wrong-bracket": ("a: [1}\n", (1, 4), BRACKET),
    "text-beside-a-bar": ("a: | text\n  x\n", (1, 6), BLOCK),
    "text-glued-to-a-bar": ("a: |x\n  y\n", (1, 5), BLOCK),
    "text-beside-a-sign": ("a: > text\n", (1, 6), BLOCK),
    "indent-of-nothing": ("a: |0\n  y\n", (1, 5), BLOCK),
    "indent-of-ten": ("a: |10\n  y\n", (1, 6), BLOCK),
    "version-2": ("%YAML 2.0\n---\na: 1\n", (1, 1), DIRECTIVE),
    "version-twice": ("%YAML 1.1\n%YAML 1.1\n---\na: 1\n", (1, 1), DIRECTIVE),
    "version-in-words": ("%YAML x\n---\na: 1\n", (1, 1), DIRECTIVE),
    "item-after-fields": ("a: 1\n- 2\n", (2, 1), MISFIT),
    "field-after-items": ("- 1\na: 2\n", (2, 1), MISFIT),
    "item-beside-a-field": ("a: - b\n  - c\n", (1, 4), MISFIT),
    "field-too-shallow": ("a:\n  b: 1\n c: 2\n", (3, 2), MISFIT),
    "field-left-of-the-first": ("  a: 1\nb: 2\n", (2, 1), MISFIT),
    "text-too-shallow": ("a:\n  - b\n c\n", (3, 2), MISFIT),
    "literal-too-shallow": ("a: |\n    x\n  y\n", (3, 3), MISFIT),
    "text-after-a-quote": ("a: 'it's'\n", (1, 4), GOES_ON),
    "text-after-a-bracket": ("a: [x] y\nb: 1\n", (1, 8), MISFIT),
    "one-bracket-too-many": ("a: [1, 2]]\n", (1, 10), MISFIT),
    "text-after-the-end": ("a: 1\n...\nb: 2\n", (3, 1), MISFIT),
    "crlf": ("a: 1\r\nb: 'x\r\nc: 2\r\n", (2, 4), QUOTE),
    "after-wide-characters": ("日本: 😀 b: c\n", (1, 8), COLON),
}  # fmt: skip


@LOADERS
@pytest.mark.parametrize(("text", "at", "words"), MISTAKES.values(), ids=MISTAKES)
def test_names_the_mistake_and_what_to_write(text: str, at: tuple[int, int], words: Words, loader: Any) -> None:
    problem = mistake(text, loader)
    assert problem is not None
    assert (problem.place.line, problem.place.column) == at
    assert (problem.message, problem.hint) == words
    assert (problem.place.path, problem.place.end_line) == ("a.yaml", at[0])


# libyaml points at the backslash, PyYAML's own scanner at what follows it.
@LOADERS
@pytest.mark.parametrize("text", ['"\\d"', '"C:\\Users"', '"\\x"', '"\\u12"', '"50\\%"'])
def test_a_backslash_that_is_no_escape(text: str, loader: Any) -> None:
    problem = mistake(f"a: {text}\n", loader)
    assert problem is not None
    assert (problem.message, problem.hint) == ESCAPE
    assert problem.place.column - 1 - (3 + text.index("\\")) in (0, 1, 2)


@LOADERS
@pytest.mark.parametrize("text", ["a: 1\n%x\n", "%x\na: 1\n", "%FOO bar\n---\na: 1\n"])
def test_a_line_that_begins_with_a_percent_sign(text: str, loader: Any) -> None:
    problem = mistake(text, loader)
    assert problem is not None
    assert (problem.message, problem.hint) == DIRECTIVE


@LOADERS
@pytest.mark.parametrize("text", ["a: [b,,c]\n", "a: [,]\n", "a: [b: c: d]\n", "a: {b: c: d}\n"])
def test_a_bracket_that_is_closed_is_not_called_unclosed(text: str, loader: Any) -> None:
    problem = mistake(text, loader)
    assert problem is not None
    assert problem.message != BRACKET[0]


@LOADERS
@pytest.mark.parametrize("text", ["a: ]\n", "a: }\n", "a: , b\n", "...\n"])
def test_no_mistake_is_told_in_the_words_of_the_parser(text: str, loader: Any) -> None:
    problem = mistake(text, loader)
    assert problem is not None
    assert "expected" not in problem.message
    assert problem.hint


@LOADERS
@pytest.mark.parametrize("text", [": 1\n", "a: 1\n: 2\n"], ids=["first", "second"])
def test_a_colon_without_a_field_name(text: str, loader: Any) -> None:
    problem = mistake(text, loader)
    assert problem is not None
    assert "name" in problem.message


@pytest.mark.parametrize("name", ["title", "date_published", "my-key", "answer2", "größe"])
def test_a_missing_space_is_seen_after_any_name(name: str) -> None:
    problem = mistake(f"{name}:x\nb: 1\n", yaml.CSafeLoader)
    assert problem is not None
    assert (problem.message, problem.hint) == glued(name)
    assert problem.place == Place("a.yaml", 1, 1, 1, len(name) + 2)


@pytest.mark.parametrize("text", ["a: http://x.y\n", "a: 12:30\n", "a::b\n", "- x:y\n", "title:Test\n"])
def test_colons_that_are_no_mistake(text: str) -> None:
    assert mistake(text, yaml.CSafeLoader) is None


def test_a_mistake_without_a_mark_is_an_escape_past_the_last_character() -> None:
    problem = syntax_problem(ValueError("chr() arg not in range"), "a.yaml", 'a: 1\nb: "\\U00110000"\n', None)
    assert (problem.place, problem.message) == (Place("a.yaml", 2, 5, 2, 15), ESCAPE[0])


@pytest.mark.parametrize("text", ["a: 1\n\n  \n", "a: 1"], ids=["blank-lines", "no-line-break"])
def test_a_mark_past_the_end_is_drawn_back_to_the_last_text(text: str) -> None:
    mark = yaml.Mark("a.yaml", 0, 3, 0, None, 0)
    problem = syntax_problem(yaml.MarkedYAMLError(problem="something new", problem_mark=mark), "a.yaml", text, None)
    assert problem.place == Place("a.yaml", 1, 5, 1, 6)
