"""The Atom feeds: the grammar of RFC 4287, what they tell of, and ids that stay."""

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import html5lib
import pytest
import rnc2rng
from exporting import ALL, BASE, built
from lxml import etree
from test_exports import exported

from explainer.anchors import correction_ids
from explainer.dates import parse_date
from explainer.model import Correction, Prose
from explainer.problems import Place
from explainer.yamltext import Text

Project = Callable[..., Path]
FEEDS = ("updates.xml", "corrections.xml")
everywhere = pytest.mark.parametrize("site", ALL)
ATOM = "{http://www.w3.org/2005/Atom}"


def grammar() -> Any:
    """A validator, made by libxml2."""
    compact = rnc2rng.load(str(Path(__file__).parent / "schemas" / "atom.rnc"))
    return etree.RelaxNG(etree.fromstring(rnc2rng.dumps(compact).encode()))


def feed(data: bytes) -> Element:
    return ElementTree.fromstring(data)


def text(element: Element, name: str) -> str:
    found = element.find(f"{ATOM}{name}")
    assert found is not None
    return found.text or ""


def entries(data: bytes) -> list[Element]:
    return feed(data).findall(f"{ATOM}entry")


def links(element: Element) -> list[tuple[str | None, str]]:
    return [(link.get("rel"), link.get("href") or "") for link in element.findall(f"{ATOM}link")]


@everywhere
@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_is_atom(site: str, name: str) -> None:
    grammar().assertValid(etree.fromstring(built(site)[name]))
    root = feed(built(site)[name])
    assert root.find(f"{ATOM}author") is not None, "each entry would need one of its own"
    assert text(root, "updated") == max(
        [text(root, "updated"), *(text(each, "updated") for each in entries(built(site)[name]))]
    )
    assert ("self", f"{BASE}{name}") in links(root)
    for each in entries(built(site)[name]):
        assert len([rel for rel, _ in links(each) if rel == "alternate"]) == 1


@pytest.mark.parametrize("broken", [(b"T00:00:00Z", b""), (b"<title>", b"<title><b/>"), (b' href="', b' to="')])
def test_the_grammar_refuses_what_is_no_atom(broken: tuple[bytes, bytes]) -> None:
    assert not grammar().validate(etree.fromstring(built("harbour")["updates.xml"].replace(*broken)))


@everywhere
def test_an_entry_is_found_where_its_id_says(site: str) -> None:
    ids = [text(each, "id") for each in entries(built(site)["updates.xml"])]
    assert len(ids) == len(set(ids))
    for address in ids:
        path, fragment = urldefrag(address.removeprefix(BASE))
        assert not fragment or f'id="{fragment}"' in built(site)[f"{path}index.html"].decode(), address


@everywhere
def test_everything_in_a_feed_is_addressed_in_full(site: str) -> None:
    for each in entries(built(site)["updates.xml"]):
        html = html5lib.parseFragment(text(each, "content"), namespaceHTMLElements=False)
        hrefs = [link.get("href") or "" for link in html.iter("a")] + [href for _, href in links(each)]
        assert all(urlsplit(href).scheme in ("http", "https") for href in hrefs), hrefs
        assert {element.tag for element in html.iter()} <= {"DOCUMENT_FRAGMENT", "p", "a", "em", "strong", "code"}


def test_what_the_feeds_tell_of() -> None:
    updates, corrections = (entries(built("harbour")[name]) for name in FEEDS)
    kinds = [each.find(f"{ATOM}category").get("term") for each in updates]  # type: ignore[union-attr]
    assert kinds == ["explainer", "update", "clarification", "correction", "correction"]
    assert [text(each, "title") for each in corrections] == [
        "Clarification: Which office Ana Ruíz held is said now.",
        "Correction: We had taken a heading for a quotation, and removed it.",
        "Correction: We had the limit in the [C] as a price; it is up to £1.2 billion.",
    ]
    assert [text(each, "updated") for each in corrections][-1] == "2024-05-20T00:00:00Z"
    related = [href.removeprefix(BASE) for rel, href in links(corrections[-1]) if rel == "related"]
    assert related == ["figures/#gazette--cost", "questions/price/#gazette--1"]
    assert [rel for rel, _ in links(corrections[1])] == ["alternate"], "what it corrects is gone"


SITE = "title: A\nstandfirst: B\nurl: https://example.org/\n"
MADE = "- {date: 2024-06, kind: update, text: We *had* it., corrects: [figures/gazette/cost]}\n"


@pytest.mark.parametrize(
    ("site", "made", "days"),
    [
        (SITE + "updated: 2024-07-02\n", MADE, ["2024-07-02", "2024-06-01"]),
        (SITE, MADE, ["2024-06-01", "2024-06-01"]),
        (SITE + "updated: 2024-07-02/2024-07-04\n", "", ["2024-07-02"]),
    ],
)
def test_an_entry_is_dated_by_what_is_known(site: str, made: str, days: list[str], project: Project) -> None:
    files = exported(project({"content/site.yaml": site, "content/corrections.yaml": made or "[]\n"}))
    assert [text(each, "updated")[:10] for each in entries(files["updates.xml"])] == days
    assert entries(files["corrections.xml"]) == []
    assert text(feed(files["corrections.xml"]), "updated")[:10] == days[0]


def test_there_is_no_feed_where_nothing_has_a_date(project: Project) -> None:
    assert not set(FEEDS) & exported(project({"content/site.yaml": SITE})).keys()


def made(date: str, corrects: str, words: str) -> Correction:
    here = Place("a.yaml")
    text = Text(words, here)
    named = tuple(Text(name, here) for name in corrects.split())
    return Correction(
        place=here,
        places={},
        date=parse_date(date),
        kind=Text("update", here),
        text=Prose(text, (text,)),
        corrects=named,
    )


def test_no_order_and_no_other_correction_changes_what_one_is_called() -> None:
    all_made = [
        made("2024-06-01", "figures/gazette/cost", "One."),
        made("2024-06-01", "figures/gazette/cost", "Two."),
        made("2024-06-01", "figures/gazette/cost quotes/gazette/a", "One."),
        made("2024-06-02", "figures/gazette/cost", "One."),
    ]
    names = dict(zip(map(repr, all_made), correction_ids(all_made), strict=True))
    assert len(set(names.values())) == len(all_made)
    shuffled = random.Random(1).sample(all_made, len(all_made))
    assert dict(zip(map(repr, shuffled), correction_ids(shuffled), strict=True)) == names
    assert correction_ids(all_made[2:]) == tuple(names[repr(each)] for each in all_made[2:])


def test_two_corrections_that_are_alike_have_two_names() -> None:
    one = made("2024-06-01", "figures/gazette/cost", "One.")
    assert len(set(correction_ids([one, one]))) == 2


def test_a_correction_keeps_its_name_when_its_words_are_mended() -> None:
    before, after = (made("2024-06-01", "figures/gazette/cost", words) for words in ("We hat it.", "We had it."))
    assert correction_ids([before]) == correction_ids([after])


def test_the_pages_lead_to_the_feeds() -> None:
    for page in ("corrections/index.html", "data/index.html"):
        assert re.findall(r'href="/a/b/(\w+\.xml)"', built("harbour")[page].decode().partition("<main")[2]) == list(
            FEEDS
        )
