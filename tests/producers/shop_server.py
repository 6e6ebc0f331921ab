"""A small shop of five pages (demo_shop/) that carries the script tag, served as its own site."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import msgspec
from selenium import webdriver

from producers.collector import build

PAGES: Final = Path(__file__).with_name("demo_shop")
PRICES: Final = {"B4": "52", "B5": "81", "B6": "38"}
Answer = tuple[int, str]  # status and text


class Letterbox:
    """A collector that keeps what it is sent, and answers what a test wants of it; None leaves the sender waiting."""

    def __init__(self) -> None:
        self.address, self.bodies = "", list[bytes]()
        self.answer: Callable[[list[Any]], Answer | None] = lambda _: (204, "")
        self.closed = threading.Event()

    def take(self, body: bytes) -> Answer | None:
        """Keeps a body; its answer."""
        answer = self.answer(read(body))
        self.bodies.append(body)
        return answer

    def events(self, type: str = "") -> list[dict[str, Any]]:
        """What came, in order: all, or those of a type."""
        return [event for body in list(self.bodies) for event in read(body) if type in ("", event["type"])]


def read(body: bytes) -> list[Any]:
    """A body's events."""
    return list(msgspec.json.decode(body)["events"])


@contextmanager
def shop(collector: str, key: str, more: str = "", letterbox: Letterbox | None = None) -> Iterator[str]:
    """Its address. more are further attributes of the script tag."""
    fill = {"collector": collector, "key": key, "more": f" {more}" if more else ""}
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Shop", (_Shop,), {"fill": fill, "letterbox": letterbox}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def posting(more: str = "") -> Iterator[Letterbox]:
    """A shop at its letterbox's address, which it sends to."""
    letterbox = Letterbox()
    with shop("", "pk_letterbox", more, letterbox) as letterbox.address:
        try:
            yield letterbox
        finally:
            letterbox.closed.set()


class _Shop(BaseHTTPRequestHandler):
    fill: dict[str, str]
    letterbox: Letterbox | None

    def do_GET(self) -> None:
        """Answers with a page."""
        path = self.path.partition("?")[0]
        if path == "/storepulse.js":
            return self._answer(200, "text/javascript", build.SERVED.read_bytes())
        name, fill = _page(path)
        text = (PAGES / name).read_text("utf-8")
        for word, value in {**self.fill, **fill}.items():
            text = text.replace("{{" + word + "}}", value)
        return self._answer(200, "text/css" if name.endswith("css") else "text/html; charset=utf-8", text.encode())

    def do_POST(self) -> None:
        """Takes events into the letterbox."""
        assert self.letterbox is not None
        answer = self.letterbox.take(self.rfile.read(int(self.headers["Content-Length"])))
        if answer is None:
            self.letterbox.closed.wait()
        else:
            self._answer(answer[0], "application/json", answer[1].encode())

    def _answer(self, status: int, type: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", type)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def _page(path: str) -> tuple[str, dict[str, str]]:
    if path.startswith("/skirts/"):
        product = path.rpartition("/")[2]
        return "product.html", {"product": product, "price": PRICES.get(product, "1")}
    pages = {"/cart": "cart.html", "/checkout": "checkout.html", "/thanks": "thanks.html", "/shop.css": "shop.css"}
    return pages.get(path, "list.html"), {}


def stored(window: webdriver.Chrome) -> list[str]:
    """Names of what the script keeps in the browser."""
    return sorted(window.execute_script("return Object.keys(localStorage)"))
