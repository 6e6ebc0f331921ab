"""A mapping: how the columns of a file become the fields of events, as a TOML file says it. docs/mapping.md tells each key."""

import codecs
import re
import tomllib
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Meta

from contracts.events import STREAMS, Attention, Shopping

Happening = Shopping | Attention  # what a file can tell of: controls are the replayer's own
TYPES: Final[tuple[str, ...]] = (*get_args(Shopping), *get_args(Attention))
REVIEW: Final = "review"  # what a file of comments tells of
_OWN_PLACE: Final = ("id", "source", "type", "at", "streams")
Delimiter = Annotated[str, Meta(min_length=1, max_length=1)]


class MappingError(RuntimeError):
    """A mapping or its file cannot be used; the message names file and key, and says what to write instead."""


class Field(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True, omit_defaults=True, rename={"turn": "as"}):
    """Where one field of an event comes from: exactly one of column, value and template.

    column: a name, a path into nested data, or several of which the first that is not absent counts. template: text with {column}s.
    names translates values; scale multiplies numbers; types are those events that have the field.
    """

    column: str | list[str] | None = None
    value: str | int | float | None = None
    template: str | None = None
    names: dict[str, str] = {}
    scale: float = 1
    turn: Literal["text", "path", "host", "lower", "cut"] = "text"
    absent: list[str] = []
    types: list[Happening] = []


class Time(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True, omit_defaults=True):
    """When an event happened. format: iso, s, ms, us, ns (since 1970), or one of strptime; zone: of stamps that name none.

    A file without times gets made-up ones: its rows follow one another from `start` (a stamp) on, `every` so many seconds.
    """

    column: str | list[str] | None = None
    format: str = "iso"
    zone: str = "UTC"
    start: datetime | None = None
    every: Annotated[float, Meta(gt=0)] = 60.0


class Type(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True, omit_defaults=True):
    """What happened: one and the same type for all (value), or by the file's own event names. skip: names that are no shopping.

    Comments have no types.
    """

    column: str | list[str] | None = None
    value: Happening | None = None
    names: dict[str, Happening] = {}
    skip: list[str] | Literal["others"] = []


class Each(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True, omit_defaults=True):
    """A list in each row that makes an event of each of its elements; types: only where that is what happened, else one event a row."""

    column: str
    types: list[Happening] = []


class Match(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True, omit_defaults=True):
    """What a file of this format is known by: columns that it has (paths where nested), or its name."""

    columns: list[str] = []
    name: str = ""


class Mapping(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True, omit_defaults=True):
    """A whole mapping. stream: what the file tells of, clicks or comments; columns names them where the file has no header line; sorted
    promises order of time."""

    stream: Literal["shop", "reviews"] = "shop"
    title: str = ""
    about: list[str] = []
    note: str = ""
    match: Match = Match()
    format: Literal["csv", "jsonl", "parquet"] | None = None
    delimiter: Delimiter = ","
    quote: Annotated[str, Meta(max_length=1)] = '"'
    encoding: str = "utf-8"
    columns: list[str] = []
    decimal: Literal[".", ","] = "."
    absent: list[str] = []
    sorted: bool = False
    id: str = ""
    each: Each | None = None
    time: Time
    type: Type = Type()
    fields: dict[str, str | Field]

    def field(self, name: str) -> Field:
        """A field's rule; a bare text names its column."""
        found = self.fields[name]
        return Field(column=found) if isinstance(found, str) else found


def fields_of(stream: str) -> tuple[str, ...]:
    """What a mapping can say under [fields]: all that an event of the stream can tell but what has a place of its own in the mapping."""
    return tuple(name for name in STREAMS[stream].__struct_fields__ if name not in _OWN_PLACE)


FIELDS: Final = fields_of("shop")


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
    _check(found, name)
    return found


_PARTS: Final[dict[str, type[msgspec.Struct]]] = {"$.time": Time, "$.type": Type, "$.each": Each, "$.match": Match}


def _explained(message: str, values: dict[str, Any]) -> str:
    """What msgspec found, as one would say it, with the nearest thing that exists."""
    said, _, place = message.partition(" - at ")
    place = place.strip("`") or "$"
    key = place.removeprefix("$").removeprefix(".").replace("[...]", f".{_bad_field(values)}" if place.startswith("$.fields") else "[]")
    if unknown := re.search(r"unknown field `(.+)`", said):
        part = Field if place.startswith("$.fields") else _PARTS.get(place, Mapping)
        return f"there is no key `{_joined(key, unknown[1])}`{_near(unknown[1], part.__struct_encode_fields__)}"
    if missing := re.search(r"required field `(.+)`", said):
        return f"`{_joined(key, missing[1])}` is missing; see docs/mapping.md"
    if wrong := re.search(r"Invalid enum value '(.+)'", said):
        return f"`{key}`: {wrong[1]!r} is none of what it takes{_near(wrong[1], TYPES) if 'type' in place else ''}"
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


def _near(word: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word, known, 1, 0.5)
    return f"; did you mean `{near[0]}`?" if near else f"; there are {', '.join(known)}"


def _check(mapping: Mapping, name: str) -> None:
    """What types alone do not tell."""
    known = fields_of(mapping.stream)
    for field in mapping.fields:
        if field not in known:
            raise MappingError(f"{name}: an event has no field `{field}` under [fields]{_near(field, known)}")
        rule = mapping.field(field)
        if sum(given is not None for given in (rule.column, rule.value, rule.template)) != 1:
            raise MappingError(f"{name}: `fields.{field}` takes exactly one of column, value and template")
    (_check_comments if mapping.stream == "reviews" else _check_clicks)(mapping, name)
    _check_time(mapping.time, name)
    _check_encoding(mapping.encoding, name)


def _check_comments(mapping: Mapping, name: str) -> None:
    if not {"text", "title", "rating", "recommended"} & set(mapping.fields):
        raise MappingError(f"{name}: [fields] names none of `text`, `title`, `rating` and `recommended`; say where the comment stands")
    if mapping.type != Type():
        raise MappingError(f"{name}: comments have no `type`; leave it out")


def _check_clicks(mapping: Mapping, name: str) -> None:
    if not {"visitor", "session"} & set(mapping.fields):
        raise MappingError(f"{name}: [fields] names neither `visitor` nor `session`; say who acts, by a column or a template")
    if (mapping.type.column is None) == (mapping.type.value is None):
        raise MappingError(f"{name}: `type` takes either column (with names) or value, one of {', '.join(TYPES)}")
    if mapping.type.column is not None and not mapping.type.names:
        raise MappingError(f'{name}: `type.names` is missing: say what the file\'s event names mean, as in view = "view_item"')


def _check_time(time: Time, name: str) -> None:
    if time.column is None and time.start is None:
        raise MappingError(f"{name}: `time.column` is missing; see docs/mapping.md, also for files without times (`time.start`)")
    if time.column is not None and time.start is not None:
        raise MappingError(f"{name}: `time` takes either column or start, from which times are made up")
    if time.start is not None and time.start.tzinfo is None:
        raise MappingError(f"{name}: `time.start` has no offset; end it with Z where it is UTC")
    _check_zone(time.zone, name)


def _check_zone(zone: str, name: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise MappingError(f"{name}: `time.zone` {zone!r} is no time zone; write one such as Europe/Warsaw or UTC") from None


def _check_encoding(encoding: str, name: str) -> None:
    try:
        plain = "\n,".encode(codecs.lookup(encoding).name) == b"\n,"
    except LookupError:
        raise MappingError(f"{name}: `encoding` {encoding!r} is unknown; write utf-8, latin-1, cp1252 ...") from None
    if not plain:  # lines are cut before they are decoded, so that a bad one can be kept as it stands
        raise MappingError(f"{name}: `encoding` {encoding!r} is not read; turn the file into UTF-8 first: iconv -f {encoding} -t utf-8")
