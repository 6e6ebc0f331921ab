"""What holds for every metric, whatever it measures."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from contracts.catalogue import METRICS, Metric
from contracts.reading import Ask
from contracts.rows import Origin
from sinks.store import Store
from tests.builders import (
    at,
    audience,
    camera_health,
    click,
    customer_segment,
    customer_value,
    day_total,
    door_hour,
    floor_heat,
    flow,
    footfall,
    footfall_change,
    footfall_hour,
    forecast,
    lead,
    lead_lag,
    model_cost,
    model_score,
    moment,
    motion_spell,
    order_line,
    product_trend,
    reject,
    related_product,
    review,
    review_sentiment,
    session,
    session_segment,
    similar_customer,
    suggestion,
    zone_count,
    zone_visit,
)
from tests.metrics.conftest import Shop

TEN = ("10:00", "10:04")
STEADY = {"lag", "rejects", "model_board"}  # do not depend on the period
OF_WEEKS = {"retention"}  # says nothing of minutes: tests/metrics/test_conversion.py has its filters and bounds
FILTERED = [(metric, name) for metric in METRICS.values() for name in metric.filters if metric.name not in OF_WEEKS]
WORDS = {
    "country": ("PL", "DE", "FR"),
    "category": ("skirts", "sale", "blouses"),
    "product": ("A-0", "B-0", "C-0"),
    "device": ("mobile", "desktop", "tablet"),
    "channel": ("email", "search", "direct"),
    "customer": ("k0", "k1", "k2"),
    "zone": ("shoes", "coats", "tills"),
    "place": ("main door", "side door", "street"),
}


BOUGHT = {"furthest_step": "purchase", "cart_at": at("10:00"), "checkout_at": at("10:00"), "purchase_at": at("10:00"), "orders": 1}


def everything() -> Iterator[Origin]:
    """At ten o'clock a few of each row: every country looks at two products of every category, twice, and every other one buys.

    Devices and channels change with both, such that the first two of each have buyers and others.
    """
    for number, (country, (category, letter)) in enumerate(product(WORDS["country"], zip(WORDS["category"], "ABC", strict=True))):
        items, who = [f"{letter}-{each}" for each in (0, 1)], {"session": f"s{number}", "visitor": f"v{number}", "country": country}
        by = {"device": WORDS["device"][(number // 3 + number) % 3], "channel": WORDS["channel"][(number // 3 - number - 1) % 3]}
        what = {"products": items, "categories": [category], "product_categories": [category] * 2}
        for index, item in enumerate(items):
            bought = {"type": "purchase"} if index and number % 2 == 0 else {}
            yield click(**who, **by, **bought, category=category, product=item, page=f"/{index}", position=index + 1)
        yield click(**who, **by, type="begin_checkout", category=category, product=items[0])
        yield session(**who, **by, **what, **BOUGHT, customer=f"k{number}")
        yield session(**(who | {"session": f"s{number}-again"}), **by, **what, returning=True, gap_since_last=60.0)
        for each in range(5):  # groups of fewer are hidden
            yield session(**(who | {"session": f"s{number}-{each}", "visitor": f"v{number}-{each}"}), **by, **what, age=30, gender="f")
        for each, treatment in enumerate(("sale", "sale", "return")):
            where = {"country": country, "category": category, "product": items[0], "customer": f"k{number}"}
            yield order_line(**where, **by, order_id=f"o{number}-{each}", treatment=treatment)
        said = {"category": category, "product": items[0], "country": country, "channel": by["channel"]}
        for kind in ("positive", "negative"):
            yield review(**said, customer=f"k{number}", age=30)
            yield review_sentiment(**said, customer=f"k{number}", kind=kind, aspect_kinds=[kind])
        yield session_segment(**who)
        yield customer_segment(visitor=f"v{number}", country=country)
        for state, visit in (("open", "under way"), ("bought", f"s{number}")):  # the second has ended
            yield lead(**who | {"session": visit}, **by, lead=f"{number} {state}", state=state)
        yield suggestion(**who, **by, category=category, product=items[0])
        yield related_product(category=category, product=items[0])
        yield similar_customer(customer=f"k{number}", country=country)
        values = {"k": 0.9, "at risk": 0.2}
        yield from (customer_value(customer=f"{key}{number}", country=country, rfm_group=key, p_again=p) for key, p in values.items())
    yield click(session="later", at=at("10:15"), country="IE", category="", product="", page="")  # the checkouts at ten have had their time
    yield from floor()
    yield from trends()
    yield from (
        flow(events=20, clicks=18),
        reject(),
        model_cost(),
        model_score(),
        model_score(model="purchase intent of a visit", measure="AUC"),
    )
    yield from (model_score(model="next product", measure="hit@10"), model_score(model="buys again", measure="AUC"))


def trends() -> Iterator[Origin]:
    """At ten o'clock the day is summed up, and the next is foreseen; of each category a product rises and another falls."""
    for category, letter in zip(WORDS["category"], "ABC", strict=True):
        yield product_trend(at=at("10:00"), name=f"{letter}-0", category=category)
        yield product_trend(at=at("10:00"), name=f"{letter}-1", category=category, verdict="falling", ratio=0.5)
        yield product_trend(at=at("10:00"), kind="category", name=category, category="")
    tomorrow = at("00:00") + 86_400
    yield flow(clock=at("10:00") + 86_400)  # by then the day is over
    yield from (day_total(day=at("10:00")), forecast(made=at("10:00"), day=at("10:00")), lead_lag(at=at("10:00")))
    yield from (forecast(made=at("10:00"), day=tomorrow, days=days) for days in (1, 7))


def floor() -> Iterator[Origin]:
    """At ten o'clock somebody leaves each zone, and comes through each door; a customer with a card buys."""
    for zone in WORDS["zone"]:
        yield from (zone_visit(zone=zone, previous="entrance"), zone_count(zone=zone))
    for place in WORDS["place"]:
        yield footfall(place=place, passed=60)
        yield from (footfall_hour(place=place, unusual="more"), footfall_change(place=place, at=at("10:00")), door_hour(place=place))
        yield motion_spell(place=place)
    yield from (floor_heat(), camera_health(), audience(), order_line(store="main", customer="k0"))


@pytest.fixture(scope="module")
def full(store: Store, ask: Ask) -> Shop:
    made = Shop("every-metric", store, ask)
    made.given(*everything())
    store.insert_lag([[moment("10:00"), "worker", "events.shop", 0, 1]])
    return made


def test_every_metric_has_an_example() -> None:
    examples = "".join(file.read_text("utf-8") for file in Path(__file__).parent.glob("test_*.py"))
    assert [name for name in METRICS if not re.search(rf"^def test_{name}\(shop", examples, re.MULTILINE)] == []


@pytest.mark.parametrize("metric", [METRICS[name] for name in sorted(set(METRICS) - OF_WEEKS)], ids=lambda metric: metric.name)
def test_returns_the_columns_its_kind_promises(full: Shop, metric: Metric) -> None:
    answer = full.ask(metric.name, *TEN)
    assert answer.rows
    assert answer.columns[: len(metric.shape)] == metric.shape
    assert answer.samples > 0


@pytest.mark.parametrize("name", sorted(set(METRICS) - STEADY - OF_WEEKS))
def test_a_period_begins_with_its_start_and_ends_before_its_end(full: Shop, name: str) -> None:
    step = 60 if METRICS[name].kind == "timeseries" else 0
    before, first = full.ask(name, "09:00", "10:00", step), full.ask(name, "10:00", "10:00:00.001")
    assert (before.rows, before.value, before.samples, before.enough) == ([], None, 0, False)
    assert first.samples == full.ask(name, *TEN).samples > 0


@pytest.mark.parametrize("name", sorted(set(METRICS) - {"lag"}))
def test_has_no_rows_of_another_source(shop: Shop, full: Shop, name: str) -> None:
    assert shop.ask(name).rows == []


@pytest.mark.parametrize(("metric", "filter"), FILTERED, ids=lambda part: getattr(part, "name", part))
def test_a_filter_with_commas_means_any_of(full: Shop, metric: Metric, filter: str) -> None:
    first, second, _ = WORDS[filter]

    def samples(words: str) -> int:
        answer = full.ask(metric.name, *TEN, **{filter: words})
        return sum(row[answer.columns.index("samples")] for row in answer.rows)

    assert 0 < samples(first) < samples("")
    assert samples(f"{first},{second}") == samples(first) + samples(second)
    assert samples("nowhere") == 0


@pytest.mark.parametrize("filter", WORDS)
def test_a_filter_is_never_pasted_into_sql(full: Shop, filter: str) -> None:
    metric = next(metric for metric, name in FILTERED if name == filter)
    assert full.ask(metric.name, *TEN, **{filter: "x' OR '1' = '1"}).samples == 0
