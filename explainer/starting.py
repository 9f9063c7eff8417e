"""An empty folder -> a new explainer in it: the program, its docs, and content that says in comments what to write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from explainer.handover import Change, carry_out, lay_ready

SKELETON = Path(__file__).parent / "skeleton"
PROGRAM = (
    *(".github", ".gitignore", ".vscode", "LICENSE", "build.py", "constraints.txt", "docs", "explainer", "layouts"),
    *("pyproject.toml", "schema", "site/.gitignore"),
)
LEFT_OUT = {"__pycache__", ".DS_Store", "screenshots"}  # the last are pictures of the first explainer


class StartError(Exception):
    """The folder cannot become an explainer; the message says why."""


def start(folder: Path, root: Path) -> int:
    """Make a new explainer in a folder that is empty or not there yet, and say of how many files.

    `root` holds the program. Raises StartError, having left the folder as it was.
    """
    try:
        if folder.exists() and any(path.name != ".git" for path in folder.iterdir()):
            raise StartError(f"'{folder}' is not empty; name a folder that is, or that is not there yet")
        files = dict(_program(root)) | dict(_files(SKELETON, SKELETON))
        folder.mkdir(parents=True, exist_ok=True)
        lay_ready(folder, Change(tuple(files)), list(files.values()))
        carry_out(folder)
    except OSError as error:
        raise StartError(f"'{error.filename or folder}' cannot be written: {error.strerror or error}") from error
    return len(files)


def _program(root: Path) -> Iterator[tuple[str, bytes]]:
    for name in PROGRAM:
        path = root / name
        if path.is_dir():
            yield from _files(path, root)
        elif path.is_file():
            yield name, path.read_bytes()


def _files(under: Path, root: Path) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of what is in a folder, named from the root; what other programs left there is left out."""
    for path in sorted(under.rglob("*")):
        name = path.relative_to(root)
        if path.is_file() and not path.is_symlink() and LEFT_OUT.isdisjoint(name.parts):
            yield name.as_posix(), path.read_bytes()
