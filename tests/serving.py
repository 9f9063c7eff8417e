"""A built site, served as a host would: under a path, compressed where the client takes it, with its page for 404."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

PREFIX = "/a/b/"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
PACKED = {".ico", ".png", ".woff2"}  # compressed already


@dataclass
class Site:
    """A site that is being served: where, and its files by name."""

    address: str  # ends in a slash
    prefix: str = PREFIX  # of its paths on the host
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def pages(self) -> list[str]:
        """The names of its pages, the longest first."""
        names = (name for name in self.files if name.endswith(".html"))
        return sorted(names, key=lambda name: (-len(self.files[name]), name))

    def url(self, name: str) -> str:
        """Where a page is found."""
        return self.address + name.removesuffix("index.html")


@contextmanager
def served(make: Callable[[str], Mapping[str, bytes]], prefix: str = PREFIX) -> Iterator[Site]:
    """Serve under a path the files that `make` gives for the address they will have."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    site = server.site = Site(f"http://localhost:{server.server_port}{prefix}", prefix)  # type: ignore[attr-defined]
    site.files = make(site.address)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """Answers from memory, and says nothing."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.answer(*self.found())

    do_HEAD = do_GET

    def found(self) -> tuple[int, str, bytes]:
        """Status, name and bytes for the path that is asked for."""
        site: Site = self.server.site  # type: ignore[attr-defined]
        files = site.files
        path = unquote(urlsplit(self.path).path)
        if path.startswith(site.prefix):
            name = path.removeprefix(site.prefix) + ("index.html" if path.endswith("/") else "")
            if name in files:
                return 200, name, files[name]
        return 404, "404.html", files.get("404.html", b"")

    def answer(self, status: int, name: str, data: bytes) -> None:
        kind = PurePosixPath(name).suffix
        packed = kind not in PACKED and "gzip" in self.headers.get("Accept-Encoding", "")
        body = gzip.compress(data, 6, mtime=0) if packed else data
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(kind, "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Vary", "Accept-Encoding")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None: ...
