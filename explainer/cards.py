"""SVG -> PNG, with the fonts of the layouts and no others, so that a picture has the same bytes everywhere.

A picture takes some 50 ms, most of it for the compression of its 1200 by 630 px. They are drawn by as many processes as
there are processors, and one that was drawn before comes from a cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import resvg_py

from explainer.cache import Cache, key_of
from explainer.files import NoRoom
from explainer.parallel import in_parts, processors

FEW = 2  # pictures for a process; a single one is not worth its start
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
    left = [(key, svg) for key, svg in dict(zip(keys, svgs, strict=True)).items() if key not in found]
    if not left:
        return [found[key] for key in keys]
    with _copies(fonts) as paths:

        def some(number: int, parts: int) -> dict[str, bytes | str]:
            made: dict[str, bytes | str] = {}
            for key, svg in left[number::parts]:
                made[key] = result = _try(paths, svg)
                if isinstance(result, bytes):
                    cache.write(key, result)
                if number == 0:  # the others are as far
                    drawn(min(len(made) * parts, len(left)), len(left))
            return made

        for made in in_parts(some, min(processors(), max(1, len(left) // FEW))):
            found |= made
    return [found[key] for key in keys]


@contextmanager
def _copies(fonts: Mapping[Path, bytes]) -> Iterator[list[str]]:
    """Files that hold what was read of the fonts, whatever happens to these meanwhile. Raises NoRoom."""
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(TemporaryDirectory())
            paths = [Path(folder, f"{number}-{path.name}") for number, path in enumerate(fonts)]
            for path, data in zip(paths, fonts.values(), strict=True):
                path.write_bytes(data)
        except OSError as error:
            raise NoRoom(f"fonts cannot be copied to {gettempdir()}: {error.strerror}") from error
        yield [str(path) for path in paths]


def _try(fonts: Sequence[str], svg: str) -> bytes | str:
    try:
        return draw(fonts, svg)
    except ValueError as error:
        return str(error)
