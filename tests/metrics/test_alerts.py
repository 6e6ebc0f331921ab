"""Alert rules fire for the source that is in trouble, and for no other: the committed rules on made rows, judged as Grafana judges."""

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from contracts.catalogue import METRICS, Metric
from contracts.reading import Ask, Question, read
from contracts.thresholds import Alert
from dashboards.grafana import files
from dashboards.grafana.alert_queries import query
from sinks.store import Store
from tests.builders import click, flow, session
from tests.metrics.conftest import Shop

RULES = {
    rule["labels"]["metric"]: rule
    for group in json.loads((files.FOLDER / files.ALERTING / "rules.json").read_text("utf-8"))["groups"]
    for rule in group["rules"]
}
FIVE_MINUTES = Alert(direction="above", value=0, over=300, pending=0, severity="warning")
EXAMPLES = [METRICS[name] for name in ("bounce_rate", "visitors_now", "countries", "clicks_per_minute")]
JUDGED = [*(METRICS[name] for name in RULES), *EXAMPLES]
COULD_ALERT = [metric for metric in JUDGED if "from" in metric.parameters]


@dataclass(frozen=True)
class Clock:
    """Stamps around the wall clock, which decides what is live."""

    now: float

    def ago(self, seconds: float) -> float:
        return round(self.now - seconds, 3)


@pytest.fixture
def clock() -> Clock:
    return Clock(time.time())


def firing(metric: str, ask: Ask) -> set[str]:
    """Labels of the instances that are over the rule's limit: A's lines are a table, one number each, and B compares it."""
    numbers, condition = (part["model"] for part in RULES[metric]["data"])
    [limit] = condition["conditions"][0]["evaluator"]["params"]
    over = {"gt": lambda value: value > limit, "lt": lambda value: value < limit}[condition["conditions"][0]["evaluator"]["type"]]
    return {label for *labels, value in ask(numbers["rawSql"], {}).rows if over(value) for label in labels}


def slow(shop: Shop, at: float, waited: float, count: int = 40, **columns: Any) -> None:
    """Clicks of that moment, stored so many seconds after they were sent."""
    shop.given(*(click(at=at, sent=at) for _ in range(count)), stored_at=at + waited)
    shop.given(flow(clock=at, sent=at, events=count), **columns)


def test_a_live_source_whose_events_wait_long_alerts(shop: Shop, ask: Ask, clock: Clock) -> None:
    slow(shop, clock.ago(60), waited=30)
    assert shop.source in firing("latency", ask)


def test_a_source_that_is_behind_by_minutes_is_live_all_the_same(shop: Shop, ask: Ask, clock: Clock) -> None:
    slow(shop, clock.ago(3000), waited=3000)
    assert shop.source in firing("latency", ask)


def test_only_the_newest_minutes_of_its_clock_count(shop: Shop, ask: Ask, clock: Clock) -> None:
    slow(shop, clock.ago(600), waited=30)
    assert shop.source in firing("latency", ask)
    slow(shop, clock.ago(10), waited=0.5)
    assert shop.source not in firing("latency", ask)


def test_quick_events_too_few_events_and_a_source_that_ended_are_silent(shop: Shop, store: Store, ask: Ask, clock: Clock) -> None:
    slow(shop, clock.ago(60), waited=9)
    assert shop.source not in firing("latency", ask)
    few = Shop(f"{shop.source}-few", store, ask)
    slow(few, clock.ago(60), waited=30, count=METRICS["latency"].minimum - 1)
    ended = Shop(f"{shop.source}-ended", store, ask)
    slow(ended, clock.ago(3600), waited=30, stored_at=clock.ago(3570))
    assert firing("latency", ask).isdisjoint({few.source, ended.source})


def test_the_replay_of_a_history_never_alerts(shop: Shop, ask: Ask, clock: Clock) -> None:
    shop.given(*(click(at=1.2e9, sent=clock.ago(60)) for _ in range(40)), flow(clock=1.2e9, sent=clock.ago(60)))
    assert shop.source not in firing("latency", ask)


def test_messages_that_pile_up_alert_once_whatever_the_sources(ask: Ask, store: Store) -> None:
    [[newest]] = ask("SELECT max(measured_at) FROM lag", {}).rows
    at = max(newest.replace(tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)) + timedelta(milliseconds=1)
    store.insert_lag([[at, "worker", "events.shop", partition, 60_000] for partition in (0, 1)] + [[at, "sink", "clicks", 0, 5]])
    assert firing("lag", ask) == {"worker"}


@pytest.mark.parametrize("metric", COULD_ALERT, ids=lambda metric: metric.name)
def test_a_rule_judges_the_number_that_the_page_shows(shop: Shop, ask: Ask, clock: Clock, metric: Metric) -> None:
    now = clock.ago(1)
    shop.given(*(click(at=now - i, sent=now - i) for i in range(50)), flow(clock=now, sent=now, events=50))
    shop.given(*(session(start=now - i, session=f"s{i}") for i in range(50)))
    end = datetime.fromtimestamp(now, UTC) + timedelta(milliseconds=1)
    answer = read(Question(metric=metric.name, source=shop.source, start=end - timedelta(seconds=300), end=end), ask)
    found = [tuple(rest) for source, *rest in ask(query(metric, FIVE_MINUTES), {}).rows if source == shop.source]
    enough = [row[:2] for row in answer.rows if row[2] >= metric.minimum]
    expected = [(answer.value,)] if metric.kind == "timeseries" else enough
    assert found == (expected if answer.samples >= metric.minimum else [])
