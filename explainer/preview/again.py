"""A site that was built, and content that has changed since -> the site as it is now, set again only where it differs.

What comes of it is what a first build would make, but for the files for programs: those are made when somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from explainer.exports import Exports, export_files
from explainer.findings import findings
from explainer.links import NOWHERE, Sound, leads_alike
from explainer.model import Content, Source
from explainer.pages import Page
from explainer.pages.parts import Piece
from explainer.pipeline import Built, desk_of, proofread
from explainer.press import Laid, lay_out
from explainer.preview.places import drafts_of, places_of, places_of_source
from explainer.problems import Place
from explainer.render import Layouts, file_name
from explainer.rewording import Pair, in_other_words


class Set(Struct, frozen=True):
    """A site, what it was set from, and what came of each page and picture by the names of their files. Where its
    addresses are written in the content, and which are of drafts."""

    built: Built
    laid: Laid
    layouts: Layouts
    made: Mapping[str, bytes]
    places: Mapping[str, Place]
    drafts: frozenset[str]


# --- whatever has changed ---------------------------------------------------------------------------------------------


def set_again(
    content: Content,
    texts: Mapping[str, str],
    layouts: Layouts,
    base_url: str | None,
    go_on: Callable[[], None],
    before: Set | None,
) -> Set:
    """As `pipeline.set_site` does. A page whose layouts and view are those of the one before is as it was."""
    laid = lay_out(desk_of(content, base_url), layouts)
    made = _as_before(laid, before) if before and before.layouts is layouts else {}
    work = [page for page in (*laid.pages, *laid.cards) if file_name(page.path) not in made]
    for name, data in layouts.render(work, laid.site):
        made[name] = data
        go_on()
    built = proofread(laid, dict(made), texts, layouts, _exports(content, laid), _sound(before, made))
    addresses = laid.desk.addresses
    return Set(built, laid, layouts, made, places_of(content, addresses), drafts_of(content, addresses))


def _as_before(laid: Laid, before: Set) -> dict[str, bytes]:
    """What needs no setting. Views that are equal are set alike: whether a field is text or Markup does not depend on
    what is in it."""
    if before.laid.site != laid.site:
        return {}
    known = {page.path: page for page in (*before.laid.pages, *before.laid.cards)}
    same = (page for page in (*laid.pages, *laid.cards) if _is_same(page, known.get(page.path)))
    return {name: before.made[name] for name in (file_name(page.path) for page in same)}


def _is_same(page: Page, other: Page | None) -> bool:
    return other is not None and page.layout == other.layout and page.view == other.view


def _sound(before: Set | None, made: Mapping[str, bytes]) -> Sound:
    """The site as it was, of which some pages are as they were."""
    if before is None:
        return NOWHERE
    built = before.built
    named = {*built.exports, *(drawing.name for drawing in built.drawings)}
    same = {name for name, data in made.items() if data == before.made.get(name)}
    return Sound(built.addresses.base, built.files, frozenset(named), same)


def _exports(content: Content, laid: Laid) -> Exports:
    """What other words change too, of records that may be newer than those that pages were laid out from."""
    return Exports(content, lambda: export_files(findings(content), laid.pages, laid.desk.addresses))


# --- where only words have --------------------------------------------------------------------------------------------


def reword(before: Set, sources: Iterable[Source], pairs: Sequence[Pair]) -> Set | None:
    """The site with other versions of some sources that say something in other words; None where a page would lead
    elsewhere for it."""
    laid = _laid_in_other_words(before.laid, pairs)
    work = [new for new, old in zip(laid.pages, before.laid.pages, strict=True) if new is not old]
    made = dict(before.layouts.render(work, laid.site))
    if not all(leads_alike(data, before.made[name]) for name, data in made.items()):
        return None
    content, built, addresses = _with(before.built.content, sources), before.built, laid.desk.addresses
    built = replace(
        built,
        files={**built.files, **made},
        found=replace(built.found, content=content),
        exports=_exports(content, laid),
    )
    places = chain.from_iterable(places_of_source(content, source, addresses).items() for source in sources)
    return replace(
        before, built=built, laid=laid, made={**before.made, **made}, places={**before.places, **dict(places)}
    )


def _laid_in_other_words(laid: Laid, pairs: Sequence[Pair]) -> Laid:
    """The pages with other pieces of prose; the desk learns where those are, and forgets the others."""
    desk = laid.desk
    words: dict[int, tuple[Piece, ...]] = {}
    paths: set[str] = set()
    for old, new in pairs:
        before, after = desk.prose(old), desk.prose(new)
        if before == after:  # it was only read again
            desk.pieces[id(new)] = new, before
            continue
        words[id(before)] = after
        desk.showing[id(after)] = desk.showing.pop(id(before), [])
        paths.update(desk.showing[id(after)])
    pages = tuple(replace(p, view=in_other_words(p.view, words)) if p.path in paths else p for p in laid.pages)
    for old, _ in pairs:
        del desk.pieces[id(old)]
    return replace(laid, pages=pages)


def _with(content: Content, sources: Iterable[Source]) -> Content:
    """The content with other versions of some sources, in the same order."""
    new = {str(source.id): source for source in sources}
    return replace(content, sources=tuple(new.get(source.id, source) for source in content.sources))
