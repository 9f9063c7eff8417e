"""The tables that are published: what each holds, its columns in their order, and what stands in them.

Kinds are those of Table Schema, https://datapackage.org/standard/table-schema/. In CSV the parts of a list are joined
with "; ". What is a list of codes and ids is of kind `list`; one whose parts may hold any words is a `string`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias, get_args

from msgspec import Struct

from explainer.compare.agreement import Result
from explainer.model import CORRECTION_KINDS, DATE_BASES, HEADLINE_BY, NOTE_KINDS, QUOTE_KINDS, STANCES

Kind: TypeAlias = Literal["string", "url", "list", "number", "integer", "boolean"]


class Column(Struct, frozen=True):
    """A column; `of` is the table whose ids it holds, `options` are all that it may say."""

    name: str
    description: str
    kind: Kind = "string"
    always: bool = False  # whether no row lacks it
    options: tuple[str, ...] = ()
    of: str = ""


class Table(Struct, frozen=True):
    """A table; its rows are told apart by their ids, where they have one."""

    description: str
    columns: tuple[Column, ...]

    @property
    def has_ids(self) -> bool:
        return any(column.name == "id" for column in self.columns)


def _id(description: str) -> Column:
    return Column("id", description, always=True)


def _url(description: str) -> Column:
    return Column("url", description, "url", always=True)


_REPORT = Column("source", "The report it is taken from.", always=True, of="sources")
_CLAIMANT = Column("claimant", "Who says so; nothing where the report does itself.", of="people")
_CLAIMED_BY = Column("claimed_by", "Who says so, in words, where it is nobody of the table people.")
_CHECKED = ("verified", "not_checked")
_VERIFICATION = Column("verification", "Whether the words were found in the report’s text.", options=_CHECKED)
_ALWAYS_VERIFICATION = Column(_VERIFICATION.name, _VERIFICATION.description, always=True, options=_CHECKED)
_PARAGRAPH = Column("paragraph", "In which paragraph of the report’s text, from 1.", "integer")
_RESULT = (
    Column("result", "Whether the reports agree.", always=True, options=get_args(Result)),
    Column("disputes", "Who is split, people or reports, or that time passed between two accounts.", "list"),
    Column("sources", "The reports that speak.", "list"),
    Column("independent", "How many origins these have.", "integer", always=True),
)

TABLES: Mapping[str, Table] = {
    "sources": Table(
        "The reports: headline, publisher, date, and which of them share an origin.",
        (
            _id("What the report is called in all tables."),
            Column("headline", "Its headline, or a name of ours.", always=True),
            Column("headline_by", "Whose words that is: the report’s or the editors’.", "string", True, HEADLINE_BY),
            Column("publisher", "As the copy says."),
            Column("credit", "A wire or agency, as printed."),
            Column("date_published", "In EDTF, as exact as it is known.", always=True),
            Column("date_basis", "Whether the copy prints the date.", "string", True, DATE_BASES),
            Column("language", "Of its text, in BCP 47.", always=True),
            Column(
                "origin",
                "The id that all reports of one parent story share: that of one of them.",
                always=True,
                of="sources",
            ),
            Column("source_url", "The report’s own address.", "url"),
            _url("The report’s page here."),
        ),
    ),
    "figures": Table(
        "Every figure: the words as printed, the number or bounds they were understood as, and who states it.",
        (
            _id("Its report, and its name there."),
            _REPORT,
            Column("measure", "What it measures.", always=True, of="measures"),
            Column("as_printed", "The words of the report.", always=True),
            Column("value", "The number.", "number"),
            Column("minimum", "At least this.", "number"),
            Column("exclusive_minimum", "More than this.", "number"),
            Column("maximum", "At most this.", "number"),
            Column("exclusive_maximum", "Less than this.", "number"),
            Column("approximate", "Whether the words round it.", "boolean", True),
            Column("unit", "A currency in ISO 4217, %, pp, ×, or a noun."),
            Column("of", "What a share is taken of."),
            Column("per", "For each of what, such as a year."),
            Column("period", "For how long, or until when."),
            _CLAIMANT,
            _CLAIMED_BY,
            Column("note", "What a reader must know to read it right."),
            _ALWAYS_VERIFICATION,
            _PARAGRAPH,
            _url("Its place here."),
        ),
    ),
    "quotes": Table(
        "Every quotation, its kind and its speaker.",
        (
            _id("Its report, and its name there."),
            _REPORT,
            Column("exact", "The words between the quotation marks.", always=True),
            Column("speaker", "Who said it.", of="people"),
            Column("unnamed", "What the report calls a speaker without a name."),
            Column("attribution", "How the report introduces the speaker."),
            Column("kind", "What is quoted.", "string", True, QUOTE_KINDS),
            _ALWAYS_VERIFICATION,
            _PARAGRAPH,
            _url("Its place here."),
        ),
    ),
    "people": Table(
        "Everyone named, with each report’s spellings, the role it states, and whether that was right.",
        (
            _id("What the person is called in all tables."),
            Column("name", "The name we use.", always=True),
            Column("country", "The country or side the person stands for."),
            Column("mentions", "Of each report the spellings and the role; in JSON also whether the role was right."),
            _url("The person’s page here."),
        ),
    ),
    "questions": Table(
        "What all reports are asked, and what was worked out from their answers.",
        (
            _id("What the question is called in all tables."),
            Column("text", "The question.", always=True),
            Column("answers", "The answers there are, each with its code."),
            Column("compatible", "Pairs of answers that can both be true.", "list"),
            *_RESULT,
            Column("silent", "The reports that say nothing.", "list"),
            _url("Its page here."),
        ),
    ),
    "positions": Table(
        "What each report says on each question, or that it says nothing.",
        (
            _id("Its question and its report, and from the second on its number."),
            Column("question", "What is asked.", always=True, of="questions"),
            _REPORT,
            Column("answer", "The code of an answer, or figure, or silent.", always=True),
            Column("figure", "The figure that answers it.", of="figures"),
            Column("stance", "How the report says it.", options=STANCES),
            _CLAIMANT,
            _CLAIMED_BY,
            Column("passage", "Where: first words … last words."),
            Column("gist", "What it says, in a sentence of ours, as Markdown."),
            _VERIFICATION,
            _PARAGRAPH,
            _url("Its place here."),
        ),
    ),
    "measures": Table(
        "What the figures measure, and whether they agree.",
        (
            _id("What the measure is called in all tables."),
            Column("title", "What is measured.", always=True),
            Column("unit", "The unit where the words name none."),
            *_RESULT,
            _url("Its place here."),
        ),
    ),
    "events": Table(
        "What happened when, and which reports tell of it.",
        (
            _id("What the event is called in all tables."),
            Column("date", "In EDTF, as exact as it is known.", always=True),
            Column("text", "What happened, in a sentence of ours, as Markdown.", always=True),
            Column("reference", "The public record of its date."),
            Column("told", "Of each report the passage, and the date in its words."),
            Column("sources", "The reports that tell of it.", "list"),
            _url("Its place here."),
        ),
    ),
    "terms": Table(
        "The words of the subject, and which report uses which.",
        (
            _id("What the term is called in all tables."),
            Column("term", "The word we use.", always=True),
            Column("other_terms", "Other words for it."),
            Column("definition", "What it means, in our words, as Markdown.", always=True),
            Column("reference", "The public record of its meaning."),
            Column("usage", "Of each report the words it uses."),
            _url("Its place here."),
        ),
    ),
    "notes": Table(
        "The editors’ notes on the reports, with their basis.",
        (
            _id("Its report, and what it is on."),
            _REPORT,
            Column("on", "The record it is about; nothing where it is on the whole report or on a passage."),
            Column("passage", "The words it is about: first words … last words."),
            Column("kind", "What is wrong.", "string", True, NOTE_KINDS),
            Column("text", "What a reader should know instead, as Markdown.", always=True),
            Column("contradicted_by", "The reports that say otherwise.", "list"),
            Column("reference", "The public record, named and dated."),
            _url("Its place here."),
        ),
    ),
    "corrections": Table(
        "Our own corrections.",
        (
            Column("date", "The day it was made, in EDTF.", always=True),
            Column(
                "kind", "We were wrong, we were unclear, or there is something new.", "string", True, CORRECTION_KINDS
            ),
            Column("text", "What it said, and what it says now, as Markdown.", always=True),
            Column("corrects", "What was changed, each by its table and id.", "list"),
            _url("Its place here."),
        ),
    ),
}

COLUMNS: Mapping[str, str] = {name: " ".join(column.name for column in table.columns) for name, table in TABLES.items()}
"""The names of the columns of each table, in order; the keys of its rows."""
