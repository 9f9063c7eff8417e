"""A private text -> its paragraphs, sentences, quotations and what it repeats."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.evidence.spans import Span
from explainer.evidence.texts import Document, read_document


def paragraphs(text: str) -> list[str]:
    document = read_document("t.txt", text)
    return [document.printed[start:end] for start, end in document.paragraphs]


def sentences(text: str) -> list[str]:
    document = read_document("t.txt", text)
    return [document.printed[start:end] for start, end in document.sentences]


def quotations(text: str) -> list[str]:
    document = read_document("t.txt", text)
    return [document.printed[start:end] for start, end in document.quotations]


# --- spans ------------------------------------------------------------------------------------------------------------


def test_a_span_holds_what_lies_within_and_meets_what_overlaps() -> None:
    span = Span(2, 5)
    assert span.holds(Span(2, 5)) and span.holds(Span(3, 4)) and not span.holds(Span(1, 3))
    assert (
        span.meets(Span(4, 9)) and span.meets(Span(0, 3)) and not span.meets(Span(5, 6)) and not span.meets(Span(0, 2))
    )


# --- paragraphs -------------------------------------------------------------------------------------------------------


def test_each_line_is_a_paragraph() -> None:
    assert paragraphs("One.\nTwo.\nThree.") == ["One.", "Two.", "Three."]


def test_blank_lines_count_for_nothing_where_lines_are_long() -> None:
    long = "word " * 40
    assert paragraphs(f"One.\n\n  \n{long}\nThree.\n") == ["One.", long.strip(), "Three."]


def test_lines_broken_by_hand_are_joined_up_to_the_next_blank_line() -> None:
    assert paragraphs("The tunnel\nis  long.\n\n\nIt is\ndeep.\n") == ["The tunnel is long.", "It is deep."]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028", "\u0085", "\x0c"])
def test_every_kind_of_line_break_ends_a_line(end: str) -> None:
    assert paragraphs(f"One.{end}Two.") == ["One.", "Two."]
    assert paragraphs(f"One.{end}{end}Two.") == ["One.", "Two."]


def test_a_line_of_spaces_without_width_is_no_paragraph() -> None:
    assert paragraphs("One.\n\u200b\u00a0\nTwo.") == ["One.", "Two."]


def test_paragraphs_are_counted_from_one() -> None:
    document = read_document("t.txt", "One.\nTwo.\nThree.")
    assert [document.paragraph(place) for place in (0, 3, 5, 9, 10, 15)] == [1, 1, 2, 2, 3, 3]


def test_places_are_those_of_the_normalised_text() -> None:
    document = read_document("t.txt", "  A\u00ad  \u00a0“b”\r\n\r\ncafe\u0301 ")
    assert (document.printed, document.folded, document.flat) == ("A “b”\ncafé", 'A "b"\ncafé', 'A "b" café')


def test_the_hash_is_blind_to_typography_and_to_nothing_else() -> None:
    first, same, other = (read_document("t.txt", text) for text in ("“It’s” – 5", '"It\'s"  - 5\n', "“It’s” – 6"))
    assert first.sha256 == same.sha256 != other.sha256


# --- sentences --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "One came.|Two left.",
        "Really?|Yes!|No.",
        "It cost £1.2 billion.|That is all.",
        "Mr. Ruiz met Gen. Oke and J. R. Vane at St. Ann's.|They left.",
        "It opens at 5 p.m. in May.|Then it closes.",
        "It weighs 3.5 tonnes.|30 came.",
        "He said: “It is done.”|She left.",
        "“Stop!” he said.|“Why?”|“Because.”",
        "It closed (at last.)|(It was May.)",
        "It was e.g. here, i.e. there.|Fine.",
        "In 2031.|É was next.",
        "The U.S. fleet came.|It left",
    ],
)
def test_sentences(text: str) -> None:
    assert sentences(text.replace("|", " ")) == text.split("|")


@pytest.mark.parametrize(
    "text", ["one came. two left.", "It rose 3. 5 not.", "no end at all", "a.b.c", "...", "“", "5"]
)
def test_sentences_lose_no_word(text: str) -> None:
    assert " ".join(sentences(text)) == text


def test_a_paragraph_ends_its_last_sentence() -> None:
    assert sentences("A headline\nand a line. More") == ["A headline", "and a line.", "More"]


def test_the_sentence_at_each_place() -> None:
    document = read_document("t.txt", "One came. Two left.\nThree.")
    found = [document.sentence(place) for place in (0, 8, 9, 10, 18, 20, 25)]
    assert found == [Span(0, 9)] * 3 + [Span(10, 19)] * 2 + [Span(20, 26)] * 2


@given(st.text("aA. ?!”“\"'\n)1", max_size=60))
def test_sentences_are_in_order_and_cover_every_word(text: str) -> None:
    document = read_document("t.txt", text)
    rest = list(document.printed)
    last = 0
    for start, end in document.sentences:
        assert last <= start < end
        rest[start:end] = " " * (end - start)
        last = end
    assert not "".join(rest).strip()


# --- quotations -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "She said: “we build” today.",
        "She said: ‘we build’ today.",
        'She said: "we build" today.',
        "She said: 'we build' today.",
        "Sie sagte: „we build“ heute.",
        "Mówi: „we build” dziś.",
        "Sade: ”we build” idag.",
        "Elle dit : «we build» ici.",
        "Elle dit : « we build » ici.",
        "Sie sagte: »we build« heute.",
        "Sie sagte: ‚we build‘ heute.",
        "“we build”",
        "(“we build”)",
        "The–“we build”–plan",
        "“we build”, “",
    ],
)
def test_every_kind_of_quotation_mark(text: str) -> None:
    assert quotations(text) == ["we build"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“One,” he said, “and two.”", ["One,", "and two."]),
        ("'One,' he said, 'and two.'", ["One,", "and two."]),
        ('"One," he said, "and two."', ["One,", "and two."]),
        ("“One”“two”", ["One", "two"]),
        ("“It’s ‘ours’ now,” he said.", ["It’s ‘ours’ now,"]),
        ("'It's a \"plan\" now,' he said.", ['It\'s a "plan" now,']),
        ("‘We don’t build,’ he said.", ["We don’t build,"]),
        ("“”", []),
        ("“ ” and “x”", ["x"]),
    ],
)
def test_several_quotations_and_nested_ones(text: str, found: list[str]) -> None:
    assert quotations(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "It's the port's plan, isn't it? The ships' crews' pay.",
        "It’s the port’s plan, isn’t it? The ships’ crews’ pay.",
        "The workers' union and the owners' club met.",
        "In the 1990's it wasn't.",
        "A 6' wall and a 5\" pipe.",
        "An unclosed “mark is none.",
        "An unclosed 'mark is none.",
        "“One paragraph",
        "No marks at all.",
    ],
)
def test_what_opens_no_quotation(text: str) -> None:
    assert quotations(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "It opened in the '90s, and the dogs' dinner was cold.",
        "The Coast Board (CB)'s plan was the ministers' idea.",
        "Get 'em in, say the sailors' wives.",
    ],
)
def test_an_apostrophe_in_front_of_a_word_opens_no_quotation(text: str) -> None:
    assert quotations(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Really?” she said. He answered: “No.”",
        'Really?" she said. He answered: "No."',
        "Really?' she said. He answered: 'No.'",
        "… to the end.” The board agreed. It voted for “No.”",
    ],
)
def test_a_mark_that_closes_what_never_opened_does_not_make_a_quotation_of_what_follows(text: str) -> None:
    assert quotations(text) == ["No."]


@pytest.mark.parametrize(
    "text", ["‘The workers’ union will strike,’ he said.", "'The workers' union will strike,' he said."]
)
def test_a_plural_possessive_does_not_close_a_quotation(text: str) -> None:
    assert quotations(text) == [text.split("strike,")[0][1:] + "strike,"]


@pytest.mark.parametrize("mark", ["“”", '""', "‘’"])
def test_a_quotation_may_go_on_in_the_next_paragraph(mark: str) -> None:
    text = f"He said: {mark[0]}We build it.\n{mark[0]}And we run it,{mark[1]} he said."
    assert quotations(text) == ["We build it.", "And we run it,"]


def test_a_mark_in_the_paragraph_before_opens_nothing_where_the_next_does_not_go_on() -> None:
    assert quotations("He said: “We build it.\nAnd they left.") == []


def test_a_quotation_ends_with_its_paragraph() -> None:
    assert quotations("He said: “We build\nit now,” he said.") == []


def test_a_mark_that_is_not_closed_for_pages_is_none() -> None:
    assert quotations("“" + "word " * 1_001 + "”") == []
    assert quotations("“" + "word " * 999 + "”") == [("word " * 999).strip()]


@given(st.text("ab “”‘’\"'«»„‚.\n", max_size=60))
def test_quotations_are_in_order_apart_and_not_blank(text: str) -> None:
    document, last = read_document("t.txt", text), 0
    for start, end in document.quotations:
        assert last <= start < end
        assert document.printed[start:end] == document.printed[start:end].strip() != ""
        last = end


@given(st.text("abc ,", min_size=1, max_size=20).filter(str.strip), st.sampled_from(["“”", "„“", "«»", '""']))
def test_what_stands_between_marks_is_found(words: str, marks: str) -> None:
    inner = " ".join(words.split())
    assert quotations(f"She said {marks[0]}{inner}{marks[1]}.") == [inner]


# --- repeats ----------------------------------------------------------------------------------------------------------

FIRST = "The harbour board met for nine long hours."
SECOND = "It chose the deeper of the two routes."
SHORT = "Nobody spoke."
THIRD = "A second vote is planned for the autumn."


def repeats(text: str) -> list[tuple[str, int]]:
    document = read_document("t.txt", text)
    return [(document.printed[span.start : span.end], first) for span, first in document.repeats]


def test_a_block_of_paragraphs_printed_twice_is_one_repeat() -> None:
    block = f"{FIRST} {SECOND}\n{THIRD}"
    assert repeats(f"Top.\n{block}\nBetween.\n{block}\nEnd.") == [(block, len("Top.\n"))]


def test_a_headline_printed_twice() -> None:
    assert repeats(f"Ministers put a limit on the tunnel\n{FIRST}\nMinisters put a limit on the tunnel\n{SECOND}") == [
        ("Ministers put a limit on the tunnel", 0)
    ]


def test_a_refrain_of_few_words_is_no_repeat() -> None:
    assert repeats(f"{SHORT} {FIRST} {SHORT} {SECOND} {SHORT}") == []


def test_a_sentence_printed_three_times_points_at_the_first_twice() -> None:
    assert repeats(f"{FIRST} {SECOND} {FIRST} {THIRD} {FIRST}") == [(FIRST, 0), (FIRST, 0)]


def test_a_short_sentence_within_a_repeated_block_belongs_to_it() -> None:
    block = f"{FIRST} {SHORT} {SECOND}"
    assert repeats(f"{block} {THIRD} {block}") == [(block, 0)]


def test_other_typography_is_a_repeat_and_another_digit_is_none() -> None:
    text = "“We’ll need 30 more ships by spring.”"
    assert len(repeats(f'{text}\n{FIRST}\n"We\'ll need 30 more ships by spring."')) == 1
    assert repeats(f"{text}\n{text.replace('30', '31')}") == []


# --- a megabyte of what no report looks like --------------------------------------------------------------------------

MANY = 1_000_000


@pytest.mark.parametrize("mark", ['"', "'"])
def test_a_million_straight_marks_are_no_quotation(mark: str) -> None:
    assert Document("t.txt", mark * MANY).quotations == ()


@pytest.mark.parametrize("mark", ["“", "‘", "«", "„"])
def test_a_million_opening_marks_are_no_quotation(mark: str) -> None:
    assert Document("t.txt", mark * MANY).quotations == ()


def test_a_hundred_thousand_quotations_are_found() -> None:
    assert len(Document("t.txt", "“x” said. " * (MANY // 10)).quotations) == MANY // 10


def test_a_text_without_the_end_of_a_sentence_is_one() -> None:
    assert Document("t.txt", ("word " * (MANY // 5)).strip()).sentences == (Span(0, MANY - 1),)


@pytest.mark.parametrize(("text", "count"), [("a. ", 1), ("A. ", 1), ("Mr. A ", 1), ("Ab. ", MANY // 4)])
def test_stops_that_end_nothing_leave_one_sentence(text: str, count: int) -> None:
    assert len(Document("t.txt", (text * (MANY // 4)).strip()).sentences) == count


def test_a_sentence_printed_over_and_over_is_one_long_repeat_or_many() -> None:
    document = Document("t.txt", (f"{FIRST} " * (MANY // 43)).strip())
    assert sum(span.end - span.start for span, _ in document.repeats) > MANY * 0.9


def test_a_million_short_paragraphs() -> None:
    document = read_document("t.txt", "a\n" * (MANY // 2))
    assert len(document.paragraphs) == document.paragraph(len(document.printed)) == MANY // 2
