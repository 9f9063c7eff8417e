"""Words of a list are found as a regular expression of all of them would find them, in a time that does not grow."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.lexicon import Lexicon

SIGNS = st.text("aAbß_1é '.-İ", max_size=12)
PHRASES = st.lists(SIGNS.map(str.strip).filter(bool), max_size=6)


@given(PHRASES, SIGNS)
def test_it_finds_what_an_alternation_of_all_finds(phrases: list[str], text: str) -> None:
    longest = sorted(phrases, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest)) or '(?!)'})(?!\w)")
    assert list(Lexicon(phrases).find(text)) == [found.span() for found in pattern.finditer(text)]


@pytest.mark.parametrize("text", ["AN OLD FERRY", "an old ferry", "An Old Ferry"])
def test_without_case_capitals_are_alike(text: str) -> None:
    assert (
        Lexicon(["Old Ferry"], case=False).blanked(f"{text}, here")
        == "An".replace("An", text[:2]) + " " * 10 + ", here"
    )


def test_a_letter_that_is_longer_in_small_moves_nothing() -> None:
    assert list(Lexicon(["ferry"], case=False).find("İİ FERRY")) == [(3, 8)]
