"""What is wrong with the content -> what the overlay shows of it: the places, words and lines the terminal has too.

Words of a private text stay in the terminal: an overlay is sent over a network, if only to this machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from explainer.preview.building import Attempt
from explainer.problems import Problem, count_line, split_lines, visible

STALE = "The pages are those of the last build that went well."
NONE = "No build has gone well yet."
FRESH = "The pages are up to date, but cannot be published so."


def report_of(attempt: Attempt, *, pages: bool) -> dict[str, Any]:
    """As JSON can hold it; empty where there is nothing to say. `pages` says whether any are shown at all."""
    error, said = attempt.error or attempt.remarks, list(attempt.notes)
    if error is None and not said:
        return {}
    if error is None:
        headline, said = said[0], said[1:]
        return {"stale": False, "headline": headline, "problems": [], "notes": said}
    state = FRESH if attempt.built else STALE if pages else NONE
    problems = list(_problems(error.problems, error.texts))
    headline = f"{count_line(error.problems)} {state}"
    return {"stale": attempt.built is None, "headline": headline, "problems": problems, "notes": said}


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
