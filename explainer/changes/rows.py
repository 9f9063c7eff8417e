"""The published data as they were and as they are -> every change.

A row is known by its id. What follows from other data, such as a count or an address, is not compared, but for the
result of a question or a measure: a reader sees it change, and nobody typed it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from explainer.changes.change import BY_SOURCE, NOUNS, ORIGIN, RESULT, Change, Difference, Kind, Tables
from explainer.changes.words import contents, date_words, phrases
from explainer.exports import Row

UNCOMPARED = frozenset(
    "id source url verification paragraph origin verdict sources independent silent disputes".split()
)


def changes(old: Tables, new: Tables) -> tuple[Change, ...]:
    """Every change, in the order of the tables; those that `not_compared` names are left out."""
    tables = [table for table in NOUNS if table not in not_compared(old)]
    by_id = {table: (_by_id(old[table]), _by_id(new[table])) for table in tables}
    sources, left = by_id.get("sources", ({}, {}))
    gone = sources.keys() - left.keys()
    rows = (
        change
        for table in tables
        for name in dict.fromkeys((*by_id[table][0], *by_id[table][1]))
        for change in _changes(table, name, by_id[table][0].get(name), by_id[table][1].get(name), gone)
    )
    return (*rows, *_removed_corrections(old, new))


def entries(tables: Tables) -> Iterator[tuple[str, ...]]:
    """The corrections there are: the day of each and what it names; another wording is no other correction."""
    for row in tables.get("corrections", ()):
        yield (str(row.get("date")), *row.get("corrects", ()))


def _removed_corrections(old: Tables, new: Tables) -> Iterator[Change]:
    left = Counter(entries(new))
    for day, *corrects in Counter(entries(old)) - left:
        if any(day == other and set(corrects) <= set(more) for other, *more in left):
            continue  # it names more now
        names = ", ".join(corrects)
        yield Change("corrections", day, "removed", (), f"the correction of {date_words(day)} to {names} was removed.")


def not_compared(old: Tables) -> tuple[str, ...]:
    """The tables that older data do not have, or whose rows have no ids there."""
    return tuple(table for table in NOUNS if table not in old or not all("id" in row for row in old[table]))


def _by_id(rows: Iterable[Row]) -> dict[str, Row]:
    return {str(row["id"]): row for row in rows}


# --- a row ------------------------------------------------------------------------------------------------------------


def _changes(table: str, name: str, was: Row | None, now: Row | None, gone: Collection[str]) -> Iterator[Change]:
    """What became of a row; `gone` are the sources that were removed."""
    subject = f"{NOUNS[table]} {name}"
    if was is not None and now is not None:
        for kind, follows, fields in _grouped(was, now, gone):
            if fields:
                yield Change(table, name, kind, fields, f"{subject}: {phrases(fields)}.", follows)
    elif now is not None:
        yield Change(table, name, "added", (), f"{subject} was added{contents(table, now)}.")
    elif was is not None:
        words = f"{subject} was removed{contents(table, was)}."
        yield Change(table, name, "removed", (), words, was.get("source") in gone)


def _grouped(was: Row, now: Row, gone: Collection[str]) -> Iterator[tuple[Kind, bool, tuple[Difference, ...]]]:
    """The fields that differ by what their change is, and whether it follows from the removal of a source."""
    fields = tuple(_differences(was, now))
    added = tuple(each for each in fields if _is_new_item(each))
    following = tuple(each for each in fields if each.field.count("/") == 1 and each.field.split("/")[1] in gone)
    yield "changed", False, tuple(each for each in fields if each not in added and each not in following)
    yield "changed", True, following
    yield "added", False, added
    computed = (key for key in (RESULT, ORIGIN) if key in was and key in now and was[key] != now[key])
    yield "computed", False, tuple(Difference(key, was[key], now[key]) for key in computed)


def _is_new_item(difference: Difference) -> bool:
    """Whether a source was added to a list that has one item for each."""
    return difference.field.count("/") == 1 and difference.was is None


def _differences(was: Row, now: Row) -> Iterator[Difference]:
    """The fields that both have, and have otherwise."""
    for key in (key for key in now if key in was and key not in UNCOMPARED and key != RESULT):
        if key in BY_SOURCE:
            yield from _by_source(key, was[key], now[key])
        elif was[key] != now[key]:
            yield Difference(key, was[key], now[key])


def _by_source(key: str, was: Iterable[Row], now: Iterable[Row]) -> Iterator[Difference]:
    """What differs in lists that have one item for each source."""
    before, after = ({str(item["source"]): item for item in items} for items in (was, now))
    for source in dict.fromkeys((*before, *after)):
        if source in before and source in after:
            for field, one, other in _differences(before[source], after[source]):
                yield Difference(f"{key}/{source}/{field}", one, other)
        else:
            one, other = (_compared(side[source]) if source in side else None for side in (before, after))
            yield Difference(f"{key}/{source}", one, other)


def _compared(item: Row) -> Row:
    return {key: value for key, value in item.items() if key not in UNCOMPARED}
