"""Every rows topic to its table, exactly once.

Where to read from is the group's committed offsets, which never run ahead of the store; what to drop is what the table
already holds. After an insert whose outcome is unknown the sink starts over from both, so there is one way to begin.
"""

import logging
import threading
import time
from collections.abc import Iterator
from typing import Final

from clickhouse_connect.driver.exceptions import Error as ClickHouseError
from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient

from contracts.connections import kafka_client
from contracts.rows import TABLES
from contracts.settings import Settings
from sinks.store import Store
from sinks.table_writer import TableWriter

log = logging.getLogger(__name__)
SECONDS: Final = 10.0  # to hear from the broker
AT_ONCE: Final = 50_000  # messages a poll: while it is behind, fewer and larger inserts cost ClickHouse less
_TRY_AGAIN: Final = (ClickHouseError, KafkaException, OSError)


class NotReadyError(RuntimeError):
    """Topics or tables are missing; the message says which."""


def run(settings: Settings, stop: threading.Event) -> None:
    """Writes until stop is set. While Kafka or ClickHouse is away it waits, and nothing is lost."""
    said = ""
    while not stop.is_set():
        try:
            Sink(settings).run(stop)
        except (*_TRY_AGAIN, NotReadyError) as error:
            text = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            if text != said:
                log.warning("%s; trying again until it works", text)
                said = text
            stop.wait(0.5)


class Sink:
    """One attempt: from what is committed and stored, until stopped or something fails."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store = Store(settings)
        self._consumer = Consumer(
            {
                **kafka_client(settings),
                "group.id": f"storepulse-sink-{self._store.id()}",
                "enable.auto.commit": False,
                "auto.offset.reset": "earliest",
                "fetch.message.max.bytes": 8 << 20,
                "queued.max.messages.kbytes": 131_072,
                "fetch.wait.max.ms": 100,
            }
        )
        self._epoch = ""
        self._refused = False  # rejects wait that stand on other topics: they are stored before those are committed
        self._writers: dict[str, TableWriter] = {}

    def run(self, stop: threading.Event) -> None:
        """Reads and writes until stop is set; then stores what waits."""
        try:
            self._begin()
            while not stop.is_set():
                for message in self._consumer.consume(AT_ONCE, self._patience()):
                    if message.error() is not None:
                        raise KafkaException(message.error())
                    refused = self._writers[message.topic()].take(message, self._epoch)
                    if refused is not None:
                        self._writers["rejects"].add(refused)
                        self._refused = True
                self._write(time.monotonic())
            self._write(None)
        finally:
            self._consumer.close()
            self._store.close()

    def _begin(self) -> None:
        cluster = AdminClient(kafka_client(self._settings)).list_topics(timeout=SECONDS)
        if absent := sorted(set(TABLES) - set(cluster.topics)):
            raise NotReadyError(f"Kafka has no topic {', '.join(absent)}; `storepulse up` makes them")
        self._epoch = str(cluster.cluster_id)
        self._store.settle()
        self._writers = {table: TableWriter(table, self._store) for table in TABLES}
        everywhere = [TopicPartition(table, partition) for table in TABLES for partition in cluster.topics[table].partitions]
        starts = self._consumer.committed(everywhere, SECONDS)
        for start in starts:
            start.offset = start.offset if start.offset >= 0 else OFFSET_BEGINNING
        self._consumer.assign(starts)
        log.info("writing %s to %s", ", ".join(TABLES), self._settings.clickhouse_url)

    def _patience(self) -> float:
        waiting = any(len(writer) for writer in self._writers.values())
        return min(0.05, self._settings.flush_seconds / 4) if waiting else 0.25

    def _write(self, now: float | None) -> None:
        """Stores and commits what is due; everything where now is None."""
        if self._refused:
            self._writers["rejects"].flush()
            self._refused = False
        done = [
            writer
            for writer in self._writers.values()
            if now is None or not len(writer) or writer.due(now, self._settings.flush_rows, self._settings.flush_seconds)
        ]
        for writer in done:
            writer.flush()
        if offsets := list(self._positions(done)):
            self._consumer.commit(offsets=offsets, asynchronous=now is not None)

    def _positions(self, writers: list[TableWriter]) -> Iterator[TopicPartition]:
        for writer in writers:
            for partition, offset in writer.read.items():
                yield TopicPartition(writer.table, partition, offset)
            writer.read.clear()
