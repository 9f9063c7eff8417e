"""No twelve words in a row of a private text stand in the repository or on the site, but in declared quotations."""

import html
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from explainer.evidence.overlaps import COPIED, Copies
from explainer.evidence.words import plain_words
from explainer.files import Folder
from explainer.load import load_content
from explainer.pipeline import build_site

ROOT = Path(__file__).parents[1]


@pytest.fixture
def copies(texts: Path) -> Copies:
    """What finds the words of the real texts; our quotations of them are declared."""
    content, _ = load_content(ROOT / "content", "content")
    declared = [words for source in content.sources for words in (source.headline, *(q.exact for q in source.quotes))]
    return Copies((path.read_text("utf-8") for path in texts.glob("*.txt")), declared)


def stretches(name: str, data: bytes, copies: Copies) -> Iterator[str]:
    try:
        text = html.unescape(re.sub(r"<[^>]+>|\\[nt]", " ", data.decode()))
    except UnicodeDecodeError:  # a picture
        return
    yield from (f"{name}: {' '.join(run)}" for run in copies.found(plain_words(text)))


def test_nothing_is_copied_into_the_repository(copies: Copies) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = [name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]
    assert len(names) > 100
    found = [run for name in names for run in stretches(name, (ROOT / name).read_bytes(), copies)]
    assert found == []


def test_nothing_is_copied_onto_the_site(copies: Copies) -> None:
    files = build_site(Folder(ROOT / "content", "content"), Folder(ROOT / "layouts", "layouts")).files
    assert [run for name, data in files.items() for run in stretches(name, data, copies)] == []


def test_a_copy_would_be_found(copies: Copies, texts: Path) -> None:
    """In prose, in HTML and beside a quotation that is declared."""
    words = plain_words(next(iter(sorted(texts.glob("*.txt")))).read_text("utf-8"))[40 : 40 + COPIED]
    for page in (" ".join(words), f"<p>{'</b> <b>'.join(words)}</p>", f"Before it. {', '.join(words).upper()}!"):
        assert list(stretches("page", page.encode(), copies)), page
    assert list(stretches("page", " ".join(words[1:]).encode(), copies)) == []
