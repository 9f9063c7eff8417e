"""Records that were read -> problems in what their fields are to each other, and in what their prose points at."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from decimal import Decimal
from typing import TypeAlias

from msgspec.structs import replace

from explainer.addresses import read_base
from explainer.model import (
    TABLES,
    Correction,
    Event,
    Explainer,
    Figure,
    Measure,
    Note,
    Paragraph,
    Person,
    Prose,
    Quote,
    Site,
    Source,
    Target,
    Term,
)
from explainer.offices import judge
from explainer.problems import Place, did_you_mean, some
from explainer.quantity import Quantity, parse_quantity, stated_quantity
from explainer.reading import Known, Reading, draft_named, duplicates
from explainer.record import changed
from explainer.yamltext import Text

_OPENING, _CLOSING = set("“‘\"'«„"), set("”’\"'»“")
LONGEST_QUOTE = 100  # words; more is no quotation, but a part of the text
MOST_COMPARED = 1_000  # figures, each with all others
NAMED = (*TABLES, "terms", "questions", "measures")  # what a correction may name
BOUNDS = ("value", "minimum", "exclusive_minimum", "maximum", "exclusive_maximum")


def checked_source(source: Source, reading: Reading) -> Source:
    """The source with what is computed from its own fields; adds every problem within it."""
    duplicates(source.figures, reading, "a figure")
    duplicates(source.quotes, reading, "a quote")
    _source(source, reading)
    _mentions(source, reading)
    for quote in source.quotes:
        _quote(quote, reading)
    targets = _targets(source)
    for note in source.notes:
        _note(note, source, targets, reading)
    for figure in source.figures:
        if not figure.lacks("claimant") and not figure.lacks("claimed_by"):
            message = "a figure has either 'claimant' or 'claimed_by'"
            reading.add(figure.at("claimed_by"), "two-claimants", message, "remove one of them")
    figures = tuple(changed(figure, quantity=_quantity(figure, reading)) for figure in source.figures)
    return changed(source, figures=figures)


def _source(source: Source, reading: Reading) -> None:
    if source.date_basis == "inferred" and source.lacks("date_note"):
        place = source.at("date_basis")
        reading.add(place, "missing-field", "an inferred date needs the field 'date_note'", "say how it was worked out")
    if source.text is not None and (re.search(r"[/\\]", source.text) or source.text in (".", "..")):
        hint = "write its name alone; the folder is texts/, or what --texts names"
        reading.add(source.text.place, "text", f"'text' is the name of a file, not '{source.text}'", hint)
    for other in source.shares_origin_with:
        if other == source.id:
            reading.add(
                other.place, "own-origin", "a source cannot share its origin with itself", "name the other source"
            )


def check_claimants(people: Iterable[Person], sources: Iterable[Source], reading: Reading) -> None:
    """Nobody of ours is only named in words: the same person would count as two."""
    ids = {
        name.casefold(): person.id for person in people if person.name for name in (person.name, *person.other_names)
    }
    for source in sources:
        for words in (*(f.claimed_by for f in source.figures), *(p.claimed_by for p in source.positions)):
            if words is not None and words.casefold() in ids:
                hint = f"write claimant: {ids[words.casefold()]}"
                reading.add(words.place, "claimant", f"'{words}' is one of people.yaml", hint)


def _mentions(source: Source, reading: Reading) -> None:
    """Each person is listed once, with all names; whoever speaks or claims is listed."""
    listed: dict[str, Place] = {}
    for mention in source.people:
        if mention.person is None:
            continue
        if mention.person.id in listed:
            related = (listed[mention.person.id], "the first is here")
            message = f"'{mention.person.id}' is listed twice"
            reading.add(mention.at("person"), "duplicate-id", message, "put all names into one entry", related)
        listed.setdefault(mention.person.id, mention.place)
    speaking = [(q.speaker, q.at("speaker")) for q in source.quotes]
    speaking += [(f.claimant, f.at("claimant")) for f in source.figures]
    speaking += [(p.claimant, p.at("claimant")) for p in source.positions]
    whole = all(mention.person is not None for mention in source.people)
    for person, place in speaking:
        if person is not None and person.id not in listed and whole:
            hint = "add the person there, with the names and role this source gives"
            reading.add(place, "unlisted-person", f"'{person.id}' is not under this source's 'people'", hint)


def _quote(quote: Quote, reading: Reading) -> None:
    if quote.exact is not None and quote.exact[:1] in _OPENING and quote.exact[-1:] in _CLOSING:
        message = "'exact' holds the words between the quotation marks, without them"
        reading.add(quote.exact.place, "quotation-marks", message, "remove the marks; the site sets its own")
    if quote.exact is not None and len(quote.exact.split()) > LONGEST_QUOTE:
        message = f"this quotation has more than {LONGEST_QUOTE} words"
        hint = "quote what matters, and say the rest in your own words: the text is somebody else's"
        reading.add(quote.exact.place, "long-quote", message, hint)
    named, unnamed = not quote.lacks("speaker"), not quote.lacks("unnamed")
    if named and unnamed:
        reading.add(
            quote.at("unnamed"), "two-speakers", "a quote has either 'speaker' or 'unnamed'", "remove one of them"
        )
    if quote.kind in ("speech", "fragment") and not named and not unnamed and quote.lacks("attribution"):
        hint = "name the person under 'speaker', or put the source's words for whoever it was under 'unnamed'"
        reading.add(quote.at("kind"), "missing-field", f"a quote of kind '{quote.kind}' needs a speaker", hint)


def _targets(source: Source) -> frozenset[str] | None:
    """What a note may be on; None where some of it could not be read."""
    ids = [figure.id for figure in source.figures] + [quote.id for quote in source.quotes]
    whole = all(mention.person for mention in source.people) and all(ids)
    if not whole or not all(p.question for p in source.positions) or not all(told.event for told in source.events):
        return None
    return frozenset(
        (
            *("headline", "date_published"),
            *(f"figures/{figure.id}" for figure in source.figures),
            *(f"quotes/{quote.id}" for quote in source.quotes),
            *(f"people/{mention.person.id}" for mention in source.people),
            *(f"positions/{position.question.id}" for position in source.positions),
            *(f"events/{told.event.id}" for told in source.events),
        )
    )


def _note(note: Note, source: Source, targets: frozenset[str] | None, reading: Reading) -> None:
    for other in note.contradicted_by:
        if other == source.id:
            reading.add(other.place, "own-origin", "a source cannot contradict itself here", "name the other source")
    if note.kind in ("error", "outdated") and note.lacks("contradicted_by") and note.lacks("reference"):
        hint = "name a source here under 'contradicted_by', or the public record under 'reference'"
        reading.add(note.at("kind"), "no-basis", f"a note of kind '{note.kind}' needs its basis", hint)
    if note.on is None or targets is None:
        return
    kind = note.on.partition("/")[0]
    if note.on not in targets and not reading.misspelt(source, kind):
        meant = did_you_mean(note.on, [t for t in targets if t.partition("/")[0] == kind] or targets)
        hint = (
            f"did you mean '{meant}'?"
            if meant
            else "write people/…, figures/…, quotes/…, positions/…, events/…, headline or date_published"
        )
        reading.add(note.on.place, "unknown-reference", f"this source has no '{note.on}'", hint)


def check_key_measures(explainer: Explainer, reading: Reading) -> None:
    """No measure stands twice on the home page."""
    ids = Counter(measure.id for measure in explainer.key_measures)
    for name in sorted(name for name, times in ids.items() if times > 1):
        reading.add(explainer.at("key_measures"), "duplicate-id", f"'{name}' is listed twice", "remove one of them")
    for measure in explainer.drawn_together:
        if measure.id not in ids:
            message = f"'{measure.id}' is none of the key measures"
            reading.add(explainer.at("drawn_together"), "drawn-together", message, "add it to key_measures too")


def check_compared(sources: Iterable[Source], reading: Reading) -> None:
    """No measure has more figures that differ than can be compared with each other."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    for figure in (figure for source in sources for figure in source.figures):
        if figure.measure is None or figure.as_printed is None or figure.as_printed in known[figure.measure.id]:
            continue
        known[figure.measure.id].add(figure.as_printed)
        if len(known[figure.measure.id]) == MOST_COMPARED + 1:
            message = f"more than {MOST_COMPARED:,} figures measure '{figure.measure.id}', each in other words"
            reading.add(figure.at("measure"), "too-many-figures", message, "give some of them a measure of their own")


def check_site(site: Site, reading: Reading) -> None:
    """The site's address is one a site can be served from."""
    if site.url is not None and read_base(site.url) is None:
        hint = "write http:// or https://, a host and a path, as in https://example.org/tunnel/"
        reading.add(site.url.place, "url", f"no site can be served from '{site.url}'", hint)


# --- figures ----------------------------------------------------------------------------------------------------------


def _quantity(figure: Figure, reading: Reading) -> Quantity:
    """What a figure's words say, or what its fields state where the program cannot read the words."""
    if figure.as_printed is None:
        return Quantity()
    parsed = parse_quantity(figure.as_printed)
    stated = {name: Decimal(getattr(figure, name)) for name in BOUNDS if getattr(figure, name) is not None}
    if not figure.lacks("vague"):
        _vague(figure, parsed, stated, reading)
    elif parsed:
        _agrees(figure, parsed, stated, reading)
    elif all(figure.lacks(name) for name in BOUNDS):
        hint = "state value, minimum or maximum beside them, or 'vague: true' where they give no number"
        message = "the program cannot read a number from these words"
        reading.add(figure.as_printed.place, "quantity", message, hint)
    _bounds(figure, stated, list(stated), reading)
    quantity = parsed or stated_quantity(stated, approximate=bool(figure.approximate))
    return replace(quantity, unit=quantity.unit or figure.unit or (figure.measure.unit if figure.measure else "") or "")


def _vague(figure: Figure, parsed: Quantity | None, stated: dict[str, Decimal], reading: Reading) -> None:
    """A vague figure has words without a number, and no number beside them."""
    for name in stated if figure.vague else ():
        reading.add(figure.at(name), "quantity", f"a vague figure has no '{name}'", "remove the one or the other")
    if figure.vague and parsed:
        message = f"these words do give a number: {parsed.words}"
        reading.add(figure.at("as_printed"), "quantity", message, "remove 'vague: true'")


def _agrees(figure: Figure, parsed: Quantity, stated: dict[str, Decimal], reading: Reading) -> None:
    """What is stated beside words that can be read is what they say."""
    hint = "correct it, or remove it: the program reads the words"
    wrong = list(stated)[:1] if parsed.bounds != stated_quantity(stated).bounds else []
    if figure.approximate is not None and figure.approximate != parsed.approximate:
        wrong.append("approximate")
    if figure.unit and parsed.unit not in ("", figure.unit):
        wrong.append("unit")
    for name in wrong:
        said = parsed.unit if name == "unit" else parsed.words
        shown = str(getattr(figure, name)).lower() if name == "approximate" else getattr(figure, name)
        message = f"'{name}: {shown}' is not what the words say: {said}"
        reading.add(figure.at(name), "quantity", message, hint)


def _bounds(figure: Figure, stated: dict[str, Decimal], given: list[str], reading: Reading) -> None:
    """A value stands alone; one lower and one upper bound, in order."""
    lower = [name for name in given if name.endswith("minimum")]
    upper = [name for name in given if name.endswith("maximum")]
    if ("value" in given and len(given) > 1) or len(lower) > 1 or len(upper) > 1:
        message = f"{' and '.join(repr(name) for name in given)} do not go together"
        reading.add(figure.at(given[-1]), "quantity", message, "state a value, or one lower and one upper bound")
    elif lower and upper and stated[lower[0]] > stated[upper[0]]:
        reading.add(figure.at(upper[0]), "quantity", f"'{upper[0]}' is below '{lower[0]}'", "swap the two")


# --- roles against the record -----------------------------------------------------------------------------------------


def check_offices(people: Iterable[Person], reading: Reading) -> None:
    """No office ends before it begins."""
    for office in (office for person in people for office in person.offices):
        if office.start and office.end and office.start.earliest > office.end.latest:
            reading.add(office.at("end"), "date", "this office ends before it begins", "swap the two, or correct one")


def check_roles(sources: Iterable[Source], reading: Reading) -> None:
    """A role that is wrong on the record has a note that says so, and one that is right has none."""
    for source in sources:
        wrong = {str(note.on): note for note in source.notes if note.kind in ("error", "outdated") and note.on}
        noted = {str(note.on) for note in source.notes}
        for mention in source.people:
            judged = judge(mention, source)
            note = wrong.get(f"people/{mention.person.id}")
            if judged.verdict == "wrong" and note is None:
                hint = f"add a note on people/{mention.person.id} of kind error, or correct the offices in people.yaml"
                message = f"by the offices on record this role was wrong on {source.date_published.words}"
                related = tuple((office.place, "this office is meant") for office in judged.offices)
                reading.add(mention.at("role"), "role", message, hint, *related)
            elif judged.verdict == "unmatched" and f"people/{mention.person.id}" not in noted:
                hint = f"add it to also_called of an office in people.yaml, or a note on people/{mention.person.id}"
                message = f"no office of {mention.person.name} is called '{mention.role}'"
                reading.add(mention.at("role"), "role", message, hint)
            elif judged.verdict == "right" and note is not None:
                assert note.on is not None
                message = f"by the offices on record the role was right on {source.date_published.words}"
                hint = "remove the note, put it on a passage if it is about something else, or correct the offices"
                related = tuple((office.place, "this office is meant") for office in judged.offices)
                reading.add(note.on.place, "role", message, hint, *related)


# --- what stands in two places ----------------------------------------------------------------------------------------


def check_copies(sources: Iterable[Source], reading: Reading) -> None:
    """No two sources have the same text or address: a copy would count as another voice."""
    first: dict[str, Text] = {}
    for source in sources:
        for value in (source.text, source.url):
            if value is None:
                continue
            if value in first:
                related = (first[value].place, "the first is here")
                hint = "give each its own; a report is recorded once"
                reading.add(value.place, "copied-source", f"another source has '{value}' too", hint, related)
            first.setdefault(value, value)


def check_drafts(sources: Iterable[Source], reading: Reading) -> None:
    """No source that is published names a draft; a draft may name another that is shown with it."""
    known = reading.known[Source]
    for source in sources if known.drafts else ():
        named = (*source.shares_origin_with, *(other for note in source.notes for other in note.contradicted_by))
        for other in named:
            if other in known.left_out or (other in known.drafts and source.id not in known.drafts):
                draft_named(other.place, other, reading)


# --- what is listed and not used --------------------------------------------------------------------------------------


Listed: TypeAlias = Person | Measure | Event | Term  # what is listed once for all sources


def listed_name(record: Listed) -> str:
    """A listed record by its kind and id, which two kinds may share."""
    return f"{record.noun} {record.id}"


def needs_source(record: Listed) -> bool:
    """Whether a listed record has no basis but sources: an event of the public record has another."""
    return record.noun != "event" or record.lacks("reference")


def uses(sources: Iterable[Source]) -> set[str]:
    """The names of the listed records that some sources have; of sources with problems, as far as they were read."""
    seen: set[str] = set()
    for source in sources:
        used: list[Listed | None] = [mention.person for mention in source.people]
        used += [figure.measure for figure in source.figures]
        used += [told.event for told in source.events]
        used += [usage.term for usage in source.terms]
        seen.update(listed_name(record) for record in used if record is not None)
    return seen


def check_used(listed: Iterable[Listed], sources: Iterable[Source], reading: Reading) -> None:
    """Nobody and nothing is listed that no source has: it would be on the site without a source."""
    read = tuple(sources)
    seen = uses(read)
    dated = {told.event.id for source in read for told in source.events if told.date_as_printed}
    for record in filter(needs_source, listed):
        if listed_name(record) not in seen:
            hint = f"add the {record.noun} to a source, or remove it here"
            hint += "; an event of the public record needs its 'reference'" if record.noun == "event" else ""
            reading.add(record.id.place, "unused", f"'{record.id}' is in no source", hint)
        elif record.noun == "event" and record.id not in dated:
            hint = "name the public record under 'reference', or its date_as_printed in a source that has it"
            reading.add(
                record.at("date"), "no-basis", "no source prints this date, and no record is named for it", hint
            )


# --- corrections ------------------------------------------------------------------------------------------------------


def check_corrections(corrections: Iterable[Correction], reading: Reading) -> None:
    """What was corrected is called as in the published data."""
    for correction in corrections:
        for name in correction.corrects or ():
            table, _, record = name.partition("/")
            if table in NAMED and record:
                continue
            meant = did_you_mean(table, NAMED)
            hint = f"write the name of a file in data/ and the id there; the files are {', '.join(NAMED)}"
            if meant:
                hint = f"did you mean '{meant}/{record or '…'}'?"
            reading.add(name.place, "corrects", f"'{name}' is no published record", hint)


# --- citations --------------------------------------------------------------------------------------------------------


def check_citations(
    prose: Iterable[Prose], sources: Iterable[Source], reading: Reading, drafts: Container[str] = ()
) -> None:
    """Every citation in prose names an event, or a source and perhaps a figure or quote in it, and none of `drafts`;
    nothing that was meant for one is left in the words."""
    by_id = {str(source.id): source for source in sources}
    items = {name: {"figure": _ids(source.figures), "quote": _ids(source.quotes)} for name, source in by_id.items()}
    for text in prose:
        for citation in text.citations:
            for target in citation.targets:
                if target.kind == "event":
                    _event(target, reading.known[Event], reading)
                elif target.source in drafts:
                    draft_named(target.place, target.source, reading)
                else:
                    _target(target, by_id, items, reading)
        check_loose(text, by_id, reading)


# The sign comes first, for that is what a text is searched for; then what may not stand before it.
_AT = re.compile(r"@(?<![\w.@/\\]@)(?:[fq]:)?([a-z0-9]+(?:-[a-z0-9]+)*)(?:/[a-z0-9-]+)?(?![\w-])")
_BRACED = re.compile(r"\{(?<!\\\{)\.[\w-]*\}")


def check_loose(text: Prose, sources: Container[str], reading: Reading) -> None:
    """Nothing is left in the words that was meant for a citation or a mark, and would be on the page as it is typed."""
    for paragraph in text.paragraphs:
        _loose(paragraph, sources, reading)


def _loose(paragraph: Paragraph, sources: Container[str], reading: Reading) -> None:
    for found in _AT.finditer(paragraph.words):
        if found[1] in sources:
            hint = f"write [{found[0]}], or a \\ before the @ if it belongs to the text"
            reading.add(paragraph.at(*found.span()), "citation", f"'{found[0]}' stands without its brackets", hint)
    for found in _BRACED.finditer(paragraph.words):
        hint = "write {.editor} at the end of a paragraph, or a \\ before the { if it belongs to the text"
        reading.add(paragraph.at(*found.span()), "markdown", f"'{found[0]}' is no mark", hint)


def _event(target: Target, known: Known, reading: Reading) -> None:
    if known.lacks(target.item):
        meant = did_you_mean(target.item, known.records)
        hint = (f"did you mean '{meant}'? " if meant else "") + "(events are listed in timeline.yaml)"
        reading.add(target.place, "unknown-reference", f"no event is called '{target.item}'", hint)


def _ids(items: Iterable[Figure | Quote]) -> dict[str, None]:
    return {str(item.id): None for item in items if item.id is not None}


def _target(
    target: Target, sources: dict[str, Source], items: Mapping[str, Mapping[str, Iterable[str]]], reading: Reading
) -> None:
    known = reading.known[Source]
    if target.source not in known.records and not known.lacks(target.source):
        return
    if target.source not in known.records:
        meant = did_you_mean(target.source, known.records)
        hint = f"did you mean '{meant}'? " if meant else ""
        hint += "(a source's id is its file name without .yaml)"
        reading.add(target.place, "unknown-reference", f"no source is called '{target.source}'", hint)
        return
    source = sources.get(target.source)
    if not target.item or source is None:
        return
    ids = items[target.source][target.kind]
    if target.item not in ids and not reading.misspelt(source, f"{target.kind}s"):
        meant = did_you_mean(target.item, ids)
        hint = f"did you mean '{meant}'?" if meant else f"its {target.kind}s are: {some(ids)}" if ids else ""
        message = f"{target.source} has no {target.kind} called '{target.item}'"
        reading.add(target.place, "unknown-reference", message, hint)
