"""What is only said in other words, and what is more: two versions of a source, and the pages that show it."""

import shutil
from pathlib import Path

import pytest

from explainer.addresses import Addresses
from explainer.evidence.holding import Hold
from explainer.findings import findings
from explainer.kept import Kept
from explainer.load import load_content, load_sources
from explainer.model import Content, Source
from explainer.pages import Desk, pages_from
from explainer.rewording import in_other_words, reworded

HARBOUR = Path(__file__).parent / "sites" / "harbour" / "content"


def versions(folder: Path, old: str, new: str) -> tuple[Content, Source, Source | None]:
    """The harbour, and its Gazette before and after some text in its file is replaced; nothing where it has a mistake
    then."""
    kept = Kept()
    shutil.copytree(HARBOUR, folder)
    content, _ = load_content(folder, "content", hold=Hold.NOTHING, places=True, kept=kept)
    (before,) = (source for source in content.sources if source.id == "gazette")
    path = folder / "sources" / "gazette.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    after = load_sources(folder, "content", ["gazette"], kept)
    return content, before, after[0] if after else None


OTHER_WORDS = {
    "a word": ("Ministers now say", "Ministers say"),
    "stress": ("*not a penny* of it", "**not** a penny of it"),
    "a line more above it": ("summary: |", "# It moves all places.\nsummary: |"),
    "a paragraph more": ("  - The earlier price", "  They say no more.\n\n  - The earlier price"),
    "punctuation behind a citation": ("[@f:cost].\n  - See", "[@f:cost]!\n  - See"),
    "a gist": ("only says that it could.", "says that it might."),
    "a link's words": ("[minister](/people/ana-ruiz/)", "[Minister of Transport](/people/ana-ruiz/)"),
}
MORE = {
    "a figure": ("up to £1.2 billion", "up to £1.3 billion"),
    "a figure's note": ("Excludes the rail link.", "Without the rail link."),
    "a citation less": ("[@lagune; @coast-herald]", "[@lagune]"),
    "citations in another order": ("[@lagune; @coast-herald]", "[@coast-herald; @lagune]"),
    "a citation of the same words": ("[@f:cost].\n  - See", "[@gazette].\n  - See"),
    "where a link leads": ("[minister](/people/ana-ruiz/)", "[minister](/people/)"),
    "a key point less": ("  - 'A colon: and a # sign stay.'\n", ""),
    "a field that was left out": ("    note: Excludes the rail link.\n", ""),
    "a speaker": ("    unnamed: a senior engineer\n", "    unnamed: an engineer\n"),
    "the headline": ("headline: Tunnel", "headline: The tunnel"),
}


@pytest.mark.parametrize("edit", OTHER_WORDS.values(), ids=OTHER_WORDS)
def test_other_words_are_told_from_the_rest(edit: tuple[str, str], tmp_path: Path) -> None:
    content, before, after = versions(tmp_path / "content", *edit)
    assert after is not None and after is not before
    pairs = reworded(before, after)
    assert pairs is not None and (before.summary, after.summary) in pairs
    assert all(reworded(source, source) == () for source in content.sources)


@pytest.mark.parametrize("edit", MORE.values(), ids=MORE)
def test_whatever_is_more_than_other_words_is_no_rewording(edit: tuple[str, str], tmp_path: Path) -> None:
    _, before, after = versions(tmp_path / "content", *edit)
    assert after is not None and reworded(before, after) is None


def test_the_order_in_which_fields_are_typed_means_nothing(tmp_path: Path) -> None:
    old, new = "  - person: mono\n    names: [Mono]\n", "  - names: [Mono]\n    person: mono\n"
    _, before, after = versions(tmp_path / "content", old, new)
    assert after is not None and reworded(before, after) is not None


def test_a_mistake_is_left_to_whoever_reads_all(tmp_path: Path) -> None:
    assert versions(tmp_path / "content", "headline_by: source", "headline_by: sauce")[2] is None


def test_the_pages_that_show_prose_have_it_in_other_words(tmp_path: Path) -> None:
    content, before, after = versions(tmp_path / "content", *OTHER_WORDS["a gist"])
    desk = Desk(findings(content), Addresses("https://example.org/"))
    pages = {page.path: page for page in pages_from(desk)}
    assert after is not None
    (gist,) = (p.gist for p in before.positions if p.question.id == "when-open")
    (other,) = (p.gist for p in after.positions if p.question.id == "when-open")
    assert gist is not None and other is not None
    pieces = desk.prose(gist)
    assert desk.showing[id(pieces)] == ["/questions/when-open/", "/sources/gazette/"]
    for page in pages.values():
        view = in_other_words(page.view, {id(pieces): desk.prose(other)})
        assert (view is page.view) == (page.path not in desk.showing[id(pieces)])
        assert repr(view) == repr(page.view).replace("only says that it could.", "says that it might.")
