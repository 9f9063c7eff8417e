"""What nobody sees is refused, but for what scripts are written with."""

from __future__ import annotations

import unicodedata

import pytest

from explainer.characters import decode, first_invisible, too_many_marks
from explainer.problems import Problem
from explainer.yamltext import read_yaml

# Unicode 16: Bidi_Control and Default_Ignorable_Code_Point.
IGNORABLE = (
    "00AD 034F 061C 115F-1160 17B4-17B5 180B-180F 200B-200F 202A-202E 2060-206F 3164 FE00-FE0F FEFF FFA0 FFF0-FFF8 "
    "1BCA0-1BCA3 1D173-1D17A E0000-E0FFF"
)
SEEN_FORMATS = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x13430, 0x13440)}


def test_what_nobody_sees_is_refused_after_a_latin_letter() -> None:
    spans = (span.split("-") for span in IGNORABLE.split())
    ignorable = {n for span in spans for n in range(int(span[0], 16), int(span[-1], 16) + 1)}
    unseen = {n for n in range(0x110000) if unicodedata.category(chr(n)) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    missed = {n for n in ignorable | unseen if not first_invisible(f"a{chr(n)}")}
    assert missed - {0x09, 0x0A, 0x0D} == SEEN_FORMATS & unseen
    refused = {n for n in range(0x110000) if first_invisible(f"a{chr(n)}")} - ignorable - unseen
    assert refused == {n for n in range(0x110000) if n & 0xFFFE == 0xFFFE or 0xFDD0 <= n <= 0xFDEF}, "no characters"


WRITTEN = {
    "persian": "می\u200cخواهم",
    "conjunct": "क्\u200dष ക്\u200d",
    "family": "👨\u200d👩\u200d👧",
    "heart": "❤\ufe0f",
    "rainbow": "🏳\ufe0f\u200d🌈",
    "keycap": "1\ufe0f\u20e3",
    "trademark": "©\ufe0f ™\ufe0f",
    "name-in-kanji": "葛\U000e0100城市",
    "mongolian": "ᠠ\u180bᠡ\u180e",
    "tones": "Tiếng Việt",
    "points": "שִׁבּוֹלֶת",
}
HIDDEN = {
    "joiner-in-a-word": "tun\u200dnel",
    "non-joiner-in-a-word": "tun\u200cnel",
    "joiner-first": "\u200d",
    "two-joiners": "م\u200c\u200cن",
    "variant-of-a-letter": "a\ufe0f",
    "variant-of-a-variant": "❤\ufe0f\ufe0f",
    "ideographic-variant-of-a-letter": "a\U000e0100",
    "filler": "a\u3164b",
    "tag": "🏴\U000e0067",
    "cyrillic": "т\u200dуннель",
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_what_scripts_are_written_with_is_taken(text: str) -> None:
    problems: list[Problem] = []
    assert decode(text.encode(), "a.yaml", problems) == text
    assert problems == []


@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("escaped", [False, True], ids=["plain", "escaped"])
def test_what_only_hides_is_refused(text: str, escaped: bool) -> None:
    problems: list[Problem] = []
    written = "".join(f"\\U{ord(char):08x}" for char in text) if escaped else text
    read = decode(f'a: "{written}"\n'.encode(), "a.yaml", problems)
    if read is not None:
        read_yaml(read, "a.yaml", problems)
    assert [problem.code for problem in problems] == ["control-character"]


def test_marks_without_end_are_refused() -> None:
    assert too_many_marks("e" + "\u0301" * 30 + "👍" * 100) is None
    assert too_many_marks("the e" + "\u0301\u0316" * 16) == 5
