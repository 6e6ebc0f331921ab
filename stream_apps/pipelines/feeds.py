"""Every rows topic that models learn from, and the models: to add one is one file and one line here."""

from typing import Final

from contracts.events import STEPS
from contracts.rows import Click, Footfall, OrderLine, ProductDay, Review, Session
from stream_apps.pipelines.customer_leads import CustomerIntentLearner
from stream_apps.pipelines.customer_values import CustomerValueLearner
from stream_apps.pipelines.customers import CustomerSegmentLearner
from stream_apps.pipelines.door_hours import DEVICES, DoorLearner
from stream_apps.pipelines.footfall import FootfallLearner
from stream_apps.pipelines.intent import VisitIntentLearner
from stream_apps.pipelines.joined_days import is_product_day
from stream_apps.pipelines.learning import Feed
from stream_apps.pipelines.product_trends import ProductTrendLearner
from stream_apps.pipelines.recommendations import NextProductLearner
from stream_apps.pipelines.related import BoughtTogetherLearner, ViewedTogetherLearner
from stream_apps.pipelines.sales_forecasts import SalesForecastLearner
from stream_apps.pipelines.segments import SegmentLearner
from stream_apps.pipelines.sentiments import SentimentLearner
from stream_apps.pipelines.similar import SimilarCustomerLearner
from stream_apps.pipelines.without_orders import WithoutOrdersLearner

MOST_CLICKS: Final = 2**32


def is_click(click: Click) -> bool:
    """Whether a model can learn from it."""
    return click.step > 0


def is_session(session: Session) -> bool:
    """Whether a model can learn from it; somebody else's message on this log may have a session's form and no sense."""
    lengths = {len(session.categories), len(session.category_clicks), len(session.category_prices)}
    return len(lengths) == 1 and session.furthest_step in STEPS and all(0 < clicks < MOST_CLICKS for clicks in session.category_clicks)


def is_order_line(line: OrderLine) -> bool:
    """Whether a model can learn from it."""
    return bool(line.order_id)


def is_review(review: Review) -> bool:
    """Whether a model can learn from it."""
    return review.rating is None or 1 <= review.rating <= 5


def is_footfall(row: Footfall) -> bool:
    """Whether a model can learn from it."""
    return bool(row.place) and row.period >= 0 and row.device in DEVICES


FEEDS: Final = (
    Feed("clicks", Click, is_click, (VisitIntentLearner, NextProductLearner)),
    Feed(
        "sessions",
        Session,
        is_session,
        (SegmentLearner, CustomerSegmentLearner, CustomerIntentLearner, ViewedTogetherLearner, WithoutOrdersLearner),
    ),
    Feed("order_lines", OrderLine, is_order_line, (CustomerValueLearner, BoughtTogetherLearner, SimilarCustomerLearner)),
    Feed("reviews", Review, is_review, (SentimentLearner,)),
    Feed("footfall", Footfall, is_footfall, (FootfallLearner, DoorLearner)),
    Feed("product_days", ProductDay, is_product_day, (SalesForecastLearner, ProductTrendLearner)),
)
