"""A file leaves from disk, whole and under its own name, once for each ticket; every other answer passes as it is."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Message

from suyuan.ui import from_disk

ROWS = b"shop_id\n" + b"S1\n" * 200_000
Answer = tuple[int, dict[str, str], bytes, int]


@pytest.fixture(autouse=True)
def nothing_waits(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(from_disk, "_served", [])
    monkeypatch.setattr(from_disk, "_waiting", {})
    monkeypatch.setattr(from_disk, "KEEP_SECONDS", 0.01)
    yield


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_bytes(ROWS)
    return path


def server(content: bytes) -> from_disk.FromDisk:
    """A server that answers /media/x.csv with `content`, as Streamlit's does."""

    async def media(_request: Request) -> Response:
        return Response(content, headers={"Content-Disposition": 'attachment; filename="orders.csv"'})

    return from_disk.FromDisk(Starlette(routes=[Route("/media/x.csv", media), Route("/other", media)]))


def asked(app: from_disk.FromDisk, path: str = "/media/x.csv", mode: str = "navigate") -> Answer:
    """Status, headers, body of one request, and the longest piece of the body."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    async def ask() -> None:
        scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "root_path": ""}
        await app({**scope, "headers": [(b"sec-fetch-mode", mode.encode())]}, receive, send)
        await asyncio.sleep(0.1)

    # In a thread of its own: tests in a browser leave a running loop in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, ask()).result()
    headers = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
    pieces = [message.get("body", b"") for message in sent[1:]]
    return sent[0]["status"], headers, b"".join(pieces), max(map(len, pieces))


def test_a_ticket_is_answered_with_its_file_in_pieces_under_the_file_s_name(file: Path) -> None:
    server(b"")
    status, headers, body, longest = asked(server(from_disk.given(file, Path.unlink)))
    assert (status, body, longest) == (200, ROWS, from_disk.PIECE)
    assert headers["content-length"] == str(len(ROWS))
    assert headers["content-disposition"] == 'attachment; filename="orders.csv"'


def test_the_file_is_gone_soon_after_it_left_and_its_ticket_is_worth_nothing(file: Path) -> None:
    server(b"")
    given = from_disk.given(file, Path.unlink)
    asked(server(given))
    assert not file.exists()
    assert asked(server(given))[2] == given


def test_the_page_s_own_look_whether_the_file_is_there_costs_no_ticket(file: Path) -> None:
    server(b"")
    given = from_disk.given(file, Path.unlink)
    assert asked(server(given), mode="cors")[2] == given
    assert asked(server(given))[2] == ROWS


def test_what_is_no_ticket_passes_untouched_even_where_it_looks_like_one(file: Path) -> None:
    server(b"")
    given = from_disk.given(file, Path.unlink)
    forged = given[:-1] + b"?"
    assert asked(server(forged))[2] == forged
    assert asked(server(given), path="/other")[2] == given
    assert file.exists()


def test_a_server_that_honours_no_tickets_is_given_the_file_itself(file: Path) -> None:
    assert from_disk.given(file, Path.unlink) == ROWS
    assert not file.exists()
