"""A large file on its way to a browser: sent from disk piece by piece, then removed; memory holds none of it.

Streamlit keeps what a download button gives in memory, whole, and compresses it before it is sent. A button may
therefore give a ticket instead (`given`): where the server passes its answers through `FromDisk`, the file that the
ticket stands for is sent in its place. Elsewhere a button gives the file itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PIECE = 1 << 18
# A browser that lost its connection may ask once more; then the file goes.
KEEP_SECONDS = 60.0
_HEAD = b"suyuan file from disk "
_waiting: dict[bytes, tuple[Path, Callable[[Path], None]]] = {}
_served: list[bool] = []


def given(path: Path, remove: Callable[[Path], None]) -> bytes:
    """What a button gives for the file at `path`: a ticket or, where none is honoured, the file's bytes.

    `remove` is called with the path once the file has left.
    """
    if not _served:
        content = path.read_bytes()
        remove(path)
        return content
    name = _HEAD + token_hex(16).encode()
    for old in [key for key, (file, _) in list(_waiting.items()) if not file.exists()]:
        _waiting.pop(old, None)
    _waiting[name] = path, remove
    return name


class FromDisk:
    """An ASGI middleware that sends a file where an answer is its ticket. Every other answer passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        _served.append(True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_download(scope):
            await self._app(scope, receive, send)
            return
        start: list[Message] = []

        async def look(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.append(message)
                return
            body = message.get("body", b"")
            if start and body in _waiting:
                await _send_file(start.pop(), body, send)
                return
            if start:
                await send(start.pop())
            await send(message)

        await self._app(scope, receive, look)


def _is_download(scope: Scope) -> bool:
    """Whether a request may be for a file. The page first asks whether it is there (`cors`), and throws that away."""
    if scope["type"] != "http" or scope["method"] != "GET" or "/media/" not in scope["path"]:
        return False
    return (b"sec-fetch-mode", b"cors") not in scope["headers"]


async def _send_file(start: Message, name: bytes, send: Send) -> None:
    """The file under the ticket's own headers (its name, its type). Not compressed: that takes fifty times the CPU."""
    path, _ = _waiting[name]
    kept = [pair for pair in start["headers"] if pair[0].lower() not in (b"content-length", b"accept-ranges")]
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            await send({**start, "headers": [*kept, (b"content-length", str(size).encode())]})
            while piece := await asyncio.to_thread(file.read, PIECE):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        asyncio.get_running_loop().call_later(KEEP_SECONDS, _let_go, name)


def _let_go(name: bytes) -> None:
    if name in _waiting:
        path, remove = _waiting.pop(name)
        remove(path)


MIDDLEWARE = (Middleware(FromDisk),)
