"""Print how long `build.py verify` takes as a whole process: one long text with many quotations, and many short texts.

Run with `python bench/verify.py` in the environment of the README's second command. Each case runs RUNS times, each in
a fresh process on content made here; medians, and the ratio to a process that only reads the same content. Machines
differ: compare ratios, not seconds.
"""

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 5
NUMBERS = random.Random(7)
WORDS = [
    "".join(NUMBERS.choice("bdfklmnprst") + NUMBERS.choice("aeiou") for _ in range(NUMBERS.randint(1, 4)))
    for _ in range(8_000)
]


def sentence(number: int) -> str:
    """Every seventh has a quotation, every ninth a figure."""
    words = NUMBERS.choices(WORDS, k=NUMBERS.randint(8, 24))
    if number % 7 == 0:
        words[2:7] = [f"“{' '.join(words[2:7])}”"]
    if number % 9 == 0:
        words.insert(1, f"{1_000 + number:,} ships")
    return f"{' '.join(words).capitalize()}."


def text_of(size: int) -> str:
    """A text of about `size` bytes, with a paragraph on a line."""
    paragraphs: list[str] = []
    length = number = 0
    while length < size:
        paragraphs.append(" ".join(sentence(number + n) for n in range(5)))
        number += 5
        length += len(paragraphs[-1].encode()) + 1
    return "\n".join(paragraphs)


def source(name: str, text: str, quotes: int) -> str:
    """A source with as many quotations, spread over its text, and a third as many figures."""
    quoted = [part.split("”")[0] for part in text.split("“")[1:]]
    stated = [part.split()[-1] for part in text.split(" ships")[:-1]]
    lines = [
        f"headline: {name}", "headline_by: editor", "date_published: 2024-05-03", "date_basis: printed",
        f"text: {name}.txt", "summary: Short.", "quotes:",
    ]  # fmt: skip
    for number, words in enumerate(quoted[:: max(1, len(quoted) // quotes)][:quotes]):
        lines.append(f"  - {{id: q{number}, exact: {words}, kind: term}}")
    lines.append("figures:")
    for number, words in enumerate(stated[:: max(1, len(stated) * 3 // quotes)][: quotes // 3]):
        lines.append(f'  - {{id: f{number}, measure: ships, as_printed: "{words} ships"}}')
    return "\n".join(lines) + "\n"


def write(root: Path, sources: int, size: int, quotes: int) -> None:
    """An explainer whose sources have texts of their own."""
    (root / "content/sources").mkdir(parents=True)
    (root / "texts").mkdir()
    (root / "content/site.yaml").write_text("title: A\nstandfirst: B\nurl: https://bench.example/\n")
    (root / "content/explainer.yaml").write_text("sections: [{id: a, heading: B, text: C}]\n")
    (root / "content/people.yaml").write_text("[]\n")
    (root / "content/measures.yaml").write_text("- {id: ships, title: Ships}\n")
    for number in range(sources):
        text = text_of(size)
        (root / f"texts/s{number}.txt").write_text(text, "utf-8")
        (root / f"content/sources/s{number}.yaml").write_text(source(f"s{number}", text, quotes), "utf-8")


def seconds(*command: str) -> float:
    """One fresh process, which must end well."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - started


def cases(root: Path) -> Iterator[tuple[str, Callable[[], float]]]:
    """Verifying, and reading alone."""
    content, texts = str(root / "content"), str(root / "texts")
    read = (
        "from pathlib import Path; from explainer.load import load_content;"
        "from explainer.evidence.holding import Hold;"
        f"load_content(Path({content!r}), 'content', hold=Hold.NOTHING)"
    )
    yield "verify", lambda: seconds("build.py", "verify", "--content", content, "--texts", texts)
    yield "verify --check", lambda: seconds("build.py", "verify", "--check", "--content", content, "--texts", texts)
    yield "read only", lambda: seconds("-c", read)


def main() -> None:
    """Print a line for each case."""
    for sources, size, quotes in ((1, 1_000_000, 200), (1_000, 5_000, 6)):
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), sources, size, quotes)
            print(f"{sources:,} texts of {size:,} bytes, {quotes} quotations each")
            medians = {name: statistics.median(run() for _ in range(RUNS)) for name, run in cases(Path(folder))}
            for name, median in medians.items():
                print(f"  {name:15} {median:6.2f} s   {median / medians['read only']:5.2f} × reading")


if __name__ == "__main__":
    main()
