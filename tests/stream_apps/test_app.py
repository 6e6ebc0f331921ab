"""The worker as an app: what settings make of it."""

from contracts.settings import Settings
from stream_apps.app import build


def test_takes_every_bootstrap_server() -> None:
    app = build(Settings(kafka="127.0.0.1:1, 127.0.0.2:2"), "log")
    assert [(url.host, url.port) for url in app.transport.url] == [("127.0.0.1", 1), ("127.0.0.2", 2)]
