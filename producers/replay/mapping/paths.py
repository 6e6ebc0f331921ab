"""Paths into a row: a column's name, or names joined by dots into nested data."""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any, Final

from producers.replay.mapping.mapping import MappingError

# A value of a row; element is the one of the row's list that this event is of, None where the row makes one event.
Getter = Callable[[Any, Any], Any]
_VALUES: Final = ("string_value", "int_value", "float_value", "double_value")  # of a GA4 parameter: one of them is set


def getter(
    path: str, columns: Sequence[str] | None, each: str | None, name: str, known: Sequence[str] = (), *, optional: bool = False
) -> Getter:
    """How to take a path's value. Raises MappingError where the file has no such column, unless that is optional.

    columns: of flat rows (lists), in order; None where rows are nested (dicts), whose top names are `known` if the file tells them.
    """
    top = known if columns is None else columns
    if optional and top and path not in top and (columns is not None or path.partition(".")[0].removesuffix("[]") not in top):
        return lambda _row, _element: None
    if columns is not None:
        return _at(position(path, columns, name))
    if each is not None and path.startswith(f"{each}[]."):
        steps = tuple(path.removeprefix(f"{each}[].").split("."))
        return lambda _, element: None if element is None else walk(element, steps)
    if "[]" in path:
        raise MappingError(f"{name}: `{path}` steps into a list; say which by each.column, and begin the path with it and []")
    if path in known:
        return lambda row, _: row.get(path)
    steps = tuple(path.split("."))
    if known:
        position(steps[0], known, name)
    return _walking(steps)


def walk(value: Any, steps: tuple[str, ...]) -> Any:
    """The value at the end of the steps; None where there is no way. Names may hold dots: the longest that is there is taken.

    A list of {key, value} is stepped into by key, as GA4 exports its parameters:

    >>> walk({"event_params": [{"key": "page", "value": {"string_value": "/x", "int_value": None}}]}, ("event_params", "page"))
    '/x'
    >>> walk({"a": {"event.name": "view"}}, ("a", "event", "name"))
    'view'
    """
    place, last = 0, len(steps)
    while place < last:
        if isinstance(value, dict):
            name, width = steps[place], 1
            if place + 1 < last:
                name, width = _longest(value, steps[place:])
            value, place = value.get(name), place + width
        elif isinstance(value, list):
            step, place = steps[place], place + 1
            value = next((_unwrapped(each["value"]) for each in value if isinstance(each, dict) and each.get("key") == step), None)
        else:
            return None
    return value


def _longest(value: dict[str, Any], steps: tuple[str, ...]) -> tuple[str, int]:
    """The name that begins the steps, and how many of them it is."""
    for width in range(len(steps), 1, -1):
        if (name := ".".join(steps[:width])) in value:
            return name, width
    return steps[0], 1


def _unwrapped(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return next((value[kind] for kind in _VALUES if value.get(kind) is not None), None)


def _walking(steps: tuple[str, ...]) -> Getter:
    if len(steps) == 1:
        (only,) = steps
        return lambda row, _: row.get(only)
    return lambda row, _: walk(row, steps)


def _at(position: int) -> Getter:
    return lambda row, _: row[position]


def position(column: str, columns: Sequence[str], name: str) -> int:
    """Where a column stands. Raises MappingError where there is none of that name."""
    if column in columns:
        return list(columns).index(column)
    near = get_close_matches(column, columns, 1, 0.5)
    raise MappingError(
        f"{name}: the file has no column `{column}`; " + (f"did you mean `{near[0]}`?" if near else f"it has {', '.join(columns)}")
    )
