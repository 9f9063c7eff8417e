"""The folders as they are now -> a site with its drafts, and what an editor should know of it. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from explainer.evidence.holding import Hold
from explainer.load import load_content
from explainer.lock import NAME
from explainer.model import DRAFT, Content
from explainer.pipeline import Built, Folder, set_site
from explainer.problems import ContentError, counted
from explainer.prose import prose_problems
from explainer.verifying import prove


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


def attempt(wanted: Wanted, go_on: Callable[[], None]) -> Attempt:
    """Build with the drafts; where that fails, without them. `go_on` is called now and then, and may raise."""
    try:
        return _build(wanted, go_on, drafts=True)
    except ContentError as error:
        refused = error
    if any(DRAFT in text for text in refused.texts.values()):  # else there is none
        try:
            found = _build(wanted, go_on, drafts=False)
        except ContentError:
            pass
        else:
            remarks = _together(refused, found.remarks)
            return replace(found, remarks=remarks, notes=("No draft is shown until they are mended.", *found.notes))
    return Attempt(None, refused)


def _together(first: ContentError, second: ContentError | None) -> ContentError:
    if second is None:
        return first
    return ContentError((*first.problems, *second.problems), {**second.texts, **first.texts})


def _build(wanted: Wanted, go_on: Callable[[], None], *, drafts: bool) -> Attempt:
    folder = wanted.content
    proving = wanted.texts.is_dir()
    hold = Hold.NOTHING if proving else Hold.DRAFT
    content, files = load_content(folder.path, folder.shown, lambda *_: go_on(), hold, drafts=drafts, places=True)
    remarks, notes = None, list(_draft_notes(content))
    if proving:
        told = list(prose_problems(content))  # which `load` leaves to who looks up words
        if told:
            raise ContentError(told, files)
        proved = prove(content, f"{folder.shown}/{NAME}", wanted.texts, date.today().isoformat())
        content = proved.content
        remarks = ContentError(proved.problems, files) if proved.problems else None
        if proved.missing:
            notes.append(f"{counted(proved.missing, 'text')} not at hand: what was verified of them stands.")
        if proved.change and not proved.problems:
            notes.append(f"{folder.shown}/{NAME} would change: {proved.change}. Run build.py verify, and commit it.")
    return Attempt(
        set_site(content, files, wanted.layouts, wanted.base_url, lambda *_: go_on()), None, remarks, tuple(notes)
    )


def _draft_notes(content: Content) -> Iterator[str]:
    shown = [str(source.id) for source in content.sources if source.status == DRAFT]
    if shown:
        yield f"{counted(len(shown), 'draft')} shown, which a built site leaves out: {', '.join(shown)}."
