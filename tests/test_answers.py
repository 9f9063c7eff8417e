"""Positions on a question and figures of a measure, as editors type them -> how far the reports agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from explainer.compare.agreement import Agreement, Dispute, Result
from explainer.compare.answers import Answered, answers, figures_agreement, named_figures
from explainer.compare.appearances import by_measure
from explainer.compare.said import Statement, holder, relate_statements
from explainer.evidence.holding import Hold
from explainer.evidence.origins import origins
from explainer.intervals import Relation
from explainer.load import load_content
from explainer.model import Content
from explainer.quantity import Quantity
from explainer.record import changed
from explainer.yamltext import Text

Project = Callable[..., Path]

MEASURED = "  measure: build-cost\n"
QUESTIONS = f"""\
- id: cost
  text: What would it cost?
  answers: {{unknown: Not known yet, nothing: Nothing, gift: It is a gift, too-much: Too much}}
  compatible: [[nothing, gift]]
{MEASURED}- id: when
  text: When would it open?
  answers: {{soon: Soon}}
"""
FIGURES = {
    "exact": "as_printed: £30 million",
    "again": "as_printed: '£30,000,000'",
    "most": "as_printed: up to £30 million",
    "around": "as_printed: about £30 million",
    "other": "as_printed: £40 million",
    "euros": "as_printed: €30 million",
    "vague": "as_printed: a small fortune, vague: true",
    "vaguer": "as_printed: millions of pounds, vague: true",
    "by-ana": "as_printed: £30 million, claimant: ana-ruiz",
    "by-ana-too": "as_printed: £40 million, claimant: ana-ruiz",
    "by-bo": "as_printed: £40 million, claimant: bo-aster",
    "by-them": "as_printed: £30 million, claimed_by: the transport ministry",
    "by-them-too": "as_printed: £40 million, claimed_by: The  Transport MINISTRY",
    "by-others": "as_printed: £40 million, claimed_by: the treasury",
}
PEOPLE = {"ana-ruiz": "Ana Ruiz", "bo-aster": "Bo Aster"}
NAMES = ("gazette", "herald", "lagune")


def report(number: int, positions: Sequence[str], measured: bool) -> str:
    """A source with its positions and the figures they name; where no report has a figure, one that answers nothing."""
    lines = ["headline: A tunnel", "headline_by: source", "date_basis: printed", "summary: Short."]
    lines += [f"date_published: 2024-05-0{3 + number}", f"text: {number}.txt", "people:"]
    lines += [f"  - {{person: {person}, names: [{name}]}}" for person, name in PEOPLE.items()]
    named = [found[1] for each in positions if (found := re.search(r"figure: ([\w-]+)", each))]
    figures = dict.fromkeys(named if measured else ["exact"])
    lines += ["figures:"] if figures else []
    lines += [f"  - {{id: {name}, measure: build-cost, {FIGURES[name]}}}" for name in figures]
    asked = ["when" if "soon" in each else "cost" for each in positions]
    lines += [f"silent_on: [{', '.join(question for question in ('cost', 'when') if question not in asked)}]"]
    lines += ["positions:"] if positions else []
    for question, each in zip(asked, positions, strict=True):
        where = "" if "figure:" in each else ", gist: So it says., passage: so it says"
        lines.append(f"  - {{question: {question}, {each}{where}}}")
    return "".join(f"{line}\n" for line in lines)


def told(project: Project, *reports: Sequence[str], last: str = "") -> Content:
    """Reports of three days by their positions; `last` are more fields of the last."""
    measured = "figure:" in str(reports)
    files = [report(number, positions, measured) for number, positions in enumerate((*reports, (), ())[:3])]
    files[2] += last
    root = project(
        {
            "content/questions.yaml": QUESTIONS if measured else QUESTIONS.replace(MEASURED, ""),
            "content/people.yaml": "".join(f"- {{id: {person}, name: {name}}}\n" for person, name in PEOPLE.items()),
            "content/explainer.yaml": "sections:\n  - {id: price, heading: A, text: B}\n",
            **{f"content/sources/{name}.yaml": text for name, text in zip(NAMES, files, strict=True)},
        }
    )
    return load_content(root / "content", "content", hold=Hold.NOTHING)[0]


def asked(project: Project, *reports: Sequence[str], last: str = "") -> Answered:
    content = told(project, *reports, last=last)
    return answers(content, origins(content.sources))[0]


def a(answer: str, more: str = "stance: asserts") -> str:
    return f"answer: {answer}, {more}"


def f(figure: str, more: str = "stance: asserts") -> str:
    return f"figure: {figure}, {more}"


ANA, BO = "stance: reports, claimant: ana-ruiz", "stance: reports, claimant: bo-aster"
REPORTED, DENIES, QUALIFIES = "stance: reports", "stance: denies", "stance: qualifies"
MINISTRY = "stance: reports, claimed_by: "


# --- two positions ----------------------------------------------------------------------------------------------------

PAIRS: dict[Result, list[tuple[str, str]]] = {
    "agree": [
        (a("nothing"), a("nothing")),
        (a("nothing"), a("nothing", ANA)),
        (a("nothing", ANA), a("nothing", BO)),
        (a("nothing", DENIES), a("nothing", DENIES)),
        (a("nothing", QUALIFIES), a("nothing", QUALIFIES)),
        (f("exact"), f("again")),
        (f("exact"), f("by-ana", ANA)),
        (f("exact", DENIES), f("again", DENIES)),
    ],
    "compatible": [
        (a("nothing"), a("gift")),
        (a("nothing", DENIES), a("too-much")),
        (a("nothing", DENIES), a("too-much", DENIES)),
        (a("nothing", QUALIFIES), a("nothing")),
        (a("nothing", QUALIFIES), a("too-much")),
        (a("nothing", QUALIFIES), a("nothing", DENIES)),
        (a("nothing", QUALIFIES), a("too-much", ANA)),
        (f("exact", QUALIFIES), f("other")),
        (f("exact", QUALIFIES), f("again", DENIES)),
        (f("exact"), f("most")),
        (f("exact"), f("around")),
        (f("exact", QUALIFIES), f("again")),
        (f("exact", DENIES), f("other")),
        (f("exact", DENIES), f("other", DENIES)),
        (f("exact", DENIES), f("most")),
        (f("exact"), a("unknown")),
        (f("exact", DENIES), a("unknown")),
        (f("vague"), a("unknown")),
    ],
    "not_comparable": [
        (f("exact"), f("euros")),
        (f("exact", QUALIFIES), f("euros")),
        (f("exact", DENIES), f("euros")),
        (f("exact"), f("vague")),
        (f("vague"), f("vaguer")),
    ],
}
ROWS = [(first, second, result) for result, pairs in PAIRS.items() for first, second in pairs]


@pytest.mark.parametrize(("first", "second", "result"), ROWS)
def test_two_positions_that_do_not_contradict_each_other(
    first: str, second: str, result: Result, project: Project
) -> None:
    for one, other in ((first, second), (second, first)):
        found = asked(project, [one], [other]).agreement
        assert found == Agreement(result, ("gazette", "herald"), 2)


SPLITS: dict[Dispute, list[tuple[str, str]]] = {
    "reports": [
        (a("nothing"), a("too-much")),
        (a("nothing"), a("nothing", DENIES)),
        (a("nothing"), a("unknown")),
        (a("nothing", ANA), a("too-much", ANA)),
        (a("nothing", ANA), a("nothing", f"{DENIES}, claimant: ana-ruiz")),
        (a("nothing"), a("too-much", "stance: asserts, claimant: ana-ruiz")),
        (a("nothing", f"{MINISTRY}the  Ministry"), a("too-much", f"{MINISTRY}The ministry")),
        (f("exact"), f("other")),
        (f("exact"), f("again", DENIES)),
        (f("exact"), f("by-bo")),
        (f("by-ana", ANA), f("by-ana-too", ANA)),
    ],
    "people": [
        (a("nothing"), a("too-much", ANA)),
        (a("nothing", ANA), a("too-much", BO)),
        (a("nothing", ANA), a("nothing", DENIES)),
        (a("nothing", ANA), a("too-much", "stance: asserts, claimant: ana-ruiz")),
        (a("nothing", f"{MINISTRY}the ministry"), a("too-much", f"{MINISTRY}the treasury")),
        (a("nothing", f"{MINISTRY}her rival"), a("too-much", ANA)),
        (f("exact"), f("by-bo", BO)),
        (f("by-ana", ANA), f("by-bo", BO)),
    ],
}
SPLIT_ROWS = [(first, second, dispute) for dispute, pairs in SPLITS.items() for first, second in pairs]


@pytest.mark.parametrize(("first", "second", "dispute"), SPLIT_ROWS)
def test_two_positions_that_contradict_each_other(first: str, second: str, dispute: Dispute, project: Project) -> None:
    for one, other in ((first, second), (second, first)):
        found = asked(project, [one], [other]).agreement
        assert found == Agreement("split", ("gazette", "herald"), 2, frozenset({dispute}))


# --- what a question is told with -------------------------------------------------------------------------------------


def test_a_report_of_both_sides_tells_of_people(project: Project) -> None:
    sides = [a("nothing", ANA), a("too-much", BO)]
    assert asked(project, sides).agreement == Agreement("one_source", ("gazette",), 1, frozenset({"people"}))
    assert asked(project, sides, sides).agreement.disputes == {"people"}


def test_reports_of_one_origin_are_one(project: Project) -> None:
    found = asked(project, [a("nothing")], [], [a("nothing")], last="shares_origin_with: [gazette]\n")
    assert found.agreement == Agreement("one_source", ("gazette", "lagune"), 1)


def test_who_speaks_and_who_is_silent(project: Project) -> None:
    found = asked(project, [], [a("nothing"), a("gift", ANA)], [a("gift", BO)])
    said = [f"{each.source.id} {each.position.answer}" for each in found.said]
    assert said == ["herald nothing", "herald gift", "lagune gift"]
    assert [str(source.id) for source in found.silent] == ["gazette"]


def test_a_position_comes_with_its_own_figure(project: Project) -> None:
    found = asked(project, [f("exact"), f("most"), a("unknown")])
    given = [str(each.figure.id) if each.figure else None for each in found.said]
    assert given == ["exact", "most", None]


def test_each_question_has_its_own_positions(project: Project) -> None:
    content = told(project, [a("nothing")], [a("soon")], [a("soon"), a("nothing")])
    found = answers(content, origins(content.sources))
    assert {str(each.question.id): each.agreement.sources for each in found} == {
        "cost": ("gazette", "lagune"),
        "when": ("herald", "lagune"),
    }


def test_a_question_that_all_are_silent_on(project: Project) -> None:
    content = told(project, [a("nothing")])
    _, when = answers(content, origins(content.sources))
    assert (str(when.question.id), when.said, when.silent) == ("when", (), content.sources)
    assert when.agreement == Agreement("nobody", (), 0)


# --- whose words they are ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        (a("nothing"), ""),
        (a("nothing", "stance: asserts, claimant: ana-ruiz"), ""),
        (a("nothing", "stance: asserts, claimed_by: the ministry"), ""),
        (a("nothing", ANA), "person ana-ruiz"),
        (a("nothing", f"{MINISTRY}The  Transport MINISTRY"), "the transport ministry"),
        (a("nothing", DENIES), ""),
        (a("nothing", f"{DENIES}, claimant: bo-aster"), "person bo-aster"),
        (a("nothing", f"{QUALIFIES}, claimed_by: Engineers"), "engineers"),
        (f("by-ana"), ""),
        (f("by-ana", QUALIFIES), "person ana-ruiz"),
        (f("by-them-too", DENIES), "the transport ministry"),
        (f("by-ana", BO), "person bo-aster"),
        (f("by-ana", f"{MINISTRY}the ministry"), "the ministry"),
        (f("by-them", ANA), "person ana-ruiz"),
    ],
)
def test_who_stands_for_a_position(position: str, expected: str, project: Project) -> None:
    [said] = asked(project, [position]).said
    assert holder(said) == expected


# --- figures of one measure -------------------------------------------------------------------------------------------


def figured(project: Project, *reports: Sequence[str]) -> Agreement:
    """Figures that somebody states are only reported; each report says so in its position."""
    said = ([f(name, REPORTED) if name.startswith("by-") else f(name) for name in names] for names in reports)
    content = told(project, *said)
    return figures_agreement(
        by_measure(content)["build-cost"], named_figures(content.sources), origins(content.sources)
    )


@pytest.mark.parametrize(
    ("first", "second", "result", "disputes"),
    [
        ("exact", "again", "agree", set()),
        ("exact", "by-ana", "agree", set()),
        ("exact", "most", "compatible", set()),
        ("exact", "around", "compatible", set()),
        ("exact", "euros", "not_comparable", set()),
        ("exact", "vague", "not_comparable", set()),
        ("vague", "vaguer", "not_comparable", set()),
        ("exact", "other", "split", {"reports"}),
        ("exact", "by-bo", "split", {"people"}),
        ("by-ana", "by-bo", "split", {"people"}),
        ("by-ana", "by-ana-too", "split", {"reports"}),
        ("by-them", "by-them-too", "split", {"reports"}),
        ("by-them", "by-others", "split", {"people"}),
        ("by-them", "by-ana-too", "split", {"people"}),
    ],
)
def test_figures_of_two_reports(
    first: str, second: str, result: Result, disputes: set[Dispute], project: Project
) -> None:
    assert figured(project, [first], [second]) == Agreement(result, ("gazette", "herald"), 2, frozenset(disputes))


@pytest.mark.parametrize(
    ("names", "result", "disputes"),
    [
        (["exact"], "one_source", set()),
        (["exact", "most"], "one_source", set()),
        (["vague"], "one_source", set()),
        (["by-ana", "by-bo"], "one_source", {"people"}),
        (["exact", "other"], "split", {"reports"}),
    ],
)
def test_figures_of_one_report(names: list[str], result: Result, disputes: set[Dispute], project: Project) -> None:
    assert figured(project, names) == Agreement(result, ("gazette",), 1, frozenset(disputes))


@pytest.mark.parametrize(
    ("position", "result", "disputes"),
    [
        (f("again", DENIES), "split", {"reports"}),
        (f("again", f"{DENIES}, claimant: ana-ruiz"), "split", {"people"}),
        (f("other", DENIES), "compatible", set()),
        (f("other", QUALIFIES), "compatible", set()),
        (f("other", BO), "split", {"people"}),
        (f("by-bo"), "split", {"reports"}),
    ],
)
def test_a_figure_is_what_its_position_makes_of_it(
    position: str, result: Result, disputes: set[Dispute], project: Project
) -> None:
    content = told(project, [f("exact")], [position])
    found = figures_agreement(
        by_measure(content)["build-cost"], named_figures(content.sources), origins(content.sources)
    )
    assert found == Agreement(result, ("gazette", "herald"), 2, frozenset(disputes))


@pytest.mark.parametrize("second", [f("exact", f"{DENIES}, claimant: ana-ruiz"), f("exact", DENIES)])
def test_a_figure_that_two_positions_name_is_heard_twice(second: str, project: Project) -> None:
    content = told(project, [f("exact", BO), second])
    found = figures_agreement(
        by_measure(content)["build-cost"], named_figures(content.sources), origins(content.sources)
    )
    assert found == Agreement("one_source", ("gazette",), 1, frozenset({"people"}))
    assert found == answers(content, origins(content.sources))[0].agreement


def test_an_answer_beside_a_figure_is_none_of_the_measure(project: Project) -> None:
    content = told(project, [f("exact"), a("unknown")], [f("again")])
    found = figures_agreement(
        by_measure(content)["build-cost"], named_figures(content.sources), origins(content.sources)
    )
    assert found == Agreement("agree", ("gazette", "herald"), 2)


@pytest.mark.parametrize(("other", "dispute"), [("", "people"), ("bo-aster", "people"), ("ana-ruiz", "reports")])
def test_a_figure_that_no_position_names_is_its_claimants(other: str, dispute: Dispute, project: Project) -> None:
    gazette, herald = load_content(project() / "content", "content", hold=Hold.NOTHING)[0].sources
    [cost] = gazette.figures  # at most £1.2 billion, Ana Ruiz says
    claimant: Any = changed(cost.claimant, id=Text(other, cost.place)) if other else None
    more = changed(cost, claimant=claimant, quantity=Quantity(Decimal(10**10), unit="GBP"))
    found = figures_agreement([(gazette, cost), (herald, more)], {}, origins([gazette, herald]))
    assert found == Agreement("split", ("gazette", "herald"), 2, frozenset({dispute}))


def test_a_measure_without_figures() -> None:
    assert figures_agreement([], {}, {}) == Agreement("nobody", (), 0)


# --- laws -------------------------------------------------------------------------------------------------------------

NUMBERS = st.builds(
    Quantity,
    value=st.integers(1, 3).map(Decimal),
    approximate=st.booleans(),
    unit=st.sampled_from(["GBP", "EUR"]),
)
CODES = st.builds(Statement, code=st.sampled_from("abc"), turned=st.booleans(), doubted=st.booleans())
STATEMENTS = st.one_of(CODES, st.builds(Statement, quantity=NUMBERS, turned=st.booleans(), doubted=st.booleans()))
TOGETHER = st.sets(st.sampled_from([frozenset("ab"), frozenset("bc"), frozenset("ac")]))


@given(STATEMENTS, STATEMENTS, TOGETHER)
def test_it_does_not_matter_which_is_said_first(
    one: Statement, other: Statement, together: set[frozenset[str]]
) -> None:
    assert relate_statements(one, other, together) == relate_statements(other, one, together)


@given(STATEMENTS, TOGETHER)
def test_a_statement_agrees_with_itself_and_contradicts_its_denial(
    said: Statement, together: set[frozenset[str]]
) -> None:
    assert relate_statements(said, said, together) == "agree"
    denied = relate_statements(said, replace(said, turned=not said.turned), together)
    assert denied == ("compatible" if said.doubted else "differ"), "a doubt contradicts nothing"


@given(STATEMENTS, STATEMENTS, TOGETHER)
def test_a_doubt_contradicts_nothing(one: Statement, other: Statement, together: set[frozenset[str]]) -> None:
    assert relate_statements(replace(one, doubted=True), other, together) != "differ"


@given(CODES, CODES, TOGETHER)
def test_two_answers_that_nobody_denies_differ_unless_they_go_together(
    one: Statement, other: Statement, together: set[frozenset[str]]
) -> None:
    one, other = (replace(each, turned=False, doubted=False) for each in (one, other))
    listed: Relation = "compatible" if {one.code, other.code} in together else "differ"
    assert relate_statements(one, other, together) == ("agree" if one.code == other.code else listed)
