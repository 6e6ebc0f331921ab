"""Whether the newest week is unlike the weeks before it: a test of ranks over eight weeks is slow to notice a jump."""

from typing import Final

import numpy as np

from stream_apps.models.mann_kendall import Matrix
from stream_apps.models.sales_day import WEEK

SURE: Final = 4.0  # standard deviations; of thousands of products chance lifts hardly one so high


def surges(counts: Matrix) -> Matrix:
    """By how many standard deviations the last seven days of each row lie above those before; these scatter at least as Poisson counts do.

    >>> quiet, jump = [2.0, 3.0, 1.0, 2.0, 2.0, 3.0, 1.0] * 4, [2.0, 3.0, 1.0, 2.0, 2.0, 3.0, 1.0] * 3 + [20.0] * 7
    >>> surges(np.array([quiet, jump])).round(0).tolist()
    [0.0, 33.0]
    """
    before, newest = counts[:, :-WEEK], counts[:, -WEEK:].sum(axis=1)
    expected = before.mean(axis=1) * WEEK
    variance = WEEK * np.maximum(before.var(axis=1), before.mean(axis=1))
    sure: Matrix = (newest - expected) / np.sqrt(variance + 1.0)
    return sure
