"""The built site -> a problem for each link in it that leads nowhere, where whoever wrote it finds it.

A link in prose is a problem of the line it was typed in; any other comes from a layout or a stylesheet.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from html import unescape
from itertools import chain
from urllib.parse import unquote, urljoin

from msgspec import Struct

from explainer.addresses import Addresses
from explainer.model import Link, Prose
from explainer.pages import Page
from explainer.parallel import Steps, in_steps, processors
from explainer.problems import Place, Problem, did_you_mean
from explainer.render import file_name

MANY = 300  # pages; to look through fewer takes no longer than to start another process


# The values of some attributes in either kind of marks, of which no text has any unescaped. That each begins with a
# blank makes it three times as fast.
_IN_MARKS = tuple(
    re.compile(f" (id|href|src|poster|action|srcset|content)={mark}([^{mark}]*){mark}".encode()) for mark in "\"'"
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_URL = re.compile(rb"""url\(\s*["']?([^"')]+)["']?\s*\)""")


# --- in prose ---------------------------------------------------------------------------------------------------------


def dangling_links(
    prose: Iterable[Prose], files: Mapping[str, bytes], later: Iterable[str], addresses: Addresses
) -> Iterator[Problem]:
    """Links to pages and files this site does not have, and to places that a page does not have. A place in a list is
    named without the page of the list that it is on. `later` are files that are known by name alone."""
    paths = {f"/{name.removesuffix('index.html')}" for name in (*files, *later)}
    ids: dict[str, set[str]] = {}  # of the pages that were looked at
    for text in prose:
        for piece in text.pieces:
            if isinstance(piece, Link):
                yield from _problem(piece, paths, files, addresses, ids)


def _problem(
    link: Link, paths: set[str], files: Mapping[str, bytes], addresses: Addresses, ids: dict[str, set[str]]
) -> Iterator[Problem]:
    path, _, fragment = link.path.partition("#")
    path = "/search/" if path.startswith("/search/?") else path
    if path not in paths:
        meant = did_you_mean(path, (known for known in paths if known.endswith("/")))
        hint = (
            f"did you mean '{meant}'?"
            if meant
            else "the pages are those of the navigation, and /sources/…/, /people/…/, /questions/…/"
        )
        yield Problem(link.place, "unknown-reference", f"this site has no page '{path}'", hint)
    elif fragment and file_name(path).endswith(".html"):
        if path not in ids:
            ids[path] = _names(_scan(files[file_name(path)]).ids)
            ids[path].update(addresses.later.get(path, ()))
        if fragment not in ids[path]:
            meant = did_you_mean(fragment, ids[path])
            hint = f"did you mean '{path}#{meant}'?" if meant else "remove what begins with #"
            yield Problem(link.place, "unknown-reference", f"'{path}' has no place called '{fragment}'", hint)


# --- in layouts and stylesheets ---------------------------------------------------------------------------------------


class Sound(Struct, frozen=True):
    """A site whose links all led somewhere: its address; its files, and those that are known by name alone; and which
    of its pages are the same now."""

    base: str
    files: Mapping[str, bytes]
    named: frozenset[str]
    same: Container[str]


NOWHERE = Sound("", {}, frozenset(), ())


def broken_links(
    pages: Iterable[Page],
    files: Mapping[str, bytes],
    later: Iterable[str],
    addresses: Addresses,
    shown: str,
    sound: Sound = NOWHERE,
) -> Iterator[Problem]:
    """Links of pages and stylesheets to what the site does not have, each once, wherever it stands.

    `files` are all but those that are made `later`, known by name; `shown` is what reports call the folder of layouts.
    What is as it was on a site that was `sound` is not looked at again, if nothing is gone that it may lead to.
    """
    site = _Site(files, {*files, *later}, addresses)
    if addresses.base == sound.base and site.has_all(sound):
        pages = [page for page in pages if file_name(page.path) not in sound.same]
    found: dict[tuple[str, str], list[Page]] = {}  # pages by a link and what is wrong with it
    work = tuple(pages)
    for number, link, wrong in _wrong_links(work, site):
        found.setdefault((link, wrong), []).append(work[number])
    for (link, wrong), on in found.items():
        related = ((on[0].place, f"while setting {on[0].path}"),)
        place = Place(f"{shown}/{on[0].layout}")
        layouts = sorted({page.layout for page in on})
        shared = f"; it stands in {len(layouts)} layouts, or in one that they share" if len(layouts) > 1 else ""
        yield Problem(place, "broken-link", f"'{link}' {wrong}", f"{HINT}{shared}", related)
    for name in (name for name in files if name.endswith(".css")):
        for link in sorted({each.decode("utf-8", "replace") for each in _URL.findall(files[name])}):
            if wrong := site.wrong(link, f"/{name}"):
                yield Problem(Place(f"{shown}/{name}"), "broken-link", f"'{link}' {wrong}")


def _wrong_links(pages: Sequence[Page], site: _Site) -> list[tuple[int, str, str]]:
    """By the number of its page, each link that leads nowhere and what is wrong with it, in the order of their letters.
    Each process looks through some of the pages and tells the others what places are on them."""

    def some(number: int, parts: int) -> Steps[dict[str, set[str]], set[tuple[int, str, str]]]:
        places: dict[str, set[str]] = {}
        # by a link, and the page that it counts from where that matters, the pages it is on
        links: defaultdict[tuple[bytes, str], list[int]] = defaultdict(list)
        for n in range(number, len(pages), parts):
            path = pages[n].path
            scan = _scan(site.files[file_name(path)])
            places[file_name(path)] = _names(scan.ids)
            for link in scan.links:
                if not (link.startswith(b"#") and link[1:] in scan.ids):
                    links[link, "" if link.startswith((b"/", b"http:", b"https:")) else path].append(n)
        for told in (yield places):
            site.known_ids |= told
        read = ((unescape(link.decode()), at, on) for (link, at), on in links.items())
        return {(n, link, wrong) for link, at, on in read if (wrong := site.wrong(link, at)) for n in on}

    return sorted(chain.from_iterable(in_steps(some, processors() if len(pages) >= MANY else 1)))


HINT = "a layout takes addresses from what it is given, those of its assets from site.assets"


def leads_alike(one: bytes, other: bytes) -> bool:
    """Whether two pages have the same links and places."""
    return _scan(one) == _scan(other)


class _Scan(Struct, frozen=True):
    """The names of places on a page, and all addresses on it as they are written, each once."""

    ids: set[bytes]
    links: set[bytes]


def _scan(page: bytes) -> _Scan:
    page = page.replace(b"\n", b" ").replace(b"\t", b" ").replace(b"\r", b" ")
    double, single = _IN_MARKS
    found = _Scan(set(), set())
    for name, value in double.findall(page) + (single.findall(page) if b"='" in page else []):
        if name == b"id":
            found.ids.add(value)
        elif name == b"srcset":  # several, each with its size behind it
            found.links.update(each.split()[0] for each in value.split(b",") if each.strip())
        elif name != b"content" or value.startswith((b"https://", b"http://")):  # its picture, its own address
            found.links.add(value)
    return found


def _names(ids: Iterable[bytes]) -> set[str]:
    return {unescape(name.decode()) for name in ids}


class _Site:
    """What can be linked to."""

    def __init__(self, files: Mapping[str, bytes], names: Container[str], addresses: Addresses) -> None:
        self.files, self.names, self.base = files, names, addresses.base
        self.root = addresses.href("/")
        self.known_ids: dict[str, set[str]] = {}  # of the pages that were looked at

    def has_all(self, sound: Sound) -> bool:
        """Whether all is there that another site could lead to."""
        if not all(name in self.names for name in (*sound.files, *sound.named)):
            return False
        changed = (name for name in sound.files if name.endswith(".html") and name not in sound.same)
        return all(self.ids(name) >= _names(_scan(sound.files[name]).ids) for name in changed)

    def wrong(self, link: str, at: str) -> str:
        """What is wrong with a link in the page or file at a path of the site, in words, or nothing."""
        if link.startswith(self.base):
            return self.wrong_path(self.root + link.removeprefix(self.base))
        if _SCHEME.match(link):
            return ""  # to somebody else, or to no place at all
        here = self.root + at[1:]
        if link.startswith("#"):
            return self.wrong_path(here + link)
        return self.wrong_path(link if link.startswith("/") else urljoin(here, link))

    def wrong_path(self, path: str) -> str:
        if not path.startswith(self.root):
            return f"leads out of the site, whose address is {self.base}"
        place, _, fragment = path.removeprefix(self.root).partition("#")
        name = file_name(f"/{unquote(place.partition('?')[0])}")
        if name not in self.names:
            return "leads to nothing: the site has no such page or file"
        if fragment and name.endswith(".html") and unquote(fragment) not in self.ids(name):
            return f"leads to nothing: that page has no place called '{fragment}'"
        return ""

    def ids(self, name: str) -> set[str]:
        """The places that a page has."""
        if name not in self.known_ids:
            self.known_ids[name] = _names(_scan(self.files[name]).ids)
        return self.known_ids[name]
