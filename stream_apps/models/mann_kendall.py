"""Whether series rise or fall, and by how much: many at once, without believing in any one day."""

from typing import Any

import numpy as np
import numpy.typing as npt

from stream_apps.models.compiled import compiled

Matrix = npt.NDArray[np.float64]


def mann_kendall(series: Matrix) -> Matrix:
    """z of each row's Mann-Kendall test (Mann 1945, Kendall 1975), corrected for ties: above 1.96 it rises, 5% of chance aside.

    >>> mann_kendall(np.array([[1.0, 2, 3, 4, 5, 6, 7, 8], [3, 1, 4, 1, 5, 1, 4, 1], [2, 2, 2, 2, 2, 2, 2, 2]])).round(2).tolist()
    [3.34, 0.0, 0.0]
    """
    days = series.shape[1]
    rises, ties = _compared(series)
    variance = (days * (days - 1) * (2 * days + 5) - ties) / 18
    z: Matrix = np.where(variance > 0, (rises - np.sign(rises)) / np.sqrt(np.maximum(variance, 1e-9)), 0.0)
    return z


def sen_slope(series: Matrix) -> Matrix:
    """Of each row the median of the slopes between all pairs of its points, a step (Theil 1950, Sen 1968).

    >>> sen_slope(np.array([[0.0, 2, 4, 600, 8]])).tolist()
    [2.0]
    """
    early, late = np.triu_indices(series.shape[1], 1)
    slopes: Matrix = np.median((series[:, late] - series[:, early]) / (late - early), axis=1)
    return slopes


@compiled
def _compared(series: Any) -> Any:
    """Of each row: pairs that rise less those that fall; what equal values take from the variance, times 18."""
    rises, ties = np.zeros(len(series)), np.zeros(len(series))
    for row in range(len(series)):
        for late in range(series.shape[1]):
            equal = 1
            for early in range(series.shape[1]):
                before, after = series[row, early], series[row, late]
                if early < late:
                    rises[row] += (after > before) - (after < before)
                equal += early != late and before == after
            ties[row] += (equal - 1) * (2 * equal + 5)
    return rises, ties


def warm_up() -> None:
    """Compiles what is compiled on its first call."""
    mann_kendall(np.zeros((1, 2)))
