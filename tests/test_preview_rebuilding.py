"""Real saves in real folders -> exactly one rebuild each, as editors and git make them."""

import logging
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest

from explainer.preview.debounce import QUIET
from explainer.preview.rebuilding import Rebuilding
from explainer.preview.watching import RESCAN, Watch

Changed = frozenset[str]
PATIENCE = 20.0  # seconds, on a machine that is busy with something else


class Desk:
    """A folder that is watched, and the rebuilds it has led to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.builds: Queue[Changed] = Queue()
        self.rebuilding = Rebuilding((folder,), lambda changed, _: self.builds.put(changed))
        self.watch = Watch((folder,), self.rebuilding.hint)

    def names(self) -> set[str]:
        """The files that led to the next rebuild."""
        return {Path(path).name for path in self.builds.get(timeout=PATIENCE)}

    def nothing_more(self) -> bool:
        """Whether no rebuild follows, though the folder is looked at once more."""
        try:
            self.builds.get(timeout=RESCAN + 10 * QUIET)
        except Empty:
            return True
        return False


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "content"
    (folder / "sources").mkdir(parents=True)
    (folder / "sources" / "a.yaml").write_text("one")
    before = set(threading.enumerate())
    desk = Desk(folder)
    desk.watch.start()
    desk.rebuilding.start()
    try:
        assert desk.names() == {"a.yaml"}  # the first build
        yield desk
    finally:
        desk.watch.stop()
        desk.rebuilding.stop()
    assert set(threading.enumerate()) <= before


def truncate(file: Path) -> None:
    with file.open("w") as stream:
        stream.flush()
        stream.write("two")
        stream.flush()
        stream.write(" and three")


def temp_and_rename(file: Path) -> None:
    beside = file.with_name(".a.yaml.new")
    beside.write_text("two")
    beside.replace(file)


def vim(file: Path) -> None:
    """The old file becomes a backup, a new one is written, the backup goes; first comes a file to try the folder."""
    probe = file.with_name("4913")
    probe.write_text("")
    probe.unlink()
    backup = file.with_name("a.yaml~")
    file.rename(backup)
    file.write_text("two")
    backup.unlink()


def jetbrains(file: Path) -> None:
    """A temporary file beside it, the old one moved aside, the new one moved in."""
    new, old = file.with_name("a.yaml___jb_tmp___"), file.with_name("a.yaml___jb_old___")
    new.write_text("two")
    file.rename(old)
    new.rename(file)
    old.unlink()


def rename_into_place(file: Path) -> None:
    outside = file.parents[2] / "a.yaml"
    outside.write_text("two")
    outside.replace(file)


@pytest.mark.parametrize("save", [truncate, temp_and_rename, vim, jetbrains, rename_into_place, Path.unlink])
def test_a_save_is_one_rebuild(desk: Desk, save: Callable[[Path], object]) -> None:
    save(desk.folder / "sources" / "a.yaml")
    assert desk.names() == {"a.yaml"}
    assert desk.nothing_more()


def test_a_checkout_of_many_files_is_one_rebuild(desk: Desk) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-c", "user.name=n", "-c", "user.email=e", *words], cwd=desk.folder, check=True)

    git("init", "--quiet", "--initial-branch", "main")
    git("add", "--all")
    git("commit", "--quiet", "--message", "one")
    aside = desk.folder.parent / "aside"
    git("worktree", "add", "--quiet", "-b", "many", str(aside))
    for number in range(200):
        (aside / "sources" / f"s{number}.yaml").write_text(str(number))
    subprocess.run(["git", "add", "--all"], cwd=aside, check=True)
    subprocess.run(
        ["git", "-c", "user.name=n", "-c", "user.email=e", "commit", "--quiet", "-m", "two"], cwd=aside, check=True
    )
    git("worktree", "remove", str(aside))
    assert desk.nothing_more()
    git("checkout", "--quiet", "many")
    assert len(desk.names()) == 200
    assert desk.nothing_more()


def test_a_folder_removed_and_made_again_is_watched_on(desk: Desk) -> None:
    shutil.move(desk.folder, desk.folder.with_name("elsewhere"))
    assert desk.names() == {"a.yaml"}
    shutil.copytree(desk.folder.with_name("elsewhere"), desk.folder)
    assert desk.names() == {"a.yaml"}
    assert desk.nothing_more()
    (desk.folder / "sources" / "a.yaml").write_text("two")
    assert desk.names() == {"a.yaml"}
    assert desk.nothing_more()


def test_reading_changes_nothing(desk: Desk) -> None:
    reads = threading.Timer(RESCAN, lambda: None)
    reads.start()
    while reads.is_alive():  # for as long as a look at everything takes to come round
        for file in desk.folder.rglob("*.yaml"):
            file.read_bytes()
    assert desk.nothing_more()


def test_what_the_system_could_not_tell_is_looked_for_at_once(desk: Desk) -> None:
    desk.watch.stop()
    desk.watch = Watch((), desk.rebuilding.hint)
    desk.watch.start()  # which is told nothing, and first looks by itself when RESCAN has passed
    (desk.folder / "sources" / "a.yaml").write_text("two")
    logging.getLogger("watchdog").warning("Inotify queue overflowed")
    assert desk.builds.get(timeout=RESCAN / 2)


def test_what_changes_during_a_build_is_built_next(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("one")
    going_on, go_on, builds = threading.Event(), threading.Event(), Queue[str]()

    def build(_: Changed, __: Callable[[], None]) -> None:
        text = file.read_text()
        going_on.set()
        assert go_on.wait(PATIENCE)
        builds.put(text)

    rebuilding = Rebuilding((tmp_path,), build)
    rebuilding.start()
    assert going_on.wait(PATIENCE)
    for text in ("two", "three", "four"):
        file.write_text(text)
        rebuilding.hint()
    go_on.set()
    assert [builds.get(timeout=PATIENCE), builds.get(timeout=PATIENCE)] == ["one", "four"]
    rebuilding.stop()
    assert builds.empty()
