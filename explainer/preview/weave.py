"""A page as it was built -> the page as the preview serves it, each fact with its place and the preview's script.

The page is parsed, and what is added goes into its start tags at the offsets the parser gives; the comments that say
where paragraphs were written are taken out. All else stays byte for byte, so that what is looked at is what would be
published.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

from msgspec import Struct, field

from explainer.markdown import PLACE
from explainer.preview.table import OWN
from explainer.problems import Place

POLICY = ("script-src 'self'", "connect-src 'self'", "style-src 'self'", "img-src 'self'")


class Woven(Struct, frozen=True):
    """What pages are given: their site's number, the places by address, the drafts' addresses, the project's folder."""

    site: int
    places: Mapping[str, Place]
    drafts: frozenset[str] = field(default=frozenset())
    root: str = ""  # for links into an editor; empty where others can reach the preview


def weave(html: bytes, path: str, given: Woven) -> bytes:
    """The page at `path`, from the root of the host, as it is served."""
    text = html.decode("utf-8")
    tags = _Tags(text, path, given)
    tags.feed(text)
    tags.close()
    parts, end = [], 0
    for offset, old, new in sorted(tags.edits):
        parts += [text[end:offset], new]
        end = offset + old
    return "".join((*parts, text[end:])).encode("utf-8")


def waiting_page(root: str) -> bytes:
    """What is served while no build has gone well yet."""
    head = _head(root)
    return (
        f'<!doctype html>\n<html lang="en" data-site="0">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">{head}'
        "<title>Preview</title></head>\n"
        '<body><main id="the_text"><h1>No page yet</h1><p>No build has gone well so far. What is wrong stands below; '
        "this page follows as soon as it is mended.</p></main></body>\n</html>\n"
    ).encode()


def _head(root: str) -> str:
    return (
        f'<link rel="stylesheet" href="{OWN}preview.css">'
        f'<script type="module" src="{OWN}preview.js" data-own="{OWN}" data-root="{escape(root)}"></script>'
    )


# Elements that hold nothing, and so cannot be around a paragraph.
_EMPTY = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


class _Open(NamedTuple):
    """An element that is not closed yet: where its start tag ends, and whether that has a place."""

    name: str
    end: int
    placed: bool


class _Tags(HTMLParser):
    """Start tags -> what to put in or for them, as (offset, length of what it replaces, text)."""

    def __init__(self, text: str, path: str, given: Woven) -> None:
        super().__init__(convert_charrefs=True)
        self.path, self.given = path, given
        self.edits: list[tuple[int, int, str]] = []
        self.around: list[_Open] = []
        self.starts = [0]
        for line in text.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = self.get_starttag_text() or ""
        offset = self.position()
        end = offset + len(raw) - (2 if raw.endswith("/>") else 1)
        added = ""
        named = {name: value or "" for name, value in attrs}
        if tag == "head":
            self.edits.append((offset + len(raw), 0, _head(self.given.root)))
        elif tag == "meta" and named.get("http-equiv", "").casefold() == "content-security-policy":
            self.edits.append((offset, len(raw), _policy(named.get("content", ""))))
        else:
            added = self.added(tag, named)
            self.edits.append((end, 0, added))
        if tag not in _EMPTY:
            self.around.append(_Open(tag, end, " data-at=" in added))

    def handle_endtag(self, tag: str) -> None:
        names = [each.name for each in self.around]
        if tag in names:  # with those within it whose end was left out
            del self.around[len(names) - 1 - names[::-1].index(tag) :]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_comment(self, data: str) -> None:
        """The place of a paragraph goes to the element it stands in."""
        if not data.startswith(PLACE):
            return
        self.edits.append((self.position(), len(f"<!--{data}-->"), ""))
        element = self.around[-1]
        if not element.placed:
            self.edits.append((element.end, 0, f' data-at="{data.removeprefix(PLACE)}"'))
            self.around[-1] = element._replace(placed=True)

    def position(self) -> int:
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def added(self, tag: str, attrs: Mapping[str, str]) -> str:
        """The attributes an element is given."""
        given = self.given
        if tag == "html":
            return f' data-site="{given.site}"' + (' data-draft=""' if self.path in given.drafts else "")
        href = attrs.get("href", "")
        target = f"{self.path}{href}" if href.startswith("#") else href
        own = f"{self.path}#{attrs['id']}" if attrs.get("id") else ""
        place = given.places.get(own)
        place = place or (given.places.get(target) if tag == "a" else None)
        place = place or (given.places.get(self.path) if tag == "h1" else None)
        added = f' data-at="{escape(str(place))}"' if place else ""
        named = {own, target, target.partition("#")[0]} if tag == "a" else {own}
        return added + ("" if named.isdisjoint(given.drafts) else ' data-draft=""')


def _policy(content: str) -> str:
    """A page's own policy, and what the preview's script needs."""
    rules = [rule.strip() for rule in content.split(";") if rule.strip()]
    for wanted in POLICY:
        name, source = wanted.split(" ")
        at = next((n for n, rule in enumerate(rules) if rule.split()[0] == name), None)
        if at is None:
            rules.append(wanted)
        elif source not in rules[at].split():
            rules[at] = wanted if rules[at].endswith("'none'") else f"{rules[at]} {source}"
    policy = escape("; ".join(rules)).replace("&#x27;", "'")
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
