"""The way into the log: keyed, idempotent, and able to read back what of a source it already holds."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from zlib import crc32

import msgspec
from confluent_kafka import Consumer, KafkaError, KafkaException, Message, Producer, TopicPartition

from contracts.connections import kafka_client
from contracts.events import CONTROLS, ControlEvent, key_of, stream_of
from contracts.settings import Settings
from contracts.topics import EVENTS
from producers.replay.history import Entry
from producers.replay.journal import ReplayError

Offsets = dict[str, dict[int, int]]  # by stream and partition
_PREFIX: Final = "events."
SECONDS: Final = 30.0  # to hear from the broker
TO_BEGIN: Final = 10.0  # to hear from it for the first time
ASK_AGAIN: Final = 0.2  # s after the broker was found away
# What a broker that is restarted looks like: sending waits for it, and so does reading back.
AWAY: Final = {
    KafkaError._TRANSPORT,
    KafkaError._ALL_BROKERS_DOWN,
    KafkaError._DESTROY_BROKER,  # the handle under another name until the broker has told its own again
    KafkaError._RESOLVE,  # a container that is away has no address
    KafkaError._TIMED_OUT,
    KafkaError._UNKNOWN_PARTITION,
    KafkaError._WAIT_CACHE,
    KafkaError.REQUEST_TIMED_OUT,
    KafkaError.NETWORK_EXCEPTION,
    KafkaError.OFFSET_NOT_AVAILABLE,
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


class Lane(NamedTuple):
    """One partition of one stream's topic."""

    stream: str
    partition: int


class Outlet:
    """Produces to the topics of all streams. A subject's partition is crc32(key) mod partitions, librdkafka's `consistent` partitioner."""

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
            cluster = self._producer.list_topics(timeout=TO_BEGIN)
        except KafkaException as error:
            raise ReplayError(f"Kafka at {settings.bootstrap} does not answer: start it with `storepulse up`") from error
        if absent := [topic for topic in EVENTS.values() if topic not in cluster.topics]:
            raise ReplayError(f"Kafka at {settings.bootstrap} has no topic {', '.join(absent)}; run `storepulse up` first")
        self.partitions: Final = {stream: len(cluster.topics[topic].partitions) for stream, topic in EVENTS.items()}
        self.epoch: Final = str(cluster.cluster_id)
        self._encode = msgspec.json.Encoder().encode

    def place(self, entry: Entry) -> Lane:
        """The partition an entry belongs to."""
        stream = stream_of(entry)
        return Lane(stream, crc32(key_of(entry).encode()) % self.partitions[stream])

    def send(self, entry: Entry, lane: Lane) -> None:
        """Queues an entry; waits while the broker is slower than we are."""
        self._produce(lane, self._encode(entry), key_of(entry).encode())

    def _produce(self, lane: Lane, value: bytes, key: bytes) -> None:
        while True:
            try:
                self._producer.produce(EVENTS[lane.stream], value, key, lane.partition)
                return
            except BufferError:
                self._producer.poll(0.05)

    def broadcast(self, event: ControlEvent, streams: Iterable[str]) -> None:
        """Queues a control event for every partition of these streams."""
        for lane in self._lanes(streams):
            self._produce(lane, self._encode(event), event.source.encode())

    def _lanes(self, streams: Iterable[str]) -> Iterator[Lane]:
        return (Lane(stream, partition) for stream in streams for partition in range(self.partitions[stream]))

    def flush(self) -> None:
        """Returns once all that was sent stands in the log."""
        while self._producer.flush(1.0):
            self._check()
        self._check()

    def ends(self, streams: Iterable[str]) -> Offsets:
        """The next offset of each partition of these streams. Waits for a broker that is away, as sending does."""
        consumer = self._consumer()
        try:
            return {stream: {lane.partition: _end(consumer, lane) for lane in self._lanes([stream])} for stream in streams}
        finally:
            consumer.close()

    def ids_since(self, source: str, offsets: Offsets) -> Counter[tuple[Lane, str]]:
        """How often each (lane, id) of what the source sent, controls aside, stands in the log from these offsets on."""
        found: Counter[tuple[Lane, str]] = Counter()
        for lane, value in self._since(offsets):
            try:
                sent = _decode(value)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                continue  # somebody else's bad message: the worker rejects it
            if sent.source == source and sent.type not in CONTROLS:
                found[lane, sent.id] += 1
        return found

    def _since(self, offsets: Offsets) -> Iterator[tuple[Lane, bytes]]:
        consumer = self._consumer()
        try:
            begins = {Lane(stream, partition): offset for stream, known in offsets.items() for partition, offset in known.items()}
            consumer.assign([TopicPartition(EVENTS[lane.stream], lane.partition, offset) for lane, offset in begins.items()])
            left = set(begins)
            patience = time.monotonic() + SECONDS
            while left:
                message = consumer.poll(1.0)
                if message is None:
                    if time.monotonic() > patience:
                        raise ReplayError(f"Kafka at {self._settings.bootstrap} does not answer; see `storepulse status`")
                elif message.error() is None:
                    yield _lane(message), message.value() or b""
                elif message.error().code() == KafkaError._PARTITION_EOF:
                    left.discard(_lane(message))
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


def _lane(message: Message) -> Lane:
    return Lane(str(message.topic()).removeprefix(_PREFIX), int(message.partition() or 0))


def _end(consumer: Consumer, lane: Lane) -> int:
    while True:
        try:
            return int(consumer.get_watermark_offsets(TopicPartition(EVENTS[lane.stream], lane.partition), SECONDS)[1])
        except KafkaException as error:
            if error.args[0].code() not in AWAY:
                raise
            time.sleep(ASK_AGAIN)
