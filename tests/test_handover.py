"""A site that is written is the old one or the new one, wherever the program is stopped and whatever fails."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest

from explainer.handover import READY
from explainer.output import MANIFEST, OutputError, ready_folder, write_site

ROOT = Path(__file__).parents[1]
OLD = {
    "index.html": b"old home",
    "assets/site.css": b"old style",
    "assets/fonts": b"a file, then a folder",
    "people/ana/index.html": b"Ana",
    "people/bo/index.html": b"Bo, who goes",
    "same.html": b"the same",
}
NEW = {
    "index.html": b"new home",
    "assets/site.css": b"new style, longer than the old",
    "assets/fonts/a.woff2": b"font",
    "people/ana/index.html": b"Ana Ruiz",
    "people/cy/index.html": b"Cy, who is new",
    "same.html": b"the same",
}
STAY = OLD.keys() & NEW.keys()
FINISHED, THROWN_AWAY = "what it had begun was finished", "what it had prepared was thrown away"


def site_in(folder: Path) -> dict[str, bytes]:
    """The files that are published: none that is hidden."""
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {name: p.read_bytes() for name, p in found.items() if not name.startswith(".")}


def told(call: Callable[..., None], *given: object) -> str:
    """What a call says to people."""
    said: list[str] = []
    call(*given, tell=said.append)
    return " ".join(said)


# --- stopped at every step --------------------------------------------------------------------------------------------


class Stopped(BaseException):
    """The end of the program, which nothing in it can do anything about."""


@contextmanager
def stopping_at(step: int) -> Iterator[list[str]]:
    """Stop at the nth thing that is done to files; a file that is being written then is half there."""
    done: list[str] = []

    def before(name: str) -> Callable[..., object]:
        does = getattr(Path, name)

        def act(path: Path, *given: object, **named: object) -> object:
            done.append(name)
            if len(done) == step:
                if name == "write_bytes" and isinstance(given[0], bytes):
                    does(path, given[0][: len(given[0]) // 2])
                raise Stopped
            return does(path, *given, **named)

        return act

    with pytest.MonkeyPatch.context() as patch:
        for name in ("write_bytes", "write_text", "replace", "unlink", "mkdir", "rmdir"):
            patch.setattr(Path, name, before(name))
        yield done


def test_whichever_step_it_is_stopped_at_the_site_is_old_or_new_or_the_next_build_says_that_it_was_mended(
    tmp_path: Path,
) -> None:
    step, states = 0, set()
    while True:
        step += 1
        folder = tmp_path / str(step)
        write_site(OLD, folder)
        try:
            with stopping_at(step):
                write_site(NEW, folder)
            break
        except Stopped:
            pass
        there = site_in(folder)
        assert all(there.get(name) in (OLD[name], NEW[name]) for name in STAY), step
        words = told(ready_folder, folder)
        mended = site_in(folder)
        state = "old" if there == OLD else "new" if there == NEW else "between"
        assert mended in (OLD, NEW)
        assert state != "between" or FINISHED in words
        assert mended != OLD or there == OLD
        states.add(state)
        assert not (folder / READY).exists()
        assert told(write_site, NEW, folder) == ""
        assert site_in(folder) == NEW
    assert states == {"old", "between", "new"}
    assert step > 20


def test_it_can_be_stopped_again_while_it_mends(tmp_path: Path) -> None:
    write_site(OLD, tmp_path)
    with pytest.raises(Stopped), stopping_at(15):
        write_site(NEW, tmp_path)
    assert (tmp_path / READY / "list.json").exists()
    rounds = 0
    while (tmp_path / READY).exists():
        rounds += 1
        with stopping_at(rounds):
            try:
                ready_folder(tmp_path)
            except Stopped:
                continue
    assert rounds > 2
    assert site_in(tmp_path) == NEW


def test_new_pages_are_there_before_any_page_that_leads_to_them(tmp_path: Path) -> None:
    write_site(OLD, tmp_path)
    seen = False
    for step in range(1, 40):
        folder = tmp_path / str(step)
        write_site(OLD, folder)
        with suppress(Stopped), stopping_at(step):
            write_site(NEW, folder)
        if (folder / "index.html").read_bytes() == NEW["index.html"]:
            assert (folder / "people/cy/index.html").exists()
        else:
            assert (folder / "people/bo/index.html").exists()
            seen = seen or (folder / "people/cy/index.html").exists()
    assert seen


@pytest.mark.parametrize(
    "words",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"written": ["../x"], "in_the_way": [], "removed": []}',
        '{"written": [], "in_the_way": [], "removed": ["../x"]}',
        '{"written": [1], "in_the_way": [], "removed": []}',
    ],
)
def test_a_list_that_is_not_ours_is_not_carried_out(words: str, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(OLD, folder)
    (tmp_path / "x").write_text("not yours")
    (folder / READY).mkdir()
    (folder / READY / "0").write_text("in its place")
    (folder / READY / "list.json").write_text(words)
    assert THROWN_AWAY in told(ready_folder, folder)
    assert (tmp_path / "x").read_text() == "not yours"
    assert site_in(folder) == OLD


# --- killed for real --------------------------------------------------------------------------------------------------

WRITE = """
import sys
from pathlib import Path
from explainer.output import write_site
sizes = [int(words) for words in sys.argv[2].split()]
print("ready", flush=True)
sys.stdin.readline()
for version in range(10**9):
    pages = {f"p{n}/index.html": b"%d " % version * size for n, size in enumerate(sizes)}
    write_site({**pages, f"only-{version % 7}.html": b"%d " % version}, Path(sys.argv[1]))
"""


def versions(site: dict[str, bytes]) -> set[bytes]:
    return {data.split()[0] for data in site.values()}


def test_killed_at_100_random_moments(tmp_path: Path) -> None:
    """And whoever reads the folder meanwhile finds every page, whole."""
    folder, sizes = tmp_path / "site", [*range(1, 4000, 200)]
    names = [f"p{n}/index.html" for n in range(len(sizes))]
    lot = random.Random(1)
    torn: list[str] = []
    reading = threading.Event()

    def read() -> None:
        while not reading.is_set():
            for name, size in zip(names, sizes, strict=True):
                try:
                    words = (folder / name).read_bytes().split()
                except OSError as error:
                    torn.append(str(error))
                else:
                    torn.extend([name] if len(words) != size or len(set(words)) != 1 else [])

    write_site({**{name: b"0 " * size for name, size in zip(names, sizes, strict=True)}, "only-0.html": b"0 "}, folder)
    reader = threading.Thread(target=read)
    reader.start()
    mended = 0
    try:
        for _ in range(100):
            with subprocess.Popen(
                [sys.executable, "-c", WRITE, str(folder), " ".join(map(str, sizes))],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            ) as child:
                assert child.stdin and child.stdout
                child.stdout.readline()
                child.stdin.write(b"\n")
                child.stdin.flush()
                with pytest.raises(subprocess.TimeoutExpired):
                    child.wait(lot.random() / 20)
                child.send_signal(signal.SIGKILL)
            whole = len(versions(site_in(folder))) == 1 and len(site_in(folder)) == len(sizes) + 1
            words = told(ready_folder, folder)
            assert whole or FINISHED in words
            assert len(versions(site_in(folder))) == 1
            assert len(site_in(folder)) == len(sizes) + 1
            mended += bool(words)
    finally:
        reading.set()
        reader.join()
    assert torn == []
    assert mended > 10


# --- no room, no permission -------------------------------------------------------------------------------------------


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """As on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_without_room_the_old_site_stays(tmp_path: Path) -> None:
    write_site(OLD, tmp_path)
    with files_of_at_most(50_000), pytest.raises(OutputError) as caught:
        write_site({**NEW, "large.html": b"x" * 100_000}, tmp_path)
    assert str(caught.value).endswith("cannot be written: File too large. What was there is as it was")
    assert site_in(tmp_path) == OLD
    assert not (tmp_path / READY).exists()
    write_site(NEW, tmp_path)
    assert site_in(tmp_path) == NEW


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """Without the rights of root, who may write anywhere."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("closed", ["", "people", "people/ana"])
def test_a_folder_that_cannot_be_written_to_is_named_and_stays(closed: str, tmp_path: Path) -> None:
    for path in (tmp_path, *tmp_path.parents):
        if path.stat().st_uid == os.geteuid() and not path.stat().st_mode & 1:
            path.chmod(0o755)  # or somebody else could not even look
    folder = tmp_path / "site"
    write_site(OLD, folder)
    places = [folder, *(p for p in folder.rglob("*") if p.is_dir())]
    for place in places:
        place.chmod(0o555 if place == folder / closed else 0o777)
    try:
        with as_somebody_else(), pytest.raises(OutputError) as caught:
            write_site(NEW, folder)
    finally:
        for place in places:
            place.chmod(0o755)
    assert str(caught.value) == f"{folder / closed} cannot be written: Permission denied. What was there is as it was"
    assert site_in(folder) == OLD


@pytest.mark.parametrize(("closed", "mode"), [("index.html", 0), ("people", 0), ("people", 0o400), (MANIFEST, 0)])
def test_what_cannot_be_looked_at_is_named_too(closed: str, mode: int, tmp_path: Path) -> None:
    for path in (tmp_path, *tmp_path.parents):
        if path.stat().st_uid == os.geteuid() and not path.stat().st_mode & 1:
            path.chmod(0o755)
    folder = tmp_path / "site"
    write_site(OLD, folder)
    for place in (folder, *folder.rglob("*")):
        place.chmod(0o777)
    (folder / closed).chmod(mode)
    try:
        with as_somebody_else(), pytest.raises(OutputError) as caught:
            write_site(NEW, folder)
    finally:
        (folder / closed).chmod(0o755)
    assert str(folder / closed) in str(caught.value)
    assert str(caught.value).endswith("cannot be written: Permission denied. What was there is as it was")
    assert site_in(folder) == OLD


def test_a_folder_behind_a_closed_one_is_named(tmp_path: Path) -> None:
    for path in (tmp_path, *tmp_path.parents):
        if path.stat().st_uid == os.geteuid() and not path.stat().st_mode & 1:
            path.chmod(0o755)
    (tmp_path / "closed").mkdir(mode=0)
    with as_somebody_else():
        for call in (ready_folder, partial(write_site, NEW)):
            with pytest.raises(OutputError, match=r"closed/site cannot be written: Permission denied"):
                call(tmp_path / "closed" / "site")
    (tmp_path / "closed").chmod(0o755)


@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_a_name_that_somebody_else_uses_is_left_to_them(kind: str, tmp_path: Path) -> None:
    folder, ready = tmp_path / "site", tmp_path / "site" / READY
    write_site(OLD, folder)
    if kind == "folder":
        ready.mkdir()
        (ready / "mine").write_text("not yours")
    elif kind == "link":
        (tmp_path / "elsewhere").mkdir()
        ready.symlink_to(tmp_path / "elsewhere")
    else:
        ready.write_text("not yours")
    for call in (ready_folder, partial(write_site, NEW)):
        with pytest.raises(OutputError, match=f"{READY} cannot be written: "):
            call(folder)
    assert ready.exists()
    assert site_in(folder) == OLD


# --- two at once ------------------------------------------------------------------------------------------------------

TWO = """
import sys
from pathlib import Path
from explainer.output import write_site
for round in range(20):
    write_site({f"{n}.html": sys.argv[2].encode() for n in range(50)}, Path(sys.argv[1]), tell=print)
print("done")
"""


def test_two_builds_at_once_do_not_mix(tmp_path: Path) -> None:
    children = [
        subprocess.Popen(
            [sys.executable, "-c", TWO, str(tmp_path / "site"), name], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for name in ("one", "two")
    ]
    printed = [child.communicate()[0] for child in children]
    assert [child.returncode for child in children] == [0, 0]
    assert all(words.endswith("done\n") for words in printed)
    assert FINISHED not in "".join(printed) and THROWN_AWAY not in "".join(printed)
    assert len(set(site_in(tmp_path / "site").values())) == 1
    assert len(site_in(tmp_path / "site")) == 50


def test_a_build_says_that_it_waits_for_another(tmp_path: Path) -> None:
    import fcntl

    write_site(OLD, tmp_path)
    held = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    said: list[str] = []

    def tell(words: str) -> None:
        said.append(words)
        os.close(held)  # the other one ends

    write_site(NEW, tmp_path, tell=tell)
    assert said == [f"another build is writing {tmp_path}; this one waits for it"]
    assert site_in(tmp_path) == NEW


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_command_says_what_it_mended(project: Callable[..., Path]) -> None:
    root = project()
    folder = root / "site"
    write_site(OLD, folder)
    with pytest.raises(Stopped), stopping_at(15):
        write_site(NEW, folder)
    command = [sys.executable, str(ROOT / "build.py"), "--content", "content", "--out", "site"]
    broken = {"content/people.yaml": "- id: ana-ruiz\n  nmae: Ana Ruiz\n"}
    project(broken)
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr.startswith(f"build.py: site: an earlier build was stopped while it wrote; {FINISHED}\n")
    assert site_in(folder) == NEW  # a mistake in the content does not keep it from being mended
    assert json.dumps(sorted((folder / MANIFEST).read_text().split())) == json.dumps(sorted(NEW))
