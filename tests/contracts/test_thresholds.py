"""The two headers that say when a value is worth a look and when somebody is told."""

import pytest

from contracts.catalogue import MetricError, parse
from contracts.thresholds import Alert, Thresholds

FILE = """-- title: Waiting
-- unit: s
-- meaning: How long things wait.
-- kind: timeseries
-- better: lower
-- samples: things
-- minimum: 1
-- thresholds: warn 2; bad 10
-- alert: above 10.5 over 5m for 90s, critical
SELECT {from:DateTime64(3, 'UTC')} AS t, {step:UInt32} AS value, 1 AS samples
"""


def test_both_are_read_into_seconds_and_numbers() -> None:
    metric = parse("waiting", FILE)
    assert metric.thresholds == Thresholds(2, 10)
    assert metric.alert == Alert(direction="above", value=10.5, over=300, pending=90, severity="critical")
    assert metric.columns == ("t", "value", "samples")


def test_most_metrics_declare_neither_and_one_level_is_enough() -> None:
    plain = parse("waiting", "\n".join(line for line in FILE.splitlines() if not line.startswith(("-- thr", "-- al"))))
    assert (plain.thresholds, plain.alert) == (None, None)
    assert parse("waiting", FILE.replace("warn 2; bad 10", "bad 10")).thresholds == Thresholds(None, 10)


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("warn 2; bad 10", "warn 2, bad 10", "write `warn 2; bad 10`"),
        ("warn 2; bad 10", "warn 2; warn 3", "write `warn 2; bad 10`"),
        ("warn 2; bad 10", "warn 10; bad 2", "contradict `better: lower`"),
        ("better: lower", "better: higher", "contradict `better: higher`"),
        ("better: lower", "better: neither", "thresholds need `better: higher` or `better: lower`"),
        ("above 10.5 over 5m for 90s, critical", "over 10", "write `above 10 over 5m for 2m, critical`"),
        ("above 10.5 over 5m for 90s, critical", "above 10 over 5m for 2m, fatal", "write `above 10 over 5m for 2m, critical`"),
        ("above 10.5 over 5m for 90s, critical", "above 10 for 2m", "how much event time"),
        ("SELECT {from:DateTime64(3, 'UTC')}", "SELECT 1", "leave `over` out"),
        ("kind: timeseries", "kind: heatmap", "a heatmap has no one number to alert on"),
    ],
)
def test_what_is_not_understood_is_refused_naming_the_file(was: str, becomes: str, says: str) -> None:
    with pytest.raises(MetricError) as refused:
        parse("waiting", FILE.replace(was, becomes))
    assert str(refused.value).startswith("waiting.sql: ")
    assert says in str(refused.value)
