"""A request -> what a browser is told, as GitHub Pages would tell it. No path is ever joined: an address is looked up.

The files are those of one build. Where the preview is stricter than Pages, it is because it runs on somebody's own
machine: only GET and HEAD, only for hosts it was started for, no listing, nothing that another site could read.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Container
from urllib.parse import quote, unquote_to_bytes

from msgspec import Struct

OWN = "/__preview__/"  # what is the preview's own; no page of a site can begin so, for an id holds no underscore

HEADERS = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Content-Security-Policy", "frame-ancestors 'none'"),
    ("Referrer-Policy", "same-origin"),
)

# As Pages serves them, and not as this machine would.
TYPES = {
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "ico": "image/vnd.microsoft.icon",
    "jpg": "image/jpeg",
    "js": "application/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "jsonld": "application/ld+json; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xml": "application/xml",
}
UNKNOWN_TYPE = "application/octet-stream"  # which a browser saves


class Request(Struct, frozen=True):
    """What of a request decides the answer: its target as it came over the line, its header names in small letters."""

    method: str
    target: bytes
    headers: tuple[tuple[str, str], ...]

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.headers if key == name)


class Answer(Struct, frozen=True):
    """A status, the file to send where there is one, else words, and where to go instead."""

    status: int
    name: str = ""
    words: str = ""
    location: str = ""


def content_type(name: str) -> str:
    """What a file is served as: by what its name ends in."""
    stem, dot, ending = name.rpartition("/")[2].rpartition(".")
    return TYPES.get(ending, UNKNOWN_TYPE) if stem and dot else UNKNOWN_TYPE


def refusal(request: Request, host: str) -> Answer | None:
    """Why a request is not looked at, if it is not. `host` is what the preview was told to listen on."""
    if request.method not in ("GET", "HEAD"):
        return Answer(405, words="Only GET and HEAD.")
    target = request.target
    if not target.startswith(b"/") or b"#" in target or any(byte <= 32 or byte == 127 for byte in target):
        return Answer(400, words="This is no address of a page.")
    hosts = request.all("host")
    if len(hosts) != 1 or not _is_ours(hosts[0], host):
        return Answer(403, words="This preview does not answer to that name.")
    return None


def foreign(request: Request) -> Answer | None:
    """Whether another site asks for what is the preview's own, as far as the browser tells."""
    origins = request.all("origin")
    if any(origin != f"http://{request.all('host')[0]}" for origin in origins):
        return Answer(403, words="Only the preview’s own pages may ask for this.")
    if any(site not in ("same-origin", "none") for site in request.all("sec-fetch-site")):
        return Answer(403, words="Only the preview’s own pages may ask for this.")
    return None


def _is_ours(given: str, listening: str) -> bool:
    """Whether a Host header names this machine: by a name that nobody else can point here, or by number."""
    name = given.rpartition(":")[0] if given.rpartition(":")[2].isdigit() and ":" in given else given
    name = name.removeprefix("[").removesuffix("]").casefold()
    if name == "localhost" or name.endswith(".localhost") or name == listening.casefold():
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or is_everywhere(listening)


def is_everywhere(host: str) -> bool:
    """Whether a host to listen on stands for all addresses of this machine."""
    return host in ("0.0.0.0", "::", "")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a host to listen on."""
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def path_of(target: bytes) -> str:
    """The path of a target, decoded once; empty where it is no text."""
    try:
        return unquote_to_bytes(target.partition(b"?")[0]).decode("utf-8")
    except UnicodeDecodeError:
        return ""


def look_up(files: Container[str], base: str, path: str) -> Answer:
    """The file for a path. `base` is the path of the site's own root, with a slash at both ends."""
    if path == "/" != base or (path and f"{path}/" == base):
        return Answer(302, location=base)
    if path.startswith(base):
        name = path.removeprefix(base)
        if not name or name.endswith("/"):
            name += "index.html"
        if name in files:
            return Answer(200, name)
        if f"{name}.html" in files:
            return Answer(200, f"{name}.html")
        if f"{name}/index.html" in files:
            return Answer(301, location=f"{quote(path)}/")
    return Answer(404, "404.html") if "404.html" in files else Answer(404, words="There is no page at this address.")
