"""How long a save takes to be seen: from the moment a file is written until its page is sent with the new words."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from contestants import Contestant
from measure import Failed
from place import Place

EVERY = 0.005  # seconds between two looks
REST = 1.0  # seconds, at least, from what was seen to the next save
LONGEST = 900.0  # seconds until the first build is there


def latencies(contestant: Contestant, here: Place, saves: int) -> list[float]:
    """Seconds of so many saves. One before them is not counted, as it fills what later ones find."""
    found = []
    with _server(contestant, here) as server:
        for number in range(saves + 1):
            started = time.perf_counter()
            server.wait(here.edit(number))
            found.append(time.perf_counter() - started)
            time.sleep(max(REST, found[-1]))
    return found[1:]


@dataclass(frozen=True)
class Server:
    """One that runs, and the address of the page of the report that is edited."""

    process: subprocess.Popen[bytes]
    port: int
    path: str

    def wait(self, words: str) -> None:
        """Until the page has the words."""
        end = time.perf_counter() + LONGEST
        while words not in _page(self.port, self.path):
            if self.process.poll() is not None or time.perf_counter() > end:
                raise Failed(f"{self.process.args}: no page with {words!r}")
            time.sleep(EVERY)


@contextmanager
def _server(contestant: Contestant, here: Place) -> Iterator[Server]:
    """One that has built once, and was given time for what it may do after that."""
    contestant.clean(here)
    words, port = here.edit(-1), _free_port()
    assert contestant.serve
    quiet = subprocess.DEVNULL
    process = contestant.serve(here, port).start(stdout=quiet, stderr=quiet, start_new_session=True)
    server = Server(process, port, f"/sources/{here.edited}/")
    try:
        started = time.perf_counter()
        server.wait(words)
        time.sleep(max(REST, time.perf_counter() - started))
        yield server
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End it and all it started."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(process.pid, number)
            process.wait(timeout=20)
            return


def _page(port: int, path: str) -> str:
    """What is sent; nothing while nobody answers, or not to the end."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    with suppress(OSError, http.client.HTTPException):
        connection.request("GET", path)
        return connection.getresponse().read().decode("utf-8", "replace")
    return ""


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
