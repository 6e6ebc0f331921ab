"""Rows of what cameras and sensors saw."""

from typing import Any

from contracts.rows import (
    Audience,
    CameraHealth,
    DoorHour,
    FloorHeat,
    Footfall,
    FootfallChange,
    FootfallHour,
    MotionSpell,
    ZoneCount,
    ZoneVisit,
)
from tests.builders.base import at, origin


def footfall(**changes: Any) -> Footfall:
    """From ten to eleven the counter d1 at the main door saw 40 come and 30 go."""
    what = {"at": at("10:00"), "sent": at("11:00"), "period": 3600.0, "place": "main door", "device": "sensor", "counter": "d1"}
    return Footfall(**origin(**({"origin_topic": "events.sensors"} | what | {"entered": 40, "left": 30} | changes)))


def _floor(**fields: Any) -> dict[str, Any]:
    return origin(**({"origin_topic": "events.floor", "at": at("10:00"), "sent": at("10:00")} | fields))


def zone_visit(**changes: Any) -> ZoneVisit:
    """At ten somebody left the shoes after a minute."""
    return ZoneVisit(
        **_floor(
            **({"entered": at("09:59"), "camera": "c1", "zone": "shoes", "dwell": 60.0, "reason": "left", "previous": "entrance"} | changes)
        )
    )


def zone_count(**changes: Any) -> ZoneCount:
    """At ten there are three people at the shoes."""
    return ZoneCount(**_floor(**({"zone": "shoes", "people": 3, "device": "camera", "counter": "c1"} | changes)))


def floor_heat(**changes: Any) -> FloorHeat:
    """By ten somebody had stood for eight seconds in the upper left of the picture, and for two beside it."""
    cells = {"grid_columns": 16, "grid_rows": 9, "cell_columns": [0, 1], "cell_rows": [0, 0], "seconds": [8.0, 2.0]}
    return FloorHeat(**_floor(**({"camera": "c1"} | cells | changes)))


def camera_health(**changes: Any) -> CameraHealth:
    """At ten the camera is well."""
    return CameraHealth(**_floor(**({"camera": "c1", "state": "ok", "rate": 10.0, "dropped": 0} | changes)))


def audience(**changes: Any) -> Audience:
    """By ten six women in their thirties had been seen."""
    return Audience(**_floor(**({"camera": "c1", "age_band": "25-34", "gender": "woman", "people": 6} | changes)))


def motion_spell(**changes: Any) -> MotionSpell:
    """At ten something moved in the stock room, for a minute."""
    what = {"at": at("10:00"), "sent": at("10:01"), "sensor": "m1", "place": "stock room", "seconds": 60.0, "closed_by": "off"}
    return MotionSpell(**origin(**({"origin_topic": "events.sensors"} | what | changes)))


def footfall_hour(**changes: Any) -> FootfallHour:
    """From ten to eleven 40 people came through the main door, where 50 had been expected the day before."""
    what = {"at": at("10:00"), "place": "main door", "people": 40.0, "device": "sensor", "expected": 50.0, "low": 35.0, "high": 65.0}
    coming = {"tomorrow_expected": 48.0, "tomorrow_low": 35.0, "tomorrow_high": 60.0}
    return FootfallHour(**origin(**({"origin_topic": "footfall"} | what | coming | changes)))


def footfall_change(**changes: Any) -> FootfallChange:
    """By today it is sure that since five days before 90 people a day come through the main door instead of 900."""
    when = {"at": at("00:00"), "since": at("00:00") - 5 * 86_400, "place": "main door"}
    return FootfallChange(**origin(**({"origin_topic": "footfall"} | when | {"before": 900.0, "after": 90.0, "ratio": 0.1} | changes)))


def door_hour(**changes: Any) -> DoorHour:
    """From ten to eleven the sensor of the main door counted 100 who came in, its camera 90."""
    what = {"at": at("10:00"), "place": "main door", "sensor": 100.0, "camera": 90.0, "bias": 0.9, "fused": 95.0, "error": 6.0, "flag": ""}
    return DoorHour(**origin(**({"origin_topic": "footfall"} | what | changes)))
