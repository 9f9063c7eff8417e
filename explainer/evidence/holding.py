"""The records of all sources and the lock, no text at hand -> problems where the records say what was not verified.

A changed letter of verified words is a problem; words that nobody verified are one too, unless a draft is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from explainer.dates import parse_date
from explainer.evidence.items import Item, items_of
from explainer.evidence.origins import origin_problems
from explainer.evidence.words import NORMALISER
from explainer.lock import NAME, Lock, LockedItem
from explainer.model import Source
from explainer.problems import Place, Problem

AGAIN = "run build.py verify with its text at hand"


class Hold(Enum):
    """What the lock has to hold."""

    ALL = "everything is verified"
    DRAFT = "what is verified has not changed; the rest is marked"
    NOTHING = "the lock is not looked at"


def lock_problems(sources: Iterable[Source], lock: Lock | None, hold: Hold, shown: str) -> Iterator[Problem]:
    """Every problem between the records and the lock, which is None where there is none yet."""
    if hold is Hold.NOTHING:
        return
    place = Place(f"{shown}/{NAME}")
    read = tuple(sources)
    if lock is None:
        if read and hold is Hold.ALL:
            hint = "run build.py verify with the texts at hand, or build with --draft"
            yield Problem(place, "unverified", "nothing has been verified: this file is missing", hint)
        return
    if lock.normaliser != NORMALISER:
        message = "this file was written by another version of the program, which compared words in another way"
        yield Problem(place, "lock", message, "run build.py verify with the texts at hand")
        return
    for source in read:
        yield from _source_problems(source, lock, hold)
    yield from origin_problems(read, lock)


def _source_problems(source: Source, lock: Lock, hold: Hold) -> Iterator[Problem]:
    if source.text is None:  # which has a problem already
        return
    text = lock.texts.get(source.id)
    items = items_of(source)
    if text is None:
        if hold is Hold.ALL:
            hint = f"{AGAIN}, or build with --draft"
            yield Problem(source.text.place, "unverified", "nothing of this source has been verified", hint)
        return
    if source.text != text.text:
        message = f"this source was verified on {parse_date(text.verified).words} against '{text.text}'"
        yield Problem(source.text.place, "changed", message, f"put it back, or {AGAIN}")
    known = lock.items.get(source.id, {})
    keys = {item.key for item in items}
    orphans = {key: locked for key, locked in known.items() if key not in keys}
    for item in items:
        locked = known.get(item.key) or _called_before(item, orphans)
        if locked is None:
            if hold is Hold.ALL:
                hint = f"{AGAIN}, or build with --draft"
                yield Problem(item.words.place, "unverified", "these words have not been verified", hint)
        elif locked.sha256 != item.sha256:
            hint = f"put back what was verified, or {AGAIN}"
            message = f"changed since it was verified on {parse_date(locked.verified).words}"
            yield Problem(item.words.place, "changed", message, hint)


def held(sources: Iterable[Source], lock: Lock) -> dict[tuple[str, str], LockedItem]:
    """What the lock proves, by source and key of the item."""
    found = {}
    for source in sources:
        known = lock.items.get(source.id, {})
        for item in items_of(source):
            locked = known.get(item.key)
            if locked and locked.sha256 == item.sha256:
                found[str(source.id), item.key] = locked
    return found


def _called_before(item: Item, orphans: dict[str, LockedItem]) -> LockedItem | None:
    """For words that are called by themselves, what they were before a slip: the locked words nearest to them."""
    if not item.group:
        return None
    prefix = f"{item.group}/"
    others = {key.removeprefix(prefix): key for key in orphans if key.startswith(prefix)}
    from difflib import get_close_matches  # here, as in `problems`

    nearest = get_close_matches(item.key.removeprefix(prefix), others, n=1, cutoff=0.75)
    return orphans[others[nearest[0]]] if nearest else None
