"""Paths into a row: a column's name, or names joined by dots into nested data."""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any, Final

from producers.replay.mapping.mapping import MappingError

# A value of a row; element is the one of the row's list that this event is of, None where the row makes one event.
Getter = Callable[[Any, Any], Any]
_VALUES: Final = ("string_value", "int_value", "float_value", "double_value")  # of a GA4 parameter: one of them is set


def getter(path: str, columns: Sequence[str] | None, each: str | None, name: str, known: Sequence[str] = ()) -> Getter:
    """How to take a path's value. Raises MappingError.

    columns: of flat rows (lists), in order; None where rows are nested (dicts), whose top names are `known` if the file tells them.
    """
    if columns is not None:
        return _at(_position(path, columns, name))
    if each is not None and path.startswith(f"{each}[]."):
        steps = tuple(path.removeprefix(f"{each}[].").split("."))
        return lambda _, element: None if element is None else walk(element, steps)
    if "[]" in path:
        raise MappingError(f"{name}: `{path}` steps into a list; say which by each.column, and begin the path with it and []")
    if path in known:
        return _walking((path,))
    steps = tuple(path.split("."))
    if known:
        _position(steps[0], known, name)
    return _walking(steps)


def walk(value: Any, steps: tuple[str, ...]) -> Any:
    """The value at the end of the steps; None where there is no way.

    A list of {key, value} is stepped into by key, as GA4 exports its parameters:

    >>> walk({"event_params": [{"key": "page", "value": {"string_value": "/x", "int_value": None}}]}, ("event_params", "page"))
    '/x'
    """
    for step in steps:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list):
            value = next((_unwrapped(each["value"]) for each in value if isinstance(each, dict) and each.get("key") == step), None)
        else:
            return None
    return value


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


def _position(column: str, columns: Sequence[str], name: str) -> int:
    if column in columns:
        return list(columns).index(column)
    near = get_close_matches(column, columns, 1, 0.5)
    raise MappingError(
        f"{name}: the file has no column `{column}`; " + (f"did you mean `{near[0]}`?" if near else f"it has {', '.join(columns)}")
    )
