"""One camera from pictures to events: its scene while it sees, and what is to be said of its health."""

from collections.abc import Iterator
from typing import Final

from contracts.events import FloorEvent
from producers.camera.detection import Detector
from producers.camera.frames import Frame
from producers.camera.layout import Camera
from producers.camera.scene import Scene
from producers.camera.sight import DEAD_AFTER, Sight, State
from producers.camera.telling import Teller
from producers.camera.track import Track

HEALTH_EVERY: Final = 60.0  # s between two reports of a camera whose state does not change
_FIRST: Final = 1.0  # s after which a rate can be told


class Watch:
    """Watches one camera. `rate` is of the last report, frames a second analysed; `state` None before the first picture."""

    def __init__(self, camera: Camera, detector: Detector, teller: Teller) -> None:
        self._camera, self._detector, self._teller = camera, detector, teller
        self._scene: Scene | None = None
        self._sight = Sight()
        self._told, self._said = 0.0, False
        self._frames = self._dropped = self._dropped_told = 0
        self.state: State | None = None

    @property
    def tracks(self) -> list[Track]:
        """Who is followed in the newest picture. Not to leave this process."""
        return self._scene.tracks if self._scene else []

    def see(self, frame: Frame) -> Iterator[FloorEvent]:
        """A picture. Its events, among them the report of its health where that is due."""
        yield from self.miss(min(frame.seconds, self._sight.last + DEAD_AFTER))  # between two pictures of a recording that has a gap
        self._frames, self._dropped = self._frames + 1, frame.dropped
        state = self._sight.look(frame.image, frame.seconds)
        yield from self._report(state, frame.seconds)
        if state == "ok":
            scene = self._scene or self._begin(frame)
            yield from scene.observe(self._detector.detect(frame.image, frame.seconds), frame.seconds)

    def miss(self, seconds: float) -> Iterator[FloorEvent]:
        """No picture until then."""
        if (state := self._sight.miss(seconds)) is not None:
            yield from self._report(state, seconds)

    def end(self, seconds: float) -> Iterator[FloorEvent]:
        """The camera is no longer watched."""
        yield from self._blind()
        if self.state is not None:
            yield self._health(self.state, seconds)

    def _begin(self, frame: Frame) -> Scene:
        height, width = frame.image.shape[:2]
        self._scene = Scene(self._camera, self._detector.sureness, width / height, self._teller)
        return self._scene

    def _report(self, state: State, seconds: float) -> Iterator[FloorEvent]:
        if state not in ("ok", self.state):
            yield from self._blind()
        wait = _FIRST if not self._said else HEALTH_EVERY if state == self.state else 0.0
        self.state = state
        if seconds - self._told >= wait:
            yield self._health(state, seconds)

    def _blind(self) -> Iterator[FloorEvent]:
        if self._scene is not None:
            yield from self._scene.close()

    def _health(self, state: State, seconds: float) -> FloorEvent:
        passed, frames, dropped = seconds - self._told, self._frames, self._dropped - self._dropped_told
        self._told, self._said, self._frames, self._dropped_told = seconds, True, 0, self._dropped
        return self._teller.event("health", seconds, state=state, rate=round(frames / max(passed, 0.001), 2), dropped=dropped)
