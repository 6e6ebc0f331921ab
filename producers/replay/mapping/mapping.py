"""A mapping: how the columns of a file become the fields of events, as a TOML file says it. docs/mapping.md tells each key."""

from datetime import datetime
from typing import Annotated, Final, Literal, get_args

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
    turn: Literal["text", "path", "host", "lower", "cut", "hash"] = "text"
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


class Carry(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True, omit_defaults=True):
    """Columns that only the first row of those alike in `by` has, and the rows right behind it take over."""

    by: str
    columns: list[str]


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
    escape: Annotated[str, Meta(max_length=1)] = ""
    encoding: str = "utf-8"
    columns: list[str] = []
    decimal: Literal[".", ","] = "."
    absent: list[str] = []
    sorted: bool = False
    id: str = ""
    each: Each | None = None
    carry: Carry | None = None
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
