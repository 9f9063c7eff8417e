"""What a command has to say -> words on the terminal, or a report for programs."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING

from explainer.problems import (
    ContentError,
    Problem,
    count_line,
    counted,
    report_github,
    report_json,
    report_pieces,
    report_text,
    visible,
)

if TYPE_CHECKING:
    from rich.progress import Progress

    from explainer.preview.building import Attempt
    from explainer.published import Since
    from explainer.verifying import Told

FINE, PROBLEMS = 0, 1  # exit codes
PATIENCE = 1.0  # seconds before a progress bar appears
OFTEN = 0.1  # seconds between two pictures of a bar


# --- problems and changes ---------------------------------------------------------------------------------------------


def print_told(told: Told, form: str) -> int:
    """Problems and lines in words, or everything that is left to do for programs."""
    if form != "text":
        print_problems(ContentError((*told.problems, *told.left), told.files), form)
    else:
        if told.problems:
            print_problems(ContentError(told.problems, told.files), form)
        print(*told.lines, sep="\n")
    return PROBLEMS if told.problems or told.left else FINE


def print_problems(error: ContentError, form: str) -> int:
    """Report problems on the standard output in the format asked for."""
    if form == "json":
        print(report_json(error.problems), end="")
    elif form == "github":
        print(report_github(error.problems), end="")
    else:
        print_report(error, sys.stdout)
    return PROBLEMS


def shown(path: Path) -> str:
    """A path from here where it is below, else in full."""
    full = path.resolve()
    return os.path.relpath(full) if full.is_relative_to(Path.cwd()) else str(full)


def print_remark(words: str) -> None:
    """What is no result and no problem."""
    print(f"build.py: {words}", file=sys.stderr, flush=True)


def print_notes(since: Since) -> None:
    """Apart from the report, which may be for a program."""
    for note in since.notes:
        print(f"build.py: {visible(note)}", file=sys.stderr)


def changes_text(since: Since, name: str, shown: str) -> Iterator[str]:
    """Each change in words under the name of its table, and a line that counts them."""
    from explainer.changes.corrections import CORRECTIONS, corrects_line

    for table, found in groupby(since.changes, key=lambda change: change.table):
        yield table
        for change in found:
            yield visible(f"  {change.words}")
            if change in since.uncorrected:
                line = f"needs an entry with {corrects_line(change)}"
                yield visible(f"    {'must be put back' if change.table == 'corrections' else line}")
    if not since.changes:
        yield f"No changes since {visible(name)}."
        return
    left = len(since.uncorrected)
    need = f"{left:,} {'needs' if left == 1 else 'need'}" if left else "none needs"
    yield f"{counted(len(since.changes), 'change')} since {visible(name)}: {need} an entry in {shown}/{CORRECTIONS}."


def changes_json(since: Since) -> str:
    """A JSON list of {table, id, kind, fields, words, needs_entry}, a field being {field, was, now}."""
    rows = [
        {
            "table": change.table,
            "id": change.id,
            "kind": change.kind,
            "fields": [field._asdict() for field in change.fields],
            "words": change.words,
            "needs_entry": change in since.uncorrected,
        }
        for change in since.changes
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


# --- the terminal -----------------------------------------------------------------------------------------------------

_STYLES = {"path": "bold", "mark": "bold red", "hint": "yellow", "frame": "dim", "private": "", "": ""}


def print_report(error: ContentError, stream: IO[str]) -> None:
    """A report for people, in colour on a terminal."""
    if not stream.isatty():
        print(report_text(error.problems, error.texts), end="", file=stream)
        return
    from rich.console import Console
    from rich.text import Text

    text = Text.assemble(*((piece.text, _STYLES[piece.style]) for piece in report_pieces(error.problems, error.texts)))
    Console(file=stream, highlight=False, soft_wrap=True).print(text, end="")


class Attempts:
    """Prints how each build of a preview went, and nothing twice in a row."""

    def __init__(self) -> None:
        self.problems: tuple[Problem, ...] = ()
        self.notes: tuple[str, ...] = ()
        self.built = False

    def tell(self, found: Attempt, seconds: float) -> None:
        """How one went, and how long it took."""
        wrong = found.wrong
        if wrong and wrong.problems != self.problems:
            print_report(wrong, sys.stdout)
        elif wrong:
            print(f"The same {count_line(wrong.problems)}")
        self.problems = wrong.problems if wrong else ()
        self.built = self.built or found.built is not None
        words = "The preview stays as it was." if self.built else "There is no page to show until this is mended."
        if found.built:
            words = f"{found.built.summary}, {seconds:.1f} s" + ("; cannot be published so" if found.remarks else "")
        print(f"{time.strftime('%H:%M:%S')}  {words}")
        for note in found.told if found.told != self.notes else ():
            print(f"          {visible(note)}")
        self.notes = found.told
        sys.stdout.flush()


class ProgressBar:
    """Something to call as work goes on: on a terminal, a bar appears once there is something to wait for."""

    def __init__(self) -> None:
        self.started = time.perf_counter()
        self.shown = 0.0
        self.bar: Progress | None = None

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar:
            self.bar.stop()

    def __call__(self, stage: str, done: int, total: int) -> None:
        if self.bar is None:
            if not sys.stderr.isatty() or time.perf_counter() - self.started < PATIENCE:
                return
            self.bar = self._new_bar()
        tasks = {task.description: task.id for task in self.bar.tasks}
        task_id = tasks[stage] if stage in tasks else self.bar.add_task(stage, total=total)
        self.bar.update(task_id, completed=done)
        if time.perf_counter() - self.shown >= OFTEN:
            self.bar.refresh()
            self.shown = time.perf_counter()

    def _new_bar(self) -> Progress:
        from rich.console import Console
        from rich.progress import Progress

        # drawn from here, for beside the thread that rich would draw it from no process may be forked
        bar = Progress(console=Console(stderr=True), transient=True, auto_refresh=False)
        bar.start()
        return bar
