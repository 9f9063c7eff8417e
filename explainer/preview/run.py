"""The preview as a whole: folders and an address to listen at -> pages served, rebuilt and told of, until Ctrl-C."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from explainer.pipeline import Built, Folder, build_site
from explainer.preview.rebuilding import Rebuilding
from explainer.preview.server import Preview, Server, listen
from explainer.preview.shown import after_build, after_failure
from explainer.preview.table import is_loopback
from explainer.preview.watching import Watch
from explainer.problems import ContentError


@dataclass(frozen=True)
class Wanted:
    """What to preview, and where."""

    content: Folder
    layouts: Folder
    base_url: str | None
    host: str
    port: int
    root: Path  # the folder that the paths of places count from


@dataclass(frozen=True)
class Outcome:
    """How a build went, for the terminal."""

    built: Built | None
    error: ContentError | None
    seconds: float


def preview(wanted: Wanted, ready: Callable[[str, str], None], tell: Callable[[Outcome], None]) -> None:
    """Serve until it is told to stop. Raises OSError where the address cannot be listened at.

    `ready` hears the address of the site once there is one to open, and why changes are only looked for now and then,
    where the system does not tell of them; `tell` hears how each build went.
    """
    with listen(wanted.host, wanted.port) as listening:
        port = listening.getsockname()[1]
        served = Preview(wanted.host, wanted.root.as_posix() if is_loopback(wanted.host) else "")
        builds = Rebuilding((wanted.content.path, wanted.layouts.path), _build(wanted, served, tell))
        watch = Watch(builds.inputs.folders, builds.hint)
        server = Server(served)
        watch.start()
        builds.start()
        try:
            ready(address(wanted.host, port), watch.why_polling)
            with suppress(KeyboardInterrupt):  # which uvicorn passes on when it has ended
                server.run(sockets=[listening])
        finally:
            watch.stop()
            builds.stop()


def _build(
    wanted: Wanted, served: Preview, tell: Callable[[Outcome], None]
) -> Callable[[frozenset[str], Callable[[], None]], None]:
    def build(_: frozenset[str], go_on: Callable[[], None]) -> None:
        started = time.perf_counter()
        built, found = None, None
        try:
            built = build_site(wanted.content, wanted.layouts, wanted.base_url, lambda *_: go_on(), draft=True)
        except ContentError as error:
            found = error
        if built is not None:
            url = wanted.base_url or str(built.content.site.url)
            root = served.root
            served.show(after_build(served.shown, built, url, (), root))
        elif found is not None:
            served.show(after_failure(served.shown, found))
        tell(Outcome(built, found, time.perf_counter() - started))

    return build


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds the preview."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{'127.0.0.1' if host in ('0.0.0.0', '') else '[::1]' if host == '::' else name}:{port}/"
