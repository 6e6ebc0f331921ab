"""The way into the log, while the broker goes away and comes back."""

from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from threading import Event

import pytest
from confluent_kafka import Consumer, TopicPartition

from contracts.topics import EVENTS_SHOP
from infra import topics
from infra.parts import KAFKA
from producers.replay import outlet
from producers.replay.outlet import Outlet
from tests.stack import running, settings_in

READERS = 4


class Held(Outlet):
    """Its consumer has been answered once and asks again only when told: a broker may die in between."""

    def __init__(self, *arguments: object) -> None:
        self.connected, self.told = Event(), Event()
        super().__init__(*arguments)  # type: ignore[arg-type]

    def _consumer(self) -> Consumer:
        consumer = super()._consumer()
        consumer.get_watermark_offsets(TopicPartition(EVENTS_SHOP, 0), 10)
        self.connected.set()
        self.told.wait(60)
        return consumer


def test_the_ends_of_the_log_are_waited_for_while_the_broker_restarts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A replay met the broker's kill here and ended with a traceback, while sending waited.

    What a reader is told depends on the moment that it asks: several ask all the time.
    """
    monkeypatch.setattr(outlet, "ASK_AGAIN", 0.005)
    settings = settings_in(tmp_path)
    with ThreadPoolExecutor(READERS) as pool:
        with running(KAFKA, settings) as broker:
            topics.create_topics(settings)
            readers = [Held(settings) for _ in range(READERS)]
            answers = [pool.submit(reader.ends, ["shop"]) for reader in readers]
            assert all(reader.connected.wait(30) for reader in readers)
            broker.kill()
            broker.wait()
        for reader in readers:
            reader.told.set()
        with running(KAFKA, settings):
            assert not wait(answers, 60).not_done
            assert [answer.result() for answer in answers] == [{"shop": dict.fromkeys(range(settings.partitions), 0)}] * READERS
