"""The site as the preview builds it: what would be published, with drafts, places, and what the texts say now."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import nodes

from explainer.cache import Cache
from explainer.files import Folder
from explainer.load import all_prose
from explainer.pipeline import Built, build_site
from explainer.preview.building import Attempt, Wanted, Workshop
from explainer.preview.inputs import Inputs
from explainer.preview.report import report_of
from explainer.preview.shown import Shown, after
from explainer.setting import Environment

ROOT = Path(__file__).parent.parent
HARBOUR = ROOT / "tests" / "sites" / "harbour"
LAYOUTS = Folder(ROOT / "layouts", "layouts")
OURS = rb"<!--place |__preview__|data-at=|data-site=|data-draft=|data-own="
LATE = """\
headline: Latezyx
headline_by: source
status: draft
date_published: 2024-05-02
date_basis: printed
text: late.txt
summary: It is long.
quotes:
  - {id: no, exact: quite no, kind: fragment, speaker: zyxfox}
people:
  - {person: zyxfox, names: [Zyx Fox]}
"""


def wanted(content: Path, texts: Path) -> Wanted:
    return Wanted(Folder(content, "content"), LAYOUTS, texts, None)


@pytest.fixture
def root(project: Callable[..., Path]) -> Path:
    """The minimal explainer with its texts."""
    root = project()
    shutil.copytree(ROOT / "tests" / "texts", root / "texts")
    return root


def tried(root: Path) -> Attempt:
    return Workshop(wanted(root / "content", root / "texts")).attempt((), lambda: None)


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


def files_of(found: Attempt) -> dict[str, bytes]:
    """All that can be asked for; nothing where there is no site."""
    return {**found.built.files, **found.built.exports} if found.built else {}


def page(found: Attempt, name: str) -> str:
    assert found.built
    return found.built.files[name].decode()


def codes(found: Attempt) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.path) for problem in found.wrong.problems] if found.wrong else []


# --- what would be published ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "texts"),
    [(ROOT / "content", "none"), (HARBOUR / "content", "none"), (HARBOUR / "content", HARBOUR / "texts")],
)
def test_every_byte_but_the_preview_s_own_is_published(content: Path, texts: Path, tmp_path: Path) -> None:
    published = build_site(Folder(content, "content"), LAYOUTS).files
    found = Workshop(wanted(content, tmp_path / texts)).attempt((), lambda: None)
    assert found.built and not found.notes
    assert {name: re.sub(rb"<!--place [^>]*-->", b"", data) for name, data in files_of(found).items()} == published
    assert not [name for name, data in published.items() if re.search(OURS, data)]
    shown = after(Shown(), found, "/home/me")
    for name in found.built.files:
        if name.endswith(".html"):
            assert re.search(OURS, shown.page(name)) and b"<!--place" not in shown.page(name)


def test_every_paragraph_has_its_place(root: Path) -> None:
    rewrite(
        root / "content/sources/gazette.yaml", "summary: The price is capped.", "summary: |\n  One.\n\n  Two,\n  too."
    )
    built = tried(root)
    shown = after(Shown(), built, "").page("sources/gazette/index.html").decode()
    assert '<p data-at="content/sources/gazette.yaml:7:3">One.</p>' in shown
    assert '<p data-at="content/sources/gazette.yaml:9:3">Two,' in shown


# --- one build after another ------------------------------------------------------------------------------------------


def set_text(name: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda root: rewrite(root / name, old, new)


GAZETTE = "content/sources/gazette.yaml"
# In turn; each leaves something behind that the next build might take from the one before.
EDITS: dict[str, Callable[[Path], None]] = {
    "a word": set_text(GAZETTE, "The price is capped.", "The price has a limit."),
    "a line more, that moves every place": set_text(GAZETTE, "summary:", "# a comment\nsummary:"),
    "a mistake": set_text(GAZETTE, "headline_by: source", "headline_bye: source"),
    "mended": set_text(GAZETTE, "headline_bye: source", "headline_by: editor"),
    "no YAML": set_text("content/people.yaml", "- id:", "- [id:"),
    "YAML": set_text("content/people.yaml", "- [id:", "- id:"),
    "a name": set_text("content/people.yaml", "name: Ana Ruiz", "name: Ana Maria Ruiz"),
    "a layout": set_text("layouts/people.html", "{% block main %}", "{% block main %}<b>More</b>"),
    "what a layout includes": set_text("layouts/_parts.html", "Used on these pages", "Used here"),
    "a broken layout": set_text("layouts/base.html", "page.head.title", "page.head.tittle"),
    "a mended layout": set_text("layouts/base.html", "page.head.tittle", "page.head.title"),
    "another source": lambda root: shutil.copy(root / GAZETTE, root / "content/sources/second.yaml"),  # type: ignore[dict-item]
    "a draft": set_text("content/sources/second.yaml", "summary:", "status: draft\nsummary:"),
    "a source gone": lambda root: (root / "content/sources/second.yaml").unlink(),
    "a text": set_text("texts/gazette.txt", "not a penny more", "not a pound more"),
    "the title": set_text("content/site.yaml", "title: ", "title: New "),
}


def test_each_build_is_what_a_first_build_would_be(root: Path) -> None:
    shutil.copytree(LAYOUTS.path, root / "layouts")
    layouts = Folder(root / "layouts", "layouts")
    aim = Wanted(Folder(root / "content", "content"), layouts, root / "texts", None)
    inputs = Inputs((aim.content.path, layouts.path, aim.texts))
    workshop = Workshop(aim)
    for name, edit in {"nothing": lambda root: None, **EDITS}.items():
        edit(root)
        again = workshop.attempt(inputs.changed(), lambda: None)
        first = Workshop(aim).attempt((), lambda: None)
        assert files_of(again) == files_of(first), name
        assert codes(again) == codes(first), name
        assert again.told == first.told, name


# --- in other words ---------------------------------------------------------------------------------------------------

WORD = re.compile(r"(?<![\w@/#])[a-z]{4,}(?![\w/:-])")  # one that can be changed and breaks nothing around it


def test_of_layouts_that_change_the_others_are_not_compiled_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    layouts = Folder(Path(shutil.copytree(LAYOUTS.path, root / "layouts")), "layouts")
    workshop = Workshop(
        Wanted(Folder(root / "content", "content"), layouts, root / "texts", None, Cache(root / "kept"))
    )
    assert workshop.attempt((), lambda: None).built
    compiled: list[str] = []
    generate = Environment._generate

    def told(self: Environment, source: nodes.Template, name: str, *rest: object, **more: object) -> str:
        compiled.append(name)
        return generate(self, source, name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Environment, "_generate", told)
    rewrite(layouts.path / "404.html", "{% block main %}", "{% block main %}Lost.")
    found = workshop.attempt([str(layouts.path / "404.html")], lambda: None)
    assert "Lost." in page(found, "404.html") and compiled == ["404.html"]


@pytest.mark.parametrize("site", [ROOT, HARBOUR], ids=["the real content", "harbour"])
def test_whatever_is_said_in_other_words_is_as_in_a_first_build(site: Path, tmp_path: Path) -> None:
    for part in ("content", "texts"):
        shutil.copytree(site / part if (site / part).is_dir() else HARBOUR / part, tmp_path / part)
    aim = wanted(tmp_path / "content", tmp_path / "texts" if site == HARBOUR else tmp_path / "none")
    workshop = Workshop(aim)
    content = _built(workshop.attempt((), lambda: None)).content
    for source in content.sources:
        path = tmp_path / source.place.path
        before = workshop.last.set
        for prose in all_prose([source]):
            rows = path.read_text("utf-8").splitlines(keepends=True)
            number = prose.text.place.line - 1
            rows[number] = WORD.sub(lambda found: f"{found[0]}zz", rows[number], count=1)
            path.write_text("".join(rows), "utf-8")
            again = workshop.attempt([str(path)], lambda: None)
            assert before and again.set and again.set.laid.desk is before.laid.desk, "all was made anew"
        first = Workshop(aim).attempt((), lambda: None)
        assert files_of(again) == files_of(first)
        assert first.set and again.set
        assert (again.set.places, again.set.drafts) == (first.set.places, first.set.drafts)
        assert again.told == first.told


def _built(found: Attempt) -> Built:
    assert found.built, found.wrong
    return found.built


WRONG_WORDS = {
    "a number that no record holds": ("The price is capped.", "The price is capped at 900.", "number"),
    "a person whom it does not name": ("The price is capped.", "The price is capped, says Zyx Fox.", "person"),
    "a stranger": ("The price is capped.", "Capped, says Nina Unknown Person.", "person"),
    "a quotation of nobody": ("The price is capped.", "The price is “capped”.", "quotation"),
    "a citation without its brackets": ("The price is capped.", "The price is capped @gazette.", "citation"),
    "a place that is none": ("The price is capped.", "The price is [capped](/people/#nobody).", "unknown-reference"),
    "a citation of nothing": ("The price is capped.", "The price is capped [@nobody].", "unknown-reference"),
}


@pytest.mark.parametrize(("old", "new", "code"), WRONG_WORDS.values(), ids=WRONG_WORDS)
def test_what_is_wrong_with_other_words_is_told(old: str, new: str, code: str, root: Path) -> None:
    workshop = Workshop(wanted(root / "content", root / "texts"))
    workshop.attempt((), lambda: None)
    rewrite(root / GAZETTE, old, new)
    found = workshop.attempt([str(root / GAZETTE)], lambda: None)
    assert codes(found) == [(code, GAZETTE)]
    rewrite(root / GAZETTE, new, old)
    assert codes(workshop.attempt([str(root / GAZETTE)], lambda: None)) == []


def test_words_of_a_private_text_are_not_let_in_as_other_words_of_ours(root: Path) -> None:
    words = "and the ferry goes on as it always has for those who cannot wait"
    with (root / "texts/gazette.txt").open("a", encoding="utf-8") as file:
        file.write(f"\n\n{words}.\n")
    workshop = Workshop(wanted(root / "content", root / "texts"))
    assert codes(workshop.attempt((), lambda: None)) == []
    rewrite(root / GAZETTE, "The price is capped.", words)
    assert codes(workshop.attempt([str(root / GAZETTE)], lambda: None)) == [("copied-words", GAZETTE)]


def test_another_file_of_the_same_name_is_no_other_version_of_a_source(root: Path) -> None:
    workshop = Workshop(wanted(root / "content", root / "texts"))
    workshop.attempt((), lambda: None)
    other = root / "content/sources/gazette.yml"
    other.write_text("", "utf-8")
    assert codes(workshop.attempt([str(other)], lambda: None)) == [("unknown-file", "content/sources/gazette.yml")]


# --- what the texts say now -------------------------------------------------------------------------------------------


def test_what_is_not_in_its_text_is_marked_at_once(root: Path) -> None:
    lock = (root / "content/evidence.lock").read_bytes()
    assert "Not checked" not in page(tried(root), "quotes/index.html")
    rewrite(root / "content/sources/gazette.yaml", "exact: not a penny more", "exact: not a pound more")
    found = tried(root)
    assert codes(found) == [("not-in-text", "content/sources/gazette.yaml")]
    assert "Not checked" in page(found, "quotes/index.html")
    report = report_of(found, pages=True)
    assert not report["stale"]
    assert report["headline"] == "1 problem in 1 file. The pages are up to date, but cannot be published so."
    assert (root / "content/evidence.lock").read_bytes() == lock


def test_a_text_that_changes_counts_too(root: Path) -> None:
    rewrite(root / "texts/gazette.txt", "not a penny more", "not a pound more")
    assert codes(tried(root)) == [("not-in-text", "content/sources/gazette.yaml")]


def test_what_is_new_and_found_is_no_problem_and_the_lock_is_to_be_written(root: Path) -> None:
    rewrite(root / "content/sources/gazette.yaml", "    names: [Ana Ruiz]\n", "    names: [Ana Ruiz, Ana]\n")
    found = tried(root)
    assert found.built and found.remarks is None
    assert found.notes == ("content/evidence.lock would change: 1 item new. Run build.py verify, and commit it.",)


def test_without_its_text_what_was_verified_stands(root: Path) -> None:
    (root / "texts/gazette.txt").unlink()
    assert tried(root).notes == ("1 text not at hand: what was verified of them stands.",)
    rewrite(root / "content/sources/gazette.yaml", "exact: not a penny more", "exact: not a pound more")
    found = tried(root)
    assert codes(found) == [("changed", "content/sources/gazette.yaml")]
    assert found.built and "Not checked" in page(found, "quotes/index.html")


def test_without_any_text_a_change_of_what_was_verified_is_refused(root: Path) -> None:
    shutil.rmtree(root / "texts")
    assert tried(root).notes == ()
    rewrite(root / "content/sources/gazette.yaml", "exact: not a penny more", "exact: not a pound more")
    found = tried(root)
    assert found.built is None
    assert codes(found) == [("changed", "content/sources/gazette.yaml")]


def test_our_own_prose_is_held_to_the_records_with_texts_too(root: Path) -> None:
    rewrite(root / "content/explainer.yaml", "At most ", "In 1931, at most ")
    assert tried(root).built is None
    shutil.rmtree(root / "texts")
    assert tried(root).built is None


# --- drafts -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def late(root: Path) -> Path:
    """The same with a draft, and somebody who is in that alone."""
    (root / "content/sources/late.yaml").write_text(LATE, "utf-8")
    (root / "texts/late.txt").write_text("Latezyx\n“It is quite no”, says Zyx Fox.\n", "utf-8")
    with (root / "content/people.yaml").open("a", encoding="utf-8") as people:
        people.write("- {id: zyxfox, name: Zyx Fox}\n")
    return root


def test_a_draft_is_shown_and_marked(late: Path) -> None:
    found = tried(late)
    assert found.built and found.wrong is None
    assert "1 draft shown and counted, which a built site leaves out: late." in found.told
    shown = after(Shown(), found, "")
    draft = '<html lang="en" data-site="1" data-draft="">'
    assert draft in shown.page("sources/late/index.html").decode()
    assert draft in shown.page("people/zyxfox/index.html").decode()
    assert draft not in shown.page("sources/gazette/index.html").decode()
    quotes = shown.page("quotes/index.html").decode()
    assert re.search('id="late--no"[^>]* data-draft=""', quotes)
    assert not re.search('id="gazette--[^>]* data-draft=""', quotes)


def test_an_unfinished_draft_leaves_the_others_to_look_at(late: Path) -> None:
    shutil.copy(late / "content/sources/late.yaml", late / "content/sources/later.yaml")
    rewrite(late / "content/sources/later.yaml", "headline_by: source", "headline_bye: source")
    found = tried(late)
    assert found.built and found.error is found.remarks is None
    assert {"sources/late/index.html", "people/zyxfox/index.html"} <= found.built.files.keys()
    assert "sources/later/index.html" not in found.built.files
    assert {path for _, path in codes(found)} == {"content/sources/later.yaml"}
    words = "The draft later is not shown until it is mended: 2 problems in 1 file."
    assert found.told[0] == words
    report = report_of(found, pages=True)
    assert (report["headline"], report["stale"], len(report["problems"])) == (words, False, 2)


def test_whom_only_an_unfinished_draft_has_is_left_out_with_it(late: Path) -> None:
    rewrite(late / "content/sources/late.yaml", "headline_by: source", "headline_bye: source")
    found = tried(late)
    assert found.built and not [name for name in found.built.files if "late" in name or "zyxfox" in name]


def test_a_draft_that_leans_on_an_unfinished_one_is_left_out_too(late: Path) -> None:
    shutil.copy(late / "content/sources/late.yaml", late / "content/sources/later.yaml")
    rewrite(late / "content/sources/later.yaml", "headline_by: source", "headline_bye: source")
    rewrite(late / "content/sources/late.yaml", "It is long.", "It is long [@later].")
    assert tried(late).without == ("late", "later")
    rewrite(late / "content/sources/late.yaml", "It is long [@later].", "It is long.")
    rewrite(late / "content/sources/late.yaml", "text: late.txt", "text: late.txt\nshares_origin_with: [later]")
    assert tried(late).without == ("late", "later")


def test_a_slip_in_a_draft_that_was_shown_lies_over_its_page(late: Path) -> None:
    workshop = Workshop(wanted(late / "content", late / "texts"))
    assert workshop.attempt((), lambda: None).built
    unfinished = (late / "content/sources/late.yaml").read_text().replace("summary:", "sumary:")
    (late / "content/sources/later.yaml").write_text(unfinished)
    assert workshop.attempt((), lambda: None).without == ("later",)
    rewrite(late / "content/sources/late.yaml", "headline_by: source", "headline_bye: source")
    found = workshop.attempt((), lambda: None)
    assert found.built is None and found.error
    assert {path for _, path in codes(found)} == {"content/sources/late.yaml", "content/sources/later.yaml"}
    rewrite(late / "content/sources/late.yaml", "headline_bye: source", "headline_by: source")
    assert workshop.attempt((), lambda: None).without == ("later",)


def test_a_mistake_in_what_is_published_is_one_beside_a_draft(late: Path) -> None:
    rewrite(late / "content/sources/gazette.yaml", "headline_by: source", "headline_bye: source")
    found = tried(late)
    assert found.built is None
    assert {path for _, path in codes(found)} == {"content/sources/gazette.yaml"}
