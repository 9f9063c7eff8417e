"""Arguments -> an exit code: 0 fine, 1 problems, 2 a wrong command. The only module that prints."""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn

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
    build = commands.add_parser("build", help="build the site (the default)", allow_abbrev=False)
    check = commands.add_parser("check", help="report every problem and write nothing", allow_abbrev=False)
    for command in (build, check):
        command.add_argument("--content", metavar="DIR", help="the YAML files (default: content/)")
        command.add_argument("--layouts", metavar="DIR", help="the Jinja layouts (default: layouts/)")
        command.add_argument(
            "--base-url", metavar="URL", help="where the site will be found (default: url in site.yaml)"
        )
    build.add_argument("--out", metavar="DIR", help="the folder to write (default: site/)")
    check.add_argument(
        "--format", choices=("text", "github", "json"), default="text", help="how to report (default: text)"
    )
    return parser, {"build": build, "check": check}


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


def _folder(given: str | None, default: Path, what: str) -> Folder:
    """A folder that must be there, called by its path from here where it is below, else in full."""
    from explainer.pipeline import Folder

    path = Path(given) if given is not None else default
    if not path.is_dir():
        raise _WrongCommand(
            f"there is no folder '{path}' for {what}" if not path.exists() else f"'{path}' is no folder"
        )
    full = path.resolve()
    here = Path.cwd()
    return Folder(full, full.relative_to(here).as_posix() if full.is_relative_to(here) else full.as_posix())


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
    content = _folder(options.content, root / "content", "the content")
    layouts = _folder(options.layouts, root / "layouts", "the layouts")
    base_url = _base_url(options.base_url)
    out = _out(options.out, root / "site", content, layouts)
    try:
        with _Progress() as progress:
            built = build_site(content, layouts, base_url, progress)
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

    content = _folder(options.content, root / "content", "the content")
    layouts = _folder(options.layouts, root / "layouts", "the layouts")
    try:
        built = build_site(content, layouts, _base_url(options.base_url))
    except ContentError as error:
        if options.format == "json":
            print(report_json(error.problems), end="")
        elif options.format == "github":
            print(report_github(error.problems), end="")
        else:
            _print_report(error, sys.stdout)
        return PROBLEMS
    if options.format == "json":
        print("[]")
    elif options.format == "text":
        print(f"No problems. {built.summary}.")
    return FINE


COMMANDS: dict[str, Callable[[argparse.Namespace, Path], int]] = {"build": _build, "check": _check}


def _shown(path: Path) -> str:
    full = path.resolve()
    return os.path.relpath(full) if full.is_relative_to(Path.cwd()) else str(full)


# --- the terminal -----------------------------------------------------------------------------------------------------

_STYLES = {"path": "bold", "mark": "bold red", "hint": "yellow", "frame": "dim", "": ""}


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
