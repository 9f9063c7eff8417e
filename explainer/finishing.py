"""What a site was built to -> all its files: what takes long, and only `build` makes.

`check` and the preview do without; everything else they have is what is written. What a step needs is imported when
there is something for it to do.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping

from msgspec import Struct

from explainer.cache import Cache
from explainer.faces import read_fonts
from explainer.files import Folder
from explainer.parallel import Progress
from explainer.pipeline import Built
from explainer.problems import ContentError, Place, Problem


class Means(Struct, frozen=True):
    """What a step works with."""

    layouts: Folder
    cache: Cache
    progress: Progress = lambda stage, done, total: None


def cards(built: Built, means: Means) -> Mapping[str, bytes]:
    """The pictures of pages. Raises ContentError with the page of each that cannot be drawn."""
    folder = means.layouts
    fonts = read_fonts(folder.path, folder.shown)
    if not built.drawings:
        return {}
    from explainer.cards import draw_all

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
    if not built.content.site.search:
        return {}
    from explainer.pages.parts import Desk
    from explainer.search import entries, index_files

    found = tuple(entries(Desk(built.found, built.addresses)))
    return index_files(found, built.content.site.language, means.cache) if found else {}


STEPS: tuple[Callable[[Built, Means], Mapping[str, bytes]], ...] = (cards, search)


def finish(built: Built, means: Means) -> Mapping[str, bytes]:
    """The files of a site with those that each step adds. Raises ContentError or PagefindError."""
    files: dict[str, bytes] = {}
    for step in STEPS:
        files.update(step(built, means))
    return ChainMap(files, built.files)
