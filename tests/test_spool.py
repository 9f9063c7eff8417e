"""Files that wait on the disk: what was put in comes out, whichever process wrote it, and none is left behind."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.cli import PROBLEMS, main
from explainer.files import NoRoom
from explainer.parallel import in_parts
from explainer.spool import Spool

ROOT = Path(__file__).parents[1]


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.binary(max_size=200), st.booleans())))
def test_it_holds_what_a_dict_would(steps: list[tuple[str, bytes, bool]]) -> None:
    spool = Spool(1)
    known: dict[str, bytes] = {}
    for name, data, out in steps:
        if out:
            assert spool.pop(name, None) == known.pop(name, None)
        else:
            spool[name] = known[name] = data
        assert dict(spool) == known and len(spool) == len(known) and ("a" in spool) == ("a" in known)


def test_each_process_writes_what_all_can_read() -> None:
    spool = Spool(3)

    def work(number: int, _: int) -> dict[str, tuple[int, int, int]]:
        for each in range(100):
            spool.write(number, f"{number} {each}", bytes([number, each]) * 1000)
        return spool.places

    for places in in_parts(work, 3):
        spool.places |= places
    assert dict(spool) == {f"{n} {each}": bytes([n, each]) * 1000 for n in range(3) for each in range(100)}


def test_nothing_is_left_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = len(list(Path("/proc/self/fd").iterdir()))
    spool = Spool(2)
    spool["a"] = b"1"
    assert not list(tmp_path.iterdir())
    del spool
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_where_there_is_no_room_it_says_so(
    project: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    with pytest.raises(NoRoom, match=r"/nowhere.*No such file"):
        Spool(1)
    root = project({})
    assert main(["build", "--no-cache", "--layouts", str(ROOT / "layouts")], root) == PROBLEMS
    err = capsys.readouterr().err
    assert err == "build.py: pages cannot wait in /nowhere until all are there: No such file or directory\n"
    assert not (root / "site").exists()


def test_a_disk_that_is_full_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    spool = Spool(1)
    monkeypatch.setattr("os.pwrite", lambda *_: 0)
    with pytest.raises(NoRoom, match="there is no room"):
        spool["a"] = b"1"
