"""Requests to Pagefind -> its answer. It is a program of its own, asked over a pipe as its wrappers ask it.

The wrapper for Python waits a tenth of a second before it reads each answer, and there is one for each record.
"""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from subprocess import Popen

Message: TypeAlias = dict[str, Any]

PATIENCE = 300  # seconds for all requests together


class PagefindError(Exception):
    """There is no index; the message says why."""


def version() -> str:
    """Which Pagefind is installed. Raises PagefindError where none is."""
    from importlib import metadata  # here, for a build that changes nothing that is searched does without

    try:
        return metadata.version("pagefind-bin")
    except metadata.PackageNotFoundError:
        raise PagefindError(_MISSING) from None


def answer_to(requests: Iterable[Message]) -> Message:
    """The answer to the last of some requests, each sent when the one before is answered. Raises PagefindError."""
    from subprocess import PIPE, Popen  # here, for the same

    try:
        with Popen([_program(), "--service"], stdin=PIPE, stdout=PIPE, stderr=PIPE, bufsize=0) as process:
            too_late = Timer(PATIENCE, process.kill)
            too_late.start()
            try:
                return _last(process, requests)
            except BaseException:
                process.kill()
                raise
            finally:
                too_late.cancel()
    except OSError as error:
        raise PagefindError(f"Pagefind cannot be run: {error.strerror or error}") from error


_MISSING = "Pagefind, which makes the search, is not installed: set up again as README.md says"


def _program() -> Path:
    try:
        from pagefind_bin import get_executable  # type: ignore[import-untyped]

        return Path(get_executable())
    except (ImportError, FileNotFoundError):
        raise PagefindError(_MISSING) from None


def _last(process: Popen[bytes], requests: Iterable[Message]) -> Message:
    """Messages are JSON in base 64, each ended by a comma."""
    assert process.stdin
    answer: Message = {}
    for number, request in enumerate(requests, 1):
        message = json.dumps({"message_id": number, "payload": request})
        data = b64encode(message.encode()) + b","
        with suppress(BrokenPipeError):  # a program that ended is known by its answer
            while data:
                data = data[os.write(process.stdin.fileno(), data) :]
        answer = _read(process)
        if answer.get("type") == "Error":
            raise PagefindError(f"Pagefind refuses {request.get('url', request['type'])}: {answer.get('message')}")
    return answer


def _read(process: Popen[bytes]) -> Message:
    """The next answer."""
    assert process.stdout and process.stderr
    parts: list[bytes] = []
    while not parts or not parts[-1].endswith(b","):
        parts.append(os.read(process.stdout.fileno(), 1 << 20))
        if not parts[-1]:
            said = process.stderr.read().decode("utf-8", "replace").strip()
            raise PagefindError(f"Pagefind ended before it was done{': ' * bool(said)}{said}")
    try:
        answer: Message = json.loads(b64decode(b"".join(parts)))["payload"]
    except (ValueError, LookupError, TypeError):
        raise PagefindError("Pagefind gives an answer that cannot be read") from None
    return answer
