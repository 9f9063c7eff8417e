"""Folders -> a call whenever something in them may have changed.

The call is a hint, not the truth: who is called compares the files. So events may be lost or come twice, and a slow
look at everything makes up for what the system does not tell: an overflow, a folder that was removed and made again,
a file system without events.
"""

from __future__ import annotations

import logging
import os
import threading
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

# What changes a file. The system is not asked to tell of any other event: a build reads every file.
CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileClosedEvent,  # after it was written
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
RESCAN = 2.0  # seconds between looks at everything
POLL = 0.5  # the same where the system tells nothing

Call: TypeAlias = Callable[[str, bool], None]
"""Takes the file that was written in place, if it was that, and whether it is closed."""

_LOG = logging.getLogger("watchdog")


class Watch:
    """Watches folders until it is stopped. `why_polling` says why the system tells nothing, empty where it does."""

    def __init__(self, folders: Iterable[Path], call: Call) -> None:
        self.folders = tuple(dict.fromkeys(folders))
        self.call = call
        self.why_polling = ""
        self._observer: BaseObserver | None = None
        self._watched: dict[Path, tuple[int, int] | None] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look_again, name="rescan")
        self._missed = _Missed(call)

    def start(self) -> None:
        # watchdog says so when a folder comes while it is being listed; it is told of once all the same
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        _LOG.addHandler(self._missed)
        _LOG.propagate = False
        self._begin()
        self._thread.start()

    def stop(self) -> None:
        """End every thread of its own."""
        self._stop.set()
        self._end()
        self._thread.join()
        _LOG.removeHandler(self._missed)

    def _begin(self) -> None:
        self._watched = {folder: _identity(folder) for folder in self.folders}
        observer = Observer()
        try:
            for folder, there in self._watched.items():
                if there:
                    observer.schedule(_Handler(self.call), str(folder), recursive=True, event_filter=CHANGES)
            observer.start()
        except OSError as error:  # most often: no more watches are to be had
            self.why_polling = error.strerror or str(error)
            observer.unschedule_all()
        else:
            self._observer = observer

    def _end(self) -> None:
        if self._observer:
            self._observer.stop()
            self._observer.join()
            self._observer = None

    def _look_again(self) -> None:
        while not self._stop.wait(POLL if self.why_polling else RESCAN):
            if not self.why_polling and any(_identity(folder) != known for folder, known in self._watched.items()):
                self._end()
                self._begin()
            self.call("", False)


class _Handler(FileSystemEventHandler):
    def __init__(self, call: Call) -> None:
        self._call = call

    def on_any_event(self, event: FileSystemEvent) -> None:
        kind = event.event_type
        self._call(os.fsdecode(event.src_path) if kind in ("modified", "closed") else "", kind == "closed")


class _Missed(logging.Handler):
    """What watchdog logs is that it may have missed something, as when too much happens at once: then one looks."""

    def __init__(self, call: Call) -> None:
        super().__init__()
        self._call = call

    def emit(self, _: logging.LogRecord) -> None:
        self._call("", False)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
