"""Whether a number moved by more than chance. Pure; the page's colours and the bot's words both ask here.

A share must have moved by more than two standard errors, a count by two of a Poisson's. Of anything else no spread is known:
it must have moved by a tenth, and by more than two standard errors of a mean whose spread is as large as itself.
"""

import math
from typing import Final

from contracts.reading import Answer

_ERRORS: Final = 2.0
_NOTABLE: Final = 0.1


def beyond(now: Answer, before: Answer) -> bool:
    """Whether a period's value lies further from that of the period before than chance alone would bring it."""
    if now.value is None or before.value is None or not (now.samples and before.samples and before.enough):
        return False
    moved = abs(now.value - before.value)
    if now.unit == "%":
        return moved > _ERRORS * 100 * _error_of_shares(now, before)
    if now.unit == now.samples_of:
        return moved > max(_ERRORS * math.sqrt(max(0.0, now.value + before.value)), _NOTABLE / 2 * before.value)
    return moved > max(_NOTABLE, _ERRORS * _error(now, before)) * abs(before.value)


def _error_of_shares(now: Answer, before: Answer) -> float:
    """Of the difference of two shares, pooled (the usual test of two proportions)."""
    share = ((now.value or 0.0) * now.samples + (before.value or 0.0) * before.samples) / (100 * (now.samples + before.samples))
    spread = share * (1 - share) if 0 <= share <= 1 else 0.25  # a "%" that is no share: as uncertain as one can be
    return math.sqrt(max(spread, 1e-9)) * _error(now, before)


def _error(now: Answer, before: Answer) -> float:
    return math.sqrt(1 / now.samples + 1 / before.samples)
