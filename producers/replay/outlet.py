"""The way into the log: keyed, idempotent, and able to read back what of a source it already holds."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final
from zlib import crc32

import msgspec
from confluent_kafka import Consumer, KafkaError, KafkaException, Producer, TopicPartition

from contracts.connections import kafka_client
from contracts.events import ShopEvent, Unmapped
from contracts.settings import Settings
from contracts.topics import EVENTS_SHOP
from producers.replay.history import Entry
from producers.replay.journal import ReplayError

SECONDS: Final = 30.0  # to hear from the broker
TO_BEGIN: Final = 10.0  # to hear from it for the first time
ASK_AGAIN: Final = 0.2  # s after the broker was found away
# What a broker that is restarted looks like: sending waits for it, and so does reading back.
AWAY: Final = {
    KafkaError._TRANSPORT,
    KafkaError._ALL_BROKERS_DOWN,
    KafkaError._TIMED_OUT,
    KafkaError._UNKNOWN_PARTITION,
    KafkaError.REQUEST_TIMED_OUT,
    KafkaError.LEADER_NOT_AVAILABLE,
    KafkaError.NOT_LEADER_FOR_PARTITION,
    KafkaError.BROKER_NOT_AVAILABLE,
}


class _Sent(msgspec.Struct):
    """What tells one message of a source from another."""

    id: str
    source: str
    type: str


_decode: Final = msgspec.json.Decoder(_Sent).decode


class Outlet:
    """Produces to events.shop. A subject's partition is crc32(key) mod partitions, librdkafka's `consistent` partitioner."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._failure = ""
        self._producer = Producer(
            {
                **kafka_client(settings),
                "enable.idempotence": True,
                "message.timeout.ms": 0,
                "log_level": 0,  # what is in the way is told in a sentence
                "linger.ms": 10,
                "compression.type": "lz4",
                "queue.buffering.max.messages": 200_000,
                "delivery.report.only.error": True,
                "on_delivery": self._undelivered,
            }
        )
        try:
            cluster = self._producer.list_topics(EVENTS_SHOP, TO_BEGIN)
        except KafkaException as error:
            raise ReplayError(f"Kafka at {settings.bootstrap} does not answer: start it with `storepulse up`") from error
        topic = cluster.topics[EVENTS_SHOP]
        if topic.error is not None or not topic.partitions:
            raise ReplayError(f"Kafka at {settings.bootstrap} has no topic {EVENTS_SHOP}; run `storepulse up` first")
        self.partitions: Final = len(topic.partitions)
        self.epoch: Final = str(cluster.cluster_id)
        self._encode = msgspec.json.Encoder().encode

    def place(self, entry: Entry) -> int:
        """The partition an entry belongs to."""
        return crc32(_key(entry)) % self.partitions

    def send(self, entry: Entry, partition: int) -> None:
        """Queues an entry; waits while the broker is slower than we are."""
        value, key = self._encode(entry), _key(entry)
        while True:
            try:
                self._producer.produce(EVENTS_SHOP, value, key, partition)
                return
            except BufferError:
                self._producer.poll(0.05)

    def broadcast(self, event: ShopEvent) -> None:
        """Queues a control event for every partition."""
        for partition in range(self.partitions):
            self.send(event, partition)

    def flush(self) -> None:
        """Returns once all that was sent stands in the log."""
        while self._producer.flush(1.0):
            self._check()
        self._check()

    def ends(self) -> dict[int, int]:
        """The next offset of each partition. Waits for a broker that is away, as sending does."""
        consumer = self._consumer()
        try:
            return {partition: _end(consumer, partition) for partition in range(self.partitions)}
        finally:
            consumer.close()

    def ids_since(self, source: str, offsets: Mapping[int, int]) -> Counter[tuple[int, str]]:
        """How often each (partition, id) of what the source sent, controls aside, stands in the log from these offsets on."""
        found: Counter[tuple[int, str]] = Counter()
        for partition, value in self._since(offsets):
            try:
                sent = _decode(value)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                continue  # somebody else's bad message: the worker rejects it
            if sent.source == source and sent.type not in ("tick", "end", "reset"):
                found[partition, sent.id] += 1
        return found

    def _since(self, offsets: Mapping[int, int]) -> Iterator[tuple[int, bytes]]:
        consumer = self._consumer()
        try:
            consumer.assign([TopicPartition(EVENTS_SHOP, partition, offset) for partition, offset in offsets.items()])
            left = set(offsets)
            patience = time.monotonic() + SECONDS
            while left:
                message = consumer.poll(1.0)
                if message is None:
                    if time.monotonic() > patience:
                        raise ReplayError(f"Kafka at {self._settings.bootstrap} does not answer; see `storepulse status`")
                elif message.error() is None:
                    yield message.partition(), message.value() or b""
                elif message.error().code() == KafkaError._PARTITION_EOF:
                    left.discard(message.partition())
                elif message.error().code() not in AWAY:
                    raise KafkaException(message.error())
        finally:
            consumer.close()

    def _consumer(self) -> Consumer:
        own = {"group.id": "storepulse-replay", "enable.auto.commit": False, "enable.partition.eof": True}
        return Consumer({**kafka_client(self._settings), **own})

    def _undelivered(self, error: KafkaError | None, _message: object) -> None:
        self._failure = self._failure or str(error)

    def _check(self) -> None:
        if self._failure:
            raise ReplayError(f"Kafka refused an event: {self._failure}; run the same command again to go on where it stands")


def _end(consumer: Consumer, partition: int) -> int:
    while True:
        try:
            return int(consumer.get_watermark_offsets(TopicPartition(EVENTS_SHOP, partition), SECONDS)[1])
        except KafkaException as error:
            if error.args[0].code() not in AWAY:
                raise
            time.sleep(ASK_AGAIN)


def _key(entry: Entry) -> bytes:
    """Nobody is known of a line that could not be mapped: its id spreads such lines over the partitions."""
    if isinstance(entry, Unmapped):
        return entry.id.encode()
    return (entry.visitor or entry.session or entry.source).encode()
