"""Arguments -> an exit code: 0 fine, 1 problems, 2 a wrong command. The only module that prints."""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

from explainer.problems import (
    ContentError,
    did_you_mean,
    report_github,
    report_json,
    report_pieces,
    report_text,
)

if TYPE_CHECKING:
    from rich.progress import Progress

    from explainer.pipeline import Folder
    from explainer.verifying import Told

FINE, PROBLEMS, WRONG_COMMAND = 0, 1, 2
PATIENCE = 1.0  # seconds before a progress bar appears


def main(arguments: Sequence[str], root: Path) -> int:
    """Run a command; `root` holds the default folders content/, layouts/ and site/."""
    parser, commands = _parser()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # content may hold what a terminal cannot show
    try:
        options, unknown = parser.parse_known_args(_with_command(arguments))
        if unknown:
            raise _WrongCommand(_no_such_option(unknown[0], commands[options.command].format_help()))
        return COMMANDS[options.command](options, root)
    except _WrongCommand as error:
        parser.error(str(error))
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


# --- arguments --------------------------------------------------------------------------------------------------------


class _WrongCommand(Exception):
    """Arguments that cannot be carried out."""


class _Parser(argparse.ArgumentParser):
    """argparse, its errors on one line and with our exit code."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_COMMAND, f"{self.prog}: {message}\n")


def _parser() -> tuple[_Parser, dict[str, _Parser]]:
    """The parser, and those of its commands."""
    parser = _Parser(
        prog="build.py",
        description="Build an explainer microsite from YAML. Without a command it builds.",
        epilog="'build.py COMMAND --help' shows the options of a command.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    named = {
        name: commands.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.", allow_abbrev=False)
        for name, words in _COMMAND_WORDS.items()
    }
    named["draft"].add_argument("text", metavar="TEXT", help="the text of a report")
    for name, options in _COMMAND_OPTIONS.items():
        for option in options.split():
            named[name].add_argument(f"--{option}", **_OPTIONS[option])
    return parser, named


_COMMAND_WORDS = {
    "build": "build the site (the default)",
    "check": "report every problem and write nothing",
    "verify": "look up every quotation, figure and passage in the texts, and write content/evidence.lock",
    "coverage": "list every quotation and number in the texts that no record covers",
    "draft": "write the start of a source file from the text of a report",
}
_COMMAND_OPTIONS = {
    "build": "content layouts base-url out draft",
    "check": "content layouts base-url format draft",
    "verify": "content texts check format",
    "coverage": "content texts format",
    "draft": "content id",
}
_OPTIONS: dict[str, dict[str, Any]] = {
    "content": {"metavar": "DIR", "help": "the YAML files (default: content/)"},
    "layouts": {"metavar": "DIR", "help": "the Jinja layouts (default: layouts/)"},
    "base-url": {"metavar": "URL", "help": "where the site will be found (default: url in site.yaml)"},
    "out": {"metavar": "DIR", "help": "the folder to write (default: site/)"},
    "draft": {"action": "store_true", "help": "accept words that were not verified, and mark them on the pages"},
    "format": {
        "choices": ("text", "github", "json"),
        "default": "text",
        "help": "how to report (default: text); only text shows words of the texts",
    },
    "texts": {"metavar": "DIR", "help": "the private texts of the reports (default: texts/)"},
    "check": {"action": "store_true", "help": "write nothing, and fail where the lock would change"},
    "id": {"metavar": "ID", "help": "the source's id (default: made from the name of the text)"},
}


def _no_such_option(given: str, help_text: str) -> str:
    meant = did_you_mean(given.split("=")[0], re.findall(r"--[a-z-]+", help_text))
    return f"there is no option '{given}'" + (f"; did you mean '{meant}'?" if meant else "; see --help")


def _with_command(arguments: Sequence[str]) -> list[str]:
    """The arguments with `build` put in where no command is named; a mistyped command is refused with a suggestion."""
    given = list(arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help")):
        return ["build", *given]
    if not given[0].startswith("-") and given[0] not in COMMANDS:
        meant = did_you_mean(given[0], COMMANDS)
        hint = f"did you mean '{meant}'?" if meant else f"the commands are {', '.join(COMMANDS)}"
        raise _WrongCommand(f"there is no command '{given[0]}'; {hint}")
    return given


_FOLDERS = {"content": "the content", "layouts": "the layouts", "texts": "the texts of the reports"}


def _folder(options: argparse.Namespace, name: str, root: Path) -> Folder:
    """A folder that must be there, called by its path from here where it is below, else in full."""
    from explainer.pipeline import Folder

    given = getattr(options, name)
    if given == "":
        raise _WrongCommand(f"--{name} names no folder")
    path = Path(given) if given is not None else root / name
    full = path.resolve()
    here = Path.cwd()
    shown = full.relative_to(here).as_posix() if full.is_relative_to(here) else full.as_posix()
    if not _is_there(path.is_dir):
        if _is_there(path.exists):
            raise _WrongCommand(f"'{path}' is no folder")
        another = "" if given is not None else f"; make it, or name another with --{name}"
        raise _WrongCommand(f"there is no folder '{given or shown}' for {_FOLDERS[name]}{another}")
    return Folder(full, shown)


def _is_there(look: Callable[[], bool]) -> bool:
    try:
        return look()
    except OSError:  # a name longer than any
        return False


def _out(given: str | None, default: Path, *inputs: Folder) -> Path:
    """The folder to write, which must be apart from those the site is made from."""
    if given == "":
        raise _WrongCommand("--out names no folder")
    out = default if given is None else Path(given)
    for folder in inputs:
        if out.resolve().is_relative_to(folder.path) or folder.path.is_relative_to(out.resolve()):
            raise _WrongCommand(f"--out '{out}' would mix the site with {folder.shown}/, which it is made from")
    return out


def _base_url(given: str | None) -> str | None:
    from explainer.addresses import read_base

    if given is not None and read_base(given) is None:
        raise _WrongCommand(f"--base-url '{given}' is no address; write https://host/ or https://host/path/")
    return given


# --- commands ---------------------------------------------------------------------------------------------------------


def _build(options: argparse.Namespace, root: Path) -> int:
    from explainer.output import OutputError, write_site
    from explainer.pipeline import build_site

    started = time.perf_counter()
    content = _folder(options, "content", root)
    layouts = _folder(options, "layouts", root)
    base_url = _base_url(options.base_url)
    out = _out(options.out, root / "site", content, layouts)
    try:
        with _Progress() as progress:
            built = build_site(content, layouts, base_url, progress, draft=options.draft)
        write_site(built.files, out)
    except ContentError as error:
        _print_report(error, sys.stderr)
        print("Nothing was written.", file=sys.stderr)
        return PROBLEMS
    except OutputError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return PROBLEMS
    print(f"{built.summary} in {_shown(out)}/, {time.perf_counter() - started:.1f} s")
    return FINE


def _check(options: argparse.Namespace, root: Path) -> int:
    from explainer.pipeline import build_site

    content = _folder(options, "content", root)
    layouts = _folder(options, "layouts", root)
    try:
        built = build_site(content, layouts, _base_url(options.base_url), draft=options.draft)
    except ContentError as error:
        return _print_problems(error, options.format)
    if options.format == "json":
        print("[]")
    elif options.format == "text":
        print(f"No problems. {built.summary}.")
    return FINE


def _verify(options: argparse.Namespace, root: Path) -> int:
    from explainer.output import OutputError
    from explainer.verifying import verify_folder

    content = _folder(options, "content", root)
    texts = _folder(options, "texts", root)
    try:
        told = verify_folder(content, texts.path, date.today().isoformat(), write=not options.check)
    except ContentError as error:
        return _print_problems(error, options.format)
    except OutputError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return PROBLEMS
    return _print_told(told, options.format)


def _coverage(options: argparse.Namespace, root: Path) -> int:
    from explainer.verifying import cover_folder

    content = _folder(options, "content", root)
    texts = _folder(options, "texts", root)
    try:
        told = cover_folder(content, texts.path)
    except ContentError as error:
        return _print_problems(error, options.format)
    return _print_told(told, options.format)


def _draft(options: argparse.Namespace, root: Path) -> int:
    from explainer.reading import ID, slug
    from explainer.verifying import TextError, draft_file

    path = Path(options.text)
    content = _folder(options, "content", root)
    source_id = slug(path.stem) if options.id is None else options.id
    if not ID.match(source_id):
        raise _WrongCommand(f"--id '{source_id}' cannot be an id; use small letters, digits and hyphens")
    try:
        name, draft = draft_file(path, content, source_id)
    except FileNotFoundError:
        raise _WrongCommand(f"there is no text '{path}'") from None
    except FileExistsError:
        print(f"build.py: there is already a source '{source_id}'; give another id with --id", file=sys.stderr)
        return PROBLEMS
    except TextError as error:
        print(f"build.py: '{path}' {error}", file=sys.stderr)
        return PROBLEMS
    except OSError as error:
        print(f"build.py: {error.filename} cannot be written: {error.strerror}", file=sys.stderr)
        return PROBLEMS
    except ContentError as error:
        return _print_problems(error, "text")
    print(f"{name} was written: {draft.count(chr(10)):,} lines. Decide what its comments ask, then run build.py check.")
    return FINE


COMMANDS: dict[str, Callable[[argparse.Namespace, Path], int]] = {
    "build": _build,
    "check": _check,
    "verify": _verify,
    "coverage": _coverage,
    "draft": _draft,
}


def _print_told(told: Told, form: str) -> int:
    """Problems and lines in words, or everything that is left to do for programs."""
    if form != "text":
        _print_problems(ContentError((*told.problems, *told.left), told.files), form)
    else:
        if told.problems:
            _print_problems(ContentError(told.problems, told.files), form)
        print(*told.lines, sep="\n")
    return PROBLEMS if told.problems or told.left else FINE


def _print_problems(error: ContentError, form: str) -> int:
    """Report problems on the standard output in the format asked for."""
    if form == "json":
        print(report_json(error.problems), end="")
    elif form == "github":
        print(report_github(error.problems), end="")
    else:
        _print_report(error, sys.stdout)
    return PROBLEMS


def _shown(path: Path) -> str:
    full = path.resolve()
    return os.path.relpath(full) if full.is_relative_to(Path.cwd()) else str(full)


# --- the terminal -----------------------------------------------------------------------------------------------------

_STYLES = {"path": "bold", "mark": "bold red", "hint": "yellow", "frame": "dim", "private": "", "": ""}


def _print_report(error: ContentError, stream: IO[str]) -> None:
    if not stream.isatty():
        print(report_text(error.problems, error.texts), end="", file=stream)
        return
    from rich.console import Console
    from rich.text import Text

    text = Text.assemble(*((piece.text, _STYLES[piece.style]) for piece in report_pieces(error.problems, error.texts)))
    Console(file=stream, highlight=False, soft_wrap=True).print(text, end="")


class _Progress:
    """Something to call as work goes on: on a terminal, a bar appears once there is something to wait for."""

    def __init__(self) -> None:
        self.started = time.perf_counter()
        self.bar: Progress | None = None

    def __enter__(self) -> _Progress:
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

    def _new_bar(self) -> Progress:
        from rich.console import Console
        from rich.progress import Progress

        bar = Progress(console=Console(stderr=True), transient=True)
        bar.start()
        return bar
