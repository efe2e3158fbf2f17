"""What a browser gets to know: every frame of its websockets both ways, every answer, its page, its files; and needles.

A needle is a value of the data that nobody in a room may see. It is looked for in the raw bytes of what went over the
wire: Streamlit packs frames as protobuf and tables as Arrow, both uncompressed, so that a text stands there as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page, Response, WebSocket

# A shorter text stands in other words by chance: such a value is looked for where it is a whole text of the page.
# Three Chinese signs say as much as four letters and more.
LEAST, LEAST_WIDE, LONG = 4, 3, 7


class Needles:
    """Values to look for, by kind. Finds each wherever it stands, by its first signs."""

    def __init__(self, values: Iterable[tuple[str, str]]):
        self.short: dict[str, str] = {}
        self._by_head: dict[int, dict[str, list[tuple[str, str]]]] = {
            size: defaultdict(list) for size in (LEAST_WIDE, LEAST, LONG)
        }
        self.many = 0
        for kind, value in values:
            self.many += 1
            if len(value) < (LEAST if value.isascii() else LEAST_WIDE):
                self.short[value] = kind
                continue
            size = LEAST_WIDE if not value.isascii() else LONG if len(value) >= LONG else LEAST
            self._by_head[size][value[:size]].append((value, kind))

    def found(self, text: str) -> set[tuple[str, str]]:
        """(kind, value) of each that stands in the text."""
        return {
            (kind, value)
            for size, heads in self._by_head.items()
            for at in range(len(text) - size + 1)
            if (head := text[at : at + size]) in heads
            for value, kind in heads[head]
            if text.startswith(value, at)
        }

    def found_whole(self, texts: Iterable[str]) -> set[tuple[str, str]]:
        """Those of the short ones that are one of these texts as a whole."""
        return {(self.short[text], text) for text in texts if text in self.short}


@dataclass
class Ear:
    """Listens to one page from before its first request. `parts`: where something was heard, and what."""

    parts: list[tuple[str, str]] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)

    def listen(self, page: Page) -> None:
        page.on("websocket", self._socket)
        page.on("response", self._response)

    def _socket(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda data: self._hear("sent", data))
        socket.on("framereceived", lambda data: self._hear("received", data))

    def _response(self, response: Response) -> None:
        self._hear("address", response.url)
        if "/media/" in urlsplit(response.url).path:
            self._hear(f"file {response.url}", response.body())

    def _hear(self, where: str, data: str | bytes) -> None:
        self.parts.append((where, data if isinstance(data, str) else data.decode("utf-8", "replace")))

    def look(self, page: Page) -> None:
        """The page as it stands: its address, source, what is in its fields."""
        self._hear("address", page.url)
        self._hear("source", page.content())
        fields = "() => [...document.querySelectorAll('input, textarea')].map(one => one.value)"
        self._hear("fields", "\n".join(page.evaluate(fields)))
        walk = """() => { const told = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) told.push(walk.currentNode.textContent.trim()); return told; }"""
        self.texts |= set(page.evaluate(walk))

    def take_files(self, page: Page) -> None:
        """Every file that a button in sight offers: its name and what is in it."""
        buttons = page.locator("[data-testid='stDownloadButton'] button:enabled")
        for place in range(buttons.count()):
            with page.expect_download() as waiting:
                buttons.nth(place).click()
            self._hear("file's name", waiting.value.suggested_filename)
            self._hear(
                waiting.value.suggested_filename, waiting.value.path().read_bytes().decode("utf-8", "replace")
            )

    def heard(self, needles: Needles) -> Iterator[tuple[str, str, str]]:
        """(where, kind, value) of each needle; addresses as they read and as they are written."""
        for where, text in self.parts:
            for told in {text, unquote(text)} if where == "address" else {text}:
                for kind, value in sorted(needles.found(told)):
                    yield where, kind, value
        for kind, value in sorted(needles.found_whole(self.texts)):
            yield "text", kind, value
