"""How far behind the worker and the sink are, as Kafka sees it, measured every few seconds into the `lag` table."""

import logging
import threading
from datetime import UTC, datetime
from typing import Any, Final

from clickhouse_connect.driver.exceptions import Error as ClickHouseError
from confluent_kafka import ConsumerGroupTopicPartitions, KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient, OffsetSpec

from contracts.connections import kafka_client
from contracts.rows import TABLES
from contracts.settings import Settings
from contracts.topics import EVENTS_SHOP
from sinks.store import Store

log = logging.getLogger(__name__)
EVERY: Final = 5.0  # s
SECONDS: Final = 10  # to hear from the broker
WORKER: Final = "storepulse-worker"


def behind(admin: AdminClient, group: str, topics: tuple[str, ...]) -> dict[tuple[str, int], int]:
    """Messages that a consumer group has not taken in yet, by topic and partition. Raises KafkaException."""
    known = admin.list_topics(timeout=SECONDS).topics
    everywhere = [TopicPartition(topic, partition) for topic in topics if topic in known for partition in known[topic].partitions]
    ends = {place: future.result() for place, future in admin.list_offsets({tp: OffsetSpec.latest() for tp in everywhere}).items()}
    starts = {place: future.result() for place, future in admin.list_offsets({tp: OffsetSpec.earliest() for tp in everywhere}).items()}
    committed = admin.list_consumer_group_offsets([ConsumerGroupTopicPartitions(group, everywhere)])[group].result().topic_partitions
    at = {(place.topic, place.partition): place.offset for place in committed}
    first = {(place.topic, place.partition): result.offset for place, result in starts.items()}
    return {
        (place.topic, place.partition): max(0, result.offset - max(at[place.topic, place.partition], first[place.topic, place.partition]))
        for place, result in ends.items()
    }


def measure(settings: Settings, stop: threading.Event) -> None:
    """Measures until stop is set. A measurement that cannot be made is left out: absent is absent."""
    admin = AdminClient(kafka_client(settings))
    store: Store | None = None
    while not stop.wait(EVERY):
        try:
            store = store or Store(settings)
            store.insert_lag(list(_lines(admin, f"storepulse-sink-{store.id()}")))
        except (ClickHouseError, KafkaException, OSError) as error:
            log.debug("lag was not measured: %s", error)
            store = None


def _lines(admin: AdminClient, sink: str) -> list[list[Any]]:
    now = datetime.now(UTC)
    groups = {"worker": behind(admin, WORKER, (EVENTS_SHOP, "sessions")), "sink": behind(admin, sink, tuple(TABLES))}
    return [[now, consumer, *place, count] for consumer, places in groups.items() for place, count in places.items()]
