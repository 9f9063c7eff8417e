"""One build after another -> what the preview shows: the last site that went well, and what has been wrong since."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from explainer.preview.building import Attempt
from explainer.preview.report import report_of
from explainer.preview.weave import Woven, weave


class Shown(Struct, frozen=True):
    """A moment of the preview. `site` is the number of the build whose pages these are, 0 while there are none."""

    build: int = 0
    site: int = 0
    files: Mapping[str, bytes] = field(default_factory=dict)
    exports: Mapping[str, bytes] = field(default_factory=dict)  # those for programs
    base: str = "/"
    woven: Woven = field(default_factory=lambda: Woven(0, {}))
    report: Mapping[str, Any] = field(default_factory=dict)
    sent: dict[str, bytes] = field(default_factory=dict)  # pages as they were sent, by the file's name

    def __contains__(self, name: object) -> bool:
        """Whether the site has a file of that name."""
        return name in self.files or name in self.exports

    def data(self, name: str) -> bytes:
        """A file that is no page."""
        return self.files[name] if name in self.files else self.exports[name]

    def page(self, name: str) -> bytes:
        """A page with what is the preview's own."""
        if name not in self.sent:
            self.sent[name] = weave(self.files[name], self.base + name.removesuffix("index.html"), self.woven)
        return self.sent[name]

    def state(self, run: str) -> dict[str, Any]:
        """What open pages are told: numbers and hashes, no content."""
        sheets = {f"{self.base}{name}": _hash(data) for name, data in self.files.items() if name.endswith(".css")}
        report = _hash(json.dumps(self.report).encode()) if self.report else ""
        return {"run": run, "build": self.build, "site": self.site, "sheets": sheets, "report": report}


def _hash(data: bytes) -> str:
    return blake2b(data, digest_size=6).hexdigest()


def after(before: Shown, attempt: Attempt, root: str) -> Shown:
    """What to show after a build. Where there is no site the pages stay, under what is wrong; where only stylesheets
    changed, the pages are still those that were shown."""
    report, number = report_of(attempt, pages=before.site > 0), before.build + 1
    if attempt.set is None:
        return replace(before, build=number, report=report)
    built = attempt.set.built
    woven = Woven(before.site, attempt.set.places, attempt.set.drafts, root)
    if not before.site or woven != before.woven or _pages(before.files) != _pages(built.files):
        woven = replace(woven, site=number)
    return Shown(number, woven.site, built.files, built.exports, built.addresses.href("/"), woven, report)


def _pages(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if not name.endswith(".css")}
