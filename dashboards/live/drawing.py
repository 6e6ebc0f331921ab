"""From an answer to HTML: bars, tables and heatmaps. All text from the data is escaped here."""

from html import escape
from itertools import pairwise, repeat
from typing import Any, Final

import msgspec

from contracts.money import MONEY, paid
from contracts.reading import Answer
from dashboards.live.contrast import tone
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
    drawn = len(answer.rows[:most])
    return (
        f"<div class='barlist{' many' if drawn > _BARS + 2 else ''}' style='--bars:{drawn}'>"
        + "".join(_bar(answer, row, label, value, share, top, digits) for row in answer.rows[:most])
        + "</div>"
        + rest(answer, most)
    )


def table(answer: Answer, most: int = _LINES) -> str:
    """A plain table: text to the left, numbers to the right. A further text that its label already holds is left out.

    What matters stands first, for a narrow screen shows no more: how many samples stand behind a line comes last.
    """
    answer = _samples_last(_without_echoes(answer))
    rows = answer.rows[:most]
    forms = [_form([row[i] for row in rows]) for i in range(len(answer.columns))]
    head = "".join(f"<th{form}>{escape(title_of(answer, c))}</th>" for c, form in zip(answer.columns, forms, strict=True))
    digits = places_of(answer, rows)
    body = "".join("<tr>" + "".join(map(_cell, repeat(answer), answer.columns, row, forms, digits.values())) + "</tr>" for row in rows)
    # What scrolls must be reached by keys, and so must have a name.
    scroll = f"<div class=scroll tabindex=0 role=region aria-label='{escape(answer.title, quote=True)}'>"
    return f"{scroll}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{rest(answer, most)}"


def places_of(answer: Answer, rows: list[tuple[Any, ...]]) -> dict[str, int | None]:
    """Digits behind the point of each column's numbers."""
    return {column: places(row[i] for row in rows) for i, column in enumerate(answer.columns)}


def written(answer: Answer, column: str, value: Any, digits: int | None) -> str:
    """A cell in words: money is exact, for a table of it is added up."""
    if column == "value" and answer.unit == MONEY and value is not None:
        return f"{value:,.2f}"
    return cell(column, value, answer.unit if column == "value" else "", digits)


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
    size = f"--columns:{len(columns)};--rows:{len(rows)};--letters:{letters}"
    return f"<div class=heat style='{size}'><div></div>{head}{body}</div>{rest(answer, drawn)}"


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
    amount = escape(cell("value", row[value], answer.unit, digits))
    look = f"class='square{tone(strength)}' style='--strength:{100 * strength:.1f}%'"
    return f"<div {look} title='{_tip(answer, row)}'><span>{amount}</span></div>"


def shared_samples(answer: Answer) -> int:
    """The samples that stand behind each of a table's lines, where they are the same: no column has to repeat them. Else 0."""
    found = {row[answer.columns.index("samples")] for row in answer.rows} if answer.kind == "table" and len(answer.rows) > 1 else set()
    return int(found.pop() or 0) if len(found) == 1 else 0


def _samples_last(answer: Answer) -> Answer:
    if answer.kind != "table" or "samples" not in answer.columns:
        return answer
    at = answer.columns.index("samples")
    order = [i for i, _ in enumerate(answer.columns) if i != at] + ([] if shared_samples(answer) else [at])
    rows = [tuple(row[i] for i in order) for row in answer.rows]
    return msgspec.structs.replace(answer, columns=tuple(answer.columns[i] for i in order), rows=rows)


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
    return f"<td{form}>{escape(written(answer, column, value, digits))}</td>"


def title_of(answer: Answer, column: str) -> str:
    """What stands above a column. Money stands under the name of its currency."""
    if column == "value":
        return (answer.currency or "amount") if answer.unit == MONEY else answer.unit or "value"
    known = {"samples": answer.samples_of, "label": "", "t": "from (UTC)"}.get(column)
    told = answer.unit == MONEY or not answer.currency or not paid(column)
    return known if known is not None else heading(column) + ("" if told else f", {answer.currency}")


def _tip(answer: Answer, row: tuple[Any, ...]) -> str:
    names = (title_of(answer, c) or c for c in answer.columns)
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
