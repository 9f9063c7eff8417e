"""Links from each page to where it is edited, and to where a mistake in it is reported."""

import subprocess
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from explainer.files import Folder
from explainer.pipeline import build_site
from explainer.repository import Repository

ROOT = Path(__file__).parents[1]
HARBOUR = ROOT / "tests" / "sites" / "harbour"
GITHUB = "https://github.com/example/tunnel"


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "edit/main/content/explainer.yaml"),
        ("/sources/gazette/", "edit/main/content/sources/gazette.yaml"),
        ("/sources/", "tree/main/content/sources"),
        ("/quotes/", "tree/main/content/sources"),
        ("/figures/", "edit/main/content/measures.yaml"),
        ("/people/", "edit/main/content/people.yaml"),
        ("/people/ana-ruiz/", "edit/main/content/people.yaml"),
        ("/questions/", "edit/main/content/questions.yaml"),
        ("/questions/when-open/", "edit/main/content/questions.yaml"),
        ("/timeline/", "edit/main/content/timeline.yaml"),
        ("/glossary/", "edit/main/content/glossary.yaml"),
        ("/corrections/", "edit/main/content/corrections.yaml"),
        ("/method/", "edit/main/layouts/method.html"),
        ("/data/", "edit/main/layouts/data.html"),
        ("/search/", "edit/main/layouts/search.html"),
        ("/404.html", "edit/main/layouts/404.html"),
    ],
)
def test_a_page_is_edited_where_its_words_are_written(path: str, file: str) -> None:
    assert Repository(GITHUB, "main").edit(path) == f"{GITHUB}/{file}"


@pytest.mark.parametrize("address", [GITHUB, f"{GITHUB}/", f"{GITHUB}.git", "https://GitHub.com/example/tunnel"])
def test_an_address_is_taken_in_the_forms_people_copy(address: str) -> None:
    edit = Repository(address, "published/v 2").edit("/")
    assert edit.casefold() == f"{GITHUB}/edit/published/v%202/content/explainer.yaml"


@pytest.mark.parametrize(
    ("address", "edit", "folder", "report"),
    [
        (
            "https://gitlab.com/a/b",
            "/-/edit/main/content/people.yaml",
            "/-/tree/main/content/sources",
            "/-/issues/new?issue%5Btitle%5D=Mistake%20on%20",
        ),
        (
            "https://codeberg.org/a/b",
            "/_edit/main/content/people.yaml",
            "/src/branch/main/content/sources",
            "/issues/new?title=Mistake%20on%20",
        ),
    ],
)
def test_other_hosts_have_their_own_addresses(address: str, edit: str, folder: str, report: str) -> None:
    repository = Repository(address, "main")
    assert repository.edit("/people/") == address + edit
    assert repository.edit("/sources/") == address + folder
    assert repository.report("People", "https://x.example/").startswith(address + report)


def test_a_host_that_is_not_known_has_no_such_links() -> None:
    for address in ("https://git.example/a/b", "https://github.com.evil.example/a/b", ""):
        repository = Repository(address, "main")
        assert (repository.edit("/"), repository.report("A", "https://x.example/")) == ("", "")


def test_a_report_says_which_page_it_is_about() -> None:
    address = Repository(GITHUB, "main").report("A & B: 5 % “more”?", "https://x.example/a/b/#c")
    given = parse_qs(urlsplit(address).query)
    assert address.startswith(f"{GITHUB}/issues/new?")
    assert given["title"] == ["Mistake on “A & B: 5 % “more”?”"]
    assert given["body"][0].startswith("Page: https://x.example/a/b/#c\n\nWhat is wrong:\n")


def test_every_page_has_both_links_and_each_leads_to_a_file_of_the_repository() -> None:
    built = build_site(
        Folder(HARBOUR / "content", "content"), Folder(ROOT / "layouts", "layouts"), repository=GITHUB, draft=True
    )
    pages = {name: unescape(data.decode()) for name, data in built.files.items() if name.endswith(".html")}
    assert len(pages) > 20
    for name, page in pages.items():
        assert page.count(f'<a href="{GITHUB}/issues/new?title=Mistake') == 1, name
        assert page.count(">edit this page</a>") == 1, name
        edit = page.partition('">edit this page</a>')[0].rpartition('"')[2].removeprefix(f"{GITHUB}/")
        file = edit.partition("/main/")[2]
        assert (HARBOUR / file if file.startswith("content/") else ROOT / file).exists(), name


def test_the_command_takes_the_place_of_the_repository(project: Callable[..., Path]) -> None:
    root = project()
    command = [sys.executable, str(ROOT / "build.py"), "--content", "content", "--out", "site"]
    subprocess.run([*command, "--repository", GITHUB], cwd=root, check=True, capture_output=True)
    assert f'href="{GITHUB}/edit/main/content/explainer.yaml"' in (root / "site" / "index.html").read_text("utf-8")
    wrong = subprocess.run([*command, "--repository", "a/b"], cwd=root, check=False, capture_output=True, text=True)
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("build.py: --repository 'a/b' is no web address")
