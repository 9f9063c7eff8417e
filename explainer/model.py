"""The records an explainer is made of: what an editor may type, field by field, and nothing else.

Every record is frozen and knows its place. Annotations decide how `reading` reads a field and what its errors say; the
description of each field is what docs/content.md prints.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, TypeAlias, TypeVar

from msgspec import Struct

from explainer.dates import Date
from explainer.lock import Lock
from explainer.problems import Place
from explainer.quantity import Quantity
from explainer.record import Record, computed, many, optional, required
from explainer.yamltext import Text

T = TypeVar("T")

# --- kinds of text ----------------------------------------------------------------------------------------------------

Id: TypeAlias = Annotated[Text, "id"]  # small letters, digits, hyphens; part of addresses
Url: TypeAlias = Annotated[Text, "url"]  # http or https
Code: TypeAlias = Annotated[Text, "code"]  # what something else is called: an answer, a figure, a published record
Number: TypeAlias = Annotated[Text, "number"]  # a YAML number, kept as written
Language: TypeAlias = Annotated[Text, "language"]  # BCP 47
SourceId: TypeAlias = Annotated[Text, "source"]  # the file name of a source
QuestionId: TypeAlias = Annotated[Text, "question"]  # an id of questions.yaml
Verbatim: TypeAlias = Annotated[Text, "verbatim"]  # words of a source
Passage: TypeAlias = Annotated[Text, "verbatim"]  # words of a source, `…` standing for what lies between
Ref: TypeAlias = Annotated[T, "reference"]  # typed as an id, read as the record itself


class Answer(Struct, frozen=True):
    """One of the answers a question may have."""

    code: Text
    words: Text


Answers: TypeAlias = Annotated[tuple[Answer, ...], "answers"]  # typed as fields: its code, then its words
Pairs: TypeAlias = Annotated[tuple[tuple[Text, Text], ...], "pairs"]  # typed as lists of two

# Closed lists: Annotated[Text, OPTIONS].
QUOTE_KINDS = ("speech", "fragment", "term", "document")
NOTE_KINDS = ("error", "contradiction", "outdated", "ambiguous", "missing-context")
STANCES = ("asserts", "reports", "denies", "qualifies")
CORRECTION_KINDS = ("correction", "clarification", "update")
TABLES = ("sources", "figures", "quotes", "people", "positions", "events", "notes")  # of published records with ids
HEADLINE_BY = ("source", "editor")
DATE_BASES = ("printed", "inferred")
STATUSES = (DRAFT, PUBLISHED) = ("draft", "published")


class Target(Struct, frozen=True):
    """What a citation points at: a source, a figure or quote in one, or an event of timeline.yaml."""

    kind: Literal["source", "figure", "quote", "event"]
    source: str  # empty for an event
    item: str
    place: Place


class Citation(Struct, frozen=True):
    """A `[@…]` in prose."""

    targets: tuple[Target, ...]


class Link(Struct, frozen=True):
    """The opening of a link in prose to a page of this site, `path` beginning with a slash."""

    path: str
    place: Place


class Paragraph(Struct, frozen=True):
    """A paragraph of prose as its author typed it, with blanks where citations and addresses stand."""

    words: str
    targets: tuple[Target, ...]  # what it cites
    ours: bool  # marked as the editors' own
    text: Text  # the field it stands in
    rows: tuple[tuple[int, int], ...]  # for each of its lines, which line of the field it is and where it begins there

    def at(self, start: int, end: int) -> Place:
        """The place of a stretch of its words that lies on one line."""
        before = self.words[:start]
        line, shift = self.rows[before.count("\n")]
        return self.text.at(line, start - (before.rfind("\n") + 1) + shift, end - start)


class Prose(Struct, frozen=True):
    """Markdown, ready but for its citations and links: pieces of HTML with those between them."""

    text: Text
    pieces: tuple[str | Citation | Link, ...]
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def citations(self) -> Iterator[Citation]:
        return (piece for piece in self.pieces if isinstance(piece, Citation))


Line: TypeAlias = Annotated[Prose, "line"]  # Markdown of one paragraph, set without a <p> of its own


# --- site.yaml and explainer.yaml -------------------------------------------------------------------------------------


class Site(Record):
    """What the site is called, and where it is found. [site.yaml]"""

    called = "the site"
    title: Text = required("The explainer's title, at its best a question.", "Who pays for the harbour tunnel?")
    standfirst: Text = required("One or two sentences under the title.", "Two reports give two prices.")
    description: Text = optional(
        "The home page in a search engine's list; the standfirst if left out.", "Two reports compared."
    )
    url: Url = required(
        "Where the site will be found. A deployment overrides it with --base-url.", "https://example.org/tunnel/"
    )
    repository: Url = optional(
        "Where its source is kept; on GitHub, GitLab and Codeberg each page then links to where it is edited. A "
        "deployment overrides it with --repository.",
        "https://git.example.org/harbour/tunnel",
    )
    branch: Text = optional("The branch that is published; main if left out.", "main", default=Text("main", Place("")))
    language: Language = optional("The language of our own words.", "en-GB", default=Text("en", Place("")))
    licence: Text = optional("The licence of our own words.", "CC BY 4.0")
    names: tuple[Text, ...] = many("Names in our own words that are nobody's and no term.", "[Eastern Harbour]")
    updated: Date = optional("When its content last changed.", "2024-06-01")
    search: bool = optional("`false` leaves out the search, whose index takes long to make.", "false", default=True)
    cards: bool = optional(
        "`false` leaves out the pictures of pages for those who share them, which take long to draw.",
        "false",
        default=True,
    )


class Point(Record):
    """A line of the summary that opens the home page."""

    called = "a point"
    label: Text = required("Two or three words.", "The price")
    text: Line = required("One cited sentence.", "Both reports name a limit [@gazette; @herald].")


class Section(Record):
    """A part of the story."""

    called = "a section"
    id: Id = required("Its name in addresses.", "price")
    heading: Text = required("A question a reader would ask.", "What would it cost?")
    text: Prose = required("Markdown, each paragraph cited.", "At most [@f:gazette/cost], ministers say.")


class Explainer(Record):
    """The story, and what stands above it. [explainer.yaml]"""

    called = "the explainer"
    key_measures: tuple[Ref[Measure], ...] = many("The measures whose figures stand on the home page.", "[build-cost]")
    drawn_together: tuple[Ref[Measure], ...] = many(
        "Those of the key measures that stand on one axis, so that a reader can compare their sizes.",
        "[build-cost, rail-cost]",
    )
    at_a_glance: tuple[Point, ...] = many("Four to six points, one of them on what is not known.", "")
    sections: tuple[Section, ...] = required("The story, in question-shaped sections.", "")


# --- people.yaml and measures.yaml ------------------------------------------------------------------------------------


class Office(Record):
    """An office on the public record. [Popolo Membership]"""

    called = "an office"
    title: Text = required("The office, as the record names it.", "Minister of Transport")
    also_called: tuple[Text, ...] = many("Other wordings of a role that mean it.", "[transport minister]")
    start: Date = optional("First day in office; left out if it came before all reports.", "2022-09-06")
    end: Date = optional(
        "Last day in office; left out if it came after all reports that name the person.", "2024-03-01"
    )
    reference: Text = required("The public record it is taken from.", "Government gazette, 6 September 2022")


class Person(Record):
    """One of the people in the sources. [Popolo Person]"""

    called = "a person"
    noun = "person"
    plural = "people"
    listed_in = "people.yaml"
    id: Id = required("Its name in addresses and references.", "ana-ruiz")
    name: Text = required("The name we use.", "Ana Ruiz")
    sort_name: Text = optional("The name as an index has it; the last word first if left out.", "Ruiz, Ana")
    other_names: tuple[Text, ...] = many("Other spellings in use.", "[Anna Ruiz]")
    country: Text = optional("The country or side the person stands for.", "Freeland")
    offices: tuple[Office, ...] = many("Offices held, with dates.", "")


class Measure(Record):
    """What figures measure, shared by all sources. [schema.org measuredProperty]"""

    called = "a measure"
    noun = "measure"
    plural = "measures"
    listed_in = "measures.yaml"
    id: Id = required("Its name in addresses and references.", "build-cost")
    title: Text = required("What is measured.", "Cost of building the tunnel")
    unit: Text = optional("The unit where the words name none.", "people")
    description: Text = optional("What counts and what does not.", "Without the rail link.")


# --- questions.yaml, timeline.yaml, glossary.yaml, corrections.yaml ---------------------------------------------------


class Question(Record):
    """What all sources are asked. [schema.org Question, with a closed list of answers]"""

    called = "a question"
    noun = "question"
    plural = "questions"
    listed_in = "questions.yaml"
    id: Id = required("Its name in addresses and references.", "when-open")
    text: Text = required("The question a reader would ask.", "When would the tunnel open?")
    description: Line = optional("What counts as an answer.", "The day trains run, not the day of the ceremony.")
    measure: Ref[Measure] = optional("The measure whose figures answer it.", "build-cost")
    answers: Answers = many("The answers there are, each with its words.", "{by-2031: By 2031, later: After 2031}")
    compatible: Pairs = many(
        "Pairs of answers that can both be true; any two others contradict each other.", "[[later, undecided]]"
    )


class Event(Record):
    """Something that happened on a day. [schema.org Event; EDTF]"""

    called = "an event"
    noun = "event"
    plural = "events"
    listed_in = "timeline.yaml"
    id: Id = required("Its name in addresses and references.", "tunnel-vote")
    date: Date = required("EDTF, as exact as it is known.", "2024-05-03")
    text: Line = required("What happened, in a sentence of ours.", "Parliament votes for the tunnel.")
    reference: Text = optional("The public record of its date, where no source prints it.", "Minutes of 3 May 2024")


class Term(Record):
    """A word of the subject, and the words that are used for it. [SKOS prefLabel, altLabel, definition]"""

    called = "a term"
    noun = "term"
    plural = "terms"
    listed_in = "glossary.yaml"
    id: Id = required("Its name in addresses and references.", "immersed-tube")
    term: Text = required("The word we use.", "immersed tube")
    other_terms: tuple[Text, ...] = many("Other words for it.", "[sunken tunnel]")
    definition: Line = required("What it means, in our words.", "A tunnel of parts that are lowered into a trench.")
    reference: Text = optional("The public record of its meaning.", "Tunnel act, section 2")

    @property
    def words(self) -> tuple[Text, ...]:
        """All words for it, ours first."""
        return tuple(word for word in (self.term, *self.other_terms) if word is not None)


class Correction(Record):
    """A change to what was published. [schema.org CorrectionComment]"""

    called = "a correction"
    noun = "correction"
    plural = "corrections"
    listed_in = "corrections.yaml"
    date: Date = required("The day it was made.", "2024-06-01")
    kind: Annotated[Text, CORRECTION_KINDS] = required(
        "We were wrong, we were unclear, or there is something new.", "correction"
    )
    text: Line = required("What it said, and what it says now.", "We had the price as at least £1.2 billion.")
    corrects: tuple[Code, ...] = required("What was changed, as in data/.", "[figures/gazette/cost]")


# --- sources/<id>.yaml ------------------------------------------------------------------------------------------------


class Figure(Record):
    """A quantity a source states. [schema.org Observation; bounds as in BODS]"""

    called = "a figure"
    id: Id = required("Its name in this source.", "cost")
    measure: Ref[Measure] = required("What it measures, from measures.yaml.", "build-cost")
    as_printed: Verbatim = required("The words of the source.", "up to £1.2 billion")
    claimant: Ref[Person] = optional("Who says so; left out for the report's own voice.", "ana-ruiz")
    claimed_by: Text = optional("Who says so, where it is no person of people.yaml.", "the transport ministry")
    passage: Passage = optional(
        "Its sentence, or part of it, where the words stand in several: first words … last words.", "costs … the link"
    )
    note: Text = optional("What a reader must know to read it right.", "Without the rail link.")
    value: Number = optional("The number, where the words cannot be read by the program.", "1200000000")
    minimum: Number = optional("At least this.", "1000")
    exclusive_minimum: Number = optional("More than this.", "1000")
    maximum: Number = optional("At most this.", "2000")
    exclusive_maximum: Number = optional("Less than this.", "2000")
    unit: Text = optional("The unit, where neither words nor measure say.", "GBP")
    approximate: bool = optional("Whether the number is rounded.", "true")
    vague: bool = optional("true where the words give no number.", "true")
    quantity: Quantity = computed()


class Quote(Record):
    """Words a source puts between quotation marks. [schema.org Quotation]"""

    called = "a quote"
    id: Id = required("Its name in this source.", "not-a-penny")
    exact: Verbatim = required("The words between the quotation marks, as printed.", "not a penny more")
    kind: Annotated[Text, QUOTE_KINDS] = required(
        "A sentence spoken or written by someone, part of one, a label or term, or words of a document.", "fragment"
    )
    speaker: Ref[Person] = optional("Who said it.", "ana-ruiz")
    unnamed: Verbatim = optional("How the source names a speaker without a name.", "a senior official")
    attribution: Verbatim = optional("How the source introduces the speaker.", "the transport minister")
    passage: Passage = optional(
        "Its sentence, or part of it, where the words are quoted twice: first words … last words.", "she said … again"
    )


class Mention(Record):
    """A person as one source shows them. [Popolo other_names, role]"""

    called = "an entry of 'people'"
    person: Ref[Person] = required("Who it is, from people.yaml.", "ana-ruiz")
    names: tuple[Verbatim, ...] = required("Every spelling this source uses.", "[Ana Ruiz, Ms Ruiz]")
    role: Verbatim = optional("The role this source gives, right or wrong.", "transport minister")


class Position(Record):
    """What a source says on a question. [schema.org Claim]"""

    called = "a position"
    question: Ref[Question] = required("Which question, from questions.yaml.", "when-open")
    answer: Code = optional("The code of the answer it gives.", "by-2031")
    figure: Code = optional("Instead of an answer: its figure of what the question measures.", "cost")
    stance: Annotated[Text, STANCES] = required(
        "Whether the report says so itself, only reports that somebody does, says that it is not so, or doubts it.",
        "asserts",
    )
    claimant: Ref[Person] = optional("Who says so; left out for the report's own voice.", "ana-ruiz")
    claimed_by: Text = optional("Who says so, where it is no person of people.yaml.", "the transport ministry")
    passage: Passage = optional(
        "Where: its first words … its last words. Not needed with a figure.", "engineers expect … by 2031"
    )
    gist: Line = optional("What it says, in a sentence of ours.", "Ministers put the opening at 2031.")


def claimed(record: Figure | Position) -> str:
    """Who says so, by name or in words; in the report's own voice nothing."""
    if record.claimant:
        return f"person {record.claimant.id}"
    return " ".join((record.claimed_by or "").casefold().split())


class Told(Record):
    """An event as one source tells it."""

    called = "an entry of 'events'"
    event: Ref[Event] = required("Which event, from timeline.yaml.", "tunnel-vote")
    passage: Passage = required("Where it is told: first words … last words.", "the vote on Friday")
    date_as_printed: Verbatim = optional("When, in the words of the source.", "on Friday")


class Usage(Record):
    """The words one source uses for a term."""

    called = "an entry of 'terms'"
    term: Ref[Term] = required("Which term, from glossary.yaml.", "immersed-tube")
    words: tuple[Verbatim, ...] = required("The words for it that the text has.", "[sunken tunnel]")


class Note(Record):
    """An editor's note on a source. [Web Annotation, motivation assessing]"""

    called = "a note"
    on: Text = optional("The record it is about; left out for the whole report.", "people/ana-ruiz")
    passage: Passage = optional("Where in the text: its first words … its last words.", "the minister … last year")
    kind: Annotated[Text, NOTE_KINDS] = required(
        "What is wrong: against the record, against another report or itself, no longer so, open, or lacking.", "error"
    )
    text: Line = required("What a reader should know instead.", "She left office in March 2024.")
    contradicted_by: tuple[SourceId, ...] = many("Sources here that say otherwise.", "[coast-herald]")
    reference: Text = optional("The public record, named and dated.", "Government gazette, 1 March 2024")


class Ignored(Record):
    """A part of a text that is left out on purpose."""

    called = "an entry of 'ignore'"
    passage: Passage = required("The part: its words, or first words … last words.", "Sign up for … newsletter")
    reason: Text = required("Why it is left out.", "Page furniture, not the report.")


class Source(Record):
    """A report we summarise; the file name is its id. [schema.org NewsArticle; CSL-JSON]"""

    called = "a source"
    noun = "source"
    plural = "sources"
    listed_in = "sources/"
    id: Text = computed(Text("", Place("")))
    headline: Verbatim = required(
        "The headline, or a name of ours where the copy has none.", "Tunnel could open in 2031"
    )
    headline_by: Annotated[Text, HEADLINE_BY] = required("Whose words the headline is.", "source")
    status: Annotated[Text, STATUSES] = optional(
        "`draft` keeps it out of every built site; the preview shows it. `published` if left out.",
        "draft",
        default=Text(PUBLISHED, Place("")),
    )
    publisher: Text = optional("Left out where the copy does not say.", "Harbour Gazette")
    credit: Text = optional("A wire or agency credit, if printed.", "Coast Wire")
    url: Url = optional("Left out where unknown.", "https://gazette.example/tunnel")
    date_published: Date = required("EDTF, as exact as it is known.", "2024-05-03")
    date_basis: Annotated[Text, DATE_BASES] = required("Whether the copy prints the date.", "inferred")
    date_note: Line = optional("How an inferred date was worked out.", "It names Friday's vote, held on 3 May 2024.")
    language: Language = optional("The language of the text.", "en", default=Text("en", Place("")))
    text: Text = required("The file name of the private copy.", "gazette-tunnel.txt")
    shares_origin_with: tuple[SourceId, ...] = many("Sources that retell the same parent report.", "[coast-herald]")
    summary: Prose = required("Ours, in our own words.", "Ministers now name a limit, [@f:cost].")
    key_points: tuple[Line, ...] = many("Three to six sentences of ours.", "- The price is capped.")
    figures: tuple[Figure, ...] = many("Every quantity the text states.", "")
    quotes: tuple[Quote, ...] = many("Everything between quotation marks.", "")
    people: tuple[Mention, ...] = many("Every person the text names.", "")
    positions: tuple[Position, ...] = many(
        "What it says on each question; two entries where it tells of a dispute.", ""
    )
    silent_on: tuple[QuestionId, ...] = many("The questions it says nothing on.", "[who-pays]")
    events: tuple[Told, ...] = many("The events it tells of.", "")
    terms: tuple[Usage, ...] = many("Which words it uses for the terms of the glossary.", "")
    notes: tuple[Note, ...] = many("Ours, about the source.", "")
    ignore: tuple[Ignored, ...] = many("What was left out of the record, and why.", "")


class Content(Struct, frozen=True):
    """Everything in `content/`, every reference resolved; sources in the order of their letters."""

    site: Site
    explainer: Explainer
    people: tuple[Person, ...]
    measures: tuple[Measure, ...]
    questions: tuple[Question, ...]
    events: tuple[Event, ...]  # in the order of their dates
    terms: tuple[Term, ...]
    corrections: tuple[Correction, ...]  # the latest first
    sources: tuple[Source, ...]
    lock: Lock
    left_out: int = 0  # sources that are drafts and therefore not among these
    only_in_drafts: frozenset[str] = frozenset()  # what is here for the sake of drafts alone, as "person ana-ruiz"

    @property
    def records(self) -> tuple[Record, ...]:
        """The records of every file, without those within them."""
        return (
            self.site,
            self.explainer,
            *self.people,
            *self.measures,
            *self.questions,
            *self.events,
            *self.terms,
            *self.corrections,
            *self.sources,
        )
