"""Where a field's value stands in a row: in a column, in the first of several, in text around columns, or nowhere."""

import string
from collections.abc import Callable
from typing import Any

from producers.replay.mapping.conversions import conversion, plain
from producers.replay.mapping.mapping import Field, Mapping, MappingError
from producers.replay.mapping.paths import Getter

Take = Callable[[str], Getter]  # a path's getter


def reading(name: str, field: Field, mapping: Mapping, take: Take) -> Callable[[Any, Any, str], Any]:
    """How a field's value is made of a row, an element of its list and the event's type; None is absent. It raises BadRowError."""
    get, convert = _source(name, field, mapping, take), conversion(name, field, mapping)
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
                out += plain(value)
        return out

    return get


def _source(name: str, field: Field, mapping: Mapping, take: Take) -> Getter:
    if field.value is not None:
        return lambda _row, _element: field.value
    if field.template is not None:
        return filled(field.template, take, f"fields.{name}", mapping)
    assert field.column is not None  # noqa: S101  exactly one of the three is given
    return first(field.column, take, frozenset(["", *mapping.absent, *field.absent]))
