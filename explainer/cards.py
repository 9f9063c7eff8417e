"""SVG -> PNG, with the fonts of the layouts and no others, so that a picture has the same bytes everywhere.

A picture takes some 50 ms, most of it for the compression of its 1200 by 630 px, and resvg lets nothing else of the
process run meanwhile. Where there are many they are drawn in several processes, and one that was drawn before comes
from a cache.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import resvg_py

from explainer.cache import Cache, key_of

FEW = 40  # pictures for a process; fewer are not worth its start
VERSIONS = f"{resvg_py.__version__} {resvg_py.__resvg_version__}".encode()


def draw(fonts: Sequence[str], svg: str) -> bytes:
    """A PNG. `fonts` are paths; what they have no letter for is left out. Raises ValueError for what is no SVG."""
    return resvg_py.svg_to_bytes(svg_string=svg, font_files=list(fonts), skip_system_fonts=True)


def draw_all(
    svgs: Sequence[str], fonts: Mapping[Path, bytes], cache: Cache, drawn: Callable[[int, int], None]
) -> list[bytes | str]:
    """A PNG for each, or why there is none. `fonts` are files and what is in them; `drawn` hears how many are done."""
    digest = key_of(VERSIONS, *fonts.values()).encode()
    keys = [key_of(digest, svg.encode()) for svg in svgs]
    found: dict[str, bytes | str] = {key: data for key in keys if (data := cache.read(key)) is not None}
    left = {key: svg for key, svg in zip(keys, svgs, strict=True) if key not in found}
    draw_one = partial(_try, [str(path) for path in fonts])
    for number, (key, result) in enumerate(zip(left, _each(draw_one, [*left.values()]), strict=True), 1):
        found[key] = result
        if isinstance(result, bytes):
            cache.write(key, result)
        drawn(number, len(left))
    return [found[key] for key in keys]


def _each(draw_one: Callable[[str], bytes | str], svgs: Sequence[str]) -> Iterator[bytes | str]:
    workers = min(os.cpu_count() or 1, len(svgs) // FEW)
    if workers < 2:
        yield from map(draw_one, svgs)
        return
    from concurrent.futures import ProcessPoolExecutor  # here, for few builds draw so many
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, get_context("spawn"), _leave_interrupts) as pool:
        yield from pool.map(draw_one, svgs, chunksize=4)


def _try(fonts: Sequence[str], svg: str) -> bytes | str:
    try:
        return draw(fonts, svg)
    except ValueError as error:
        return str(error)


def _leave_interrupts() -> None:
    """Ctrl-C is for the process that waits, which then ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
