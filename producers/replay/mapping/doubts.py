"""What a person should look at in a proposed mapping, in sentences."""

import re
from collections.abc import Iterator
from typing import Final

from producers.replay.mapping.drafting import format_of, kinds, mark
from producers.replay.mapping.event_words import is_known
from producers.replay.mapping.guessing import SURE, Guess
from producers.replay.mapping.sniffing import Sniffed
from producers.replay.mapping.stamp_formats import formats_of, is_day_only, names_zone

_TIME_OF_DAY: Final = re.compile(r"\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp][Mm])?")


def doubts(sniffed: Sniffed, found: dict[str, Guess]) -> Iterator[str]:
    """Sentences on the file, its stamps, its event names and its fields."""
    if not sniffed.header:
        yield "the file seems to have no header line: its columns are called c1, c2, ... here"
    if sniffed.encoding != "utf-8":
        yield f"the file is not UTF-8; {sniffed.encoding} is a guess"
    yield from _of_time(sniffed, found)
    yield from _of_type(found)
    if not {"visitor", "session"} & found.keys() and "customer" in found:
        yield f"nobody but the customer is named: {found['customer'].column.name} is taken for the visitor too"
    for name, guess in found.items():
        if guess.confidence < SURE:
            yield f"{name} from {guess.column.name}: {guess.why}, {guess.confidence:.0%} sure"
    if doubt := mark(found).doubt:
        yield f"price from {found['price'].column.name}: {doubt}"
    if "price" in found and "currency" not in found:
        yield 'no column names the currency; where it is one, write currency = { value = "EUR" }'


def _of_type(found: dict[str, Guess]) -> Iterator[str]:
    type = kinds(found)
    if "type" not in found:
        yield f"no column names events: every row is taken for a {type.value}"
    if type.skip:
        yield f"these event names are not understood and left out: {', '.join(type.skip)}"
    if guessed := [f"{name} for {kind}" for name, kind in type.names.items() if not is_known(name)]:
        yield f"these event names are taken by their words: {', '.join(guessed)}"


def _of_time(sniffed: Sniffed, found: dict[str, Guess]) -> Iterator[str]:
    if "time" not in found:
        return
    values, format = found["time"].column.present, format_of(found)
    fitting = formats_of(values)
    others = [other for other, share in fitting[1:] if share == fitting[0][1] and other[:2] != format[:2]]
    if others and format.startswith("%"):
        yield f"the stamps read as {format} and as {', '.join(others)} as well: which is day and which is month?"
    if not names_zone(values, format):
        yield 'the stamps name no time zone: UTC is taken; else write zone = "Europe/Berlin" under [time]'
    if is_day_only(values, format):
        yield "the stamps are dates without a time of day: gaps and durations mean nothing"
        for column in sniffed.columns:
            if column.present and all(_TIME_OF_DAY.fullmatch(str(value).strip()) for value in column.present):
                yield f"{column.name} has the time of day, and a mapping takes one column: join the two in the file first"
