"""The linked data in the head of each page, held against the vocabulary of schema.org, and against the site itself."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pytest
from exporting import ALL, BASE, built
from playwright.sync_api import Browser
from serving import Site

VOCABULARY = json.loads((Path(__file__).parent / "schemas" / "schemaorg.json").read_text("utf-8"))
BLOCK = re.compile(rb'<script type="application/ld\+json">(.*?)</script>')
PLAIN: dict[type, set[str]] = {
    bool: {"Boolean"},
    int: {"Number", "Integer"},
    float: {"Number"},
    str: {"Text", "URL", "Date", "DateTime"},
}
DATES = re.compile(r"\d{4}(-\d\d){0,2}")

everywhere = pytest.mark.parametrize("site", ALL)


def pages(site: str) -> dict[str, bytes]:
    return {name: data for name, data in built(site).items() if name.endswith(".html") and name != "404.html"}


def graph(site: str, name: str) -> list[dict[str, Any]]:
    (block,) = BLOCK.findall(built(site)[name])
    data = json.loads(block)
    assert data.keys() == {"@context", "@graph"} and data["@context"] == "https://schema.org"
    found = data["@graph"]
    assert isinstance(found, list)
    return found


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every thing that is told of, however deep."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from nodes(each)


def above(kind: str) -> set[str]:
    return {kind}.union(*(above(each) for each in VOCABULARY[kind]["above"]))


def ranges(kind: str, name: str) -> set[str]:
    """What a property of a type may hold; KeyError where it has no such property."""
    return {each for each in above(kind) for each in VOCABULARY[each]["properties"].get(name, ())}


def fits(value: Any, held: set[str], name: str) -> bool:
    if isinstance(value, list):
        return bool(value) and all(fits(each, held, name) for each in value)
    if isinstance(value, dict) and value.get("@type") == "Role":
        return fits(value[name], held, name)  # which stands within itself, with its days
    if isinstance(value, dict):
        return "@type" not in value or bool(above(value["@type"]) & held)
    if held <= {"Date", "DateTime"}:
        return bool(DATES.fullmatch(value))
    if held <= {"URL", "CreativeWork", "Thing"}:
        return bool(re.match("https?://", value))
    return bool(PLAIN[type(value)] & held)


def wrong(thing: dict[str, Any]) -> list[str]:
    """The properties that a thing of its type has not, or that hold what they may not."""
    kind = thing["@type"]
    if kind not in VOCABULARY:
        return [f"there is no {kind}"]
    own = {
        name: value
        for name, value in thing.items()
        if not name.startswith("@") and not (kind == "Role" and name == "jobTitle")
    }
    return [f"{kind}.{name}: {value}" for name, value in own.items() if not fits(value, ranges(kind, name), name)]


@everywhere
def test_all_of_it_is_in_the_words_of_schema_org(site: str) -> None:
    for name in pages(site):
        for thing in nodes(graph(site, name)):
            assert wrong(thing) == [], name


@pytest.mark.parametrize(
    "thing",
    [
        {"@type": "ClaimRevue"},
        {"@type": "Person", "headline": "A"},
        {"@type": "Article", "author": {"@type": "Dataset"}},
        {"@type": "Article", "datePublished": "2024-05~"},
        {"@type": "Observation", "value": []},
        {"@type": "WebPage", "license": "CC BY 4.0"},
    ],
)
def test_what_the_vocabulary_does_not_have_is_found(thing: dict[str, Any]) -> None:
    assert wrong(thing) != []


@everywhere
def test_a_page_is_told_of_under_its_own_address(site: str) -> None:
    for name, data in pages(site).items():
        (canonical,) = re.findall(rb'<link rel="canonical" href="([^"]*)">', data)
        assert graph(site, name)[0]["@id"] == canonical.decode()


@everywhere
def test_everything_that_is_told_of_is_on_a_page(site: str) -> None:
    """An id of ours is the address of a place; that of a report, person or question is made of their page's."""
    for name in pages(site):
        for thing in nodes(graph(site, name)):
            path, fragment = urldefrag(thing.get("@id", "").removeprefix(BASE))
            if thing.get("@id", "").startswith(BASE):
                page = built(site)[f"{path}index.html"].decode()
                assert fragment in ("", "report", "person", "question") or f'id="{fragment}"' in page, thing["@id"]


@everywhere
def test_nothing_is_rated(site: str) -> None:
    for name in pages(site):
        for thing in nodes(graph(site, name)):
            assert not [
                word for word in (thing["@type"], *thing) if "rating" in word.lower() or "review" in word.lower()
            ]


@everywhere
def test_a_page_grows_by_little(site: str) -> None:
    for name, data in pages(site).items():
        grown = len(gzip.compress(data)) - len(gzip.compress(BLOCK.sub(b"", data)))
        assert grown < 3000, (name, grown)


def test_nothing_is_made_up() -> None:
    reports = {each["@id"]: each for each in graph("harbour", "index.html")[1]["citation"]}
    lagune, gazette = (
        reports[f"{BASE}sources/lagune/#report"],
        reports["https://gazette.example/tunnel?id=7&print=yes#story"],
    )
    assert lagune == {
        "@type": "NewsArticle", "@id": f"{BASE}sources/lagune/#report", "headline": "Le tunnel : qui paiera ?",
        "publisher": {"@type": "Organization", "name": "La Lagune"}, "inLanguage": "fr",
    }, "its date is inferred"  # fmt: skip
    assert (gazette["datePublished"], gazette["creditText"]) == ("2024-05-03", "Coast Wire")
    herald = reports[f"{BASE}sources/coast-herald/#report"]
    assert "headline" not in herald and herald["name"] == "A tunnel, and its price", "the name is ours"


def test_who_stands_for_the_explainer_and_by_what_rules() -> None:
    _, article = graph("harbour", "index.html")
    assert article["author"] == {
        "@type": "Organization", "name": "The editors of “Who pays for the harbour tunnel?”",
        "publishingPrinciples": f"{BASE}method/", "correctionsPolicy": f"{BASE}corrections/",
    }  # fmt: skip
    assert [each["datePublished"] for each in article["correction"]] == ["2024-06-01", "2024-05-28", "2024-05-20"]


def test_an_office_has_its_days() -> None:
    _, ana = graph("harbour", "people/ana-ruiz/index.html")
    assert {"@type": "Role", "jobTitle": "Minister of Transport", "endDate": "2024-03-01"}.items() <= ana["jobTitle"][
        0
    ].items()
    assert "Anna Ruiz" in ana["alternateName"] and ana["name"] not in ana["alternateName"]


def test_a_claim_says_where_it_appears_and_who_makes_it() -> None:
    rows = {row["id"]: row for row in json.loads(built("harbour")["data/positions.json"])}
    told: dict[str, dict[str, Any]] = {}
    for question in {row["question"] for row in rows.values()}:
        told |= {
            each["@id"]: each
            for each in graph("harbour", f"questions/{question}/index.html")[1:]
            if each["@type"] == "Claim"
        }
    assert {row["url"] for row in rows.values() if row["stance"] in ("asserts", "reports")} == told.keys()
    assert all(each.keys() >= {"text", "appearance", "about"} for each in told.values())


def test_html_in_a_text_does_not_end_the_block() -> None:
    data = b"".join(BLOCK.findall(b"".join(pages("hostile").values())))
    assert b"\\u003cscript\\u003ealert(1)\\u003c/script\\u003e" in data
    assert not re.search(b"[<>&]", data)


@pytest.mark.parametrize("name", ["index.html", "figures/index.html", "sources/gazette/index.html"])
def test_a_browser_runs_none_of_it_and_its_policy_objects_to_none(name: str, harbour: Site, browser: Browser) -> None:
    with browser.new_page() as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.add_init_script("addEventListener('securitypolicyviolation', (e) => console.log(e.violatedDirective))")
        page.goto(harbour.url(name), wait_until="networkidle")
        block = page.locator('script[type="application/ld+json"]').text_content() or ""
        assert json.loads(block)["@context"] == "https://schema.org"
        assert said == []


def test_the_lost_page_tells_of_nothing() -> None:
    assert not BLOCK.search(built("harbour")["404.html"])
