"""How far behind the worker and the sink are, as Kafka sees it, measured every few seconds into the `lag` table."""

import logging
import threading
import time
from datetime import UTC, datetime
from typing import Any, Final

from clickhouse_connect.driver.exceptions import Error as ClickHouseError
from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition

from contracts.connections import kafka_client
from contracts.rows import TABLES
from contracts.settings import Settings
from contracts.topics import EVENTS, LEARNED_FROM
from sinks.store import Store

log = logging.getLogger(__name__)
EVERY: Final = 5.0  # s
SECONDS: Final = 10  # to hear from the broker
WORKER: Final = "storepulse-worker"
_NOT_YET: Final = (KafkaError.NOT_COORDINATOR, KafkaError.COORDINATOR_NOT_AVAILABLE, KafkaError.COORDINATOR_LOAD_IN_PROGRESS)


def behind(settings: Settings, group: str, topics: tuple[str, ...]) -> dict[tuple[str, int], int]:
    """Messages that a consumer group has not taken in yet, by topic and partition. Raises KafkaException.

    A consumer that never joins asks, not AdminClient.list_consumer_group_offsets: that one brings the whole process down with a
    segmentation fault where the group's coordinator is not there yet, as after a broker's restart (librdkafka issue 5040).
    """
    asker = Consumer({**kafka_client(settings), "group.id": group, "enable.auto.commit": False})
    try:
        known = asker.list_topics(timeout=SECONDS).topics
        everywhere = [TopicPartition(topic, partition) for topic in topics if topic in known for partition in known[topic].partitions]
        return {(place.topic, place.partition): _waiting(asker, place) for place in _committed(asker, everywhere)}
    finally:
        asker.close()


def _committed(asker: Consumer, places: list[TopicPartition]) -> list[TopicPartition]:
    """The group's committed offsets; a broker that has just started takes a moment to find who keeps them."""
    until = time.monotonic() + SECONDS
    while True:
        try:
            return list(asker.committed(places, timeout=SECONDS))
        except KafkaException as error:
            if error.args[0].code() not in _NOT_YET or time.monotonic() > until:
                raise
            time.sleep(0.1)


def _waiting(asker: Consumer, committed: TopicPartition) -> int:
    """Messages of one partition past the committed offset, or past its first where nothing was committed."""
    first, end = asker.get_watermark_offsets(TopicPartition(committed.topic, committed.partition), timeout=SECONDS)
    return int(max(0, end - max(committed.offset, first)))


def measure(settings: Settings, stop: threading.Event) -> None:
    """Measures until stop is set. A measurement that cannot be made is left out: absent is absent."""
    store: Store | None = None
    while not stop.wait(EVERY):
        try:
            store = store or Store(settings)
            store.insert_lag(list(_lines(settings, f"storepulse-sink-{store.id()}")))
        except (ClickHouseError, KafkaException, OSError) as error:
            log.debug("lag was not measured: %s", error)
            store = None


def _lines(settings: Settings, sink: str) -> list[list[Any]]:
    now = datetime.now(UTC)
    groups = {"worker": behind(settings, WORKER, (*EVENTS.values(), *LEARNED_FROM)), "sink": behind(settings, sink, tuple(TABLES))}
    return [[now, consumer, *place, count] for consumer, places in groups.items() for place, count in places.items()]
