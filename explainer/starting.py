"""An empty folder -> a new explainer in it: the program, its docs, and content that says in comments what to write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from explainer.handover import Change, carry_out, lay_ready, resume

SKELETON = Path(__file__).parent / "skeleton"
PROGRAM = (
    *(".github", ".gitignore", ".vscode", "LICENSE", "build.py", "constraints.txt", "docs", "explainer", "layouts"),
    *("pyproject.toml", "schema", "site/.gitignore"),
)
ALLOWED = {".git", ".DS_Store"}  # in a folder that is empty
LEFT_OUT = {"__pycache__", ".DS_Store", "screenshots"}  # the last are pictures of the first explainer


class StartError(Exception):
    """The folder cannot become an explainer; the message says why."""


def start(folder: Path, root: Path) -> int:
    """Make a new explainer in a folder that is empty or not there yet, and say of how many files.

    `root` holds the program. Raises StartError; what was in the folder is then as it was.
    """
    if folder.resolve().is_relative_to(root.resolve()):
        raise StartError(f"'{folder}' is within this explainer; name a folder outside, such as ../mine")
    try:
        if folder.exists():
            resume(folder)  # what an earlier start was stopped in
        there = sorted(path.name for path in folder.iterdir() if path.name not in ALLOWED) if folder.exists() else []
        if there:
            raise StartError(
                f"'{folder}' is not empty, it has '{there[0]}'; name a folder that is, or is not there yet"
            )
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
