"""Files that change -> which of them count as changed, and when it is time to act."""

import os
from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from explainer.preview.debounce import CLOSED, LONGEST, QUIET, Debounce
from explainer.preview.inputs import Inputs


def names(changed: frozenset[str]) -> set[str]:
    return {Path(path).name for path in changed}


def test_a_file_counts_when_its_bytes_differ(project: Callable[..., Path]) -> None:
    root = project({"content/sources/b.yaml": "b"})
    inputs = Inputs((root / "content",))
    assert "b.yaml" in names(inputs.changed())
    assert inputs.changed() == frozenset()
    file = root / "content" / "sources" / "b.yaml"
    os.utime(file, (1, 1))
    assert inputs.changed() == frozenset()  # touched, and as it was
    file.write_text("c")
    assert names(inputs.changed()) == {"b.yaml"}
    file.write_text("d" * 5)
    file.write_text("c")
    assert inputs.changed() == frozenset()  # changed and changed back
    file.rename(file.with_name("e.yaml"))
    assert names(inputs.changed()) == {"b.yaml", "e.yaml"}
    file.with_name("e.yaml").unlink()
    assert names(inputs.changed()) == {"e.yaml"}


def test_hidden_files_do_not_count_and_folders_may_come_and_go(tmp_path: Path) -> None:
    folder = tmp_path / "layouts"
    inputs = Inputs((folder,))
    assert inputs.changed() == frozenset()
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "x").write_text("x")
    (folder / ".a.html.swp").write_text("x")
    (folder / "gone.html").symlink_to(tmp_path / "nothing")
    assert inputs.changed() == frozenset()
    (folder / "a.html").write_text("x")
    assert names(inputs.changed()) == {"a.html"}


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=50))
def test_it_is_due_once_it_is_quiet_and_never_after_the_longest_wait(waits: list[float]) -> None:
    debounce, now = Debounce(), 100.0
    assert debounce.due() is None
    first = now
    for wait in waits:
        debounce.heard(now)
        due = debounce.due()
        assert due is not None
        assert now <= due or due == first + LONGEST
        assert due == min(now + QUIET, first + LONGEST)
        now += wait
    debounce.taken()
    assert debounce.due() is None


def test_a_file_that_was_written_in_place_is_waited_for_until_it_is_closed() -> None:
    debounce = Debounce()
    debounce.heard(1.0, "a")
    assert debounce.due() == 1.0 + QUIET
    debounce.heard(1.01, "a", closed=True)
    assert debounce.due() == 1.01 + CLOSED
    debounce.heard(1.015, "b", closed=True)  # one of many
    assert debounce.due() == 1.015 + QUIET
    debounce.taken()
    debounce.heard(2.0)  # made, moved or removed
    debounce.heard(2.0, "a", closed=True)
    assert debounce.due() == 2.0 + QUIET


def test_a_second_save_within_one_tick_of_the_clock_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("one")
    inputs = Inputs((tmp_path,))
    inputs.changed()
    found = file.stat()
    file.write_text("two")
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert inputs.changed() == {str(file)}
    assert inputs.changed() == frozenset()
