"""How often a dashboard looks: every five seconds, and never more often than the sink writes."""

import math
from typing import Any, Final

_CHOICES: Final = (5, 10, 30, 60, 300)  # s


def refresh(flush_seconds: float) -> int:
    """Seconds between two looks.

    >>> refresh(1.0), refresh(12)
    (5, 12)
    """
    return max(_CHOICES[0], math.ceil(flush_seconds))


def choices(flush_seconds: float) -> list[str]:
    """What a viewer may pick.

    >>> choices(12)
    ['12s', '30s', '60s', '300s']
    """
    least = refresh(flush_seconds)
    return [f"{each}s" for each in sorted({least, *(s for s in _CHOICES if s >= least)})]


def paced(model: dict[str, Any], flush_seconds: float) -> dict[str, Any]:
    """A committed dashboard for a sink that writes so often."""
    timepicker = {**model["timepicker"], "refresh_intervals": choices(flush_seconds)}
    return {**model, "refresh": f"{refresh(flush_seconds)}s", "timepicker": timepicker}
