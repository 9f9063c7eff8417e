"""Records -> what they are in the words of schema.org, for search engines and other programs.

Nothing is made up: what a copy does not say, and a date that nobody printed, is left out. Nothing is rated: a claim is
told with where it appears, and whether it is true is said nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from explainer.anchors import own, position_place, shared
from explainer.columns import TABLES
from explainer.compare.answers import Answered
from explainer.compare.said import Said
from explainer.dates import Date, Point
from explainer.licences import known_licence
from explainer.model import Correction, Event, Figure, Measure, Office, Person, Question, Quote, Source, Term
from explainer.pages.alternates import KINDS
from explainer.pages.parts import Desk
from explainer.pages.prose import line
from explainer.pages.rows import answer_words
from explainer.quantity import Quantity, as_number

Node: TypeAlias = dict[str, Any]

TITLES = {"sources": "Reports", "quotes": "Quotations"}  # of tables, where it is not their name
CATALOG = "/data/#the_files"


def node(kind: str, id: str = "", **properties: Any) -> Node:
    """A thing; what is empty is left out. A number never is."""
    found = {"@type": kind, "@id": id} | properties
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def reference(thing: Node) -> Node:
    """A thing that is told of elsewhere."""
    return {"@id": thing["@id"]}


# --- the explainer ----------------------------------------------------------------------------------------------------


def editors(desk: Desk) -> Node:
    """Whose words the explainer's are, and by what rules."""
    return node(
        "Organization",
        name=f"The editors of “{desk.content.site.title}”",
        publishingPrinciples=desk.addresses.full("/method/"),
        correctionsPolicy=desk.addresses.full("/corrections/"),
    )


def licence(desk: Desk) -> str:
    """The address of the licence of our words, where it is known."""
    known = known_licence(desk.content.site.licence)
    return known.path if known else ""


def correction(desk: Desk, correction: Correction, name: str) -> Node:
    """A change to what was published."""
    return node(
        "CorrectionComment",
        desk.addresses.full(f"/corrections/#{own('correction', name)}"),
        datePublished=correction.date.plain,
        text=line(desk.prose(correction.text)),
    )


def dataset(desk: Desk, name: str) -> Node:
    """A table, with its files."""
    files = [
        node("DataDownload", contentUrl=desk.addresses.full(f"/data/{name}.{ending}"), encodingFormat=kind)
        for ending, kind in KINDS.items()
    ]
    return node(
        "Dataset",
        desk.addresses.full(f"/data/#{name}"),
        name=f"{TITLES.get(name, name.capitalize())}: {desk.content.site.title}",
        description=TABLES[name].description,
        license=licence(desk),
        includedInDataCatalog={"@id": desk.addresses.full(CATALOG)},
        distribution=files,
    )


# --- reports ----------------------------------------------------------------------------------------------------------


def report_id(desk: Desk, source: Source) -> str:
    """The report's own address, or where that is unknown a name made of that of its page here."""
    return str(source.url or desk.addresses.full(f"/sources/{source.id}/#report"))


def report(desk: Desk, source: Source) -> Node:
    """A report by what its copy says of itself; a headline of ours is a name."""
    printed = source.headline_by == "source"
    return node(
        "NewsArticle",
        report_id(desk, source),
        **{"headline" if printed else "name": source.headline},
        url=source.url,
        publisher=node("Organization", name=source.publisher) if source.publisher else None,
        creditText=source.credit,
        datePublished=source.date_published.plain if source.date_basis == "printed" else "",
        inLanguage=source.language,
    )


def recorded(desk: Desk, source: Source) -> Node:
    """A report with whom it names and what it quotes."""
    people = {mention.person.id: mention.person for mention in source.people}
    mentioned = [person_in_short(desk, each) for each in people.values()]
    quoted = [quotation(desk, source, quote) for quote in source.quotes]
    return report(desk, source) | node("NewsArticle", mentions=mentioned, hasPart=quoted)


def quotation(desk: Desk, source: Source, quote: Quote) -> Node:
    """Words between quotation marks, and who said them."""
    return node(
        "Quotation",
        desk.addresses.full(f"/quotes/#{shared(source, quote)}"),
        text=quote.exact,
        inLanguage=source.language,
        spokenByCharacter={"@id": person_id(desk, quote.speaker)} if quote.speaker else None,
    )


def observation(desk: Desk, source: Source, figure: Figure) -> Node:
    """A figure: as printed, and as understood."""
    return node(
        "Observation",
        desk.addresses.full(f"/figures/#{shared(source, figure)}"),
        name=figure.as_printed,
        measuredProperty=measured(desk, figure.measure),
        subjectOf={"@id": report_id(desk, source)},
        **quantity(figure.quantity),
    )


def measured(desk: Desk, measure: Measure) -> Node:
    """What a figure measures."""
    return node("Property", desk.addresses.full(f"/figures/#{measure.id}"), name=measure.title)


def quantity(found: Quantity) -> Node:
    """Its numbers. schema.org's bounds include what they name; one that does not, and "about", stand beside them."""
    beside = {
        "more than": as_number(found.exclusive_minimum),
        "less than": as_number(found.exclusive_maximum),
        "approximate": found.approximate or None,
    }
    return {
        "value": as_number(found.value),
        "minValue": as_number(found.minimum),
        "maxValue": as_number(found.maximum),
        "unitText": unit(found),
        "additionalProperty": [
            node("PropertyValue", name=name, value=value) for name, value in beside.items() if value is not None
        ],
    }


def unit(found: Quantity) -> str:
    """ "GBP per year", "% of GDP" """
    of, per = (f" {word} {what}" if what else "" for word, what in (("of", found.of), ("per", found.per)))
    return f"{found.unit}{of}{per}".strip()


# --- people -----------------------------------------------------------------------------------------------------------


def person_id(desk: Desk, person: Person) -> str:
    """The name of a person among all things on the web."""
    return desk.addresses.full(f"/people/{person.id}/#person")


def person_in_short(desk: Desk, person: Person) -> Node:
    """A person where others are told of."""
    return node("Person", person_id(desk, person), name=person.name)


def person(desk: Desk, person: Person) -> Node:
    """A person with every spelling, and the offices on record with their days."""
    spelt = [str(name) for _, mention in desk.appearances[person.id].mentions for name in mention.names]
    others = [name for name in dict.fromkeys([*spelt, *map(str, person.other_names)]) if name != person.name]
    jobs = [_office(office) for office in person.offices]
    return person_in_short(desk, person) | node("Person", alternateName=others, jobTitle=jobs)


def _office(office: Office) -> Node:
    """schema.org's way to say when a property was so: it stands within itself, with its days."""
    days = {name: date.plain if date else "" for name, date in (("startDate", office.start), ("endDate", office.end))}
    return node("Role", jobTitle=office.title, **days)


# --- questions, events, terms -----------------------------------------------------------------------------------------


def question(desk: Desk, question: Question) -> Node:
    """What all reports are asked."""
    return node("Question", desk.addresses.full(f"/questions/{question.id}/#question"), name=question.text)


def claims(desk: Desk, answered: Answered) -> Iterator[Node]:
    """What reports say on a question, or report that somebody says; not what they deny or doubt."""
    about = reference(question(desk, answered.question))
    for said in answered.said:
        if said.position.stance in ("asserts", "reports"):
            yield _claim(desk, answered.question, said) | {"about": about}


def _claim(desk: Desk, asked: Question, said: Said) -> Node:
    return node(
        "Claim",
        desk.addresses.full(f"/questions/{asked.id}/#{position_place(said.source, said.number)}"),
        text=answer_words(said),
        author=person_in_short(desk, said.claimant) if said.claimant else None,
        appearance={"@id": report_id(desk, said.source)},
    )


def event(desk: Desk, event: Event) -> Node:
    """What happened, and when, as far as that is known without doubt."""
    return node(
        "Event",
        desk.addresses.full(f"/timeline/#{event.id}"),
        name=line(desk.prose(event.text)),
        startDate=_plain(event.date.start, event.date),
        endDate=_plain(event.date.end, event.date) if event.date.start != event.date.end else "",
    )


def _plain(point: Point | None, date: Date) -> str:
    """A side of a date in ISO 8601, unless it is in doubt."""
    if point is None or point.sign:
        return ""
    return date.edtf.split("/")[0 if point is date.start else -1]


def term(desk: Desk, term: Term) -> Node:
    """A word, and what it means."""
    return node(
        "DefinedTerm",
        desk.addresses.full(f"/glossary/#{term.id}"),
        name=term.term,
        alternateName=[str(word) for word in term.other_terms],
        description=line(desk.prose(term.definition)),
    )
