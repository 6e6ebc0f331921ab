"""How much the values of a column are like those of a field."""

import re
from collections.abc import Callable
from typing import Any, Final

from producers.replay.mapping.event_words import meaning
from producers.replay.mapping.numerals import plain_number
from producers.replay.mapping.stamp_formats import formats_of

# Fields whose values alone give them away, whatever the column is called.
TELLING: Final = ("time", "type", "currency", "page")


def likeness(field: str, values: list[Any]) -> float:
    """From 0, which rules the field out, to 1.

    >>> likeness("currency", ["EUR", "PLN"]), likeness("price", ["cheap"])
    (1.0, 0.0)
    """
    return _VALUES.get(field, _any)(values)


def _as_number(value: Any) -> float | None:
    """A value as a number, with either decimal mark."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return plain_number(str(value))


def _share(values: list[Any], holds: Callable[[Any], bool]) -> float:
    return sum(map(holds, values)) / len(values)


def _any(_: list[Any]) -> float:
    return 0.8


def _time(values: list[Any]) -> float:
    return max((share for _, share in formats_of(values[:50])), default=0.0)


def _type(values: list[Any]) -> float:
    """Few different names of which some are known words."""
    names = {str(value) for value in values}
    known = [name for name in names if meaning(name)]
    return (
        0.0 if not known or len(names) > 40 or any(_as_number(name) is not None for name in names) else 0.6 + 0.4 * len(known) / len(names)
    )


def _price(values: list[Any]) -> float:
    numbers = [_as_number(value) for value in values]
    good = [value for value in numbers if value is not None and value >= 0]
    if len(good) < 0.9 * len(values):
        return 0.0
    with_cents = _share(values, lambda value: bool(re.search(r"[.,]\d{1,2}[€$£¥\s]*$", str(value))))
    return 0.6 + 0.4 * with_cents


def _whole(values: list[Any]) -> float:
    return 1.0 if _share(values, lambda value: (found := _as_number(value)) is not None and found == int(found)) >= 0.95 else 0.0


def _id(values: list[Any]) -> float:
    """Texts or whole numbers without spaces, and more than a few of them."""
    if _share(values, lambda value: " " not in str(value).strip() and len(str(value)) <= 128) < 0.9:
        return 0.0
    return 0.9 if len(set(map(str, values))) > min(3, len(values) // 2) else 0.4


def _order(values: list[Any]) -> float:
    """As ids; small whole numbers rather count something."""
    return 0.0 if _share(values, lambda value: (found := _as_number(value)) is not None and found < 1_000) > 0.9 else _id(values)


def _pattern(pattern: str) -> Callable[[list[Any]], float]:
    return lambda values: 1.0 if _share(values, lambda value: bool(re.fullmatch(pattern, str(value).strip()))) >= 0.9 else 0.0


def _age(values: list[Any]) -> float:
    return _share(values, lambda value: (found := _as_number(value)) is not None and 0 < found < 120)


_VALUES: Final[dict[str, Callable[[list[Any]], float]]] = {
    "time": _time,
    "type": _type,
    "price": _price,
    "quantity": _whole,
    "position": _whole,
    "engaged": _whole,
    "visitor": _id,
    "session": _id,
    "customer": _id,
    "product": _id,
    "order": _order,
    "currency": _pattern(r"[A-Z]{3}"),
    "page": _pattern(r"(https?://|/).*"),
    "referrer": _pattern(r"(https?://|android-app://).*"),
    "age": _age,
}
