"""`layouts/assets/` -> the files that are published as they are, or a problem for each that cannot be.

Hidden files, and the copies with a `~` that editors leave behind, are left out. All else is published or reported: a
link may lead to what nobody wants to publish, and elsewhere to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from explainer.files import is_folder, read_plain
from explainer.problems import ContentError, Place, Problem

FOLDER = "assets"
_NO_NAME = re.compile(r'["<>:|*?\\]')  # as the action upload-artifact refuses them
MAX_BYTES = 100_000_000  # of all together, for they are held in memory


def read_assets(folder: Path, shown: str) -> dict[str, bytes]:
    """The assets by their names in the site; `folder` is that of the layouts, called `shown`. Raises ContentError."""
    files: dict[str, bytes] = {}
    folded: dict[str, str] = {}
    problems: list[Problem] = []
    left = MAX_BYTES
    for path in _entries(folder / FOLDER):
        name = path.relative_to(folder).as_posix()
        place = Place(f"{shown}/{name}")
        message, hint = _refused(path)
        if message:
            problems.append(Problem(place, "asset", message, hint))
            continue
        try:
            data = read_plain(path, left)
        except OSError as error:
            message, hint = f"this file cannot be read: {error.strerror}", "check what it is and its permissions"
            problems.append(Problem(place, "unreadable", message, hint))
            continue
        if name.casefold() in folded:
            message = f"'{folded[name.casefold()]}' has the same name but for capitals; some systems keep only one"
            problems.append(Problem(place, "asset", message, "give one of them another name"))
        folded.setdefault(name.casefold(), name)
        left -= len(data)
        if left < 0:
            message, hint = f"the assets are larger than {MAX_BYTES / 1e6:g} MB together", "keep large files elsewhere"
            problems.append(Problem(place, "asset", message, hint))
            break
        files[name] = data
    if problems:
        raise ContentError(problems)
    return files


def _refused(path: Path) -> tuple[str, str]:
    """Why something cannot be published, and what to do; nothing where it can."""
    if path.is_symlink():
        return "this is a link, and only files are published", "put the file itself here"
    if not path.name.isprintable():
        return "the name of this file has a character that nobody sees", "give it another name"
    if found := _NO_NAME.search(path.name):
        return (
            f"the name of this file has a {found[0]}, which no artifact of GitHub Pages may have",
            "give it another name",
        )
    return "", ""


def _entries(path: Path) -> Iterator[Path]:
    """What is below a folder and no folder, in the order of names; a folder itself where it cannot be looked into."""
    if path.is_symlink() or not is_folder(path):
        yield from [path] if path.is_symlink() or path.exists() else []
        return
    try:
        below = sorted(path.iterdir())
    except OSError:
        yield path
        return
    for each in below:
        if not each.name.startswith(".") and not each.name.endswith("~"):
            yield from _entries(each)
