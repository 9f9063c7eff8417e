"""Every slip in a layout is a problem at its own line; nothing but text is ever printed."""

import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from crowd import write_crowd
from jinja2 import FileSystemBytecodeCache, loaders
from markupsafe import Markup
from msgspec.structs import replace

from explainer import paging
from explainer.addresses import Addresses
from explainer.cache import Cache
from explainer.evidence.holding import Hold
from explainer.evidence.words import NORMALISER
from explainer.faces import read_faces
from explainer.findings import findings
from explainer.load import load_content
from explainer.lock import Lock
from explainer.model import Content
from explainer.pages import Page, SiteView, all_pages, parts, people, site_view
from explainer.pages.cards import card_pages
from explainer.pages.parts import Desk, View
from explainer.problems import ContentError, Place, Problem
from explainer.record import changed
from explainer.render import Layouts, file_name
from explainer.setting import compile_all
from explainer.yamltext import Text

ROOT = Path(__file__).parents[1]
LAYOUTS = ROOT / "layouts"
CONTENTS = (ROOT / "tests" / "sites" / "harbour" / "content", ROOT / "content")
SET = (*LAYOUTS.glob("*.html"), *LAYOUTS.glob("*.svg"))
BASE = Addresses("https://example.org/a/b/")


SHOWN_BY = {  # the layouts that use most of what others hold
    "base.html": {"source.html"},
    "_parts.html": {"source.html", "questions.html"},
    "_drawings.html": {"figures.html", "timeline.html", "sources.html"},
}


@cache
def everything() -> list[tuple[tuple[Page, ...], SiteView]]:
    """The pages, and their pictures, of the invented explainer, of the real one, and of the first once more, with
    nothing verified, and kept where pages can be edited."""
    contents = [load_content(folder, "content")[0] for folder in CONTENTS]
    site = changed(contents[0].site, repository=Text("https://github.com/example/tunnel", Place("")))
    contents.append(replace(contents[0], site=site, lock=Lock(NORMALISER)))
    return [set_out(content) for content in contents]


@cache
def many() -> tuple[tuple[Page, ...], SiteView]:
    """The pages of an explainer with more reports than a table has room for, and dates that are no more than years."""
    with TemporaryDirectory() as folder:
        write_crowd(Path(folder) / "content")
        return set_out(load_content(Path(folder) / "content", "content", hold=Hold.DRAFT)[0])


@cache
def in_pages() -> tuple[tuple[Page, ...], SiteView]:
    """Of the same in pages of 20 rows, for each layout the second; with as many reports on a page as there are. Of what
    is capped, only one is shown."""
    few = Desk.few
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        patch.setattr(paging, "ROWS", 20)
        patch.setattr(paging, "REPORTS", 1000)
        patch.setattr(paging, "CELLS", 100_000)
        patch.setattr(people, "ROLES", 0)
        patch.setattr(parts, "USES", 1)
        patch.setattr(Desk, "few", lambda self, marks, most=1: few(self, marks, 1))
        write_crowd(Path(folder) / "content")
        pages, site = set_out(load_content(Path(folder) / "content", "content", hold=Hold.DRAFT)[0])
        cut = {page.layout: page for page in pages if page.path.endswith(("page/2/", "/reports/", "/sources/r000/"))}
        repr(cut)  # in which back-links are looked at
    return tuple(cut.values()), site


def set_out(content: Content) -> tuple[tuple[Page, ...], SiteView]:
    found = findings(content)
    pages = all_pages(found, BASE)
    cards = card_pages(pages, content.site.title, read_faces(LAYOUTS, "layouts"))
    return (*pages, *cards), site_view(found, BASE)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all copies of the layouts, so that what is compiled from those left whole can be kept."""
    return tmp_path_factory.mktemp("workshop")


@pytest.fixture
def layouts(workshop: Path) -> Path:
    """A copy of the layouts to break."""
    shutil.rmtree(workshop / "layouts", ignore_errors=True)
    return Path(shutil.copytree(LAYOUTS, workshop / "layouts"))


def pages_to_try(wanted: set[str]) -> Iterator[tuple[list[Page], SiteView]]:
    for pages, site in everything():
        yield [page for page in pages if page.layout in wanted], site
        yield list(pages), site
    pages, site = many()
    yield [page for page in pages if page.layout in wanted], site
    yield list(in_pages()[0]), in_pages()[1]


def problems_of(folder: Path, layout: str = "") -> tuple[Problem, ...]:
    """What goes wrong with some layouts: on the pages of one of them if it shows there, else on all pages there are."""
    for chosen, site in pages_to_try(SHOWN_BY.get(layout, {layout})):
        setting = Layouts(folder, "layouts")
        setting.environment.bytecode_cache = FileSystemBytecodeCache(str(folder.parent))
        try:
            for _ in setting.render(chosen, site):
                pass
        except ContentError as error:
            return error.problems
    return ()


# --- misspelt names ---------------------------------------------------------------------------------------------------


class Slip(NamedTuple):
    """One name in one tag of a layout, and where it ends."""

    layout: str
    line: int
    name: str
    end: int

    def __str__(self) -> str:
        return f"{self.layout}:{self.line}:{self.name}@{self.end}"


TAG = re.compile(r"\{\{(.*?)\}\}|\{%-?\s*(?:el)?if\b(.*?)%\}|\{%-?\s*for\s[^%]*?\sin\b(.*?)%\}", re.DOTALL)
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
NAME = re.compile(r"'[^']*'|(?<![\w.])[a-z_]\w*(?:\.\w+)*")
WORDS = {"and", "or", "not", "in", "is", "if", "else", "true", "false", "none"}


def blanked(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def slips() -> Iterator[Slip]:
    """Every variable, macro, keyword and filter that a layout prints, tests or loops over."""
    for path in sorted(SET):
        text = COMMENT.sub(blanked, path.read_text("utf-8"))
        for tag in TAG.finditer(text):
            inside = tag.lastindex or 0
            for name in NAME.finditer(text, tag.start(inside), tag.end(inside)):
                if not name[0].startswith("'") and name[0] not in WORDS:
                    yield Slip(path.name, text.count("\n", 0, name.start()) + 1, name[0], name.end())


SLIPS = list(slips())


def test_slips_are_found() -> None:
    assert len(SLIPS) > 150
    assert {slip.layout for slip in SLIPS} == {path.name for path in SET}


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_a_misspelt_name_is_reported_at_its_line(slip: Slip, layouts: Path) -> None:
    file = layouts / slip.layout
    text = file.read_text("utf-8")
    file.write_text(f"{text[: slip.end]}X{text[slip.end :]}", "utf-8")
    found = problems_of(layouts, slip.layout)
    assert {(problem.place.path, problem.place.line) for problem in found} == {(f"layouts/{slip.layout}", slip.line)}
    for problem in found:
        assert problem.code == "layout-syntax" or problem.related
        assert f"{slip.name.split('.')[-1]}X" in problem.message


# --- slips of other kinds ---------------------------------------------------------------------------------------------

HOME = "{{% extends 'base.html' %}}\n{{% block main %}}\n{}\n{{% endblock %}}\n"

NO_TEXT = {
    "{{ page.head }}": "a Head",
    "{{ page.sections }}": "a tuple",
    "{{ [page.title] }}": "a list",
    "{{ {}.get(page.title) }}": "nothing (None)",
    "{{ page.title.title }}": "method",
    "{{ page.title.place }}": "a Place",
    "{{ page.head.indexed }}": "a bool",
    "{{ page.__class__ }}": "a type",
    "{{ page.sources|length / 2 }}": "a float",
    "{{ page.sources|map(attribute='date') }}": "a generator",
    "{{ 'Covers ' ~ page.head }}": "Head",
    "{{ page.sources|join(', ') }}": "SourceCard",
    "{{ page.head|string }}": "Head",
    "{{ '%s'|format(page.head) }}": "Head",
}


@pytest.mark.parametrize("expression", NO_TEXT)
def test_what_is_no_text_is_not_printed(expression: str, layouts: Path) -> None:
    (layouts / "home.html").write_text(HOME.format(expression), "utf-8")
    found = problems_of(layouts, "home.html")
    assert [(problem.code, str(problem.place)) for problem in found] == [("layout", "layouts/home.html:3:1")]
    assert NO_TEXT[expression] in found[0].message


@pytest.mark.parametrize("expression", ["{{ page.title }}", "{{ 7 }}", "{{ page.title|length }}", "{{ '<b>' }}"])
def test_text_and_whole_numbers_are_printed(expression: str, layouts: Path) -> None:
    (layouts / "home.html").write_text(HOME.format(expression), "utf-8")
    assert problems_of(layouts, "home.html") == ()


BROKEN = {
    "{% if page.title %}": ("layout-syntax", "home.html:4", "'if'"),
    "{% for x in %}{% endfor %}": ("layout-syntax", "home.html:3", "Expected an expression"),
    "{{ page.title }": ("layout-syntax", "home.html:3", "unexpected '}'"),
    "{{ page.title|shout }}": ("layout-syntax", "home.html:3", "No filter named 'shout'"),
    "{{ page.title is loud }}": ("layout-syntax", "home.html:3", "No test named 'loud'"),
    "{% endfor %}": ("layout-syntax", "home.html:3", "endfor"),
    "{% include 'aside.html' %}": ("layout-missing", "home.html:3", "aside.html"),
    "{% from 'part.html' import mark %}": ("layout-missing", "home.html:3", "part.html"),
    "{% from '_parts.html' import merk %}{{ merk(1) }}": ("layout", "home.html:3", "merk"),
    "{{ merk(page.sources) }}": ("layout", "home.html:3", "merk"),
    "{{ page.title() }}": ("layout", "home.html:3", "not callable"),
    "{{ page.title + 1 }}": ("layout", "home.html:3", "str"),
    "{{ 1 / 0 }}": ("layout", "home.html:3", "zero"),
    "{% for a, b in page.title %}{% endfor %}": ("layout", "home.html:3", "unpack"),
    "{% for x in page.title.title %}{% endfor %}": ("layout", "home.html:3", "not iterable"),
    "{% include 'home.html' %}": ("layout", "home.html:3", "extends itself"),
}


@pytest.mark.parametrize("slip", BROKEN)
def test_a_broken_layout_is_reported_at_its_line(slip: str, layouts: Path) -> None:
    (layouts / "home.html").write_text(HOME.format(slip), "utf-8")
    (problem,) = problems_of(layouts, "home.html")
    code, place, words = BROKEN[slip]
    assert (problem.code, f"{problem.place.path}:{problem.place.line}") == (code, f"layouts/{place}")
    assert words in problem.message


@pytest.mark.parametrize("name", sorted(path.name for path in LAYOUTS.glob("*.html")))
def test_a_missing_layout_is_reported_where_it_is_asked_for(name: str, layouts: Path) -> None:
    (layouts / name).unlink()
    found = problems_of(layouts)
    assert {problem.code for problem in found} == {"layout-missing"}
    assert all(f"'{name}'" in problem.message for problem in found)
    for problem in found:
        line = (
            (LAYOUTS / problem.place.path.removeprefix("layouts/"))
            .read_text("utf-8")
            .split("\n")[problem.place.line - 1]
        )
        assert name in line or problem.place.path == f"layouts/{name}"


def test_a_misspelt_layout_name_is_guessed(layouts: Path) -> None:
    file = layouts / "data.html"
    file.write_text(file.read_text("utf-8").replace('"base.html"', '"bass.html"'), "utf-8")
    (problem,) = problems_of(layouts)
    assert (problem.hint, str(problem.place)) == ("did you mean 'base.html'?", "layouts/data.html:2:1")


@pytest.mark.parametrize("name", ["home.html", "base.html", "_parts.html"])
def test_a_layout_in_another_encoding_is_a_problem(name: str, layouts: Path) -> None:
    (layouts / name).write_bytes((layouts / name).read_bytes() + "{# café #}".encode("latin-1"))
    found = problems_of(layouts)
    assert found
    assert {(problem.message, problem.place.path) for problem in found} == {
        ("this layout cannot be read: it is not UTF-8", f"layouts/{name}")
    }


def test_a_layout_that_may_not_be_read_is_a_problem(layouts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(loaders, "open", refuse, raising=False)
    found = problems_of(layouts)
    assert {problem.message for problem in found} == {"this layout cannot be read: Permission denied"}
    assert ("layout-syntax", "layouts/home.html:1:1") in {(p.code, str(p.place)) for p in found}


def test_what_is_compiled_beforehand_is_not_compiled_again(layouts: Path, tmp_path: Path) -> None:
    """And what cannot be is reported as ever."""
    (layouts / "404.html").write_text("{% if %}")
    cache = Cache(tmp_path / "cache")
    compile_all(layouts, cache)
    kept = sorted((tmp_path / "cache").rglob("*"))
    pages, site = everything()[0]
    with pytest.raises(ContentError) as caught:
        list(Layouts(layouts, "layouts", cache).render((p for p in pages if p.layout.endswith(".html")), site))
    assert [problem.place.path for problem in caught.value.problems] == ["layouts/404.html"]
    assert sorted((tmp_path / "cache").rglob("*")) == kept != []


def test_a_layout_that_extends_itself_is_a_problem(layouts: Path) -> None:
    (layouts / "data.html").write_text("{% extends 'data.html' %}\n", "utf-8")
    (problem,) = problems_of(layouts)
    assert str(problem.place) == "layouts/data.html:1:1"


def test_all_layouts_are_tried_before_the_report(layouts: Path) -> None:
    for name in ("data.html", "people.html", "quotes.html"):
        (layouts / name).write_text("<p>\n{{ page.nothing }}\n", "utf-8")
    assert [str(problem.place) for problem in problems_of(layouts)] == [
        "layouts/data.html:2:1",
        "layouts/people.html:2:1",
        "layouts/quotes.html:2:1",
    ]


def test_the_report_shows_the_line_and_the_record(layouts: Path) -> None:
    (layouts / "person.html").write_text("{{ page.name }}\n  {{ page.surname }}\n", "utf-8")
    pages, site = everything()[0]
    with pytest.raises(ContentError) as caught:
        list(Layouts(layouts, "layouts").render(pages, site))
    (problem,) = caught.value.problems
    ((record, words),) = problem.related
    assert caught.value.texts["layouts/person.html"].split("\n")[problem.place.line - 1] == "  {{ page.surname }}"
    assert (record.path, record.line) == ("content/people.yaml", 1)
    assert words == "while setting /people/ana-ruiz/"
    assert "PersonView" in problem.message and "surname" in problem.message


# --- what is set ------------------------------------------------------------------------------------------------------


class Least(View, frozen=True):
    """The least a layout can be given."""

    text: str


def rendered(folder: Path, layout: str, text: str) -> str:
    (folder / "one.html").write_text(layout, "utf-8")
    page = Page("/one/", "one.html", Least(text), Place("content/site.yaml"))
    ((name, html),) = Layouts(folder, "layouts").render([page], everything()[0][1])
    assert name == "one/index.html"
    return html.decode()


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ("{{ page.text }}", "&lt;b title=&#34;&#39;&amp;&#34;&gt;"),
        ('<i title="{{ page.text }}">', '<i title="&lt;b title=&#34;&#39;&amp;&#34;&gt;">'),
        ("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(page.text) }}", "&lt;b title=&#34;&#39;&amp;&#34;&gt;"),
        ("{{ [page.text, 'x']|join(' ') }}", "&lt;b title=&#34;&#39;&amp;&#34;&gt; x"),
        ("{{ 'x' ~ page.text }}", "x&lt;b title=&#34;&#39;&amp;&#34;&gt;"),
        ("{{ page.text if page.text else 'x' }}", "&lt;b title=&#34;&#39;&amp;&#34;&gt;"),
    ],
)
def test_text_is_escaped_wherever_it_stands(layout: str, expected: str, tmp_path: Path) -> None:
    assert rendered(tmp_path, layout, '<b title="\'&">') == expected


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ("[{{ 'x' if not page.text }}]", "[]"),
        ("[{{ 'x' ~ ('y' if not page.text) }}]", "[x]"),
        ("{% macro m(x, y='<i>'|safe) %}{{ x }}{{ y }}{% endmacro %}{{ m('a') }}", "a<i>"),
        ("{% macro m(x, y='b', z='c') %}{{ x }}{{ y }}{{ z }}{% endmacro %}{{ m('1', z='3') }}", "1b3"),
        ("{% macro m(x) %}{{ x }}{% endmacro %}{% macro n(y) %}{{ m(y) }}{% endmacro %}{{ n('<') }}", "&lt;"),
    ],
)
def test_what_is_left_out(layout: str, expected: str, tmp_path: Path) -> None:
    assert rendered(tmp_path, layout, "text") == expected


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("m()", "parameter 'x' was not provided"),
        ("m(y='b')", "parameter 'x' was not provided"),
        ("m('a', 'b', 'c')", "macro 'm' takes not more than 2 argument(s)"),
        ("m('a', z='c')", "macro 'm' takes no keyword argument 'z'"),
        ("m('a', x='c')", "macro 'm' takes no keyword argument 'x'"),
    ],
)
def test_a_macro_called_wrongly_is_a_problem(call: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        rendered(tmp_path, f"{{% macro m(x, y='b') %}}{{{{ x }}}}{{% endmacro %}}\n{{{{ {call} }}}}", "text")
    (problem,) = caught.value.problems
    assert problem.message == f"this layout cannot be set: {words}"


def test_prose_is_not_escaped_twice(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ page.text }}\n", Markup("<em>a &amp; b</em>")) == "<em>a &amp; b</em>\n"


@pytest.mark.parametrize(
    ("path", "name"),
    [("/", "index.html"), ("/people/ana-ruiz/", "people/ana-ruiz/index.html"), ("/404.html", "404.html")],
)
def test_file_names(path: str, name: str) -> None:
    assert file_name(path) == name
