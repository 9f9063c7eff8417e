"""What was measured: kept in `results.json`, part by part, and told in `RESULTS.md`, beside what we want of it."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

FOLDER = Path(__file__).parent
KEPT, TOLD = FOLDER / "results.json", FOLDER / "RESULTS.md"
UNIT = "hugo"  # its time is the unit of all ratios
WALL, CPU = 0, 1
Part = dict[str, Any]


class Results:
    """Parts by name, such as "cold 1000"; each says when and by which command it was measured."""

    def __init__(self, kept: Path = KEPT) -> None:
        self.kept = kept
        self.all: dict[str, Any] = json.loads(kept.read_text("utf-8")) if kept.exists() else {"parts": {}}

    def add(self, name: str, part: Part) -> None:
        """Put a part in the place of an earlier one, and write the file, a part a line."""
        self.all["parts"][name] = part
        parts = ",\n".join(
            f"{json.dumps(each)}: {json.dumps(found)}" for each, found in sorted(self.all["parts"].items())
        )
        head = json.dumps({each: found for each, found in self.all.items() if each != "parts"}, indent=1)
        self.kept.write_text(f'{head[:-2]},\n "parts": {{\n{parts}\n}}\n}}\n', "utf-8")

    def part(self, name: str) -> Part | None:
        found: Part | None = self.all["parts"].get(name)
        return found

    def sizes(self, kind: str) -> list[int]:
        """Of which there are parts of a kind."""
        return sorted(int(name.split()[1]) for name in self.all["parts"] if name.split()[0] == kind)

    def ratio(self, name: str, one: str = "ours", other: str = UNIT, which: int = WALL) -> float | None:
        """The median of the ratios of each round."""
        rounds = (self.part(name) or {}).get("rounds", {})
        if one not in rounds or other not in rounds:
            return None
        return median(a[which] / b[which] for a, b in zip(rounds[one], rounds[other], strict=True))

    def seconds(self, name: str, one: str = "ours", which: int = WALL) -> float | None:
        """The median of all rounds."""
        rounds = (self.part(name) or {}).get("rounds", {})
        return median(each[which] for each in rounds[one]) if one in rounds else None

    def save(self, name: str, one: str = "ours") -> float | None:
        """The median of saves in milliseconds."""
        saves = (self.part(name) or {}).get("saves", {})
        return median(saves[one]) * 1000 if one in saves else None

    def peak(self, name: str) -> float | None:
        """Ours to the unit's."""
        peaks = (self.part(name) or {}).get("peaks", {})
        return median(peaks["ours"]) / median(peaks[UNIT]) if {"ours", UNIT} <= {*peaks} else None


# --- what we want -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Goal:
    """A number that is to be no more than another."""

    words: str
    most: float
    found: Callable[[Results], float | None]
    unit: str = ""


def _ratio(words: str, most: float, name: str, other: str = UNIT) -> Goal:
    return Goal(words, most, lambda results: results.ratio(name, other=other))


def _save(size: int, most: float) -> Goal:
    return Goal(f"preview, {size:,}: from save to page", most, lambda results: results.save(f"watch {size}"), " ms")


GOALS = (
    _ratio("cold, 5: to Hugo", 2.0, "cold 5"),
    _ratio("cold, 5: to Eleventy", 0.35, "cold 5", "eleventy"),
    _ratio("cold, 5: to MkDocs", 1.0, "cold 5", "mkdocs"),
    _ratio("cold, 5: to Pelican", 1.0, "cold 5", "pelican"),
    _ratio("cold, 100: to Hugo", 1.5, "cold 100"),
    _ratio("cold, 1,000: to Hugo", 0.8, "cold 1000"),
    _ratio("cold, 5,000: to Hugo", 0.5, "cold 5000"),
    _ratio("one edit, 5: to Hugo", 1.5, "edit 5"),
    _ratio("one edit, 1,000: to Hugo", 0.15, "edit 1000"),
    _ratio("one edit, 5,000: to Hugo", 0.06, "edit 5000"),
    _ratio("nothing changed, 5,000: to Hugo", 0.1, "same 5000"),
    _save(5, 100),
    _save(1000, 250),
    _save(5000, 800),
    Goal("peak memory, 5,000: to Hugo", 0.6, lambda results: results.peak("memory 5000")),
    Goal("growth: 10,000 to 5,000", 2.2, lambda results: results.ratio("growth", "ours 10000", "ours 5000")),
)


# --- what is told -----------------------------------------------------------------------------------------------------

HEAD = """# Results

Written by `bench/run.py` from `results.json`, which has every round. Whole commands are timed from outside, in turn,
after one of each that is not counted; a ratio is the median of the ratios to Hugo’s time in the same round. Machines
differ, and so does what else they do: compare ratios, not seconds. Sizes are reports, each with some 250 words, 6
figures, 5 quotations and 5 people.

Everybody reads the same files and writes the same words on pages at the same addresses, which `bench/facts.py` checks.
*plain* is a script of a hundred lines. *ours* is the only one that checks what it reads, and its pages say more.
"""
KINDS = {
    "cold": ("Cold", "No output and no cache are there."),
    "edit": ("One edit", "The gist of one answer in one report was changed."),
    "same": ("Nothing changed", "The same command once more."),
    "extras": ("With pictures and search", "Cold, for what no peer makes: a picture of each page, and a search index."),
}


def told(results: Results) -> str:
    """RESULTS.md."""
    blocks = [HEAD.strip(), *_machine(results), *_goals(results)]
    for kind in KINDS:
        if results.sizes(kind):
            blocks += _timed(results, kind)
    for kind, tell in (("watch", _watched), ("memory", _remembered)):
        if sizes := results.sizes(kind):
            blocks += tell(results, sizes)
    if growth := results.part("growth"):
        blocks += ["## Growth", *_growth(results), _made({"growth": growth})]
    if imports := results.part("imports"):
        blocks += ["## Imports", *_imported(imports), _made({"imports": imports})]
    return "\n\n".join(blocks) + "\n"


def machine() -> dict[str, Any]:
    """This one."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(": ")[1] for line in lines if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {"cores": os.cpu_count(), "memory": f"{memory:.0f} GiB", "model": model, "system": platform.system()}


def _machine(results: Results) -> Iterator[str]:
    if here := results.all.get("machine"):
        yield f"Machine: {here['model']}, {here['cores']} cores, {here['memory']} of memory, {here['system']}."
    if versions := results.all.get("versions"):
        lines = [f"- {name}: {version or 'absent, and left out'}" for name, version in versions.items()]
        yield "Versions:\n\n" + "\n".join(lines)


def _goals(results: Results) -> Iterator[str]:
    rows = []
    for goal in GOALS:
        found = goal.found(results)
        said = "not measured" if found is None else f"{_number(found)}{goal.unit}"
        met = "" if found is None else "met" if found <= goal.most else "**not met**"
        rows.append((goal.words, f"≤ {_number(goal.most)}{goal.unit}", said, met))
    yield "## Goals"
    yield _table(("median", "goal", "found", ""), rows)


def _timed(results: Results, kind: str) -> Iterator[str]:
    """The tables of a kind of work: ratios to the unit, ratios to the plain script, seconds."""
    title, words = KINDS[kind]
    sizes = results.sizes(kind)
    parts = {f"{kind} {size}": results.part(f"{kind} {size}") or {} for size in sizes}
    names = list(dict.fromkeys(name for part in parts.values() for name in part["rounds"]))
    head = ("", *(f"{size:,}" for size in sizes))

    def rows(cell: Callable[[str, str], str]) -> str:
        return _table(head, [(name, *(cell(part, name) for part in parts)) for name in names])

    yield f"## {title}"
    yield f"{words} To Hugo, on the clock / in seconds of processors:"
    yield rows(lambda part, name: _pair(*(results.ratio(part, name, UNIT, which) for which in (WALL, CPU))))
    if any("plain" in part["rounds"] for part in parts.values()):
        yield "Seconds of processors, to those of the plain script:"
        yield rows(lambda part, name: _number(results.ratio(part, name, "plain", CPU)))
    yield "Median seconds, on the clock / of processors:"
    yield rows(lambda part, name: _pair(*(results.seconds(part, name, which) for which in (WALL, CPU))))
    yield _made(parts)


def _watched(results: Results, sizes: list[int]) -> Iterator[str]:
    parts = {f"watch {size}": results.part(f"watch {size}") or {} for size in sizes}
    names = list(dict.fromkeys(name for part in parts.values() for name in part["saves"]))
    yield "## Preview"
    yield "From the moment a file is written until its page is sent with the new words; median / slowest, in ms:"
    rows = []
    for name in names:
        found = [part["saves"].get(name) for part in parts.values()]
        rows.append((name, *(f"{median(each) * 1000:.0f} / {max(each) * 1000:.0f}" if each else "–" for each in found)))
    yield _table(("", *(f"{size:,}" for size in sizes)), rows)
    yield _made(parts)


def _remembered(results: Results, sizes: list[int]) -> Iterator[str]:
    parts = {f"memory {size}": results.part(f"memory {size}") or {} for size in sizes}
    names = list(dict.fromkeys(name for part in parts.values() for name in part["peaks"]))
    yield "## Memory"
    yield "At its peak in a cold build, all processes together, what they share counted once; to Hugo’s, and MiB:"
    rows = []
    for name in names:
        cells = []
        for peaks in (part["peaks"] for part in parts.values()):
            unit = median(peaks[UNIT]) if UNIT in peaks else None
            found = median(peaks[name]) if name in peaks else None
            cells.append(f"{_number(found / unit) if unit and found else '–'} ({found:.0f})" if found else "–")
        rows.append((name, *cells))
    yield _table(("", *(f"{size:,}" for size in sizes)), rows)
    yield _made(parts)


def _growth(results: Results) -> Iterator[str]:
    names = ("ours 5000", "ours 10000")
    seconds = [results.seconds("growth", name) for name in names]
    ratio = results.ratio("growth", "ours 10000", "ours 5000")
    times = f"{_number(seconds[1])} and {_number(seconds[0])} s"
    yield f"10,000 reports take {_number(ratio)} times as long as 5,000: {times}."


def _imported(part: Part) -> Iterator[str]:
    costs = sorted(part["packages"].items(), key=lambda each: -each[1])
    total = sum(cost for _, cost in costs)
    yield f"What `build` of 5 reports imports, in milliseconds by package: {total:.0f} in all, and the ten costliest."
    yield _table(("package", "ms"), [(f"`{name}`", f"{cost:.1f}") for name, cost in costs[:10]])


def _made(parts: dict[str, Part]) -> str:
    """By which commands, and when."""
    made = dict.fromkeys((part["command"], part["when"], part["revision"]) for part in parts.values())
    return "\n".join(f"`{command}`, {when}, at {revision}." for command, when, revision in made)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = (head, ("---", *("---:" for _ in head[1:])), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _pair(one: float | None, two: float | None) -> str:
    return "–" if one is None else f"{_number(one)} / {_number(two)}"


def _number(found: float | None) -> str:
    """With three digits, or all before the point."""
    if found is None:
        return "–"
    digits = next((digits for least, digits in ((100, 0), (10, 1), (0.1, 2)) if found >= least), 3)
    return f"{found:,.{digits}f}"
