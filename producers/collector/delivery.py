"""Into the log: an idempotent producer, and whoever sends learns whether Kafka has all of it."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final

from confluent_kafka import KafkaError, KafkaException, Producer

from contracts.connections import kafka_client
from contracts.settings import Settings
from contracts.topics import EVENTS_SHOP

LINGER: Final = 3  # ms in which messages gather into one request to Kafka
_LOOK: Final = 0.001  # s between two looks for delivery reports while some are awaited
_TOPIC: Final = 2.0  # s to be told about the topic
_TOO_LARGE: Final = KafkaError.MSG_SIZE_TOO_LARGE
_log: Final = logging.getLogger(__name__)


class AwayError(Exception):
    """Kafka did not take everything in time; what it did take stays, and sending the same again doubles nothing."""


class TooLargeError(AwayError):
    """A message is larger than Kafka ever takes; it has the others."""


class Receipt:
    """Waits for the delivery of so many messages."""

    def __init__(self, count: int) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._left = count
        self._error: AwayError | None = None

    def __call__(self, error: KafkaError | None, _message: object) -> None:
        self._left -= 1
        if error is not None and (self._error is None or isinstance(self._error, TooLargeError)):  # what may pass later is to be sent again
            self._error = (TooLargeError if error.code() == _TOO_LARGE else AwayError)(str(error))
        if self._left == 0 and not self.done.done():
            if self._error:
                self.done.set_exception(self._error)
            else:
                self.done.set_result(None)


class Delivery:
    """The producer of one event loop. Only `delivering` makes one."""

    def __init__(self, settings: Settings, topic: str) -> None:
        self._failed, self._topic = asyncio.Event(), topic
        self._producer = Producer(
            {
                **kafka_client(settings),
                "enable.idempotence": True,
                "partitioner": "consistent",  # crc32 of the key, as the replayer's
                "message.timeout.ms": round(settings.collector_patience * 1000),
                "reconnect.backoff.max.ms": 1_000,
                # While one request is flushed to disk the next one fills: fewer flushes. With more under way, librdkafka 2.16's idempotent
                # producer spins: 0.6 of a core at 260 events/s, against 0.01 (docs/collector.md).
                "max.in.flight.requests.per.connection": 1,
                "linger.ms": LINGER,
                "compression.type": "lz4",
                "queue.buffering.max.messages": 100_000,
                "queue.buffering.max.kbytes": 131_072,
                "log_level": 0,  # what is in the way is told in a sentence
                "error_cb": self._error,
            }
        )
        self._awaited = asyncio.Event()

    async def send(self, messages: Sequence[tuple[bytes, bytes]]) -> None:
        """Returns once Kafka has them all. Raises AwayError after collector_patience at the latest, TooLargeError once it has the rest."""
        if not messages:
            return
        receipt = Receipt(len(messages))
        try:
            for key, value in messages:
                self._produce(key, value, receipt)
        except BufferError:
            raise AwayError("more waits for Kafka than fits into memory") from None
        except KafkaException as error:
            raise AwayError(str(error)) from error
        finally:
            self._awaited.set()
        await receipt.done

    def _produce(self, key: bytes, value: bytes, receipt: Receipt) -> None:
        try:
            self._producer.produce(self._topic, value, key, on_delivery=receipt)
        except KafkaException as error:
            if error.args[0].code() != _TOO_LARGE:
                raise
            receipt(error.args[0], None)

    async def broadcast(self, value: bytes) -> None:
        """Sends to every partition. Raises AwayError."""
        partitions = await asyncio.to_thread(self.partitions)
        receipt = Receipt(partitions)
        for partition in range(partitions):
            self._producer.produce(self._topic, value, partition=partition, on_delivery=receipt)
        self._awaited.set()
        await receipt.done

    def partitions(self) -> int:
        """Partitions of the topic; blocks. Raises AwayError where Kafka does not answer or has no such topic."""
        try:
            topic = self._producer.list_topics(self._topic, _TOPIC).topics[self._topic]
        except KafkaException as error:
            raise AwayError(str(error.args[0].str())) from error
        if topic.error is not None or not topic.partitions:
            raise AwayError(f"Kafka has no topic {self._topic}; run `storepulse up` first")
        return len(topic.partitions)

    async def poll(self) -> None:
        """Hands delivery reports to who waits for them, for ever."""
        while True:
            await self._awaited.wait()
            self._awaited.clear()
            while len(self._producer):
                self._producer.poll(0)
                await asyncio.sleep(_LOOK)

    async def failed(self) -> None:
        """Returns once the producer cannot go on: a new process has to."""
        await self._failed.wait()

    def _error(self, error: KafkaError) -> None:
        if error.fatal():
            _log.critical("Kafka's client cannot go on: %s", error)
            self._failed.set()


@asynccontextmanager
async def delivering(settings: Settings, topic: str = EVENTS_SHOP) -> AsyncIterator[Delivery]:
    """A delivery to a topic, polled while it is used."""
    delivery = Delivery(settings, topic)
    polling = asyncio.create_task(delivery.poll())
    try:
        yield delivery
    finally:
        polling.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await polling
