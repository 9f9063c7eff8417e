"""Words that were not found -> the nearest passage and why, with no word of the text for anybody but the editor."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.dates import parse_date
from explainer.evidence.items import items_of
from explainer.evidence.matching import Miss, match_items
from explainer.evidence.nearmiss import Explanation, explain, nearest_passage, word_diff
from explainer.evidence.spans import Span
from explainer.evidence.texts import read_document
from explainer.evidence.verify import problem
from explainer.evidence.words import plain_words
from explainer.model import Figure, Measure, Mention, Note, Person, Prose, Quote, Source
from explainer.problems import Place, report_github, report_json, report_text
from explainer.yamltext import Text

PLACE = Place("content/sources/gazette.yaml", 3, 5, 3, 9)
COMMON: dict[str, Any] = {"place": PLACE, "places": {}}

# Invented, and each paragraph holds words that no other English text is likely to have.
GAZETTE = read_document(
    "gazette.txt",
    """Harbour tunnel faces a quexil of doubts as costs climb
The tunnel under Vellmouth harbour will cost up to £1.2 billion, Ana Ruiz told the zorbish assembly on Tuesday.
“We will not pay a penny more than we have promised,” the transport minister said. “The brindlewick limit is firm.”
Engineers expect the first of 340 ferries to be withdrawn by 2031, once the southern plonth has been drilled through.
Bo Oke, who leads the ferry workers, called the plan “a reckless gamble with public money”. He wore a flennish scarf.
“Our members have waited eleven years for an honest answer,” he said, “and they will wait no longer for this quarbin.”
A survey by the port found that 62 per cent of traders want a bridge instead, and only 9 per cent want the glabbertunnel.
The board of the port said it was “open to any route that keeps the northern quay in use” until the wexhollow is moved.
Ministers pay £40 million a year to the ferry company, a sum that the treasury calls “a bargain” in its yivven report.
Critics say the traffic forecast is a fantasy. “Nobody believes it,” said a former harbour master with a snarlback grin.
A vote is due in the autumn. “A bargain” it is not, said Ms Vane, an economist who studies mirrabund tunnels.
The tunnel would be nine kilometres long and the deepest in the region, with two lanes for each oxterby direction.
""",
)
HERALD = read_document(
    "herald.txt",
    """Island council backs the bridge
“A bridge is the only thing our island can afford to look after,” the mayor of Sand Island told a trundlesome crowd.
The council voted by 14 to 3 on Monday night to ask for a lorvish inquiry.
""",
)
DOCUMENTS = {"gazette": GAZETTE, "herald": HERALD}


def text(words: str) -> Text:
    return Text(words, PLACE)


def source(**records: Any) -> Source:
    prose = Prose(Text("x", PLACE), ("x",))
    fields = {"headline": "H", "headline_by": "editor", "text": "gazette.txt", "date_basis": "printed", "id": "gazette"}
    typed: dict[str, Any] = {name: Text(words, PLACE) for name, words in fields.items()}
    return Source(summary=prose, date_published=parse_date("2024-05-03"), **typed | records, **COMMON)


def quote(exact: str, kind: str = "speech", **more: str) -> dict[str, Any]:
    fields: dict[str, Any] = {
        name: text(words) for name, words in {"id": "q", "exact": exact, "kind": kind, **more}.items()
    }
    return {"quotes": (Quote(**fields, **COMMON),)}


def figure(as_printed: str) -> dict[str, Any]:
    measure = Measure(id=Text("m", PLACE), title=Text("M", PLACE), **COMMON)
    return {"figures": (Figure(id=Text("f", PLACE), measure=measure, as_printed=Text(as_printed, PLACE), **COMMON),)}


def passage(words: str) -> dict[str, Any]:
    prose = Prose(Text("x", PLACE), ("x",))
    return {"notes": (Note(text=prose, kind=Text("ambiguous", PLACE), passage=text(words), **COMMON),)}


def role(words: str) -> dict[str, Any]:
    person = Person(id=Text("bo-oke", PLACE), name=Text("Bo Oke", PLACE), **COMMON)
    return {"people": (Mention(person=person, names=(Text("Bo Oke", PLACE),), role=text(words), **COMMON),)}


def introduced(words: str) -> dict[str, Any]:
    return quote("a reckless gamble", attribution=words)


def explained(records: dict[str, Any]) -> tuple[Miss, Explanation, Text]:
    """The one miss of a source with these records."""
    items = items_of(source(**records))
    outcomes = match_items(items, GAZETTE)
    ((item, miss),) = [(item, found) for item in items if isinstance(found := outcomes[item.key], Miss)]
    return miss, explain(item, miss, "gazette", DOCUMENTS), item.words


SEEDED: list[tuple[dict[str, Any], str, int]] = [
    # capitals and punctuation
    (quote("we will not pay a penny more than we have promised"), "typography", 3),
    (quote("The brindlewick limit is firm!"), "typography", 3),
    (quote("A Reckless Gamble with public money"), "typography", 5),
    (passage("Engineers expect the first of 340 ferries to be withdrawn, by 2031"), "typography", 4),
    # words
    (quote("We will not pay a cent more than we have promised"), "words", 3),
    (quote("We will not pay a penny more than we promised"), "words", 3),
    (quote("We will not ever pay a penny more than we have promised"), "words", 3),
    (quote("We will now pay a penny more than we have promised"), "words", 3),
    (quote("a wreckless gamble with public money"), "words", 5),
    (quote("Our members have waited twelve years for an honest answer"), "words", 6),
    (quote("and they will wait longer for this quarbin"), "words", 6),
    (quote("open to every road that keeps the northern quay in use"), "words", 8),
    (quote("open to any route that keeps … the southern quay in use"), "words", 8),
    (passage("the first of 430 ferries to be withdrawn by 2031"), "words", 4),
    (passage("A vote is due in the spring"), "words", 11),
    (figure("£41 million a year"), "words", 9),
    (figure("63 per cent of traders"), "words", 7),
    # order, and too far
    (quote("an honest answer … waited eleven years"), "order", 6),
    (passage("Bo Oke … Ana Ruiz"), "order", 5),
    (quote("Our members have waited … a reckless gamble"), "order", 6),
    (quote("We will not pay … a reckless gamble"), "far apart", 3),
    (quote("We will [gladly] pay a penny"), "far apart", 3),
    # another text, or none
    (quote("A bridge is the only thing our island can afford"), "elsewhere", 2),
    (figure("14 to 3"), "elsewhere", 3),
    (quote("Nothing of the kind was ever uttered anywhere by anyone"), "absent", 0),
    (figure("77 wagonloads"), "absent", 0),
    # there, but not so
    (quote("the traffic forecast is a fantasy"), "unquoted", 10),
    (quote("He wore a flennish scarf"), "unquoted", 5),
    (quote("We will … pay a penny more"), "negation", 3),
    (quote("they will wait … for this quarbin"), "negation", 6),
    (figure("£1.2 billion"), "cut short", 2),
    (figure("£40 million"), "cut short", 9),
    (role("harbour master"), "apart", 10),
    (introduced("a former harbour master"), "apart", 10),
    (quote("bargain"), "ambiguous", 9),
    (passage("The tunnel"), "ambiguous", 2),
]
NAMED = [f"{cause} {number}" for number, (_, cause, _) in enumerate(SEEDED)]


@pytest.mark.parametrize(("records", "cause", "paragraph"), SEEDED, ids=NAMED)
def test_a_seeded_misquote_is_explained_at_its_paragraph(records: dict[str, Any], cause: str, paragraph: int) -> None:
    _, why, _ = explained(records)
    document = DOCUMENTS[why.source or "gazette"]
    assert (why.cause, document.paragraph(why.places[0].start) if why.places else 0) == (cause, paragraph)


@pytest.mark.parametrize("records", [records for records, _, _ in SEEDED], ids=NAMED)
def test_reports_for_others_hold_no_word_of_the_text(records: dict[str, Any]) -> None:
    """Of every word of both texts, only those that the record itself has, and those of our own messages."""
    miss, why, words = explained(records)
    found = problem(next(i for i in items_of(source(**records)) if i.words == words), miss, why)
    private = set(plain_words(GAZETTE.printed + HERALD.printed)) - set(plain_words(words)) - OURS
    for report in (report_github([found]), report_json([found])):
        assert not set(plain_words(re.sub(r"%0A|\\n", " ", report))) & private


# What our messages are made of, so that a word of theirs that the text also has is not taken for one of the text.
OURS = set(
    plain_words(
        """this quotation figure passage name role introduction is in the text paragraph paragraphs of has it with words
        word changed parts are another order too far apart that stands for what long or holds a number copy give more two
        one first last its sentence and but not between any by to which no as an on there be look at whether they from out
        put your own make our use until keeps only say says said leave leaves left than would must may sources herald"""
    )
) | {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "60", "yaml"}


@pytest.mark.parametrize(
    "rare",
    "quexil zorbish brindlewick plonth flennish quarbin glabbertunnel wexhollow yivven snarlback mirrabund oxterby lorvish".split(),
)
def test_the_words_that_would_give_a_text_away_are_none_of_ours(rare: str) -> None:
    assert rare not in OURS and rare in GAZETTE.printed + HERALD.printed


@pytest.mark.parametrize("records", [records for records, cause, _ in SEEDED if cause != "absent"])
def test_the_report_for_the_editor_shows_the_passage(records: dict[str, Any]) -> None:
    miss, why, words = explained(records)
    item = next(i for i in items_of(source(**records)) if i.words == words)
    document = DOCUMENTS[why.source or "gazette"]
    (near,) = {document.printed[place.start : place.end].split()[0].strip("“”") for place in why.places[:1]}
    assert near.split()[0] in report_text([problem(item, miss, why)], {}).replace("[", "").replace(">", "")


@pytest.mark.parametrize("records", [records for records, _, _ in SEEDED])
def test_every_explanation_says_what_to_do(records: dict[str, Any]) -> None:
    miss, why, words = explained(records)
    found = problem(next(i for i in items_of(source(**records)) if i.words == words), miss, why)
    assert found.code == ("ambiguous" if why.cause == "ambiguous" else "not-in-text")
    assert found.message and found.hint and found.place == PLACE
    assert json.loads(report_json([found]))[0]["message"] == found.message


def test_another_source_is_named() -> None:
    _, why, _ = explained(quote("A bridge is the only thing our island can afford"))
    assert (why.source, why.hint) == ("herald", "move it to sources/herald.yaml")


def test_the_count_of_changed_words() -> None:
    _, why, _ = explained(quote("We shall not pay a cent more than we have promised"))
    assert why.message == "this quotation is not in the text; paragraph 3 of 12 has it with 2 words changed"


def test_the_negation_is_shown_to_the_editor_only() -> None:
    _, why, _ = explained(quote("We will … pay a penny more"))
    assert "'" not in why.message and why.excerpt[0] == "left out: “not”"


def test_places_of_an_ambiguous_passage_are_all_named() -> None:
    _, why, _ = explained(quote("bargain"))
    assert why.message == "this quotation stands in 2 places of the text: paragraphs 9 and 11 of 12"


# --- the passage and the difference -----------------------------------------------------------------------------------


def test_two_lines_stand_one_above_the_other() -> None:
    start = GAZETTE.printed.index("We will not pay")
    lines = list(
        word_diff("We will pay a cent more", GAZETTE, Span(start, start + len("We will not pay a penny more")))
    )
    assert lines == ["  yours  We will []    pay a [cent]  more", "  text   We will [not] pay a [penny] more"]


def test_typography_is_no_difference() -> None:
    document = read_document("t", "“It’s” – so")
    assert "[" not in "".join(word_diff('"It\'s" - so', document, Span(0, 11)))


@given(st.integers(0, 150), st.integers(4, 30))
def test_words_that_are_there_are_their_own_nearest_passage(start: int, length: int) -> None:
    words = [found[0] for found in re.finditer(r"[£]?[^\W_]+(?:['.,][^\W_]+)*", GAZETTE.folded)][start : start + length]
    passage = nearest_passage(words, GAZETTE)
    assert passage is not None
    assert plain_words(GAZETTE.folded[passage.start : passage.end]) == plain_words(" ".join(words))


@given(st.integers(0, 150), st.integers(0, 9), st.sampled_from(["", "xyzzy", "xyzzy plugh"]))
def test_one_word_changed_still_leads_to_the_passage(start: int, at: int, changed: str) -> None:
    words = [found[0] for found in re.finditer(r"[£]?[^\W_]+(?:['.,][^\W_]+)*", GAZETTE.folded)][start : start + 10]
    true = nearest_passage(words, GAZETTE)
    found = nearest_passage([*words[:at], *changed.split(), *words[at + 1 :]], GAZETTE)
    assert true is not None and found is not None and found.meets(true)


@pytest.mark.parametrize("typed", [[], ["—"], ["xyzzy"], ["xyzzy"] * 500])
def test_words_that_nothing_is_like_have_no_passage(typed: list[str]) -> None:
    assert nearest_passage(typed, GAZETTE) is None


@given(st.text("ab … [x].\u200c1", min_size=1, max_size=20))
def test_no_words_are_too_odd_to_explain(words: str) -> None:
    items = items_of(source(**quote(words)))
    for item in items:
        why = explain(item, Miss("not found"), "gazette", DOCUMENTS)
        assert why.message and why.hint


def test_a_text_without_a_word_is_like_nothing() -> None:
    document = read_document("t", "* * *")
    (item,) = items_of(source(**quote("We build it")))
    assert explain(item, Miss("not found"), "t", {"t": document}).cause == "absent"
