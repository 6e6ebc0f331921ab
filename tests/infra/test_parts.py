"""When a part counts as ready."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from contracts.settings import Settings
from infra.parts import PAGE


class _Well(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.mark.parametrize(("listens", "host"), [("127.0.0.1", "127.0.0.1"), ("127.0.0.2", "127.0.0.2"), ("127.0.0.1", "0.0.0.0")])  # noqa: S104
def test_the_page_is_asked_where_it_listens(listens: str, host: str) -> None:
    with HTTPServer((listens, 0), _Well) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            assert PAGE.ready(Settings(host=host, page_port=server.server_port))
        finally:
            server.shutdown()
            thread.join()
