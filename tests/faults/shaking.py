"""A stack whose parts are killed without warning while a history is replayed."""

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from clickhouse_connect.driver.exceptions import Error as ClickHouseError
from confluent_kafka.admin import AdminClient

from contracts.connections import kafka_client
from contracts.rows import TABLES
from contracts.settings import Settings
from contracts.topics import EVENTS, LEARNED_FROM, SHOP_CHECKPOINTS
from infra import store, topics
from infra.parts import CLICKHOUSE, KAFKA, SINK, Part
from producers.replay import replay
from producers.replay.journal import Plan, Simulation
from producers.replay.outlet import Outlet
from producers.replay.player import Player
from sinks.lag import WORKER as WORKER_GROUP
from sinks.lag import behind
from stream_apps.agents import checkpoints
from tests.stack import running, settings_in, until

ESHOP2008: Final = Plan(dataset="eshop2008", source="shaken")
# With visitors, carts, orders, comments and a small store: what every model learns from.
_HOUSE: Final = {"days": "6", "visitors_a_day": "2500", "store_visitors_a_day": "40", "comments": "0.5", "days_to_comment": "1"}
SIMULATOR: Final = Plan(dataset="simulator", source="shaken", simulation=Simulation(parameters=_HOUSE))


class Shaken(NamedTuple):
    """A running stack whose parts may be killed."""

    settings: Settings
    parts: dict[str, "Revived"]


@contextmanager
def shaken(state: Path, worker: Part, **changes: object) -> Iterator[Shaken]:
    """A broker, a ClickHouse, a worker and a sink of their own, empty, with topics and tables."""
    settings = settings_in(state, checkpoint_seconds=0.5, flush_seconds=0.2, **changes)
    with ExitStack() as stack:
        parts = {"kafka": Revived(KAFKA, settings, stack)}
        topics.create_topics(settings)
        parts["clickhouse"] = Revived(CLICKHOUSE, settings, stack)
        store.create_tables(settings)
        parts |= {"worker": Revived(worker, settings, stack), "sink": Revived(SINK, settings, stack)}
        yield Shaken(settings, parts)


class Revived:
    """A part that is started again whenever it was killed."""

    def __init__(self, part: Part, settings: Settings, stack: ExitStack) -> None:
        self._part, self._settings, self._stack = part, settings, stack
        self.kills = 0
        self._process = self._start()

    def kill(self) -> None:
        """SIGKILL, then a new process at once."""
        self._process.kill()
        self._process.wait()
        self.kills += 1
        self._process = self._start()

    def died(self) -> bool:
        """Whether it ended by itself, which no part may."""
        return self._process.poll() is not None

    def _start(self) -> subprocess.Popen[bytes]:
        return self._stack.enter_context(running(self._part, self._settings))


def epoch(settings: Settings) -> str:
    """The name of the log."""
    return str(AdminClient(kafka_client(settings)).list_topics(timeout=10).cluster_id)


def replayed(settings: Settings, plan: Plan, seconds: float) -> threading.Thread:
    """Replays a history in about so many seconds, in a thread of its own."""
    chosen = replay.history_of(settings, Path(settings.cache) / "datasets", plan)
    outlet = Outlet(settings)
    journal = replay.begin(settings, plan, chosen, outlet)
    player = Player(chosen, journal, replay.desk(settings), outlet, (chosen.last() - chosen.at(0)) / 1000 / seconds)
    thread = threading.Thread(target=player.play, args=(lambda: None, lambda _: None), daemon=True)
    thread.start()
    return thread


def shake(stack: Shaken, kills: dict[str, int], seconds: float, seed: int, plan: Plan = ESHOP2008) -> None:
    """Replays a history while parts are killed at random moments; returns once all that was replayed is stored."""
    random = Random(seed)
    thread = replayed(stack.settings, plan, seconds)
    stored = row_counter(stack.settings)
    # A worker killed before it has begun proves nothing: some clicks are stored and every partition has a checkpoint.
    partitions = range(stack.settings.partitions)
    until(lambda: stored("clicks"), 60, "the first clicks stored")
    until(
        lambda: len(checkpoints.read(stack.settings, SHOP_CHECKPOINTS, partitions)) == len(partitions), 60, "a checkpoint of each partition"
    )
    begun = time.monotonic()
    for moment, name in sorted((random.uniform(0.02, 1.0) * seconds, name) for name, count in kills.items() for _ in range(count)):
        until(lambda moment=moment: time.monotonic() - begun >= moment, seconds * 2)
        stack.parts[name].kill()
    thread.join(seconds * 10)
    assert not thread.is_alive()
    until(caught_up(stack.settings), 120, "worker and sink caught up")
    assert not [name for name, part in stack.parts.items() if part.died()]


def row_counter(settings: Settings) -> Callable[[str], int]:
    """Counts a table's rows; none while ClickHouse is away."""

    def count(table: str) -> int:
        try:
            with closing(store.reader_client(settings)) as client:
                return int(client.query("SELECT count() FROM {table:Identifier}", parameters={"table": table}).first_row[0])
        except ClickHouseError:
            return 0

    return count


def caught_up(settings: Settings) -> Callable[[], bool]:
    """Whether everything in the log is processed and everything concluded is stored. Checkpoints come last, so commits tell."""
    client = store.reader_client(settings)
    store_id = client.query("SELECT any(id) FROM store").first_row[0]
    sink = f"storepulse-sink-{store_id}"

    def done() -> bool:
        # Not one dict of both: they share the key of `sessions`. The worker first, for the sink reads what it writes.
        worker = behind(settings, WORKER_GROUP, (*EVENTS.values(), *LEARNED_FROM))
        return not any(worker.values()) and not any(behind(settings, sink, tuple(TABLES)).values())

    return done
