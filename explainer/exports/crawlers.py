"""The pages -> what crawlers ask for: the sitemap and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from explainer.addresses import Addresses
from explainer.pages import Page


def sitemap(pages: Iterable[Page], addresses: Addresses) -> bytes:
    """https://www.sitemaps.org/protocol.html"""
    rows = (
        f" <url><loc>{escape(addresses.full(page.path))}</loc></url>\n" for page in pages if page.path.endswith("/")
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return (head + "".join(rows) + "</urlset>\n").encode()


def robots(addresses: Addresses) -> bytes:
    """Everybody may read everything."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {addresses.full('/sitemap.xml')}\n".encode()
