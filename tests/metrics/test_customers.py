"""Metrics of customers: groups, worth, chances, cohorts, and the card of one."""

from typing import Any

from contracts.rows import CustomerValue, OrderLine
from tests.builders import at, customer_value, model_score, order_line, review, session
from tests.metrics.conftest import Shop

DAY = 86_400.0


def customers() -> list[CustomerValue]:
    """A champion who was loyal, one who is at risk, one who can't be lost, one who is new: 4 of 5 are Polish."""
    sunk = {"last": at("10:00") - 120 * DAY, "recency": 120.0, "p_again": 0.12, "expected_90": 10.0, "expected_365": 30.0, "r_score": 1}
    return [
        customer_value(rfm_group="loyal", at=at("09:00"), monetary=500.0, p_again=0.7, origin_offset=1),
        customer_value(origin_offset=2),
        customer_value(customer="k2", rfm_group="at risk", monetary=300.0, origin_offset=3, **sunk),
        customer_value(customer="k3", rfm_group="can't lose", monetary=900.0, country="DE", frequency=20, origin_offset=4, **sunk),
        customer_value(customer="k4", rfm_group="new", monetary=20.0, p_again=None, expected_90=None, expected_365=None, origin_offset=5),
        customer_value(customer="k1", rfm_group="lost", at=at("11:30"), origin_offset=6),
    ]


def told(answer: Any, *columns: str) -> list[tuple[Any, ...]]:
    """Chosen columns of an answer's rows."""
    return [tuple(row[answer.columns.index(column)] for column in columns) for row in answer.rows]


def test_rfm_groups(shop: Shop) -> None:
    shop.given(*customers())
    answer = shop.ask("rfm_groups")
    assert told(answer, "label", "value", "share_percent", "spent") == [
        ("at risk", 1, 25.0, 300.0), ("can't lose", 1, 25.0, 900.0), ("champions", 1, 25.0, 800.0), ("new", 1, 25.0, 20.0),
    ]  # fmt: skip
    assert told(shop.ask("rfm_groups", "08:00", "09:30"), "label") == [("loyal",)]
    assert told(shop.ask("rfm_groups", country="DE"), "label") == [("can't lose",)]


def test_rfm_over_time(shop: Shop) -> None:
    shop.given(*customers())
    answer = shop.ask("rfm_over_time", "09:00", "12:00")
    of_k1 = [(x, y) for x, y, *_ in answer.rows if y in ("loyal", "champions", "lost")]
    assert [y for _, y in sorted(of_k1)] == ["loyal"] * 4 + ["champions"] * 6 + ["lost"] * 2
    assert (sorted(of_k1)[0][0], sorted(of_k1)[-1][0]) == ("05-01 09:15", "05-01 12:00")
    assert {(value, samples) for x, _, value, samples in answer.rows if x == "05-01 12:00"} == {(25.0, 1)}
    assert list(dict.fromkeys(y for _, y, *_ in answer.rows)) == ["champions", "loyal", "new", "at risk", "can't lose", "lost"]


def test_best_customers(shop: Shop) -> None:
    shop.given(*customers())
    answer = shop.ask("best_customers")
    assert told(answer, "label", "value", "samples", "rfm_group", "silent_days", "buys_again_percent")[:2] == [
        ("k3", 900.0, 20, "can't lose", 120, 12.0),
        ("k1", 800.0, 8, "champions", 0, 90.0),
    ]
    assert told(shop.ask("best_customers", country="PL"), "label") == [("k1",), ("k2",), ("k4",)]


def test_customers_at_risk(shop: Shop) -> None:
    sure = customer_value(customer="k5", rfm_group="can't lose", monetary=990.0, p_again=0.98, origin_offset=7)
    unknown = customer_value(customer="k6", rfm_group="at risk", monetary=70.0, p_again=None, expected_90=None, origin_offset=8)
    shop.given(*customers(), sure, unknown)
    answer = shop.ask("customers_at_risk")
    assert told(answer, "label", "value", "expected_value_a_quarter") == [("k3", 900.0, 10.0), ("k2", 300.0, 10.0), ("k6", 70.0, None)]


def test_chance_to_buy_again(shop: Shop) -> None:
    shop.given(*customers())
    answer = shop.ask("chance_to_buy_again")
    assert told(answer, "label", "value", "expected_value") == [("90 to 100 in 100", 1, 200.0), ("10 to 20 in 100", 2, 20.0)]
    assert answer.samples == 3


def test_customer_value(shop: Shop) -> None:
    shop.given(*customers())
    answer = shop.ask("customer_value")
    assert told(answer, "label", "value", "samples", "expected_value_a_quarter") == [
        ("champions", 700.0, 1, 200.0), ("at risk", 30.0, 1, 10.0), ("can't lose", 30.0, 1, 10.0),
    ]  # fmt: skip


def test_buy_again_quality(shop: Shop) -> None:
    what = {"model": "buys again", "rival_score": 0.67}
    shop.given(
        model_score(**what, measure="AUC", samples=500, score=0.74),
        model_score(**what, measure="AUC", at=at("10:30"), samples=1000, score=0.75),
        model_score(**what, measure="promises kept", at=at("10:40"), samples=1000, score=0.97),
    )
    answer = shop.ask("buy_again_quality")
    assert (answer.value, answer.samples, answer.more) == (75.0, 1000, {"recency": 67.0})


def ordered(order: str, customer: str | None, days: float, **changes: Any) -> OrderLine:
    """An order so many days after the first of May, the examples' day."""
    return order_line(order_id=order, event=f"{order}-{changes}", customer=customer, at=at("10:00") + days * DAY, **changes)


def test_order_cohorts(shop: Shop) -> None:
    shop.given(
        ordered("a1", "a", 0), ordered("a1", "a", 0, product="B2"), ordered("a2", "a", 1), ordered("a3", "a", 35), ordered("a4", "a", 65),
        ordered("b1", "b", 2), ordered("b2", "b", 70), ordered("b3", "b", 40, treatment="return"),
        ordered("c1", None, 40, visitor="v9"), ordered("d1", "d", 40), ordered("d2", "d", 80), ordered("e1", None, 10),
    )  # fmt: skip
    answer = shop.whole_period("order_cohorts", days=90)
    assert answer.rows == [(0, "2026-05", 50.0, 2), (1, "2026-05", 50.0, 2), (2, "2026-05", 100.0, 2), (1, "2026-06", 50.0, 2)]


def test_customer_profile(shop: Shop) -> None:
    shop.given(*customers())
    answer = shop.ask("customer_profile", customer="k3")
    assert told(answer, "label", "value", "samples", "rfm_group", "rfm_scores", "last_order", "customer_country") == [
        ("k3", 900.0, 20, "can't lose", "1-5-4", "2026-01-01", "DE")
    ]
    assert len(shop.ask("customer_profile").rows) == 4


def test_customer_orders(shop: Shop) -> None:
    shop.given(
        order_line(name="RED SKIRT"), order_line(event="o2", product="B2", value=50.0, quantity=1),
        order_line(event="o3", treatment="return", value=-50.0, quantity=-1, at=at("10:20")),
        order_line(event="o4", order_id="i2", customer=None, visitor="v2", at=at("10:30")),
        order_line(event="o5", order_id="i3", customer=None),
    )  # fmt: skip
    answer = shop.ask("customer_orders")
    assert told(answer, "label", "value", "buyer") == [("2026-05-01 10:30 · i2", 100.0, "v2"), ("2026-05-01 10:00 · i1", 100.0, "k1")]
    (one,) = told(shop.ask("customer_orders", customer="k1"), "samples", "items", "came_back", "first_products")
    assert one[:3] == (3, 3, 1)
    assert set(one[3].split(", ")) == {"RED SKIRT", "B1", "B2"}


def test_customer_visits(shop: Shop) -> None:
    shop.given(
        session(customer="k1", furthest_step="cart"), session(session="s2", visitor="v2", start=at("10:30")),
        session(session="s3", visitor=None), session(session="s4", customer="k1", visitor="v7", start=at("10:40"), clicks=9, bought=["B1"]),
    )  # fmt: skip
    answer = shop.ask("customer_visits", customer="k1")
    assert told(answer, "label", "value", "came_to", "looked_at", "products_bought") == [
        ("2026-05-01 10:40 · k1", 9, "view", "B1, B2", "B1"),
        ("2026-05-01 10:00 · k1", 2, "cart", "B1, B2", ""),
    ]
    assert told(shop.ask("customer_visits", customer="v7"), "value") == [(9,)]
    assert len(shop.ask("customer_visits").rows) == 3


def test_customer_comments(shop: Shop) -> None:
    shop.given(
        review(title="Lovely"), review(event="r2", text="Too tight.", rating=None, lexicon=-0.3, at=at("10:10")),
        review(event="r3", customer="k2", text="Fine."), review(event="r4", customer=None),
    )  # fmt: skip
    answer = shop.ask("customer_comments", customer="k1")
    assert told(answer, "label", "value", "about", "tone_of_words") == [
        ("Too tight.", None, "B1", "negative"),
        ("Lovely: Lovely skirt.", 5.0, "B1", "positive"),
    ]
    assert len(shop.ask("customer_comments").rows) == 3
