"""Values as an event, as the door would admit it."""

from typing import Any, Final

import msgspec

from contracts.events import Event, ReviewEvent, ShopEvent
from producers.replay.mapping.bad_row import BadRowError

_NOBODY: Final = "neither visitor nor session"
_NOTHING: Final = "neither text, title, rating nor recommendation"


def valid(values: dict[str, Any], form: type[Event]) -> Event:
    """The event of these values. Raises BadRowError."""
    if form is ReviewEvent and not {"text", "title", "rating", "recommended"} & values.keys():
        raise BadRowError(_NOTHING)
    if form is ShopEvent and "visitor" not in values and "session" not in values:
        raise BadRowError(_NOBODY)
    if values.get("price", 0) < 0:
        raise BadRowError("price is negative", values["price"])
    try:
        return msgspec.convert(values, form)
    except msgspec.ValidationError as error:
        said, _, place = str(error).partition(" - at `$.")
        name = place.rstrip("`")
        raise BadRowError(f"{name}: {said[0].lower()}{said[1:]}", values.get(name)) from None
