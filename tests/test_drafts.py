"""Sources that are drafts: nothing of them is in a built site, and nothing in them stops its build."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from explainer.cli import FINE, PROBLEMS, main
from explainer.evidence.holding import Hold
from explainer.files import Folder
from explainer.load import load_content
from explainer.model import Content
from explainer.pipeline import Built, build_site, set_site
from explainer.problems import ContentError, Problem
from explainer.render import Layouts

ROOT = Path(__file__).parent.parent
HARBOUR = ROOT / "tests" / "sites" / "harbour"
LAYOUTS = Folder(ROOT / "layouts", "layouts")
Project = Callable[..., Path]

# Earlier than every other report. Every word that only it uses has "zyx" in it.
DRAFT = """\
headline: Zyxheadline of the tunnel
headline_by: source
status: draft
publisher: Zyxpublisher
date_published: 2001-01-01
date_basis: printed
text: zyx.txt
shares_origin_with: [zyx-two]
summary: Zyxsummary of what [@gazette] has, with [@f:zyxlength] and [@zyx-two].
figures:
  - {id: zyxlength, measure: zyxmeasure, as_printed: 77 metres}
quotes:
  - {id: zyxquote, exact: zyxwords and more, kind: fragment, speaker: zyxperson}
people:
  - {person: zyxperson, names: [Zyxname Fox]}
events:
  - {event: zyxevent, passage: the zyxday, date_as_printed: in 2001}
terms:
  - {term: zyxterm, words: [zyxtube]}
notes:
  - {kind: contradiction, text: Zyxnote., contradicted_by: [gazette, zyx-two]}
silent_on: [price, when-open, who-pays, vote, ferry, walkers, who-digs]
"""
TWO = """\
headline: Zyxother
headline_by: editor
status: draft
date_published: 2002
date_basis: printed
text: zyx-two.txt
summary: Zyxagain.
silent_on: [price, when-open, who-pays, vote, ferry, walkers, who-digs]
"""
LISTED = {
    "people.yaml": "- {id: zyxperson, name: Zyxname Fox, country: Zyxland}\n",
    "measures.yaml": "- {id: zyxmeasure, title: Zyxtitle}\n",
    "timeline.yaml": "- {id: zyxevent, date: 2001, text: 'Zyxhappens [@zyx].'}\n",
    "glossary.yaml": "- {id: zyxterm, term: zyxtube, definition: 'Zyxdefined [@zyx; @e:zyxevent].'}\n",
}


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """The content of the harbour with two drafts, and with what only they use."""
    folder = tmp_path / "content"
    shutil.copytree(HARBOUR / "content", folder)
    for name, text in LISTED.items():
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(text)
    (folder / "sources/zyx.yaml").write_text(DRAFT, "utf-8")
    (folder / "sources/zyx-two.yaml").write_text(TWO, "utf-8")
    return folder


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


def built(content: Path, *, draft: bool = False) -> dict[str, bytes]:
    return dict(build_site(Folder(content, "content"), LAYOUTS, draft=draft).files)


def with_drafts(content: Path) -> Built:
    return set_site(*load_content(content, "content", hold=Hold.DRAFT, drafts=True), Layouts(LAYOUTS.path, "layouts"))


def loaded(content: Path, *, drafts: bool = False) -> Content:
    return load_content(content, "content", hold=Hold.NOTHING, drafts=drafts)[0]


def found(content: Path, *, drafts: bool = False) -> tuple[Problem, ...]:
    try:
        loaded(content, drafts=drafts)
    except ContentError as error:
        return error.problems
    return ()


def said(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(str(problem.place), problem.message) for problem in problems]


# --- what is built ----------------------------------------------------------------------------------------------------


def test_no_byte_of_a_draft_is_in_a_built_site(harbour: Path) -> None:
    assert built(harbour) == built(HARBOUR / "content")


def test_a_build_says_that_drafts_were_left_out(harbour: Path) -> None:
    left = "; 2 drafts left out"
    without = build_site(Folder(HARBOUR / "content", "content"), LAYOUTS).summary
    assert build_site(Folder(harbour, "content"), LAYOUTS).summary == without + left
    assert "left out" not in with_drafts(harbour).summary


def test_the_words_of_the_draft_would_show(harbour: Path) -> None:
    site = b"\n".join(with_drafts(harbour).files.values()).lower()
    hidden = {"zyxquote", "zyxlength"}  # names within the source, which addresses have
    words = set(re.findall(rb"zyx[a-z]+", DRAFT.lower().encode() + "".join(LISTED.values()).lower().encode()))
    assert {word for word in words if word not in site} <= {word.encode() for word in hidden}


def test_removing_the_line_publishes_it(harbour: Path) -> None:
    rewrite(harbour / "sources/zyx.yaml", "status: draft\n", "")
    rewrite(harbour / "sources/zyx-two.yaml", "status: draft\n", "status: published\n")
    site = built(harbour, draft=True)
    assert "sources/zyx/index.html" in site and "people/zyxperson/index.html" in site
    assert loaded(harbour).sources[0].id == "zyx"


def test_drafts_come_last_however_early(harbour: Path) -> None:
    published = [source.id for source in loaded(HARBOUR / "content").sources]
    assert [source.id for source in loaded(harbour).sources] == published
    assert [source.id for source in loaded(harbour, drafts=True).sources] == [*published, "zyx", "zyx-two"]


def test_an_event_of_the_public_record_needs_no_source(harbour: Path) -> None:
    rewrite(harbour / "timeline.yaml", "text: 'Zyxhappens [@zyx].'", "text: It happens, reference: Harbour board")
    assert "zyxevent" in [event.id for event in loaded(harbour).events]


def test_what_a_published_source_uses_too_is_published(harbour: Path) -> None:
    rewrite(harbour / "sources/gazette.yaml", "people:\n", "people:\n  - {person: zyxperson, names: [Fox]}\n")
    assert "zyxperson" in [person.id for person in loaded(harbour).people]
    assert "zyxmeasure" not in [measure.id for measure in loaded(harbour).measures]


# --- problems ---------------------------------------------------------------------------------------------------------


def test_a_broken_draft_stops_no_build(harbour: Path) -> None:
    rewrite(harbour / "sources/zyx.yaml", "headline_by: source", "headline_bye: ????")
    rewrite(harbour / "sources/zyx.yaml", "measure: zyxmeasure", "measure: [zyxmeasure, 5]")
    assert built(harbour) == built(HARBOUR / "content")
    messages = {message for _, message in said(found(harbour, drafts=True))}
    assert messages == {"a source has no field 'headline_bye'", "'measure' is text, not a list"}


def test_what_is_in_no_draft_either_is_a_problem(harbour: Path) -> None:
    with (harbour / "measures.yaml").open("a", encoding="utf-8") as file:
        file.write("- {id: toll, title: Toll}\n")
    for drafts in (False, True):
        assert [message for _, message in said(found(harbour, drafts=drafts))] == ["'toll' is in no source"]


def test_a_preview_asks_of_a_draft_what_a_build_asks_of_the_others(harbour: Path) -> None:
    rewrite(harbour / "sources/zyx-two.yaml", "silent_on: [price, ", "silent_on: [")
    message = "this source has no position on 'price', and is not said to be silent"
    assert said(found(harbour, drafts=True)) == [("content/sources/zyx-two.yaml:8:12", message)]
    assert found(harbour) == ()


NAMED = {
    "a citation": ("explainer.yaml", "the limit is [@f:gazette/cost]", "the limit is [@f:zyx/zyxlength]"),
    "an event": ("explainer.yaml", "voted on [@e:board-vote]", "voted on [@e:zyxevent]"),
    "a key measure": ("explainer.yaml", "[build-cost, rail-share]", "[build-cost, zyxmeasure]"),
    "a question": ("questions.yaml", "day of the speeches [@gazette]", "day of the speeches [@zyx]"),
    "a term": ("glossary.yaml", "lowered into a trench [@gazette]", "lowered into a trench [@zyx]"),
    "an event that is published": ("timeline.yaml", "leaves the ministry [@lagune]", "leaves the ministry [@zyx]"),
    "the event of a source": ("sources/notice.yaml", "when it was put up.", "when it was put up [@e:zyxevent]."),
    "an origin": ("sources/notice.yaml", "text: notice.txt\n", "text: notice.txt\nshares_origin_with: [zyx]\n"),
}


@pytest.mark.parametrize("where", NAMED)
def test_what_is_published_names_no_draft(where: str, harbour: Path) -> None:
    name, old, new = NAMED[where]
    rewrite(harbour / name, old, new)
    problems = found(harbour)
    assert [(problem.code, problem.place.path) for problem in problems] == [("draft", f"content/{name}")]
    assert problems[0].hint == (
        "publish it (remove 'status: draft' from content/sources/zyx.yaml), or remove the reference"
    )
    assert found(harbour, drafts=True) == problems


def test_a_misspelt_reference_is_one_problem_beside_a_draft(harbour: Path) -> None:
    """The measure seems to be in the draft alone, since the one published source has a slip in it."""
    rewrite(harbour / "sources/zyx.yaml", "measure: zyxmeasure", "measure: pumping")
    rewrite(harbour / "explainer.yaml", "[build-cost, rail-share]", "[build-cost, pumping]")
    rewrite(harbour / "sources/tide.yaml", "measure: pumping", "measure: pumpign")
    assert [problem.code for problem in found(harbour)] == ["unknown-reference"]


# --- the lock ---------------------------------------------------------------------------------------------------------

LATE = """\
headline: A late report
headline_by: source
status: draft
date_published: 2024-05-02
date_basis: printed
text: late.txt
summary: It is long.
figures:
  - {id: length, measure: length, as_printed: 77 metres}
"""
MEASURES = """\
- {id: build-cost, title: Cost of building the tunnel}
- {id: length, title: Length of the tunnel}
"""


@pytest.fixture
def root(project: Project) -> Path:
    """The minimal explainer with a draft and with all texts."""
    root = project(
        {
            "content/sources/late.yaml": LATE,
            "content/measures.yaml": MEASURES,
            "texts/late.txt": "A late report\nIt is 77 metres long.\n",
        }
    )
    shutil.copytree(ROOT / "tests" / "texts", root / "texts", dirs_exist_ok=True)
    return root


def run(root: Path, *arguments: str) -> int:
    return main(arguments, root)


def test_a_draft_is_verified_before_it_is_published(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = built(root / "content")
    assert run(root, "verify") == FINE
    assert "late     2 of 2 items found\n" in capsys.readouterr().out
    assert run(root, "coverage") == FINE
    assert run(root, "verify", "--check") == FINE
    assert '"late"' in (root / "content/evidence.lock").read_text("utf-8")
    assert built(root / "content") == before
    rewrite(root / "content/sources/late.yaml", "status: draft\n", "")
    assert "sources/late/index.html" in built(root / "content")


def test_what_was_verified_of_a_draft_may_change_until_it_is_published(root: Path) -> None:
    assert run(root, "verify") == FINE
    rewrite(root / "content/sources/late.yaml", "77 metres", "78 metres")
    before = built(root / "content")
    assert run(root, "verify", "--check") == PROBLEMS
    (root / "content/sources/late.yaml").unlink()
    (root / "content/measures.yaml").write_text(MEASURES.splitlines()[0] + "\n", "utf-8")
    assert built(root / "content") == before


def test_a_fresh_draft_stops_no_build(root: Path) -> None:
    (root / "texts/new.txt").write_text("Ferry to stop\nAna Ruiz said “no more ferries” to 5 ships.\n", "utf-8")
    before = built(root / "content")
    assert run(root, "draft", str(root / "texts/new.txt")) == FINE
    rewrite(root / "content/sources/new.yaml", "# summary: |\n#   ????", "summary: ????")
    assert built(root / "content") == before
