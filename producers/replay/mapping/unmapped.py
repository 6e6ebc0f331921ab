"""What is kept of a row that is no event."""

import base64
from typing import Any, Final

import msgspec

from contracts.events import Unmapped
from producers.replay.mapping.bad_row import BadRowError
from producers.replay.mapping.row import Row

_SOURCE: Final = 64  # characters that a source's name may have, which the entry is given later


def unmapped(row: Row, wrong: list[BadRowError], *, at: int, file: str, prefix: str, most: int) -> Unmapped:
    """The row with its place and why it is none; raw is cut so that the whole is no message of more than `most` bytes."""
    raw = msgspec.json.encode(row.value, enc_hook=str) if row.raw is None else row.raw
    more = f" (and {len(wrong) - 1} more of its elements)" if len(wrong) > 1 else ""
    made = Unmapped(
        id=f"{prefix}{row.line}.bad",
        source="file",
        at=at,
        file=file[-256:],
        line=row.line,
        why=f"{wrong[0]}{more}",
        size=len(raw),
        raw="",
    )
    room = max(0, most - len(msgspec.json.encode(made)) - len(',"encoding":"base64"') - _SOURCE)
    return msgspec.structs.replace(made, **_kept(raw, room))


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
