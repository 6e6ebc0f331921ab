"""What cameras saw on the floor, on `events.floor`, keyed by the camera. No picture, no face, no number of a person leaves a camera."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from contracts.events.base import Control, Count, Id, Name, Precision, Source, Stamp, Streams

Sighting = Literal["zone_enter", "zone_leave", "line_cross", "zone_count", "heat", "health", "audience"]
Seconds = Annotated[float, Meta(ge=0, le=1e9)]
Share = Annotated[float, Meta(ge=0, le=1)]


class FloorEvent(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True, gc=False):
    """One thing a camera saw, or a control event.

    - `zone_enter`: somebody is in `zone`, having come from the zone `previous` where that is known.
    - `zone_leave`: somebody left `zone` after `dwell` seconds; `reason` is left, lost (out of sight) or end (the picture ended).
    - `line_cross`: somebody crossed the entrance `line` in `direction` in or out; `direction` pass: went by outside.
    - `zone_count`: `people` are in `zone` now; sent when it changes and at least once a minute.
    - `heat`: how long people stood where, since the camera's last: `cells` are [column, row, person-seconds] of a `grid` of
      [columns, rows] laid over the picture.
    - `health`: `state` ok, dead (no picture), dark, frozen; `rate` frames a second analysed, `dropped` frames not looked at since the last.
    - `audience`: of those whose face was analysed since the last, `people` of an `age_band` and `gender`; groups under the
      smallest cell have left their names behind and are counted as unknown.

        {"id": "c1-17", "source": "store", "type": "zone_leave", "at": "2026-05-01T10:00:00Z", "camera": "c1", "zone": "shoes",
         "dwell": 42.5, "reason": "left"}
    """

    id: Id
    source: Source
    type: Sighting | Control
    at: Stamp | datetime
    camera: Id | None = None
    store: Name | None = None
    zone: Name | None = None
    previous: Name | None = None
    dwell: Seconds | None = None
    reason: Literal["left", "lost", "end"] | None = None
    line: Name | None = None
    direction: Literal["in", "out", "pass"] | None = None
    people: Count | None = None
    grid: tuple[Count, Count] | None = None
    cells: list[tuple[Count, Count, Seconds]] | None = None
    state: Literal["ok", "dead", "dark", "frozen"] | None = None
    rate: Annotated[float, Meta(ge=0, le=1000)] | None = None
    dropped: Annotated[int, Meta(ge=0, le=2**32 - 1)] | None = None
    age_band: Annotated[str, Meta(max_length=16)] | None = None
    gender: Annotated[str, Meta(max_length=16)] | None = None
    precision: Precision = "ms"
    streams: Streams | None = None
