"""Rows of what was sold and said, day by day, and of what is to come."""

from typing import Any

from contracts.rows import DayTotal, Forecast, LeadLag, OrderLine, ProductDay, ProductTrend, Review, ReviewSentiment
from tests.builders.base import at, origin


def order_line(**changes: Any) -> OrderLine:
    """At ten k1 buys two pieces of B1 at 50 each."""
    what = {"event": "o1", "order_id": "i1", "at": at("10:00"), "sent": at("10:00"), "product": "B1", "quantity": 2, "price": 50.0}
    rest = {"value": 100.0, "treatment": "sale", "category": "skirts", "customer": "k1", "country": "PL"}
    return OrderLine(**origin(**({"origin_topic": "events.orders"} | what | rest | changes)))


def review(**changes: Any) -> Review:
    """At ten k1 says that a skirt is lovely, and gives it five stars."""
    what = {"event": "r1", "at": at("10:00"), "sent": at("10:00"), "text": "Lovely skirt.", "product": "B1", "category": "skirts"}
    return Review(**origin(**({"origin_topic": "events.reviews"} | what | {"rating": 5.0, "lexicon": 0.6, "customer": "k1"} | changes)))


def review_sentiment(**changes: Any) -> ReviewSentiment:
    """The same comment, as the model takes it: k1 is satisfied, with the style."""
    what = {"event": "r1", "at": at("10:00"), "probability": 0.9, "kind": "positive", "samples": 1000, "aspects": ["style"]}
    rest = {"aspect_kinds": ["positive"], "product": "B1", "category": "skirts", "rating": 5.0, "customer": "k1"}
    return ReviewSentiment(**origin(**({"origin_topic": "reviews"} | what | rest | changes)))


def product_day(**changes: Any) -> ProductDay:
    """What one partition saw of B1 by midnight: ten views."""
    what = {"day": at("00:00"), "stream": "shop", "partitions": 1, "products": ["B1"], "categories": ["skirts"], "views": [10]}
    return ProductDay(**origin(**(what | changes)))


def day_total(**changes: Any) -> DayTotal:
    """The day before: 20 orders of 1,000 in all, 400 looks."""
    what = {"day": at("00:00") - 86_400, "views": 400, "carts": 40, "orders": 20, "quantity": 30, "value": 1_000.0, "comments": 0}
    return DayTotal(**origin(**({"origin_topic": "product_days"} | what | {"tone": None, "is_open": True} | changes)))


def forecast(**changes: Any) -> Forecast:
    """Made after the day before, of today: 900 to 1,300."""
    when = {"made": at("00:00") - 86_400, "day": at("00:00"), "ahead": 1, "days": 1}
    what = {"value": 1_100.0, "low": 900.0, "high": 1_300.0, "rival": 1_000.0, "samples": 60}
    return Forecast(**origin(**({"origin_topic": "product_days"} | when | what | changes)))


def product_trend(**changes: Any) -> ProductTrend:
    """B1 rose in the eight weeks to the day before: from fewer than five orders a day to twice as many."""
    what = {"at": at("00:00") - 86_400, "kind": "product", "name": "B1", "category": "skirts", "verdict": "rising"}
    tests = {"z": 4.0, "views_z": 3.0, "orders_z": 3.5, "comments_z": None}
    amounts = {"measure": "orders", "ratio": 1.6, "level": 5.0, "slope": 0.7, "samples": 280}
    return ProductTrend(**origin(**({"origin_topic": "product_days"} | what | tests | amounts | changes)))


def lead_lag(**changes: Any) -> LeadLag:
    """Until the day before, what surprised in views surprised in sales three days later."""
    what = {"at": at("00:00") - 86_400, "measure": "views", "days": 3, "correlation": 0.5, "bound": 0.2, "leads": True, "samples": 100}
    return LeadLag(**origin(**({"origin_topic": "product_days"} | what | changes)))
