"""Which format the stamps of a column have, from their values."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any, Final

from producers.replay.mapping.bad_row import BadRowError
from producers.replay.mapping.stamps import reader

SINCE: Final = 788_918_400_000  # ms: 1995, before which no shop was online
UNTIL: Final = 4_102_444_800_000  # 2100
_DAY: Final = 86_400_000
FORMATS: Final = (
    "iso", "ms", "s", "us", "ns",
    "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%d.%m.%y %H:%M:%S", "%d.%m.%y %H:%M", "%d.%m.%y",
    "%d.%m.%Y, %H:%M:%S", "%d.%m.%Y, %H:%M",
    "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%d/%m/%Y, %H:%M:%S", "%d/%m/%Y, %H:%M", "%d/%m/%y %H:%M",
    "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y", "%m/%d/%Y, %H:%M:%S", "%m/%d/%Y, %H:%M", "%m/%d/%y %H:%M",
    "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%m/%d/%Y, %I:%M:%S %p", "%m/%d/%Y, %I:%M %p",
    "%d/%m/%Y %I:%M:%S %p", "%d/%m/%Y %I:%M %p", "%d/%m/%Y, %I:%M:%S %p", "%d/%m/%Y, %I:%M %p",
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M:%S.%f", "%Y/%m/%d %H:%M", "%Y/%m/%d",
    "%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M", "%d-%m-%Y", "%d-%b-%Y %H:%M:%S", "%d-%b-%Y %H:%M", "%d-%b-%Y",
    "%d %b %Y %H:%M:%S", "%d %b %Y %H:%M",
    "%d/%b/%Y:%H:%M:%S %z", "%a, %d %b %Y %H:%M:%S %z",
)  # fmt: skip


def formats_of(values: list[Any]) -> list[tuple[str, float]]:
    """The formats that read most of the values, with the share they read; the best first, none below 80%.

    >>> formats_of(["01.07.2026 12:00", "31.07.2026 09:30"])
    [('%d.%m.%Y %H:%M', 1.0)]
    """
    shares = [(format, _share(values, reader(format, "UTC"))) for format in FORMATS]
    return sorted(((format, share) for format, share in shares if share >= 0.8), key=lambda found: -found[1])


def _share(values: list[Any], read: Callable[[Any], int]) -> float:
    good = 0
    for value in values:
        with suppress(BadRowError):
            good += SINCE <= read(value) < UNTIL
    return good / max(1, len(values))


def names_zone(values: list[Any], format: str) -> bool:
    """Whether the stamps say their zone: numbers since 1970 do."""
    if format in ("s", "ms", "us", "ns") or "%z" in format:
        return True
    text = [str(value).strip() for value in values]
    return all(value.endswith(("Z", "z", "UTC", "GMT")) or "+" in value[10:] or "-" in value[10:] for value in text)


def is_day_only(values: list[Any], format: str) -> bool:
    """Whether no stamp has a time of day."""
    if all(type(value) is date for value in values):
        return True
    read, stamps = reader(format, "UTC"), []
    for value in values:
        try:
            stamps.append(read(value))
        except BadRowError:
            continue
    return bool(stamps) and all(stamp % _DAY == 0 for stamp in stamps)
