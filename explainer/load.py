"""The folder `content/` -> one Content with every reference resolved, or every problem in every file at once.

Files are read in the order of who refers to whom: people, measures, questions, events and terms, then sources, then the
site and the story. A reference becomes the record it names while it is read; citations in prose are checked when all
sources are known.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from explainer.characters import MAX_BYTES, decode
from explainer.checks import (
    Listed,
    check_citations,
    check_claimants,
    check_compared,
    check_copies,
    check_corrections,
    check_key_measures,
    check_offices,
    check_roles,
    check_site,
    check_used,
    checked_source,
    listed_name,
)
from explainer.drafts import Drafts, check_only_in_drafts, find_drafts, only_in_drafts
from explainer.evidence.holding import Hold, lock_problems
from explainer.evidence.words import NORMALISER
from explainer.files import is_folder, read_plain
from explainer.lock import NAME, Lock, lock_of, read_lock
from explainer.mentions import check_days, check_terms
from explainer.model import (
    DRAFT,
    Content,
    Correction,
    Event,
    Explainer,
    Measure,
    Person,
    Prose,
    Question,
    Site,
    Source,
    Term,
)
from explainer.positions import check_questions
from explainer.problems import ContentError, Found, Place, Problem, TooMany, did_you_mean, split_lines
from explainer.prose import prose_problems
from explainer.reading import ID, Known, Reading, duplicates, plan, read_record, slug
from explainer.record import Record, changed
from explainer.yamltext import List, Map, Text, Value, read_yaml

R = TypeVar("R", bound=Record)

MAX_LOCK_BYTES = 15_000_000  # some 20,000 for each report; what JSON makes of so many takes 400 MB at worst
REPORTS = 100  # for so many these limits are made, and those on what is typed; see `room`
SHOWN_BYTES = 100_000  # of a file that is no text, for showing where
FILES = ("site.yaml", "explainer.yaml", "people.yaml", "measures.yaml")  # which every explainer has, besides the lock
OPTIONAL = ("questions.yaml", "timeline.yaml", "glossary.yaml", "corrections.yaml")


Parsed: TypeAlias = dict[str, tuple[str, Value | None]]  # of each file without a mistake in its YAML: text and value
Progress: TypeAlias = Callable[[str, int, int], None]  # what is being done, how many are done, of how many


def load_content(
    folder: Path,
    shown: str,
    progress: Progress = lambda stage, done, total: None,
    hold: Hold = Hold.ALL,
    *,
    drafts: bool = False,
    but: Container[str] = (),
    places: bool = False,
    parsed: Parsed | None = None,
) -> tuple[Content, dict[str, str]]:
    """The content in `folder`, which reports name `shown`, and the texts of its files by the paths reports use.

    `hold` says what the evidence lock has to hold. Sources that are drafts, and what only they use, are left out
    unless `drafts` asks for them; those named in `but` are all the same. With `places` paragraphs say where they were
    written. `parsed` is what an earlier call found in the files, and is brought up to date. Raises ContentError with
    every problem.
    """
    files = _Files(folder, shown, Found(), {}, parsed)
    try:
        return _content(files, progress, hold, lambda name: drafts and name not in but, places=places), files.texts
    except TooMany:
        raise ContentError(files.problems, files.texts) from None


def _content(files: _Files, progress: Progress, hold: Hold, shows: Callable[[str], bool], *, places: bool) -> Content:
    """The content in some files; of drafts what `shows` says. Raises ContentError, or TooMany."""
    files.refuse_strangers()
    source_paths = files.source_paths()
    reading = Reading(files.problems, files.texts, {}, places=places)
    read = _read(files, source_paths, reading, progress, shows)
    _check(read, reading)
    if not reading.problems:  # else what seems to be in a draft alone may be what could not be read
        _check_apart(read, reading)
    sound = not reading.problems
    if sound:
        _check_used(read, reading)
        check_roles(read.sources, reading)
    lock = lock_of(files.lock(read.sources, hold), {str(source.id) for source in read.sources})
    if sound:
        content = read.content(lock)
        if hold is not Hold.NOTHING:  # looking up words does not wait for the story
            reading.problems += prose_problems(content)
        if not reading.problems:
            return content
    raise ContentError(reading.problems, files.texts)


class _Read(Struct, frozen=True):
    """What the files hold, each in the order of its file; while there are problems some of it may be None."""

    people: tuple[Person, ...]
    measures: tuple[Measure, ...]
    questions: tuple[Question, ...]
    events: tuple[Event, ...]
    terms: tuple[Term, ...]
    sources: tuple[Source, ...]
    site: Site | None
    explainer: Explainer | None
    corrections: tuple[Correction, ...]
    drafts: Drafts
    only_in_drafts: Mapping[str, str] = field(default_factory=dict)  # of the listed, by name: a draft that has it

    @property
    def listed(self) -> tuple[Listed, ...]:
        return (*self.people, *self.measures, *self.events, *self.terms)

    @property
    def published_sources(self) -> tuple[Source, ...]:
        return tuple(source for source in self.sources if source.id not in self.drafts.paths)

    @property
    def draft_sources(self) -> tuple[Source, ...]:
        return tuple(source for source in self.sources if source.id in self.drafts.paths)

    @property
    def published(self) -> tuple[Record, ...]:
        """The records with prose that a site without drafts has."""
        told = (each for each in self._told() if listed_name(each) not in self.only_in_drafts)
        story = (self.explainer,) if self.explainer else ()
        return (*self.published_sources, *self.questions, *told, *self.corrections, *story)

    @property
    def unpublished(self) -> tuple[Record, ...]:
        """The other records with prose."""
        return (*self.draft_sources, *(each for each in self._told() if listed_name(each) in self.only_in_drafts))

    def _told(self) -> tuple[Event | Term, ...]:
        return (*self.events, *self.terms)

    def apart(self, left_out: Drafts) -> _Read:
        """With what only drafts have known, and without what only those that are left out have."""
        gone = only_in_drafts(self.listed, self.sources, left_out)
        return replace(
            self,
            people=tuple(each for each in self.people if listed_name(each) not in gone),
            measures=tuple(each for each in self.measures if listed_name(each) not in gone),
            events=tuple(each for each in self.events if listed_name(each) not in gone),
            terms=tuple(each for each in self.terms if listed_name(each) not in gone),
            only_in_drafts=only_in_drafts(self.listed, self.published_sources, self.drafts),
        )

    def content(self, lock: Lock) -> Content:
        """The whole, in the order in which it is shown; for what has no problem."""
        assert self.site is not None and self.explainer is not None
        return Content(
            self.site,
            self.explainer,
            self.people,
            self.measures,
            self.questions,
            tuple(sorted(self.events, key=lambda event: (event.date.earliest, event.date.latest))),
            self.terms,
            tuple(sorted(self.corrections, key=lambda each: each.date.earliest, reverse=True)),
            tuple(sorted(self.sources, key=_by_date)),
            lock,
            len(self.drafts.paths) - len(self.draft_sources),
            frozenset(listed_name(each) for each in self.listed if listed_name(each) in self.only_in_drafts),
        )


def _read(
    files: _Files, source_paths: dict[str, str], reading: Reading, progress: Progress, shows: Callable[[str], bool]
) -> _Read:
    """Every file, in the order of who refers to whom; of drafts, those that `shows` says are made into sources."""
    people = _records(Person, files.listed("people.yaml"), reading)
    measures = _records(Measure, files.listed("measures.yaml"), reading)
    values = _values(files, source_paths, progress)
    found = find_drafts(values)
    left_out = {name for name in found.paths if not shows(name)}
    # A source can be referred to from its own file and from those before it, so its id is known before it is read.
    reading.known[Source] = Known(
        dict.fromkeys(source_paths, True), files.misnamed, found.paths, left_out, complete=files.has_sources
    )
    questions = _records(Question, files.optional("questions.yaml"), reading)
    events = _records(Event, files.optional("timeline.yaml"), reading)
    terms = _records(Term, files.optional("glossary.yaml"), reading)
    sources = [_source(name, value, reading) for name, value in values.items() if name not in left_out]
    return _Read(
        people,
        measures,
        questions,
        events,
        terms,
        tuple(source for source in sources if source is not None),
        _one(Site, files.value("site.yaml"), reading),
        _one(Explainer, files.value("explainer.yaml"), reading),
        _list(Correction, files.optional("corrections.yaml"), reading),
        found,
    ).apart(found.only(left_out))


def _values(files: _Files, source_paths: dict[str, str], progress: Progress) -> dict[str, Value | None]:
    """What the files of the sources hold, by the ids of these."""
    values = {}
    for done, (name, path) in enumerate(source_paths.items(), 1):
        values[name] = files.value(path)
        progress("Reading sources", done, len(source_paths))
    return values


def _check(read: _Read, reading: Reading) -> None:
    """What records are to each other, as far as they could be read."""
    if read.site:
        check_site(read.site, reading)
    if read.explainer:
        duplicates(read.explainer.sections or (), reading, "a section")
        check_key_measures(read.explainer, reading)
    check_questions(read.questions, read.sources, reading)
    check_terms(read.terms, read.sources, reading)
    check_days(read.sources, reading)
    check_corrections(read.corrections, reading)
    check_offices(read.people, reading)
    check_claimants(read.people, read.sources, reading)
    check_copies(read.sources, reading)
    check_compared(read.sources, reading)
    check_citations(all_prose(read.published), read.sources, reading, read.drafts.paths)
    check_citations(all_prose(read.unpublished), read.sources, reading, reading.known[Source].left_out)


def _check_apart(read: _Read, reading: Reading) -> None:
    """Nothing published needs a draft, whether drafts are asked for or not."""
    assert read.explainer is not None
    prose = all_prose(read.published)
    check_only_in_drafts(read.explainer, read.questions, prose, read.only_in_drafts, read.drafts, reading)


def _check_used(read: _Read, reading: Reading) -> None:
    """Whatever is listed is in a source: in a published one, or else in a draft if one names it."""
    kept = read.only_in_drafts
    check_used((each for each in read.listed if listed_name(each) not in kept), read.published_sources, reading)
    check_used((each for each in read.listed if listed_name(each) in kept), read.draft_sources, reading)


def load_lists(folder: Path, shown: str) -> tuple[tuple[Person, ...], tuple[Question, ...]]:
    """The people and questions alone, where their files are there. Raises ContentError with every problem."""
    files = _Files(folder, shown, Found(), {})
    reading = Reading(files.problems, files.texts, {Source: Known(complete=False)})
    with suppress(TooMany):
        people = _records(Person, files.optional("people.yaml"), reading)
        _records(Measure, files.optional("measures.yaml"), reading)
        questions = _records(Question, files.optional("questions.yaml"), reading)
    if files.problems:
        raise ContentError(files.problems, files.texts)
    return people, questions


def _by_date(source: Source) -> tuple[Any, ...]:
    """Drafts come last, so that the letters of the others are those that are published."""
    return (source.status == DRAFT, source.date_published.earliest, source.date_published.latest, source.id)


# --- files ------------------------------------------------------------------------------------------------------------


class _Files(Struct, dict=True):
    """The files of a content folder: what they hold, and their texts for the report."""

    folder: Path
    shown: str
    problems: list[Problem]
    texts: dict[str, str]
    parsed: Parsed | None = None
    misnamed: set[str] = field(default_factory=set)  # ids of sources whose files have a wrong name

    def optional(self, name: str) -> Value | None:
        """What a file holds that need not be there: an empty list where it is not, or has comments alone."""
        path = f"{self.shown}/{name}"
        if not self.is_there(name):
            return None if name.removesuffix(".yaml") in self.misnamed else List((), Place(path))
        text = self.text(name, path)
        if text is None:
            return None
        only_comments = all(not row or row.startswith("#") for row in map(str.strip, split_lines(text)))
        return List((), Place(path)) if only_comments else self.read(text, path)

    def listed(self, name: str) -> Value | None:
        """What a file holds that must be there: an empty list where it has nothing but comments."""
        return self.optional(name) if self.is_there(name) else self.value(name)

    @property
    def has_sources(self) -> bool:
        """Whether there is a folder of sources, be it empty; without it no source can be called unknown."""
        return is_folder(self.folder / "sources") and self.is_inside("sources")

    def value(self, name: str) -> Value | None:
        """What a file holds, or None after a problem."""
        path = f"{self.shown}/{name}"
        text = self.text(name, path)
        return None if text is None else self.read(text, path)

    def room(self, name: str) -> int:
        """How many times as much a file may hold as in an explainer of few reports: what lists them grows with them."""
        return 1 if "/" in name else max(1, self.reports // REPORTS)

    @cached_property
    def reports(self) -> int:
        return sum(1 for _ in (self.folder / "sources").glob("*.yaml")) if self.has_sources else 0

    def text(self, name: str, path: str) -> str | None:
        """The text of a file, or None after a problem; either way as much of it as can be shown is kept."""
        most = MAX_BYTES * self.room(name)
        data = self.bytes(name, path, most)
        if data is None:
            return None
        text = decode(data, path, self.problems, most)
        self.texts[path] = data[:SHOWN_BYTES].decode("utf-8", "replace") if text is None else text
        return text

    def read(self, text: str, path: str) -> Value | None:
        """What a text holds; one that was read before is not read again."""
        known = None if self.parsed is None else self.parsed.get(path)
        if known is not None and known[0] == text:
            return known[1]
        before = len(self.problems)
        value = read_yaml(text, path, self.problems, self.room(path.removeprefix(f"{self.shown}/")))
        if self.parsed is not None and len(self.problems) == before:
            self.parsed[path] = text, value
        return value

    def lock(self, sources: Iterable[Source], hold: Hold) -> Lock:
        """What was verified so far; adds what the sources say otherwise. Of a damaged lock nothing is believed."""
        path = f"{self.shown}/{NAME}"
        problems: list[Problem] = []
        lock = None
        if self.is_there(NAME):
            before = len(self.problems)
            most = MAX_LOCK_BYTES * self.room(NAME)
            data = self.bytes(NAME, path, most)
            problems, self.problems[before:] = self.problems[before:], []
            text = None if data is None else decode(data, path, problems, most)
            lock = None if text is None else read_lock(text, path, problems)
            self.texts[path] = text or ""
        if not problems:
            problems += lock_problems(sources, lock, hold, self.shown)
        self.problems += problems if hold is not Hold.NOTHING else ()
        return lock or Lock(NORMALISER)

    def bytes(self, name: str, path: str, most: int) -> bytes | None:
        """What is in a file, and of a larger one a byte more than `most`; None after a problem."""
        if not self.is_inside(name):
            self.add(path, "outside", "this is a link to a file outside the content folder", "put the file itself here")
            return None
        try:
            return read_plain(self.folder / name, most)
        except FileNotFoundError:
            self.add(path, "missing-file", "this file is missing", "every explainer has one; see docs/content.md")
        except OSError as error:
            self.unreadable(path, error)
        return None

    def unreadable(self, path: str, error: OSError) -> None:
        message = f"this file cannot be read: {error.strerror}"
        self.add(path, "unreadable", message, "check what it is and its permissions")

    def is_there(self, name: str) -> bool:
        """Whether something has a name, be it a link to nothing."""
        return (self.folder / name).is_symlink() or (self.folder / name).exists()

    def is_inside(self, name: str) -> bool:
        """Whether a name leads to something in this folder."""
        try:
            return (self.folder / name).resolve().is_relative_to(self.folder.resolve())
        except (OSError, RuntimeError):  # a link that leads to itself, which cannot be read either
            return True

    def source_paths(self) -> dict[str, str]:
        """The names of the source files by their ids."""
        paths: dict[str, str] = {}
        if not self.is_inside("sources"):
            message = "this is a link to a folder outside the content folder"
            self.add(f"{self.shown}/sources", "outside", message, "put the folder itself here")
            return paths
        for file in self.entries("sources"):
            name = f"sources/{file.name}"
            if file.suffix != ".yaml" or not ID.match(file.stem):
                self.misnamed |= {file.stem, slug(file.stem)}
            if file.suffix != ".yaml" or is_folder(file):
                self.stranger(name, f"{file.stem}.yaml" if file.suffix == ".yml" else "")
            elif not ID.match(file.stem):
                name_for_it = f"{slug(file.stem)[:100]}.yaml"
                hint = f"it is the source's id: use small letters, digits and hyphens, as in {name_for_it}"
                self.add(f"{self.shown}/{name}", "id", f"'{file.name}' cannot be the name of a source file", hint)
            else:
                paths[file.stem] = name
        if not self.has_sources and not any(p.place.path.startswith(f"{self.shown}/sources") for p in self.problems):
            self.add(f"{self.shown}/sources", "missing-file", "this folder is missing", "each report is a file in it")
        return paths

    def refuse_strangers(self) -> None:
        """Report every file that nothing reads: a file with a slip in its name must not be left out in silence."""
        for file in self.entries("."):
            if file.name not in (*FILES, *OPTIONAL, NAME, "sources"):
                names = (*FILES, *OPTIONAL, "sources")
                meant = did_you_mean(file.name if is_folder(file) else f"{file.stem}.yaml", names)
                self.misnamed |= {file.stem, slug(file.stem)}
                self.stranger(file.name, meant if meant and not (self.folder / meant).exists() else "")

    def stranger(self, name: str, meant: str) -> None:
        hint = (
            f"did you mean '{meant}'?"
            if meant and meant != name.split("/")[-1]
            else "move it out of the content folder"
        )
        self.add(f"{self.shown}/{name}", "unknown-file", "nothing reads this file", hint)

    def entries(self, under: str) -> Iterator[Path]:
        """What a folder holds, sorted by name, hidden files left out."""
        folder = self.folder / under
        found: list[Path] = []
        try:
            found = sorted(folder.iterdir()) if is_folder(folder) else []
        except OSError as error:
            self.unreadable(f"{self.shown}/{under}".removesuffix("/."), error)
        return (file for file in found if not file.name.startswith("."))

    def add(self, path: str, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(Place(path), code, message, hint))


# --- records ----------------------------------------------------------------------------------------------------------


def _one(record: type[R], value: Value | None, reading: Reading) -> R | None:
    return None if value is None else read_record(record, value, reading)


def _records(record: type[R], value: Value | None, reading: Reading) -> tuple[R, ...]:
    """A file that is a list of records, each of which can be referred to from now on."""
    known = reading.known[record] = Known(complete=isinstance(value, List))
    found = _list(record, value, reading)
    duplicates(found, reading, record.called)
    known.records = {each.id: each for each in found if each.id is not None}  # type: ignore[attr-defined]
    for item in value.items if isinstance(value, List) else ():
        written = item.entries.get(Text("id", item.place)) if isinstance(item, Map) else None
        if isinstance(written, Text):
            known.taken |= {str(written), slug(written)}
        else:
            known.complete = False
    return found


def _list(record: type[R], value: Value | None, reading: Reading) -> tuple[R, ...]:
    """A file that is a list of records."""
    if value is None:
        return ()
    if not isinstance(value, List):
        hint = f"begin each with a dash and a space: - {plan(record).required[0]}: …"
        reading.add(value.place, "wrong-type", f"this file is a list of {record.plural}", hint)
        return ()
    return tuple(r for item in value.items if (r := read_record(record, item, reading)) is not None)


def _source(name: str, value: Value | None, reading: Reading) -> Source | None:
    if value is None:
        return None
    source = read_record(Source, value, replace(reading, source=name))
    return None if source is None else checked_source(changed(source, id=Text(name, source.place)), reading)


def all_prose(records: Iterable[Record]) -> Iterator[Prose]:
    """Every field of Markdown in some records; while problems are being found some may be None, and are left out."""
    for record in records:
        yield from (prose for prose in _prose(record) if prose is not None)


def _prose(record: Record) -> Iterable[Prose | None]:
    match record:
        case Source():
            notes, gists = (note.text for note in record.notes), (each.gist for each in record.positions)
            return (record.summary, record.date_note, *record.key_points, *notes, *gists)
        case Explainer():
            return (*(p.text for p in record.at_a_glance), *(s.text for s in record.sections or ()))
        case Question():
            return (record.description,)
        case Event() | Correction():
            return (record.text,)
        case Term():
            return (record.definition,)
    return ()
