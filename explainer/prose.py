"""Our own prose -> problems where it says what no record holds: an uncited paragraph, a quotation, a number, a person.

In the story every paragraph cites a report or an event, or is marked as the editors' own. Everywhere a number comes
from a record that the paragraph cites, words in quotation marks from those recorded of a report that it cites, and
whoever is named is in such a report; the prose of a source's own file cites that source without saying so. Notes,
corrections and how a date was worked out bring their own basis and are left alone; so are titles, labels and the words
of answers, which cannot cite.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache

from msgspec import Struct, field

from explainer.english import CALENDAR, INSIDE, OPENERS, WORD
from explainer.evidence.items import Kind, items_of
from explainer.evidence.numbers import names_day, numbers_in
from explainer.evidence.words import fold, printed
from explainer.kept import NOTHING, Kept
from explainer.lexicon import Lexicon, blanked
from explainer.model import Content, Explainer, Paragraph, Person, Prose, Source, Target
from explainer.parallel import in_parts, processors, share
from explainer.problems import Place, Problem
from explainer.quantity import NUMBER_WORDS

MANY = 300  # sources; to look through fewer takes no longer than to start another process
_SMALL = frozenset([*(word for word, number in NUMBER_WORDS.items() if number <= 12), "twice"])  # in prose but words
_SPOKEN: frozenset[Kind] = frozenset(("passage", "attribution", "role", "date"))  # of a report, and no figure
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[£€$¥%]")
_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_YEAR = re.compile(r"\d{4}\Z")
_OWN = re.compile(r"['’]s\Z")


def prose_problems(content: Content, kept: Kept = NOTHING) -> Iterator[Problem]:
    """Every problem in the story, in what sources say in our words, in the timeline and in the glossary."""
    known = known_to(content, kept)
    for prose in _story(content.explainer):
        for paragraph in prose.paragraphs:
            if not paragraph.targets and not paragraph.ours:
                hint = "cite a report, as in [@source], or end it with {.editor} if it is the editors' own"
                yield Problem(_whole(paragraph), "uncited", "this paragraph cites nothing", hint)
            yield from known.problems(paragraph, [], strangers=True)

    def some(number: int, parts: int) -> list[Problem]:
        return [found for source in share(content.sources, number, parts) for found in known.kept_of(source, kept)]

    for found in in_parts(some, processors() if len(content.sources) >= MANY and kept.once else 1):
        yield from found
    for event in content.events:
        own = Target("event", "", str(event.id), event.place)
        for paragraph in event.text.paragraphs:
            yield from known.problems(paragraph, [own], strangers=event.reference is None)
    for term in content.terms:
        for paragraph in term.definition.paragraphs if term.reference is None else ():
            yield from known.problems(paragraph, [], strangers=False)


def _paragraphs(source: Source) -> Iterator[Paragraph]:
    """All that is said in our own words of a source, but for notes and how its date was worked out."""
    gists = (position.gist for position in source.positions if position.gist is not None)
    return (paragraph for prose in (source.summary, *source.key_points, *gists) for paragraph in prose.paragraphs)


def _story(explainer: Explainer) -> Iterator[Prose]:
    yield from (point.text for point in explainer.at_a_glance)
    yield from (section.text for section in explainer.sections)


def _whole(paragraph: Paragraph) -> Place:
    """The first line of a paragraph."""
    return paragraph.at(0, max(1, len(paragraph.words.split("\n")[0].rstrip())))


class _Held(Struct):
    """What the records that a paragraph cites hold."""

    records: list[frozenset[str]] = field(default_factory=list)  # the words of each
    days: list[frozenset[str]] = field(default_factory=list)  # of each date
    people: list[set[str]] = field(default_factory=list)  # of each source
    sources: list[Source] = field(default_factory=list)
    open: bool = False  # an event of the public record may name anybody of ours


def known_to(content: Content, kept: Kept = NOTHING) -> Known:
    """What all prose may draw on."""
    return kept.make(("known",), (content.sources,), lambda: Known(content, kept))


class Known:
    """The names and records that prose may draw on."""

    def __init__(self, content: Content, kept: Kept = NOTHING) -> None:
        self.sources = {str(source.id): source for source in content.sources}
        self.events = {str(event.id): event for event in content.events}
        self.telling = _telling(content.sources)
        self.words: dict[str, list[frozenset[str]]] = {}  # see `spoken`
        self.plain: dict[str, list[str]] = {}  # see `recorded`
        self.named = {str(source.id): _named_in(source) for source in content.sources}
        self.items = {("figure", str(s.id), str(f.id)): f.as_printed for s in content.sources for f in s.figures}
        self.items |= {("quote", str(s.id), str(q.id)): q.exact for s in content.sources for q in s.quotes}
        self.bearers = kept.equal(("bearers",), _bearers(content.people, content.sources))
        self.names = kept.make(("names",), (self.bearers,), lambda: Lexicon(self.bearers))
        labels = kept.equal(("labels",), _labels(content))
        self.terms = kept.make(("labels", "lexicon"), (labels,), lambda: Lexicon(labels, case=False))

    def kept_of(self, source: Source, kept: Kept) -> Iterable[Problem]:
        """What is found in a source; nothing, if nothing was and all that its prose may draw on is as it was."""
        cited = [target for paragraph in _paragraphs(source) for target in paragraph.targets]
        if kept.once or any(target.kind == "event" for target in cited):  # which many others may tell of
            return self.in_source(source)
        held = (source, *(self.sources[target.source] for target in cited), self.names, self.terms)
        clean = kept.make(("prose", source.id), held, lambda: not list(self.in_source(source)))
        return () if clean else self.in_source(source)

    def in_source(self, source: Source) -> Iterator[Problem]:
        own = Target("source", str(source.id), "", source.place)
        for paragraph in _paragraphs(source):
            yield from self.problems(paragraph, [own], strangers=True)

    def problems(self, paragraph: Paragraph, own: Sequence[Target], *, strangers: bool) -> Iterator[Problem]:
        words = paragraph.words.replace("\n", " ")
        held = cache(lambda: self.held(own, paragraph.targets))  # most paragraphs hold nothing that has to be
        plain = self.terms.blanked(words)
        if strangers:  # a term's definition may set words apart
            yield from self.quotations(paragraph, words, held)
        yield from self.numbers(paragraph, plain, held)
        undated = _undated(plain)
        names = tuple(self.names.find(undated))
        yield from self.people(paragraph, undated, names, held)
        if strangers:
            named = names if undated == plain else self.names.find(plain)  # which are the same but for a "May Day"
            yield from self.strangers(paragraph, blanked(plain, named))

    def held(self, own: Sequence[Target], cited: Iterable[Target]) -> _Held:
        held = _Held()
        for target in (*own, *cited):
            if target.kind == "event":
                event = self.events[target.item]
                held.days.append(_tokens(event.date.words))
                held.people += [self.named[str(source.id)] for source in self.telling[target.item]]
                held.open = held.open or event.reference is not None
                continue
            source = self.sources[target.source]
            held.sources.append(source)
            held.days.append(_tokens(source.date_published.words))
            held.records.append(_tokens(source.headline))
            held.people.append(self.named[target.source])
            if target in own:
                held.records += self.spoken(source)
            if target.kind != "source":
                held.records.append(_tokens(self.items[target.kind, target.source, target.item]))
        return held

    def spoken(self, source: Source) -> list[frozenset[str]]:
        """The words of a report that were recorded, figures and quotations left aside."""
        if source.id not in self.words:
            items = (item for item in items_of(source) if item.kind in _SPOKEN)
            self.words[source.id] = [_tokens(item.words) for item in items]
        return self.words[source.id]

    def recorded(self, source: Source) -> list[str]:
        """All words of a report that were recorded, to be found whatever their marks."""
        if source.id not in self.plain:
            self.plain[source.id] = [_plain(item.words) for item in items_of(source)]
        return self.plain[source.id]

    def quotations(self, paragraph: Paragraph, words: str, held: Callable[[], _Held]) -> Iterator[Problem]:
        for found in _QUOTED.finditer(words):
            said = _plain(found[1])
            recorded = (words for source in held().sources for words in self.recorded(source))
            if said and not any(said in each for each in recorded):
                hint = "cite the quotation, as in [@q:source/quote], or say it in your own words without the marks"
                message = "no words recorded of a report that this paragraph cites are these"
                yield Problem(paragraph.at(*_first_line(paragraph, *found.span())), "quotation", message, hint)

    def numbers(self, paragraph: Paragraph, words: str, held: Callable[[], _Held]) -> Iterator[Problem]:
        for start, end in numbers_in(words):
            number = words[start:end]
            dated = names_day(number) or _YEAR.match(number)
            said = _tokens(number)
            if number.casefold() in _SMALL or any(
                said <= each for each in (*held().records, *(held().days if dated else ()))
            ):
                continue
            hint = "cite the figure or event that holds it, as in [@f:source/figure] or [@e:event], and do not type it"
            if figure := next((name for name in _figures(held().sources, said)), ""):
                hint = f"the report alone is cited: write [@f:{figure}] instead of the number"
            message = f"no record that this paragraph cites holds '{number.strip()}'"
            yield Problem(paragraph.at(*_first_line(paragraph, start, end)), "number", message, hint)

    def people(
        self, paragraph: Paragraph, words: str, names: Iterable[tuple[int, int]], held: Callable[[], _Held]
    ) -> Iterator[Problem]:
        told: set[str] = set()
        for start, end in names:
            bearers = self.bearers[words[start:end]]
            if held().open or bearers & told or any(bearers & named for named in held().people):
                continue
            told |= bearers
            in_sources = [name for name in self.sources if bearers & self.named[name]]
            hint = f"cite one that does: {', '.join(in_sources[:4])}"
            message = f"no report that this paragraph cites names {words[start:end]}"
            yield Problem(paragraph.at(*_first_line(paragraph, start, end)), "person", message, hint)

    def strangers(self, paragraph: Paragraph, words: str) -> Iterator[Problem]:
        for start, end in _strangers(words):
            hint = "name people whom a report names; what is no person goes into glossary.yaml, or 'names' in site.yaml"
            message = f"'{words[start:end]}' is neither in people.yaml nor in glossary.yaml"
            yield Problem(paragraph.at(*_first_line(paragraph, start, end)), "person", message, hint)


def _first_line(paragraph: Paragraph, start: int, end: int) -> tuple[int, int]:
    """A stretch, or what of it is on its first line."""
    line = paragraph.words.find("\n", start, end)
    return start, end if line < 0 else line


def _figures(sources: Iterable[Source], said: frozenset[str]) -> Iterator[str]:
    """The figures of some sources that hold a number, as they are cited."""
    for source in sources:
        yield from (f"{source.id}/{figure.id}" for figure in source.figures if said <= _tokens(figure.as_printed))


def _plain(words: str) -> str:
    """Words to be found in others: quotation marks and dashes alike, without case or punctuation at the ends."""
    return fold(printed(words)).casefold().strip(" .,;:!?'\"-")


@lru_cache(maxsize=10_000)  # those of a record are asked for with each of its citations
def _tokens(words: str) -> frozenset[str]:
    return frozenset(token.casefold() for token in _TOKEN.findall(words))


# --- who and what is known --------------------------------------------------------------------------------------------


def _named_in(source: Source) -> set[str]:
    return {str(mention.person.id) for mention in source.people}


def _telling(sources: Iterable[Source]) -> dict[str, list[Source]]:
    """The sources that tell of each event."""
    found: defaultdict[str, list[Source]] = defaultdict(list)
    for source in sources:
        for told in source.events:
            found[str(told.event.id)].append(source)
    return found


def _bearers(people: Iterable[Person], sources: Iterable[Source]) -> dict[str, set[str]]:
    """Whom each spelling of a name may mean."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for person in people:
        for name in (person.name, *person.other_names):
            found[name].add(str(person.id))
    for source in sources:
        for mention in source.people:
            for name in mention.names:
                found[name].add(str(mention.person.id))
    return found


def _labels(content: Content) -> set[str]:
    """What may be written with capitals and is no person: terms, offices and roles, countries, names of reports."""
    labels: set[str] = set()
    for term in content.terms:
        labels.update(map(str, term.words))
    for person in content.people:
        labels.update(words for office in person.offices for words in (office.title, *office.also_called))
        labels.update([person.country] if person.country else [])
    for source in content.sources:
        labels.update(mention.role for mention in source.people if mention.role)
        labels.update(words for words in (source.headline, source.publisher, source.credit) if words)
    return labels.union(content.site.names)


def _undated(words: str) -> str:
    """Words with blanks where they name a day."""
    return blanked(words, (span for span in numbers_in(words) if names_day(words[span.start : span.end])))


_IN_A_ROW = re.compile(rf"[^\W\d_a-z]\S* (?:(?:{'|'.join(INSIDE)}) )*[^\W\d_a-z]")  # what may be two capitals


def _strangers(words: str) -> Iterator[tuple[int, int]]:
    """Two words or more with capitals in a row, without what only begins a sentence."""
    if not _IN_A_ROW.search(words):
        return
    run: list[re.Match[str]] = []
    for word in (*WORD.finditer(words), None):
        joined = bool(run) and word is not None and words[run[-1].end() : word.start()] == " "
        capital = word is not None and word[0][0].isupper() and word[0].casefold() not in CALENDAR
        if word is not None and joined and (capital or word[0] in INSIDE) and not _OWN.search(run[-1][0]):
            run.append(word)
            continue
        while run and run[-1][0] in INSIDE:
            run.pop()
        while run and run[0][0].casefold() in OPENERS:
            run.pop(0)
        if len(run) > 1:
            yield run[0].start(), run[-1].start() + len(_OWN.sub("", run[-1][0]))
        run = [word] if word is not None and capital else []
