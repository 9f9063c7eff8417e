"""The files of sources -> the sources, from the shelf or read by as many processes as there are processors.

A draft that is not shown is known by its bare values alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress

from msgspec import Struct, field
from msgspec.structs import replace

from explainer.cache import NOTHING_KEPT, Cache
from explainer.checks import checked_source
from explainer.contents import LISTED, Contents
from explainer.drafts import Drafts, find_drafts
from explainer.model import Source
from explainer.parallel import Progress, in_parts, processors, share
from explainer.problems import Found, Problem, TooMany
from explainer.reading import Reading, read_record
from explainer.record import Record, changed
from explainer.shelf import Shelf
from explainer.yamltext import Text, Value

MANY = 60  # sources; to read fewer takes no longer than to start another process


class Part(Struct):
    """What came of the files of some sources: records by their ids, which another process packs, and drafts."""

    sources: dict[str, Source | None]
    drafts: Drafts
    problems: list[Problem]
    texts: dict[str, str]
    packed: dict[str, bytes] = field(default_factory=dict)


def gather(
    files: Contents,
    paths: dict[str, str],
    reading: Reading,
    progress: Progress,
    shows: Callable[[str], bool],
    cache: Cache,
) -> tuple[list[Source | None], Drafts]:
    """The sources whose files are at `paths`, and the drafts among them; of drafts those that `shows` says."""
    shelf = _shelf(files, reading, cache)
    sources = _from_shelf(files, paths, shelf)
    names = tuple(name for name in paths if name not in sources)

    def some(number: int, parts: int) -> Part:
        def tell(done: int) -> None:
            if number == 0:  # the others are as far
                progress("Reading sources", min(done * parts, len(names)), len(names))

        part = read_sources(files, {name: paths[name] for name in share(names, number, parts)}, reading, shows, tell)
        if number or shelf.cache.keeps:
            part.packed = {name: shelf.packer.pack(source) for name, source in part.sources.items()}
            part.sources = {} if number else part.sources
        return part

    made = in_parts(some, processors() if len(names) >= MANY and files.kept.once else 1)
    for part in made:
        files.texts |= part.texts
        reading.problems += part.problems
        sources |= part.sources
        sources |= {name: shelf.packer.unpack(part.packed[name]) for name in part.packed.keys() - part.sources.keys()}
    if not reading.problems:
        _put_on(shelf, made, files, paths)
    return [sources[name] for name in paths if name in sources], Drafts.of_all(part.drafts for part in made)


def read_sources(
    files: Contents,
    paths: dict[str, str],
    reading: Reading,
    shows: Callable[[str], bool],
    tell: Callable[[int], None] = lambda done: None,
) -> Part:
    """What is in some files. `tell` hears how many were read."""
    part = Part({}, Drafts(), Found(), {})
    files = replace(files, problems=part.problems, texts=part.texts)
    reading = replace(reading, problems=part.problems, texts=part.texts)
    with suppress(TooMany):
        for done, (name, path) in enumerate(paths.items(), 1):
            value = files.value(path)
            draft = find_drafts({name: value})
            part.drafts = Drafts.of_all((part.drafts, draft)) if draft.paths else part.drafts
            if not draft.paths or shows(name):
                part.sources[name] = _source(name, value, replace(reading, source=name))
            tell(done)
    return part


def _source(name: str, value: Value | None, reading: Reading) -> Source | None:
    def read() -> Source | None:
        source = None if value is None else read_record(Source, value, reading)
        return None if source is None else checked_source(changed(source, id=Text(name, source.place)), reading)

    return reading.kept.make(("source", name), (value, *reading.known.values()), read, reading.problems)


# --- what was read before ---------------------------------------------------------------------------------------------


def _shelf(files: Contents, reading: Reading, cache: Cache) -> Shelf:
    """The sources that an earlier build read, with the lists and ids that there are now."""
    listed = [each for known in reading.known.values() for each in known.records.values() if isinstance(each, Record)]
    lists = (files.texts.get(f"{files.shown}/{name}", "") for name in LISTED)
    ids = (*reading.known[Source].records, "", *sorted(files.misnamed))
    sound = not files.problems and not reading.places  # else what is listed is not all that its texts say
    return Shelf(cache if sound else NOTHING_KEPT, str(files.folder), (files.shown, *lists, *ids), listed)


def _from_shelf(files: Contents, paths: dict[str, str], shelf: Shelf) -> dict[str, Source | None]:
    """Of the sources those whose texts are as they were; what is wrong with others is left to whoever reads them."""
    found: dict[str, Source | None] = {}
    files = replace(files, problems=Found(), texts=files.texts)
    for name, path in paths.items() if shelf.before else ():
        text = files.text(path, f"{files.shown}/{path}")
        source = None if text is None else shelf.take(name, text)
        if source is not None:
            found[name] = source
    return found


def _put_on(shelf: Shelf, made: Iterable[Part], files: Contents, paths: dict[str, str]) -> None:
    """Keep what was read, without a mistake; but for drafts, of which more is asked than their records."""
    for part in made:
        for name, packed in part.packed.items():
            if name not in part.drafts.paths:
                shelf.put(name, files.texts[f"{files.shown}/{paths[name]}"], packed)
    shelf.close()
