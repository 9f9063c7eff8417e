"""How the built sites look and behave in a real Chromium: every kind of page, wide and narrow, light and dark, on paper.

What is asked of an open page stands in look.js. The tests know no class and no layout: the kinds of pages are those
that are built, and each kind is looked at on its longest page, and on its shortest where there are several.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, Route
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
    """How a page is looked at."""

    width: int
    scheme: Literal["light", "dark"] = "light"
    forced: Literal["active", "none"] = "none"

    def of(self, page: Page) -> None:
        page.set_viewport_size({"width": self.width, "height": 900})
        page.emulate_media(color_scheme=self.scheme, forced_colors=self.forced)

    def __str__(self) -> str:
        return f"{self.width} px, {self.scheme}{', forced colours' if self.forced == 'active' else ''}"


WIDE = View(1280)
SCREENS = (View(320), WIDE)
VIEWS = (*SCREENS, View(320, "dark"), View(1280, "dark"), View(1280, "dark", "active"))


def none_of(found: Iterable[str]) -> None:
    """Nothing was found."""
    lines = list(dict.fromkeys(found))
    more = [f"and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    assert not lines, "\n".join(["", *lines[:SHOWN], *more])


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser, in which pages can be asked what look.js answers."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(path=LOOK)
    yield context
    context.close()


@pytest.fixture(scope="module")
def axe_context(browser: Browser) -> Iterator[BrowserContext]:
    """The same with axe in it, which takes long to load."""
    context = browser.new_context(reduced_motion="reduce")  # so that no colour is on its way to another
    context.add_init_script(path=LOOK)
    context.add_init_script(path=AXE)
    yield context
    context.close()


@pytest.fixture(scope="module")
def bare(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that runs no script of a page. look.js is the test's, and runs all the same."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    context.add_init_script(path=LOOK)
    yield context
    context.close()


@contextmanager
def opened(context: BrowserContext, url: str, view: View = WIDE) -> Iterator[Page]:
    page = context.new_page()
    view.of(page)
    page.goto(url)
    yield page
    page.close()


def ask(page: Page, call: str, where: object = "") -> list[str]:
    """What look.js finds on a page, and how it was looked at."""
    found: list[str] = page.evaluate(f"() => window.look.{call}")
    return [f"{page.url} at {where or 'any width'}: {each}" for each in found]


# --- axe --------------------------------------------------------------------------------------------------------------

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
COLOURS = {"runOnly": ["cat.color"], "resultTypes": ["violations"]}  # all that another theme can break


def violations(page: Page, view: View) -> Iterator[str]:
    """What axe finds wrong with a page."""
    view.of(page)
    rules = RULES if view in SCREENS else COLOURS
    for rule in page.evaluate("async (rules) => (await axe.run(document, rules)).violations", rules):
        for node in rule["nodes"]:
            why = " ".join(check["message"] for check in (*node["any"], *node["all"], *node["none"]))
            target = " ".join(map(str, node["target"]))
            yield f"{page.url} at {view}: {rule['id']}: {target}\n    {node['html'][:200]}\n    {why}"


@every_kind
def test_axe_finds_nothing_and_letters_are_legible(
    kind: str, real: Site, harbour: Site, axe_context: BrowserContext
) -> None:
    """In both themes, and in colours of the reader's own."""
    longest, *shortest = ends(real, kind)
    found: list[str] = []
    for url in (longest, *shortest, pages_of(harbour, kind)[0]):
        with opened(axe_context, url) as page:
            for view in VIEWS if url == longest else VIEWS[:1]:
                found += [*violations(page, view), *ask(page, "unmarked()", view), *ask(page, "faint()", view)]
    none_of(found)


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


def use(page: Page) -> None:
    """Point at one of each sort of control, press the buttons, and fill in what can be filled in."""
    for number in range(page.evaluate("() => window.look.sorts().length")):
        page.mouse.move(*page.evaluate("(number) => window.look.point(number)", number))
    for field in page.locator("main input:visible").all():
        if field.get_attribute("type") in (None, "text", "search"):
            field.fill("a")
    for button in page.locator("main button:visible").all():
        button.click()
    page.wait_for_load_state("networkidle")


@every_kind
def test_nothing_is_asked_of_others_and_no_complaint_is_heard(kind: str, real: Site, context: BrowserContext) -> None:
    page = context.new_page()
    with heard(page, real.address) as said:
        for url in ends(real, kind):
            page.goto(url)
            use(page)
            said += page.evaluate("() => window.look.violations")
    page.close()
    none_of(f"{kind}: {each}" for each in said)


@every_kind
def test_a_page_names_an_icon_that_is_there(kind: str, real: Site, context: BrowserContext) -> None:
    """Else a browser asks the host for one that is not there, and says so."""
    with opened(context, pages_of(real, kind)[0]) as page:
        icon = page.evaluate("() => document.querySelector('link[rel~=icon]')?.href ?? ''")
    assert icon.removeprefix(real.address) in real.files, f"{kind} has no icon: {icon!r}"


def test_what_is_not_there_is_said_to_be_missing_at_any_depth(real: Site, context: BrowserContext) -> None:
    page = context.new_page()
    with heard(page, real.address) as said:
        answer = page.goto(f"{real.address}nobody/knows/where/")
        assert answer and answer.status == 404
        assert page.get_by_role("main").get_by_role("link").count() > 1
    page.close()
    none_of(each for each in said if "nobody/knows" not in each)


# --- room -------------------------------------------------------------------------------------------------------------


@every_kind
def test_everything_has_room(kind: str, real: Site, context: BrowserContext) -> None:
    """At 320 px, which is a page at 400 %, and on a desk; and with the spacing of text that a reader may set."""
    found: list[str] = []
    for url in ends(real, kind):
        with opened(context, url) as page:
            for view in SCREENS:
                view.of(page)
                found += ask(page, "cramped()", view)
                page.evaluate("() => window.look.spaced()")
                found += ask(page, "cramped()", f"{view}, text spaced")
                page.evaluate("() => window.look.unspaced()")
    none_of(found)


@every_kind
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_shifts_while_a_page_loads(kind: str, width: int, real: Site, context: BrowserContext) -> None:
    """Not even when the fonts come after the first words were painted."""
    held: list[Route] = []
    page = context.new_page()
    View(width).of(page)
    page.route(re.compile(r"\.woff2?$"), lambda route: held.append(route))
    page.goto(pages_of(real, kind)[0], wait_until="commit")
    page.evaluate(PAINTED)
    for route in held:
        route.continue_()
    shifts = page.evaluate(SHIFTS)
    page.close()
    assert sum(each["value"] for each in shifts) < 0.001, f"{kind} at {width} px: {shifts}"


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

# --- without scripts, without colours, without motion -----------------------------------------------------------------


@every_kind
def test_a_page_is_complete_without_scripts(
    kind: str, real: Site, bare: BrowserContext, context: BrowserContext
) -> None:
    """All that scripts add is controls."""
    missing: list[str] = []
    for url in ends(real, kind):
        with opened(bare, url) as page:
            left = Counter(page.evaluate("() => window.look.said()"))
        with opened(context, url) as page:
            missing += (Counter(page.evaluate("() => window.look.said()")) - left).elements()
    none_of(f"{kind} without scripts lacks “{each}”" for each in missing)


def test_the_story_has_letters_to_look_at(real: Site, context: BrowserContext) -> None:
    with opened(context, real.address) as page:
        assert page.evaluate("() => window.look.letters().length") > 20


@every_kind
def test_nothing_moves_for_a_reader_who_wants_no_motion(kind: str, real: Site, context: BrowserContext) -> None:
    url = pages_of(real, kind)[0]
    with opened(context, url) as page:
        page.emulate_media(reduced_motion="reduce")
        found = ask(page, "moving()")
        for number in range(page.evaluate("() => window.look.sorts().length")):
            page.mouse.move(*page.evaluate("(number) => window.look.point(number)", number))
            found += ask(page, "running()", "a pointer")
        for _ in range(12):
            page.keyboard.press("Tab")
            found += ask(page, "running()", "a key")
    none_of(found)


# --- keys -------------------------------------------------------------------------------------------------------------


@every_kind
@pytest.mark.parametrize("view", SCREENS, ids=str)
def test_keys_reach_everything_in_order_and_show_where_they_are(
    kind: str, view: View, real: Site, context: BrowserContext
) -> None:
    with opened(context, ends(real, kind)[-1 if view.width == 320 else 0], view) as page:
        for _ in range(page.evaluate("() => window.look.follow()")):
            page.keyboard.press("Tab")
        none_of(ask(page, "walked()", view))


@every_kind
def test_the_first_link_skips_to_the_text(kind: str, real: Site, context: BrowserContext) -> None:
    with opened(context, pages_of(real, kind)[-1]) as page:
        page.keyboard.press("Tab")
        assert page.locator("a:focus").is_visible()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.locator("main :focus, footer :focus").count() == 1, kind
        assert page.evaluate("() => document.querySelector(':target').closest('main') !== null")


# --- paper ------------------------------------------------------------------------------------------------------------

PAPER = 673  # px of text on A4 between margins of 16 mm


@every_kind
def test_a_page_prints_as_an_article(kind: str, real: Site, context: BrowserContext) -> None:
    """Whole and open, without what is for screens alone."""
    found: list[str] = []
    for url in ends(real, kind):
        with opened(context, url, View(PAPER)) as page:
            page.emulate_media(media="print")
            found += ask(page, "onPaper()", "paper")
            assert re.search(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)), url
    none_of(found)


# --- 200 reports ------------------------------------------------------------------------------------------------------


@every_kind
def test_two_hundred_hostile_reports_have_room(kind: str, crowd: Site, axe_context: BrowserContext) -> None:
    """Of long lists axe, which looks long at each element, sees the ends."""
    found: list[str] = []
    with opened(axe_context, pages_of(crowd, kind)[0]) as page:
        for view in SCREENS:
            view.of(page)
            found += ask(page, "cramped()", view)
        page.evaluate("() => window.look.shorten()")
        for view in SCREENS:
            found += violations(page, view)
    none_of(found)
