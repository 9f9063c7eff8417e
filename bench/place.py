"""Where all contestants work: a temporary folder with the content, and a copy of the program and of each peer's site.

So no cache but theirs there is touched. The reports are kept in `.cache/bench/` and copied.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus import SEED, name, write_corpus

ROOT = Path(__file__).parents[1]
MODULES = ROOT / ".cache" / "peers" / "node" / "node_modules"
EXTRAS = ("cards", "search")  # that a site may have or do without, by their names in site.yaml
_WORDS = "aloud apart ashore aside away back early elsewhere forward gladly home indoors inland nearby often".split()


@dataclass(frozen=True)
class Place:
    """A folder of so many reports, which all contestants read."""

    folder: Path
    count: int

    @property
    def content(self) -> Path:
        return self.folder / "content"

    def out(self, contestant: str) -> Path:
        return self.folder / "out" / contestant

    @property
    def edited(self) -> str:
        """The report that is edited."""
        return name(self.count // 2)

    def edit(self, number: int) -> str:
        """Write other words into a gist, the same for all contestants. Returned, and unlike those of other edits."""
        words = f"{_WORDS[number // len(_WORDS) % len(_WORDS)]} and {_WORDS[number % len(_WORDS)]}"
        for content in self.folder.glob("content*"):
            path = content / "sources" / f"{self.edited}.yaml"
            before, gist, after = path.read_text("utf-8").partition("gist: ")
            sentence, end, rest = after.partition(".")
            path.write_text(f"{before}{gist}{sentence.split(', ')[0]}, {words}{end}{rest}", "utf-8")
        return words


@contextmanager
def place(count: int) -> Iterator[Place]:
    """A place of one's own, with everybody's sites; it is removed afterwards."""
    with TemporaryDirectory() as folder:
        here = Place(Path(folder), count)
        shutil.copytree(_corpus(count), here.folder, dirs_exist_ok=True)
        shutil.copytree(ROOT / "bench" / "peers", here.folder / "peers")
        (here.folder / "peers" / "node_modules").symlink_to(MODULES)
        for part in ("explainer", "layouts"):
            shutil.copytree(ROOT / part, here.folder / "project" / part)
        shutil.copy(ROOT / "build.py", here.folder / "project")
        for extra in EXTRAS:
            _with_extra(here, extra)
        yield here


def _corpus(count: int) -> Path:
    """Content and texts, kept from one run to the next until the generator or what makes the lock changes."""
    makers = [Path(__file__).with_name("corpus.py"), ROOT / "explainer" / "lock.py"]
    makers += sorted((ROOT / "explainer" / "evidence").glob("*.py"))
    digest = hashlib.blake2b(b"".join(path.read_bytes() for path in makers), digest_size=4).hexdigest()
    kept = ROOT / ".cache" / "bench" / f"{count}-{SEED}-{digest}"
    if not kept.exists():
        print(f"Writing {count:,} reports.", flush=True)
        kept.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=kept.parent) as folder:
            write_corpus(count, Path(folder) / "new")
            (Path(folder) / "new").rename(kept)
    return kept


def _with_extra(here: Place, extra: str) -> None:
    """A copy of the content that asks for what the content does without, if it does."""
    text = (here.content / "site.yaml").read_text("utf-8")
    if f"{extra}: false" in text:
        copy = here.folder / f"content-{extra}"
        shutil.copytree(here.content, copy)
        (copy / "site.yaml").write_text(text.replace(f"{extra}: false", f"{extra}: true"), "utf-8")
