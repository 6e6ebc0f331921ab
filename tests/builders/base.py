"""The day of the examples, and the origin of rows."""

from datetime import UTC, datetime, time
from typing import Any, Final

from contracts.rows import Reset, Whole

DAY: Final = datetime(2026, 5, 1, tzinfo=UTC).date()  # the day on which examples happen
SOURCE: Final = "example"


def moment(clock: str) -> datetime:
    """A time of the examples' day: moment("10:00"), moment("10:00:30.250")."""
    return datetime.combine(DAY, time.fromisoformat(clock), UTC)


def at(clock: str) -> float:
    """The same as rows hold it: seconds since 1970."""
    return moment(clock).timestamp()


def ms(clock: str) -> int:
    """The same as events hold it: milliseconds since 1970."""
    return round(at(clock) * 1000)


def origin(**changes: Any) -> dict[str, Any]:
    """Where a row comes from, and its source: the first event of the log."""
    place = {"origin_epoch": "log", "origin_topic": "events.shop", "origin_partition": 0, "origin_offset": 0, "origin_index": 0}
    return place | {"source": SOURCE} | changes


def reset(**changes: Any) -> Reset:
    """A mark that asks to forget what came before it."""
    return Reset(**origin(**changes), reset=True)


def whole(**changes: Any) -> Whole:
    """A mark that says that all orders so far are whole."""
    return Whole(**origin(**changes), whole=True)
