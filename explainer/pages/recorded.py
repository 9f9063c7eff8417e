"""The places of a source's wordings in its text -> how much of the text was recorded, drawn and in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from explainer.lock import LockedItem
from explainer.model import Source
from explainer.pages.drawings import Stretch, merged, stretches
from explainer.pages.parts import Desk, View
from explainer.problems import counted


class Recorded(View, frozen=True):
    """A text from its beginning to its end: what was recorded, what was left out on purpose, what it prints twice."""

    title: str
    words: str
    recorded: tuple[Stretch, ...]
    left_out: tuple[Stretch, ...]
    repeats: tuple[Stretch, ...]


def recorded(desk: Desk, source: Source) -> Recorded | None:
    """None where the source was not checked against its text, so that nothing is known of its length."""
    text = desk.content.lock.texts.get(source.id)
    items = desk.content.lock.items.get(source.id, {})
    found = [item for key, item in items.items() if (str(source.id), key) in desk.held]
    if text is None or not found:
        return None
    kept = [item for item in found if not item.item.startswith("ignore/")]
    left_out = [item for item in found if item.item.startswith("ignore/")]
    share = sum(end - start for start, end in merged(_spans(kept))) / max(1, text.length)
    paragraphs = f"{len({item.paragraph for item in kept})} of {counted(text.paragraphs, 'paragraph')}"
    return Recorded(
        f"Where in report {desk.mark(source).letter} the recorded words stand",
        f"{counted(len(kept), 'wording')} from {paragraphs}: {share:.0%} of the text, by length.",
        stretches(_spans(kept), text.length),
        stretches(_spans(left_out), text.length),
        stretches(((start, end) for start, end, _ in text.repeats), text.length),
    )


def _spans(items: Iterable[LockedItem]) -> Iterator[tuple[int, int]]:
    """Where items stand; of one that leaves words out, its parts."""
    for item in items:
        if item.parts:
            yield from ((start, end) for start, end, _ in item.parts)
        else:
            yield item.start, item.end
