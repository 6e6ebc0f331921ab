"""Where a time axis has its labels, and how they read: few, evenly apart, at round times. Pure."""

from datetime import datetime, timedelta
from typing import Any, Final

MOST: Final = 5  # labels; more would run into each other on a narrow panel
EDGE: Final = 0.03  # of the period: a label so near its end would be cut off
_DAY: Final = timedelta(days=1)
_SECONDS: Final = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200)
_STEPS: Final = (*(timedelta(seconds=each) for each in _SECONDS), *(days * _DAY for days in (1, 2, 3, 5, 7, 10, 14)))
_MONTHS: Final = (1, 2, 3, 6, 12, 24, 60, 120)
_CLOCK: Final = {"hour": "{HH}:{mm}", "minute": "{HH}:{mm}", "second": "{HH}:{mm}:{ss}"}
_DATE: Final = dict.fromkeys(("year", "month", "day"), "{d} {MMM}")
_MONTH: Final = {"year": "{yyyy}", "month": "{MMM}"}


def labels(start: datetime, end: datetime) -> dict[str, Any]:
    """What ECharts' axisLabel takes for a period: stamps in ms, and their formats.

    >>> from datetime import UTC
    >>> shown = labels(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 30, 1, tzinfo=UTC))
    >>> [datetime.fromtimestamp(stamp / 1000, UTC).day for stamp in shown["customValues"]], shown["formatter"]["month"]
    ([1, 8, 15, 22, 29], '{d} {MMM}')
    """
    stamps, formats = _within_months(start, end)
    last = end - (end - start) * EDGE
    return {"customValues": [int(stamp.timestamp() * 1000) for stamp in stamps if stamp <= last], "formatter": formats}


def _within_months(start: datetime, end: datetime) -> tuple[list[datetime], dict[str, str]]:
    step = next((step for step in _STEPS if (end - start) / step <= MOST), None)
    if step is None:
        return _by_months(start, end)
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    unit = min(step, _DAY)
    first = midnight + unit * -((midnight - start) // unit)
    return _every(first, end, step), _DATE | _CLOCK


def _every(first: datetime, end: datetime, step: timedelta) -> list[datetime]:
    return [first + step * number for number in range(int((end - first) / step) + 1)] if first <= end else []


def _by_months(start: datetime, end: datetime) -> tuple[list[datetime], dict[str, str]]:
    last = end.year * 12 + end.month - 1
    begun = start.year * 12 + start.month - 1 + (start > start.replace(day=1, hour=0, minute=0, second=0, microsecond=0))
    apart = next((months for months in _MONTHS if (last - begun) / months < MOST), _MONTHS[-1])
    numbers = range(begun + -begun % apart, last + 1, apart)
    first = start.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return [first.replace(year=number // 12, month=number % 12 + 1) for number in numbers], _MONTH
