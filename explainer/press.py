"""What pages draw on, and layouts -> every page and its picture set, and the files for programs beside them.

Where there is much to do it is done by as many processes as there are processors. Each makes some of the pages, tells
the others what they link to, and, when all know what links to theirs, sets them. Views are large: they stay where they
were made, and are dropped when they were set.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping
from itertools import chain
from operator import itemgetter
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from explainer.exports import described, export_makers
from explainer.faces import read_faces
from explainer.pages import Desk, Page, SiteView, by_target, makers, pages_from, site_view, uses_on
from explainer.pages.cards import card_pages
from explainer.pages.parts import View
from explainer.pages.uses import Use
from explainer.parallel import Progress, Steps, in_steps, processors
from explainer.printed import NO_GROUND, Ground, Mark, Printed
from explainer.problems import ContentError, Problem
from explainer.render import Layouts
from explainer.spool import At, Spool

MANY = 100  # groups of pages; to set fewer takes no longer than to start another process

_NOTHING = View()


class Laid(Struct, frozen=True):
    """What the pages and pictures of a site are set from. When they are set their views need not be there any more."""

    desk: Desk
    site: SiteView
    pages: tuple[Page, ...]
    cards: tuple[Page, ...]


def lay_out(desk: Desk, layouts: Layouts) -> Laid:
    """Everything, to be set here."""
    pages = pages_from(desk)
    cards = card_pages(pages, desk.content.site.title, read_faces(layouts.folder, layouts.shown))
    return Laid(desk, site_view(desk.found, desk.addresses), pages, cards)


class Pressed(Struct, frozen=True):
    """The files of all pages and pictures, and those for programs; what they were set from, but for the views; and what
    is to be remembered of the pages."""

    laid: Laid
    files: MutableMapping[str, bytes]
    printed: Printed


def set_all(desk: Desk, layouts: Layouts, progress: Progress, ground: Ground = NO_GROUND) -> Pressed:
    """Set them; a page that lies on the `ground` as it would be set is not. Raises ContentError with every problem of
    the layouts."""
    press = _Press(desk, layouts, progress, ground)
    made = in_steps(press.work, press.parts)
    problems = [problem for _, problem in sorted(chain.from_iterable(part.problems for part in made), key=_number)]
    if problems:
        raise layouts.mistakes(problems)
    for part in made:
        press.files.places |= part.places
        press.printed.pages |= part.printed
    press.files["datapackage.json"] = described(desk.found, press.files, desk.addresses)
    cards = sorted(chain.from_iterable(part.cards for part in made), key=_number)
    laid = Laid(desk, press.site, press.pages, tuple(card for _, card in cards))
    return Pressed(laid, press.files, press.printed)


_number = itemgetter(0)  # that of the group a page is of, by which pages are in their order

_Group: TypeAlias = tuple[int, tuple[Page, ...]]
_Told: TypeAlias = tuple[int, list[Page], list[Use]]  # of a group its pages without their views, and what they link to


class _Part(Struct):
    """What a process has set: the pictures without their views, what was wrong, where its files are, and what is to be
    remembered of the pages."""

    cards: list[tuple[int, Page]] = field(default_factory=list)
    problems: list[tuple[int, Problem]] = field(default_factory=list)
    places: dict[str, At] = field(default_factory=dict)
    printed: dict[str, Mark] = field(default_factory=dict)


class _Press:
    def __init__(self, desk: Desk, layouts: Layouts, progress: Progress, ground: Ground) -> None:
        self.desk, self.layouts, self.progress = desk, layouts, progress
        self.site = site_view(desk.found, desk.addresses)
        self.printed = Printed(ground, layouts, self.site, desk.addresses.base)
        self.title, self.faces = desk.content.site.title, read_faces(layouts.folder, layouts.shown)
        self.groups = tuple(enumerate(makers(desk)))
        self.parts = processors() if len(self.groups) >= MANY else 1
        self.files = Spool(self.parts)
        self.pages: tuple[Page, ...] = ()  # all, without their views

    def work(self, number: int, parts: int) -> Steps[list[_Told], _Part]:
        """What one of the processes does."""
        made: list[_Group | None] = [(n, tuple(make())) for n, make in self.groups[number::parts]]
        told = yield [self._told(*group) for group in made if group]
        self._listen(chain.from_iterable(told))
        part = _Part()
        for done, group in enumerate(made):
            if group:
                self._set(number, *group, part)
            made[done] = None
            if number == 0:  # the others are as far
                self.progress("Setting pages", min((done + 1) * parts, len(self.groups)), len(self.groups))
        exports = export_makers(self.desk.found, self.pages, self.desk.addresses)[number::parts]
        for name, data in chain.from_iterable(make() for make in exports):
            self.files.write(number, name, data)
        part.places, part.printed = self.files.places, self.printed.pages
        return part

    def _told(self, n: int, pages: Iterable[Page]) -> _Told:
        uses = [use for page in pages for use in uses_on(page, self.desk.addresses)[0]]
        return n, list(map(_bare, pages)), uses

    def _listen(self, told: Iterable[_Told]) -> None:
        """Learn of all pages, and of what links to what."""
        listed = sorted(told, key=_number)
        self.pages = tuple(page for _, pages, _ in listed for page in pages)
        self.desk.used = by_target(use for _, _, uses in listed for use in uses)

    def _set(self, number: int, n: int, pages: tuple[Page, ...], part: _Part) -> None:
        """A group of pages, and their pictures."""
        cards = card_pages(pages, self.title, self.faces)
        part.cards += ((n, _bare(card)) for card in cards)
        for files in (self.printed.set(pages, self._render), self._render(cards)):
            try:
                for name, data in files:
                    self.files.write(number, name, data)
            except ContentError as error:
                part.problems += ((n, problem) for problem in error.problems)

    def _render(self, pages: Iterable[Page]) -> Iterator[tuple[str, bytes]]:
        return self.layouts.render(pages, self.site)


def _bare(page: Page) -> Page:
    return replace(page, view=_NOTHING)
