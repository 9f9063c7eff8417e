"""The preview as a whole: folders and an address to listen at -> pages served, rebuilt and told of, until Ctrl-C."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from explainer.preview.building import Attempt, Wanted, Workshop
from explainer.preview.rebuilding import Rebuilding
from explainer.preview.server import Preview, Server, listen
from explainer.preview.shown import after
from explainer.preview.table import is_loopback
from explainer.preview.watching import Watch


class Where(Struct, frozen=True):
    """Where to listen, and the folder that the paths of places count from."""

    host: str
    port: int
    root: Path


def preview(
    wanted: Wanted, where: Where, ready: Callable[[str, str], None], tell: Callable[[Attempt, float], None]
) -> None:
    """Serve until it is told to stop. Raises OSError where the address cannot be listened at.

    `ready` hears the address of the site once there is one to open, and why changes are only looked for now and then,
    where the system does not tell of them; `tell` hears how each build went, and how many seconds it took.
    """
    with listen(where.host, where.port) as listening:
        port = listening.getsockname()[1]
        served = Preview(where.host, where.root.as_posix() if is_loopback(where.host) else "")
        server = Server(served)
        folders = (wanted.content.path, wanted.layouts.path, wanted.texts)
        builds = Rebuilding(folders, _build(wanted, served, tell), server.end)
        watch = Watch(folders, builds.hint)
        watch.start()
        builds.start()
        try:
            ready(address(where.host, port), watch.why_polling)
            with suppress(KeyboardInterrupt):  # which uvicorn passes on when it has ended
                server.run(sockets=[listening])
        finally:
            watch.stop()
            builds.stop()
        if builds.failed:  # a preview that no longer follows would mislead
            raise builds.failed


def _build(
    wanted: Wanted, served: Preview, tell: Callable[[Attempt, float], None]
) -> Callable[[frozenset[str], Callable[[], None]], None]:
    workshop = Workshop(wanted)

    def build(changed: frozenset[str], go_on: Callable[[], None]) -> None:
        started = time.perf_counter()
        gc.disable()  # a build makes many objects and hardly a cycle: looking for them would take a third of its time
        try:
            found = workshop.attempt(changed, go_on)
            served.show(after(served.shown, found, served.root))
        finally:
            gc.enable()
        tell(found, time.perf_counter() - started)

    return build


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds the preview."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{'127.0.0.1' if host in ('0.0.0.0', '') else '[::1]' if host == '::' else name}:{port}/"
