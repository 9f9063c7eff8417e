"""The questions that all sources are asked -> the part of a draft in which they are answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explainer.drafting.scalars import one_line
from explainer.model import Question


def question_lines(questions: Sequence[Question]) -> Iterator[str]:
    """A pattern for a position, and every question with the codes of its answers; nothing where nothing is asked."""
    if not questions:
        return
    yield "# Each question has a position here if the text answers it, or else is listed under silent_on."
    yield "# positions:"
    yield "#   - question: ????"
    yield "#     answer: ????"
    yield "#     stance: ????  # asserts, reports, denies or qualifies"
    yield "#     passage: ????"
    yield "#     gist: ????"
    yield "# silent_on: [????]"
    yield "# The questions:"
    for question in questions:
        codes = [str(answer.code) for answer in question.answers]
        codes += [f"figure: a figure of {question.measure.id}"] if question.measure else []
        yield f"#   {question.id}: {one_line(question.text)}" + (f" ({', '.join(codes)})" if codes else "")
