"""Footfall: what it foresees, how wide its limits are, and that it goes on exactly where it was kept."""

import pickle
from collections.abc import Iterator
from math import pi, sin

import numpy as np
import pytest

from stream_apps.models.footfall import WEEK, Footfall, Forecast

WEEKS = 40


def usual(hour: int) -> float:
    """People expected in an hour of a shop that opens at nine, more on Saturdays."""
    day, clock = divmod(hour % WEEK, 24)
    return 200 * (1 + (day == 5)) * sin(pi * (clock - 8) / 12) if 9 <= clock < 20 else 0.0


def chance(weeks: int = WEEKS, seed: int = 1) -> list[float]:
    """What comes by chance alone where that is expected."""
    random = np.random.default_rng(seed)
    return [float(random.poisson(usual(hour))) for hour in range(weeks * WEEK)]


def told(model: Footfall, counts: list[float], first: int = 0) -> Iterator[tuple[int, float, Forecast | None]]:
    """Each hour with what was expected of it an hour before."""
    for hour, people in enumerate(counts, first):
        forecast = model.predict_one(1)
        yield hour, people, forecast
        model.learn_one(hour, people)


def is_unusual(people: float, forecast: Forecast | None) -> bool:
    """Whether an hour lies outside of what is usual."""
    return forecast is not None and forecast.below is not None and not forecast.below <= people <= (forecast.above or 0)


def test_it_foresees_nothing_in_its_first_week_and_then_the_week_before() -> None:
    seen = list(told(Footfall(), chance(weeks=2)))
    assert {forecast for _, _, forecast in seen[:WEEK]} == {None}
    foreseen = seen[WEEK + 12][2]
    assert foreseen is not None
    assert foreseen.people == pytest.approx(usual(12), rel=0.3)


def test_where_only_chance_plays_one_hour_in_two_hundred_is_called_unusual() -> None:
    late = list(told(Footfall(), chance()))[WEEKS // 2 * WEEK :]
    flagged = sum(is_unusual(people, forecast) for _, people, forecast in late)
    assert flagged / len(late) < 0.01
    within = [forecast.low <= people <= forecast.high for _, people, forecast in late if forecast and forecast.low is not None]
    assert sum(within) / len(within) > 0.88


def test_hours_of_a_fair_and_of_a_burst_pipe_are_called_unusual() -> None:
    counts, fair, pipe = chance(), (WEEKS - 3) * WEEK + 12, (WEEKS - 2) * WEEK + 36
    counts[fair], counts[pipe] = 3 * usual(12), 0.0
    assert {fair, pipe} <= {hour for hour, people, forecast in told(Footfall(), counts) if is_unusual(people, forecast)}


def test_after_a_gap_it_goes_on_from_the_profile() -> None:
    counts, model = chance(), Footfall()
    for _ in told(model, counts[: 20 * WEEK]):
        pass
    seen = list(told(model, counts[23 * WEEK : 24 * WEEK], 23 * WEEK))
    assert seen[0][2] is not None  # the hour after the last that was counted
    noon = seen[12][2]
    assert noon is not None
    assert (noon.hour, noon.people) == (23 * WEEK + 12, pytest.approx(usual(12), rel=0.2))


def test_an_hour_that_is_past_changes_nothing() -> None:
    model = Footfall()
    model.learn_one(100, 5.0)
    before = pickle.dumps(model)
    model.learn_one(100, 7.0)
    model.learn_one(99, 7.0)
    assert pickle.dumps(model) == before


def test_a_kept_model_goes_on_exactly() -> None:
    counts, model = chance(weeks=6), Footfall()
    for _ in told(model, counts[: 3 * WEEK]):
        pass
    restored = pickle.loads(pickle.dumps(model))  # noqa: S301  its own
    rest = counts[3 * WEEK :]
    assert list(told(restored, rest, 3 * WEEK)) == list(told(model, rest, 3 * WEEK))


def test_a_silent_door_is_foreseen_silent() -> None:
    model = Footfall()
    for _ in told(model, [0.0] * 60 * WEEK):
        pass
    forecast = model.predict_one(24)
    assert forecast is not None
    assert (forecast.people, forecast.low) == (0.0, 0.0)
    assert is_unusual(50.0, model.predict_one(1))
