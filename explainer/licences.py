"""The name of a licence, as an editor writes it -> what programs call it, and where it stands."""

from __future__ import annotations

import re

from msgspec import Struct

_CREATIVE_COMMONS = re.compile(r"CC[ -](BY(?:-(?:SA|NC|ND|NC-SA|NC-ND))?)[ -]([34]\.0)", re.I)
_CC0 = re.compile(r"CC[ -]?0(?:[ -]1\.0)?", re.I)


class Licence(Struct, frozen=True):
    """`name` is its identifier in the list of SPDX."""

    name: str
    path: str


def known_licence(words: str | None) -> Licence | None:
    """A Creative Commons licence by its usual name, such as CC BY 4.0; None for any other, which is not guessed at."""
    words = (words or "").strip()
    if _CC0.fullmatch(words):
        return Licence("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/")
    found = _CREATIVE_COMMONS.fullmatch(words)
    if found is None:
        return None
    kind, version = found[1].upper(), found[2]
    return Licence(f"CC-{kind}-{version}", f"https://creativecommons.org/licenses/{kind.lower()}/{version}/")
