"""What the plugin runs: every page of the database as Markdown."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import mkdocs_gen_files

sys.path.append("../plain")

from database import Database, Record, pages

CITED = re.compile(r"\[@([fq]:\w+)\]")
SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")
Row = tuple[Record, Record]
db = Database(Path("../../content"))


def words(text: str) -> str:
    """Words that Markdown takes for nothing else."""
    return SPECIAL.sub(r"\\\1", text)


def report(source: Record) -> str:
    """A link to a report."""
    return f"[{words(source['headline'])}](/sources/{source['id']}/)"


def who(name: str | None) -> str:
    """A link to a person, if there is one."""
    return f"[{words(db.names[name])}](/people/{name}/)" if name else ""


def asked(name: str) -> str:
    """A link to a question."""
    return f"[{words(db.asked[name]['text'])}](/questions/{name}/)"


def table(rows: list[tuple[str, ...]]) -> str:
    """A table, whose head Markdown wants even if it says nothing."""
    if not rows:
        return ""
    head = ["|" + "   |" * len(rows[0]), "|" + "---|" * len(rows[0])]
    return "\n".join([*head, *(f"| {' | '.join(row)} |" for row in rows)])


def home() -> Iterator[str]:
    """What there is, and the newest."""
    counts = (("reports", db.sources), ("people", db.people), ("figures", db.figures), ("quotations", db.quotes))
    yield ", ".join(f"{len(each)} {name}" for name, each in counts) + f", {len(db.questions)} questions."
    lines = (f"1. {report(each)} {words(each['publisher'])} {each['date_published']}" for each in db.newest)
    yield "\n".join(lines)


def sources(rows: list[Record]) -> Iterator[str]:
    """Reports."""
    yield table([(report(each), words(each["publisher"]), each["date_published"]) for each in rows])


def people(rows: list[Record]) -> Iterator[str]:
    """People."""
    yield table([(who(each["id"]), words(each["country"])) for each in rows])


def figures(rows: list[Row]) -> Iterator[str]:
    """Figures."""
    yield table([(*figure_cells(figure), who(figure.get("claimant")), report(source)) for source, figure in rows])


def figure_cells(figure: Record) -> tuple[str, str]:
    """What a figure is of, and its words."""
    return words(db.measures[figure["measure"]]), words(figure["as_printed"])


def quotes(rows: list[Row]) -> Iterator[str]:
    """Quotations."""
    yield table([(f"“{words(quote['exact'])}”", who(quote.get("speaker")), report(source)) for source, quote in rows])


def questions() -> Iterator[str]:
    """Questions."""
    yield "\n".join(f"- {asked(each['id'])}" for each in db.questions)


def question(rows: list[Row], question: Record) -> Iterator[str]:
    """What is answered."""
    answers = question["answers"]
    yield table([(report(source), words(answers[each["answer"]]), words(each["gist"])) for source, each in rows])


def source(source: Record) -> Iterator[str]:
    """The page of a report."""
    cited = {f"f:{each['id']}": words(each["as_printed"]) for each in source["figures"]}
    cited |= {f"q:{each['id']}": f"“{words(each['exact'])}”" for each in source["quotes"]}
    yield f"{words(source['publisher'])}, {source['date_published']}"
    yield CITED.sub(lambda mark: cited[mark[1]], source["summary"])
    yield "## Key points"
    yield "\n".join(f"- {words(each)}" for each in source["key_points"])
    yield "## Figures"
    yield table([(*figure_cells(figure), who(figure.get("claimant"))) for figure in source["figures"]])
    yield "## Quotations"
    yield from (f"> “{words(each['exact'])}”\n>\n> {who(each.get('speaker'))}" for each in source["quotes"])
    yield "## People"
    yield "\n".join(f"- {who(each['person'])}, {words(each['role'])}" for each in source["people"])
    yield "## Questions"
    for each in source["positions"]:
        yield f"### {asked(each['question'])}"
        yield f"{words(db.asked[each['question']]['answers'][each['answer']])}: {words(each['gist'])}"
        yield f"> “{words(each['passage'])}”"
    yield "## Silent on"
    yield "\n".join(f"- {asked(each)}" for each in source["silent_on"])


def person(person: Record) -> Iterator[str]:
    """The page of a person."""
    yield words(person["country"])
    yield "## Named in"
    yield "\n".join(f"- {words(each['role'])}: {report(source)}" for source, each in db.mentioned[person["id"]])
    yield "## Quotations"
    for source, each in db.quoted[person["id"]]:
        yield f"> “{words(each['exact'])}”\n>\n> {report(source)}"
    yield "## Figures"
    yield table([(*figure_cells(figure), report(source)) for source, figure in db.claimed[person["id"]]])


def pager(first: str, number: int, count: int) -> str:
    """Where a table goes on."""
    if count == 1:
        return ""
    before = f" [Before](/{first}{f'page/{number - 1}/' if number > 2 else ''})" if number > 1 else ""
    after = f" [After](/{first}page/{number + 1}/)" if number < count else ""
    return f"Page {number} of {count}{before}{after}"


HEADINGS: dict[str, Callable[[Record], str]] = {
    "home": lambda _: "The newest reports",
    "sources": lambda _: "Reports",
    "people": lambda _: "People",
    "figures": lambda _: "Figures",
    "quotes": lambda _: "Quotations",
    "questions": lambda _: "Questions",
    "question": lambda given: given["question"]["text"],
    "source": lambda given: given["source"]["headline"],
    "person": lambda given: given["person"]["name"],
}

for address, template, given in pages(db):
    blocks = [f"# {words(HEADINGS[template](given))}"]
    blocks += globals()[template](**{name: each for name, each in given.items() if name != "pager"})
    if "pager" in given:
        blocks.append(pager(**given["pager"]))
    with mkdocs_gen_files.open(f"{address}index.md", "w") as file:
        file.write("\n\n".join(blocks) + "\n")
