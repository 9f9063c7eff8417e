"""What the preview shows -> an ASGI application, and a server for it that ends when it is told to."""

from __future__ import annotations

import asyncio
import json
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from types import FrameType

import uvicorn
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from explainer.preview.shown import Shown
from explainer.preview.table import HEADERS, OWN, Answer, Request, content_type, foreign, look_up, path_of, refusal
from explainer.preview.weave import waiting_page

MAX_STREAMS = 100  # open pages; more are somebody's mistake
HEARTBEAT = 15.0  # seconds after which a silent stream says that it is alive
ASSETS = Path(__file__).parent / "assets"


class Preview:
    """Serves what is shown. All but `show` belongs to the server's own thread."""

    def __init__(self, host: str, root: str) -> None:
        self.host, self.root = host, root
        self.run = secrets.token_hex(8)
        self.shown = Shown()
        self.own = {path.name: path.read_bytes() for path in ASSETS.iterdir() if path.suffix in (".js", ".css")}
        self.streams = 0
        self.closing = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._news = asyncio.Event()

    # --- news ---

    def show(self, shown: Shown) -> None:
        """Show something else from now on, and tell every open page. From any thread."""
        self.shown = shown
        self._tell()

    def close(self) -> None:
        """End every stream."""
        self.closing = True
        self._tell()

    def _tell(self) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):  # the server has ended, and nobody is left to be told
                self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    async def _states(self) -> AsyncIterator[str]:
        """A state at once, and one after each build."""
        self.streams += 1
        told: Shown | None = None
        try:
            while not self.closing:
                news, shown = self._news, self.shown
                if shown is not told:
                    told = shown
                    yield f"event: state\ndata: {json.dumps(shown.state(self.run))}\n\n"
                    continue
                try:
                    await asyncio.wait_for(news.wait(), HEARTBEAT)
                except TimeoutError:
                    yield ": still here\n\n"
        finally:
            self.streams -= 1

    # --- requests ---

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._loop = asyncio.get_running_loop()
        if scope["type"] == "http":
            response = self.response(request_of(scope))
            if scope["method"] == "HEAD":
                response.body = b""  # the headers are those of a GET
            await response(scope, receive, send)

    def response(self, request: Request) -> Response:
        """The whole answer to a request."""
        refused = refusal(request, self.host)
        if refused:
            return _said(refused)
        path = path_of(request.target)
        if path.startswith(OWN):
            return self._own(request, path.removeprefix(OWN))
        shown = self.shown
        if not shown.site:
            return _sent(waiting_page(self.root), "html", 503)
        answer = look_up(shown, shown.base, path)
        if not answer.name:
            return _said(answer)
        is_page = content_type(answer.name).startswith("text/html")
        data = shown.page(answer.name) if is_page else shown.data(answer.name)
        return _sent(data, answer.name, answer.status)

    def _own(self, request: Request, name: str) -> Response:
        refused = foreign(request)
        if refused:
            return _said(refused)
        if name == "events" and request.method == "HEAD":  # whose answer ends at once
            return Response(headers={**dict(HEADERS), "Content-Type": "text/event-stream; charset=utf-8"})
        if name == "events":
            if self.streams >= MAX_STREAMS:
                return _said(Answer(503, words="Too many pages are open."))
            return StreamingResponse(self._states(), media_type="text/event-stream", headers=dict(HEADERS))
        if name == "report":
            return _sent(json.dumps(self.shown.report).encode(), "report.json", 200)
        if name in self.own:
            return _sent(self.own[name], name, 200)
        return _said(Answer(404, words="There is nothing at this address."))


def request_of(scope: Scope) -> Request:
    """What came over the line. The target of a request in absolute form does not begin with a slash."""
    headers = tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in scope["headers"])
    query = b"?" + scope["query_string"] if scope["query_string"] else b""
    return Request(scope["method"], scope["raw_path"] + query, headers)


def _sent(data: bytes, name: str, status: int) -> Response:
    kind = content_type(name if "." in name else f"page.{name}")
    return Response(data, status, {**dict(HEADERS), "Content-Type": kind})


def _said(answer: Answer) -> Response:
    """Words of ours, none of the request's; or where to go instead."""
    headers = {**dict(HEADERS), "Content-Type": "text/plain; charset=utf-8"}
    headers |= {"Location": answer.location} if answer.location else {}
    headers |= {"Allow": "GET, HEAD"} if answer.status == 405 else {}
    return Response(answer.words.encode(), answer.status, headers)


class Server(uvicorn.Server):
    """uvicorn, which on Ctrl-C ends the streams first: it waits for those that are open."""

    def __init__(self, preview: Preview) -> None:
        config = uvicorn.Config(
            preview, log_config=None, access_log=False, lifespan="off", server_header=False, proxy_headers=False
        )
        super().__init__(config)
        self.preview = preview

    def end(self) -> None:
        """Stop serving. From any thread."""
        self.preview.close()
        self.should_exit = True

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.preview.close()
        super().handle_exit(sig, frame)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens, port 0 standing for any that is free. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(128)
    except OSError:
        found.close()
        raise
    return found
