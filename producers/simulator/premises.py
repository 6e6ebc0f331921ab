"""The linked store: its zones, which camera sees them, and what counts at its door. All of it assumed, none of it anywhere."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from producers.simulator.catalogue import CATEGORIES

STORE: Final = "sim-store"
DOOR: Final = "main door"
DOOR_CAMERA: Final = "sim-camera-door"
DOOR_COUNTER: Final = "sim-counter-door"
FITTING_SENSOR: Final = "sim-counter-fitting"
FITTING: Final = "fitting rooms"  # no camera looks into them: a counter at their curtain tells how many are in
TILLS: Final = "tills"
ENTRANCE: Final = "entrance"
GRID: Final = (32, 18)  # cells laid over the floor plan, as by cameras that are placed on one


class Zone(NamedTuple):
    """A part of the floor. corner and size: its rectangle on the plan, in cells; camera is "" where none looks."""

    name: str
    camera: str
    corner: tuple[int, int]
    size: tuple[int, int]
    seconds: float  # of a stay, in the median


_LEFT, _RIGHT = "sim-camera-left", "sim-camera-right"
_COLUMNS, _ROWS = (1, 9, 17, 25), (1, 7)  # of departments, four abreast: the left camera has the left half


def _departments() -> Iterator[Zone]:
    for place, each in enumerate(CATEGORIES):
        column, row = place % 4, place // 4
        yield Zone(each.name, _LEFT if column < 2 else _RIGHT, (_COLUMNS[column], _ROWS[row]), (6, 5), 75.0)


ZONES: Final = {
    zone.name: zone
    for zone in (
        Zone(ENTRANCE, DOOR_CAMERA, (12, 13), (8, 4), 8.0),
        *_departments(),
        Zone(TILLS, DOOR_CAMERA, (22, 13), (9, 4), 95.0),
        Zone(FITTING, "", (1, 13), (9, 4), 260.0),
    )
}
CAMERAS: Final = tuple(dict.fromkeys(zone.camera for zone in ZONES.values() if zone.camera))
OPEN: Final = range(9, 20)  # o'clock; closed on Sundays
# Index by hour of opening, 100 is the mean; Saturday afternoons are busiest.
HOURS: Final = (55, 75, 95, 115, 120, 115, 120, 130, 125, 90, 60)
WEEKDAYS: Final = (85, 85, 90, 95, 115, 130, 0)  # from Monday
