"""Each folder of problems/ is laid over problems/base and must give exactly the report in its report.txt."""

import ast
import shutil
from pathlib import Path

import pytest

from explainer import gathering, prose
from explainer.characters import MAX_BYTES
from explainer.contents import REPORTS, SHOWN_BYTES
from explainer.files import Folder
from explainer.pipeline import build_site
from explainer.problems import ContentError, Problem, report_text

TESTS = Path(__file__).parent
CASES = TESTS / "problems"
LAYOUTS = Folder(TESTS.parent / "layouts", "layouts")
NAMES = sorted(folder.name for folder in CASES.iterdir() if folder.name != "base")

# Codes that need a file no repository should hold, or lack one, or a layout; each has a test of its own below or in test_render.
ELSEWHERE = {"file-too-large", "too-many-values", "unreadable", "outside", "layout", "layout-syntax"}
ELSEWHERE |= {"layout-missing", "broken-link", "missing-file"}
ELSEWHERE |= {"asset", "too-many-problems", "too-many-figures", "too-many-answers"}  # test_assets.py, test_hostile.py
# Problems of `verify` and `coverage`, which are given texts: test_evidence_verify.py, test_verifying_cli.py.
ELSEWHERE |= {"no-text", "copied-words", "uncovered"}
# Of `--since`, which is given what was published before: test_changes.py, test_cli.py.
ELSEWHERE |= {"uncorrected"}


def found(root: Path) -> ContentError:
    with pytest.raises(ContentError) as caught:
        build_site(Folder(root, "content"), LAYOUTS, draft=not (root / "evidence.lock").exists())
    return caught.value


def lay_over(case: str, root: Path) -> Path:
    """A case over the base; the base's lock is only for those that are about the lock, and have one of their own."""
    shutil.copytree(CASES / "base", root / "content", ignore=shutil.ignore_patterns("evidence.lock"))
    shutil.copytree(CASES / case, root / "content", dirs_exist_ok=True, ignore=shutil.ignore_patterns("report.txt"))
    return root / "content"


def test_the_base_has_no_problem() -> None:
    assert build_site(Folder(CASES / "base", "content"), LAYOUTS).files


@pytest.mark.parametrize("case", NAMES)
def test_report(case: str, tmp_path: Path, update: bool) -> None:
    error = found(lay_over(case, tmp_path))
    report = report_text(error.problems, error.texts)
    expected = CASES / case / "report.txt"
    if update:
        expected.write_text(report, "utf-8")
        pytest.fail("the report was rewritten; read it, then run again without --update")
    assert report == expected.read_text("utf-8")


@pytest.mark.parametrize("case", NAMES)
def test_several_processes_report_the_same(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MANY", 1)
    monkeypatch.setattr(gathering, "processors", lambda: 3)
    monkeypatch.setattr(prose, "MANY", 1)
    monkeypatch.setattr(prose, "processors", lambda: 3)
    error = found(lay_over(case, tmp_path))
    assert report_text(error.problems, error.texts) == (CASES / case / "report.txt").read_text("utf-8")


def test_every_kind_of_problem_has_a_case(tmp_path: Path) -> None:
    seen = {p.code for case in NAMES for p in found(lay_over(case, tmp_path / case)).problems}
    assert _codes_in_the_package() - seen == ELSEWHERE


def _codes_in_the_package() -> set[str]:
    """The second argument of every call that makes or adds a problem."""
    calls = [
        node
        for path in (TESTS.parent / "explainer").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).split(".")[-1] in ("Problem", "add", "stop", "_matching")
    ]
    codes = (call.args[1] for call in calls if len(call.args) > 2)
    return {code.value for code in codes if isinstance(code, ast.Constant) and isinstance(code.value, str)}


# --- what no repository should hold -----------------------------------------------------------------------------------


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return lay_over("base", tmp_path)


def only(root: Path) -> Problem:
    (problem,) = found(root).problems
    return problem


def test_a_file_past_the_limit(content: Path) -> None:
    (content / "measures.yaml").write_bytes(b"a" * (MAX_BYTES + 1))
    problem = only(content)
    assert (problem.code, str(problem.place)) == ("file-too-large", "content/measures.yaml:1:1")
    assert SHOWN_BYTES < MAX_BYTES


def test_what_lists_the_reports_may_grow_with_them(content: Path) -> None:
    (content / "people.yaml").write_bytes(b"# " + b"a" * MAX_BYTES + b"\n" + (content / "people.yaml").read_bytes())
    assert only(content).code == "file-too-large"
    for number in range(2 * REPORTS):
        (content / f"sources/more-{number}.yaml").write_text("status: draft\n")
    assert "file-too-large" not in {problem.code for problem in found_or_none(content)}


def found_or_none(root: Path) -> tuple[Problem, ...]:
    try:
        build_site(Folder(root, "content"), LAYOUTS, draft=True)
    except ContentError as error:
        return error.problems
    return ()


def test_a_file_of_too_many_values(content: Path) -> None:
    (content / "measures.yaml").write_text("[" + "a," * 50_001 + "]")
    problem = only(content)
    assert (problem.code, problem.place.path, problem.place.line) == ("too-many-values", "content/measures.yaml", 1)


def test_a_missing_file(content: Path) -> None:
    (content / "site.yaml").unlink()
    assert (only(content).code, str(only(content).place)) == ("missing-file", "content/site.yaml:1:1")


def test_no_source_at_all(content: Path) -> None:
    shutil.rmtree(content / "sources")
    codes = {(p.code, p.place.path) for p in found(content).problems}
    assert ("missing-file", "content/sources") in codes


def test_a_missing_list_is_no_empty_one(content: Path) -> None:
    """Else every name in every report would be called unknown."""
    (content / "people.yaml").unlink()
    assert (only(content).code, str(only(content).place)) == ("missing-file", "content/people.yaml:1:1")


def test_a_folder_where_a_file_must_be(content: Path) -> None:
    (content / "site.yaml").unlink()
    (content / "site.yaml").mkdir()
    assert only(content).code == "unreadable"


def test_a_link_out_of_the_folder_is_not_followed(content: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("title: secret\n")
    (content / "site.yaml").unlink()
    (content / "site.yaml").symlink_to(tmp_path / "secret.yaml")
    problem = only(content)
    assert problem.code == "outside"
    assert "secret" not in problem.message + problem.hint


# --- many at once -----------------------------------------------------------------------------------------------------


def test_twenty_faults_in_six_files_are_found_in_one_run(tmp_path: Path) -> None:
    """Every fault at its own line and column, and no other problem for one that follows from it."""
    cases = ["twenty-faults"]
    problems = found(lay_over(cases[0], tmp_path)).problems
    assert len(problems) == 20
    assert len({p.place.path for p in problems}) == 6
    assert found(tmp_path / "content").problems == problems
