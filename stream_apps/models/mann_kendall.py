"""Whether series rise or fall, and by how much: many at once, without believing in any one day."""

from typing import Final

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
TOGETHER: Final = 256  # series compared at once: pairs of days take memory


def mann_kendall(series: Matrix) -> Matrix:
    """z of each row's Mann-Kendall test (Mann 1945, Kendall 1975), corrected for ties: above 1.96 it rises, 5% of chance aside.

    >>> mann_kendall(np.array([[1.0, 2, 3, 4, 5, 6, 7, 8], [3, 1, 4, 1, 5, 1, 4, 1], [2, 2, 2, 2, 2, 2, 2, 2]])).round(2).tolist()
    [3.34, 0.0, 0.0]
    """
    parts = [_z(series[begin : begin + TOGETHER]) for begin in range(0, len(series), TOGETHER)]
    return np.concatenate(parts) if parts else np.zeros(0)


def sen_slope(series: Matrix) -> Matrix:
    """Of each row the median of the slopes between all pairs of its points, a step (Theil 1950, Sen 1968).

    >>> sen_slope(np.array([[0.0, 2, 4, 600, 8]])).tolist()
    [2.0]
    """
    early, late = np.triu_indices(series.shape[1], 1)
    slopes: Matrix = np.median((series[:, late] - series[:, early]) / (late - early), axis=1)
    return slopes


def _z(series: Matrix) -> Matrix:
    days = series.shape[1]
    early, late = np.triu_indices(days, 1)
    rises = np.sign(series[:, late] - series[:, early]).sum(axis=1)
    equal = (series[:, :, None] == series[:, None, :]).sum(axis=2)
    variance = (days * (days - 1) * (2 * days + 5) - ((equal - 1) * (2 * equal + 5)).sum(axis=1)) / 18
    spread = np.sqrt(np.maximum(variance, 1e-9))
    z: Matrix = np.where(variance > 0, (rises - np.sign(rises)) / spread, 0.0)
    return z
