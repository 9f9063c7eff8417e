"""What others get: the files of this repository as git would hand them out, in a repository of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
WHO = {
    f"GIT_{role}_{what}": f"{what.lower()}@example.org"
    for role in ("AUTHOR", "COMMITTER")
    for what in ("NAME", "EMAIL")
}


def git(folder: Path, *arguments: str) -> str:
    """Run git, which answers."""
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **WHO}).stdout


def clone_into(folder: Path) -> Path:
    """A repository with one commit, of all that is in this one and not ignored."""
    for name in git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "As it is")
    return folder


def on_github(folder: Path, address: str) -> Mapping[str, str]:
    """An empty repository, and the environment in which git takes an address on GitHub for it."""
    git(folder.parent, "init", "--quiet", "--bare", "--initial-branch", "main", str(folder))
    known = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": f"url.{folder}.insteadOf", "GIT_CONFIG_VALUE_0": address}
    return {**os.environ, **WHO, **known}


def said(command: str, folder: Path, env: Mapping[str, str]) -> str:
    """What a command prints that must succeed."""
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout
