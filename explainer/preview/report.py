"""What is wrong with the content -> what the overlay shows of it: the places, words and lines the terminal has too.

Words of a private text stay in the terminal: an overlay is sent over a network, if only to this machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from explainer.preview.building import Attempt
from explainer.problems import Problem, count_line, counted, split_lines, visible

STALE = "The pages are those of the last build that went well."
NONE = "No build has gone well yet."
FRESH = "The pages are up to date, but cannot be published so."


def report_of(attempt: Attempt, *, pages: bool) -> dict[str, Any]:
    """As JSON can hold it; empty where there is nothing to say. `pages` says whether any are shown at all."""
    said = [*_headlines(attempt, pages), *attempt.told]
    if not said:
        return {}
    wrong = attempt.wrong
    problems = [] if wrong is None else list(_problems(wrong.problems, wrong.texts))
    more = f" And {counted(len(said) - 1, 'note')}." if len(said) > 1 and not problems else ""
    return {"stale": attempt.built is None, "headline": said[0] + more, "problems": problems, "notes": said[1:]}


def _headlines(attempt: Attempt, pages: bool) -> Iterator[str]:
    if attempt.error:
        yield f"{count_line(attempt.error.problems)} {STALE if pages else NONE}"
    if attempt.remarks:
        yield f"{count_line(attempt.remarks.problems)} {FRESH}"


def _problems(problems: Iterable[Problem], texts: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    lines = {path: split_lines(text) for path, text in texts.items()}
    for problem in problems:
        place = problem.place
        rows = lines.get(place.path, [])
        row = rows[place.line - 1] if place.line <= len(rows) else ""
        end = place.end_column if place.end_line == place.line else len(row.rstrip()) + 1
        yield {
            "place": visible(str(place)),
            "message": visible(problem.message),
            "hint": visible(problem.hint),
            "line": place.line,
            "frame": visible(row),
            "mark": [place.column - 1, max(place.column, end - 1)] if row.strip() else None,
            "related": [[visible(str(other)), visible(words)] for other, words in problem.related],
            "private": bool(problem.private),
        }
