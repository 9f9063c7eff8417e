"""Hints that something changed -> one build at a time, of the newest there is, until it is told to stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from explainer.preview.debounce import Debounce
from explainer.preview.inputs import Inputs


class Stopped(Exception):
    """A build is given up, because the preview ends."""


class Rebuilding:
    """Calls `build` once at the start, and after each burst of hints in which some file changed.

    `build` is given the paths that changed, and a call of its own to make now and then, which raises Stopped. `ended`
    is called when nothing more will be built because `build` had a mistake.
    """

    def __init__(
        self,
        folders: Iterable[Path],
        build: Callable[[frozenset[str], Callable[[], None]], None],
        ended: Callable[[], None] = lambda: None,
    ) -> None:
        self.inputs = Inputs(tuple(folders))
        self.build, self.ended = build, ended
        self.failed: BaseException | None = None  # what ended the thread, if it was a mistake of ours
        self._debounce = Debounce()
        self._changed = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="builds")

    def start(self) -> None:
        self._thread.start()

    def hint(self, file: str = "", closed: bool = False) -> None:
        """Something may have changed, as Debounce is told of it. From any thread."""
        with self._changed:
            self._debounce.heard(time.monotonic(), file, closed=closed)
            self._changed.notify_all()

    def stop(self) -> None:
        """End the thread; a build under way is given up."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._thread.join()

    def _run(self) -> None:
        try:
            self.build(self.inputs.changed(), self._go_on)
            while self._wait():
                changed = self.inputs.changed()
                if changed:
                    self.build(changed, self._go_on)
        except Stopped:
            return
        except BaseException as error:
            self.failed = error
            self.ended()

    def _go_on(self) -> None:
        if self._stopping:
            raise Stopped

    def _wait(self) -> bool:
        """Until it is time to look; False when it is time to stop."""
        with self._changed:
            while not self._stopping:
                due = self._debounce.due()
                now = time.monotonic()
                if due is not None and due <= now:
                    self._debounce.taken()
                    return True
                self._changed.wait(None if due is None else due - now)
            return False
