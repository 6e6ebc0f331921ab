"""A mapping proposed for a file: what it is taken for, what of that is in doubt, what it would make."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec

from producers.replay.history import Entry
from producers.replay.mapping.event_words import meaning
from producers.replay.mapping.files import rows
from producers.replay.mapping.guessing import SURE, Guess, guesses
from producers.replay.mapping.mapper import Mapper, mapped
from producers.replay.mapping.mapping import Each, Field, Mapping, MappingError, Time, Type
from producers.replay.mapping.ready import FOLDER, ready, recognised
from producers.replay.mapping.report import Report
from producers.replay.mapping.sniffing import SAMPLE, Sniffed, sniff
from producers.replay.mapping.stamp_formats import formats_of, is_day_only, names_zone
from producers.replay.mapping.toml import written

SHOWN: Final = 5  # events


class Proposal(msgspec.Struct):
    """format: the ready mapping's name, if it is one. doubts: what a person should look at. events and report: of the first rows.

    missing: what no column was found for and no event can do without; there is no mapping then, and toml is a draft.
    """

    file: str
    format: str | None
    title: str
    toml: str
    doubts: list[str]
    missing: list[str]
    unmapped: list[str]
    events: list[Entry]
    report: Report

    @property
    def bad_share(self) -> float:
        return self.report.bad_rows / max(1, self.report.rows)


def propose(path: Path) -> Proposal:
    """Looks at a file. Raises MappingError where it cannot be read."""
    if not path.is_file():
        raise MappingError(f"there is no file {path}")
    name, sniffed = recognised(path), sniff(path)
    if name is not None:
        mapping, text = ready(name), (FOLDER / f"{name}.toml").read_text("utf-8")
        return _tried(path, mapping, Proposal(path.name, name, mapping.title, text, [], [], _unmapped(sniffed, mapping), [], Report()))
    found = guesses(sniffed.columns)
    doubts = list(_doubts(sniffed, found))
    missing = [what for what, there in (("time", "time" in found), ("visitor or session", bool(_who(found)))) if not there]
    mapping = _mapping(sniffed, found)
    remarks = {name: f"{guess.why}, {guess.confidence:.0%} sure" for name, guess in found.items() if guess.confidence < SURE}
    text = written(mapping, doubts, remarks)
    made = Proposal(path.name, None, "", text, doubts, missing, _unmapped(sniffed, mapping), [], Report())
    return made if missing else _tried(path, mapping, made)


def _tried(path: Path, mapping: Mapping, made: Proposal) -> Proposal:
    """What the mapping makes of the first rows."""
    source = rows(path, mapping)
    for entry in mapped(islice(source, SAMPLE), Mapper(mapping, path.name, source, made.report)):
        made.report.note(entry)
        if len(made.events) < SHOWN:
            made.events.append(entry)
    return made


def _who(found: dict[str, Guess]) -> list[str]:
    return [name for name in ("visitor", "session", "customer") if name in found]


def _mapping(sniffed: Sniffed, found: dict[str, Guess]) -> Mapping:
    fields: dict[str, str | Field] = {name: _field(name, guess) for name, guess in found.items() if name not in ("time", "type")}
    if not {"visitor", "session"} & set(fields):
        fields = {"visitor": fields.get("customer", "?")} | fields
    format = _format(found)
    if "time" in found and is_day_only(found["time"].column.present[:200], format):
        fields["precision"] = Field(value="day")
    return Mapping(
        format=sniffed.format,  # type: ignore[arg-type]  # one of the three
        delimiter=sniffed.delimiter,
        encoding=sniffed.encoding,
        columns=[] if sniffed.header else [column.name for column in sniffed.columns],
        decimal="," if "price" in found and _comma(found["price"]) else ".",
        each=Each(column=sniffed.each) if sniffed.each and any("[]." in guess.column.name for guess in found.values()) else None,
        time=Time(column=found["time"].column.name if "time" in found else "?", format=format),
        type=_type(found),
        fields=fields,
    )


def _field(name: str, guess: Guess) -> str | Field:
    column, values = guess.column.name, guess.column.present
    if name == "page" and any("://" in str(value) or "?" in str(value) for value in values):
        return Field(column=column, turn="path")
    if name == "referrer" or any(len(str(value)) > {"country": 32, "device": 32, "channel": 64}.get(name, 256) for value in values):
        return Field(column=column, turn="cut")
    return column


def _format(found: dict[str, Guess]) -> str:
    return formats_of(found["time"].column.present[:200])[0][0] if "time" in found else "iso"


def _type(found: dict[str, Guess]) -> Type:
    if "type" not in found:
        return Type(value="purchase" if {"order", "quantity"} <= found.keys() else "view_item")
    names = dict.fromkeys(str(value) for value in found["type"].column.present)
    known = {name: kind for name in names if (kind := meaning(name))}
    return Type(column=found["type"].column.name, names=known, skip=[name for name in names if name not in known])


def _comma(guess: Guess) -> bool:
    return any("," in str(value) for value in guess.column.present)


def _doubts(sniffed: Sniffed, found: dict[str, Guess]) -> Iterator[str]:
    """What a person should look at, in sentences."""
    if not sniffed.header:
        yield "the file seems to have no header line: its columns are called c1, c2, ... here"
    if sniffed.encoding != "utf-8":
        yield f"the file is not UTF-8; {sniffed.encoding} is a guess"
    yield from _time_doubts(found)
    if "type" not in found:
        yield f"no column names events: every row is taken for a {_type(found).value}"
    elif skipped := _type(found).skip:
        yield f"these event names are not understood and left out: {', '.join(skipped)}"
    if not {"visitor", "session"} & found.keys() and "customer" in found:
        yield f"nobody but the customer is named: {found['customer'].column.name} is taken for the visitor too"
    for name, guess in found.items():
        if guess.confidence < SURE:
            yield f"{name} from {guess.column.name}: {guess.why}, {guess.confidence:.0%} sure"
    if "price" in found and "currency" not in found:
        yield 'no column names the currency; where it is one, write currency = { value = "EUR" }'


def _time_doubts(found: dict[str, Guess]) -> Iterator[str]:
    if "time" not in found:
        return
    values = found["time"].column.present[:200]
    format = _format(found)
    others = [other for other, share in formats_of(values)[1:] if share == formats_of(values)[0][1] and other[:2] != format[:2]]
    if others and format.startswith("%"):
        yield f"the stamps read as {format} and as {', '.join(others)} as well: which is day and which is month?"
    if not names_zone(values, format):
        yield 'the stamps name no time zone: UTC is taken; else write zone = "Europe/Berlin" under [time]'
    if is_day_only(values, format):
        yield "the stamps are dates without a time of day: gaps and durations mean nothing"


def _unmapped(sniffed: Sniffed, mapping: Mapping) -> list[str]:
    """Columns that the mapping says nothing of."""
    used: Any = msgspec.json.encode(mapping).decode()
    return [column.name for column in sniffed.columns if f'"{column.name}"' not in used and f"{{{column.name}}}" not in used]
