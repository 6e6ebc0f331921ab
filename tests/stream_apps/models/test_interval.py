"""Intervals promise nothing before they can keep it, and then keep it, from the first answers on."""

from random import Random

import pytest

from stream_apps.models.interval import UNKNOWN, Interval


def came(random: Random) -> float:
    """What a forecast of 100 comes out at: more often a little less, sometimes much more, as sales do."""
    return 90 * random.lognormvariate(0.0, 0.4)


def inside(since: int, until: int, shops: int = 400) -> float:
    """The share of answers inside, of those with so many answers before them."""
    kept = []
    for seed in range(shops):
        random, interval = Random(seed), Interval()
        for number in range(until):
            answer = came(random)
            low, high = interval.predict_one(100.0)
            if number >= since and low is not None and high is not None:
                kept.append(low <= answer <= high)
            interval.learn_one(100.0, answer)
    assert len(kept) == shops * (until - since)
    return sum(kept) / len(kept)


def test_nothing_is_promised_before_the_ninth_answer() -> None:
    interval, random = Interval(), Random(1)
    for _ in range(9):
        assert interval.predict_one(100.0) == UNKNOWN
        interval.learn_one(100.0, came(random))
    assert interval.predict_one(100.0) != UNKNOWN


@pytest.mark.parametrize(("since", "until"), [(9, 12), (12, 19), (19, 40), (40, 100)])
def test_nine_in_ten_are_inside_however_few_are_known(since: int, until: int) -> None:
    assert 0.88 <= inside(since, until) <= 0.95


def test_it_is_learned_and_no_constant() -> None:
    steady, wild = Interval(), Interval()
    for number in range(12):
        steady.learn_one(100.0, 99.0 + number % 3)
        wild.learn_one(100.0, 60.0 + 40 * (number % 3))
    assert tuple(steady.predict_one(100.0)) == (pytest.approx(99), pytest.approx(101))
    assert tuple(wild.predict_one(100.0)) == (pytest.approx(60), pytest.approx(140))


def test_nobody_is_told_of_sales_below_nothing_unless_they_came() -> None:
    interval = Interval()
    for answer in (400.0, *[100.0] * 8):
        interval.learn_one(100.0, answer)
    assert interval.predict_one(100.0) == (0, 400)
    interval.learn_one(100.0, -50.0)
    assert interval.predict_one(100.0) == (-50, 400)


def test_answers_that_overlap_count_for_fewer() -> None:
    interval = Interval(apart=7)
    for number in range(63):
        assert interval.predict_one(100.0) == UNKNOWN, number
        interval.learn_one(100.0, 110.0)
    assert tuple(interval.predict_one(100.0)) == (pytest.approx(90), pytest.approx(110))
