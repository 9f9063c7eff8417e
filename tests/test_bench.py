"""What `bench/` compares: an invented explainer, the same each time, and sites that tell the same of it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from explainer.cli import FINE, main
from explainer.files import Folder
from explainer.pipeline import build_site

ROOT = Path(__file__).parents[1]
BENCH = ROOT / "bench"


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, timeout=100)


def write(folder: Path) -> Path:
    assert run(BENCH / "corpus.py", "5", folder).returncode == 0
    return folder


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("bench") / "corpus")


@pytest.fixture(scope="module")
def plain(corpus: Path) -> Path:
    """The site that the plain script makes of it."""
    made = run(BENCH / "peers" / "plain" / "build.py", corpus / "content", corpus / "plain")
    assert made.returncode == 0, made.stderr
    return corpus / "plain"


def held(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_invented_explainer_is_the_same_each_time(corpus: Path, tmp_path: Path) -> None:
    again = write(tmp_path / "again")
    assert held(corpus / "content") == held(again / "content")
    assert held(corpus / "texts") == held(again / "texts")


def test_an_invented_explainer_has_no_problem(corpus: Path) -> None:
    assert main(["check", "--content", str(corpus / "content")], ROOT) == FINE


def test_the_plain_script_tells_what_the_content_holds(corpus: Path, plain: Path) -> None:
    told = run(BENCH / "facts.py", corpus / "content", plain)
    assert (told.stdout, told.returncode) == ("", 0)


def test_this_program_tells_what_the_content_holds(corpus: Path, tmp_path: Path) -> None:
    built = build_site(Folder(corpus / "content", "content"), Folder(ROOT / "layouts", "layouts"))
    for name, data in built.files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    told = run(BENCH / "facts.py", corpus / "content", tmp_path)
    assert (told.stdout, told.returncode) == ("", 0)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("index.html", "25 quotations"),
        ("sources/report-00001/index.html", "It gives nearly"),
        ("sources/report-00001/index.html", "The Action Gazette"),
        ("people/p3/index.html", "Westshore"),
        ("people/index.html", "Dina Abel"),
        ("figures/index.html", "Size of the answer (2)"),
        ("quotes/index.html", "we say that the"),
        ("questions/q1/index.html", "Not before the next season"),
    ],
)
def test_what_is_missing_is_told(corpus: Path, plain: Path, tmp_path: Path, page: str, words: str) -> None:
    shutil.copytree(plain, tmp_path, dirs_exist_ok=True)
    text = (tmp_path / page).read_text("utf-8")
    assert words in text
    (tmp_path / page).write_text(text.replace(words, "…"), "utf-8")
    told = run(BENCH / "facts.py", corpus / "content", tmp_path)
    assert told.returncode == 1
    assert f"missing on /{page.removesuffix('index.html')}: " in told.stdout
