"""Words as typed or printed -> one form to compare; what an editor left out or put in -> parts and gaps."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.evidence.words import (
    NORMALISER,
    Needle,
    Part,
    digest,
    fold,
    literal,
    needle,
    negation_in,
    plain_words,
    printed,
)

ODD = "‘’‚‛ʼ′“”„‟″«»‐‑‒–—―−…\u00a0\u2009\u202f\u200b\u200d\ufeff\u00adﬁﬄ²½éÅ\u0301\u0308'\"-. \t\n[]xX10"
texts = st.text(st.sampled_from(ODD) | st.characters(exclude_categories=["Cs"]))


def both(text: str) -> str:
    return fold(printed(text))


# --- one form ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", "‘’‚‛ʼ′'")
def test_single_marks_are_one(mark: str) -> None:
    assert both(f"it{mark}s") == "it's"


@pytest.mark.parametrize("mark", '“”„‟″«»"')
def test_double_marks_are_one(mark: str) -> None:
    assert both(f"{mark}yes{mark}") == '"yes"'


@pytest.mark.parametrize("dash", "‐‑‒–—―−-")
def test_dashes_are_one(dash: str) -> None:
    assert both(f"10{dash}20") == "10-20"


@pytest.mark.parametrize(
    "space", ["\u00a0", "\u2007", "\u2009", "\u200a", "\u202f", "\u3000", "\t", "\n", "\r\n", "  "]
)
def test_spaces_are_one(space: str) -> None:
    assert both(f"{space}three{space}ships{space}") == "three ships"


@pytest.mark.parametrize("nothing", ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"])
def test_what_has_no_width_is_dropped(nothing: str) -> None:
    assert both(f"har{nothing}bour") == "harbour"


@pytest.mark.parametrize(
    ("typed", "plain"), [("ﬁeld", "field"), ("ﬂow", "flow"), ("oﬀer", "offer"), ("oﬃce", "office"), ("baﬄe", "baffle")]
)
def test_ligatures_are_taken_apart(typed: str, plain: str) -> None:
    assert both(typed) == plain


@pytest.mark.parametrize(
    "words", ["10²", "H₂O", "½", "№ 5", "…", "Tunnel", "TUNNEL", "3,000.5", "a; b!", "Å", "™", "[sic]"]
)
def test_what_carries_meaning_stays(words: str) -> None:
    assert both(words) == words


def test_letters_are_composed() -> None:
    assert both("cafe\u0301") == "caf\u00e9"
    assert both("cafe\u200d\u0301") == "caf\u00e9"


@pytest.mark.parametrize(
    ("one", "other"), [("10²", "102"), ("Mr", "mr"), ("a.", "a"), ("3.5", "35"), ("é", "e"), ("ß", "ss")]
)
def test_what_differs_in_more_than_typography_stays_different(one: str, other: str) -> None:
    assert both(one) != both(other)


@given(texts)
def test_printing_twice_is_printing_once(text: str) -> None:
    assert printed(printed(text)) == printed(text)


@given(texts)
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_the_whole_form_is_final(text: str) -> None:
    assert both(both(text)) == both(text)


@given(texts)
def test_folding_changes_no_letter_and_no_digit_but_the_letter_apostrophe(text: str) -> None:
    changed = [a for a, b in zip(text, fold(text), strict=True) if a != b and a.isalnum()]
    assert set(changed) <= {"ʼ"}


@given(texts)
def test_a_printed_text_is_one_line_without_double_spaces(text: str) -> None:
    assert not re.search(r"\s\s|[\n\r\t]|\A\s|\s\Z", printed(text))


def test_who_changes_the_form_raises_its_number() -> None:
    """If this fails, locks that were written before would be read wrongly: raise NORMALISER, then mend the hash."""
    sample = "e\u0301 x".join(map(chr, (*range(0x250), *range(0x2000, 0x2070), *range(0xFB00, 0xFB05), 0x2212, 0xFEFF)))
    found = digest(both(sample))
    assert (NORMALISER, found[:12]) == (1, "f1a048661704")


def test_lone_surrogates_have_a_hash() -> None:
    assert digest("\ud800") != digest("\ud801")


# --- parts and gaps ---------------------------------------------------------------------------------------------------


def parts(words: str) -> list[str]:
    return [part.text for part in needle(words).parts]


@pytest.mark.parametrize("dots", ["…", "...", ". . .", "[…]", "[...]", "[. . .]", "[ … ]", "[ ... ]"])
def test_every_way_to_leave_words_out(dots: str) -> None:
    found = needle(f"We will {dots} build it")
    assert found.parts == (Part("We will"), Part("build it"))
    assert found.gaps == ("omission",)


@pytest.mark.parametrize("dots", ["…", "...", ". . .", "[…]"])
def test_dots_at_the_ends_leave_one_part(dots: str) -> None:
    assert needle(f"{dots} we build {dots}").parts == (Part("we build"),)
    assert needle(f"{dots}we build{dots}").parts == (Part("we build"),)
    assert needle(f"{dots} we build {dots}").gaps == ()


def test_dots_between_words_without_spaces_still_part_whole_words() -> None:
    assert needle("wait…what").parts == (Part("wait"), Part("what"))


def test_an_insertion_stands_between_two_parts() -> None:
    found = needle("We [the ministers] build")
    assert (found.parts, found.gaps) == ((Part("We"), Part("build")), ("insertion",))


def test_an_insertion_at_the_ends_leaves_whole_words() -> None:
    assert needle("[We] build [it]").parts == (Part("build"),)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("[W]e build", Part("We build", free=(0,))),
        ("we buil[d]", Part("we buil", ends_word=False)),
        ("… [W]e build", Part("We build", free=(0,))),
        ("we buil[d] …", Part("we buil", ends_word=False)),
    ],
)
def test_a_part_may_break_a_word_only_where_our_letters_touch_it(words: str, part: Part) -> None:
    assert needle(words).parts == (part,)


def test_an_insertion_glued_on_in_the_middle_touches_one_side() -> None:
    assert needle("they buil[d] ships").parts == (Part("they buil", ends_word=False), Part("ships"))
    assert needle("they [re]build ships").parts == ()


def test_an_omission_before_a_glued_insertion_leaves_the_word_open() -> None:
    assert needle("We said … [w]e build").parts[1] == Part("we build", free=(0,))


@pytest.mark.parametrize("words", ["We … [also] build", "We [also] … build", "We … … build", "We [a] … [b] build"])
def test_an_omission_beside_an_insertion_is_an_omission(words: str) -> None:
    found = needle(words)
    assert (parts(words), found.gaps) == (["We", "build"], ("omission",))


@pytest.mark.parametrize("words", ["…", "[…]", "... ...", "[we]", "… [we] …"])
def test_without_words_of_the_text_there_is_no_part(words: str) -> None:
    assert needle(words).parts == ()


def test_brackets_of_a_name_mean_themselves() -> None:
    assert literal("Ana [Ruiz] …") == Needle("Ana [Ruiz] …", (Part("Ana [Ruiz] …"),), ())


@given(texts)
def test_a_needle_never_fails_and_has_a_gap_between_any_two_parts(text: str) -> None:
    found = needle(text)
    assert len(found.gaps) == max(0, len(found.parts) - 1)
    assert all(part.text == part.text.strip() != "" for part in found.parts)


@given(texts.filter(lambda text: not re.search(r"[\[…]|\. ?\.", printed(text))))
def test_words_without_signs_are_found_as_they_would_be_with_more_left_out_behind(text: str) -> None:
    assert needle(text).parts == literal(text).parts == needle(f"{text} […]").parts


@given(texts)
def test_every_part_is_in_what_was_typed(text: str) -> None:
    found, at = needle(text), 0
    for part in found.parts:
        at = found.whole.index(part.text, at) + len(part.text)


# --- the hash of a needle ---------------------------------------------------------------------------------------------

QUOTED = "“We can’t … [the tunnel] build 30,000 m² – or 10 [t]unnels,” she said. . . . It’s [5] ‘é’"
LIKEWISE = [
    QUOTED.replace("“", '"').replace("”", '"'),
    QUOTED.replace("’", "'").replace("‘", "‛"),
    QUOTED.replace("–", "-").replace("-", "—"),
    QUOTED.replace("…", "...").replace(". . .", "[…]"),
    QUOTED.replace(" ", "\u00a0"),
    QUOTED.replace(" ", "  "),
    QUOTED.replace("é", "e\u0301"),
    QUOTED.replace("tunnel", "tun\u00adnel"),
]


@pytest.mark.parametrize("same", LIKEWISE)
def test_other_typography_has_the_same_hash(same: str) -> None:
    assert needle(same).sha256 == needle(QUOTED).sha256


@pytest.mark.parametrize("place", [n for n, char in enumerate(QUOTED) if char.isalnum()])
def test_any_other_letter_or_digit_has_another_hash(place: int) -> None:
    hashes = {needle(QUOTED[:place] + c + QUOTED[place + 1 :]).sha256 for c in string.ascii_letters + string.digits}
    assert len(hashes) == 62
    assert needle(QUOTED[:place] + QUOTED[place + 1 :]).sha256 not in hashes


@given(st.text("ab1 …[].“'", min_size=1), st.data())
def test_a_letter_put_in_anywhere_changes_the_hash(words: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words)))
    assert needle(words[:place] + "z" + words[place:]).sha256 != needle(words).sha256


@pytest.mark.parametrize("words", ["We build", "[W]e build", "not a penny more", "£1.2 billion"])
def test_words_without_dots_have_the_hash_of_themselves(words: str) -> None:
    assert needle(words).sha256 == literal(words).sha256 == digest(words)


def test_an_omission_and_an_insertion_have_different_hashes() -> None:
    assert len({needle(words).sha256 for words in ("a … b", "a [c] b", "a [d] b", "a b", "a c b")}) == 5


# --- words, one by one ------------------------------------------------------------------------------------------------


def test_plain_words_are_small_letters_and_digits() -> None:
    assert plain_words("The “Harbour” isn’t 30,000 — É!") == ["the", "harbour", "isn", "t", "30", "000", "é"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("we do not build", "not"),
        ("we can't build", "can't"),
        ("Never again", "Never"),
        ("NOT now", "NOT"),
        ("it cannot", "cannot"),
        ("no-one came", "no"),
        ("without it", "without"),
        ("a knot, notable and nowt", ""),
        ("nonsense", ""),
        ("", ""),
    ],
)
def test_what_turns_a_sentence_round(words: str, found: str) -> None:
    assert negation_in(words) == found
