"""What the collector tells Prometheus about itself."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram

_SECONDS: Final = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Measures:
    """One registry a process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter("storepulse_collector_requests", "HTTP requests answered", ("status",), registry=self.registry)
        self.events = Counter("storepulse_collector_events", "Events by what became of them", ("source", "outcome"), registry=self.registry)
        self.delivery = Histogram(
            "storepulse_collector_delivery_seconds", "Time until Kafka had a request's events", buckets=_SECONDS, registry=self.registry
        )
