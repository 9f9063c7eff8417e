"""A private text -> the start of its source file: it proposes what an editor records, and is YAML whatever the text."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.drafting import draft_source
from explainer.drafting.scalars import scalar
from explainer.evidence.finding import places_of
from explainer.evidence.holding import Hold
from explainer.evidence.spans import Span
from explainer.evidence.texts import Document, read_document
from explainer.evidence.words import fold, literal, plain_words
from explainer.load import load_content
from explainer.model import Content, Person, Source
from explainer.problems import ContentError, Place, Problem
from explainer.quantity import parse_quantity
from explainer.yamltext import List, Map, Text, Value, read_yaml

ROOT = Path(__file__).parent.parent
TEXTS = ROOT / "texts"


def person(name: str, sort_name: str = "", *other_names: str) -> Person:
    place = Place("")
    return Person(
        id=Text(name.lower().replace(" ", "-"), place),
        name=Text(name, place),
        sort_name=Text(sort_name, place) if sort_name else None,  # type: ignore[arg-type]
        other_names=tuple(Text(other, place) for other in other_names),
        place=place,
        places={},
    )


PEOPLE = [person("Ana Ruiz"), person("Bo von Berg", "Berg, Bo von", "Bo Berg"), person("Carl Ruiz")]

STORY = """\
Harbour tunnel could open in 2031
Published: 3 May 2024
Freeland’s transport minister Dr Ana Ruiz will pay “not a penny more,” she said, than up to £1.2 billion a year until 2030.
“We dig twice: here and there,” von Berg, a retired mining engineer, replied. Ms Ruiz called it “garbage.”
About 5% of GDP went to works under Article 7, and dozens of ships to the Coast Club, whose 3,000 new members met Maria Ruiz.
On 2 May, several members of the Coast Club and 30,000 Freelandish sailors saw the “not a penny more” banner.
Source: Coast Wire
"""


def drafted(text: str, people: Sequence[Person] = PEOPLE) -> dict[str, Value]:
    """The fields of a draft."""
    problems: list[Problem] = []
    value = read_yaml(draft_source("a.txt", text, "a", people), "a.yaml", problems)
    assert isinstance(value, Map) and not problems
    return {str(key): entry for key, entry in value.entries.items()}


def records(fields: dict[str, Value], name: str) -> list[dict[str, str]]:
    """The records of a list, with their text fields."""
    value = fields[name]
    assert isinstance(value, List)
    maps = [item for item in value.items if isinstance(item, Map)]
    assert len(maps) == len(value.items)
    return [{str(k): str(v) for k, v in item.entries.items() if isinstance(v, Text)} for item in maps]


def names(fields: dict[str, Value]) -> dict[str, list[str]]:
    value = fields["people"]
    assert isinstance(value, List)
    found = {}
    for item in value.items:
        assert isinstance(item, Map)
        spellings = item.entries[Text("names", Place(""))]
        assert isinstance(spellings, List)
        found[str(item.entries[Text("person", Place(""))])] = [str(spelling) for spelling in spellings.items]
    return found


# --- what is proposed -------------------------------------------------------------------------------------------------


def test_quantities_are_proposed_as_printed_and_no_dates() -> None:
    figures = records(drafted(STORY), "figures")
    assert [figure["as_printed"] for figure in figures] == [
        *("up to £1.2 billion a year until 2030", "About 5% of GDP", "dozens of ships", "3,000 new members"),
        *("several members", "30,000 Freelandish sailors"),
    ]
    assert [figure["as_printed"] for figure in figures if "vague" in figure] == ["dozens of ships", "several members"]
    assert {"measure", "claimant", "value"}.isdisjoint(key for figure in figures for key in figure)


def test_the_draft_says_how_figures_are_read_and_where_they_stand() -> None:
    draft = draft_source("a.txt", STORY, "a", PEOPLE)
    assert "    # paragraph 3; read as: at most £1.2 billion a year until 2030\n    # measure: ????\n" in draft
    assert (
        "# Dates in the text:\n#   2031 (paragraph 1)\n#   3 May 2024 (paragraph 2)\n#   2 May (paragraph 6)\n" in draft
    )
    assert "#   Article 7 (paragraph 5)\n" in draft  # a name, so a question
    assert "#   twice (paragraph 4)\n" in draft  # recorded with the quotation it stands in


def test_words_that_cannot_be_read_ask_for_a_number() -> None:
    draft = draft_source("a.txt", "Spending has doubled, and 40 ships sail. In a week 40 ships sink.", "a", [])
    assert "as_printed: doubled\n    # value: ????" in draft
    assert "as_printed: 40 ships\n    # passage: ????" in draft  # which of the two?


def test_quotations_keep_their_own_stop_and_lose_what_belongs_to_the_sentence() -> None:
    fields = drafted(STORY + "She said: “It was never our tunnel.” and that “the harbour paid for it itself.”\n")
    assert [(quote["exact"], quote["kind"]) for quote in records(fields, "quotes")] == [
        ("not a penny more", "term"),
        ("We dig twice: here and there", "speech"),
        ("garbage", "term"),
        ("It was never our tunnel.", "speech"),
        ("the harbour paid for it itself.", "fragment"),
    ]


def test_speakers_and_attributions_are_questions() -> None:
    draft = draft_source("a.txt", STORY, "a", PEOPLE)
    assert "# speaker: ana-ruiz ?\n    # attribution: Freeland’s transport minister Dr Ana Ruiz will pay ?\n" in draft
    assert "# speaker: bo-von-berg ?\n    # attribution: von Berg, a retired mining engineer, replied ?\n" in draft
    assert all("speaker" not in quote and "attribution" not in quote for quote in records(drafted(STORY), "quotes"))


def test_people_have_all_their_spellings_and_nobody_gets_a_namesake() -> None:
    assert names(drafted(STORY)) == {"ana-ruiz": ["Dr Ana Ruiz", "Ms Ruiz"], "bo-von-berg": ["von Berg"]}
    draft = draft_source("a.txt", STORY, "a", PEOPLE)
    assert "# role: Freeland’s transport minister ?" in draft and "# role: retired mining engineer ?" in draft
    assert "#   Coast Club (paragraphs 5, 6)\n" in draft and "#   Maria Ruiz (paragraph 5)\n" in draft


def test_a_family_name_of_two_people_is_nobodys_until_one_is_named_in_full() -> None:
    assert names(drafted("Today Ms Ruiz spoke.\nThe end.")) == {}
    assert names(drafted("Today Ms Ruiz spoke of Carl Ruiz.\nThe end.")) == {"carl-ruiz": ["Ms Ruiz", "Carl Ruiz"]}


def test_a_name_without_letters_is_found_nowhere() -> None:
    assert names(drafted("We met Ana.", [person("\u200d")])) == {}


def fields_of(text: str) -> dict[str, str]:
    return {key: str(value) for key, value in drafted(text).items() if isinstance(value, Text)}


BODY = "\nThe minister, who was in Freeland, said that the tunnel would open."
HEADS = {
    "Tunnel opens" + BODY: {"headline": "Tunnel opens", "headline_by": "source"},
    "Who pays for: the tunnel?" + BODY: {"headline": "Who pays for: the tunnel?", "headline_by": "source"},
    "The tunnel opens." + BODY: {},
    "Tunnel opens": {},
    "one two three four five six seven eight nine ten eleven twelve" + BODY: {},
    "date 2024-05-03 The tunnel opened" + BODY: {"date_published": "2024-05-03", "date_basis": "printed"},
    "May 3rd, 2024" + BODY: {"date_published": "2024-05-03", "date_basis": "printed"},
    "The tunnel opened.\nPublished on 3 May 2024 at 10:30" + BODY: {
        "date_published": "2024-05-03",
        "date_basis": "printed",
    },
    "May 2024" + BODY: {"date_published": "2024-05", "date_basis": "printed"},
    "2024-15-40" + BODY: {},
    "3 May" + BODY: {},
    "3 May 2024 was the day on which the tunnel opened." + BODY: {},
    "HARBOUR (Reuters) - The tunnel opened." + BODY: {"credit": "Reuters"},
    "The tunnel opened." + BODY + "\nCoast Wire Services": {"credit": "Coast Wire Services"},
    "The tunnel opened." + BODY + "\nCredit: Coast Agency": {"credit": "Coast Agency"},
    "The tunnel opened." + BODY + "\nBy Town Wire": {"credit": "Town Wire"},
}


@pytest.mark.parametrize("text", HEADS)
def test_headline_date_and_credit_are_taken_only_where_printed(text: str) -> None:
    assert fields_of(text) == {"status": "draft", **HEADS[text], "text": "a.txt"}


def test_a_byline_is_only_asked_about() -> None:
    draft = draft_source("a.txt", "By Dana Fox" + BODY, "a", [])
    assert "# by Dana Fox: is that an agency?" in draft and "\ncredit" not in draft


def test_what_is_printed_twice_is_proposed_once() -> None:
    story = "The port bought 12 ferries at “a fair price” from Dana Fox.\n"
    draft = draft_source("a.txt", story + story, "a", [])
    assert draft.count("as_printed: 12 ferries") == draft.count("a fair price") == draft.count("Dana Fox") == 1
    assert "# paragraph 1\n    exact: a fair price\n" in draft
    assert "# What stands again word for word, in paragraph 2, is left out" in draft


def test_ids_are_given_once() -> None:
    text = "“Go on” and “go on!” and “go on now” and “go on 2” and “€” and “¥”. 5 ships, 5 SHIPS, 7; 7 in all, £7."
    fields = drafted(text)
    for listed in ("quotes", "figures"):
        given_ids = [record["id"] for record in records(fields, listed)]
        assert len(set(given_ids)) == len(given_ids) > 2


def test_a_draft_lacks_only_what_it_asks_for(project: Callable[..., Path]) -> None:
    draft = draft_source("new.txt", STORY, "new", [person("Ana Ruiz")])
    folder = project({"content/sources/new.yaml": draft}) / "content"
    assert {source.id for source in loaded(folder).sources} == {"gazette", "herald"}
    with pytest.raises(ContentError) as raised:
        load_content(folder, "content", hold=Hold.NOTHING, drafts=True)
    problems = raised.value.problems
    assert {problem.code for problem in problems} == {"missing-field"}
    missing = Counter(problem.message.split(" needs ")[1] for problem in problems)
    assert missing == {"the field 'summary'": 1, "the field 'measure'": 6, "a speaker": 1}


# --- YAML of any text -------------------------------------------------------------------------------------------------


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"])))
def test_a_scalar_is_read_back(words: str) -> None:
    problems: list[Problem] = []
    value = read_yaml(f"a: {scalar(words)}\nb: [{scalar(words, in_brackets=True)}, c]\n", "a.yaml", problems)
    assert isinstance(value, Map) and not problems
    first, second = value.entries.values()
    assert first == words and isinstance(second, List) and second.items[0] == words


WORDS = [
    "no",
    "null",
    "1.10",
    "80",
    "a: b",
    "a: it's",
    "'tis",
    "'",
    "a #b",
    "a:",
    "- a",
    "",
    "it's",
    "“a”",
    "[a",
    "£3 a",
    "a, b",
]


@pytest.mark.parametrize("words", WORDS)
def test_words_that_yaml_would_take_for_something_else(words: str) -> None:
    test_a_scalar_is_read_back.hypothesis.inner_test(words)  # type: ignore[attr-defined]


def repeated_run(draft: str, text: str, length: int = 12) -> str:
    """Words of a text that a draft repeats outside `exact`, so many in a row."""
    outside = plain_words("\n".join(line for line in draft.split("\n") if not line.startswith("    exact: ")))
    words = plain_words(text)
    runs = {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}
    rows = (tuple(outside[at : at + length]) for at in range(len(outside) - length + 1))
    return " ".join(next((row for row in rows if row in runs), ()))


PIECES = st.sampled_from(
    (
        "Ana Ruiz|Ms Ruiz|von Berg|Coast Club|Dana Fox,|May 3, 2024|2030|one|two|hundred and|up to|between|£3 billion|5%|"
        "of GDP|a year|until 2030|ships|dozens of|several|minister|president|, the leader,|said|“|”|\"|'|‘|’|«|»|„|: |# |"
        "- |? |\n|\n\n|. |! |* |& |@ |`|{|}|[|]|%|\\|\t|\u2028|\x00|\x85|\ufeff|\u200d|\ud800|½|²|٣|é|e\u0301|---|...|"
        "Source: |By |(Reuters)|Published: |date |Article|Freeland’s|and|Von Der Land"
    ).split("|")
)
ANY_TEXT = st.one_of(
    st.text(),
    st.lists(PIECES, max_size=80).map(" ".join),
    st.lists(st.one_of(PIECES, st.text(max_size=9))).map("".join),
)


@given(ANY_TEXT)
def test_a_draft_of_any_text_is_yaml_and_repeats_no_twelve_words(text: str) -> None:
    fields = drafted(text)
    assert {"text", "figures", "quotes", "people"} <= fields.keys()
    assert repeated_run(draft_source("a.txt", text, "a", PEOPLE), text) == ""


@given(st.text(), st.text(), st.text(min_size=1))
def test_no_name_breaks_a_draft(name: str, source_id: str, known: str) -> None:
    draft = draft_source(name, f"We met {known}, 5.", source_id, [person(known)])
    problems: list[Problem] = []
    assert isinstance(read_yaml(draft, "a.yaml", problems), Map) and not problems


def test_a_long_line_of_names_or_numbers_is_no_way_round() -> None:
    for words in (
        "Dana Fox, Eli Gold, Fay Hill, Gil Iver, Hal Jost, Ida Kant, Joy Lund, Kay Moss. ",
        "two ",
        "May 3, ",
    ):
        assert repeated_run(draft_source("a.txt", "So said " + words * 30, "a", []), "So said " + words * 30) == ""
    long = "one two three four five six seven eight nine ten eleven twelve thirteen"
    for text in (f"So {long} said: “No.”", f"“No,” {long} said.", f"Source: {long}", f"By {long.title()}"):
        assert repeated_run(draft_source("a.txt", text, "a", []), text) == ""
    assert (
        repeated_run(draft_source("a.txt", f"{long.title()}\nAna Ruiz, {long} minister, spoke.", "a", PEOPLE), long)
        == ""
    )


MEGABYTES = {
    "prose": STORY * 1500,
    "quotations": " ".join(f"“quotation {n}” of Ana Ruiz" for n in range(30_000)),
    "numbers": " ".join(f"{n} ships" for n in range(90_000)),
    "names": "Dana Fox met Ana Ruiz and " * 38_000,
    "one name": "Dana " * 200_000,
    "one word": "a" * 1_000_000,
    "one byline": "By " + "A" * 1_000_000 + "!",
}


@pytest.mark.parametrize("name", MEGABYTES)
def test_a_megabyte_takes_seconds(name: str) -> None:
    started = time.perf_counter()
    drafted(MEGABYTES[name])
    assert time.perf_counter() - started < 30


# --- against what editors wrote ---------------------------------------------------------------------------------------


def bare(words: str) -> str:
    return fold(words).strip(" .,;:!?")


def proposed(figure: str, offered: Sequence[str], document: Document) -> bool:
    """Whether a figure is offered in the same words, or as the same quantity in a place that meets its own."""
    if fold(figure) in map(fold, offered):
        return True
    places = [parts[0] for parts in places_of(literal(figure), document)]

    def meets(other: str) -> bool:
        spans = [Span(parts[0].start, parts[-1].end) for parts in places_of(literal(other), document)]
        return any(span.meets(place) for span in spans for place in places)

    return any(parse_quantity(figure) == parse_quantity(other) and meets(other) for other in offered)


def recall(source: Source, text: str, people: Sequence[Person]) -> dict[str, tuple[int, int]]:
    """How many of the quotations, figures, people and names of a source its draft proposes, and of how many."""
    fields = drafted(text, people)
    document = read_document("a.txt", text)
    exact = {bare(quote["exact"]) for quote in records(fields, "quotes")}
    offered = [figure["as_printed"] for figure in records(fields, "figures")]
    named = names(fields)
    spelt = [(mention.person.id, name) for mention in source.people for name in mention.names]
    return {
        "quotations": (sum(bare(quote.exact) in exact for quote in source.quotes), len(source.quotes)),
        "figures": (
            sum(proposed(figure.as_printed, offered, document) for figure in source.figures),
            len(source.figures),
        ),
        "people": (sum(mention.person.id in named for mention in source.people), len(source.people)),
        "names": (sum(name in named.get(known, ()) for known, name in spelt), len(spelt)),
    }


CURATED = """\
headline: Harbour tunnel could open in 2031
headline_by: source
date_published: 2024-05-03
date_basis: printed
text: a.txt
summary: Ours.
figures:
  - {id: a, measure: build-cost, as_printed: up to £1.2 billion a year until 2030}
  - {id: b, measure: build-cost, as_printed: About 5% of GDP}
  - {id: c, measure: build-cost, as_printed: "3,000 new members"}
  - {id: d, measure: build-cost, as_printed: dozens of ships, vague: true}
  - {id: e, measure: build-cost, as_printed: "30,000"}
quotes:
  - {id: a, exact: not a penny more, kind: term}
  - {id: b, exact: "We dig twice: here and there", kind: speech, speaker: ana-ruiz}
  - {id: c, exact: garbage, kind: term}
people:
  - {person: ana-ruiz, names: [Dr Ana Ruiz, Ms Ruiz]}
"""


def test_a_draft_proposes_what_an_editor_recorded(project: Callable[..., Path]) -> None:
    content = loaded(
        project({"content/sources/gazette.yaml": CURATED, "content/explainer.yaml": EXPLAINER}) / "content"
    )
    source = next(source for source in content.sources if source.id == "gazette")
    found = {"quotations": (3, 3), "figures": (5, 5), "people": (1, 1), "names": (2, 2)}
    assert recall(source, STORY, content.people) == found
    assert recall(source, "Nothing of the kind.", content.people)["figures"] == (0, 5)


EXPLAINER = "sections:\n  - id: price\n    heading: How much?\n    text: Something [@gazette; @herald].\n"


def loaded(folder: Path) -> Content:
    return load_content(folder, "content", hold=Hold.NOTHING)[0]


@pytest.mark.skipif(not TEXTS.is_dir(), reason="the texts of the reports are private; link them to texts/ to run this")
def test_drafts_of_the_reports_propose_95_percent_of_what_was_recorded() -> None:
    content = loaded(ROOT / "content")
    for source in content.sources:
        text = (TEXTS / source.text).read_text(encoding="utf-8")
        for kind, (found, of) in recall(source, text, content.people).items():
            assert found >= 0.95 * of, f"{source.id}: {found} of {of} {kind}"
        assert repeated_run(draft_source(source.text, text, source.id, content.people), text) == ""


def test_a_stranger_is_asked_about_without_the_role_before_the_name() -> None:
    text = "The plan was dropped, said Mayor Ada Lund. “No,” said Foreign Minister Bo Oke. The Foreign Minister left."
    draft = draft_source("a.txt", text, "a", ())
    assert "#   Ada Lund (paragraph 1)\n#   Bo Oke (paragraph 1)\n" in draft
    assert "#   Foreign" not in draft and "#   Mayor" not in draft
