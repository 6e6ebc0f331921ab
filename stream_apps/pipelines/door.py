"""The door of a stream: bytes become a valid event, or are refused with a reason."""

import base64
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, Generic, TypeVar

import msgspec

from contracts.events import CONTROLS, LATEST, Event, ShopEvent, Source, Unmapped
from stream_apps.pipelines.pipeline import Record

E = TypeVar("E", bound=Event)
KEPT: Final = 20 << 20  # bytes kept of a refused message: as base64 they still fit into one message of a rows topic
KEPT_KEY: Final = 1024


class EventError(Exception):
    """A message that cannot be used. reason is one of a few words to count by, detail says what exactly is wrong."""

    def __init__(self, reason: str, detail: str, source: str = "") -> None:
        super().__init__(detail)
        self.reason, self.detail, self.source = reason, detail, source


class _Sourced(msgspec.Struct):
    source: Source = ""


_decode_source = msgspec.json.Decoder(_Sourced).decode
_decode_unmapped = msgspec.json.Decoder(Unmapped).decode
# What msgspec says of a value, and the word that rejects are counted by; anything else is an invalid value.
_REASONS: Final = {"unknown field": "unknown_field", "missing required": "missing_field", ", got `": "wrong_type"}
# Malformed text; not UTF-8 (a ValueError of Python's own); nested too deep to be anything of ours.
_UNREADABLE: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class Door(Generic[E]):
    """The door of one stream: the form of its events, and what its messages must hold beyond their form (check raises EventError)."""

    def __init__(self, form: type[E], check: Callable[[E, Record], None]) -> None:
        self._decode, self._check = msgspec.json.Decoder(form).decode, check

    def admit(self, record: Record, max_bytes: int, future_ms: int) -> tuple[E, int]:
        """The event of a record and its time in ms. Raises EventError."""
        value = record.value
        if not value:
            raise EventError("empty", "the message has no value")
        if len(value) > max_bytes:
            raise EventError("too_large", f"{len(value)} bytes; {max_bytes} are allowed", _source_of(value))
        try:
            event = self._decode(value)
        except msgspec.ValidationError as error:
            raise _unmapped(value) or EventError(_reason(str(error)), str(error), _source_of(value)) from None
        except _UNREADABLE as error:
            raise EventError("not_json", str(error)) from None
        at = event.at if type(event.at) is int else _milliseconds(event)
        if 0 < record.timestamp < at - future_ms:
            raise EventError("future", f"stamped {(at - record.timestamp) / 1000:.0f} s after it was sent", event.source)
        if event.type not in CONTROLS:
            self._check(event, record)
        return event, at


def describe(value: bytes | None) -> dict[str, Any]:
    """How a refused message is kept: size, encoding and raw, without loss up to KEPT bytes.

    The broker measures a message as compressed, and JSON writes some characters in six bytes: kept whole, a reject might be larger
    than a rows topic takes, and the worker would never come past it.
    """
    value = value or b""
    kept = value[:KEPT]
    try:
        text = kept.decode()
        if len(msgspec.json.encode(text)) <= KEPT * 4 // 3:
            return {"size": len(value), "encoding": "utf-8", "raw": text}
    except UnicodeDecodeError:
        pass  # base64 it is
    return {"size": len(value), "encoding": "base64", "raw": base64.b64encode(kept).decode()}


def check_shop(event: ShopEvent, record: Record) -> None:
    """What a click must hold. Raises EventError."""
    if not record.key:
        raise EventError("empty_key", "the message has no key; key it by its visitor, else its session", event.source)
    if event.visitor is None and event.session is None:
        raise EventError("no_subject", "name a visitor, a session or both", event.source)
    if event.price is not None and event.price < 0:
        raise EventError("negative_price", f"price is {event.price}", event.source)


def _milliseconds(event: Event) -> int:
    stamp = event.at
    assert isinstance(stamp, datetime)  # noqa: S101  the caller has seen that it is no int
    if stamp.tzinfo is None:
        raise EventError("no_zone", f"at has no offset: {stamp.isoformat()}; end it with Z where it is UTC", event.source)
    at = round(stamp.timestamp() * 1000)
    if not 0 <= at <= LATEST:
        raise EventError("invalid_value", f"at is {stamp.isoformat()}; it must lie between 1970 and 2100", event.source)
    return at


def _unmapped(value: bytes) -> EventError | None:
    """The refusal of a line that its producer could not make an event of, if that is what it sent."""
    try:
        sent = _decode_unmapped(value)
    except _UNREADABLE:
        return None
    return EventError("unmapped_row", f"{sent.file}, line {sent.line}: {sent.why}", sent.source)


def _reason(message: str) -> str:
    return next((reason for part, reason in _REASONS.items() if part in message), "invalid_value")


def _source_of(value: bytes) -> str:
    try:
        return _decode_source(value).source
    except _UNREADABLE:  # ValidationError is a DecodeError: no usable source either way
        return ""
