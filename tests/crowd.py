"""An explainer that is legal and hostile: 200 reports, and in every field the longest and strangest an editor may type.

`write_crowd` writes it, the same on every machine: what differs from record to record goes round by its number. The
files are JSON, which is YAML too. There is no lock, so it is built as a draft.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from explainer.model import CORRECTION_KINDS, HEADLINE_BY, NOTE_KINDS, STANCES

T = TypeVar("T")
Fields = dict[str, Any]

REPORTS, QUESTIONS, MEASURES, PEOPLE, EVENTS, TERMS = 200, 40, 30, 120, 300, 60
ASKED = 6  # questions whose answer is a figure, each of the measure of its number; all reports answer the next one
BARE = 23  # of so many reports one has nothing but its head

SAID = "It is said in the harbour that nobody knows, and that nobody asks."
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"  # 80 letters
ADDRESS = f"https://archive.example/{'a-long-way-down/' * 20}?{'year=2024&page=2&' * 12}#{'x' * 120}"
HEADLINES = {
    "en": f"Harbour board told of {WORD} as costs rise and nobody pays",
    "ar": "مجلس الميناء يقول إن النفق سيكلف ضعف ما كان متوقعا (12.5 مليون) قبل 2031",
    "he": "מועצת הנמל: המנהרה תעלה פי שניים ממה שנאמר (12.5 מיליון) לפני 2031",
    "uk": "Портова рада повідомляє про найвисокоповажніших перевізників і їхні човни",
    "el": "Το λιμενικό συμβούλιο για τη σήραγγα που κανείς δεν θέλει να πληρώσει",
    "de": f"Die {WORD} und der Tunnel",
}
NAMES = (
    "Ana Ruiz",
    "ليلى بنت يوسف المرفئية",
    "Mono",
    "נועם בן־חוף הספן",
    "Святослава-Єлизавета Перевізничівна-Заплавська",
    "Κωνσταντίνα-Ελευθερία Λιμανοπαπαχατζηδημητρίου",
    unicodedata.normalize("NFD", "Zoë Nguyễn Ņābādžäñō"),
    "Maria-Theodosia Wilhelmina Euphemia Konstantia von und zu der Alten Fährbrücke-Oberhafen-Unterhafen, called Mitzi",
    WORD,
    "Þórgnýr Ægisson",
)
COUNTRIES = ("Freeland", "The United Commonwealths of Northern and Southern Eastshore", "جزر الميناء", "no")
PRINTED = "up to {}|over {}|about {}|between {} and {}|at least {}|{}|{}–{}|nearly {}|fewer than {}|just over {}".split(
    "|"
)
UNREAD: tuple[Fields, ...] = (
    {"as_printed": f"as many as there are {WORD}", "vague": True},
    {"as_printed": "not one of them", "value": 0, "unit": "boats"},
    {"as_printed": "what was lost", "value": -40, "approximate": True},
    {"as_printed": "above the keel and below the deck", "exclusive_minimum": "0.000012", "exclusive_maximum": 45.5},
    {"as_printed": "£1,234,567.89 a year until 2030"},
    {"as_printed": "nearly two-thirds of GDP"},
)
DATES = "{y}-0{m}-1{m} {y}-0{m} {y} {y}-0{m}-11/{y}-0{m}-28 {y}-0{m}~ {y}? {y}/.. {y}-0{m}-01%".split()
ANSWERS = (
    "Yes",
    f"Only where {WORD} says so",
    "No: never, not for anybody, and not on any of the days that were named before the board or after it had met",
    "نعم، قبل 2031",
)
ASKING = (
    "Who pays?",
    f"Would {WORD} have to be asked, and by whom?",
    "When would it open, if it opens at all, and for which of those who have been promised that it would?",
    "هل يدفع الركاب؟",
)
QUOTES = (
    ("speech", "We shall not pay for it, and nobody who sits at this table shall. " * 6),
    ("fragment", WORD),
    ("term", "مرفأ"),
    ("document", "no vessel, craft, raft, pontoon or dredger"),
)


def write_crowd(folder: Path) -> None:
    """Write it into `folder`, which is then a content folder."""
    files: dict[str, Any] = {
        "site": site(),
        "explainer": story(),
        "people": [person(n) for n in range(PEOPLE)],
        "measures": [measure(n) for n in range(MEASURES)],
        "questions": [question(n) for n in range(QUESTIONS)],
        "timeline": [event(n) for n in range(EVENTS)],
        "glossary": [term(n) for n in range(TERMS)],
        "corrections": [correction(n) for n in range(30)],
        **{f"sources/{name(n)}": report(n) for n in range(REPORTS)},
    }
    (folder / "sources").mkdir(parents=True)
    for file, data in files.items():
        (folder / f"{file}.yaml").write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")


def turn(things: Sequence[T], number: int) -> T:
    """The thing whose turn it is."""
    return things[number % len(things)]


def name(report: int) -> str:
    return f"r{report % REPORTS:03}"


def date(number: int, year: int) -> str:
    return turn(DATES, number).format(y=year, m=number % 9 + 1)


# --- what all reports share -------------------------------------------------------------------------------------------


def site() -> Fields:
    return {
        "title": f"Who pays for the {WORD}, and who has ever said that anybody would?",
        "standfirst": f"{SAID} " * 5,
        "description": "Two hundred reports on one tunnel.",
        "url": "https://crowd.example/",
        "repository": ADDRESS,
        "language": "en-GB",
        "licence": "CC BY 4.0",
        "updated": "2026-02",
    }


def story() -> Fields:
    points = [{"label": WORD if n == 2 else f"Point {n}", "text": f"{SAID} [@{name(n * 30)}]"} for n in range(6)]
    parts = [{"id": f"s{n}", "heading": turn(ASKING, n), "text": "\n\n".join(paragraphs(n))} for n in range(8)]
    drawn = {"key_measures": [f"m{n}" for n in range(8)], "drawn_together": ["m0", "m3", "m6"]}
    return {"at_a_glance": points, "sections": parts} | drawn


def paragraphs(section: int) -> Iterator[str]:
    """Citations of every form, one of 60 reports at once."""
    one = name(section * BARE + 1)
    yield f"{SAID} Some name [@f:{one}/f0], and one says [@q:{one}/q0]. {SAID}"
    yield f"{WORD.lower()} was not asked [@{'; @'.join(name(section * 7 + n) for n in range(60))}]."
    yield f"- On [@e:e{section}; @{one}] it was [*quiet*]({ADDRESS}).\n- {SAID} [@f:{one}/f1; @{one}]"
    yield f"> {SAID * 4} [@q:{one}/q1; @{one}]"
    yield f"{SAID * 8} {{.editor}}"


def person(n: int) -> Fields:
    """By sixths: right on the day, wrong, unsure, of another office, of none on record, without a role."""
    office: Fields = {"title": f"Minister of {turn((WORD, 'Ferries', 'Tides'), n)}", "reference": f"Gazette, {ADDRESS}"}
    spans: tuple[Fields, ...] = ({"start": 1999}, {"end": 1999}, {}, {"start": 1999})
    return {
        "id": f"p{n}",
        "name": turn(NAMES, n) if n < len(NAMES) else f"{turn(NAMES, n)} {turn(NAMES, n * 7 + n // 10)}",
        **({"other_names": [f"{turn(NAMES, n + 1)} the {n}th"]} if n % 4 == 0 else {}),
        **({"country": turn(COUNTRIES, n)} if n % 3 else {}),
        **({"offices": [office | spans[n % 6]]} if n % 6 < len(spans) else {}),
    }


def measure(n: int) -> Fields:
    title = turn(("Boats", f"Cost of {WORD}", "Share of those who ride, of all who were asked whether they would"), n)
    return {"id": f"m{n}", "title": f"{title}, {n}", "unit": turn(("boats", "GBP", "%"), n), "description": SAID}


def question(n: int) -> Fields:
    answers = {f"a{k}": turn(ANSWERS, k) + (f" ({k})" if k >= len(ANSWERS) else "") for k in range(2 + n % 14)}
    asked = {"measure": f"m{n}"} if n < ASKED else {}
    return {"id": f"q{n}", "text": f"{turn(ASKING, n)} ({n})", "answers": answers, "compatible": [["a0", "a1"]]} | asked


def event(n: int) -> Fields:
    found = {"id": f"e{n}", "date": date(n, 1700 + n), "text": turn((SAID, f"{WORD.lower()} meets."), n)}
    return found | ({"reference": f"Minutes, {ADDRESS}"} if n % 3 == 0 else {})


def term(n: int) -> Fields:
    words = turn((WORD, "ferry", "مرفأ", "that which is said to be owed by those who do not ride"), n)
    return {"id": f"t{n}", "term": f"{words} {n}", "other_terms": [f"{n} {words}"], "definition": SAID * (1 + n % 4)}


def correction(n: int) -> Fields:
    corrects = [f"figures/{name(n)}/f0", f"positions/q{n}/{name(n)}"]
    kind = turn(CORRECTION_KINDS, n)
    return {"date": date(n, 2026), "kind": kind, "text": f"{SAID} [@{name(n)}]", "corrects": corrects}


# --- a report ---------------------------------------------------------------------------------------------------------


def report(n: int) -> Fields:
    language = turn(tuple(HEADLINES), n)
    head: Fields = {
        "headline": f"{HEADLINES[language]} ({n})",
        "headline_by": turn(HEADLINE_BY, n),
        "date_published": date(n * 4, 2005 + n // 10),
        "date_basis": "printed",
        "language": language,
        "text": f"{n}.txt",
        "summary": f"{SAID}\n\n{SAID * 3}",
    }
    if n % BARE == 0:
        return head | {"silent_on": [f"q{k}" for k in range(QUESTIONS)]}
    people = [0, *(1 + (n * 6 + k) % (PEOPLE - 1) for k in range(6))]
    figures = [figure(n, k) for k in range(3)]
    said = list(positions(n, people, figures))
    asked = {each["question"] for each in said}
    return head | {
        "publisher": turn(("Harbour Gazette", f"{WORD}er Zeitung", "صحيفة المرفأ"), n),
        "url": f"{ADDRESS}{n}",
        "date_basis": "inferred",
        "date_note": SAID,
        "shares_origin_with": [name(n - n % 10 + k) for k in range(4) if k != n % 10] if n % 10 < 4 else [],
        "key_points": [f"{SAID} [@f:f{k}]" for k in range(3)],
        "figures": figures,
        "quotes": [quote(k, people[k]) for k in range(len(QUOTES))],
        "people": [mention(p) for p in people],
        "positions": said,
        "silent_on": [f"q{k}" for k in range(QUESTIONS) if f"q{k}" not in asked],
        "events": [
            {"event": f"e{(n + 37 * k) % EVENTS}", "passage": f"{WORD} … at last", "date_as_printed": "in those days"}
            for k in range(6)
        ],
        "terms": [{"term": f"t{k}", "words": [term(k)["term"]]} for k in (n % TERMS, (n + 7) % TERMS)],
        "notes": list(notes(n, people, said)),
        "ignore": [{"passage": f"Sign up … {WORD}", "reason": SAID}],
    }


def figure(n: int, k: int) -> Fields:
    """Three in a report, of three measures; those of a measure go from one to some thousand million."""
    low = (n % 7 + 1) * 10 ** ((n // 3 + k) % 10)
    found = {"as_printed": turn(PRINTED, n // 2 + k).format(f"{low:,}", f"{low * 3:,}")}
    whose = turn(({}, {"claimant": "p0"}, {"claimed_by": f"the speaker of {WORD}"}), n + k)
    odd = turn(UNREAD, n // 4 + k) if (n + k) % 4 == 0 else {}
    return {"id": f"f{k}", "measure": f"m{(n + k * 10) % MEASURES}", "note": SAID} | found | odd | whose


def quote(k: int, speaker: int) -> Fields:
    kind, words = QUOTES[k]
    whose = turn(({"speaker": f"p{speaker}"}, {"unnamed": f"one of the {WORD}"}, {"attribution": SAID}), k)
    return {"id": f"q{k}", "exact": words.strip(), "kind": kind} | whose


def mention(p: int) -> Fields:
    held = person(p)
    role = {3: f"no minister of {WORD}", 4: "12:30", 5: ""}.get(p % 6) or "".join(
        o["title"] for o in held.get("offices", ())
    )
    names = [held["name"], WORD] if p % 5 == 0 else [held["name"]]
    return {"person": f"p{p}", "names": names} | ({"role": role} if role else {})


def positions(n: int, people: list[int], figures: list[Fields]) -> Iterator[Fields]:
    """On two questions of five; one all answer, on one all agree, one a single report answers and one nobody."""
    for k in range(QUESTIONS - 1):
        stance = turn(STANCES, n + k)
        whose = turn(({"claimant": f"p{people[k % 7]}"}, {"claimed_by": f"the {WORD}"}), n + k)
        for counted in (each["id"] for each in figures if each["measure"] == f"m{k}" and k < ASKED):
            yield {"question": f"q{k}", "figure": counted, "stance": stance} | whose
        if ((n * 7 + k * 13) % 5 < 2 or k == ASKED) and (k < QUESTIONS - 2 or n == 1):
            told = {"passage": f"{WORD} … by 2031", "gist": SAID * (1 + n % 3)}
            agreed = k in (ASKED + 1, ASKED + 2)
            answer = f"a{n % (k - ASKED) if agreed else n % (2 + k % 14)}"
            stance = "asserts" if agreed else stance
            yield {"question": f"q{k}", "answer": answer, "stance": stance} | told | whose


def notes(n: int, people: list[int], said: list[Fields]) -> Iterator[Fields]:
    """Of every kind, on whatever a note may be on."""
    basis = {"reference": f"Minutes, {ADDRESS}", "contradicted_by": [name(n + 1), name(n + 90)]}
    for p in (p for p in people if p % 6 in (1, 3)):
        yield {"on": f"people/p{p}", "kind": "error" if p % 6 == 1 else "ambiguous", "text": SAID} | basis
    places = (
        "figures/f0",
        "quotes/q0",
        "headline",
        "date_published",
        f"events/e{n}",
        f"positions/{said[0]['question']}",
    )
    for k, on in enumerate(places):
        yield {"on": on, "kind": turn(NOTE_KINDS, n + k), "text": SAID} | basis
    yield {"passage": f"{WORD} … and so on", "kind": turn(NOTE_KINDS, n), "text": SAID} | basis
    yield {"kind": turn(NOTE_KINDS, n), "text": SAID * 5} | basis
