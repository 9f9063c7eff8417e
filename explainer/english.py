"""A word of an English text -> what it tells of those beside it: a role, the start of a sentence, part of a name."""

from __future__ import annotations

import re

from explainer.evidence.spans import Span

EDGES = " ,.;:!?-–—()[]\"“”‘’'«»„‚"  # what may stand around words and is none of them
WORD = re.compile(r"[^\W\d_]+(?:[-‐‑'’.][^\W\d_]+)*")
ROLES = frozenset(
    (
        "leader minister spokesman spokeswoman spokesperson president envoy secretary chief counterpart chancellor "
        "premier chairman chairwoman chair director general lieutenant colonel captain ambassador commissioner mayor "
        "governor senator deputy adviser advisor king queen prince princess pope head commander analyst economist "
        "lawyer judge founder owner editor candidate official representative diplomat chairperson engineer professor"
    ).split()
)
OPENERS = frozenset(  # these have a capital only where a sentence begins
    (
        "yesterday today tomorrow neither either a an the this that these those in on at by for from to of with "
        "without as if when while since after before however meanwhile although though because but and or so yet "
        "until despite during under over according one it he she they we you i its his her their our my there "
        "here what who why how where which all both some many most more no not then now also still only even "
        "earlier later last next additionally moreover furthermore among whether once every each nobody nothing "
        "none such like near within behind besides beside thus two three four five six than asked is are was were "
        "has have had does did will would should could can may might must about between through"
    ).split()
)
CALENDAR = frozenset(
    (
        "january february march april may june july august september october november december "
        "monday tuesday wednesday thursday friday saturday sunday"
    ).split()
)
INSIDE = frozenset("of the for von van de der den la le al bin di da dos".split())  # a name, though small
_CAPITAL = re.compile(r"(?<![^\W_])[^\W\d_]+(?= \Z)")


def capital_before(text: str, at: int, reach: int) -> Span | None:
    """The word with a capital that stands directly before a place, at most `reach` characters from it."""
    word = _CAPITAL.search(text, max(0, at - reach), at)
    return Span(word.start(), word.end()) if word and word[0][0].isupper() else None
