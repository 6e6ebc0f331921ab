"""Into the log: floor events keyed by their camera, and control events to every partition."""

from typing import Final

import msgspec
from confluent_kafka import KafkaError, KafkaException, Producer

from contracts.connections import kafka_client
from contracts.events import FloorEvent
from contracts.events.routing import key_of
from contracts.settings import Settings
from contracts.topics import EVENTS
from producers.camera.frames import CameraError

_TOPIC: Final = EVENTS["floor"]
_TO_BEGIN: Final = 10.0  # s to hear from the broker for the first time


class Outlet:
    """Produces to events.floor. While the broker is away events wait in memory; when that is full, so does the camera."""

    def __init__(self, settings: Settings) -> None:
        """Raises CameraError where Kafka does not answer or has no such topic."""
        self._failure = ""
        self._producer = Producer(
            {
                **kafka_client(settings),
                "enable.idempotence": True,
                "partitioner": "consistent",  # crc32 of the key, as the replayer's
                "message.timeout.ms": 0,
                "log_level": 0,  # what is in the way is told in a sentence
                "linger.ms": 20,
                "compression.type": "lz4",
                "max.in.flight.requests.per.connection": 1,  # more and librdkafka 2.16 spins (docs/decisions.md)
                "delivery.report.only.error": True,
                "on_delivery": self._undelivered,
            }
        )
        try:
            topic = self._producer.list_topics(_TOPIC, _TO_BEGIN).topics[_TOPIC]
        except KafkaException as error:
            raise CameraError(f"Kafka at {settings.bootstrap} does not answer: start it with `storepulse up`") from error
        if topic.error is not None or not topic.partitions:
            raise CameraError(f"Kafka at {settings.bootstrap} has no topic {_TOPIC}; run `storepulse up` first")
        self._partitions = len(topic.partitions)
        self._encode = msgspec.json.Encoder().encode

    def send(self, event: FloorEvent) -> None:
        """Queues an event. Raises CameraError where Kafka refused an earlier one."""
        self._produce(self._encode(event), key_of(event).encode())

    def broadcast(self, event: FloorEvent) -> None:
        """Queues a control event for every partition."""
        for partition in range(self._partitions):
            self._produce(self._encode(event), event.source.encode(), partition)

    def flush(self) -> None:
        """Returns once all that was sent stands in the log."""
        while self._producer.flush(1.0):
            self._check()
        self._check()

    def _produce(self, value: bytes, key: bytes, partition: int = -1) -> None:
        while True:
            try:
                self._producer.produce(_TOPIC, value, key, partition)
                break
            except BufferError:
                self._producer.poll(0.05)
        self._producer.poll(0)
        self._check()

    def _undelivered(self, error: KafkaError | None, _message: object) -> None:
        self._failure = self._failure or str(error)

    def _check(self) -> None:
        if self._failure:
            raise CameraError(f"Kafka refused an event: {self._failure}; see `storepulse status`")
