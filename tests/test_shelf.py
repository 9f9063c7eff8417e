"""Sources are read again only where their text, or what they lean on, has changed; whatever is kept, the site is the same."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from explainer import contents, gathering, yamltext
from explainer.cache import Cache
from explainer.evidence.holding import Hold
from explainer.load import load_content
from explainer.model import Content
from explainer.problems import ContentError

HARBOUR = Path(__file__).parent / "sites" / "harbour" / "content"


class Site:
    """A copy of the harbour with a cache, and the names of the files whose YAML was read."""

    def __init__(self, folder: Path) -> None:
        self.content, self.cache = folder / "content", Cache(folder / "cache")
        shutil.copytree(HARBOUR, self.content)
        self.read: list[str] = []

    def load(self, **options: object) -> Content:
        self.read.clear()
        return load_content(self.content, "content", hold=Hold.NOTHING, cache=self.cache, **options)[0]  # type: ignore[arg-type]

    def sources_read(self) -> list[str]:
        return sorted(Path(path).stem for path in self.read if "/sources/" in path)

    def rewrite(self, name: str, old: str, new: str) -> None:
        text = (self.content / name).read_text("utf-8")
        assert old in text
        (self.content / name).write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(params=[1, 3])
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Site]:
    """Read by so many processes, which tell what they read by a file."""
    site, log = Site(tmp_path), tmp_path / "log"
    known = yamltext.read_yaml

    def read(text: str, path: str, *rest: object) -> object:
        with log.open("a") as file:
            file.write(f"{path}\n")
        return known(text, path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(contents, "read_yaml", read)
    monkeypatch.setattr(gathering, "MANY", 0)
    monkeypatch.setattr(gathering, "processors", lambda: request.param)
    logged = Site.load

    def counted(self: Site, **options: object) -> Content:
        log.unlink(missing_ok=True)
        try:
            return logged(self, **options)
        finally:
            self.read = log.read_text().splitlines()

    monkeypatch.setattr(Site, "load", counted)
    yield site


def plain(content: Content) -> str:
    """All that is in it, places too."""
    return re.sub(r" at 0x[0-9a-f]+", "", repr([_fields(source) for source in content.sources]))


def _fields(record: object) -> object:
    if hasattr(record, "places"):
        return {name: _fields(value) for name, value in vars(record).items()}
    return [_fields(each) for each in record] if isinstance(record, tuple) else record


ALL = sorted(path.stem for path in HARBOUR.glob("sources/*.yaml"))


def test_what_is_as_it_was_is_not_read(site: Site) -> None:
    first = site.load()
    assert site.sources_read() == ALL
    again = site.load()
    assert site.sources_read() == []
    assert plain(again) == plain(first)
    by_id = {person.id: person for person in again.people}
    assert all(mention.person is by_id[mention.person.id] for source in again.sources for mention in source.people)


def test_a_source_that_changed_is_read(site: Site) -> None:
    site.load()
    site.rewrite("sources/gazette.yaml", "Ministers now say", "Ministers say")
    content = site.load()
    assert site.sources_read() == ["gazette"]
    (gazette,) = (source for source in content.sources if source.id == "gazette")
    assert gazette.summary.text.startswith("Ministers say")
    assert plain(content) == plain(load_content(site.content, "content", hold=Hold.NOTHING)[0])
    assert site.load() and site.sources_read() == []


LEANT_ON: dict[str, Callable[[Site], object]] = {
    "people": lambda site: site.rewrite("people.yaml", "name: Ana Ruíz", "name: Ana Maria Ruíz"),
    "the order of people": lambda site: site.rewrite("people.yaml", "- id: ana-ruiz", "- id: ana-ruiz # first\n "),
    "events": lambda site: site.rewrite("timeline.yaml", "- id:", "# more\n- id:"),
    "the program": lambda site: site,
}


@pytest.mark.parametrize("change", LEANT_ON.values(), ids=LEANT_ON)
def test_what_sources_lean_on_counts_too(
    change: Callable[[Site], object], site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.load()
    if change(site) is site:
        monkeypatch.setattr("explainer.shelf.program", lambda: b"another")
    site.load()
    assert site.sources_read() == ALL


def test_another_source_counts_too(site: Site) -> None:
    """Which the others may refer to from now on."""
    site.load()
    text = (site.content / "sources/tide.yaml").read_text("utf-8")
    (site.content / "sources/ebb.yaml").write_text(f"status: draft\n{text}", "utf-8")
    site.load()
    assert site.sources_read() == sorted([*ALL, "ebb"])
    site.load()
    assert site.sources_read() == ["ebb"], "a draft is not kept"


def test_nothing_with_a_mistake_is_kept(site: Site) -> None:
    site.rewrite("sources/tide.yaml", "publisher:", "publishre:")
    for _ in range(2):
        with pytest.raises(ContentError):
            site.load()
        assert site.sources_read() == ALL
    site.rewrite("sources/tide.yaml", "publishre:", "publisher:")
    site.load()
    site.rewrite("sources/tide.yaml", "publisher:", "publishre:")
    with pytest.raises(ContentError) as error:
        site.load()
    assert site.sources_read() == ["tide"]
    assert [problem.code for problem in error.value.problems] == ["unknown-field"]


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: b"", lambda data: data[:99] + b"x" + data[100:]]
)
def test_what_is_damaged_is_not_believed(damage: Callable[[bytes], bytes], site: Site) -> None:
    first = site.load()
    for path in site.cache.folder.rglob("*") if site.cache.folder else ():
        if path.is_file():
            path.write_bytes(damage(path.read_bytes()))
    assert plain(site.load()) == plain(first)
    assert site.sources_read() == ALL
