"""Markdown: where a citation stands, what is refused, and that no word of an editor's gets lost on the way."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.addresses import Addresses
from explainer.findings import findings
from explainer.load import load_content
from explainer.markdown import read_prose
from explainer.model import Citation, Link, Prose
from explainer.pages.parts import Desk, Piece
from explainer.problems import Place, Problem
from explainer.yamltext import Map, Text, read_yaml

HARBOUR = Path(__file__).parent / "sites" / "harbour" / "content"
KINDS = {
    "source": "@{source}",
    "figure": "@f:{source}/{item}",
    "quote": "@q:{source}/{item}",
    "event": "@e:{source}{item}",
}


def read(file: str, *, own: str = "", one_line: bool = False) -> tuple[Prose, list[Problem]]:
    """The field `text` of a YAML file as prose."""
    problems: list[Problem] = []
    value = read_yaml(file, "f.yaml", problems)
    assert isinstance(value, Map) and not problems
    (text,) = value.entries.values()
    assert isinstance(text, Text)
    return read_prose(text, own, problems, one_line=one_line), problems


def prose(text: str, own: str = "") -> Prose:
    """A text as prose, which must hold no problem."""
    problems: list[Problem] = []
    result = read_prose(Text(text, Place("f.yaml")), own, problems)
    assert problems == []
    return result


def html(text: Prose) -> str:
    return "".join(piece if isinstance(piece, str) else "{}" for piece in text.pieces)


def targets(text: Prose) -> list[str]:
    return [KINDS[t.kind].format(source=t.source, item=t.item) for c in text.citations for t in c.targets]


def marked(file: str, place: Place) -> str:
    """The stretch of a file that a place marks."""
    assert place.line == place.end_line
    return re.split(r"\r\n|\r|\n", file)[place.line - 1][place.column - 1 : place.end_column - 1]


# --- places -----------------------------------------------------------------------------------------------------------

STANDING = {
    "literal": "text: |\n  First [@one].\n  Then [@two].\n",
    "literal, kept": "text: |+\n\n\n  First [@one].\n\n  Then [@two].\n\n",
    "literal, indented by number": "text: |2\n    First [@one].\n\n  Then [@two].\n",
    "literal, deep": "text: |\n            First [@one].\n            Then [@two].\n",
    "literal, in a list": "text: |\n  - First [@one]\n  - Then\n    and [@two]\n",
    "literal, in a list in a list": "text: |\n  1. So:\n     - First [@one]\n     - Then\n  \n       and [@two]\n",
    "literal, quoted": "text: |\n  > First [@one]\n  > Then [@two]\n",
    "literal, quoted lazily": "text: |\n  > First [@one]\n  Then [@two]\n",
    "literal, list in a quotation": "text: |\n  > - First [@one]\n  >   and [@two]\n",
    "literal, hung": "text: |\n  First [@one]\n     then [@two]\n",
    "literal, spaces at the end": "text: |\n  First [@one]   \n  then [@two]  \n",
    "literal, twice the same": "text: |\n  a [@one] a\n  a [@two] a\n",
    "literal, on one line": "text: |\n  a [@one] and [@two]\n",
    "literal, in one bracket": "text: |\n  a [@one;   @two]\n",
    "literal, over a line's end": "text: |\n  a [@one;\n  @two] b\n",
    "literal, over a line's end in a list": "text: |\n  - a [@one;\n    @two] b\n",
    "literal, in emphasis": "text: |\n  *a [@one]* **b [@two]**\n",
    "literal, after escapes": "text: |\n  \\[@none] \\*a [@one] &amp; `x` [@two]\n",
    "literal, after wide characters": "text: |\n  🌊é漢 [@one] – 🌊 [@two]\n",
    "literal, windows": "text: |\r\n  First [@one].\r\n  Then [@two].\r\n",
    "plain": "text: First [@one] and [@two].\n",
    "plain, after a comment": "# [@one] [@two]\ntext: First [@one] and [@two]. # [@one]\n",
    "single quotes": "text: 'First [@one] and [@two].'\n",
    "single quotes, led by spaces": "text: '   First [@one] and [@two].  '\n",
    "double quotes": 'text: "First [@one] and [@two]."\n',
}


@pytest.mark.parametrize("how", STANDING)
def test_a_citation_knows_where_it_stands(how: str) -> None:
    file = STANDING[how]
    text, problems = read(file)
    assert problems == []
    assert targets(text) == ["@one", "@two"]
    assert [marked(file, t.place) for c in text.citations for t in c.targets] == ["@one", "@two"]


FOLDED = (
    "text: >\n  First [@one]\n  then [@two]\n",
    "text: First [@one]\n  then [@two]\n",
    "text: 'It''s in [@one] and [@two].'\n",
    'text: "The \\"limit\\" \\u2013 [@one] and [@two]."\n',
    'text: "First [@one; @two]\\n\\nand"\n',
)


@pytest.mark.parametrize("file", FOLDED)
def test_where_yaml_folds_or_escapes_the_whole_text_is_marked(file: str) -> None:
    text, _ = read(file)
    assert targets(text) == ["@one", "@two"]
    assert {t.place for c in text.citations for t in c.targets} == {text.text.place}


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("text: |\n  a\n  see [this](people/) b\n", "[this](people/)"),
        ("text: |\n  - a\n  - see *[this](people/)* b\n", "[this](people/)"),
        ("text: see <ftp://x.example> b\n", "<ftp://x.example>"),
        ("text: |\n  a\n  see ![this](/p.png) b\n", "![this](/p.png)"),
        ("text: |\n  a\n\n  # b\n", "# b"),
        ("text: |\n  a\n\n  ---\n", "---"),
    ],
)
def test_what_is_refused_is_marked_where_it_stands(file: str, words: str) -> None:
    _, (problem,) = read(file)
    assert marked(file, problem.place) == words


# --- citations --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "own", "cited"),
    [
        ("[@a]", "", ["@a"]),
        ("[@a; @b]", "", ["@a", "@b"]),
        ("[@a;@b ; @c]", "", ["@a", "@b", "@c"]),
        ("[@f:a/cost]", "", ["@f:a/cost"]),
        ("[@q:a/not-a-penny]", "", ["@q:a/not-a-penny"]),
        ("[@f:cost]", "a", ["@f:a/cost"]),
        ("[@q:line; @f:b/cost]", "a", ["@q:a/line", "@f:b/cost"]),
        ("[@a][@b]", "", ["@a", "@b"]),
        ("[@2024-05-report]", "", ["@2024-05-report"]),
        ("*[@a]* > ([@b])", "", ["@a", "@b"]),
        ("[@e:vote]", "", ["@e:vote"]),
        ("[@e:vote]", "a", ["@e:vote"]),
        ("[@e:vote; @a; @f:cost]", "a", ["@e:vote", "@a", "@f:a/cost"]),
        ("[@e:2024-05-vote;@e:e]", "", ["@e:2024-05-vote", "@e:e"]),
    ],
)
def test_forms_of_citation(text: str, own: str, cited: list[str]) -> None:
    assert targets(prose(text, own)) == cited


@pytest.mark.parametrize("text", ["\\[@a]", "`[@a]`", "[ @a]", "[a]", "desk@a.example", "@a]", "\\[@a; @b\\]"])
def test_what_is_no_citation_stays_as_written(text: str) -> None:
    result = prose(text)
    assert list(result.citations) == []
    assert text_of(html(result)) == text.replace("\\", "").replace("`", "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[@]", "'@' is no citation"),
        ("[@A]", "'@A' is no citation"),
        ("[@a, @b]", "'@a, @b' is no citation"),
        ("[@a; b]", "'b' is no citation"),
        ("[@a;]", "'' is no citation"),
        ("[@a/b]", "'@a/b' is no citation"),
        ("[@p:a/b]", "'@p:a/b' is no citation"),
        ("[@f:]", "'@f:' is no citation"),
        ("[@f:a/b/c]", "'@f:a/b/c' is no citation"),
        ("[@a--b]", "'@a--b' is no citation"),
        ("[@f:cost]", "'@f:cost' does not say which source"),
        ("[@q:line]", "'@q:line' does not say which source"),
        ("[@e:]", "'@e:' is no citation"),
        ("[@e:a/vote]", "'@e:a/vote' is no citation"),
        ("[@e: vote]", "'@e: vote' is no citation"),
        ("[@E:vote]", "'@E:vote' is no citation"),
    ],
)
def test_what_looks_like_a_citation_and_is_none_is_reported(text: str, words: str) -> None:
    _, (problem,) = read(f"text: '{text}'\n")
    assert (problem.code, problem.message) == ("citation", words)
    assert problem.hint


def test_a_citation_without_its_bracket_is_reported() -> None:
    _, problems = read("text: |\n  a [@one and\n  b\n")
    assert [(p.code, p.place.line, p.place.column) for p in problems] == [("citation", 2, 6)]


def test_every_wrong_citation_is_reported_and_the_right_ones_kept() -> None:
    text, problems = read("text: |\n  [@a] [@B] [@C; @d]\n  [@E]\n")
    assert targets(text) == ["@a", "@d"]
    assert [(p.place.line, p.place.column) for p in problems] == [(2, 9), (2, 14), (3, 4)]


@pytest.mark.parametrize("text", ["[see [@a]](https://x.example)", "[*see [@a]*](/people/)", "[[@a]](/people/)"])
def test_a_citation_is_a_link_and_cannot_stand_in_one(text: str) -> None:
    """A link in a link is no HTML: a browser would end the first where the second begins."""
    _, problems = read(f"text: '{text}'\n")
    assert len(problems) == 1


# --- paragraphs -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a {.editor}", '<p><span class="ours"><b>In our words.</b> a</span></p>'),
        ("a{.editor}", '<p><span class="ours"><b>In our words.</b> a</span></p>'),
        ("a {.editor}  \n", '<p><span class="ours"><b>In our words.</b> a</span></p>'),
        ("a\nb {.editor}", '<p><span class="ours"><b>In our words.</b> a\nb</span></p>'),
        ("a\n{.editor}", '<p><span class="ours"><b>In our words.</b> a\n</span></p>'),
        ("a [@b] {.editor}", '<p><span class="ours"><b>In our words.</b> a {}</span></p>'),
        ("a *b* {.editor}", '<p><span class="ours"><b>In our words.</b> a <em>b</em></span></p>'),
        ("[a](/people/) {.editor}", '<p><span class="ours"><b>In our words.</b> {}a</a></span></p>'),
        ("> a {.editor}", '<blockquote>\n<p><span class="ours"><b>In our words.</b> a</span></p>\n</blockquote>'),
        ("a {.editor}\n\nb", '<p><span class="ours"><b>In our words.</b> a</span></p>\n<p>b</p>'),
        (
            "a\n\nb {.editor}\n\n- c",
            '<p>a</p>\n<p><span class="ours"><b>In our words.</b> b</span></p>\n<ul>\n<li>c</li>\n</ul>',
        ),
        (
            "- a {.editor}\n\n- b",
            '<ul>\n<li>\n<p><span class="ours"><b>In our words.</b> a</span></p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>',
        ),
    ],
)
def test_a_mark_at_its_end_makes_a_paragraph_the_editors_own(text: str, expected: str) -> None:
    result = prose(text)
    assert html(result) == expected
    assert sum(paragraph.ours for paragraph in result.paragraphs) == 1
    assert not any("{.editor}" in paragraph.words for paragraph in result.paragraphs)


@pytest.mark.parametrize("text", ["- a\n- b {.editor}", "1. a\n   - b\n     {.editor}"])
def test_an_item_of_a_list_is_a_paragraph_too(text: str) -> None:
    result = prose(text)
    assert [(paragraph.words, paragraph.ours) for paragraph in result.paragraphs] == [("a", False), ("b", True)]
    assert "{.editor}" not in html(result)


def test_a_line_can_be_the_editors_own() -> None:
    text, problems = read("text: 'a *b*. {.editor}'\n", one_line=True)
    assert (html(text), [paragraph.ours for paragraph in text.paragraphs], problems) == (
        '<span class="ours"><b>In our words.</b> a <em>b</em>.</span>',
        [True],
        [],
    )


@pytest.mark.parametrize(
    "text",
    [
        "{.editor} a",
        "a {.editor} b",
        "a {.editor}\nb",
        "a {.editor}.",
        "a {.editor} [@b]",
        "a {.editor} *b*",
        "*a {.editor}*",
        "`a {.editor}`",
        "a {.Editor}",
        "a { .editor }",
        "a {editor}",
    ],
)
def test_anywhere_else_the_mark_is_a_slip(text: str) -> None:
    found, problems = read(f"text: |\n  {text.replace(chr(10), chr(10) + '  ')}\n")
    assert [paragraph.ours for paragraph in found.paragraphs] == [False]
    assert [(problem.code, problem.message) for problem in problems] == [
        ("markdown", "the editors' mark stands at the end of a paragraph")
    ]


def test_a_mark_that_belongs_to_the_text_is_escaped() -> None:
    result = prose(r"a \{.editor}")
    assert (text_of(html(result)).strip(), result.paragraphs[0].ours) == ("a {.editor}", False)


def test_a_mark_alone_is_a_slip() -> None:
    _, problems = read("text: |\n  a\n\n  {.editor}\n")
    assert [problem.message for problem in problems] == ["there is nothing before the editors' mark"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a [@b] c", ["a      c"]),
        ("a [@b; @f:c/d] e", ["a              e"]),
        ("a [@b;\n@c] d", ["a     \n    d"]),
        ("[a](/people/) b", ["[a            b"]),
        ("[a](https://x.example/ 'c') b", ["[a                          b"]),
        ("a <https://x.example/b> c", ["a                       c"]),
        ("[a\nb](/c/) d", ["[a\nb       d"]),
        ("*a* **b** `c` \\* &amp;", ["*a* **b** `c` \\* &amp;"]),
        ("a {.editor}", ["a"]),
        ("a [@b] {.editor}", ["a"]),
        ("a < b > c", ["a < b > c"]),
        ("a [b] (c)", ["a [b] (c)"]),
        ("a\n\n- b [@c]\n- d\n\n> e\n> f", ["a", "b     ", "d", "e\nf"]),
        ("é漢🌊 [@b] c", ["é漢🌊      c"]),
    ],
)
def test_the_words_of_paragraphs_have_blanks_for_citations_and_addresses(text: str, words: list[str]) -> None:
    assert [paragraph.words for paragraph in prose(text).paragraphs] == words


def test_a_paragraph_knows_what_it_cites() -> None:
    first, second, third = prose("a [@b; @f:c/d] [@e:f]\n\n- g\n\n> [@q:h/i]").paragraphs
    assert [(target.kind, target.source, target.item) for target in first.targets] == [
        ("source", "b", ""),
        ("figure", "c", "d"),
        ("event", "", "f"),
    ]
    assert second.targets == ()
    assert [(target.kind, target.source, target.item) for target in third.targets] == [("quote", "h", "i")]


@pytest.mark.parametrize("how", STANDING)
def test_the_words_of_a_paragraph_know_where_they_stand(how: str) -> None:
    """Each word that is no citation, one after the other."""
    file = STANDING[how]
    for paragraph in read(file)[0].paragraphs:
        for word in re.finditer(r"[^\W_]+", paragraph.words):
            assert marked(file, paragraph.at(word.start(), word.end())) == word[0]


@pytest.mark.parametrize("file", FOLDED)
def test_words_of_a_folded_text_are_marked_as_the_whole(file: str) -> None:
    text, _ = read(file)
    assert {paragraph.at(0, 2) for paragraph in text.paragraphs} == {text.text.place}


# --- Markdown ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>"),
        ("a\n\nb", "<p>a</p>\n<p>b</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("a<br>b", "<p>a&lt;br&gt;b</p>"),
        ("<!-- a -->", "<p>&lt;!-- a --&gt;</p>"),
        ("a \"b\" 'c' -- d... (c)", "<p>a &quot;b&quot; 'c' -- d... (c)</p>"),
        ("www.x.example https://x.example", "<p>www.x.example https://x.example</p>"),
        ("[a](https://x.example/?b=c&d=e)", '<p><a href="https://x.example/?b=c&amp;d=e">a</a></p>'),
        ("[a](mailto:b@x.example)", '<p><a href="mailto:b@x.example">a</a></p>'),
        (
            '[a](https://x.example "\\" onclick=\\"b")',
            '<p><a href="https://x.example" title="&quot; onclick=&quot;b">a</a></p>',
        ),
        ("a | b\n--- | ---", "<p>a | b\n--- | ---</p>"),
        ("[a]: javascript:b", "<p>[a]: javascript:b</p>"),
        ("5 < 6 > 4 & 3", "<p>5 &lt; 6 &gt; 4 &amp; 3</p>"),
        ("a\\\nb", "<p>a<br>\nb</p>"),
    ],
)
def test_markdown(text: str, expected: str) -> None:
    assert html(prose(text)) == expected


def test_a_link_to_this_site_waits_for_its_address() -> None:
    result = prose("see [people](/people/#x) and")
    (link,) = [piece for piece in result.pieces if isinstance(piece, Link)]
    assert link.path == "/people/#x"
    assert html(result) == "<p>see {}people</a> and</p>"


@pytest.mark.parametrize(
    "address", ["//evil.example", "javascript:a", "people/", "#a", "https:///a", "ftp://a.example", "mailto:a"]
)
def test_a_link_is_a_web_address_or_a_path_of_this_site(address: str) -> None:
    _, (problem,) = read(f"text: 'see [this]({address})'\n")
    assert (problem.code, problem.message) == ("link", f"'{address}' is no address a link may have")


REFUSED = {
    "# a": "heading",
    "a\n===": "heading",
    "- # a": "heading",
    "> ## a": "heading",
    "![a](https://x.example/a.png)": "picture",
    "*![a](/a.png)*": "picture",
    "```\na\n```": "code block",
    "- ~~~\n  a\n  ~~~": "code block",
    "a\n\n***": "rule",
}


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str) -> None:
    problems: list[Problem] = []
    read_prose(Text(text, Place("f.yaml")), "", problems)
    assert [problem.code for problem in problems] == ["markdown"]
    assert REFUSED[text] in problems[0].message


@pytest.mark.parametrize("text", ["a\n\nb", "- a", "> a", "1. a"])
def test_a_line_is_one_paragraph(text: str) -> None:
    problems: list[Problem] = []
    read_prose(Text(text, Place("f.yaml")), "", problems, one_line=True)
    assert [problem.code for problem in problems] == ["markdown"]


def test_a_line_comes_without_a_paragraph() -> None:
    text, problems = read("text: 'a *b* [@c].'\n", one_line=True)
    assert (html(text), problems) == ("a <em>b</em> {}.", [])


@pytest.mark.parametrize(
    ("text", "deep"), [("> " * 20, False), ("> " * 21, True), ("> " * 150, True), ("- " * 150, True)]
)
def test_nothing_is_nested_so_deep_that_it_is_left_out(text: str, deep: bool) -> None:
    problems: list[Problem] = []
    prose = read_prose(Text(f"{text}a", Place("f.yaml")), "", problems)
    assert [p.message for p in problems] == (["lists or quotations stand too deep in each other here"] if deep else [])
    assert problems or "<p>a</p>" in str(prose.pieces[0])


OPEN = {
    "as-many-as-may-be": ("[" * 20, None),
    "closed": ("[a] " * 100, None),
    "in-other-paragraphs": ("[\n\n" * 100, None),
    "one-more": ("[" * 21, (1, 21)),
    "after-others": ("[a] " * 100 + "\n" + "![" * 21, (2, 42)),
    "none-of-a-link": ("\\[" * 21, (1, 42)),
}


@pytest.mark.parametrize(("text", "at"), OPEN.values(), ids=OPEN)
def test_no_more_brackets_are_open_than_can_be_looked_after(text: str, at: tuple[int, int] | None) -> None:
    problems: list[Problem] = []
    block = "".join(f"  {row}\n" for row in text.split("\n"))
    value = read_yaml(f"a: |\n{block}", "f.yaml", [])
    assert isinstance(value, Map)
    (given,) = value.entries.values()
    assert isinstance(given, Text)
    read_prose(given, "", problems)
    deep = [(p.place.line - 1, p.place.column - 2) for p in problems if "brackets are open" in p.message]
    assert deep == ([at] if at else [])


# --- prose on a page --------------------------------------------------------------------------------------------------


@cache
def desk() -> Desk:
    return Desk(findings(load_content(HARBOUR, "content")[0]), Addresses("https://example.org/a/b/"))


def text_of(markup: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", markup))


def shown(pieces: tuple[Piece, ...]) -> str:
    """What a reader sees, with the letters left out and a figure's or quote's own words in braces."""
    return "".join(_shown(pieces))


def _shown(pieces: tuple[Piece, ...]) -> Iterator[str]:
    for piece in pieces:
        yield piece.before + text_of(str(piece.html)) + (f"{{{piece.words}}}" if piece.words else "") + piece.after


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a [@gazette], b", [("cite", ",")]),
        ("a [@gazette]. b", [("cite", ".")]),
        ("(a [@gazette]). b", [("cite", ").")]),
        ("a [@gazette]?! b", [("cite", "?!")]),
        ("a [@f:gazette/cost]; b", [("figure", ";")]),
        ("a [@q:lagune/fonds]: b", [("quote", ":")]),
        ("a [@e:board-vote]: b", [("date", ":")]),
        ("(a [@gazette; @e:board-vote]).", [("cite", ""), ("date", ").")]),
        ("a [@gazette], [@lagune].", [("cite", ","), ("cite", ".")]),
        ("a [@gazette] b", [("cite", "")]),
        ("a [@gazette]", [("cite", "")]),
        ("*a [@gazette]*.", [("cite", "")]),
        ("a [@f:gazette/cost; @lagune].", [("figure", ""), ("cite", ".")]),
        ("a [@lagune; @f:gazette/cost; @q:gazette/lifeline].", [("cite", ""), ("figure", ""), ("quote", ".")]),
    ],
)
def test_punctuation_stays_with_the_citation_before_it(text: str, kept: list[tuple[str, str]]) -> None:
    pieces = desk().prose(prose(text))
    assert [(piece.kind, piece.after) for piece in pieces if piece.kind != "html"] == kept


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a [@gazette]", "a\u00a0"),
        ("a [@f:gazette/cost]", "a {up to £1.2 billion}"),
        ("a [@e:board-vote]", "a {3 May 2024}"),
        ("[@e:ferry-stops; @e:charter]", "{18–20 November 2024} {about 1987}"),
        ("a\n[@gazette].", "a\u00a0."),
        ("a [@q:gazette/lifeline] [@lagune]", "a {lifeline}\u00a0"),
        ("[@f:gazette/cost; @q:gazette/lifeline]", "{up to £1.2 billion} {lifeline}"),
        ("[@f:gazette/cost] [@q:gazette/lifeline]", "{up to £1.2 billion} {lifeline}"),
    ],
)
def test_no_line_breaks_before_a_letter(text: str, expected: str) -> None:
    assert shown(desk().prose(prose(text))) == expected


def test_sources_are_cited_in_the_order_of_their_letters_and_by_origin() -> None:
    (piece,) = [p for p in desk().prose(prose("a [@gazette; @lagune; @coast-herald]")) if p.kind == "cite"]
    assert [[mark.letter for mark in group] for group in piece.ties] == [["A"], ["B", "C"]]


def test_a_figure_and_a_quote_bring_their_words_and_lead_to_their_rows() -> None:
    pieces = desk().prose(prose("[@f:cost] and [@q:not-a-penny]", own="gazette"))
    found = [(piece.kind, piece.words, piece.href) for piece in pieces if piece.words]
    assert found == [
        ("figure", "up to £1.2 billion", "/a/b/figures/#gazette--cost"),
        ("quote", "not a penny more", "/a/b/quotes/#gazette--not-a-penny"),
    ]


def test_an_event_brings_its_date_and_leads_to_the_timeline() -> None:
    (piece,) = [p for p in desk().prose(prose("a [@e:board-vote]", own="gazette")) if p.words]
    assert (piece.kind, piece.words, piece.href) == ("date", "3 May 2024", "/a/b/timeline/#board-vote")


WORD = st.text("abcxyzéßŁœжд漢", min_size=1, max_size=5)
AFTER = st.text(".,;:!?)…—–’”»%/", max_size=3)
CITED = (
    "[@gazette]",
    "[@gazette; @lagune]",
    "[@f:gazette/cost]",
    "[@q:lagune/fonds]",
    "[@lagune;\n@coast-herald]",
    "[@e:board-vote]",
)
TOKEN = st.builds(str.__add__, WORD | st.sampled_from(CITED), AFTER)
LINES = st.lists(st.lists(TOKEN, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=4)


@given(LINES, st.sampled_from(["\n", "\n\n"]))
def test_no_word_is_lost_around_citations(lines: list[str], between: str) -> None:
    text = between.join(lines)
    result = prose(text)
    kept = re.sub(r"\{.*?\}", "", shown(desk().prose(result))).replace("\u00a0", " ")
    assert kept.split() == re.sub(r"\[@[^\]]*\]", "", text).split()
    assert len([piece for piece in result.pieces if isinstance(piece, Citation)]) == text.count("[@")


@given(LINES)
def test_no_text_begins_with_the_punctuation_of_a_citation(lines: list[str]) -> None:
    pieces = desk().prose(prose(" ".join(lines)))
    for before, after in pairwise(pieces):
        if before.kind != "html" and after.kind == "html":
            assert not re.match(r"[.,;:!?)]", str(after.html))


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=60))
def test_no_text_can_make_markup_of_its_own(text: str) -> None:
    """Whatever is written: only Markdown's own elements come out, and a text that is refused says why."""
    problems: list[Problem] = []
    result = read_prose(Text(text, Place("f.yaml")), "", problems)
    tags = set(re.findall(r"<(\w+)", html(result)))
    assert tags <= {"p", "em", "strong", "code", "ul", "ol", "li", "blockquote", "a", "br"} or problems


# --- a line of words --------------------------------------------------------------------------------------------------

SIGNS = st.sampled_from(" ,.;:?!“”‘’\"'()…–—£€$%/+-_*`[]<>&~{}@#=|\\^\n\t\u00a0\u2028aZ0éßΣ字\u0301")


@given(st.text(SIGNS | st.characters(exclude_characters="\0\r", exclude_categories=["Cs"])), st.booleans())
def test_a_line_of_words_comes_out_as_it_would_of_the_parser(words: str, one_line: bool) -> None:
    """With places everything goes through the parser, which then leaves a comment in each paragraph."""
    text = Text(f"a{words}", Place("content/explainer.yaml"))
    quick, whole = (read_prose(text, "", [], one_line=one_line, places=places) for places in (False, True))
    assert quick.paragraphs == whole.paragraphs
    assert html(quick) == re.sub("<!--place .*?-->", "", html(whole))
