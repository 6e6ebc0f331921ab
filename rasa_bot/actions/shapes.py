"""Metrics whose rows belong together, told as one: a funnel's steps, cohorts that come again, shares that shift. Pure.

Each function takes the answer and, where the question compares, the one before; it gives lines.
"""

from collections.abc import Callable, Iterator
from itertools import groupby, pairwise
from typing import Any, Final

from contracts.reading import Answer
from rasa_bot.actions.numbers import amount, length, number

_DID: Final = {"view": "looked", "cart": "put something in the cart", "checkout": "began to check out", "purchase": "bought"}
_WEEK: Final = 604_800
_MONTHS: Final = 6  # of a cohort that are told


def funnel(now: Answer, before: Answer | None) -> Iterator[str]:
    """How many came how far, and where most of those who had begun to buy were lost."""
    rows = sorted(_rows(now), key=lambda row: [*_DID].index(row["label"]))
    steps = [(str(row["label"]), int(row["value"]), row["median_s"]) for row in rows]
    (_, all_sessions, _), *later = steps
    came = ", ".join(f"{number(count)} {_DID.get(name, name)} ({_share(count, all_sessions)})" for name, count, _ in later)
    yield f"Of {amount(all_sessions, now.samples_of)} {came}."
    yield from _losses(steps)
    if later and later[-1][1] and later[-1][2] is not None:
        yield f"Half of those who bought did so within {length(float(later[-1][2]))}."
    if before and before.enough:
        then = {str(row["label"]): int(row["value"]) for row in _rows(before)}
        shares = ", ".join(f"{_share(then.get(name, 0), then.get('view', 0))} {_DID.get(name, name)}" for name, _, _ in later)
        yield f"Before: of {amount(then.get('view', 0), now.samples_of)} {shares}."


def _losses(steps: list[tuple[str, int, Any]]) -> Iterator[str]:
    lost = [(one[1] - two[1], one, two) for one, two in pairwise(steps[1:]) if one[1]]
    if not lost:
        return
    count, (name, had, _), (next_name, _, _) = max(lost, key=lambda step: step[0])
    if count > 0:
        lost_there = f"{number(count)} of {number(had)} ({_share(count, had)})"
        yield f"Once something is in the cart, most are lost between {name} and {next_name}: {lost_there}."


def retention(now: Answer, _before: Answer | None) -> Iterator[str]:
    """The share that came again so many weeks later, over all weeks of first visits that lie far enough back."""
    sizes = {int(row["y"]): int(row["samples"]) for row in _rows(now)}
    again = {(int(row["y"]), int(row["x"])): float(row["value"]) for row in _rows(now)}
    weeks = (now.end - now.start).total_seconds() / _WEEK
    told = 0
    for later in sorted({x for _, x in again}):
        old = {y: size for y, size in sizes.items() if y + later + 2 <= weeks}
        total = sum(old.values())
        if total >= now.minimum and told < 6:
            told += 1
            share = sum(again.get((y, later), 0.0) * size for y, size in old.items()) / total
            when = "within the same week" if not later else f"{later} week{'s' if later > 1 else ''} later"
            yield f"- {amount(share, now.unit)} came again {when} (of {amount(total, now.samples_of)})"
    yield now.meaning if told else "No week of first visits lies far enough back to tell who came again; ask for a longer period."


def cohorts(now: Answer, _before: Answer | None) -> Iterator[str]:
    """The share that ordered again so many months later, over all months of first orders for which that month is over."""
    end = now.end.year * 12 + now.end.month
    sizes = {str(row["y"]): int(row["samples"]) for row in _rows(now)}
    again = {(str(row["y"]), int(row["x"])): float(row["value"]) for row in _rows(now)}
    for later in sorted({x for _, x in again})[:_MONTHS]:
        over = {y: size for y, size in sizes.items() if int(y[:4]) * 12 + int(y[5:]) + later < end}
        if (total := sum(over.values())) >= now.minimum:
            share = sum(again.get((y, later), 0.0) * size for y, size in over.items()) / total
            when = "in the same month" if not later else f"{later} month{'s' if later > 1 else ''} later"
            yield f"- {amount(share, now.unit)} ordered again {when} (of {amount(total, now.samples_of)})"
    yield now.meaning


def shares(now: Answer, _before: Answer | None) -> Iterator[str]:
    """Each line's share when the period began and when it ended, what moved most first."""
    lines = []
    for name, group in groupby(_rows(now), key=lambda row: str(row["y"])):
        first, *_, last = [*(cells := list(group)), cells[-1]]
        lines.append((abs(float(last["value"]) - float(first["value"])), name, first, last))
    for _, name, first, last in sorted(lines, key=lambda line: -line[0]):
        was, became = (amount(float(cell["value"]), now.unit) for cell in (first, last))
        yield f"- {name}: {was} ({first['x']}), {became} ({last['x']})"


def rhythm(now: Answer, _before: Answer | None) -> Iterator[str]:
    """Hours or weekdays by how much is sold in them: the strongest three and the weakest."""
    rows = sorted(_rows(now), key=lambda row: -float(row["value"]))
    told = [f"{row['label']} {amount(float(row['value']), now.unit)} ({amount(float(row['share_percent']), '%')})" for row in rows]
    yield f"Most: {', '.join(told[:3])}."
    if len(told) > 3:
        yield f"Least: {told[-1]}."


def _rows(now: Answer) -> list[dict[str, Any]]:
    return [dict(zip(now.columns, row, strict=True)) for row in now.rows]


def _share(part: int, whole: int) -> str:
    return amount(100 * part / whole, "%") if whole else "none"


TOLD: Final[dict[str, Callable[[Answer, Answer | None], Iterator[str]]]] = {
    "funnel": funnel,
    "retention": retention,
    "segment_sizes": shares,
    "rfm_over_time": shares,
    "order_cohorts": cohorts,
    "revenue_by_hour": rhythm,
    "revenue_by_weekday": rhythm,
}
