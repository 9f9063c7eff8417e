"""The folders as they are now -> a site with its drafts, and what an editor should know of it. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from explainer.contents import Parsed
from explainer.drafts import find_drafts
from explainer.evidence.holding import Hold
from explainer.files import Folder
from explainer.load import load_content
from explainer.lock import NAME
from explainer.model import DRAFT, Content
from explainer.pipeline import Built, set_site
from explainer.problems import ContentError, count_line, counted
from explainer.prose import prose_problems
from explainer.render import Layouts
from explainer.verifying import Proved, prove


class Wanted(Struct, frozen=True):
    """What to preview. `texts` may not be there: then what was verified is held against the lock alone."""

    content: Folder
    layouts: Folder
    texts: Path
    base_url: str | None


class Attempt(Struct, frozen=True):
    """A site, or why there is none. What is wrong besides can be shown: `remarks` keep it from being published, and
    `unfinished` is wrong with drafts that are therefore not in it, which are named in `without`."""

    built: Built | None
    error: ContentError | None = None
    remarks: ContentError | None = None
    unfinished: ContentError | None = None
    without: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

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
        self.parsed: Parsed = {}
        self.shown: frozenset[str] = frozenset()  # the drafts in the last site
        self.layouts = self._read_layouts()

    def _read_layouts(self) -> Layouts:
        return Layouts(self.wanted.layouts.path, self.wanted.layouts.shown, remember=True)

    def attempt(self, changed: Iterable[str], go_on: Callable[[], None]) -> Attempt:
        """Build with the drafts, but for those that have mistakes and were never shown.

        `changed` are the paths that did so since the last time. `go_on` is called now and then, and may raise.
        """
        if any(Path(path).is_relative_to(self.wanted.layouts.path) for path in changed):
            self.layouts = self._read_layouts()
        try:
            found = self._build(go_on, ())
        except ContentError as error:
            found = self._without_unfinished(error, go_on)
        if found.built:
            self.shown = frozenset(_drafts_in(found.built.content))
        return found

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

    def _drafts(self) -> Mapping[str, str]:
        """The paths of the drafts by their ids, of those whose YAML can be read."""
        folder = f"{self.wanted.content.shown}/sources/"
        return find_drafts(
            {Path(path).stem: at[1] for path, at in self.parsed.items() if path.startswith(folder)}
        ).paths

    def _build(self, go_on: Callable[[], None], without: Container[str]) -> Attempt:
        folder, texts = self.wanted.content, self.wanted.texts
        proving = texts.is_dir()
        hold = Hold.NOTHING if proving else Hold.DRAFT
        content, files = load_content(
            folder.path,
            folder.shown,
            lambda *_: go_on(),
            hold,
            drafts=True,
            but=without,
            places=True,
            parsed=self.parsed,
        )
        remarks: ContentError | None = None
        notes: list[str] = []
        if proving:
            told = list(prose_problems(content))  # which `load` leaves to who looks up words
            if told:
                raise ContentError(told, files)
            proved = prove(content, f"{folder.shown}/{NAME}", texts, date.today().isoformat())
            content = proved.content
            remarks = ContentError(proved.problems, files) if proved.problems else None
            notes += _lock_notes(proved, f"{folder.shown}/{NAME}")
        built = set_site(content, files, self.layouts, self.wanted.base_url, lambda *_: go_on())
        return Attempt(built, None, remarks, notes=(*notes, *_draft_notes(content)))


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
