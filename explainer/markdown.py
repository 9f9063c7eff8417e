"""An editor's Markdown -> HTML in pieces, with the citations and internal links between them left to the page.

CommonMark by markdown-it-py with raw HTML off and nothing that changes an author's characters. Citations are written
as in Pandoc (https://pandoc.org/MANUAL.html#citation-syntax): `[@source]`, `[@a; @b]`, and `[@f:figure]`, `[@q:quote]`
for a figure or quote, with `source/` before its name outside that source's own file, and `[@e:event]` for the date of
an event. `{.editor}` at the end of a paragraph marks it as the editors' own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from html import escape
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, autolink, image, link
from markdown_it.token import Token

from explainer.model import Citation, Link, Paragraph, Prose, Target
from explainer.problems import Place, Problem
from explainer.yamltext import Text

PLACE = "place "  # opens a comment that says where a paragraph was written, for the preview
MAX_PROSE = 20_000  # characters of a field, which `reading` sees to
MAX_OPEN = 20  # brackets within each other; the parser looks for the end of each anew
MAX_LEVEL = 20  # of a block, a list and its item being two; what is deeper than 100 the parser leaves out

_CITATION = re.compile(r"\[@([^\[\]]*)\]|\[@")
_TARGET = re.compile(r"(?:(f|q|e):)?(?:([a-z0-9]+(?:-[a-z0-9]+)*)/)?([a-z0-9]+(?:-[a-z0-9]+)*)\Z")
_SAFE_LINK = re.compile(r"https?://[^\s/]|mailto:[^\s@]+@", re.IGNORECASE)
_ADDRESS = re.compile(r"\]\((?:[^()]|\([^()]*\))*\)|<[^<>\s]+>")  # of a link, which is not read
_OURS = re.compile(r"(?<!\s)\s*(?<!\\)\{\.editor\}\Z")
_MARK = re.compile(r"(?<!\\)\{ *(?:\. *)?editor *\}", re.IGNORECASE)
_WORDS = re.compile(r"""[^\W\d_][\w ,.;:?!“”‘’"'()…–—£€$%/+-]*(?<! )\n?\Z""")  # a line of nothing but words
_BRACKET = re.compile(r"[\[\]]|\n\s*\n")  # or the end of a paragraph
_HOLE = re.compile("\x00(\\d+)\x00")  # where a citation or link goes; content cannot hold the character

# What a field may hold: text, emphasis, links, lists, quotations. Headings belong to the layouts.
_REFUSED = {
    "heading_open": "a heading cannot stand in this text",
    "image": "a picture cannot stand in this text",
    "code_block": "a code block cannot stand in this text",
    "fence": "a code block cannot stand in this text",
    "hr": "a rule cannot stand in this text",
}
_REFUSED_HINT = {"hr": "remove the line", "heading_open": "put a \\ before the # or = if it belongs to the text"}


def _citation_rule(state: StateInline, silent: bool) -> bool:
    found = _CITATION.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = found[1] or ""
        token.meta = {"offset": state.pos, "length": len(found[0])}
    state.pos = found.end()
    return True


def _placed(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """A rule of markdown-it's whose first token remembers where it stood, which markdown-it itself forgets."""

    def placed(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.tokens)
        done = rule(state, silent)
        for token in state.tokens[known:]:
            if token.type in ("link_open", "image"):
                token.meta = {"offset": start, "length": state.pos - start}
                break
        return done

    return placed


def _parser() -> MarkdownIt:
    md = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False, "xhtmlOut": False})
    md.disable(["linkify", "table", "reference", "code"])
    md.inline.ruler.before("link", "citation", _citation_rule)
    for name, rule in (("link", link), ("autolink", autolink), ("image", image)):
        md.inline.ruler.at(name, _placed(rule))
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # each is judged below, where it can be reported
    return md


_MARKDOWN = _parser()


def read_prose(
    text: Text, own_source: str, problems: list[Problem], *, one_line: bool = False, places: bool = False
) -> Prose:
    """Read a field of at most MAX_PROSE characters. `own_source` is the id of the source it stands in, or empty.

    With `one_line` the field is a single paragraph and comes without a `<p>`. With `places` each paragraph opens with a
    comment that says where it was written.
    """
    if _WORDS.match(text) and "_" not in text and not places:
        return _words(text, one_line=one_line)
    reading = _Field(text, own_source, problems, places=places)
    if reading.too_deep():
        return Prose(text, ())
    tokens = _MARKDOWN.parse(text)
    reading.blocks(tokens)
    if one_line:
        tokens = reading.single_paragraph(tokens)
    html: str = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return Prose(text, tuple(reading.pieces(html.strip())), tuple(reading.paragraphs))


def _words(text: Text, *, one_line: bool) -> Prose:
    """The same for a line without a sign of Markdown, as most fields are, at a tenth of the cost."""
    words = text.removesuffix("\n")
    html = words.replace('"', "&quot;")
    return Prose(text, (html if one_line else f"<p>{html}</p>",), (Paragraph(words, (), False, text, ((0, 0),)),))


def _html(content: str) -> Token:
    return Token("html_inline", "", 0, content=content)


def _blank(found: re.Match[str]) -> str:
    """As many blanks, so that what follows keeps its place."""
    return re.sub(r"[^\n]", " ", found[0])


class _Field:
    """One field being read: its problems, and what goes into the holes of its HTML."""

    def __init__(self, text: Text, own_source: str, problems: list[Problem], *, places: bool) -> None:
        self.text, self.own_source, self.problems, self.places = text, own_source, problems, places
        self.lines = text.split("\n")
        self.holes: list[Citation | Link] = []
        self.paragraphs: list[Paragraph] = []
        self.looked_at: tuple[Token | None, tuple[tuple[int, int, int], ...]] = (None, ())  # see `rows`

    def too_deep(self) -> bool:
        """Whether more brackets are open than can be read in time, which is then a problem."""
        depth = 0
        for found in _BRACKET.finditer(self.text):
            depth = max(0, depth + {"[": 1, "]": -1}.get(found[0], -depth))
            if depth > MAX_OPEN:
                line = self.text.count("\n", 0, found.start())
                place = self.text.at(line, found.start() - (self.text.rfind("\n", 0, found.start()) + 1))
                message = f"more than {MAX_OPEN} brackets are open here"
                self.add(place, "markdown", message, "close them, or remove what is too much")
                return True
        return False

    def blocks(self, tokens: list[Token]) -> None:
        deep = next((token for token in tokens if token.level > MAX_LEVEL and token.nesting > 0), None)
        if deep:
            message = "lists or quotations stand too deep in each other here"
            self.add(self.line_place(deep), "markdown", message, "write them one below the other")
        for token in tokens:
            if token.type in _REFUSED:
                self.refuse(token.type, self.line_place(token))
            if token.type == "inline":
                ours = self.is_ours(token)
                known = len(self.holes)
                self.inline(token, list(token.children or []))
                self.paragraphs.append(self.paragraph(token, self.holes[known:], ours))
                if self.places:
                    place = self.offset_place(token, 0, len(token.content))
                    token.children = [_html(f"<!--{PLACE}{escape(str(place))}-->"), *(token.children or [])]

    def is_ours(self, block: Token) -> bool:
        """Whether a paragraph is marked as the editors' own; takes the mark away and says so in the HTML."""
        if "{" not in block.content:
            return False
        mark = _OURS.search(block.content)
        for wrong in _MARK.finditer(block.content[: mark.start()] if mark else block.content):
            place = self.offset_place(block, wrong.start(), len(wrong[0]))
            hint = "write {.editor} there, or a \\ before the { if it belongs to the text"
            self.add(place, "markdown", "the editors' mark stands at the end of a paragraph", hint)
        children = block.children or []
        if mark is None or not children or children[-1].type != "text":
            return False
        if not block.content[: mark.start()].strip():
            place = self.offset_place(block, 0, len(block.content))
            self.add(place, "markdown", "there is nothing before the editors' mark", "put it behind their words")
        children[-1].content = _OURS.sub("", children[-1].content)
        block.children = [_html('<span class="ours"><b>In our words.</b> '), *children, _html("</span>")]
        return True

    def paragraph(self, block: Token, holes: list[Citation | Link], ours: bool) -> Paragraph:
        words = _ADDRESS.sub(_blank, _CITATION.sub(_blank, block.content))
        words = _OURS.sub("", words) if "{" in words else words
        rows = tuple((line, shift) for _, line, shift in self.rows(block))
        targets = tuple(target for hole in holes if isinstance(hole, Citation) for target in hole.targets)
        return Paragraph(words, targets, ours, self.text, rows)

    def refuse(self, kind: str, place: Place) -> None:
        self.add(place, "markdown", _REFUSED[kind], _REFUSED_HINT.get(kind, "write it as text"))

    def single_paragraph(self, tokens: list[Token]) -> list[Token]:
        if [token.type for token in tokens] != ["paragraph_open", "inline", "paragraph_close"]:
            self.add(
                self.text.place,
                "markdown",
                "this field takes one paragraph, without lists or headings",
                "write it as one sentence or a few",
            )
            return tokens
        return tokens[1:2]

    def inline(self, block: Token, children: list[Token]) -> None:
        """Turn citations, and links to this site, into holes; report every link that is neither safe nor ours."""
        for token in children:
            if token.type == "text" and "](" in token.content:
                place = self.offset_place(block, block.content.find("]("), 2)
                self.add(
                    place,
                    "link",
                    "these brackets make no link",
                    "an address has no spaces, and a citation goes behind the link",
                )
            if "offset" not in token.meta:
                continue
            place = self.offset_place(block, token.meta["offset"], token.meta["length"])
            if token.type == "citation":
                self.hole(token, Citation(tuple(self.targets(block, token))))
            elif token.type == "link_open":
                self.link(token, place)
            else:
                self.refuse(token.type, place)

    def hole(self, token: Token, piece: Citation | Link) -> None:
        token.type, token.content = "html_inline", f"\x00{len(self.holes)}\x00"
        self.holes.append(piece)

    def link(self, token: Token, place: Place) -> None:
        href = str(token.attrs["href"])
        if href.startswith("/") and not href.startswith("//") and "\\" not in href:
            self.hole(token, Link(href, place))
        elif not _SAFE_LINK.match(href):
            hint = "write https://…, or /… for a page of this site"
            self.add(place, "link", f"'{href}' is no address a link may have", hint)

    def targets(self, block: Token, citation: Token) -> Iterator[Target]:
        """What stands between `[@` and `]`, each with its own place."""
        offset = citation.meta["offset"] + 1
        for part in f"@{citation.content}".split(";"):
            name = part.strip()
            place = self.offset_place(block, offset + part.index(name), max(1, len(name)))
            offset += len(part) + 1
            found = _TARGET.match(name.removeprefix("@"))
            if not name.startswith("@") or not found or (found[2] and found[1] not in ("f", "q")):
                hint = "write [@source], [@one; @two], [@f:source/figure], [@q:source/quote] or [@e:event]"
                self.add(place, "citation", f"'{name}' is no citation", hint)
                continue
            kind, source, item = found.groups()
            if not kind:
                yield Target("source", item, "", place)
            elif kind == "e":
                yield Target("event", "", item, place)
            elif not (source or self.own_source):
                hint = f"write @{kind}:source/{item}, with the id of a source"
                self.add(place, "citation", f"'{name}' does not say which source", hint)
            else:
                yield Target("figure" if kind == "f" else "quote", source or self.own_source, item, place)

    def pieces(self, html: str) -> Iterator[str | Citation | Link]:
        for number, part in enumerate(_HOLE.split(html)):
            if number % 2:
                yield self.holes[int(part)]
            elif part:
                yield part

    # --- places ---

    def line_place(self, token: Token) -> Place:
        line = (token.map or [0, 0])[0]
        row = self.lines[line] if line < len(self.lines) else ""
        start = len(row) - len(row.lstrip())
        return self.text.at(line, start, max(1, len(row.rstrip()) - start))

    def offset_place(self, block: Token, offset: int, length: int) -> Place:
        """The place of a stretch of a block's inline text, whose lines have lost their indentation and list marks."""
        rows = self.rows(block)
        begins, line, shift = rows[bisect_right(rows, offset, key=lambda row: row[0]) - 1]
        return self.text.at(line, offset - begins + shift, length)

    def rows(self, block: Token) -> tuple[tuple[int, int, int], ...]:
        """For each line of a block's inline text: its offset there, its line in the field, its beginning in that."""
        if self.looked_at[0] is not block:
            content = block.content.split("\n")
            offsets = accumulate((len(row) + 1 for row in content), initial=0)
            lines = enumerate(content, (block.map or [0, 0])[0])
            rows = tuple((at, n, self.shift(n, row)) for at, (n, row) in zip(offsets, lines, strict=False))
            self.looked_at = block, rows
        return self.looked_at[1]

    def shift(self, line: int, inline_line: str) -> int:
        """Where in a line of the field a line of a block's inline text begins."""
        full = self.lines[line] if line < len(self.lines) else ""
        return max(0, full.rfind(inline_line))

    def add(self, place: Place, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(place, code, message, hint))
