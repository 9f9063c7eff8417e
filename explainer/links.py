"""Links in prose and the pages that were built -> a problem for each link that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from explainer.model import Link, Prose
from explainer.problems import Problem, did_you_mean
from explainer.render import file_name

_ID = re.compile(rb'\bid="([^"]*)"')


def dangling_links(prose: Iterable[Prose], files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Links to pages this site does not have, and to places that a page does not have. `files` are the pages."""
    paths = {f"/{name.removesuffix('index.html')}" for name in files}
    for text in prose:
        for piece in text.pieces:
            if isinstance(piece, Link):
                yield from _problem(piece, paths, files)


def _problem(link: Link, paths: set[str], files: Mapping[str, bytes]) -> Iterator[Problem]:
    path, _, fragment = link.path.partition("#")
    if path not in paths:
        meant = did_you_mean(path, paths)
        hint = (
            f"did you mean '{meant}'?"
            if meant
            else "the pages are those of the navigation, and /sources/…/, /people/…/, /questions/…/"
        )
        yield Problem(link.place, "unknown-reference", f"this site has no page '{path}'", hint)
    elif fragment:
        ids = {found.decode() for found in _ID.findall(files[file_name(path)])}
        if fragment not in ids:
            meant = did_you_mean(fragment, ids)
            hint = f"did you mean '{path}#{meant}'?" if meant else "remove what begins with #"
            yield Problem(link.place, "unknown-reference", f"'{path}' has no place called '{fragment}'", hint)
