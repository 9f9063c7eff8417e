"""What a site was built to -> all its files: what takes long, and only `build` makes.

`check` and the preview do without; everything else they have is what is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from explainer.cache import Cache
from explainer.cards import draw_all
from explainer.faces import read_fonts
from explainer.files import Folder
from explainer.load import Progress
from explainer.pages.parts import Desk
from explainer.pipeline import Built
from explainer.problems import ContentError, Place, Problem
from explainer.search import entries, index_files


class Means(Struct, frozen=True):
    """What a step works with."""

    layouts: Folder
    cache: Cache
    progress: Progress = lambda stage, done, total: None


def cards(built: Built, means: Means) -> Mapping[str, bytes]:
    """The pictures of pages. Raises ContentError with the page of each that cannot be drawn."""
    folder = means.layouts
    fonts = read_fonts(folder.path, folder.shown)
    results = draw_all(
        [drawing.svg for drawing in built.drawings],
        fonts,
        means.cache,
        lambda done, total: means.progress("Drawing cards", done, total),
    )
    files, problems = {}, []
    for drawing, result in zip(built.drawings, results, strict=True):
        if isinstance(result, bytes):
            files[drawing.name] = result
        else:
            message = f"this layout cannot be drawn: {result}"
            related = ((drawing.place, f"while drawing the picture of {drawing.page}"),)
            problems.append(Problem(Place(f"{folder.shown}/{drawing.layout}"), "layout", message, related=related))
    if problems:
        raise ContentError(problems)
    return files


def search(built: Built, means: Means) -> Mapping[str, bytes]:
    """The index that the search page asks, where there is anything to be found. Raises PagefindError."""
    found = tuple(entries(Desk(built.found, built.addresses))) if built.content.site.search else ()
    if not found:
        return {}
    return index_files(found, built.content.site.language, means.cache)


STEPS: tuple[Callable[[Built, Means], Mapping[str, bytes]], ...] = (cards, search)


def finish(built: Built, means: Means) -> dict[str, bytes]:
    """The files of a site with those that each step adds. Raises ContentError or PagefindError."""
    files = dict(built.files)
    for step in STEPS:
        files.update(step(built, means))
    return files
