"""BG/NBD and gamma-gamma find again what made-up customers were drawn from, and what they promise comes."""

import numpy as np
import pytest
from numpy.typing import NDArray

from stream_apps.models import bg_nbd, gamma_gamma
from stream_apps.models.bg_nbd import BgNbd, Histories
from stream_apps.models.buyer import Buyer
from stream_apps.models.customer_value import FEWEST, CustomerValue, Worth
from stream_apps.models.gamma_gamma import GammaGamma
from stream_apps.models.rfm import DAY

TRUE = BgNbd(r=0.8, alpha=40.0, a=0.6, b=3.0)


def customers(count: int, seen: float = 300.0, more: float = 90.0) -> tuple[Histories, NDArray[np.int64]]:
    """Histories of so many days of customers drawn from TRUE, and their purchases in the days after."""
    random, histories, later = np.random.default_rng(1), [], []
    for _ in range(count):
        rate, stop = random.gamma(TRUE.r, 1 / TRUE.alpha), random.beta(TRUE.a, TRUE.b)
        age, at, repeats, last, after = random.uniform(100, seen), 0.0, 0, 0.0, 0
        while (at := at + random.exponential(1 / rate)) < age + more:
            if at < age:
                repeats, last = repeats + 1, at
            else:
                after += 1
            if random.random() < stop:
                break
        histories.append((repeats, last, age))
        later.append(after)
    return Histories(*np.array(histories, float).T), np.array(later)


def test_bg_nbd_finds_what_customers_were_drawn_from() -> None:
    seen, later = customers(4_000)
    found = bg_nbd.fit(seen)
    assert (found.r, found.alpha) == (pytest.approx(TRUE.r, rel=0.15), pytest.approx(TRUE.alpha, rel=0.15))
    assert found.a / (found.a + found.b) == pytest.approx(TRUE.a / (TRUE.a + TRUE.b), rel=0.25)
    assert found.purchases(seen, 90.0).sum() == pytest.approx(later.sum(), rel=0.06)
    assert found.again(seen, 90.0).mean() == pytest.approx((later > 0).mean(), abs=0.02)
    often = found.again(seen, 90.0) > 0.5
    assert found.again(seen, 90.0)[often].mean() == pytest.approx((later > 0)[often].mean(), abs=0.04)


def test_gamma_gamma_finds_what_spending_was_drawn_from() -> None:
    random, true = np.random.default_rng(1), GammaGamma(p=4.0, q=4.0, gamma=60.0)
    purchases = random.integers(1, 9, 4_000).astype(float)
    means = random.gamma(true.p * purchases, 1 / random.gamma(true.q, 1 / true.gamma, 4_000)) / purchases
    found = gamma_gamma.fit(purchases, means)
    assert found == pytest.approx(true, rel=0.15)
    assert found.mean(purchases, means).mean() == pytest.approx(true.p * true.gamma / (true.q - 1), rel=0.1)


def test_one_large_order_is_believed_less_than_many() -> None:
    model = GammaGamma(p=4.0, q=4.0, gamma=60.0)
    once, often = model.mean(np.array([1.0, 20.0]), np.array([500.0, 500.0]))
    assert 80 < once < often < 500


def test_spending_goes_with_the_chance() -> None:
    worth = Worth([0.0, 0.0], [100.0, 100.0], [300.0, 300.0]).at_odds([0.5, 0.25])
    assert (worth.soon, worth.year) == ([100.0, 50.0], [300.0, 150.0])


def test_nothing_is_said_of_few_or_of_those_who_never_come_back() -> None:
    model, buyers = CustomerValue(), [Buyer(0.0, 0.0, purchases=1, spent=10.0) for _ in range(4 * FEWEST)]
    model.fit(buyers[: FEWEST - 1], 30 * DAY)
    model.fit(buyers, 30 * DAY)
    assert not model.ready
    with pytest.raises(ValueError, match="fit it first"):
        model.predict(buyers, 30 * DAY)
