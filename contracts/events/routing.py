"""Where an event belongs in the log: its stream's topic, and within it the partition of its subject."""

from typing import Final, assert_never

from contracts.events.floor import FloorEvent
from contracts.events.orders import OrderEvent
from contracts.events.reviews import ReviewEvent
from contracts.events.sensors import SensorEvent
from contracts.events.shop import ShopEvent
from contracts.events.unmapped import Unmapped

_Event = ShopEvent | OrderEvent | ReviewEvent | FloorEvent | SensorEvent
_STREAMS: Final[dict[type, str]] = {
    ShopEvent: "shop",
    OrderEvent: "orders",
    ReviewEvent: "reviews",
    FloorEvent: "floor",
    SensorEvent: "sensors",
    Unmapped: "shop",
}


def stream_of(event: _Event | Unmapped) -> str:
    """The name of its stream; the door of the shop refuses what could not be mapped, whatever it was to be."""
    return _STREAMS[type(event)]


def key_of(event: _Event | Unmapped) -> str:
    """The key of its message: its subject. Nobody is known of a line that could not be mapped: its id spreads such lines.

    >>> key_of(ShopEvent(id="1", source="live", type="page_view", at=0, visitor="v7"))
    'v7'
    """
    match event:
        case ShopEvent():
            return event.visitor or event.session or event.source
        case OrderEvent():
            return event.order or event.source
        case ReviewEvent():
            return event.product or event.customer or event.source
        case FloorEvent():
            return event.camera or event.source
        case SensorEvent():
            return event.sensor or event.source
        case Unmapped():
            return event.id
    assert_never(event)
