"""Long lists in pages: where they are cut, that every link leads to the right page, and that no page grows with the reports."""

from __future__ import annotations

import functools
import importlib.util
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urldefrag
from xml.etree import ElementTree

import pytest
from crowd import write_crowd
from playwright.sync_api import Browser, expect
from serving import Site, served
from test_look import AXE, COLOURS, LOOK, RULES, SCREENS, THEMES, ask, none_of, reader, violations, visit

from explainer import paging
from explainer.addresses import Addresses, first_page
from explainer.evidence.origins import groups
from explainer.files import Folder
from explainer.findings import findings
from explainer.pages import all_pages, calendar, home, paged, parts, results
from explainer.pages.paged import span
from explainer.pages.parts import Desk
from explainer.pages.rows import answer_words
from explainer.pages.tables import FiguresView
from explainer.paging import Listing, listing
from explainer.pipeline import Built, build_site
from explainer.problems import ContentError
from explainer.search import entries

ROOT = Path(__file__).parents[1]
HARBOUR = ROOT / "tests/sites/harbour/content"
LAYOUTS = Folder(ROOT / "layouts", "layouts")
BASE = "https://example.org/a/b/"

Project = Callable[..., Path]


# --- where a list is cut ----------------------------------------------------------------------------------------------


def cut(groups: dict[str, str], size: int) -> Listing[str, str]:
    return listing("/list/", groups.items(), lambda group: f"of-{group}", lambda row: row, size)


def shown(found: Listing[str, str]) -> list[list[tuple[str, str, bool]]]:
    return [[(part.group, "".join(part.rows), part.continued) for part in parts] for parts in found.pages]


@pytest.mark.parametrize(
    ("groups", "pages"),
    [
        ({}, [[]]),
        ({"A": ""}, [[("A", "", False)]]),
        ({"A": "abc"}, [[("A", "abc", False)]]),
        ({"A": "abcd"}, [[("A", "abc", False)], [("A", "d", True)]]),
        ({"A": "ab", "B": "cd"}, [[("A", "ab", False), ("B", "c", False)], [("B", "d", True)]]),
        ({"A": "abc", "B": "d"}, [[("A", "abc", False)], [("B", "d", False)]]),
        ({"A": "", "B": "", "C": "", "D": ""}, [[(n, "", False) for n in "ABC"], [("D", "", False)]]),
        ({"A": "abcdefgh"}, [[("A", "abc", False)], [("A", "def", True)], [("A", "gh", True)]]),
    ],
)
def test_a_list_is_cut_where_a_page_is_full(groups: dict[str, str], pages: list[list[tuple[str, str, bool]]]) -> None:
    assert shown(cut(groups, 3)) == pages


def test_a_place_is_on_the_page_of_its_row_and_a_group_where_it_begins() -> None:
    found = cut({"A": "abcd", "B": "e", "C": "f"}, 3)
    assert found.later == {"d": 2, "of-B": 2, "e": 2, "of-C": 2, "f": 2}
    addresses = Addresses(BASE).knowing({found.path: found.later})
    assert addresses.href("/list/#d") == "/a/b/list/page/2/#d"
    assert addresses.full("/list/#of-A") == f"{BASE}list/#of-A"
    assert addresses.in_full().href("/list/#e") == f"{BASE}list/page/2/#e"
    assert addresses.lasting("/list/#e") == f"{BASE}list/#e"
    assert addresses.href("/other/#d") == "/a/b/other/#d"


@pytest.mark.parametrize(
    ("path", "first"),
    [
        ("/figures/page/12/", "/figures/"),
        ("/people/ana/page/2/", "/people/ana/"),
        ("/people/page/", "/people/page/"),
        ("/people/page/page/2/", "/people/page/"),
        ("/figures/", "/figures/"),
    ],
)
def test_a_page_belongs_to_the_list_that_it_is_a_page_of(path: str, first: str) -> None:
    assert first_page(path) == first


@pytest.mark.parametrize(
    ("first", "last", "words"), [("A", "AB", "A–AB"), ("Abel", "Brand", "Abel – Brand"), ("A", "A", "A")]
)
def test_what_a_page_has_is_said_in_a_word_or_two(first: str, last: str, words: str) -> None:
    assert span(first, last) == words


# --- sites in pages ---------------------------------------------------------------------------------------------------


@functools.cache
def corpus() -> Callable[..., None]:
    """What bench/ makes explainers of any size with."""
    spec = importlib.util.spec_from_file_location("corpus", ROOT / "bench" / "corpus.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    write: Callable[..., None] = module.write_corpus
    return write


def in_pages(folder: Path, rows: int, *, reports: int = 5, draft: bool = False) -> Built:
    """A site with pages of so few rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paging, "ROWS", rows)
        patch.setattr(paging, "REPORTS", reports)
        return build_site(Folder(folder, "content"), LAYOUTS, BASE, draft=draft)


@functools.cache
def built(name: str) -> Built:
    """The invented explainer, with every kind of record, in pages of two rows; that of 200 reports in pages of 40; and
    one of so many reports, in pages of four rows."""
    if name == "harbour":
        return in_pages(HARBOUR, 2)
    with TemporaryDirectory() as folder:
        if name == "crowd":
            write_crowd(Path(folder) / "content")
            return in_pages(Path(folder) / "content", 40, draft=True)
        corpus()(int(name), Path(folder), extras=True)
        return in_pages(Path(folder) / "content", 4)


everywhere = pytest.mark.parametrize("name", ["harbour", "crowd", "12"])


def pages_of(site: Built) -> dict[str, str]:
    """The pages by their paths."""
    return {
        f"/{name.removesuffix('index.html')}": data.decode()
        for name, data in site.files.items()
        if name.endswith("/index.html") or name == "index.html"
    }


def lists(site: Built) -> dict[str, list[str]]:
    """The lists with several pages, each with the paths of its pages."""
    found: dict[str, list[str]] = {}
    for path in pages_of(site):
        found.setdefault(first_page(path), []).append(path)
    numbered = {first: sorted(paths, key=lambda path: (len(path), path)) for first, paths in found.items()}
    return {first: paths for first, paths in numbered.items() if len(paths) > 1}


def ids(page: str) -> list[str]:
    return re.findall(r'\sid="([^"]*)"', page)


def test_every_kind_of_list_comes_in_pages() -> None:
    kinds = {re.sub(r"^/(people|questions)/(?!reports/)[^/]+/", r"/\1/*/", path) for path in lists(built("crowd"))}
    single = {"/sources/", "/figures/", "/quotes/", "/people/", "/timeline/", "/glossary/", "/corrections/", "/method/"}
    assert kinds == {*single, "/people/*/", "/questions/*/", "/questions/reports/"}


@everywhere
def test_every_row_is_on_one_page_where_its_address_leads(name: str) -> None:
    site = built(name)
    pages = pages_of(site)
    on = Counter((first_page(path), place) for path, page in pages.items() for place in set(ids(page)))
    for table in ("figures", "quotes", "positions", "events", "terms", "corrections", "measures"):
        for row in json.loads(site.files[f"data/{table}.json"]):
            path, place = urldefrag(row["url"].removeprefix(BASE))
            assert place in ids(pages[f"/{path}"]), row["url"]
            goes_on = table in ("measures", "events")  # in which case it leads to where that begins
            assert goes_on or on[first_page(f"/{path}"), place] == 1, row["url"]


@everywhere
def test_the_pages_of_people_and_reports_hold_each_row_once(name: str) -> None:
    site = built(name)
    pages = pages_of(site)
    for path, mark in (("/sources/", '<li class="band" data-row>'), ("/people/", '<tr role="row" data-row>')):
        rows = sum(page.count(mark) for at, page in pages.items() if first_page(at) == path)
        assert rows == len(site.content.sources if path == "/sources/" else site.content.people)
    for person, found in site.found.appearances.items():
        own = [place for at, page in pages.items() if first_page(at) == f"/people/{person}/" for place in ids(page)]
        places = [place for place in own if re.match(r"in--|quote--|figure--|position--", place)]
        records = (*found.mentions, *found.quotes, *found.figures, *found.said)
        assert len(places) == len(set(places)) == len(records)


@everywhere
def test_what_is_searched_and_annotated_leads_to_the_right_page(name: str) -> None:
    site = built(name)
    pages = pages_of(site)
    found = [f"{BASE}{entry.path.removeprefix('/')}" for entry in entries(Desk(site.found, site.addresses))]
    found += re.findall(r'"id": "([^"]+quotes/[^"]+)"', site.files["data/annotations.jsonld"].decode())
    for address in found:
        path, place = urldefrag(address.removeprefix(BASE))
        assert not place or place in ids(pages[f"/{path}"]), address
    assert any("/page/" in address for address in found)


@everywhere
def test_one_gets_from_the_first_page_to_the_last_and_back(name: str) -> None:
    site = built(name)
    pages = pages_of(site)
    for first, paths in lists(site).items():
        assert paths == [first, *(f"{first}page/{number}/" for number in range(2, len(paths) + 1))]
        for number, path in enumerate(paths, 1):
            head, _, body = pages[path].partition("</head>")
            ways = dict(re.findall(r'<link rel="(prev|next|canonical)" href="([^"]*)">', head))
            around = {"prev": number - 1, "next": number + 1}
            wanted = {rel: f"/a/b{paths[to - 1]}" for rel, to in around.items() if 1 <= to <= len(paths)}
            assert ways == wanted | {"canonical": f"{BASE}{path.removeprefix('/')}"}
            navs = re.findall(r'<nav class="[a-z ]+" aria-label="(Pages[^"]*)">(.*?)</nav>', body, re.S)
            assert [label for label, _ in navs] == ["Pages, above the list", "Pages"]
            for _, nav in navs:
                assert f"Page {number} of {len(paths)}" in nav
                assert {rel: to for to, rel in re.findall(r'href="([^"]*)" rel="(prev|next)"', nav)} == wanted
                assert ("First" in nav, "Last" in nav) == (number > 1, number < len(paths))


@everywhere
def test_pages_have_titles_of_their_own_and_the_picture_of_the_first(name: str) -> None:
    site = built(name)
    pages = pages_of(site)
    titles = Counter(re.findall(r"<title>(.*?)</title>", "".join(pages.values())))
    assert {title for title, count in titles.items() if count > 1 and ", page " in title} == set()
    for paths in lists(site).values():
        pictures = {re.search(r'og:image" content="([^"]*)"', pages[path])[1] for path in paths}  # type: ignore[index]
        assert len(pictures) == 1
        name = re.search(r"<title>(.*?) – ", pages[paths[0]])[1]  # type: ignore[index]
        assert f"<title>{name}, page 2 of {len(paths)} – " in pages[paths[1]]
    assert len({drawing.name for drawing in site.drawings}) == len(site.drawings)
    assert not [drawing.page for drawing in site.drawings if "/page/" in drawing.page]


@everywhere
def test_the_sitemap_has_every_page(name: str) -> None:
    site = built(name)
    listed = re.findall(r"<loc>(.*?)</loc>", site.files["sitemap.xml"].decode())
    assert sorted(listed) == sorted(f"{BASE}{path.removeprefix('/')}" for path in pages_of(site))


GROUP = re.compile(
    r'<h2 class="q" id="m0">(.*?)</h2>.*?<span class="res">(.*?)</span>.*?(<svg class="dr axis".*?</svg>)', re.S
)


def test_a_measure_goes_on_with_its_heading_its_result_and_its_axis() -> None:
    pages = pages_of(built("12"))
    parts = [GROUP.search(pages[path]) for path in lists(built("12"))["/figures/"]]
    headings, told, axes = zip(*(part.groups() for part in parts if part), strict=True)
    title = "Size of the account (0)"
    assert len(headings) > 1 and headings == (title, *[f"{title}, continued"] * (len(headings) - 1))
    assert len(set(told)) == len(set(axes)) == 1


def test_a_figure_is_drawn_in_the_same_place_wherever_the_list_is_cut() -> None:
    whole = findings(built("12").content)
    assert len(whole.lists.figures.pages) == 1
    drawn = [
        {
            row.anchor: row.stroke
            for page in all_pages(found, built("12").addresses)
            if isinstance(page.view, FiguresView)
            for measure in page.view.measures
            for row in measure.figures
        }
        for found in (whole, built("12").found)
    ]
    assert drawn[0] == drawn[1] and len(set(drawn[0].values())) > 20


def test_an_event_that_many_tell_of_goes_on() -> None:
    site = built("crowd")
    told = {event: len(found) for event, found in site.found.by_event.items()}
    pages = "".join(page for path, page in pages_of(site).items() if first_page(path) == "/timeline/")
    assert pages.count('<p class="by"><a class="m ') == sum(told.values())
    assert pages.count(", continued</b>") > 0


def test_the_files_hold_the_whole_list() -> None:
    pages = pages_of(built("12"))
    for path in lists(built("12"))["/figures/"]:
        nav = pages[path].rpartition('aria-label="Pages">')[2]
        assert 'All 72 figures: <a href="/a/b/data/figures.csv">figures.csv</a>' in nav
    assert len(json.loads(built("12").files["data/figures.json"])) == 72


def test_a_page_says_what_it_has() -> None:
    pages = pages_of(built("12"))
    assert "Page 2 of 3: <b>E–H</b>" in pages["/sources/page/2/"]
    names = re.findall(r'<th scope="row"[^>]*><a[^>]*>(.*?)</a>', pages["/people/page/2/"])
    assert f"<b>{names[0]} – {names[-1]}</b>" in pages["/people/page/2/"]


# --- what is typed, and what is told to programs ----------------------------------------------------------------------

MEASURES = "- id: build-cost\n  title: Cost of building the tunnel\n- id: depth\n  title: Depth of the tunnel\n"
LATER = """
headline: The tunnel is deep
headline_by: source
date_published: 2024-06-01
date_basis: printed
text: later.txt
summary: It is deep.
figures:
  - {id: depth, measure: depth, as_printed: 40 metres}
"""
CORRECTIONS = """
- {date: 2024-06-03, kind: correction, text: The later one., corrects: [figures/later/depth]}
- {date: 2024-06-02, kind: correction, text: The first one., corrects: [figures/gazette/cost]}
"""


def typed(project: Project, link: str) -> Built:
    """A story that links to a place, in pages of one row."""
    story = f"sections:\n  - id: price\n    heading: What?\n    text: See [this]({link}), which is ours. {{.editor}}\n"
    files = {"explainer": story, "measures": MEASURES, "sources/later": LATER, "corrections": CORRECTIONS}
    root = project({f"content/{name}.yaml": text for name, text in files.items()})
    return in_pages(root / "content", 1, draft=True)


@pytest.mark.parametrize("link", ["/figures/#depth", "/figures/#later--depth", "/figures/page/2/#later--depth"])
def test_an_editor_needs_not_know_of_pages(link: str, project: Project) -> None:
    site = typed(project, link)
    assert f'<a href="/a/b/figures/page/2/#{link.partition("#")[2]}">this</a>' in pages_of(site)["/"]


def test_a_misspelt_place_on_a_later_page_is_guessed(project: Project) -> None:
    with pytest.raises(ContentError) as caught:
        typed(project, "/figures/#later--dept")
    (problem,) = caught.value.problems
    assert (problem.code, problem.hint) == ("unknown-reference", "did you mean '/figures/#later--depth'?")


def test_an_entry_of_a_feed_keeps_its_name_and_leads_to_its_page(project: Project) -> None:
    feed = ElementTree.fromstring(typed(project, "/figures/").files["corrections.xml"])
    atom = "{http://www.w3.org/2005/Atom}"
    later, first = feed.iter(f"{atom}entry")
    for entry, page in ((later, ""), (first, "page/2/")):
        name = entry.findtext(f"{atom}id") or ""
        ways = [link.get("href") for link in entry.iter(f"{atom}link") if link.get("rel") == "alternate"]
        assert name.startswith(f"{BASE}corrections/#correction--")
        assert ways == [name.replace("corrections/", f"corrections/{page}")]


def test_a_question_cannot_have_the_address_of_all_reports(project: Project) -> None:
    question = "- {id: reports, text: Which?, answers: {yes: Yes}}\n"
    with pytest.raises(ContentError) as caught:
        build_site(Folder(project({"content/questions.yaml": question}) / "content", "content"), LAYOUTS, draft=True)
    assert [(p.code, p.place.line) for p in caught.value.problems if "called 'reports'" in p.message] == [("id", 1)]


def trail(page: str) -> list[tuple[str, str]]:
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    steps = json.loads(block)["@graph"][0].get("breadcrumb", {}).get("itemListElement", [])
    return [(step["name"], step["item"].removeprefix(BASE)) for step in steps]


def test_the_way_to_a_page_goes_through_its_list_and_the_first() -> None:
    pages = pages_of(built("12"))
    question = built("12").content.questions[0].text
    assert trail(pages["/figures/page/2/"]) == [("Figures", "figures/"), ("Figures, page 2 of 18", "figures/page/2/")]
    assert trail(pages["/questions/q0/page/2/"]) == [
        ("Questions", "questions/"),
        (question, "questions/q0/"),
        (f"{question}, page 2 of 3", "questions/q0/page/2/"),
    ]


def test_a_place_on_another_page_of_the_same_list_is_no_use() -> None:
    """A person's second page leads to the person, as does every row on it."""
    site = built("12")
    for path, page in pages_of(site).items():
        back = re.findall(r'<section class="band" aria-labelledby="used_on">(.*?)</section>', page, re.S)
        assert not [
            link for each in back for link in re.findall(r'href="/a/b([^"#]*)', each) if first_page(link) == path
        ]


# --- nothing grows ----------------------------------------------------------------------------------------------------


def largest(reports: int, folder: Path) -> dict[str, int]:
    """The size of the largest page of each kind."""
    corpus()(reports, folder)
    site = in_pages(folder / "content", 5, reports=10)
    found: dict[str, int] = {}
    for path, page in pages_of(site).items():
        kind = re.sub(r"^/(sources|people|questions)/(?!page/|reports/)[^/]+/", r"/\1/*/", path)
        kind = re.sub(r"page/\d+/", "page/*/", kind)
        found[kind] = max(found.get(kind, 0), len(page))
    return found


def test_no_page_grows_with_the_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = Desk.few
    monkeypatch.setattr(Desk, "few", lambda self, marks, most=1: few(self, marks, 1))
    monkeypatch.setattr(parts, "USES", 1)
    monkeypatch.setattr(paged, "JUMPS", 2)
    small, large = largest(30, tmp_path / "small"), largest(120, tmp_path / "large")
    assert small.keys() == large.keys()
    grown = {kind: (size, large[kind]) for kind, size in small.items() if large[kind] > 1.1 * size + 500}
    assert grown == {}


def test_of_many_letters_the_first_are_shown_and_the_rest_is_counted() -> None:
    found = Desk(built("crowd").found, built("crowd").addresses)
    marks = dict(list(found.marks.items())[::-1])
    ties, more = found.few(marks, 5)
    assert [mark.letter for tie in ties for mark in tie] == ["A", "B", "E", "C", "D"]
    assert more == "and 195 more"
    assert found.few(dict(list(marks.items())[:5]), 5)[1] == ""


def test_what_is_used_in_many_places_names_the_first_and_counts_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "USES", 2)
    page = pages_of(in_pages(HARBOUR, 500))["/people/ana-ruiz/"]
    links = re.findall(r"<li>(.*?)</li>", page.rpartition('id="used_on"')[2])
    assert [link.startswith("<a href") for link in links] == [True, True, False]
    assert re.fullmatch(r'<span class="soft">and \d+ more</span>', links[-1])


def test_of_many_wordings_of_a_key_measure_the_lowest_and_the_highest_are_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(home, "WORDINGS", 3)
    site = built("12")
    (page,) = (page for page in all_pages(site.found, site.addresses) if page.path == "/")
    view = page.view
    assert isinstance(view, home.HomeView)
    keys = [key for group in view.key_measures.groups for key in group.measures]
    for key, name in zip(keys, ("m0", "m1"), strict=True):
        figures = [figure for _, figure in site.found.by_measure[name]]
        by_number = {figure.as_printed: next(b for b in figure.quantity.bounds if b is not None) for figure in figures}
        shown = [figure.as_printed for figure in key.figures]
        assert len(shown) == 3
        assert {min(by_number, key=by_number.__getitem__), max(by_number, key=by_number.__getitem__)} <= set(shown)
        assert key.all and key.all.text == f"All {len(figures)} figures" and key.all.href.endswith(f"#{name}")


def test_of_many_answers_those_that_most_give_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "ANSWERS", 1)
    site = built("12")
    desk = Desk(site.found, site.addresses)
    for answered in site.found.answered:
        given = Counter(answer_words(said) for said in answered.said)
        shown, rest = results.answer_views(desk, answered)
        assert given[shown.words] == max(given.values())
        assert (rest.words, rest.ties) == (f"and {len(given) - 1} more answers", ())


def test_no_sign_is_drawn_under_others() -> None:
    """Eight lanes of signs on one day, and then one that begins there and ends later."""
    spans = [(10.0, 10.0, "", 0)] * 500 + [(10.0, 60.0, "", 0)]
    signs = list(calendar._signs(spans, calendar.ROOM))
    assert len(signs) == calendar.LANES + 2
    assert signs[-1].end == "60%"


# --- report by report -------------------------------------------------------------------------------------------------


def test_every_report_has_a_row_beside_those_of_its_origin() -> None:
    site = built("crowd")
    pages = pages_of(site)
    rows = "".join(pages[path] for path in lists(site)["/questions/reports/"])
    letters = re.findall(r'<tr role="row" data-row>.*?aria-label="Report ([A-Z]+):', rows)
    marks = Desk(site.found, site.addresses).marks
    order = [marks[name].letter for names in groups(site.found.origin).values() for name in names]
    assert letters == order and len(letters) == 200 and order != [mark.letter for mark in marks.values()]
    assert "4 reports of one origin" in rows and "4 reports of one origin, continued" in rows


def test_a_cell_says_what_the_report_says_or_that_it_is_silent() -> None:
    site = built("12")
    pages = pages_of(site)
    rows = "".join(pages[path] for path in lists(site)["/questions/reports/"])
    cells = re.findall(r'<td role="cell" class="(\w+)" data-l="(\d)\. ', rows)
    assert [number for _, number in cells] == list("12345678") * 12
    silent = sum(len(answered.silent) for answered in site.found.answered)
    assert sum(code == "sil" for code, _ in cells) == silent == rows.count("<span>silent</span>")
    said = {
        (str(each.source.id), str(answered.question.id)) for answered in site.found.answered for each in answered.said
    }
    for path in re.findall(r'<td role="cell" class="\w+" data-l="[^"]*"><a href="/a/b([^"]*)"', rows):
        at, place = urldefrag(path)
        source, question = place.removesuffix("--1"), first_page(at).split("/")[2]
        said.remove((source, question))
        assert place in ids(pages[at])
    assert said == set()


def test_few_reports_have_columns_and_no_such_page() -> None:
    assert "/questions/reports/" not in pages_of(built("harbour"))
    assert 'href="/a/b/questions/reports/"' in pages_of(built("12"))["/questions/"]


# --- in a browser -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def short_pages() -> Iterator[Site]:
    """The one of twelve reports, served."""
    with TemporaryDirectory() as folder:
        corpus()(12, Path(folder))

        def make(address: str) -> dict[str, bytes]:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(paging, "ROWS", 4)
                patch.setattr(paging, "REPORTS", 5)
                return dict(build_site(Folder(Path(folder) / "content", "content"), LAYOUTS, address).files)

        with served(make) as site:
            yield site


PAGES = (
    "sources/page/2/ figures/page/2/ quotes/page/2/ people/page/2/ people/p0/page/2/ method/page/2/ questions/q0/page/2/ "
    "questions/reports/ questions/reports/page/2/"
).split()


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_a_page_of_a_list(name: str, short_pages: Site, browser: Browser) -> None:
    with reader(browser, LOOK, AXE) as page:
        visit(page, short_pages.address + name)
        found = [line for view in SCREENS for line in (*violations(page, view, RULES), *ask(page, "cramped()", view))]
        found += [line for view in THEMES for line in violations(page, view, COLOURS)]
    none_of(found)


def test_the_filter_says_that_it_looks_through_one_page(short_pages: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(f"{short_pages.address}questions/reports/")
        page.get_by_label("Filter this page by headline, date or answer").fill("Report HEARING")
        expect(page.locator("output")).to_have_text("1 of 5 on this page")
        expect(page.locator("tr[data-row]:visible")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 1280])
def test_an_answer_stands_beside_its_question(width: int, short_pages: Site, browser: Browser) -> None:
    """In a cell of its own line on a phone, in a column under its question on a desk."""
    with reader(browser) as page:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{short_pages.address}questions/reports/")
        told = page.locator("tr[data-row] td").first.evaluate("(cell) => getComputedStyle(cell, '::before').content")
        question = page.locator("ol.numbered a").first.inner_text()
        head = page.get_by_role("columnheader", name=question)
        box = head.bounding_box()
        assert box and (question in told, box["width"] > 1) == (width == 320, width == 1280)
