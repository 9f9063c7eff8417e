"""What was made of some things -> the same once more, for as long as they are the same things.

Who builds again and again hands the same `Kept` to each build. Things are the same when they are one object: records
with the same words may stand in other places. Texts and ids are, for that, first replaced by those that are `equal`.
"""

from __future__ import annotations

from collections.abc import Callable, Sized
from operator import is_
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")

Name: TypeAlias = tuple[Any, ...]


class Kept:
    """What was made, by names that each stand for one way of making. For who builds only `once` nothing is kept."""

    def __init__(self, *, once: bool = False) -> None:
        self.once = once
        self.made: dict[Name, tuple[tuple[Any, ...], Any]] = {}  # of what, and what

    def make(self, name: Name, of: tuple[Any, ...], make: Callable[[], T], problems: Sized = ()) -> T:
        """What `make` gives, or what it gave when it was made of the same things. That in the making of which
        `problems` were found is made anew each time, to find them again."""
        if self.once:
            return make()
        known = self.made.get(name)
        if known is not None and len(known[0]) == len(of) and all(map(is_, known[0], of)):
            made: T = known[1]
            return made
        before = len(problems)
        made = make()
        if len(problems) == before:
            self.made[name] = of, made
        else:
            self.made.pop(name, None)
        return made

    def equal(self, name: Name, thing: T) -> T:
        """The thing that had the name before, if it is equal; else this one."""
        if self.once:
            return thing
        known = self.made.get(name)
        if known is not None and known[1] == thing:
            before: T = known[1]
            return before
        self.made[name] = (), thing
        return thing


NOTHING = Kept(once=True)
