"""From a body to events: which shape it is in, what each of its events stands for, and which cannot be used."""

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, Final
from uuid import uuid4

import msgspec

from contracts.events import ShopEvent
from producers.collector import ga4, own, segment
from producers.collector.arrival import Arrival
from producers.collector.decoding import WHAT_TO_SEND
from producers.collector.lines import MOST, Line
from producers.collector.making import TOO_DEEP, Maker
from producers.collector.refusal import EventError, Refusal, ShapeError
from producers.collector.stamping import moment, skew

_SHAPES: Final = (ga4, segment, own)  # the most telling first: ours takes whatever has events


class Translation(msgspec.Struct):
    """What a body's events became. empty: calls that are no events."""

    events: list[ShopEvent] = []
    refused: list[Refusal] = []
    empty: int = 0


def translate(document: Any, arrival: Arrival, fresh: Callable[[], str] = lambda: uuid4().hex) -> Translation:
    """The events of a body's document. fresh makes an id for an event that nothing else names. Raises ShapeError."""
    document = segment.called(document, arrival.call)
    shape = _shape(document)
    originals = shape.originals(document)
    if len(originals) > MOST:
        raise ShapeError(f"{len(originals):,} events in one body; send at most {MOST:,}")
    maker = Maker(arrival, skew(_sent(shape.sent(document)), arrival.received), shape.WRONG_CLOCK, fresh)
    found = Translation()
    for index, original in enumerate(originals):
        lines = _lines(shape, original, document)
        made = maker.make(lines)
        found.events += (each for each in made if isinstance(each, ShopEvent))
        found.refused += _refused(index, original, lines, made)
        found.empty += not made
        if len(found.events) + len(found.refused) > MOST:
            raise ShapeError(f"more than {MOST:,} events once their items are counted; send less at a time")
    return found


def _lines(shape: ModuleType, original: Any, document: Any) -> list[Line]:
    try:
        return list(shape.fields(original, document))
    except EventError as refused:
        return [refused]
    except RecursionError:
        return [TOO_DEEP]


def _refused(index: int, original: Any, lines: list[Line], made: list[ShopEvent | EventError]) -> Iterator[Refusal]:
    """One refusal where nothing of an event is of use; else one for each of its lines that is not."""
    wrong = {number: each for number, each in enumerate(made) if isinstance(each, EventError)}
    if wrong and len(wrong) == len(made):
        first = wrong[0]
        yield Refusal(index, first.reason, first.detail, original)
        return
    for number, why in wrong.items():
        line = lines[number]
        yield Refusal(index, why.reason, f"items[{number}]: {why.detail}", line.event if isinstance(line, EventError) else line)


def _shape(document: Any) -> ModuleType:
    for shape in _SHAPES:
        if shape.fits(document):
            return shape
    raise ShapeError(f"the body is in no shape known here: {WHAT_TO_SEND}")


def _sent(said: Any) -> int | None:
    try:
        return None if said is None else moment(said)
    except EventError as refused:
        raise ShapeError(f"when it was sent: {refused}") from None
    except RecursionError:
        raise ShapeError(f"when it was sent: {TOO_DEEP}") from None
