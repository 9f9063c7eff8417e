"""Words of a text -> as many of them as a draft may repeat in a row outside its quotations."""

from __future__ import annotations

from collections.abc import Iterable

from explainer.evidence.phrases import LONGEST
from explainer.evidence.words import plain_words


def is_brief(words: str) -> bool:
    """Whether a draft may repeat all the words."""
    return len(plain_words(words)) <= LONGEST


def as_many_as_brief(words: Iterable[str]) -> list[str]:
    """The first of the words, in the order they come, up to as many as a draft may repeat."""
    taken: list[str] = []
    count = 0
    for word in words:
        count += len(plain_words(word))
        if count > LONGEST:
            break
        taken.append(word)
    return taken
