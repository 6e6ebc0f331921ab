"""What cameras saw, event by event, to rows: a camera has counted already, and nothing here needs to wait."""

from typing import Any, ClassVar, Final

from contracts.events import FloorEvent
from stream_apps.pipelines.door import EventError
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.intake import Moment
from stream_apps.pipelines.pipeline import Record

# What each kind of event must name, besides its camera.
NEEDS: Final = {
    "zone_enter": ("zone",),
    "zone_leave": ("zone", "dwell", "reason"),
    "line_cross": ("line", "direction"),
    "zone_count": ("zone", "people"),
    "heat": ("grid", "cells"),
    "health": ("state", "rate"),
    "audience": ("age_band", "gender", "people"),
}


def check_floor(event: FloorEvent, record: Record) -> None:
    """What a camera's event must hold. Raises EventError."""
    if not record.key:
        raise EventError("empty_key", "the message has no key; key it by its camera", event.source)
    for name in ("camera", *NEEDS[event.type]):
        if getattr(event, name) is None:
            raise EventError("missing_field", f"a {event.type} names its {name}", event.source)
    if event.grid and event.cells and any(column >= event.grid[0] or row >= event.grid[1] for column, row, _ in event.cells):
        raise EventError("invalid_value", f"a cell lies outside of the grid of {event.grid[0]} x {event.grid[1]}", event.source)


class FloorIntake:
    """Rows of one source's cameras. It remembers nothing: who was where is the camera's to know."""

    TABLES: ClassVar[tuple[str, ...]] = ("footfall", "zone_visits", "zone_counts", "floor_heat", "camera_health", "audience")
    VERSION: ClassVar[int] = 1

    def take(self, event: FloorEvent, moment: Moment, emit: Emit) -> None:
        """One row of what it tells; a zone_enter tells nothing that its zone_leave does not."""
        camera = event.camera or ""
        row: dict[str, Any] = {
            "at": moment.at / 1000,
            "sent": moment.sent,
            "store": event.store or "",
            "precision": event.precision,
        }
        match event.type:
            case "zone_leave":
                dwell = event.dwell or 0.0
                row |= {"entered": max(0.0, row["at"] - dwell), "dwell": dwell, "reason": event.reason or ""}
                emit("zone_visits", camera, **row, camera=camera, zone=event.zone or "", previous=event.previous or "")
            case "line_cross":
                row |= {"period": 0.0, "place": event.line or "", "device": "camera", "counter": camera}
                emit("footfall", event.line or "", **row, **_crossing(event))
            case "zone_count":
                emit("zone_counts", camera, **row, zone=event.zone or "", people=event.people or 0, device="camera", counter=camera)
            case "heat":
                columns, rows = event.grid or (0, 0)
                row |= {"grid_columns": columns, "grid_rows": rows, **_cells(event)}
                emit("floor_heat", camera, **row, camera=camera)
            case "health":
                row |= {"state": event.state or "", "rate": event.rate or 0.0, "dropped": event.dropped or 0}
                emit("camera_health", camera, **row, camera=camera)
            case "audience":
                row |= {"age_band": event.age_band or "", "gender": event.gender or "", "people": event.people or 0}
                emit("audience", camera, **row, camera=camera)

    def advance(self, moment: Moment, emit: Emit, ended: bool) -> None:
        """Nothing waits."""


def _crossing(event: FloorEvent) -> dict[str, int]:
    """A camera that sees a line sees all three ways of passing it."""
    return {name: int(event.direction == direction) for name, direction in (("entered", "in"), ("left", "out"), ("passed", "pass"))}


def _cells(event: FloorEvent) -> dict[str, list[Any]]:
    cells = event.cells or []
    return {
        "cell_columns": [column for column, _, _ in cells],
        "cell_rows": [row for _, row, _ in cells],
        "seconds": [seconds for _, _, seconds in cells],
    }
