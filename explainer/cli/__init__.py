"""Arguments -> an exit code: 0 fine, 1 problems, 2 a wrong command. The only package that prints."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from explainer.cli.arguments import WRONG_COMMAND, WrongCommand, no_such_option, parser_of, with_command
from explainer.cli.commands import COMMANDS
from explainer.cli.printing import FINE, PROBLEMS
from explainer.files import NoRoom

__all__ = ["COMMANDS", "FINE", "PROBLEMS", "WRONG_COMMAND", "main"]


def main(arguments: Sequence[str], root: Path) -> int:
    """Run a command; `root` holds the default folders content/, layouts/ and site/."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # content may hold what a terminal cannot show
    try:
        parser, commands = parser_of()
        options, unknown = parser.parse_known_args(with_command(arguments))
        if unknown:
            raise WrongCommand(no_such_option(unknown[0], commands[options.command].format_help()))
        code = COMMANDS[options.command](options, root)
        sys.stdout.flush()  # here, where it can be told that nobody reads on
        return code
    except WrongCommand as error:
        parser.error(str(error))
    except NoRoom as error:
        print(f"build.py: {error}", file=sys.stderr)
        return PROBLEMS
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what Python still has to write
        return PROBLEMS
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
