"""The card of one customer in words, from answers alone."""

from typing import Any

from contracts.reading import Answer
from rasa_bot.actions import customer_card
from rasa_bot.actions.customer_card import PROFILE
from tests.rasa_bot.builders import answer, stream


def part(metric: str, *rows: dict[str, Any]) -> Answer:
    """An answer of these lines."""
    columns = tuple(rows[0]) if rows else ("label", "value", "samples")
    samples = max((row["samples"] for row in rows), default=0)
    return answer(metric, None, samples, columns=columns, rows=[tuple(row.values()) for row in rows])


PARTS = {
    PROFILE: part(
        PROFILE,
        {"label": "17850", "value": 5288.63, "samples": 34, "rfm_group": "can't lose", "rfm_scores": "1-5-5", "buys_again_percent": 12.4,
         "expected_value_a_quarter": 10.5, "expected_value_a_year": 33.0, "returned_worth": 102.58, "first_order": "2010-12-01",
         "last_order": "2010-12-02", "customer_country": "United Kingdom"},
    ),
    "customer_orders": part("customer_orders", *(
        {"label": f"2010-12-02 15:2{n} · 53675{n}", "value": 204.0, "samples": 9, "first_products": "RED SKIRT, BLUE HAT"} for n in range(4)
    )),
    "customer_visits": part("customer_visits"),
    "customer_comments": part("customer_comments", {
        "label": "Too tight.", "value": 2.0, "samples": 1, "tone_of_words": "negative", "written": "2010-12-03 10:00",
    }),
    "similar_customers": part("similar_customers", {"label": "17850 ~ 13694", "value": 0.23, "samples": 21}),
    "customer_offers": part("customer_offers", {"label": "22423", "value": 1, "samples": 1}, {"label": "85123A", "value": 1, "samples": 1}),
}  # fmt: skip


def test_all_that_is_stored_of_a_customer() -> None:
    lines = customer_card.words("17850", PARTS, stream()).splitlines()
    assert lines[:-1] == [
        "Customer 17850 in United Kingdom: can't lose (recency, frequency, money: 1-5-5 of 5). 34 orders from 2010-12-01 to 2010-12-02, "
        "5,288.63 spent (102.58 came back).",
        "Orders again within 90 days with a chance of 12.4%, expected to spend 10.50 in these, 33.00 in a year.",
        "Newest orders (4 in all):",
        "- 2010-12-02 15:20 · 536750: 204.00 (RED SKIRT, BLUE HAT)",
        "- 2010-12-02 15:21 · 536751: 204.00 (RED SKIRT, BLUE HAT)",
        "- 2010-12-02 15:22 · 536752: 204.00 (RED SKIRT, BLUE HAT)",
        "Newest comments:",
        "- 2010-12-03 “Too tight.” (2 stars, negative)",
        "Customers who bought most alike (1: the same): 13694 (0.23).",
        "To offer next, the likeliest first: 22423, 85123A.",
    ]
    assert lines[-1].startswith("(9 order lines; source eshop2008, data from")


def test_who_only_visits_has_a_card_too() -> None:
    visit = {"label": "2008-08-13 10:00 · v7", "value": 3, "samples": 3, "came_to": "cart", "looked_at": "B4, C17"}
    parts = {name: part(name) for name in PARTS} | {"customer_visits": part("customer_visits", visit)}
    assert customer_card.words("v7", parts, stream()).splitlines()[:3] == [
        "Customer v7: no order is stored.",
        "Newest visits:",
        "- 2008-08-13 10:00 · v7: 3 clicks, came to cart, looked at B4, C17",
    ]


def test_of_nobody_known_nothing_is_told() -> None:
    text = customer_card.words("99999", {name: part(name) for name in PARTS}, stream())
    assert text == "eshop2008 has nothing about a customer 99999. Name one as the data do; “who are our best customers?” lists some."
