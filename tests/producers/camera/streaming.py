"""A network camera: a real HTTP server on loopback that sends JPEGs one after the other, and can be cut, stalled or refused."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import cv2

from tests.producers.camera.rendering import Clip, walk

BOUNDARY = "frame"
CLIP = Clip([walk((0, 0.5, 0.8), (1e6, 0.5, 0.8))])


class Camera(ThreadingHTTPServer):
    """rate: frames a second. on: whether it answers; showing: whether frames go out to who is connected."""

    daemon_threads = True

    def __init__(self, rate: float) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.rate, self.connections = rate, 0
        self.on, self.showing, self.stopped = threading.Event(), threading.Event(), threading.Event()
        self.on.set()
        self.showing.set()
        self.pictures = [cv2.imencode(".jpg", CLIP.image(number / 10))[1].tobytes() for number in range(20)]

    @property
    def url(self) -> str:
        return f"http://user:secret@127.0.0.1:{self.server_port}/stream?key=1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A viewer that goes away is no error."""


class _Handler(BaseHTTPRequestHandler):
    server: Camera

    def do_GET(self) -> None:
        if not self.server.on.is_set():
            self.send_error(503)
            return
        self.server.connections += 1
        self.send_response(200)
        self.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={BOUNDARY}")
        self.end_headers()
        number = 0
        while self.server.on.is_set() and not self.server.stopped.wait(1 / self.server.rate):
            if self.server.showing.is_set():
                picture = self.server.pictures[number % len(self.server.pictures)]
                head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
                self.wfile.write(head.encode() + picture + b"\r\n")
                number += 1

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@contextmanager
def streaming(rate: float = 25.0) -> Iterator[Camera]:
    """A camera that sends, ended at the end."""
    camera = Camera(rate)
    thread = threading.Thread(target=camera.serve_forever, daemon=True)
    thread.start()
    try:
        yield camera
    finally:
        camera.stopped.set()
        camera.shutdown()
        camera.server_close()
        thread.join()
