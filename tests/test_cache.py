"""What is kept from one build to the next, for as long as it is used."""

import os
import time
from pathlib import Path

from explainer.cache import UNUSED, Cache, key_of


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
