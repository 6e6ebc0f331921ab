"""Who is in a zone: entering and leaving with hysteresis, by time, so that 5 and 30 frames a second tell the same."""

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from producers.camera.geometry import contains
from producers.camera.layout import Zone
from producers.camera.track import Track

ENTERS_AFTER: Final = 0.3  # s inside: three frames of ten a second
LEAVES_AFTER: Final = 0.5  # s outside: five frames of ten a second
Reason = Literal["left", "lost", "end"]


class Entered(NamedTuple):
    """Somebody is in a zone since then; previous: the zone they were in before, where that is known."""

    zone: str
    seconds: float
    previous: str | None


class Left(NamedTuple):
    """Somebody is no longer in a zone since then, after a dwell of s; previous as when they entered."""

    zone: str
    seconds: float
    dwell: float
    reason: Reason
    previous: str | None


class _Visit:
    """One person and one zone. entered and outside: since when they have been in it, and since when out of it again, s."""

    def __init__(self, entered: float) -> None:
        self.entered = entered
        self.outside: float | None = None
        self.told = False
        self.previous: str | None = None

    def left(self, zone: str, seconds: float, reason: Reason) -> Left:
        return Left(zone, seconds, seconds - self.entered, reason, self.previous)


class Visits:
    """The visits of everybody to the zones of one camera.

    A visit lasts from the first sighting inside to the first sighting outside, so what sampling adds at one end it takes at the other.
    """

    def __init__(self, zones: tuple[Zone, ...]) -> None:
        self._zones = {zone.name: zone.polygon for zone in zones}
        self._visits: dict[int, dict[str, _Visit]] = {}
        self._previous: dict[int, str] = {}
        self._seen: dict[int, float] = {}

    def observe(self, tracks: list[Track], seconds: float) -> Iterator[Entered | Left]:
        """What the tracks tell; whoever is no longer among them is lost."""
        for track in tracks:
            if track.seen == seconds:
                self._seen[track.number] = seconds
                yield from self._stand(track, seconds)
        followed = {track.number for track in tracks}
        for number in [number for number in self._seen if number not in followed]:
            yield from self._close(number, "lost")

    def close(self) -> Iterator[Left]:
        """The picture has ended: so have all visits, when each was last seen."""
        for number in list(self._seen):
            yield from self._close(number, "end")

    def people(self) -> dict[str, int]:
        """How many are in each zone now."""
        told = [name for visits in self._visits.values() for name, visit in visits.items() if visit.told]
        return {zone: told.count(zone) for zone in self._zones}

    def _stand(self, track: Track, seconds: float) -> Iterator[Entered | Left]:
        visits = self._visits.setdefault(track.number, {})
        for zone, polygon in self._zones.items():
            if contains(polygon, track.foot):
                yield from self._inside(track, zone, visits.setdefault(zone, _Visit(seconds)), seconds)
            elif zone in visits:
                yield from self._outside(zone, visits, seconds)

    def _inside(self, track: Track, zone: str, visit: _Visit, seconds: float) -> Iterator[Entered]:
        visit.outside = None
        if not visit.told and track.confirmed and seconds - visit.entered >= ENTERS_AFTER:
            visit.told, visit.previous = True, self._previous.get(track.number)
            yield Entered(zone, visit.entered, visit.previous)
            self._previous[track.number] = zone

    def _outside(self, zone: str, visits: dict[str, _Visit], seconds: float) -> Iterator[Left]:
        visit = visits[zone]
        visit.outside = seconds if visit.outside is None else visit.outside
        if seconds - visit.outside >= LEAVES_AFTER or not visit.told:
            del visits[zone]
            if visit.told:
                yield visit.left(zone, visit.outside, "left")

    def _close(self, number: int, reason: Reason) -> Iterator[Left]:
        seen = self._seen.pop(number)
        self._previous.pop(number, None)
        for zone, visit in self._visits.pop(number, {}).items():
            if visit.told and visit.outside is not None:
                yield visit.left(zone, visit.outside, "left")
            elif visit.told:
                yield visit.left(zone, seen, reason)
