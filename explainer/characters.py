"""The bytes of a file -> its text, or a located problem where they are no text a person could have meant."""

from __future__ import annotations

import re

from explainer.problems import Place, Problem, split_lines

MAX_BYTES = 5_000_000

# What a YAML file may not hold (YAML 1.2, 5.1), and what no reader could see: line separators that only some programs
# break lines at, characters without width, and the controls that make text show in another order than it is written.
# The joiners U+200C and U+200D are left alone: some scripts are written with them.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
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
    found = INVISIBLE.search(text)
    if found:
        message = f"there is an invisible character here (U+{ord(found[0]):04X})"
        hint = "remove it; copying from a web page or a PDF often brings one along"
        problems.append(Problem(_place_after(path, text[: found.start()]), "control-character", message, hint))
        return None
    return text


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
