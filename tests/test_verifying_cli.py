"""The commands that read private texts, as an editor meets them: what is written, printed and returned."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from explainer.cli import FINE, PROBLEMS, WRONG_COMMAND, main

ROOT = Path(__file__).parents[1]
TEXTS = ROOT / "tests" / "texts"  # of the minimal explainer
Project = Callable[..., Path]


@pytest.fixture
def root(project: Project) -> Path:
    """The minimal explainer with its texts, verified."""
    root = project()
    shutil.copytree(TEXTS, root / "texts")
    return root


def run(root: Path, *arguments: str) -> int:
    try:
        return main(arguments, root)
    except SystemExit as end:
        return int(end.code or 0)


def change(root: Path, name: str, old: str, new: str) -> None:
    file = root / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_verified_explainer_needs_no_new_lock(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (root / "content/evidence.lock").read_bytes()
    assert run(root, "verify") == run(root, "verify", "--check") == FINE
    out, err = capsys.readouterr()
    assert "gazette  5 of 5 items found\n" in out
    assert out.endswith("evidence.lock is up to date: 6 items of 2 sources.\n")
    assert err == ""
    assert (root / "content/evidence.lock").read_bytes() == before


def test_new_words_are_locked_and_built(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, "content/sources/gazette.yaml", "exact: not a penny more", "exact: not a penny")
    assert run(root, "check", "--layouts", str(ROOT / "layouts")) == PROBLEMS
    assert run(root, "verify", "--check") == PROBLEMS
    assert "evidence.lock would change: 1 item changed.\n" in capsys.readouterr().out
    assert run(root, "verify") == FINE
    assert "evidence.lock was written: 6 items of 2 sources; 1 item changed.\n" in capsys.readouterr().out
    assert run(root, "check", "--layouts", str(ROOT / "layouts")) == FINE


def test_a_misquote_is_shown_beside_its_passage(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, "content/sources/gazette.yaml", "exact: not a penny more", "exact: not a pound more")
    assert run(root, "verify") == PROBLEMS
    out = capsys.readouterr().out
    assert "gazette.yaml:14:12  this quotation is not in the text; paragraph 2 of 2 has it with 1 word changed\n" in out
    assert "        yours  not a [pound] more\n        text   not a [penny] more\n" in out
    assert "gazette  4 of 5 items found\n" in out
    assert out.endswith("evidence.lock stays as it was: 6 items of 2 sources.\n"), "nothing is up to date here"


def test_a_misquote_stays_a_change_of_what_was_verified(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Looking it up in vain makes it no new wording that a draft may show."""
    change(root, "content/sources/gazette.yaml", "exact: not a penny more", "exact: not a pound more")
    assert run(root, "verify") == PROBLEMS
    assert run(root, "check", "--draft", "--layouts", str(ROOT / "layouts")) == PROBLEMS
    assert "changed since it was verified on " in capsys.readouterr().out


@pytest.mark.parametrize(
    "lock", ["<<<<<<< ours\n{}", '{"lock": 1, "normaliser": 0, "texts": [], "overlaps": [], "items": []}']
)
def test_a_lock_that_cannot_be_used_is_not_written_over_without_all_texts(
    lock: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "content/evidence.lock").write_text(lock, "utf-8")
    (root / "texts/herald.txt").unlink()
    assert run(root, "verify") == PROBLEMS
    assert "and not all texts are at hand" in capsys.readouterr().out
    assert (root / "content/evidence.lock").read_text("utf-8") == lock
    shutil.copy(TEXTS / "herald.txt", root / "texts")
    assert run(root, "verify") == FINE


@pytest.mark.parametrize("form", ["github", "json"])
def test_no_words_of_a_text_leave_the_terminal(form: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, "content/sources/gazette.yaml", "exact: not a penny more", "exact: not a pound more")
    change(root, "content/sources/gazette.yaml", "names: [Ana Ruiz]", "names: [Ana Ruis]")
    assert run(root, "verify", "--check", "--format", form) == PROBLEMS
    out = capsys.readouterr().out
    assert "1 word changed" in out
    for word in ("penny", "Ruiz", "said", "minister"):
        assert word not in out


def test_json_says_that_all_is_well(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "verify", "--format", "json") == FINE
    assert json.loads(capsys.readouterr().out) == []


def test_without_a_folder_of_texts_the_command_is_wrong(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("verify", "coverage"):
        assert run(project(), command) == WRONG_COMMAND
        said = capsys.readouterr().err
        assert "/texts' for the texts of the reports; make it, or name another with --texts\n" in said


def test_a_missing_text_is_a_problem_and_forgets_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (root / "content/evidence.lock").read_bytes()
    (root / "texts/herald.txt").unlink()
    assert run(root, "verify") == PROBLEMS
    out = capsys.readouterr().out
    assert "herald.yaml:5:7  the text 'herald.txt' is not at hand, so nothing of this source could be checked\n" in out
    assert "herald   not checked: its text could not be read (1 item)\n" in out
    assert (root / "content/evidence.lock").read_bytes() == before


# --- drafts of a site -------------------------------------------------------------------------------------------------


def test_what_is_not_verified_is_built_only_as_a_draft(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "content/evidence.lock").unlink()
    layouts = ("--layouts", str(ROOT / "layouts"))
    assert run(root, *layouts) == run(root, "check", *layouts) == PROBLEMS
    assert "nothing has been verified: this file is missing" in capsys.readouterr().err
    assert not (root / "site").exists()
    assert run(root, "--draft", *layouts) == run(root, "check", "--draft", *layouts) == FINE
    home, quotes = ((root / "site" / name).read_text("utf-8") for name in ("index.html", "quotes/index.html"))
    assert "<strong>Draft.</strong> 6 wordings not checked against the texts." in home
    assert "Not checked</strong> against the text" in quotes
    assert "Wording checked" not in quotes


def test_a_draft_has_no_verified_words_changed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, "content/sources/gazette.yaml", "exact: not a penny more", "exact: not a penny mote")
    assert run(root, "check", "--draft", "--layouts", str(ROOT / "layouts")) == PROBLEMS
    assert "changed since it was verified on " in capsys.readouterr().out


def test_a_source_that_is_removed_leaves_nothing_behind(root: Path) -> None:
    layouts = ("--layouts", str(ROOT / "layouts"))
    shared = "Every word of this long sentence stands in both of the texts, and all of them know it well.\n"
    for name in ("gazette", "herald"):
        with (root / f"texts/{name}.txt").open("a", encoding="utf-8") as file:
            file.write(shared)
    change(root, "content/sources/herald.yaml", "text:", "shares_origin_with: [gazette]\ntext:")
    assert run(root, "verify") == FINE
    (root / "content/sources/herald.yaml").unlink()
    change(root, "content/explainer.yaml", "; @herald", "")
    assert run(root, "check", *layouts) == run(root, *layouts) == FINE
    assert "herald" not in (root / "site/data/evidence.json").read_text("utf-8")


def test_words_that_share_their_yaml_do_not_share_their_state(root: Path) -> None:
    """An alias stands in one place for two: the note's passage is found, the quotation is not one."""
    gazette = root / "content/sources/gazette.yaml"
    text = gazette.read_text("utf-8").replace("exact: not a penny more", "exact: &x The tunnel will cost")
    gazette.write_text(f"{text}notes:\n  - {{passage: *x, kind: ambiguous, text: When?}}\n", "utf-8")
    (root / "content/evidence.lock").unlink()
    assert run(root, "verify") == PROBLEMS
    assert run(root, "--draft", "--layouts", str(ROOT / "layouts")) == FINE
    (row,) = json.loads((root / "site/data/quotes.json").read_text("utf-8"))
    assert row["verification"] == "not_checked"


def test_a_draft_marks_whatever_was_not_checked(root: Path) -> None:
    gazette = root / "content/sources/gazette.yaml"
    text = gazette.read_text("utf-8").replace(
        "    kind: fragment\n", "    kind: fragment\n    attribution: the emperor\n"
    )
    gazette.write_text(f"credit: No Wire\n{text}", "utf-8")
    assert run(root, "verify") == PROBLEMS
    assert run(root, "--draft", "--layouts", str(ROOT / "layouts")) == FINE
    source, method = (
        (root / "site" / name).read_text("utf-8") for name in ("sources/gazette/index.html", "method/index.html")
    )
    assert '“the emperor” <strong class="unchecked">Not checked</strong>' in source
    assert "As printed; not checked" in source
    assert "5 of 7 wordings checked on " in source and "5 of 7 wordings checked on " in method
    assert "This is a draft: not every quotation" in method


@pytest.mark.parametrize("option", ["--texts", "--content"])
def test_a_folder_without_a_name_is_no_folder(option: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "verify", option, "") == WRONG_COMMAND
    assert run(root, "verify", option, "x" * 5000) == WRONG_COMMAND
    assert f"{option} names no folder" in capsys.readouterr().err


# --- coverage ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def longer(root: Path) -> Path:
    """The same with something in a text that no record has."""
    with (root / "texts/gazette.txt").open("a", encoding="utf-8") as file:
        file.write("The 9 ferries stay “for now”.\n")
    return root


def test_what_no_record_covers_is_listed(longer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(longer, "coverage") == PROBLEMS
    assert capsys.readouterr().out.splitlines() == [
        "gazette: 1 of 2 quotations and 2 of 3 numbers recorded, or ignored with a reason",
        "  number in paragraph 3: …more”, said Ana Ruiz, the transport minister. The >9< ferries stay “for now”.…",
        "  quotation in paragraph 3: …Ruiz, the transport minister. The 9 ferries stay “>for now<”.…",
        "herald: 0 of 0 quotations and 0 of 0 numbers recorded, or ignored with a reason",
        "2 left to record, or to name under 'ignore' with a reason.",
    ]


def test_coverage_for_programs_has_no_words_of_the_text(longer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(longer, "coverage", "--format", "json") == PROBLEMS
    rows = json.loads(capsys.readouterr().out)
    assert [row["message"] for row in rows] == [
        "1 number in paragraph 3 of the text: in no record",
        "1 quotation in paragraph 3 of the text: in no record",
    ]
    assert run(longer, "coverage", "--format", "github") == PROBLEMS
    out = capsys.readouterr().out
    assert out.count("gazette.yaml,line=5,") == 2
    assert "for now" not in out and "ferries" not in out


def test_a_reason_settles_what_is_left(longer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gazette = longer / "content/sources/gazette.yaml"
    ignore = "ignore:\n  - {passage: The 9 … for now, reason: Not about the tunnel.}\n"
    gazette.write_text(gazette.read_text("utf-8") + ignore, "utf-8")
    assert run(longer, "coverage") == FINE
    assert capsys.readouterr().out.endswith("Nothing is left.\n")


def test_a_text_that_is_not_at_hand_is_not_covered(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in (root / "texts").iterdir():
        file.unlink()
    assert run(root, "coverage") == PROBLEMS
    assert "the text 'herald.txt' is not at hand, so nothing of this source could be checked" in capsys.readouterr().out


# --- the start of a source --------------------------------------------------------------------------------------------


def test_a_draft_of_a_source_is_written_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = root / "texts/Coast Report.txt"
    text.write_text("Ferry to stop\nAna Ruiz said “no more ferries” on Friday.\n", "utf-8")
    assert run(root, "draft", str(text)) == FINE
    out = capsys.readouterr().out
    assert out.endswith("Decide what its comments ask, then run build.py verify.\n")
    draft = root / "content/sources/coast-report.yaml"
    assert "exact: no more ferries\n" in draft.read_text("utf-8")
    assert "person: ana-ruiz\n" in draft.read_text("utf-8")
    draft.write_text("mine\n", "utf-8")
    assert run(root, "draft", str(text)) == PROBLEMS
    assert "there is already a source 'coast-report'" in capsys.readouterr().err
    assert draft.read_text("utf-8") == "mine\n"
    assert run(root, "draft", str(text), "--id", "ferry") == FINE


def test_a_draft_of_a_text_that_verify_would_not_find_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = root / "ferry.txt"
    text.write_text("Ferry to stop\nAna Ruiz said “no more ferries” on Friday.\n", "utf-8")
    assert run(root, "draft", str(text)) == FINE
    assert capsys.readouterr().out.endswith("\nverify looks for ferry.txt in texts/ (or --texts DIR): put it there.\n")


def test_a_draft_leads_to_its_schema_where_there_is_one(root: Path) -> None:
    (root / "texts/ferry.txt").write_text("Ferry to stop\n", "utf-8")
    assert run(root, "draft", str(root / "texts/ferry.txt"), "--id", "without") == FINE
    assert run(root, "schema") == FINE
    assert run(root, "draft", str(root / "texts/ferry.txt"), "--id", "with") == FINE
    without, found = ((root / f"content/sources/{name}.yaml").read_text("utf-8") for name in ("without", "with"))
    first, rest = found.split("\n", 1)
    assert first == "# yaml-language-server: $schema=../../schema/source.json"
    assert rest.replace("with.yaml", "without.yaml") == without


def test_the_first_source_can_be_drafted_before_there_is_anything(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "report.txt").write_text("They said “no” to 5 ships.\n", "utf-8")
    assert run(tmp_path, "draft", str(tmp_path / "report.txt")) == FINE
    assert "as_printed: 5 ships\n" in (tmp_path / "content/sources/report.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("none.txt", None, WRONG_COMMAND, "there is no text '"),
        ("empty.txt", b" \n\n", PROBLEMS, "is empty; paste the report into it"),
        ("latin.txt", "à la carte".encode("latin-1"), PROBLEMS, "is not UTF-8 (byte 1); save it as UTF-8"),
        (
            "a.docx",
            b"PK\x03\x04\x14",
            PROBLEMS,
            "is a Word file, or another office file; save it as plain text, in UTF-8",
        ),
        ("a.pdf", b"%PDF-1.7", PROBLEMS, "is a PDF; save it as plain text"),
        ("a.rtf", b"{\\rtf1", PROBLEMS, "is RTF; save it as plain text"),
        ("a.html", b"\n<!DOCTYPE html><html>", PROBLEMS, "is a web page; save it as plain text"),
        ("large.txt", b"a " * 2_600_000, PROBLEMS, "is larger than 5 MB; keep only the report"),
    ],
)
def test_a_text_that_cannot_be_drafted(
    name: str, data: bytes | None, code: int, words: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if data is not None:
        (root / name).write_bytes(data)
    assert run(root, "draft", str(root / name)) == code
    assert words in capsys.readouterr().err
    assert sorted(path.name for path in (root / "content/sources").iterdir()) == ["gazette.yaml", "herald.yaml"]


def test_an_id_must_be_one(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "draft", str(root / "texts/herald.txt"), "--id", "../x") == WRONG_COMMAND
    assert "--id '../x' cannot be an id" in capsys.readouterr().err


# --- the real content -------------------------------------------------------------------------------------------------


def test_the_real_content_is_proved(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(ROOT, "verify", "--check", "--texts", str(texts)) == FINE
    assert run(ROOT, "coverage", "--texts", str(texts)) == FINE
    assert "share 92 of 660 runs of eight words: one origin" in capsys.readouterr().out


def test_a_draft_of_a_source_lists_what_it_will_be_asked(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = "- {id: when-open, text: When would it open?, answers: {soon: Soon, late: Late}}\n"
    priced = "- {id: price, text: What would it cost?, measure: build-cost}\n"
    (root / "content/questions.yaml").write_text(asked + priced, "utf-8")
    (root / "texts/new.txt").write_text("A report.\n", "utf-8")
    assert run(root, "draft", str(root / "texts/new.txt")) == FINE
    draft = (root / "content/sources/new.yaml").read_text("utf-8")
    assert "#   when-open: When would it open? (soon, late)\n" in draft
    assert "#   price: What would it cost? (figure: a figure of build-cost)\n" in draft
    (root / "content/questions.yaml").write_text("- {id: When}\n", "utf-8")
    assert run(root, "draft", str(root / "texts/new.txt"), "--id", "other") == PROBLEMS
    assert "content/questions.yaml:1:8" in capsys.readouterr().out
    assert not (root / "content/sources/other.yaml").exists()
