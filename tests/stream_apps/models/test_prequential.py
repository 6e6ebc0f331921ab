"""Running scores, against the same scores counted out."""

import pickle
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream_apps.models import prequential
from stream_apps.models.drift import Drift
from stream_apps.models.prequential import Faded, Kept, Probabilities
from tests.scores import probabilities

Judged = list[tuple[float, bool]]


def kept(count: int, seed: int = 1, usual: float = 0.05) -> Judged:
    """Promises that are kept: what was promised at p comes with chance p."""
    random, made = Random(seed), Judged()
    for _ in range(count):
        probability = min(0.99, max(0.001, usual * random.lognormvariate(0, 1)))
        made.append((probability, random.random() < probability))
    return made


def running(judged: Judged, fade: float = 1.0) -> Probabilities:
    made = Probabilities(fade)
    for probability, came in judged:
        made.add(probability, came)
    return made


def test_the_running_scores_are_the_counted_ones() -> None:
    judged = kept(20_000)
    score = running(judged)
    assert (score.samples, score.yes) == (20_000, sum(came for _, came in judged))
    assert score.auc == pytest.approx(probabilities.auc(judged), abs=0.003)
    assert score.lift() == pytest.approx(probabilities.lift(judged), abs=0.05)
    assert score.calibration_error == pytest.approx(probabilities.calibration_error(judged))


@given(st.lists(st.tuples(st.integers(-60, 60), st.booleans()), min_size=1, max_size=60))
def test_where_log_odds_differ_by_an_eighth_or_more_auc_is_exact(ranks: list[tuple[int, bool]]) -> None:
    judged = [(1 / (1 + 2.718281828459045 ** (-rank / 8)), came) for rank, came in ranks]
    both = len({came for _, came in judged}) == 2
    assert running(judged).auc == pytest.approx(probabilities.auc(judged) if both else 0.5)


def test_promises_that_are_not_kept_are_told() -> None:
    assert running([(0.3, False)] * 100).calibration_error == pytest.approx(0.3)
    assert running([(0.25, False)] * 3 + [(0.25, True)]).calibration_error == pytest.approx(0.0)


def rare(count: int, too_much: float, seed: int = 1) -> Judged:
    """Promises of .02 that are kept, and for 2 in 100 one of .15, so many times too much."""
    random, made = Random(seed), Judged()
    for number in range(count):
        probability = 0.15 if number % 50 == 0 else 0.02
        made.append((probability, random.random() < probability / (too_much if probability > 0.1 else 1)))
    return made


def test_a_few_high_promises_that_are_not_kept_show_by_levels_and_not_by_equal_bins() -> None:
    kept, half, nothing = (running(rare(200_000, too_much)) for too_much in (1, 2, 1_000))
    assert max(each.calibration_error for each in (kept, half, nothing)) < 0.005
    assert kept.levels > 0.97
    assert half.levels < 0.95
    assert nothing.levels < 0.9


def test_levels_are_told_apart_by_odds() -> None:
    """Too much in one and too little in the next one do not make up for each other."""
    assert running([(0.02, False)] * 50 + [(0.1, True)] + [(0.1, False)] * 9).levels == pytest.approx(0.5)
    assert running([(0.02, True)] + [(0.02, False)] * 49 + [(0.1, True)] + [(0.1, False)] * 9).levels == pytest.approx(1)
    assert running([(0.3, False)]).levels == 0


def test_promises_taken_together_may_be_too_high_or_too_low() -> None:
    for came, share in ((10, 0.5), (20, 1.0), (40, 0.5)):
        kept = Kept(fade=1.0)
        for number in range(100):
            kept.add(0.2, number < came)
        assert (kept.samples, kept.promised, kept.came) == (100, pytest.approx(0.2), came / 100)
        assert kept.share == pytest.approx(share)
    assert (Kept().share, Kept().samples) == (1, 0)


def test_nothing_is_claimed_before_both_answers_came() -> None:
    none = Probabilities()
    assert (none.auc, none.lift(), none.calibration_error, none.levels) == (0.5, 1.0, 0.0, 1.0)
    only_no = running([(0.1, False), (0.2, False)])
    assert (only_no.auc, only_no.lift()) == (0.5, 1.0)


def test_what_happened_lately_counts_more() -> None:
    right, wrong = [(0.9, True), (0.1, False)] * 500, [(0.1, True), (0.9, False)] * 500
    assert running(right + wrong, fade=0.999).auc < 0.5 < running(wrong + right, fade=0.999).auc
    assert running(right + wrong, fade=1.0).auc == pytest.approx(0.5)


def test_scaling_back_changes_no_score(monkeypatch: pytest.MonkeyPatch) -> None:
    judged = kept(3_000)
    plain = running(judged, fade=0.99)
    monkeypatch.setattr(prequential, "HEAVIEST", 10.0)
    scaled = running(judged, fade=0.99)
    for name in ("auc", "calibration_error", "levels"):
        assert getattr(scaled, name) == pytest.approx(getattr(plain, name))
    assert scaled.lift() == pytest.approx(plain.lift())


def test_a_pickled_score_goes_on_exactly() -> None:
    judged = kept(500)
    first = running(judged[:200], fade=0.999)
    restored = pickle.loads(pickle.dumps(first))  # noqa: S301  its own
    for probability, came in judged[200:]:
        restored.add(probability, came)
    assert pickle.dumps(restored) == pickle.dumps(running(judged, fade=0.999))


def test_a_faded_mean_forgets() -> None:
    mean = Faded(fade=0.99)
    assert mean.mean == 0
    for number in range(1_000):
        mean.add(float(number < 500))
    assert mean.samples == 1_000
    assert mean.mean < 0.01


def test_drift_is_a_rise_of_the_error_not_its_fall() -> None:
    random = Random(1)
    worse, better = Drift(), Drift()
    for number in range(4_000):
        later = number >= 2_000
        worse.add(random.random() < (0.3 if later else 0.1), float(number))
        better.add(random.random() < (0.1 if later else 0.3), float(number))
    assert worse.at is not None
    assert 2_000 < worse.at < 2_500
    assert better.at is None


def test_a_pickled_drift_detector_goes_on_exactly() -> None:
    one, other = Drift(), Drift()
    for number in range(3_000):
        one.add(float(number >= 1_500), float(number))
        other = pickle.loads(pickle.dumps(other)) if number % 100 == 0 else other  # noqa: S301  its own
        other.add(float(number >= 1_500), float(number))
    assert one.at == other.at is not None
