"""The records and the lock, no text at hand: any letter of verified words that changes is a problem."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.cli import main
from explainer.evidence.holding import Hold, lock_problems
from explainer.evidence.words import needle
from explainer.files import Folder
from explainer.load import load_content
from explainer.lock import Lock
from explainer.model import Content, Source
from explainer.problems import ContentError, Place, Problem
from explainer.record import changed
from explainer.verifying import verify_folder
from explainer.yamltext import Text

Project = Callable[..., Path]
ROOT = Path(__file__).parent.parent
DAY = "2024-06-01"

SOURCE = """\
headline: Tunnel could open in 2031
headline_by: source
credit: Coast Wire 7
date_published: 2024-05-03
date_basis: printed
text: gazette.txt
summary: The price is capped.
figures:
  - {id: cost, measure: build-cost, as_printed: up to £1.2 billion, claimant: ana-ruiz, passage: "It costs … billion"}
quotes:
  - id: not-a-penny
    exact: "we won’t … ‘pay’ a penny more – [n]ow"
    kind: speech
    speaker: ana-ruiz
    attribution: "the minister’s own words"
    passage: "words: “We … Now"
  - {id: maybe, exact: maybe 5 years, kind: speech, unnamed: a clerk}
people:
  - {person: ana-ruiz, names: [Ana Ruiz, Ms Ruiz], role: transport minister}
positions:
  - {question: delay, answer: long, stance: asserts, passage: warned of a very long, gist: It takes long.}
events:
  - {event: warning, passage: Ms Ruiz warned … long wait, date_as_printed: very long}
terms:
  - {term: wait, words: [long wait]}
notes:
  - {kind: ambiguous, passage: a very long wait, text: Nobody says how long.}
ignore:
  - {passage: "Share this … 12 friends", reason: Not the report.}
"""
TEXT = """\
Tunnel could open in 2031
Coast Wire 7
It costs up to £1.2 billion, said Ana Ruiz, the transport minister.
In the minister’s own words: “We fear that we won’t ever ‘pay’ a penny more – Now.”
Ms Ruiz warned of a very long wait. “It is maybe 5 years,” said a clerk.
Share this report with 12 friends
"""


LISTED = {
    "content/questions.yaml": "- {id: delay, text: How long?, answers: {long: Long}}\n",
    "content/timeline.yaml": "- {id: warning, date: 2024, text: She warns.}\n",
    "content/glossary.yaml": "- {id: wait, term: long wait, definition: A delay.}\n",
}


def verified(project: Project, source: str = SOURCE, text: str = TEXT) -> Path:
    """A project whose lock holds everything, its texts gone."""
    texts = {"texts/gazette.txt": text, "texts/herald.txt": "Minister sets a limit\n"}
    asked = LISTED if "positions:" in source else {}
    root = project({"content/sources/gazette.yaml": source, **texts, **asked})
    if asked:
        with (root / "content/sources/herald.yaml").open("a", encoding="utf-8") as file:
            file.write("silent_on: [delay]\n")
    (root / "content/evidence.lock").unlink(missing_ok=True)
    told = verify_folder(Folder(root / "content", "content"), root / "texts", DAY, write=True)
    assert told.problems == ()
    for name in texts:
        (root / name).unlink()
    return root


def held(root: Path, hold: Hold = Hold.ALL) -> tuple[Problem, ...]:
    try:
        load_content(root / "content", "content", hold=hold)
    except ContentError as error:
        return error.problems
    return ()


def said(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in problems]


def rewrite(root: Path, old: str, new: str, file: str = "content/sources/gazette.yaml") -> None:
    text = (root / file).read_text("utf-8")
    assert text.count(old) == 1
    (root / file).write_text(text.replace(old, new), "utf-8")


# --- any letter -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scalar:
    """A verified scalar: its field, the list of its record, and that record; for a name also which of them."""

    field: str
    words: Text
    of: str = ""
    record: Any = None
    number: int = 0

    def put(self, source: Source, new: Text) -> Source:
        """The source with other words in its place, without its other records."""
        bare: dict[str, Any] = dict.fromkeys(LISTS, ()) | {"credit": None, "headline_by": Text("editor", source.place)}
        if self.field == "headline":
            bare["headline_by"] = source.headline_by
        if not self.of:
            return changed(source, **bare | {self.field: new})
        value: Any = new
        if self.field in ("names", "words"):
            listed = getattr(self.record, self.field)
            value = (*listed[: self.number], new, *listed[self.number + 1 :])
        return changed(source, **bare | {self.of: (changed(self.record, **{self.field: value}),)})


LISTS = ("quotes", "figures", "people", "notes", "ignore", "positions", "events", "terms")
VERBATIM = ("exact", "attribution", "unnamed", "passage", "as_printed", "role", "date_as_printed")


def scalars(source: Source) -> Iterator[Scalar]:
    if source.headline_by == "source":
        yield Scalar("headline", source.headline)
    if source.credit:
        yield Scalar("credit", source.credit)
    for of in LISTS:
        for record in getattr(source, of):
            found = ((field, getattr(record, field, None)) for field in VERBATIM)
            yield from (Scalar(field, words, of, record) for field, words in found if words)
            for field in ("names", "words"):
                for number, name in enumerate(getattr(record, field, ())):
                    yield Scalar(field, name, of, record, number)


def others(char: str) -> Iterator[str]:
    """A near letter or digit, a far one, and its other case."""
    yield str((int(char) + 1) % 10) if char.isdecimal() else "b" if char == "a" else "a"
    if char.swapcase() != char and len(char.swapcase()) == 1:
        yield char.swapcase()


def slips(words: Text) -> Iterator[Text]:
    """Every letter and digit changed, one at a time, and each left out."""
    for place, char in enumerate(words):
        if char.isalnum():
            for other in (*others(char), ""):
                yield Text(words[:place] + other + words[place + 1 :], words.place, words.style)


def uncaught(source: Source, lock: Lock, hold: Hold = Hold.ALL) -> list[tuple[str, str]]:
    """Slips that no problem at their place tells of."""
    lost = []
    for scalar in scalars(source):
        whole = scalar.put(source, scalar.words)
        assert not list(lock_problems([whole], lock, hold, "content")), f"the lock does not hold {scalar.words}"
        beside = getattr(scalar.record, scalar.field, ()) if scalar.field in ("names", "words") else ()
        for slip in (slip for slip in slips(scalar.words) if slip not in beside):  # which is a word listed twice
            problems = lock_problems([scalar.put(source, slip)], lock, hold, "content")
            codes = {problem.code for problem in problems if problem.place == scalar.words.place}
            if not codes or codes - {"changed", "unverified"}:
                lost.append((scalar.field, str(slip)))
    return lost


def one(content: Content, name: str) -> Source:
    return next(source for source in content.sources if source.id == name)


def test_no_slip_in_any_verified_scalar_gets_past_the_lock(project: Project) -> None:
    content, _ = load_content(verified(project) / "content", "content")
    assert {scalar.field for scalar in scalars(one(content, "gazette"))} == {
        "headline",
        "credit",
        "names",
        "words",
        *VERBATIM,
    }
    assert {scalar.of for scalar in scalars(one(content, "gazette"))} == {"", *LISTS}
    assert uncaught(one(content, "gazette"), content.lock) == []


def test_the_same_through_the_file_itself(project: Project) -> None:
    """Every fourth letter of every verified scalar, typed into the YAML and read from there."""
    root = verified(project)
    file = root / "content/sources/gazette.yaml"
    content, _ = load_content(root / "content", "content")
    for words in (scalar.words for scalar in scalars(one(content, "gazette"))):
        assert SOURCE.count(words) >= 1
        lines, at = SOURCE.splitlines(), words.place.line - 1
        for place in [n for n, char in enumerate(words) if char.isalnum()][::4]:
            start = lines[at].index(words, words.place.column - 1) + place
            slip = lines[at][:start] + next(others(words[place])) + lines[at][start + 1 :]
            file.write_text("\n".join((*lines[:at], slip, *lines[at + 1 :])), "utf-8")
            codes = {
                p.code for p in held(root) if (p.place.line, p.place.column) == (words.place.line, words.place.column)
            }
            assert codes & {"changed", "unverified"}, slip


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "content/sources").glob("*.yaml")))
def test_no_slip_in_any_scalar_of_our_own_content_gets_past_the_lock(name: str) -> None:
    content, _ = load_content(ROOT / "content", "content")
    assert uncaught(one(content, name), content.lock) == []


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "content/sources").glob("*.yaml")))
def test_other_typography_in_our_own_content_is_no_problem(name: str) -> None:
    """Each mark, dash and space in each verified scalar in every other shape."""
    content, _ = load_content(ROOT / "content", "content")
    shapes = ("'‘’‛", '"“”„', "-‐‑–—−", (" ", "\u00a0", "\u202f", "\u2009", "  ", "\t"))
    tried = 0
    for scalar in scalars(one(content, name)):
        for shape in shapes:
            for mark, other in itertools.permutations(shape, 2):
                if mark in scalar.words:
                    changed = Text(scalar.words.replace(mark, other), scalar.words.place, scalar.words.style)
                    assert not list(
                        lock_problems([scalar.put(one(content, name), changed)], content.lock, Hold.ALL, "content")
                    )
                    tried += 1
    assert tried > 100


def test_our_own_content_fails_the_check_with_one_digit_or_letter_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in sorted((ROOT / "content/sources").glob("*.yaml")):
        text = file.read_text("utf-8")
        for field in ("exact", "as_printed", "role"):
            found = re.search(rf"{field}: [^\n]*?([a-z])", text)
            if found is None:
                continue
            content = tmp_path / f"{file.stem}-{field}"
            _copy(ROOT / "content", content)
            slip = text[: found.start(1)] + next(others(found[1])) + text[found.end(1) :]
            (content / "sources" / file.name).write_text(slip, "utf-8")
            assert main(["check", "--content", str(content), "--format", "json"], ROOT) == 1
            rows = json.loads(capsys.readouterr().out)
            assert {row["code"] for row in rows} & {"changed", "unverified"}
            assert text[: found.start()].count("\n") + 1 in {row["line"] for row in rows}


def _copy(source: Path, target: Path) -> None:
    for file in sorted(source.rglob("*")):
        if file.is_file():
            (target / file.relative_to(source)).parent.mkdir(parents=True, exist_ok=True)
            (target / file.relative_to(source)).write_bytes(file.read_bytes())


@given(st.data())
def test_any_letter_put_anywhere_into_verified_words_is_seen(data: st.DataObject) -> None:
    words = data.draw(
        st.sampled_from(["we won’t … “pay” – [n]ow", "up to £1.2 billion", "Ana Ruiz", "It costs … billion"])
    )
    place, letter = (
        data.draw(st.integers(0, len(words))),
        data.draw(st.characters(categories=["L", "Nd"], exclude_characters="ʼ")),
    )
    assert needle(words[:place] + letter + words[place:]).sha256 != needle(words).sha256


# --- typography -------------------------------------------------------------------------------------------------------

ALIKE = [
    ("’", "'"),
    ("‘", "‛"),
    ("“", '\\"'),
    ("–", "—"),
    ("–", "-"),
    (" – ", "  –  "),
    (" ", "\u00a0"),
    ("…", "..."),
    ("…", "[…]"),
    ("“", "„"),
]


@pytest.mark.parametrize(("old", "new"), ALIKE)
def test_other_typography_changes_nothing(project: Project, old: str, new: str) -> None:
    root = verified(project)
    other = re.sub('"([^"]*)"', lambda typed: f'"{typed[1].replace(old, new)}"', SOURCE)
    assert other != SOURCE
    (root / "content/sources/gazette.yaml").write_text(other, "utf-8")
    assert held(root) == ()


def test_other_yaml_for_the_same_words_changes_nothing(project: Project) -> None:
    root = verified(project)
    rewrite(root, "as_printed: up to £1.2 billion", "as_printed: 'up  to\n     £1.2 billion'")
    rewrite(root, 'attribution: "the minister’s own words"', "attribution: >-\n      the minister's\n      own words")
    assert held(root) == ()


def test_records_may_change_places(project: Project) -> None:
    root = verified(project)
    rewrite(root, "names: [Ana Ruiz, Ms Ruiz]", "names: [Ms Ruiz, Ana Ruiz]")
    rewrite(root, "  - {id: maybe, exact: maybe 5 years, kind: speech, unnamed: a clerk}\n", "")
    rewrite(root, "quotes:\n", "quotes:\n  - {id: maybe, exact: maybe 5 years, kind: speech, unnamed: a clerk}\n")
    assert held(root) == ()


def test_words_that_differ_in_a_capital_may_change_places(project: Project) -> None:
    notes = [
        "  - {kind: ambiguous, passage: a long wait, text: One.}\n",
        "  - {kind: ambiguous, passage: A long wait, text: Two.}\n",
    ]
    source = SOURCE.replace("ignore:\n", "".join(notes) + "ignore:\n")
    root = verified(project, source, TEXT + "It was a long wait. A long wait it was.\n")
    (root / "content/sources/gazette.yaml").write_text(source.replace("".join(notes), "".join(notes[::-1])), "utf-8")
    assert held(root) == ()


def test_words_may_be_removed(project: Project) -> None:
    root = verified(project)
    rewrite(root, "  - {id: maybe, exact: maybe 5 years, kind: speech, unnamed: a clerk}\n", "")
    assert held(root) == ()


def test_what_decided_where_words_stand_is_held_too(project: Project) -> None:
    """With another kind, or without its passage, `verify` might find words elsewhere, or not at all."""
    root = verified(project)
    rewrite(root, ', passage: "It costs … billion"', "")
    assert [problem.code for problem in held(root)] == ["changed"]


# --- what is said -----------------------------------------------------------------------------------------------------


def test_changed_words_are_told_with_the_day(project: Project) -> None:
    root = verified(project)
    rewrite(root, "maybe 5 years", "maybe 6 years")
    (problem,) = held(root)
    assert said((problem,)) == [("changed", "changed since it was verified on 1 June 2024")]
    assert problem.hint == "put back what was verified, or run build.py verify with its text at hand"
    assert str(problem.place) == "content/sources/gazette.yaml:17:24"


def test_a_name_with_a_slip_is_changed_and_another_name_is_unverified(project: Project) -> None:
    root = verified(project)
    rewrite(root, "names: [Ana Ruiz, Ms Ruiz]", "names: [Anna Ruiz, Ms Ruiz, Bo Oke]")
    assert said(held(root)) == [
        ("changed", "changed since it was verified on 1 June 2024"),
        ("unverified", "these words have not been verified"),
    ]


def test_a_draft_lets_new_words_through_and_no_changed_ones(project: Project) -> None:
    root = verified(project)
    rewrite(root, "names: [Ana Ruiz, Ms Ruiz]", "names: [Ana Ruiz, Ms Ruiz, Bo Oke]")
    assert held(root, Hold.DRAFT) == ()
    rewrite(root, "£1.2 billion,", "£1.3 billion,")
    assert said(held(root, Hold.DRAFT)) == [("changed", "changed since it was verified on 1 June 2024")]
    assert held(root, Hold.NOTHING) == ()


def test_without_a_lock_there_is_one_problem(project: Project) -> None:
    root = verified(project)
    (root / "content/evidence.lock").unlink()
    (problem,) = held(root)
    assert said((problem,)) == [("unverified", "nothing has been verified: this file is missing")]
    assert problem.place == Place("content/evidence.lock")
    assert held(root, Hold.DRAFT) == held(root, Hold.NOTHING) == ()


def test_a_new_source_is_one_problem(project: Project) -> None:
    root = verified(project)
    (root / "content/sources/post.yaml").write_text(SOURCE.replace("gazette.txt", "post.txt"), "utf-8")
    (problem,) = held(root)
    assert said((problem,)) == [("unverified", "nothing of this source has been verified")]
    assert str(problem.place) == "content/sources/post.yaml:6:7"
    assert held(root, Hold.DRAFT) == ()


def test_a_source_may_be_removed(project: Project) -> None:
    root = verified(project)
    (root / "content/sources/herald.yaml").unlink()
    rewrite(root, "[@gazette; @herald]", "[@gazette]", "content/explainer.yaml")
    assert held(root) == ()


@pytest.mark.parametrize("hold", [Hold.ALL, Hold.DRAFT])
def test_a_text_of_another_name_is_told(project: Project, hold: Hold) -> None:
    root = verified(project)
    rewrite(root, "text: gazette.txt", "text: gazette-2.txt")
    (problem,) = held(root, hold)
    assert said((problem,)) == [("changed", "this source was verified on 1 June 2024 against 'gazette.txt'")]
    assert str(problem.place) == "content/sources/gazette.yaml:6:7"


@pytest.mark.parametrize("hold", [Hold.ALL, Hold.DRAFT])
def test_a_lock_of_another_normaliser_is_one_problem(project: Project, hold: Hold) -> None:
    root = verified(project)
    rewrite(root, '"normaliser": 1', '"normaliser": 2', "content/evidence.lock")
    (problem,) = held(root, hold)
    assert (problem.code, problem.place) == ("lock", Place("content/evidence.lock"))
    assert "another version of the program" in problem.message


@pytest.mark.parametrize("hold", [Hold.ALL, Hold.DRAFT])
def test_a_damaged_lock_is_one_problem_and_nothing_in_it_is_believed(project: Project, hold: Hold) -> None:
    root = verified(project)
    rewrite(root, '"items": [', '"items": (', "content/evidence.lock")
    (problem,) = held(root, hold)
    assert said((problem,)) == [("lock", "this file is damaged")]
    assert problem.place.path == "content/evidence.lock" and problem.place.line > 5


def test_a_lock_in_the_middle_of_a_merge_says_so(project: Project) -> None:
    root = verified(project)
    file = root / "content/evidence.lock"
    lines = file.read_text("utf-8").splitlines()
    file.write_text(
        "\n".join((*lines[:6], "<<<<<<< ours", lines[6], "=======", lines[6], ">>>>>>> theirs", *lines[7:]))
    )
    (problem,) = held(root)
    assert said((problem,)) == [("lock", "a merge of this file was not finished")]
    assert problem.place.line == 7


@pytest.mark.parametrize("data", [b"", b"\xff\xfe{\x00}\x00", b"\xff", b"null", b"[]", b"[" * 100_000, b'{"lock": 2}'])
def test_a_lock_that_is_none_is_one_problem(project: Project, data: bytes) -> None:
    root = verified(project)
    (root / "content/evidence.lock").write_bytes(data)
    (problem,) = held(root)
    assert problem.code in ("lock", "encoding") and problem.place.path == "content/evidence.lock"


FAULTS = ["", "[]", "{}", "[a: b]", "[null]", '"\\u200c"', "x"]


@pytest.mark.parametrize("fault", FAULTS)
def test_fields_that_cannot_be_read_have_problems_of_their_own_and_no_traceback(project: Project, fault: str) -> None:
    root = verified(project)
    file = root / "content/sources/gazette.yaml"
    lines = SOURCE.splitlines()
    for number, line in enumerate(lines):
        file.write_text(
            "\n".join((*lines[:number], f"{line.partition(':')[0]}: {fault}", *lines[number + 1 :])), "utf-8"
        )
        assert all(problem.place.path == "content/sources/gazette.yaml" for problem in held(root)), line
        file.write_text("\n".join((*lines[:number], *lines[number + 1 :])), "utf-8")
        held(root)


@pytest.mark.parametrize("hold", list(Hold))
def test_a_source_without_its_text_is_one_problem(project: Project, hold: Hold) -> None:
    root = verified(project)
    rewrite(root, "text: gazette.txt\n", "")
    assert [problem.code for problem in held(root, hold)] == ["missing-field"]
