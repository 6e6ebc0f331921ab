"""The linked store: its zones, which camera sees them, and what counts at its door. All of it assumed, none of it anywhere."""

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
GRID: Final = (16, 9)  # cells of a camera's picture


class Zone(NamedTuple):
    """A part of the floor. corner and size: its rectangle in the picture of its camera, in cells; camera is "" where none looks."""

    name: str
    camera: str
    corner: tuple[int, int]
    size: tuple[int, int]
    seconds: float  # of a stay, in the median


_LEFT, _RIGHT = "sim-camera-left", "sim-camera-right"
_PLACES: Final = ((0, 0), (8, 0), (0, 5), (8, 5))

ZONES: Final = {
    zone.name: zone
    for zone in (
        Zone(ENTRANCE, DOOR_CAMERA, (4, 2), (8, 5), 8.0),
        *(Zone(each.name, _LEFT if place < 4 else _RIGHT, _PLACES[place % 4], (7, 4), 75.0) for place, each in enumerate(CATEGORIES)),
        Zone(TILLS, DOOR_CAMERA, (0, 7), (16, 2), 95.0),
        Zone(FITTING, "", (0, 0), (0, 0), 260.0),
    )
}
CAMERAS: Final = tuple(dict.fromkeys(zone.camera for zone in ZONES.values() if zone.camera))
OPEN: Final = range(9, 20)  # o'clock; closed on Sundays
# Index by hour of opening, 100 is the mean; Saturday afternoons are busiest.
HOURS: Final = (55, 75, 95, 115, 120, 115, 120, 130, 125, 90, 60)
WEEKDAYS: Final = (85, 85, 90, 95, 115, 130, 0)  # from Monday
