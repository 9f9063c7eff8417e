"""The pages of the last build, where it wrote them -> those that another would set to the same bytes, and need not.

A page is a function of its layout and its view. So it is kept of each, as digests, what it was set from and to; and of
the layouts, the frame of all pages and the program, what they were. The bytes are those that lie in the folder, if they
are the ones that were written.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import jinja2
import markupsafe
import msgspec
from msgspec import Struct

from explainer.assets import MAX_BYTES
from explainer.cache import NOTHING_KEPT, Cache, key_of, stamp_of_program
from explainer.files import read_plain
from explainer.links import NOWHERE, Sound
from explainer.pages import Page, SiteView
from explainer.render import Layouts, file_name

Mark: TypeAlias = tuple[str, str]  # the digest of what a page was set from, and that of what came of it


class Ground(Struct, frozen=True):
    """Where the last build wrote its files, and what it kept."""

    cache: Cache
    out: Path


NO_GROUND = Ground(NOTHING_KEPT, Path())


class Print(Struct, frozen=True):
    """What is kept of a build: the digest of what all pages were set with, the pages, and the other files it wrote."""

    leaning: str
    pages: dict[str, Mark]
    others: tuple[str, ...]


class Printed:
    """What is known of the last build into a folder, and learnt of this one. Without a cache that is nothing."""

    def __init__(self, ground: Ground, layouts: Layouts, site: SiteView, base: str) -> None:
        """`site` is what all pages are given, and `base` the address of the site."""
        self.cache, self.out, self.base = ground.cache, ground.out, base
        self.pages: dict[str, Mark] = {}
        self.key = key_of(b"printed", os.fsencode(os.path.realpath(ground.out)))
        self.leaning = "" if self.cache.folder is None else _leaning(layouts, base, site)
        self.keeps = bool(self.leaning) and self.cache.keeps
        self.before = self._read() if self.leaning else _NONE

    def _read(self) -> Print:
        found = self.cache.read(self.key)
        try:
            known = msgspec.msgpack.decode(found or b"", type=Print)
        except msgspec.MsgspecError:
            return _NONE
        return known if known.leaning == self.leaning else _NONE

    def set(
        self, pages: Iterable[Page], render: Callable[[Iterable[Page]], Iterator[tuple[str, bytes]]]
    ) -> Iterator[tuple[str, bytes]]:
        """The files of pages, as they lie there or as `render` sets them."""
        if not (self.keeps or self.before.pages):
            yield from render(pages)
            return
        left: dict[str, tuple[Page, str]] = {}
        for page in pages:
            name, made_of = file_name(page.path), key_of(page.layout.encode(), _packed(page.view))
            mark = self.before.pages.get(name)
            data = self._lying(name, mark) if mark and mark[0] == made_of else None
            if mark and data is not None:
                self.pages[name] = mark
                yield name, data
            else:
                left[name] = page, made_of
        for name, data in render(page for page, _ in left.values()):
            self.pages[name] = left[name][1], key_of(data)
            yield name, data

    def _lying(self, name: str, mark: Mark) -> bytes | None:
        """A page as it lies there, if it is what was written."""
        try:
            data = read_plain(self.out / name, MAX_BYTES)
        except OSError:
            return None
        return data if key_of(data) == mark[1] else None

    def sound(self) -> Sound:
        """The site as it lies there: its links all led somewhere when it was written."""
        same = {name for name, mark in self.pages.items() if self.before.pages.get(name) == mark}
        files = {name: self._lying(name, mark) for name, mark in self.before.pages.items() if name not in same}
        changed = {name: data for name, data in files.items() if data is not None}
        if not same or len(changed) < len(files):
            return NOWHERE
        return Sound(self.base, changed, frozenset(same.union(self.before.others)), same)

    def keep(self, names: Iterable[str]) -> None:
        """Remember this build, which has been written, and what files there were when its links were looked up."""
        if self.keeps:
            others = tuple(name for name in names if name not in self.pages)
            self.cache.write(self.key, msgspec.msgpack.encode(Print(self.leaning, self.pages, others)))


_NONE = Print("", {}, ())


def _leaning(layouts: Layouts, base: str, site: SiteView) -> str:
    """The digest of all that pages are set with besides their views: every file that a layout could ask for, and the
    program. Nothing where not all can be read."""
    try:
        files = sorted(layouts.hold().items())
    except OSError:
        return ""
    named = (part for name, data in files for part in (os.fsencode(name), data))
    return key_of(stamp_of_program(jinja2, markupsafe, msgspec), base.encode(), _packed(site), *named)


def _plain(thing: Any) -> Any:
    """Of a kind of text its letters, and of back-links, which are looked up, what was found."""
    return str.__str__(thing) if isinstance(thing, str) else tuple(thing)


_packed = msgspec.msgpack.Encoder(enc_hook=_plain).encode
