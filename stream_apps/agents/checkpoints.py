"""Checkpoints: the newest state of each partition, in a compacted topic of its own."""

from collections.abc import Iterable
from typing import Final

import zstandard
from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition

from contracts.connections import kafka_client
from contracts.settings import Settings
from contracts.topics import LARGE

SECONDS: Final = 30.0  # to hear from the broker


def pack(state: bytes) -> bytes:
    """A pipeline's dump as it is kept."""
    return zstandard.ZstdCompressor(level=1).compress(state)


def read(settings: Settings, topic: str, partitions: Iterable[int]) -> dict[int, bytes]:
    """The last state kept for each of these partitions that has one. Raises KafkaException where the broker does not answer."""
    consumer = Consumer(
        {
            **kafka_client(settings),
            "group.id": f"{topic}.reader",
            "enable.auto.commit": False,
            "enable.partition.eof": True,
            "auto.offset.reset": "earliest",
            "fetch.wait.max.ms": 10,
            "fetch.message.max.bytes": LARGE,
        }
    )
    try:
        return {
            partition: zstandard.ZstdDecompressor().decompress(state)
            for partition, state in _last(consumer, topic, set(partitions)).items()
        }
    finally:
        consumer.close()


def _last(consumer: Consumer, topic: str, partitions: set[int]) -> dict[int, bytes]:
    starts = []
    for partition in partitions:
        low, high = consumer.get_watermark_offsets(TopicPartition(topic, partition), SECONDS)
        starts.append(TopicPartition(topic, partition, max(low, high - 1)))
    consumer.assign(starts)
    found: dict[int, bytes] = {}
    while partitions:
        message = consumer.poll(SECONDS)
        if message is None:
            raise KafkaException(KafkaError(KafkaError._TIMED_OUT, f"{topic}: no answer in {SECONDS:.0f} s"))
        if message.error() is None:
            found[message.partition()] = message.value()
        elif message.error().code() == KafkaError._PARTITION_EOF:
            partitions.discard(message.partition())
        else:
            raise KafkaException(message.error())
    return found
