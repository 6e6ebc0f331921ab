"""A mapping from its TOML file. What is wrong with it is said with the key, and with what to write instead."""

import re
import tomllib
from pathlib import Path
from typing import Any, Final

import msgspec

from producers.replay.mapping.checking import check, near
from producers.replay.mapping.mapping import TYPES, Carry, Each, Field, Mapping, MappingError, Match, Time, Type


def load(path: Path) -> Mapping:
    """The mapping in a TOML file. Raises MappingError."""
    try:
        return parse(path.read_text("utf-8"), path.name)
    except FileNotFoundError:
        raise MappingError(f"there is no mapping {path}; `storepulse datasets inspect FILE --out {path}` proposes one") from None
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(f"{path} cannot be read: {error}") from error


def parse(text: str, name: str) -> Mapping:
    """A mapping from its text; name is its file's, for what goes wrong. Raises MappingError.

    >>> parse("delimeter = ';'", "shop.toml")
    Traceback (most recent call last):
    producers.replay.mapping.mapping.MappingError: shop.toml: there is no key `delimeter`; did you mean `delimiter`?
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingError(f"{name} is not TOML: {error}") from error
    try:
        found = msgspec.convert(values, Mapping)
    except msgspec.ValidationError as error:
        raise MappingError(f"{name}: {_explained(str(error), values)}") from None
    check(found, name)
    return found


_PARTS: Final[dict[str, type[msgspec.Struct]]] = {"$.time": Time, "$.type": Type, "$.each": Each, "$.carry": Carry, "$.match": Match}


def _explained(message: str, values: dict[str, Any]) -> str:
    """What msgspec found, as one would say it, with the nearest thing that exists."""
    said, _, place = message.partition(" - at ")
    place = place.strip("`") or "$"
    key = place.removeprefix("$").removeprefix(".").replace("[...]", f".{_bad_field(values)}" if place.startswith("$.fields") else "[]")
    if unknown := re.search(r"unknown field `(.+)`", said):
        part = Field if place.startswith("$.fields") else _PARTS.get(place, Mapping)
        return f"there is no key `{_joined(key, unknown[1])}`{near(unknown[1], part.__struct_encode_fields__)}"
    if missing := re.search(r"required field `(.+)`", said):
        return f"`{_joined(key, missing[1])}` is missing; see docs/mapping.md"
    if wrong := re.search(r"Invalid enum value '(.+)'", said):
        return f"`{key}`: {wrong[1]!r} is none of what it takes{near(wrong[1], TYPES) if 'type' in place else ''}"
    return f"`{key}`: {said[0].lower()}{said[1:]}" if key else said


def _bad_field(values: dict[str, Any]) -> str:
    """The first of [fields] that is no field's rule."""
    for name, value in values.get("fields", {}).items():
        try:
            msgspec.convert(value, str | Field)
        except msgspec.ValidationError:
            return str(name)
    return ""


def _joined(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key
