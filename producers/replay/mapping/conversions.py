"""A value of a file that is there to the value of an event's field: text, number or whole number, by what the field is."""

import hashlib
import math
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from contracts.events import ReviewEvent, ShopEvent
from producers.replay.mapping.bad_row import BadRowError
from producers.replay.mapping.mapping import Field, Mapping
from producers.replay.mapping.numerals import Mark, number

_LONG: Final = 256  # characters of a page or referrer, as contracts.events takes them
_LONGEST: Final = {"country": 32, "device": 32, "channel": 64, "gender": 32, "currency": 3, "text": 20_000, "title": 20_000}
_TRUTHS: Final = {"1": True, "true": True, "yes": True, "y": True, "0": False, "false": False, "no": False, "n": False}
_NUMBERS: Final = {
    field.name: "int" if "int" in str(field.type) else "float"
    for field in (*msgspec.structs.fields(ShopEvent), *msgspec.structs.fields(ReviewEvent))
    if "float" in str(field.type) or ("int" in str(field.type) and field.name != "at" and "str" not in str(field.type))
}


def conversion(name: str, field: Field, mapping: Mapping) -> Callable[[Any], Any]:
    """What makes the field's value of one that is there. It raises BadRowError."""
    if name in _NUMBERS:
        return _number(name, field.scale, mapping.decimal, whole=_NUMBERS[name] == "int")
    longest, names = _LONGEST.get(name, _LONG), field.names
    turns: dict[str, Callable[[str], str]] = {
        "path": _path,
        "host": _host,
        "lower": str.lower,
        "cut": lambda text: text[:longest],
        "hash": _hash,
    }
    turn = turns.get(field.turn)
    if name == "recommended":
        return lambda value: _truth(names.get(plain(value), plain(value)))
    if not names and turn is None:
        return plain

    def convert(value: Any) -> str:
        text = names.get(plain(value), plain(value))
        return turn(text) if turn else text

    return convert


def plain(value: Any) -> str:
    """A value as text: whole numbers without a fraction, as data frames make of ids with gaps.

    >>> plain(12.0), plain(True), plain("a")
    ('12', 'true', 'a')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dict | list):
        raise BadRowError("a list or object stands where one value should", value)
    return str(value)


def _truth(text: str) -> bool:
    """Yes or no, as files write it.

    >>> _truth("Yes"), _truth("0")
    (True, False)
    """
    found = _TRUTHS.get(text.strip().lower())
    if found is None:
        raise BadRowError("recommended is neither yes nor no", text)
    return found


def _number(name: str, scale: float, decimal: Mark, *, whole: bool) -> Callable[[Any], Any]:
    reason = f"{name} is not a {'whole ' if whole else ''}number"

    def convert(value: Any) -> float | int:
        try:
            found = number(value, decimal) if isinstance(value, str) else float(value)
        except (ValueError, TypeError):
            raise BadRowError(reason, value) from None
        if not math.isfinite(found) or isinstance(value, bool):
            raise BadRowError(reason, value)
        found = found if scale == 1 else round(found * scale, 9)
        if not whole:
            return found
        if not found.is_integer():
            raise BadRowError(reason, value)
        return int(found)

    return convert


def _hash(name: str) -> str:
    """What stands for an e-mail address or phone number, however it is written: nobody can be written to by it.

    >>> _hash(" Ann@example.com ") == _hash("ann@example.com")
    True
    """
    return hashlib.sha256(name.strip().lower().encode()).hexdigest()[:16]


def _path(url: str) -> str:
    """The path of a URL, without what may name people: its query. At most as long as an event takes."""
    try:
        return (urlsplit(url).path or "/")[:_LONG]
    except ValueError:
        raise BadRowError("a URL cannot be read", url) from None


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "")[:_LONG]
    except ValueError:
        raise BadRowError("a URL cannot be read", url) from None
