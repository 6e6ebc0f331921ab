"""A chance to buy again that starts from another model's and learns where it errs."""

import pickle
from math import exp
from random import Random

import pytest

from stream_apps.models.buys_again import BuysAgain

Sample = tuple[tuple[float, float], bool]


def samples(count: int, seed: int = 1) -> list[Sample]:
    """The other model is right but for a second fact that it does not know."""
    random, made = Random(seed), list[Sample]()
    for _ in range(count):
        facts = (random.gauss(0, 1), random.gauss(5, 1))
        made.append((facts, random.random() < 1 / (1 + exp(-(facts[0] + 0.8 * (facts[1] - 5) - 0.5)))))
    return made


def learned(model: BuysAgain, these: list[Sample]) -> list[float]:
    promised = []
    for facts, came in these:
        promised.append(model.predict_one(facts))
        model.learn_one(facts, came)
    return promised


@pytest.mark.parametrize("odds", [-3.0, 0.0, 2.5])
def test_before_it_has_learned_it_says_what_the_other_says(odds: float) -> None:
    assert BuysAgain([1.0, 0.0]).predict_one((odds, 7.0)) == pytest.approx(1 / (1 + exp(-odds)))


def test_it_learns_what_the_other_does_not_know_and_keeps_what_it_knows() -> None:
    model = BuysAgain([1.0, 0.0], rate=0.05)
    learned(model, samples(20_000))
    odds, second, everybody = model._weights
    assert (odds, second, everybody) == (pytest.approx(1.0, abs=0.15), pytest.approx(0.8, abs=0.15), pytest.approx(-0.5, abs=0.15))


def test_it_never_promises_everything_or_nothing() -> None:
    assert 0 < BuysAgain([1.0]).predict_one((-1e6,)) < BuysAgain([1.0]).predict_one((1e6,)) < 1


@pytest.mark.parametrize("cut", [0, 1, 300])
def test_a_pickled_model_goes_on_exactly(cut: int) -> None:
    model, these = BuysAgain([1.0, -0.5]), samples(500)
    learned(model, these[:cut])
    restored = pickle.loads(pickle.dumps(model, 5))  # noqa: S301  its own
    assert learned(restored, these[cut:]) == learned(model, these[cut:])
