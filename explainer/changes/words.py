"""What differs in a row -> a sentence about it."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from typing import Any

from explainer.changes.change import BY_SOURCE, RESULT, Difference
from explainer.dates import parse_date
from explainer.exports import Row

LONG = 100  # characters; of a longer text the words show what matters
AROUND = 4  # words of a long text that are shown beside what differs

_CONTENTS = {  # what a row holds, in short
    "sources": ("headline",),
    "figures": ("as_printed",),
    "quotes": ("exact",),
    "people": ("name",),
    "positions": ("gist", "figure", "answer"),
    "events": ("text",),
    "notes": ("text",),
    "terms": ("term",),
    "questions": ("text",),
    "measures": ("title",),
}
_FIELDS = {
    "headline": "the headline was",
    "headline_by": "the headline was in the words of the",
    "publisher": "the publisher was",
    "credit": "the credit was",
    "date_basis": "whether the date is printed or inferred was",
    "language": "the language was",
    "source_url": "the address of the report was",
    "measure": "what it measures was",
    "as_printed": "the words as printed were",
    "value": "the number was",
    "minimum": "the lower bound was",
    "exclusive_minimum": "the lower bound, not included, was",
    "maximum": "the upper bound was",
    "exclusive_maximum": "the upper bound, not included, was",
    "unit": "the unit was",
    "of": "the whole it is a share of was",
    "per": "the time it is counted by was",
    "period": "the period was",
    "claimant": "who says so was",
    "claimed_by": "who says so, in words, was",
    "note": "the note was",
    "exact": "the words quoted were",
    "speaker": "the speaker was",
    "unnamed": "the words for the speaker were",
    "attribution": "the words that introduce the speaker were",
    "kind": "the kind was",
    "name": "the name was",
    "country": "the country was",
    "names": "the names were",
    "role": "the role was",
    "answer": "the answer was",
    "figure": "the figure was",
    "stance": "the stance was",
    "gist": "what it says, in our words, was",
    "text": "the text was",
    "reference": "the public record named was",
    "on": "what it is about was",
    "passage": "the passage was",
    "date_as_printed": "the date in its words was",
    "answers": "its answers were",
    "compatible": "the answers that can both be true were",
    "contradicted_by": "the reports that say otherwise were",
    "term": "the word was",
    "other_terms": "the other words were",
    "definition": "the definition was",
    "words": "the words were",
    "title": "the title was",
    "origin": "its origin was",
    "result": "what comes of comparing the reports was",
}
_READ_FROM_WORDS = frozenset(
    "value minimum exclusive_minimum maximum exclusive_maximum approximate unit of per period".split()
)


def contents(table: str, row: Row) -> str:
    """What a row holds, after a colon."""
    found = next((row[key] for key in _CONTENTS[table] if row.get(key)), None)
    return f": {_shown(textwrap.shorten(str(found), LONG, placeholder=' …'))}" if found else ""


def phrases(fields: Sequence[Difference]) -> str:
    """Differences in words; where the words of a figure changed, what was read from them is not told too."""
    reworded = any(each.field == "as_printed" for each in fields)
    return "; ".join(_phrase(each) for each in fields if not (reworded and each.field in _READ_FROM_WORDS))


def _phrase(difference: Difference) -> str:
    field, was, now = difference
    if "/" in field:
        listed, source, *of = field.split("/")
        if not of:
            return f"now also in {source}, as {_item(now, listed)}" if was is None else _gone(source, was, listed)
        subject, _, verb = _FIELDS.get(of[0], f"{of[0]} was").rpartition(" ")
        return f"{subject} in {source} {verb} {_shown(was)}, now {_shown(now)}"
    if field == "approximate":
        was, now = ("rounded" if each is True else "exact" for each in (was, now))
        return f"the number was {was}, now {now}"
    if field == RESULT:
        was, now = (str(each).replace("_", " ") for each in (was, now))
    if field in ("date", "date_published"):
        return f"the date was {date_words(was)}, now {date_words(now)}"
    if isinstance(was, str) and isinstance(now, str):
        was, now = _where_they_differ(was, now)
    return f"{_FIELDS.get(field, f'{field} was')} {_shown(was)}, now {_shown(now)}"


def _item(item: Row, listed: str) -> str:
    """What a source has of a person or a term."""
    role = f" ({item['role']})" if item.get("role") else ""
    return f"{_shown(item.get(BY_SOURCE[listed], []))}{role}"


def _gone(source: str, was: Row, listed: str) -> str:
    return f"no longer in {source}, which had {_item(was, listed)}"


def _shown(value: Any) -> str:
    """A value in a sentence."""
    match value:
        case None:
            return "not given"
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return f"{value:,}"
        case str():
            return f"“{value}”"
        case list():
            return ", ".join(map(_shown, value)) or "none"
    return json.dumps(value, ensure_ascii=False)


def date_words(edtf: Any) -> str:
    """A date in words, as far as it is one."""
    try:
        return parse_date(str(edtf)).words
    except ValueError:  # of data that somebody edited
        return _shown(edtf)


def _where_they_differ(was: str, now: str) -> tuple[str, str]:
    """Two texts, cut down to the words that differ and some around them if they are long."""
    one, other = was.split(), now.split()
    if one == other or max(len(was), len(now)) <= LONG:
        return was, now
    start = _alike(one, other)
    end = _alike(one[start:][::-1], other[start:][::-1])

    def cut(words: list[str]) -> str:
        first, last = max(start - AROUND, 0), len(words) - max(end - AROUND, 0)
        return " ".join(("…",) * (first > 0) + tuple(words[first:last]) + ("…",) * (last < len(words)))

    return cut(one), cut(other)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two texts share at their beginning."""
    shorter = min(len(one), len(other))
    return next((number for number in range(shorter) if one[number] != other[number]), shorter)
