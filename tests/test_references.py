"""How a report or a page is cited: what is not known is left out, and nothing breaks the form it is written in."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.dates import parse_date
from explainer.model import Prose, Site, Source
from explainer.problems import Place
from explainer.references import as_bibtex, as_json, as_text, page_reference, report_reference
from explainer.yamltext import Text

HERE = Place("a.yaml", 1, 1, 1, 2)


def text(words: str) -> Text:
    return Text(words, HERE)


def report(**fields: Any) -> Source:
    given: dict[str, Any] = {
        "headline": text("The tunnel {opens} 50% & more_"),
        "headline_by": text("source"),
        "date_published": parse_date("2024-05-03"),
        "date_basis": text("printed"),
        "id": text("gazette"),
        "text": text("a.txt"),
        "language": text("en"),
        "summary": Prose(text("S"), ()),
    }
    return Source(place=HERE, places={}, **(given | fields))


def test_a_report_of_which_all_is_known() -> None:
    known = report(publisher=text("Gazette"), credit=text("Ana Ruiz"), url=text("https://a.example/{x}"))
    item = report_reference(known)
    assert json.loads(as_json(item)) == [
        {
            "id": "gazette",
            "type": "article-newspaper",
            "title": "The tunnel {opens} 50% & more_",
            "author": [{"literal": "Ana Ruiz"}],
            "container-title": "Gazette",
            "issued": {"date-parts": [[2024, 5, 3]]},
            "URL": "https://a.example/{x}",
            "language": "en",
        }
    ]
    words = "Ana Ruiz. The tunnel {opens} 50% & more_. Gazette, 3 May 2024. https://a.example/{x}"
    assert as_text(item, known.date_published.words) == words
    assert as_bibtex(item).splitlines() == [
        "@article{gazette,",
        "  author = {{Ana Ruiz}},",
        r"  title = {{The tunnel \{opens\} 50\% \& more\_}},",
        "  journal = {Gazette},",
        "  year = {2024},",
        "  month = may,",
        "  url = {https://a.example/%7Bx%7D},",
        "}",
    ]


def test_what_the_copy_does_not_say_is_left_out_and_a_guess_is_marked() -> None:
    guessed = report(
        headline=text("Of a tunnel?"),
        headline_by=text("editor"),
        date_published=parse_date("2024-05-02/2024-06"),
        date_basis=text("inferred"),
    )
    item = report_reference(guessed)
    assert item["title"] == "[Of a tunnel?]"
    assert item["issued"] == {"date-parts": [[2024, 5, 2], [2024, 6]], "circa": True}
    assert item.keys() == {"id", "type", "title", "issued", "language"}
    assert as_text(item, guessed.date_published.words) == f"[Of a tunnel?]. about {guessed.date_published.words}."
    assert "note = {date inferred}" in as_bibtex(item)
    assert "url" not in as_bibtex(item) and "journal" not in as_bibtex(item)


def test_a_page_of_ours() -> None:
    site = Site(
        place=HERE,
        places={},
        title=text("Who pays?"),
        standfirst=text("S"),
        url=text("https://a.example/"),
        updated=parse_date("2024-06"),
        language=text("en-GB"),
    )
    item = page_reference(site, "questions-price", "At what price?", "https://a.example/questions/price/")
    assert as_text(item, "June 2024") == "At what price? Who pays?, June 2024. https://a.example/questions/price/"
    assert as_bibtex(item).startswith(
        "@misc{questions-price,\n  title = {{At what price?}},\n  howpublished = {Who pays?},"
    )
    assert "container-title" not in page_reference(site, "explainer", "Who pays?", "https://a.example/")
    assert as_text(item, "") == "At what price? Who pays? https://a.example/questions/price/"


@pytest.mark.parametrize("date", ["2024", "2024~", "2024-05/..", "../2024-05"])
def test_dates_of_every_form(date: str) -> None:
    item = report_reference(report(date_published=parse_date(date)))
    assert item["issued"]["date-parts"][0][0] == 2024
    assert ("circa" in item["issued"]) == ("~" in date)
    assert "year = {2024}" in as_bibtex(item)


@given(st.text(min_size=1))
def test_no_words_break_the_braces_of_bibtex(words: str) -> None:
    entry = as_bibtex(report_reference(report(headline=text(words), publisher=text(words))))
    bare = re.sub(r"\\[{}]", "", entry)
    depth = 0
    for char in bare:
        depth += (char == "{") - (char == "}")
        assert depth >= 0
    assert depth == 0
