"""Bytes in; text with its place, or located problems, out: the same with libyaml and without."""

from __future__ import annotations

import pickle
import re
from typing import Any, TypeAlias

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import astuple

from explainer import yamltext
from explainer.characters import decode
from explainer.problems import Place, Problem
from explainer.yamltext import List, Map, Text, Value, kind, read_yaml

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
Row: TypeAlias = tuple[int, int, str, str]  # line, column, code, and a phrase of the message

LOADERS = pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader], ids=["libyaml", "pure"])


def read(data: bytes, loader: Any = yaml.CSafeLoader) -> tuple[Value | None, list[Problem]]:
    problems: list[Problem] = []
    text = decode(data, "a.yaml", problems)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamltext, "LOADER", loader)
        return (None if text is None else read_yaml(text, "a.yaml", problems)), problems


def plain(value: Value | None) -> Plain:
    if isinstance(value, List):
        return [plain(item) for item in value.items]
    if isinstance(value, Map):
        return {str(key): plain(item) for key, item in value.entries.items()}
    return None if value is None else str(value)


def found(problems: list[Problem]) -> list[tuple[int, int, str]]:
    return [(p.place.line, p.place.column, p.code) for p in problems]


def fields(text: str) -> dict[Text, Value]:
    value, problems = read(text.encode())
    assert isinstance(value, Map)
    assert not problems
    return value.entries


def text_of(value: Value | None) -> Text:
    """The first scalar, going down through lists and mappings."""
    while not isinstance(value, Text):
        assert value is not None
        value = value.items[0] if isinstance(value, List) else next(iter(value.entries.values()))
    return value


def nested(depth: int) -> Plain:
    return [nested(depth - 1)] if depth > 1 else []


# --- what is read -----------------------------------------------------------------------------------------------------

READ: dict[str, tuple[bytes, Plain]] = {
    "trailing-zero": (b"a: 1.10\n", {"a": "1.10"}),
    "no": (b"a: no\n", {"a": "no"}),
    "on-and-off": (b"a: [on, off, yes, y]\n", {"a": ["on", "off", "yes", "y"]}),
    "no-as-a-key": (b"no: Norsk\n", {"no": "Norsk"}),
    "true-as-a-key": (b"true: 1\n", {"true": "1"}),
    "time": (b"a: 12:30\n", {"a": "12:30"}),
    "time-with-seconds": (b"a: 12:30:45\n", {"a": "12:30:45"}),
    "octal-of-1.1": (b"a: 010\n", {"a": "010"}),
    "octal-of-1.2": (b"a: 0o17\n", {"a": "0o17"}),
    "underscore": (b"a: 1_000\n", {"a": "1_000"}),
    "exponent": (b"a: 1e3\n", {"a": "1e3"}),
    "not-a-number": (b"a: [.nan, .inf, -.INF]\n", {"a": [".nan", ".inf", "-.INF"]}),
    "no-such-month": (b"a: 2024-13-01\n", {"a": "2024-13-01"}),
    "date": (b"a: 2025-02-21\n", {"a": "2025-02-21"}),
    "tilde": (b"a: ~\n", {"a": "~"}),
    "nothing": (b"a:\nb: 1\n", {"a": "", "b": "1"}),
    "null": (b"a: null\n", {"a": "null"}),
    "quoted-null-as-a-key": (b"'null': 1\n\"~\": 'null'\n", {"null": "1", "~": "null"}),
    "equals-sign": (b"a: =\n", {"a": "="}),
    "comment-for-a-value": (b"title: #1 in the world\n", {"title": ""}),
    "comment-after-a-value": (b"a: b #c\n", {"a": "b"}),
    "hash-inside-a-word": (b"a: b#c\n", {"a": "b#c"}),
    "plain-over-lines": (b"a: one\n  two\n\n  three\n", {"a": "one two\nthree"}),
    "quoted-over-lines": (b'a: "one\n  two\\\n  three"\n', {"a": "one twothree"}),
    "folded": (b"a: >\n  one\n  two\n\n  three\n", {"a": "one two\nthree\n"}),
    "folded-and-stripped": (b"a: >-\n  one\n  two\n\nb: 1\n", {"a": "one two", "b": "1"}),
    "literal": (b"a: |\n  one\n   two\n\n  three\n", {"a": "one\n two\n\nthree\n"}),
    "literal-stated-indent": (b"a: |2\n    one\n   two\n", {"a": "  one\n two\n"}),
    "literal-strip-and-keep": (b"a: |-\n  x\n\nb: |+\n  x\n\nc: 1\n", {"a": "x", "b": "x\n\n", "c": "1"}),
    "literal-strip-and-indent": (b"a: |-2 # why\n    x\n", {"a": "  x"}),
    "literal-empty": (b"a: |\nb: 1\n", {"a": "", "b": "1"}),
    "literal-at-the-end": (b"a: |\n  x", {"a": "x"}),
    "crlf": (b"a: 1\r\nb: |\r\n  x\r\n  y\r\n", {"a": "1", "b": "x\ny\n"}),
    "cr-alone": (b"a: 1\rb: 2\r", {"a": "1", "b": "2"}),
    "byte-order-mark": (b"\xef\xbb\xbfa: 1\n", {"a": "1"}),
    "emoji": ("a: 😀 ok\n".encode(), {"a": "😀 ok"}),
    "escaped-emoji": (b'a: "\\U0001F600"\n', {"a": "😀"}),
    "harmless-escapes": (b'a: "\\n\\t\\"\\\\\\/"\n', {"a": '\n\t"\\/'}),
    "no-break-space": ("a: 5\N{NO-BREAK SPACE}%\n".encode(), {"a": "5\N{NO-BREAK SPACE}%"}),
    "no-break-space-after-colon": ("a:\N{NO-BREAK SPACE}1\n".encode(), "a:\N{NO-BREAK SPACE}1"),
    "alias": (b"a: &x {p: 1}\nb: [*x, *x]\n", {"a": {"p": "1"}, "b": [{"p": "1"}, {"p": "1"}]}),
    "alias-of-text": (b"a: &x no\nb: *x\n", {"a": "no", "b": "no"}),
    "anchor-named-anew": (b"a: &x 1\nb: &x 2\nc: *x\n", {"a": "1", "b": "2", "c": "2"}),
    "anchored-key": (b"&a a: *a\n", {"a": "a"}),
    "hundred-aliases": (b"a: &x 1\nb: [" + b"*x," * 100 + b"]\n", {"a": "1", "b": ["1"] * 100}),
    "quoted-merge-key": (b"'<<': 1\n", {"<<": "1"}),
    "question-mark-key": (b"? a\n: 1\n? b\n", {"a": "1", "b": ""}),
    "many-lines-in-a-key": (b"? |\n  a\n: 1\n", {"a\n": "1"}),
    "key-with-spaces": (b"'a b' : 1\n", {"a b": "1"}),
    "pair-in-a-list": (b"[a: 1, b]\n", [{"a": "1"}, "b"]),
    "fields-without-values": (b"{a, b: 1}\n", {"a": "", "b": "1"}),
    "colon-without-space-in-braces": (b"a: {b:1}\n", {"a": {"b:1": ""}}),
    "quoted-key-in-braces": (b'a: {"b":1}\n', {"a": {"b": "1"}}),
    "trailing-comma": (b"a: [b,]\n", {"a": ["b"]}),
    "no-comma": (b"a: [1 2]\n", {"a": ["1 2"]}),
    "list-in-a-list": (b"- - 1\n  - 2\n- 3\n", [["1", "2"], "3"]),
    "dash-that-is-text": (b"a:\n- 1\n  - 2\n", {"a": ["1 - 2"]}),
    "dashes": (b"a: --\nb: -5\nc: '-'\n", {"a": "--", "b": "-5", "c": "-"}),
    "document-start-as-text": (b"a: ---\nb: ...\n", {"a": "---", "b": "..."}),
    "document-start-and-end": (b"---\na: 1\n...\n", {"a": "1"}),
    "apostrophe": (b"a: it's\nb: 'it''s'\n", {"a": "it's", "b": "it's"}),
    "address": (b"a: http://x.y/z:1\n", {"a": "http://x.y/z:1"}),
    "double-colon": (b"a:: b\n", {"a:": "b"}),
    "title-without-space": (b"title:Test\n", "title:Test"),
    "list-at-the-top": (b"- 1\n- ~\n", ["1", "~"]),
    "text-at-the-top": (b"no\n", "no"),
    "quoted-tilde-at-the-top": (b"'~'\n", "~"),
    "empty-quotes-at-the-top": (b"''\n", ""),
    "empty-list": (b"[]\n", []),
    "empty-fields": (b"{}\n", {}),
    "forty-deep": (b"[" * 40 + b"]" * 40, nested(40)),
}  # fmt: skip


@LOADERS
@pytest.mark.parametrize(("data", "expected"), READ.values(), ids=READ)
def test_reads_what_is_written(data: bytes, expected: Plain, loader: Any) -> None:
    value, problems = read(data, loader)
    assert problems == []
    assert plain(value) == expected


# --- what is refused --------------------------------------------------------------------------------------------------

INVISIBLE = "invisible character"
BOMB = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (n + 1, n + 1, b",".join([b"*%c" % n] * 9)) for n in range(ord("a"), ord("j"))
)

REFUSED: dict[str, tuple[bytes, list[Row]]] = {
    # the file
    "empty": (b"", [(1, 1, "empty-file", "is empty")]),
    "blank-lines": (b"\n \n", [(1, 1, "empty-file", "is empty")]),
    "only-a-byte-order-mark": (b"\xef\xbb\xbf", [(1, 1, "empty-file", "is empty")]),
    "only-comments": (b"# one\n# two\n", [(1, 1, "empty-file", "is empty")]),
    "only-document-start": (b"---\n", [(1, 1, "empty-file", "empty")]),
    "only-tilde": (b"~\n", [(1, 1, "empty-file", "empty")]),
    "only-null": (b"null\n", [(1, 1, "empty-file", "empty")]),
    "second-document": (b"a: 1\n---\nb: 2\n", [(2, 1, "second-document", "second YAML document")]),
    "second-document-empty": (b"---\n---\n", [(2, 1, "second-document", "second YAML document")]),
    "second-after-an-empty-one": (b"~\n---\na: 1\n", [(2, 1, "second-document", "second YAML document")]),
    "too-large": (b"#" * 500_001, [(1, 1, "file-too-large", "larger than 0.5 MB")]),
    # characters
    "utf-16-le": ("a: 1".encode("utf-16"), [(1, 1, "encoding", "UTF-16")]),
    "utf-16-be": (b"\xfe\xff\x00a", [(1, 1, "encoding", "UTF-16")]),
    "utf-32-le": ("a: 1".encode("utf-32"), [(1, 1, "encoding", "UTF-32")]),
    "utf-32-be": (b"\x00\x00\xfe\xff\x00\x00\x00a", [(1, 1, "encoding", "UTF-32")]),
    "latin-1": ("a: 1\nb: café\n".encode("latin-1"), [(2, 7, "encoding", "0xE9")]),
    "latin-1-after-wide-characters": ("日本: ".encode() + b"\xe9", [(1, 5, "encoding", "0xE9")]),
    "latin-1-after-a-byte-order-mark": (b"\xef\xbb\xbfa: \xe9", [(1, 4, "encoding", "0xE9")]),
    "latin-1-after-crlf": (b"a: 1\r\nb: \xe9\r\n", [(2, 4, "encoding", "0xE9")]),
    "cut-off-character": (b"a: \xc3", [(1, 4, "encoding", "0xC3")]),
    "surrogate-in-utf-8": (b"a: \xed\xa0\x80\n", [(1, 4, "encoding", "0xED")]),
    "overlong-nul": (b"a: \xc0\x80\n", [(1, 4, "encoding", "0xC0")]),
    "nul": (b"a: 1\nb: x\x00y\n", [(2, 5, "control-character", "U+0000")]),
    "bell": (b"a: x\x07\n", [(1, 5, "control-character", "U+0007")]),
    "escape": (b"a: \x1b[31m\n", [(1, 4, "control-character", "U+001B")]),
    "form-feed": (b"a: 1\x0cb: 2\n", [(1, 5, "control-character", "U+000C")]),
    "delete": (b"a: x\x7f\n", [(1, 5, "control-character", "U+007F")]),
    "c1-control": ("a: x\x9by\n".encode(), [(1, 5, "control-character", "U+009B")]),
    "next-line": ("a: x\x85y\n".encode(), [(1, 5, "control-character", "U+0085")]),
    "line-separator": ("a: x\u2028y\n".encode(), [(1, 5, "control-character", "U+2028")]),
    "paragraph-separator": ("a: x\u2029y\n".encode(), [(1, 5, "control-character", "U+2029")]),
    "right-to-left-override": ("a: x\u202ey\n".encode(), [(1, 5, "control-character", "U+202E")]),
    "isolate": ("a: x\u2066y\n".encode(), [(1, 5, "control-character", "U+2066")]),
    "second-byte-order-mark": (b"\xef\xbb\xbf" * 2 + b"a: 1\n", [(1, 1, "control-character", "U+FEFF")]),
    "no-character": ("a: x\ufffe\n".encode(), [(1, 5, "control-character", "U+FFFE")]),
    "escape-for-nul": (b'a: "\\0"\n', [(1, 4, "control-character", "U+0000")]),
    "escape-for-escape": (b'a: 1\nb: "x\\e[31m"\n', [(2, 4, "control-character", "U+001B")]),
    "escape-for-next-line": (b'a: "\\N"\n', [(1, 4, "control-character", "U+0085")]),
    "escape-for-line-separator": (b'a: ["x", "\\L"]\n', [(1, 10, "control-character", "U+2028")]),
    "escape-for-override": (b'a: "\\u202e"\n', [(1, 4, "control-character", "U+202E")]),
    # fields
    "duplicate": (b"a: 1\nb: 2\na: 3\n", [(3, 1, "duplicate-key", "'a' is written twice")]),
    "duplicate-in-braces": (b"{a: 1, a: 2}\n", [(1, 8, "duplicate-key", "'a' is written twice")]),
    "duplicate-inside": (b"x:\n  - a: 1\n    a: 2\n", [(3, 5, "duplicate-key", "'a' is written twice")]),
    "duplicate-quoted": (b"a: 1\n'a': 2\n", [(2, 1, "duplicate-key", "'a' is written twice")]),
    "duplicate-outside-and-inside": (b"a: 1\na:\n  b: 1\n  b: 2\n", [(2, 1, "duplicate-key", "'a'"), (4, 3, "duplicate-key", "'b'")]),
    "list-for-a-key": (b"? [a, b]\n: 1\n", [(1, 3, "field-name", "must be a word")]),
    "fields-for-a-key": (b"{a: 1}: 1\n", [(1, 1, "field-name", "must be a word")]),
    "double-braces": (b"a: {{ x }}\n", [(1, 5, "field-name", "must be a word")]),
    "null-key": (b"a: 1\nnull: 2\n", [(2, 1, "field-name", "missing before the colon")]),
    "tilde-key": (b"~: 1\n", [(1, 1, "field-name", "missing before the colon")]),
    "nothing-for-a-key": (b"? \n: 1\n", [(1, 2, "field-name", "missing before the colon")]),
    "merge": (b"a: &x {p: 1}\nb:\n  <<: *x\n  q: 1\n", [(3, 3, "merge-key", "not supported")]),
    # tags
    "tag-of-yaml": (b"a: !!str 1\n", [(1, 4, "tag", "'!!str'")]),
    "tag-of-the-author": (b"a: !important text\n", [(1, 4, "tag", "'!important'")]),
    "tag-alone": (b"a: !\n", [(1, 4, "tag", "'!'")]),
    "tag-for-no-tag": (b"a: ! 1\n", [(1, 4, "tag", "'!'")]),
    "tag-on-fields": (b"!!set {a, b}\n", [(1, 1, "tag", "'!!set'")]),
    "tag-on-a-list": (b"a: !!seq\n- 1\n", [(1, 4, "tag", "'!!seq'")]),
    "tag-on-a-key": (b"!!str a: 1\n", [(1, 1, "tag", "'!!str'")]),
    "tag-in-full": (b"a: !<tag:yaml.org,2002:int> 3\n", [(1, 4, "tag", "'!!int'")]),
    "tag-for-python": (b"a: !!python/object/apply:os.system [x]\n", [(1, 4, "tag", "os.system")]),
    "tag-and-no-content": (b"!x\n", [(1, 1, "tag", "'!x'")]),
    "tag-with-a-handle": (b"%TAG !e! tag:e,2000:\n---\na: !e!x 1\n", [(1, 1, "directive", "%")]),
    "tag-with-an-unknown-handle": (b"a: !e!x 1\n", [(1, 4, "yaml-syntax", "begins with !")]),
    "version-directive": (b"%YAML 1.2\n---\na: 1\n", [(1, 1, "directive", "%")]),
    # aliases
    "unknown-alias": (b"a: *nope\n", [(1, 4, "unknown-alias", "begins with *")]),
    "bold": (b"a: 1\nb: *bold text*\n", [(2, 4, "unknown-alias", "begins with *")]),
    "alias-before-its-anchor": (b"a: *x\nb: &x 1\n", [(1, 4, "unknown-alias", "begins with *")]),
    "alias-in-its-own-list": (b"a: &x [*x]\n", [(1, 8, "unknown-alias", "inside the value it refers to")]),
    "alias-in-its-own-fields": (b"a: &x {b: *x}\n", [(1, 11, "unknown-alias", "inside the value it refers to")]),
    "alias-in-a-list-named-anew": (b"a: &x 1\nb: &x [*x]\n", [(2, 8, "unknown-alias", "inside the value it refers to")]),
    "too-many-aliases": (b"a: &x 1\nb: [" + b"*x," * 101 + b"]\n", [(2, 305, "too-many-aliases", "more than 100")]),
    "alias-bomb": (BOMB, [(5, 23, "too-many-values", "50,000")]),
    # depth
    "forty-one-deep": (b"[" * 41 + b"]" * 41, [(1, 41, "too-deep", "more than 40")]),
    "many-brackets": (b"[" * 200_000, [(1, 41, "too-deep", "more than 40")]),
    "many-braces": (b"{a: " * 5_000, [(1, 161, "too-deep", "more than 40")]),
    "many-dashes": (b"- " * 500, [(1, 81, "too-deep", "more than 40")]),
    "many-question-marks": (b"? " * 500, [(1, 81, "too-deep", "more than 40")]),
    "many-indents": (b"".join(b" " * n + b"a:\n" for n in range(60)), [(41, 41, "too-deep", "more than 40")]),
}  # fmt: skip


@LOADERS
@pytest.mark.parametrize(("data", "rows"), REFUSED.values(), ids=REFUSED)
def test_refuses_with_a_place(data: bytes, rows: list[Row], loader: Any) -> None:
    _, problems = read(data, loader)
    assert found(problems) == [row[:3] for row in rows]
    for problem, row in zip(problems, rows, strict=True):
        assert row[3] in problem.message
        assert problem.hint


@LOADERS
@pytest.mark.parametrize("escape", [b"\\U00110000", b"\\UFFFFFFFF", b"\\ud800", b"\\ud83d\\ude00"])
def test_an_escape_for_no_character_is_a_problem_in_words(escape: bytes, loader: Any) -> None:
    _, problems = read(b'a: 1\nb: "%s"\n' % escape, loader)
    assert [p.place.line for p in problems] == [2]
    assert "escape" in problems[0].message
    assert problems[0].hint


@pytest.mark.parametrize("data", [b"a:\t1\n", b"a: 1\t\nb: 2\n", b"a: [\n\tb\n]\n"])
def test_a_tab_that_indents_nothing(data: bytes) -> None:
    """YAML allows it and libyaml reads it; PyYAML's own scanner does not, and then the author hears where."""
    assert not read(data)[1]
    assert found(read(data, yaml.SafeLoader)[1])[0][2] == "yaml-syntax"


def test_the_first_of_two_fields_is_kept_and_shown() -> None:
    value, problems = read(b"x:\n  a: 1\n  b: 2\n  a: 3\n  a: 4\n")
    assert plain(value) == {"x": {"a": "1", "b": "2"}}
    first = ((Place("a.yaml", 2, 3, 2, 4), "the first is here"),)
    assert [(p.place.line, p.related) for p in problems] == [(4, first), (5, first)]


def test_a_refused_field_takes_only_its_own_value_along() -> None:
    value, problems = read(b"[x]: {y: 1}\n~: [2]\n<<: 3\na: 4\n")
    assert plain(value) == {"a": "4"}
    assert [p.code for p in problems] == ["field-name", "field-name", "merge-key"]


def test_the_largest_file_is_still_decoded() -> None:
    problems: list[Problem] = []
    assert decode(b"#" * 500_000, "a.yaml", problems) == "#" * 500_000
    assert problems == []


def test_many_fields_are_told_apart() -> None:
    """A second is plenty for these; comparing each field with all before it would take half a minute."""
    value, problems = read(b"".join(b"k%d: 1\n" % n for n in range(24_000)) + b"k7: 2\n")
    assert isinstance(value, Map) and len(value.entries) == 24_000
    assert [(problem.place.line, problem.related[0][0].line) for problem in problems] == [(24_001, 8)]


# --- places -----------------------------------------------------------------------------------------------------------

SAMPLE = """\
title: A b
list:
  - one
  - 'two'
map: {x: 1}
text: |
  x
  y
wörd: z
"""


@LOADERS
def test_keys_and_values_know_where_they_stand(loader: Any) -> None:
    value, _ = read(SAMPLE.encode(), loader)
    assert isinstance(value, Map)
    assert value.place == Place("a.yaml", 1, 1, 10, 1)
    assert [(str(key), astuple(key.place)[1:], astuple(item.place)[1:]) for key, item in value.entries.items()] == [
        ("title", (1, 1, 1, 6), (1, 8, 1, 11)),
        ("list", (2, 1, 2, 5), (3, 3, 5, 1)),
        ("map", (5, 1, 5, 4), (5, 6, 5, 12)),
        ("text", (6, 1, 6, 5), (6, 7, 9, 1)),
        ("wörd", (9, 1, 9, 5), (9, 7, 9, 8)),
    ]


@LOADERS
def test_items_know_where_they_stand(loader: Any) -> None:
    value, _ = read(SAMPLE.encode(), loader)
    assert isinstance(value, Map)
    items = list(value.entries.values())[1]
    assert isinstance(items, List)
    assert [astuple(item.place) for item in items.items] == [("a.yaml", 3, 5, 3, 8), ("a.yaml", 4, 5, 4, 10)]


def test_places_count_characters_behind_a_byte_order_mark_and_emoji() -> None:
    value, _ = read("\ufeff😀: 日本\r\nb: c\r\n".encode())
    assert isinstance(value, Map)
    assert [astuple(item.place)[1:] for item in value.entries.values()] == [(1, 4, 1, 6), (2, 4, 2, 5)]


AT: dict[str, tuple[str, str]] = {
    "plain": ("a: one HERE\n", "HERE"),
    "single-quoted": ("a: 'one HERE'\n", "HERE"),
    "double-quoted": ('a: ["one HERE"]\n', "HERE"),
    "in-a-list": ("- one HERE\n", "HERE"),
    "literal": ("a: |\n  one\n   two HERE\n", "HERE"),
    "literal-in-fields": ("a:\n  b: |\n    one\n    HERE\n", "HERE"),
    "literal-in-a-list": ("- |\n one\n HERE\n", "HERE"),
    "literal-after-blank-lines": ("a: |\n\n\n  one\n\n  HERE\n", "HERE"),
    "literal-stated-indent": ("a: |2\n    one\n   HERE\n", "HERE"),
    "literal-stated-after-strip": ("a: |-2\n    one\n   HERE\n", "HERE"),
    "literal-stated-in-fields": ("a:\n  b: |2\n      one HERE\n", "HERE"),
    "literal-stated-and-blank-lines": ("a: |2\n\n     \n    one HERE\n", "HERE"),
    "literal-stated-in-a-list-of-fields": ("- a: |2\n      one HERE\n", "HERE"),
    "literal-stated-in-a-list-of-lists": ("- - |1\n    one HERE\n", "HERE"),
    "literal-at-the-top": ("--- |\n  one\n  HERE\n", "HERE"),
    "literal-crlf": ("a: |\r\n  one\r\n  HERE\r\n", "HERE"),
    "literal-with-an-anchor": ("a: &x |2\n    one HERE\n", "HERE"),
    "plain-with-an-anchor": ("a: &x one HERE\n", "HERE"),
}


@LOADERS
@pytest.mark.parametrize(("file", "word"), AT.values(), ids=AT)
def test_a_word_inside_a_text_is_found_in_the_file(file: str, word: str, loader: Any) -> None:
    text = text_of(read(file.encode(), loader)[0])
    row, column = next((n, line.index(word)) for n, line in enumerate(text.splitlines()) if word in line)
    place = text.at(row, column, len(word))
    assert place.line == place.end_line
    line = re.split(r"\r\n|\n", file)[place.line - 1]
    assert line[place.column - 1 : place.end_column - 1] == word


@pytest.mark.parametrize("file", ["a: 'it''s HERE'\n", 'a: "x\\"y HERE"\n', 'a: "\\u00e9 HERE"\n'])
def test_escapes_never_shift_a_place_onto_other_words(file: str) -> None:
    text = text_of(read(file.encode())[0])
    place = text.at(0, text.index("HERE"), 4)
    column = file.index("HERE") + 1
    assert place in (Place("a.yaml", 1, column, 1, column + 4), text.place)


@pytest.mark.parametrize("file", ["a: one\n  two\n", "a: >\n  one\n  two\n", "a: 'one\n  two'\n"])
def test_folded_lines_are_shown_as_a_whole(file: str) -> None:
    text = text_of(read(file.encode())[0])
    assert text.at(0, 4) == text.place


def test_text_keeps_its_place_through_pickling() -> None:
    text = fields("a: |\n  x\n")[Text("a", Place("a.yaml"))]
    again = pickle.loads(pickle.dumps(text))
    assert isinstance(text, Text)
    assert (again, again.place, again.style, again.indent) == ("x\n", text.place, "|", 2)


# --- kinds ------------------------------------------------------------------------------------------------------------

KINDS = {
    "null": ["", "~", "null", "Null", "NULL"],
    "bool": ["true", "True", "TRUE", "false", "False", "FALSE"],
    "int": ["0", "-5", "+7", "010", "0o17", "0x1F", "20250221"],
    "float": ["1.10", ".5", "5.", "-1e3", "1E+3", ".inf", "-.INF", ".nan", ".NaN"],
    "str": [
        "no",
        "on",
        "yes",
        "y",
        "nULL",
        "tRUE",
        "12:30",
        "1_000",
        "0b1",
        "0o8",
        "2025-02-21",
        "1.2.3",
        "-",
        ".",
        "<<",
        "=",
        "+.nan",
        "٣",
    ],
}


@pytest.mark.parametrize(("text", "expected"), [(text, name) for name, texts in KINDS.items() for text in texts])
def test_kinds_follow_the_core_schema_of_yaml_1_2(text: str, expected: str) -> None:
    assert kind(Text(text, Place("a.yaml"))) == expected


@pytest.mark.parametrize("style", ["'", '"', "|", ">"])
def test_what_is_quoted_or_in_a_block_is_text(style: str) -> None:
    assert {kind(Text(text, Place("a.yaml"), style)) for text in ("", "~", "true", "1", ".5")} == {"str"}


def test_lists_and_fields_have_kinds_of_their_own() -> None:
    assert [kind(value) for value in fields("a: [1]\nb: {c: 1}\n").values()] == ["list", "map"]


# --- laws -------------------------------------------------------------------------------------------------------------


def check_places(data: bytes, loader: Any) -> None:
    """Nothing is raised, and every problem stands at a line and column the file has."""
    value, problems = read(data, loader)
    lines = re.split(r"\r\n|\r|\n", data.decode("utf-8", "replace").removeprefix("\ufeff"))
    for place in [p.place for p in problems] + [place for p in problems for place, _ in p.related]:
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
        assert (place.line, place.column) <= (place.end_line, place.end_column)
    assert value is not None or problems


@LOADERS
@given(st.text())
def test_any_text_gives_a_value_or_places(loader: Any, text: str) -> None:
    check_places(text.encode(), loader)


@LOADERS
@given(st.binary())
def test_any_bytes_give_a_value_or_places(loader: Any, data: bytes) -> None:
    check_places(data, loader)


@LOADERS
@given(
    st.lists(
        st.sampled_from(
            [
                *"\n\r\t:-?[]{},#&*!|>'\"%@`~<.ab1\\ é😀",
                "\n  ",
                "\n- ",
                ": ",
                "&x ",
                "*x",
                "!!t ",
                "<<: ",
                "---\n",
                "...\n",
                "|2\n",
                '"\\',
                "\\u",
                "ud8",
                "%YAML 1.2\n",
            ]
        )
    ).map("".join)
)
def test_any_yaml_like_text_gives_a_value_or_places(loader: Any, text: str) -> None:
    check_places(text.encode(), loader)
