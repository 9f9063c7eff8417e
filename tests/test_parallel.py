"""Work in several processes gives what it gives in one, whatever becomes of them."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from explainer import parallel
from explainer.parallel import Packer, Steps, beside, in_parts, in_steps, processors

HERE = os.getpid()


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "processors", lambda: 2)


def squares(number: int, parts: int) -> list[int]:
    return [n * n for n in range(number, 100, parts)]


@pytest.mark.parametrize("parts", [1, 2, 3, 8])
def test_results_come_in_order(parts: int) -> None:
    assert in_parts(squares, parts) == [squares(number, parts) for number in range(parts)]


def test_each_part_has_a_process_of_its_own() -> None:
    first, *others = in_parts(lambda number, parts: os.getpid(), 4)
    assert first == HERE
    assert len({first, *others}) == 4


def test_more_is_sent_than_a_pipe_holds() -> None:
    assert in_parts(lambda number, parts: bytes([number]) * 10_000_000, 2)[1] == b"\x01" * 10_000_000


def telling(number: int, _: int) -> Steps[int, tuple[int, list[int], int]]:
    found = yield number * 10
    return number, found, os.getpid()


@pytest.mark.parametrize("parts", [1, 2, 3, 8])
def test_each_part_hears_what_all_came_to(parts: int) -> None:
    made = in_steps(telling, parts)
    assert [number for number, _, _ in made] == list(range(parts))
    assert all(found == [number * 10 for number in range(parts)] for _, found, _ in made)
    assert len({process for _, _, process in made}) == parts


@pytest.mark.parametrize("step", [1, 2])
def test_a_step_whose_process_was_killed_is_made_here(step: int) -> None:
    def work(number: int, parts: int) -> Steps[bytes, list[bytes]]:
        for now in (1, 2):
            if number == 1 and now == step:
                killed(number, parts)
            if now == 1:
                found = yield bytes([number]) * 1_000_000
        return found

    assert in_steps(work, 3) == [[bytes([number]) * 1_000_000 for number in range(3)]] * 3


@pytest.mark.parametrize("step", [1, 2])
def test_a_step_that_goes_wrong_goes_wrong_here(step: int) -> None:
    def work(number: int, _: int) -> Steps[int, int]:
        failing(number * step, 1)
        found = yield number
        return failing(number * step * sum(found), 1)

    with pytest.raises(ValueError, match="a slip"):
        in_steps(work, 3)


def killed(number: int, _: int) -> int:
    if os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def unsendable(number: int, _: int) -> Any:
    return lambda: number


def failing(number: int, _: int) -> int:
    if number == 2:
        raise ValueError("a slip")
    return number


def test_a_part_whose_process_was_killed_is_made_here() -> None:
    assert in_parts(killed, 3) == [0, 1, 2]


class Deadly:
    """Ends the process that sends it."""

    def __reduce__(self) -> Any:
        os.kill(os.getpid(), signal.SIGKILL)
        return (int, ())


def test_a_part_that_was_sent_by_half_is_made_here() -> None:
    made = in_parts(lambda number, _: [bytes([number]) * 1_000_000, Deadly()], 2)
    assert [first for first, _ in made] == [b"\x00" * 1_000_000, b"\x01" * 1_000_000]


def test_things_that_are_shared_are_not_packed() -> None:
    ana, bo = Deadly(), Deadly()
    packer = Packer([ana, bo])
    one, other, words = packer.unpack(packer.pack([bo, ana, "and more"]))
    assert one is bo and other is ana and words == "and more"


def test_a_part_that_cannot_be_sent_is_made_here() -> None:
    assert [made() for made in in_parts(unsendable, 3)] == [0, 1, 2]


def test_what_goes_wrong_goes_wrong_here() -> None:
    with pytest.raises(ValueError, match="a slip"):
        in_parts(failing, 3)


def test_without_processes_all_is_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(os, "fork", refused)
    assert in_parts(lambda number, parts: (number, os.getpid()), 3) == [(0, HERE), (1, HERE), (2, HERE)]


@pytest.mark.usefixtures("two_processors")
def test_beside_other_work_files_are_made(tmp_path: Path) -> None:
    with beside(lambda: (tmp_path / "made").write_text(str(os.getpid()))):
        pass
    assert (tmp_path / "made").read_text() != str(HERE)


@pytest.mark.usefixtures("two_processors")
@pytest.mark.parametrize("work", [lambda: killed(1, 1), lambda: failing(2, 1)])
def test_what_goes_wrong_beside_other_work_is_not_told(
    work: Callable[[], object], capfd: pytest.CaptureFixture[str]
) -> None:
    with beside(work):
        pass
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("two_processors")
def test_what_goes_wrong_here_waits_for_what_is_done_beside_it(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a slip"), beside((tmp_path / "made").touch):
        failing(2, 1)
    assert (tmp_path / "made").exists()


def test_with_one_processor_nothing_is_done_beside_other_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(parallel, "processors", lambda: 1)
    with beside((tmp_path / "made").touch):
        pass
    assert not (tmp_path / "made").exists()


@pytest.mark.usefixtures("two_processors")
def test_none_is_left_behind() -> None:
    children = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    before = set(Path("/proc/self/fd").iterdir()), children.read_text()
    in_parts(squares, 4)
    in_parts(killed, 4)
    with beside(lambda: killed(1, 1)):
        pass
    assert (set(Path("/proc/self/fd").iterdir()), children.read_text()) == before


def test_beside_other_threads_nothing_is_forked() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert processors() == 1
    finally:
        done.set()
        thread.join()
