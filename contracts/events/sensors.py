"""What sensors without a picture report, on `events.sensors`, keyed by the sensor."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from contracts.events.base import Control, Id, Name, Precision, Source, Stamp, Streams

People = Annotated[int, Meta(ge=0, le=10_000_000)]


class SensorEvent(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True, gc=False):
    """One report of one sensor, or a control event.

    - `count`: over the `period` seconds that END at `at`: `entered` and `left` through a door, or `passed` where it tells no direction.
      A report is stamped when it is made: stamped with the beginning of its hour it would be an hour late for everybody else.
    - `motion`: something moves (`active` true), or no longer does.
    - `occupancy`: `people` are in the room now.

        {"id": "d1-8", "source": "store", "type": "count", "at": "2026-05-01T11:00:00Z", "sensor": "d1", "place": "main door",
         "period": 3600, "entered": 40, "left": 38}
    """

    id: Id
    source: Source
    type: Literal["count", "motion", "occupancy"] | Control
    at: Stamp | datetime
    sensor: Id | None = None
    place: Name | None = None
    store: Name | None = None
    period: Annotated[float, Meta(gt=0, le=86_400)] | None = None
    entered: People | None = None
    left: People | None = None
    passed: People | None = None
    people: People | None = None
    active: bool | None = None
    precision: Precision = "ms"
    streams: Streams | None = None
