"""The pages -> the same with what each is about as linked data: JSON-LD in the words of schema.org, in its head.

A block of data and no script: nothing runs it, and the policy of a page has no need to allow it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, cast

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from explainer.addresses import first_page
from explainer.columns import TABLES
from explainer.model import Source
from explainer.pages import things
from explainer.pages.alternates import alternates
from explainer.pages.feeds import CORRECTIONS, UPDATES, told_in
from explainer.pages.parts import Desk, Head, Page
from explainer.pages.things import Node, node, reference

MOST = 12  # of reports, corrections, claims … that a page tells programs of; its table has all
LISTED = 24  # the same of events and terms, which have no page of their own


class _About(Struct, frozen=True):
    """What a page is; the one thing that it is about, if there is one; and what else it tells of."""

    kind: str = "WebPage"
    main: Node | None = None
    others: tuple[Node, ...] = ()


def with_linked(desk: Desk, pages: Iterable[Page]) -> Iterator[Page]:
    """Each page, with its alternates too; of what is not indexed nothing is told."""
    about = dict(_about(desk))
    for page in pages:
        head = getattr(page.view, "head", None)
        if isinstance(head, Head):
            listed = first_page(page.path)
            told = about.get(listed, _About())
            told = replace(told, others=()) if head.of else told  # of which the first page tells
            graph = _home(desk) if page.path == "/" else _graph(desk, page, head, told)
            linked = _set(graph) if head.indexed else Markup()
            head = replace(head, alternates=alternates(desk, listed), linked=linked)
            page = replace(page, view=replace(cast(Any, page.view), head=head))
        yield page


_ESCAPED = "<>&\u2028\u2029"


def _set(graph: Iterable[Node]) -> Markup:
    """As the text of a script element, which nothing in it can end."""
    data = {"@context": "https://schema.org", "@graph": list(graph)}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in _ESCAPED:
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)


# --- pages ------------------------------------------------------------------------------------------------------------


def _graph(desk: Desk, page: Page, head: Head, about: _About) -> Iterator[Node]:
    yield node(
        about.kind,
        head.canonical,
        name=head.name,
        description=head.description,
        inLanguage=desk.content.site.language,
        isPartOf={"@id": desk.addresses.full("/")},
        breadcrumb=_trail(desk, page, head),
        mainEntity=reference(about.main) if about.main else None,
    )
    if about.main:
        yield about.main
    yield from about.others


def _trail(desk: Desk, page: Page, head: Head) -> Node | None:
    """The way from the list that a page is in, if it is in one."""
    section, _, rest = page.path.strip("/").partition("/")
    if not rest:
        return None
    listed = things.TITLES.get(section, section.capitalize()), desk.addresses.full(f"/{section}/")
    between = [(head.of.text, head.of.href)] if head.of and head.of.href != listed[1] else []
    ways = [listed, *between, (head.name, head.canonical)]
    steps = [node("ListItem", position=n, name=name, item=item) for n, (name, item) in enumerate(ways, 1)]
    return node("BreadcrumbList", itemListElement=steps)


def _home(desk: Desk) -> Iterator[Node]:
    """The site, and the explainer with the reports that it cites."""
    site, content, home = desk.content.site, desk.content, desk.addresses.full("/")
    yield node("WebSite", home, url=home, name=site.title, inLanguage=site.language)
    yield node(
        "Article",
        desk.addresses.full("/#the_text"),
        headline=site.title,
        description=site.standfirst,
        inLanguage=site.language,
        isPartOf={"@id": home},
        author=things.editors(desk),
        dateModified=site.updated.plain if site.updated else "",
        license=things.licence(desk),
        citation=[things.report(desk, source) for source in content.sources[:MOST]],
        correction=[things.correction(desk, *each) for each in told_in(CORRECTIONS, content)[:MOST]],
    )


def _about(desk: Desk) -> Iterator[tuple[str, _About]]:
    """By its path, what a page is about."""
    content = desk.content
    for path, name in _TABLES.items():
        yield path, _About("CollectionPage", things.dataset(desk, name))
    for source in content.sources:
        yield f"/sources/{source.id}/", _About("WebPage", things.recorded(desk, source), _figures(desk, source))
    for person in content.people:
        yield f"/people/{person.id}/", _About("ProfilePage", things.person(desk, person))
    for answered in desk.answered:
        claims = tuple(islice(things.claims(desk, answered), MOST))
        yield f"/questions/{answered.question.id}/", _About("WebPage", things.question(desk, answered.question), claims)
    events = tuple(things.event(desk, event) for event in content.events[:LISTED])
    yield "/timeline/", _About("CollectionPage", others=events)
    yield "/glossary/", _About("CollectionPage", _glossary(desk))
    yield "/data/", _About("CollectionPage", _catalog(desk))
    changes = tuple(things.correction(desk, *each) for each in told_in(UPDATES, content)[:MOST])
    yield "/corrections/", _About("CollectionPage", others=changes)
    yield "/method/", _About("AboutPage")
    yield "/search/", _About("SearchResultsPage")


_TABLES: Mapping[str, str] = {
    "/sources/": "sources",
    "/figures/": "figures",
    "/quotes/": "quotes",
    "/people/": "people",
    "/questions/": "positions",
}


def _figures(desk: Desk, source: Source) -> tuple[Node, ...]:
    return tuple(things.observation(desk, source, figure) for figure in source.figures)


def _glossary(desk: Desk) -> Node:
    terms = [things.term(desk, term) for term in desk.content.terms[:LISTED]]
    return node("DefinedTermSet", desk.addresses.full("/glossary/#the_text"), name="Glossary", hasDefinedTerm=terms)


def _catalog(desk: Desk) -> Node:
    """All tables."""
    return node(
        "DataCatalog",
        desk.addresses.full(things.CATALOG),
        name=f"Data: {desk.content.site.title}",
        license=things.licence(desk),
        dataset=[things.dataset(desk, name) for name in TABLES],
    )
