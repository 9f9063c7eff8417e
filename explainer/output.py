"""The finished files -> the folder `site/`: all of them or none, and nothing touched that is not ours.

A list of what was written is kept in the folder, so that the next build removes the pages that are no more, and nothing
else. How the change itself is made so that no build can be caught halfway is in `handover`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from explainer.handover import Change, carry_out, folders, lay_ready, resume

MANIFEST = ".written"  # hidden files are not published
MOST_BYTES = 1_000_000_000  # https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits
NAMED = 3  # of the files that are told of, the rest are counted

Tell: TypeAlias = Callable[[str], None]  # hears what a person should know, in words


class OutputError(Exception):
    """The folder could not be written; the message says which and why."""


def ready_folder(folder: Path, *, force: bool = False, tell: Tell = lambda words: None) -> None:
    """Put right what an earlier build was stopped in, and refuse a folder that this one could not be written to.

    Raises OutputError. A folder that is not there yet is all right.
    """
    if _is_there(folder):
        with _alone(folder, tell):
            _resume(folder, tell)
            _refuse_foreign(_foreign(folder, _manifest(folder)), folder, force)


def _is_there(folder: Path) -> bool:
    """Whether there is something, also where it may not be looked at, which opening it then says."""
    try:
        return folder.exists()
    except OSError:
        return True


def write_site(
    files: Mapping[str, bytes],
    folder: Path,
    *,
    force: bool = False,
    tell: Tell = lambda words: None,
    then: Callable[[], None] = lambda: None,
) -> None:
    """Make the folder hold these files, besides what no build wrote, which is not touched and needs `force`; do
    something `then`, before another build may change it.

    Raises OutputError; the site that was there is then whole, or becomes so with the next build, as the message says.
    """
    _refuse_size(files)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(_words(folder, error)) from error
    with _alone(folder, tell):
        _resume(folder, tell)
        before = _manifest(folder)
        foreign = _foreign(folder, before)
        _refuse_foreign(foreign, folder, force)
        _refuse_in_the_way(files, foreign, before, folder)
        _hand_over(files, _lines(files), before, folder)
        then()


def _hand_over(files: Mapping[str, bytes], manifest: bytes, before: set[str], folder: Path) -> None:
    """Write what differs, new files first, so that no page leads to one that is not there yet; remove what is gone."""
    differing = [name for name, data in files.items() if not _holds(folder / name, data)]
    differing += [] if _holds(folder / MANIFEST, manifest) else [MANIFEST]
    written = sorted(differing, key=lambda name: name in before or name == MANIFEST)
    stale = before - files.keys()
    if not written and not stale:
        return
    in_the_way = _in_the_way(stale, files)
    change = Change(tuple(written), tuple(sorted(in_the_way)), tuple(sorted(stale - in_the_way)))
    lay_ready(folder, change, (manifest if name == MANIFEST else files[name] for name in written))
    try:
        carry_out(folder)
    except OSError as error:
        raise OutputError(f"{_words(folder, error)}. The next build puts {folder} right") from error


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file has these bytes already, and need not be written."""
    try:
        return not path.is_symlink() and path.stat().st_size == len(data) and path.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _in_the_way(stale: set[str], files: Iterable[str]) -> set[str]:
    """Old files where a folder must be, and those in an old folder where a file must be."""
    names = set(files)
    above = {parent for name in names for parent in folders(name)}
    return {name for name in stale if name in above or names & set(folders(name))}


def write_file(folder: Path, name: str, data: bytes) -> None:
    """Write one file beside its place and move it there, unless it holds these bytes already. Raises OutputError."""
    path = folder / name
    beside = path.with_name(f".{path.name}.new")
    try:
        if _holds(path, data):
            return
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True) if beside.is_file() else None
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error


# --- what was written -------------------------------------------------------------------------------------------------


def _lines(names: Iterable[str]) -> bytes:
    return "".join(f"{name}\n" for name in sorted(names)).encode()


def _manifest(folder: Path) -> set[str]:
    """What earlier builds wrote; a name that leads out of the folder, or to what is hidden, is not believed."""
    try:
        names = (folder / MANIFEST).read_text("utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return set()
    return {name for name in names if name and not any(part.startswith(".") or not part for part in name.split("/"))}


def _foreign(folder: Path, ours: set[str]) -> set[str]:
    """The files that no build wrote. What is hidden, such as .git, is not published and does not count."""
    found: set[str] = set()
    for place, below, names in os.walk(folder):
        here = Path(place).relative_to(folder)
        below[:] = [name for name in below if not name.startswith(".")]
        links = [name for name in below if (Path(place) / name).is_symlink()]
        found |= {(here / name).as_posix() for name in (*names, *links) if not name.startswith(".")}
    return found - ours


# --- what is refused --------------------------------------------------------------------------------------------------


def _refuse_foreign(foreign: set[str], folder: Path, force: bool) -> None:
    if foreign and not force:
        message = f"{folder} has files that no build wrote: {_some(foreign)}"
        raise OutputError(f"{message}. Move them away, or build with --force, which leaves them where they are")


def _refuse_in_the_way(files: Mapping[str, bytes], foreign: set[str], before: set[str], folder: Path) -> None:
    """Not even `force` writes over what is not ours; and what would fail halfway is not begun."""
    above = {parent for name in files for parent in folders(name)}
    kept = {parent for name in before for parent in folders(name)}
    there = {name for name in foreign & files.keys() if not _holds(folder / name, files[name])}
    there |= {name for name in foreign if name in above or set(folders(name)) & files.keys()}
    there |= {name for name in files.keys() - kept if (folder / name).is_dir()}
    if there:
        message = f"{folder} cannot be written: what no build wrote stands where the site has something else"
        raise OutputError(f"{message}: {_some(there)}. Move it away")
    closed = [path for path in (folder, *(folder / name for name in sorted(above | kept))) if not _is_open(path)]
    if closed:
        raise OutputError(f"{closed[0]} cannot be written: Permission denied. What was there is as it was")


def _is_open(path: Path) -> bool:
    """Whether files can be put into a folder, where there is one."""
    effective = os.access in os.supports_effective_ids
    return not path.is_dir() or os.access(path, os.W_OK | os.X_OK, effective_ids=effective)


def _refuse_size(files: Mapping[str, bytes]) -> None:
    size = sum(map(len, files.values()))
    if size > MOST_BYTES:
        message = f"the site has {size / 1e9:.2f} GB, and GitHub Pages takes {MOST_BYTES / 1e9:g} GB at most"
        raise OutputError(
            f"{message}; the largest files are {_some(sorted(files, key=lambda name: -len(files[name])))}"
        )


def _some(names: Iterable[str]) -> str:
    """ "a, b, c and 4 more" """
    known = sorted(names) if isinstance(names, set) else list(names)
    rest = f" and {len(known) - NAMED:,} more" if len(known) > NAMED else ""
    return ", ".join(known[:NAMED]) + rest


# --- one build at a time ----------------------------------------------------------------------------------------------


@contextmanager
def _alone(folder: Path, tell: Tell) -> Iterator[None]:
    """Hold the folder while another build waits. The system lets go of it however a build ends. Raises OutputError."""
    import fcntl

    held = -1
    try:
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell(f"another build is writing {folder}; this one waits for it")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
    except OSError as error:
        raise OutputError(f"{_words(folder, error)}. What was there is as it was") from error
    finally:
        if held >= 0:
            os.close(held)


def _resume(folder: Path, tell: Tell) -> None:
    """Put right what an earlier build was stopped in, and say so. Raises OutputError."""
    try:
        done = resume(folder)
    except OSError as error:
        raise OutputError(_words(folder, error)) from error
    if done:
        tell(f"{folder}: {done}")


def _words(folder: Path, error: OSError) -> str:
    return f"{error.filename2 or error.filename or folder} cannot be written: {error.strerror or error}"
