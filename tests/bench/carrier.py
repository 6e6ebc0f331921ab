"""Both stages of the worker behind one call a message: what the plain loop and the rivals run.

No Faust and no checkpoints; the pipelines, the encoding and the producer are the worker's own. Imports only what the
rivals' environment holds.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import msgspec

from contracts.settings import Settings, load
from contracts.topics import EVENTS_SHOP, TOPICS
from stream_apps.agents.delivery import FULL, Delivery
from stream_apps.agents.garbage import look_rarely
from stream_apps.models.warming import warm_up
from stream_apps.pipelines.feeds import FEEDS
from stream_apps.pipelines.learning import LearningPipeline
from stream_apps.pipelines.pipeline import Out, Pipeline
from stream_apps.pipelines.shop import ShopPipeline
from stream_apps.pipelines.source import Rules

POLL_EVERY = 1_000  # messages
SINGLE = frozenset(topic.name for topic in TOPICS if topic.single)


class Message(msgspec.Struct, gc=False):
    """A message as a pipeline takes it."""

    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None


class Stopwatch:
    """Wall and CPU seconds of this process, from the first message on."""

    def __init__(self) -> None:
        self._begun = (0.0, 0.0)

    def begin(self) -> None:
        """Starts at the first call."""
        if not self._begun[0]:
            self._begun = (time.perf_counter(), time.process_time())

    def stop(self) -> None:
        """Prints the figures and ends the process: what a framework would still do does not count."""
        seconds, cpu = time.perf_counter() - self._begun[0], time.process_time() - self._begun[1]
        # Linux's ru_maxrss would begin with the parent's.
        peak = next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")) / 1024
        sys.stdout.write("\n" + json.dumps({"seconds": seconds, "cpu": cpu, "peak_mb": peak}) + "\n")  # Faust leaves a line open
        sys.stdout.flush()
        os._exit(0)


class Carrier:
    """Takes messages until the log is at its end and every row that stage 2 learns from has been through it; then reports and exits."""

    def __init__(self, settings: Settings, epoch: str, events: int, learned: int) -> None:
        rules = Rules.of(settings)
        self._pipelines: dict[str, list[Pipeline]] = {
            EVENTS_SHOP: [ShopPipeline(partition, epoch, rules) for partition in range(settings.partitions)],
            **{feed.topic: [LearningPipeline(feed, epoch, rules)] for feed in FEEDS if feed.learners},
        }
        self.topics = tuple(self._pipelines)
        self.partitions = {topic: len(pipelines) for topic, pipelines in self._pipelines.items()}
        self._left = events + learned
        self._delivery = Delivery(settings)
        self._producer: Any = self._delivery._producer
        self._encode = msgspec.json.Encoder().encode
        self._watch = Stopwatch()

    def take(self, topic: str, partition: int, message: Message) -> None:
        """One message through its pipeline; its rows on their topics."""
        self._watch.begin()
        out: Out = []
        self._pipelines[topic][partition].apply(message, out)
        put, encode = self._delivery.put, self._encode
        for table, key, row in out:
            put(table, encode(row), key, 0 if table in SINGLE else partition)
        self._left -= 1
        if self._left % POLL_EVERY == 0:
            self._delivery.poll()
            while len(self._producer) > FULL:
                self._producer.poll(0.01)
            if not self._left:
                self._finish()

    def _finish(self) -> None:
        while self._producer.flush(1.0):
            pass
        self._watch.stop()


def carrier() -> tuple[Carrier, Settings]:
    """From the environment and the arguments EPOCH EVENTS SESSIONS."""
    settings = load(os.environ)
    epoch, events, learned = sys.argv[1:4]
    warm_up()
    look_rarely()
    return Carrier(settings, epoch, int(events), int(learned)), settings
