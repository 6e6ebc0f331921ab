"""A mapping made of what columns were taken for."""

from typing import Any

from producers.replay.mapping.event_words import meaning
from producers.replay.mapping.guessing import Guess
from producers.replay.mapping.mapping import Each, Field, Mapping, Time, Type
from producers.replay.mapping.numerals import Decimal, decimal_of
from producers.replay.mapping.sniffing import Sniffed
from producers.replay.mapping.stamp_formats import formats_of, is_day_only


def draft(sniffed: Sniffed, found: dict[str, Guess]) -> Mapping:
    """The mapping; "?" stands where no column was found."""
    fields: dict[str, str | Field] = {name: _field(name, guess) for name, guess in found.items() if name not in ("time", "type")}
    if not {"visitor", "session"} & set(fields):
        fields = {"visitor": fields.get("customer", "?")} | fields
    format = format_of(found)
    if "time" in found and is_day_only(found["time"].column.present, format):
        fields["precision"] = Field(value="day")
    return Mapping(
        format=sniffed.format,  # type: ignore[arg-type]  # one of the three
        delimiter=sniffed.delimiter,
        escape=sniffed.escape,
        encoding=sniffed.encoding,
        columns=[] if sniffed.header else [column.name for column in sniffed.columns],
        decimal=mark(found).mark,
        each=Each(column=sniffed.each) if sniffed.each and any("[]." in guess.column.name for guess in found.values()) else None,
        time=Time(column=found["time"].column.name if "time" in found else "?", format=format),
        type=kinds(found),
        fields=fields,
    )


def _field(name: str, guess: Guess) -> str | Field:
    column, values = guess.column.name, guess.column.present
    if any("@" in str(value) for value in values):
        return Field(column=column, turn="hash")  # an address is kept nowhere
    if name == "page" and any("://" in str(value) or "?" in str(value) for value in values):
        return Field(column=column, turn="path")
    if name == "referrer" or any(len(str(value)) > {"country": 32, "device": 32, "channel": 64}.get(name, 256) for value in values):
        return Field(column=column, turn="cut")
    return column


def format_of(found: dict[str, Guess]) -> str:
    """How the stamps are written: as most of all the rows at hand read."""
    if "time" not in found:
        return "iso"
    values: list[Any] = found["time"].column.present
    return (formats_of(values) or formats_of(values[:50]))[0][0]  # by these the column was taken for the time


def kinds(found: dict[str, Guess]) -> Type:
    """What the event names mean, or the one thing that all rows are."""
    if "type" not in found:
        return Type(value="purchase" if {"order", "quantity"} <= found.keys() else "view_item")
    names = dict.fromkeys(str(value) for value in found["type"].column.present)
    known = {name: kind for name in names if (kind := meaning(name))}
    return Type(column=found["type"].column.name, names=known, skip=[name for name in names if name not in known])


def mark(found: dict[str, Guess]) -> Decimal:
    """The decimal mark of the prices."""
    return decimal_of(value for value in found["price"].column.present if isinstance(value, str)) if "price" in found else Decimal(".")
