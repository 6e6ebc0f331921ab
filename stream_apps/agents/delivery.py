"""Rows and checkpoints out: an idempotent producer that can tell when all it was given stands in the log."""

import asyncio
import logging
import os
from typing import Any, Final, NoReturn

from confluent_kafka import KafkaError, Message, Producer

from contracts.connections import kafka_client
from contracts.settings import Settings
from contracts.topics import LARGE

log = logging.getLogger(__name__)
QUEUE: Final = 1_000_000  # messages
LINGER: Final = 50  # ms a row waits for company: with 20 its thread took half as much of the processor again
FULL: Final = 200_000  # above this the agents wait for the broker


class Delivery:
    """One producer for all agents of a worker. Hold `lock` while producing a batch, so that a flush can end."""

    def __init__(self, settings: Settings) -> None:
        self.lock = asyncio.Lock()
        self._producer = Producer(
            {
                **kafka_client(settings),
                "enable.idempotence": True,
                "enable.gapless.guarantee": True,
                "message.timeout.ms": 0,  # never give up: a row that is not delivered would be lost
                "linger.ms": LINGER,
                "compression.type": "lz4",
                "message.max.bytes": LARGE,
                "queue.buffering.max.messages": QUEUE,
                "delivery.report.only.error": True,
                "on_delivery": _delivered,
                "error_cb": _failed,
            }
        )
        self.put = self._producer.produce

    def insist(self, *message: Any) -> None:
        """Puts one message however much waits already, as after the end of a source with very many open sessions."""
        while True:
            try:
                self.put(*message)
            except BufferError:
                self._producer.poll(0.1)
            else:
                return

    def poll(self) -> None:
        """Lets librdkafka report errors."""
        self._producer.poll(0)

    async def room(self) -> None:
        """Waits while the broker is slower than the agents."""
        while len(self._producer) > FULL:
            await asyncio.sleep(0.01)
            self._producer.poll(0)

    async def flush(self) -> None:
        """Returns once everything produced so far is acknowledged by the broker. Call it under `lock`."""
        loop = asyncio.get_running_loop()
        while await loop.run_in_executor(None, self._producer.flush, 1.0):
            pass


def _delivered(error: KafkaError | None, message: Message) -> None:
    if error is not None:
        stop(f"a message for {message.topic()}[{message.partition()}] was not delivered: {error}")


def _failed(error: KafkaError, *_: Any) -> None:
    if error.fatal():
        stop(f"the producer failed for good: {error}")
    log.info("producer: %s", error)  # it tries again by itself; librdkafka says so many times a second


def stop(why: str) -> NoReturn:
    """Ends the process at once: nothing after a lost row may be checkpointed. The supervisor starts it from the last checkpoint."""
    log.critical("%s; the worker stops and goes on from its last checkpoint", why)
    logging.shutdown()
    os._exit(70)
