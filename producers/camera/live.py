"""A stream or webcam: a thread reads all it sends and keeps only the newest picture; what breaks is opened again."""

import threading
from collections.abc import Callable, Iterator
from typing import Final

from producers.camera.clock import WallClock
from producers.camera.detection import Image
from producers.camera.frames import Frame, Silence, shown
from producers.camera.opening import capture, picture

FIRST_WAIT: Final = 1.0  # s before it is opened again; twice as long each time
LONGEST_WAIT: Final = 30.0
_LEAVING: Final = 6.0  # s for the thread to come out of OpenCV: a process that ends while it is in there is aborted
_PATIENCE: Final = 1.0  # s in which a picture is waited for before silence is told


class Live:
    """The newest pictures of a camera. rate: frames a second handed on at most, 0 for no limit. say: told what is in the way."""

    def __init__(self, name: str, clock: WallClock, rate: float, say: Callable[[str], None]) -> None:
        self._name, self._clock, self._rate, self._say = name, clock, rate, say
        self._newest: tuple[Image, float] | None = None
        self._news, self._stop = threading.Condition(), threading.Event()
        self.received = self._handed_on = 0
        self._thread = threading.Thread(target=self._read, name="capture", daemon=True)

    def close(self) -> None:
        """Ends reading and iteration, within a few seconds where the camera does not answer."""
        self._stop.set()
        with self._news:
            self._news.notify_all()

    def __iter__(self) -> Iterator[Frame | Silence]:
        """Pictures as they come; each second without one is a silence."""
        self._thread.start()
        due = 0.0
        try:
            while not self._stop.is_set():
                self._stop.wait(due - self._clock.seconds)
                found = self._take()
                if self._stop.is_set():
                    return
                yield found
                if self._rate and isinstance(found, Frame):
                    due = max(due + 1 / self._rate, self._clock.seconds)
        finally:
            self._stop.set()
            self._thread.join(_LEAVING)

    def _take(self) -> Frame | Silence:
        with self._news:
            self._news.wait_for(lambda: self._newest is not None or self._stop.is_set(), _PATIENCE)
            if self._newest is None:
                return Silence(self._clock.seconds)
            (image, seconds), self._newest = self._newest, None
            self._handed_on += 1
            return Frame(image, seconds, self.received - self._handed_on)

    def _read(self) -> None:
        wait = 0.0
        while not self._stop.is_set():
            wait = FIRST_WAIT if self._read_until_it_breaks() else min(max(2 * wait, FIRST_WAIT), LONGEST_WAIT)
            if not self._stop.is_set():
                self._say(f"no picture from {shown(self._name)}; it is opened again in {wait:.0f} s")
                self._stop.wait(wait)

    def _read_until_it_breaks(self) -> bool:
        """Whether there was a picture."""
        source, begun = capture(self._name), self.received
        try:
            while not self._stop.is_set():
                if not source.grab() or (image := picture(source)) is None:
                    break
                self._put(image)
        finally:
            source.release()
        return self.received > begun

    def _put(self, image: Image) -> None:
        with self._news:
            self.received += 1
            self._newest = image, self._clock.seconds
            self._news.notify_all()
