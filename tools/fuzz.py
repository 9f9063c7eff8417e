"""Break content on purpose, and see that the program says where: `python tools/fuzz.py [N] [--seed S] [--jobs J]`.

Each of N inputs is `content/` or the content of the tests with one to four changes that a seed decides: bytes, lines,
values, characters, sizes, the lock, files that are none. `check` must find located problems or a sound site in it,
within 10 s of the processor and 500 MB; some sound ones are built to the end. What is not taken so is kept in a folder,
which `--again FOLDER` judges once more. Needs Linux, and ends with 1 where anything was wrong.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

from fuzzing.cases import ABOUT, ROOT, SITES, Case, keep_case, make_case, read_site
from fuzzing.workers import Result, judged, results


def main() -> int:
    """Judge the inputs that were asked for, and tell what became of them."""
    parser = argparse.ArgumentParser(description="Break content on purpose, and see that the program says where.")
    parser.add_argument("n", nargs="?", type=int, default=2000, help="how many inputs (default: 2000)")
    parser.add_argument("--seed", type=int, default=1, help="which inputs (default: 1)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first (default: 0)")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes (default: 1)")
    parser.add_argument("--keep", type=Path, default=ROOT / ".cache" / "fuzz", help="where to keep what was wrong")
    parser.add_argument("--again", type=Path, metavar="FOLDER", help="judge one that was kept")
    options = parser.parse_args()
    return _again(options.again) if options.again else _run(options)


def _run(options: argparse.Namespace) -> int:
    sites = {name: read_site(folder) for name, folder in SITES.items()}
    seen: list[Result] = []
    numbers = range(options.first, options.first + options.n)
    with suppress(KeyboardInterrupt):  # then it is told what became of those before
        for result in results(options.seed, iter(numbers), options.jobs):
            seen.append(result)
            if result.outcome == "wrong":
                _keep(make_case(options.seed, result.number, sites), result, options.keep)
            if len(seen) % 500 == 0:
                print(f"{len(seen):,} judged, {sum(each.outcome == 'wrong' for each in seen)} wrong", flush=True)
    _summary(seen)
    return int(any(result.outcome == "wrong" for result in seen))


def _keep(case: Case, result: Result, folder: Path) -> None:
    """Keep what was wrong, and say where."""
    last = result.wrong.strip().splitlines()[-1]
    print(f"{keep_case(case, result.wrong, folder)}: {', '.join(case.changes)}: {last[:300]}", flush=True)


def _summary(seen: list[Result]) -> None:
    """What became of the inputs, by the changes that made them."""
    outcomes = ("problems", "sound", "finished", "wrong")
    counts = Counter((name, result.outcome) for result in seen for name in set(result.changes))
    print(f"{'change':26}" + "".join(f"{outcome:>10}" for outcome in outcomes))
    for name in sorted({name for name, _ in counts}):
        print(f"{name:26}" + "".join(f"{counts[name, outcome]:10,}" for outcome in outcomes))
    total = Counter(result.outcome for result in seen)
    print(f"{f'{len(seen):,} inputs':26}" + "".join(f"{total[outcome]:10,}" for outcome in outcomes))
    for words, key in (("slowest", "seconds"), ("largest", "megabytes")):
        most = sorted(seen, key=lambda result: -getattr(result, key))[:5]
        print(
            f"{words}: "
            + "; ".join(f"{r.number} {r.seconds:.1f} s {r.megabytes} MB ({', '.join(r.changes)})" for r in most)
        )


def _again(folder: Path) -> int:
    root = folder.resolve()
    if not (root / ABOUT).is_file():
        print(f"fuzz.py: nothing was kept in '{folder}'", file=sys.stderr)
        return 2
    number = int(root.name.split("-")[1])
    with tempfile.TemporaryDirectory() as cache:
        outcome, seconds, megabytes, wrong = judged(root, Random(number), Path(cache))
    print(wrong or f"{outcome}, {seconds:.1f} s, {megabytes} MB")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
