"""One builder a concept: events, records and rows with sane values, so that an example names only what it is about."""

from collections.abc import Callable
from typing import Final

from contracts.rows import Origin
from tests.builders.base import DAY, SOURCE, at, moment, ms, reset, whole
from tests.builders.customers import (
    customer_segment,
    customer_value,
    lead,
    model_cost,
    model_score,
    related_product,
    session_segment,
    similar_customer,
    suggestion,
)
from tests.builders.events import Record, event, message, order_event, record, review_event
from tests.builders.floor import (
    audience,
    camera_health,
    door_hour,
    floor_heat,
    footfall,
    footfall_change,
    footfall_hour,
    motion_spell,
    zone_count,
    zone_visit,
)
from tests.builders.sales import day_total, forecast, lead_lag, order_line, product_day, product_trend, review, review_sentiment
from tests.builders.shop import click, flow, reject, session

# One builder a table, by what it builds.
ROWS: Final[dict[type[Origin], Callable[..., Origin]]] = {
    type(build()): build
    for build in (
        click,
        session,
        reject,
        flow,
        order_line,
        review,
        review_sentiment,
        product_day,
        day_total,
        forecast,
        product_trend,
        lead_lag,
        footfall,
        zone_visit,
        zone_count,
        floor_heat,
        camera_health,
        audience,
        motion_spell,
        footfall_hour,
        footfall_change,
        door_hour,
        session_segment,
        customer_segment,
        model_score,
        model_cost,
        lead,
        suggestion,
        related_product,
        similar_customer,
        customer_value,
    )
}

__all__ = [
    "DAY",
    "ROWS",
    "SOURCE",
    "Record",
    "at",
    "audience",
    "camera_health",
    "click",
    "customer_segment",
    "customer_value",
    "day_total",
    "door_hour",
    "event",
    "floor_heat",
    "flow",
    "footfall",
    "footfall_change",
    "footfall_hour",
    "forecast",
    "lead",
    "lead_lag",
    "message",
    "model_cost",
    "model_score",
    "moment",
    "motion_spell",
    "ms",
    "order_event",
    "order_line",
    "product_day",
    "product_trend",
    "record",
    "reject",
    "related_product",
    "reset",
    "review",
    "review_event",
    "review_sentiment",
    "session",
    "session_segment",
    "similar_customer",
    "suggestion",
    "whole",
    "zone_count",
    "zone_visit",
]
