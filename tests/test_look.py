"""How the built sites look and behave in a real Chromium: every kind of page, wide and narrow, light and dark, on paper.

What is asked of an open page stands in look.js. The tests know no class and no layout: the kinds of pages are those
that are built, and each kind is looked at on its longest page, and on its shortest where there are several.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, TypeAlias
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, Route
from serving import Site

TESTS = Path(__file__).parent
LOOK = TESTS / "look.js"
AXE = Path(str(files("axe_playwright_python"))) / "axe.min.js"
SHOWN = 25  # of the findings on a page; the rest is counted


def kind_of(name: str) -> str:
    """ "/people/" of "people/index.html", "/people/*/" of the page of any person."""
    return "/" + re.sub(r"/[^/]+/index\.html\Z", "/*/", name).removesuffix("index.html")


EXPECTED = TESTS / "sites" / "harbour" / "expected"
KINDS = sorted({kind_of(path.relative_to(EXPECTED).as_posix()) for path in EXPECTED.rglob("*.html")})

every_kind = pytest.mark.parametrize("kind", KINDS)


def pages_of(site: Site, kind: str) -> list[str]:
    """Where the pages of a kind are found, the longest first."""
    found = [site.url(name) for name in site.pages if kind_of(name) == kind]
    assert found, f"the site has no page {kind}"
    return found


def ends(site: Site, kind: str) -> list[str]:
    """The longest page of a kind and the shortest."""
    found = pages_of(site, kind)
    return [found[0], *found[1:][-1:]]


@dataclass(frozen=True)
class View:
    """How a page is looked at: how wide, in which theme, on what, and whether it may move."""

    width: int
    scheme: Literal["light", "dark"] = "light"
    forced: Literal["active", "none"] = "none"
    media: Literal["screen", "print"] = "screen"
    motion: Literal["reduce", "no-preference"] = "reduce"  # so that no colour is on its way to another
    height: int = 900

    def of(self, page: Page) -> None:
        page.set_viewport_size({"width": self.width, "height": self.height})
        page.emulate_media(
            media=self.media, color_scheme=self.scheme, forced_colors=self.forced, reduced_motion=self.motion
        )

    def __str__(self) -> str:
        return f"{self.width} px, {self.scheme}{', forced colours' if self.forced == 'active' else ''}"


WIDE = View(1280)
SCREENS = (View(320), WIDE)
THEMES = (View(320, "dark"), View(1280, "dark"), View(1280, "dark", "active"))
PAPER = View(673, media="print")  # what is left of A4 between margins of 16 mm
LOW = (View(1280, height=500), View(320, height=500))  # which is painted sooner
MOVING = View(1280, motion="no-preference")


def none_of(found: Iterable[str]) -> None:
    """Nothing was found."""
    lines = list(dict.fromkeys(found))
    more = [f"and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    assert not lines, "\n".join(["", *lines[:SHOWN], *more])


@contextmanager
def reader(browser: Browser, *scripts: Path, scripting: bool = True) -> Iterator[Page]:
    """A reader's browser with one tab, which brings scripts of the tests to every page."""
    context = browser.new_context(java_script_enabled=scripting)
    for script in scripts:
        context.add_init_script(path=script)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A tab in which pages can be asked what look.js answers."""
    with reader(browser, LOOK) as page:
        yield page


@pytest.fixture(scope="module")
def judge(browser: Browser) -> Iterator[Page]:
    """The same with axe in it, which takes long to load."""
    with reader(browser, LOOK, AXE) as page:
        yield page


@pytest.fixture(scope="module")
def bare(browser: Browser) -> Iterator[Page]:
    """A tab that runs no script of a page. look.js is the test's, and runs all the same."""
    with reader(browser, LOOK, scripting=False) as page:
        yield page


def visit(page: Page, url: str, view: View = WIDE) -> None:
    view.of(page)
    page.goto(url)


def ask(page: Page, call: str, where: object = "") -> list[str]:
    """What look.js finds on a page, and how it was looked at."""
    found: list[str] = page.evaluate(f"() => window.look.{call}")
    return [f"{page.url} at {where or 'any width'}: {each}" for each in found]


# --- axe --------------------------------------------------------------------------------------------------------------

Rules: TypeAlias = dict[str, Any]
RULES: Rules = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
COLOURS: Rules = {"runOnly": ["cat.color"], "resultTypes": ["violations"]}  # all that another theme can break
ROOM: Rules = {"runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}}


def violations(page: Page, view: View, rules: Rules) -> Iterator[str]:
    """What axe finds wrong with a page."""
    view.of(page)
    for rule in page.evaluate("async (rules) => (await axe.run(document, rules)).violations", rules):
        for node in rule["nodes"]:
            why = " ".join(check["message"] for check in (*node["any"], *node["all"], *node["none"]))
            target = " ".join(map(str, node["target"]))
            yield f"{page.url} at {view}: {rule['id']}: {target}\n    {node['html'][:200]}\n    {why}"


@every_kind
def test_axe_finds_nothing_and_letters_are_legible(kind: str, real: Site, judge: Page) -> None:
    """In both themes, and in colours of the reader's own."""
    longest, *shortest = ends(real, kind)
    looked_at = {longest: dict.fromkeys(SCREENS, RULES) | dict.fromkeys(THEMES, COLOURS)}
    looked_at |= {url: {SCREENS[0]: RULES} for url in shortest}
    found: list[str] = []
    for url, views in looked_at.items():
        visit(judge, url)
        for view, rules in views.items():
            found += [*violations(judge, view, rules), *ask(judge, "unmarked()", view), *ask(judge, "faint()", view)]
    none_of(found)


def test_the_story_has_letters_to_look_at(real: Site, page: Page) -> None:
    visit(page, real.address)
    assert page.evaluate("() => window.look.letters().length") > 20


# --- what a browser hears of ------------------------------------------------------------------------------------------


@contextmanager
def heard(page: Page, origin: str) -> Iterator[list[str]]:
    """What a browser complains of while a page is used, and what it asks others for."""
    said: list[str] = []

    def request(request: Request) -> None:
        if not request.url.startswith((origin, "data:", "blob:")):
            said.append(f"asks for {request.url}")

    def response(response: Response) -> None:
        if response.status >= 400:
            said.append(f"{response.status}: {response.url}")

    def console(message: ConsoleMessage) -> None:
        if not message.location["url"].endswith("/favicon.ico"):  # which browsers ask for once; see the next test
            said.append(f"{message.type}: {message.text} {message.location['url']}")

    page.on("console", console)
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    page.on("request", request)
    page.on("response", response)
    yield said


def use(page: Page, *, press: bool = True) -> None:
    """Point at one control of each sort and press it if it is a button; then fill in what can be filled in."""
    for number in range(page.evaluate("() => window.look.sorts().length")):
        place = page.evaluate("(number) => window.look.point(number)", number)
        page.mouse.move(place["x"], place["y"])
        if place["button"] and press:
            page.mouse.click(place["x"], place["y"])
    for field in page.locator("main input:visible").all() if press else ():
        if field.get_attribute("type") in (None, "text", "search"):
            field.fill("a")


@every_kind
def test_nothing_is_asked_of_others_and_no_complaint_is_heard(kind: str, real: Site, browser: Browser) -> None:
    with reader(browser, LOOK) as page, heard(page, real.address) as said:
        for url in ends(real, kind):
            visit(page, url, MOVING)
            use(page)
            page.wait_for_load_state("networkidle")
            said += page.evaluate("() => window.look.violations")
    none_of(f"{kind}: {each}" for each in said)


def test_every_page_names_an_icon_that_is_there(real: Site) -> None:
    """Else a browser asks the host for one that is not there, and says so."""
    for name in real.pages:
        icons = re.findall(r'<link rel="icon" href="([^"]+)"', real.files[name].decode())
        assert icons, name
        assert {urljoin(real.url(name), icon).removeprefix(real.address) for icon in icons} <= real.files.keys(), name


def test_what_is_not_there_is_said_to_be_missing_at_any_depth(real: Site, browser: Browser) -> None:
    with reader(browser) as page, heard(page, real.address) as said:
        answer = page.goto(f"{real.address}nobody/knows/where/")
        assert answer and answer.status == 404
        assert page.get_by_role("main").get_by_role("link").count() > 1
    none_of(each for each in said if "nobody/knows" not in each)


# --- room -------------------------------------------------------------------------------------------------------------


@every_kind
def test_everything_has_room(kind: str, real: Site, page: Page) -> None:
    """At 320 px, which is a page at 400 %, and on a desk; and with the spacing of text that a reader may set."""
    found: list[str] = []
    for url in ends(real, kind):
        visit(page, url)
        for view in SCREENS:
            view.of(page)
            found += ask(page, "cramped()", view)
            page.evaluate("() => window.look.spaced()")
            found += ask(page, "cramped()", f"{view}, text spaced")
            page.evaluate("() => window.look.unspaced()")
    none_of(found)


@every_kind
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_shifts_while_a_page_loads(kind: str, width: int, real: Site, page: Page) -> None:
    """Not even when the fonts come after the first words were painted."""
    held: list[Route] = []
    painted = False
    replace(MOVING, width=width).of(page)
    page.route(FONTS, lambda route: route.continue_() if painted else held.append(route))
    page.goto(pages_of(real, kind)[0], wait_until="commit")
    page.evaluate(PAINTED)
    painted = True
    for route in held:
        route.continue_()
    shifts = page.evaluate(SHIFTS)
    page.unroute(FONTS)
    assert sum(each["value"] for each in shifts) < 0.001, f"{kind} at {width} px: {shifts}"


FONTS = re.compile(r"\.woff2?$")
PAINTED = """() => new Promise((done) => {
  new PerformanceObserver((list) => list.getEntriesByName("first-contentful-paint").length && done())
    .observe({ type: "paint", buffered: true });
})"""
SHIFTS = """async () => {
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done));
  await document.fonts.ready;
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  const entries = await new Promise((done) => {
    const found = [];
    const observer = new PerformanceObserver((list) => found.push(...list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done([...found, ...observer.takeRecords()]), 0);
  });
  return entries.map(({ value, sources }) => ({
    value, what: sources.map(({ node }) => (node?.outerHTML ?? node?.data ?? "").slice(0, 120)),
  }));
}"""


# --- without scripts, without motion ----------------------------------------------------------------------------------


@every_kind
def test_a_page_is_complete_without_scripts(kind: str, real: Site, bare: Page, page: Page) -> None:
    """All that scripts add is controls."""
    missing: list[str] = []
    for url in ends(real, kind):
        said: list[Counter[str]] = []
        for tab in (page, bare):
            visit(tab, url)
            said.append(Counter(tab.evaluate("() => window.look.said()")))
        missing += (said[0] - said[1]).elements()
    none_of(f"{kind} without scripts lacks “{each}”" for each in missing)


@every_kind
def test_nothing_moves_for_a_reader_who_wants_no_motion(kind: str, real: Site, page: Page) -> None:
    visit(page, pages_of(real, kind)[0])
    use(page, press=False)
    for _ in range(6):
        page.keyboard.press("Tab")
    none_of(ask(page, "moving()"))


# --- keys -------------------------------------------------------------------------------------------------------------


@every_kind
def test_keys_reach_everything_in_order_and_show_where_they_are(kind: str, real: Site, page: Page) -> None:
    """On a desk, and on the shortest page at 400 %."""
    found: list[str] = []
    for url, view in zip((pages_of(real, kind)[0], pages_of(real, kind)[-1]), LOW, strict=True):
        visit(page, url, view)
        for _ in range(page.evaluate("() => window.look.follow()")):
            page.keyboard.press("Tab")
        found += ask(page, "walked()", view)
    none_of(found)


@every_kind
def test_the_first_link_skips_to_the_text(kind: str, real: Site, page: Page) -> None:
    visit(page, pages_of(real, kind)[-1])
    page.keyboard.press("Tab")
    assert page.locator("a:focus").is_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("main :focus, footer :focus").count() == 1, kind
    assert page.evaluate("() => document.querySelector(':target').closest('main') !== null")


# --- paper ------------------------------------------------------------------------------------------------------------


@every_kind
def test_a_page_prints_as_an_article(kind: str, real: Site, page: Page) -> None:
    """Whole and open, without what is for screens alone."""
    found: list[str] = []
    for url in ends(real, kind):
        visit(page, url, PAPER)
        found += ask(page, "onPaper()", "paper")
        assert re.search(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)), url
    none_of(found)


# --- 200 reports ------------------------------------------------------------------------------------------------------


@every_kind
def test_two_hundred_hostile_reports_have_room(kind: str, crowd: Site, judge: Page) -> None:
    """Of long lists axe, which looks long at each element, sees the ends."""
    found: list[str] = []
    visit(judge, pages_of(crowd, kind)[0])
    for view in SCREENS:
        view.of(judge)
        found += ask(judge, "cramped()", view)
    judge.evaluate("() => window.look.shorten()")
    for view, rules in zip(SCREENS, (RULES, ROOM), strict=True):
        found += violations(judge, view, rules)
    none_of(found)
