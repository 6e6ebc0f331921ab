"""Reports to messages of events.sensors: those that can be used, and those that are refused, which the door keeps."""

import time
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from contracts.events import SensorEvent
from producers.collector.arrival import Arrival
from producers.collector.refusal import EventError, Refusal
from producers.collector.rejects import reject
from producers.sensors.bodies import Found
from producers.sensors.layout import Layout
from producers.sensors.reports import event

Message = tuple[bytes, bytes]  # key, value
_encode: Final = msgspec.json.Encoder().encode


class Taken(msgspec.Struct):
    """What became of the reports of one body."""

    events: list[SensorEvent] = []
    refused: list[Refusal] = []

    def messages(self, source: str, by: str, most: int) -> list[Message]:
        """For the log: events under their sensors, refusals under the source, each of at most so many bytes; by: who took them."""
        told = [((each.sensor or "").encode(), _encode(each)) for each in self.events]
        return told + [(source.encode(), reject(source, refusal, now(), most, by)) for refusal in self.refused]


def take(found: Sequence[Found], layout: Layout, arrival: Arrival) -> Taken:
    """Makes events of reports."""
    taken = Taken()
    for index, each in enumerate(found):
        if isinstance(each, Refusal):
            taken.refused.append(each)
            continue
        try:
            taken.events.append(event(each, layout, arrival))
        except EventError as refused:
            taken.refused.append(Refusal(index, refused.reason, refused.detail, each))
    return taken


def now() -> int:
    """ms since 1970."""
    return time.time_ns() // 1_000_000


def arrived(source: str, future: int, **known: Any) -> Arrival:
    """What is known of reports that came in now. future: ms that a stamp may lie ahead."""
    return Arrival(source=source, received=now(), future=future, known=known)
