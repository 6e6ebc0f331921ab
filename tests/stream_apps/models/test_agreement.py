"""Two counters of one door: their errors, found without a truth, and the drift of one."""

from collections.abc import Iterator

import numpy as np
import pytest

from stream_apps.models.agreement import Agreement, TwoCounters
from tests.stream_apps.models.test_footfall import WEEK, usual

WEEKS = 20


def compared(first: float, second: float, share: float, later: float | None = None) -> Iterator[tuple[float, Agreement | None]]:
    """The truth and what is said of hours with people; first, second: relative errors; share: what the second sees, later in the end."""
    random, counters = np.random.default_rng(1), TwoCounters()
    for hour in range(WEEKS * WEEK):
        truth = random.poisson(usual(hour) * np.exp(random.normal(0, 0.2)))
        seen = later if later is not None and hour >= WEEKS // 2 * WEEK else share
        counts = truth * np.exp(random.normal(0, first)), truth * seen * np.exp(random.normal(0, second))
        said = counters.learn_one(hour, *(float(round(count)) for count in counts))
        if truth >= 20:
            yield float(truth), said


@pytest.mark.parametrize(("first", "second"), [(0.02, 0.1), (0.1, 0.02), (0.06, 0.06)])
def test_the_surer_counter_counts_for_more_and_both_say_more_than_the_worse(first: float, second: float) -> None:
    late = [(truth, said) for truth, said in list(compared(first, second, 1.0))[300:] if said]
    off = np.std([said.fused / truth for truth, said in late])
    assert off < 0.8 * max(first, second)
    assert np.mean([abs(said.fused - truth) < 2 * said.error for truth, said in late]) > 0.9
    assert np.mean([said.error / said.fused for _, said in late]) < 2.5 * off  # nor is the error claimed much too large
    assert np.mean([said.apart for _, said in late]) < 0.005


def test_what_one_never_sees_is_a_bias_and_half_of_it_is_part_of_the_error() -> None:
    *_, (truth, said) = compared(0.02, 0.05, 0.8)
    assert said is not None
    assert said.bias == pytest.approx(0.8, abs=0.03)
    assert said.fused == pytest.approx(truth * 0.8**0.5, rel=0.1)  # the middle of both
    assert said.error > 0.1 * truth


def test_a_camera_that_comes_to_see_less_has_drifted_once() -> None:
    said = [said for _, said in compared(0.03, 0.05, 0.9, later=0.7) if said]
    drifts = [number for number, each in enumerate(said) if each.drifted]
    assert len(drifts) == 1
    assert said[-1].bias == pytest.approx(0.7, abs=0.03)
    assert not [each for _, each in compared(0.03, 0.05, 0.9) if each and each.drifted]


def test_an_hour_in_which_one_is_blind_is_apart() -> None:
    counters = TwoCounters()
    for hour in range(200):
        counters.learn_one(hour, 100.0 + hour % 3, 95.0 + hour % 5)
    blind, night = counters.learn_one(200, 100.0, 0.0), counters.learn_one(201, 1.0, 0.0)
    assert blind is not None
    assert night is not None
    assert (blind.apart, night.apart) == (True, False)
