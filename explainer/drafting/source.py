"""A text, the id of its source, the known people and the questions -> the draft, put together from its sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explainer.characters import without_invisible
from explainer.drafting.figures import figure_lines
from explainer.drafting.head import head_lines
from explainer.drafting.named import find_named
from explainer.drafting.people import people_lines
from explainer.drafting.questions import question_lines
from explainer.drafting.quotes import quote_lines
from explainer.drafting.scalars import one_line
from explainer.drafting.strangers import stranger_lines
from explainer.evidence.texts import Document, read_document
from explainer.model import Person, Question


def draft_source(
    name: str, text: str, source_id: str, people: Sequence[Person], questions: Sequence[Question] = ()
) -> str:
    """The start of `content/sources/<source_id>.yaml` for the text in the file `name`."""
    read = read_document(name, text)
    document = Document(one_line(name), without_invisible(read.printed))  # no YAML file may hold them
    named = find_named(document, people)
    lines = [
        *_opening(one_line(source_id), document.name),
        *head_lines(document),
        *figure_lines(document),
        *quote_lines(document, named),
        *people_lines(document, named),
        *stranger_lines(document, named),
        *question_lines(questions),
        *_closing(document),
    ]
    return "\n".join(lines) + "\n"


def _opening(source_id: str, name: str) -> Iterator[str]:
    yield f"# A draft of content/sources/{source_id}.yaml, made from {name}."
    yield "# What the program is sure of is written; what stands behind a # is a guess or a question. Answer it, or"
    yield "# delete it; ???? is for you alone. `build.py verify` then names what is still missing."


def _closing(document: Document) -> Iterator[str]:
    if document.repeats:
        first = document.paragraph(document.repeats[0][0].start)
        last = document.paragraph(document.repeats[-1][0].end)
        where = f"in paragraph {first}" if first == last else f"in paragraphs {first} to {last}"
        yield f"# What stands again word for word, {where}, is left out of this draft."
    yield "# notes:"
    yield "#   - on: ????"
    yield "# ignore:"
    yield "#   - passage: ????"
    yield "#     reason: ????"
