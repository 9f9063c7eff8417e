"""The same site by the plainest script, `python build.py CONTENT OUT`: everything is read, set and written.

PyYAML with its C parser, markdown-it-py, and Jinja with autoescape; no check of anything, no cache, one process.
"""

from __future__ import annotations

import re
import sys
from html import escape
from pathlib import Path

from database import Database, Record, pages
from jinja2 import Environment, FileSystemLoader
from markdown_it import MarkdownIt
from markupsafe import Markup

CITED = re.compile(r"\[@([fq]:\w+)\]")
MARKDOWN = MarkdownIt()


def summary(source: Record) -> Markup:
    """The summary as HTML, with the words that it cites."""
    words = {f"f:{figure['id']}": escape(figure["as_printed"]) for figure in source["figures"]}
    words |= {f"q:{quote['id']}": f"“{escape(quote['exact'])}”" for quote in source["quotes"]}
    return Markup(CITED.sub(lambda mark: words[mark[1]], MARKDOWN.render(source["summary"])))


def main(content: Path, out: Path) -> None:
    """Build."""
    db = Database(content)
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.globals["db"] = db
    environment.filters["summary"] = summary
    for address, template, given in pages(db):
        (out / address).mkdir(parents=True, exist_ok=True)
        text = environment.get_template(f"{template}.html").render(given)
        (out / address / "index.html").write_text(text, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
