"""A source and its positions -> what it says on each question, who stands for it, and how two such sayings relate."""

from __future__ import annotations

from msgspec import Struct

from explainer import intervals
from explainer.anchors import positions
from explainer.intervals import Relation
from explainer.model import Figure, Person, Position, Source, claimed
from explainer.quantity import Quantity


class Said(Struct, frozen=True):
    """A position with its source and its number among those on its question, from 1; with its figure if it has one."""

    source: Source
    position: Position
    number: int
    figure: Figure | None

    @property
    def claim(self) -> Position | Figure:
        """The record that says who says so: the position, or its figure where the position does not."""
        own = self.position.claimant is not None or self.position.claimed_by is not None
        return self.position if own or self.figure is None else self.figure

    @property
    def claimant(self) -> Person | None:
        return self.claim.claimant

    @property
    def claimed_by(self) -> str:
        """Words for who says so, where it is no person of ours; empty in the report's own voice."""
        return str(self.claim.claimed_by or "")


def said_in(source: Source) -> tuple[Said, ...]:
    """The positions of a source, in their order."""
    figures = {str(figure.id): figure for figure in source.figures}
    return tuple(
        Said(source, position, number, figures[position.figure] if position.figure else None)
        for position, number in positions(source)
    )


def holder(said: Said) -> str:
    """Who stands for it: the report itself, as an empty string, or whoever it only reports on."""
    return "" if said.position.stance == "asserts" else claimed(said.claim)


# --- two statements ---------------------------------------------------------------------------------------------------


class Statement(Struct, frozen=True):
    """A quantity or the code of an answer; `turned` where it is denied, `doubted` where it is qualified."""

    code: str = ""
    quantity: Quantity | None = None
    turned: bool = False
    doubted: bool = False


def statement(said: Said) -> Statement:
    """What is said, without who says it."""
    stance = said.position.stance
    quantity = said.figure.quantity if said.figure else None
    return Statement(str(said.position.answer or ""), quantity, stance == "denies", stance == "qualifies")


def relate_statements(one: Statement, other: Statement, together: set[frozenset[str]]) -> Relation:
    """How two statements on one thing stand to each other; `together` are the pairs of codes that can both be true.

    What is said with a doubt contradicts nothing. A code beside a quantity, such as "not known yet", does not either;
    nor does denying one answer of several and giving another.
    """
    if one.quantity is None and other.quantity is None:
        relation = _relate_codes(one, other, together)
    elif one.quantity is None or other.quantity is None:
        return "compatible"
    else:
        relation = _relate_quantities(one, other, intervals.relate(one.quantity, other.quantity))
    if relation == "not comparable" or one.doubted == other.doubted is False:
        return relation
    return "agree" if relation == "agree" and one.doubted and other.doubted else "compatible"


def _relate_quantities(one: Statement, other: Statement, relation: Relation) -> Relation:
    if relation == "not comparable" or not (one.turned or other.turned):
        return relation
    same = relation == "agree"
    return ("agree" if one.turned and other.turned else "differ") if same else "compatible"


def _relate_codes(one: Statement, other: Statement, together: set[frozenset[str]]) -> Relation:
    if one.code == other.code:
        return "agree" if one.turned == other.turned else "differ"
    if one.turned or other.turned or frozenset((one.code, other.code)) in together:
        return "compatible"
    return "differ"
