"""A text and the records of its source -> what no record speaks for; and the numbers a text states, with their phrases."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pytest

from explainer.evidence.coverage import Coverage, coverage
from explainer.evidence.items import items_of
from explainer.evidence.matching import match_items
from explainer.evidence.numbers import numbers
from explainer.evidence.phrases import is_date, phrase_at, vague_phrases
from explainer.evidence.texts import Document, read_document
from explainer.model import Measure, Person, Source, Term
from explainer.problems import Problem
from explainer.reading import Known, Reading, read_record
from explainer.yamltext import read_yaml

HEAD = "headline: Ferries\nheadline_by: editor\ndate_published: 2024-05-03\ndate_basis: printed\ntext: a.txt\nsummary: Ours.\n"
TEXT = """Harbour Gazette
The port will buy up to 12 ferries for £30 million, said Ana Ruiz, 61, who called it “a fair price,” on May 3, 2024.
Her rival spoke of “a fair price” for nobody. “We pay twice,” he said. Pier 9 will close.
"""


def covered(text: str, records: str, glossary: Iterable[str] = ()) -> tuple[Coverage, Document]:
    """What the records, in YAML, leave of a text."""
    problems: list[Problem] = []
    known = {Measure: Known(), Person: Known(), Source: Known(), Term: Known()}
    reading = Reading(problems, {}, {**known})
    for record, listed in (
        (Measure, "id: m\ntitle: Something"),
        (Person, "id: ana-ruiz\nname: Ana Ruiz"),
        (Term, "id: boat\nterm: ferry\nother_terms: [ferries, Ferry boat]\ndefinition: It floats."),
    ):
        value = read_yaml(listed, "known.yaml", problems)
        assert value is not None
        read = read_record(record, value, reading)
        reading.known[record].records[str(getattr(read, "id", ""))] = read
    value = read_yaml(HEAD + records, "a.yaml", problems)
    assert value is not None
    source = read_record(Source, value, reading)
    assert source is not None and not problems
    document = read_document("a.txt", text)
    items = items_of(source)
    outcomes = match_items(items, document)
    return coverage(items, outcomes, document, glossary), document


def left(text: str, records: str, glossary: Iterable[str] = ()) -> list[str]:
    found, document = covered(text, records, glossary)
    return [document.printed[each.span.start : each.span.end] for each in found.left]


FERRIES = "figures:\n  - {id: f, measure: m, as_printed: up to 12 ferries}\n"
PRICE = "quotes:\n  - {id: q, exact: a fair price, kind: fragment, speaker: ana-ruiz, attribution: who called it}\n"


# --- words of the glossary --------------------------------------------------------------------------------------------

BOATS = "The Ferry boat is new. Each ferry boat and each ferry-boat is a ferry. A ferry is no ferryman.\n"


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ("", ["Ferry boat", "ferry"]),
        ("terms: [{term: boat, words: [ferry]}]\n", ["Ferry boat"]),
        ("terms: [{term: boat, words: [ferry, ferry boat]}]\n", []),
        ("ignore: [{passage: is a ferry. A ferry, reason: Ours.}]\n", ["Ferry boat", "ferry"]),
        ("ignore: [{passage: ferry, reason: Ours.}, {passage: Ferry boat, reason: Ours.}]\n", ["ferry boat"]),
    ],
)
def test_words_of_the_glossary_that_no_record_says_are_left(records: str, expected: list[str]) -> None:
    assert left(BOATS, records, ["ferry", "ferries", "Ferry boat"]) == expected


# --- what is left -----------------------------------------------------------------------------------------------------


def test_without_records_everything_is_left_in_the_order_of_the_text() -> None:
    found, _ = covered(TEXT, "")
    assert (found.quotations, found.numbers, found.covered("quotation"), found.covered("number")) == (3, 6, 0, 0)
    assert [(each.kind, each.paragraph) for each in found.left] == [
        *[("number", 2)] * 3,
        ("quotation", 2),
        ("number", 2),
        *[("quotation", 3)] * 2,
        *[("number", 3)] * 2,
    ]


def test_a_figure_speaks_for_its_digits_where_it_is_found() -> None:
    assert "12" in left(TEXT, "") and "12" not in left(TEXT, FERRIES)
    assert "61" not in left(TEXT, "figures:\n  - {id: f, measure: m, as_printed: '61'}\n")


def test_a_figure_does_not_speak_for_the_same_digits_elsewhere() -> None:
    again = "Up to 12 ferries will sail. Of old ferries 12 were sold."
    assert left(again, FERRIES.replace("up to", "Up to")) == ["12"]


def test_a_number_with_its_sign_is_covered_by_a_figure_that_holds_the_digits() -> None:
    assert (
        left("They paid about 5 per cent.", "figures:\n  - {id: f, measure: m, as_printed: about 5 per cent}\n") == []
    )
    assert (
        left("It took a dozen years.", "figures:\n  - {id: f, measure: m, as_printed: dozen years, value: 12}\n") == []
    )


def test_a_date_is_covered_as_a_whole_only() -> None:
    assert left("It opens on May 3, 2024.", "figures:\n  - {id: f, measure: m, as_printed: '2024'}\n") == [
        "May 3, 2024"
    ]
    assert left("It opens on May 3.", "figures:\n  - {id: f, measure: m, as_printed: '3'}\n") == ["May 3"]
    assert left("It opens on May 3, 2024.", "ignore:\n  - {passage: 'May 3, 2024', reason: A date.}\n") == []


def test_a_term_said_again_is_recorded_once_and_other_words_are_not() -> None:
    assert [words for words in left(TEXT, PRICE) if "p" in words] == ["We pay twice,"]


def test_a_number_in_a_quotation_is_covered_by_the_quote() -> None:
    quote = "quotes:\n  - {id: q, exact: We pay twice, kind: speech}\n"
    assert "twice" in left(TEXT, "") and "twice" not in left(TEXT, quote)


def test_an_omission_speaks_for_what_it_leaves_out() -> None:
    text = "She said: “We will sell the 3 old ferries and build anew.”"
    assert left(text, "quotes:\n  - {id: q, exact: We will sell … build anew., kind: speech}\n") == []


def test_what_is_ignored_is_covered_at_all_its_places() -> None:
    text = "Pier 9 is closed. He said “Pier 9” twice."
    assert left(text, "ignore:\n  - {passage: Pier 9, reason: A name.}\n") == ["twice"]


def test_an_ignored_part_holds_all_of_it_though_a_record_ends_within() -> None:
    ignored = "ignore:\n  - {passage: The port will buy … who called, reason: Told elsewhere.}\n"
    assert left(TEXT, FERRIES + ignored)[0] == "a fair price,"


def test_a_note_speaks_for_its_passage_but_the_passage_of_a_figure_only_says_where_it_is() -> None:
    note = "notes:\n  - passage: who called it … on May 3, 2024\n    kind: ambiguous\n    text: Which?\n"
    assert "May 3, 2024" not in left(TEXT, note) and "a fair price," not in left(TEXT, note)
    figure = (
        "figures:\n  - id: f\n    measure: m\n    as_printed: '61'\n    passage: The port will buy … on May 3, 2024\n"
    )
    assert left(TEXT, figure)[:3] == ["12", "£30 million", "a fair price,"]


def test_a_headline_of_the_source_covers_its_numbers() -> None:
    text = "Nine ferries for 2031\nThe port said so in 2031."
    headline = "headline: Nine ferries for 2031\nheadline_by: source\n" + HEAD.split("\n", 2)[2]
    assert left(text, "") == ["Nine", "2031", "2031"]
    value = read_yaml(headline, "a.yaml", [])
    assert value is not None
    source = read_record(Source, value, Reading([], {}, {}))
    assert source is not None
    document = read_document("a.txt", text)
    items = items_of(source)
    assert [each.paragraph for each in coverage(items, match_items(items, document), document).left] == [2]


def test_a_record_that_is_not_found_speaks_for_nothing() -> None:
    assert "12" in left(TEXT, "figures:\n  - {id: f, measure: m, as_printed: 12 ferries}\n")  # "up to" was left out


def test_what_is_printed_twice_counts_once() -> None:
    story = "The port will buy up to 12 ferries at “a fair price” soon.\n"
    found, _ = covered(story + story, "")
    assert (found.quotations, found.numbers, [each.paragraph for each in found.left]) == (1, 1, [1, 1])


def test_an_empty_text_is_covered() -> None:
    assert covered("", "")[0] == Coverage(0, 0, 0, ())


# --- numbers ----------------------------------------------------------------------------------------------------------

NUMBERS = {
    "£3 billion, US$30bn, €1.5m, 600m and 5%": ["£3 billion", "US$30bn", "€1.5m", "600m", "5%"],
    "£3billion, 30 €, 30 000 tons, 1,234.5 km, 5km, 3½ hours": ["£3billion", "30 €", "30 000", "1,234.5", "5km", "3½"],
    "5 per cent, 5 percent, five percentage points": ["5 per cent", "5 percent", "five percentage points"],
    "on February 8, 2025 or 8 February 2025": ["February 8, 2025", "8 February 2025"],
    "2025-02-21, May 5, Sept. 3, 3rd of June, March 2024, 10:30, 5 p.m.": [
        *("2025-02-21", "May 5", "Sept. 3", "3rd of June", "March 2024", "10:30", "5 p.m.")
    ],
    "In March 30,000 people may 5 times": ["30,000", "5"],
    "in 2014 300 ships, pre-2014 borders, the 1990s": ["2014", "300", "2014", "1990s"],
    "the 5th, 21st, second, third and twenty-fifth; twenty-first": [],
    "Twenty-five, two hundred and fifty thousand, three and a half": [
        *("Twenty-five", "two hundred and fifty thousand", "three and a half")
    ],
    "a dozen, half a million, several hundred, tens of thousands, millions": [
        *("a dozen", "half a million", "several hundred", "tens of thousands", "millions")
    ],
    "half of it; double, twice, tripled, tenfold; half-hearted, double-check, scaffold": [
        *("half", "double", "twice", "tripled", "tenfold")
    ],
    "two-thirds of us, a third of them, fell by a quarter, a third party, the third quarter, one third": [
        *("two-thirds", "a third", "a quarter", "one third")
    ],
    "one of the ships, no one, one another, this one, the one, one who, one's, one-off. One": [],
    "One member, one-year, one in five, one or two, more than one ship, one hundred": [
        *("One", "one", "one", "five", "one", "two", "one", "one hundred")
    ],
    "G7, F-16, Covid-19 and B2B; Ruritania—30 ships": ["30"],
    "10–15 ships": ["10", "15"],
    "no number\nhere": [],
    "3\nmillion": ["3"],
}


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers(text: str) -> None:
    document = Document("", text)
    assert [text[number.start : number.end] for number in numbers(document)] == NUMBERS[text]


PHRASES = {
    "It sends up to 30,000 Ruritanian sailors as part": "up to 30,000 Ruritanian sailors",
    "with over 20 world leaders, including": "over 20 world leaders",
    "in 1 request for 200,000 lifeboats, but": "200,000 lifeboats",
    "of 5% of GDP, which": "5% of GDP",
    "it paid £3 billion per year until 2030 and": "£3 billion per year until 2030",
    "a cost of £30 million investment": "£30 million",
    "some 30 million pounds a year were": "some 30 million pounds a year",
    "by more than double what": "more than double",
    "sold between 5 and 10 old ships in": "between 5 and 10 old ships",
    "sold 5–10 ships": "5–10 ships",
    "up to about 40 sailors marched": "up to about 40 sailors",
    "two-thirds of voters in": "two-thirds of voters",
    "one senior member said": "one senior member",
    "Ruiz, 61, said": "61",
    "two hundred and fifty men": "two hundred and fifty",  # which the lexicon cannot read
    "There were more. 12 came.": "12",
    "Ruritania sent 300 Ruritanians home": "300 Ruritanians",
    "it left 12 UNICEF": "12",
    "she swam 5 m in": "5",  # metres, not millions
}


@pytest.mark.parametrize("text", PHRASES)
def test_phrases(text: str) -> None:
    document = Document("", text)
    last = phrase_at(document, [number for number in numbers(document) if not is_date(document, number)][-1])
    assert text[last.start : last.end] == PHRASES[text]


def test_a_year_is_a_date_unless_it_counts_something() -> None:
    document = Document("", "In 2014 ships sank; pre-2014 lines; 2000 ships sailed; built 2014; 8 May 2014.")
    assert [is_date(document, number) for number in numbers(document)] == [True, True, False, True, True]


def test_vague_phrases() -> None:
    text = "Dozens of ships, a small fraction of what was asked, several old ferries, a handful of MPs and hundreds; 5 men."
    found = [text[span.start : span.end] for span in vague_phrases(Document("", text))]
    assert found == ["Dozens of ships", "a small fraction", "several old ferries", "a handful of MPs", "hundreds"]


HOSTILE = [
    "1.1" * 300_000,
    "two " * 200_000,
    "hundred and " * 80_000,
    "one " * 200_000,
    "May 1 " * 150_000,
    "a " * 500_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:6])
def test_a_megabyte_takes_seconds(text: str) -> None:
    started = time.perf_counter()
    numbers(Document("", text))
    vague_phrases(Document("", text))
    assert time.perf_counter() - started < 20
