"""Write an explainer of invented reports, the same for a seed on every machine: `python bench/corpus.py N DIR`.

DIR gets `content/`, with a lock that `verify` made, and `texts/`, the texts it was made from. Each of the N reports has
some 250 words of Markdown, 6 figures, 5 quotations, 5 people, and an answer to or silence on each of 8 questions. There
are a fifth as many people as reports, and a tenth as many measures.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from explainer.files import Folder
from explainer.verifying import verify_folder

SEED = 2026
TODAY = "2026-01-31"  # on which the lock says that its texts were verified
FIGURES, QUOTES, NAMED, ANSWERED, QUESTIONS, WORDS = 6, 5, 5, 3, 8, 250

_WORDS = (
    "account action answer area basis board boat bridge buyer canal cargo case cause channel charge claim clerk coast "
    "cost council crew custom delay depth detail dock dredger duty effect engine entry estimate ferry fleet gate "
    "goods ground guide harbour hearing hull index island issue item journey keel labour landing lane ledger letter "
    "level light limit line list load lock market matter meeting member message method mill model notice number "
    "object office opening order owner paper parcel partner passage payment pier pilot plan plant point port position "
    "price project proposal quay rail rate reason record region remark repair report request result review river "
    "road rope route rule sail sand season section service share shed shift shore signal slip source space "
    "station stone storm strait subject supply survey tariff team term tide timber toll tower track trade train tunnel "
    "vessel village voyage wage wall warning watch water wave weight wharf wind work yard year zone"
).split()
_WHAT = (
    "black blue bold bright broad calm cheap clean clear cold common damp dark deep dry early empty far fast final "
    "firm flat free fresh full grand great green grey hard heavy high hollow idle late large lean light long loose low"
).split()
_DOES = "asks begins brings calls carries closes counts finds gives holds keeps leads leaves makes meets moves needs \
opens passes puts raises reads says sees sets shows stands takes tells turns wants".split()
_HOW = "again|at last|by day|in part|in time|of late|on paper|once more|with care|without haste".split("|")
_FIRST = "Ada Bela Carl Dina Emil Fara Goran Hana Ivo Jana Karim Lena Milan Nora Otto Petra Rosa Sven Tara Uwe".split()
_LAST = "Abel Brand Costa Dorn Engel Falk Graf Holm Iversen Jung Krol Lund Maas Nagy Olsen Prinz Roth Stark".split()
_ROLES = "harbour master|ferry owner|board member|chief engineer|town clerk|captain".split("|")
_UNITS = "boats passengers tonnes metres workers".split()
_BOUND = ("", "up to ", "about ", "at least ", "nearly ")
_ANSWERS = {"yes": "Yes", "no": "No", "later": "Not before the next season", "some": "Only in part"}


def write_corpus(count: int, folder: Path, seed: int = SEED, *, extras: bool = False) -> None:
    """Write `content/` and `texts/` for so many reports, and the lock. With `extras` the site has a search, and
    pictures of its pages."""
    content, texts = folder / "content", folder / "texts"
    (content / "sources").mkdir(parents=True)
    texts.mkdir()
    people, measures = max(10, count // 5), max(6, count // 10)
    _write(content / "site.yaml", _site() | ({} if extras else {"search": "false", "cards": "false"}))
    _write(content / "explainer.yaml", _story(count))
    _write(content / "people.yaml", [_person(n) for n in range(people)])
    _write(content / "measures.yaml", [_measure(n) for n in range(measures)])
    _write(content / "questions.yaml", [_question(n) for n in range(QUESTIONS)])
    for number in range(count):
        report = Report(number, people, measures, random.Random(f"{seed} {number}"))
        _write(content / "sources" / f"{name(number)}.yaml", report.record())
        (texts / f"{name(number)}.txt").write_text(report.text(), "utf-8")
    told = verify_folder(Folder(content, "content"), texts, TODAY, write=True)
    assert not told.problems, told.problems[:3]


def name(number: int) -> str:
    """The id of a report."""
    return f"report-{number:05}"


def _write(path: Path, data: Any) -> None:
    path.write_text("".join(_yaml(data, 0)), "utf-8")


def _yaml(data: Any, indent: int) -> Iterator[str]:
    """Block YAML as an editor writes it; PyYAML's own dumper would take most of the time."""
    margin = " " * indent
    if isinstance(data, list):
        for each in data:
            lines = "".join(_yaml(each, indent + 2))
            yield f"{margin}- {lines.removeprefix(margin + '  ')}"
        return
    for key, value in data.items():
        if isinstance(value, tuple):
            yield f"{margin}{key}: {_flow(value)}\n"
        elif isinstance(value, list) and isinstance(value[0], str):
            yield f"{margin}{key}:\n" + "".join(f"{margin}  - {_scalar(each)}\n" for each in value)
        elif isinstance(value, (list, dict)):
            yield f"{margin}{key}:\n"
            yield from _yaml(value, indent + 2)
        elif "\n" in value:
            rows = (f"{margin}  {row}".rstrip() for row in value.rstrip("\n").split("\n"))
            yield f"{margin}{key}: |\n" + "".join(f"{row}\n" for row in rows)
        else:
            yield f"{margin}{key}: {_scalar(value)}\n"


def _flow(value: Any) -> str:
    """A tuple on one line."""
    return f"[{', '.join(map(_flow, value))}]" if isinstance(value, tuple) else _scalar(value)


def _scalar(text: str) -> str:
    """Plain where YAML takes it for what it is."""
    return text if text[0].isalnum() and ": " not in text and " #" not in text else json.dumps(text, ensure_ascii=False)


# --- what all reports share -------------------------------------------------------------------------------------------


def _site() -> dict[str, Any]:
    return {
        "title": "Who pays for the harbour tunnel?",
        "standfirst": "Many reports on one tunnel, and what each of them says.",
        "url": "https://tunnel.example/",
        "licence": "CC BY 4.0",
    }


def _story(count: int) -> dict[str, Any]:
    cited = f"It is said that the price is open [@{name(0)}; @{name(count // 2)}], and that nobody knows"
    section = {"id": "price", "heading": "What would it cost?", "text": f"{cited} [@f:{name(count - 1)}/f0].\n\n"}
    return {"key_measures": ["m0", "m1"], "sections": [section]}


def _person(number: int) -> dict[str, Any]:
    return {"id": f"p{number}", "name": full_name(number), "country": ("Eastshore", "Westshore")[number % 2]}


def full_name(number: int) -> str:
    """Of a person; no two are alike."""
    rest, first = divmod(number, len(_FIRST))
    rest, last = divmod(rest, len(_LAST))
    other = f"-{_LAST[rest % len(_LAST)]}{'son' * (rest // len(_LAST))}" if rest else ""
    return f"{_FIRST[first]} {_LAST[last]}{other}"


def _measure(number: int) -> dict[str, Any]:
    word, unit = _WORDS[number % len(_WORDS)], _UNITS[number % len(_UNITS)]
    return {"id": f"m{number}", "title": f"Size of the {word} ({number})", "unit": unit}


def _question(number: int) -> dict[str, Any]:
    text = f"Does the {_WORDS[number * 7]} pay for the {_WORDS[number * 11 + 3]}?"
    return {"id": f"q{number}", "text": text, "answers": _ANSWERS, "compatible": (("later", "some"),)}


# --- a report ---------------------------------------------------------------------------------------------------------


def _drawn(of: int, count: int, report: int, chance: random.Random) -> list[int]:
    """So many of some, two of them in turn, so that no one is left out."""
    turn = [report * 2 % of, (report * 2 + 1) % of]
    return [*turn, *chance.sample([each for each in range(of) if each not in turn], count - len(turn))]


class Report:
    """One report: its record, and the text that this is proved against."""

    def __init__(self, number: int, people: int, measures: int, chance: random.Random) -> None:
        self.number, self.chance = number, chance
        self.people = _drawn(people, NAMED, number, chance)
        self.roles = [chance.choice(_ROLES) for _ in self.people]
        self.measures = _drawn(measures, FIGURES, number, chance)
        self.numbers: set[int] = set()  # no two alike, or it would be open which of them a figure is
        self.printed = [self._printed(each) for each in self.measures]
        self.quotes = [f"we say that the {self._clause()}, and so the {self._clause()}" for _ in range(QUOTES)]
        self.passages = [f"by {self._noun()} the {self._clause()}" for _ in range(ANSWERED)]
        self.asked = sorted(chance.sample(range(QUESTIONS), ANSWERED))

    def record(self) -> dict[str, Any]:
        """The YAML of the report."""
        day = date(2010, 1, 1) + timedelta(days=self.number % 5000)
        codes = [self.chance.choice(list(_ANSWERS)) for _ in self.asked]
        return {
            "headline": self.headline,
            "headline_by": "source",
            "publisher": f"The {_WORDS[self.number % 40].capitalize()} Gazette",
            "url": f"https://gazette.example/{self.number}",
            "date_published": day.isoformat(),
            "date_basis": "printed",
            "text": f"{name(self.number)}.txt",
            "summary": self._summary(),
            "key_points": [self._sentence() for _ in range(3)],
            "figures": [
                {"id": f"f{k}", "measure": f"m{measure}", "as_printed": self.printed[k]}
                | ({"claimant": f"p{self.people[k]}"} if k < 3 else {})
                for k, measure in enumerate(self.measures)
            ],
            "quotes": [
                {"id": f"q{k}", "exact": words, "kind": "fragment", "speaker": f"p{self.people[k]}"}
                for k, words in enumerate(self.quotes)
            ],
            "people": [
                {"person": f"p{each}", "names": (full_name(each),), "role": role}
                for each, role in zip(self.people, self.roles, strict=True)
            ],
            "positions": [
                {"question": f"q{q}", "answer": code, "stance": "asserts", "passage": passage, "gist": self._sentence()}
                for q, code, passage in zip(self.asked, codes, self.passages, strict=True)
            ],
            "silent_on": tuple(f"q{q}" for q in range(QUESTIONS) if q not in self.asked),
        }

    @property
    def headline(self) -> str:
        return f"Harbour report {self.number} of the {_WORDS[self.number * 13 % len(_WORDS)]}"

    def text(self) -> str:
        """The private text."""
        paragraphs = [self.headline]
        for words in self.printed:
            paragraphs.append(
                f"{self._sentence()} At {self._noun()} and {self._noun()} {words} wait. {self._sentence()}"
            )
        for k, words in enumerate(self.quotes):
            said = f"“{words},” the {self._noun()} heard {self.roles[k]} {full_name(self.people[k])}"
            paragraphs.append(f"{self._sentence()} {said} tell the {self._noun()}.")
        paragraphs += [f"{self._sentence()} Writers say {words}. {self._sentence()}" for words in self.passages]
        return "\n".join(paragraphs) + "\n"

    def _printed(self, measure: int) -> str:
        number = 0
        while not number or number in self.numbers:
            number = self.chance.randrange(1, 400) * 10 ** self.chance.randrange(0, 4)
        self.numbers.add(number)
        return f"{self.chance.choice(_BOUND)}{number:,} {_UNITS[measure % len(_UNITS)]}"

    def _summary(self) -> str:
        cited = [f"[@f:f{k}]" for k in range(3)] + [f"[@q:q{k}]" for k in range(2)]
        link = f"[the {self._noun()} itself](https://gazette.example/{self._noun().replace(' ', '-')})"
        paragraphs = [f"{self._sentence()} It gives {mark}. {self._prose(22)}" for mark in cited]
        paragraphs[1] += f" See {link}, where the *{self._clause()}* and the **{self._clause()}**."
        paragraphs.insert(2, "\n".join(f"- {self._sentence()}" for _ in range(3)))
        return "\n\n".join(paragraphs) + "\n"

    def _prose(self, words: int) -> str:
        found = ""
        while found.count(" ") < words:
            found += f" {self._sentence()}"
        return found.strip()

    def _sentence(self) -> str:
        return f"The {self._clause()} {self.chance.choice(_HOW)}."

    def _clause(self) -> str:
        return f"{self._noun()} {self.chance.choice(_DOES)} the {self._noun()}"

    def _noun(self) -> str:
        return f"{self.chance.choice(_WHAT)} {self.chance.choice(_WORDS)}"


def main() -> None:
    """Write one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--extras", action="store_true", help="with a search and a picture of each page")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    write_corpus(options.count, options.folder, options.seed, extras=options.extras)


if __name__ == "__main__":
    main()
