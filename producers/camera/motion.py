"""People by what moves: a mixture-of-Gaussians background (MOG2; Zivkovic 2004), without weights and without knowing what a person is."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from producers.camera.detection import NOBODY, Detections, Image, Sureness

_WIDTH: Final = 480  # pixels: a larger picture is made smaller first
_ABSORBED: Final = 30.0  # s after which what stands still is background: 0.1 of a pixel's weight is then its own
_WARM_UP: Final = 15.0  # s in which the first background is learned faster
_FOREGROUND: Final = 200  # of the mask: shadows are 127


class MotionDetector:
    """Blobs of what differs from the background and is of a person's size and build.

    Who stands still fades into the background (after half a minute), two who walk close together are one blob, and a trolley is a person.
    least, most: heights of a person in shares of the picture's.
    """

    sureness = Sureness(begins=0.5, high=0.5, low=0.3)

    def __init__(self, least: float = 0.05, most: float = 0.9) -> None:
        self._least, self._most = least, most
        self._background = cv2.createBackgroundSubtractorMOG2(500, 16, True)
        self._frames, self._seconds = 0, 0.0

    def detect(self, image: Image, seconds: float) -> Detections:
        """Blobs in a picture; none in the first."""
        small = _smaller(image)
        mask = np.asarray(self._background.apply(small, learningRate=self._rate(seconds)), np.uint8)
        if self._frames == 1:
            return NOBODY
        return self._people(_cleaned(mask))

    def _rate(self, seconds: float) -> float:
        """How much of the newest frame the background takes: by time, so that any rate forgets alike; more while little was seen."""
        passed, self._seconds = seconds - self._seconds, seconds
        self._frames += 1
        usual = 1 - float(0.9 ** (passed / _ABSORBED))
        return max(usual, 1 / (2 * self._frames)) if seconds < _WARM_UP else usual

    def _people(self, mask: NDArray[np.uint8]) -> Detections:
        rows, columns = mask.shape
        _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
        left, top, width, height, pixels = (stats[1:, column].astype(float) for column in range(5))
        tall, filled = height / rows, pixels / np.maximum(width * height, 1)
        person = (tall >= self._least) & (tall <= self._most) & (height >= 0.8 * width) & (filled >= 0.25)
        boxes = np.stack([left / columns, top / rows, (left + width) / columns, (top + height) / rows], 1)[person]
        return Detections(boxes, np.clip(filled[person] + 0.2, 0, 1))


def _smaller(image: Image) -> Image:
    height, width = image.shape[:2]
    if width <= _WIDTH:
        return image
    return np.asarray(cv2.resize(image, (_WIDTH, round(height * _WIDTH / width)), interpolation=cv2.INTER_AREA), np.uint8)


def _cleaned(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Without specks, and with the parts of a person joined: legs and head often differ from a coat."""
    solid = np.where(mask >= _FOREGROUND, np.uint8(255), np.uint8(0))
    solid = cv2.morphologyEx(solid, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    return np.asarray(cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((9, 5), np.uint8)), np.uint8)
