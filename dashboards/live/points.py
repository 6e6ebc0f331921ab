"""The points of a time series as they are drawn: a value or a gap at every step of the period."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from contracts import steps
from contracts.catalogue import METRICS
from contracts.reading import Answer

Points = list[tuple[datetime, float | None]]
_DAY: Final = timedelta(days=1)


def series(answer: Answer) -> dict[str, Points]:
    """Each number of a time series at every step of its period.

    A step without samples is 0 where the value counts something, else a gap: no sessions is no session duration.
    Nor has a step of anything else a value with fewer samples than would tell something: one visit converts by 0 or by 100%.
    Beside the value stand those further numbers that its metric names: numbers of another unit would need another axis.
    """
    at, samples = answer.columns.index("t"), answer.columns.index("samples")
    counting, least = counts(answer), max(1, steps.needed(answer.minimum, answer.samples_of))
    numbers = ["value", *(column for column in METRICS[answer.metric].beside if column in answer.columns)]
    found = {row[at]: row for row in answer.rows if counting or (row[samples] or 0) >= least}
    stamps = _stamps(answer, sorted(row[at] for row in answer.rows), counting)
    missing = 0.0 if counting else None
    return {
        column: [(t, found[t][place] if t in found else missing) for t in stamps]
        for column in numbers
        for place in (answer.columns.index(column),)
    }


def counts(answer: Answer) -> bool:
    """Whether a value counts: whole numbers of things, or a rate of them."""
    if answer.unit in ("%", "s", "seconds", "ms"):
        return False
    value = answer.columns.index("value")
    return "/" in answer.unit or all(isinstance(row[value], int) for row in answer.rows)


def empty(answer: Answer) -> bool:
    """Whether no step has the samples to be drawn."""
    return all(value is None for points in series(answer).values() for _, value in points)


def broken(points: Points) -> bool:
    """Whether a third of the points or more stand alone between gaps: as a line they would be a row of dots."""
    values = [None, *(value for _, value in points), None]
    drawn = sum(value is not None for value in values)
    return drawn > 1 and 3 * sum(alone(values)) >= drawn


def alone(values: Sequence[float | None]) -> list[bool]:
    """Of each value but the first and the last, whether it has no neighbour."""
    return [two is not None and one is None and three is None for one, two, three in zip(values, values[1:], values[2:], strict=False)]


def _stamps(answer: Answer, stamps: Sequence[datetime], counting: bool) -> list[datetime]:
    """Every step of the period, on the clock or from its start; the query's own stamps where it starts its steps elsewhere.

    What is known by the day alone is no gap in each of the day's hours.
    """
    width = answer.step
    if not counting and len(stamps) > 1 and all((two - one) % _DAY == timedelta(0) for one, two in pairwise(stamps)):
        width = max(width, steps.DAY)
    begins = (steps.floor(answer.start, answer.step), answer.start, stamps[0] if stamps else answer.start)
    for begin in begins:
        grid = list(steps.grid(begin, max(answer.end, begin + timedelta(seconds=1)), width))
        if set(stamps) <= set(grid):
            return grid
    return list(stamps)
