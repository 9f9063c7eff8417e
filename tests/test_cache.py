"""What is kept from one build to the next, for as long as it is used."""

import os
import time
from pathlib import Path

import pytest

from explainer import gathering, setting
from explainer.cache import UNUSED, Cache, key_of
from explainer.cli import FINE, main

ROOT = Path(__file__).parents[1]


def aged(cache: Cache, key: str, days: float) -> Path:
    assert cache.folder
    path = cache.folder / key[:2] / key[2:]
    then = time.time() - days * 24 * 3600
    os.utime(path, (then, then))
    return path


def test_what_was_not_used_for_long_is_let_go(tmp_path: Path) -> None:
    cache, used, unused, young = Cache(tmp_path), key_of(b"used"), key_of(b"unused"), key_of(b"young")
    for key in (used, unused, young):
        cache.write(key, b"1")
    aged(cache, used, 31)
    assert cache.read(used) == b"1", "which is a use"
    gone = aged(cache, unused, 31)
    aged(cache, young, 29)
    left = gone.parent / ".left"  # by a build that was stopped while it wrote
    left.touch()
    os.utime(left, (0, 0))
    cache.tidy()
    assert [cache.read(key) for key in (used, unused, young)] == [b"1", None, b"1"]
    assert not gone.exists() and not left.exists()


def test_nothing_of_others_is_let_go(tmp_path: Path) -> None:
    assert UNUSED > 0
    names = ("peers/site", "ab/notes.txt", "bench/0-1", "top")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (0, 0))
    Cache(tmp_path).tidy()
    assert all((tmp_path / name).exists() for name in names)


def test_where_nothing_is_kept_nothing_is_tidied(tmp_path: Path) -> None:
    Cache(None).tidy()
    Cache(tmp_path / "none").tidy()
    assert not (tmp_path / "none").exists()


def test_who_only_reads_leaves_everything_as_it_was(tmp_path: Path) -> None:
    cache, reader, key = Cache(tmp_path), Cache(tmp_path, only_read=True), key_of(b"old")
    cache.write(key, b"1")
    path = aged(cache, key, 31)
    before = path.stat().st_mtime_ns
    reader.write(key_of(b"new"), b"2")
    assert reader.read(key) == b"1" and reader.read(key_of(b"new")) is None
    assert path.stat().st_mtime_ns == before
    assert not Cache(tmp_path / "none", only_read=True).is_new(), "it will not be made"


def test_a_check_uses_what_a_build_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    harbour = ("--content", str(ROOT / "tests/sites/harbour/content"), "--layouts", str(ROOT / "layouts"))
    assert main(["build", *harbour], tmp_path) == FINE
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / ".cache").rglob("*")}
    monkeypatch.setattr(setting.Environment, "_generate", None)
    monkeypatch.delattr(gathering, "read_record")
    assert main(["check", *harbour], tmp_path) == FINE
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / ".cache").rglob("*")} == before


def test_a_pipe_in_place_of_what_was_kept_is_not_read(tmp_path: Path) -> None:
    cache, key = Cache(tmp_path), key_of(b"1")
    cache.write(key, b"1")
    path = tmp_path / key[:2] / key[2:]
    path.unlink()
    os.mkfifo(path)
    assert cache.read(key) is None
