"""Make the pictures of the site that the README shows: `.venv/bin/python tools/screenshots.py`.

In the environment of the README's second command, with Debian's Chromium. The site is built from content/ and served on
a port of its own; each picture is a page as a reader first sees it, light or dark, on a desk or a phone.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))  # whose server this uses

from serving import Site, served  # noqa: E402

from explainer.files import Folder  # noqa: E402
from explainer.pipeline import build_site  # noqa: E402

CHROMIUM = "/usr/bin/chromium"
QUIETLY = ["--no-sandbox", "--disable-background-networking"]
DESK, PHONE = (1280, 860), (360, 720)


class Shot(NamedTuple):
    """A picture: its name, the page, how large the window is, the theme, and what to scroll to."""

    name: str
    page: str
    size: tuple[int, int]
    theme: str
    to: str = ""


SHOTS = (
    Shot("home", "", DESK, "light"),
    Shot("story", "", DESK, "light", "#size"),
    Shot("questions-dark", "questions/", DESK, "dark", ".mx"),
    Shot("home-phone", "", PHONE, "light"),
    Shot("questions-phone-dark", "questions/", PHONE, "dark", ".mx tbody"),
    Shot("figures-phone", "figures/", PHONE, "light", ".figs"),
)


def take(browser: Browser, site: Site, shot: Shot, folder: Path) -> None:
    """One picture."""
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if shot.theme == "dark" else "light",
        device_scale_factor=1 if width > 1000 else 1.5,
    )
    page = context.new_page()
    page.goto(site.address + shot.page)
    page.evaluate("() => document.fonts.ready")
    if shot.to:
        page.evaluate("(to) => scrollTo(0, document.querySelector(to).getBoundingClientRect().top - 16)", shot.to)
    page.screenshot(path=folder / f"{shot.name}.png")
    context.close()


def main() -> None:
    """All of them, into docs/screenshots/."""
    folder = ROOT / "docs" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    content, layouts = Folder(ROOT / "content", "content"), Folder(ROOT / "layouts", "layouts")
    with served(lambda address: build_site(content, layouts, address).files) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        for shot in SHOTS:
            take(browser, site, shot, folder)
            print(f"docs/screenshots/{shot.name}.png")
        browser.close()


if __name__ == "__main__":
    main()
