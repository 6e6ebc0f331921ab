"""The embedded broker is Apache Kafka itself: what was acknowledged is there after a kill -9."""

import shutil
from pathlib import Path

from confluent_kafka import Producer

from contracts.connections import kafka_client
from contracts.settings import Settings
from contracts.topics import EVENTS_SHOP, LARGE, TOPICS
from infra import topics
from infra.configuration import broker_folder
from infra.parts import KAFKA
from producers.replay.outlet import Outlet
from tests.stack import running, settings_in


def stored(settings: Settings) -> int:
    """Messages in the events topic. A broker that has just started tells of its partitions before it leads them: that is waited for."""
    return sum(Outlet(settings).ends(["shop"])["shop"].values())


def send(settings: Settings, count: int, size: int = 100) -> None:
    """Sends messages and waits until each is acknowledged."""
    failed: list[object] = []
    producer = Producer({**kafka_client(settings), "enable.idempotence": True, "message.max.bytes": LARGE})
    for number in range(count):
        producer.produce(EVENTS_SHOP, b"x" * size, key=str(number), on_delivery=lambda error, _: failed.append(error) if error else None)
    producer.flush(30)
    assert not failed


def test_messages_survive_kill_9(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    with running(KAFKA, settings) as process:
        assert topics.create_topics(settings) == [topic.name for topic in TOPICS]
        send(settings, 5_000)
        process.kill()
        process.wait()
    with running(KAFKA, settings):
        assert stored(settings) == 5_000
        send(settings, 100)
        assert stored(settings) == 5_100
        assert topics.create_topics(settings) == []


def test_takes_a_message_as_large_as_a_checkpoint(kafka: Settings) -> None:
    before = stored(kafka)
    send(kafka, 1, LARGE - 100_000)
    assert stored(kafka) == before + 1


def test_a_log_begun_anew_has_another_name(tmp_path: Path) -> None:
    """With the old name its first rows would be taken for those of the old log, which are stored already."""
    settings, names = settings_in(tmp_path), []
    for _ in range(2):
        with running(KAFKA, settings):
            names.append(topics.admin(settings).list_topics(timeout=10).cluster_id)
        shutil.rmtree(broker_folder(settings))
    assert names[0] != names[1]
