"""Records -> the files of a search index: what of each is searched, what is shown of it, and where it stands.

Records are indexed, not pages, so that what is found is the very figure or quotation. Their addresses count from the
site's own root: where the site will be found changes nothing in the index.
"""

from __future__ import annotations

import gzip
import json
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import PurePosixPath
from urllib.parse import urlencode

from msgspec import Struct

from explainer import pagefind
from explainer.anchors import own
from explainer.cache import Cache, key_of
from explainer.compare.answers import Answered
from explainer.model import Figure, Person, Quote, Source, Term
from explainer.names import folded
from explainer.pages.parts import Desk, Mark, Ties, date_words
from explainer.pages.people import person_entry, roles_of
from explainer.pages.prose import plain
from explainer.pages.results import result_view, shapes
from explainer.pages.rows import FigureRow, QuoteRow, figure_row, quote_row

FOLDER = "pagefind"
GISTS = 100  # of what reports answer to a question, by which the question is found


class Entry(Struct, frozen=True):
    """A record as it is searched."""

    path: str  # of the record, from the site's root; its first part is its kind, as in `pages.search`
    title: str  # searched; empty where the words are all there is to show
    words: str  # searched; shown as far as they are found; never empty, for Pagefind forgets what has none
    also: str  # searched, and not shown as it is
    about: str  # what it is, in a line, and not searched: else each figure were found by "report"
    ties: Ties  # the reports that carry it, of many the first
    place: str = ""  # where it stands on the pages of these reports
    language: str = ""  # of its words, where it is not the site's
    more: str = ""  # how many reports there are besides


# --- what is searched -------------------------------------------------------------------------------------------------


def entries(desk: Desk) -> Iterator[Entry]:
    """Everything that can be found, kind by kind."""
    content = desk.content
    yield from (_question(desk, answered) for answered in desk.answered)
    yield from (_report(desk, source) for source in content.sources)
    yield from (_person(desk, person) for person in content.people)
    yield from (_figure(desk, source, figure) for source in content.sources for figure in source.figures)
    yield from (_quote(desk, source, quote) for source in content.sources for quote in source.quotes)
    yield from (_term(desk, term) for term in content.terms)


def _question(desk: Desk, answered: Answered) -> Entry:
    question, result = answered.question, result_view(desk, answered.agreement)
    gists = islice((said.position.gist for said in answered.said if said.position.gist), GISTS)
    told = [plain(desk.prose(text)) for text in (question.description, *gists) if text]
    answers = [f"{words}." for words in islice(shapes(answered), GISTS)]
    ties, more = desk.few_of(answered.agreement.sources)
    return Entry(
        f"/questions/{question.id}/",
        title=question.text,
        words=_line(*answers, *told) or question.text,
        also="",
        about=f"{result.words}: {result.reports}. {result.disputes}".rstrip(),
        ties=ties,
        place=own("position", f"{question.id}/1"),
        more=more,
    )


def _report(desk: Desk, source: Source) -> Entry:
    prose = (source.summary, *source.key_points, *(note.text for note in source.notes))
    by = [str(name) for name in (source.publisher, source.credit) if name]
    return Entry(
        f"/sources/{source.id}/",
        title=source.headline,
        words=_line(*(plain(desk.prose(text)) for text in prose)),
        also=_line(date_words(source), *by),
        about="; ".join((f"Report of {date_words(source)}", *by)),
        ties=desk.ties([source.id]),
        language=desk.other_language(source),
    )


def _person(desk: Desk, person: Person) -> Entry:
    """Every spelling of the name, every role that is stated, the offices on record."""
    entry, names = person_entry(desk, person), _names(desk, person)
    roles = (f"“{role.words}”{' (wrong)' if role.wrong else ''}" for role in roles_of(desk, person))
    offices = dict.fromkeys(str(office.title) for office in person.offices)
    parts = (", ".join(each) for each in (names, roles, offices))
    return Entry(
        f"/people/{person.id}/",
        title=desk.full_name(person),
        words=_line(*(f"{part}." for part in parts if part)),
        also=_line(entry.country, *(folded(name) for name in names)),
        about=entry.country,
        ties=entry.ties,
        place=own("person", person.id),
        more=entry.more,
    )


def _names(desk: Desk, person: Person | None) -> tuple[str, ...]:
    """Every spelling, ours first."""
    if person is None:
        return ()
    spelt = (name for _, mention in desk.appearances[person.id].mentions for name in mention.names)
    return tuple(dict.fromkeys(str(name) for name in (person.name, *spelt, *person.other_names)))


def _figure(desk: Desk, source: Source, figure: Figure) -> Entry:
    row = figure_row(desk, source, figure, "list")
    who = row.claimant.text if row.claimant else row.voice
    return Entry(
        desk.addresses.path(f"/figures/#{row.anchor}"),
        title="",
        words=_line(row.as_printed),
        also=_line(row.measure.text, row.reading, figure.claimed_by or "", *_names(desk, figure.claimant)),
        about=f"{row.measure.text}: {row.reading}; {who}; {_of(row)}",
        ties=desk.ties([source.id]),
        place=own("figure", figure.id),
        language=row.language,
    )


def _quote(desk: Desk, source: Source, quote: Quote) -> Entry:
    row = quote_row(desk, source, quote, "list")
    who = row.speaker.text if row.speaker else row.unnamed
    return Entry(
        desk.addresses.path(f"/quotes/#{row.anchor}"),
        title="",
        words=_line(f"“{row.exact}”"),
        also=_line(quote.unnamed or "", row.attribution, *_names(desk, quote.speaker)),
        about=f"{who[:1].upper()}{who[1:]}; {row.kind}; {_of(row)}",
        ties=desk.ties([source.id]),
        place=own("quote", quote.id),
        language=row.language,
    )


def _of(row: FigureRow | QuoteRow) -> str:
    """Of when the report is, and what a reader should know before following the link."""
    signs = ("" if row.check.done else "; not checked") + ("; with a note by the editors" if row.notes else "")
    return f"report of {row.date}{signs}"


def _term(desk: Desk, term: Term) -> Entry:
    others = [f"“{word}”" for word in term.words[1:]]
    ties, more = desk.few_of(dict.fromkeys(source.id for source, _ in desk.by_term[term.id]))
    return Entry(
        desk.addresses.path(f"/glossary/#{term.id}"),
        title=term.term,
        words=_line(plain(desk.prose(term.definition))),
        also=_line(*others),
        about=", ".join(others),
        ties=ties,
        place=own("term", term.id),
        more=more,
    )


def _line(*parts: str) -> str:
    """Parts of a text on one line."""
    return " ".join(" ".join(parts).split())


# --- the index --------------------------------------------------------------------------------------------------------


def index_files(found: Iterable[Entry], language: str, cache: Cache) -> dict[str, bytes]:
    """The files of the index by their names in the site, those alone that a page with its own interface asks for.

    All records are indexed in one language, that of the site, so that one index answers. Raises PagefindError.
    """
    requests = list(_requests(found, language))
    told = json.dumps([pagefind.version(), requests])
    key = key_of(told.encode())
    kept = cache.read(key)
    if kept is None:
        kept = json.dumps(_needed(pagefind.answer_to(requests)["files"])).encode()
        cache.write(key, kept)
    files = {name: b64decode(data) for name, data in json.loads(kept).items()}
    files["kinds.json"] = json.dumps(_kinds(files)).encode()
    return {f"{FOLDER}/{name}": data for name, data in files.items()}


def _requests(found: Iterable[Entry], language: str) -> Iterator[pagefind.Message]:
    """What Pagefind is asked to do."""
    yield {"type": "NewIndex", "config": None}
    for entry in found:
        yield {"type": "AddRecord", "index_id": 0, "language": language.partition("-")[0].casefold(), **_record(entry)}
    yield {"type": "GetFiles", "index_id": 0}


def _record(entry: Entry) -> pagefind.Message:
    """Pagefind searches `content` and `meta`; what else is shown goes with the address, which comes back as it is."""
    shown = [("about", entry.about), ("place", entry.place), ("language", entry.language), ("more", entry.more)]
    shown += [("reports", json.dumps([_letter(mark) for mark in tied], ensure_ascii=False)) for tied in entry.ties]
    path, sign, fragment = entry.path.partition("#")
    meta = {"title": entry.title, "also": entry.also}
    return {
        "url": f"{path}?{urlencode([pair for pair in shown if pair[1]])}{sign}{fragment}",
        "content": entry.words,
        "meta": {name: text for name, text in meta.items() if text},
        "filters": None,
        "sort": None,
    }


def _letter(mark: Mark) -> list[str | int]:
    """What the script makes a letter of; its report is named without where the site is found."""
    source = mark.href.rstrip("/").rpartition("/")[2]
    return [mark.letter, mark.hue, source, mark.name, mark.when, mark.tied]


_INDEX = (".pf_meta", ".pf_index", ".pf_fragment")


def _needed(files: Iterable[dict[str, str]]) -> dict[str, str]:
    """The index, the script that reads it and its WebAssembly, in base 64; no interface of Pagefind's, no worker."""
    by_name = {file["path"]: file["content"] for file in files}
    (known,) = json.loads(b64decode(by_name["pagefind-entry.json"]))["languages"].values()
    needed = ("pagefind.js", "pagefind-entry.json", f"wasm.{known['wasm'] or 'unknown'}.pagefind")
    return {name: data for name, data in sorted(by_name.items()) if name in needed or name.endswith(_INDEX)}


def _kinds(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Of each kind the ids that its results go by, by which the page groups them.

    Pagefind has filters for this, but writes them in another order each time.
    """
    kinds: dict[str, list[str]] = {}
    for name, data in files.items():
        if name.endswith(".pf_fragment"):
            fragment = json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))
            kinds.setdefault(fragment["url"].split("/")[1], []).append(PurePosixPath(name).stem)
    return kinds
