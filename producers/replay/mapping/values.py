"""A value of a file to the value of an event's field: text, number or whole number, by what the field is."""

import math
import string
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from contracts.events import ReviewEvent, ShopEvent
from producers.replay.mapping.bad_row import BadRowError
from producers.replay.mapping.mapping import Field, Mapping, MappingError
from producers.replay.mapping.paths import Getter

Take = Callable[[str], Getter]  # a path's getter
LONGEST: Final = 256  # characters of a page or referrer, as contracts.events takes them
_LONGEST: Final = {"country": 32, "device": 32, "channel": 64, "gender": 32, "currency": 3, "text": 20_000, "title": 20_000}
_TRUTHS: Final = {"1": True, "true": True, "yes": True, "y": True, "0": False, "false": False, "no": False, "n": False}
_NUMBERS: Final = {
    field.name: "int" if "int" in str(field.type) else "float"
    for field in (*msgspec.structs.fields(ShopEvent), *msgspec.structs.fields(ReviewEvent))
    if "float" in str(field.type) or ("int" in str(field.type) and field.name != "at" and "str" not in str(field.type))
}


def reading(name: str, field: Field, mapping: Mapping, take: Take) -> Callable[[Any, Any, str], Any]:
    """How a field's value is made of a row, an element of its list and the event's type; None is absent. It raises BadRowError."""
    get, convert = _source(name, field, mapping, take), _conversion(name, field, mapping)
    absent, types = frozenset(["", *mapping.absent, *field.absent]), frozenset(field.types)

    def read(row: Any, element: Any, kind: str) -> Any:
        if types and kind not in types:
            return None
        value = get(row, element)
        if type(value) is str:  # all that a CSV holds: half of the time that a row takes
            return None if value in absent else convert(value)
        return None if is_absent(value, absent) else convert(value)

    return read


def first(paths: str | list[str], take: Take, absent: frozenset[str]) -> Getter:
    """The first of several paths whose value is not absent."""
    getters = [take(path) for path in ([paths] if isinstance(paths, str) else paths)]
    if len(getters) == 1:
        return getters[0]

    def get(row: Any, element: Any) -> Any:
        found = (getter(row, element) for getter in getters)
        return next((value for value in found if not is_absent(value, absent)), None)

    return get


def is_absent(value: Any, absent: frozenset[str]) -> bool:
    """Whether a value says that there is none; NaN is how data frames say so."""
    if value is None or value != value:
        return True
    return (value if isinstance(value, str) else str(value)) in absent


def filled(template: str, take: Take, where: str, mapping: Mapping) -> Getter:
    """A template's text; None where one of its columns is absent. Raises MappingError."""
    absent = frozenset(["", *mapping.absent])
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError as error:
        raise MappingError(f"{where}: the template {template!r} cannot be read: {error}") from None
    texts = [text for text, *_ in parts]
    getters = [take(path) if path else None for _, path, *_ in parts]

    def get(row: Any, element: Any) -> str | None:
        out = ""
        for text, getter in zip(texts, getters, strict=True):
            out += text
            if getter is not None:
                value = getter(row, element)
                if is_absent(value, absent):
                    return None
                out += _plain(value)
        return out

    return get


def _source(name: str, field: Field, mapping: Mapping, take: Take) -> Getter:
    if field.value is not None:
        return lambda _row, _element: field.value
    if field.template is not None:
        return filled(field.template, take, f"fields.{name}", mapping)
    assert field.column is not None  # noqa: S101  exactly one of the three is given
    return first(field.column, take, frozenset(["", *mapping.absent, *field.absent]))


def _conversion(name: str, field: Field, mapping: Mapping) -> Callable[[Any], Any]:
    if name in _NUMBERS:
        return _number(name, field.scale, mapping.decimal, whole=_NUMBERS[name] == "int")
    longest, names = _LONGEST.get(name, LONGEST), field.names
    turns: dict[str, Callable[[str], str]] = {"path": _path, "host": _host, "lower": str.lower, "cut": lambda text: text[:longest]}
    turn = turns.get(field.turn)
    if name == "recommended":
        return lambda value: _truth(names.get(_plain(value), _plain(value)))
    if not names and turn is None:
        return _plain

    def convert(value: Any) -> str:
        text = names.get(_plain(value), _plain(value))
        return turn(text) if turn else text

    return convert


def _plain(value: Any) -> str:
    """A value as text: whole numbers without a fraction, as data frames make of ids with gaps.

    >>> _plain(12.0), _plain(True), _plain("a")
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


def _number(name: str, scale: float, decimal: str, *, whole: bool) -> Callable[[Any], Any]:
    reason = f"{name} is not a {'whole ' if whole else ''}number"

    def convert(value: Any) -> float | int:
        try:
            number = float(value.replace(".", "").replace(",", ".") if decimal == "," and isinstance(value, str) else value)
        except (ValueError, TypeError):
            raise BadRowError(reason, value) from None
        if not math.isfinite(number) or isinstance(value, bool):
            raise BadRowError(reason, value)
        number = number if scale == 1 else round(number * scale, 9)
        if not whole:
            return number
        if not number.is_integer():
            raise BadRowError(reason, value)
        return int(number)

    return convert


def _path(url: str) -> str:
    """The path of a URL, without what may name people: its query. At most as long as an event takes."""
    try:
        return (urlsplit(url).path or "/")[:LONGEST]
    except ValueError:
        raise BadRowError("a URL cannot be read", url) from None


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "")[:LONGEST]
    except ValueError:
        raise BadRowError("a URL cannot be read", url) from None
