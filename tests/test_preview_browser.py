"""The preview in a real Chromium: open pages follow each save in place, and say where everything is written."""

import json
import re
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from previewing import FOLDERS, Running, started


@pytest.fixture
def page(browser: Browser, running: Running) -> Iterator[Page]:
    """The home page, on a screen so low that it scrolls. An error on its console fails the test."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        asked = str(message.location.get("url", ""))  # a browser asks for an icon by itself
        if "net::ERR_CONNECTION" in message.text:  # the preview was ended
            return
        if message.type in ("error", "warning") and not asked.partition("?")[0].endswith(("/favicon.ico", "/none/")):
            said.append(message.text)

    context = browser.new_context(viewport={"width": 800, "height": 300})
    page = context.new_page()
    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{running.address}tunnel/sources/gazette/")
    shown_site(page)
    page.evaluate("() => { window.untouched = true }")  # lost with the page, if it is loaded anew
    yield page
    assert page.evaluate("() => window.untouched")
    context.close()
    if running.process.poll() is not None:  # the test ended it, perhaps while it spoke
        said = [words for words in said if "net::ERR_INCOMPLETE_CHUNKED_ENCODING" not in words]
    assert said == []


def shown_site(page: Page, *, after: str = "") -> str:
    """The number of the site that the page shows, once it shows another than `after`."""
    root = page.locator("html")
    expect(root).to_have_attribute("data-preview-site", re.compile("[0-9]+"))
    if after:
        expect(root).not_to_have_attribute("data-preview-site", after)
    return str(root.get_attribute("data-preview-site"))


def save(running: Running, name: str, old: str, new: str) -> None:
    file = running.root / name
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


HEADLINE = "headline: "


def test_a_mistake_lies_over_the_page_until_it_is_mended(page: Page, running: Running) -> None:
    before = page.locator("main").inner_text()
    save(running, "content/sources/gazette.yaml", HEADLINE, "headlin: ")
    report = page.locator("#preview-report")
    expect(report).to_contain_text("content/sources/gazette.yaml:")
    expect(report).to_contain_text("did you mean 'headline'?")
    assert page.locator("main").inner_text() == before
    save(running, "content/sources/gazette.yaml", "headlin: ", HEADLINE)
    expect(report).to_be_hidden()


def test_markup_in_a_mistake_is_shown_as_it_is_written(page: Page, running: Running) -> None:
    markup = "<img src=x onerror=document.title=1>"
    title = page.title()
    save(running, "content/sources/gazette.yaml", HEADLINE, f"'{markup}': 1\n{HEADLINE}")
    report = page.locator("#preview-report")
    expect(report).to_contain_text(f"a source has no field '{markup}'")
    expect(report.locator("pre")).to_contain_text(markup)
    assert report.locator("img").count() == 0
    page.goto(f"{running.address}tunnel/none/?{markup}")
    assert page.locator("main img").count() == 0
    page.go_back()
    page.evaluate("() => { window.untouched = true }")
    assert page.title() == title


def test_who_folds_up_one_mistake_sees_the_next(page: Page, running: Running) -> None:
    details = page.locator("#preview-details")
    for _ in range(2):
        save(running, "content/sources/gazette.yaml", HEADLINE, "headlin: ")
        expect(details).to_be_visible()
        page.locator(".preview-toggle").click()
        expect(details).to_be_hidden()
        save(running, "content/sources/gazette.yaml", "headlin: ", HEADLINE)
        expect(page.locator("#preview-report")).to_be_hidden()


def test_the_keyboard_stays_where_it_was_among_the_mistakes(page: Page, running: Running) -> None:
    save(running, "content/people.yaml", "name: ", "nam: ")
    save(running, "content/sources/gazette.yaml", HEADLINE, "headlin: ")
    copies = page.locator("#preview-details .preview-copy")
    expect(copies).to_have_count(2)
    copies.first.focus()
    save(running, "content/sources/gazette.yaml", "headlin: ", HEADLINE)
    expect(copies).to_have_count(1)
    expect(copies).to_be_focused()


def test_what_the_reader_was_doing_stays(page: Page, running: Running) -> None:
    site = shown_site(page)
    page.locator("main a[href]").last.focus()
    page.evaluate("() => scrollTo(0, 400)")
    doing = "() => [scrollY, document.activeElement.href]"
    was = page.evaluate(doing)
    assert was[0] == 400
    save(running, "content/sources/gazette.yaml", "is capped", "has a limit now")
    shown_site(page, after=site)
    expect(page.locator("main")).to_contain_text("has a limit now")
    assert page.evaluate(doing) == was


def test_what_the_reader_opened_stays_open(page: Page, running: Running) -> None:
    more = "{% block main %}<details><summary>More</summary></details>"
    save(running, "layouts/source.html", "{% block main %}", more)
    details = page.locator("main details")
    expect(details).not_to_have_attribute("open", "")
    details.locator("summary").click()
    save(running, "content/sources/gazette.yaml", "headline: Tunnel", "headline: The tunnel")
    expect(page.locator("main h1")).to_contain_text("The tunnel")
    expect(details).to_have_attribute("open", "")


def test_a_page_outlives_the_preview_until_there_is_another(page: Page, running: Running) -> None:
    running.process.send_signal(signal.SIGINT)
    running.process.wait()
    expect(page.locator(".preview-sign")).to_contain_text("start build.py watch again")
    people = running.root / "content" / "people.yaml"
    before = people.read_text()
    people.write_text("- id: [\n")
    again = started(running.root, *FOLDERS, port=running.port)
    try:
        expect(page.locator("#preview-report")).to_contain_text("this bracket is never closed")
        expect(page.locator("main")).to_contain_text("The price is capped")
        assert page.evaluate("() => window.untouched")
        people.write_text(before.replace("name: ", "name: Dame ", 1))
        expect(page.locator("main")).to_contain_text("Dame ")
        page.evaluate("() => { window.untouched = true }")
    finally:
        again.end()


def test_a_stylesheet_is_swapped(page: Page, running: Running) -> None:
    sheet = running.root / "layouts" / "assets" / "site.css"
    sheet.write_text(sheet.read_text() + "\nh1 { letter-spacing: 7px }\n")
    expect(page.locator("h1")).to_have_css("letter-spacing", "7px")


def test_what_is_pointed_at_says_where_it_is_written(page: Page, running: Running) -> None:
    places = page.eval_on_selector_all("main [data-at]", "all => all.map(one => one.dataset.at)")
    assert places
    lines = (running.root / "content" / "sources" / "gazette.yaml").read_text().split("\n")
    own = [place.split(":") for place in places if place.startswith("content/sources/gazette.yaml:")]
    assert own and all(lines[int(line) - 1][int(column) - 1 :] for _, line, column in own)
    row = page.locator("tbody[data-at]").first
    row.hover()
    expect(page.locator(".preview-tag")).to_contain_text(str(row.get_attribute("data-at")))


def test_what_has_no_place_is_not_given_a_neighbour_s(page: Page) -> None:
    page.locator("main h1").hover()
    tag = page.locator(".preview-tag")
    expect(tag).to_be_visible()
    page.get_by_text("Publisher", exact=True).hover()
    expect(tag).to_be_hidden()


def test_a_finger_points_by_tapping(browser: Browser, running: Running) -> None:
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 700})
    page = context.new_page()
    page.goto(f"{running.address}tunnel/sources/gazette/")
    shown_site(page)
    paragraph = page.locator("p[data-at]", has_text="The price is capped")
    paragraph.tap()
    expect(page.locator(".preview-tag")).to_contain_text(str(paragraph.get_attribute("data-at")))
    page.get_by_text("Publisher", exact=True).tap()
    expect(page.locator(".preview-tag")).to_be_hidden()
    context.close()


def test_a_paragraph_says_where_it_is_written_to_the_keyboard_too(page: Page, running: Running) -> None:
    paragraph = page.locator("p[data-at]", has_text="The price is capped")
    at = str(paragraph.get_attribute("data-at"))
    assert at == "content/sources/gazette.yaml:6:10"
    paragraph.hover()
    tag = page.locator(".preview-tag")
    expect(tag).to_contain_text(at)
    link = tag.get_by_role("link")
    expect(link).to_have_attribute("href", f"vscode://file{running.root}/{at}")
    page.keyboard.press("Escape")
    expect(tag).to_be_hidden()
    page.locator("main [data-at] a[href], main a[href][data-at]").first.focus()
    expect(tag).to_be_visible()


def test_a_draft_comes_and_goes_under_a_ribbon(page: Page, running: Running) -> None:
    ribbon = page.locator(".preview-ribbon")
    expect(ribbon).to_be_hidden()
    save(running, "content/sources/gazette.yaml", "headline_by: source", "headline_by: source\nstatus: draft")
    # what is published cites it, so that it cannot be one
    expect(page.locator("#preview-report")).to_contain_text("'gazette' is a draft, which is not published")
    save(
        running,
        "content/explainer.yaml",
        "At most [@f:gazette/cost], the minister says [@gazette; @herald].",
        "No [@herald].",
    )
    save(running, "content/sources/gazette.yaml", "status: draft", "status: draft # 1")
    expect(ribbon).to_be_visible()
    save(running, "content/sources/gazette.yaml", "status: draft # 1", "status: published")
    expect(ribbon).to_be_hidden()


def test_a_page_that_is_not_there_is_followed_too(page: Page, running: Running) -> None:
    page.goto(f"{running.address}tunnel/sources/gazette/none/")
    site = shown_site(page)
    page.evaluate("() => { window.untouched = true }")
    save(running, "content/site.yaml", "title: ", "title: Anew ")
    shown_site(page, after=site)
    expect(page.locator(".mast")).to_contain_text("Anew ")
    assert json.loads(running.get("/__preview__/report")[2]) == {}
