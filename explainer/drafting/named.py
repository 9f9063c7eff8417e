"""A document and the known people -> where each of them is named."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from msgspec import Struct

from explainer.drafting.places import grouped, words_at
from explainer.english import OPENERS, ROLES, capital_before
from explainer.evidence.spans import Span
from explainer.evidence.texts import Document
from explainer.evidence.words import fold, printed
from explainer.model import Person


class Named(Struct, frozen=True):
    """A place where a known person is named."""

    span: Span
    person: Person


_HONORIFIC = r"(?:(?:Sir|Dame|Lord|Lady|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Madame|Monsieur|Baroness)\.? )"
_PARTICLES = r"(?:(?:von|van|de|der|den|la|le|al|bin|ter|zu|di|da|dos) )*"


def find_named(document: Document, people: Sequence[Person]) -> list[Named]:
    """Where people are named, in full or by a family name that is nobody else's, in the order of the text."""
    full = {_bare(name): person for person in people for name in (person.name, *person.other_names)}
    families = grouped(people, _family)
    spellings = sorted(filter(None, {*full, *families}), key=len, reverse=True)
    if not spellings:
        return []  # or nothing at all would be found everywhere
    any_name = "|".join(map(re.escape, spellings))
    pattern = re.compile(rf"(?<![^\W_]){_HONORIFIC}?{_PARTICLES}(?P<name>{any_name})(?![^\W_])")
    found = list(pattern.finditer(document.folded))
    in_full = {full[each["name"]].id for each in found if each["name"] in full}
    named = []
    for each in found:
        person: Person | None = full.get(each["name"])
        titled = each.start() != each.start("name")
        if person is None and (titled or not _given_name_before(document, each.start())):
            person = _owner(families[each["name"]], in_full)
        if person:
            named.append(Named(Span(each.start(), each.end()), person))
    return named


def _bare(name: str) -> str:
    return fold(printed(name))


def _family(person: Person) -> str:
    name = _bare(person.name)
    family = _bare(person.sort_name or "").split(",")[0]
    return family if family and family in name else name.rpartition(" ")[2]


def _owner(owners: Sequence[Person], in_full: Collection[str]) -> Person | None:
    """The one whom a family name means: its only bearer, or the only one of them whom the text names in full."""
    meant = owners if len(owners) == 1 else [person for person in owners if person.id in in_full]
    return meant[0] if len(meant) == 1 else None


def _given_name_before(document: Document, at: int) -> bool:
    """Whether the word before a family name may be a given name, and the person another: "Maria Ruiz"."""
    before = capital_before(document.printed, at, 30)
    if before is None:
        return False
    word = words_at(document, before)
    opens = before.start == document.sentence(at).start and word.lower() in OPENERS
    return not (word.isupper() or word.lower() in ROLES or opens)
