"""How well a grouping describes what it groups."""

from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream_apps.models.grouping import Explained, Mean

Samples = st.lists(st.dictionaries(st.sampled_from("abc"), st.floats(-100, 100), max_size=3), min_size=1, max_size=20)


@given(Samples)
def test_a_running_mean_is_the_mean_where_absent_is_zero(samples: list[dict[str, float]]) -> None:
    running = Mean()
    for x in samples:
        running.learn_one(x)
    assert running.count == len(samples)
    for name in "abc":
        assert running.center.get(name, 0.0) == pytest.approx(mean(x.get(name, 0.0) for x in samples), abs=1e-9)


@given(Samples)
def test_a_sample_is_at_no_distance_from_its_own_mean(samples: list[dict[str, float]]) -> None:
    running = Mean()
    running.learn_one(samples[0])
    assert running.distance(samples[0]) == 0
    assert running.distance({}) == pytest.approx(sum(value**2 for value in samples[0].values()))


def test_a_grouping_that_says_all_explains_all_and_one_that_says_nothing_none() -> None:
    all_alike, all_apart = Explained(), Explained()
    for distance in (1.0, 4.0, 9.0):
        all_alike.add(0.0, distance)
        all_apart.add(distance, distance)
    assert (Explained().score, all_alike.score, all_apart.score) == (0.0, 1.0, 0.0)


def test_what_happened_lately_counts_more() -> None:
    good_then_bad, bad_then_good = Explained(), Explained()
    for number in range(2_000):
        good_then_bad.add(float(number >= 1_000), 1.0)
        bad_then_good.add(float(number < 1_000), 1.0)
    assert good_then_bad.score < 0.5 < bad_then_good.score
