"""Where people stand, in person-seconds by cell of a grid laid over the picture, or over the floor picture the camera is placed on."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from producers.camera.geometry import Point
from producers.camera.layout import WHOLE, Camera
from producers.camera.track import Track

GRID: Final = (32, 18)  # columns, rows
_LONGEST: Final = 1.0  # s between two frames that count: of a longer gap it is not known who stood where

Cells = list[tuple[int, int, float]]


class Heat:
    """Person-seconds since they were last taken."""

    def __init__(self, camera: Camera) -> None:
        self._placement = _placement(camera)
        self._cells: dict[tuple[int, int], float] = {}

    def observe(self, tracks: list[Track], seconds: float, before: float) -> None:
        """Everybody confirmed and in sight stood where they stand since the frame before."""
        passed = min(seconds - before, _LONGEST)
        for track in tracks:
            if track.confirmed and track.seen == seconds:
                cell = self._cell(track.foot)
                self._cells[cell] = self._cells.get(cell, 0.0) + passed

    def take(self) -> Cells:
        """The cells in which anybody stood, by row and column, and begins anew."""
        cells = sorted(self._cells.items(), key=lambda cell: (cell[0][1], cell[0][0]))
        self._cells = {}
        return [(column, row, round(seconds, 3)) for (column, row), seconds in cells if seconds >= 0.0005]

    def _cell(self, foot: Point) -> tuple[int, int]:
        x, y, scale = self._placement @ (*foot, 1.0)
        return _index(x / scale, GRID[0]), _index(y / scale, GRID[1])


def _index(share: float, count: int) -> int:
    return min(max(int(share * count), 0), count - 1)


def _placement(camera: Camera) -> NDArray[np.float64]:
    """The homography from the picture to the floor picture; none where the camera is not placed on one."""
    if camera.floor is None:
        return np.eye(3)
    return np.asarray(cv2.getPerspectiveTransform(np.array(WHOLE, np.float32), np.array(camera.floor, np.float32)), np.float64)
