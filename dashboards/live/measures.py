"""What the page tells Prometheus about itself and the stream."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from contracts.reading import Table

_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Measures:
    """One registry a process; the gauges are filled as Prometheus asks."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter("storepulse_requests", "HTTP requests answered", ("method", "route", "status"), registry=self.registry)
        self.queries = Histogram(
            "storepulse_query_seconds", "Time to read a metric from ClickHouse", ("metric",), buckets=_SECONDS, registry=self.registry
        )
        self.failures = Counter("storepulse_query_failures", "Reads that ClickHouse did not answer", ("metric",), registry=self.registry)
        self.viewers = Gauge("storepulse_viewers", "Open dashboards", registry=self.registry)
        self.flow = Gauge("storepulse_events", "Events of a source by what became of them", ("source", "outcome"), registry=self.registry)
        self.lag = Gauge("storepulse_lag_messages", "Messages a consumer has yet to read", ("consumer", "topic"), registry=self.registry)
        self.clickhouse = Gauge("storepulse_clickhouse_up", "1 where ClickHouse answers", registry=self.registry)

    def fill(self, flow: Table, lag: Table) -> None:
        """Takes the newest totals of the stream."""
        _replace(
            self.flow, [(row[0], outcome, count) for row in flow.rows for outcome, count in zip(flow.columns[1:], row[1:], strict=True)]
        )
        _replace(self.lag, lag.rows)


def _replace(gauge: Gauge, rows: list[tuple[str, str, float]]) -> None:
    gauge.clear()
    for first, second, value in rows:
        gauge.labels(first, second).set(value)
