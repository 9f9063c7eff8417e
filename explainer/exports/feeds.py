"""The explainer and its corrections -> Atom feeds, https://www.rfc-editor.org/rfc/rfc4287.

The id of an entry is its address, made of what the entry is, so that no other order changes it, nor does a list that
came to have several pages. An element tree writes the XML, which cannot come out broken.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from markupsafe import Markup

from explainer.addresses import Addresses
from explainer.anchors import own
from explainer.findings import Findings
from explainer.model import Correction
from explainer.pages.corrections import KINDS, corrected
from explainer.pages.feeds import UPDATES, Feed, feeds, last_change, told_in
from explainer.pages.parts import Anchor, Desk, shortened
from explainer.pages.prose import as_html, line

ATOM = "http://www.w3.org/2005/Atom"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
TITLE = 120  # characters of a change


def feed_files(found: Findings, addresses: Addresses) -> Iterator[tuple[str, bytes]]:
    """(file name in the site, bytes) for each feed. What it links to is written in full, for it is read elsewhere."""
    desk = Desk(found, addresses.in_full())
    changed = last_change(found.content)
    for feed in feeds(found.content):
        assert changed is not None, "there is no feed of what has no date"
        yield feed.path.removeprefix("/"), _feed(desk, feed, changed)


def _feed(desk: Desk, feed: Feed, changed: dt.date) -> bytes:
    site, told = desk.content.site, told_in(feed, desk.content)
    days = [correction.date.first for correction, _ in told] + ([changed] if feed is UPDATES or not told else [])
    root = Element("feed", {"xmlns": ATOM, "xml:lang": site.language})
    _texts(root, id=desk.href(feed.path), title=f"{feed.title}: {site.title}", updated=_moment(max(days)))
    SubElement(SubElement(root, "author"), "name").text = f"The editors of “{site.title}”"
    _link(root, "self", desk.href(feed.path))
    _link(root, "alternate", desk.href("/" if feed is UPDATES else "/corrections/"))
    if site.licence:
        _texts(root, rights=f"Our words: {site.licence}. Quotations remain their owners’.")
    if feed is UPDATES:
        root.append(_explainer(desk, changed))
    root.extend(_entries(desk, told))
    indent(root, " ")
    return f"{HEAD}{tostring(root, encoding='unicode')}\n".encode()


def _explainer(desk: Desk, changed: dt.date) -> Element:
    """The explainer itself, which changes whenever it is updated."""
    site = desk.content.site
    entry = _entry(desk.href("/"), site.title, changed, "explainer", "The explainer")
    _link(entry, "alternate", desk.href("/"))
    _content(entry, Markup("<p>{}</p>").format(site.standfirst))
    return entry


def _entries(desk: Desk, told: Iterable[tuple[Correction, str]]) -> Iterator[Element]:
    for correction, name in told:
        kind, pieces = KINDS[correction.kind], desk.prose(correction.text)
        title = shortened(f"{kind}: {line(pieces)}", TITLE)
        place = f"/corrections/#{own('correction', name)}"
        entry = _entry(desk.addresses.lasting(place), title, correction.date.first, correction.kind, kind)
        _link(entry, "alternate", desk.href(place))
        links = corrected(desk, correction)
        for link in links:
            if link.href:
                _link(entry, "related", link.href)
        _content(entry, Markup("<p>{}</p><p>It concerns: {}.</p>").format(as_html(pieces), _listed(links)))
        yield entry


def _listed(links: Iterable[Anchor]) -> Markup:
    shown = (Markup('<a href="{}">{}</a>').format(link.href, link.text) if link.href else link.text for link in links)
    return Markup(", ").join(shown)


# --- elements ---------------------------------------------------------------------------------------------------------


def _entry(name: str, title: str, day: dt.date, term: str, label: str) -> Element:
    entry = Element("entry")
    _texts(entry, id=name, title=title, updated=_moment(day))
    SubElement(entry, "category", term=term, label=label)
    return entry


def _content(entry: Element, html: Markup) -> None:
    SubElement(entry, "content", type="html").text = str(html)


def _texts(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text


def _link(parent: Element, rel: str, href: str) -> None:
    SubElement(parent, "link", rel=rel, href=href)


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
