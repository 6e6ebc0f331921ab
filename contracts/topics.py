"""Every topic: its name, how many partitions, what it keeps."""

from typing import Final, NamedTuple

from contracts.events import STREAMS
from contracts.rows import TABLES
from contracts.settings import Settings

LARGE: Final = 32 << 20  # a checkpoint, or a bad event kept whole, may be this large


def checkpoints(topic: str) -> str:
    """Where the state of whoever reads a topic is kept."""
    return f"checkpoints.{topic}"


class Topic(NamedTuple):
    """A topic to create. single: one partition, so that one global model can own it."""

    name: str
    single: bool = False
    compacted: bool = False
    stamped: bool = False  # by the broker as messages arrive, not by whoever sends them

    def partitions(self, settings: Settings) -> int:
        return 1 if self.single else settings.partitions

    @property
    def config(self) -> dict[str, str]:
        """Kafka's own names. Events and rows are kept for ever: a replayed history must not expire by its stamps."""
        policy = {"cleanup.policy": "compact", "min.cleanable.dirty.ratio": "0.1", "segment.bytes": str(64 << 20)}
        forever = {"cleanup.policy": "delete", "retention.ms": "-1"}
        stamp = {"message.timestamp.type": "LogAppendTime" if self.stamped else "CreateTime"}
        return {**(policy if self.compacted else forever), **stamp, "max.message.bytes": str(LARGE)}


EVENTS: Final = {stream: f"events.{stream}" for stream in STREAMS}
EVENTS_SHOP: Final = EVENTS["shop"]
SHOP_CHECKPOINTS: Final = checkpoints(EVENTS_SHOP)
LEARNED_FROM: Final = ("clicks", "sessions", "order_lines", "reviews", "product_days", "footfall")  # rows topics that models read

# Rows that a global model reads: their log is its one order.
_SINGLE: Final = {
    "clicks", "sessions", "session_segments", "customer_segments", "model_scores", "model_costs", "leads",
    "suggestions", "related_products", "similar_customers", "customer_values", "order_lines", "reviews",
    "review_sentiments", "product_days", "day_totals", "forecasts", "product_trends", "lead_lags", "footfall", "footfall_hours",
    "footfall_changes", "door_hours",
}  # fmt: skip

# Comments come one by one, not by the thousand: one partition fixes the order in which the one model of them learns.
_ONE_ORDER: Final = {EVENTS["reviews"]}

TOPICS: Final = (
    # One wrong clock among the senders would move a source's clock, and everybody else would be late.
    *(Topic(topic, single=topic in _ONE_ORDER, stamped=True) for topic in EVENTS.values()),
    *(Topic(table, single=table in _SINGLE) for table in TABLES),
    *(Topic(checkpoints(topic), single=topic in _ONE_ORDER, compacted=True) for topic in EVENTS.values()),
    *(Topic(checkpoints(topic), single=True, compacted=True) for topic in LEARNED_FROM),
)
