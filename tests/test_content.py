"""What the first explainer shows a reader: the findings that are worked out, on the pages themselves."""

from __future__ import annotations

import functools
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from explainer.files import Folder
from explainer.pipeline import build_site

ROOT = Path(__file__).parents[1]


@functools.cache
def built() -> dict[str, bytes]:
    return dict(build_site(Folder(ROOT / "content", "content"), Folder(ROOT / "layouts", "layouts"), draft=True).files)


def words(page: str, start: str = "<main", end: str = "</main>") -> str:
    """What a page says between two marks, without its tags."""
    html = built()[f"{page}index.html"].decode()
    part = html[html.index(start) :]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", part[: part.index(end)])).split())


def rows(name: str) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in json.loads(built()[f"data/{name}.json"])}


def test_two_of_the_five_reports_are_one_origin() -> None:
    assert "5 reports, 4 independent" in words("")
    origins = [row["origin"] for row in rows("sources").values()]
    assert (len(origins), len(set(origins))) == (5, 4)


@pytest.mark.parametrize(
    ("question", "result"),
    [
        ("place", "Split 4 of 5 reports, 3 independent. The reports disagree."),
        ("uk-prime-minister", "Split 4 of 5 reports, 4 independent. The reports disagree."),
        ("us-president", "Split 5 reports, 4 independent. The reports disagree."),
        ("should-go", "Split 5 reports, 4 independent. The people disagree."),
        ("size", "Compatible 4 of 5 reports, 3 independent."),
        ("request", "One report only 1 of 5 reports."),
        ("europe-say", "One origin only 2 of 5 reports, 1 independent."),
        ("russia", "All agree 4 of 5 reports, 3 independent."),
        ("how-far", "Changed 5 reports, 4 independent. The accounts changed over time."),
        ("who-pays", "Nobody says 0 of 5 reports."),
    ],
)
def test_what_the_reports_answer(question: str, result: str) -> None:
    assert result in words(f"questions/{question}/")
    assert result in words("questions/")


def test_the_home_page_says_where_the_reports_disagree() -> None:
    section = words("", 'aria-labelledby="they_disagree"', "</section>")
    assert (
        "Where would the troops stand? Along the front line A B Away from the front C At hubs inside Ukraine E Split"
        in section
    )
    assert "Who is Britain’s prime minister? Keir Starmer C E Rishi Sunak D Not: Keir Starmer B Split" in section
    assert "How large would the force be?" not in section


@pytest.mark.parametrize(
    ("measure", "title", "result"),
    [
        ("force-size", "Size of the proposed force", "Compatible 3 of 5 reports, 2 independent."),
        ("force-requested", "Size of the force Ukraine asked for", "One report only 1 of 5 reports."),
    ],
)
def test_what_the_figures_make(measure: str, title: str, result: str) -> None:
    assert f"{title} {result}" in words("figures/", f'id="{measure}"', "</table>").replace(f'id="{measure}"> ', "")
    assert result in words("", 'id="key_numbers"', "</section>")


@pytest.mark.parametrize(
    ("person", "report", "role", "verdict"),
    [
        ("keir-starmer", "russia-resists", "UK opposition leader", "wrong"),
        ("keir-starmer", "starmer-proposal", "UK Prime Minister", "right"),
        ("keir-starmer", "moscow-objects", "UK Leader", "unmatched"),
        ("rishi-sunak", "moscow-objects", "UK Prime Minister", "wrong"),
        ("donald-trump", "anglo-french-plan", "former US President", "wrong"),
        ("donald-trump", "paris-declaration", "US President", "right"),
        ("dmitry-medvedev", "moscow-objects", "former Russian President", "right"),
    ],
)
def test_roles_against_the_record(person: str, report: str, role: str, verdict: str) -> None:
    html = built()[f"people/{person}/index.html"].decode()
    row = html[html.index(f'id="in--{report}"') :].partition("</tr>")[0]
    assert role in unescape(row)
    assert f'class="verdict {verdict}"' in row


def test_every_report_has_its_say_on_every_question() -> None:
    cells = {(row["question"], row["source"]) for row in rows("positions").values()}
    assert cells == {(question, source) for question in rows("questions") for source in rows("sources")}


def test_the_story_is_as_long_as_a_reader_will_read() -> None:
    html = re.sub(r'<a class="m [^>]*>[A-Z]+</a>', " ", built()["index.html"].decode())
    sections = re.findall(r'<section class="band story"[^>]*>.*?</h2>(.*?)</section>', html, re.S)
    sections = [re.sub(r'<div class="note side".*?</div>', " ", section, flags=re.S) for section in sections]
    assert len(sections) == 10
    story = sum(len(re.findall(r"[^\W_][^\s]*", re.sub(r"<[^>]+>", " ", section))) for section in sections)
    assert 700 <= story <= 1000
