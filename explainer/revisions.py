"""A revision of the repository that a content folder lies in -> the folder as it was, for as long as it is looked at.

The only module that asks git, which it asks to read and nothing else.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from explainer.files import Folder
from explainer.lock import NAME


class PublishedError(Exception):
    """What was published cannot be had: why, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message}; {hint}")
        self.message, self.hint = message, hint


BUILD = "name a built site or its data folder: --since FOLDER"


@contextmanager
def folder_at(revision: str, content_folder: Folder) -> Iterator[Path]:
    """The content as it was at a revision, in a folder that is gone afterwards. Raises PublishedError."""
    under = _line(_git_in(content_folder, "rev-parse", "--show-prefix")).removesuffix("/")
    commit = _object(content_folder, f"{revision}^{{commit}}") if revision and not revision.startswith("-") else ""
    if not commit:
        hint = "name a branch, tag or commit that git knows here, or a built site; a shallow clone lacks older ones"
        raise PublishedError(f"there is no revision and no path '{revision}'", hint)
    tree = _object(content_folder, f"{commit}:{under}")
    files = list(_listed(content_folder, tree)) if tree else []
    if not files:
        raise PublishedError(
            f"'{revision}' has no folder '{under or '.'}' with content", f"if it lay elsewhere, {BUILD}"
        )
    with TemporaryDirectory(prefix="explainer-") as name:
        folder = Path(name) / "content"
        _unpack(files, content_folder, folder)
        yield folder


class _File(Struct, frozen=True):
    """A file in a revision."""

    name: str  # in the content folder
    object: str
    is_link: bool


def _listed(content_folder: Folder, tree: str) -> Iterator[_File]:
    """What a content folder held, without the lock, which is not needed; nothing if it was no folder."""
    listed = _git(content_folder.path, "ls-tree", "-r", "-z", "--full-tree", tree)
    for entry in os.fsdecode(listed.stdout).split("\0")[:-1]:
        about, name = entry.split("\t", 1)
        mode, kind, key = about.split()
        # git takes no such names; a repository made by something else could lead out of the folder
        if kind == "blob" and name != NAME and not {"", ".", ".."} & set(name.split("/")):
            yield _File(name, key, mode == "120000")


def _unpack(files: list[_File], content_folder: Folder, folder: Path) -> None:
    """Write files of a revision into a folder, links last, so that nothing is written through one."""
    asked = "".join(f"{file.object}\n" for file in files).encode()
    data = _git_in(content_folder, "cat-file", "--batch", given=asked)
    contents: dict[str, bytes] = {}
    at = 0
    for file in files:
        end = data.index(b"\n", at)
        if data[at:end].endswith(b" missing"):
            raise PublishedError(f"the repository lacks '{file.name}' as it was", f"fetch all of it, or {BUILD}")
        size = int(data[at:end].split()[2])
        contents[file.name] = data[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    for file in sorted(files, key=lambda each: each.is_link):
        path = folder / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        if file.is_link:
            path.symlink_to(os.fsdecode(contents[file.name]))
        else:
            path.write_bytes(contents[file.name])


def _object(content_folder: Folder, name: str) -> str:
    """What git calls an object by, or nothing where there is none of that name."""
    found = _git(content_folder.path, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    return _line(found.stdout) if found.returncode == 0 else ""


def _git_in(content_folder: Folder, *arguments: str, given: bytes = b"") -> bytes:
    """What git says; raises PublishedError with its own words where it cannot."""
    done = _git(content_folder.path, *arguments, given=given)
    if done.returncode == 0:
        return done.stdout
    said = next(iter(os.fsdecode(done.stderr).splitlines()), "").removeprefix("fatal: ")
    if said.startswith("not a git repository"):
        raise PublishedError(f"'{content_folder.shown}' is in no git repository", BUILD)
    raise PublishedError(
        f"git cannot read the repository of '{content_folder.shown}': {said}", f"mend that, or {BUILD}"
    )


_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX", "GIT_INDEX_FILE")


def _git(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder, without what a hook would have it take for its repository, and in English."""
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK} | {"LC_ALL": "C"}
    command = ["git", "-C", str(folder), *arguments]
    try:
        return subprocess.run(command, input=given, capture_output=True, env=environment, check=False)
    except OSError:
        raise PublishedError("git is not installed here", BUILD) from None


def _line(said: bytes) -> str:
    return os.fsdecode(said).removesuffix("\n")
