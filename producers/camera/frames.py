"""Where pictures come from: what a frame is, and what every source of them promises."""

from collections.abc import Iterator
from typing import Final, NamedTuple, Protocol
from urllib.parse import urlsplit, urlunsplit

from producers.camera.detection import Image

_STREAMS: Final = ("rtsp", "rtsps", "rtmp", "http", "https", "udp", "tcp")


class CameraError(RuntimeError):
    """A camera cannot be watched; the message says what to do."""


class Frame(NamedTuple):
    """A picture, s since the camera began (never going back), and how many frames were not handed on until now."""

    image: Image
    seconds: float
    dropped: int


class Silence(NamedTuple):
    """No picture until then, s since the camera began."""

    seconds: float


class Pictures(Protocol):
    """A source of pictures."""

    def __iter__(self) -> Iterator[Frame | Silence]:
        """Pictures in order of time, until there are no more."""
        ...

    def close(self) -> None:
        """No more are wanted."""
        ...


def is_stream(name: str) -> bool:
    """Whether a name is an address, and not a file or a webcam's number.

    >>> is_stream("rtsp://camera/1"), is_stream("vtest.avi")
    (True, False)
    """
    return "://" in name and urlsplit(name).scheme.lower() in _STREAMS


def shown(name: str) -> str:
    """A name as it may be told: an address without its user, password and query.

    >>> shown("rtsp://admin:secret@camera.example/1"), shown("0")
    ('rtsp://camera.example/1', 'webcam 0')
    """
    if name.isdecimal():
        return f"webcam {name}"
    if not is_stream(name):
        return name
    parts = urlsplit(name)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query=""))
