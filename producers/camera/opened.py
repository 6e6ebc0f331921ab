"""A camera from its name: a recording or a live one, with the clock that goes with it."""

import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from producers.camera.clock import Clock, RecordedClock, WallClock
from producers.camera.frames import Frame, Pictures, Silence, is_stream
from producers.camera.live import Live
from producers.camera.recording import Recording

LIVE_RATE: Final = 10.0  # frames a second looked at where nothing else is asked for


class Opened(NamedTuple):
    """Pictures, their clock, and the recording if that is what they come from."""

    pictures: Pictures
    clock: Clock
    recording: Recording | None


class Paced:
    """A recording at a pace: each frame when it is due, `speed` times as fast as it was taken."""

    def __init__(self, recording: Recording, speed: float) -> None:
        self._recording, self._speed = recording, speed

    def __iter__(self) -> Iterator[Frame | Silence]:
        began = time.monotonic()
        for frame in self._recording:
            time.sleep(max(0.0, began + frame.seconds / self._speed - time.monotonic()))  # the pace is the wall clock's
            yield frame

    def close(self) -> None:
        self._recording.close()


class Checked:
    """A live camera whose wall clock is looked at with each picture; say is told when somebody set it."""

    def __init__(self, live: Live, clock: WallClock, say: Callable[[str], None]) -> None:
        self._live, self._clock, self._say = live, clock, say

    def __iter__(self) -> Iterator[Frame | Silence]:
        for each in self._live:
            if moved := self._clock.look():
                way = "back" if moved < 0 else "forward"
                self._say(f"the clock was set {way} by {abs(moved):,.0f} s; events are stamped by it from now on, dwells are not touched")
            yield each

    def close(self) -> None:
        self._live.close()


def opened(name: str, rate: float, speed: float, start: int | None, say: Callable[[str], None]) -> Opened:
    """rate: frames a second looked at, 0 for what is usual; speed: of a recording, inf for as fast as it goes; start: of a recording, ms.

    Without a start a recording ends now, at its speed. Raises CameraError.
    """
    if name.isdecimal() or is_stream(name):
        clock = WallClock(time.time, time.monotonic)
        return Opened(Checked(Live(name, clock, rate or LIVE_RATE, say), clock, say), clock, None)
    recording = Recording(Path(name), rate)
    takes = 0.0 if math.isinf(speed) else recording.duration / speed
    begins = start if start is not None else round((time.time() + takes - recording.duration) * 1000)
    return Opened(recording if math.isinf(speed) else Paced(recording, speed), RecordedClock(begins), recording)
