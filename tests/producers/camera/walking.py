"""People without a picture: tracks whose feet are where a test puts them."""

from collections.abc import Iterator, Sequence
from itertools import count

import numpy as np

from producers.camera.detection import NOBODY, Detections
from producers.camera.geometry import Point
from producers.camera.track import Track

WIDE, TALL = 0.08, 0.2  # of a person, in shares of the picture
_numbers = count(1)


def box(foot: Point) -> np.ndarray:
    """The box of a person whose feet are there."""
    x, y = foot
    return np.array([x - WIDE / 2, y - TALL, x + WIDE / 2, y])


def found(*feet: Point | None, score: float = 0.9) -> Detections:
    """What a detector says of people there; None for who is not seen."""
    boxes = [box(foot) for foot in feet if foot is not None]
    return Detections(np.array(boxes), np.full(len(boxes), score)) if boxes else NOBODY


class Somebody:
    """One confirmed track that goes exactly where it is put."""

    def __init__(self) -> None:
        self._track: Track | None = None

    def at(self, foot: Point, seconds: float) -> Track:
        """The track, seen there."""
        if self._track is None:
            self._track = Track(next(_numbers), box(foot), seconds, 1.0)
            self._track.confirmed = True
        self._track.predict(seconds)
        self._track._motion.x, self._track._motion.y = foot[0], foot[1] - TALL / 2
        self._track.seen = seconds
        return self._track


def path(somebody: Somebody, way: Sequence[tuple[float, float, float]], rate: float) -> Iterator[tuple[Track, float]]:
    """(track, s) at each frame of a way through (s, x, y)."""
    times, xs, ys = zip(*way, strict=True)
    for number in range(int((times[-1] - times[0]) * rate) + 1):
        seconds = times[0] + number / rate
        yield somebody.at((float(np.interp(seconds, times, xs)), float(np.interp(seconds, times, ys))), seconds), seconds
