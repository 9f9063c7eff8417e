"""A text with its citations noted at its foot, and in its margin what a reader should know of what it cites."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from markupsafe import Markup

from explainer.addresses import Addresses
from explainer.evidence.holding import Hold
from explainer.findings import findings
from explainer.load import load_content
from explainer.pages import all_pages
from explainer.pages.citing import Block, _split
from explainer.pages.home import HomeView
from explainer.pages.parts import Mark, Page, Piece
from explainer.pages.sources import SourceView

ROOT = Path(__file__).parents[1]
HARBOUR = ROOT / "tests" / "sites" / "harbour" / "content"

Project = Callable[..., Path]


def pages_of(content: Path) -> tuple[Page, ...]:
    found = findings(load_content(content, "content", hold=Hold.NOTHING)[0])
    return all_pages(found, Addresses("https://example.org/a/b/"))


def home(content: Path) -> HomeView:
    view = pages_of(content)[0].view
    assert isinstance(view, HomeView)
    return view


def story(project: Project, text: str, **files: str) -> HomeView:
    """The home page of the small explainer with another story."""
    body = "".join(f"      {line}\n" for line in text.splitlines())
    root = project({"content/explainer.yaml": f"sections:\n  - id: a\n    heading: A?\n    text: |\n{body}", **files})
    return home(root / "content")


def marks(view: HomeView) -> Iterator[Mark]:
    pieces = [piece for point in view.at_a_glance.points for piece in point.text]
    pieces += [piece for section in view.sections for block in section.blocks for piece in block.text]
    return (mark for piece in pieces for tie in piece.ties for mark in tie)


# --- notes at the foot ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [HARBOUR, ROOT / "content"], ids=["harbour", "real"])
def test_every_citation_leads_to_a_note_and_every_note_leads_back(content: Path) -> None:
    view = home(content)
    cited = list(marks(view))
    assert cited
    assert len({mark.id for mark in cited}) == len(cited)
    notes = {note.id: note for note in view.endnotes}
    assert {mark.note for mark in cited} == notes.keys()
    parts = {"At a glance"} | {section.heading for section in view.sections}
    for mark in cited:  # what it cites is named there, and leads to the record itself
        assert mark.href in {each.link.href for each in notes[mark.note].cited}
    by_id = {mark.id: mark for mark in cited}
    for note in view.endnotes:
        for each in note.cited:
            assert each.back
            for way in each.back:  # and back to where it is cited
                assert by_id[way.href.removeprefix("#")].href == each.link.href
                assert way.text in parts


def test_a_note_names_what_was_cited_with_its_place_the_whole_first(project: Project) -> None:
    view = story(project, "At most [@f:gazette/cost] it costs [@gazette].\n\nSo it does [@gazette; @herald].")
    gazette, herald = view.endnotes
    assert [(each.words, each.place) for each in gazette.cited] == [
        ("", ""),
        ("up to £1.2 billion", "paragraph 2 of 2"),
    ]
    assert [len(each.back) for each in gazette.cited] == [1, 1]  # one for each part of the text, not for each letter
    assert (gazette.mark.letter, herald.mark.letter) == ("A", "B")


def test_links_in_the_notes_are_no_further_uses(project: Project) -> None:
    root = project()
    (page,) = [page for page in pages_of(root / "content") if page.path == "/sources/gazette/"]
    assert isinstance(page.view, SourceView)
    places = [anchor.href for anchor in page.view.used]
    assert not any("#report-" in href for href in places)
    assert any(href.startswith("/a/b/#") for href in places)


# --- the margin -------------------------------------------------------------------------------------------------------

NOTE = "notes:\n  - {on: figures/cost, kind: error, text: It is more., reference: The board}\n"


def with_note(project: Project, text: str) -> tuple[Block, ...]:
    gazette = (ROOT / "tests/problems/base/sources/gazette.yaml").read_text("utf-8")
    view = story(project, text, **{"content/sources/gazette.yaml": gazette + NOTE})
    return view.sections[0].blocks


def test_a_note_on_what_is_cited_stands_beside_the_paragraph_once(project: Project) -> None:
    first, second = with_note(project, "At most [@f:gazette/cost].\n\nAgain [@f:gazette/cost] [@herald].")
    (side,) = first.sides
    assert side.note and side.mark
    assert (side.note.label, side.mark.letter, side.note.reference) == ("Wrong", "A", "The board")
    assert second.sides == ()
    signs = [[piece.noted for piece in block.text if piece.kind == "figure"] for block in (first, second)]
    assert signs == [[False], [True]]  # where the note does not stand beside it, a sign says that there is one


def test_a_question_that_is_linked_to_stands_beside_with_its_result() -> None:
    view = home(ROOT / "content")
    found = {
        section.id: [side.question.text for block in section.blocks for side in block.sides if side.question]
        for section in view.sections
    }
    assert found["place"] == ["Where would the troops stand?"]
    results = [side.result for section in view.sections for block in section.blocks for side in block.sides]
    assert {result.code for result in results if result} >= {"split", "compatible", "nobody"}


# --- paragraphs -------------------------------------------------------------------------------------------------------


def html(text: str) -> Piece:
    return Piece("html", html=Markup(text))


def test_a_text_is_cut_between_blocks_and_loses_nothing() -> None:
    cite = Piece("cite")
    pieces = [html("<p>One "), cite, html("</p>\n<ul>\n<li>\n<p>Two</p>\n<p>Three "), cite, html("</p>\n</li>\n</ul>\n<p>"),
              cite, html(" "), cite, html("</p>")]  # fmt: skip
    found = list(_split(pieces))
    assert ["".join(str(piece.html) or "@" for piece in block).strip() for block in found] == [
        "<p>One @</p>",
        "<ul>\n<li>\n<p>Two</p>\n<p>Three @</p>\n</li>\n</ul>",
        "<p>@ @</p>",
    ]


def test_a_text_without_blocks_is_one() -> None:
    assert [len(block) for block in _split([html("One "), Piece("cite"), html(".")])] == [3]
