"""Print how long a save takes to reach an open page, the build included, and whether a storm of saves loses one.

Run with `python bench/preview.py` in the environment of the README's second command, for explainers of 5 and of 1,000
invented reports as `bench/build.py` writes them; `python bench/preview.py 5 100` takes others, and `python
bench/preview.py storm` saves 1,000 times in a minute before 50 open pages. Each preview is a process of its own. A save
is a word of one report's summary, and its time ends when the event stream tells of the new site.
"""

from __future__ import annotations

import http.client
import json
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from build import ROOT, write_explainer

SAVES = 20
STORM, MINUTE, PAGES = 1_000, 60.0, 50


class Preview:
    """A preview of invented reports, running."""

    def __init__(self, folder: Path, reports: int) -> None:
        write_explainer(folder / "content", reports)
        (folder / "texts").mkdir()
        self.file = folder / "content" / "sources" / "r0.yaml"
        self.text = self.file.read_text("utf-8")
        arguments = ["watch", "--port", "0", "--content", str(folder / "content"), "--texts", str(folder / "texts")]
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "build.py"), *arguments], stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout
        self.port = int(self.process.stdout.readline().split()[2].rstrip("/").rpartition(":")[2])
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def save(self, word: str) -> None:
        self.file.write_text(self.text.replace("It is said", f"It is {word} said"), "utf-8")

    def states(self) -> Iterator[dict[str, Any]]:
        """What an open page is told, one after another."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        connection.request("GET", "/__preview__/events")
        answer = connection.getresponse()
        while line := answer.readline():
            if line.startswith(b"data: "):
                yield json.loads(line.removeprefix(b"data: "))

    def get(self, path: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        connection.request("GET", path)
        return connection.getresponse().read().decode()

    def memory(self) -> float:
        """What it holds, in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


@contextmanager
def preview(reports: int) -> Iterator[Preview]:
    """A preview whose first build is done."""
    with TemporaryDirectory() as name:
        running = Preview(Path(name), reports)
        try:
            next(state for state in running.states() if state["site"])
            yield running
        finally:
            running.process.kill()
            running.process.wait()


def latencies(reports: int) -> list[float]:
    """Seconds from each of some saves to its event."""
    with preview(reports) as running:
        states = running.states()
        site = next(states)["site"]
        found = []
        for number in range(SAVES + 1):
            time.sleep(0.7)  # the machine is quiet again, and the longest wait of the debounce is over
            started = time.perf_counter()
            running.save(f"{'very ' * number}well")
            site = next(state["site"] for state in states if state["site"] > site)
            found.append(time.perf_counter() - started)
        return found[1:]  # the first one fills what later ones find


def storm() -> str:
    """A line on 1,000 saves in a minute."""
    with preview(5) as running:
        seen = [0] * PAGES

        def look(page: int) -> None:
            for state in running.states():
                seen[page] = state["site"]

        for page in range(PAGES):
            threading.Thread(target=look, args=(page,), daemon=True).start()
        memory = []
        started = time.perf_counter()
        for number in range(STORM):
            running.save(f"number{number}")
            if number % (STORM // 5) == 0:
                memory.append(running.memory())
            time.sleep(max(0.0, started + (number + 1) * MINUTE / STORM - time.perf_counter()))
        took = time.perf_counter() - started
        time.sleep(3)
        memory.append(running.memory())
        last = json.dumps(next(running.states()))
        page = running.get("/sources/r0/")
    told = len({*seen, json.loads(last)["site"]}) == 1
    shown = f"number{STORM - 1} " in page
    levels = ", ".join(f"{each:.0f}" for each in memory)
    return f"{STORM:,} saves in {took:.0f} s, {PAGES} pages: last state shown {shown}, told to all {told}; MiB {levels}"


def main() -> None:
    """A line for each size, or the storm."""
    if sys.argv[1:] == ["storm"]:
        print(storm())
        return
    for reports in map(int, sys.argv[1:] or ("5", "1000")):
        found = latencies(reports)
        print(
            f"{reports:5,} reports: median {statistics.median(found) * 1000:6.0f} ms, worst {max(found) * 1000:6.0f} ms"
        )


if __name__ == "__main__":
    main()
