"""Items and a text -> where each stands, or why it stands nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.dates import parse_date
from explainer.evidence.finding import MAX_INSERTION, MAX_OMISSION, occurrences, places_of
from explainer.evidence.items import Item, items_of
from explainer.evidence.matching import Found, Miss, Outcome, match_items
from explainer.evidence.texts import read_document
from explainer.evidence.words import Part, literal, needle
from explainer.model import Figure, Ignored, Measure, Mention, Note, Person, Prose, Quote, Source
from explainer.problems import Place
from explainer.yamltext import Text

PLACE = Place("content/sources/s.yaml")
COMMON: dict[str, Any] = {"place": PLACE, "places": {}}


def typed(fields: Mapping[str, str | None]) -> dict[str, Any]:
    return {name: None if words is None else Text(words, PLACE) for name, words in fields.items()}


def quote(exact: str, kind: str = "speech", id: str = "q", **fields: str) -> Quote:
    return Quote(**typed({"id": id, "exact": exact, "kind": kind, **fields}), **COMMON)


def figure(as_printed: str, id: str = "f", **fields: str) -> Figure:
    measure = Measure(**typed({"id": "m", "title": "M"}), **COMMON)
    return Figure(measure=measure, **typed({"id": id, "as_printed": as_printed, **fields}), **COMMON)


def mention(*names: str, role: str | None = None, id: str = "ana") -> Mention:
    person = Person(**typed({"id": id, "name": "Ana"}), **COMMON)
    return Mention(person=person, names=tuple(Text(name, PLACE) for name in names), **typed({"role": role}), **COMMON)


def note(passage: str) -> Note:
    return Note(text=Prose(Text("x", PLACE), ("x",)), **typed({"kind": "ambiguous", "passage": passage}), **COMMON)


def ignored(passage: str) -> Ignored:
    return Ignored(**typed({"passage": passage, "reason": "x"}), **COMMON)


def source(
    *records: Quote | Figure | Mention | Note | Ignored, headline: str | None = None, credit: str = ""
) -> Source:
    def of(kind: type) -> Any:
        return tuple(record for record in records if isinstance(record, kind))

    date = parse_date("2024-05-03")
    fields = typed({"headline": headline or "H", "headline_by": "source" if headline else "editor", "text": "t.txt"})
    fields |= typed({"date_basis": "printed", "credit": credit or None, "id": "s"})
    lists = {"quotes": Quote, "figures": Figure, "people": Mention, "notes": Note, "ignore": Ignored}
    kinds = {name: of(kind) for name, kind in lists.items()}
    return Source(summary=Prose(Text("x", PLACE), ("x",)), date_published=date, **kinds, **fields, **COMMON)


def outcomes(text: str, *records: Quote | Figure | Mention | Note | Ignored, **fields: str) -> dict[str, Outcome]:
    return match_items(items_of(source(*records, **fields)), read_document("t.txt", text))


def where(text: str, outcome: Outcome) -> str:
    """The words of an outcome's parts, and of the text behind them up to a stop; or its cause."""
    if isinstance(outcome, Miss):
        return outcome.cause
    printed = read_document("t.txt", text).printed
    return "|".join(printed[start:end] for start, end in outcome.parts)


def quoted(text: str, exact: str, kind: str = "speech", **fields: str) -> str:
    return where(text, outcomes(text, quote(exact, kind, **fields))["quotes/q"])


def counted(text: str, as_printed: str, **fields: str) -> str:
    return where(text, outcomes(text, figure(as_printed, **fields))["figures/f"])


def at(text: str, outcome: Outcome) -> int:
    """The paragraph of what was found."""
    assert isinstance(outcome, Found), outcome
    return read_document("t.txt", text).paragraph(outcome.span.start)


# --- whole words and numbers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("80", "in 1980"),
        ("80", "of 80,000"),
        ("80", "of 180"),
        ("80", "of 1,80"),
        ("30", "of 30,000"),
        ("000", "of 30,000"),
        ("3", "of 3.5"),
        ("5", "of 3.5"),
        ("3", "of 3,5"),
        ("10", "of 10²"),
        ("2", "of 2½"),
        ("3", "of 3m"),
        ("1980", "the 1980s"),
        ("5", "the 5th"),
        ("ten", "often"),
        ("ten", "tents"),
        ("run", "rerun"),
        ("é", "café"),
    ],
)
def test_a_part_of_a_word_or_number_is_not_it(number: str, text: str) -> None:
    assert list(occurrences(Part(number), f"It was {text} then")) == []
    assert list(occurrences(Part(number), text)) == []


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("30", "30"),
        ("2031", "by 2031"),
        ("30", "30."),
        ("30", "30, and"),
        ("30", "(30)"),
        ("30", "£30"),
        ("30", "30%"),
        ("30,000", "30,000."),
        ("3.5", "3.5, 4"),
        ("it", '"it"'),
        ("the port", "the port's"),
        ("5", "a, 5"),
        ("30", "of 30"),
    ],
)
def test_a_whole_word_or_number_is_found_wherever_it_stands(words: str, text: str) -> None:
    assert [text[start:end] for start, end in occurrences(Part(words), text)] == [words]


def test_a_part_that_our_letters_end_may_stop_in_a_word_near_its_end() -> None:
    assert list(occurrences(Part("we buil", ends_word=False), "we build")) == [(0, 7)]
    assert list(occurrences(Part("we buil", ends_word=False), "we buildings")) == []
    assert list(occurrences(Part("e buil", ends_word=False), "we build")) == []


def test_a_letter_whose_case_is_ours_is_found_in_either() -> None:
    assert list(occurrences(Part("We build", free=(0,)), "We build, we build, WE build")) == [(0, 8), (10, 18)]


def test_occurrences_may_overlap() -> None:
    assert len(list(occurrences(Part("no, no"), "no, no, no"))) == 2


def test_words_are_found_across_the_end_of_a_paragraph_but_not_a_quotation() -> None:
    text = "The board met\nin the harbour. “We build\nships.”"
    assert where(text, outcomes(text, note("met in the harbour"))["notes/met in the harbour"]) == "met\nin the harbour"
    assert quoted(text, "We build ships") == "unquoted"


@given(st.text("ab 1,.", min_size=1, max_size=30), st.text("ab 1,.", min_size=1, max_size=4).filter(str.strip))
def test_what_is_found_stands_there_letter_for_letter(text: str, words: str) -> None:
    for (span,) in places_of(literal(words), read_document("t", text)):
        found = read_document("t", text).flat
        assert found[span.start : span.end] == literal(words).whole
        assert not (found[span.start - 1 : span.start].isalnum() and found[span.start].isalnum())


@pytest.mark.parametrize("words", ["\u200c", "\u200d\u200c", "\u00ad"])
def test_words_that_show_nothing_are_not_found(words: str) -> None:
    text = "“We build it,” she said."
    assert quoted(text, words, "term") == "not found"
    assert where(text, outcomes(text, quote("We build it", attribution=words))["quotes/q/attribution"]) == "not found"
    assert all(isinstance(outcome, Miss) for outcome in outcomes(text, mention(words, role=words)).values())


def test_dots_alone_are_no_quotation() -> None:
    assert quoted("It was “a … trick” and “more ... of it”.", "…", "term") == "not found"


# --- quotations -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("marks", ["“”", "‘’", '""', "''", "«»", "„“"])
def test_a_quote_stands_between_quotation_marks(marks: str) -> None:
    text = f"She said: {marks[0]}We build it,{marks[1]} and we build it well."
    assert quoted(text, "We build it,") == quoted(text, "We build it,", "fragment") == "We build it,"
    assert quoted(text, "build it well") == "unquoted"


def test_a_quote_of_a_document_needs_no_marks() -> None:
    assert quoted("Article 5 reads: the port is free.", "the port is free", "document") == "the port is free"


def test_a_quote_may_not_run_over_a_closing_mark() -> None:
    assert quoted("“We build,” she said. “We run.”", "We build,” she said. “We run.") == "unquoted"
    assert quoted("“We build,” she said.", "We build,” she") == "unquoted"


@pytest.mark.parametrize("text", ["We build, he said. “And we run it.”", "“We build,” he said, and we run it."])
def test_every_part_stands_between_quotation_marks(text: str) -> None:
    assert quoted(text, "We build … we run it") == "unquoted"


def test_the_quoted_of_two_places_is_meant() -> None:
    text = "It is cheap, she thinks.\n“It is cheap,” she said."
    assert at(text, outcomes(text, quote("is cheap"))["quotes/q"]) == 2


def test_narration_between_two_quotations_is_not_quoted() -> None:
    text = "Really?” she said. The plan is dead. He answered: “No.”"
    assert quoted(text, "The plan is dead") == "unquoted"


def test_narration_between_apostrophes_is_not_quoted() -> None:
    assert quoted("In the '90s, it was a mess, say the dockers' wives.", "it was a mess", "fragment") == "unquoted"


@pytest.mark.parametrize(
    ("exact", "found"),
    [
        ("We will … build it", "We will|build it"),
        ("We will, with [help], build it", "We will, with|, build it"),
        ("[They] will, with God’s help, build it", "will, with God’s help, build it"),
        ("[w]e will, with", "We will, with"),
        ("… with God's help …", "with God’s help"),
        ("We … with ... build it", "We|with|build it"),
        ("build it … We will", "not found"),
        ("We will build it", "not found"),
        ("we will", "not found"),
        ("We wil", "not found"),
    ],
)
def test_parts_stand_in_their_order(exact: str, found: str) -> None:
    assert quoted("She said: “We will, with God’s help, build it.”", exact) == found


def test_parts_stand_in_one_paragraph() -> None:
    text = "“We build\n“And we run it,” she said."
    assert quoted(text, "We build … we run it") == "not found"


def test_an_omission_ends_somewhere() -> None:
    at_most, too_many = (f"“We {'very ' * n}big.”" for n in (MAX_OMISSION, MAX_OMISSION + 1))
    assert quoted(at_most, "We … big") == "We|big"
    assert quoted(too_many, "We … big") == "not found"


@pytest.mark.parametrize(
    "lost", ["not", "never", "NOT", "no longer", "hardly", "neither", "won’t", "won't", "without a doubt"]
)
def test_an_omission_may_not_turn_the_sense_round(lost: str) -> None:
    text = f"She said: “We will {lost} build it.”"
    assert quoted(text, "We will … build it") == "negation"
    assert quoted(text, "We will [surely] build it") == "not found"


def test_the_nearest_beginning_before_the_end_is_meant() -> None:
    text = "We said: “We shall build.”"
    assert quoted(text, "We … build") == "We|build"
    assert outcomes(text, quote("We … build"))["quotes/q"] == Found(((10, 12), (19, 24)))  # type: ignore[arg-type]
    assert quoted("“We did not say that. We said it was time to build.”", "We … build") == "We|build"


@pytest.mark.parametrize("lost", ["3 or 4", "2031", "thirty", "not", "never", "don't", "very " * (MAX_INSERTION + 1)])
def test_an_insertion_may_not_stand_for_numbers_negations_or_much(lost: str) -> None:
    assert quoted(f"“We {lost} build it.”", "We [all] build it") == "not found"


def test_an_insertion_may_stand_for_some_words_or_none() -> None:
    assert quoted(f"“We {'very ' * MAX_INSERTION}build it.”", "We [all] build it") == "We|build it"
    assert quoted("“We build it.”", "We [all] build it") == "We|build it"


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("We will never pay", "We will [for]ever pay"),
        ("We are unable to pay", "We are [quite ]able to pay"),
        ("We need 3,000 ships", "We need 3[0],000 ships"),
        ("We need 3 ships", "We need 3[0] ships"),
        ("He will pay", "[W]e will pay"),
        ("They know where it is", "They know [h]ere it is"),
    ],
)
def test_our_letters_do_not_make_another_word_of_what_they_touch(text: str, exact: str) -> None:
    assert quoted(f"He said: “{text}.”", exact) == "not found"


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("We will pay", "[w]e will pay"),
        ("he builds ships", "he build[ing] ships"),
        ("So, we will pay", "So … [W]e will pay"),
        ("So, we will pay", "… [W]e will pay"),
        ("the plan, they pay", "the plan[:] they pay"),
    ],
)
def test_a_capital_or_an_ending_may_be_ours(text: str, exact: str) -> None:
    assert quoted(f"He said: “{text}.”", exact) != "not found"


def test_brackets_and_dots_of_the_text_are_matched_as_they_are() -> None:
    text = "He wrote: “It is [sic] theirs ... now.”"
    assert quoted(text, "It is [sic] theirs ... now") == "It is [sic] theirs ... now"


def test_parts_of_two_speakers_are_not_one_quotation() -> None:
    text = "“We will build it,” said Ana. “We would rather leave,” said Bo."
    assert quoted(text, "We will build it … We would rather leave") != "We will build it|We would rather leave"


def test_a_quotation_that_the_report_interrupts_may_be_one() -> None:
    assert quoted("“We will,” she said, “build it.”", "We will … build it") == "We will|build it"


# --- two places -------------------------------------------------------------------------------------------------------

TWICE = "“It is cheap,” said Ana Ruiz.\nLater “it is cheap,” said Bo. And “it is cheap” again."


def test_a_quote_in_two_places_is_ambiguous() -> None:
    assert quoted(TWICE, "is cheap") == "ambiguous"
    outcome = outcomes(TWICE, quote("is cheap"))["quotes/q"]
    assert isinstance(outcome, Miss) and len(outcome.places) == 3


def test_the_attribution_settles_which_is_meant() -> None:
    found = outcomes(TWICE, quote("is cheap", attribution="said Bo"))
    assert at(TWICE, found["quotes/q"]) == 2
    assert where(TWICE, found["quotes/q/attribution"]) == "said Bo"


def test_who_is_unnamed_settles_which_is_meant() -> None:
    text = "“It is cheap,” said a clerk.\n“It is cheap,” said Bo."
    assert at(text, outcomes(text, quote("It is cheap", unnamed="a clerk"))["quotes/q"]) == 1


@pytest.mark.parametrize(
    ("passage", "paragraph"), [("It is cheap,” said", 1), ("Later “it is cheap", 2), ("Later … Bo", 2)]
)
def test_a_passage_settles_which_is_meant(passage: str, paragraph: int) -> None:
    assert at(TWICE, outcomes(TWICE, quote("is cheap", passage=passage))["quotes/q"]) == paragraph


def test_a_passage_without_the_words_settles_nothing() -> None:
    text = f"{TWICE}\nThe ferry left."
    assert quoted(text, "is cheap", passage="The ferry left") == "not found"


def test_a_passage_in_two_places_is_ambiguous() -> None:
    text = "The ferry left. Ana waved. The ferry left."
    assert where(text, outcomes(text, note("The ferry left"))["notes/The ferry left"]) == "ambiguous"


def test_a_term_is_placed_at_the_first() -> None:
    assert at(TWICE, outcomes(TWICE, quote("is cheap", "term"))["quotes/q"]) == 1


def test_what_stands_in_a_repeat_is_placed_at_the_first_printing() -> None:
    block = "“It is a very cheap tunnel,” said Ana Ruiz on Monday.\nIt costs £30 million more than the bridge did."
    text = f"Top line.\n{block}\nBetween.\n{block}"
    found = outcomes(
        text, quote("a very cheap tunnel"), figure("£30 million"), mention("Ana Ruiz"), note("Ruiz on Monday")
    )
    assert {key: at(text, outcome) for key, outcome in found.items()} == {
        "quotes/q": 2,
        "figures/f": 3,
        "people/ana/names/Ana Ruiz": 2,
        "notes/Ruiz on Monday": 2,
    }


def test_a_figure_in_a_short_sentence_of_a_repeated_block_is_placed_at_the_first() -> None:
    block = (
        "The harbour board met for nine hours on Monday. It costs £30 million. A vote is planned for the coming autumn."
    )
    text = f"{block}\nBetween.\n{block}"
    assert counted(text, "£30 million") == "£30 million"


def test_what_is_ignored_attracts_nothing() -> None:
    text = "Read more: “Tunnel costs 30 ships”\nAna Ruiz said: “Tunnel costs 30 ships”, or so."
    found = outcomes(text, ignored("Read more: … ships”"), quote("Tunnel costs"), figure("30 ships"))
    assert (at(text, found["quotes/q"]), at(text, found["figures/f"])) == (2, 2)


def test_all_places_of_what_is_ignored_are_meant() -> None:
    text = "Share this. 30 ships left. Share this."
    outcome = outcomes(text, ignored("Share this"))["ignore/Share this"]
    assert isinstance(outcome, Found) and len(outcome.also) == 2


def test_words_only_in_what_is_ignored_are_still_found() -> None:
    text = "Read more: “Tunnel costs 30 ships”"
    assert where(text, outcomes(text, ignored(text), quote("Tunnel costs"))["quotes/q"]) == "Tunnel costs"


# --- figures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("up to 30,000 troops", "30,000 troops"),
        ("as many as 30,000 troops", "30,000 troops"),
        ("no more than 30,000", "30,000"),
        ("not more than 30,000", "30,000"),
        ("more than about 30 ships", "30 ships"),
        ("about 30 ships", "30 ships"),
        ("£3 billion a year", "£3 billion"),
        ("£3 billion per year until 2030", "£3 billion"),
        ("£3 billion until 2030", "£3 billion"),
        ("£3 billion", "£3"),
        ("£3 billion", "3 billion"),
        ("10 to 20 ships", "10"),
        ("10 to 20 ships", "20 ships"),
        ("10-20 ships", "20 ships"),
        ("between 10 and 20 ships", "20 ships"),
        ("£1bn–£2bn", "£1bn"),
        ("5 per cent", "5"),
        ("5% of GDP", "5"),
        ("5 percentage points", "5"),
        ("two-thirds", "two"),
        ("half a million", "half"),
        ("twenty-five ships", "five ships"),
        ("five thousand ships", "five"),
    ],
)
def test_a_figure_is_not_cut_short(text: str, figure: str) -> None:
    assert counted(f"They name {text}, she said.", figure) == "cut short"


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("1/2", "1"),
        ("1’500’000 ships", "500"),
        ("≥ 5%", "5%"),
        ("fewer than the 30,000 ships", "30,000 ships"),
        ("up to three dozen or so metres", "three dozen or so metres"),
        ("30 000 ships", "30"),
        ("30\u202f000 ships", "30"),
        ("30 000 ships", "000 ships"),
        ("a hundred and fifty ships", "fifty ships"),
        ("a hundred and fifty ships", "a hundred"),
        ("two and a half million ships", "two"),
        ("two and a half million ships", "a half million ships"),
        ("-5 degrees", "5 degrees"),
        ("−5 degrees", "5 degrees"),
        ("minus 5 degrees", "5 degrees"),
        ("a fall of .5 per cent", "5 per cent"),
        ("A$3 billion", "$3 billion"),
        ("30+ ships", "30"),
        ("30 or more ships", "30"),
        ("30 ships or more", "30 ships"),
        ("30 ships at most", "30 ships"),
        ("at the most 30 ships", "30 ships"),
        ("30-odd ships", "30"),
        ("Covid-19", "19"),
        ("one in five ships", "five ships"),
    ],
)
def test_a_figure_is_not_cut_short_where_the_whole_is_no_phrase_of_the_lexicon(text: str, figure: str) -> None:
    """Words and numbers round it that make another quantity of it, though `parse_quantity` cannot say which."""
    assert counted(f"They name {text}, she said.", figure) in ("cut short", "not found")


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("up to 30,000 troops", "up to 30,000 troops"),
        ("30,000 troops as part of a force", "30,000 troops"),
        ("30,000 troops", "30,000"),
        ("£3 billion a year until 2030", "£3 billion a year until 2030"),
        ("10 to 20 ships", "10 to 20"),
        ("10 to 20 ships", "10 to 20 ships"),
        ("twenty-five ships", "twenty-five"),
        ("a 30-year lease", "30"),
        ("in 30 ports, over 20 ships", "30 ports"),
        ("“up to 30” ships", "up to 30"),
        ("dozens of ships", "dozens of ships"),
        ("the number 30", "30"),
    ],
)
def test_a_whole_figure_is_found(text: str, figure: str) -> None:
    assert counted(f"They name {text}, she said.", figure) == figure


@pytest.mark.parametrize(("text", "figure"), [("By 2031", "2031"), ("They were 30", "30"), ("up to 30", "up to 30")])
def test_a_figure_may_end_the_text(text: str, figure: str) -> None:
    assert counted(text, figure) == figure


def test_the_plain_one_of_two_places_is_meant() -> None:
    text = "Up to 30,000 troops may come.\nThe 30,000 troops would train here."
    assert at(text, outcomes(text, figure("30,000 troops"))["figures/f"]) == 2


def test_a_passage_lets_a_year_or_a_rate_stay_outside() -> None:
    text = "It pays £3 billion a year until 2030."
    assert counted(text, "£3 billion", passage="pays £3 billion a year until 2030") == "£3 billion"
    assert counted(text, "£3 billion", passage="pays £3 billion") == "cut short"
    assert counted("They talked about 30 ships.", "30 ships", passage="talked about 30 ships") == "30 ships"
    assert counted("They talked about 30 ships.", "30 ships") == "cut short"
    assert counted("They have £3 billion now.", "£3", passage="have £3 billion now") == "cut short"
    assert counted("It pays up to £3 billion a year.", "£3 billion", passage="pays up to £3 billion") == "cut short"


def test_a_figure_in_two_sentences_is_ambiguous_and_twice_in_one_is_not() -> None:
    assert counted("They sent 30 ships. We saw 30 ships.", "30 ships") == "ambiguous"
    assert counted("They sent 30 ships, and 30 ships came.", "30 ships") == "30 ships"


def test_a_passage_settles_which_figure_is_meant() -> None:
    text = "They sent 30 ships. We saw 30 ships."
    outcome = outcomes(text, figure("30 ships", passage="We … ships"))["figures/f"]
    assert isinstance(outcome, Found) and outcome.span == (27, 35)


def test_a_figure_knows_its_sentence() -> None:
    text = "Top. They sent 30 ships. We saw them."
    outcome = outcomes(text, figure("30 ships"))["figures/f"]
    assert isinstance(outcome, Found) and outcome.sentence == (5, 24)


def test_the_words_of_a_figure_are_literal() -> None:
    assert counted("They sent 30 big ships.", "30 … ships") == "not found"
    assert counted("They sent 30 big ships.", "30 [] ships") == "not found"


# --- names, roles, introductions, headlines ---------------------------------------------------------------------------

PEOPLE = (
    "The transport minister spoke.\nAna Ruiz, the transport minister, met Bo Oke. The ferry chief left.\nMs Ruiz slept."
)


def person(text: str, *names: str, role: str | None = None) -> dict[str, str]:
    found = outcomes(text, mention(*names, role=role))
    return {key.removeprefix("people/ana/"): where(text, outcome) for key, outcome in found.items()}


def test_names_may_stand_anywhere_and_often() -> None:
    assert person(PEOPLE, "Ana Ruiz", "Ms Ruiz", "Ruiz", "ana ruiz", "Rui") == {
        "names/Ana Ruiz": "Ana Ruiz",
        "names/Ms Ruiz": "Ms Ruiz",
        "names/Ruiz": "Ruiz",
        "names/ana ruiz": "not found",
        "names/Rui": "not found",
    }


def test_a_role_stands_beside_the_name() -> None:
    outcome = outcomes(PEOPLE, mention("Ana Ruiz", role="transport minister"))["people/ana/role"]
    assert at(PEOPLE, outcome) == 2


def test_a_role_in_the_paragraph_of_the_name_will_do() -> None:
    assert person(PEOPLE, "Ana Ruiz", role="ferry chief")["role"] == "ferry chief"


def test_a_role_far_from_the_name_is_apart() -> None:
    text = "The ferry chief spoke.\nAna Ruiz left."
    assert person(text, "Ana Ruiz", role="ferry chief")["role"] == "apart"


def test_a_role_may_stand_anywhere_where_no_name_is_found() -> None:
    assert person(PEOPLE, "Bea", role="ferry chief")["role"] == "ferry chief"


def test_who_introduces_a_quote_stands_near_it() -> None:
    text = "The chief spoke.\nNothing.\nBo said: “We build.”\nThe chief left.\nNothing.\nA clerk left."
    found = outcomes(text, quote("We build", attribution="The chief"))["quotes/q/attribution"]
    assert at(text, found) == 4
    assert where(text, outcomes(text, quote("We build", attribution="A clerk"))["quotes/q/attribution"]) == "apart"


def test_a_headline_and_a_credit_are_looked_up_and_one_of_ours_is_not() -> None:
    found = outcomes("Tunnel opens\nCoast Wire", headline="Tunnel opens", credit="Coast Wire")
    assert set(found) == {"headline", "credit"}
    assert all(isinstance(outcome, Found) for outcome in found.values())
    assert outcomes("Tunnel opens") == {}


# --- items ------------------------------------------------------------------------------------------------------------


def keys(*records: Quote | Figure | Mention | Note | Ignored) -> dict[str, str]:
    return {item.key: item.needle.sha256 for item in items_of(source(*records))}


def test_every_item_has_a_key_of_its_own() -> None:
    assert set(
        keys(quote("a", attribution="b", passage="c"), figure("5", passage="d"), mention("E", role="f"), note("g"))
    ) == {
        "quotes/q",
        "quotes/q/attribution",
        "quotes/q/passage",
        "figures/f",
        "figures/f/passage",
        "people/ana/names/E",
        "people/ana/role",
        "notes/g",
    }


def test_words_said_twice_are_one_item() -> None:
    assert list(keys(note("the ferry left"), note("the  ferry left"))) == ["notes/the ferry left"]


def test_words_that_differ_in_capitals_or_signs_are_two_items() -> None:
    assert len(keys(note("the ferry left"), note("The ferry left"), note("the ferry, left"))) == 3


def test_a_key_means_the_same_words_wherever_its_record_is_moved_to() -> None:
    one, two = note("the ferry left"), note("The ferry left")
    assert keys(one, two) == keys(two, one)
    assert keys(two).items() <= keys(one, two).items()


def test_words_of_signs_alone_have_a_key() -> None:
    assert list(keys(note("…"))) == ["notes/…"]


def test_no_outcome_is_lost() -> None:
    records = (quote("a"), quote("b", id="r", attribution="x"), figure("5"), mention("A"), note("g"), ignored("h"))
    assert set(outcomes("Nothing.", *records)) == set(keys(*records))


def test_every_item_is_found_where_its_words_are_the_whole_text() -> None:
    item: Item
    for item in items_of(source(note("It is [sic] … so"), mention("Ana"), headline="Top")):
        document = read_document("t", item.words)
        assert list(places_of(needle(item.words), document)), item.key


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("“We can’t go home.”", "We can"),
        ("“We don’t go home.”", "t go home"),
        ("“We won't.”", "We won"),
        ("“not a penny more”", "a penny more"),
        ("“We will not send ships.”", "… send ships"),
        ("“We will send ships.”", "We will send [30,000] ships"),
        ("“We will send ships.”", "We will send [thirty thousand] ships"),
        ("“They kill.”", "They k[iss]"),
        ("“We can go.”", "We c[ould] go"),
        ("“We go. Then Bo said “home now.”", "Then Bo said"),
        ("“कि”", "क"),
    ],
)
def test_what_would_turn_words_round_is_refused(text: str, exact: str) -> None:
    assert quoted(f"{text} That is all.", exact) in ("not found", "negation", "unquoted")


def test_possessives_and_joined_names_are_whole_words() -> None:
    assert quoted("“It is Ruiz’s plan.”", "It is Ruiz") == "It is Ruiz"
    assert person("Mr O’Brien left d’Arc’s house.", "O’Brien", "Arc") == {
        "names/O'Brien": "O’Brien",
        "names/Arc": "Arc",
    }


def test_a_row_of_dots_and_many_ignored_parts_cost_no_more_than_their_length() -> None:
    assert len(read_document("a.txt", "." * 200_000).sentences) == 1
    text = "“no” and a ferry. " * 8_000
    assert "ambiguous" in {
        o.cause for o in outcomes(text, ignored("a ferry"), quote("no")).values() if isinstance(o, Miss)
    }


def test_what_a_share_is_of_may_be_left_out() -> None:
    text = "Now 40% of the stops have roofs, and more than a third of them own none."
    assert counted(text, "40%") == counted(text, "40% of the stops")[:3] == "40%"
    assert counted(text, "more than a third") == "more than a third"
    assert counted(text, "a third") == "cut short"
