"""A camera over a synthetic scene, from its pictures to its events."""

from collections.abc import Sequence

from contracts.events import FloorEvent
from producers.camera.clock import RecordedClock
from producers.camera.detection import Detections, Detector, Image, Sureness
from producers.camera.layout import Camera, Line, Zone
from producers.camera.motion import MotionDetector
from producers.camera.telling import Teller
from producers.camera.watch import Watch
from tests.producers.camera.rendering import Clip
from tests.producers.camera.walking import found

SHOES = Zone("shoes", ((0.3, 0.3), (0.7, 0.3), (0.7, 0.95), (0.3, 0.95)))
DOOR = Line("door", (0.5, 0.2), (0.5, 1.0), (0.9, 0.5))
CAMERA = Camera(zones=(SHOES,), lines=(DOOR,))


class OneStands:
    """A detector that always finds one person, in the zone."""

    sureness = Sureness(begins=0.5, high=0.5, low=0.2)

    def detect(self, image: Image, seconds: float) -> Detections:  # noqa: ARG002 whatever it is shown
        return found((0.45, 0.8))


def watch(camera: Camera = CAMERA, detector: Detector | None = None) -> Watch:
    """A camera whose recording began in 1970."""
    return Watch(camera, detector or MotionDetector(), Teller("test", "c1", RecordedClock(0), "main"))


def events(clip: Clip, times: Sequence[float]) -> list[FloorEvent]:
    """All it tells of a clip seen at these times."""
    watched = watch()
    told = [event for frame in clip.frames(times) for event in watched.see(frame)]
    return told + list(watched.end(times[-1]))


def of(told: Sequence[FloorEvent], *types: str) -> list[FloorEvent]:
    """Those of these types."""
    return [event for event in told if event.type in types]
