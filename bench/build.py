"""Print what a build costs as reports are added, and which part of it is what.

Run with `python bench/build.py` in the environment of the README's second command. Explainers of 5, 50 and 500 invented
reports, each with 3 figures, 4 quotations, 4 people and a position on each of 20 questions, are built in memory; the
times are medians of 3 in one process, and the ratios are to the time of setting the pages.
"""

from __future__ import annotations

import statistics
import time
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from explainer.addresses import Addresses
from explainer.evidence.holding import Hold
from explainer.exports import export_files
from explainer.findings import findings
from explainer.load import load_content
from explainer.pages import all_pages, site_view
from explainer.render import Layouts

ROOT = Path(__file__).parents[1]
QUESTIONS, RUNS = 20, 3
MEASURED = 200  # reports that one measure is for; no more than 1,000 figures of one can be compared


def write_explainer(folder: Path, reports: int) -> None:
    """An explainer of invented reports."""
    (folder / "sources").mkdir(parents=True)
    answers = "answers: {yes: Yes, no: No, maybe: Perhaps}, compatible: [[yes, maybe]]"
    questions = "".join(f"- {{id: q{n}, text: Question {n}?, {answers}}}\n" for n in range(QUESTIONS))
    texts = {
        "site.yaml": "title: T\nstandfirst: S\nurl: https://example.org/\n",
        "explainer.yaml": "sections:\n  - {id: a, heading: A?, text: 'It is so [@r0].'}\n",
        "people.yaml": "".join(f"- {{id: p{n}, name: Person {n}}}\n" for n in range(max(4, reports // 5))),
        "measures.yaml": "".join(f"- {{id: m{n}, title: M{n}, unit: boats}}\n" for n in range(_measures(reports))),
        "questions.yaml": questions,
    }
    for n in range(reports):
        texts[f"sources/r{n}.yaml"] = _report(n, max(4, reports // 5), n % _measures(reports))
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")


def _measures(reports: int) -> int:
    return max(1, reports // MEASURED)


def _report(n: int, people: int, measure: int) -> str:
    who = [(n + k * 7) % people for k in range(4)]
    lines = [
        f"headline: Report {n}\nheadline_by: editor\ndate_published: 2024-{n % 12 + 1:02}-{n % 28 + 1:02}",
        f"date_basis: printed\ntext: r{n}.txt\nsummary: It is said [@f:f0].",
        "figures:",
        *(f"  - {{id: f{k}, measure: m{measure}, as_printed: 'up to {(n + k) * 10 + 10} boats'}}" for k in range(3)),
        "quotes:",
        *(f"  - {{id: q{k}, exact: words {n} and {k}, kind: speech, speaker: p{who[k]}}}" for k in range(4)),
        "people:",
        *(f"  - {{person: p{each}, names: [Person {each}], role: boatman}}" for each in dict.fromkeys(who)),
        "positions:",
        *(
            f"  - {{question: q{k}, answer: {('yes', 'no', 'maybe')[(n + k) % 3]}, stance: asserts,"
            f" passage: words {n}, gist: It says so.}}"
            for k in range(QUESTIONS)
        ),
    ]
    return "\n".join(lines) + "\n"


def measured(folder: Path) -> dict[str, float]:
    """Seconds for each part of one build."""
    base = Addresses("https://example.org/")
    marks = [("", time.perf_counter())]
    content, _ = load_content(folder, "content", hold=Hold.DRAFT)
    marks.append(("load and check", time.perf_counter()))
    found = findings(content)
    addresses = base.knowing(found.lists.later)
    pages = all_pages(found, addresses)
    marks.append(("compare and pages", time.perf_counter()))
    for _ in Layouts(ROOT / "layouts", "layouts").render(pages, site_view(found, addresses)):
        pass
    marks.append(("render", time.perf_counter()))
    dict(export_files(found, pages, addresses))
    marks.append(("exports", time.perf_counter()))
    return {name: end - start for (_, start), (name, end) in pairwise(marks)}


def main() -> None:
    """A line for each size."""
    for reports in (5, 50, 500):
        with TemporaryDirectory() as name:
            folder = Path(name) / "content"
            write_explainer(folder, reports)
            runs = [measured(folder) for _ in range(RUNS)]
        parts = {part: statistics.median(run[part] for run in runs) for part in runs[0]}
        told = ", ".join(f"{part} {seconds / parts['render']:.2f}" for part, seconds in parts.items())
        print(f"{reports:4} reports: {sum(parts.values()):6.2f} s; to rendering: {told}")


if __name__ == "__main__":
    main()
