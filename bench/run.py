"""This program against others that make static sites, on the same work: `python bench/run.py cold 5 100`, for example.

Run in the environment of the README's second command; `install` puts the others into `.cache/peers/`. What is measured
is kept part by part in `bench/results.json`, of which `bench/RESULTS.md` is written. No test asks how fast anything is.
"""

from __future__ import annotations

import argparse
import re
import shlex
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import date
from typing import Any

from contestants import CONTESTANTS, Contestant, install, with_extras
from facts import missing, unlike
from latency import latencies
from measure import Failed, cost, peak_memory
from place import Place, place
from results import TOLD, Results, machine, told

ROUNDS = {5: 15, 100: 7, 1000: 5, 5000: 3, 10000: 1}
SAVES = 10
SIZES = {
    "cold": (5, 100, 1000, 5000),
    "edit": (5, 1000, 5000),
    "same": (5, 1000, 5000),
    "extras": (5, 100),
    "watch": (5, 1000, 5000),
    "memory": (5, 1000, 5000),
    "facts": (5, 100, 1000),
}


def timed(entries: Sequence[tuple[str, Contestant, Place]], kind: str, rounds: int) -> dict[str, list[Any]]:
    """By label, the cost of each round; in turn, after one of each that is not counted."""
    found: dict[str, list[Any]] = {label: [] for label, _, _ in entries}
    for number in range(rounds + 1):
        places = dict.fromkeys(here for _, _, here in entries)
        words = {here: here.edit(number) for here in places} if kind == "edit" else {}
        for label, contestant, here in entries:
            if kind == "cold" or not number:
                contestant.clean(here)
            spent = cost(contestant.build(here))
            if words and words[here] not in contestant.page(here).read_text("utf-8"):
                raise Failed(f"{label} does not show the edit")
            if number:
                found[label].append([round(seconds, 4) for seconds in spent])
    return found


def taking_part(only: Iterable[str]) -> list[Contestant]:
    """Who is here, of those that are asked for; who is not is told."""
    chosen = [each for each in CONTESTANTS if not only or each.name in only]
    for each in chosen:
        if not each.present():
            print(f"{each.name} is absent, and left out; `python bench/run.py install` installs it")
    return [each for each in chosen if each.present()]


class Bench:
    """A run of the command."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.here = taking_part(options.only)
        self.results = Results()

    def keep(self, name: str, **part: Any) -> None:
        """Keep a part, with what made it, and tell all anew."""
        command = f"python bench/run.py {shlex.join(sys.argv[1:])}"
        revision = next(each.version() for each in CONTESTANTS if each.name == "ours")
        self.results.all["machine"] = machine()
        self.results.all["versions"] = {each.name: each.version() if each.present() else "" for each in CONTESTANTS}
        self.results.add(name, {"when": f"{date.today():%-d %B %Y}", "command": command, "revision": revision, **part})
        TOLD.write_text(told(self.results), "utf-8")
        print(f"{name}: kept", flush=True)

    def rounds(self, size: int) -> int:
        return self.options.rounds or ROUNDS.get(size, 1)

    def timing(self, kind: str, size: int) -> None:
        with place(size) as here:
            entries = [(each.name, each, here) for each in self.here]
            self.keep(f"{kind} {size}", rounds=timed(entries, kind, self.rounds(size)))

    def extras(self, size: int) -> None:
        """Hugo, this program, and this program with each extra."""
        with place(size) as here:
            chosen = [each for each in self.here if each.name in ("hugo", "ours")] + with_extras(here)
            entries = [(each.name, each, here) for each in chosen]
            self.keep(f"extras {size}", rounds=timed(entries, "cold", self.rounds(size)))

    def growth(self) -> None:
        ours = next(each for each in CONTESTANTS if each.name == "ours")
        with ExitStack() as stack:
            entries = [(f"ours {size}", ours, stack.enter_context(place(size))) for size in (5000, 10000)]
            self.keep("growth", rounds=timed(entries, "cold", self.options.rounds or 2))

    def watch(self, size: int) -> None:
        with place(size) as here:
            saves = {each.name: latencies(each, here, SAVES) for each in self.here if each.serve}
        self.keep(f"watch {size}", saves={name: [round(each, 4) for each in found] for name, found in saves.items()})

    def memory(self, size: int) -> None:
        peaks: dict[str, list[float]] = {each.name: [] for each in self.here}
        with place(size) as here:
            for _ in range(self.options.rounds or (3 if size <= 1000 else 1)):
                for each in self.here:
                    each.clean(here)
                    peaks[each.name].append(round(peak_memory(each.build(here)), 1))
        self.keep(f"memory {size}", peaks=peaks)

    def imports(self) -> None:
        """By package, what a build of the smallest site imports."""
        ours = next(each for each in CONTESTANTS if each.name == "ours")
        with place(5) as here:
            command = ours.build(here)
            words = [command.words[0], "-X", "importtime", *command.words[1:]]
            for _ in range(2):  # the first leaves bytecode for the second
                ours.clean(here)  # or there would be nothing to build
                told = subprocess.run(words, cwd=command.folder, check=True, capture_output=True, text=True).stderr
        spent: Counter[str] = Counter()
        for own, name in re.findall(r"import time: +(\d+) \| +\d+ \| +(\S+)", told):
            spent[name.partition(".")[0]] += int(own)
        self.keep("imports", packages={name: round(own / 1000, 2) for name, own in spent.items()})

    def facts(self, size: int) -> int:
        """Whether all tell the same; the first that does not is told."""
        plain = next(each for each in CONTESTANTS if each.name == "plain")
        with place(size) as here:
            cost(plain.build(here))
            for each in self.here:
                cost(each.build(here))
                if fact := missing(here.content, here.out(each.name)):
                    print(f"{each.name}, {size:,} reports: missing on {fact}")
                    return 1
                if each.name != "ours" and (other := unlike(here.content, here.out(each.name), here.out("plain"))):
                    print(f"{each.name}, {size:,} reports: not the words of the plain script on {other}")
                    return 1
                print(f"{each.name}, {size:,} reports: nothing is missing", flush=True)
        return 0


def main() -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=("install", *SIZES, "growth", "imports", "report"))
    parser.add_argument("sizes", nargs="*", type=int, metavar="SIZE", help="how many reports; each is a part")
    parser.add_argument("--rounds", type=int, default=0, help="instead of as many as the size allows")
    names = [each.name for each in CONTESTANTS]
    parser.add_argument("--only", action="append", default=[], choices=names, help="who takes part, if not all")
    options = parser.parse_args()
    if options.part == "install":
        install()
        return 0
    bench = Bench(options)
    if options.part == "report":
        TOLD.write_text(told(bench.results), "utf-8")
    elif options.part in ("growth", "imports"):
        getattr(bench, options.part)()
    for size in options.sizes or SIZES.get(options.part, ()):
        if options.part in ("cold", "edit", "same"):
            bench.timing(options.part, size)
        elif getattr(bench, options.part)(size):
            return 1
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers are ended, and folders removed
    try:
        sys.exit(main())
    except Failed as error:
        sys.exit(f"This did not end well: {error}")
