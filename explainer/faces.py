"""`cards/` in the layouts -> the fonts that pictures are drawn with, and how wide their letters are."""

from __future__ import annotations

import json
from pathlib import Path

from msgspec import Struct

from explainer.files import read_plain
from explainer.lines import Face
from explainer.problems import ContentError, Place, Problem

FONTS = ("newsreader.ttf", "public-sans.ttf")
ADVANCES = "advances.json"
MAX_BYTES = 20_000_000  # of one file
TRACKING = -0.012  # em, of titles; `card.svg` says the same


class Faces(Struct, frozen=True):
    """What titles are set in, and what all else is."""

    serif: Face
    sans: Face


def read_faces(folder: Path, shown: str) -> Faces:
    """The faces that the fonts have; `folder` is that of the layouts, called `shown`. Raises ContentError."""
    try:
        found = json.loads(read_plain(folder / "cards" / ADVANCES, MAX_BYTES))
        serif, sans = (
            {letter: width / font["unitsPerEm"] for letter, width in font["advances"].items()}
            for font in (found[name.removesuffix(".ttf")] for name in FONTS)
        )
    except FileNotFoundError:
        raise _wrong(shown, ADVANCES, "is not there") from None
    except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError):
        raise _wrong(shown, ADVANCES, "cannot be read") from None
    return Faces(Face(serif, TRACKING), Face(sans))


def read_fonts(folder: Path, shown: str) -> dict[Path, bytes]:
    """The font files. Raises ContentError."""
    fonts = {}
    for name in FONTS:
        path = folder / "cards" / name
        try:
            fonts[path] = read_plain(path, MAX_BYTES)
        except FileNotFoundError:
            raise _wrong(shown, name, "is not there") from None
        except OSError:
            raise _wrong(shown, name, "cannot be read") from None
    return fonts


def _wrong(shown: str, name: str, what: str) -> ContentError:
    message = f"this file of the pictures' fonts {what}"
    hint = "tools/fonts.py makes it; or copy the folder cards/ of the layouts that came with the program"
    return ContentError([Problem(Place(f"{shown}/cards/{name}"), "layout-missing", message, hint)])
