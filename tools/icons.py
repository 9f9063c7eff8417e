"""Make `layouts/assets/touch-icon.png` again from `layouts/assets/favicon.svg`: the mark on paper, for home screens.

Run `python tools/icons.py` in the environment of the README's first command.
"""

from pathlib import Path

import resvg_py

ASSETS = Path(__file__).parents[1] / "layouts" / "assets"
SIZE, MARGIN = 180, 28  # px


def touch_icon(mark: str) -> bytes:
    """A PNG of the mark, an SVG of 16 by 16."""
    inside = mark[mark.index(">") + 1 : mark.rindex("</svg>")]
    scale = (SIZE - 2 * MARGIN) / 16
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}">'
        f'<rect width="{SIZE}" height="{SIZE}" fill="#fbfaf7"/>'
        f'<g transform="translate({MARGIN} {MARGIN}) scale({scale})">{inside}</g></svg>'
    )
    return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True)


if __name__ == "__main__":
    (ASSETS / "touch-icon.png").write_bytes(touch_icon((ASSETS / "favicon.svg").read_text("utf-8")))
