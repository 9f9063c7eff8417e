"""The search: what of each record is found and where it leads, the files of the index, and the page in a real Chromium."""

import functools
import json
import re
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, urldefrag, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Route, expect
from previewing import Running

from explainer import pagefind
from explainer.addresses import Addresses
from explainer.cache import Cache
from explainer.evidence.holding import Hold
from explainer.files import Folder
from explainer.findings import findings
from explainer.load import load_content
from explainer.pagefind import PagefindError
from explainer.pages.parts import Desk
from explainer.pipeline import build_site
from explainer.search import Entry, entries, index_files

ROOT = Path(__file__).parents[1]
SITES = {"content": ROOT / "content", "harbour": ROOT / "tests/sites/harbour/content"}
BASE = "https://example.org/a/b/"
LAYOUTS = Folder(ROOT / "layouts", "layouts")

Project = Callable[..., Path]
both = pytest.mark.parametrize("site", SITES)


def listed(content: Path, base: str = BASE, hold: Hold = Hold.DRAFT) -> list[Entry]:
    return list(entries(Desk(findings(load_content(content, "content", hold=hold)[0]), Addresses(base))))


@functools.cache
def found(site: str) -> dict[str, Entry]:
    return {entry.path: entry for entry in listed(SITES[site])}


@functools.cache
def built(site: str) -> dict[str, bytes]:
    return dict(build_site(Folder(SITES[site], "content"), LAYOUTS, BASE).files)


def kind(entry: Entry) -> str:
    return entry.path.split("/")[1]


def ids(name: str, site: str) -> set[str]:
    return set(re.findall(r'\bid="([^"]*)"', built(site)[name].decode()))


# --- records ----------------------------------------------------------------------------------------------------------


@both
def test_every_record_can_be_found_once(site: str) -> None:
    content, _ = load_content(SITES[site], "content", hold=Hold.DRAFT)
    kinds = [kind(entry) for entry in listed(SITES[site])]
    assert Counter(kinds) == {
        "questions": len(content.questions),
        "sources": len(content.sources),
        "people": len(content.people),
        "figures": sum(len(source.figures) for source in content.sources),
        "quotes": sum(len(source.quotes) for source in content.sources),
        "glossary": len(content.terms),
    }
    assert len(found(site)) == len(kinds)


@both
def test_a_record_leads_to_its_place_and_its_letters_to_their_reports(site: str) -> None:
    for entry in found(site).values():
        path, fragment = urldefrag(entry.path)
        assert f"{path.removeprefix('/')}index.html" in built(site)
        assert not fragment or fragment in ids(f"{path.removeprefix('/')}index.html", site), entry
        for mark in (mark for group in entry.ties for mark in group):
            page = f"{urlsplit(mark.href).path.removeprefix('/a/b/')}index.html"
            assert not entry.place or entry.place in ids(page, site), (entry, mark)


@both
def test_every_record_has_words_on_one_line_and_no_markup(site: str) -> None:
    for entry in found(site).values():
        assert entry.words
        for text in (entry.title, entry.words, entry.also, entry.about):
            assert text == " ".join(text.split())
            assert not re.search(r"</?(?:p|em|strong|a|code|ul|li)\b|<!--|&\w+;| [,.;]", text), text


@both
def test_a_person_is_found_by_every_spelling_and_role_of_every_report(site: str) -> None:
    content, _ = load_content(SITES[site], "content", hold=Hold.DRAFT)
    for mention in (mention for source in content.sources for mention in source.people):
        words = found(site)[f"/people/{mention.person.id}/"].words
        assert all(name in words for name in mention.names)
        assert not mention.role or f"“{mention.role}”" in words


def test_a_person_is_found_in_plain_letters_and_by_the_offices_on_record() -> None:
    ana = found("harbour")["/people/ana-ruiz/"]
    assert ana.words.startswith("Ana Ruíz, ")
    for words in ("Anna Ruiz", "“présidente du fonds”", "Minister of Transport", "(wrong)"):
        assert words in ana.words
    assert "ana ruiz" in ana.also
    assert "emile orsted" in found("harbour")["/people/emile-orsted/"].also


def test_what_a_person_says_is_found_by_every_spelling_too() -> None:
    spoken = [
        entry for entry in found("harbour").values() if kind(entry) == "quotes" and entry.about.startswith("Ana R")
    ]
    assert spoken
    assert all("Anna Ruiz" in entry.also for entry in spoken)


def test_a_figure_is_found_as_printed_and_as_understood() -> None:
    cost = found("harbour")["/figures/#lagune--cost"]
    assert (cost.title, cost.words) == ("", "about €1.5 billion")
    assert "Cost of building the tunnel" in cost.also
    assert cost.place == "figure--cost"
    assert cost.language == "fr"


def test_a_quotation_is_its_words() -> None:
    never = found("harbour")["/quotes/#lagune--jamais"]
    assert (never.title, never.words) == ("", "“Jamais de la vie !”")
    assert "crie-t-on au port" in never.also


def test_a_question_is_found_by_its_answers_and_shows_their_result() -> None:
    pays = found("harbour")["/questions/who-pays/"]
    assert "Each inhabitant would pay" in pays.words
    assert re.match(r"[A-Z][a-z ]+: \d of \d reports", pays.about)
    assert not re.search(r"\d of \d", pays.words + pays.also)


def test_a_word_is_found_by_the_other_words_for_it() -> None:
    assert "bac" in found("harbour")["/glossary/#ferry"].also


def test_prose_keeps_the_words_of_what_it_cites() -> None:
    words = found("harbour")["/sources/lagune/"].words
    assert "the price at about €1.5 billion and speaks of a “fonds du tunnel”." in words


def test_what_was_not_checked_says_so(project: Project) -> None:
    root = project()
    (root / "content" / "evidence.lock").unlink()
    signs = {kind(e): e.about.rpartition("; ")[2] for e in listed(root / "content", hold=Hold.NOTHING)}
    assert signs["figures"] == signs["quotes"] == "not checked"


# --- the index --------------------------------------------------------------------------------------------------------


def test_the_same_records_give_the_same_bytes_wherever_the_site_is(tmp_path: Path) -> None:
    one = index_files(listed(SITES["harbour"]), "en", Cache(tmp_path / "one"))
    other = index_files(listed(SITES["harbour"], "https://elsewhere.example/"), "en", Cache(tmp_path / "other"))
    assert one == other


def test_only_what_the_page_asks_for_is_published(tmp_path: Path) -> None:
    files = index_files(found("harbour").values(), "en-GB", Cache(tmp_path))
    assert {re.sub("[0-9a-f]{7,}", "#", name) for name in files} == {
        "pagefind/pagefind.js",
        "pagefind/pagefind-entry.json",
        "pagefind/wasm.en.pagefind",
        "pagefind/pagefind.en_#.pf_meta",
        "pagefind/index/en_#.pf_index",
        "pagefind/kinds.json",
        "pagefind/fragment/en_#.pf_fragment",
    }


def test_a_language_that_is_not_stemmed_is_searched_all_the_same(tmp_path: Path) -> None:
    assert "pagefind/wasm.unknown.pagefind" in index_files(found("harbour").values(), "xx", Cache(tmp_path))


@pytest.mark.parametrize("site", SITES)
def test_letters_stand_apart_from_the_words_before_them(site: str) -> None:
    for entry in found(site).values():
        assert not re.search(r"[a-z][A-E](?:[ ,.;:)]|\Z)", entry.words), entry.words


def test_records_that_did_not_change_are_not_indexed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def answer_to(requests: list[pagefind.Message]) -> pagefind.Message:
        asked.append(len(requests))
        return real(requests)

    real = pagefind.answer_to
    monkeypatch.setattr(pagefind, "answer_to", answer_to)
    some = list(found("harbour").values())
    first = index_files(some, "en", Cache(tmp_path))
    assert index_files(some, "en", Cache(tmp_path)) == first
    assert len(asked) == 1
    index_files(some[1:], "en", Cache(tmp_path))
    index_files(some, "fr", Cache(tmp_path))
    assert len(asked) == 3
    for kept in [path for path in tmp_path.rglob("*") if path.is_file()]:
        kept.write_bytes(kept.read_bytes()[:-1] + b"!")
    assert index_files(some, "en", Cache(tmp_path)) == first
    assert len(asked) == 4


def stand_in(folder: Path, script: str) -> Path:
    """A program that is run instead of Pagefind."""
    program = folder / "pagefind"
    program.write_text(f"#!{sys.executable}\nimport sys\n{script}\n")
    program.chmod(0o755)
    return program


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("sys.exit('out of memory')", "Pagefind ended before it was done: out of memory"),
        ("sys.exit(0)", "Pagefind ended before it was done"),
        ("sys.stdin.read(9); print('what?,', end='', flush=True)", "Pagefind gives an answer that cannot be read"),
        ("sys.stdin.read(9); print('bnVsbA==,', end='', flush=True)", "Pagefind gives an answer that cannot be read"),
    ],
)
def test_a_pagefind_that_fails_is_an_error(
    script: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: stand_in(tmp_path, script))
    with pytest.raises(PagefindError) as caught:
        pagefind.answer_to([{"type": "NewIndex", "config": None}])
    assert str(caught.value) == message


def test_a_pagefind_that_refuses_a_record_names_it() -> None:
    with pytest.raises(PagefindError, match=r"^Pagefind refuses /people/mono/: missing field `content`"):
        pagefind.answer_to(
            [{"type": "NewIndex", "config": None}, {"type": "AddRecord", "index_id": 0, "url": "/people/mono/"}]
        )


def test_a_pagefind_that_does_not_answer_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: stand_in(tmp_path, "sys.stdin.read()"))
    monkeypatch.setattr(pagefind, "PATIENCE", 0.2)
    with pytest.raises(PagefindError, match="ended before it was done"):
        pagefind.answer_to([{"type": "NewIndex", "config": None}])


def test_a_pagefind_that_cannot_be_run_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pagefind"
    program.write_bytes(b"for another machine")
    program.chmod(0o755)
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: program)
    with pytest.raises(PagefindError, match=r"^Pagefind cannot be run: Exec format error"):
        pagefind.answer_to([{"type": "NewIndex", "config": None}])


def run(root: Path, *arguments: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """The command with `root` as the project's folder, in a process of its own."""
    code = (
        f"import sys\nfrom pathlib import Path\n{before}\nfrom explainer.cli import main\n"
        f"sys.exit(main({arguments!r}, Path({str(root)!r})))"
    )
    return subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)


def test_a_build_without_pagefind_writes_nothing_and_says_why(project: Project) -> None:
    root = project()
    result = run(root, "build", "--layouts", str(LAYOUTS.path), before="sys.modules['pagefind_bin'] = None")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        "build.py: Pagefind, which makes the search, is not installed: set up again as README.md says\n"
    )
    assert not (root / "site").exists()


def test_a_build_makes_the_index_and_a_check_does_not(project: Project) -> None:
    root = project()
    assert run(root, "check", "--layouts", str(LAYOUTS.path)).returncode == 0
    assert not (root / ".cache").exists()
    assert run(root, "build", "--layouts", str(LAYOUTS.path)).returncode == 0
    assert (root / "site/pagefind/pagefind.js").exists()
    assert not [name for name in built("harbour") if name.startswith("pagefind")]


# --- the page ---------------------------------------------------------------------------------------------------------


@both
def test_only_the_search_page_may_run_more_than_our_scripts(site: str) -> None:
    policies = {
        name: re.findall('Policy" content="([^"]*)"', data.decode())
        for name, data in built(site).items()
        if name.endswith(".html")
    }
    (own,) = policies.pop("search/index.html")
    rest = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; {}; connect-src 'self'; base-uri 'none'; form-action 'none'"
    assert own == rest.format("script-src 'self' 'wasm-unsafe-eval'")
    assert set(map(tuple, policies.values())) == {(rest.format("script-src 'self'"),)}


def test_a_kind_of_which_there_is_none_has_no_group(project: Project) -> None:
    page = build_site(Folder(project() / "content", "content"), LAYOUTS, BASE, draft=True).files["search/index.html"]
    assert re.findall(r'data-kind="(\w+)"', page.decode()) == ["sources", "people", "figures", "quotes"]
    assert ">1 person</a>" in page.decode()


def serve(folder: Path) -> ThreadingHTTPServer:
    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


MARKUP = "<img src=x onerror=document.title=1>"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The addresses of two published sites and of one with markup among its words."""
    root = tmp_path_factory.mktemp("sites")
    contents = dict(SITES)
    contents["markup"] = root / "markup" / "content"
    write_markup(contents["markup"])
    servers = {}
    for name, content in contents.items():
        out = root / name / "www"
        options = ["--content", str(content), "--out", str(out / "a/b"), "--base-url", BASE, "--draft"]
        result = run(root, "build", "--layouts", str(LAYOUTS.path), *options)
        assert result.returncode == 0, result.stderr
        servers[name] = serve(out)
    yield {name: f"http://127.0.0.1:{server.server_port}/a/b/" for name, server in servers.items()}
    for server in servers.values():
        server.shutdown()
        server.server_close()


def write_markup(folder: Path) -> None:
    (folder / "sources").mkdir(parents=True)
    for path in (ROOT / "tests/problems/base").rglob("*.yaml"):
        (folder / path.relative_to(ROOT / "tests/problems/base")).write_bytes(path.read_bytes())
    file = folder / "sources" / "gazette.yaml"
    text = file.read_text("utf-8").replace("not a penny more", json.dumps(f"a penny & {MARKUP} more"))
    file.write_text(text.replace("headline: Tunnel", f"headline: Penny {MARKUP}"), "utf-8")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser in which nothing may go wrong: no error, no word against the policy, no request to another host."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if not str(message.location.get("url", "")).endswith("/favicon.ico"):  # which a browser asks for by itself
            said.append(message.text)

    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(
        "document.addEventListener('securitypolicyviolation', (e) => console.error(e.violatedDirective, e.blockedURI))"
    )
    context.on("console", hear)
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.route(re.compile("^(?!http://127.0.0.1:)"), lambda route: said.append(route.request.url))
    yield context
    context.close()
    assert said == []


@pytest.fixture
def page(context: BrowserContext, served: dict[str, str]) -> Page:
    """The search page of the first explainer."""
    page = context.new_page()
    page.goto(f"{served['content']}search/")
    return page


def told(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.locator("main").get_by_role("status")).to_have_text(words)


def results(page: Page, kind: str = "") -> Locator:
    return page.locator(f".found{f'[data-kind={kind}]' if kind else ''} li:visible")


def ask(page: Page, words: str) -> None:
    page.get_by_role("searchbox", name="Words, names or numbers").fill(words)
    told(page, re.compile(rf"(for|of) {re.escape(words.strip())}(,|$)"))


def test_what_is_typed_is_found_in_groups_and_in_the_address(page: Page) -> None:
    searchbox = page.get_by_role("searchbox")
    expect(page.get_by_role("heading", name="Everything, in lists")).to_be_visible()
    searchbox.press_sequentially("zelensky")
    told(page, re.compile(r"^\d+ results for zelensky$"))
    expect(page).to_have_url(re.compile(r"/a/b/search/\?q=zelensky$"))
    headings = page.locator("main h2:visible").all_inner_texts()
    assert [heading.split()[0] for heading in headings] == ["Questions", "Reports", "People", "Figures", "Quotations"]
    assert all(int(heading.split()[1]) for heading in headings)
    count = re.match(r"\d+", page.get_by_role("status").inner_text())
    assert count
    assert int(count[0]) == sum(int(heading.split()[1]) for heading in headings)
    expect(results(page, "people").locator("mark").first).to_have_text(re.compile("^Zelensky"))
    searchbox.fill("")
    expect(page).to_have_url(re.compile("/a/b/search/$"))
    expect(page.get_by_role("heading", name="Everything, in lists")).to_be_visible()
    expect(results(page)).to_have_count(0)
    told(page, "")


def test_an_address_can_be_shared(page: Page, served: dict[str, str]) -> None:
    page.goto(f"{served['content']}search/?q={quote('30,000')}")
    expect(page.get_by_role("searchbox")).to_have_value("30,000")
    told(page, re.compile(r"results for 30,000$"))
    page.locator(".skip").press("Enter")
    ask(page, "peacekeepers")
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("30,000")
    told(page, re.compile(r"results for 30,000$"))


@pytest.mark.parametrize(
    ("words", "kind", "path"),
    [
        ("Zelenskyy", "people", "people/volodymyr-zelensky/"),
        ("zelensk", "people", "people/volodymyr-zelensky/"),
        ("opposition leader", "people", "people/keir-starmer/"),
        ("30,000", "figures", "figures/#anglo-french-plan--force-ceiling"),
        ("30000", "figures", "figures/#anglo-french-plan--force-ceiling"),
        ("we feel it", "quotes", "quotes/#moscow-objects--not-alone"),
        ("“thankful that we are not alone”", "quotes", "quotes/#moscow-objects--not-alone"),
        ('"not alone"', "quotes", "quotes/#moscow-objects--not-alone"),
        ("where would soldiers stand", "questions", "questions/place/"),
        ("frontlines", "glossary", "glossary/#front-line"),
        ("Noah wire", "sources", "sources/moscow-objects/"),
    ],
)
def test_words_names_and_numbers(words: str, kind: str, path: str, page: Page, served: dict[str, str]) -> None:
    ask(page, words)
    links = results(page, kind).locator(".name")
    assert served["content"] + path in [link.evaluate("link => link.href") for link in links.all()]


def test_accents_and_foreign_letters_can_be_left_out(page: Page, served: dict[str, str]) -> None:
    page.goto(f"{served['harbour']}search/")
    for words, name in (("orsted", "Émile Ørsted"), ("ruiz", "Ana Ruíz"), ("Ruíz", "Ana Ruíz")):
        ask(page, words)
        expect(results(page, "people").locator(".name", has_text=name)).to_be_visible()


def test_foreign_words_say_their_language(page: Page, served: dict[str, str]) -> None:
    page.goto(f"{served['harbour']}search/?q=jamais")
    expect(results(page, "quotes").locator(".name")).to_have_attribute("lang", "fr")
    page.goto(f"{served['harbour']}search/?q=tide")
    assert results(page).locator("[lang]").count() == 0


def test_a_word_that_no_record_holds_is_not_taken_for_a_shorter_one(page: Page) -> None:
    """Pagefind finds "or" for "orchid"."""
    ask(page, "orchid")
    told(page, "Nothing is found for orchid")
    expect(page.get_by_role("heading", name="Everything, in lists")).to_be_visible()
    ask(page, "frontlines orchid")
    told(page, re.compile("for frontlines orchid, leaving out what no record holds: orchid$"))
    expect(results(page, "glossary")).to_have_count(1)


def test_the_words_around_a_record_do_not_find_it(page: Page) -> None:
    """Each figure is of a report, and each question has as many independent ones."""
    for words, name in (("report of", "figures"), ("independent", "questions")):
        ask(page, words)
        expect(results(page, name)).to_have_count(0)


def test_letters_are_drawn_as_everywhere_and_lead_to_the_record(page: Page) -> None:
    ask(page, "volodymyr")
    cite = results(page, "people").first.locator(".cite")
    marks = cite.get_by_role("link")
    assert marks.all_inner_texts() == ["A", "B", "C", "D", "E"]
    expect(cite.get_by_role("group", name="one origin").get_by_role("link")).to_have_count(2)
    expect(marks.nth(2)).to_have_attribute("class", "m h3")
    expect(marks.nth(2)).to_have_attribute("aria-label", "Report C: Starmer’s proposal to Trump")
    marks.nth(2).click()
    expect(page).to_have_url(re.compile("/a/b/sources/starmer-proposal/#person--volodymyr-zelensky$"))
    expect(page.locator(":target")).to_be_visible()


def test_the_keyboard_is_enough(page: Page) -> None:
    searchbox = page.get_by_role("searchbox")
    while not searchbox.evaluate("box => box === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.type("200,000")
    page.keyboard.press("Enter")
    told(page, re.compile("results for 200,000$"))
    expect(searchbox).to_be_focused()
    first = results(page, "questions").locator("a").first
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    figure = results(page, "figures").locator(".name").first
    while not figure.evaluate("link => link === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/figures/#starmer-proposal--request$"))
    expect(page.locator(":target")).to_be_in_viewport()
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("200,000")
    told(page, re.compile("results for 200,000$"))


def test_all_of_a_kind_are_shown_when_asked_for_and_the_focus_stays_among_them(page: Page) -> None:
    ask(page, "europe")
    questions = page.locator("[data-kind=questions]")
    total = int(questions.locator("h2 small").inner_text())
    expect(results(page, "questions")).to_have_count(5)
    button = questions.get_by_role("button", name=f"Show all {total} questions")
    button.focus()
    page.keyboard.press("Enter")
    expect(results(page, "questions")).to_have_count(total)
    expect(results(page, "questions").nth(5).locator("a").first).to_be_focused()
    expect(button).to_be_hidden()


def test_what_is_found_too_late_is_not_shown(page: Page) -> None:
    held: list[Route] = []
    released = threading.Event()
    page.route("**/*.pf_fragment", lambda route: route.continue_() if released.is_set() else held.append(route))
    searchbox = page.get_by_role("searchbox")
    with page.expect_request("**/*.pf_fragment"):
        searchbox.fill("troops")
    ask(page, "qqqq")
    released.set()
    with page.expect_response("**/*.pf_fragment"):
        for route in held:
            route.continue_()
    page.wait_for_load_state("networkidle")
    told(page, "Nothing is found for qqqq")
    expect(results(page)).to_have_count(0)


def test_nothing_above_the_results_moves(page: Page) -> None:
    where = "() => ['h1', '#the_words', '#the_result'].map((name) => document.querySelector(name).getBoundingClientRect().top)"
    before = page.evaluate(where)
    ask(page, "troops")
    assert page.evaluate(where) == before


def test_a_narrow_screen_needs_no_scrolling_sideways(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    ask(page, "president")
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320


def test_markup_is_shown_as_it_is_written(page: Page, served: dict[str, str]) -> None:
    page.goto(f"{served['markup']}search/?q={quote(f'penny {MARKUP}')}")
    title = page.title()
    expect(results(page, "quotes").locator(".name")).to_have_text(f"“a penny & {MARKUP} more”")
    expect(results(page, "sources").locator(".name").first).to_contain_text(MARKUP)
    expect(page.get_by_role("status")).to_contain_text(MARKUP)
    assert page.locator("main img").count() == 0
    assert page.title() == title


def test_without_a_script_there_are_the_lists(browser: Browser, served: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served['content']}search/?q=troops")
    expect(page.locator("main .stand")).to_contain_text("Searching needs a script")
    expect(page.get_by_role("searchbox")).to_be_hidden()
    for name, path in (("questions", "questions"), ("reports", "sources"), ("people", "people"), ("words", "glossary")):
        link = page.locator("main").get_by_role("link", name=name)
        expect(link).to_have_attribute("href", f"/a/b/{path}/")
    context.close()


def test_a_preview_has_no_index_and_its_page_says_so(browser: Browser, running: Running) -> None:
    page = browser.new_page()
    page.goto(f"{running.address}tunnel/search/")
    page.get_by_role("searchbox").fill("tunnel")
    told(page, "There is no search here yet: build.py build makes it, a preview does without.")
    expect(page.get_by_role("heading", name="Everything, in lists")).to_be_visible()
    page.close()


def test_a_connection_that_fails_is_another_thing(browser: Browser, served: dict[str, str]) -> None:
    page = browser.new_page()
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(f"{served['content']}search/?q=troops")
    told(page, "The search could not be loaded. Try again, or use the lists.")
    page.unroute("**/pagefind/**")
    page.reload()
    told(page, re.compile("results for troops$"))
    page.close()
