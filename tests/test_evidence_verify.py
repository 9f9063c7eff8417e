"""A project and its texts -> the lock, every problem, and what the editor is told."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from explainer.evidence.holding import Hold
from explainer.evidence.reports import change_words, report_lines, total_words
from explainer.evidence.texts import Document, read_document
from explainer.evidence.verify import Verification, copies_from, copy_problems, own_texts, verify_content
from explainer.files import Folder
from explainer.load import load_content
from explainer.lock import NAME, Lock, read_lock
from explainer.model import Content
from explainer.output import OutputError
from explainer.problems import ContentError, Problem, report_github, report_json, report_text
from explainer.verifying import Told, load_documents, verify_folder

Project = Callable[..., Path]


@pytest.fixture
def project(project: Project) -> Project:
    """A project that was never verified."""

    def write(files: Mapping[str, str] = {}) -> Path:
        root = project(files)
        (root / "content" / NAME).unlink(missing_ok=True)
        return root

    return write


ROOT = Path(__file__).parent.parent
MONDAY, TUESDAY, FRIDAY = "2024-06-03", "2024-06-04", "2024-06-07"

GAZETTE = """\
Tunnel could open in 2031
The tunnel costs up to £1.2 billion, the gazette learns.
Ana Ruiz, the transport minister, would pay “not a penny more” for the wexhollow route.
"""
HERALD = "Minister sets a limit\nThere is a limit to what the island would pay, said the herald of quarbin.\n"
TEXTS = {"texts/gazette.txt": GAZETTE, "texts/herald.txt": HERALD}
SOURCE = "content/sources/gazette.yaml"


def verify(root: Path, day: str = MONDAY, *, write: bool = True) -> Told:
    return verify_folder(Folder(root / "content", "content"), root / "texts", day, write=write)


def said(told: Told) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in told.problems]


def lock(root: Path) -> Lock:
    problems: list[Problem] = []
    found = read_lock((root / "content" / NAME).read_text("utf-8"), NAME, problems)
    assert found is not None and not problems
    return found


def days(root: Path, source: str = "gazette") -> dict[str, str]:
    found = lock(root)
    return {key: item.verified for key, item in found.items[source].items()} | {"": found.texts[source].verified}


def edit(root: Path, old: str, new: str, file: str = SOURCE) -> None:
    text = (root / file).read_text("utf-8")
    assert text.count(old) == 1, old
    (root / file).write_text(text.replace(old, new), "utf-8")


ITEMS = {"headline", "figures/cost", "quotes/not-a-penny", "people/ana-ruiz/names/Ana Ruiz", "people/ana-ruiz/role"}


# --- the first time ---------------------------------------------------------------------------------------------------


def test_everything_is_looked_up_and_the_lock_written(project: Project) -> None:
    root = project(TEXTS)
    told = verify(root)
    assert told.problems == ()
    assert told.lines == (
        "gazette  5 of 5 items found",
        "herald   1 of 1 item found",
        "content/evidence.lock was written: 6 items of 2 sources; 6 items new.",
    )
    assert set(lock(root).items["gazette"]) == ITEMS


def test_what_the_lock_holds_is_what_stands_in_the_text(project: Project) -> None:
    root = project(TEXTS)
    verify(root)
    text = read_document("t", GAZETTE)
    item = lock(root).items["gazette"]["quotes/not-a-penny"]
    assert text.printed[item.start : item.end] == "not a penny more"
    assert (item.paragraph, item.match, item.verified, item.parts, item.sentence) == (3, "exact", MONDAY, (), None)
    figure = lock(root).items["gazette"]["figures/cost"]
    assert figure.sentence is not None and text.printed[slice(*figure.sentence[:2])].startswith("The tunnel costs")
    held = lock(root).texts["gazette"]
    assert (held.sha256, held.length, held.paragraphs) == (text.sha256, len(text.printed), 3)


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("not a penny more", "exact"),
        ("not a  penny more", "exact"),
        ("not … more", "ellipsis"),
        ("… not a penny", "ellipsis"),
    ],
)
def test_how_words_matched(project: Project, typed: str, how: str) -> None:
    root = project(TEXTS)
    edit(root, "exact: not a penny more", f"exact: {typed}")
    assert verify(root).problems == ()
    assert lock(root).items["gazette"]["quotes/not-a-penny"].match == how


def test_other_marks_are_a_typographic_match(project: Project) -> None:
    root = project({**TEXTS, "texts/gazette.txt": GAZETTE.replace("a penny", "a minister’s penny")})
    edit(root, "exact: not a penny more", "exact: not a minister's penny more")
    assert verify(root).problems == ()
    assert lock(root).items["gazette"]["quotes/not-a-penny"].match == "typographic"


def test_the_lock_holds_no_word_of_a_text_that_the_records_do_not(project: Project) -> None:
    root = project(TEXTS)
    verify(root)
    text = (root / "content" / NAME).read_text("utf-8")
    assert not {"wexhollow", "quarbin", "island", "route", "learns"} & set(text.replace('"', " ").split())


# --- again ------------------------------------------------------------------------------------------------------------


def test_a_second_run_changes_nothing(project: Project) -> None:
    root = project(TEXTS)
    verify(root)
    before = (root / "content" / NAME).read_bytes()
    told = verify(root, TUESDAY)
    assert told.problems == () and told.lines[-1] == "content/evidence.lock is up to date: 6 items of 2 sources."
    assert (root / "content" / NAME).read_bytes() == before


def test_only_changed_words_get_a_new_day(project: Project) -> None:
    root = project(TEXTS)
    verify(root)
    edit(root, "exact: not a penny more", "exact: not a penny")
    told = verify(root, TUESDAY)
    assert told.lines[0] == "gazette  5 of 5 items found; 1 changed"
    assert told.lines[-1].endswith("6 items of 2 sources; 1 item changed.")
    assert days(root) == dict.fromkeys(ITEMS | {""}, MONDAY) | {"quotes/not-a-penny": TUESDAY}


def test_new_and_removed_items(project: Project) -> None:
    root = project(TEXTS)
    verify(root)
    edit(root, "names: [Ana Ruiz]", "names: [Ruiz]")
    told = verify(root, TUESDAY)
    assert told.lines[-1].endswith("6 items of 2 sources; 1 item new, 1 item gone.")
    assert days(root)["people/ana-ruiz/names/Ruiz"] == TUESDAY
    assert "people/ana-ruiz/names/Ana Ruiz" not in days(root)


def test_a_changed_text_moves_its_items_and_is_verified_anew(project: Project) -> None:
    root = project(TEXTS)
    verify(root)
    edit(root, "Tunnel could", "Extra line.\nTunnel could", "texts/gazette.txt")
    told = verify(root, TUESDAY)
    assert told.problems == ()
    assert told.lines[0] == "gazette  its text has changed; 5 of 5 items found"
    assert told.lines[-1].endswith("; 5 items moved, 1 text changed.")
    assert set(days(root).values()) == {TUESDAY} and set(days(root, "herald").values()) == {MONDAY}
    assert lock(root).items["gazette"]["headline"].paragraph == 2


def test_other_typography_in_a_text_is_no_change(project: Project) -> None:
    root = project(TEXTS)
    verify(root)
    (root / "texts/gazette.txt").write_text(
        "\ufeff" + GAZETTE.replace("“", '"').replace("”", '"').replace("\n", "\r\n"), "utf-8"
    )
    assert verify(root, TUESDAY).lines[-1] == "content/evidence.lock is up to date: 6 items of 2 sources."


def test_a_sentence_that_changed_round_a_figure_is_told(project: Project) -> None:
    root = project(TEXTS)
    verify(root)
    edit(root, "the gazette learns", "the gazette denies it", "texts/gazette.txt")
    told = verify(root, TUESDAY)
    assert told.lines[0].endswith("read again, for the sentence round them has changed: figures/cost")


def test_words_that_are_no_longer_there_leave_the_lock(project: Project) -> None:
    root = project(TEXTS)
    verify(root)
    edit(root, "not a penny more", "not a pound more", "texts/gazette.txt")
    told = verify(root, TUESDAY)
    assert [problem.code for problem in told.problems] == ["not-in-text"]
    assert "quotes/not-a-penny" not in lock(root).items["gazette"]
    assert told.lines[-1].endswith("5 items of 2 sources; 1 text changed, 1 item no longer found.")


def test_a_source_that_is_gone_leaves_the_lock(project: Project) -> None:
    root = project(TEXTS)
    verify(root)
    (root / "content/sources/herald.yaml").unlink()
    edit(root, "[@gazette; @herald]", "[@gazette]", "content/explainer.yaml")
    verify(root, TUESDAY)
    assert set(lock(root).texts) == set(lock(root).items) == {"gazette"}


# --- texts that are not at hand ---------------------------------------------------------------------------------------


def test_a_missing_text_keeps_what_was_verified_and_is_a_problem(project: Project) -> None:
    root = project(TEXTS)
    verify(root)
    before = (root / "content" / NAME).read_bytes()
    (root / "texts/gazette.txt").unlink()
    told = verify(root, TUESDAY)
    assert said(told) == [
        ("no-text", "the text 'gazette.txt' is not at hand, so nothing of this source could be checked")
    ]
    assert str(told.problems[0].place) == f"{SOURCE}:5:7"
    assert told.lines[0] == "gazette  not checked: its text could not be read (5 items)"
    assert (root / "content" / NAME).read_bytes() == before


def test_a_missing_text_vouches_for_no_new_words(project: Project) -> None:
    root = project(TEXTS)
    verify(root)
    (root / "texts/gazette.txt").unlink()
    edit(root, "exact: not a penny more", "exact: not a pound more")
    edit(root, "names: [Ana Ruiz]", "names: [Ana Ruiz, Ms Ruiz]")
    verify(root, TUESDAY)
    with pytest.raises(ContentError) as caught:
        load_content(root / "content", "content")
    assert [problem.code for problem in caught.value.problems] == ["changed", "unverified"]


def test_removed_words_leave_the_lock_without_their_text_too(project: Project) -> None:
    root = project(TEXTS)
    verify(root)
    (root / "texts/gazette.txt").unlink()
    edit(root, "    role: transport minister\n", "")
    assert verify(root, TUESDAY).lines[-1].endswith("5 items of 2 sources; 1 item gone.")
    assert set(lock(root).items["gazette"]) == ITEMS - {"people/ana-ruiz/role"}


def test_a_text_that_was_never_there(project: Project) -> None:
    root = project({"texts/herald.txt": HERALD})
    told = verify(root)
    assert told.problems[0].hint == "put it into the folder of texts"
    assert set(lock(root).texts) == {"herald"}


def test_pairs_with_a_missing_text_keep_what_they_shared(project: Project) -> None:
    shared = "Every word of this long sentence stands in both of the texts, and all of them know it well.\n"
    root = project({"texts/gazette.txt": GAZETTE + shared, "texts/herald.txt": HERALD + shared})
    edit(root, "text: herald.txt\n", "text: herald.txt\nshares_origin_with: [gazette]\n", "content/sources/herald.yaml")
    assert verify(root).problems == ()
    before = lock(root).overlaps
    assert before["gazette", "herald"].runs == 12
    (root / "texts/herald.txt").unlink()
    verify(root, TUESDAY)
    assert lock(root).overlaps == before
    edit(root, "Tunnel could", "Extra line.\nTunnel could", "texts/gazette.txt")
    assert ("unverified", "the texts of 'gazette' and 'herald' have never been compared") in said(verify(root, FRIDAY))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the text 'gazette.txt' is empty"),
        (b" \n\xe2\x80\x8b\n", "the text 'gazette.txt' is empty"),
        (b"\xef\xbb\xbf", "the text 'gazette.txt' is empty"),
        (b"caf\xe9", "the text 'gazette.txt' is not UTF-8 (byte 4)"),
        (b"\xff\xfea\x00", "the text 'gazette.txt' is not UTF-8 (byte 1)"),
        (b"a" * 5_000_001, "the text 'gazette.txt' is larger than 5 MB"),
    ],
)
def test_a_text_that_cannot_be_used_is_one_problem_and_keeps_the_lock(
    project: Project, data: bytes, message: str
) -> None:
    root = project(TEXTS)
    verify(root)
    before = (root / "content" / NAME).read_bytes()
    (root / "texts/gazette.txt").write_bytes(data)
    told = verify(root, TUESDAY)
    assert said(told)[0] == ("text", message)
    assert {problem.place for problem in told.problems} == {told.problems[0].place}
    assert (root / "content" / NAME).read_bytes() == before


def test_one_cause_is_one_problem_where_a_text_cannot_be_read(project: Project) -> None:
    root = project(TEXTS)
    (root / "texts/gazette.txt").write_bytes(b"caf\xe9")
    assert [problem.code for problem in verify(root).problems] == ["text"]


def test_a_folder_in_place_of_a_text_cannot_be_read(project: Project) -> None:
    root = project(TEXTS)
    (root / "texts/gazette.txt").unlink()
    (root / "texts/gazette.txt").mkdir()
    assert said(verify(root))[0] == ("text", "the text 'gazette.txt' cannot be read: Is a directory")


def test_a_text_with_an_impossible_name_is_a_problem(project: Project) -> None:
    root = project(TEXTS)
    edit(root, "text: gazette.txt", f"text: {'x' * 300}.txt")
    assert verify(root).problems[0].code == "text"


# --- without writing --------------------------------------------------------------------------------------------------


def test_a_check_writes_nothing_and_finds_a_missing_lock(project: Project) -> None:
    root = project(TEXTS)
    told = verify(root, write=False)
    assert said(told) == [("lock", "this file is out of date: 6 items new")]
    assert str(told.problems[0].place) == "content/evidence.lock:1:1"
    assert told.lines[-1] == "content/evidence.lock would change: 6 items new."
    assert not (root / "content" / NAME).exists()


def test_a_check_of_what_is_up_to_date_finds_nothing(project: Project) -> None:
    root = project(TEXTS)
    verify(root)
    told = verify(root, FRIDAY, write=False)
    assert told.problems == () and told.lines[-1] == "content/evidence.lock is up to date: 6 items of 2 sources."


@pytest.mark.parametrize(
    ("file", "old", "new", "change"),
    [
        (SOURCE, "exact: not a penny more", "exact: not a penny", "1 item changed"),
        (SOURCE, "names: [Ana Ruiz]", "names: [Ana Ruiz, Ruiz]", "1 item new"),
        (SOURCE, "    role: transport minister\n", "", "1 item gone"),
        ("texts/gazette.txt", "Tunnel could", "X.\nTunnel could", "5 items moved, 1 text changed"),
        ("texts/gazette.txt", "wexhollow", "brindle", "1 text changed"),
        (f"content/{NAME}", '"paragraph": 3', '"paragraph": 2', "other details than before"),
        (f"content/{NAME}", '"normaliser": 1', '"normaliser": 7', "6 items new"),
        (f"content/{NAME}", '"items": [', '"items": (', "6 items new"),
    ],
)
def test_a_check_finds_any_change_and_writes_nothing(
    project: Project, file: str, old: str, new: str, change: str
) -> None:
    root = project(TEXTS)
    verify(root)
    text = (root / file).read_text("utf-8")
    (root / file).write_text(text.replace(old, new, 1), "utf-8")
    before = (root / "content" / NAME).read_bytes()
    assert said(verify(root, TUESDAY, write=False)) == [("lock", f"this file is out of date: {change}")]
    assert (root / "content" / NAME).read_bytes() == before


def test_a_lock_that_is_a_link_is_not_written_through(project: Project, tmp_path: Path) -> None:
    root = project(TEXTS)
    (tmp_path / "elsewhere").write_text("mine")
    (root / "content" / NAME).symlink_to(tmp_path / "elsewhere")
    with contextlib.suppress(OutputError, ContentError):
        verify(root)
    assert (tmp_path / "elsewhere").read_text() == "mine"


def test_content_that_cannot_be_read_stops_the_whole(project: Project) -> None:
    root = project({**TEXTS, SOURCE: "headline: ["})
    with pytest.raises(ContentError):
        verify(root)
    assert not (root / "content" / NAME).exists()


# --- copies -----------------------------------------------------------------------------------------------------------

LONG = "There is a limit to what the island would pay, said the herald of quarbin"


def test_copied_words_in_a_summary_are_a_problem_at_their_place(project: Project) -> None:
    root = project(TEXTS)
    edit(root, "summary: There is a limit.", f"summary: Well. {LONG.lower()}.", "content/sources/herald.yaml")
    told = verify(root)
    assert said(told) == [("copied-words", "15 words in a row are copied from a text: “there is a limit to …”")]
    assert str(told.problems[0].place) == "content/sources/herald.yaml:6:10"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("content/site.yaml", "standfirst: Two reports give two prices.", f"standfirst: {LONG}"),
        ("content/explainer.yaml", "What would it cost?", LONG),
        ("content/people.yaml", "name: Ana Ruiz", f"name: Ana Ruiz\n  country: {LONG}"),
        ("content/measures.yaml", "title: Cost of building the tunnel", f"title: {LONG}"),
        (SOURCE, "    as_printed: up", f"    note: {LONG}\n    as_printed: up"),
    ],
)
def test_copied_words_are_found_in_every_file(project: Project, file: str, old: str, new: str) -> None:
    root = project(TEXTS)
    edit(root, old, new, file)
    assert {(problem.code, problem.place.path) for problem in verify(root).problems} == {("copied-words", file)}


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("content/timeline.yaml", f"- {{id: vote, date: 2024-05-02, text: '{LONG}', reference: The board}}\n"),
        (
            "content/corrections.yaml",
            f"- {{date: 2024-06-01, kind: update, corrects: [people/ana-ruiz], text: '{LONG}'}}\n",
        ),
    ],
)
def test_copied_words_are_found_in_files_no_source_refers_to(project: Project, file: str, text: str) -> None:
    found = verify(project({**TEXTS, file: text})).problems
    assert [(problem.code, problem.place.path) for problem in found] == [("copied-words", file)]


def test_a_citation_in_the_middle_of_copied_words_hides_nothing(project: Project) -> None:
    copied = LONG.replace("what the", "what [@gazette] the")
    root = project(TEXTS)
    edit(root, "summary: There is a limit.", f"summary: {copied}", "content/sources/herald.yaml")
    assert [problem.code for problem in verify(root).problems] == ["copied-words"]


def test_a_long_headline_of_the_source_is_no_copy(project: Project) -> None:
    root = project({**TEXTS, "texts/herald.txt": HERALD.replace("Minister sets a limit", LONG)})
    edit(root, "headline: Minister sets a limit", f"headline: {LONG}", "content/sources/herald.yaml")
    assert verify(root).problems == ()


def test_a_declared_quotation_may_be_long(project: Project) -> None:
    root = project({**TEXTS, "texts/gazette.txt": GAZETTE.replace("not a penny more", LONG)})
    edit(root, "exact: not a penny more", f"exact: {LONG}")
    edit(root, "summary: The price is capped.", f"summary: “{LONG}”")
    assert verify(root).problems == ()


def loaded(root: Path) -> Content:
    return load_content(root / "content", "content", hold=Hold.NOTHING)[0]


def test_every_typed_text_is_looked_at_but_for_quotations(project: Project) -> None:
    content = loaded(project(TEXTS))
    typed = {str(text) for source in content.sources for text in own_texts(source)}
    assert {"up to £1.2 billion", "Ana Ruiz", "transport minister", "The price is capped.", "gazette.txt"} <= typed
    assert "not a penny more" not in typed
    assert list(copy_problems(content, copies_from(content, {}))) == []


# --- reports ----------------------------------------------------------------------------------------------------------


def done(root: Path, old: Lock | None = None, **texts: str) -> Verification:
    documents: dict[str, Document] = {name: read_document(f"{name}.txt", text) for name, text in texts.items()}
    return verify_content(loaded(root), documents, old or Lock(1), MONDAY)


def test_texts_of_one_origin_are_told(project: Project) -> None:
    shared = GAZETTE + "Every word of this long sentence stands in both of the texts, and all of them know it well.\n"
    found = done(project(TEXTS), gazette=shared, herald=HERALD + shared)
    assert [problem.code for problem in found.problems] == ["origin"]
    assert list(report_lines(found))[-1].startswith("gazette and herald share ")
    assert list(report_lines(found))[-1].endswith(" runs of eight words: one origin")


def test_the_first_lock_and_an_equal_one(project: Project) -> None:
    found = done(project(TEXTS), gazette=GAZETTE, herald=HERALD)
    assert change_words(Lock(1), found) == "6 items new"
    assert change_words(found.lock, found) == ""
    assert total_words(found.lock) == "6 items of 2 sources" and total_words(Lock(1)) == "0 items of 0 sources"


def test_a_lock_of_another_normaliser_counts_for_nothing(project: Project) -> None:
    root = project(TEXTS)
    found = done(root, gazette=GAZETTE, herald=HERALD)
    again = verify_content(loaded(root), {}, Lock(2, found.lock.texts, found.lock.items), FRIDAY)
    assert again.lock == Lock(1)
    assert [report.text for report in again.reports] == ["missing", "missing"]


def test_words_of_a_text_are_for_the_editor_only(project: Project) -> None:
    root = project({**TEXTS, "texts/gazette.txt": GAZETTE.replace("not a penny more", "not a pound more wexhollow")})
    told = verify(root)
    others = report_github(told.problems) + report_json(told.problems)
    assert not any(word in others for word in ("wexhollow", "pound", "route"))
    assert "pound" in report_text(told.problems, told.files)
    assert all("wexhollow" not in line for line in told.lines)
    assert json.loads(report_json(told.problems))[0]["code"] == "not-in-text"


# --- our own content --------------------------------------------------------------------------------------------------


def test_our_own_content_is_verified_against_its_texts() -> None:
    if not (ROOT / "texts").is_dir():
        pytest.skip("the private texts of the reports are not at hand: there is no folder texts/")
    told = verify_folder(Folder(ROOT / "content", "content"), ROOT / "texts", time.strftime("%Y-%m-%d"), write=False)
    assert report_github(told.problems) == ""


def test_documents_are_read_for_the_sources_that_have_one(project: Project) -> None:
    root = project({"texts/herald.txt": HERALD})
    problems: list[Problem] = []
    documents = load_documents(root / "texts", loaded(root), problems)
    assert list(documents) == ["herald"] and [problem.code for problem in problems] == ["no-text"]
    assert load_documents(root / "nowhere", loaded(root), problems) == {} and len(problems) == 3
