"""When an event happened and what it is called: clients' clocks are wrong, and clients send twice."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import msgspec

from contracts.events import LATEST
from producers.collector.arrival import Arrival
from producers.collector.refusal import EventError

SKEW: Final = 2_000  # ms; below it, the way here may have taken so long, and correcting would reorder one visitor's clicks


def moment(said: Any) -> int:
    """Milliseconds since 1970 of a stamp: a number of ms, or RFC 3339 text with an offset. Raises EventError.

    >>> moment("2026-05-01T10:00:00+02:00") == moment(1777622400000)
    True
    """
    try:
        stamp = msgspec.convert(said, int | datetime)
    except msgspec.ValidationError:
        raise EventError("invalid_value", f"{said!r} is no time: send ms since 1970 UTC, or 2026-05-01T10:00:00Z") from None
    if isinstance(stamp, datetime):
        if stamp.tzinfo is None:
            raise EventError("no_zone", f"{said} has no offset; end it with Z where it is UTC")
        stamp = round(stamp.timestamp() * 1000)
    if not 0 <= stamp <= LATEST:
        raise EventError("invalid_value", f"{said!r} does not lie between 1970 and 2100")
    return stamp


def skew(sent: int | None, received: int) -> int:
    """How far, in ms, the client's clock is behind ours. 0 where it does not say when it sent.

    As Segment does (Spec: Common Fields, "Timestamps"): timestamp = receivedAt - (sentAt - originalTimestamp).

    >>> skew(1_000, 61_000), skew(60_900, 61_000), skew(None, 61_000)
    (60000, 0, 0)
    """
    behind = 0 if sent is None else received - sent
    return behind if abs(behind) >= SKEW else 0


def happened(said: int | None, behind: int, arrival: Arrival) -> int:
    """When it happened, ms by our clock: never after it was received. Raises EventError for what lies beyond the future allowance."""
    at = arrival.received if said is None else said + behind
    if at > arrival.received + arrival.future:
        late = (at - arrival.received) / 1000
        raise EventError("future", f"stamped {late:.0f} s after it was received; send sent_at beside it if the clock is wrong")
    return max(0, min(at, arrival.received))


def identify(fields: dict[str, Any], fresh: Callable[[], str]) -> str:
    """The id of an event that brings none: the same for the same order or the same stamped event sent again, else a fresh one.

    >>> identify({"type": "purchase", "order": "o1", "product": "B4"}, str)
    'purchase.o1.B4'
    """
    if fields.get("type") == "purchase" and fields.get("order"):
        return ".".join(str(fields[name]) for name in ("type", "order", "product") if fields.get(name))[:128]
    if fields.get("at") is None:
        return fresh()
    return hashlib.sha256(msgspec.json.encode(fields, order="sorted")).hexdigest()[:32]
