"""What the server knows of a request by itself: it comes before anything the client says."""

from typing import Any

import msgspec


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """source is the write key's, received the server's clock in ms; known holds what the request's headers tell of the visitor
    (device, country) and stands where the event names none. future, lateness (ms; None: any) and max_bytes are the worker's own bounds.
    call is the kind of Segment call that the path names."""

    source: str
    received: int
    known: dict[str, Any] = {}
    future: int = 300_000
    lateness: int | None = None
    call: str = ""
    max_bytes: int = 65_536
