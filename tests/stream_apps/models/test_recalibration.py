"""Promises that follow what came of earlier ones."""

import pickle
from math import exp, log
from random import Random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream_apps.models.recalibration import Recalibration

Answers = list[tuple[float, bool]]


def overdone(count: int, slope: float = 1.5, seed: int = 1) -> Answers:
    """Chances whose log-odds stand so many times too far from those of the usual .05, and what came."""
    random, made = Random(seed), Answers()
    for _ in range(count):
        true, usual = random.gauss(log(0.05 / 0.95), 0.8), log(0.05 / 0.95)
        made.append((1 / (1 + exp(-usual - slope * (true - usual))), random.random() < 1 / (1 + exp(-true))))
    return made


def promised(recalibration: Recalibration, answers: Answers) -> list[float]:
    """What was promised of each before its answer was learned."""
    made = []
    for chance, came in answers:
        made.append(recalibration.promise(chance))
        recalibration.learn_one(chance, came)
    return made


@given(st.floats(1e-9, 1 - 1e-9))
def test_before_an_answer_a_chance_is_promised_as_it_is(chance: float) -> None:
    assert Recalibration().promise(chance) == pytest.approx(chance)


def test_promises_come_true_at_every_level() -> None:
    answers = overdone(80_000)
    made = promised(Recalibration(), answers)
    for low, high in ((0.01, 0.03), (0.03, 0.08), (0.08, 0.15), (0.15, 0.3)):
        late = [(p, came) for p, (_, came) in zip(made[40_000:], answers[40_000:], strict=True) if low <= p < high]
        raw = [(p, came) for p, came in answers[40_000:] if low <= p < high]
        assert fmean(p for p, _ in late) == pytest.approx(fmean(came for _, came in late), rel=0.12)
        if low >= 0.15:
            assert fmean(p for p, _ in raw) > 1.25 * fmean(came for _, came in raw)


def test_a_few_answers_move_little() -> None:
    recalibration = Recalibration()
    promised(recalibration, [(0.15, False)] * 20)
    assert 0.13 < recalibration.promise(0.15) < 0.15


def test_only_what_is_near_moves() -> None:
    recalibration = Recalibration()
    promised(recalibration, [(0.5, False)] * 500)
    assert recalibration.promise(0.5) < 0.25
    assert recalibration.promise(0.05) == pytest.approx(0.05)


def test_it_follows_a_change() -> None:
    recalibration = Recalibration()
    promised(recalibration, [(0.2, number % 10 == 0) for number in range(20_000)])
    assert recalibration.promise(0.2) == pytest.approx(0.1, rel=0.15)
    promised(recalibration, [(0.2, number % 10 < 3) for number in range(20_000)])
    assert recalibration.promise(0.2) == pytest.approx(0.3, rel=0.15)


@given(st.lists(st.tuples(st.floats(1e-9, 1 - 1e-9), st.booleans()), max_size=60), st.floats(1e-9, 1 - 1e-9))
def test_a_promise_stays_between_nothing_and_everything(answers: Answers, chance: float) -> None:
    recalibration = Recalibration()
    assert all(0 < each < 1 for each in promised(recalibration, answers))
    assert 0 < recalibration.promise(chance) < 1


def test_a_pickled_recalibration_goes_on_exactly() -> None:
    answers = overdone(400)
    one, other = Recalibration(), Recalibration()
    before = promised(one, answers[:150])
    restored = pickle.loads(pickle.dumps(one))  # noqa: S301  its own
    assert before + promised(restored, answers[150:]) == promised(other, answers)
    assert pickle.dumps(restored) == pickle.dumps(other)
