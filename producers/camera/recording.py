"""A video file: every frame, at the time the file says, or as many a second as are wanted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import cv2

from producers.camera.frames import CameraError, Frame
from producers.camera.opening import capture, picture

_TRIES: Final = 20  # reads that may fail in a row before the file is taken to have ended
_BELIEVED: Final = 86_400.0  # s: two frames further apart than a day have a broken stamp
_RATES: Final = (0.5, 240.0)  # frames a second that a file may claim; else ten are taken


class Recording:
    """A file's frames. rate: frames a second looked at; 0 takes all.

    Stamps that go back or stand still are replaced by the file's usual step (`mended` counts them), so that time never runs backwards.
    """

    def __init__(self, path: Path, rate: float = 0.0) -> None:
        """Opens it. Raises CameraError."""
        if not path.is_file():
            raise CameraError(f"there is no video {path}: name a file, an address such as rtsp://..., or a webcam's number")
        if not path.stat().st_size:
            raise CameraError(f"{path} is empty (0 bytes): its recording or its copy failed, take another")
        self._path, self._rate, self._closed = path, rate, False
        self._capture = capture(str(path))
        fps = self._capture.get(cv2.CAP_PROP_FPS)
        self._step = 1 / fps if _RATES[0] <= fps <= _RATES[1] else 0.1
        self.expected = max(0, int(self._capture.get(cv2.CAP_PROP_FRAME_COUNT)))
        self.read = self.mended = 0
        self._last = -self._step

    @property
    def duration(self) -> float:
        """s, as the file claims it."""
        return self.expected * self._step

    def close(self) -> None:
        """Ends the iteration after the frame under way."""
        self._closed = True

    def __iter__(self) -> Iterator[Frame]:
        """Its frames. Raises CameraError where there is not one."""
        due, failed = 0.0, 0
        while not self._closed and failed < _TRIES:
            if not self._capture.grab():
                failed += 1
                continue
            seconds = self._stamped()
            if seconds >= due - self._step / 4:  # stamps are rounded
                if (image := picture(self._capture)) is None:
                    failed += 1
                    continue
                yield Frame(image, seconds, 0)
                due = self._due(due, seconds)
            failed, self.read = 0, self.read + 1
        self._capture.release()
        if not self.read:
            raise CameraError(f"no picture can be read from {self._path}: it is cut off, or no video that FFmpeg knows")

    def _due(self, due: float, seconds: float) -> float:
        """When the next frame is wanted."""
        if not self._rate:
            return 0.0
        return due + 1 / self._rate if due + 1 / self._rate > seconds else seconds + 1 / self._rate

    def _stamped(self) -> float:
        """When the frame that was grabbed is, s."""
        stamp = self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
        if not 0 < stamp - self._last < _BELIEVED:
            stamp, self.mended = self._last + self._step, self.mended + 1
        self._last = stamp
        return stamp
