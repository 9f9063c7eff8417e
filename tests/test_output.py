"""Writing a site: only what changed, only what is ours; and what the command says and returns."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from explainer import output
from explainer.output import MANIFEST, OutputError, ready_folder, write_site

ROOT = Path(__file__).parents[1]
SITE = {
    "index.html": b"home",
    "people/ana/index.html": b"Ana",
    "people/bo/index.html": b"Bo",
    "assets/site.css": b"p{}",
}


def files_under(folder: Path) -> dict[str, bytes]:
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    found.pop(MANIFEST, None)
    return found


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """What changes when a file is written again."""
    return {name: ((folder / name).stat().st_ino, (folder / name).stat().st_mtime_ns) for name in files_under(folder)}


def test_what_is_done_then_is_done_before_another_build_can_write(tmp_path: Path) -> None:
    done: list[str] = []

    def then() -> None:
        held = os.open(tmp_path, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(held)
        done.extend(files_under(tmp_path))

    write_site(SITE, tmp_path, then=then)
    assert sorted(done) == sorted(SITE)


# --- what is written --------------------------------------------------------------------------------------------------


def test_a_new_folder_is_made_with_all_above_it(tmp_path: Path) -> None:
    write_site(SITE, tmp_path / "a" / "b")
    assert files_under(tmp_path / "a" / "b") == SITE


def test_what_did_not_change_is_not_touched(tmp_path: Path) -> None:
    write_site(SITE, tmp_path)
    before, listed = stamps(tmp_path), (tmp_path / MANIFEST).stat()
    write_site(SITE, tmp_path)
    assert stamps(tmp_path) == before
    assert (tmp_path / MANIFEST).stat().st_mtime_ns == listed.st_mtime_ns


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    write_site(SITE, tmp_path)
    before = stamps(tmp_path)
    write_site(SITE | {"people/ana/index.html": b"Ana Ruiz"}, tmp_path)
    after = stamps(tmp_path)
    assert {name for name in after if after[name] != before[name]} == {"people/ana/index.html"}


def test_no_file_is_left_beside_another(tmp_path: Path) -> None:
    write_site(SITE, tmp_path)
    write_site({name: data + b"!" for name, data in SITE.items()}, tmp_path)
    assert files_under(tmp_path).keys() == SITE.keys()


# --- what is removed --------------------------------------------------------------------------------------------------


def test_a_page_that_is_no_more_goes_with_its_folder(tmp_path: Path) -> None:
    write_site(SITE, tmp_path)
    write_site({"index.html": b"home", "people/ana/index.html": b"Ana"}, tmp_path)
    assert files_under(tmp_path) == {"index.html": b"home", "people/ana/index.html": b"Ana"}
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_dir()) == ["ana", "people"]


FOREIGN = {
    ".gitignore": b"*\n",
    ".git/HEAD": b"ref",
    "CNAME": b"tunnel.example",
    "people/bo/photo.jpg": b"jpg",
    "z/z": b"z",
}


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    for name, data in FOREIGN.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    before = stamps(tmp_path)
    write_site(SITE, tmp_path, force=True)
    write_site({"index.html": b"home"}, tmp_path, force=True)
    assert files_under(tmp_path) == {"index.html": b"home", **FOREIGN}
    assert {name: stamp for name, stamp in stamps(tmp_path).items() if name in FOREIGN} == before


def test_a_page_already_removed_by_hand_is_no_trouble(tmp_path: Path) -> None:
    write_site(SITE, tmp_path)
    (tmp_path / "people/ana/index.html").unlink()
    write_site({"index.html": b"home"}, tmp_path)
    assert files_under(tmp_path) == {"index.html": b"home"}


@pytest.mark.parametrize("name", ["../x", "{tmp}/x", "people/../../x", "./../x", "people/./../../x"])
def test_a_list_that_leads_out_of_the_folder_is_not_believed(name: str, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("not yours")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / MANIFEST).write_text(f"{name.format(tmp=tmp_path)}\nold.html\n")
    (tmp_path / "site" / "old.html").write_text("ours")
    write_site(SITE, tmp_path / "site")
    assert (tmp_path / "x").read_text() == "not yours"
    assert files_under(tmp_path / "site") == SITE


def test_a_folder_with_files_of_others_is_refused(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c/c.txt", "d.txt", ".git/HEAD", "c/.DS_Store"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("not yours")
    before = files_under(tmp_path)
    for refused in (partial(write_site, SITE), ready_folder):
        with pytest.raises(OutputError) as caught:
            refused(tmp_path)
        assert str(caught.value) == (
            f"{tmp_path} has files that no build wrote: a.txt, b.txt, c/c.txt and 1 more. "
            "Move them away, or build with --force, which leaves them where they are"
        )
        assert files_under(tmp_path) == before


def test_what_is_hidden_is_no_reason_to_refuse(tmp_path: Path) -> None:
    for name in (".gitignore", ".git/HEAD", "people/.DS_Store"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("not yours")
    before = files_under(tmp_path)
    ready_folder(tmp_path)
    write_site(SITE, tmp_path)
    assert files_under(tmp_path) == SITE | before


def test_a_file_of_others_is_not_written_over_by_force_either(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("not yours")
    with pytest.raises(OutputError, match=r"stands where the site has something else: index\.html\. Move it away"):
        write_site(SITE, tmp_path, force=True)
    assert files_under(tmp_path) == {"index.html": b"not yours"}


def test_a_file_of_others_that_is_the_same_is_taken_for_ours(tmp_path: Path) -> None:
    """As after a fresh clone of a folder that holds a site."""
    for name, data in SITE.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    write_site(SITE, tmp_path, force=True)
    write_site({"index.html": b"home"}, tmp_path)
    assert files_under(tmp_path) == {"index.html": b"home"}


@pytest.mark.parametrize("force", [False, True])
def test_a_link_is_not_followed(force: bool, tmp_path: Path) -> None:
    """Neither to write behind it nor to remove."""
    (tmp_path / "site").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x").write_text("not yours")
    (tmp_path / "site" / "people").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "site" / MANIFEST).write_text("people/x\n")
    for files in ({"index.html": b"home"}, SITE):
        if force and files != SITE:
            write_site(files, tmp_path / "site", force=force)
        else:
            with pytest.raises(OutputError, match="people"):
                write_site(files, tmp_path / "site", force=force)
    assert files_under(tmp_path / "elsewhere") == {"x": b"not yours"}


def test_a_page_that_somebody_made_a_link_is_replaced_and_not_written_through(tmp_path: Path) -> None:
    write_site(SITE, tmp_path / "site")
    (tmp_path / "elsewhere.html").write_text("not yours")
    (tmp_path / "site" / "index.html").unlink()
    (tmp_path / "site" / "index.html").symlink_to(tmp_path / "elsewhere.html")
    write_site(SITE, tmp_path / "site")
    assert (tmp_path / "elsewhere.html").read_text() == "not yours"
    assert not (tmp_path / "site" / "index.html").is_symlink()
    assert files_under(tmp_path / "site") == SITE


@pytest.mark.parametrize("names", [("assets/fonts", "assets/fonts/a.woff2"), ("assets/fonts/a.woff2", "assets/fonts")])
def test_a_file_may_become_a_folder_and_a_folder_a_file(names: tuple[str, str], tmp_path: Path) -> None:
    write_site({names[0]: b"before"}, tmp_path)
    write_site({names[1]: b"after"}, tmp_path)
    assert files_under(tmp_path) == {names[1]: b"after"}


@pytest.mark.parametrize("in_the_way", ["people", "people/ana", MANIFEST + "/", "index.html/", "."])
def test_what_cannot_be_written_is_named(in_the_way: str, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    path = folder / in_the_way
    path.parent.mkdir(parents=True, exist_ok=True)
    if in_the_way.endswith("/"):
        path.mkdir()
    else:
        path.write_text("in the way")
    with pytest.raises(OutputError) as caught:
        write_site(SITE, folder, force=True)
    assert str(folder) in str(caught.value)
    assert in_the_way.rstrip("/.") in str(caught.value)
    assert "cannot be written" in str(caught.value)
    assert not (folder / "assets").exists()


def test_more_than_pages_takes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "MOST_BYTES", 20)
    with pytest.raises(OutputError, match=r"GitHub Pages takes .* at most; the largest files are b, a, c and 1 more"):
        write_site({"a": b"1234567", "b": b"12345678", "c": b"123456", "d": b"1"}, tmp_path / "site")
    assert not (tmp_path / "site").exists()


# --- the command ------------------------------------------------------------------------------------------------------


def run(*arguments: str, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "build.py"), *arguments]
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **env}, capture_output=True, encoding="utf-8", check=False
    )


BROKEN = {"content/people.yaml": "- id: ana-ruiz\n  nmae: Ana Ruiz\n"}


def test_a_build_says_what_it_made_and_returns_0(project: Callable[..., Path]) -> None:
    result = run("build", "--content", "content", "--out", "site", cwd=project())
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("2 sources, 1 person, 1 figure, 1 quotation: 13 pages in site/, ")


def test_build_is_what_the_bare_command_does(project: Callable[..., Path]) -> None:
    root = project()
    assert run("--content", "content", "--out", "one", cwd=root).returncode == 0
    assert run("build", "--content", "content", "--out", "two", cwd=root).returncode == 0
    assert files_under(root / "one") == files_under(root / "two")


@pytest.mark.parametrize("command", ["build", "check"])
def test_problems_return_1_and_nothing_is_written(command: str, project: Callable[..., Path]) -> None:
    root = project(BROKEN)
    result = run(command, "--content", "content", *(["--out", "site"] if command == "build" else []), cwd=root)
    assert result.returncode == 1
    assert "content/people.yaml:2:3  a person has no field 'nmae'\n" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert sorted(p.name for p in root.iterdir()) == ["content"]


def test_problems_leave_the_last_site_as_it_was(project: Callable[..., Path]) -> None:
    root = project()
    assert run("--content", "content", "--out", "site", cwd=root).returncode == 0
    before = stamps(root / "site")
    project(BROKEN)
    result = run("--content", "content", "--out", "site", cwd=root)
    assert result.stderr.endswith("1 problem in 1 file.\nNothing was written.\n")
    assert stamps(root / "site") == before


def test_a_check_writes_nothing(project: Callable[..., Path]) -> None:
    root = project()
    result = run("check", "--content", "content", cwd=root)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("No problems. 2 sources")
    assert sorted(p.name for p in root.iterdir()) == ["content"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bulid"], "did you mean 'build'?"),
        (["frobnicate"], "the commands are build, check"),
        (["--contnet", "x"], "--contnet"),
        (["build", "--content", "nowhere"], "there is no folder 'nowhere' for the content"),
        (["check", "--layouts", "nowhere"], "there is no folder 'nowhere' for the layouts"),
        (["build", "--content", "content/site.yaml"], "'content/site.yaml' is no folder"),
        (["check", "--out", "site"], "--out"),
        (["check", "--format", "xml"], "xml"),
        (["check", "--base-url", "/repo/"], "--base-url '/repo/' is no address"),
        (["check", "--base-url", ""], "--base-url '' is no address"),
        (["check", "--base-url", "https://example.org/../"], "is no address"),
        (["check", "--base-url", "https://example.org/?a=b"], "is no address"),
        (["build", "--content", "content", "--out", ""], "--out"),
        (["build", "now"], "now"),
    ],
)
def test_a_wrong_command_returns_2(arguments: list[str], words: str, project: Callable[..., Path]) -> None:
    root = project()
    result = run(*arguments, cwd=root)
    assert (result.returncode, result.stdout) == (2, "")
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert sorted(p.name for p in root.iterdir()) == ["content"]


def test_a_file_where_the_site_must_be_is_named(project: Callable[..., Path]) -> None:
    root = project()
    (root / "site").write_text("in the way")
    result = run("--content", "content", "--out", "site", cwd=root)
    assert result.returncode == 1
    assert result.stderr.startswith("build.py: site cannot be written: ")
    assert (root / "site").read_text() == "in the way"


@pytest.mark.parametrize("out", ["content", "content/sources", "layouts", "layouts/assets"])
def test_a_site_is_never_written_over_what_it_is_made_from(out: str, project: Callable[..., Path]) -> None:
    root = project({f"layouts/{p.name}": p.read_text("utf-8") for p in (ROOT / "layouts").glob("*.html")})
    (root / "layouts" / "assets").mkdir()
    before = files_under(root)
    result = run("--content", "content", "--layouts", "layouts", "--out", out, cwd=root)
    assert result.returncode == 2
    assert files_under(root) == before


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_report_can_be_printed_on_any_terminal(command: str, project: Callable[..., Path]) -> None:
    root = project({"content/people.yaml": "- id: ana-ruiz\n  name: Ana Ruiz\n  titel: Władysław → ministère\n"})
    out = ["--out", "site"] if command == "build" else []
    result = run(command, "--content", "content", *out, cwd=root, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert result.returncode == 1
    assert "a person has no field 'titel'" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr
