"""What several voices say of one thing -> whether they agree, how many independent ones there are, and who differs.

A voice is heard in a source: the report's own, or that of somebody it reports on. Two voices that contradict each other
mean one of three things. **The people disagree**: two of them hold different views, and the reports may all be right.
**The reports disagree**: they give two accounts of one fact, or of what one person says. **The accounts changed**: only
reports do so that were written so far apart that what they tell of may have changed.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from itertools import combinations_with_replacement
from typing import Generic, Literal, TypeAlias, TypeVar

from msgspec import Struct

from explainer.dates import Date
from explainer.intervals import Relation
from explainer.model import Source

Result: TypeAlias = Literal["agree", "compatible", "split", "changed", "one_source", "nobody", "not_comparable"]
Dispute: TypeAlias = Literal["people", "reports", "time"]

NEAR = dt.timedelta(days=31)  # reports further apart may tell of different stages of one thing

S = TypeVar("S", bound=Hashable)


class Voice(Struct, Generic[S], frozen=True):
    """What somebody says in a source. `holder` is who says so, empty for the report's own voice."""

    source: Source
    holder: str
    said: S


class Agreement(Struct, frozen=True):
    """What comes of comparing some voices. `sources` are the ids of those that speak, `independent` their origins."""

    result: Result
    sources: tuple[str, ...]
    independent: int
    disputes: frozenset[Dispute] = frozenset()


def agreement(voices: Iterable[Voice[S]], relate: Callable[[S, S], Relation], origin: Mapping[str, str]) -> Agreement:
    """Compare all voices with each other. `origin` gives the origin of each source.

    Sources that say nothing have no voice and change nothing, nor does the order, nor a copy that shares its origin.
    """
    heard = list(voices)
    sources = tuple(dict.fromkeys(str(voice.source.id) for voice in heard))
    independent = len({origin[source] for source in sources})
    behind: defaultdict[S, set[str]] = defaultdict(set)  # the origins of those who say each thing
    for voice in heard:
        behind[voice.said].add(origin[voice.source.id])
    by_holder = {one: _by_holder(voices) for one, voices in _grouped(heard).items()}
    worst = {"reports", "people"} if len({voice.holder for voice in heard}) > 1 else {"reports"}
    disputes: set[Dispute] = set()
    apart: set[Relation] = set()
    for one, other in combinations_with_replacement(behind, 2):
        relation = relate(one, other)
        if relation == "differ" and one != other:
            disputes.update(_disputes(by_holder[one], by_holder[other]))
        # whether two things go together counts where they come from two origins, as may one thing that is said twice
        if len(behind[one] | behind[other]) > 1:
            apart.add(relation)
        if disputes >= worst:  # to which no other pair could add
            break
    if "reports" in disputes:  # then time is no excuse for the rest
        disputes -= {"time"}
    return Agreement(_result(independent, disputes, apart), sources, independent, frozenset(disputes))


def _result(independent: int, disputes: set[Dispute], relations: set[Relation]) -> Result:
    if not independent:
        return "nobody"
    if independent == 1 and not disputes & {"reports", "time"}:
        return "one_source"  # which may tell of a dispute between people
    if disputes:
        return "changed" if disputes == {"time"} else "split"
    if relations and relations == {"not comparable"}:
        return "not_comparable"
    return "agree" if relations <= {"agree"} else "compatible"


def _grouped(heard: Iterable[Voice[S]]) -> dict[S, list[Voice[S]]]:
    """The voices by what they say."""
    found: defaultdict[S, list[Voice[S]]] = defaultdict(list)
    for voice in heard:
        found[voice.said].append(voice)
    return found


def _by_holder(voices: Iterable[Voice[S]]) -> dict[str, set[Date]]:
    """When each holder is reported to say one thing: the dates of the reports."""
    found: defaultdict[str, set[Date]] = defaultdict(set)
    for voice in voices:
        found[voice.holder].add(voice.source.date_published)
    return found


def _disputes(one: Mapping[str, set[Date]], other: Mapping[str, set[Date]]) -> Iterable[Dispute]:
    """The disputes between those who say one thing and those who say another that contradicts it."""
    if any(first != second for first in one for second in other):
        yield "people"
    for holder in one.keys() & other.keys():
        if _some_near(one[holder], other[holder]):
            yield "reports"
        if _some_apart(one[holder], other[holder]):
            yield "time"


def _some_near(some: Iterable[Date], others: Iterable[Date]) -> bool:
    """Whether one of some dates may be near one of others; in the order of time, so that not all need be compared."""
    days = sorted((date.earliest, date.latest, side) for side, dates in enumerate((some, others)) for date in dates)
    last: dict[int, dt.date] = {}  # the last day of either side so far
    for first_day, last_day, side in days:
        if 1 - side in last and first_day - last[1 - side] <= NEAR:
            return True
        last[side] = max(last.get(side, last_day), last_day)
    return False


def _some_apart(some: Collection[Date], others: Collection[Date]) -> bool:
    """Whether one of some dates is surely not near one of others."""
    first, last = (min(date.latest for date in dates) for dates in (some, others))
    return max(max(date.earliest for date in others) - first, max(date.earliest for date in some) - last) > NEAR
