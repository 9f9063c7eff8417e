"""A person's name -> where it stands in an index."""

from __future__ import annotations

import unicodedata

from explainer.model import Person

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def name_key(person: Person) -> tuple[str, str]:
    """Order in an index: by the name as an index has it, accents and case left aside."""
    return folded(sort_name(person)), person.id


def folded(name: str) -> str:
    """A name in the letters of a plain keyboard, as far as it can be: "emile orsted"."""
    letters = unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
    return "".join(c for c in letters if not unicodedata.combining(c))


def sort_name(person: Person) -> str:
    """The name as an index has it."""
    first, _, last = person.name.rpartition(" ")
    return str(person.sort_name or (f"{last}, {first}" if first else last))
