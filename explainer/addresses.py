"""The address a site will be found at -> the address of each of its pages and files, as a link and in full."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

_BASE = re.compile(r"https?://[A-Za-z0-9.\-]+(?::\d+)?(?:/(?!\.{1,2}(?:/|\Z))[A-Za-z0-9._~\-]+)*/?\Z")


_NUMBER = re.compile(r"page/[1-9]\d*/\Z")


def numbered(path: str, number: int) -> str:
    """The path of a page of the list at a path, which count from 1: "/figures/page/2/"."""
    return path if number == 1 else f"{path}page/{number}/"


def first_page(path: str) -> str:
    """The path of the first page of the list that a page belongs to, or its own."""
    return _NUMBER.sub("", path) if "/page/" in path else path


class Addresses(Struct, frozen=True):
    """Addresses under one base. Paths begin with a slash and count from the site's own root.

    A place in a list is asked for as if the list were one page; `later` knows by the path of a list, and then by
    fragment, the page of what does not stand on the first.
    """

    base: str  # ends in a slash
    later: Mapping[str, Mapping[str, int]] = {}

    def path(self, path: str) -> str:
        """With the page that a place in a list is on: "/figures/page/7/#gazette--cost"."""
        listed, sign, fragment = path.partition("#")
        number = self.later[listed].get(fragment, 1) if sign and listed in self.later else 1
        return path if number == 1 else f"{numbered(listed, number)}#{fragment}"

    def full(self, path: str) -> str:
        """With scheme and host: for canonical links and data."""
        return self.lasting(self.path(path))

    def lasting(self, path: str) -> str:
        """The same as one page would have it: a name that stays when a record comes to another page of its list."""
        return self.base + path.removeprefix("/")

    def href(self, path: str) -> str:
        """From the root of the host, so that it works on every page and on 404.html at any depth."""
        return _root(self.base) + self.path(path).removeprefix("/")

    def in_full(self) -> Addresses:
        """The same addresses, whose links too have scheme and host: for what is read outside of the site."""
        return _InFull(self.base, self.later)

    def knowing(self, later: Mapping[str, Mapping[str, int]]) -> Addresses:
        """The same addresses of a site with long lists."""
        return replace(self, later=later)


@cache
def _root(base: str) -> str:
    """The path of a base, which ends in a slash."""
    return urlsplit(base).path


class _InFull(Addresses, frozen=True):
    def href(self, path: str) -> str:
        return self.full(path)


def read_base(url: str) -> Addresses | None:
    """The base an address stands for, or None where no site can be served from it."""
    return Addresses(url.rstrip("/") + "/") if _BASE.match(url) else None
