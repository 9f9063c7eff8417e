"""Whatever is changed, in whatever order, a build over the last one leaves what a build in a new folder makes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from explainer.cli import FINE, main
from explainer.output import MANIFEST

HARBOUR = Path(__file__).parent / "sites" / "harbour" / "content"
LAYOUTS = Path(__file__).parents[1] / "layouts"

# What an editor does and undoes: other words in a file. Some of it is a mistake, and then nothing may be written.
EDITS = (
    ("content/site.yaml", "tunnel", "TUNNEL"),
    ("content/site.yaml", "search: false", "search: true"),
    ("content/people.yaml", "country: no", "country: Freeland"),
    ("content/people.yaml", "name: Ana Ruíz", "name: Ana Maria Ruíz"),
    ("content/measures.yaml", "- id:", "-  id:"),
    ("content/questions.yaml", "What would it cost?", "What is the price?"),
    ("content/sources/gazette.yaml", "Excludes the rail link.", "Without the rail link."),
    ("content/sources/gazette.yaml", "up to £1.2 billion", "up to £1.3 billion"),  # which the lock does not prove
    ("content/sources/gazette.yaml", "Ministers now say", "Ministers say"),
    ("content/sources/gazette.yaml", "[@f:cost]", "[@f:costs]"),  # which is no figure
    ("content/sources/tide.yaml", "publisher:", "publishre:"),
    ("layouts/404.html", "<p", "<p "),
    ("layouts/_parts.html", "Wording checked", "Words checked"),
    ("layouts/person.html", "page.name", "page.nmae"),
    ("layouts/assets/site.css", "}", " }"),
)
MOVES = (
    ("content/sources/lagune.yaml", "content/sources/lagoon.yaml"),  # others name it
    ("content/timeline.yaml", "content/.timeline.yaml"),
    ("content/glossary.yaml", "content/glosary.yaml"),
    ("layouts/assets/favicon.svg", "layouts/assets/icon.svg"),
    ("layouts/quotes.html", "layouts/.quotes.html"),
)
OPTIONS = (("--draft",), ("--base-url", "https://a.example/b/"), ("--repository", "https://github.com/a/b"))


class Incremental(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.root = Path(self.folder.name)
        shutil.copytree(HARBOUR, self.root / "content")
        shutil.copytree(LAYOUTS, self.root / "layouts")
        with (self.root / "content" / "site.yaml").open("a", encoding="utf-8") as file:
            file.write("search: false\ncards: false\n")
        self.options: set[tuple[str, ...]] = set()
        self.last: dict[str, bytes] = {}

    def teardown(self) -> None:
        self.folder.cleanup()

    @rule(edit=st.sampled_from(EDITS))
    def edit(self, edit: tuple[str, str, str]) -> None:
        path, one, other = self.root / edit[0], *edit[1:]
        if path.exists():
            text = path.read_text("utf-8")
            path.write_text(text.replace(other, one) if other in text else text.replace(one, other), "utf-8")

    @rule(move=st.sampled_from(MOVES))
    def move(self, move: tuple[str, str]) -> None:
        one, other = (self.root / name for name in move)
        (other.rename(one) if other.exists() else one.rename(other))

    @rule(option=st.sampled_from(OPTIONS))
    def ask(self, option: tuple[str, ...]) -> None:
        self.options ^= {option}

    @rule(number=st.integers(0, 1000), damage=st.sampled_from(("cut", "turned", "gone")))
    def damage_the_cache(self, number: int, damage: str) -> None:
        _damage([path for path in (self.root / ".cache").rglob("*") if path.is_file()], number, damage)

    @rule(number=st.integers(0, 1000), damage=st.sampled_from(("cut", "turned", "gone")))
    def damage_the_site(self, number: int, damage: str) -> None:
        _damage([self.root / "site" / name for name in self.last if name != MANIFEST], number, damage)

    @invariant()
    def as_in_a_new_folder(self) -> None:
        options = [word for option in sorted(self.options) for word in option]
        clean = self.root / "clean"
        code = main(["build", "--no-cache", "--out", str(clean), *options], self.root)
        assert main(["build", *options], self.root) == code
        if code == FINE:
            self.last = _files(clean)
            assert _files(self.root / "site") == self.last
            assert main(["build", *options], self.root) == FINE, "and once more, when nothing changed"
            assert _files(self.root / "site") == self.last
        shutil.rmtree(clean, ignore_errors=True)


def _damage(paths: list[Path], number: int, damage: str) -> None:
    """To one of some files, if there is any."""
    there: list[Path] = sorted(path for path in paths if path.is_file())
    if there:
        path = there[number % len(there)]
        data = path.read_bytes()
        ways: dict[str, Callable[[], object]] = {
            "cut": lambda: path.write_bytes(data[: len(data) // 2]),
            "turned": lambda: path.write_bytes(data[::-1]),
            "gone": path.unlink,
        }
        ways[damage]()


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


TestIncremental = Incremental.TestCase
TestIncremental.settings = settings(max_examples=10, stateful_step_count=8, deadline=None)
