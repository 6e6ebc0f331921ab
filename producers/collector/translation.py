"""From a body to events: which shape it is in, what each of its events stands for, and which cannot be used."""

from collections.abc import Callable
from types import ModuleType
from typing import Any, Final
from uuid import uuid4

import msgspec

from contracts.events import ShopEvent
from producers.collector import ga4, own, segment
from producers.collector.arrival import Arrival
from producers.collector.refusal import EventError, Refusal, ShapeError
from producers.collector.stamping import happened, identify, moment, skew

MOST: Final = 2_000  # events in one body, and events that one body's may become
WHAT_TO_SEND: Final = (
    'send one event {"type": "view_item", "visitor": "v1", "product": "B4", "price": 52}, several {"events": [...]}, '
    'a GA4 Measurement Protocol body {"client_id": ..., "events": [{"name": ..., "params": ...}]}, '
    'or Segment calls {"batch": [{"type": "track", ...}]}; see docs/collector.md'
)
_SHAPES: Final = (ga4, segment, own)  # the most telling first: ours takes whatever has events
_REASONS: Final = {"unknown field": "unknown_field", "missing required": "missing_field", ", got `": "wrong_type"}


class Translation(msgspec.Struct):
    """What a body's events became. empty: calls that are no events."""

    events: list[ShopEvent] = []
    refused: list[Refusal] = []
    empty: int = 0


def translate(body: bytes, arrival: Arrival, fresh: Callable[[], str] = lambda: uuid4().hex) -> Translation:
    """The events of a body. fresh makes an id for an event that nothing else names. Raises ShapeError."""
    document = _decoded(body)
    shape = _shape(document)
    originals = shape.originals(document)
    if len(originals) > MOST:
        raise ShapeError(f"{len(originals):,} events in one body; send at most {MOST:,}")
    behind = skew(_sent(shape.sent(document)), arrival.received)
    found = Translation()
    for index, original in enumerate(originals):
        try:
            events = [_event(fields, behind, arrival, fresh) for fields in shape.fields(original, document)]
        except EventError as refused:
            found.refused.append(Refusal(index, refused.reason, refused.detail, original))
            continue
        found.events += events
        found.empty += not events
        if len(found.events) > MOST:
            raise ShapeError(f"more than {MOST:,} events once their items are counted; send less at a time")
    return found


def _decoded(body: bytes) -> Any:
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ShapeError(f"the body is not JSON ({error}): {WHAT_TO_SEND}") from None


def _shape(document: Any) -> ModuleType:
    for shape in _SHAPES:
        if shape.fits(document):
            return shape
    raise ShapeError(f"the body is in no shape known here: {WHAT_TO_SEND}")


def _sent(said: Any) -> int | None:
    try:
        return None if said is None else moment(said)
    except EventError as refused:
        raise ShapeError(f"sent_at: {refused}") from None


def _event(fields: dict[str, Any], behind: int, arrival: Arrival, fresh: Callable[[], str]) -> ShopEvent:
    said = fields.get("at")
    fields = arrival.known | fields
    fields["id"] = fields.get("id") or identify(fields, fresh)
    fields["at"] = happened(None if said is None else moment(said), behind, arrival)
    fields["source"] = arrival.source
    try:
        event = msgspec.convert(fields, ShopEvent, strict=False)
    except msgspec.ValidationError as error:
        raise EventError(_reason(str(error)), str(error)) from None
    if event.visitor is None and event.session is None:
        raise EventError("no_subject", "name a visitor, a session or both")
    if event.price is not None and event.price < 0:
        raise EventError("negative_price", f"price is {event.price}")
    return event


def _reason(message: str) -> str:
    return next((reason for part, reason in _REASONS.items() if part in message), "invalid_value")
