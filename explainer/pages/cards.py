"""The pages -> the picture of each, for those who share it: what stands where on 1200 by 630 px."""

from __future__ import annotations

from collections.abc import Iterable

from explainer.faces import Faces
from explainer.lines import Face, Fitted, cut_off, fitted, plain
from explainer.pages.parts import Card, Head, Page, Ring, View

LEFT, WIDTH = 72, 1056
TOP, HEIGHT = 186, 268  # of the title: where its capitals begin, which may have accents, and its lines together
SIZES, LEADING = range(136, 50, -2), 1.06
CAPITALS = 0.67  # em
SMALL, LARGE = 36, 40  # of kicker and foot, and of what is told
SIGN, MARK = 56, 104  # how far what follows them is moved
RINGS, STEP = 14, 64


class CardLine(View, frozen=True):
    """A line of the title. `y` is where its letters stand."""

    text: str
    y: int


class PlacedRing(View, frozen=True):
    """A letter, the middle of its ring, and of the next where both are of one origin."""

    ring: Ring
    x: int
    tied_to: int | None


class CardView(View, frozen=True):
    """What `card.svg` knows as `page`."""

    kicker: str
    mark: Ring | None  # before the kicker
    size: int
    lines: tuple[CardLine, ...]
    sign: str
    result: str
    wrong: bool
    told: str
    foot: str
    rings: tuple[PlacedRing, ...]
    more: str  # rings that there is no room for


def card_pages(pages: Iterable[Page], site: str, faces: Faces) -> tuple[Page, ...]:
    """For each page that has a picture, what is to be drawn; `site` is the site's title."""
    found = []
    for page in pages:
        head = getattr(page.view, "head", None)
        if isinstance(head, Head) and head.card and not head.of:  # later pages of a list share that of the first
            found.append(Page(head.card.path, "card.svg", _view(head.card, site, faces), page.place, page.path))
    return tuple(found)


def _view(card: Card, site: str, faces: Faces) -> CardView:
    """Without a hole: what a font cannot write is left out, and a title that it cannot, the site's stands in for."""
    shown = card.shown
    own = _written(card.title, faces.serif)
    title = own or _written(site, faces.serif)
    set_in = fitted(title, faces.serif, WIDTH, HEIGHT, SIZES, LEADING) if title else Fitted(SIZES[-1], ())
    room = WIDTH - SIGN if shown.sign else WIDTH
    result = _line(shown.result, faces.sans, LARGE, room)
    left = room - int(faces.sans.width(f"{result}  ") * LARGE) if result else room
    rings, more = _rings(shown.rings)
    return CardView(
        _line(shown.kicker, faces.sans, SMALL, WIDTH - MARK if shown.mark else WIDTH),
        shown.mark,
        set_in.size,
        tuple(_lines(set_in)),
        shown.sign,
        result,
        shown.wrong,
        _line(shown.told, faces.sans, LARGE, left),
        _line(site, faces.sans, SMALL, WIDTH) if own and not rings else "",
        rings,
        more,
    )


def _written(text: str, face: Face) -> str:
    """A text if the font has all of its letters, else nothing."""
    text = plain(text)
    return text if face.writes(text) else ""


def _line(text: str, face: Face, size: int, width: int) -> str:
    return cut_off(_written(text, face), face, width / size)


def _lines(title: Fitted) -> Iterable[CardLine]:
    for number, text in enumerate(title.lines):
        yield CardLine(text, round(TOP + (CAPITALS + number * LEADING) * title.size))


def _rings(rings: tuple[Ring, ...]) -> tuple[tuple[PlacedRing, ...], str]:
    room = RINGS if len(rings) > RINGS else len(rings)
    placed = []
    for number, ring in enumerate(rings[:room]):
        x = LEFT + 24 + number * STEP
        placed.append(PlacedRing(ring, x, x + STEP if ring.tied and number + 1 < room else None))
    return tuple(placed), f"+{len(rings) - room:,}" if len(rings) > room else ""
