"""A list that is cut into pages -> the head of each: its address and title, what it has, and the way to the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from explainer.pages.parts import Anchor, Desk, Head, Pager, Way, shortened
from explainer.paging import Listing, Part

JUMPS = 24  # ways to pages all along a list, at most

G = TypeVar("G")
R = TypeVar("R")

Spans: TypeAlias = Callable[[Sequence[Part[G, R]]], tuple[str, str]]


class Whole(Struct, frozen=True):
    """All of a list in the files for programs, where it has some."""

    words: str = ""  # "All 30,000 figures"
    files: tuple[Anchor, ...] = ()


def paged(
    desk: Desk, head: Head, cut: Listing[G, R], spans: Spans[G, R], whole: Whole
) -> Iterator[tuple[str, Head, tuple[Part[G, R], ...]]]:
    """For each page of a list its path, its head and what stands on it.

    `head` is that of the first; the only page of a short list has it as it is. `spans` says of a page what it begins
    and what it ends with.
    """
    if len(cut.pages) == 1:
        yield cut.path, head, cut.pages[0]
        return
    ends = [spans(parts) for parts in cut.pages]
    jumps = tuple(_jumps(desk, cut, ends))
    for number, parts in enumerate(cut.pages, 1):
        path = cut.address(number)
        yield path, _head(desk, head, path, number, _pager(desk, cut, number, ends[number - 1], jumps, whole)), parts


def _head(desk: Desk, head: Head, path: str, number: int, pager: Pager) -> Head:
    """Later pages share the picture of the first."""
    if number == 1:
        return replace(head, pager=pager)
    name = f"{head.name}, {pager.words[:1].lower()}{pager.words[1:]}"
    return replace(
        head,
        title=name + head.title.removeprefix(head.name),
        description=shortened(f"{pager.words}. {head.description}"),
        canonical=desk.addresses.full(path),
        name=name,
        report=desk.repository.report(name, desk.addresses.full(path)),
        of=Way(head.name, head.canonical),
        pager=pager,
    )


def _pager(
    desk: Desk, cut: Listing[Any, Any], number: int, ends: tuple[str, str], jumps: tuple[Way, ...], whole: Whole
) -> Pager:
    last = len(cut.pages)

    def way(text: str, to: int) -> Way | None:
        return Way(text, desk.href(cut.address(to))) if 1 <= to <= last and to != number else None

    return Pager(
        f"Page {number:,} of {last:,}",
        span(*ends),
        way("First", 1),
        way("Previous", number - 1),
        way("Next", number + 1),
        way("Last", last),
        jumps,
        whole.words,
        tuple(Way(file.text, file.href) for file in whole.files),
    )


def _jumps(desk: Desk, cut: Listing[Any, Any], ends: list[tuple[str, str]]) -> Iterator[Way]:
    """To pages evenly apart; none where first, previous, next and last are all there are."""
    count = len(cut.pages)
    if count <= 3 or not any(map(any, ends)):
        return
    some = min(count, JUMPS)
    for place in range(some):
        number = 1 + place * (count - 1) // (some - 1)
        yield Way(ends[number - 1][0], desk.href(cut.address(number)))


# --- what a page has --------------------------------------------------------------------------------------------------


def span(first: str, last: str) -> str:
    """ "A–AB", "Abel – Brand" """
    if first == last:
        return first
    return f"{first} – {last}" if " " in first + last or len(first + last) > 8 else f"{first}–{last}"


def by_group(label: Callable[[G], str]) -> Spans[G, Any]:
    """What a page begins and ends with, by its groups."""
    return lambda parts: (label(parts[0].group), label(parts[-1].group)) if parts else ("", "")


def by_row(label: Callable[[G, R], str]) -> Spans[G, R]:
    """The same by its rows; a group without one tells nothing."""

    def spans(parts: Sequence[Part[G, R]]) -> tuple[str, str]:
        filled = [part for part in parts if part.rows]
        if not filled:
            return "", ""
        first, last = filled[0], filled[-1]
        return label(first.group, first.rows[0]), label(last.group, last.rows[-1])

    return spans
