"""Print what Lighthouse makes of the longest page of every kind, and what a first visit to it transfers.

Run with `python bench/lighthouse.py` in the environment of the README's second command, with Node.js, npm and Debian's
Chromium. Lighthouse 12.8.2, for a phone, is fetched by npx; the site is built and served here, compressed as a host
does it. It ends with 1 where a score is under 100, or where a first visit takes 100 kB.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))  # whose server this uses

import serving  # noqa: E402

from explainer.cache import Cache  # noqa: E402
from explainer.files import Folder  # noqa: E402
from explainer.finishing import Means, finish  # noqa: E402
from explainer.pipeline import build_site  # noqa: E402

LIGHTHOUSE = "lighthouse@12.8.2"
CHROMIUM = "/usr/bin/chromium"
MOST = 100  # kilobytes of a first visit
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def site(address: str) -> dict[str, bytes]:
    """The whole of the first explainer, for an address."""
    layouts = Folder(ROOT / "layouts", "layouts")
    built = build_site(Folder(ROOT / "content", "content"), layouts, address)
    return finish(built, Means(layouts, Cache(ROOT / ".cache")))


def kinds(names: list[str]) -> list[str]:
    """The first page of each kind in a list; the page for what is not there is none that anybody visits."""
    chosen: dict[str, str] = {}
    for name in names:
        chosen.setdefault(re.sub(r"/[^/]+/index\.html\Z", "/*", name), name)
    return [name for name in chosen.values() if name != "404.html"]


def report(url: str, folder: Path) -> tuple[list[int], float]:
    """The four scores of a page, and the kilobytes of a first visit."""
    out = folder / "report.json"
    command = ["npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", f"--output-path={out}"]
    command += [f"--only-categories={','.join(CATEGORIES)}"]
    command += ["--chrome-flags=--headless --no-sandbox --disable-background-networking --disable-gpu"]
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": CHROMIUM}, timeout=300)
    found = json.loads(out.read_text("utf-8"))
    requests = found["audits"]["network-requests"]["details"]["items"]
    for name, audit in found["audits"].items():
        judged = audit["scoreDisplayMode"] in ("binary", "numeric") and not name.endswith("-insight")
        if judged and (audit["score"] or 0) < 0.9:
            print(f"    {name}: {audit.get('displayValue', audit['title'])}")
    scores = [round(100 * (found["categories"][name]["score"] or 0)) for name in CATEGORIES]
    return scores, sum(request.get("transferSize", 0) for request in requests) / 1000


def main() -> int:
    """A line for each kind of page."""
    under = 0
    print(f"{'page':40}  performance  accessibility  best practices  SEO  first visit")
    serving.PREFIX = "/"  # for robots.txt counts at the root of a host alone
    with serving.served(site) as found, TemporaryDirectory() as folder:
        for name in sorted(kinds(found.pages)):
            scores, kilobytes = report(found.url(name), Path(folder))
            one, two, three, four = scores
            print(f"{name:40}  {one:11}  {two:13}  {three:14}  {four:3}  {kilobytes:8.1f} kB", flush=True)
            under += min(scores) < 100 or kilobytes >= MOST
    return 1 if under else 0


if __name__ == "__main__":
    sys.exit(main())
