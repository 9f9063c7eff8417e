"""Arguments -> options, folders and addresses that a command can be carried out with, or why it cannot."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from explainer.files import Folder
from explainer.problems import did_you_mean

WRONG_COMMAND = 2


class WrongCommand(Exception):
    """Arguments that cannot be carried out."""


class Parser(argparse.ArgumentParser):
    """argparse, its errors on one line and with our exit code."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_COMMAND, f"{self.prog}: {message}\n")


def parser_of() -> tuple[Parser, dict[str, Parser]]:
    """The parser, and those of its commands."""
    parser = Parser(
        prog="build.py",
        description="Build an explainer microsite from YAML. Without a command it builds.",
        epilog="'build.py COMMAND --help' shows the options of a command.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    named = {
        name: commands.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.", allow_abbrev=False)
        for name, words in COMMAND_WORDS.items()
    }
    named["draft"].add_argument("text", metavar="TEXT", help="the text of a report")
    named["init"].add_argument("folder", metavar="DIR", help="a folder that is empty, or not there yet")
    for name, options in _COMMAND_OPTIONS.items():
        for option in options.split():
            named[name].add_argument(f"--{option}", **_OPTIONS[option] | _OWN_OPTIONS.get((name, option), {}))
    return parser, named


COMMAND_WORDS = {
    "build": "build the site (the default)",
    "check": "report every problem and write nothing",
    "watch": "show the site as it is edited, in a browser on this machine",
    "verify": "look up every quotation, figure and passage in the texts, and write content/evidence.lock",
    "coverage": "list every quotation, number and glossary word in the texts that no record covers",
    "draft": "write the start of a source file from the text of a report",
    "changes": "tell what has changed of what was published, in words",
    "init": "make a new explainer without content, which builds at once",
    "schema": "write what programs that edit YAML need to know of the content files",
}
_COMMAND_OPTIONS = {
    "build": "content layouts base-url repository out force draft no-cache",
    "check": "content layouts base-url format draft since",
    "watch": "content layouts texts base-url host port open",
    "verify": "content texts check format",
    "coverage": "content texts format",
    "draft": "content id",
    "changes": "content since format",
    "init": "",
    "schema": "out check",
}
_OPTIONS: dict[str, dict[str, Any]] = {
    "content": {"metavar": "DIR", "help": "the YAML files (default: content/)"},
    "layouts": {"metavar": "DIR", "help": "the Jinja layouts (default: layouts/)"},
    "base-url": {"metavar": "URL", "help": "where the site will be found (default: url in site.yaml)"},
    "repository": {"metavar": "URL", "help": "where its source is kept (default: repository in site.yaml)"},
    "out": {"metavar": "DIR", "help": "the folder to write (default: site/)"},
    "force": {"action": "store_true", "help": "write to a folder with files that no build wrote, and leave them there"},
    "no-cache": {"action": "store_true", "help": "make everything anew, and keep nothing for the next build"},
    "draft": {"action": "store_true", "help": "accept words that were not verified, and mark them on the pages"},
    "format": {
        "choices": ("text", "github", "json"),
        "default": "text",
        "help": "how to report (default: text); only text shows words of the texts",
    },
    "texts": {"metavar": "DIR", "help": "the private texts of the reports (default: texts/)"},
    "check": {"action": "store_true", "help": "write nothing, and fail where the lock would change"},
    "host": {
        "metavar": "HOST",
        "default": "127.0.0.1",
        "help": "where to listen (default: 127.0.0.1, which only this machine reaches)",
    },
    "port": {"metavar": "PORT", "default": "8000", "help": "at which port (default: 8000; 0 for any that is free)"},
    "open": {"action": "store_true", "help": "open the site in a browser"},
    "id": {"metavar": "ID", "help": "the source's id (default: made from the name of the text)"},
    "since": {
        "metavar": "REV|PATH",
        "help": "also report what changed since a git revision or a built site without a correction",
    },
}
_OWN_OPTIONS: dict[tuple[str, str], dict[str, Any]] = {
    ("changes", "since"): {"default": "HEAD", "help": "a git revision or a built site to compare with (default: HEAD)"},
    ("changes", "format"): {"choices": ("text", "json"), "help": "how to tell it (default: text)"},
    ("schema", "out"): {"help": "the folder to write (default: schema/)"},
    ("schema", "check"): {"help": "write nothing, and fail where a schema would change"},
}


def no_such_option(given: str, help_text: str) -> str:
    """What is wrong with an option, and which was meant."""
    meant = did_you_mean(given.split("=")[0], re.findall(r"--[a-z-]+", help_text))
    return f"there is no option '{given}'" + (f"; did you mean '{meant}'?" if meant else "; see --help")


def with_command(arguments: Sequence[str]) -> list[str]:
    """The arguments with `build` put in where no command is named; a mistyped command is refused with a suggestion."""
    given = list(arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help")):
        return ["build", *given]
    if not given[0].startswith("-") and given[0] not in COMMAND_WORDS:
        meant = did_you_mean(given[0], COMMAND_WORDS)
        hint = f"did you mean '{meant}'?" if meant else f"the commands are {', '.join(COMMAND_WORDS)}"
        raise WrongCommand(f"there is no command '{given[0]}'; {hint}")
    return given


_FOLDERS = {"content": "the content", "layouts": "the layouts", "texts": "the texts of the reports"}


def folder(options: argparse.Namespace, name: str, root: Path) -> Folder:
    """A folder that must be there, called by its path from here where it is below, else in full."""
    given = getattr(options, name)
    if given == "":
        raise WrongCommand(f"--{name} names no folder")
    path = Path(given) if given is not None else root / name
    full = path.resolve()
    here = Path.cwd()
    shown = full.relative_to(here).as_posix() if full.is_relative_to(here) else full.as_posix()
    if not _is_there(path.is_dir):
        if _is_there(path.exists):
            raise WrongCommand(f"'{path}' is no folder")
        another = "" if given is not None else f"; make it, or name another with --{name}"
        raise WrongCommand(f"there is no folder '{given or shown}' for {_FOLDERS[name]}{another}")
    return Folder(full, shown)


def _is_there(look: Callable[[], bool]) -> bool:
    try:
        return look()
    except OSError:  # a name longer than any
        return False


def out_folder(given: str | None, default: Path, *inputs: Folder) -> Path:
    """The folder to write, which must be apart from those the site is made from."""
    if given == "":
        raise WrongCommand("--out names no folder")
    out = default if given is None else Path(given)
    for folder in inputs:
        if out.resolve().is_relative_to(folder.path) or folder.path.is_relative_to(out.resolve()):
            raise WrongCommand(f"--out '{out}' would mix the site with {folder.shown}/, which it is made from")
    return out


def base_url_of(given: str | None) -> str | None:
    """The address to build for, if one was given."""
    from explainer.addresses import read_base

    if given is not None and read_base(given) is None:
        raise WrongCommand(f"--base-url '{given}' is no address; write https://host/ or https://host/path/")
    return given


def repository_of(given: str | None) -> str | None:
    """The address of the repository, if one was given."""
    if given is None:
        return None
    from explainer.reading import URL

    if not URL.match(given):
        raise WrongCommand(f"--repository '{given}' is no web address; write it in full, beginning with https://")
    return given


def port_of(given: str) -> int:
    """A port to listen at."""
    if not given.isascii() or not given.isdigit() or int(given) > 65535:
        raise WrongCommand(f"--port '{given}' is no port; write a number from 0 to 65535")
    return int(given)
