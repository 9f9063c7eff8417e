"""What is no plain file is a problem at its name; nothing waits for it, and nothing follows a link out of a folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from explainer.files import Folder, plain_files, read_plain
from explainer.pipeline import build_site
from explainer.preview.inputs import Inputs
from explainer.problems import ContentError, Place

ROOT = Path(__file__).parents[1]
WAITING = (
    *("content/site.yaml", "content/glossary.yaml", "content/evidence.lock", "content/sources/gazette.yaml"),
    *("content/sources", "content/pipe.yaml", "layouts/home.html", "layouts/cards/advances.json"),
    *("layouts/assets/site.css", "layouts/assets"),
)


def remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


@pytest.mark.parametrize("name", WAITING)
def test_a_pipe_is_not_waited_for(name: str, site: Path) -> None:
    remove(site / name)
    os.mkfifo(site / name)
    command = [sys.executable, str(ROOT / "build.py"), "check", "--draft", "--format", "json"]
    command += ["--content", "content", "--layouts", "layouts"]
    done = subprocess.run(command, cwd=site, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert [row["path"] for row in json.loads(done.stdout)] == [name]


def test_the_preview_does_not_wait_for_a_pipe(site: Path) -> None:
    inputs = Inputs((site / "content",))
    inputs.changed()
    os.mkfifo(site / "content" / "fifo")
    changed: list[frozenset[str]] = []
    looking = threading.Thread(target=lambda: changed.append(inputs.changed()), daemon=True)
    looking.start()
    looking.join(30)
    assert changed == [frozenset({str(site / "content" / "fifo")})]


@pytest.mark.parametrize(("size", "most"), [(0, 0), (0, 5), (4, 5), (5, 5), (6, 5), (9, 5)])
def test_of_a_longer_file_one_byte_more_is_read(size: int, most: int, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"123456789"[:size])
    assert read_plain(tmp_path / "file", most) == b"123456789"[: min(size, most + 1)]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no such file here")
def test_a_file_that_is_longer_than_it_says_is_read_too() -> None:
    assert Path("/proc/self/status").stat().st_size == 0
    assert read_plain(Path("/proc/self/status"), 100_000).startswith(b"Name:")


def test_room_is_made_for_what_is_there_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"text")
    tracemalloc.start()
    read_plain(tmp_path / "file", 10**9)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 10**6


LINKS = {
    "content/site.yaml": ("loop", "unreadable"),
    "content/people.yaml": ("/dev/zero", "outside"),
    "content/evidence.lock": ("nowhere", "missing-file"),
    "content/sources": ("../outside", "outside"),
    "content/glossary.yaml": ("sources", "unreadable"),
    "layouts/assets/site.css": ("../home.html", "asset"),
    "layouts/assets/fonts": ("/", "asset"),
    "layouts/assets": ("..", "asset"),
}


@pytest.mark.parametrize("name", LINKS)
def test_a_link_that_is_not_followed_is_one_problem(name: str, site: Path) -> None:
    target, code = LINKS[name]
    (site / "outside").mkdir()
    remove(site / name)
    (site / name).symlink_to(Path(name).name if target == "loop" else target)
    with pytest.raises(ContentError) as caught:
        build_site(Folder(site / "content", "content"), Folder(site / "layouts", "layouts"), draft=True)
    assert [(problem.place, problem.code) for problem in caught.value.problems] == [(Place(name), code)]


def test_all_files_below_a_folder_are_read_up_to_a_size(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    files = {"one": b"123", "a/two": b"45", "a/b/three": b""}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    assert dict(plain_files(tmp_path, 5)) == files
    with pytest.raises(OSError, match="too large"):
        dict(plain_files(tmp_path, 4))


@pytest.mark.parametrize(
    "make", [os.mkfifo, lambda path: path.symlink_to(".."), lambda path: path.symlink_to("nowhere")]
)
def test_what_is_no_file_is_not_passed_over(make: Callable[[Path], object], tmp_path: Path) -> None:
    make(tmp_path / "odd")
    with pytest.raises(OSError):
        dict(plain_files(tmp_path, 5))
