"""Our tracker beside those of PyPI's `trackers` 2.6.1 (Roboflow), on the same boxes of the real clip.

It needs an environment of its own, for that package brings a second cv2 and some 270 MB of others:

    printf 'opencv-python; sys_platform == "never"\n' > overrides.txt
    uv pip install --override overrides.txt trackers==2.6.1 'opencv-contrib-python-headless>=4.14,<5' msgspec pytest
    python -m tests.bench.rival_trackers
"""

import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

import numpy as np

from producers.camera.crossings import Crossings
from producers.camera.detection import Detections
from producers.camera.layout import Line
from producers.camera.motion import MotionDetector
from producers.camera.recording import Recording
from producers.camera.tracker import Tracker
from tests.producers.camera.videos import FPS, GATE, PEOPLE, WENT_IN, WENT_OUT, vtest

SIZE: Final = np.array([768, 576, 768, 576])
Frames = list[tuple[Detections, float]]


class Foot(NamedTuple):
    """Somebody at a moment, as Crossings looks at them."""

    number: int
    foot: tuple[float, float]
    height: float
    seen: float
    confirmed: bool = True


def ours(frames: Frames) -> Iterator[list[Foot]]:
    """Who our tracker sees in each frame."""
    tracker = Tracker(MotionDetector.sureness, 768 / 576)
    for found, seconds in frames:
        tracks = [track for track in tracker.update(found, seconds) if track.confirmed]
        yield [Foot(track.number, track.foot, track.height, track.seen) for track in tracks if seconds - track.seen <= 0.5]


def theirs(make: Callable[[], Any], frames: Frames) -> Iterator[list[Foot]]:
    """Who one of theirs sees in each frame."""
    import supervision

    tracker = make()
    for found, seconds in frames:
        kinds, boxes = np.zeros(len(found.scores), int), (found.boxes * SIZE).astype(np.float32)
        told = tracker.update(supervision.Detections(xyxy=boxes, confidence=found.scores.astype(np.float32), class_id=kinds))
        yield [_foot(int(number), box / SIZE, seconds) for box, number in zip(told.xyxy, told.tracker_id, strict=True) if number >= 0]


def _foot(number: int, box: np.ndarray, seconds: float) -> Foot:
    return Foot(number, ((box[0] + box[2]) / 2, float(box[3])), float(box[3] - box[1]), seconds)


def main() -> None:
    """Prints a table."""
    from trackers import ByteTrackTracker, OCSORTTracker, SORTTracker

    detector = MotionDetector()
    every = [(detector.detect(frame.image, frame.seconds), frame.seconds) for frame in Recording(vtest())]
    settings = {"lost_track_buffer": 20, "minimum_consecutive_frames": 3, "minimum_iou_threshold": 0.2}
    rivals = {kind.__name__: kind for kind in (ByteTrackTracker, OCSORTTracker, SORTTracker)}
    sys.stdout.write("| tracker | frames/s | tracks | error of people | in | out | ms a frame |\n|---|---|---|---|---|---|---|\n")
    for step in (1, 2):
        frames = every[::step]
        _tell("ours", step, ours(frames), frames)
        for name, kind in rivals.items():
            _tell(name, step, theirs(lambda kind=kind: kind(**settings), frames), frames)  # type: ignore[misc]


def _tell(name: str, step: int, seen: Iterator[list[Foot]], frames: Frames) -> None:
    crossings, numbers, crossed, errors, begun = (
        Crossings((Line("gate", *GATE),), 768 / 576),
        set[int](),
        list[str](),
        [],
        time.process_time(),
    )
    for there, (_, seconds) in zip(seen, frames, strict=True):
        numbers |= {foot.number for foot in there}
        crossed += [each.direction for each in crossings.observe(there, seconds)]  # type: ignore[arg-type]
        if (number := round(seconds * FPS)) in PEOPLE:
            errors.append(abs(len(there) - PEOPLE[number]))
    took = 1000 * (time.process_time() - begun) / len(frames)
    went = f"{crossed.count('in')} of {len(WENT_IN)} | {crossed.count('out')} of {len(WENT_OUT)}"
    sys.stdout.write(f"| {name} | {FPS // step} | {len(numbers)} | {np.mean(errors):.2f} | {went} | {took:.2f} |\n")


if __name__ == "__main__":
    main()
