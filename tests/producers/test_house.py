"""The store beside the synthetic shop, and what buyers say: as their parameters and the planted truths say."""

from collections import Counter
from statistics import mean
from typing import Any

import msgspec
import pytest

from contracts.events import Event, FloorEvent, OrderEvent, ReviewEvent, SensorEvent, ShopEvent, key_of, stream_of
from producers.simulator.house import House, streams
from producers.simulator.parameters import Parameters
from producers.simulator.premises import CAMERAS, DOOR_CAMERA
from producers.simulator.shop import Shop
from producers.simulator.truths import BadBatch, DeadCamera, Truth
from stream_apps.pipelines.intake import IntakePipeline
from stream_apps.pipelines.intakes import INLETS
from stream_apps.pipelines.source import Rules
from tests.builders import Record
from tests.producers.shopping import DAY, HOUR, OPENS

DAYS = 7  # from a Sunday on
KNOWN = Parameters(days=DAYS, visitors_a_day=400.0, comments=0.5, days_to_comment=1.0)


def house(*truths: Truth, **changes: Any) -> list[Event]:
    return list(House(msgspec.structs.replace(KNOWN, **changes), truths, OPENS).events())


@pytest.fixture(scope="module")
def week() -> list[Event]:
    return house()


def of(kind: type, events: list[Event], type: str = "") -> list[Any]:
    return [event for event in events if isinstance(event, kind) and type in ("", event.type)]


def test_the_web_shop_is_the_same_with_and_without_a_store(week: list[Event]) -> None:
    assert of(ShopEvent, week) == list(Shop(KNOWN, (), OPENS).events())
    assert house(store_visitors_a_day=0.0, comments=0.0) == of(ShopEvent, week)


def test_all_is_in_order_synthetic_and_of_the_streams_it_names(week: list[Event]) -> None:
    assert [event.at for event in week] == sorted(event.at for event in week)
    assert {event.precision for event in week} == {"synthetic"}
    assert {stream_of(event) for event in week} == set(streams(KNOWN)) == {"shop", "orders", "reviews", "floor", "sensors"}
    assert len({(stream_of(event), event.id) for event in week}) == len(week)
    assert week == house()


def test_every_door_lets_it_in(week: list[Event]) -> None:
    for inlet in INLETS:
        pipeline, out = IntakePipeline(inlet, 0, "log", Rules()), list[Any]()
        for offset, event in enumerate(event for event in week if stream_of(event) == inlet.stream):
            pipeline.apply(Record(offset, event.at, key_of(event).encode(), msgspec.json.encode(event)), out)
        assert {table for table, _, _ in out} > {"flow"}
        assert not [row for table, _, row in out if table == "rejects"]


def test_whoever_comes_in_goes_out_and_leaves_the_zones_they_entered(week: list[Event]) -> None:
    crossings = Counter(event.direction for event in of(FloorEvent, week, "line_cross"))
    assert crossings["in"] == crossings["out"] == pytest.approx(6 * 300, rel=0.1)  # closed on Sundays
    assert crossings["in"] / (crossings["in"] + crossings["pass"]) == pytest.approx(KNOWN.capture, rel=0.1)
    entered, left = (Counter(event.zone for event in of(FloorEvent, week, type)) for type in ("zone_enter", "zone_leave"))
    assert entered == left
    assert of(FloorEvent, week, "zone_count")[-1].people == 0
    assert not [event for event in of(FloorEvent, week, "line_cross") if event.at < OPENS + DAY]


def test_the_door_is_counted_twice_and_the_counter_misses_a_few(week: list[Event]) -> None:
    counted = sum(event.entered for event in of(SensorEvent, week, "count"))
    seen = sum(event.direction == "in" for event in of(FloorEvent, week, "line_cross"))
    assert 0.94 < counted / seen < 1
    assert all((event.at - OPENS) % (HOUR // 4) == 0 for event in of(SensorEvent, week, "count"))


def test_some_buy_at_the_tills_and_some_of_them_show_the_card_of_an_account(week: list[Event]) -> None:
    orders = {event.order: event.customer for event in of(OrderEvent, week)}
    assert len(orders) / (6 * 300) == pytest.approx(KNOWN.store_conversion, rel=0.15)
    cards = [customer for customer in orders.values() if customer]
    assert len(cards) / len(orders) == pytest.approx(KNOWN.cards, abs=0.08)
    assert set(cards) <= {event.customer for event in of(ShopEvent, week, "purchase")}


def test_a_dead_camera_says_so_and_nothing_else(week: list[Event]) -> None:
    dead = house(DeadCamera(start=OPENS + 2 * DAY, end=OPENS + 3 * DAY))
    told = [event for event in of(FloorEvent, dead) if event.camera == DOOR_CAMERA and OPENS + 2 * DAY <= event.at < OPENS + 3 * DAY]
    assert {(event.type, event.state) for event in told} == {("health", "dead")}
    assert len(told) == 24 * 60
    assert of(SensorEvent, dead) == of(SensorEvent, week)
    zones = [[event.zone for event in of(FloorEvent, told) if event.camera in set(CAMERAS) - {DOOR_CAMERA}] for told in (dead, week)]
    assert zones[0] == zones[1]


def test_comments_come_after_their_order_and_a_bad_batch_is_complained_about(week: list[Event]) -> None:
    bought = {(event.order, event.product): event.at for event in of(ShopEvent, week, "purchase")}
    comments = of(ReviewEvent, week)
    assert len(comments) > 20
    assert all(event.at > bought[event.order, event.product] for event in comments)
    most = Counter(event.product for event in comments).most_common(1)[0][0]
    spoilt = of(ReviewEvent, house(BadBatch(start=OPENS, product=most)))
    before, after = (mean(event.rating for event in said if event.product == most) for said in (comments, spoilt))
    assert after < before - 1.5
    assert [event for event in spoilt if event.product != most] == [event for event in comments if event.product != most]
