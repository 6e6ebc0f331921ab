"""When an event happened and what it is called: clients' clocks are wrong, and clients send twice."""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import msgspec

from contracts.events import LATEST
from producers.collector.arrival import Arrival
from producers.collector.refusal import EventError

_NUMBER: Final = re.compile(r"-?\d{10,20}(\.\d{1,20})?\Z")
_SECONDS: Final = range(1_000_000_000, LATEST // 1000)  # as ms these lie in early 1970: no shop's, but a clock of seconds
_FINER: Final = range(LATEST + 1, LATEST * 1_000_000)  # microseconds, nanoseconds
ON_THE_WAY: Final = 10_000  # ms; the worker's clock runs on while a sale is brought to it
SALES: Final = frozenset(("purchase", "refund"))
SKEW: Final = 2_000  # ms; below it, the way here may have taken so long, and correcting would reorder one visitor's clicks


def moment(said: Any) -> int:
    """Milliseconds since 1970 of a stamp: a number of ms, be it as text, or RFC 3339 text with an offset. Raises EventError.

    >>> moment("2026-05-01T10:00:00+02:00") == moment(1777622400000) == moment("1777622400000")
    True
    """
    if isinstance(said, float) or (isinstance(said, str) and _NUMBER.match(said)):
        said = int(float(said))
    try:
        stamp = msgspec.convert(said, int | datetime)
    except msgspec.ValidationError:
        raise EventError("invalid_value", f"{said!r} is no time: send ms since 1970 UTC, or 2026-05-01T10:00:00Z") from None
    if isinstance(stamp, datetime):
        if stamp.tzinfo is None:
            raise EventError("no_zone", f"{said} has no offset; end it with Z where it is UTC")
        stamp = round(stamp.timestamp() * 1000)
    elif stamp in _SECONDS or stamp in _FINER:
        unit = "seconds" if stamp in _SECONDS else "microseconds or nanoseconds"
        raise EventError("invalid_value", f"{said!r} looks like {unit}: send milliseconds since 1970 UTC, or 2026-05-01T10:00:00Z")
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
        ahead = (at - arrival.received) / 1000
        raise EventError("future", f"stamped {ahead:.0f} s after it was received: set the sender's clock")
    return max(0, min(at, arrival.received))


def counting(type: str, at: int, arrival: Arrival) -> int:
    """When an event counts. Past the allowed lateness the worker would drop it: a sale counts when it was received then, for an outage must
    not lose it, and anything else is refused. Raises EventError.

    >>> counting("purchase", 0, Arrival(source="live", received=400_000, lateness=300_000))
    400000
    """
    if arrival.lateness is None:
        return at
    age = arrival.received - at
    if type in SALES:
        return arrival.received if age > arrival.lateness - ON_THE_WAY else at
    if age > arrival.lateness:
        raise EventError(
            "late",
            f"happened {age / 1000:.0f} s before it was received, and {arrival.lateness / 1000:.0f} s are allowed: send it sooner, raise "
            "STOREPULSE_ALLOWED_LATENESS, set the sender's clock",
        )
    return at


def identify(fields: dict[str, Any], fresh: Callable[[], str]) -> str:
    """The id of an event that brings none: of its content where it is stamped, so that sent again it is the same, else a fresh one.

    >>> identify({"type": "page_view"}, lambda: "e1")
    'e1'
    """
    if fields.get("at") is None:
        return fresh()
    return hashlib.sha256(msgspec.json.encode(fields, order="sorted")).hexdigest()[:32]
