"""What pages of every kind are given: marks for sources, prose with its citations set, links, notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import groupby, islice
from typing import Any, ClassVar

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from explainer.addresses import Addresses
from explainer.anchors import note_ids, own, position_place, shared
from explainer.compare.answers import Answered
from explainer.dates import Date
from explainer.evidence.items import items_of, words_key
from explainer.evidence.origins import groups
from explainer.findings import Findings
from explainer.model import Citation, Figure, Link, Note, Person, Prose, Quote, Source, Target
from explainer.problems import Place, counted
from explainer.repository import Repository

HUES = 10  # after these the colours repeat; the letter carries on
LETTERS = 24  # of those who say one thing, that stand together; the rest is counted
FEW = 12  # the same where many such lines stand together
USES = 50  # places that use one thing, that are listed; the rest is counted


class View(Struct, frozen=True, tag=True, array_like=True):
    """What a layout is given: records whose fields are text, and which are no text themselves. Packed, a view is the
    name of its kind and what is in its fields."""

    only_leads_on: ClassVar[bool] = False  # its links are no use of what they lead to

    @property
    def spot(self) -> tuple[str, str] | None:
        """Its fragment on the page and what to call it, where it can be led to."""
        return None

    def __str__(self) -> str:
        raise TypeError(f"it prints a whole {type(self).__name__}, not one of its fields")


class Page(Struct, frozen=True):
    """One page to be rendered: nothing but its layout and what the layout is given shapes it."""

    path: str  # "/people/ana-ruiz/", or a file such as "/404.html"
    layout: str
    view: View  # what the layout knows as `page`
    place: Place  # the record it is about, for reports
    name: str = ""  # what links back to it call it; a page without a name only lists others


class Ring(View, frozen=True):
    """The letter of a source where it leads nowhere."""

    letter: str
    hue: int
    tied: bool = False  # to the next, by one origin


class Shown(View, frozen=True):
    """What the picture of a page shows, besides the titles of the page and the site."""

    kicker: str
    told: str = ""
    title: str = ""  # where it is not that of the page
    sign: str = ""  # of a result
    result: str = ""
    wrong: bool = False  # the reports disagree, or one is wrong
    mark: Ring | None = None
    rings: tuple[Ring, ...] = ()  # in place of the site's title


class Card(View, frozen=True):
    """The picture of a page for those who share it. Only `build` draws it."""

    path: str  # "/cards/people/ana-ruiz.png"
    href: str  # in full
    alt: str
    title: str
    shown: Shown
    width: int = 1200
    height: int = 630


class Alternate(View, frozen=True):
    """A file that tells programs the same as a page, or what is new."""

    href: str
    kind: str  # its media type
    title: str


class Anchor(View, frozen=True):
    """A link."""

    text: str
    href: str


class Way(Anchor, frozen=True):
    """A link that only leads on."""

    only_leads_on = True


class Pager(View, frozen=True):
    """Which page of a list one is on, and the ways to the others."""

    only_leads_on = True

    words: str  # "Page 2 of 61"
    range: str  # what it has: "Abel – Brand"
    first: Way | None  # none where one is there already
    before: Way | None
    after: Way | None
    last: Way | None
    jumps: tuple[Way, ...]  # to pages all along the list, by what each begins with; none where that is told by the rest
    whole: str  # what the files have of it: "All 30,000 figures"
    files: tuple[Way, ...]


class Head(View, frozen=True):
    """What every page says of itself."""

    title: str
    description: str
    canonical: str
    section: str  # the entry of the navigation it belongs to, by its path
    indexed: bool
    name: str  # the title without that of the site
    kind: str  # as https://ogp.me has it
    card: Card | None
    edit: str  # where the page is edited, and a mistake in it reported, or nothing
    report: str
    alternates: tuple[Alternate, ...] = ()  # this and the next are filled in when all pages are made
    linked: Markup = Markup()  # what it is about, for programs
    of: Way | None = None  # the first page of the list, where this is a later one
    pager: Pager | None = None  # where the list has several pages


class Mark(View, frozen=True):
    """The letter a source goes by, and what a reader should know before following it."""

    letter: str
    hue: int
    href: str
    name: str
    when: str = ""  # its date, and how that is known
    tied: str = ""  # the letters of the reports of its origin: "One origin with B"
    place: str = ""  # of the words it leads to: "paragraph 7 of 23"
    id: str = ""  # of a citation that is noted at the foot of its page
    note: str = ""  # the fragment of that note


_PLACED = ("figure", "quote", "event")  # records whose words stand in one place
_CITING = ("cite", "figure", "quote", "date")
_SPACES = (" ", "\n")
_PUNCTUATION = re.compile(r"[.,;:!?)\]’”»…]+")

Ties = tuple[tuple[Mark, ...], ...]  # marks, those of one origin together


class Piece(View, frozen=True):
    """A stretch of prose: `html`, the opening of a `link`, or a citation: `cite` of sources, a `figure`, a `quote`, a
    `date` of an event."""

    kind: str
    html: Markup = Markup()
    words: str = ""
    href: str = ""
    ties: Ties = ()
    before: str = ""  # the space before a citation of sources, and
    after: str = ""  # the punctuation behind one, neither of which may be parted from it
    checked: bool = True  # whether the words of the figure or quote were found in the report's text
    noted: bool = False  # whether the figure or quote has an editor's note, which a reader should know of


class Check(View, frozen=True):
    """Whether words of a report were looked up in its text, and where they stand there."""

    done: bool
    place: str  # "paragraph 7 of 23"
    href: str  # the page that says what the check means


class NoteView(View, frozen=True):
    """An editor's note beside what it concerns."""

    anchor: str  # on the page of its source, elsewhere empty
    kind: str
    label: str
    passage: str  # the words it is about, where it is about no record
    check: Check | None  # of the passage
    language: str
    text: tuple[Piece, ...]
    against: Ties
    reference: str
    used: Sequence[Anchor]

    @property
    def spot(self) -> tuple[str, str] | None:
        return (self.anchor, "a note") if self.anchor else None


NOTE_LABELS = {
    "error": "Wrong",
    "contradiction": "Contradicted",
    "outdated": "No longer so",
    "ambiguous": "Unclear",
    "missing-context": "Context",
}


def letters(number: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _few(names: list[str], count: int) -> str:
    """ "A, C and 12 more", of so many names, of which the first few are given"""
    shown = names if count <= 4 else [*names[:3], f"{count - 3} more"]
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else shown[0]


def date_words(source: Source) -> str:
    """ "about 20–23 February 2025" where it is inferred, for a date nobody printed is never exact."""
    return _date_words(source.date_published, source.date_basis == "inferred")


@lru_cache(maxsize=10_000)  # each report's date stands in all of its rows
def _date_words(date: Date, inferred: bool) -> str:
    words = date.words
    return f"about {words}" if inferred and not words.startswith(("about ", "perhaps ")) else words


def shortened(text: str, limit: int = 155) -> str:
    """A text for a search engine's list: whole words up to the limit."""
    if len(text) <= limit:
        return text
    words = text[:limit].rsplit(" ", 1)[0]
    return words[: limit - 1].rstrip(" ,;:.") + "…"


def and_more(number: int) -> str:
    """How many are not shown, in words, if any."""
    return f"and {number:,} more" if number > 0 else ""


class Uses(Sequence[Anchor]):
    """The places that link to an address, and behind the first few, without an address, how many more there are.

    Pages link, so it can be looked at only when all of them are made.
    """

    def __init__(self, desk: Desk, href: str, but: str) -> None:
        self.desk, self.href, self.but = desk, href, but

    @cached_property
    def found(self) -> tuple[Anchor, ...]:
        assert self.desk.used is not None, "the pages are still being made"
        found = self.desk.used.get(self.href, ())
        kept = (use for use in found if not self.but or use.href.partition("#")[2] != self.but)
        named = {(use.href.partition("#")[0], use.text): use for use in reversed(tuple(kept))}
        places = tuple(named.values())[::-1]  # of places on one page that are called the same, the first
        return places if len(places) <= USES else (*places[:USES], Anchor(and_more(len(places) - USES), ""))

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, index: Any) -> Any:
        return self.found[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Uses) and self.found == other.found

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(self.found)


class Desk:
    """What all pages draw on: the content, its letters and its addresses."""

    def __init__(self, found: Findings, addresses: Addresses) -> None:
        content = self.content = found.content
        self.found, self.addresses = found, addresses
        self.language = content.site.language.split("-")[0]
        self.checks: dict[tuple[str, str], Check] = {}  # those that were asked for
        self.repository = Repository(content.site.repository or "", content.site.branch)
        self.pieces: dict[int, tuple[Prose, tuple[Piece, ...]]] = {}  # of prose, by its identity: the same on all pages
        self.used: Mapping[str, tuple[Anchor, ...]] | None = None  # by address; None until all pages are made
        self.showing: dict[int, list[str]] = {}  # by the identity of pieces of prose, the paths of pages that have them
        self.origin, self.of_origin, self.held = found.origin, groups(found.origin), found.held
        self.appearances, self.lists = found.appearances, found.lists
        self.by_measure, self.by_event, self.by_term = found.by_measure, found.by_event, found.by_term
        self.answered, self.measured = found.answered, found.measured
        self.questions = {str(answered.question.id): _places(answered) for answered in self.answered}
        self.events = {str(event.id): event for event in content.events}
        self.note_ids = {str(source.id): note_ids(source) for source in content.sources}
        self.names = Counter(str(person.name) for person in content.people)
        self.sources = {str(source.id): source for source in content.sources}
        self.order = {name: number for number, name in enumerate(self.sources)}
        self.marks = {str(source.id): self._mark(source, n) for n, source in enumerate(content.sources)}

    def href(self, path: str) -> str:
        return self.addresses.href(path)

    def head(self, path: str, title: str, description: str, shown: Shown | None, section: str = "") -> Head:
        """`title` is the page's own; the site's is added to it but on the home page. `shown` goes on the picture of the
        page; without it the page has none, and is not indexed."""
        site = str(self.content.site.title)
        return Head(
            title if title == site else f"{title} – {site}",
            shortened(description),
            self.addresses.full(path),
            self.href(section or path),
            shown is not None,
            title,
            "website" if path == "/" else "article",
            self._card(path, title, shown) if shown and self.content.site.cards else None,
            self.repository.edit(path),
            self.repository.report(title, self.addresses.full(path)),
        )

    def _card(self, page: str, title: str, shown: Shown) -> Card:
        path = f"/cards/{page.strip('/') or 'home'}.png"
        title = shown.title or title
        below = ": ".join(part for part in (shown.result, shown.told) if part)
        alt = " – ".join(part for part in (f"{shown.kicker}: {title}", below) if part)
        return Card(path, self.addresses.full(path), alt, title, shown)

    def rings(self, ties: Ties) -> tuple[Ring, ...]:
        """Letters in a row."""
        return tuple(Ring(m.letter, m.hue, m is not group[-1]) for group in ties for m in group)

    # --- sources ---

    def other_language(self, source: Source) -> str:
        """The language of a source's words where it is not the site's, for a screen reader to change voice."""
        return "" if source.language.split("-")[0] == self.language else str(source.language)

    def _mark(self, source: Source, number: int) -> Mark:
        others = [letters(self.order[name]) for name in self.others(source, 4)]
        how = "inferred" if source.date_basis == "inferred" else "as printed"
        return Mark(
            letters(number),
            number % HUES + 1,
            self.href(f"/sources/{source.id}/"),
            source.headline,
            f"{date_words(source)}, {how}",
            f"One origin with {_few(others, len(self.of_origin[self.origin[source.id]]) - 1)}" if others else "",
        )

    def others(self, source: Source, most: int) -> tuple[str, ...]:
        """The first few of the other sources of its origin."""
        return tuple(islice((name for name in self.of_origin[self.origin[source.id]] if name != source.id), most))

    def mark(self, source: Source, kind: str = "", name: str = "") -> Mark:
        """The letter, leading to the source's page, or to one of its records there."""
        mark = self.marks[source.id]
        if not kind:
            return mark
        check = self.check(source, f"{kind}s/{name}") if kind in _PLACED else None
        place = "" if check is None else check.place or "not checked"
        return replace(mark, href=f"{mark.href}#{own(kind, name)}", place=place)

    def uses(self, path: str, *, but: str = "") -> Uses:
        """The places that link to one of ours, in the order of the pages; `but` leaves out those at some fragment."""
        return Uses(self, self.href(path), but)

    def check(self, source: Source, key: str) -> Check:
        """What the lock says of words of a source, called by the key of their item."""
        at = (str(source.id), key)
        if at not in self.checks:
            found = self.held.get(at)
            of = self.content.lock.texts[source.id].paragraphs if found else 0
            place = f"paragraph {found.paragraph} of {of}" if found else ""
            self.checks[at] = Check(found is not None, place, self.href("/method/"))
        return self.checks[at]

    def checked_of(self, source: Source) -> tuple[int, int]:
        """How many wordings of a source were checked, and of how many."""
        keys = {item.key for item in items_of(source)}
        return sum((str(source.id), key) in self.held for key in keys), len(keys)

    def ties(self, ids: Iterable[str]) -> Ties:
        """Marks in the order of their letters, those of one origin together."""
        return self.tied({name: self.marks[name] for name in ids})

    def tied(self, marks: Mapping[str, Mark]) -> Ties:
        """The same for marks that lead to records, by the ids of their sources."""
        groups: dict[str, list[Mark]] = {}
        for name in sorted(marks, key=self.order.__getitem__):
            groups.setdefault(self.origin[name], []).append(marks[name])
        return tuple(tuple(group) for group in groups.values())

    def few(self, marks: Mapping[str, Mark], most: int = LETTERS) -> tuple[Ties, str]:
        """The first few of marks that lead to records, and in words how many more there are."""
        first = sorted(marks, key=self.order.__getitem__)[:most]
        return self.tied({name: marks[name] for name in first}), and_more(len(marks) - len(first))

    def few_of(self, ids: Iterable[str], most: int = LETTERS) -> tuple[Ties, str]:
        """The same for the marks of some sources."""
        return self.few({name: self.marks[name] for name in ids}, most)

    def origin_of(self, source: Source, *, itself: bool) -> tuple[Ties, str]:
        """The same for the sources of its origin."""
        count = len(self.of_origin[self.origin[source.id]]) - (not itself)
        names = (source.id, *self.others(source, LETTERS - 1)) if itself else self.others(source, LETTERS)
        return self.ties(names), and_more(count - len(names))

    def independent(self, sources: Iterable[Source]) -> int:
        """How many origins stand behind some sources."""
        return len({self.origin[source.id] for source in sources})

    def reports(self, sources: tuple[Source, ...]) -> str:
        """Such as "5 reports, 4 independent"; a single report is only counted."""
        if not sources:
            return "No report yet"
        independent = f", {self.independent(sources)} independent" if len(sources) > 1 else ""
        return f"{counted(len(sources), 'report')}{independent}"

    # --- prose ---

    def prose(self, text: Prose) -> tuple[Piece, ...]:
        known = self.pieces.get(id(text))
        if known is None:
            known = self.pieces[id(text)] = text, tuple(_kept_together(list(self._pieces(text))))
        return known[1]

    def _pieces(self, text: Prose) -> Iterator[Piece]:
        for piece in text.pieces:
            if isinstance(piece, Citation):
                yield from self._cited(piece.targets)
            elif isinstance(piece, Link):
                yield Piece("link", href=self.href(piece.path))
            else:
                yield Piece("html", html=Markup(piece))

    def _cited(self, targets: tuple[Target, ...]) -> Iterator[Piece]:
        """In the order written: sources side by side as one citation, figures and quotes with their words."""
        parts = [
            list(group) for _, group in groupby(targets, key=lambda t: (t.kind, t.source, t.item) if t.item else ())
        ]
        for number, group in enumerate(parts):
            if number:
                yield Piece("html", html=Markup(" "))
            target = group[0]
            if target.kind == "source":
                yield Piece("cite", ties=self.ties(each.source for each in group))
            elif target.kind == "event":
                yield Piece(
                    "date", words=self.events[target.item].date.words, href=self.href(f"/timeline/#{target.item}")
                )
            else:
                yield self._cited_item(target, self.sources[target.source])

    def _cited_item(self, target: Target, source: Source) -> Piece:
        if target.kind == "figure":
            figure = next(f for f in source.figures if f.id == target.item)
            href, words = self.figure_href(source, figure), figure.as_printed
        else:
            quote = next(q for q in source.quotes if q.id == target.item)
            href, words = self.quote_href(source, quote), quote.exact
        noted = any(note.on == f"{target.kind}s/{target.item}" for note in source.notes)
        checked = self.check(source, f"{target.kind}s/{target.item}").done
        ties = ((self.mark(source, target.kind, target.item),),)
        return Piece(target.kind, words=words, href=href, ties=ties, checked=checked, noted=noted)

    # --- records ---

    def full_name(self, person: Person) -> str:
        """The name, told apart from others of the same name."""
        return f"{person.name} ({person.id})" if self.names[person.name] > 1 else str(person.name)

    def person(self, person: Person) -> Anchor:
        return Anchor(person.name, self.href(f"/people/{person.id}/"))

    def figure_href(self, source: Source, figure: Figure) -> str:
        return self.href(f"/figures/#{shared(source, figure)}")

    def quote_href(self, source: Source, quote: Quote) -> str:
        return self.href(f"/quotes/#{shared(source, quote)}")

    def notes(self, source: Source, on: str | None, *, home: bool = False) -> tuple[NoteView, ...]:
        """The notes on one record of a source; with None those on the whole of it. `home` is the source's own page."""
        ids = zip(source.notes, self.note_ids[source.id], strict=True)
        return tuple(self.note(source, note, own("note", name) if home else "") for note, name in ids if note.on == on)

    def note(self, source: Source, note: Note, anchor: str = "") -> NoteView:
        return NoteView(
            anchor,
            note.kind,
            NOTE_LABELS[note.kind],
            note.passage or "",
            self.check(source, words_key("notes", note.passage)) if note.passage else None,
            self.other_language(source),
            self.prose(note.text),
            self.ties(set(note.contradicted_by) - {t.source for c in note.text.citations for t in c.targets}),
            note.reference or "",
            self.uses(f"/sources/{source.id}/#{anchor}") if anchor else (),
        )


def _places(answered: Answered) -> dict[tuple[str, int], str]:
    """Where on its question's page each position stands, and each silence, by source and number."""
    said = ((each.source, each.number) for each in answered.said)
    return {(str(s.id), n): position_place(s, n) for s, n in (*said, *((s, 1) for s in answered.silent))}


def _kept_together(pieces: list[Piece]) -> Iterator[Piece]:
    """No line breaks before a mark or between it and the punctuation that follows."""
    for number, piece in enumerate(pieces):
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        before = pieces[number - 1] if number else None
        if piece.kind in _CITING:
            space = piece.kind == "cite" and before and before.kind == "html" and before.html.endswith(_SPACES)
            after = _punctuation(following.html) if following and following.kind == "html" else ""
            yield replace(piece, before="\u00a0" if space else "", after=after)
        elif piece.kind == "html":
            html = str(piece.html)
            if before and before.kind in _CITING:
                html = html.removeprefix(_punctuation(html))
            if following and following.kind == "cite" and html.endswith(_SPACES):
                html = html[:-1]
            yield replace(piece, html=Markup(html))
        else:
            yield piece


def _punctuation(html: str) -> str:
    """The punctuation a text begins with."""
    found = _PUNCTUATION.match(html)
    return found[0] if found else ""
