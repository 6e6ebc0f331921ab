"""From a picture to a network's input: made smaller, with its proportions or without, in the colours and the scale of its training."""

from typing import Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from producers.camera.detection import Image

Pair = tuple[float, float]
_GREY: Final = 114  # of the padding, as YOLO models are trained


class Fit(NamedTuple):
    """How a picture lies in a network's input: its width and height there, and the padding left of and above it, in pixels."""

    size: Pair
    padding: Pair


def stretched(image: Image, width: int, height: int) -> tuple[Image, Fit]:
    """A picture of just that size, whatever its proportions."""
    return _resized(image, width, height), Fit((width, height), (0, 0))


def letterboxed(image: Image, width: int, height: int, *, centred: bool) -> tuple[Image, Fit]:
    """A picture that keeps its proportions, in the middle or in the upper left corner, and grey around it."""
    rows, columns = image.shape[:2]
    scale = min(width / columns, height / rows)
    wide, tall = round(columns * scale), round(rows * scale)
    left, above = ((width - wide) // 2, (height - tall) // 2) if centred else (0, 0)
    canvas = np.full((height, width, 3), _GREY, np.uint8)
    canvas[above : above + tall, left : left + wide] = _resized(image, wide, tall)
    return canvas, Fit((wide, tall), (left, above))


def planes(image: Image, mean: tuple[float, ...] = (0, 0, 0), deviation: tuple[float, ...] = (1, 1, 1)) -> NDArray[np.float32]:
    """(1, 3, height, width), normalised by channel."""
    scaled = (image.astype(np.float32) - np.array(mean, np.float32)) / np.array(deviation, np.float32)
    return np.ascontiguousarray(scaled.transpose(2, 0, 1)[None])


def shares(boxes: NDArray[np.float64], fit: Fit) -> NDArray[np.float64]:
    """Boxes in pixels of a network's input, as shares of the picture, cut at its edges."""
    moved = boxes - np.array([*fit.padding, *fit.padding])
    return np.asarray(np.clip(moved / np.array([*fit.size, *fit.size]), 0, 1))


def _resized(image: Image, width: int, height: int) -> Image:
    smaller = width < image.shape[1]
    return np.asarray(cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR), np.uint8)
