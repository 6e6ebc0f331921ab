"""How a refused event travels: the door keeps it among the rejects, as it keeps a line of a file that no mapping fits."""

from typing import Any, Final
from uuid import uuid4

import msgspec

from contracts.events import Unmapped
from producers.collector.refusal import Refusal
from producers.keeping import keep

_encode: Final = msgspec.json.Encoder().encode


def reject(source: str, refusal: Refusal, at: int, most: int, by: str = "web collector") -> bytes:
    """The message of a refused event, of at most so many bytes: what the worker's door lets in.

    at: ms, when it was received; by: who refused it. What could not be read at all is a refusal's event as text.
    """
    raw = refusal.event.encode() if isinstance(refusal.event, str) else _raw(refusal.event)
    message = Unmapped(
        id=uuid4().hex,
        source=source,
        at=at,
        file=by,
        line=refusal.index + 1,
        why=f"{refusal.reason}: {refusal.detail}",
        raw="",
        size=0,
    )
    return _encode(keep(message, raw, most))


def _raw(event: Any) -> bytes:
    try:
        return _encode(event)
    except RecursionError:
        return b'"nested too deeply to be kept"'
