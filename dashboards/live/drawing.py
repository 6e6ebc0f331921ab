"""From an answer to HTML: bars, tables and heatmaps. All text from the data is escaped here."""

from html import escape
from itertools import pairwise, repeat
from typing import Any, Final

import msgspec

from contracts.reading import Answer
from dashboards.live.formatting import cell, heading, number, places

_BARS: Final = 10
_CLOCK: Final = 24
_LINES: Final = 14
_PROSE: Final = 30  # letters of a text that takes several lines rather than push its table out of the panel
_WEEK: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_GRID: Final = 50  # columns and rows: a listing without end would have a square for each pair of them


def bars(answer: Answer, most: int = _BARS) -> str:
    """The largest labels, each with its bar, its number and (if the query gives one) its share.

    Labels in an order of their own, such as hours, are drawn further: those cut off would not be the smallest.
    """
    label, value = answer.columns.index("label"), answer.columns.index("value")
    if any((one[value] or 0) < (two[value] or 0) for one, two in pairwise(answer.rows)):
        most = max(most, _CLOCK)
    share = next((i for i, c in enumerate(answer.columns) if c.startswith("share")), None)
    top = max((row[value] for row in answer.rows if row[value] is not None), default=0) or 1
    digits = places(row[value] for row in answer.rows[:most])
    return (
        "<div class=barlist>"
        + "".join(_bar(answer, row, label, value, share, top, digits) for row in answer.rows[:most])
        + rest(answer, most)
        + "</div>"
    )


def table(answer: Answer, most: int = _LINES) -> str:
    """A plain table: text to the left, numbers to the right. A further text that its label already holds is left out."""
    answer = _without_echoes(answer)
    rows = answer.rows[:most]
    forms = [_form([row[i] for row in rows]) for i in range(len(answer.columns))]
    head = "".join(f"<th{form}>{escape(_title(answer, c))}</th>" for c, form in zip(answer.columns, forms, strict=True))
    digits = [places(row[i] for row in rows) for i in range(len(answer.columns))]
    body = "".join("<tr>" + "".join(map(_cell, repeat(answer), answer.columns, row, forms, digits)) + "</tr>" for row in rows)
    return f"<div class=scroll><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{rest(answer, most)}"


def heatmap(answer: Answer) -> str:
    """A grid of cells, each as strong as its value, which is written in it where it fits. Headings too wide for it stand upright."""
    x, y, value = (answer.columns.index(c) for c in ("x", "y", "value"))
    columns, rows = _axis(answer, x)[:_GRID], _axis(answer, y)[:_GRID]
    drawn = sum(row[x] in columns and row[y] in rows for row in answer.rows)
    found = {(row[x], row[y]): row for row in answer.rows}
    top = max((row[value] for row in answer.rows if row[value] is not None), default=0) or 1
    digits = places(row[value] for row in answer.rows)
    head = "".join(f"<div class='tick top'><span>{escape(str(c))}</span></div>" for c in columns)
    body = "".join(
        f"<div class='tick side'>{escape(str(r))}</div>" + "".join(_square(answer, found.get((c, r)), value, top, digits) for c in columns)
        for r in rows
    )
    letters = max((len(str(c)) for c in columns), default=0)
    return f"<div class=heat style='--columns:{len(columns)};--letters:{letters}'><div></div>{head}{body}</div>{rest(answer, drawn)}"


def _bar(answer: Answer, row: tuple[Any, ...], label: int, value: int, share: int | None, top: float, digits: int | None) -> str:
    width = max(0.0, 100 * (row[value] or 0) / top)
    beside = f"<small>{escape(cell(answer.columns[share], row[share]))}</small>" if share is not None else ""
    name, amount = escape(str(row[label]) or "(none)"), escape(cell("value", row[value], answer.unit, digits))
    return (
        f"<div class=bar title='{_tip(answer, row)}'><i style='width:{width:.2f}%'></i>"
        f"<span class=label>{name}</span>{beside}<b>{amount}</b></div>"
    )


def _square(answer: Answer, row: tuple[Any, ...] | None, value: int, top: float, digits: int | None) -> str:
    if row is None or row[value] is None:
        return "<div class='square none' title='no data'>·</div>"
    strength = max(0.0, min(1.0, row[value] / top))
    tone, amount = " strong" if strength > 0.55 else "", escape(cell("value", row[value], answer.unit, digits))
    return f"<div class='square{tone}' style='--strength:{100 * strength:.1f}%' title='{_tip(answer, row)}'><span>{amount}</span></div>"


def _without_echoes(answer: Answer) -> Answer:
    if "label" not in answer.columns:
        return answer
    label = answer.columns.index("label")
    kept = [
        i for i, _ in enumerate(answer.columns) if i == label or not all(isinstance(r[i], str) and r[i] in r[label] for r in answer.rows)
    ]
    rows = [tuple(row[i] for i in kept) for row in answer.rows]
    return msgspec.structs.replace(answer, columns=tuple(answer.columns[i] for i in kept), rows=rows)


def _cell(answer: Answer, column: str, value: Any, form: str, digits: int | None) -> str:
    exact = column == "value" and answer.unit == "currency" and value is not None  # a table of money is added up
    text = f"{value:,.2f}" if exact else escape(cell(column, value, answer.unit if column == "value" else "", digits))
    return f"<td{form}>{text}</td>"


def _title(answer: Answer, column: str) -> str:
    return {"value": answer.unit or "value", "samples": answer.samples_of, "label": ""}.get(column, heading(column))


def _tip(answer: Answer, row: tuple[Any, ...]) -> str:
    names = (_title(answer, c) or c for c in answer.columns)
    pairs = (f"{n}: {cell(c, v, answer.unit if c == 'value' else '')}" for n, c, v in zip(names, answer.columns, row, strict=True))
    return escape("\n".join(pairs), quote=True)


def rest(answer: Answer, most: int) -> str:
    """How many lines are not drawn."""
    left = len(answer.rows) - most
    return f"<div class=rest>and {number(left)} more</div>" if left > 0 else ""


def _axis(answer: Answer, place: int) -> list[Any]:
    return sorted({row[place] for row in answer.rows}, key=lambda v: (isinstance(v, str), _WEEK.index(v) if v in _WEEK else 0, v))


def _form(cells: list[Any]) -> str:
    if all(isinstance(value, int | float) or value is None for value in cells):
        return " class=number"
    return " class=prose" if any(isinstance(value, str) and len(value) > _PROSE for value in cells) else ""
