"""Cut from schema.org what the tests hold our linked data against: `python tools/vocabulary.py schema.d.ts`.

schema.d.ts is a file of the npm package schema-dts (Apache-2.0), which states the vocabulary (CC BY-SA 3.0) as types of
TypeScript: `npm pack schema-dts && tar xf schema-dts-*.tgz package/dist/schema.d.ts`. Of each type that our pages name,
and of those above it, all properties are kept, and what each may hold.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

NAMED = """
AboutPage Article BreadcrumbList Claim CollectionPage CorrectionComment DataCatalog DataDownload Dataset DefinedTerm
DefinedTermSet Event ListItem NewsArticle Observation Organization Person ProfilePage Property PropertyValue Question
Quotation Role SearchResultsPage WebPage WebSite
""".split()
WRITTEN = Path(__file__).parents[1] / "tests" / "schemas" / "schemaorg.json"

_INTERFACE = re.compile(r"^(?:export )?interface (\w+?)(Base|Leaf) extends ([\w<>\", |]+?) \{\n(.*?)^\}", re.M | re.S)
_PROPERTY = re.compile(r'^    "(\w+)"\?: SchemaValue<(.*), "\w+">;$', re.M)


def cut(text: str) -> dict[str, dict[str, object]]:
    """Of each type kept: what is above it, and its own properties with what they may hold."""
    above: dict[str, list[str]] = {}
    own: dict[str, dict[str, list[str]]] = {}
    for name, form, parents, body in _INTERFACE.findall(text):
        if form == "Base":
            own[name] = {each: _held(words) for each, words in _PROPERTY.findall(body)}
        if form == "Base" or name not in above:  # what has no property of its own is a leaf alone
            above[name] = [each.removesuffix("Base") for each in re.findall(r"\w+Base", parents)]
    kept = sorted(_with_all_above(NAMED, above))
    return {name: {"above": above[name], "properties": own.get(name, {})} for name in kept}


def _held(words: str) -> list[str]:
    return sorted(set(re.findall(r"\w+", words)) - {"IdReference"})


def _with_all_above(names: Iterable[str], above: dict[str, list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(above[name])
    return found


def main() -> None:
    """Write the extract."""
    kept = cut(Path(sys.argv[1]).read_text("utf-8"))
    rows = (f" {json.dumps(name)}: {json.dumps(kept[name])}" for name in kept)
    WRITTEN.write_text("{\n" + ",\n".join(rows) + "\n}\n", "utf-8")
    print(f"{len(kept)} types, {WRITTEN.stat().st_size:,} bytes in {WRITTEN}")


if __name__ == "__main__":
    main()
