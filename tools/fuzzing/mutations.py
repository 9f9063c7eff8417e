"""A folder of content -> one that somebody broke: the changes there are, by name.

A folder is a dict of what stands at each path, bytes or something that is no plain file. Every change takes a random
source and a folder and returns another folder. Nothing here touches a disk.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from fuzzing import strings

LOCK = "evidence.lock"


@dataclass(frozen=True)
class Odd:
    """What is no plain file: a `link` to something, a `fifo` or a `folder`."""

    kind: str
    target: str = ""


Tree: TypeAlias = Mapping[str, "bytes | Odd"]  # by path below the folder; bytes that are no UTF-8 as lone surrogates
Change: TypeAlias = Callable[[Random, Tree], Tree]
CHANGES: dict[str, Change] = {}


def change(made: Change) -> Change:
    """Make a function one of the changes."""
    CHANGES[made.__name__] = made
    return made


def _file(random: Random, tree: Tree, but: tuple[str, ...] = ()) -> str:
    """The path of a plain file; the lock less often than by chance."""
    names = sorted(name for name, data in tree.items() if isinstance(data, bytes) and name not in but)
    name = random.choice(names)
    return random.choice(names) if name == LOCK else name


def _bytes(tree: Tree, name: str) -> bytes:
    data = tree[name]
    assert isinstance(data, bytes)
    return data


# --- bytes and lines --------------------------------------------------------------------------------------------------


@change
def bytes_flipped(random: Random, tree: Tree) -> Tree:
    """A few bytes become others."""
    name = _file(random, tree)
    data = bytearray(_bytes(tree, name))
    for _ in range(random.choice((1, 1, 3, 20))):
        if data:
            data[random.randrange(len(data))] = random.randrange(256)
    return {**tree, name: bytes(data)}


@change
def span_moved(random: Random, tree: Tree) -> Tree:
    """A stretch is deleted, written twice or moved into another file."""
    name, other = _file(random, tree), _file(random, tree)
    data = _bytes(tree, name)
    start = random.randrange(len(data) + 1)
    end = min(len(data), start + random.choice((1, 3, 20, 300)))
    kind = random.randrange(3)
    if kind == 0:
        return {**tree, name: data[:start] + data[end:]}
    if kind == 1:
        return {**tree, name: data[:end] + data[start:end] * random.choice((1, 1, 2, 50)) + data[end:]}
    there = _bytes(tree, other)
    at = random.randrange(len(there) + 1)
    return {**tree, other: there[:at] + data[start:end] + there[at:]}


@change
def lines_swapped(random: Random, tree: Tree) -> Tree:
    """Two lines or blocks change places, or one goes, or is indented in another way."""
    name = _file(random, tree)
    rows = _bytes(tree, name).split(b"\n")
    first, second = sorted(random.randrange(len(rows)) for _ in range(2))
    size = random.choice((1, 1, 2, 8))
    kind = random.randrange(4)
    if kind == 0:
        rows[first : first + size], rows[second : second + size] = (
            rows[second : second + size],
            rows[first : first + size],
        )
    elif kind == 1:
        del rows[first : first + size]
    elif kind == 2:
        rows[first] = random.choice((b"", b" ", b"  ", b"\t", b"- ", b"# ")) + rows[first].lstrip()
    else:
        rows[second:second] = rows[first : first + size]
    return {**tree, name: b"\n".join(rows)}


@change
def line_ends_mixed(random: Random, tree: Tree) -> Tree:
    """Line breaks of all systems, some of which YAML does not know."""
    name = _file(random, tree)
    ends = random.choice(
        ((b"\r\n",), (b"\r",), (b"\n", b"\r\n", b"\r"), (b"\n", "\x85".encode()), (b"\n", "\u2028".encode()))
    )
    rows = _bytes(tree, name).split(b"\n")
    return {**tree, name: b"".join(row + random.choice(ends) for row in rows)}


@change
def encoded_otherwise(random: Random, tree: Tree) -> Tree:
    """Other encodings, and byte order marks."""
    name = _file(random, tree)
    text = _bytes(tree, name).decode("utf-8", "replace")
    how = random.choice(
        ("utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "utf-8-sig", "two marks", "a mark inside", "cesu")
    )
    if how == "two marks":
        data = b"\xef\xbb\xbf" * 2 + text.encode()
    elif how == "a mark inside":
        at = random.randrange(len(text) + 1)
        data = (text[:at] + "\ufeff" + text[at:]).encode()
    elif how == "cesu":
        at = random.randrange(len(text) + 1)
        data = (text[:at] + random.choice(("\ud800", "\udfff", "\ud83d\ude00")) + text[at:]).encode(
            "utf-8", "surrogatepass"
        )
    else:
        data = text.encode(how, "replace")
    return {**tree, name: data}


@change
def hostile_text_put_in(random: Random, tree: Tree) -> Tree:
    """Hostile text anywhere, as it is."""
    name = _file(random, tree)
    data = _bytes(tree, name)
    at = random.choice((0, len(data), random.randrange(len(data) + 1)))
    return {**tree, name: data[:at] + strings.hostile(random).encode() + data[at:]}


# --- values -----------------------------------------------------------------------------------------------------------

FREE = (
    "title standfirst description publisher credit note text heading reference country summary gist definition".split()
)
_VALUE = re.compile(rb"^([ ]*(?:- )?[a-z_]+: )([^\s|>&*#][^\n]*)$", re.MULTILINE)


def _values(data: bytes) -> list[re.Match[bytes]]:
    return list(_VALUE.finditer(data))


def _put(tree: Tree, name: str, found: re.Match[bytes], value: bytes) -> Tree:
    data = _bytes(tree, name)
    return {**tree, name: data[: found.start(2)] + value + data[found.end(2) :]}


@change
def values_swapped(random: Random, tree: Tree) -> Tree:
    """A field gets the value of another, perhaps of another file."""
    name, other = _file(random, tree, (LOCK,)), _file(random, tree, (LOCK,))
    here, there = _values(_bytes(tree, name)), _values(_bytes(tree, other))
    if not here or not there:
        return tree
    return _put(tree, name, random.choice(here), random.choice(there)[2])


@change
def field_made_hostile(random: Random, tree: Tree) -> Tree:
    """A field gets hostile text, in quotes, as it is, or as a block."""
    name = _file(random, tree, (LOCK,))
    found = _values(_bytes(tree, name))
    if not found:
        return tree
    field = random.choice(found)
    return _put(
        tree, name, field, _written(random, strings.hostile(random), len(field[1])).encode("utf-8", "surrogatepass")
    )


@change
def note_made_hostile(random: Random, tree: Tree) -> Tree:
    """A field of free text, which nothing is proved against, gets hostile text in quotes: this may well be sound."""
    name = _file(random, tree, (LOCK,))
    found = [each for each in _values(_bytes(tree, name)) if each[1].strip(b" -:").decode() in FREE]
    if not found:
        return tree
    words = strings.hostile(random)[: random.choice((50, 1990, 19_990, 10**7))]
    return _put(tree, name, random.choice(found), json.dumps(words, ensure_ascii=random.random() < 0.2).encode())


def _written(random: Random, words: str, indent: int) -> str:
    kind = random.randrange(4)
    if kind == 0:
        return words
    if kind == 1:
        return json.dumps(words, ensure_ascii=random.random() < 0.5)
    if kind == 2:
        return "'" + words.replace("'", "''") + "'"
    return "|\n" + "".join(f"{' ' * (indent + 2)}{row}\n" for row in words.split("\n"))


@change
def value_of_another_kind(random: Random, tree: Tree) -> Tree:
    """A field gets a list, fields, nothing, a date or a number."""
    name = _file(random, tree, (LOCK,))
    found = _values(_bytes(tree, name))
    if not found:
        return tree
    plain = (
        "",
        "[]",
        "{}",
        "[a, b]",
        "{a: b}",
        "null",
        "~",
        "true",
        "[[]]",
        "{? [a] : b}",
        "? ",
        "- a",
        "!!binary aaaa",
        "!x y",
        "&a b",
        "*a",
    )
    value = random.choice((*plain, *plain, *strings.DATES, *strings.NUMBERS, *strings.ADDRESSES))
    return _put(tree, name, random.choice(found), value.encode())


@change
def markdown_blown_up(random: Random, tree: Tree) -> Tree:
    """Prose becomes a piece of Markdown again and again."""
    name = random.choice(("explainer.yaml", "timeline.yaml", "glossary.yaml", _file(random, tree, (LOCK,))))
    found = _values(_bytes(tree, name)) if isinstance(tree.get(name), bytes) else []
    if not found:
        return tree
    words = random.choice((strings.repeated, strings.repeated, strings.mixed))(random, strings.MARKDOWN)
    words = words[: random.choice((19_990, 19_990, 5000, 10**7))] + random.choice(("", "", " [@gazette] {.editor}"))
    return _put(tree, name, random.choice(found), json.dumps(words, ensure_ascii=False).encode())


@change
def quantity_blown_up(random: Random, tree: Tree) -> Tree:
    """The words of a figure become a piece of a number again and again."""
    names = sorted(name for name, data in tree.items() if isinstance(data, bytes) and b"as_printed: " in data)
    if not names:
        return tree
    name = random.choice(names)
    found = [
        each for each in _values(_bytes(tree, name)) if each[1].endswith((b"as_printed: ", b"value: ", b"maximum: "))
    ]
    words = random.choice((strings.repeated, strings.mixed, strings.mixed))(random, strings.QUANTITIES)
    return _put(tree, name, random.choice(found), json.dumps(words, ensure_ascii=False).encode()) if found else tree


# --- size and shape of YAML -------------------------------------------------------------------------------------------


@change
def nested_deep(random: Random, tree: Tree) -> Tree:
    """Lists in lists, fields in fields."""
    name = _file(random, tree)
    size = random.choice((30, 39, 41, 500, 200_000))
    piece = random.choice(("[", "{a: ", "- ", "? ", "[{a: "))
    closed = {"[": "]", "{a: ": "}", "[{a: ": "}]"}.get(piece, "") if random.random() < 0.5 else ""
    data = (piece * size + closed * size).encode()
    found = _values(_bytes(tree, name))
    return _put(tree, name, random.choice(found), data) if found and random.random() < 0.5 else {**tree, name: data}


@change
def aliases_put_in(random: Random, tree: Tree) -> Tree:
    """Anchors and aliases: a bomb, one within itself, one text shown a hundred times."""
    name = _file(random, tree, (LOCK,))
    kind = random.randrange(4)
    if kind == 0:
        rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
        rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, random.choice((3, 5, 9)))]
        return {**tree, name: "\n".join(rows).encode() + b"\n" + _bytes(tree, name)}
    if kind == 1:
        return {**tree, name: b"&a [*a, {b: *a}]\n"}
    data = _bytes(tree, name)
    found = _values(data)
    if not found:
        return tree
    first = random.choice(found)
    words = json.dumps(strings.hostile(random)[: random.choice((20, 19_000))], ensure_ascii=False).encode()
    anchored = _put(tree, name, first, b"&anchor " + words)
    after = [each for each in _values(_bytes(anchored, name)) if each.start() > first.start()]
    for field in (
        reversed(random.sample(after, min(len(after), random.choice((1, 20, 99))))) if kind == 2 else after[::-1]
    ):
        anchored = _put(anchored, name, field, b"*anchor")
    return anchored


@change
def many_values(random: Random, tree: Tree) -> Tree:
    """A file of very many values, or a list that is much longer than any."""
    name = _file(random, tree, (LOCK,))
    many = random.choice((300, 3000, 30_000, 300_000))
    kind = random.randrange(6)
    data = _bytes(tree, name)
    if kind == 0:
        return {**tree, name: data + "".join(f"x{n}: y\n" for n in range(many)).encode()}
    if kind == 1:
        return {**tree, name: data + b"x: y\n" * many}
    if kind == 2:
        return {**tree, name: b"[" + b"a," * many + b"]"}
    if kind == 3:
        return {**tree, "people.yaml": "".join(f"- {{id: p{n}, name: Ana Ruiz{n}}}\n" for n in range(many)).encode()}
    if kind == 4:
        return {
            **tree,
            "questions.yaml": "".join(
                f"- {{id: q{n}, text: Q{n}?, answers: {{a: b}}}}\n" for n in range(many)
            ).encode(),
        }
    records = data.split(b"\n- ")
    return {**tree, name: b"\n- ".join(records + records[1:] * min(many // len(records), 200))}


@change
def unknown_names(random: Random, tree: Tree) -> Tree:
    """Many references to what there is not."""
    names = sorted(name for name in tree if name.startswith("sources/") and isinstance(tree[name], bytes))
    if not names:
        return tree
    name = random.choice(names)
    many = random.choice((100, 2000, 40_000))
    field = random.choice(("silent_on", "shares_origin_with", "figures", "people"))
    rows = "".join(f"- nobody-{n}\n" for n in range(many))
    rows = (
        rows
        if field in ("silent_on", "shares_origin_with")
        else "".join(f"- {{person: p-{n}, id: f{n}}}\n" for n in range(many))
    )
    return {**tree, name: _bytes(tree, name) + f"\n{field}:\n{rows}".encode()}


# --- the lock ---------------------------------------------------------------------------------------------------------


@change
def lock_changed(random: Random, tree: Tree) -> Tree:
    """The lock is damaged as text, or as data that are none a program would write."""
    if not isinstance(tree.get(LOCK), bytes):
        return tree
    data = _bytes(tree, LOCK)
    kind = random.randrange(6)
    if kind == 0:
        return {**tree, LOCK: data[: random.randrange(len(data) + 1)]}
    if kind == 1:
        return {
            **tree,
            LOCK: random.choice(
                (b"", b"null", b"[]", b"{}", b'{"lock": 1}', b"[" * 100_000, b"9" * 100_000, b'{"lock": 1e999}', b"NaN")
            ),
        }
    if kind == 2:
        return {**tree, LOCK: data + b"," + data * random.choice((1, 300))}
    if kind == 3:
        return {**tree, LOCK: b"[" + b"{}," * random.choice((10, 6_000_000)) + b"{}]"}
    try:
        found = json.loads(data)
        rows = found[random.choice(("texts", "items", "overlaps"))]
        row = random.choice(rows)
    except (ValueError, LookupError, TypeError):
        return tree
    odd = (
        0,
        1,
        -1,
        10**400,
        1.5,
        float("nan"),
        None,
        True,
        "",
        "x",
        "\ud800",
        "9999-12-31",
        "0001-01-01",
        [],
        [1],
        [[0, 0, 0]],
        {},
        "a" * 100_000,
    )
    if isinstance(row, dict) and row:
        key = random.choice(sorted(row))
        row[key] = random.choice(
            (*odd, [[0, 10**400, 0]], [[-5, -9, 3]], [[0, 10**9, 1]], row.get(random.choice(sorted(row))))
        )
    return {**tree, LOCK: json.dumps(found).encode()}


# --- files ------------------------------------------------------------------------------------------------------------

NAMES = (
    "x", "x.yaml", ".x", "people.yaml~", "#people.yaml#", "sources/X.yaml", "sources/x y.yaml", "sources/a.yml",
    "sources/.yaml", "sources/a/b.yaml", "sources/é.yaml", "sources/e\u0301.yaml", "sources/a\u202eb.yaml",
    "sources/a\nb.yaml", "a\x1b[2Jb", "sources/\udcff\udcfe.yaml", "a\u200bb.yaml", "con",
    "sources/" + "a" * 240 + ".yaml", "sources/-rf.yaml", "sources/'\"$(x).yaml", "Site.yaml",
    "sources/::error::.yaml", "<b>.yaml",
)  # fmt: skip
TARGETS = (
    "../outside.yaml", "/dev/zero", "/dev/stdin", "/dev/null", "/etc/passwd", "nowhere", "site.yaml", "sources", "..",
    ".", "/", "loop", "/proc/self/mem", "/proc/self/fd/0", "a" * 300,
)  # fmt: skip


def _odd(random: Random) -> Odd:
    kind = random.choice(("link", "link", "link", "fifo", "folder"))
    return Odd(kind, random.choice(TARGETS) if kind == "link" else "")


@change
def file_gone(random: Random, tree: Tree) -> Tree:
    """A file is missing, or empty, or holds what another does."""
    name = _file(random, tree)
    left = {path: data for path, data in tree.items() if path != name}
    return random.choice(
        (left, {**tree, name: b""}, {**tree, name: b"# nothing\n"}, {**tree, name: _bytes(tree, _file(random, tree))})
    )


@change
def file_made_odd(random: Random, tree: Tree) -> Tree:
    """A file is a link, a pipe or a folder instead; or all of `sources` is."""
    name = random.choice((*sorted(tree), LOCK, "sources"))
    left = {path: data for path, data in tree.items() if not path.startswith(f"{name}/")}
    made = _odd(random)
    if made.target == "loop":
        return {**left, name: Odd("link", name.rsplit("/", 1)[-1])}
    return {**left, name: made}


@change
def file_added(random: Random, tree: Tree) -> Tree:
    """One more, with an odd name, a source's words or no words at all."""
    name = random.choice(NAMES)
    data = random.choice((b"", b"a: b\n", _bytes(tree, _file(random, tree)), _odd(random)))
    return {**tree, name: data} if not any(f"{name}/".startswith(f"{path}/") for path in tree) else tree


@change
def asset_added(random: Random, tree: Tree) -> Tree:
    """One more among the assets, or one of the layouts themselves, that is no plain file or has an odd name."""
    name = random.choice(
        (
            "assets/x",
            "assets/" + random.choice(NAMES),
            "assets/site.css",
            "assets/fonts",
            "home.html",
            "cards/advances.json",
            "assets",
        )
    )
    plain = name.startswith("assets/")  # a layout with other words in it is another layout, and may well be sound
    return {
        **tree,
        f"../layouts/{name}": b"x" if plain and random.random() < 0.4 else Odd("link", random.choice(TARGETS)),
    }
