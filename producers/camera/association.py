"""Which detection is whom: intersection over union, and the assignment of least cost (Kuhn 1955, scipy's solver)."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from producers.camera.detection import Boxes

_FORBIDDEN = 1e6


def overlap(first: Boxes, second: Boxes) -> NDArray[np.float64]:
    """Intersection over union of each pair, (n, m).

    >>> overlap(np.array([[0.0, 0, 2, 1]]), np.array([[1.0, 0, 3, 1], [5, 5, 6, 6]])).round(2)
    array([[0.33, 0.  ]])
    """
    corner = np.maximum(first[:, None, :2], second[None, :, :2])
    sides = np.clip(np.minimum(first[:, None, 2:], second[None, :, 2:]) - corner, 0, None)
    shared = sides[..., 0] * sides[..., 1]
    return np.asarray(shared / np.maximum(_areas(first)[:, None] + _areas(second)[None, :] - shared, 1e-12))


def assign(cost: NDArray[np.float64], most: float) -> list[tuple[int, int]]:
    """Pairs (row, column) of least cost in all, none of which costs more than `most`.

    >>> assign(np.array([[0.1, 0.2], [0.2, 0.9]]), 0.5)
    [(0, 1), (1, 0)]
    """
    if not cost.size:
        return []
    rows, columns = linear_sum_assignment(np.where(cost > most, _FORBIDDEN, cost))
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True) if cost[row, column] <= most]


def _areas(boxes: Boxes) -> NDArray[np.float64]:
    return np.asarray((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]))
