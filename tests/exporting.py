"""Whole sites for the tests of what is published for programs, each built once."""

import functools
from pathlib import Path
from tempfile import TemporaryDirectory

from crowd import write_crowd
from test_sites import SITES, attack_texts, build, changed_harbour

BASE = "https://example.org/a/b/"
ALL = ("content", "harbour", "hostile", "crowd")


@functools.cache
def built(name: str) -> dict[str, bytes]:
    """The files of the real explainer, the invented one, that with an attack in every text, or that of 200 reports."""
    if name in SITES:
        return build(SITES[name], BASE)
    with TemporaryDirectory() as made:
        folder = Path(made) / "content"
        if name == "crowd":
            write_crowd(folder)
        else:
            changed_harbour(folder, attack_texts)
        return build(folder, BASE, draft=True)


def write(files: dict[str, bytes], folder: Path) -> Path:
    """Put files into a folder, as they are published."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder
