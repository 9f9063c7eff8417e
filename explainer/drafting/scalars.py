"""Words of a text -> what a YAML file may hold of them: one line, a scalar, an id."""

from __future__ import annotations

import re
from collections import Counter

from explainer.characters import without_invisible
from explainer.evidence.words import printed
from explainer.problems import Place
from explainer.reading import slug
from explainer.yamltext import Text, kind

_PLAIN = re.compile(r"[^\W_]|[£€$]")
_UNSAFE = re.compile(r":(?: |\Z)| #|\s\Z")
_UNSAFE_IN_BRACKETS = re.compile(r"[,\[\]{}]")


def one_line(words: str) -> str:
    """Any words on one line, without the characters that no YAML file may hold."""
    return without_invisible(printed(words))


def scalar(words: str, *, in_brackets: bool = False) -> str:
    """Words on one line as YAML text: as they are where YAML takes them so, else in single quotes."""
    plain = _PLAIN.match(words) and not _UNSAFE.search(words) and kind(Text(words, Place(""))) == "str"
    if plain and not (in_brackets and _UNSAFE_IN_BRACKETS.search(words)):
        return words
    return "'" + words.replace("'", "''") + "'"


class Ids:
    """Ids made of the first words of something, each given once."""

    def __init__(self, instead: str) -> None:
        self.instead = instead  # for words without letters
        self.given: Counter[str] = Counter()

    def give(self, words: str) -> str:
        name = "-".join(slug(re.sub(r"(?<=\d),(?=\d)|['’]", "", words)).split("-")[:5])[:40].strip("-")
        if name == "a-name" or not re.search("[a-z]", name):
            name = f"{self.instead}-{name}" if name != "a-name" else self.instead
        while self.given[name]:
            self.given[name] += 1
            name = f"{name}-{self.given[name]}"
        self.given[name] = 1
        return name
