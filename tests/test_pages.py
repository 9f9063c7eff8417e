"""Letters, order, counts and addresses: what is worked out before a layout is given it."""

import re
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from explainer.addresses import Addresses, read_base
from explainer.evidence.holding import Hold
from explainer.evidence.origins import origins
from explainer.evidence.words import NORMALISER
from explainer.files import Folder
from explainer.findings import findings
from explainer.load import load_content
from explainer.lock import Lock
from explainer.model import Content
from explainer.names import name_key, sort_name
from explainer.pages import all_pages, site_view
from explainer.pages.home import covers
from explainer.pages.parts import HUES, Desk, date_words, letters, shortened
from explainer.pages.people import PeopleView, PersonView
from explainer.pages.recorded import recorded
from explainer.pages.tables import FiguresView, QuotesView
from explainer.pipeline import build_site
from explainer.reading import ID

ROOT = Path(__file__).parents[1]
BASE = Addresses("https://example.org/a/b/")

Project = Callable[..., Path]


NUMBERS = count(1)  # no two reports have one text


def load(root: Path) -> Content:
    return load_content(root / "content", "content", hold=Hold.NOTHING)[0]


def report(date: str, *lines: str, basis: str = "printed") -> str:
    note = "date_note: It is said so.\n" if basis == "inferred" else ""
    fields = f"headline: Of {date}\nheadline_by: source\ndate_published: {date}\ndate_basis: {basis}\n{note}"
    return f"{fields}text: {next(NUMBERS)}.txt\nsummary: Short.\n" + "".join(f"{line}\n" for line in lines)


def reports(dates: Mapping[str, str]) -> dict[str, str]:
    """Sources beside the minimal two, which are of 3 and 4 May 2024."""
    return {f"content/sources/{name}.yaml": report(date) for name, date in dates.items()}


def people(*names: str) -> dict[str, str]:
    """People of these names beside Ana Ruiz, all in one report."""
    listed = "".join(f"- id: p{n}\n  name: {name}\n" for n, name in enumerate(names))
    mentions = ["people:", *(f"  - {{person: p{n}, names: [{name}]}}" for n, name in enumerate(names))]
    return {
        "content/people.yaml": f"- id: ana-ruiz\n  name: Ana Ruiz\n{listed}",
        "content/sources/crowd.yaml": report("2024-06-01", *mentions),
    }


# --- letters and order ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "name"),
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (18277, "ZZZ")],
)
def test_letters(number: int, name: str) -> None:
    assert letters(number) == name


def test_letters_are_all_different_and_in_order() -> None:
    names = [letters(number) for number in range(2000)]
    assert sorted(names, key=lambda name: (len(name), name)) == list(dict.fromkeys(names)) == names


def test_letters_follow_the_dates_of_the_reports(project: Project) -> None:
    dates = {"late": "2024-05-05", "early": "2023", "month": "2024-05", "between": "2024-05-02/2024-05-06"}
    content = load(project(reports(dates)))
    assert [str(source.id) for source in content.sources] == ["early", "month", "between", "gazette", "herald", "late"]
    desk = Desk(findings(content), BASE)
    assert [desk.mark(source).letter for source in content.sources] == list("ABCDEF")


def test_reports_of_one_day_are_in_order_of_their_ids(project: Project) -> None:
    content = load(project(reports({"zebra": "2024-05-03", "aardvark": "2024-05-03", "b-2": "2024-05-03"})))
    assert [str(source.id) for source in content.sources] == ["aardvark", "b-2", "gazette", "zebra", "herald"]


def test_after_the_last_hue_the_letter_goes_on(project: Project) -> None:
    desk = Desk(findings(load(project(reports({f"r{n:02}": "2025" for n in range(30)})))), BASE)
    marks = list(desk.marks.values())
    assert [mark.hue for mark in marks[: HUES + 2]] == [*range(1, HUES + 1), 1, 2]
    assert (marks[25].letter, marks[26].letter, marks[31].letter) == ("Z", "AA", "AF")


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "index"),
    [("Ana Ruiz", "Ruiz, Ana"), ("Mono", "Mono"), ("Jan Karel de Boer", "Boer, Jan Karel de")],
)
def test_the_name_in_an_index(name: str, index: str, project: Project) -> None:
    person = load(project({"content/people.yaml": f"- id: ana-ruiz\n  name: '{name}'\n"})).people[0]
    assert sort_name(person) == index


def test_people_are_in_order_of_family_name_whatever_the_accents(project: Project) -> None:
    names = (
        "Émile Zola",
        "Bo éclair",
        "Łucja Łaska",
        "Cy Eclaire",
        "Ole Ørsted",
        "Di Ebner",
        "Ma Lasker",
        "Ed O'Dea",
        "Su Zé",
    )
    content = load(project(people(*names)))
    (view,) = [page.view for page in all_pages(findings(content), BASE) if isinstance(page.view, PeopleView)]
    assert [entry.person.text.split(",")[0] for entry in view.people] == [
        "Ebner", "éclair", "Eclaire", "Łaska", "Lasker", "O'Dea", "Ørsted", "Ruiz", "Zé", "Zola",
    ]  # fmt: skip


def test_a_stated_sort_name_wins(project: Project) -> None:
    text = "- id: ana-ruiz\n  name: Ana van Ruiz\n  sort_name: Van Ruiz, Ana\n"
    (person,) = load(project({"content/people.yaml": text})).people
    assert (sort_name(person), name_key(person)) == ("Van Ruiz, Ana", ("van ruiz, ana", "ana-ruiz"))


# --- counts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shares", "origin"),
    [
        ({}, {"a": "a", "b": "b", "c": "c", "d": "d"}),
        ({"b": ["a"]}, {"a": "a", "b": "a", "c": "c", "d": "d"}),
        ({"a": ["b"]}, {"a": "a", "b": "a", "c": "c", "d": "d"}),
        ({"a": ["b"], "b": ["a"]}, {"a": "a", "b": "a", "c": "c", "d": "d"}),
        ({"d": ["c"], "b": ["c"]}, {"a": "a", "b": "b", "c": "b", "d": "b"}),
        ({"a": ["b"], "c": ["d"], "d": ["a"]}, {"a": "a", "b": "a", "c": "a", "d": "a"}),
        ({"d": ["c"], "c": ["b"], "b": ["a"]}, {"a": "a", "b": "a", "c": "a", "d": "a"}),
    ],
)
def test_who_shares_an_origin(shares: dict[str, list[str]], origin: dict[str, str], project: Project) -> None:
    """Directly or through others, whoever of the two declares it; the origin has the name of its first report."""
    files = {
        f"content/sources/{name}.yaml": report(f"2025-0{n}", f"shares_origin_with: {shares.get(name, [])}")
        for n, name in enumerate("abcd", 1)
    }
    found = origins(load(project(files)).sources)
    assert {name: found[name] for name in "abcd"} == origin


def test_independent_reports_are_counted_by_origin(project: Project) -> None:
    shared = {"content/sources/wire.yaml": report("2024-05-01", "shares_origin_with: [gazette]")}
    content = load(project(shared))
    desk = Desk(findings(content), BASE)
    assert desk.reports(content.sources) == "3 reports, 2 independent"
    assert desk.reports(content.sources[:1]) == "1 report"
    assert [[mark.letter for mark in tie] for tie in desk.ties(["herald", "gazette", "wire"])] == [["A", "B"], ["C"]]


def test_no_page_states_more_than_its_records(project: Project) -> None:
    content = load(project())
    views = {type(page.view): page.view for page in all_pages(findings(content), BASE)}
    figures, quotes = views[FiguresView], views[QuotesView]
    assert isinstance(figures, FiguresView) and isinstance(quotes, QuotesView)
    assert [(group.id, group.result.reports) for group in figures.measures] == [("build-cost", "1 of 2 reports")]
    assert (quotes.count, [group.title for group in quotes.groups]) == ("1 quotation", ["Ruiz, Ana"])


# --- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("One two three", 13, "One two three"),
        ("One two three", 12, "One two…"),
        ("One two three", 8, "One two…"),
        ("One two, three", 10, "One two…"),
        ("One two. Three", 11, "One two…"),
        ("Onetwothree", 8, "Onetwot…"),
    ],
)
def test_descriptions_are_cut_between_words(text: str, limit: int, expected: str) -> None:
    assert shortened(text, limit) == expected


@given(st.lists(st.text("abc", min_size=1, max_size=9), max_size=60).map(" ".join), st.integers(12, 155))
def test_a_shortened_text_fits_and_begins_like_the_whole(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert len(short) <= limit
    assert text.startswith(short.removesuffix("…"))
    assert short == text or text[len(short) - 1] == " ", "no word is cut in two"
    assert short == text or len(f"{short[:-1]} {text[len(short) :].split(' ')[0]}…") > limit, "no word is cut that fits"


@pytest.mark.parametrize(
    ("date", "basis", "words"),
    [
        ("2024-05-03", "printed", "3 May 2024"),
        ("2024-05-03", "inferred", "about 3 May 2024"),
        ("2024-05-03~", "inferred", "about 3 May 2024"),
        ("2024-05~", "printed", "about May 2024"),
        ("2024-05-02/2024-05-04", "inferred", "about 2–4 May 2024"),
        ("2024-05-03?", "inferred", "perhaps 3 May 2024"),
        ("2024-05-03%", "inferred", "perhaps about 3 May 2024"),
    ],
)
def test_a_date_nobody_printed_is_never_exact(date: str, basis: str, words: str, project: Project) -> None:
    content = load(project({"content/sources/other.yaml": report(date, basis=basis)}))
    (source,) = [source for source in content.sources if source.id == "other"]
    assert date_words(source) == words


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({}, "3 May 2024 to 4 May 2024"),
        ({"other": "2024-06"}, "3 May 2024 to June 2024"),
        ({"other": "2023-12-30/2025-01-02"}, "30 December 2023 – 2 January 2025"),
        ({"one": "2020", "two": "2026-01-06"}, "2020 to 6 January 2026"),
    ],
)
def test_what_the_explainer_covers(dates: dict[str, str], words: str, project: Project) -> None:
    assert covers(load(project(reports(dates)))) == words


# --- addresses --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/", "https://example.org/"),
        ("https://example.org/repo", "https://example.org/repo/"),
        ("https://example.org/a/b/", "https://example.org/a/b/"),
        ("http://localhost:8000", "http://localhost:8000/"),
        ("https://example.org/?a=b", None),
        ("https://example.org/#a", None),
        ("https://example.org//a/", None),
        ("https://example.org/../", None),
        ("https://example.org/a b/", None),
        ('https://example.org/"><script>/', None),
        ("ftp://example.org/", None),
        ("//example.org/", None),
        ("/repo/", None),
        ("", None),
    ],
)
def test_where_a_site_can_be_served_from(url: str, base: str | None) -> None:
    found = read_base(url)
    assert (found.base if found else None) == base


@pytest.mark.parametrize("base", ["https://example.org/", "https://example.org/a/b/"])
def test_links_count_from_the_root_of_the_host(base: str, project: Project) -> None:
    addresses = Addresses(base)
    path = base.removeprefix("https://example.org")
    view = site_view(findings(load(project())), addresses)
    assert (view.home.href, view.assets) == (path, f"{path}assets/")
    assert addresses.full("/people/ana-ruiz/") == f"{base}people/ana-ruiz/"


def test_reports_that_may_be_of_one_day_are_in_order_of_the_last_they_may_be_of(project: Project) -> None:
    content = load(project(reports({"a": "2020-01-01/2020-01-09", "b": "2020-01-01/2020-01-02"})))
    assert [str(source.id) for source in content.sources][:2] == ["b", "a"]


def test_a_page_has_every_spelling_once_also_those_no_report_uses(project: Project) -> None:
    root = project({"content/people.yaml": "- id: ana-ruiz\n  name: Ana Ruiz\n  other_names: [Anna Ruiz, Ana Ruiz]\n"})
    (view,) = (page.view for page in all_pages(findings(load(root)), BASE) if isinstance(page.view, PersonView))
    assert view.spellings == ("Ana Ruiz", "Anna Ruiz")


def test_a_cited_figure_shows_that_there_is_a_note_on_it(project: Project) -> None:
    root = project()
    gazette = root / "content/sources/gazette.yaml"
    plain = built_home(root)
    gazette.write_text(
        f"{gazette.read_text('utf-8')}notes:\n  - {{on: figures/cost, kind: ambiguous, text: Of what?}}\n"
    )
    noted = built_home(root)
    assert (plain.count("Of what?"), noted.count("Of what?")) == (0, 1)  # in the margin, and so without a sign
    assert (plain.count('class="noted"'), noted.count('class="noted"')) == (0, 0)


def test_the_home_page_of_many_reports_shows_the_first_and_leads_to_all(project: Project) -> None:
    root = project(reports({f"r{n}": f"2024-07-{n:02}" for n in range(1, 12)}))
    page = built_home(root)
    assert len(re.findall(r'<ul class="key many">|<li class="tied">|<li><a class="m h\d+ lg"', page)) >= 12
    assert "All 13 reports" in page and "2024-07-11" not in page
    assert "All 12 reports" not in built_home(project()) and "All 2 reports" not in built_home(project())


def test_how_much_of_a_text_was_recorded() -> None:
    content = load_content(ROOT / "tests/sites/harbour/content", "content")[0]
    desk = Desk(findings(content), BASE)
    gazette = next(source for source in content.sources if source.id == "gazette")
    found = recorded(desk, gazette)
    assert found
    items = content.lock.items["gazette"].values()
    kept = [item for item in items if not item.item.startswith("ignore/")]
    length = content.lock.texts["gazette"].length
    covered = {
        n
        for item in kept
        for start, end in ([p[:2] for p in item.parts] or [(item.start, item.end)])
        for n in range(start, end)
    }
    assert found.words.startswith(f"{len(kept)} wordings from ")
    assert found.words.endswith(f": {len(covered) / length:.0%} of the text, by length.")
    assert sum(float(each.length.rstrip("%")) for each in found.recorded) == pytest.approx(
        100 * len(covered) / length, 0.01
    )
    assert 0 < len(found.left_out) <= sum(max(1, len(item.parts)) for item in items if item.item.startswith("ignore/"))
    bare = replace(content, lock=Lock(NORMALISER))
    assert recorded(Desk(findings(bare), BASE), gazette) is None


def test_figures_of_one_name_in_two_reports_are_both_cited(project: Project) -> None:
    figure = "figures: [{id: cost, measure: build-cost, as_printed: £2 billion}]\n"
    root = project({"content/sources/other.yaml": report("2024-06-01") + figure})
    explainer = root / "content/explainer.yaml"
    text = explainer.read_text("utf-8").replace("[@f:gazette/cost]", "[@f:gazette/cost; @f:other/cost]")
    explainer.write_text(text, "utf-8")
    home = built_home(root)
    assert (home.count("#gazette--cost"), home.count("#other--cost")) == (1, 1)


def built_home(root: Path) -> str:
    files = build_site(Folder(root / "content", "content"), Folder(ROOT / "layouts", "layouts"), draft=True).files
    return files["index.html"].decode()


def test_no_two_pages_share_a_path(project: Project) -> None:
    paths = [page.path for page in all_pages(findings(load(project(people("Ana Ruiz", "Ana Ruiz")))), BASE)]
    assert len(paths) == len(set(paths)) == 16


def test_people_of_one_name_have_pages_of_different_titles(project: Project) -> None:
    views = [page.view for page in all_pages(findings(load(project(people("Ana Ruiz")))), BASE)]
    titles = [view.head.title for view in views if isinstance(view, PersonView)]
    assert len(titles) == len(set(titles)) == 2


def test_no_editor_can_write_an_id_of_the_layouts() -> None:
    """Ids of sections and measures stand on the same pages; those of the layouts hold what no id may."""
    texts = [path.read_text("utf-8") for path in (ROOT / "layouts").glob("*.html")]
    names = {name for text in texts for name in re.findall(r'\bid="([^"{}]+)"', text)}
    assert "the_text" in names
    assert not [name for name in names if ID.match(name)]
