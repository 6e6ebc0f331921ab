"""Metrics of suggestions, related products and customers alike."""

from tests.builders import at, model_score, order_line, related_product, similar_customer, suggestion
from tests.metrics.conftest import Shop

ALIKE, POPULAR = "customers alike bought it", "bought most lately in shoes"


def test_next_products(shop: Shop) -> None:
    shop.given(
        suggestion(session="s1", looks=3, products=["B4", "B5"], probabilities=[0.9, 0.1]),
        suggestion(session="s1", looks=9, at=at("10:05"), products=["B5", "B6"], probabilities=[0.5, 0.2]),
        suggestion(session="s2", product="C7", category="sale", products=["B5", "B4"], probabilities=[0.3, 0.1]),
        suggestion(session="s3", at=at("11:00"), products=["B9"], probabilities=[1.0]),
    )
    answer = shop.ask("next_products")
    assert [row[:3] for row in answer.rows] == [("B5", 0.8, 2), ("B6", 0.2, 1), ("B4", 0.1, 1)]
    assert [row[0] for row in shop.ask("next_products", product="C7").rows] == ["B5", "B4"]
    assert [row[0] for row in shop.ask("next_products", category="shoes").rows] == []


def test_related_products(shop: Shop) -> None:
    shop.given(
        related_product(at=at("09:00"), evidence=8, products=["old"], together=[5], shares=[0.625], lifts=[2.0]),
        related_product(evidence=16, products=["B5", "C7", "C8"], together=[6, 8, 4], shares=[0.375, 0.5, 0.25], lifts=[9.0, 3.0, 9.0]),
        related_product(way="bought", evidence=10, products=["C7"], together=[9], shares=[0.9], lifts=[5.0]),
        related_product(product="X1", category="sale", products=["X2"], together=[20], shares=[1.0], lifts=[2.0]),
        related_product(at=at("11:00"), evidence=32, products=["later"], together=[4], shares=[0.1], lifts=[9.0]),
    )
    answer = shop.ask("related_products", product="B4")
    assert answer.columns == ("label", "value", "samples", "lift", "way")
    assert answer.rows == [
        ("B4 → C7", 90.0, 9, 5.0, "bought"),
        ("B4 → C7", 50.0, 8, 3.0, "viewed"),  # by what is shown, though B5 tells more of B4
        ("B4 → B5", 37.5, 6, 9.0, "viewed"),
    ]
    assert shop.ask("related_products", category="sale").rows[0][0] == "X1 → X2"
    assert shop.ask("related_products", "09:00", "10:00", product="B4").rows[0][0] == "B4 → old"


def test_recommendation_quality(shop: Shop) -> None:
    what = {"model": "next product", "measure": "hit@10"}
    shop.given(
        model_score(**what, at=at("10:00"), samples=32, score=0.5, rival_score=0.4),
        model_score(**what, at=at("10:30"), samples=64, score=0.55, rival_score=0.42),
        model_score(model="next product", measure="mean reciprocal rank", at=at("10:40"), samples=640, score=0.2, rival_score=0.1),
        model_score(at=at("10:50")),
    )
    answer = shop.ask("recommendation_quality")
    assert (answer.value, answer.samples, answer.more) == (55.0, 64, {"popular": 42.0})
    assert [row[1:] for row in shop.ask("recommendation_quality", step=1800).rows] == [(50.0, 32, 40.0), (55.0, 64, 42.0)]


def test_similar_customers(shop: Shop) -> None:
    shop.given(
        similar_customer(customer="k1", at=at("09:00"), baskets=2, customers=["old"], similarities=[0.9], shared=["B1"]),
        similar_customer(customer="k1", baskets=4, bought=7, customers=["k2", "k3"], similarities=[0.5, 0.2], shared=["B4, B5", "B4"]),
        similar_customer(customer="k2", country="DE", customers=["k1"], similarities=[0.4], shared=["B4"]),
    )
    answer = shop.ask("similar_customers", customer="k1")
    assert answer.columns == ("label", "value", "samples", "shared_products")
    assert answer.rows == [("k1 ~ k2", 0.5, 7, "B4, B5"), ("k1 ~ k3", 0.2, 7, "B4")]
    assert [row[0] for row in shop.ask("similar_customers").rows] == ["k1 ~ k2", "k2 ~ k1", "k1 ~ k3"]
    assert [row[0] for row in shop.ask("similar_customers", country="DE").rows] == ["k2 ~ k1"]


def test_customer_offers(shop: Shop) -> None:
    shop.given(
        similar_customer(customer="k1", products=["C7", "C8"], scores=[0.4, 0.3], reasons=[ALIKE, ALIKE]),
        similar_customer(customer="k2", country="DE", products=["C8", "C9"], scores=[0.4, 0.3], reasons=[ALIKE, POPULAR]),
    )
    assert shop.ask("customer_offers").rows == [("C8", 2, 2, 1.5, ALIKE), ("C7", 1, 1, 1.0, ALIKE), ("C9", 1, 1, 2.0, POPULAR)]
    assert [row[0] for row in shop.ask("customer_offers", customer="k2").rows] == ["C8", "C9"]


def test_nobody_is_offered_what_they_have_bought_by_the_end_of_the_period(shop: Shop) -> None:
    shop.given(
        similar_customer(customer="k1", products=["C7", "C8", *(f"D{number}" for number in range(12))], scores=[0.4] * 14, reasons=[]),
        order_line(at=at("10:30"), customer="k1", product="C8"),
        order_line(at=at("10:30"), customer="k2", product="C7", origin_offset=1),
        order_line(at=at("10:40"), customer=None, visitor="k1", product="D0", origin_offset=2),
        order_line(at=at("10:45"), customer="k1", product="D1", treatment="return", origin_offset=3),
        order_line(at=at("11:30"), customer="k1", product="C7", origin_offset=4),
    )
    offered = [row[0] for row in shop.ask("customer_offers", customer="k1").rows]
    assert offered == ["C7", *(f"D{number}" for number in range(1, 10))]
    assert next(row[0] for row in shop.ask("customer_offers", "10:00", "12:00", customer="k1").rows) == "D1"
