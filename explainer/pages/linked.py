"""The pages -> the same with what each is about as linked data: JSON-LD in the words of schema.org, in its head.

A block of data and no script: nothing runs it, and the policy of a page has no need to allow it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any, cast

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from explainer.addresses import first_page
from explainer.columns import TABLES
from explainer.compare.answers import Answered
from explainer.model import Person, Source
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


class Linked:
    """Adds that to pages, and their alternates."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.about = desk, dict(_about(desk))

    def pages(self, make: Callable[[], Iterable[Page]]) -> Iterator[Page]:
        """Each page; of what is not indexed nothing is told."""
        return map(self._page, make())

    def _page(self, page: Page) -> Page:
        desk, head = self.desk, getattr(page.view, "head", None)
        if not isinstance(head, Head):
            return page
        listed = first_page(page.path)
        told = self.about.get(listed, _About)()
        told = replace(told, others=()) if head.of else told  # of which the first page tells
        graph = _home(desk) if page.path == "/" else _graph(desk, page, head, told)
        linked = _set(graph) if head.indexed else Markup()
        head = replace(head, alternates=alternates(desk, listed), linked=linked)
        return replace(page, view=replace(cast(Any, page.view), head=head))


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


def _about(desk: Desk) -> Iterator[tuple[str, Callable[[], _About]]]:
    """By its path, what tells what a page is about."""
    content = desk.content
    for path, name in _TABLES.items():
        yield path, partial(_table, desk, name)
    for source in content.sources:
        yield f"/sources/{source.id}/", partial(_source, desk, source)
    for person in content.people:
        yield f"/people/{person.id}/", partial(_person, desk, person)
    for answered in desk.answered:
        yield f"/questions/{answered.question.id}/", partial(_question, desk, answered)
    yield "/timeline/", partial(_timeline, desk)
    yield "/glossary/", partial(_glossary, desk)
    yield "/data/", partial(_catalog, desk)
    yield "/corrections/", partial(_corrections, desk)
    yield "/method/", partial(_About, "AboutPage")
    yield "/search/", partial(_About, "SearchResultsPage")


def _table(desk: Desk, name: str) -> _About:
    return _About("CollectionPage", things.dataset(desk, name))


_TABLES: Mapping[str, str] = {
    "/sources/": "sources",
    "/figures/": "figures",
    "/quotes/": "quotes",
    "/people/": "people",
    "/questions/": "positions",
}


def _source(desk: Desk, source: Source) -> _About:
    figures = tuple(things.observation(desk, source, figure) for figure in source.figures)
    return _About("WebPage", things.recorded(desk, source), figures)


def _person(desk: Desk, person: Person) -> _About:
    return _About("ProfilePage", things.person(desk, person))


def _question(desk: Desk, answered: Answered) -> _About:
    claims = tuple(islice(things.claims(desk, answered), MOST))
    return _About("WebPage", things.question(desk, answered.question), claims)


def _timeline(desk: Desk) -> _About:
    return _About("CollectionPage", others=tuple(things.event(desk, event) for event in desk.content.events[:LISTED]))


def _glossary(desk: Desk) -> _About:
    terms = [things.term(desk, term) for term in desk.content.terms[:LISTED]]
    place = desk.addresses.full("/glossary/#the_text")
    return _About("CollectionPage", node("DefinedTermSet", place, name="Glossary", hasDefinedTerm=terms))


def _corrections(desk: Desk) -> _About:
    changes = tuple(things.correction(desk, *each) for each in told_in(UPDATES, desk.content)[:MOST])
    return _About("CollectionPage", others=changes)


def _catalog(desk: Desk) -> _About:
    """All tables."""
    catalog = node(
        "DataCatalog",
        desk.addresses.full(things.CATALOG),
        name=f"Data: {desk.content.site.title}",
        license=things.licence(desk),
        dataset=[things.dataset(desk, name) for name in TABLES],
    )
    return _About("CollectionPage", catalog)
