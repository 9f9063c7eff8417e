"""A document and where people are named in it -> the list `people`: their spellings, and guesses at their roles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from explainer.drafting.brevity import is_brief
from explainer.drafting.named import Named
from explainer.drafting.places import by_words, grouped
from explainer.drafting.scalars import one_line, scalar
from explainer.english import OPENERS, ROLES
from explainer.evidence.spans import Span
from explainer.evidence.texts import Document

MAX_ROLES = 3  # of a person
LONGEST_ROLE = 8  # words


def people_lines(document: Document, named: Sequence[Named]) -> Iterator[str]:
    """Each known person once, in the order of the text."""
    people = grouped(named, lambda each: each.person.id)
    after = {second.span: first.span.end for first, second in pairwise(named)}
    yield "people:" if people else "people: []"
    for person, places in people.items():
        spans = [each.span for each in places]
        roles = dict.fromkeys(_role(document, span, after.get(span, 0)) for span in spans)
        yield f"  - person: {scalar(one_line(person))}"
        yield f"    names: [{', '.join(scalar(name, in_brackets=True) for name in by_words(document, spans))}]"
        for role in list(filter(None, roles))[:MAX_ROLES]:
            yield f"    # role: {role} ?"


# --- roles ------------------------------------------------------------------------------------------------------------

_WITH_ROLES = frozenset(
    (
        "former prime foreign defence defense opposition special presidential vice acting retired interior finance "
        "energy labour senior press national security transport health justice home trade state then outgoing new"
    ).split()
)
_LINKS = frozenset("of for and the".split())
_OF_A_ROLE = ROLES | _WITH_ROLES | _LINKS
_APPOSITION = re.compile(r", (?:(?:an?|the) )?([^,.;:()\n]{3,100})[,.]")


def _role(document: Document, name: Span, after: int) -> str:
    """The role that stands directly before a name, behind the place `after`, or else between commas behind it."""
    start = max(document.sentence(name.start).start, after, name.start - 120)
    taken: list[str] = []
    for word in reversed(document.printed[start : name.start].split(" ")[:-1]):
        if not (word[:1].isupper() or word.lower() in _OF_A_ROLE) or word[-1] in ",;:)":
            break
        taken.append(word)
    while taken and taken[-1].lower() in _LINKS | OPENERS:
        taken.pop()
    role = " ".join(reversed(taken))
    return role if _is_role(role) and len(taken) <= LONGEST_ROLE else _apposition(document, name)


def _apposition(document: Document, name: Span) -> str:
    found = _APPOSITION.match(document.printed, name.end)
    return found[1] if found and _is_role(found[1]) else ""


def _is_role(words: str) -> bool:
    return not ROLES.isdisjoint(words.lower().split()) and is_brief(words)
