"""What is learned of days does not depend on how far one partition or stream ran ahead of another, nor on a crash."""

from collections.abc import Sequence
from random import Random
from typing import Any, Final

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.rows import Origin, ProductDay
from stream_apps.pipelines.feeds import FEEDS
from stream_apps.pipelines.joined_days import LONGEST, PATIENCE, SECONDS, JoinedDay, JoinedDays
from stream_apps.pipelines.learning import LearningPipeline
from stream_apps.pipelines.source import Rules
from tests.builders import Record, at, product_day

FIRST: Final = int(at("00:00")) // SECONDS
STREAMS: Final = ["orders", "reviews", "shop"]
(FEED,) = (feed for feed in FEEDS if feed.topic == "product_days")


def row(number: int, stream: str = "shop", partition: int = 0, product: str = "", **changes: Any) -> ProductDay:
    """What a partition of two, of reviews the only one, wrote of the so many-th day: of a product, or the last row."""
    place = {"origin_topic": f"events.{stream}", "origin_partition": partition, "partitions": 1 if stream == "reviews" else 2}
    when = {"stream": stream, "streams": changes.pop("streams", STREAMS), "day": float((FIRST + number) * SECONDS)}
    columns = {"categories": [changes.pop("category", "")], "views": [0], **{name: [value] for name, value in changes.items()}}
    return product_day(**place, **when, products=[product], is_last=not product, **columns)


def lanes(days: int, seed: int = 1) -> list[list[ProductDay]]:
    """Rows of each partition of three streams, in its order: views and sales of two products, some comments, closed Saturdays."""
    random, found = Random(seed), []
    for stream, partition in (("shop", 0), ("shop", 1), ("orders", 0), ("orders", 1), ("reviews", 0)):
        rows: list[ProductDay] = []
        for number in range(days):
            rows += _a_day(random, number, stream, partition)
            rows.append(row(number, stream, partition, orders=6 if stream == "orders" and (FIRST + number) % 7 != 2 else 0))
        found.append(rows)
    return found


def _a_day(random: Random, number: int, stream: str, partition: int) -> list[ProductDay]:
    if stream == "orders" and (FIRST + number) % 7 == 2:
        return []
    what: dict[str, Any] = {
        "shop": {"views": random.randint(20, 60), "category": "skirts"},
        "orders": {"orders": 3, "quantity": 4, "value": random.randint(100_000, 900_000)},
        "reviews": {"comments": 2, "tone": random.randint(-9_000, 9_000)},
    }[stream]
    return [row(number, stream, partition, product=product, **what) for product in ("a", "b")]


def interleaved(of: Sequence[Sequence[ProductDay]], random: Random, run: int = 40) -> list[ProductDay]:
    """One of the orders in which lanes may have written into the one log: each keeps its own, any may run far ahead."""
    left, log = [list(lane) for lane in of], list[ProductDay]()
    while any(left):
        lane = random.choice([lane for lane in left if lane])
        taken = random.randint(1, run)
        log += lane[:taken]
        del lane[:taken]
    return log


def concluded(log: Sequence[ProductDay], restart_at: int | None = None) -> list[tuple[str, dict[str, Any]]]:
    """Every row that follows, but where it comes from."""
    pipeline, out = LearningPipeline(FEED, "log", Rules()), list[tuple[str, bytes, Origin]]()
    offsets: dict[tuple[str, int], int] = {}
    for offset, each in enumerate(log):
        if offset == restart_at:
            pipeline = LearningPipeline(FEED, "log", Rules(), pipeline.dump())
        lane = each.origin_topic, each.origin_partition
        offsets[lane] = offsets.get(lane, -1) + 1
        placed = msgspec.structs.replace(each, origin_offset=offsets[lane])
        pipeline.apply(Record(offset, 0, b"", msgspec.json.encode(placed)), out)
    return [(table, told(found)) for table, _, found in out]


def told(found: Origin) -> dict[str, Any]:
    return {name: value for name, value in msgspec.structs.asdict(found).items() if not name.startswith("origin_")}


@pytest.fixture(scope="module")
def usual() -> list[tuple[str, dict[str, Any]]]:
    """What is concluded where all lanes keep step: day by day."""
    each_day = [lane[place : place + 1] for place in range(3 * 42) for lane in lanes(42)]
    return concluded([each for part in each_day for each in part])


def test_something_is_foreseen_and_followed(usual: list[tuple[str, dict[str, Any]]]) -> None:
    assert {table for table, _ in usual} == {"day_totals", "forecasts", "product_trends", "model_scores", "lead_lags"}


@settings(max_examples=3, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 400))
def test_the_same_follows_at_any_speed_and_after_a_restart(
    usual: list[tuple[str, dict[str, Any]]], random: Random, restart_at: int
) -> None:
    assert concluded(interleaved(lanes(42), random), restart_at) == usual


def joined(*rows: ProductDay) -> list[JoinedDay]:
    days = JoinedDays()
    return [day for each in rows for day in days.take(each)]


def test_sales_of_the_web_shop_and_of_the_tills_add_up() -> None:
    streams, sale = ["shop", "orders"], {"quantity": 1, "value": 10_000, "orders": 1}
    rows: list[ProductDay] = []
    for stream in streams:
        rows += [row(0, stream, product="a", views=5, streams=streams, **sale), row(0, stream, orders=1, streams=streams)]
        rows.append(row(0, stream, 1, streams=streams))
    (day,) = joined(*rows)
    assert (day.whole.views, day.whole.orders, day.whole.quantity, day.whole.value) == (10, 2, 2, 20_000)


def test_a_stream_that_was_named_is_waited_for_however_long() -> None:
    shop = [row(number, "shop", partition, views=1, product="", streams=["shop", "reviews"]) for number in range(9) for partition in (0, 1)]
    assert joined(*shop) == []
    assert [day.number - FIRST for day in joined(*shop, row(5, "reviews", streams=["shop", "reviews"]))] == [0, 1, 2, 3, 4, 5]


def test_a_silent_stream_that_nobody_named_holds_the_rest_up_for_two_days() -> None:
    rows = [row(0, "reviews", streams=[], comments=1)]
    rows += [row(number, "shop", partition, views=1, streams=[]) for number in range(9) for partition in (0, 1)]
    assert [day.number - FIRST for day in joined(*rows)] == list(range(9 - PATIENCE))


def test_days_without_anything_are_days_too_but_not_for_ever() -> None:
    rows = [row(number, "shop", partition, views=1, streams=[]) for number in (0, 3, 5000) for partition in (0, 1)]
    numbers = [day.number - FIRST for day in joined(*rows)]
    assert numbers == [0, 1, 2, 3, *range(5000 - LONGEST, 5001)]


def test_what_a_source_held_before_its_first_day_is_nothing() -> None:
    rows = [row(-1, "shop", 0, streams=[]), row(-1, "shop", 1, streams=[]), row(0, "shop", 0, views=1, streams=[])]
    assert [day.number - FIRST for day in joined(*rows, row(0, "shop", 1, streams=[]))] == [0]
