"""OpenCV's way to pictures, told not to complain by itself: what is in the way is told in a sentence."""

import os
from typing import Final

import cv2
import numpy as np

from producers.camera.detection import Image
from producers.camera.frames import is_stream

_OPEN: Final = 5_000  # ms to answer
_READ: Final = 5_000  # ms to the next picture

os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")  # read as FFmpeg is used first
cv2.setNumThreads(1)  # a camera has one core; several cameras share the machine
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)


def picture(source: cv2.VideoCapture) -> Image | None:
    """What was grabbed last, if it makes a picture."""
    try:
        there, image = source.retrieve()
    except cv2.error:
        return None
    return np.asarray(image, np.uint8) if there and image is not None else None


def capture(name: str) -> cv2.VideoCapture:
    """Opens a file, an address or a webcam's number. That it says it is open proves nothing: a read does."""
    if name.isdecimal():
        return cv2.VideoCapture(int(name))
    if is_stream(name):
        return cv2.VideoCapture(name, cv2.CAP_FFMPEG, [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, _OPEN, cv2.CAP_PROP_READ_TIMEOUT_MSEC, _READ])
    return cv2.VideoCapture(name, cv2.CAP_FFMPEG)
