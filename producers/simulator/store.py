"""The linked store, hour by hour: what its cameras, counters and tills would send."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from operator import attrgetter
from random import Random
from typing import Any, Final

from msgspec.structs import replace

from contracts.events import Event, FloorEvent, OrderEvent, SensorEvent
from contracts.events.floor import Sighting
from producers.simulator.catalogue import Catalogue
from producers.simulator.conditions import Conditions
from producers.simulator.parameters import Parameters
from producers.simulator.premises import (
    CAMERAS,
    DOOR,
    DOOR_CAMERA,
    DOOR_COUNTER,
    FITTING,
    FITTING_SENSOR,
    GRID,
    HOURS,
    OPEN,
    STORE,
    WEEKDAYS,
    ZONES,
    Zone,
)
from producers.simulator.rhythm import DAY, HOUR, weekday
from producers.simulator.walk import Stay, Walk, walk

MINUTE: Final = 60_000  # ms
QUARTER: Final = 15 * MINUTE
HEATED: Final = 5 * MINUTE  # between two reports of heat
MISSED: Final = 0.03  # of those who pass the door its counter does not see
RATE: Final = 10.0  # frames a second of a camera that is well
_at = attrgetter("at")
_MADE: Final[dict[str, Any]] = {"source": "simulator", "store": STORE, "precision": "synthetic"}


class Store:
    """A store beside the web shop. accounts: who has one there, and may show its card at the till."""

    def __init__(self, parameters: Parameters, catalogue: Catalogue, conditions: Conditions, accounts: list[str]) -> None:
        self._parameters, self._catalogue, self._conditions, self._accounts = parameters, catalogue, conditions, accounts
        self._waiting: list[Event] = []
        self._inside: Counter[str] = Counter()  # people by zone, as they truly are
        self._heat: defaultdict[str, defaultdict[tuple[int, int], float]] = defaultdict(lambda: defaultdict(float))
        self._door: Counter[str] = Counter()  # entered, left and passed of the running quarter of an hour
        self._numbers: Counter[str] = Counter()

    def hour(self, opens: int) -> list[Event]:
        """Its events of an hour, in order of time."""
        random = Random(f"{self._parameters.seed} store {opens}")
        for came in self._arrivals(opens, random, self._parameters.store_visitors_a_day):
            self._waiting += self._events_of(walk(came, self._catalogue, self._parameters, random))
        passing = self._parameters.store_visitors_a_day * (1 / self._parameters.capture - 1)
        self._waiting += [self._crossing(at, "pass") for at in self._arrivals(opens, random, passing)]
        self._waiting += self._marks(opens)
        self._waiting.sort(key=_at)
        due = [event for event in self._waiting if _ms(event) < opens + HOUR]
        del self._waiting[: len(due)]
        return [told for event in due for told in self._told(event, random)]

    def _arrivals(self, opens: int, random: Random, a_day: float) -> Iterator[int]:
        """Times in the hour, by a Poisson process."""
        hour = opens % DAY // HOUR
        if hour not in OPEN:
            return
        expected = a_day * HOURS[OPEN.index(hour)] / sum(HOURS) * WEEKDAYS[weekday(opens)] / (sum(WEEKDAYS) / 6)
        gone = random.expovariate(expected) if expected else 1.0
        while gone < 1:
            yield opens + int(gone * HOUR)
            gone += random.expovariate(expected)

    def _events_of(self, visit: Walk) -> Iterator[Event]:
        yield self._crossing(visit.came, "in")
        for stay in visit.stays:
            yield from self._stay(stay)
        yield from self._paid(visit)
        yield self._crossing(visit.went, "out")

    def _crossing(self, at: int, direction: str) -> FloorEvent:
        return self._floor("line_cross", at, DOOR_CAMERA, line=DOOR, direction=direction)

    def _stay(self, stay: Stay) -> Iterator[FloorEvent]:
        camera, reason = ZONES[stay.zone].camera, "lost" if stay.lost else "left"
        dwell = (stay.left - stay.entered) / 1000
        yield self._floor("zone_enter", stay.entered, camera, zone=stay.zone, previous=stay.previous)
        yield self._floor("zone_leave", stay.left, camera, zone=stay.zone, previous=stay.previous, dwell=dwell, reason=reason)

    def _paid(self, visit: Walk) -> Iterator[OrderEvent]:
        random = Random(f"{self._parameters.seed} till {visit.came}")  # its own: who has an account changes nothing else in the store
        has_card = self._accounts and random.random() < self._parameters.cards
        customer = random.choice(self._accounts) if has_card else None
        order = f"sim-t{visit.came}-{self._next('order')}" if visit.bought else ""
        for place, (product, quantity) in enumerate(visit.bought):
            price = round(product.price * self._conditions.price_factor(product.category, visit.paid), 2)
            what: dict[str, Any] = {"product": product.id, "category": product.category, "quantity": quantity, "price": price}
            who: dict[str, Any] = {"order": order, "customer": customer, "currency": "EUR"}
            yield OrderEvent(id=f"{order}-{place}", type="purchase", at=visit.paid, **what, **who, **_MADE)

    def _marks(self, opens: int) -> Iterator[Event]:
        """What is said by the clock: how cameras are, each minute; the door's count, each quarter of an hour, for the one before."""
        for at in range(opens, opens + HOUR, MINUTE):
            for camera in CAMERAS:
                dead = self._conditions.dead(camera, at)
                yield self._floor("health", at, camera, state="dead" if dead else "ok", rate=0.0 if dead else RATE, dropped=0)
            if at % QUARTER == 0:
                yield SensorEvent(
                    id=f"{DOOR_COUNTER}-{at}", type="count", at=at, sensor=DOOR_COUNTER, place=DOOR, period=QUARTER / 1000, **_MADE
                )

    def _told(self, event: Event, random: Random) -> Iterator[Event]:
        """What is sent of what happens: a dead camera tells nothing, a zone nobody films tells its count alone."""
        if isinstance(event, SensorEvent):
            yield from self._count(event)
        elif isinstance(event, FloorEvent):
            yield from self._seen(event, random)
        else:
            yield event

    def _count(self, event: SensorEvent) -> Iterator[SensorEvent]:
        """The door's quarter of an hour that ends now."""
        counted, self._door = self._door, Counter()
        if (_ms(event) - QUARTER) % DAY // HOUR in OPEN:
            yield replace(event, entered=counted["in"], left=counted["out"], passed=counted["pass"])

    def _seen(self, event: FloorEvent, random: Random) -> Iterator[Event]:
        at, camera, zone = _ms(event), event.camera or "", event.zone or ""
        if event.type == "line_cross" and random.random() >= MISSED:
            self._door[event.direction or ""] += 1
        if event.type in ("zone_enter", "zone_leave"):
            self._inside[zone] += 1 if event.type == "zone_enter" else -1
            self._warm(event, random)
        if zone == FITTING:
            yield self._occupied(at)
        elif event.type == "health":
            yield event
            yield from self._heartbeat(at, camera)
        elif not self._conditions.dead(camera, at):
            yield event
            if zone:
                yield self._people(at, ZONES[zone])

    def _heartbeat(self, at: int, camera: str) -> Iterator[FloorEvent]:
        """Each minute a living camera counts its zones; each few, it says where people stood."""
        if self._conditions.dead(camera, at):
            self._heat.pop(camera, None)
        elif at % DAY // HOUR in OPEN:
            yield from (self._people(at, zone) for zone in ZONES.values() if zone.camera == camera)
        if at % HEATED == 0 and self._heat[camera]:
            cells = [(*cell, round(seconds, 1)) for cell, seconds in sorted(self._heat.pop(camera).items())]
            yield self._floor("heat", at, camera, grid=GRID, cells=cells)

    def _warm(self, event: FloorEvent, random: Random) -> None:
        """Somebody who leaves stood in one cell of the zone for most of the time, and beside it for the rest."""
        zone = ZONES[event.zone or ""]
        if event.type != "zone_leave" or not zone.camera:
            return
        column, row = (corner + int(random.triangular(0, size, size / 2)) for corner, size in zip(zone.corner, zone.size, strict=True))
        dwell, cells = event.dwell or 0.0, self._heat[zone.camera]
        cells[min(column, GRID[0] - 1), min(row, GRID[1] - 1)] += 0.7 * dwell
        cells[max(column - 1, 0), min(row, GRID[1] - 1)] += 0.3 * dwell

    def _people(self, at: int, zone: Zone) -> FloorEvent:
        return self._floor("zone_count", at, zone.camera, zone=zone.name, people=max(0, self._inside[zone.name]))

    def _occupied(self, at: int) -> SensorEvent:
        id, people = f"{FITTING_SENSOR}-{self._next(FITTING_SENSOR)}", max(0, self._inside[FITTING])
        return SensorEvent(id=id, type="occupancy", at=at, sensor=FITTING_SENSOR, place=FITTING, people=people, **_MADE)

    def _floor(self, type: Sighting, at: int, camera: str, **fields: Any) -> FloorEvent:
        return FloorEvent(id=f"{camera or STORE}-{self._next(camera)}", type=type, at=at, camera=camera, **fields, **_MADE)

    def _next(self, name: str) -> int:
        self._numbers[name] += 1
        return self._numbers[name]


def _ms(event: Event) -> int:
    assert type(event.at) is int  # noqa: S101  the store stamps in ms
    return event.at
