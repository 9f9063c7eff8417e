"""A plugin: the pages of the database, with Python-Markdown for the summaries."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any

from database import Database, pages
from markdown import Markdown
from markupsafe import Markup
from pelican import signals
from pelican.generators import Generator

CITED = re.compile(r"\[@([fq]:\w+)\]")
MARKDOWN = Markdown()


def summary(source: dict[str, Any]) -> Markup:
    """The summary as HTML, with the words that it cites."""
    words = {f"f:{figure['id']}": escape(figure["as_printed"]) for figure in source["figures"]}
    words |= {f"q:{quote['id']}": f"“{escape(quote['exact'])}”" for quote in source["quotes"]}
    return Markup(CITED.sub(lambda mark: words[mark[1]], MARKDOWN.reset().convert(source["summary"])))


class Reports(Generator):
    """All pages."""

    def generate_context(self) -> None:
        self.context["db"] = Database(Path(self.path))
        self.env.filters["summary"] = summary

    def generate_output(self, writer: Any) -> None:
        for address, template, given in pages(self.context["db"]):
            writer.write_file(f"{address}index.html", self.get_template(template), self.context, **given)


def generators(_: Any) -> type[Reports]:
    """What Pelican asks each plugin for."""
    return Reports


def register() -> None:
    """Tell Pelican."""
    signals.get_generators.connect(generators)
