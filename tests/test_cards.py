"""The pictures of pages: what stands on them, that it fits, that each page has one, and that none is drawn twice."""

import functools
import json
import os
import re
import runpy
import shutil
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from msgspec.structs import replace

from explainer.cache import Cache, key_of
from explainer.cards import FEW, draw, draw_all
from explainer.cli import FINE, PROBLEMS, main
from explainer.faces import read_faces, read_fonts
from explainer.files import Folder, NoRoom
from explainer.finishing import Means, finish
from explainer.lines import Face, cut_off, fitted, plain
from explainer.pages import Page
from explainer.pages.cards import CardView, card_pages
from explainer.pages.parts import Card, Head, Ring, Shown, View
from explainer.pipeline import Built, build_site
from explainer.problems import ContentError, Place
from explainer.render import Layouts

ROOT = Path(__file__).parents[1]
LAYOUTS = Folder(ROOT / "layouts", "layouts")
SITES = {"content": ROOT / "content", "harbour": ROOT / "tests" / "sites" / "harbour" / "content"}
BASE = "https://example.org/a/b/"
FACES = read_faces(LAYOUTS.path, LAYOUTS.shown)
FONTS = read_fonts(LAYOUTS.path, LAYOUTS.shown)
RED = "#ad2a1a"
SITE = "Who pays for the harbour tunnel, and when would it open?"
both = pytest.mark.parametrize("site", SITES)


class Shell(View, frozen=True):
    """The view of a page that has nothing but a picture."""

    head: Head


def viewed(title: str, shown: Shown, site: str = SITE) -> CardView:
    page = Page(
        "/x/",
        "x.html",
        Shell(Head("", "", "", "", True, title, "article", Card("/cards/x.png", "", "", title, shown), "", "")),
        Place("x"),
    )
    (found,) = card_pages([page], site, FACES)
    assert isinstance(found.view, CardView)
    return found.view


@functools.cache
def layouts() -> Layouts:
    return Layouts(LAYOUTS.path, LAYOUTS.shown)


def svg(view: CardView) -> str:
    ((_, data),) = layouts().render([Page("/cards/x.svg", "card.svg", view, Place("x"))], None)  # type: ignore[arg-type]
    return data.decode()


def png(picture: str) -> bytes:
    return draw([str(path) for path in FONTS], picture)


def part(picture: str, left: int, top: int, right: int, bottom: int) -> bytes:
    """The PNG of a part of a picture."""
    whole = 'width="1200" height="630" viewBox="0 0 1200 630"'
    width, height = right - left, bottom - top
    assert whole in picture
    return png(picture.replace(whole, f'width="{width}" height="{height}" viewBox="{left} {top} {width} {height}"', 1))


def text(view: CardView) -> str:
    return " ".join(line.text for line in view.lines)


SHOWN = Shown("Report AA · about 20–23 February 2025", "4 of 5 reports, 3 independent", mark=Ring("AA", 3))
LONG = (
    "Would the reports of the spring say that a tunnel for walkers could ever be dug for so little, or was this a " * 3
)
HOSTILE = {
    "a long word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "the widest letters": "W" * 80,
    "a long word among others": f"Of {'Rindfleischetikettierung' * 3} and of law",
    "many words": LONG,
    "no place to break": "the\u00a0" * 60 + "end",
    "capitals with marks above and below": "ÅÇŞĢÉ ÑŲŢŐ " * 12,
    "marks at the largest size": "Ő É ŞĢ",
    "three full lines": "Which company would dig the tunnel, and at whose expense?",
    "leaning over": "ffffff " * 30,
}


# --- what fits ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_ink_beyond_its_place(title: str) -> None:
    view = viewed(title, replace(SHOWN, told=title, kicker=title), title)
    assert view.lines and len(view.lines) <= 4 and "" not in [line.text for line in view.lines]
    paper = '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630"><rect width="1200" height="630" fill="#fbfaf7"/></svg>'
    for place in ((0, 20, 60, 630), (1140, 20, 1200, 630), (0, 610, 1200, 630)):
        assert part(svg(view), *place) == part(paper, *place)
    title_alone = svg(replace(view, kicker="", mark=None, told="", foot=""))
    for place in ((0, 20, 1200, 130), (0, 470, 1200, 538)):
        assert part(title_alone, *place) == part(paper, *place), "the title runs into what is above or below it"


@pytest.mark.parametrize("title", [*HOSTILE.values(), "Who pays?", "A tunnel, and its price"])
def test_lines_are_as_wide_as_they_are_said_to_be(title: str) -> None:
    found = fitted(title, FACES.serif, 1056, 268, range(136, 50, -2), 1.06)
    assert all(FACES.serif.width(line) * found.size <= 1056 for line in found.lines)
    assert not "".join(found.lines).replace("…", "") or title.startswith(found.lines[0].rstrip("…"))


def test_a_title_is_as_large_as_it_can_be_and_its_lines_about_as_long() -> None:
    face = Face(dict.fromkeys("abcdefghijklmnopqrstuvwxyz ", 0.5))
    assert fitted("aaaa", face, 200, 300, range(100, 9, -1), 1).size == 100
    assert fitted("aaaaaaaa", face, 200, 300, range(100, 9, -1), 1).size == 50
    assert fitted("aaaa aaaa aaaa", face, 200, 300, (20,), 1).lines == ("aaaa aaaa aaaa",)
    assert fitted("aaaa aaaa aaaa aaaa aaaa aa", face, 200, 300, (20,), 1).lines == ("aaaa aaaa aaaa", "aaaa aaaa aa")
    assert fitted("aa " * 99 + "aa", face, 200, 300, (20,), 1).lines[3].endswith("aa aa…")


def test_what_is_cut_ends_with_a_whole_word_unless_it_is_one() -> None:
    face = Face(dict.fromkeys("abcdefghijklmnopqrstuvwxyz, …", 1.0))
    assert cut_off("one, two", face, 8) == "one, two"
    assert cut_off("one, two", face, 7) == "one…"
    assert cut_off("unbreakable", face, 7) == "unbrea…"
    assert cut_off("unbreakable", face, 0.5) == "…"


def test_a_text_is_composed_and_what_is_not_seen_is_left_out() -> None:
    assert plain("Beyonce\u0301 so\u00adft\u200b  end ") == "Beyoncé soft end"
    assert plain("qui\u202f? la\u2009ville") == "qui\u00a0? la\u00a0ville"


# --- what stands there -------------------------------------------------------------------------------------------------


def test_a_picture_is_a_png_of_its_size_with_the_title_s_ink() -> None:
    view = viewed("Who pays?", SHOWN)
    found = png(svg(view))
    assert found[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">II", found[16:24]) == (1200, 630)
    assert found == png(svg(view))
    for less in (
        replace(view, lines=()),
        replace(view, kicker=""),
        replace(view, told=""),
        replace(view, foot=""),
        replace(view, mark=None),
    ):
        assert png(svg(less)) != found


def test_letters_come_from_our_fonts_alone() -> None:
    """Were a system's font asked, letters that ours have not would differ; so they are drawn as the same hole."""
    picture = svg(viewed("Who pays?", SHOWN))
    assert len({png(picture.replace("Who pays?", letter)) for letter in "пЖΩ"}) == 1


@pytest.mark.parametrize("title", ["ماذا يقول التقرير", "Хто платить?", "Who pays? 🚢", "A → B"])
def test_a_title_that_cannot_be_written_is_left_to_the_site_s(title: str) -> None:
    view = viewed(title, SHOWN)
    assert (text(view), view.foot, view.kicker) == (SITE, "", SHOWN.kicker)
    neither = viewed(title, replace(SHOWN, told=title), title)
    assert (neither.lines, neither.foot, neither.told, neither.kicker) == ((), "", "", SHOWN.kicker)
    assert png(svg(neither)) != png(svg(view))


def test_words_are_never_markup() -> None:
    title = "</text><script>&amp; “1 < 2”"
    assert text(viewed(title, SHOWN)) == title
    assert "<script>" not in svg(viewed(title, SHOWN))
    assert png(svg(viewed(title, SHOWN)))


def test_more_letters_than_there_is_room_for_are_counted() -> None:
    rings = tuple(Ring("A", 1, n % 2 == 0) for n in range(500))
    view = viewed(SITE, Shown("About 2024", "500 reports", rings=rings))
    assert (len(view.rings), view.more, view.foot) == (14, "+486", "")
    assert view.rings[-1].x + 24 < 1000 and view.rings[0].tied_to == view.rings[1].x and view.rings[1].tied_to is None
    assert viewed(SITE, Shown("", "", rings=rings[:15])).rings[-1].tied_to is None  # the next is not drawn


def test_colours_are_those_of_the_pages() -> None:
    sheet, card = ((LAYOUTS.path / name).read_text("utf-8") for name in ("assets/site.css", "card.svg"))
    hues = re.findall(r"\.h\d+ \{ --h: light-dark\((#\w+),", sheet)
    assert re.search(r"hues = \[([^\]]*)\]", card)[1] == ", ".join(f"'{hue}'" for hue in hues)  # type: ignore[index]
    others = set(re.findall(r"#[0-9a-f]{6}", card)) - set(hues)
    assert others <= set(re.findall(r"light-dark\((#\w+),", sheet))


def test_the_icon_for_home_screens_is_made_from_that_for_tabs() -> None:
    assets = LAYOUTS.path / "assets"
    made = runpy.run_path(str(ROOT / "tools" / "icons.py"))["touch_icon"]
    assert made((assets / "favicon.svg").read_text("utf-8")) == (assets / "touch-icon.png").read_bytes()


# --- the pages of a site -----------------------------------------------------------------------------------------------


@functools.cache
def built(site: str) -> Built:
    return build_site(Folder(SITES[site], "content"), LAYOUTS, BASE)


@functools.cache
def finished(site: str) -> dict[str, bytes]:
    return dict(finish(built(site), Means(LAYOUTS, Cache(Path(os.devnull)))))  # a cache that keeps nothing


def metas(html: bytes) -> dict[str, str]:
    tree = html5lib.parse(html.decode(), treebuilder="etree", namespaceHTMLElements=False)
    return {m.get("property") or m.get("name") or "": m.get("content") or "" for m in tree.iter("meta")}


def indexed(site: str) -> Iterator[tuple[str, dict[str, str]]]:
    for name, data in finished(site).items():
        if name.endswith(".html") and "robots" not in metas(data):
            yield name, metas(data)


@both
def test_each_page_names_its_picture_which_is_there(site: str) -> None:
    files = finished(site)
    pictures = set()
    for name, found in indexed(site):
        address = found["og:image"]
        assert address.startswith(f"{BASE}cards/"), name
        data = files[address.removeprefix(BASE)]
        size = tuple(int(found[f"og:image:{side}"]) for side in ("width", "height"))
        assert struct.unpack(">II", data[16:24]) == size == (1200, 630)
        pictures.add(address.removeprefix(BASE))
    assert len(pictures) == sum(1 for _ in indexed(site))
    assert pictures == {name for name in files if name.startswith("cards/")}
    assert not any(name.startswith("cards/") for name in built(site).files)


@both
def test_each_page_says_what_it_is_to_those_who_share_it(site: str) -> None:
    for name, found in indexed(site):
        assert found["og:url"] == BASE + name.removesuffix("index.html")
        assert found["og:description"] == found["description"]
        assert found["og:type"] == ("website" if name == "index.html" else "article")
        assert found["og:site_name"] == built(site).content.site.title
        assert found["og:title"] and not found["og:title"].endswith(f" – {found['og:site_name']}")
        assert found["og:title"].removeprefix("A: ") in found["og:image:alt"] or "sources/" in name or "people/" in name
        assert found["twitter:card"] == "summary_large_image"


@both
def test_a_page_that_is_not_indexed_has_no_picture(site: str) -> None:
    found = metas(finished(site)["404.html"])
    assert found["robots"] == "noindex" and not [name for name in found if name.startswith(("og:", "twitter:"))]


@both
def test_no_title_of_ours_is_left_out_or_cut(site: str) -> None:
    for drawing in built(site).drawings:
        shown = metas(built(site).files[f"{drawing.page.removeprefix('/')}index.html"])["og:image:alt"]
        words = " ".join(re.findall(r'<text x="72" y="\d+">([^<]*)</text>', drawing.svg.partition("<g font")[2]))
        assert words and "…" not in words
        assert jinja_unescaped(words).replace("\u00a0", " ") in plain(shown).replace("\u00a0", " ")


def jinja_unescaped(words: str) -> str:
    for escaped, letter in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        words = words.replace(escaped, letter)
    return words


def test_red_is_for_reports_that_disagree_or_are_wrong() -> None:
    red = {drawing.page for drawing in built("harbour").drawings if RED in drawing.svg}
    assert red == {"/questions/", "/questions/ferry/", "/corrections/"}
    split = next(drawing.svg for drawing in built("harbour").drawings if drawing.page == "/questions/who-pays/")
    assert ">Split<" in split and "#r_split" in split  # people disagree there, and the reports do not


# --- the cache ---------------------------------------------------------------------------------------------------------

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="{}" height="4" fill="#1a1b1d"/></svg>'


def quietly(done: int, total: int) -> None:
    """Nobody is told."""


def test_what_was_drawn_is_not_drawn_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    told: list[tuple[int, int]] = []
    svgs = [SVG.format(n) for n in (1, 2, 1)]
    first = draw_all(svgs, FONTS, cache, lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)] and first[0] == first[2] != first[1]
    assert draw_all(svgs, FONTS, cache, lambda done, total: told.append((done, total))) == first and len(told) == 2


@pytest.mark.parametrize("damage", [b"", b"\x00", b"short", None])
def test_a_damaged_file_is_made_anew(damage: bytes | None, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    wanted = draw_all([SVG.format(3)], FONTS, cache, quietly)
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]) if damage is None else damage)
    assert draw_all([SVG.format(3)], FONTS, cache, quietly) == wanted
    assert file.read_bytes() == whole


def test_other_fonts_are_another_picture(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    draw_all([SVG.format(3)], FONTS, cache, quietly)
    told: list[int] = []
    draw_all(
        [SVG.format(3)], {path: data + b"\0" for path, data in FONTS.items()}, cache, lambda done, _: told.append(done)
    )
    assert told == [1]


def test_what_is_drawn_with_is_what_was_read(tmp_path: Path) -> None:
    """Whatever the files hold by then, the picture is kept under what they held."""
    _, sans = FONTS
    words = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20">'
        '<text y="15" font-family="Newsreader">Who?</text></svg>'
    )
    copies = {tmp_path / path.name: data for path, data in FONTS.items()}  # where there are no files
    assert draw_all([words], copies, Cache(None), quietly) == [png(words)] != [draw([str(sans)], words)]


def test_where_there_is_no_room_for_copies_of_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    with pytest.raises(NoRoom, match=r"/nowhere.*No such file"):
        draw_all([SVG.format(3)], FONTS, Cache(None), quietly)


def test_what_was_drawn_needs_no_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = draw_all([SVG.format(3)], FONTS, Cache(tmp_path), quietly)
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    assert draw_all([SVG.format(3)], FONTS, Cache(tmp_path), quietly) == first


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    cache = Cache(tmp_path / "cache")
    cache.write(key_of(b"x"), b"x")
    assert cache.read(key_of(b"x")) is None
    assert isinstance(draw_all([SVG.format(3)], FONTS, cache, quietly)[0], bytes)


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.write(key_of(b"x"), b"1")
    cache.write(key_of(b"x"), b"2")
    assert cache.read(key_of(b"x")) == b"2"
    assert sum(path.is_file() for path in tmp_path.rglob("*")) == 1
    assert key_of(b"ab", b"c") != key_of(b"a", b"bc")


def test_many_are_drawn_as_one_is(tmp_path: Path) -> None:
    svgs = [SVG.format(n / 70) for n in range(2 * FEW)]
    assert draw_all(svgs, FONTS, Cache(tmp_path), quietly) == [png(each) for each in svgs]


# --- mistakes ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def own_layouts(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LAYOUTS.path, tmp_path / "layouts"))


def test_a_layout_that_cannot_be_drawn_is_reported_with_each_page(
    own_layouts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = own_layouts / "card.svg"
    card.write_text(card.read_text("utf-8").replace("</g>", "</h>"), "utf-8")
    assert (
        main(
            [
                "build",
                "--content",
                str(SITES["harbour"]),
                "--layouts",
                str(own_layouts),
                "--out",
                str(tmp_path / "site"),
            ],
            tmp_path,
        )
        == PROBLEMS
    )
    told = capsys.readouterr().err
    assert f"{own_layouts}/card.svg:1:1  this layout cannot be drawn: " in told
    assert "while drawing the picture of /people/mono/" in told and told.endswith("Nothing was written.\n")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("name", ["advances.json", "newsreader.ttf"])
def test_a_font_that_is_not_there_is_reported(name: str, own_layouts: Path) -> None:
    (own_layouts / "cards" / name).unlink()
    with pytest.raises(ContentError) as caught:
        finish(
            build_site(Folder(SITES["harbour"], "content"), Folder(own_layouts, "layouts")),
            Means(Folder(own_layouts, "layouts"), Cache(Path(os.devnull))),
        )
    (problem,) = caught.value.problems
    assert str(problem.place) == f"layouts/cards/{name}:1:1" and "is not there" in problem.message


@pytest.mark.parametrize(
    "data", ["", "[]", "{}", '{"newsreader": {"unitsPerEm": 0, "advances": {"a": 1}}}', '{"newsreader": 1}']
)
def test_advances_that_make_no_sense_are_reported(data: str, own_layouts: Path) -> None:
    (own_layouts / "cards" / "advances.json").write_text(data)
    with pytest.raises(ContentError, match="1 problem"):
        read_faces(own_layouts, "layouts")


def test_only_build_draws(tmp_path: Path) -> None:
    common = ["--content", str(SITES["harbour"]), "--layouts", str(LAYOUTS.path)]
    assert main(["check", *common], tmp_path) == FINE
    assert not (tmp_path / ".cache").exists()
    assert main(["build", *common, "--out", str(tmp_path / "site")], tmp_path) == FINE
    kept = [path for path in (tmp_path / ".cache").rglob("*") if path.is_file()]
    drawn = list((tmp_path / "site" / "cards").rglob("*.png"))
    layouts = [path for path in LAYOUTS.path.iterdir() if path.suffix in (".html", ".svg")]
    others = 4  # the index of the search, the sources, what all was made of, what pages were set from and to
    assert 0 < len(kept) <= len(drawn) + len(layouts) + others
    assert len(drawn) == len(built("harbour").drawings)
    assert "cards/home.png" in (tmp_path / "site" / ".written").read_text()


def test_advances_are_those_of_the_fonts() -> None:
    """What was measured is what is drawn: a row of one letter ends where it is said to, but for kerning."""
    advances = json.loads((LAYOUTS.path / "cards" / "advances.json").read_text("utf-8"))
    assert set(advances) == {"newsreader", "public-sans"}
    for name, family in (("newsreader", "Newsreader"), ("public-sans", "Public Sans")):
        for letter in "mÉ0ł–":
            end = 40 * advances[name]["advances"][letter] / advances[name]["unitsPerEm"] * 40
            row = f'<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630"><text y="90" font-family="{family}" font-size="40">{letter * 40}</text></svg>'
            blank = part(row.replace(letter * 40, ""), 0, 0, 10, 120)
            assert part(row, round(end) + 8, 0, round(end) + 18, 120) == blank
            assert part(row, round(end) - 16, 0, round(end) - 6, 120) != blank
