"""What an undisturbed pass over the same log concludes, and digests to compare it with what a shaken stack has stored."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import clickhouse_connect
import msgspec
from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, TopicPartition

from contracts.connections import kafka_client, writer
from contracts.rows import TABLES, Origin
from contracts.settings import Settings
from contracts.tables import columns, statements
from contracts.topics import EVENTS_SHOP, TOPICS
from sinks.store import Store
from stream_apps.pipelines.feeds import FEEDS
from stream_apps.pipelines.intake import IntakePipeline
from stream_apps.pipelines.intakes import INLETS
from stream_apps.pipelines.learning import COSTS, LearningPipeline
from stream_apps.pipelines.pipeline import Pipeline
from stream_apps.pipelines.shop import ShopPipeline
from stream_apps.pipelines.source import Rules

REFERENCE = "reference"
CONCLUDED = [table for table in TABLES if table != COSTS]  # what models cost is measured while they work, each time anew
STAGE_1 = ("clicks", "sessions", "rejects", "flow")


class Logged(NamedTuple):
    """A message as a pipeline takes it."""

    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    partition: int


class Digest(NamedTuple):
    """rows and origins are equal where nothing is doubled; content is over every column but stored_at."""

    rows: int
    origins: int
    content: int


def messages(settings: Settings, topic: str) -> Iterator[Logged]:
    """Every message of a topic, in the order of each partition's log."""
    own = {"group.id": "storepulse-tests", "enable.auto.commit": False, "enable.partition.eof": True}
    consumer = Consumer({**kafka_client(settings), **own})
    try:
        left = set(consumer.list_topics(topic, 10).topics[topic].partitions)
        consumer.assign([TopicPartition(topic, partition, OFFSET_BEGINNING) for partition in left])
        while left:
            for message in consumer.consume(10_000, 1.0):
                if message.error() is None:
                    yield Logged(message.offset(), message.timestamp()[1], message.key(), message.value(), message.partition())
                elif message.error().code() == KafkaError._PARTITION_EOF:
                    left.discard(message.partition())
                else:
                    raise KafkaException(message.error())
    finally:
        consumer.close()


def conclude(settings: Settings, epoch: str) -> dict[str, list[Origin]]:
    """The rows of one undisturbed pass: stage 1 over the events, stage 2 over the rows it learns from as they stand in their log."""
    rules, parts = Rules.of(settings), {topic.name: topic.partitions(settings) for topic in TOPICS}
    passes: dict[str, dict[int, Pipeline]] = {
        EVENTS_SHOP: {p: ShopPipeline(p, epoch, rules) for p in range(settings.partitions)},
        **{inlet.topic: {p: IntakePipeline(inlet, p, epoch, rules) for p in range(parts[inlet.topic])} for inlet in INLETS},
        **{feed.topic: {0: LearningPipeline(feed, epoch, rules)} for feed in FEEDS if feed.learners},
    }
    rows: defaultdict[str, list[Origin]] = defaultdict(list)
    for topic, pipelines in passes.items():
        for message in messages(settings, topic):
            pipeline = pipelines[message.partition]
            out: list[tuple[str, bytes, Origin]] = []
            pipeline.apply(message, out)
            for table, _, row in out:
                rows[table].append(row)
    return rows


def digests(settings: Settings) -> dict[str, Digest]:
    """What a database holds, by table."""
    client = clickhouse_connect.get_client(**writer(settings))
    found = {}
    for table in CONCLUDED:
        names = ", ".join(columns(TABLES[table]))
        origin = "origin_epoch, origin_topic, origin_partition, origin_offset, origin_index"
        # As text: a hash over columns is NULL as soon as one of them is.
        query = f"SELECT count(), uniqExact({origin}), groupBitXor(cityHash64(toString(tuple({names})))) FROM {table}"  # noqa: S608
        found[table] = Digest(*client.query(query).first_row)
    client.close()
    return found


def reference(settings: Settings, epoch: str) -> dict[str, Digest]:
    """Digests of the undisturbed pass, by way of tables of their own, so that both sides are hashed alike."""
    other = msgspec.structs.replace(settings, database=REFERENCE)
    client: Any = clickhouse_connect.get_client(**{**writer(settings), "database": None})
    client.command(f"DROP DATABASE IF EXISTS {REFERENCE}")
    for statement in statements(REFERENCE):
        client.command(statement)
    client.close()
    store = Store(other)
    for table, rows in conclude(settings, epoch).items():
        store.insert(table, [msgspec.json.encode(row) for row in rows if type(row) is TABLES[table]])
    store.close()
    return digests(other)
