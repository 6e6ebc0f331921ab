"""What is kept of a message or row that is no event: as much as its reject may hold, without loss where that is all of it."""

import base64
from typing import Any, Final

import msgspec

from contracts.events import Unmapped

_ENCODING: Final = len(',"encoding":"base64"')


def keep(message: Unmapped, raw: bytes, most: int) -> Unmapped:
    """The message with its raw and size; raw is cut so that the whole takes at most so many bytes as JSON.

    >>> message = Unmapped(id="1", source="s", at=0, file="f", line=1, why="no JSON", raw="", size=0)
    >>> kept = keep(message, b"\\x01" * 500, 400)
    >>> kept.size, 0 < len(kept.raw) < 60, len(msgspec.json.encode(kept)) <= 400
    (500, True, True)
    """
    message = msgspec.structs.replace(message, raw="", size=len(raw))
    room = max(0, most - len(msgspec.json.encode(message)) - _ENCODING)
    return msgspec.structs.replace(message, **_kept(raw, room))


def _kept(raw: bytes, room: int) -> dict[str, Any]:
    """As much of the bytes as takes no more room as JSON, which writes some characters in six."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return {"raw": base64.b64encode(raw[: room * 3 // 4]).decode(), "encoding": "base64"}
    text = text[:room]
    while (needed := len(msgspec.json.encode(text)) - 2) > room:
        text = text[: min(len(text) - 1, len(text) * room // needed)]
    return {"raw": text}
