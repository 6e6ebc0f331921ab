"""Recursive least squares that forgets: linear regression learned one sample at a time."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stream_apps.models.compiled import compiled

FORGETTING: Final = 0.9995  # weight the past keeps at each sample: of hours, the newest three months make two thirds
LARGEST_ERROR: Final = 0.5  # an error counts for no more: one broken hour must not bend the weights


class LeastSquares:
    """y = w . x, by recursive least squares with exponential forgetting (Ljung 1999, section 11.2).

    Forgetting stops while the mean variance of the weights is above 1, where nothing moves: the variance of what is never seen would
    otherwise grow without bound (wind-up). Weights start at 0.

    >>> model = LeastSquares(2)
    >>> for step in range(400):
    ...     x = np.array([1.0, step % 7 / 7])
    ...     model.learn_one(x, 0.1 + 0.4 * x[1] - model.predict_one(x))
    >>> round(model.predict_one(np.array([1.0, 0.5])), 2)
    0.3
    """

    def __init__(self, features: int) -> None:
        self.weights: NDArray[np.float64] = np.zeros(features)
        self._variance: NDArray[np.float64] = np.eye(features)

    def predict_one(self, x: NDArray[np.float64]) -> float:
        return float(self.weights @ x)

    def learn_one(self, x: NDArray[np.float64], error: float, weight: float = 1.0) -> None:
        """error: by how much the answer was above what was predicted of x. weight: how much the sample counts, above 0 to 1."""
        _learn(self.weights, self._variance, x, max(-LARGEST_ERROR, min(LARGEST_ERROR, error)), FORGETTING, weight)


@compiled
def _learn(weights: Any, variance: Any, x: Any, error: float, forgetting: float, weight: float) -> None:
    size = len(x)
    along = np.zeros(size)
    total = forgetting / weight
    trace = 0.0
    for row in range(size):
        for column in range(size):
            along[row] += variance[row, column] * x[column]
        total += along[row] * x[row]
        trace += variance[row, row]
    keep = forgetting if trace < size else 1.0
    for row in range(size):
        gain = along[row] / total
        weights[row] += gain * error
        for column in range(row + 1):
            value = (variance[row, column] - gain * along[column]) / keep
            variance[row, column] = value
            variance[column, row] = value
