"""What the benchmarks stand on: a broker of their own whose log holds a history several times over, and processes that report."""

import json
import os
import subprocess
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from confluent_kafka import OFFSET_BEGINNING, Consumer, TopicPartition
from confluent_kafka.admin import NewTopic
from msgspec.structs import replace

from contracts.connections import kafka_client
from contracts.events import ControlEvent, ShopEvent
from contracts.settings import Settings
from contracts.topics import EVENTS_SHOP, TOPICS
from infra import topics
from infra.configuration import ROOT, environment
from infra.parts import KAFKA
from producers.replay import replay
from producers.replay.journal import Plan
from producers.replay.outlet import Outlet
from stream_apps.pipelines.feeds import FEEDS
from stream_apps.pipelines.pipeline import Out
from stream_apps.pipelines.shop import ShopPipeline
from stream_apps.pipelines.source import Rules
from tests.bench.carrier import Message
from tests.stack import running, settings_in, until

TIMEOUT = 600  # s that a child process may take
APART = 3_600_000  # ms between the stamps of two copies of the history


class Ground(NamedTuple):
    """A running broker. clicks are in the log with `controls` besides; made is how many rows of each table stage 1 makes of it all."""

    settings: Settings
    epoch: str
    clicks: int
    controls: int
    made: dict[str, int]

    @property
    def learned(self) -> int:
        """Messages that stage 2 takes in."""
        return sum(self.made.get(feed.topic, 0) for feed in FEEDS if feed.learners)


def history(settings: Settings) -> list[ShopEvent]:
    """eshop2008 in order."""
    events = replay.events(settings, Path(settings.cache) / "datasets", Plan(dataset="eshop2008", source="bench"))
    return [event for event in events if isinstance(event, ShopEvent)]


@contextmanager
def filled(folder: Path, copies: int) -> Iterator[Ground]:
    """A broker whose events.shop holds eshop2008 so many times, each under a source of its own, shifted."""
    settings = settings_in(folder)
    with running(KAFKA, settings):
        topics.create_topics(settings)
        events = history(settings)
        outlet = Outlet(settings)
        for copy in range(copies):
            _fill(outlet, events, f"copy{copy}", copy * APART)
        outlet.flush()
        del outlet  # its client would complain when the broker goes
        epoch = str(topics.admin(settings).list_topics(timeout=10).cluster_id)
        clicks, controls = copies * len(events), copies * settings.partitions
        yield Ground(settings, epoch, clicks, controls, _made(settings, clicks + controls))


def _fill(outlet: Outlet, events: list[ShopEvent], source: str, shift: int) -> None:
    for event in events:
        assert isinstance(event.at, int)
        outlet.send(replace(event, source=source, at=event.at + shift), outlet.place(event))
    last = events[-1].at
    assert isinstance(last, int)
    outlet.broadcast(ControlEvent(id="end", source=source, type="end", at=last + shift), ["shop"])


def _made(settings: Settings, count: int) -> dict[str, int]:
    """Rows that stage 1 makes of the log, by table."""
    pipelines = [ShopPipeline(partition, "", Rules.of(settings)) for partition in range(settings.partitions)]
    made = Counter[str]()
    for partition, message in messages(settings, count):
        out: Out = []
        pipelines[partition].apply(message, out)
        made.update([table for table, _, _ in out])
    return dict(made)


def messages(settings: Settings, count: int) -> Iterator[tuple[int, Message]]:
    """The first so many messages of events.shop with their partitions."""
    consumer = Consumer({**kafka_client(settings), "group.id": "bench-reader", "enable.auto.commit": False})
    consumer.assign([TopicPartition(EVENTS_SHOP, partition, OFFSET_BEGINNING) for partition in range(settings.partitions)])
    while count:
        for message in consumer.consume(min(count, 5_000), 1.0):
            count -= 1
            yield message.partition(), Message(message.offset(), message.timestamp()[1], message.key(), message.value())
    consumer.close()


def emptied(settings: Settings) -> None:
    """Makes every topic anew but the events': the next run begins at the beginning of the log and with nothing known."""
    admin = topics.admin(settings)
    own = {topic.name: topic for topic in TOPICS if topic.name != EVENTS_SHOP}
    for future in admin.delete_topics(list(own), operation_timeout=30).values():
        future.result()
    until(lambda: not own.keys() & admin.list_topics(timeout=10).topics.keys(), 30, "topics deleted")
    made = [NewTopic(name, topic.partitions(settings), 1, config=topic.config) for name, topic in own.items()]
    for future in admin.create_topics(made, operation_timeout=30).values():
        future.result()
    until(lambda: _led(admin, own.keys()), 30, "topics made")


def _led(admin: Any, names: Collection[str]) -> bool:
    found = admin.list_topics(timeout=10).topics
    return all(name in found and all(part.leader >= 0 for part in found[name].partitions.values()) for name in names)


def report(python: str, module: str, settings: Settings, *arguments: object) -> dict[str, Any]:
    """Runs a module as a process; returns the JSON object it prints last. Raises RuntimeError with what it said."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("STOREPULSE_")}
    done = subprocess.run(
        [python, "-m", module, *map(str, arguments)],
        cwd=ROOT,
        env=inherited | environment(settings) | {"PYTHONHASHSEED": "0", "STOREPULSE_LOG_LEVEL": "warning"},
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError(f"{module} reported nothing (exit {done.returncode}): {done.stderr[-2000:]}")
    return dict(json.loads(lines[-1]))
