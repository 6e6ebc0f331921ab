"""Every stream that has an intake: to add one is one file and one line here."""

from typing import Final

from stream_apps.pipelines.floor import FloorIntake, check_floor
from stream_apps.pipelines.intake import Inlet
from stream_apps.pipelines.orders import Orders, check_orders
from stream_apps.pipelines.reviews import Reviews, check_review, kept_review
from stream_apps.pipelines.sensors import SensorIntake, check_sensors

INLETS: Final[tuple[Inlet, ...]] = (
    Inlet("floor", check_floor, FloorIntake),
    Inlet("orders", check_orders, Orders),
    Inlet("reviews", check_review, Reviews, kept_review),
    Inlet("sensors", check_sensors, SensorIntake),
)
