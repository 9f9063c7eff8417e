"""A number in a Document -> the natural phrase around it, and whether it is a date; and the phrases for a quantity
without a number.

Only what reads private texts needs them; the patterns take some time to compile.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from explainer.evidence.numbers import DASH, ENDS, PLURALS, SCALE, any_of, names_day, numbers_between
from explainer.evidence.spans import Span
from explainer.evidence.texts import Document
from explainer.evidence.words import plain_words
from explainer.quantity import CURRENCY_WORDS, QUALIFIERS, Quantity
from explainer.quantity import parse_quantity as parse

LONGEST = 11  # words of a phrase; more would be a sentence of somebody else's


# --- dates ------------------------------------------------------------------------------------------------------------

_YEAR = re.compile(r"(?:1[5-9]|20)\d\ds?")
_YEAR_BEFORE = re.compile(
    r"(?:(?<![^\W_])(?:in|since|until|till|by|from|to|before|after|during|through|early|late|mid|of)[ -]|[-‐‑])\Z",
    re.IGNORECASE,
)


def is_date(document: Document, number: Span) -> bool:
    """Whether a number is a date, a time of day or a year, and counts nothing."""
    words = document.printed[number.start : number.end]
    if names_day(words):
        return True
    if not _YEAR.fullmatch(words):
        return False
    dated = _YEAR_BEFORE.search(document.printed, max(0, number.start - 12), number.start)
    return dated is not None or phrase_at(document, number) == number


# --- the phrase around a number ---------------------------------------------------------------------------------------

_BEFORE = re.compile(rf"(?<![^\W_]){any_of(QUALIFIERS)} \Z", re.IGNORECASE)
_RANGE_BEFORE = re.compile(r"(?<![^\W_])(?:between|from) \Z", re.IGNORECASE)
_JOINS = re.compile(rf" (?:to|and) | ?{DASH} ?")
_CURRENCY = re.compile(rf" (?:US )?{any_of(CURRENCY_WORDS)}(?![^\W_])", re.IGNORECASE)
_OF = re.compile(r" of(?: the| its| their| all)?(?= )")
_RATE = r"(?:hour|day|week|month|quarter|year|decade|head|person)"
_PER = re.compile(rf" (?:(?:an?|each|every) {_RATE}|per [^\W\d_]+|annually|yearly)(?![^\W_])")
_PERIOD = re.compile(
    r",? (?:(?:until|by|since|through|before|after|in) (?:the end of )?|from \d{4} (?:to|until) )(?:1[5-9]|20)\d\d"
    rf"(?![^\W_]){ENDS}"
)
_NOUN = re.compile(r" ([^\W\d_]+(?:[-‐‑][^\W\d_]+)*)(?![^\W_]|['’][^\W_])")
_NO_NOUN = frozenset(
    (
        "became began came died fell fled flew gave got held lost met ran rose sat saw stood took went won "
        "a about above across after against all along also although among an and any are around as at be because been "
        "before behind being below between both but by can could did do does down during each either every for from "
        "given had has have he her here hers him his how if in including inside into is it its itself just like made "
        "many may me might more most must near neither never nor not now of off on once only onto or other our out "
        "outside over own per said say says she should since so some such than that the their them then there these "
        "they this those though through to told toward towards under until up upon us very via was we were what when "
        "where whether which while who whom whose why will with within without would yet you your"
    ).split()
)
_PEOPLE = frozenset("people men women children police personnel staff".split())


def phrase_at(document: Document, number: Span) -> Span:
    """The longest phrase around a number that `parse_quantity` reads as that number, or the number itself."""
    sentence, text = document.sentence(number.start), document.printed
    if not sentence.holds(number):
        return number
    core = _range(text, sentence, number)
    own = parse(text[core.start : core.end])
    if own is None:
        return number
    ends = _ends(text, core.end, min(sentence.end, core.end + 150), own)
    for start in _starts(text, sentence.start, core.start):
        for end in ends:
            phrase = text[start:end]
            if len(plain_words(phrase)) <= LONGEST and _same(parse(phrase), own):
                return Span(start, end)
    return core


def _same(read: Quantity | None, own: Quantity) -> bool:
    """Whether a phrase is about the numbers of another, whatever it says of them."""
    if read is None or own.unit not in ("", read.unit):
        return False
    return {n for n in read.bounds if n is not None} == {n for n in own.bounds if n is not None}


def _range(text: str, sentence: Span, number: Span) -> Span:
    """From the lower end to the upper where the number is one of the two."""
    near = list(numbers_between(text, max(sentence.start, number.start - 40), min(sentence.end, number.end + 40)))
    for first, second in pairwise(near):
        if number in (first, second) and _JOINS.fullmatch(text, first.end, second.start):
            before = _RANGE_BEFORE.search(text, max(sentence.start, first.start - 9), first.start)
            span = Span(before.start() if before else first.start, second.end)
            read = parse(text[span.start : span.end])
            if read and read.minimum is not None and read.maximum is not None:
                return span
    return number


def _starts(text: str, first: int, start: int) -> list[int]:
    """Where the phrase may begin, the longest first."""
    starts = [start]
    while len(starts) < 3 and (found := _BEFORE.search(text, max(first, starts[-1] - 25), starts[-1])):
        starts.append(found.start())
    return starts[::-1]


def _ends(text: str, end: int, last: int, own: Quantity) -> list[int]:
    """Where the phrase may end, the longest first."""
    ends = [end]
    if found := _CURRENCY.match(text, end, last):
        ends.append(found.end())
    elif (own.unit == "%" or _is_part(own)) and (found := _OF.match(text, end, last)):
        ends += _nouns(text, found.end(), last, acronyms=True)
    elif not own.unit:
        ends += _nouns(text, end, last)
    for pattern in (_PER, _PERIOD):
        if found := pattern.match(text, ends[-1], last):
            ends.append(found.end())
    return ends[::-1]


def _is_part(quantity: Quantity) -> bool:
    return quantity.value is not None and 0 < quantity.value < 1


def _nouns(text: str, at: int, last: int, *, acronyms: bool = False) -> list[int]:
    """The ends of up to three words that may name what is counted: "Coastal sailors", and not "Freeland marched"."""
    ends: list[int] = []
    for _ in range(3):
        found = _NOUN.match(text, at, last)
        if found is None or found[1].lower() in _NO_NOUN or (ends and found[1].endswith(("ed", "ing", "ly"))):
            break
        at = found.end()
        plural = found[1] in _PEOPLE or (found[1][-1] == "s" and found[1][-2:] not in ("ss", "us", "is"))
        if found[1].islower() or plural or (acronyms and found[1].isupper()):
            ends.append(at)
        if plural:
            break
    return ends


# --- words for a quantity without a number ----------------------------------------------------------------------------

_SIZE = "(?:small|tiny|large|larger|smaller|vast|huge|significant|substantial|growing|overwhelming|considerable)"


@cache
def _vague_words() -> re.Pattern[str]:
    return re.compile(
        r"(?<![^\W_])(?i:"
        + "|".join(
            (
                rf"(?:an?|the) (?:{_SIZE} )?(?:fraction|majority|minority|handful)",
                rf"an? {_SIZE} (?:number|proportion|share|portion|part|amount)",
                r"an? (?:number|couple)(?= of )|scores(?= of )",
                rf"(?:tens|{PLURALS}) of {PLURALS}|{PLURALS}",
                rf"(?:several|(?:a )?few|many) {SCALE}|several|a few",
            )
        )
        + r")(?![^\W_])"
    )


def vague_phrases(document: Document) -> tuple[Span, ...]:
    """Quantities without a number, such as "dozens of ships" and "a small fraction", with what they count."""
    return tuple(_vague(document, found) for found in _vague_words().finditer(document.printed))


def _vague(document: Document, found: re.Match[str]) -> Span:
    last = min(document.sentence(found.start()).end, found.end() + 100)
    of = _OF.match(document.printed, found.end(), last)
    ends = _nouns(document.printed, of.end() if of else found.end(), last, acronyms=of is not None)
    return Span(found.start(), ends[-1] if ends and (of or not found[0].endswith("y")) else found.end())
