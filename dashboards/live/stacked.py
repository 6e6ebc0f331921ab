"""A table where there is no room for one, as in the chat: a few short lines for each of its lines, the rest a click away."""

from html import escape
from itertools import repeat
from typing import Any, Final

from contracts.money import MONEY
from contracts.reading import Answer
from dashboards.live.drawing import places_of, title_of, written
from dashboards.live.formatting import NONE

_MEASURES: Final = ("%", "s", "seconds", "ms")  # whose sign stands in the number already
_IN_PERCENT: Final = " in %"
_LINES: Final = 5
_PROSE: Final = 24  # letters of a text that is read as one, from the left
_TOLD: Final = 2  # further cells that are in sight: metrics name the most telling ones first


def stacked(answer: Answer, most: int = _LINES) -> str:
    """Each line as its label and value, the two cells that tell most, and `more` for the rest. The bot says how many are left out."""
    rows = answer.rows[:most]
    digits = places_of(answer, rows)
    return "<ul class=stacked>" + "".join(map(_item, repeat(answer), rows, repeat(digits))) + "</ul>"


def _item(answer: Answer, row: tuple[Any, ...], digits: dict[str, int | None]) -> str:
    cells = dict(zip(answer.columns, row, strict=True))
    label = str(cells.pop("label", "")) or "(none)"
    value = written(answer, "value", cells.pop("value", None), digits["value"])
    samples = {"samples": cells.pop("samples", None)}
    further = [(column, cell) for column, cell in cells.items() if cell not in (None, "") and not _echoes(cell, label)]
    told = "".join(_cell(answer, column, cell, digits) for column, cell in further[:_TOLD])
    rest_of_it = "".join(_cell(answer, column, cell, digits) for column, cell in [*further[_TOLD:], *samples.items()])
    return (
        f"<li><p><b>{escape(label)}</b>{_value(answer, value)}</p><dl>{told}</dl>"
        f"<details><summary>more<span class=unseen> of {escape(label)}</span></summary><dl>{rest_of_it}</dl></details></li>"
    )


def _echoes(cell: Any, label: str) -> bool:
    """Whether a text stands in the label already."""
    return isinstance(cell, str) and cell in label


def _value(answer: Answer, value: str) -> str:
    unit = answer.currency if answer.unit == MONEY else "" if answer.unit in _MEASURES or value == NONE else answer.unit
    if unit.endswith(_IN_PERCENT):
        value, unit = f"{value}%", unit.removesuffix(_IN_PERCENT)
    return f"<span class=amount>{escape(value)}{f' <small>{escape(unit)}</small>' if unit else ''}</span>"


def _cell(answer: Answer, column: str, value: Any, digits: dict[str, int | None]) -> str:
    text = written(answer, column, value, digits[column])
    form = " class=prose" if len(text) > _PROSE else ""
    return f"<div><dt>{escape(title_of(answer, column))}</dt><dd{form}>{escape(text)}</dd></div>"
