"""A role as a source states it, and the offices its person held -> whether it was right on the day of the report.

A role is held against the record by its words: the title of an office or one of the wordings under `also_called`,
whole, with "former" or the like before it or not, and beside other roles or not ("party leader and former minister").
Of any other role nothing is said: an acting minister, or a minister's spokesman, is no minister.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from msgspec import Struct

from explainer.dates import Date
from explainer.model import Mention, Office, Person, Source

Verdict: TypeAlias = Literal["right", "wrong", "unsure", "unmatched", "unrecorded", "unstated"]
Held: TypeAlias = Literal["yes", "no", "perhaps"]


class Judged(Struct, frozen=True):
    """A role against the record: the verdict, the offices its words mean, and whether it calls them over."""

    verdict: Verdict
    offices: tuple[Office, ...] = ()
    former: bool = False


def judge(mention: Mention, source: Source) -> Judged:
    """The role that a source states for a person, on the day of the source."""
    if not mention.role:
        return Judged("unstated")
    if not mention.person.offices:
        return Judged("unrecorded")
    named, former = _named(_plain(mention.role), mention.person)
    if not named:
        return Judged("unmatched")
    on = source.date_published
    held = _any(tuple(_held(office, on) for office in named))
    if former:
        return Judged(_former_verdict(held, named, on), named, former)
    return Judged({"yes": "right", "no": "wrong", "perhaps": "unsure"}[held], named, former)  # type: ignore[arg-type]


def _former_verdict(held: Held, offices: tuple[Office, ...], on: Date) -> Verdict:
    if held == "yes":
        return "wrong"
    over = any(office.end and office.end.latest < on.earliest for office in offices)
    return "unsure" if held == "perhaps" else "right" if over else "wrong"


_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—", "-"))


def _plain(words: str) -> str:
    return " ".join(words.replace("’", "'").translate(_DASHES).casefold().split())


def _named(role: str, person: Person) -> tuple[tuple[Office, ...], bool]:
    """The offices that the longest wording in a role means, and whether the role calls them over."""
    wordings: dict[str, list[Office]] = {}
    for office in person.offices:
        for words in {_plain(words) for words in (office.title, *office.also_called)}:
            wordings.setdefault(words, []).append(office)
    for words in sorted(wordings, key=len, reverse=True):
        found = re.search(
            r"(?:\A|, |; | and | & )(?:the |a |an )?(former |ex-|ex |one-time |onetime |previous )?(?:the )?"
            rf"{re.escape(words)}(?=\Z|, |; | and | & )",
            role,
        )
        if found:
            return tuple(wordings[words]), found[1] is not None
    return (), False


def _held(office: Office, on: Date) -> Held:
    """Whether an office was held on all the days that a date may be."""
    start, end = office.start, office.end
    if start is None and end is None:
        return "perhaps"
    if (start and on.latest < start.earliest) or (end and on.earliest > end.latest):
        return "no"
    surely = (start is None or on.earliest >= start.latest) and (end is None or on.latest <= end.earliest)
    return "yes" if surely else "perhaps"


def _any(held: tuple[Held, ...]) -> Held:
    return "yes" if "yes" in held else "perhaps" if "perhaps" in held else "no"
