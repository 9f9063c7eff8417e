"""The folders as they are now -> a site with its drafts, and what an editor should know of it. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from explainer.evidence.holding import Hold
from explainer.load import Parsed, load_content
from explainer.lock import NAME
from explainer.model import DRAFT, Content
from explainer.pipeline import Built, Folder, set_site
from explainer.problems import ContentError, counted
from explainer.prose import prose_problems
from explainer.render import Layouts
from explainer.verifying import Proved, prove


@dataclass(frozen=True)
class Wanted:
    """What to preview. `texts` may not be there: then what was verified is held against the lock alone."""

    content: Folder
    layouts: Folder
    texts: Path
    base_url: str | None


@dataclass(frozen=True)
class Attempt:
    """A site, or why there is none. `remarks` are problems that it can be shown with, and not published."""

    built: Built | None
    error: ContentError | None = None
    remarks: ContentError | None = None
    notes: tuple[str, ...] = ()


class Workshop:
    """Builds again and again, and keeps of one build what the next can use."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.parsed: Parsed = {}
        self.layouts = self._read_layouts()

    def _read_layouts(self) -> Layouts:
        return Layouts(self.wanted.layouts.path, self.wanted.layouts.shown, remember=True)

    def attempt(self, changed: Iterable[str], go_on: Callable[[], None]) -> Attempt:
        """Build with the drafts; where that fails, without them.

        `changed` are the paths that did so since the last time. `go_on` is called now and then, and may raise.
        """
        if any(Path(path).is_relative_to(self.wanted.layouts.path) for path in changed):
            self.layouts = self._read_layouts()
        try:
            return self._build(go_on, drafts=True)
        except ContentError as error:
            refused = error
        if any(DRAFT in text for text in refused.texts.values()):  # else there is none
            try:
                found = self._build(go_on, drafts=False)
            except ContentError:
                pass
            else:
                remarks = _together(refused, found.remarks)
                return replace(found, remarks=remarks, notes=("No draft is shown until they are mended.", *found.notes))
        return Attempt(None, refused)

    def _build(self, go_on: Callable[[], None], *, drafts: bool) -> Attempt:
        folder, texts = self.wanted.content, self.wanted.texts
        proving = texts.is_dir()
        hold = Hold.NOTHING if proving else Hold.DRAFT
        content, files = load_content(
            folder.path, folder.shown, lambda *_: go_on(), hold, drafts=drafts, places=True, parsed=self.parsed
        )
        remarks, notes = None, list(_draft_notes(content))
        if proving:
            told = list(prose_problems(content))  # which `load` leaves to who looks up words
            if told:
                raise ContentError(told, files)
            proved = prove(content, f"{folder.shown}/{NAME}", texts, date.today().isoformat())
            content = proved.content
            remarks = ContentError(proved.problems, files) if proved.problems else None
            notes += _lock_notes(proved, f"{folder.shown}/{NAME}")
        built = set_site(content, files, self.layouts, self.wanted.base_url, lambda *_: go_on())
        return Attempt(built, None, remarks, tuple(notes))


def _together(first: ContentError, second: ContentError | None) -> ContentError:
    if second is None:
        return first
    return ContentError((*first.problems, *second.problems), {**second.texts, **first.texts})


def _lock_notes(proved: Proved, path: str) -> Iterator[str]:
    if proved.missing:
        yield f"{counted(proved.missing, 'text')} not at hand: what was verified of them stands."
    if proved.change and not proved.problems:
        yield f"{path} would change: {proved.change}. Run build.py verify, and commit it."


def _draft_notes(content: Content) -> Iterator[str]:
    shown = [str(source.id) for source in content.sources if source.status == DRAFT]
    if shown:
        yield f"{counted(len(shown), 'draft')} shown, which a built site leaves out: {', '.join(shown)}."
