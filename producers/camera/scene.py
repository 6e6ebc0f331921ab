"""One camera's floor: detections in, events out. Pure: its time is what it is told, and it touches neither picture nor log."""

from collections.abc import Iterator
from typing import Final

from contracts.events import FloorEvent
from producers.camera.crossings import Crossings
from producers.camera.detection import Detections, Sureness
from producers.camera.heat import GRID, Heat
from producers.camera.layout import Camera
from producers.camera.telling import Teller
from producers.camera.track import Track
from producers.camera.tracker import Tracker
from producers.camera.visits import Entered, Left, Visits

COUNT_EVERY: Final = 60.0  # s between two counts of a zone in which nothing changes
HEAT_EVERY: Final = 15.0  # s


class Scene:
    """Follows people over one camera's zones and lines. `tracks` are those of the newest picture; they stay in this process."""

    def __init__(self, camera: Camera, sureness: Sureness, aspect: float, teller: Teller) -> None:
        self._tracker, self._teller = Tracker(sureness, aspect), teller
        self._visits, self._crossings, self._heat = Visits(camera.zones), Crossings(camera.lines, aspect), Heat(camera)
        self._counts: dict[str, tuple[int, float]] = {}  # people, and when they were told
        self._before: float | None = None
        self._heated = 0.0
        self.tracks: list[Track] = []

    def observe(self, found: Detections, seconds: float) -> Iterator[FloorEvent]:
        """Who was found in the picture of a moment. Moments must not go back."""
        if self._before is None:
            self._before = self._heated = seconds
        self.tracks = self._tracker.update(found, seconds)
        for visit in self._visits.observe(self.tracks, seconds):
            yield self._visit(visit)
        for crossed in self._crossings.observe(self.tracks, seconds):
            yield self._teller.event("line_cross", crossed.seconds, line=crossed.line, direction=crossed.direction)
        yield from self._count(seconds)
        self._heat.observe(self.tracks, seconds, self._before)
        self._before = seconds
        if seconds - self._heated >= HEAT_EVERY:
            yield from self._tell_heat(seconds)

    def close(self) -> Iterator[FloorEvent]:
        """The picture has ended or cannot be trusted: visits end, and how many are where is no longer known."""
        for left in self._visits.close():
            yield self._visit(left)
        if self._before is not None:
            yield from self._tell_heat(self._before)
        self._tracker.forget()
        self._crossings.close()
        self._counts, self._before, self.tracks = {}, None, []

    def _visit(self, visit: Entered | Left) -> FloorEvent:
        if isinstance(visit, Entered):
            return self._teller.event("zone_enter", visit.seconds, zone=visit.zone, previous=visit.previous)
        dwell = round(visit.dwell, 3)
        return self._teller.event("zone_leave", visit.seconds, zone=visit.zone, previous=visit.previous, dwell=dwell, reason=visit.reason)

    def _count(self, seconds: float) -> Iterator[FloorEvent]:
        for zone, people in self._visits.people().items():
            told = self._counts.get(zone)
            if told is None or told[0] != people or seconds - told[1] >= COUNT_EVERY:
                self._counts[zone] = (people, seconds)
                yield self._teller.event("zone_count", seconds, zone=zone, people=people)

    def _tell_heat(self, seconds: float) -> Iterator[FloorEvent]:
        self._heated = seconds
        if cells := self._heat.take():
            yield self._teller.event("heat", seconds, grid=GRID, cells=cells)
