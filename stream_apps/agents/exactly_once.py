"""The one agent behind every topic: records in, pipeline, rows out, checkpoint.

Order is everything: rows delivered -> checkpoint delivered -> offsets committed. Commits only tell how far behind the worker
is; where it starts comes from the checkpoints (docs/decisions.md).
"""

import asyncio
import logging
import time
from collections.abc import Callable, Set
from typing import Any, Final, NamedTuple

import faust
import msgspec
from faust.types import TP

from contracts.settings import Settings
from contracts.topics import TOPICS
from stream_apps.agents import checkpoints
from stream_apps.agents.delivery import Delivery, stop
from stream_apps.pipelines.learning import LearningPipeline
from stream_apps.pipelines.pipeline import Out, Pipeline, StateError

log = logging.getLogger(__name__)
COSTS_EVERY: Final = 10.0  # s
BREATH: Final = 50  # packing states takes at most one in so many parts of the time; what follows, with cold caches, half as much again
SINGLE: Final = frozenset(topic.name for topic in TOPICS if topic.single)


class Stage(NamedTuple):
    """What one agent runs: a topic, where its checkpoints stand, and how a partition's pipeline is made from one."""

    topic: str
    checkpoints: str
    load: Callable[[int, bytes | None], Pipeline]


class ExactlyOnce:
    """Runs one stage over the partitions this worker has been assigned."""

    def __init__(self, app: faust.App, stage: Stage, settings: Settings, delivery: Delivery) -> None:
        self._app, self._stage, self._settings, self._delivery = app, stage, settings, delivery
        self._pipelines: dict[TP, Pipeline] = {}
        self._kept: dict[TP, int] = {}  # offset of the last checkpoint
        self._rewound: dict[TP, tuple[int, int]] = {}
        self._encode = msgspec.json.Encoder().encode

    async def resume(self, partitions: Set[TP]) -> dict[TP, int]:
        """Makes the state of newly assigned partitions ready; returns the offset each goes on from."""
        numbers = {tp.partition: tp for tp in partitions}
        loop = asyncio.get_running_loop()
        async with self._delivery.lock:
            found = await loop.run_in_executor(None, checkpoints.read, self._settings, self._stage.checkpoints, list(numbers))
            for tp in set(self._pipelines) - partitions:
                del self._pipelines[tp]
            for number, tp in numbers.items():
                pipeline = self._load(number, found.get(number))
                if tp not in self._pipelines or self._pipelines[tp].offset < pipeline.offset:
                    self._pipelines[tp] = pipeline
                self._kept[tp] = pipeline.offset
        where = {tp: self._pipelines[tp].offset + 1 for tp in partitions}
        log.info("%s goes on from %s", self._stage.topic, {tp.partition: offset for tp, offset in sorted(where.items())})
        return where

    def _load(self, partition: int, state: bytes | None) -> Pipeline:
        """A pipeline from its checkpoint; where that is of another version, from the beginning of the log, which gives the same rows."""
        try:
            return self._stage.load(partition, state)
        except StateError as error:
            log.warning("%s[%d]: the checkpoint is of no use (%s): reading the log anew", self._stage.topic, partition, error)
            return self._stage.load(partition, None)

    async def run(self, stream: faust.StreamT[Any]) -> None:
        """The agent: one event is one fetch of one partition."""
        async for event in stream.noack().events():
            tp = event.message.tp
            rewinds, records = event.value
            pipeline = self._pipelines.get(tp)
            if pipeline is None:
                continue  # arrived before its state: it is read again after the seek
            if records[0].offset > pipeline.offset + 1 and not await self._hole(tp, rewinds, pipeline):
                continue
            await self._delivery.room()
            async with self._delivery.lock:
                try:
                    self._take(tp, pipeline, records)
                except Exception:
                    # Faust would start the agent anew, over a state that has moved past rows never sent, and that would be kept.
                    log.exception("%s[%d]: failed by offset %d", tp.topic, tp.partition, pipeline.offset)
                    stop("a pipeline failed")
            event.value = event.message.value = None  # Faust keeps the message a while; the batch is large
            await asyncio.sleep(0)  # under load nothing else here waits, and checkpoints and other stages must get their turn

    async def keep(self) -> None:
        """Checkpoints for ever, at the interval asked for, never packing states for more than a small part of the time."""
        while True:
            packing = await self.checkpoint()
            await asyncio.sleep(max(self._settings.checkpoint_seconds, BREATH * packing))

    async def tell(self) -> None:
        """Says for ever what the models cost."""
        while True:
            await asyncio.sleep(COSTS_EVERY)
            async with self._delivery.lock:
                for tp, pipeline in self._pipelines.items():
                    if isinstance(pipeline, LearningPipeline):
                        out: Out = []
                        pipeline.costs(time.time(), out)
                        self._send(tp.partition, out)

    async def checkpoint(self) -> float:
        """Keeps the state of every partition that has moved, once its rows stand in the log. Returns the seconds packing took."""
        async with self._delivery.lock:
            moved = {tp: pipeline for tp, pipeline in self._pipelines.items() if pipeline.offset > self._kept[tp]}
            if not moved:
                return 0.0
            await self._delivery.flush()
            began = time.monotonic()
            for tp, pipeline in moved.items():
                self._delivery.put(self._stage.checkpoints, checkpoints.pack(pipeline.dump()), b"%d" % tp.partition, tp.partition)
            packing = time.monotonic() - began
            await self._delivery.flush()
            self._kept |= {tp: pipeline.offset for tp, pipeline in moved.items()}
            reached = {tp: pipeline.offset + 1 for tp, pipeline in moved.items()}
        await self._app.consumer.report(reached)
        return packing

    def _take(self, tp: TP, pipeline: Pipeline, records: list[Any]) -> None:
        out: Out = []
        apply, last = pipeline.apply, pipeline.offset
        for record in records if records[0].offset > last else [each for each in records if each.offset > last]:
            apply(record, out)
            if out:  # at once: the rows of a whole batch would have left the processor's caches before they are encoded
                self._send(tp.partition, out)
        self._delivery.poll()

    def _send(self, partition: int, out: Out) -> None:
        put, encode = self._delivery.put, self._encode
        for table, key, row in out:
            to = 0 if table in SINGLE else partition
            try:
                put(table, encode(row), key, to)
            except BufferError:
                self._delivery.insist(table, encode(row), key, to)
        out.clear()

    async def _hole(self, tp: TP, rewinds: int, pipeline: Pipeline) -> bool:
        """Whether to go on over missing offsets: only once reading them again has shown that the log itself has a hole."""
        consumer = self._app.consumer
        now = consumer.rewinds[tp]
        if rewinds < now:
            return False  # fetched before the last rewind
        if self._rewound.get(tp) == (now, pipeline.offset):
            log.warning("%s[%d]: the log has a hole after offset %d", tp.topic, tp.partition, pipeline.offset)
            return True
        self._rewound[tp] = (now + 1, pipeline.offset)
        await consumer.rewind({tp: pipeline.offset + 1})
        return False
