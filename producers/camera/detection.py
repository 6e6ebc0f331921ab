"""What a detector is: a picture in, boxes of people out."""

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]  # (height, width, 3), blue green red
Boxes = NDArray[np.float64]  # (n, 4): left, top, right, bottom in shares of the picture


class Detections(NamedTuple):
    """People found in one picture: boxes, and how sure the detector is of each (n,), 0 to 1."""

    boxes: Boxes
    scores: NDArray[np.float64]


NOBODY = Detections(np.empty((0, 4)), np.empty(0))


class Sureness(NamedTuple):
    """From which score on a detection begins a track, is taken for a known one first, and is taken for a known one at all."""

    begins: float
    high: float
    low: float


class Detector(Protocol):
    """Finds people. May keep what it has seen: one detector serves one camera."""

    sureness: Sureness

    def detect(self, image: Image, seconds: float) -> Detections:
        """People in a picture taken so many seconds after the camera began."""
        ...
