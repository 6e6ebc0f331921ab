"""What a detector makes of the real clip, beside what was counted in it by hand: for the test, the benchmark and docs/camera.md."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from contracts.events import FloorEvent
from producers.camera.clock import RecordedClock
from producers.camera.detection import Detector
from producers.camera.layout import Camera, Line, Zone
from producers.camera.recording import Recording
from producers.camera.telling import Teller
from producers.camera.watch import Watch
from tests.producers.camera.videos import FPS, GATE, PEOPLE, WENT_IN, WENT_OUT

NEAR = 1.0  # s between a crossing and its hand count
SEEN = 0.5  # s since somebody was seen who counts as there
YARD = Camera(zones=(Zone("yard"),), lines=(Line("gate", *GATE),))


class Counted(NamedTuple):
    """people: hand count and the detector's by frame; crossings: of those by hand (in, out) how many were told, and how many besides."""

    people: dict[int, tuple[int, int]]
    went_in: int
    went_out: int
    wrong: int
    tracks: int
    frames: int

    @property
    def error(self) -> float:
        """Mean absolute error of the people in a frame."""
        return sum(abs(true - told) for true, told in self.people.values()) / len(self.people)

    @property
    def bias(self) -> float:
        """Mean of people told less people there."""
        return sum(told - true for true, told in self.people.values()) / len(self.people)


def counted(video: Path, detector: Detector, rate: float = FPS) -> Counted:
    """Watches the clip at so many frames a second."""
    watch = Watch(YARD, detector, Teller("test", "yard", RecordedClock(0)))
    people, told, numbers, frames = {}, list[FloorEvent](), set[int](), 0
    for frame in Recording(video, rate):
        told += watch.see(frame)
        frames += 1
        there = [track for track in watch.tracks if track.confirmed]
        numbers |= {track.number for track in there}
        if (number := round(frame.seconds * FPS)) in PEOPLE:
            people[number] = (PEOPLE[number], sum(frame.seconds - track.seen <= SEEN for track in there))
    crossed = [event for event in told if event.type == "line_cross"]
    right = [_matched([_seconds(each) for each in crossed if each.direction == way], by_hand) for way, by_hand in _HAND]
    return Counted(people, *right, len(crossed) - sum(right), len(numbers), frames)


_HAND = (("in", WENT_IN), ("out", WENT_OUT))


def _seconds(event: FloorEvent) -> float:
    return int(event.at) / 1000  # type: ignore[arg-type]


def _matched(told: list[float], by_hand: Sequence[int]) -> int:
    """Of the hand count, how many were told at about their time, each event used once."""
    left, found = sorted(told), 0
    for number in by_hand:
        near = [seconds for seconds in left if abs(seconds - number / FPS) <= NEAR]
        if near:
            left.remove(min(near, key=lambda seconds: abs(seconds - number / FPS)))
            found += 1
    return found
