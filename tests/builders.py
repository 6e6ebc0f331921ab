"""One builder a concept: events, records and rows with sane values, so that an example names only what it is about."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any, Final

import msgspec

from contracts.events import OrderEvent, ReviewEvent, ShopEvent
from contracts.rows import (
    Audience,
    CameraHealth,
    Click,
    CustomerSegment,
    CustomerValue,
    DayTotal,
    DoorHour,
    FloorHeat,
    Flow,
    Footfall,
    FootfallChange,
    FootfallHour,
    Forecast,
    Lead,
    LeadLag,
    ModelScore,
    MotionSpell,
    OrderLine,
    Origin,
    ProductDay,
    ProductTrend,
    Reject,
    RelatedProduct,
    Reset,
    Review,
    ReviewSentiment,
    Session,
    SessionSegment,
    SimilarCustomer,
    Suggestion,
    ZoneCount,
    ZoneVisit,
)

DAY: Final = datetime(2026, 5, 1, tzinfo=UTC).date()  # the day on which examples happen
SOURCE: Final = "example"


def moment(clock: str) -> datetime:
    """A time of the examples' day: moment("10:00"), moment("10:00:30.250")."""
    return datetime.combine(DAY, time.fromisoformat(clock), UTC)


def at(clock: str) -> float:
    """The same as rows hold it: seconds since 1970."""
    return moment(clock).timestamp()


def ms(clock: str) -> int:
    """The same as events hold it: milliseconds since 1970."""
    return round(at(clock) * 1000)


def event(**changes: Any) -> ShopEvent:
    """A visitor looks at a skirt at ten o'clock."""
    common = {"id": "e1", "source": SOURCE, "type": "view_item", "at": ms("10:00"), "visitor": "v1", "page": "/skirts/1"}
    return ShopEvent(**(common | {"product": "B1", "category": "skirts", "price": 50.0, "country": "PL"} | changes))


def message(**changes: Any) -> bytes:
    """The same as JSON: changes may name what no event has, and None leaves a field out."""
    fields = msgspec.to_builtins(event()) | changes
    return msgspec.json.encode({name: value for name, value in fields.items() if value is not None})


def order_event(**changes: Any) -> OrderEvent:
    """At ten k1 orders six pieces of B1 at 2.55 each."""
    what = {"id": "o1", "source": SOURCE, "type": "purchase", "at": ms("10:00"), "order": "i1", "customer": "k1", "product": "B1"}
    return OrderEvent(**(what | {"category": "skirts", "quantity": 6, "price": 2.55, "currency": "GBP", "country": "GB"} | changes))


def review_event(**changes: Any) -> ReviewEvent:
    """At ten k1 says that a skirt is lovely, and gives it five stars."""
    what = {"id": "r1", "source": SOURCE, "type": "review", "at": ms("10:00"), "text": "Lovely skirt.", "rating": 5}
    return ReviewEvent(**(what | {"product": "B1", "category": "skirts", "customer": "k1"} | changes))


class Record(msgspec.Struct):
    """One message of a log, as pipelines see it."""

    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None


def record(offset: int = 0, value: bytes | None = None, *, key: bytes | None = b"v1", sent: str = "23:00") -> Record:
    """A message holding `event()`, or the value given, sent late on the examples' day."""
    return Record(offset, ms(sent), key, message() if value is None else value)


def _origin(**changes: Any) -> dict[str, Any]:
    place = {"origin_epoch": "log", "origin_topic": "events.shop", "origin_partition": 0, "origin_offset": 0, "origin_index": 0}
    return place | {"source": SOURCE} | changes


def click(**changes: Any) -> Click:
    """A click on a skirt at ten o'clock, the first of its session."""
    what = {"event": "e1", "type": "view_item", "at": at("10:00"), "sent": at("10:00:01"), "visitor": "v1", "session": "s1", "step": 1}
    page = {"gap": None, "entry": True, "page": "/skirts/1", "page_number": 1, "position": 1, "product": "B1", "category": "skirts"}
    item = {"colour": "red", "photo": "", "price": 50.0, "quantity": None, "currency": "", "country": "PL", "precision": "ms"}
    return Click(**_origin(**(what | page | item | changes)))


def session(**changes: Any) -> Session:
    """A visit from ten to five past ten: two clicks on two skirts."""
    when = {"session": "s1", "visitor": "v1", "start": at("10:00"), "end": at("10:05"), "sent": at("10:40"), "duration": 300.0}
    pages = {"clicks": 2, "pages": 2, "entry_page": "/skirts/1", "exit_page": "/skirts/2", "entry_product": "B1", "exit_product": "B2"}
    seen = {"products": ["B1", "B2"], "categories": ["skirts"], "category_clicks": [2], "category_prices": [100.0]}
    who = {"furthest_step": "view", "returning": False, "gap_since_last": None, "country": "PL", "precision": "ms", "closed_by": "gap"}
    fields = when | pages | seen | who | changes
    return Session(**_origin(**({"product_categories": ["skirts"] * len(fields["products"])} | fields)))


def reject(**changes: Any) -> Reject:
    """A message that was no JSON."""
    what = {"reason": "not_json", "detail": "malformed", "size": 1, "encoding": "utf-8", "raw": "x", "key": "v1", "sent": at("10:00")}
    return Reject(**_origin(**(what | changes)))


def flow(**changes: Any) -> Flow:
    """A second in which nothing came; its clock stands at ten."""
    counts = dict.fromkeys(("events", "clicks", "sessions", "rejected", "late", "duplicates", "controls"), 0)
    return Flow(**_origin(**({"clock": at("10:00"), "watermark": at("09:55"), "sent": at("10:00")} | counts | changes)))


def order_line(**changes: Any) -> OrderLine:
    """At ten k1 buys two pieces of B1 at 50 each."""
    what = {"event": "o1", "order_id": "i1", "at": at("10:00"), "sent": at("10:00"), "product": "B1", "quantity": 2, "price": 50.0}
    rest = {"value": 100.0, "treatment": "sale", "category": "skirts", "customer": "k1", "country": "PL"}
    return OrderLine(**_origin(**({"origin_topic": "events.orders"} | what | rest | changes)))


def review(**changes: Any) -> Review:
    """At ten k1 says that a skirt is lovely, and gives it five stars."""
    what = {"event": "r1", "at": at("10:00"), "sent": at("10:00"), "text": "Lovely skirt.", "product": "B1", "category": "skirts"}
    return Review(**_origin(**({"origin_topic": "events.reviews"} | what | {"rating": 5.0, "lexicon": 0.6, "customer": "k1"} | changes)))


def review_sentiment(**changes: Any) -> ReviewSentiment:
    """The same comment, as the model takes it: k1 is satisfied, with the style."""
    what = {"event": "r1", "at": at("10:00"), "probability": 0.9, "kind": "positive", "samples": 1000, "aspects": ["style"]}
    rest = {"aspect_kinds": ["positive"], "product": "B1", "category": "skirts", "rating": 5.0, "customer": "k1"}
    return ReviewSentiment(**_origin(**({"origin_topic": "reviews"} | what | rest | changes)))


def product_day(**changes: Any) -> ProductDay:
    """What one partition saw of B1 by midnight: ten views."""
    what = {"day": at("00:00"), "stream": "shop", "partitions": 1, "products": ["B1"], "categories": ["skirts"], "views": [10]}
    return ProductDay(**_origin(**(what | changes)))


def footfall(**changes: Any) -> Footfall:
    """From ten to eleven the counter d1 at the main door saw 40 come and 30 go."""
    what = {"at": at("10:00"), "sent": at("11:00"), "period": 3600.0, "place": "main door", "device": "sensor", "counter": "d1"}
    return Footfall(**_origin(**({"origin_topic": "events.sensors"} | what | {"entered": 40, "left": 30} | changes)))


def _floor(**fields: Any) -> dict[str, Any]:
    return _origin(**({"origin_topic": "events.floor", "at": at("10:00"), "sent": at("10:00")} | fields))


def zone_visit(**changes: Any) -> ZoneVisit:
    """At ten somebody left the shoes after a minute."""
    return ZoneVisit(
        **_floor(
            **({"entered": at("09:59"), "camera": "c1", "zone": "shoes", "dwell": 60.0, "reason": "left", "previous": "entrance"} | changes)
        )
    )


def zone_count(**changes: Any) -> ZoneCount:
    """At ten there are three people at the shoes."""
    return ZoneCount(**_floor(**({"zone": "shoes", "people": 3, "device": "camera", "counter": "c1"} | changes)))


def floor_heat(**changes: Any) -> FloorHeat:
    """By ten somebody had stood for eight seconds in the upper left of the picture, and for two beside it."""
    cells = {"grid_columns": 16, "grid_rows": 9, "cell_columns": [0, 1], "cell_rows": [0, 0], "seconds": [8.0, 2.0]}
    return FloorHeat(**_floor(**({"camera": "c1"} | cells | changes)))


def camera_health(**changes: Any) -> CameraHealth:
    """At ten the camera is well."""
    return CameraHealth(**_floor(**({"camera": "c1", "state": "ok", "rate": 10.0, "dropped": 0} | changes)))


def audience(**changes: Any) -> Audience:
    """By ten six women in their thirties had been seen."""
    return Audience(**_floor(**({"camera": "c1", "age_band": "25-34", "gender": "woman", "people": 6} | changes)))


def motion_spell(**changes: Any) -> MotionSpell:
    """At ten something moved in the stock room, for a minute."""
    what = {"at": at("10:00"), "sent": at("10:01"), "sensor": "m1", "place": "stock room", "seconds": 60.0, "closed_by": "off"}
    return MotionSpell(**_origin(**({"origin_topic": "events.sensors"} | what | changes)))


def footfall_hour(**changes: Any) -> FootfallHour:
    """From ten to eleven 40 people came through the main door, where 50 had been expected the day before."""
    what = {"at": at("10:00"), "place": "main door", "people": 40.0, "device": "sensor", "expected": 50.0, "low": 35.0, "high": 65.0}
    coming = {"tomorrow_expected": 48.0, "tomorrow_low": 35.0, "tomorrow_high": 60.0}
    return FootfallHour(**_origin(**({"origin_topic": "footfall"} | what | coming | changes)))


def footfall_change(**changes: Any) -> FootfallChange:
    """By today it is sure that since five days before 90 people a day come through the main door instead of 900."""
    when = {"at": at("00:00"), "since": at("00:00") - 5 * 86_400, "place": "main door"}
    return FootfallChange(**_origin(**({"origin_topic": "footfall"} | when | {"before": 900.0, "after": 90.0, "ratio": 0.1} | changes)))


def door_hour(**changes: Any) -> DoorHour:
    """From ten to eleven the sensor of the main door counted 100 who came in, its camera 90."""
    what = {"at": at("10:00"), "place": "main door", "sensor": 100.0, "camera": 90.0, "bias": 0.9, "fused": 95.0, "error": 6.0, "flag": ""}
    return DoorHour(**_origin(**({"origin_topic": "footfall"} | what | changes)))


def day_total(**changes: Any) -> DayTotal:
    """The day before: 20 orders of 1,000 in all, 400 looks."""
    what = {"day": at("00:00") - 86_400, "views": 400, "carts": 40, "orders": 20, "quantity": 30, "value": 1_000.0, "comments": 0}
    return DayTotal(**_origin(**({"origin_topic": "product_days"} | what | {"tone": None, "is_open": True} | changes)))


def forecast(**changes: Any) -> Forecast:
    """Made after the day before, of today: 900 to 1,300."""
    when = {"made": at("00:00") - 86_400, "day": at("00:00"), "ahead": 1, "days": 1}
    what = {"value": 1_100.0, "low": 900.0, "high": 1_300.0, "rival": 1_000.0, "samples": 60}
    return Forecast(**_origin(**({"origin_topic": "product_days"} | when | what | changes)))


def product_trend(**changes: Any) -> ProductTrend:
    """B1 rose in the eight weeks to the day before: from fewer than five orders a day to twice as many."""
    what = {"at": at("00:00") - 86_400, "kind": "product", "name": "B1", "category": "skirts", "verdict": "rising"}
    tests = {"z": 4.0, "views_z": 3.0, "orders_z": 3.5, "comments_z": None}
    amounts = {"measure": "orders", "ratio": 1.6, "level": 5.0, "slope": 0.7, "samples": 280}
    return ProductTrend(**_origin(**({"origin_topic": "product_days"} | what | tests | amounts | changes)))


def lead_lag(**changes: Any) -> LeadLag:
    """Until the day before, what surprised in views surprised in sales three days later."""
    what = {"at": at("00:00") - 86_400, "measure": "views", "days": 3, "correlation": 0.5, "bound": 0.2, "leads": True, "samples": 100}
    return LeadLag(**_origin(**({"origin_topic": "product_days"} | what | changes)))


def session_segment(**changes: Any) -> SessionSegment:
    """A session at ten that fell into segment 1."""
    what = {"session": "s1", "visitor": "v1", "start": at("10:00"), "country": "PL", "segment": 1, "name": "skirts visitors"}
    return SessionSegment(**_origin(**(what | {"distance": 0.5, "clicks": 2, "duration": 300.0} | changes)))


def customer_segment(**changes: Any) -> CustomerSegment:
    """A visitor whose first visit ended at ten, into segment 1."""
    who = {"visitor": "v1", "customer": None, "at": at("10:00"), "country": "PL", "segment": 1, "name": "one-time visitors"}
    past = {"previous": 0, "previous_name": "", "visits": 1, "orders": 0, "spent": 0.0, "first": at("10:00")}
    return CustomerSegment(**_origin(**(who | past | changes)))


def model_score(**changes: Any) -> ModelScore:
    """How the segments did by ten, after 500 sessions."""
    what = {"model": "session segments", "at": at("10:00"), "samples": 500, "measure": "explained variance", "score": 0.6}
    return ModelScore(**_origin(**(what | {"rival": "by click count", "rival_score": 0.2} | changes)))


def lead(**changes: Any) -> Lead:
    """At ten a visit with something in its cart: worth a contact."""
    what = {"lead": "visit s1", "kind": "visit", "state": "open", "at": at("10:00"), "opened": at("10:00"), "until": None}
    who = {"session": "s1", "visitor": "v1", "customer": None, "country": "PL", "device": "mobile", "channel": "Email"}
    odds = {"probability": 0.4, "promised": 0.4, "usual": 0.03, "value": 20.0, "cost": 4.5, "reasons": ["put 1 product in the cart"]}
    return Lead(**_origin(**(what | who | odds | {"samples": 1000} | changes)))


def suggestion(**changes: Any) -> Suggestion:
    """At ten, at its third look: whoever looks at B3 will look at B4, or else at B5."""
    who = {"session": "s1", "visitor": "v1", "customer": None, "at": at("10:00"), "country": "PL", "device": "mobile", "channel": "Email"}
    what = {"looks": 3, "product": "B3", "category": "skirts", "products": ["B4", "B5"], "probabilities": [0.3, 0.1]}
    return Suggestion(**_origin(**(who | what | changes)))


def related_product(**changes: Any) -> RelatedProduct:
    """By ten B4 was seen in 16 sessions, in 8 of them with B5, in 4 with C7."""
    what = {"at": at("10:00"), "product": "B4", "category": "skirts", "way": "viewed", "evidence": 16}
    others = {"products": ["B5", "C7"], "together": [8, 4], "shares": [0.5, 0.25], "lifts": [4.0, 3.0]}
    return RelatedProduct(**_origin(**(what | others | changes)))


def similar_customer(**changes: Any) -> SimilarCustomer:
    """After a second basket: k1 has bought five products, like k2 and, less so, k3."""
    who = {"customer": "k1", "at": at("10:00"), "country": "PL", "baskets": 2, "bought": 5}
    alike = {"customers": ["k2", "k3"], "similarities": [0.5, 0.2], "shared": ["B4, B5", "B4"]}
    return SimilarCustomer(**_origin(**(who | alike | {"products": ["C7", "C8"], "scores": [0.4, 0.3]} | changes)))


def customer_value(**changes: Any) -> CustomerValue:
    """At ten, after an order: k1 is a champion."""
    when = {"customer": "k1", "at": at("10:00"), "country": "PL", "first": at("10:00") - 86_400 * 100, "last": at("10:00"), "recency": 0.0}
    what = {"frequency": 8, "monetary": 800.0, "returned": 50.0, "r_score": 5, "f_score": 5, "m_score": 4, "rfm_group": "champions"}
    odds = {"previous_group": "loyal", "p_again": 0.9, "labels": 500, "expected_90": 200.0, "expected_365": 700.0}
    return CustomerValue(**_origin(**({"origin_topic": "order_lines"} | when | what | odds | changes)))


def reset(**changes: Any) -> Reset:
    """A mark that asks to forget what came before it."""
    return Reset(**_origin(**changes), reset=True)


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
        lead,
        suggestion,
        related_product,
        similar_customer,
        customer_value,
    )
}
