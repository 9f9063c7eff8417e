"""A document and where known people are named in it -> a question about the other names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from explainer.drafting.comments import asked
from explainer.drafting.named import Named
from explainer.drafting.places import by_words, meets_any
from explainer.english import CALENDAR, INSIDE, OPENERS, ROLES, WORD
from explainer.evidence.spans import Span
from explainer.evidence.texts import Document

OFTEN = 3  # how often a lone capital word must stand inside sentences to be asked about
LONGEST_NAME = 6  # words; more is a line in capitals


def stranger_lines(document: Document, named: Sequence[Named]) -> Iterator[str]:
    """Names that are nobody's in people.yaml, in the order of the alphabet."""
    runs = _capital_runs(document.printed, [each.span for each in named])
    names = filter(None, (_name_of(document, run) for run in runs))
    places = by_words(document, (name for name in names if not document.is_repeat(name)))
    asked_about = {words: places[words] for words in sorted(places) if " " in words or len(places[words]) >= OFTEN}
    yield from asked("Who or what are these? People belong in people.yaml.", document, asked_about)


_OWN = re.compile(r"['’]s\Z")


def _capital_runs(text: str, known: Sequence[Span]) -> Iterator[list[re.Match[str]]]:
    """Words with a capital that follow each other, outside the places of names that are known."""
    run: list[re.Match[str]] = []
    for word in WORD.finditer(text):
        if run and (text[run[-1].end() : word.start()] != " " or _OWN.search(run[-1][0])):
            yield run
            run = []
        fits = word[0][0].isupper() or (run and word[0] in INSIDE)
        if fits and word[0].lower() not in CALENDAR and not meets_any(known, Span(*word.span())):
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _name_of(document: Document, run: Sequence[re.Match[str]]) -> Span | None:
    """The name in such words, behind a role and without what only begins the sentence; nothing where that is all."""
    roles = [number for number, word in enumerate(run) if word[0].lower() in ROLES]
    words = list(run[roles[-1] + 1 :] if roles else run)
    while words and words[-1][0] in INSIDE:
        words.pop()
    while words and words[0][0].lower() in OPENERS:
        words.pop(0)
    if not words or len(words) > LONGEST_NAME:
        return None
    first, last = words[0], words[-1]
    alone = first is last and first.start() == document.sentence(first.start()).start
    if alone or all(len(word[0]) == 1 for word in words):
        return None
    return Span(first.start(), last.start() + len(_OWN.sub("", last[0])))
