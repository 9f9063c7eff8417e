"""One build after another -> what the preview shows: the last site that went well, and what has been wrong since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

from explainer.addresses import read_base
from explainer.pipeline import Built
from explainer.preview.places import places_of
from explainer.preview.report import report_of
from explainer.preview.weave import Woven
from explainer.problems import ContentError


@dataclass(frozen=True)
class Shown:
    """A moment of the preview. `site` is the number of the build whose pages these are, 0 while there are none."""

    build: int = 0
    site: int = 0
    files: Mapping[str, bytes] = field(default_factory=dict)
    base: str = "/"
    woven: Woven = field(default_factory=lambda: Woven(0, {}))
    report: Mapping[str, Any] = field(default_factory=dict)

    def state(self, run: str) -> dict[str, Any]:
        """What open pages are told: numbers and hashes, no content."""
        sheets = {f"{self.base}{name}": _hash(data) for name, data in self.files.items() if name.endswith(".css")}
        report = _hash(json.dumps(self.report).encode()) if self.report else ""
        return {"run": run, "build": self.build, "site": self.site, "sheets": sheets, "report": report}


def _hash(data: bytes) -> str:
    return blake2b(data, digest_size=6).hexdigest()


def after_build(before: Shown, built: Built, base_url: str, notes: Iterable[str], root: str) -> Shown:
    """A build went well. Where only stylesheets changed, the pages are still those that were shown."""
    addresses = read_base(base_url)
    assert addresses is not None, "the build checked it"
    number = before.build + 1
    woven = Woven(before.site, places_of(built.content, addresses), frozenset(), root)
    if not before.site or woven != before.woven or _pages(before.files) != _pages(built.files):
        woven = replace(woven, site=number)
    report = report_of(None, notes, stale=False, built=True)
    return Shown(number, woven.site, built.files, addresses.href("/"), woven, report)


def _pages(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if not name.endswith(".css")}


def after_failure(before: Shown, error: ContentError) -> Shown:
    """A build was refused: the pages stay, under what is wrong."""
    report = report_of(error, (), stale=True, built=before.site > 0)
    return replace(before, build=before.build + 1, report=report)
