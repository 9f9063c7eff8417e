"""Pages and layouts -> the bytes of HTML files, in memory, or every layout mistake at its line.

A layout sees what its page gives it and nothing else. An undefined name, a None, a list or a method in the output is a
problem of the layout, reported with the record that was being set.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import jinja2

from explainer.cache import NOTHING_KEPT, Cache
from explainer.files import plain_files, read_plain
from explainer.pages import Page, SiteView
from explainer.problems import ContentError, Place, Problem, did_you_mean
from explainer.setting import Loader, environment_of

MAX_SHOWN = 1_000_000  # bytes of a layout, for showing a line of it
MAX_HELD = 100_000_000  # bytes of all that is in the folder
_LAYOUT_MISTAKES = (
    jinja2.TemplateError,
    RecursionError,
    TypeError,
    AttributeError,
    LookupError,
    ValueError,
    ArithmeticError,
)


class Layouts:
    """The layouts of a folder, which reports name `shown`, as they were when each was first used.

    What they are compiled to is kept in `cache`.
    """

    def __init__(self, folder: Path, shown: str, cache: Cache = NOTHING_KEPT) -> None:
        self.folder, self.shown = folder, shown
        self.environment = environment_of(folder, cache)
        assert isinstance(self.environment.loader, Loader)
        self.loader = self.environment.loader

    def hold(self) -> Mapping[str, bytes]:
        """Read all there is in the folder, by its path in it: from now on the layouts are these. Raises OSError where
        not all can be read, or a link leads to a folder, which could hold anything."""
        held = self.loader.held = dict(plain_files(self.folder, MAX_HELD))
        return held

    def render(self, pages: Iterable[Page], site: SiteView) -> Iterator[tuple[str, bytes]]:
        """(file name in the site, bytes) for each page, in order; raises ContentError when all have been tried."""
        problems: list[Problem] = []
        for page in pages:
            try:
                data = self._html(page, site)
            except Exception as error:
                problems.append(self._problem(error, page))
            else:
                yield file_name(page.path), data
        if problems:
            raise self.mistakes(problems)

    def mistakes(self, problems: Iterable[Problem]) -> ContentError:
        """Problems of layouts, each told of the first page it was found on, with the lines they are about."""
        first: dict[tuple[str, int, str], Problem] = {}
        for found in problems:
            first.setdefault((found.place.path, found.place.line, found.message), found)
        return ContentError(first.values(), self._texts(first.values()))

    def _html(self, page: Page, site: SiteView) -> bytes:
        return self.environment.get_template(page.layout).render(site=site, page=page.view).encode("utf-8")

    # --- what went wrong ---

    def _problem(self, error: Exception, page: Page) -> Problem:
        match error:
            case jinja2.TemplateSyntaxError():
                place = self._line(error.name or page.layout, error.lineno)
                return Problem(place, "layout-syntax", f"this layout cannot be read: {error.message}")
            case jinja2.TemplateNotFound():
                names = self.environment.list_templates()
                meant = did_you_mean(str(error.name), names)
                at = self._frame(error)
                hint = f"did you mean '{meant}'?" if meant else "add it to the layouts folder"
                related = () if at is None else ((page.place, f"while setting {page.path}"),)
                place = at or Place(f"{self.shown}/{page.layout}")
                return Problem(place, "layout-missing", f"there is no layout '{error.name}'", hint, related)
        at = self._frame(error)
        if at is None or not isinstance(error, _LAYOUT_MISTAKES):
            raise error  # not the layout's doing, but ours
        related = ((page.place, f"while setting {page.path}"),)
        return Problem(
            at,
            "layout",
            f"this layout cannot be set: {_words(error)}",
            "the comment a layout opens with says what it is given",
            related,
        )

    def _frame(self, error: Exception) -> Place | None:
        """The innermost line of a layout that the error passed through."""
        rows = [row for row in traceback.extract_tb(error.__traceback__) if self._is_layout(row.filename)]
        return self._line(str(Path(rows[-1].filename).relative_to(self.folder)), rows[-1].lineno or 1) if rows else None

    def _is_layout(self, filename: str) -> bool:
        return Path(filename).is_relative_to(self.folder) and Path(filename).suffix in (".html", ".svg")

    def _line(self, name: str, line: int) -> Place:
        """All of a line; the template engine knows no columns."""
        rows = self._text(name).split("\n")
        row = rows[line - 1] if line <= len(rows) else ""
        start = len(row) - len(row.lstrip()) + 1
        return Place(f"{self.shown}/{Path(name).as_posix()}", line, start, line, max(len(row.rstrip()), start) + 1)

    def _text(self, name: str) -> str:
        try:
            return read_plain(self.folder / name, MAX_SHOWN).decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

    def _texts(self, problems: Iterable[Problem]) -> dict[str, str]:
        prefix = f"{self.shown}/"
        return {p.place.path: self._text(p.place.path.removeprefix(prefix)) for p in problems}


def _words(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it includes or extends itself"
    if isinstance(error, jinja2.UndefinedError) and error.message:
        return error.message.replace("explainer.pages.", "").replace(" object'", "'")
    return str(error)


def file_name(path: str) -> str:
    """The file a page is kept in: "people/ana-ruiz/index.html" for "/people/ana-ruiz/"."""
    return path.removeprefix("/") + ("index.html" if path.endswith("/") else "")
