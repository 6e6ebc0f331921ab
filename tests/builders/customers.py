"""Rows of what models conclude of customers, and of how well they do."""

from typing import Any

from contracts.rows import (
    CustomerSegment,
    CustomerValue,
    Lead,
    ModelCost,
    ModelScore,
    RelatedProduct,
    SessionSegment,
    SimilarCustomer,
    Suggestion,
)
from tests.builders.base import at, origin


def session_segment(**changes: Any) -> SessionSegment:
    """A session at ten that fell into segment 1."""
    what = {"session": "s1", "visitor": "v1", "start": at("10:00"), "country": "PL", "segment": 1, "name": "skirts visitors"}
    return SessionSegment(**origin(**(what | {"distance": 0.5, "clicks": 2, "duration": 300.0} | changes)))


def customer_segment(**changes: Any) -> CustomerSegment:
    """A visitor whose first visit ended at ten, into segment 1."""
    who = {"visitor": "v1", "customer": None, "at": at("10:00"), "country": "PL", "segment": 1, "name": "one-time visitors"}
    past = {"previous": 0, "previous_name": "", "visits": 1, "orders": 0, "spent": 0.0, "first": at("10:00")}
    return CustomerSegment(**origin(**(who | past | changes)))


def model_score(**changes: Any) -> ModelScore:
    """How the segments did by ten, after 500 sessions."""
    what = {"model": "session segments", "at": at("10:00"), "samples": 500, "measure": "explained variance", "score": 0.6}
    return ModelScore(**origin(**(what | {"rival": "by click count", "rival_score": 0.2} | changes)))


def model_cost(**changes: Any) -> ModelCost:
    """A hundred timed rows, at 20 µs each, of the model of segments."""
    return ModelCost(**origin(**({"model": "session segments", "at": at("10:00"), "rows": 100, "seconds": 0.002} | changes)))


def lead(**changes: Any) -> Lead:
    """At ten a visit with something in its cart: worth a contact."""
    what = {"lead": "visit s1", "kind": "visit", "state": "open", "at": at("10:00"), "opened": at("10:00"), "until": None}
    who = {"session": "s1", "visitor": "v1", "customer": None, "country": "PL", "device": "mobile", "channel": "Email"}
    odds = {"probability": 0.4, "promised": 0.4, "usual": 0.03, "value": 20.0, "cost": 4.5, "reasons": ["put 1 product in the cart"]}
    return Lead(**origin(**(what | who | odds | {"samples": 1000} | changes)))


def suggestion(**changes: Any) -> Suggestion:
    """At ten, at its third look: whoever looks at B3 will look at B4, or else at B5."""
    who = {"session": "s1", "visitor": "v1", "customer": None, "at": at("10:00"), "country": "PL", "device": "mobile", "channel": "Email"}
    what = {"looks": 3, "product": "B3", "category": "skirts", "products": ["B4", "B5"], "probabilities": [0.3, 0.1]}
    return Suggestion(**origin(**(who | what | changes)))


def related_product(**changes: Any) -> RelatedProduct:
    """By ten B4 was seen in 16 sessions, in 8 of them with B5, in 4 with C7."""
    what = {"at": at("10:00"), "product": "B4", "category": "skirts", "way": "viewed", "evidence": 16}
    others = {"products": ["B5", "C7"], "together": [8, 4], "shares": [0.5, 0.25], "lifts": [4.0, 3.0]}
    return RelatedProduct(**origin(**(what | others | changes)))


def similar_customer(**changes: Any) -> SimilarCustomer:
    """After a second basket: k1 has bought five products, like k2 and, less so, k3."""
    who = {"customer": "k1", "at": at("10:00"), "country": "PL", "baskets": 2, "bought": 5}
    alike = {"customers": ["k2", "k3"], "similarities": [0.5, 0.2], "shared": ["B4, B5", "B4"]}
    return SimilarCustomer(**origin(**(who | alike | {"products": ["C7", "C8"], "scores": [0.4, 0.3]} | changes)))


def customer_value(**changes: Any) -> CustomerValue:
    """At ten, after an order: k1 is a champion."""
    when = {"customer": "k1", "at": at("10:00"), "country": "PL", "first": at("10:00") - 86_400 * 100, "last": at("10:00"), "recency": 0.0}
    what = {"frequency": 8, "monetary": 800.0, "returned": 50.0, "r_score": 5, "f_score": 5, "m_score": 4, "rfm_group": "champions"}
    odds = {"previous_group": "loyal", "p_again": 0.9, "labels": 500, "expected_90": 200.0, "expected_365": 700.0}
    return CustomerValue(**origin(**({"origin_topic": "order_lines"} | when | what | odds | changes)))
