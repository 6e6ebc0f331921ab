"""What is kept of a row that is no event."""

from typing import Final

import msgspec

from contracts.events import Unmapped
from producers.keeping import keep
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
        size=0,
        raw="",
    )
    return keep(made, raw, most - _SOURCE)
