"""What `verify` and `coverage` found -> lines for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from explainer.evidence.coverage import Coverage
from explainer.evidence.nearmiss import in_context
from explainer.evidence.overlaps import exceeds
from explainer.evidence.texts import Document
from explainer.evidence.verify import SourceReport, Verification
from explainer.lock import Lock, LockedText
from explainer.model import Source
from explainer.problems import Problem, counted


def report_lines(verification: Verification) -> Iterator[str]:
    """One line a source, then one for each pair of texts that share an origin."""
    width = max((len(report.source) for report in verification.reports), default=0)
    for report in verification.reports:
        yield f"{report.source.ljust(width)}  {_source_words(report, verification.lock.texts.get(report.source))}"
    for overlap in verification.lock.overlaps.values():
        if overlap.runs is not None and exceeds(overlap.runs, overlap.of):
            pair = " and ".join(overlap.sources)
            yield f"{pair} share {overlap.runs} of {overlap.of} runs of eight words: one origin"


def _source_words(report: SourceReport, text: LockedText | None) -> str:
    if report.text == "missing" or text is None:
        return f"not checked: its text could not be read ({counted(report.total, 'item')})"
    parts = [f"{report.found} of {counted(report.total, 'item')} found"]
    if report.text == "changed":
        parts[0] = f"its text has changed; {parts[0]}"
    for keys, words in ((report.moved, "moved"), (report.changed, "changed"), (report.new, "new")):
        if keys and len(keys) < report.total:
            parts.append(f"{len(keys)} {words}")
    if report.resentenced:
        parts.append(f"read again, for the sentence round them has changed: {', '.join(report.resentenced)}")
    return "; ".join(parts)


def change_words(old: Lock, verification: Verification) -> str:
    """What is different in the new lock: "3 items new, 1 moved"; empty where nothing is."""
    if old == verification.lock:
        return ""
    reports = verification.reports
    names = ("new", "changed", "moved", "gone")
    counts = {name: sum(len(getattr(report, name)) for report in reports) for name in names}
    said = [f"{counted(count, 'item')} {name}" for name, count in counts.items() if count]
    texts = sum(report.text == "changed" for report in reports)
    said += [f"{counted(texts, 'text')} changed"] if texts else []
    lost = len(_keys(old) - _keys(verification.lock)) - counts["gone"]
    said += [f"{counted(lost, 'item')} no longer found"] if lost > 0 else []
    return ", ".join(said) or "other details than before"


def coverage_lines(source: str, coverage: Coverage, document: Document) -> Iterator[str]:
    """How much of a text is recorded, then what is not: words of the text, for the editor's terminal."""
    counts = [
        f"{coverage.covered('quotation')} of {counted(coverage.quotations, 'quotation')}",
        f"{coverage.covered('number')} of {counted(coverage.numbers, 'number')}",
    ]
    if coverage.words:
        counts.append(f"{coverage.covered('word')} of {counted(coverage.words, 'word')} of the glossary")
    yield f"{source}: {', '.join(counts[:-1])} and {counts[-1]} recorded, or ignored with a reason"
    for left in coverage.left:
        yield f"  {left.kind} in {in_context(document, left.span)}"


def coverage_problems(source: Source, coverage: Coverage) -> Iterator[Problem]:
    """The same for programs, without words of the text; their place is where the record names it."""
    for (kind, paragraph), count in Counter((left.kind, left.paragraph) for left in coverage.left).items():
        noun = "word of the glossary" if kind == "word" else kind
        several = "words of the glossary" if kind == "word" else ""
        message = f"{counted(count, noun, several)} in paragraph {paragraph} of the text: in no record"
        hint = "record them, or name them under 'ignore' with a reason"
        yield Problem(source.text.place, "uncovered", message, "add them under 'terms'" if kind == "word" else hint)


def total_words(lock: Lock) -> str:
    """ "200 items of 5 sources" """
    return f"{counted(len(_keys(lock)), 'item')} of {counted(len(lock.texts), 'source')}"


def _keys(lock: Lock) -> set[tuple[str, str]]:
    return {(source, key) for source, items in lock.items.items() for key in items}
