"""The bytes of a file -> its text, or a located problem where they are no text a person could have meant."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from explainer.problems import Place, Problem, split_lines

MAX_BYTES = 500_000  # of a file that somebody types; the longest of a real explainer has a thirtieth of it

# What a YAML file may not hold (YAML 1.2, 5.1), what stands for no character, and what no reader could see: Unicode's
# Bidi_Control and Default_Ignorable_Code_Point, and line separators that only some programs break lines at.
_NEVER = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
) + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
# Of the ignorable these are needed, after what they change: joiners in scripts whose letters join and in pictures made
# of several, and the variants of a picture, an ideograph or a Mongolian letter. After a Latin letter they would change
# nothing, and keep a word from being found.
_JOINING = "\u0620-\u1cff\u2600-\u27bf\ua800-\uabff\ufe0f\U00010a00-\U0001ffff"
_PICTURES = "#*0-9\xa9\xae\u2010-\u3299\U0001f000-\U0001ffff"
_IDEOGRAPHS = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SUSPECT = re.compile(f"[{_NEVER}\u180b-\u180f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # may be refused
_PLAIN = b"\t\n\r" + bytes(range(0x20, 0x7F))  # letters, signs and breaks of ASCII
MAX_MARKS = 30  # on one letter, as in Unicode's Stream-Safe Text Format; it takes ever longer to put more in order
TOO_MANY_MARKS = f"there are more than {MAX_MARKS} accents on one letter here"
_MARKS = re.compile(rf"[^\w\s\x00-\u02ff]{{{MAX_MARKS + 1},}}")  # and other signs, such as pictures
_BOMS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


def decode(data: bytes, path: str, problems: list[Problem], most: int = MAX_BYTES) -> str | None:
    """UTF-8 text without its byte order mark, or None and a problem. `most` is how many bytes there may be."""
    problem = _too_large(data, path, most) or _other_encoding(data, path)
    if problem:
        problems.append(problem)
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _place_after(path, data[: error.start].decode("utf-8"))
        message = f"this file is not UTF-8: there is a stray byte 0x{data[error.start]:02X} here"
        problems.append(Problem(place, "encoding", message, "save it as UTF-8"))
        return None
    text = text.removeprefix("\ufeff")
    odd = data.translate(None, _PLAIN).decode("utf-8")  # of which there is little
    if _SUSPECT.search(odd) and (found := first_invisible(text)):
        message = f"there is an invisible character here (U+{ord(found[0]):04X})"
        hint = "remove it; copying from a web page or a PDF often brings one along"
        problems.append(Problem(_place_after(path, text[: found.start()]), "control-character", message, hint))
        return None
    start = too_many_marks(text) if any(map(unicodedata.combining, odd)) else None
    if start is not None:
        problems.append(Problem(_place_after(path, text[:start]), "control-character", TOO_MANY_MARKS, "remove them"))
        return None
    return text


def first_invisible(text: str) -> re.Match[str] | None:
    """The first character that no reader could see, and that is of no use where it stands."""
    used = "".join(set(text))  # of which there are few
    return _invisible().search(text) if _SUSPECT.search(used) else None


def without_invisible(text: str) -> str:
    """A text without the characters that no reader could see."""
    return _invisible().sub("", text)


@cache  # when it is first asked for: it takes long to compile, and hardly any text needs it
def _invisible() -> re.Pattern[str]:
    return re.compile(
        f"{_SUSPECT.pattern}(?<![{_JOINING}][\u200c\u200d])(?<![{_PICTURES}{_IDEOGRAPHS}][\ufe00-\ufe0f])"
        f"(?<![{_IDEOGRAPHS}][\U000e0100-\U000e01ef])(?<![\u1820-\u18aa][\u180b-\u180f])"
    )


def too_many_marks(text: str) -> int | None:
    """Where a letter has more accents and other marks than any script puts on one, if there is such a place."""
    for found in _MARKS.finditer(text):
        run = 0
        for at, char in enumerate(found[0], found.start()):
            run = run + 1 if unicodedata.combining(char) else 0
            if run > MAX_MARKS:
                return at - MAX_MARKS
    return None


def _too_large(data: bytes, path: str, most: int) -> Problem | None:
    if len(data) <= most:
        return None
    message = f"this file is larger than {most / 1e6:g} MB"
    return Problem(Place(path), "file-too-large", message, "split it, or shorten it")


def _other_encoding(data: bytes, path: str) -> Problem | None:
    for mark, name in _BOMS.items():
        if data.startswith(mark):
            return Problem(Place(path), "encoding", f"this file is saved as {name}, not UTF-8", "save it as UTF-8")
    return None


def _place_after(path: str, before: str) -> Place:
    """Where the character after `before` stands."""
    lines = split_lines(before.removeprefix("\ufeff"))
    line, column = len(lines), len(lines[-1]) + 1
    return Place(path, line, column, line, column + 1)
