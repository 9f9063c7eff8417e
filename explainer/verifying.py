"""A folder of content and one of private texts -> the evidence lock, and what the editor is told.

The only module that reads private texts; what is said of their words is for the editor's own terminal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from explainer.dates import parse_date
from explainer.drafting import draft_source
from explainer.evidence.coverage import coverage
from explainer.evidence.holding import AGAIN, Hold, lock_problems
from explainer.evidence.items import items_of
from explainer.evidence.matching import match_items
from explainer.evidence.overlaps import Copies
from explainer.evidence.reports import change_words, coverage_lines, coverage_problems, report_lines, total_words
from explainer.evidence.texts import Document, read_document
from explainer.evidence.verify import verify_content
from explainer.evidence.words import NORMALISER, printed
from explainer.files import Folder, read_plain
from explainer.kept import NOTHING, Kept
from explainer.load import load_content, load_lists
from explainer.lock import NAME, Lock, read_lock, write_lock
from explainer.model import Content, Source
from explainer.output import write_file
from explainer.problems import Place, Problem, counted, in_order
from explainer.schema import FOLDER, SOURCE, first_line

MAX_BYTES = 5_000_000  # of a text


class Told(Struct, frozen=True):
    """The problems a command found, the files they are about, and what it says besides."""

    problems: tuple[Problem, ...]
    files: Mapping[str, str]
    lines: tuple[str, ...]
    left: tuple[Problem, ...] = ()  # what is left to do, which the lines say more shortly, and with words of the texts


def verify_folder(content_folder: Folder, texts: Path, today: str, *, write: bool) -> Told:
    """Look up everything, and write the lock if asked to and if it is another than before.

    Without `write` a lock that would change is a problem. `today` is an ISO date. Raises ContentError where the content
    cannot be read, OutputError where the lock cannot be written.
    """
    content, files = load_content(content_folder.path, content_folder.shown, hold=Hold.NOTHING, drafts=True)
    problems: list[Problem] = []
    documents = load_documents(texts, content, problems)
    done = verify_content(content, documents, content.lock, today)
    problems += done.problems
    shown = f"{content_folder.shown}/{NAME}"
    text, before = write_lock(done.lock), files.get(shown, "")
    changes = change_words(content.lock, done) or "made anew"
    if len(documents) < len(content.sources) and before and not _is_read(before):
        message = (
            "this file cannot be used, and not all texts are at hand: to write it would lose what was verified of them"
        )
        hint = "put all texts into their folder, or first put back the last good version of this file"
        problems.append(Problem(Place(shown), "lock", message, hint))
        last = f"{shown} was left as it is."
    elif text == before:
        state = "stays as it was" if problems else "is up to date"
        last = f"{shown} {state}: {total_words(done.lock)}."
    elif write:
        write_file(content_folder.path, NAME, text.encode())
        last = f"{shown} was written: {total_words(done.lock)}; {changes}."
    else:
        last = f"{shown} would change: {changes}."
        message = f"this file is out of date: {changes}"
        problems.append(Problem(Place(shown), "lock", message, f"{AGAIN}, and commit it"))
    return Told(tuple(problems), files, (*report_lines(done), last))


class Proved(Struct, frozen=True):
    """Content whose lock is what its texts hold now, and what is wrong with that."""

    content: Content
    problems: tuple[Problem, ...]
    change: str  # how the written lock would change, in words; empty where it would not
    missing: int  # sources whose texts are not at hand, which stand as they were verified
    copies: Copies  # what finds words of the texts in our own


def prove(content: Content, lock_path: str, texts: Path, today: str, kept: Kept = NOTHING) -> Proved:
    """Look up everything and write nothing. `lock_path` is what reports call the lock, `today` an ISO date. What is the
    same as in an earlier call with the same `kept` is not looked up again."""
    problems: list[Problem] = []
    documents = load_documents(texts, content, problems, kept)
    problems = [problem for problem in problems if problem.code != "no-text"]
    done = verify_content(content, documents, content.lock, today, kept)
    elsewhere = [source for source in content.sources if source.id not in documents]
    problems += (*done.problems, *lock_problems(elsewhere, done.lock, Hold.DRAFT, lock_path))
    change = change_words(content.lock, done)
    return Proved(replace(content, lock=done.lock), in_order(problems), change, len(elsewhere), done.copies)


def _is_read(text: str) -> bool:
    """Whether a lock is one that tells what was verified before."""
    lock = read_lock(text, "", [])
    return lock is not None and lock.normaliser == NORMALISER


def cover_folder(content_folder: Folder, texts: Path) -> Told:
    """What of each text no record speaks for."""
    content, files = load_content(content_folder.path, content_folder.shown, hold=Hold.NOTHING, drafts=True)
    glossary = [word for term in content.terms for word in term.words]
    problems: list[Problem] = []
    documents = load_documents(texts, content, problems)
    lines: list[str] = []
    left: list[Problem] = []
    total = 0
    for source in content.sources:
        document = documents.get(source.id)
        if document is None:  # which is a problem already
            continue
        items = items_of(source)
        found = coverage(items, match_items(items, document), document, glossary)
        lines += coverage_lines(str(source.id), found, document)
        left += coverage_problems(source, found)
        total += len(found.left)
    last = f"{total:,} left to record, or to name under 'ignore' with a reason." if total else "Nothing is left."
    if len(documents) < len(content.sources):
        looked_at = f"{len(documents)} of {counted(len(content.sources), 'source')}"
        last = f"{last[:-1]} in {looked_at}; the rest was not looked at."
    return Told(tuple(problems), files, (*lines, last) if documents else (), tuple(left))


def draft_file(path: Path, content_folder: Folder, source_id: str) -> tuple[str, str]:
    """Write the start of a source file from a text; returns its path as reports name it, and what it holds.

    Raises FileExistsError rather than touch a file, TextError where the text cannot be read, ContentError where
    people.yaml or questions.yaml cannot.
    """
    people, questions = load_lists(content_folder.path, content_folder.shown)
    draft = draft_source(path.name, read_text(path), source_id, people, questions)
    name = f"sources/{source_id}.yaml"
    if (content_folder.path.parent / FOLDER / SOURCE).is_file():
        draft = f"{first_line(name)}\n{draft}"
    (content_folder.path / "sources").mkdir(parents=True, exist_ok=True)
    with (content_folder.path / name).open("x", encoding="utf-8", newline="\n") as file:
        file.write(draft)
    return f"{content_folder.shown}/{name}", draft


# --- private texts ----------------------------------------------------------------------------------------------------


class TextError(Exception):
    """A text that cannot be used: what is wrong with it, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message}; {hint}")
        self.message, self.hint = message, hint


def load_documents(
    folder: Path, content: Content, problems: list[Problem], kept: Kept = NOTHING
) -> dict[str, Document]:
    """The documents of the sources whose texts are in a folder; adds a problem for each that cannot be read there."""
    found = {}
    for source in content.sources:
        try:
            text = kept.equal(("private text", source.id), read_text(folder / source.text))
            document = kept.make(("document", source.id), (text,), partial(read_document, source.text, text))
            found[str(source.id)] = document
        except FileNotFoundError:
            problems.append(_not_at_hand(source, content.lock))
        except TextError as error:
            message = f"the text '{source.text}' {error.message}"
            problems.append(Problem(source.text.place, "text", message, error.hint))
    return found


def _not_at_hand(source: Source, lock: Lock) -> Problem:
    message = f"the text '{source.text}' is not at hand, so nothing of this source could be checked"
    hint = "put it into the folder of texts"
    if source.id in lock.texts:
        hint += f"; until then what was verified on {parse_date(lock.texts[source.id].verified).words} stays"
    return Problem(source.text.place, "no-text", message, hint)


_NO_TEXTS = {  # by how they begin
    rb"PK\x03\x04": "a Word file, or another office file",
    rb"\xd0\xcf\x11\xe0": "an old Word file",
    rb"%PDF": "a PDF",
    rb"\{\\rtf": "RTF",
    rb"\s*<(?:!doctype|html)\b": "a web page",
}


def read_text(path: Path) -> str:
    """The text in a file. Raises TextError, or FileNotFoundError where there is none."""
    try:
        data = read_plain(path, MAX_BYTES)
        kind = next((name for pattern, name in _NO_TEXTS.items() if re.match(pattern, data, re.I)), "")
        if kind:
            raise TextError(f"is {kind}", "save it as plain text, in UTF-8")
        text = data.decode("utf-8-sig")
    except FileNotFoundError:
        raise
    except OSError as error:
        raise TextError(f"cannot be read: {error.strerror}", "check what it is") from None
    except UnicodeDecodeError as error:
        raise TextError(f"is not UTF-8 (byte {error.start + 1:,})", "save it as UTF-8") from None
    if len(data) > MAX_BYTES:
        raise TextError(f"is larger than {MAX_BYTES / 1e6:g} MB", "keep only the report")
    if not printed(text):
        raise TextError("is empty", "paste the report into it")
    return text
