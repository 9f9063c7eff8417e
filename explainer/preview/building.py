"""The folders as they are now -> a site with its drafts, and what an editor should know of it. The only thing that is
written is what layouts are compiled to, to the cache."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from explainer.cache import NOTHING_KEPT, Cache
from explainer.checks import check_loose
from explainer.drafts import find_drafts
from explainer.evidence.holding import Hold
from explainer.evidence.overlaps import Copies
from explainer.evidence.verify import copied_words
from explainer.files import Folder
from explainer.kept import Kept
from explainer.load import load_content, load_sources
from explainer.lock import NAME
from explainer.model import DRAFT, Content, Source
from explainer.pipeline import Built
from explainer.preview.again import Set, reword, set_again
from explainer.problems import ContentError, count_line, counted
from explainer.prose import known_to, prose_problems
from explainer.reading import Reading
from explainer.render import Layouts
from explainer.rewording import Pair, reworded
from explainer.verifying import Proved, prove


class Wanted(Struct, frozen=True):
    """What to preview. `texts` may not be there: then what was verified is held against the lock alone. `cache` keeps
    what layouts are compiled to, so that of those only the one that was changed is compiled again."""

    content: Folder
    layouts: Folder
    texts: Path
    base_url: str | None
    cache: Cache = NOTHING_KEPT


class Attempt(Struct, frozen=True):
    """A site, or why there is none. What is wrong besides can be shown: `remarks` keep it from being published, and
    `unfinished` is wrong with drafts that are therefore not in it, which are named in `without`."""

    set: Set | None
    error: ContentError | None = None
    remarks: ContentError | None = None
    unfinished: ContentError | None = None
    without: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def built(self) -> Built | None:
        return self.set.built if self.set else None

    @property
    def wrong(self) -> ContentError | None:
        """All that is wrong."""
        errors = [error for error in (self.error, self.remarks, self.unfinished) if error]
        texts = {path: text for error in errors for path, text in error.texts.items()}
        return ContentError((problem for error in errors for problem in error.problems), texts) if errors else None

    @property
    def told(self) -> tuple[str, ...]:
        """What to know of a site besides its problems."""
        if self.unfinished is None:
            return self.notes
        one = len(self.without) == 1
        what = f"{'The draft' if one else 'The drafts'} {', '.join(self.without)} {'is' if one else 'are'} not shown"
        mended = f"until {'it is' if one else 'they are'} mended"
        return (f"{what} {mended}: {count_line(self.unfinished.problems)}", *self.notes)


class Workshop:
    """Builds again and again, and keeps of one build what the next can use."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.kept = Kept()
        self.shown: frozenset[str] = frozenset()  # the drafts in the last site
        self.layouts = self._read_layouts()
        self.copies: Copies | None = None  # what finds words of private texts in our own, where they were at hand
        self.last = Attempt(None)
        self.before: Set | None = None  # the last that went well

    def _read_layouts(self) -> Layouts:
        return Layouts(self.wanted.layouts.path, self.wanted.layouts.shown, self.wanted.cache)

    def attempt(self, changed: Iterable[str], go_on: Callable[[], None]) -> Attempt:
        """Build with the drafts, but for those that have mistakes and were never shown.

        `changed` are the paths that did so since the last time. `go_on` is called now and then, and may raise.
        """
        paths = frozenset(changed)
        if any(Path(path).is_relative_to(self.wanted.layouts.path) for path in paths):
            self.layouts = self._read_layouts()
        self.last = self._in_other_words(paths) or self._whole(go_on)
        self.before = self.last.set or self.before
        return self.last

    def _whole(self, go_on: Callable[[], None]) -> Attempt:
        """Whatever has changed."""
        try:
            found = self._build(go_on, ())
        except ContentError as error:
            found = self._without_unfinished(error, go_on)
        if found.built:
            self.shown = frozenset(_drafts_in(found.built.content))
        return found

    def _in_other_words(self, changed: frozenset[str]) -> Attempt | None:
        """The last site, if since then the sources in the paths that changed say something in other words and nothing
        is wrong with that; it takes a hundredth of the time."""
        folder, last = self.wanted.content, self.last.set
        inside = folder.path / "sources"
        if last is None or self.last.wrong or any(_folder_of(path) != inside for path in changed):
            return None
        names = sorted(Path(path).stem for path in changed)
        known = {str(source.id): source for source in last.built.content.sources}
        sources = load_sources(folder.path, folder.shown, names, self.kept) if changed else None
        if sources is None or not all(name in known for name in names):
            return None
        pairs: list[Pair] = []
        for source in sources:
            found = reworded(known[source.id], source)
            if found is None or not self._is_sound(source, found, last.laid.desk.content):
                return None
            pairs += found
        again = reword(last, sources, pairs)
        return None if again is None else replace(self.last, set=again)

    def _without_unfinished(self, refused: ContentError, go_on: Callable[[], None]) -> Attempt:
        """A draft that was shown is not taken away: whoever looks at it sees what is wrong, as with any other page."""
        paths = {problem.place.path for problem in refused.problems}
        drafts = self._drafts()
        wrong = tuple(name for name, path in drafts.items() if path in paths)
        for without in (wrong, tuple(drafts)):  # others may lean on what is wrong
            if wrong and self.shown.isdisjoint(without):
                with suppress(ContentError):
                    return replace(self._build(go_on, without), unfinished=refused, without=without)
        return Attempt(None, refused)

    def _is_sound(self, source: Source, pairs: Iterable[Pair], content: Content) -> bool:
        """Whether what a source says in other words is said as well."""
        reading, known = Reading([], {}, {}), known_to(content, self.kept)
        for _, prose in pairs:
            check_loose(prose, known.sources, reading)
        copied = self.copies is not None and any(copied_words(prose.text, self.copies) for _, prose in pairs)
        return not (copied or reading.problems or list(known.in_source(source)))

    def _drafts(self) -> Mapping[str, str]:
        """The paths of the drafts by their ids, of those whose YAML can be read."""
        folder = f"{self.wanted.content.shown}/sources/"
        values = {name[1]: value for name, (_, value) in self.kept.made.items() if name[0] == "value"}
        return find_drafts({Path(path).stem: value for path, value in values.items() if path.startswith(folder)}).paths

    def _build(self, go_on: Callable[[], None], without: Container[str]) -> Attempt:
        folder, texts = self.wanted.content, self.wanted.texts
        proving, self.copies = texts.is_dir(), None
        hold = Hold.NOTHING if proving else Hold.DRAFT
        content, files = load_content(
            folder.path,
            folder.shown,
            lambda *_: go_on(),
            hold,
            drafts=True,
            but=without,
            places=True,
            kept=self.kept,
        )
        remarks: ContentError | None = None
        notes: list[str] = []
        if proving:
            told = list(prose_problems(content, self.kept))  # which `load` leaves to who looks up words
            if told:
                raise ContentError(told, files)
            proved = prove(content, f"{folder.shown}/{NAME}", texts, date.today().isoformat(), self.kept)
            content, self.copies = proved.content, proved.copies
            remarks = ContentError(proved.problems, files) if proved.problems else None
            notes += _lock_notes(proved, f"{folder.shown}/{NAME}")
        found = set_again(content, files, self.layouts, self.wanted.base_url, go_on, self.before)
        return Attempt(found, None, remarks, notes=(*notes, *_draft_notes(content)))


def _folder_of(path: str) -> Path | None:
    """The folder of a file that may be a source."""
    return Path(path).parent if path.endswith(".yaml") else None


def _lock_notes(proved: Proved, path: str) -> Iterator[str]:
    if proved.missing:
        yield f"{counted(proved.missing, 'text')} not at hand: what was verified of them stands."
    if proved.change and not proved.problems:
        yield f"{path} would change: {proved.change}. Run build.py verify, and commit it."


def _drafts_in(content: Content) -> tuple[str, ...]:
    return tuple(str(source.id) for source in content.sources if source.status == DRAFT)


def _draft_notes(content: Content) -> Iterator[str]:
    shown = _drafts_in(content)
    if shown:
        words = f"{counted(len(shown), 'draft')} shown and counted, which a built site leaves out"
        yield f"{words}: {', '.join(shown)}."
