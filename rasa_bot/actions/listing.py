"""Rankings, tables, heatmaps and paths in words. Pure."""

import re
from typing import Any, Final

from contracts.reading import Answer
from rasa_bot.actions import countries, ranking, shapes
from rasa_bot.actions.numbers import amount, cells, length, number
from rasa_bot.actions.places import where
from rasa_bot.actions.understanding import Request

LISTED: Final = 5
_NAMED: Final = ("lift", "score", "explained")  # units that say what a number is rather than of what it is
_SPOTS: Final = {"busiest_hours": "{y} {x}:00", "floor_heat": "column {x}, row {y}"}  # what x and y are, where that has a name
_COMPLETE: Final = 50  # a ranking with fewer rows than its metric's limit is whole, so that its end is known too


def words(asked: Request, now: Answer, before: Answer | None) -> str:
    """The head and one numbered line each."""
    head = f"{now.title}{f' {asked.label}' if asked.label else ''}{where(now.filters)}:"
    if now.metric in shapes.TOLD:
        return "\n".join([head, *shapes.TOLD[now.metric](now, before if asked.manner.compare else None)])
    rows, chosen = ranked(asked, now), asked.lines or focus(asked, now)
    shown = chosen or rows[: asked.top or LISTED]
    earlier = {str(row[0]): row for row in before.rows} if _compares(asked, now, before) and before else {}
    told = ((row, f"{line(now, row)}{_moved(row, earlier, now)}") for row in shown)
    lines = [_placed(words, rows.index(row) + 1, asked, len(shown), len(rows)) for row, words in told]
    left = len(rows) - len(shown)
    by = ranking.order(asked.text, now)
    notes = [
        f"({left} more on the page)" if left and not chosen else "",
        by.words(now) if by and not chosen else _reversed(asked, now),
        now.meaning if now.kind == "heatmap" and now.metric != "busiest_hours" else "",
    ]
    if {str(row[0]) for row in rows} == {"unknown"}:
        notes.append(now.meaning)
    if earlier and before:
        notes.append(f"In brackets: {asked.against.label if asked.against else just_before(before)}.")
    return "\n".join([head, *lines, *filter(None, notes)])


def just_before(before: Answer) -> str:
    """The period of the same length before another."""
    return f"in the {length((before.end - before.start).total_seconds(), full=True).removeprefix('1 ')} before"


def ranked(asked: Request, now: Answer) -> list[tuple[Any, ...]]:
    """The rows in the order they are told."""
    at = now.columns.index("value")
    if now.kind == "heatmap":
        return sorted(now.rows, key=lambda row: row[at] or 0, reverse=True)
    if by := ranking.order(asked.text, now):
        return by.sorted(now)
    turned = asked.manner.least and now.kind in ("bars", "table") and len(now.rows) < _COMPLETE
    return now.rows[::-1] if turned else now.rows


def focus(asked: Request, now: Answer) -> list[tuple[Any, ...]]:
    """The rows that the question itself names: "is red popular?", "the share of Polish visitors"."""
    if now.kind not in ("bars", "table"):
        return []
    text = f" {re.sub(r'[^a-z0-9]+', ' ', asked.text.lower())} "
    named = {word for value in asked.dropped.values() for word in value.split(",")}
    return [row for row in ranked(asked, now) if str(row[0]) in named or (len(str(row[0])) > 2 and f" {str(row[0]).lower()} " in text)]


def line(now: Answer, row: tuple[Any, ...]) -> str:
    """One row.

    A label first, then its value, then what else is known of it.
    """
    rest = dict(zip(now.columns, row, strict=True))
    value = rest.pop("value")
    rest.pop("samples", None)
    label = _label(now, rest)
    if now.metric == "customer_offers" and "customer" in now.filters:
        return label  # of one customer there is nothing to count
    known = {label, *now.filters.values(), *re.split(r" → ", label)}
    further = [f"{name} {text}" for name, text in cells({k: v for k, v in rest.items() if str(v) not in known}, "")]
    more = ("; " if any(", " in cell for cell in further) else ", ").join(further)
    if value is None:
        return f"{label}: {more or 'unknown'}"
    told = f"{now.unit} {number(float(value))}" if now.unit in _NAMED else amount(float(value), now.unit)
    return f"{label}: {told}{f' ({more})' if more else ''}"


def _placed(told: str, place: int, asked: Request, shown: int, of: int) -> str:
    """A line with its place in the list; one line of many says of how many, and a day to come has no place."""
    if asked.lines:
        return f"- {told}"
    return f"- {told} (place {place} of {of})" if shown == 1 < of else f"{place}. {told}"


def _label(now: Answer, rest: dict[str, Any]) -> str:
    if now.kind == "heatmap":
        return _SPOTS.get(now.metric, "x {x}, y {y}").format(x=rest.pop("x"), y=rest.pop("y"))
    if now.kind == "sankey":
        return f"{rest.pop('origin')} → {rest.pop('target')}"
    return countries.name(str(rest.pop("label")))


def _compares(asked: Request, now: Answer, before: Answer | None) -> bool:
    return bool(before and before.enough and asked.manner.compare and now.kind in ("bars", "table"))


def _moved(row: tuple[Any, ...], earlier: dict[str, tuple[Any, ...]], now: Answer) -> str:
    if not earlier:
        return ""
    was = earlier.get(str(row[0]))
    return f" [{number(float(was[now.columns.index('value')])) if was else 'not listed'}]"


def _reversed(asked: Request, now: Answer) -> str:
    if not asked.manner.least or now.kind not in ("bars", "table"):
        return ""
    return (
        "The smallest first."
        if len(now.rows) < _COMPLETE
        else f"The largest first: of the smallest I know nothing, only {len(now.rows)} are kept."
    )
