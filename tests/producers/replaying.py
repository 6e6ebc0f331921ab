"""A small history to replay, the log it lands in, and a process that can be killed while it replays.

python -m tests.producers.replaying SOURCE COUNT SPEED
"""

import os
import sys
from collections.abc import Callable, Sequence
from itertools import groupby

import msgspec
from confluent_kafka import Consumer, KafkaError, TopicPartition

from contracts.connections import kafka_client
from contracts.events import Event, ShopEvent
from contracts.settings import Settings, load
from contracts.topics import EVENTS_SHOP
from producers.replay import replay
from producers.replay.journal import Journal, Plan, Wish
from producers.replay.outlet import Outlet
from producers.replay.player import Player, Standing
from tests.builders import event, ms

STEP = 1_000  # ms between two events
VISITORS = 50


def history(count: int) -> list[ShopEvent]:
    """An event a second from ten o'clock on, of many visitors in turn."""
    return [event(id=f"e{number}", at=ms("10:00") + number * STEP, visitor=f"v{number * 7 % VISITORS}") for number in range(count)]


def plan(source: str) -> Plan:
    return Plan(dataset="eshop2008", source=source)


def player(settings: Settings, source: str, events: Sequence[Event], speed: float, shift: int = 0) -> tuple[Player, Journal]:
    """A player that goes on where the source's journal stands, as the command does."""
    outlet = Outlet(settings)
    journal = replay.begin(settings, plan(source), events, outlet)
    journal.shift = journal.shift or shift
    return Player(events, journal, replay.desk(settings), outlet, speed), journal


class Log:
    """What a source puts into the log from now on."""

    def __init__(self, settings: Settings, source: str) -> None:
        own = {"group.id": "test", "enable.auto.commit": False, "enable.partition.eof": True, "fetch.wait.max.ms": 10}
        self._consumer = Consumer({**kafka_client(settings), **own})
        self._source, self._partitions = source, range(settings.partitions)
        self._starts = self._ends()

    def close(self) -> None:
        self._consumer.close()

    def __len__(self) -> int:
        """Messages in it, of whatever source."""
        return sum(self._ends()) - sum(self._starts)

    def read(self) -> list[list[ShopEvent]]:
        """The source's events, by partition, in order."""
        self._consumer.assign([TopicPartition(EVENTS_SHOP, number, self._starts[number]) for number in self._partitions])
        found: list[list[ShopEvent]] = [[] for _ in self._partitions]
        left = set(self._partitions)
        while left:
            message = self._consumer.poll(10)
            if message.error() is not None:
                assert message.error().code() == KafkaError._PARTITION_EOF, message.error()
                left.discard(message.partition())
            else:
                event = msgspec.json.decode(message.value(), type=ShopEvent)
                found[message.partition()] += [event] if event.source == self._source else []
        return found

    def types(self) -> list[list[str]]:
        """By partition, the types of the events, repeats in a row once and ticks left out."""
        return [[kind for kind, _ in groupby(event.type for event in events if event.type != "tick")] for events in self.read()]

    def clicks(self, *, after_reset: bool = False) -> list[int]:
        """Numbers of the shopping events, sorted; each partition's must be in order. after_reset: only those that still count."""
        partitions = [events[_last_reset(events) :] if after_reset else events for events in self.read()]
        numbers = [[int(event.id[1:]) for event in events if event.type == "view_item"] for events in partitions]
        assert all(partition == sorted(partition) for partition in numbers)
        return sorted(number for partition in numbers for number in partition)

    def _ends(self) -> list[int]:
        return [self._consumer.get_watermark_offsets(TopicPartition(EVENTS_SHOP, number), 10)[1] for number in self._partitions]


def _last_reset(events: list[ShopEvent]) -> int:
    return max((place for place, event in enumerate(events) if event.type == "reset"), default=0)


def no_wishes() -> Wish | None:
    return None


def unseen(_: Standing) -> None:
    pass


def at(journal: Journal, *wishes: tuple[int, Wish]) -> Callable[[], Wish | None]:
    """Wishes made in turn, each once the replay has reached so many events."""
    left = list(wishes)
    return lambda: left.pop(0)[1] if left and journal.next >= left[0][0] else None


def main() -> None:
    settings, (source, count, speed) = load(os.environ), sys.argv[1:]
    with replay.desk(settings).lock(source):
        made, _ = player(settings, source, history(int(count)), float(speed))
        made.play(no_wishes, unseen)


if __name__ == "__main__":
    main()
