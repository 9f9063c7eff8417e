"""The repository an explainer is kept in, and a page of it -> where the page can be edited, and a mistake reported."""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

from msgspec import Struct


class Ways(Struct, frozen=True):
    """How a host writes its addresses after that of a repository; fields are {branch}, {file} and {folder}."""

    edit: str
    folder: str
    report: str
    title: str  # the names of what a new report is filled with
    body: str


_HOSTS = {
    "github.com": Ways("edit/{branch}/{file}", "tree/{branch}/{folder}", "issues/new", "title", "body"),
    "gitlab.com": Ways(
        *("-/edit/{branch}/{file}", "-/tree/{branch}/{folder}"),
        *("-/issues/new", "issue[title]", "issue[description]"),
    ),
    "codeberg.org": Ways("_edit/{branch}/{file}", "src/branch/{branch}/{folder}", "issues/new", "title", "body"),
}

# Where the words of a page are written, by the beginning of its path; what is not listed is set in its layout.
_WRITTEN = {
    "": "content/explainer.yaml",
    "questions": "content/questions.yaml",
    "sources": "content/sources/",
    "quotes": "content/sources/",
    "figures": "content/measures.yaml",
    "people": "content/people.yaml",
    "timeline": "content/timeline.yaml",
    "glossary": "content/glossary.yaml",
    "corrections": "content/corrections.yaml",
}


class Repository(Struct, frozen=True):
    """A repository by its address, and the branch that is published. Of hosts that are not known it tells nothing."""

    address: str
    branch: str

    @property
    def ways(self) -> Ways | None:
        return _HOSTS.get(urlsplit(self.address).netloc.casefold())

    def edit(self, path: str) -> str:
        """The address at which the page at a path is edited, or nothing."""
        if self.ways is None:
            return ""
        file = _file(path)
        way = self.ways.folder if file.endswith("/") else self.ways.edit
        return self._at(way.format(branch=quote(self.branch), file=quote(file), folder=quote(file.rstrip("/"))))

    def report(self, title: str, address: str) -> str:
        """The address at which a mistake on a page is reported, with what is known of it filled in, or nothing."""
        if self.ways is None:
            return ""
        body = f"Page: {address}\n\nWhat is wrong:\n\nWhere that can be seen (a report, a public record):\n"
        given = {self.ways.title: f"Mistake on “{title}”", self.ways.body: body}
        return self._at(f"{self.ways.report}?{urlencode(given, quote_via=quote)}")

    def _at(self, way: str) -> str:
        return f"{self.address.removesuffix('/').removesuffix('.git')}/{way}"


def _file(path: str) -> str:
    """The file in the repository that a page is written in, or the folder, with a slash, of those it gathers."""
    kind, _, name = path.strip("/").partition("/")
    if kind == "sources" and name:
        return f"content/sources/{name}.yaml"
    return _WRITTEN.get(kind, f"layouts/{kind.removesuffix('.html')}.html")
