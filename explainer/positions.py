"""Questions and what sources say on them -> problems: every source answers every question or is silent on it."""

from __future__ import annotations

from collections.abc import Iterable

from explainer.model import Position, Question, Source, claimed
from explainer.problems import did_you_mean, some
from explainer.reading import Reading, once
from explainer.yamltext import Text

SILENT, FIGURE = RESERVED = ("silent", "figure")  # what the published data say instead of a code
TAKEN = "reports"  # an address under that of all questions which is no question's
MOST_ANSWERS = 200  # of a question, each of which is compared with all others
SHOWN = 4  # of the questions that a source does not answer; the rest is counted

# --- questions --------------------------------------------------------------------------------------------------------


def check_questions(questions: Iterable[Question], sources: Iterable[Source], reading: Reading) -> None:
    """The answers of each question, and the positions of each source on all of them."""
    asked = [question for question in questions if question.id is not None]
    for question in asked:
        if question.id == TAKEN:
            hint = "that is the address of the page with what each report answers"
            reading.add(question.id.place, "id", f"a question cannot be called '{TAKEN}'", hint)
        _answers(question, reading)
    for source in sources:
        for position in source.positions:
            _position(position, source, reading)
        _twice(source, reading)
        _silent(source, reading)
        _unanswered(source, asked, reading)


def _answers(question: Question, reading: Reading) -> None:
    """No two answers have the same words; pairs that go together are of two answers there are."""
    codes = {str(answer.code) for answer in question.answers}
    unread = reading.misread(question, "answers")
    if len(question.answers) > MOST_ANSWERS:
        place = question.answers[MOST_ANSWERS].code.place
        reading.add(
            place, "too-many-answers", f"a question has at most {MOST_ANSWERS} answers", "make it two questions"
        )
    if question.lacks("answers") and question.lacks("measure"):
        hint = "list its answers under 'answers', or name the measure whose figures answer it"
        reading.add(question.at("text"), "missing-field", "no source could answer this question", hint)
    for answer in question.answers:
        if answer.code in RESERVED:
            message = f"an answer cannot be called '{answer.code}'"
            reading.add(answer.code.place, "id", message, "that word means something else in the published data")
    words = ((answer.words.casefold(), answer.words.place, str(answer.words)) for answer in question.answers)
    once(words, reading, "two answers have the words '{}'", "a reader could not tell them apart")
    for pair in question.compatible:
        for code in (code for code in pair if code not in codes and not unread):
            reading.add(code.place, "unknown-choice", f"'{question.id}' has no answer '{code}'", _codes(question, code))
        if pair[0] == pair[1]:
            message = "an answer always goes together with itself"
            reading.add(pair[1].place, "compatible", message, "name two different answers, or remove the pair")


def _codes(question: Question, given: str) -> str:
    codes = [str(answer.code) for answer in question.answers]
    meant = did_you_mean(given, codes)
    return f"did you mean '{meant}'?" if meant else f"its answers are: {some(codes)}" if codes else "it has none"


# --- positions --------------------------------------------------------------------------------------------------------


def _position(position: Position, source: Source, reading: Reading) -> None:
    """A position gives an answer with its passage, or a figure; a report of somebody's words says whose they are."""
    answered, counted = not position.lacks("answer"), not position.lacks("figure")
    if answered and counted:
        message = "a position has either 'answer' or 'figure'"
        reading.add(position.at("figure"), "two-answers", message, "make it two positions, or remove one of them")
    elif not answered and not counted:
        hint = "give the code of an answer, or name one of the source's figures under 'figure'"
        reading.add(position.at("question"), "missing-field", "a position needs the field 'answer'", hint)
    if position.question is not None:
        _answer(position, position.question, reading)
        _figure(position, position.question, source, reading)
    for needed in ("passage", "gist"):
        if answered and position.lacks(needed):
            hint = "say where the text says so" if needed == "passage" else "say in a sentence of ours what it says"
            reading.add(position.at("answer"), "missing-field", f"a position needs the field '{needed}'", hint)
    named, worded = not position.lacks("claimant"), not position.lacks("claimed_by")
    if named and worded:
        message = "a position has either 'claimant' or 'claimed_by'"
        reading.add(position.at("claimed_by"), "two-claimants", message, "remove one of them")
    claimed = any(
        f.id == position.figure and not (f.lacks("claimant") and f.lacks("claimed_by")) for f in source.figures
    )
    if position.stance == "reports" and not named and not worded and not (counted and claimed):
        hint = "name the person under 'claimant', or say who it is under 'claimed_by'"
        reading.add(position.at("stance"), "missing-field", "what is only reported needs a claimant", hint)


def _answer(position: Position, question: Question, reading: Reading) -> None:
    code = position.answer
    known = [answer.code for answer in question.answers]
    if code is not None and code not in known and not reading.misread(question, "answers"):
        hint = _codes(question, code)
        reading.add(code.place, "unknown-choice", f"'{question.id}' has no answer '{code}'", hint)


def _figure(position: Position, question: Question, source: Source, reading: Reading) -> None:
    name = position.figure
    if name is None or any(figure.id is None for figure in source.figures) or reading.misspelt(source, "figures"):
        return
    figures = {str(figure.id): figure for figure in source.figures}
    if name not in figures:
        meant = did_you_mean(name, figures)
        names = f"its figures are: {some(figures)}" if figures else "it has none"
        hint = f"did you mean '{meant}'?" if meant else names
        reading.add(name.place, "unknown-reference", f"this source has no figure called '{name}'", hint)
        return
    measure = figures[name].measure
    if measure is None or question.measure == measure or not (question.measure or question.lacks("measure")):
        return
    asks = f"asks for '{question.measure.id}'" if question.measure else "asks for no measure"
    message = f"'{name}' measures '{measure.id}', and '{question.id}' {asks}"
    reading.add(name.place, "measure", message, "name a figure of that measure, or give an answer")


def _twice(source: Source, reading: Reading) -> None:
    """One voice gives one answer once."""
    entries = (
        (
            (position.question.id, "answer" if position.answer else "figure", str(said), claimed(position)),
            position.at("question"),
            f"'{said}' twice on '{position.question.id}'",
        )
        for position in source.positions
        if (said := position.answer or position.figure) is not None and position.question is not None
    )
    once(entries, reading, "this source gives {}, by the same voice", "put them into one")


def _silent(source: Source, reading: Reading) -> None:
    """Silence is said once, and not beside a position or a figure."""
    said = {str(p.question.id): p for p in source.positions if p.question is not None}
    first: dict[str, Text] = {}
    for name in source.silent_on:
        if name in first:
            related = (first[name].place, "the first is here")
            reading.add(name.place, "duplicate-id", f"'{name}' is listed twice", "remove one of them", related)
        elif name in said:
            related = (said[str(name)].at("question"), "the position is here")
            hint = "remove it here, or remove the position"
            reading.add(
                name.place, "silent", f"this source is silent on '{name}' and has a position on it", hint, related
            )
        first.setdefault(name, name)


def _unanswered(source: Source, questions: Iterable[Question], reading: Reading) -> None:
    """Every question has a position or stated silence, and every figure that answers one is named there."""
    if reading.misread(source, "positions", "silent_on") or not all(p.question for p in source.positions):
        return  # whatever is missing may be what could not be read
    ids = [str(question.id) for question in questions]
    said = {str(position.question.id) for position in source.positions}
    missing = [name for name in ids if name not in said and name not in source.silent_on]
    place = source.at("silent_on") if not source.lacks("silent_on") else source.at("positions")
    if source.lacks("silent_on") and source.lacks("positions"):
        place = source.at("headline")
    if missing:
        names = ", ".join(f"'{name}'" for name in missing[:SHOWN])
        more = f" and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
        hint = "add a position, or list it under 'silent_on'; questions are listed in questions.yaml"
        message = f"this source has no position on {names}{more}, and is not said to be silent"
        reading.add(place, "no-position", message, hint)
    named = {str(position.figure) for position in source.positions if position.figure is not None}
    for question in (q for q in questions if q.measure is not None and q.id not in missing):
        for figure in source.figures:
            if figure.measure == question.measure and figure.id is not None and figure.id not in named:
                message = f"the figure '{figure.id}' answers '{question.id}', and no position names it"
                hint = f"add a position with 'question: {question.id}' and 'figure: {figure.id}'"
                reading.add(figure.id.place, "no-position", message, hint)
