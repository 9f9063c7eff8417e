"""A document -> the fields about the report as a whole: its status, and headline, credit and date where printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.dates import parse_date
from explainer.drafting.brevity import is_brief
from explainer.drafting.places import words_at
from explainer.drafting.scalars import scalar
from explainer.english import EDGES, WORD
from explainer.evidence.numbers import names_day, numbers
from explainer.evidence.texts import Document
from explainer.evidence.words import plain_words
from explainer.model import DRAFT

LONGEST_HEADLINE = 20  # words


def head_lines(document: Document) -> Iterator[str]:
    """The fields from `status` to `key_points`."""
    yield "# Until you remove the next line, this report is in no built site."
    yield f"status: {DRAFT}"
    yield from _headline(document)
    yield "# publisher: ????"
    yield from _credit(document)
    yield from _date(document)
    yield "# language: en"
    yield f"text: {scalar(document.name)}"
    yield "# summary: |"
    yield "#   ????"
    yield "# key_points:"
    yield "#   - ????"


def _at_the_edges(document: Document, last: int) -> list[str]:
    """The first four paragraphs, and of the others the last ones."""
    spans = document.paragraphs
    return [words_at(document, span) for span in (*spans[:4], *spans[4:][-last:])]


# --- headline ---------------------------------------------------------------------------------------------------------


def _headline(document: Document) -> Iterator[str]:
    first = words_at(document, document.paragraphs[0]) if len(document.paragraphs) > 1 else ""
    if not _is_headline(first):
        yield "# headline: ????"
        yield "# headline_by: editor  # the text seems to print none"
    elif not is_brief(first):
        yield f"# headline: ????  # the first line of the text looks like one, of {len(plain_words(first))} words"
        yield "# headline_by: source"
    else:
        yield f"headline: {scalar(first)}"
        yield "headline_by: source"


def _is_headline(line: str) -> bool:
    if len(WORD.findall(line)) < 2 or len(plain_words(line)) > LONGEST_HEADLINE or line[0] in EDGES:
        return False
    return not (re.search(r"[.:;,…]\W*\Z", line) or _LABEL.match(line) or _credited(line) or _day_of(line))


# --- credit -----------------------------------------------------------------------------------------------------------

_CREDIT = re.compile(
    r"(?:Source|Credit|Agency)s?: (?P<named>.+)|(?:By )?(?P<wire>[^\W\d_a-z].* (?:Wire|News Agency)(?: Services?)?)\Z"
)
_DATELINE = re.compile(r"\((Reuters|AP|AFP|dpa|PA|Bloomberg|ANSA|EFE|TASS|Xinhua|Kyodo)\)")
_BYLINE = re.compile(r"By ([^\W\d_a-z][\w'’.-]*(?:(?: and)? [^\W\d_a-z][\w'’.-]*){0,6})\Z")


def _credit(document: Document) -> Iterator[str]:
    edges = _at_the_edges(document, 4)
    dateline = next(filter(None, (_DATELINE.search(paragraph, 0, 200) for paragraph in edges)), None)
    credited = next(filter(None, map(_credited, edges)), dateline[1] if dateline else "")
    if credited:
        yield f"credit: {scalar(credited)}"
    byline = next(filter(None, map(_BYLINE.match, edges)), None)
    if byline and is_brief(byline[1]) and byline[1] != credited:
        yield f"# by {byline[1]}: is that an agency? Then it is the credit."


def _credited(paragraph: str) -> str:
    """The agency that a paragraph credits and says nothing more."""
    found = _CREDIT.match(paragraph) if len(paragraph) < 120 else None
    words = (found["named"] or found["wire"]).rstrip(" .") if found else ""
    return words if is_brief(words) else ""


# --- date -------------------------------------------------------------------------------------------------------------

_LABEL = re.compile(r"(?:date|dated|published|posted|publication date)(?: on)?\b:? ?", re.IGNORECASE)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAY_PARTS = re.compile(r"(?P<month>[A-Za-z]{3})[a-z.]*|(?P<year>\d{4})|(?P<day>\d{1,2})")


def _date(document: Document) -> Iterator[str]:
    printed_day = next(filter(None, map(_day_of, _at_the_edges(document, 2))), None)
    if printed_day:
        edtf, words = printed_day
        yield f"# check: it is printed as “{words}”; may somebody else have added it?"
        yield f"date_published: {edtf}"
        yield "date_basis: printed"
    else:
        yield "# date_published: ????  # none seems to be printed; the dates below, or “next week”, may help"
        yield "# date_basis: inferred"
        yield "# date_note: ????"


def _day_of(paragraph: str) -> tuple[str, str] | None:
    """The date that a paragraph prints as its own, in EDTF and as printed: behind a label, or all but alone."""
    label = _LABEL.match(paragraph)
    start = label.end() if label else 0
    line = Document("", paragraph[: start + 60])
    first = next(iter(numbers(line)), None)
    if first is None or first.start != start or not (label or len(paragraph) < first.end + 20):
        return None
    words = words_at(line, first)
    edtf = _edtf(words) if names_day(words) else ""
    return (edtf, words) if edtf else None


def _edtf(words: str) -> str:
    """A printed day or month as EDTF, or an empty string: "February 8, 2025" -> "2025-02-08"."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
        words = re.sub(r"(?<=\d)(?:st|nd|rd|th)", "", words)
        parts = {found.lastgroup: found[0] for found in _DAY_PARTS.finditer(words)}
        month = parts.get("month", "")[:3].lower()
        if month not in _MONTHS or "year" not in parts or len(re.findall(r"\d+", words)) > 2:
            return ""
        day = f"-{int(parts['day']):02}" if "day" in parts else ""
        words = f"{parts['year']}-{_MONTHS.index(month) + 1:02}{day}"
    try:
        return parse_date(words).edtf
    except ValueError:
        return ""
