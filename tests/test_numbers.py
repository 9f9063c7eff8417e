"""The short look that tells most texts have no number misses none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explainer.evidence.numbers import numbers_between, numbers_in

WORDS = (
    "a an one two twelve twenty zero hundred thousand million bn dozen dozens tens of half halves halved third thirds "
    "quarter fifths tenth sixth double twice thrice tripling tenfold manifold several few many per cent percent May Sept "
    "ferry the and Five TWENTY Half 1 2,000 3.5 ½ 5th £9 € % - – , . 10:30 2024 F-16"
).split()


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", "-", "", "’", "\u00a0"])), max_size=8))
def test_no_number_is_missed(parts: list[tuple[str, str]]) -> None:
    text = "".join(word + between for word, between in parts)
    assert list(numbers_in(text)) == list(numbers_between(text, 0, len(text)))
