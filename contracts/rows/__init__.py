"""What we concluded: one struct a table. A row travels as one JSON object a message on the topic of its table's name.

Times are seconds since 1970 UTC with milliseconds, as ClickHouse reads a DateTime64(3). Every row carries its origin:
the place in the log of the event it follows from, and its index among that event's rows of the same table.
"""

from typing import Final

from contracts.rows.base import Origin, Reset, Whole
from contracts.rows.customers import CustomerValue
from contracts.rows.days import ProductDay
from contracts.rows.floor import Audience, CameraHealth, FloorHeat, Footfall, ZoneCount, ZoneVisit
from contracts.rows.flow import Flow, Reject
from contracts.rows.forecasts import DayTotal, Forecast, LeadLag, ProductTrend
from contracts.rows.leads import Lead
from contracts.rows.orders import OrderLine
from contracts.rows.recommendations import RelatedProduct, SimilarCustomer, Suggestion
from contracts.rows.reviews import Review, ReviewSentiment
from contracts.rows.scores import ModelCost, ModelScore
from contracts.rows.segments import CustomerSegment, SessionSegment
from contracts.rows.sensors import DoorHour, FootfallChange, FootfallHour, MotionSpell
from contracts.rows.shop import Click, Session

TABLES: Final[dict[str, type[Origin]]] = {
    "clicks": Click,
    "sessions": Session,
    "rejects": Reject,
    "flow": Flow,
    "order_lines": OrderLine,
    "reviews": Review,
    "review_sentiments": ReviewSentiment,
    "product_days": ProductDay,
    "day_totals": DayTotal,
    "forecasts": Forecast,
    "product_trends": ProductTrend,
    "lead_lags": LeadLag,
    "footfall": Footfall,
    "zone_visits": ZoneVisit,
    "zone_counts": ZoneCount,
    "floor_heat": FloorHeat,
    "camera_health": CameraHealth,
    "audience": Audience,
    "motion_spells": MotionSpell,
    "footfall_hours": FootfallHour,
    "footfall_changes": FootfallChange,
    "door_hours": DoorHour,
    "session_segments": SessionSegment,
    "customer_segments": CustomerSegment,
    "model_scores": ModelScore,
    "model_costs": ModelCost,
    "leads": Lead,
    "suggestions": Suggestion,
    "related_products": RelatedProduct,
    "similar_customers": SimilarCustomer,
    "customer_values": CustomerValue,
}

__all__ = [
    "TABLES",
    "Audience",
    "CameraHealth",
    "Click",
    "CustomerSegment",
    "CustomerValue",
    "DayTotal",
    "DoorHour",
    "FloorHeat",
    "Flow",
    "Footfall",
    "FootfallChange",
    "FootfallHour",
    "Forecast",
    "Lead",
    "LeadLag",
    "ModelCost",
    "ModelScore",
    "MotionSpell",
    "OrderLine",
    "Origin",
    "ProductDay",
    "ProductTrend",
    "Reject",
    "RelatedProduct",
    "Reset",
    "Review",
    "ReviewSentiment",
    "Session",
    "SessionSegment",
    "SimilarCustomer",
    "Suggestion",
    "Whole",
    "ZoneCount",
    "ZoneVisit",
]
