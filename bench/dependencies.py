"""Print what each dependency costs: its size with all it needs, and the time its import adds to a bare interpreter.

Run with `python bench/dependencies.py` in the environment of the README's second command. Further arguments are
statements to time beside them, as in `python bench/dependencies.py 'import explainer.load'`. Times are medians of 21
fresh processes each, in turn; they are for ranking and differ between machines.
"""

import statistics
import subprocess
import sys
import time
from importlib.metadata import distribution, requires
from pathlib import Path

from packaging.requirements import Requirement

IMPORTS = {
    "PyYAML": "yaml",
    "Jinja2": "jinja2",
    "markdown-it-py": "markdown_it",
    "msgspec": "msgspec",
    "pagefind-bin": "pagefind_bin",
    "resvg-py": "resvg_py",
    "rich": "rich.console",
    "starlette": "starlette.responses",
    "uvicorn": "uvicorn",
    "watchdog": "watchdog.observers",
}
RUNS = 21


def seconds(code: str) -> float:
    """One fresh process."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - started


def family(name: str, known: set[str]) -> set[str]:
    """A distribution and all that it requires."""
    if name in known:
        return known
    known.add(name)
    for needed in map(Requirement, requires(name) or []):
        if needed.marker is None or needed.marker.evaluate({"extra": ""}):
            family(needed.name, known)
    return known


def mebibytes(name: str) -> float:
    """The size of a distribution's files on disk, bytecode left out."""
    files = [Path(str(f.locate())) for f in distribution(name).files or []]
    return sum(f.stat().st_size for f in files if f.is_file() and f.suffix != ".pyc") / 2**20


def main(statements: list[str]) -> None:
    """Measure and print."""
    code = {name: f"import {module}" for name, module in IMPORTS.items()} | {each: each for each in statements}
    times: dict[str, list[float]] = {name: [] for name in ("", *code)}
    for _ in range(RUNS):
        for name in times:
            times[name].append(seconds(code.get(name, "pass")))
    bare = statistics.median(times[""])
    print(f"bare interpreter: {bare * 1000:.0f} ms")
    for name in code:
        size = f"{sum(mebibytes(each) for each in family(name, set())):5.1f} MiB" if name in IMPORTS else ""
        print(f"{name:15} {size}  +{(statistics.median(times[name]) - bare) * 1000:.0f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
