"""What the door of the log takes."""

from typing import Final, NamedTuple

from contracts.events import LATEST

DAY: Final = 86_400_000


class Bounds(NamedTuple):
    """Stamps up to `latest` (ms), and messages up to so many bytes."""

    latest: int = LATEST
    most_bytes: int = 65_536


ANY: Final = Bounds()


def bounds_at(now: int, future: int, most_bytes: int, *, to_now: bool) -> Bounds:
    """The bounds at a moment (ms); future: how far ahead of it a stamp may be, ms.

    What is shifted to now may be up to a day ahead as it stands: stamps without a zone are read as UTC, and may be of the far east.

    >>> bounds_at(1_000, 300, 65_536, to_now=False)
    Bounds(latest=1300, most_bytes=65536)
    """
    return Bounds(now + (max(DAY, future) if to_now else future), most_bytes)
