"""A Document -> every number it states, where it stands, and the natural phrase around each.

What counts as a number: digits with their sign, decimals and scale word; a date, as one; a lone year; number words,
with "a dozen", "half", "double", "two-thirds" and plurals such as "thousands". Not ordinals, and not digits that belong
to a name (G7, F-16). A quarter or a third counts where it is a share: "a third of", "by a third". "One" counts before
what it counts ("one member", "one-year") and not as a pronoun ("one of the", "no one", "this one"); where nobody can
say, as in "one day", it counts, for a number too many is seen and a number too few is not.

Every pattern takes what it has read for good, so that the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise

from explainer.evidence.texts import Document, Span
from explainer.evidence.words import plain_words
from explainer.quantity import CURRENCY_WORDS, FRACTIONS, MULTIPLES, NUMBER_WORDS, QUALIFIERS, SCALES, Quantity
from explainer.quantity import parse_quantity as parse

LONGEST = 11  # words of a phrase; more would be a sentence of somebody else's


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


# --- numbers ----------------------------------------------------------------------------------------------------------

_DASH = "[-‐‑–—]"
_ENDS = r"(?!\d|[.,]\d)"  # no further digits
_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = _any([*_MONTHS, *(rf"{month[:3]}\b\.?" for month in _MONTHS), r"Sept\b\.?"])
_DAY = rf"\d{{1,2}}(?:st|nd|rd|th)?(?:{_DASH}\d{{1,2}}(?:st|nd|rd|th)?)?"
_DATE = "|".join(
    (
        rf"\d{{4}}-\d{{2}}-\d{{2}}{_ENDS}",
        rf"{_DAY}(?: of)? {_MONTH}(?:,? \d{{4}}{_ENDS})?(?![^\W_])",
        rf"\b{_MONTH} {_DAY}(?![^\W_]){_ENDS}(?:,? \d{{4}}{_ENDS})?",
        rf"\b{_MONTH},? \d{{4}}{_ENDS}",
        rf"\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}{_ENDS}",
        rf"(?:1[5-9]|20)\d\d[/–-]\d\d{_ENDS}",
        r"\d{1,2}(?:[:.]\d{2})? ?(?:[ap]m\b|[ap]\.m\.)|\d{1,2}:\d{2}(?::\d{2})?(?![:\d])",
    )
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\ds?")

_SCALE = _any(word for word in SCALES if len(word) > 1)
_WORD = _any(NUMBER_WORDS)
_PARTS = _any([*FRACTIONS, *"sixth seventh eighth ninth hundredth thousandth".split()])
_PLURALS = "(?:dozens|hundreds|thousands|millions|billions|trillions)"
_TIMES = _any([*MULTIPLES, *"thrice doubled doubles doubling trebled tripled triples tripling quadrupled".split()])
_STARTS = r"(?<![^\W_])(?<!\d[.,])"  # neither in a word nor in a number
_DIGITS = (
    rf"(?:(?:(?<![^\W_])(?:US|A|AU|C|CA|NZ|HK|S))?[£€$¥₹₽₴] ?|{_STARTS})"
    rf"(?:\d{{1,3}}(?: \d{{3}}){{1,4}}(?![^\W_])|\d+(?:[.,]\d+)*)(?:/\d+|[½⅓⅔¼¾])?[^\W_]*(?: ?€)?"
)
_WORDS = "|".join(
    (
        rf"(?:tens|{_PLURALS}) of (?:{_PLURALS})|{_PLURALS}",
        rf"(?:several|few|many|half(?:[ -]an?)?)[ -]{_SCALE}",
        rf"an?[ -]{_PARTS}",
        rf"(?:an? {_SCALE}|{_WORD})"
        rf"(?:(?:[ -](?:{_WORD}|{_SCALE}))|(?:(?<=hundred)|(?<=thousand)|(?<=million)) and {_WORD}){{0,6}}"
        rf"(?:[ -]{_PARTS}s?)?(?:[ -]and[ -]an?[ -](?:half|quarter|third))?",
        rf"{_TIMES}|half|halves|halved|halving|\b[a-z]{{2,8}}fold",
    )
)
_TAIL = rf"(?:[ -]{_SCALE}(?![^\W_])){{0,2}}(?: ?%| ?per ?cent(?:age points?)?(?![^\W_]))?"


@cache  # compiled where there is a number to be found, for that takes long
def _number() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<date>{_STARTS}(?:{_DATE}))|(?:(?P<digits>{_DIGITS})|(?P<words>(?<![^\W_])(?i:{_WORDS})(?![^\W_])))(?i:{_TAIL})"
    )


def numbers(document: Document) -> tuple[Span, ...]:
    """Every number, in the order of the text."""
    return numbers_in(document.printed)


_FOLDS = frozenset(f"{number}fold" for number in "two three four five six seven eight nine ten hundred".split())
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_COUNTING = frozenset(  # of these there is one in every number without digits
    re.findall("[a-z]+", f"{_SCALE} {_WORD} {_PARTS} {_PLURALS} {_TIMES} tens halves halved halving {' '.join(_FOLDS)}")
)


@lru_cache(maxsize=10_000)  # each paragraph is asked for many times over
def numbers_in(text: str) -> tuple[Span, ...]:
    """Every number in a text on one line."""
    if not _DIGIT.search(text) and _COUNTING.isdisjoint(_LETTERS.findall(text.lower())):
        return ()
    return tuple(_numbers(text, 0, len(text)))


def _numbers(text: str, start: int, end: int) -> Iterator[Span]:
    for found in _number().finditer(text, start, end):
        if found["date"] or (_counts_digits if found["digits"] else _counts_words)(text, found):
            yield Span(found.start(), found.end())


_ORDINAL = re.compile(r"[\d.,]*\d(?:st|nd|rd|th)\Z")
_NAME_BEFORE = re.compile(r"(?<![^\W_])[^\W\d_a-z][^\W\d_]{0,20}[-‐‑]\Z")


def _counts_digits(text: str, found: re.Match[str]) -> bool:
    """Not 5th, and not the 16 of F-16."""
    start = found.start()
    return not (_ORDINAL.match(found["digits"]) or _NAME_BEFORE.search(text, max(0, start - 22), start))


_FRACTION_OF = re.compile(r" of(?![^\W_])")
_BY = re.compile(r"(?<![^\W_])by \Z", re.IGNORECASE)
_TENS_ORDINAL = re.compile(rf"[a-z]+ty[ -]{_PARTS}\Z")
_ORDINAL_BEHIND = re.compile(rf"-(?:first|second|fourth|{_PARTS})(?![^\W_])", re.IGNORECASE)
_COMPOUND = re.compile(rf"{_DASH}(?!{_SCALE}|hour|day|week|month|year|centur)[^\W\d_]", re.IGNORECASE)


def _counts_words(text: str, found: re.Match[str]) -> bool:
    """Whether number words count something here, and do not order it or stand for a noun."""
    words, start, end = found["words"].lower(), found.start(), found.end()
    if re.fullmatch(rf"an?[ -]{_PARTS}", words) and not words.endswith("half"):
        return bool(_FRACTION_OF.match(text, end) or _BY.search(text, max(0, start - 4), start))
    if words == "one" and end == found.end("words"):
        return _counts_one(text, start, end)
    if words.endswith("fold"):
        return words in _FOLDS
    if words in ("half", "double", "twice", "triple"):  # half-hearted, double-check
        return not _COMPOUND.match(text, end)
    return not (_ORDINAL_BEHIND.match(text, end) or _TENS_ORDINAL.match(words))


_NO_COUNT_BEFORE = re.compile(
    r"(?<![^\W_])(?:no|any|every|some|each|this|that|the|which|another|such|only|first|last|next|number|day)[ -]\Z",
    re.IGNORECASE,
)
_NO_COUNT_BEHIND = re.compile(
    r" (?:of|another|or|and|who|whom|whose|that|which|where|when|is|was|has|had|can|could|would|should|may|might|must"
    r"|will|does|did|as|at|by|for|from|if|into|it|on|than|the|to|with|without|but|he|she|they|we|you)(?![^\W_])"
    rf"(?! {_WORD}| \d)|-(?:off|on|sided|time|way|to|size|liner|handed|stop|upmanship)(?![^\W_])",
    re.IGNORECASE,
)
_COUNTED_BEHIND = re.compile(r"[ -][^\W_]")


def _counts_one(text: str, start: int, end: int) -> bool:
    if _NO_COUNT_BEFORE.search(text, max(0, start - 12), start) or _NO_COUNT_BEHIND.match(text, end):
        return False
    return bool(_COUNTED_BEHIND.match(text, end))


# --- dates ------------------------------------------------------------------------------------------------------------


@cache
def _dated() -> re.Pattern[str]:
    return re.compile(rf"(?:{_DATE})\Z")


_YEAR_BEFORE = re.compile(
    r"(?:(?<![^\W_])(?:in|since|until|till|by|from|to|before|after|during|through|early|late|mid|of)[ -]|[-‐‑])\Z",
    re.IGNORECASE,
)


def names_day(words: str) -> bool:
    """Whether a number as printed is a date or a time of day."""
    return _dated().match(words) is not None


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

_BEFORE = re.compile(rf"(?<![^\W_]){_any(QUALIFIERS)} \Z", re.IGNORECASE)
_RANGE_BEFORE = re.compile(r"(?<![^\W_])(?:between|from) \Z", re.IGNORECASE)
_JOINS = re.compile(rf" (?:to|and) | ?{_DASH} ?")
_CURRENCY = re.compile(rf" (?:US )?{_any(CURRENCY_WORDS)}(?![^\W_])", re.IGNORECASE)
_OF = re.compile(r" of(?: the| its| their| all)?(?= )")
_RATE = r"(?:hour|day|week|month|quarter|year|decade|head|person)"
_PER = re.compile(rf" (?:(?:an?|each|every) {_RATE}|per [^\W\d_]+|annually|yearly)(?![^\W_])")
_PERIOD = re.compile(
    r",? (?:(?:until|by|since|through|before|after|in) (?:the end of )?|from \d{4} (?:to|until) )(?:1[5-9]|20)\d\d"
    rf"(?![^\W_]){_ENDS}"
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
    near = list(_numbers(text, max(sentence.start, number.start - 40), min(sentence.end, number.end + 40)))
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
                rf"(?:tens|{_PLURALS}) of {_PLURALS}|{_PLURALS}",
                rf"(?:several|(?:a )?few|many) {_SCALE}|several|a few",
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
