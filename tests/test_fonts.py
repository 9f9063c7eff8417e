"""The fonts pages are set in: what a first page fetches, what lies beside them, and that they can write what is written."""

import json
from pathlib import Path

import pytest

LAYOUTS = Path(__file__).parents[1] / "layouts"
FONTS = LAYOUTS / "assets" / "fonts"
CARDS = LAYOUTS / "cards"


def test_what_an_english_page_fetches() -> None:
    assert sum((FONTS / name).stat().st_size for name in ("newsreader.woff2", "public-sans.woff2")) < 62_000


@pytest.mark.parametrize("folder", [FONTS, CARDS])
def test_each_font_has_its_licence_beside_it(folder: Path) -> None:
    fonts = [path for path in folder.iterdir() if path.suffix in (".woff2", ".ttf")]
    assert fonts
    for font in fonts:
        (licence,) = (
            path for path in folder.glob("*-OFL.txt") if font.name.startswith(path.name.removesuffix("-OFL.txt"))
        )
        text = licence.read_text("utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
        assert "with Reserved Font Name" not in text.partition("-----")[0]  # then a font that was cut must be renamed


def test_the_letters_of_european_names_have_a_width() -> None:
    for font in json.loads((CARDS / "advances.json").read_text("utf-8")).values():
        assert not set("Łódź Șefan Šešelj Erdoğan Ñandú Þór Æsir Œuvre ’“”–—…€£−‑") - set(font["advances"])
        assert all(0 <= width <= 2 * font["unitsPerEm"] for width in font["advances"].values())
