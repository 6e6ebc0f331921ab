"""What happened on the floor, by camera: nobody is numbered, named or pictured."""

import msgspec

from contracts.rows.base import Name, Origin, Small, Smalls, Time


class Footfall(Origin, kw_only=True, gc=False, omit_defaults=True):
    """People who came through a door or past it, over `period` seconds from `at` on; a period of 0 is one crossing that a camera saw.

    place is the door, street or entrance line; device says who counted: "sensor" or "camera", whose name `counter` is. entered, left and
    passed are null where the counter cannot tell them.
    """

    at: Time
    sent: Time
    period: float
    place: Name
    device: Name
    counter: Name
    entered: Small | None = None
    left: Small | None = None
    passed: Small | None = None
    store: Name = ""
    precision: Name = "ms"


class ZoneVisit(Origin, kw_only=True, gc=False, omit_defaults=True):
    """Somebody was in a zone, written when they left it: from entered to at, dwell in seconds.

    reason: left, lost (out of the camera's sight) or end (of the picture); previous is the zone they came from, where that is known.
    """

    at: Time
    entered: Time
    sent: Time
    camera: Name
    zone: Name
    dwell: float
    reason: Name
    previous: Name = ""
    store: Name = ""
    precision: Name = "ms"


class ZoneCount(Origin, kw_only=True, gc=False, omit_defaults=True):
    """How many people were in a zone or room from `at` on. device: "camera" or "sensor", whose name `counter` is."""

    at: Time
    sent: Time
    zone: Name
    people: Small
    device: Name
    counter: Name
    store: Name = ""
    precision: Name = "ms"


class FloorHeat(Origin, kw_only=True, gc=False, omit_defaults=True):
    """Where people stood in a camera's picture since its row before: person-seconds by cell of a grid laid over it.

    cell_columns, cell_rows and seconds are parallel; cells nobody stood in are left out.
    """

    at: Time
    sent: Time
    camera: Name
    grid_columns: Small
    grid_rows: Small
    cell_columns: Smalls
    cell_rows: Smalls
    seconds: list[float] = msgspec.field(default_factory=list)
    store: Name = ""
    precision: Name = "ms"


class CameraHealth(Origin, kw_only=True, gc=False, omit_defaults=True):
    """How a camera is: ok, dead (no picture), dark or frozen. rate: frames a second; dropped: not looked at since the row before."""

    at: Time
    sent: Time
    camera: Name
    state: Name
    rate: float
    dropped: Small
    store: Name = ""
    precision: Name = "ms"


class Audience(Origin, kw_only=True, gc=False, omit_defaults=True):
    """How many of those whose face was analysed since the camera's rows before were of an age band and gender; small groups are unknown."""

    at: Time
    sent: Time
    camera: Name
    age_band: Name
    gender: Name
    people: Small
    store: Name = ""
    precision: Name = "ms"
