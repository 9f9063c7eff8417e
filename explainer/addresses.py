"""The address a site will be found at -> the address of each of its pages and files, as a link and in full."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from msgspec import Struct

_BASE = re.compile(r"https?://[A-Za-z0-9.\-]+(?::\d+)?(?:/(?!\.{1,2}(?:/|\Z))[A-Za-z0-9._~\-]+)*/?\Z")


class Addresses(Struct, frozen=True):
    """Addresses under one base. Paths begin with a slash and count from the site's own root."""

    base: str  # ends in a slash

    def full(self, path: str) -> str:
        """With scheme and host: for canonical links and data."""
        return self.base + path.removeprefix("/")

    def href(self, path: str) -> str:
        """From the root of the host, so that it works on every page and on 404.html at any depth."""
        return urlsplit(self.base).path + path.removeprefix("/")

    def in_full(self) -> Addresses:
        """The same addresses, whose links too have scheme and host: for what is read outside of the site."""
        return _InFull(self.base)


class _InFull(Addresses, frozen=True):
    def href(self, path: str) -> str:
        return self.full(path)


def read_base(url: str) -> Addresses | None:
    """The base an address stands for, or None where no site can be served from it."""
    return Addresses(url.rstrip("/") + "/") if _BASE.match(url) else None
