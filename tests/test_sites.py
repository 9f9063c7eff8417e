"""Whole builds of the real content and of an invented explainer, looked at as a browser and a crawler would."""

import csv
import functools
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import html5lib
import pytest
import yaml

from explainer.files import Folder
from explainer.model import Correction, Event, Explainer, Measure, Person, Question, Site, Source, Term
from explainer.pipeline import build_site
from explainer.problems import ContentError
from explainer.record import Record

TESTS = Path(__file__).parent
ROOT = TESTS.parent
HARBOUR = TESTS / "sites" / "harbour"
SITES = {"content": ROOT / "content", "harbour": HARBOUR / "content"}
BASES = ("https://example.org/", "https://example.org/repo/", "https://example.org/a/b/")
DEEP = BASES[-1]
BINARY = (".woff2", ".ttf", ".png")

both = pytest.mark.parametrize("site", SITES)
everywhere = pytest.mark.parametrize("base", BASES)


@functools.cache
def built(site: str, base: str = DEEP) -> dict[str, bytes]:
    return build(SITES[site], base)


def build(content: Path, base: str = DEEP, *, draft: bool = False) -> dict[str, bytes]:
    return dict(build_site(Folder(content, "content"), Folder(ROOT / "layouts", "layouts"), base, draft=draft).files)


@functools.cache
def pages(site: str, base: str = DEEP) -> dict[str, Element]:
    return {name: parsed(data) for name, data in built(site, base).items() if name.endswith(".html")}


def parsed(html: bytes) -> Element:
    """The tree of a page; html5lib raises at anything that the HTML standard calls a parse error."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    tree = parser.parse(html.decode())
    assert isinstance(tree, Element)
    return tree


def attributes(tree: Element) -> Iterator[tuple[Element, str, str]]:
    return ((element, name, value) for element in tree.iter() for name, value in element.items())


def ids(tree: Element) -> list[str]:
    return [value for _, name, value in attributes(tree) if name == "id"]


def url_of(name: str, base: str) -> str:
    return base + name.removesuffix("index.html")


def file_of(url: str, base: str) -> str:
    """The built file that answers for an address under the base."""
    path = urlsplit(url).path
    assert path.startswith(urlsplit(base).path), f"{url} leads out of the site"
    name = path.removeprefix(urlsplit(base).path)
    return f"{name}index.html" if name == "" or name.endswith("/") else name


def run(*arguments: str | Path, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "build.py"), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env={**os.environ, **env}, capture_output=True, text=True, check=False)


def files_under(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def pages_and_data(folder: Path) -> dict[str, bytes]:
    """A built site without what is added to it in the end."""
    added = (".written", "pagefind/", "cards/")
    return {name: data for name, data in files_under(folder).items() if not name.startswith(added)}


# --- the same files ---------------------------------------------------------------------------------------------------


def test_harbour_is_built_as_expected(tmp_path: Path, update: bool) -> None:
    expected = HARBOUR / "expected"
    result = run("build", "--content", HARBOUR / "content", "--out", tmp_path / "site")
    assert result.returncode == 0, result.stderr
    found = pages_and_data(tmp_path / "site")
    copied = {name: found.pop(name) for name in list(found) if name.startswith("assets/")}
    assert copied == {f"assets/{name}": data for name, data in files_under(ROOT / "layouts" / "assets").items()}
    if update:
        for stale in files_under(expected).keys() - found.keys():
            (expected / stale).unlink()
        for name, data in found.items():
            (expected / name).parent.mkdir(parents=True, exist_ok=True)
            (expected / name).write_bytes(data)
        pytest.fail("expected/ was rewritten; read its diff, then run again without --update")
    wanted = files_under(expected)
    assert found.keys() == wanted.keys()
    for name, data in found.items():
        assert data.decode() == wanted[name].decode(), name


@both
def test_the_same_bytes_anywhere(site: str, tmp_path: Path) -> None:
    elsewhere = {
        "here": {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8"},
        "there": {
            "PYTHONHASHSEED": "2",
            "TZ": "America/Lima",
            "LC_ALL": "C",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONUTF8": "0",
        },
    }
    for name, env in elsewhere.items():
        (tmp_path / name).mkdir()
        result = run("--content", SITES[site], "--out", "out", "--base-url", DEEP, cwd=tmp_path / name, **env)
        assert result.returncode == 0, result.stderr
    here, there = (files_under(tmp_path / name / "out") for name in elsewhere)
    assert here == there
    assert pages_and_data(tmp_path / "here" / "out") == built(site)


# --- addresses --------------------------------------------------------------------------------------------------------


@both
@everywhere
def test_every_link_leads_somewhere(site: str, base: str) -> None:
    trees = pages(site, base)
    for page, tree in trees.items():
        for element, name, value in attributes(tree):
            url = urljoin(url_of(page, base), value)
            if name not in ("href", "src") or urlsplit(url).netloc != urlsplit(base).netloc:
                continue
            target, fragment = file_of(url, base), urlsplit(url).fragment
            assert target in built(site, base), f"{page}: {element.tag} to {value}"
            assert not fragment or fragment in ids(trees[target]), f"{page}: {element.tag} to {value}"


@both
@everywhere
def test_the_lost_page_works_at_any_depth(site: str, base: str) -> None:
    for _, name, value in attributes(pages(site, base)["404.html"]):
        if name in ("href", "src") and not urlsplit(value).netloc and not value.startswith("#"):
            assert value.startswith(urlsplit(base).path)


@both
@everywhere
def test_canonical_addresses_and_the_sitemap_name_each_page_once(site: str, base: str) -> None:
    trees = {url_of(name, base): tree for name, tree in pages(site, base).items() if name != "404.html"}
    for url, tree in trees.items():
        assert [link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"] == [url]
    sitemap = ElementTree.fromstring(built(site, base)["sitemap.xml"])
    listed = [loc.text for loc in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert sorted(listed, key=str) == sorted(trees)
    assert f"Sitemap: {base}sitemap.xml\n" in built(site, base)["robots.txt"].decode()


@both
def test_data_addresses_lead_to_what_they_describe(site: str) -> None:
    for name in ("sources", "figures", "quotes", "people", "notes"):
        for row in json.loads(built(site)[f"data/{name}.json"]):
            fragment = urlsplit(row["url"]).fragment
            tree = pages(site)[file_of(row["url"], DEEP)]
            assert not fragment or fragment in ids(tree), row["url"]


# --- pages ------------------------------------------------------------------------------------------------------------

LEAKS = re.compile(
    rb"\bNone\b(?! (?:of|printed|says|has)\b)|Undefined|<built-in|&lt;built-in|Markup\(|object at 0x|\x00"
)


@both
def test_nothing_of_the_program_shows(site: str) -> None:
    for name, data in built(site).items():
        found = None if name.endswith(BINARY) else LEAKS.search(data)
        assert not found, f"{name}: {data[max(0, found.start() - 60) : found.end()]!r}"


@both
def test_a_page_has_one_heading_and_a_language(site: str) -> None:
    for name, tree in pages(site).items():
        assert len(list(tree.iter("h1"))) == 1, name
        assert tree.get("lang"), name


@both
def test_titles_and_descriptions_are_never_shared(site: str) -> None:
    titles: Counter[str] = Counter()
    for tree in pages(site).values():
        titles[f"title {''.join(next(tree.iter('title')).itertext())}"] += 1
        titles.update(
            f"description {meta.get('content')}" for meta in tree.iter("meta") if meta.get("name") == "description"
        )
    assert len(titles) == 2 * len(pages(site))
    assert set(titles.values()) == {1}


@both
def test_ids_are_unique_and_labels_lead_to_them(site: str) -> None:
    for page, tree in pages(site).items():
        known = Counter(ids(tree))
        assert [name for name, count in known.items() if count > 1] == [], page
        for _, name, value in attributes(tree):
            if name in ("aria-labelledby", "aria-describedby", "aria-controls"):
                assert set(value.split()) <= known.keys(), f"{page}: {name}={value}"


@both
def test_headings_skip_no_level(site: str) -> None:
    for page, tree in pages(site).items():
        levels = [int(element.tag[1]) for element in tree.iter() if re.fullmatch("h[1-6]", str(element.tag))]
        assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False)), page


@both
def test_tables_have_a_caption_and_headers_a_scope(site: str) -> None:
    for page, tree in pages(site).items():
        for table in tree.iter("table"):
            assert "".join(part for caption in table.iter("caption") for part in caption.itertext()).strip(), page
            assert {header.get("scope") for header in table.iter("th")} <= {"row", "col"}, page
            assert list(table.iter("th")), page


@both
def test_every_link_says_where_it_goes(site: str) -> None:
    for page, tree in pages(site).items():
        for link in tree.iter("a"):
            assert (link.get("aria-label") or "".join(link.itertext())).strip(), f"{page}: {link.get('href')}"


@both
def test_foreign_words_say_their_language(site: str) -> None:
    quotes = {row["exact"]: row["source"] for row in json.loads(built(site)["data/quotes.json"])}
    languages = {row["id"]: row["language"] for row in json.loads(built(site)["data/sources.json"])}
    tree = pages(site)["quotes/index.html"]
    for quotation in tree.iter("blockquote"):
        words = "".join(quotation.itertext()).strip().strip("“”")
        assert quotation.get("lang", tree.get("lang", "")).split("-")[0] == languages[quotes[words]].split("-")[0], (
            words
        )


# --- nothing but our own ----------------------------------------------------------------------------------------------

ASKING = {"src", "srcset", "poster", "data", "action", "formaction", "background", "ping", "manifest", "style"}


@both
def test_no_foreign_script_and_no_request_to_another_host(site: str) -> None:
    for page, tree in pages(site).items():
        for element in tree.iter():
            assert element.tag not in ("style", "iframe", "object", "embed", "base"), page
            if element.tag == "script" and element.get("type") != "application/ld+json":  # data, which nothing runs
                assert element.get("type") == "module" and element.get("src") and not element.text, page
        for element, name, value in attributes(tree):
            assert not name.startswith("on") and name not in ASKING - {"src"}, f"{page}: {name}={value}"
            if name in ("href", "src") and element.tag != "a" and element.get("rel") != "canonical":
                assert value.startswith((urlsplit(DEEP).path, "#")), f"{page}: {element.tag} asks for {value}"
    for name, data in built(site).items():
        if name.endswith(".css"):
            assert not re.search(rb"@import|url\((?!\s*['\"]?(?:(?:[\w-]+/)*[\w-]+\.|#))", data), name


def test_the_program_knows_no_topic() -> None:
    people = yaml.safe_load((ROOT / "content" / "people.yaml").read_text("utf-8"))
    names = {word for person in people for word in person["name"].split() if word[0].isupper()}
    words = names | {person.get("country", "") for person in people} - {""}
    words |= {"Ukrainian", "Kyiv", "Kremlin", "Moscow", "NATO", "troops", "soldiers", "ceasefire"}
    topic = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words)))})\b", re.IGNORECASE)
    for path in (ROOT / "build.py", *ROOT.glob("explainer/**/*.py"), *ROOT.glob("layouts/**/*.*")):
        if path.name.endswith(BINARY):
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            assert not topic.search(line), f"{path.relative_to(ROOT)}:{number}: {line.strip()}"


# --- evidence ---------------------------------------------------------------------------------------------------------


def text_of(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split()).replace(" ,", ",")


@both
def test_each_quotation_and_figure_says_where_it_was_found(site: str) -> None:
    """On the page of all figures or quotations, with the place that the data give."""
    sources = {row["source"]: row for row in json.loads(built(site)["data/evidence.json"])["texts"]}
    for kind, page in (("figures", "figures/index.html"), ("quotes", "quotes/index.html")):
        by_id = {element.get("id"): element for element in pages(site)[page].iter()}
        for row in json.loads(built(site)[f"data/{kind}.json"]):
            said = text_of(by_id[row["id"].replace("/", "--")])
            place = f"paragraph {row['paragraph']} of {sources[row['source']]['paragraphs']}"
            assert row["verification"] == "verified"
            assert re.search(f"Wording checked(?: against the report’s text)?, {place}", said), said


@both
def test_the_method_page_counts_what_the_lock_holds(site: str) -> None:
    items = json.loads(built(site)["data/evidence.json"])["items"]
    said = text_of(pages(site)["method/index.html"])
    for group, words in (("quotes", "Quotations"), ("figures", "Figures")):
        count = sum(re.fullmatch(rf"{group}/[^/]+", item["item"]) is not None for item in items)
        assert f"{words} {count} of {count}" in said
    for text in json.loads(built(site)["data/evidence.json"])["texts"]:
        assert text["sha256"] in said


def test_two_real_reports_share_their_words_and_one_says_them_twice() -> None:
    said = text_of(pages("content")["method/index.html"])
    assert "A B 92 of 660 one origin The other 9 of 10 pairs share none." in said
    copy = text_of(pages("content")["sources/paris-declaration/index.html"])
    assert "49% of it is printed a second time, word for word, and counts once." in copy


# --- data -------------------------------------------------------------------------------------------------------------

# "Always present", as the content model lists them.
ALWAYS = {
    "sources": {"id", "headline", "headline_by", "publisher", "date_published", "date_basis", "origin", "url"},
    "figures": {"id", "source", "measure", "as_printed", "value", "minimum", "maximum", "unit", "claimant", "verification", "url"},
    "quotes": {"id", "source", "exact", "speaker", "kind", "verification", "url"},
    "people": {"id", "name", "mentions", "url"},
    "notes": {"source", "on", "kind", "text", "contradicted_by", "url"},
}  # fmt: skip


@both
@pytest.mark.parametrize("name", ALWAYS)
def test_data_has_the_promised_keys_and_csv_the_same_texts(site: str, name: str) -> None:
    rows = json.loads(built(site)[f"data/{name}.json"])
    table = list(csv.DictReader(io.StringIO(built(site)[f"data/{name}.csv"].decode(), newline="")))
    assert len(rows) == len(table) > 0
    for row, cells in zip(rows, table, strict=True):
        assert row.keys() >= ALWAYS[name]
        assert list(row) == list(cells)
        for key, value in row.items():
            assert not isinstance(value, str) or cells[key] in (value, f"'{value}"), key
            assert value is not None or cells[key] == "", key


def test_what_yaml_would_change_stays_as_typed() -> None:
    """A country "no", a role "12:30" and a value 1.10 are none of YAML 1.1's false, 750 and 1.1."""
    people = {row["id"]: row for row in json.loads(built("harbour")["data/people.json"])}
    assert people["ana-ruiz"]["country"] == "no"
    assert people["mono"]["mentions"] == [
        {"source": "gazette", "names": ["Mono"], "role": "12:30", "verdict": "unrecorded"}
    ]
    assert "about 1.10 crews" in built("harbour")["figures/index.html"].decode()


# --- hostile content --------------------------------------------------------------------------------------------------

ATTACK = """<script>alert(1)</script> " onmouseover="alert(1) '><img src=x onerror=alert(1)>"""
RECORDS: dict[str, type[Record]] = {
    "site.yaml": Site,
    "explainer.yaml": Explainer,
    "people.yaml": Person,
    "measures.yaml": Measure,
    "questions.yaml": Question,
    "timeline.yaml": Event,
    "glossary.yaml": Term,
    "corrections.yaml": Correction,
    **{f"sources/{path.name}": Source for path in sorted((SITES["harbour"] / "sources").iterdir())},
}

Leaf = tuple[Any, Any, str]  # the mapping or list it stands in, its key there, the form its field has


def leaves(record: type[Record], value: Any) -> Iterator[Leaf]:
    """Every text that the fields of a record hold."""
    hints = get_type_hints(record, include_extras=True)
    for each in value if isinstance(value, list) else [value]:
        for name in record.fields:
            if name in each:
                yield from field_leaves(hints[name], each, name)


def field_leaves(hint: Any, holder: Any, key: Any) -> Iterator[Leaf]:
    if get_origin(hint) is tuple:
        for index in range(len(holder[key])):
            yield from field_leaves(get_args(hint)[0], holder[key], index)
    elif isinstance(hint, type) and issubclass(hint, Record):
        yield from leaves(hint, holder[key])
    elif form(hint) == "answers":
        yield from ((holder[key], code, "Text") for code in holder[key])
    elif form(hint) == "pairs":
        yield from ((pair, index, "code") for pair in holder[key] for index in (0, 1))
    else:
        yield holder, key, "on" if key == "on" else form(hint)


def form(hint: Any) -> str:
    if get_origin(hint) is Annotated:
        mark = get_args(hint)[1]
        return mark if isinstance(mark, str) else "choice"
    return str(hint.__name__)


def changed_harbour(folder: Path, change: Callable[[Any, Any, str], None]) -> Path:
    """A copy of the harbour's content with `change` made to every text; written as JSON, which is YAML too.

    It has no lock, for nobody verified the changed words.
    """
    for name, record in RECORDS.items():
        data = yaml.load((SITES["harbour"] / name).read_text("utf-8"), yaml.BaseLoader)
        for holder, key, kind in leaves(record, data):
            if kind == "bool":
                holder[key] = holder[key] == "true"
            change(holder, key, kind)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
    return folder


def attack_texts(holder: Any, key: Any, kind: str) -> None:
    """Put the attack into whatever takes free text."""
    if kind in ("Prose", "line"):  # where numbers, quotations and names that are nobody's now would be problems
        words = re.sub(r"(?<=[a-z] )\d+", "x", holder[key].rstrip().lower())
        mark = " {.editor}" if words.endswith("{.editor}") else ""
        attack = ATTACK.replace("1", "x").replace('="', "='")
        holder[key] = f"{words.removesuffix('{.editor}')} {attack}{mark}"
    elif kind in ("Text", "verbatim"):
        held = holder[key] if key != "text" or "headline" not in holder else ""  # the name of a file
        holder[key] = f"{ATTACK} {held} {ATTACK}" if held else holder[key]
        if key == "as_printed" and not {"value", "minimum", "exclusive_minimum", "vague"} & holder.keys():
            holder["value"] = "1"


def test_a_copy_without_attack_is_the_harbour_itself(tmp_path: Path) -> None:
    root = changed_harbour(tmp_path, leave)
    shutil.copy(SITES["harbour"] / "evidence.lock", root)
    assert build(root) == built("harbour")


def leave(holder: Any, key: Any, kind: str) -> None:
    """Change nothing."""


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    files = build(changed_harbour(tmp_path / "attacked", attack_texts), draft=True)
    harmless = build(changed_harbour(tmp_path / "harmless", leave), draft=True)
    assert files.keys() == harmless.keys()
    for name, data in files.items():
        if not name.endswith(".html"):
            continue
        tree = parsed(data)
        assert {element.tag for element in tree.iter()} == {element.tag for element in parsed(harmless[name]).iter()}
        for element, attribute, value in attributes(tree):
            assert not attribute.startswith("on"), f"{name}: {element.tag} {attribute}"
            assert attribute not in ("href", "src") or urlsplit(value).scheme in ("", "http", "https", "mailto"), name
        assert "<script>alert(1)</script>" in "".join(tree.itertext()), name


def test_hostile_text_is_whole_in_the_data(tmp_path: Path) -> None:
    files = build(changed_harbour(tmp_path, attack_texts), draft=True)
    for row in json.loads(files["data/quotes.json"]):
        assert row["exact"].startswith(ATTACK) and row["exact"].endswith(ATTACK)
    table = list(csv.DictReader(io.StringIO(files["data/quotes.csv"].decode(), newline="")))
    assert [row["exact"] for row in table] == [row["exact"] for row in json.loads(files["data/quotes.json"])]
    ElementTree.fromstring(files["sitemap.xml"])


STRICT = ("id", "url", "language", "number", "date", "bool", "choice", "reference", "source", "question", "code", "on")


def test_every_form_of_field_is_attacked(tmp_path: Path) -> None:
    seen: set[str] = set()
    changed_harbour(tmp_path, lambda holder, key, kind: seen.add(kind.lower()))
    assert seen == {*STRICT, "text", "verbatim", "prose", "line"}


@pytest.mark.parametrize("strict", STRICT)
@pytest.mark.parametrize("attack", [*ATTACK.split(" ", 1), "javascript:alert(1)"])
def test_hostile_text_is_reported_where_the_form_is_fixed(strict: str, attack: str, tmp_path: Path) -> None:
    def change(holder: Any, key: Any, kind: str) -> None:
        if kind.lower() == strict:
            holder[key] = attack

    root = changed_harbour(tmp_path, change)
    with pytest.raises(ContentError) as caught:
        build(root)
    reported = {(problem.place.path, problem.place.line) for problem in caught.value.problems}
    for name in RECORDS:
        for number, line in enumerate((root / name).read_text("utf-8").split("\n"), 1):
            assert "alert(1)" not in line or (f"content/{name}", number) in reported, f"{name}:{number}: {line}"


ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "java&Tab;script:alert(1)",
    "&#1;javascript:alert(1)",
    "data:text/html,alert(1)",
    "DATA:text/html;base64,PHNjcmlwdD4=",
    "vbscript:alert(1)",
    "file:///etc/passwd",
    "//evil.example",
    "&#47;/evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/&#92;evil.example",
    "https:evil.example",
    "https:///evil.example",
    "people/",
    "#price",
    "/nowhere/",
    "/people/#nobody",
    "/people/?page=2",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("writing", ["see [this]({})", "see [this](<{}>)", "see [*this*]({} 'title')"])
def test_an_address_no_link_may_have_is_reported(address: str, writing: str, project: Callable[..., Path]) -> None:
    text = f"sections:\n  - id: price\n    heading: What?\n    text: |\n      First [@gazette].\n      Then {writing.format(address)}\n"
    root = project({"content/explainer.yaml": text})
    with pytest.raises(ContentError) as caught:
        build(root / "content", draft=True)
    (problem,) = caught.value.problems
    assert (problem.place.path, problem.place.line) == ("content/explainer.yaml", 6)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "vbscript:x"])
def test_an_autolink_is_judged_like_any_link(address: str, project: Callable[..., Path]) -> None:
    text = f"sections:\n  - id: price\n    heading: What?\n    text: 'See <{address}> for it.'\n"
    with pytest.raises(ContentError) as caught:
        build(project({"content/explainer.yaml": text}) / "content", draft=True)
    assert [(p.code, p.place.line) for p in caught.value.problems] == [("link", 4)]


@pytest.mark.parametrize("address", [*ADDRESSES[:16], "https://", "https://x y.example", "ftp://x.example", "HTTPS//x"])
def test_an_address_of_a_source_is_an_address(address: str, project: Callable[..., Path]) -> None:
    root = project()
    file = root / "content" / "sources" / "gazette.yaml"
    file.write_text(f"url: {json.dumps(address)}\n{file.read_text('utf-8')}", "utf-8")
    with pytest.raises(ContentError) as caught:
        build(root / "content", draft=True)
    assert [(p.code, p.place.line, p.place.column) for p in caught.value.problems] == [("url", 1, 6)]
