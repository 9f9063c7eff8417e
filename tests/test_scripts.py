"""What the scripts add, in a real browser: tables that sort, lists that filter, cards over letters, copies."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from serving import Site


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


# --- tables -----------------------------------------------------------------------------------------------------------


def column(page: Page, table: str, cell: str) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(f"{table} {cell}").all_inner_texts()]


def test_a_table_sorts_by_any_column_and_back(page: Page, real: Site) -> None:
    page.goto(real.address + "people/")
    names = column(page, "table", "tbody th")
    assert names == sorted(names)
    head = page.get_by_role("columnheader", name="Country or side")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    countries = column(page, "table", "tbody td:nth-child(2)")
    assert countries == sorted(countries) and column(page, "table", "tbody th") != names
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert column(page, "table", "tbody td:nth-child(2)") == sorted(countries, reverse=True)
    page.get_by_role("columnheader", name="Name").get_by_role("button").click()
    assert head.get_attribute("aria-sort") is None
    head.get_by_role("button").click()
    head.get_by_role("button").click()
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") is None
    assert column(page, "table", "tbody th") == names


def test_figures_sort_by_number_with_their_notes_and_over_the_axis(page: Page, harbour: Site) -> None:
    page.goto(harbour.address + "figures/")
    table = page.locator("table[data-sortable]").first
    bodies = table.locator("tbody[data-row]")
    numbers = [cell.get_attribute("data-sort") or "" for cell in table.locator("td.draw[data-sort]").all()]
    notes = {body.get_attribute("id"): body.inner_text() for body in bodies.all()}
    button = table.locator("thead th.d button")
    button.click()
    sorted_numbers = [cell.get_attribute("data-sort") or "" for cell in table.locator("td.draw[data-sort]").all()]
    assert sorted_numbers == sorted(numbers, key=lambda number: (number == "", float(number or 0)))
    button.click()
    falling = [cell.get_attribute("data-sort") or "" for cell in table.locator("td.draw[data-sort]").all()]
    assert falling == sorted(numbers, key=lambda number: (number == "", -float(number or 0)))
    assert {body.get_attribute("id"): body.inner_text() for body in bodies.all()} == notes
    assert table.locator("tbody").last.get_attribute("data-last") is not None


def test_a_list_is_filtered_by_every_word_typed(page: Page, real: Site) -> None:
    page.goto(real.address + "figures/")
    rows, groups = page.locator("[data-row]"), page.locator("[data-group]")
    total = rows.count()
    field = page.get_by_role("searchbox")
    field.fill("30,000 troops")
    expect(page.locator("output")).to_have_text(f"4 of {total}")
    assert [row.is_visible() for row in rows.all()].count(True) == 4
    assert groups.locator("visible=true").count() >= 1
    assert [group.is_visible() for group in groups.all()].count(True) == 1
    field.fill("nothing like it")
    expect(page.locator("output")).to_have_text(f"0 of {total}")
    assert not any(group.is_visible() for group in groups.all())
    field.fill("")
    expect(page.locator("output")).to_have_text("")
    assert all(row.is_visible() for row in rows.all())


def test_an_accent_is_no_hindrance_to_a_filter(page: Page, real: Site) -> None:
    page.goto(real.address + "people/")
    page.get_by_role("searchbox").fill("wladyslaw")
    expect(page.locator("output")).to_have_text("1 of 20")


def test_the_head_of_a_table_stays_in_sight(page: Page, real: Site) -> None:
    page.goto(real.address + "people/")
    page.evaluate("() => scrollTo(0, 900)")
    box = page.get_by_role("columnheader", name="Name").bounding_box()
    assert box and box["y"] == 0
    page.goto(real.address + "questions/")
    page.evaluate("() => scrollTo(0, 2000)")
    box = page.get_by_role("columnheader", name="Question and result").bounding_box()
    assert box and box["y"] == 0


# --- cards ------------------------------------------------------------------------------------------------------------


def test_pointing_at_a_letter_shows_its_report_and_place(page: Page, real: Site) -> None:
    page.goto(real.address)
    card = page.locator("#the_card")
    letter = page.locator(".glance li").nth(1).locator("a.m").first
    letter.hover()
    expect(card).to_be_visible()
    expect(card).to_contain_text("The Anglo-French plan and Moscow’s reply")
    expect(card).to_contain_text("about 20–23 February 2025, inferred")
    expect(card).to_contain_text("One origin with B")
    expect(card).to_contain_text("Where: paragraph 1 of 6")
    card.get_by_role("link").hover()  # one may move onto it
    expect(card).to_be_visible()
    card.get_by_role("link").click()
    assert page.url == real.address + "sources/anglo-french-plan/#figure--force-ceiling"


def test_letters_that_a_search_finds_have_cards_too(page: Page, real: Site) -> None:
    page.goto(real.address + "search/?q=zelensky")
    page.locator(".found a.m").first.hover()
    expect(page.locator("#the_card b")).to_have_text("The Anglo-French plan and Moscow’s reply")
    expect(page.locator("#the_card")).to_contain_text("One origin with B")


def test_a_card_follows_the_keyboard_and_goes_with_escape(page: Page, real: Site) -> None:
    page.goto(real.address)
    card = page.locator("#the_card")
    letter = page.locator(".glance li").nth(1).locator("a.m").first
    letter.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.keyboard.press("Tab")
    expect(card).to_be_visible()
    page.keyboard.press("Enter")  # goes to the note
    expect(card).to_be_hidden()
    assert "#report-" in page.url


def test_a_finger_sees_the_card_first_and_then_goes(browser: Browser, real: Site) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(real.address)
    letter = page.locator(".glance li").nth(1).locator("a.m").first
    letter.tap()
    card = page.locator("#the_card")
    expect(card).to_be_visible()
    assert page.url == real.address
    box = card.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 360
    page.locator("h1").tap()
    expect(card).to_be_hidden()
    letter.tap()
    letter.tap()
    assert "#report-" in page.url
    context.close()


def test_a_note_leads_back_to_where_it_is_cited(page: Page, real: Site) -> None:
    page.goto(real.address)
    letter = page.locator(".story a.m").first
    letter.click()
    note = page.url.partition("#")[2]
    back = page.locator(f"#{note} [role=doc-backlink]", has_text="What is the plan?").first
    back.click()
    assert page.url.partition("#")[2] == letter.get_attribute("id")
    expect(letter).to_be_in_viewport()


# --- copies -----------------------------------------------------------------------------------------------------------


def test_a_citation_is_copied(context: BrowserContext, page: Page, real: Site) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=real.address)
    page.goto(real.address + "sources/moscow-objects/")
    for name, begins in (("Text", "Noah Wire Services. ["), ("CSL-JSON", '[{\n  "id":'), ("BibTeX", "@article{moscow")):
        page.get_by_role("button", name=f"Copy as {name}").click()
        expect(page.locator(".cites div", has_text=name).locator("output")).to_have_text("Copied.")
        assert str(page.evaluate("() => navigator.clipboard.readText()")).startswith(begins)


def test_where_nothing_may_be_copied_the_words_are_selected(page: Page, real: Site) -> None:
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
    page.goto(real.address + "sources/moscow-objects/")
    page.get_by_role("button", name="Copy as BibTeX").click()
    expect(page.locator(".cites div", has_text="BibTeX").locator("output")).to_contain_text("Selected")
    assert str(page.evaluate("() => getSelection().toString()")).startswith("@article{moscow")
