"""The next product of a session: what follows what, bounded, and the same from the same looks."""

import pickle
from collections.abc import Iterator
from random import Random

import pytest

from stream_apps.models import next_product
from stream_apps.models.next_product import COUNT_EVERY, LEARN_EVERY, NextProduct

Look = tuple[str, str, str, int | None]


def looks(count: int = 3_000, products: int = 60, seed: int = 1) -> Iterator[Look]:
    """Interleaved sessions that mostly go from a product to the one after it; two categories, one of them on two pages."""
    random = Random(seed)
    at: dict[str, int] = {}
    for number in range(count):
        session = f"s{random.randrange(20) + 20 * (number // 200)}"
        last = at.get(session)
        product = random.randrange(products) if last is None or random.random() < 0.3 else (last + 1) % products
        at[session] = product
        yield session, f"p{product}", "skirts" if product % 2 else "sale", product % 3 if product % 2 else None


def learned(model: NextProduct, each: list[Look]) -> list[object]:
    """What it predicted before it learned."""
    said: list[object] = []
    for look in each:
        said += [model.predict_one(look[0]), model.rank_one(look[0], look[1]), model.learn_one(*look)]
    return said


def test_predicts_what_followed() -> None:
    model = NextProduct()
    for look in looks():
        model.learn_one(*look)
    model.learn_one("now", "p7", "skirts", 1)
    (first, share), *rest = model.predict_one("now")
    assert first == "p8"
    assert share > 2 * rest[0][1]
    assert len(rest) == 9
    assert sum(share for _, share in [(first, share), *rest]) <= 1


def test_two_products_say_more_than_one() -> None:
    model = NextProduct()
    for number in range(400):
        for product in ("a", "x", "b") if number % 2 else ("c", "x", "d"):
            model.learn_one(str(number), product)
    for session, first, second in (("now", "a", "b"), ("then", "c", "d")):
        model.learn_one(session, first)
        model.learn_one(session, "x")
        assert model.predict_one(session, 1)[0][0] == second


def test_a_session_of_which_nothing_is_known_is_offered_what_is_popular_in_its_group() -> None:
    model = NextProduct()
    for number in range(300):
        model.learn_one(str(number), "hat" if number % 3 else "cap", "hats")
        model.learn_one(str(number), "cap" if number % 3 == 1 else "hat", "hats")
        for _ in range(3):
            model.learn_one(f"other {number}", "boot", "shoes")
    assert [product for product, _ in model.predict_one("nobody")] == ["boot", "hat", "cap"]
    model.learn_one("now", "a new hat", "hats")
    assert model.predict_one("now", 1)[0][0] == "hat"


def test_knows_nothing_before_it_has_learned() -> None:
    model = NextProduct()
    assert model.predict_one("now") == []
    assert model.rank_one("now", "a") is None
    assert model.looks("now") == 0


def test_predicting_changes_nothing() -> None:
    asked, left = NextProduct(), NextProduct()
    for look in looks(600):
        asked.predict_one(look[0])
        asked.rank_one(look[0], look[1])
        assert asked.learn_one(*look) == left.learn_one(*look)
    assert pickle.dumps(asked) == pickle.dumps(left)


@pytest.mark.parametrize("cut", [0, 1, COUNT_EVERY - 1, 900])
def test_a_pickled_model_goes_on_exactly(cut: int) -> None:
    samples = list(looks(1_200))
    model = NextProduct()
    for look in samples[:cut]:
        model.learn_one(*look)
    restored = pickle.loads(pickle.dumps(model, 5))  # noqa: S301  its own
    assert learned(restored, samples[cut:]) == learned(model, samples[cut:])


def test_judges_one_transition_in_so_many_before_it_learns_from_it() -> None:
    model, ranks, transitions, seen = NextProduct(), 0, 0, set[str]()
    for look in looks(2_000):
        expected = model.rank_one(look[0], look[1])
        rank = model.learn_one(*look)
        transitions += look[0] in seen
        seen.add(look[0])
        assert rank == (expected if transitions % LEARN_EVERY == 0 and look[0] in seen and expected and rank else None)
        ranks += rank is not None
    assert ranks == transitions // LEARN_EVERY


def test_memory_is_bounded_by_its_capacity(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(next_product, "SESSIONS", 30)
    model = NextProduct(capacity=50)
    for look in looks(6_000, products=400):
        model.learn_one(*look)
    assert len(model.products) <= 50
    assert model.products.size <= 51
    assert len(model._journeys) <= 30
    assert len(model.companions.who) <= 128
    recent = {product for _, product, _, _ in list(looks(6_000, products=400))[-3_000:]}
    assert {product for session in model._journeys for product, _ in model.predict_one(session)} <= recent


def test_a_forgotten_product_is_never_offered() -> None:
    model = NextProduct(capacity=20)
    for number in range(200):
        for product in range(10):
            model.learn_one(str(number), f"old {product}", "all")
    for number in range(400):
        for product in range(15):
            model.learn_one(f"new {number}", f"new {(product + number) % 20}", "all")
    model.learn_one("new 399", "new 3", "all")
    assert all(product.startswith("new") for product, _ in model.predict_one("new 399", 20))
