"""Kill builds of a whole site at random moments: the folder must hold a whole site, or the next build must mend it.

`python tools/kill.py [N]`: N builds (100), each over the site of the one before. Ends with 1 where a page was missing
or torn, or where the next build did not put right what was left, or did not say so.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).parents[1]
CONTENT = ROOT / "tests" / "sites" / "harbour" / "content"
BASES = ("http://one.example/", "http://two.example/")  # an address is in every page
SEED = 1

Site: TypeAlias = dict[str, bytes]


def command(out: Path, base: str) -> list[str]:
    """A build of the harbour site for an address."""
    given = ["--content", str(CONTENT), "--out", str(out), "--base-url", base]
    return [sys.executable, str(ROOT / "build.py"), "build", *given]


def site_in(out: Path) -> Site:
    """The files that are published."""
    found = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(".")}


def killed(out: Path, base: str, moment: float, *, writing: bool) -> None:
    """Begin a build and kill it: `moment` seconds later, or that long after it began to write."""
    with subprocess.Popen(command(out, base), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        while writing and child.poll() is None and not (out / ".ready").exists():
            pass
        time.sleep(moment)
        child.send_signal(signal.SIGKILL)


def state_of(there: Site, old: Site, new: Site) -> str:
    """What a reader finds in the folder: all of one site, or each page whole, or "BROKEN"."""
    if there in (old, new):
        return "old" if there == old else "new"
    pages = old.keys() & new.keys() <= there.keys()
    whole = all(data in (old.get(name), new.get(name)) for name, data in there.items())
    return "between" if pages and whole else "BROKEN"


def main(times: int) -> int:
    """Kill, look, build, look."""
    lot, states = random.Random(SEED), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        out, sites = Path(folder, "site"), []
        for base in BASES:
            started = time.perf_counter()
            subprocess.run(command(out, base), check=True, capture_output=True)
            took = time.perf_counter() - started
            sites.append(site_in(out))
        for number in range(times):
            old, new = sites[(number + 1) % 2], sites[number % 2]
            writing = number % 4 > 1  # half of them in the moment that counts, which is a small part of a build
            killed(out, BASES[number % 2], lot.random() * (0.02 if writing else took), writing=writing)
            state = state_of(site_in(out), old, new)
            next_one = subprocess.run(command(out, BASES[number % 2]), check=False, capture_output=True, text=True)
            said = "an earlier build was stopped" in next_one.stderr
            wrong = state == "BROKEN" or (state == "between" and not said) or site_in(out) != new
            states[f"{state}, and the next build {'told of it' if said else 'was an ordinary one'}"] += 1
            states["WRONG"] += wrong
    for state, count in states.most_common():
        print(f"{count:4}  {state}")
    return 1 if states["WRONG"] else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
