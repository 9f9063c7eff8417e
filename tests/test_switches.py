"""What takes long to make can be left out of a site, which is then whole without it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from explainer.cache import NOTHING_KEPT
from explainer.files import Folder
from explainer.finishing import Means, finish
from explainer.pipeline import build_site

HARBOUR = Path(__file__).parent / "sites" / "harbour" / "content"
LAYOUTS = Folder(Path(__file__).parents[1] / "layouts", "layouts")


def site_with(switches: str, folder: Path) -> dict[str, bytes]:
    shutil.copytree(HARBOUR, folder)
    with (folder / "site.yaml").open("a") as file:
        file.write(switches)
    return dict(finish(build_site(Folder(folder, "content"), LAYOUTS), Means(LAYOUTS, NOTHING_KEPT)))


@pytest.mark.parametrize(
    ("switch", "gone", "words"),
    [
        ("search: false", ("search/", "pagefind/", "cards/search.png"), b"/search/"),
        ("cards: false", ("cards/",), b"og:image"),
    ],
)
def test_what_is_switched_off_leaves_no_trace(switch: str, gone: tuple[str, ...], words: bytes, tmp_path: Path) -> None:
    with_all = site_with("", tmp_path / "all")
    without = site_with(f"{switch}\n", tmp_path / "without")
    left_out = {name for name in with_all if name.startswith(gone)}
    assert left_out and set(without) == set(with_all) - left_out
    assert words in with_all["index.html"]
    assert not [name for name, data in without.items() if name.endswith((".html", ".xml")) and words in data]
