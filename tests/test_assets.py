"""Whatever lies among the assets is published, or is a problem, or is nobody's work."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.assets import MAX_BYTES, read_assets
from explainer.problems import ContentError


def assets(site: Path) -> dict[str, bytes]:
    return read_assets(site / "layouts", "layouts")


def test_what_editors_and_systems_leave_behind_is_no_asset(site: Path) -> None:
    before = assets(site)
    for name in (".DS_Store", "site.css~", ".hidden/x.css", "fonts/.x"):
        (site / "layouts/assets" / name).parent.mkdir(exist_ok=True)
        (site / "layouts/assets" / name).write_bytes(b"x")
    (site / "layouts/assets/.#site.css").symlink_to("somebody@somewhere")
    assert assets(site) == before
    assert "assets/fonts/public-sans.woff2" in before


@pytest.mark.parametrize("name", ["a\nb.css", "a\u202eb.css", "\udcff.css", "a\u200b.css"])
def test_an_asset_whose_name_nobody_can_read_is_a_problem(name: str, site: Path) -> None:
    (site / "layouts/assets" / name).write_bytes(b"x")
    with pytest.raises(ContentError) as caught:
        assets(site)
    assert [problem.code for problem in caught.value.problems] == ["asset"]


def test_assets_that_are_too_large_together(site: Path) -> None:
    with (site / "layouts/assets/film.mp4").open("wb") as file:
        file.truncate(MAX_BYTES)
    with pytest.raises(ContentError) as caught:
        assets(site)
    assert [problem.message for problem in caught.value.problems] == ["the assets are larger than 100 MB together"]


def wrong(site: Path) -> list[tuple[str, str]]:
    with pytest.raises(ContentError) as caught:
        assets(site)
    return [(problem.place.path, problem.message) for problem in caught.value.problems]


@pytest.mark.parametrize("sign", ['"', ":", "<", ">", "|", "*", "?", "\\"])
def test_a_name_that_pages_does_not_take_is_a_problem(sign: str, site: Path) -> None:
    (site / "layouts/assets" / f"a{sign}b.css").write_bytes(b"x")
    message = f"the name of this file has a {sign}, which no artifact of GitHub Pages may have"
    assert wrong(site) == [(f"layouts/assets/a{sign}b.css", message)]


def test_names_that_differ_in_capitals_alone_are_a_problem(site: Path) -> None:
    (site / "layouts/assets/Site.css").write_bytes(b"x")
    message = "'assets/Site.css' has the same name but for capitals; some systems keep only one"
    assert wrong(site) == [("layouts/assets/site.css", message)]
