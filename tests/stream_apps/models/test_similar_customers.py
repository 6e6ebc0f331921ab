"""Customers alike: those who bought the same rare things, and what they bought besides."""

import pickle
from collections.abc import Iterable, Iterator
from math import log
from random import Random

import pytest

from stream_apps.models import similar_customers
from stream_apps.models.similar_customers import SimilarCustomers

DAY = 86_400.0
Purchase = tuple[str, str, float]


def purchases(count: int = 1_500, customers: int = 80, seed: int = 1) -> Iterator[Purchase]:
    """Two tastes, and a product that everybody buys."""
    random = Random(seed)
    for number in range(count):
        customer = random.randrange(customers)
        product = "bag" if random.random() < 0.2 else f"{'xy'[customer % 2]}{random.randrange(15)}"
        yield f"c{customer}", product, number * 600.0


def learned(model: SimilarCustomers, each: list[Purchase]) -> list[object]:
    said: list[object] = []
    for customer, product, at in each:
        said += [model.predict_one(customer, at), model.neighbours(customer)]
        model.learn_one(customer, [product], at)
    return said


def buy(model: SimilarCustomers, purchase: Purchase) -> None:
    customer, product, at = purchase
    model.learn_one(customer, [product], at)


def bought(model: SimilarCustomers, **baskets: str) -> SimilarCustomers:
    for customer, products in baskets.items():
        model.learn_one(customer, products, 0.0)
    return model


def test_the_most_alike_share_the_rarest() -> None:
    model = bought(SimilarCustomers(), ann="abz", bob="abz", cleo="z", dan="zc", eve="zd", finn="az")
    first, second, *rest = model.neighbours("ann")
    assert (first.customer, first.similarity, first.shared) == ("bob", pytest.approx(1.0), ["b", "a", "z"])
    assert (second.customer, second.shared) == ("finn", ["a", "z"])
    assert 1 > second.similarity > max((other.similarity for other in rest), default=0.0)
    assert "ann" not in {other.customer for other in rest}


@pytest.mark.parametrize("count", [1, 50, 777])
def test_is_a_weighted_jaccard_index_at_any_time(count: int) -> None:
    model = SimilarCustomers()
    for purchase in purchases(count):
        buy(model, purchase)
    for customer in ("c0", "c1", "c2"):
        for other in model.neighbours(customer):
            both, either = (getattr(model.bought(customer), how)(model.bought(other.customer)) for how in ("intersection", "union"))
            assert other.similarity == pytest.approx(rarity(model, both) / rarity(model, either))


def test_what_few_buy_is_rare() -> None:
    model = SimilarCustomers()
    for purchase in purchases(1_000):
        buy(model, purchase)
    buy(model, ("c1", "new", 0.0))
    assert 0 <= rarity(model, {"bag"}) < rarity(model, {"x3"}) < rarity(model, {"new"})
    assert rarity(model, {"x3"}) == pytest.approx(log(81 / (sum("x3" in model.bought(f"c{n}") for n in range(80)) + 1)), rel=0.2)


def rarity(model: SimilarCustomers, products: Iterable[str]) -> float:
    return float(sum(model._rarity[model.products.number(product)] for product in products))


def test_offers_what_those_alike_bought_lately_and_this_one_has_not() -> None:
    model = bought(SimilarCustomers(), ann="abc", bob="abcx", cleo="abc", dan="pqr")
    model.learn_one("cleo", ["y"], 120 * DAY)
    offered = dict(model.predict_one("ann", 120 * DAY))
    assert list(offered) == ["y", "x", "p", "q", "r"]
    assert offered["y"] > offered["x"] > offered["p"] == offered["r"]


def test_counts_a_customers_baskets() -> None:
    model = SimilarCustomers()
    assert [model.learn_one(customer, "ab", 0.0) for customer in ("ann", "ann", "bob", "ann")] == [1, 2, 1, 3]


def test_nobody_is_like_a_stranger() -> None:
    model = bought(SimilarCustomers(), ann="abc")
    assert (model.neighbours("nobody"), model.bought("nobody")) == ([], frozenset())
    assert SimilarCustomers().neighbours("ann") == SimilarCustomers().predict_one("ann", 0.0) == []


def test_a_stranger_is_offered_what_is_bought_lately() -> None:
    model = bought(SimilarCustomers(), ann="abc")
    model.learn_one("bob", "b", 200 * DAY)
    model.learn_one("cleo", "b", 200 * DAY)
    model.learn_one("dan", "c", 200 * DAY)
    assert [product for product, _ in model.predict_one("nobody", 200 * DAY)] == ["b", "c", "a"]


def test_those_who_bought_nothing_else_have_nothing_to_offer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(similar_customers, "PRIOR", 0.0)
    same = {f"same{number}": "a" for number in range(100)}  # more than there are neighbours
    model = bought(SimilarCustomers(), ann="a", **same, bob="ab", cleo="c", dan="c", eve="c")
    assert model.predict_one("ann", 0.0)[0][0] == "b"


def test_asking_changes_nothing() -> None:
    asked, left = SimilarCustomers(), SimilarCustomers()
    for customer, product, at in purchases(400):
        asked.predict_one(customer, at)
        asked.neighbours(customer)
        for model in (asked, left):
            model.learn_one(customer, [product], at)
    assert pickle.dumps(asked) == pickle.dumps(left)


@pytest.mark.parametrize("cut", [0, 1, 350])
def test_a_pickled_model_goes_on_exactly(cut: int) -> None:
    samples = list(purchases(500))
    model = SimilarCustomers()
    for purchase in samples[:cut]:
        buy(model, purchase)
    restored = pickle.loads(pickle.dumps(model, 5))  # noqa: S301  its own
    assert learned(restored, samples[cut:]) == learned(model, samples[cut:])


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(similar_customers, "BOUGHT", 6)
    monkeypatch.setattr(similar_customers, "BUYERS", 12)
    model = SimilarCustomers(customers=40, products=20)
    for purchase in purchases(3_000, customers=300):
        buy(model, purchase)
    assert (len(model.customers) <= 40, len(model.products) <= 20) == (True, True)
    assert (model.customers.size, model.products.size) <= (41, 21)
    known = [f"c{number}" for number in range(300) if model.customers.number(f"c{number}")]
    for customer in known:
        assert len(model.bought(customer)) <= 6
        assert {other.customer for other in model.neighbours(customer)} <= set(known) - {customer}
        assert model.bought(customer).isdisjoint(product for product, _ in model.predict_one(customer, 0.0))
        for other in model.neighbours(customer):
            assert set(other.shared) <= model.bought(customer) & model.bought(other.customer)


def test_the_product_longest_unsold_is_forgotten_first() -> None:
    model = SimilarCustomers(products=10)
    for number in range(30):
        model.learn_one("ann", ["evergreen", f"p{number}"], number * DAY)
    assert "evergreen" in model.bought("ann")
