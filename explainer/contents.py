"""The folder `content/` -> the text of each of its files and the values in it, or why there is none.

A file with a slip in its name is a problem, and none is left out in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from pathlib import Path

from msgspec import Struct, field

from explainer.characters import MAX_BYTES, decode
from explainer.evidence.holding import Hold, lock_problems
from explainer.evidence.words import NORMALISER
from explainer.files import is_folder, read_plain
from explainer.kept import NOTHING, Kept
from explainer.lock import NAME, Lock, read_lock
from explainer.model import Source
from explainer.problems import Place, Problem, did_you_mean, split_lines
from explainer.reading import ID, slug
from explainer.yamltext import List, Value, read_yaml

MAX_LOCK_BYTES = 15_000_000  # some 20,000 for each report; what JSON makes of so many takes 400 MB at worst
REPORTS = 100  # for so many these limits are made, and those on what is typed; see `room`
SHOWN_BYTES = 100_000  # of a file that is no text, for showing where
FILES = ("site.yaml", "explainer.yaml", "people.yaml", "measures.yaml")  # which every explainer has, besides the lock
LISTED = ("people.yaml", "measures.yaml", "questions.yaml", "timeline.yaml", "glossary.yaml")  # what sources refer to
OPTIONAL = ("questions.yaml", "timeline.yaml", "glossary.yaml", "corrections.yaml")


class Contents(Struct, dict=True):
    """The files of a content folder: what they hold, and their texts for the report."""

    folder: Path
    shown: str
    problems: list[Problem]
    texts: dict[str, str]
    kept: Kept = NOTHING
    misnamed: set[str] = field(default_factory=set)  # ids of sources whose files have a wrong name

    def optional(self, name: str) -> Value | None:
        """What a file holds that need not be there: an empty list where it is not, or has comments alone."""
        path = f"{self.shown}/{name}"
        nothing = self.kept.make(("nothing", path), (), lambda: List((), Place(path)))
        if not self.is_there(name):
            return None if name.removesuffix(".yaml") in self.misnamed else nothing
        text = self.text(name, path)
        if text is None:
            return None
        only_comments = all(not row or row.startswith("#") for row in map(str.strip, split_lines(text)))
        return nothing if only_comments else self.read(text, path)

    def listed(self, name: str) -> Value | None:
        """What a file holds that must be there: an empty list where it has nothing but comments."""
        return self.optional(name) if self.is_there(name) else self.value(name)

    @property
    def has_sources(self) -> bool:
        """Whether there is a folder of sources, be it empty; without it no source can be called unknown."""
        return is_folder(self.folder / "sources") and self.is_inside("sources")

    def value(self, name: str) -> Value | None:
        """What a file holds, or None after a problem."""
        path = f"{self.shown}/{name}"
        text = self.text(name, path)
        return None if text is None else self.read(text, path)

    def room(self, name: str) -> int:
        """How many times as much a file may hold as in an explainer of few reports: what lists them grows with them."""
        return 1 if "/" in name else max(1, self.reports // REPORTS)

    @cached_property
    def reports(self) -> int:
        return sum(1 for _ in (self.folder / "sources").glob("*.yaml")) if self.has_sources else 0

    def text(self, name: str, path: str) -> str | None:
        """The text of a file, or None after a problem; either way as much of it as can be shown is kept."""
        most = MAX_BYTES * self.room(name)
        data = self.bytes(name, path, most)
        if data is None:
            return None
        text = decode(data, path, self.problems, most)
        if text is not None:
            text = self.kept.equal(("text", path), text)
        self.texts[path] = data[:SHOWN_BYTES].decode("utf-8", "replace") if text is None else text
        return text

    def read(self, text: str, path: str) -> Value | None:
        """What a text holds."""

        def read() -> Value | None:
            return read_yaml(text, path, self.problems, self.room(path.removeprefix(f"{self.shown}/")))

        return self.kept.make(("value", path), (text,), read, self.problems)

    def lock(self, sources: Iterable[Source], hold: Hold) -> Lock:
        """What was verified so far; adds what the sources say otherwise. Of a damaged lock nothing is believed."""
        path = f"{self.shown}/{NAME}"
        problems: list[Problem] = []
        lock = None
        if self.is_there(NAME):
            before = len(self.problems)
            most = MAX_LOCK_BYTES * self.room(NAME)
            data = self.bytes(NAME, path, most)
            problems, self.problems[before:] = self.problems[before:], []
            text = None if data is None else decode(data, path, problems, most)
            if text is not None:
                text = self.kept.equal(("text", path), text)
                lock = self.kept.make(("lock",), (text,), partial(read_lock, text, path, problems), problems)
            self.texts[path] = text or ""
        if not problems:
            problems += lock_problems(sources, lock, hold, self.shown)
        self.problems += problems if hold is not Hold.NOTHING else ()
        return lock or Lock(NORMALISER)

    def bytes(self, name: str, path: str, most: int) -> bytes | None:
        """What is in a file, and of a larger one a byte more than `most`; None after a problem."""
        if not self.is_inside(name):
            self.add(path, "outside", "this is a link to a file outside the content folder", "put the file itself here")
            return None
        try:
            return read_plain(self.folder / name, most)
        except FileNotFoundError:
            self.add(path, "missing-file", "this file is missing", "every explainer has one; see docs/content.md")
        except OSError as error:
            self.unreadable(path, error)
        return None

    def unreadable(self, path: str, error: OSError) -> None:
        message = f"this file cannot be read: {error.strerror}"
        self.add(path, "unreadable", message, "check what it is and its permissions")

    def is_there(self, name: str) -> bool:
        """Whether something has a name, be it a link to nothing."""
        return (self.folder / name).is_symlink() or (self.folder / name).exists()

    def is_inside(self, name: str) -> bool:
        """Whether a name leads to something in this folder; what is in its folder `sources` does if that does."""
        if not (self.folder / name).is_symlink():
            return True
        try:
            return (self.folder / name).resolve().is_relative_to(self.folder.resolve())
        except (OSError, RuntimeError):  # a link that leads to itself, which cannot be read either
            return True

    def source_paths(self) -> dict[str, str]:
        """The names of the source files by their ids."""
        paths: dict[str, str] = {}
        if not self.is_inside("sources"):
            message = "this is a link to a folder outside the content folder"
            self.add(f"{self.shown}/sources", "outside", message, "put the folder itself here")
            return paths
        for file in self.entries("sources"):
            name = f"sources/{file.name}"
            if file.suffix != ".yaml" or not ID.match(file.stem):
                self.misnamed |= {file.stem, slug(file.stem)}
            if file.suffix != ".yaml" or is_folder(file):
                self.stranger(name, f"{file.stem}.yaml" if file.suffix == ".yml" else "")
            elif not ID.match(file.stem):
                name_for_it = f"{slug(file.stem)[:100]}.yaml"
                hint = f"it is the source's id: use small letters, digits and hyphens, as in {name_for_it}"
                self.add(f"{self.shown}/{name}", "id", f"'{file.name}' cannot be the name of a source file", hint)
            else:
                paths[file.stem] = name
        if not self.has_sources and not any(p.place.path.startswith(f"{self.shown}/sources") for p in self.problems):
            self.add(f"{self.shown}/sources", "missing-file", "this folder is missing", "each report is a file in it")
        return paths

    def refuse_strangers(self) -> None:
        """Report every file that nothing reads: a file with a slip in its name must not be left out in silence."""
        for file in self.entries("."):
            if file.name not in (*FILES, *OPTIONAL, NAME, "sources"):
                names = (*FILES, *OPTIONAL, "sources")
                meant = did_you_mean(file.name if is_folder(file) else f"{file.stem}.yaml", names)
                self.misnamed |= {file.stem, slug(file.stem)}
                self.stranger(file.name, meant if meant and not (self.folder / meant).exists() else "")

    def stranger(self, name: str, meant: str) -> None:
        hint = (
            f"did you mean '{meant}'?"
            if meant and meant != name.split("/")[-1]
            else "move it out of the content folder"
        )
        self.add(f"{self.shown}/{name}", "unknown-file", "nothing reads this file", hint)

    def entries(self, under: str) -> Iterator[Path]:
        """What a folder holds, sorted by name, hidden files left out."""
        folder = self.folder / under
        found: list[Path] = []
        try:
            found = sorted(folder.iterdir()) if is_folder(folder) else []
        except OSError as error:
            self.unreadable(f"{self.shown}/{under}".removesuffix("/."), error)
        return (file for file in found if not file.name.startswith("."))

    def add(self, path: str, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(Place(path), code, message, hint))
