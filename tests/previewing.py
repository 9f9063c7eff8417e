"""A preview as its own process, for the tests that talk to one."""

import http.client
import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PATIENCE = 30


class Stream:
    """An open page's stream of states."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.connection.request("GET", "/__preview__/events")
        self.answer = self.connection.getresponse()
        assert self.answer.status == 200

    def state(self) -> dict[str, Any]:
        """The next state. Signs of life come without one as well, so that reading alone would wait for ever."""
        last = time.monotonic() + PATIENCE
        while (line := self.answer.readline()) and time.monotonic() < last:
            if line.startswith(b"data: "):
                found: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
                return found
        raise EOFError("no other state came")

    def close(self) -> None:
        self.answer.close()
        self.connection.close()

    def until(self, wanted: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        while not wanted(state := self.state()):
            pass
        return state


@dataclass
class Running:
    """A preview of a small explainer at /tunnel/."""

    root: Path
    process: subprocess.Popen[str]
    address: str
    port: int
    streams: list[Stream] = field(default_factory=list)

    def page(self) -> Stream:
        """Open a page, which is told of what happens."""
        self.streams.append(Stream(self.port))
        return self.streams[-1]

    def end(self) -> None:
        for stream in self.streams:
            stream.close()
        self.process.kill()
        self.process.communicate()

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        connection.close()
        return found

    def raw(self, request: bytes) -> bytes:
        """The first line of the answer to a request as it stands."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as connection:
            connection.sendall(request)
            return connection.makefile("rb").readline()


FOLDERS = "--content content --layouts layouts --texts texts --base-url https://gazette.example/tunnel/".split()


def started(root: Path, *options: str, port: int = 0) -> Running:
    process = subprocess.Popen(
        [sys.executable, "-W", "error", str(ROOT / "build.py"), "watch", "--port", str(port), *options],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # as a terminal has it
    )
    assert process.stdout
    line = process.stdout.readline()
    assert line.startswith("Preview at http://127.0.0.1:"), line + process.stdout.read()
    address = line.split()[2]
    return Running(root, process, address, int(address.split(":")[2].rstrip("/")))


def small(root: Path) -> Running:
    """A preview of the small explainer in `root`, its layouts and texts beside it, at /tunnel/, once it is built."""
    shutil.copytree(ROOT / "layouts", root / "layouts")
    shutil.copytree(ROOT / "tests" / "texts", root / "texts")
    found = started(root, *FOLDERS)
    found.page().until(lambda state: state["site"])
    return found
