"""Print what the search index costs: the time to make it and to take it from the cache, its files and their size.

Run with `python bench/search.py` in the environment of the README's second command. The real content, and explainers of
50, 120 and 500 invented reports, those of bench/build.py; times are medians of 3 in one process.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from build import ROOT, RUNS, write_explainer
from explainer.addresses import Addresses
from explainer.cache import Cache
from explainer.evidence.holding import Hold
from explainer.findings import findings
from explainer.load import load_content
from explainer.pages.parts import Desk
from explainer.search import entries, index_files


class Forgetful(Cache):
    """A cache that keeps nothing."""

    def put(self, key: str, data: bytes) -> None:
        """Forget."""


def seconds(run: Callable[[], object]) -> float:
    """The median of some runs."""
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def told(content: Path) -> str:
    """A line on one explainer."""
    desk = Desk(findings(load_content(content, "content", hold=Hold.DRAFT)[0]), Addresses("https://example.org/"))
    found = list(entries(desk))
    with TemporaryDirectory() as folder:
        kept = Cache(Path(folder) / "kept")
        files = index_files(found, "en", kept)
        made = seconds(lambda: index_files(found, "en", Forgetful(Path(folder) / "none")))
        again = seconds(lambda: index_files(found, "en", kept))
    size = sum(map(len, files.values()))
    collected = seconds(lambda: list(entries(desk)))
    return (
        f"{len(found):6,} records: collected {collected * 1000:5.0f} ms, indexed {made * 1000:6.0f} ms, "
        f"from the cache {again * 1000:5.0f} ms; {len(files):,} files, {size:,} bytes"
    )


def main() -> None:
    """A line for each size."""
    print(told(ROOT / "content"))
    for reports in (50, 120, 500):
        with TemporaryDirectory() as name:
            write_explainer(Path(name) / "content", reports)
            print(told(Path(name) / "content"))


if __name__ == "__main__":
    main()
