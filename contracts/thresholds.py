"""From which value on a metric is worth a look or wrong, and when somebody is to be told.

A metric's header may say either:

    thresholds: warn 2; bad 10                      colours; which side is good follows from `better`
    alert: above 10 over 5m for 2m, critical        the total of the newest 5 minutes on its source's clock, for 2 minutes
    alert: above 100000 for 5m                      a metric of the stack itself, which depends on no period and no source
"""

import re
from typing import Final, Literal

import msgspec

Direction = Literal["above", "below"]
Severity = Literal["warning", "critical"]

_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_NUMBER: Final = r"-?\d+(?:\.\d+)?"
_LEVEL: Final = re.compile(rf"(?P<name>warn|bad) (?P<value>{_NUMBER})")
_ALERT: Final = re.compile(
    rf"(?P<direction>above|below) (?P<value>{_NUMBER})(?: over (?P<over>\d+[smhd]))?"
    r" for (?P<pending>\d+[smhd])(?:, (?P<severity>warning|critical))?"
)


class Thresholds(msgspec.Struct, frozen=True):
    """Where a value turns worth a look (warn) and wrong (bad), in the metric's unit."""

    warn: float | None = None
    bad: float | None = None


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """Tell somebody once the value stands on that side of the limit for `pending` seconds.

    over: seconds of event time before the source's clock that the value is of; 0 for a metric of the stack itself.
    """

    direction: Direction
    value: float
    over: int
    pending: int
    severity: Severity


def parse_thresholds(text: str, better: str) -> Thresholds:
    """Thresholds from a header. Raises ValueError saying what is wrong.

    >>> parse_thresholds("warn 2; bad 10", "lower")
    Thresholds(warn=2.0, bad=10.0)
    """
    found: dict[str, float] = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        match = _LEVEL.fullmatch(part)
        if match is None or match["name"] in found:
            raise ValueError(f"thresholds {text!r} are not understood; write `warn 2; bad 10`, or one of the two")
        found[match["name"]] = float(match["value"])
    if better == "neither":
        raise ValueError("thresholds need `better: higher` or `better: lower`, which says on which side of them it is well")
    if len(found) == 2 and (found["bad"] > found["warn"]) != (better == "lower"):
        raise ValueError(f"thresholds {text!r} contradict `better: {better}`; bad must lie beyond warn")
    return Thresholds(**found)


def parse_alert(text: str) -> Alert:
    """An alert from a header. Raises ValueError saying what is wrong.

    >>> parse_alert("above 10 over 5m for 2m, critical").over
    300
    """
    match = _ALERT.fullmatch(text)
    if match is None:
        raise ValueError(f"alert {text!r} is not understood; write `above 10 over 5m for 2m, critical` (or below, or warning)")
    return Alert(
        direction="above" if match["direction"] == "above" else "below",
        value=float(match["value"]),
        over=seconds(match["over"] or "0s"),
        pending=seconds(match["pending"]),
        severity="critical" if match["severity"] == "critical" else "warning",
    )


def seconds(text: str) -> int:
    """Seconds of a duration.

    >>> seconds("5m")
    300
    """
    return int(text[:-1]) * _SECONDS[text[-1]]
