"""Whether two numbers differ by more than chance. Pure.

A share must have moved by more than two standard errors, a count by two of a Poisson's and a twentieth, anything else by a tenth.
"""

import math
from typing import Final

from contracts.reading import Answer

_ERRORS: Final = 2.0
_NOTABLE: Final = 0.1


def notable(now: Answer, before: Answer) -> bool:
    """Whether a number moved by more than chance; False where either is unknown or rests on too few samples."""
    if now.value is None or before.value is None or not before.enough:
        return False
    if now.unit == "%":
        share = min(1.0, (now.value * now.samples + before.value * before.samples) / (100 * (now.samples + before.samples)))
        error = 100 * math.sqrt(max(share * (1 - share), 1e-9) * (1 / now.samples + 1 / before.samples))
        return abs(now.value - before.value) > _ERRORS * error
    if now.unit == now.samples_of:
        return abs(now.value - before.value) > max(_ERRORS * math.sqrt(now.value + before.value), _NOTABLE / 2 * before.value)
    return abs(now.value - before.value) > _NOTABLE * abs(before.value)
