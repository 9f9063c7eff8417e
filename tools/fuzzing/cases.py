"""A seed and a number -> a broken folder of content, always the same, and that on a disk."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from fuzzing.mutations import CHANGES, Odd, Tree

ROOT = Path(__file__).parents[2]
SITES = {"real": ROOT / "content", "harbour": ROOT / "tests" / "sites" / "harbour" / "content"}
LIKELY_SOUND = ("note_made_hostile", "values_swapped") * 4  # so that pages are made of hostile words too
ABOUT = "case.json"


@dataclass(frozen=True)
class Case:
    """A folder that somebody broke, and how."""

    name: str
    changes: tuple[str, ...]
    tree: Tree


def read_site(folder: Path) -> Tree:
    """The plain files of a folder of content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def make_case(seed: int, number: int, sites: Mapping[str, Tree]) -> Case:
    """The folder that belongs to a number: one of the sites with one to four changes."""
    random = Random(f"{seed}/{number}")
    site = random.choice(sorted(sites))
    tree, changes = sites[site], []
    for _ in range(random.choice((1, 1, 1, 2, 2, 4))):
        name = random.choice((*sorted(CHANGES), *LIKELY_SOUND))
        if not any(isinstance(data, bytes) for data in tree.values()):
            break
        tree = CHANGES[name](random, tree)
        changes.append(name)
    return Case(f"{seed}-{number}-{site}", tuple(changes), tree)


def write_case(case: Case, root: Path) -> None:
    """`content` and `layouts` below `root`, and a file beside them that no link may lead to."""
    shutil.copytree(ROOT / "layouts", root / "layouts")
    (root / "content").mkdir(parents=True)
    (root / "outside.yaml").write_text("title: what nobody may see\n")
    for name, made in case.tree.items():
        path = root / "content" / name
        if name.startswith("../"):
            _remove(Path(os.path.normpath(path)))
        try:
            _write(path, made)
        except OSError:  # a name or a place that this file system does not take
            continue


def _write(path: Path, made: bytes | Odd) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(made, bytes):
        path.write_bytes(made)
    elif made.kind == "link":
        path.symlink_to(made.target)
    elif made.kind == "fifo":
        os.mkfifo(path)
    else:
        path.mkdir()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def keep_case(case: Case, wrong: str, folder: Path) -> Path:
    """Write a case and what is wrong with it into a folder of its own, which is returned."""
    root = folder / case.name
    shutil.rmtree(root, ignore_errors=True)
    write_case(case, root)
    about = {"name": case.name, "changes": case.changes, "wrong": wrong}
    (root / ABOUT).write_text(json.dumps(about, indent=1) + "\n", "utf-8")
    return root
