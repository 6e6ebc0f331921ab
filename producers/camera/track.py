"""One person followed through the picture. Its number never leaves the camera's process."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from producers.camera.geometry import Point
from producers.camera.kalman import Motion

CONFIRMED_AFTER: Final = 0.3  # s in sight
CONFIRMED_BY: Final = 3  # sightings at least
_HALF_SIZE: Final = 0.3  # s in which half of a change of size is believed: blobs breathe, people do not


class Track:
    """Somebody. `aspect` is the picture's width over its height: lengths are measured in picture heights."""

    def __init__(self, number: int, box: NDArray[np.float64], seconds: float, aspect: float) -> None:
        self.number, self.born, self.seen, self.sightings = number, seconds, seconds, 1
        self.confirmed = False
        self._aspect, self._now = aspect, seconds
        self._width, self._height = _size(box)
        self._motion = Motion(self._centre(box))

    def predict(self, seconds: float) -> None:
        """Moves on to a time. Somebody out of sight slows down: who is hidden has often stopped."""
        self._motion.predict(seconds - self._now)
        if seconds - self.seen > _HALF_SIZE:
            self._motion.vx *= 0.5 ** (seconds - self._now)
            self._motion.vy *= 0.5 ** (seconds - self._now)
        self._now = seconds

    def update(self, box: NDArray[np.float64]) -> None:
        """Is seen, at the time last predicted."""
        share = 1 - 0.5 ** max(0.2, (self._now - self.seen) / _HALF_SIZE)
        width, height = _size(box)
        self._width += share * (width - self._width)
        self._height += share * (height - self._height)
        self._motion.update(self._centre(box))
        self.seen, self.sightings = self._now, self.sightings + 1
        self.confirmed = self.confirmed or (self.sightings >= CONFIRMED_BY and self.seen - self.born >= CONFIRMED_AFTER)

    @property
    def box(self) -> NDArray[np.float64]:
        """Where it is thought to be: left, top, right, bottom in shares of the picture."""
        x, y = self._motion.x / self._aspect, self._motion.y
        return np.array([x - self._width / 2, y - self._height / 2, x + self._width / 2, y + self._height / 2])

    @property
    def foot(self) -> Point:
        """Where it stands: the middle of its box's lower side, in shares of the picture."""
        return self._motion.x / self._aspect, self._motion.y + self._height / 2

    @property
    def height(self) -> float:
        """In picture heights."""
        return self._height

    def distance(self, box: NDArray[np.float64]) -> float:
        """From where it is thought to be to the middle of a box, in its own heights."""
        x, y = self._centre(box)
        return float(np.hypot(x - self._motion.x, y - self._motion.y)) / max(self._height, 1e-6)

    def reach(self) -> float:
        """How far from there it may be, in its own heights: two standard deviations, and no more than a person."""
        return min(1.0, 0.2 + 2 * self._motion.spread)

    def _centre(self, box: NDArray[np.float64]) -> Point:
        return float(box[0] + box[2]) / 2 * self._aspect, float(box[1] + box[3]) / 2


def _size(box: NDArray[np.float64]) -> tuple[float, float]:
    return float(box[2] - box[0]), float(box[3] - box[1])
