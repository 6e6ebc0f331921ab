"""Lines of a ranking in the order that a question wants: "best", "lowest", "highest exit rate". Pure."""

import re
from typing import Any, Final, NamedTuple

from contracts.reading import Answer

_HIGH: Final = re.compile(r"\b(highest|most|biggest|largest|maximum)\b")
_LOW: Final = re.compile(r"\b(lowest|least|fewest|smallest|minimum)\b")
_GOOD: Final = re.compile(r"\b(best|strongest)\b")
_BAD: Final = re.compile(r"\b(worst|weakest|poorest)\b")
_SHAPE: Final = ("label", "value", "samples")
_ENDS: Final = {"percent", "a", "an", "s", "ms"}


class Order(NamedTuple):
    """The column by which lines are ordered, and which way."""

    column: str
    falling: bool

    def sorted(self, now: Answer) -> list[tuple[Any, ...]]:
        """The lines in this order; those that rest on too few samples, or have no number there, are left out."""
        at, samples = now.columns.index(self.column), now.columns.index("samples")
        rows = [row for row in now.rows if row[at] is not None and row[samples] >= now.minimum]
        return sorted(rows, key=lambda row: float(row[at]), reverse=self.falling)

    def words(self, now: Answer) -> str:
        """How the lines are ordered, and how many were left out."""
        named = now.title.lower().partition(" by ")[0] if self.column == "value" else self.column.removesuffix("_percent").replace("_", " ")
        left = len(now.rows) - len(self.sorted(now))
        few = f" {left} with fewer than {now.minimum} {now.samples_of} left out." if left else ""
        return f"By {named}, the {'highest' if self.falling else 'lowest'} first.{few}"


def order(text: str, now: Answer) -> Order | None:
    """The order that a question asks for; None where it asks for none, or that is how the lines come anyway."""
    lower = text.lower()
    falling = _falling(lower, now.better)
    if falling is None or now.kind not in ("bars", "table"):
        return None
    column = _column(lower, now)
    found = Order(column, falling) if column else None
    return found if found and found.sorted(now) else None


def _falling(text: str, better: str) -> bool | None:
    if _HIGH.search(text) or _LOW.search(text):
        return not _LOW.search(text)
    if _GOOD.search(text) or _BAD.search(text):
        return bool(_GOOD.search(text)) != (better == "lower")
    return None


def _column(text: str, now: Answer) -> str:
    """The further number that the question names in full, else the value where that is a rate by something."""
    said = set(re.findall(r"[a-z]+", text))
    numbers = [name for at, name in enumerate(now.columns) if name not in _SHAPE and any(_is_number(row[at]) for row in now.rows)]
    named = [name for name in numbers if set(_said(name).split()) <= said]
    return max(named, key=len, default="value" if "_by_" in now.metric and now.unit.startswith("%") else "")


def _said(column: str) -> str:
    """The words of a column's name that a question must have."""
    return " ".join(word for word in column.split("_") if word not in _ENDS)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
