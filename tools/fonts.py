"""Make every font file of the layouts again, byte for byte, from two packages that are pinned.

fonttools and brotli are needed for this alone and are no dependencies of the project, so work in a folder to throw
away, here called `work`, beside a clone called `explainer`:

    mkdir work && cd work
    npm install --prefix . @fontsource-variable/newsreader@5.3.0 @fontsource-variable/public-sans@5.3.0
    python3 -m venv venv && venv/bin/pip install fonttools==4.68.0 brotli==1.2.1
    venv/bin/python ../explainer/tools/fonts.py node_modules/@fontsource-variable ../explainer/layouts

The last argument is where the files go: `assets/fonts/` for pages and `cards/` for the pictures of them. Run it twice
with two folders and `diff -r` finds nothing. docs/fonts.md says what each file is; docs/decisions/0015-fonts.md, why.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from fontTools.varLib import instancer
from fontTools.varLib.hvar import add_HVAR

# What an English page needs, and most of Western Europe.
LATIN = {*range(0x20, 0x7F), *range(0xA0, 0x100), 0x131, 0x152, 0x153, 0x2BC, 0x2C6, 0x2DA, 0x2DC}
LATIN |= {*range(0x2000, 0x2070), 0x20AC, 0x2122, 0x2212, 0x2215}
# The letters of other names in Europe, transliterations and currencies.
EXTENDED = {*range(0x100, 0x250), 0x259, 0x2C7, 0x2D8, 0x2D9, 0x2DB, 0x2DD, *range(0x1E00, 0x1EA0)}
EXTENDED |= {*range(0x1EF2, 0x1F00), *range(0x20A0, 0x20C1), 0x2113, 0x2116}
EXTENDED -= LATIN

FEATURES = ["kern", "liga", "lnum", "tnum", "pnum", "ccmp", "locl"]
TEXT, DISPLAY = 18, 60  # optical sizes, in px: below and above nothing changes
NORMAL, STRONG = 400, 500  # weights of the serif; bold is the sans
UNITS = 1000  # to the em, instead of 2000: smaller numbers, and at 60 px a unit is still 1/16 px


def main(packages: Path, layouts: Path) -> None:
    """Read the packages, write the files."""
    pages, cards = layouts / "assets" / "fonts", layouts / "cards"
    pages.mkdir(parents=True, exist_ok=True)
    cards.mkdir(parents=True, exist_ok=True)
    made: dict[str, TTFont] = {}
    for part, characters in (("latin", LATIN), ("latin-ext", EXTENDED)):
        roman = packages / f"newsreader/files/newsreader-{part}-opsz-normal.woff2"
        italic = packages / f"newsreader/files/newsreader-{part}-opsz-italic.woff2"
        sans = packages / f"public-sans/files/public-sans-{part}-wght-normal.woff2"
        end = "" if part == "latin" else "-ext"
        write(serif(roman, characters), pages / f"newsreader{end}.woff2")
        write(instance(italic, {"opsz": TEXT, "wght": NORMAL}, characters), pages / f"newsreader-italic{end}.woff2")
        write(instance(sans, {"wght": (400, 700)}, characters), pages / f"public-sans{end}.woff2")
        made[f"newsreader-{part}"] = instance(roman, {"opsz": DISPLAY, "wght": STRONG}, characters)
        made[f"public-sans-{part}"] = instance(sans, {"wght": 600}, characters)
    advances = {}
    for name, family in (("newsreader", "Newsreader"), ("public-sans", "Public Sans")):
        font = joined(made[f"{name}-latin"], made[f"{name}-latin-ext"], family)
        write(font, cards / f"{name}.ttf")
        advances[name] = advances_of(font)
        licence = (packages / name / "LICENSE").read_text("utf-8").rstrip() + "\n"
        (pages / f"{name}-OFL.txt").write_text(licence, "utf-8")
        (cards / f"{name}-OFL.txt").write_text(licence, "utf-8")
    (cards / "advances.json").write_text(json.dumps(advances, ensure_ascii=False, indent=0) + "\n", "utf-8")


def serif(package: Path, characters: set[int]) -> TTFont:
    """Size and weight both vary, for three quarters of the bytes that all combinations of the two would cost.

    Letters are as drawn in both weights at text size and in the heavy one at display size; light letters at display
    size, which no page sets, are not. Kerning goes with the size alone: that of the light weight in text, that of the
    heavy one at display size.
    """
    font = instance(package, {"opsz": (TEXT, DISPLAY), "wght": (NORMAL, STRONG)}, characters)
    fold_outlines(font)
    fold_kerning(font)
    drop_idle_pairs(font)
    return again(font)


def instance(package: Path, limits: Mapping[str, Any], characters: set[int]) -> TTFont:
    """A package's font within narrower limits, with some of its characters, unhinted."""
    font = instancer.instantiateVariableFont(opened(package), limits)
    if "gvar" in font:  # the subsetter wants an entry for each glyph
        font["gvar"].variations = {name: font["gvar"].variations.get(name, []) for name in font.getGlyphOrder()}
    for table in font["cmap"].tables:  # both are drawn as the hyphen is, and the packages have neither
        if 0x2D in table.cmap:
            table.cmap |= {0x2010: table.cmap[0x2D], 0x2011: table.cmap[0x2D]}
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["gasp", "STAT"]
    cut = subset.Subsetter(options)
    cut.populate(unicodes=characters)
    cut.subset(font)
    scale_upem(font, UNITS)
    return again(font)


# --- what a page does not need ---


def fold_outlines(font: TTFont) -> None:
    """Size, weight, and what both together add -> size with that, and weight."""
    glyphs, metrics = font["glyf"], font["hmtx"].metrics
    for name, variations in font["gvar"].variations.items():
        points, control = glyphs._getCoordinatesAndControls(name, metrics)
        by_axes = {frozenset(variation.axes): variation for variation in variations}
        both = by_axes.pop(frozenset(("opsz", "wght")), None)
        if both is not None:
            size = by_axes.setdefault(frozenset(("opsz",)), TupleVariation({"opsz": (0, 1, 1)}, [(0, 0)] * len(points)))
            for each in (both, size):
                each.calcInferredDeltas(points, control.endPts)
            size += both
        for variation in by_axes.values():
            variation.calcInferredDeltas(points, control.endPts)
            variation.roundDeltas()
            variation.optimize(points, control.endPts, isComposite=glyphs[name].isComposite())
        font["gvar"].variations[name] = [each for each in by_axes.values() if each.hasImpact()]
    del font["HVAR"]
    add_HVAR(font)


def fold_kerning(font: TTFont) -> None:
    """All that size and weight change -> what size changes."""
    store = font["GDEF"].table.VarStore
    regions = [[axis.PeakCoord for axis in region.VarRegionAxis] for region in store.VarRegionList.Region]
    size = regions.index([1.0 if axis.axisTag == "opsz" else 0.0 for axis in font["fvar"].axes])
    for data in store.VarData:
        data.Item = [[sum(row)] for row in data.Item]
        data.VarRegionIndex, data.VarRegionCount = [size], 1
        data.calculateNumShorts()
    moved = store.optimize()
    for tag in ("GDEF", "GPOS"):
        font[tag].table.remap_device_varidxes(moved)


def drop_idle_pairs(font: TTFont) -> None:
    """Pairs of letters that are kerned just as their classes would be."""
    rows = [data.Item for data in font["GDEF"].table.VarStore.VarData]

    def kern(value: Any) -> tuple[int, int]:
        """At text size, and what display size adds."""
        device = getattr(value, "XAdvDevice", None)
        varies = device is not None and (device.StartSize, device.EndSize) != (0xFFFF, 0xFFFF)
        return getattr(value, "XAdvance", 0), rows[device.StartSize][device.EndSize][0] if varies else 0

    for pairs, classes in pair_tables(font):
        firsts, seconds = classes.ClassDef1.classDefs, classes.ClassDef2.classDefs
        covered = set(classes.Coverage.glyphs)
        kept = {}
        for first, given in zip(pairs.Coverage.glyphs, pairs.PairSet, strict=True):
            row = classes.Class1Record[firsts.get(first, 0)].Class2Record if first in covered else None
            given.PairValueRecord = [
                pair
                for pair in given.PairValueRecord
                if kern(pair.Value1) != (kern(row[seconds.get(pair.SecondGlyph, 0)].Value1) if row else (0, 0))
            ]
            if given.PairValueRecord:
                kept[first] = given
        pairs.Coverage.glyphs, pairs.PairSet = list(kept), list(kept.values())


def pair_tables(font: TTFont) -> Iterator[tuple[Any, Any]]:
    """Where a lookup has exceptions for pairs and then classes, as these fonts have."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        tables = [getattr(table, "ExtSubTable", table) for table in lookup.SubTable]
        if [(table.LookupType, table.Format) for table in tables] == [(2, 1), (2, 2)]:
            yield tables[0], tables[1]


# --- fonts as files ---


def opened(path: Path) -> TTFont:
    """A font with its tables read, its dates as they were."""
    return again(TTFont(path, recalcTimestamp=False))


def again(font: TTFont) -> TTFont:
    """Written and read, so that no table remembers how it came to be."""
    font.flavor = None
    data = BytesIO()
    font.save(data)
    return TTFont(BytesIO(data.getvalue()), lazy=False, recalcTimestamp=False)


def joined(first: TTFont, second: TTFont, family: str) -> TTFont:
    """Two fonts without an axis as one, of the family's name."""
    files = []
    for font in (first, second):
        files.append(BytesIO())
        font.save(files[-1])
    font = Merger().merge(files)
    font.recalcTimestamp = False
    font["head"].created, font["head"].modified = first["head"].created, first["head"].modified
    for number, words in {1: family, 2: "Regular", 4: family, 6: family.replace(" ", "")}.items():
        font["name"].setName(words, number, 3, 1, 0x409)
    return again(font)


def write(font: TTFont, path: Path) -> None:
    """A file, compressed if its name says so, and a line that tells how large it became."""
    font.flavor = "woff2" if path.suffix == ".woff2" else None
    font.save(path)
    print(f"{path.name:28} {path.stat().st_size:7,}  {len(font.getBestCmap()):4} characters")


def advances_of(font: TTFont) -> dict[str, Any]:
    """How far each character moves the pen, in units of the font."""
    names = font.getBestCmap()
    widths = {chr(code): font["hmtx"][names[code]][0] for code in sorted(names)}
    return {"unitsPerEm": font["head"].unitsPerEm, "advances": widths}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
