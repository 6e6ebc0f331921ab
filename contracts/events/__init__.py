"""What happened: one JSON object a message on an events topic, named and typed as GA4 names e-commerce events.

One file a stream: what shoppers did (shop), what was sold (orders), what they said (reviews), what cameras (floor) and sensors saw.
"""

from typing import Final

from contracts.events.base import CONTROLS, LATEST, Control, ControlEvent, Source
from contracts.events.floor import FloorEvent
from contracts.events.orders import OrderEvent
from contracts.events.reviews import ReviewEvent
from contracts.events.routing import key_of, stream_of
from contracts.events.sensors import SensorEvent
from contracts.events.shop import STEP_OF, STEPS, Attention, ShopEvent, Shopping
from contracts.events.unmapped import Unmapped

Event = ShopEvent | OrderEvent | ReviewEvent | FloorEvent | SensorEvent

# Streams by name; that of stream X is the topic events.X.
STREAMS: Final[dict[str, type[Event]]] = {
    "shop": ShopEvent,
    "orders": OrderEvent,
    "reviews": ReviewEvent,
    "floor": FloorEvent,
    "sensors": SensorEvent,
}

__all__ = [
    "CONTROLS",
    "LATEST",
    "STEPS",
    "STEP_OF",
    "STREAMS",
    "Attention",
    "Control",
    "ControlEvent",
    "Event",
    "FloorEvent",
    "OrderEvent",
    "ReviewEvent",
    "SensorEvent",
    "ShopEvent",
    "Shopping",
    "Source",
    "Unmapped",
    "key_of",
    "stream_of",
]
