"""The folder `content/` -> one Content with every reference resolved, or every problem in every file at once.

Files are read in the order of who refers to whom: people, measures, questions, events and terms, then sources, then the
site and the story. A reference becomes the record it names while it is read; citations in prose are checked when all
sources are known.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from explainer.cache import NOTHING_KEPT, Cache
from explainer.checks import (
    Listed,
    check_citations,
    check_claimants,
    check_compared,
    check_copies,
    check_corrections,
    check_drafts,
    check_key_measures,
    check_offices,
    check_roles,
    check_site,
    check_used,
    listed_name,
)
from explainer.contents import Contents
from explainer.drafts import Drafts, check_only_in_drafts, only_in_drafts
from explainer.evidence.holding import Hold
from explainer.gathering import gather, read_sources
from explainer.kept import NOTHING, Kept
from explainer.lock import Lock, lock_of
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
from explainer.parallel import Progress
from explainer.positions import check_questions
from explainer.problems import ContentError, Found, TooMany
from explainer.prose import prose_problems
from explainer.reading import Known, Reading, duplicates, plan, read_record, slug
from explainer.record import Record
from explainer.yamltext import List, Map, Text, Value

R = TypeVar("R", bound=Record)


def load_content(
    folder: Path,
    shown: str,
    progress: Progress = lambda stage, done, total: None,
    hold: Hold = Hold.ALL,
    *,
    drafts: bool = False,
    but: Container[str] = (),
    places: bool = False,
    kept: Kept = NOTHING,
    cache: Cache = NOTHING_KEPT,
) -> tuple[Content, dict[str, str]]:
    """The content in `folder`, which reports name `shown`, and the texts of its files by the paths reports use.

    `hold` says what the evidence lock has to hold. Sources that are drafts, and what only they use, are left out
    unless `drafts` asks for them; those named in `but` are all the same. With `places` paragraphs say where they were
    written. What is the same as in an earlier call with the same `kept` is not read again, nor are sources that are
    in the `cache`. Raises ContentError with every problem.
    """
    files = Contents(folder, shown, Found(), {}, kept)
    reading = Reading(files.problems, files.texts, {}, places=places, kept=kept)
    try:
        return _content(files, reading, progress, hold, lambda name: drafts and name not in but, cache), files.texts
    except TooMany:
        raise ContentError(files.problems, files.texts) from None


def load_sources(folder: Path, shown: str, names: Iterable[str], kept: Kept) -> tuple[Source, ...] | None:
    """Some sources by their ids, as `load_content` with places and the same `kept` would read them; None where one has
    a problem within it, or cannot be found."""
    files = Contents(folder, shown, Found(), {}, kept)
    with suppress(TooMany, KeyError):
        paths = files.source_paths()
        reading = Reading(files.problems, files.texts, {}, places=True, kept=kept)
        _read_listed(files, paths, reading)
        wanted = {name: paths[name] for name in names}
        part = read_sources(files, wanted, reading, lambda name: True)
        if not files.problems and not part.problems:
            return tuple(source for source in part.sources.values() if source is not None)
    return None


def _content(
    files: Contents, reading: Reading, progress: Progress, hold: Hold, shows: Callable[[str], bool], cache: Cache
) -> Content:
    """The content in some files; of drafts what `shows` says. Raises ContentError, or TooMany."""
    files.refuse_strangers()
    read = _read(files, files.source_paths(), reading, progress, shows, cache)
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
            reading.problems += prose_problems(content, files.kept)
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
    files: Contents,
    source_paths: dict[str, str],
    reading: Reading,
    progress: Progress,
    shows: Callable[[str], bool],
    cache: Cache,
) -> _Read:
    """Every file, in the order of who refers to whom; of drafts, those that `shows` says are made into sources."""
    people, measures, questions, events, terms = _read_listed(files, source_paths, reading)
    known = reading.known[Source]
    sources, found = gather(files, source_paths, reading, progress, shows, cache)
    known.drafts = found.paths
    known.left_out = {name for name in found.paths if not shows(name)}
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
    ).apart(found.only(known.left_out))


def _read_listed(
    files: Contents, source_paths: Iterable[str], reading: Reading
) -> tuple[tuple[Person, ...], tuple[Measure, ...], tuple[Question, ...], tuple[Event, ...], tuple[Term, ...]]:
    """What is listed once for all sources, from now on known by its id."""
    people = _records(Person, files.listed("people.yaml"), reading)
    measures = _records(Measure, files.listed("measures.yaml"), reading)
    # A source can be referred to from its own file and from those before it, so its id is known before it is read.
    reading.known[Source] = _known_sources(files, source_paths)
    questions = _records(Question, files.optional("questions.yaml"), reading)
    events = _records(Event, files.optional("timeline.yaml"), reading)
    return people, measures, questions, events, _records(Term, files.optional("glossary.yaml"), reading)


def _known_sources(files: Contents, source_paths: Iterable[str]) -> Known:
    """What can be said of the sources before any is read."""
    ids = files.kept.equal(("ids",), (tuple(source_paths), frozenset(files.misnamed), files.has_sources))
    known = files.kept.make(
        ("sources",), (ids,), lambda: Known(dict.fromkeys(ids[0], True), set(ids[1]), complete=ids[2])
    )
    known.drafts, known.left_out = {}, ()
    return known


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
    check_drafts(read.sources, reading)
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
    files = Contents(folder, shown, Found(), {})
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


# --- records ----------------------------------------------------------------------------------------------------------


def _one(record: type[R], value: Value | None, reading: Reading) -> R | None:
    return None if value is None else read_record(record, value, reading)


def _records(record: type[R], value: Value | None, reading: Reading) -> tuple[R, ...]:
    """A file that is a list of records, each of which can be referred to from now on."""
    of = (value, *reading.known.values())
    made = reading.kept.make(("records", record), of, lambda: _list_known(record, value, reading), reading.problems)
    found, reading.known[record] = made
    return found


def _list_known(record: type[R], value: Value | None, reading: Reading) -> tuple[tuple[R, ...], Known]:
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
    return found, known


def _list(record: type[R], value: Value | None, reading: Reading) -> tuple[R, ...]:
    """A file that is a list of records."""
    if value is None:
        return ()
    if not isinstance(value, List):
        hint = f"begin each with a dash and a space: - {plan(record).required[0]}: …"
        reading.add(value.place, "wrong-type", f"this file is a list of {record.plural}", hint)
        return ()
    return tuple(r for item in value.items if (r := read_record(record, item, reading)) is not None)


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
