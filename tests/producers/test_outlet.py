"""The way into the log, while the broker goes away and comes back."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from confluent_kafka import Consumer, TopicPartition

from contracts.topics import EVENTS_SHOP
from infra import topics
from infra.parts import KAFKA
from producers.replay.outlet import Outlet
from tests.stack import running, settings_in


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


def test_the_ends_of_the_log_are_waited_for_while_the_broker_restarts(tmp_path: Path) -> None:
    """A replay met the broker's kill here and ended with a traceback, while sending waited."""
    settings = settings_in(tmp_path)
    with ThreadPoolExecutor(1) as pool:
        with running(KAFKA, settings) as broker:
            topics.create_topics(settings)
            outlet = Held(settings)
            answer = pool.submit(outlet.ends, ["shop"])
            assert outlet.connected.wait(30)
            broker.kill()
            broker.wait()
        outlet.told.set()
        with running(KAFKA, settings):
            assert answer.result(60) == {"shop": dict.fromkeys(range(outlet.partitions["shop"]), 0)}
