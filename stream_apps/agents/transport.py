"""Faust's Kafka transport, with whole fetches as messages and start positions from checkpoints.

Stock Faust makes two asyncio tasks for every message and, after a crash, both loses and repeats some: it resumes from
committed offsets while a fetch is in flight. Here one message carries all records of a partition's fetch, and after every
rebalance reading starts where the checkpoint says (docs/decisions.md).
"""

import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Set
from itertools import chain
from typing import Any, ClassVar

from aiokafka.consumer import fetcher
from aiokafka.errors import CorruptRecordException, KafkaError
from aiokafka.structs import OffsetAndMetadata, TopicPartition
from faust.transport.drivers import aiokafka as driver
from faust.types import TP, ConsumerMessage

log = logging.getLogger(__name__)
Resume = Callable[[Set[TP]], Awaitable[Mapping[TP, int]]]


class _Records(fetcher.PartitionRecords):
    """A fetch's records batch by batch, as they stand in the log: taking them one by one cost more than parsing them.

    A batch is given whole though its first records may stand before the offset that was asked for: whoever takes it knows which it has.
    """

    def _unpack_records(self) -> Iterator[list[Any]]:
        while self._records.has_next():
            batch = self._records.next_batch()
            if self._check_crcs and not batch.validate_crc():
                raise CorruptRecordException(f"Invalid CRC - {self._tp}")
            records = [] if batch.is_control_batch else list(batch)
            self.next_fetch_offset = batch.next_offset
            if records:
                yield records


vars(fetcher)["PartitionRecords"] = _Records


class BatchConsumer(driver.Consumer):
    """A consumer whose messages hold (rewinds, records): how often their partition had been rewound when they were fetched."""

    topics: ClassVar[frozenset[str]] = frozenset()
    resume: ClassVar[Resume]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rewinds: defaultdict[TP, int] = defaultdict(int)

    async def perform_seek(self) -> None:
        """Faust calls this at the end of every rebalance, before streams run."""
        await super().perform_seek()
        mine = {tp for tp in self.assignment() if tp.topic in self.topics}
        await self.rewind(await type(self).resume(mine))

    async def rewind(self, offsets: Mapping[TP, int]) -> None:
        """Reads these partitions from these offsets on, whatever was fetched, acknowledged or committed before."""
        for tp, offset in offsets.items():
            self.rewinds[tp] += 1
            self._read_offset[tp] = self._committed_offset[tp] = offset or None
            for kept in (self._gap, self._acked, self._acked_index):
                kept.pop(tp, None)
        if offsets:
            # In the consumer's own thread: Consumer.seek() runs beside a fetch, which then undoes it.
            await self.seek_wait(offsets)

    async def report(self, offsets: Mapping[TP, int]) -> None:
        """Tells Kafka how far the worker is.

        Faust's own way, acknowledging messages, waits for offsets it never saw in a batch and ends the worker where the broker
        is away. Nothing but the lag is read from committed offsets, so a report that fails is left out.
        """
        await self._thread.call_thread(self._report, offsets)

    async def _report(self, offsets: Mapping[TP, int]) -> None:
        consumer = self._thread._ensure_consumer()
        assigned = consumer.assignment()
        places = {TopicPartition(*tp): OffsetAndMetadata(offset, "") for tp, offset in offsets.items()}
        try:
            await consumer.commit({place: offset for place, offset in places.items() if place in assigned})
        except KafkaError as error:
            log.info("the lag was not reported: %s", error)

    def verify_event_path(self, now: float, tp: TP) -> None:
        """Nothing: Faust's watchdog looks for acknowledgements, which there are none of, and after five minutes called that an error.

        How far behind the worker is stands in the `lag` table.
        """

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[TP, ConsumerMessage]]:  # noqa: ASYNC109  Faust's signature
        rewinds = dict(self.rewinds)
        fetched, active = await self._wait_next_records(timeout)
        generation = self.app.consumer_generation_id
        if fetched is None or self.should_stop or not self.flow_active:
            return  # a perform_seek always follows a stopped flow, so these are read again
        for tp, batches in fetched.items():
            # A full buffer takes tp out of `active` while its fetch is in flight: those records must still be delivered.
            if not batches or not (active is None or tp in active or tp in self._buffered_partitions):
                continue
            if self.app.consumer_generation_id != generation or not self.flow_active:
                break
            records = list(chain.from_iterable(batches))
            last, value = records[-1], (rewinds.get(tp, 0), records)
            place = (tp.topic, tp.partition, last.offset, last.timestamp / 1000, last.timestamp_type)
            yield tp, ConsumerMessage(*place, [], None, value, None, tp=tp, generation_id=generation)


class BatchTransport(driver.Transport):
    """The transport of an app whose topics are all read in batches."""

    Consumer = BatchConsumer
