"""A small shop of five pages (demo_shop/) that carries the script tag, served as its own site."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

PAGES: Final = Path(__file__).with_name("demo_shop")
PRICES: Final = {"B4": "52", "B5": "81", "B6": "38"}


@contextmanager
def shop(collector: str, key: str, more: str = "") -> Iterator[str]:
    """Its address. more are further attributes of the script tag."""
    fill = {"collector": collector, "key": key, "more": f" {more}" if more else ""}
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Shop", (_Shop,), {"fill": fill}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Shop(BaseHTTPRequestHandler):
    fill: dict[str, str]

    def do_GET(self) -> None:
        """Answers with a page."""
        path = self.path.partition("?")[0]
        name, fill = _page(path)
        text = (PAGES / name).read_text("utf-8")
        for word, value in {**self.fill, **fill}.items():
            text = text.replace("{{" + word + "}}", value)
        self.send_response(200)
        self.send_header("Content-Type", "text/css" if name.endswith("css") else "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def _page(path: str) -> tuple[str, dict[str, str]]:
    if path.startswith("/skirts/"):
        product = path.rpartition("/")[2]
        return "product.html", {"product": product, "price": PRICES.get(product, "1")}
    pages = {"/cart": "cart.html", "/checkout": "checkout.html", "/thanks": "thanks.html", "/shop.css": "shop.css"}
    return pages.get(path, "list.html"), {}
