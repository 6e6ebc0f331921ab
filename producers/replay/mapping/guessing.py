"""Which column is which field of an event: judged by its name, by its values, and by what is left."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from producers.replay.mapping.field_names import NAMES
from producers.replay.mapping.likeness import TELLING, likeness
from producers.replay.mapping.sniffing import Column

SURE: Final = 0.85
LIKELY: Final = 0.55  # below it a column is not taken


class Guess(NamedTuple):
    """A column taken for a field; confidence 0 to 1, and why."""

    field: str
    column: Column
    confidence: float
    why: str


def guesses(columns: list[Column]) -> dict[str, Guess]:
    """The best column of each field, no column twice."""
    found: dict[str, Guess] = {}
    taken: set[str] = set()
    for guess in sorted(_candidates(columns), key=lambda guess: -guess.confidence):
        if guess.field not in found and guess.column.name not in taken and guess.confidence >= LIKELY:
            found[guess.field] = guess
            taken.add(guess.column.name)
    if not {"visitor", "session", "customer"} & found.keys():
        found |= {guess.field: guess for guess in _left([column for column in columns if column.name not in taken])}
    return found


def _left(columns: list[Column]) -> list[Guess]:
    """The visitor where no name tells: of the columns left, one of ids that come again, the most different of them."""
    ids = [(len(set(map(str, column.present))), column) for column in columns if column.present and likeness("visitor", column.present) > 0]
    again = [(different, column) for different, column in ids if 1 < different < len(column.present)]
    return [Guess("visitor", max(again, key=lambda found: found[0])[1], 0.3, "the column of ids that come again")] if again else []


def _candidates(columns: list[Column]) -> Iterator[Guess]:
    for column in columns:
        values = column.present[:200]
        for field in NAMES if values else ():
            name, value = _by_name(field, column.name), likeness(field, values)
            if value == 0:
                continue  # what its values rule out, no name makes good
            if name >= 0.8:
                yield Guess(field, column, 0.6 * name + 0.4 * value, "by its name and values")
            elif value >= 0.85 and field in TELLING:
                yield Guess(field, column, 0.65 * value, "by its values only")


def _by_name(field: str, column: str) -> float:
    """How near a column's name is to one that the field has; what a field is called most often counts a little more."""
    spelled = _spellings(column)
    return max(_alike(plain, known) - 0.003 * place for place, known in enumerate(_KNOWN[field]) for plain in spelled)


def _alike(name: str, known: str) -> float:
    """Likeness of two names; of short ones ("page", "age") only sameness counts."""
    if min(len(name), len(known)) <= 4:
        return float(name == known)
    return fuzz.ratio(name, known) / 100


def _spellings(path: str) -> set[str]:
    """The last name of a path, the last two as one, as in "event.name", and what is said of an order's line as in "Lineitem sku"."""
    names = path.rsplit(".", 2)
    last = _plain(names[-1])
    return {last, _plain("".join(names[-2:])), re.sub(r"^(order)?line(item)?(?=.)", "", last)}


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


_KNOWN: Final = {field: tuple(map(_plain, names)) for field, names in NAMES.items()}
