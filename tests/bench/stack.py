"""Clicks a second through everything: replay, broker, worker, sink, ClickHouse."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from contracts.settings import Settings
from infra import store, topics
from infra.parts import CLICKHOUSE, KAFKA, SINK, WORKER
from producers.replay.outlet import Outlet
from tests.bench import ground, stored
from tests.bench.figures import Aim, Result, median, thousands
from tests.stack import running, settings_in


def run(folder: Path, quick: bool, say: Callable[[str], None]) -> Result:
    """Every round on a stack of its own. The first is the warm-up."""
    copies, warm_up, rounds = (1, 0, 1) if quick else (4, 1, 3)
    found = []
    for number in range(warm_up + rounds):
        say(f"round {number + 1} of {warm_up + rounds}")
        with started(folder / str(number)) as (settings, pids):
            found.append(_replayed(settings, pids, copies))
    found = found[warm_up:]
    clicks, rate, *cores = (median(values) for values in zip(*found, strict=True))
    return Result(
        title="Whole stack",
        how=f"{thousands(clicks)} clicks replayed at full speed into a running stack: replay, Kafka, worker, sink and ClickHouse share the "
        f"machine. From the first event sent to the last row of any table stored; median of {len(found)} runs.",
        columns=("figure", "value"),
        rows=[
            ("clicks/s to rows in ClickHouse", thousands(rate)),
            *((f"core-seconds a million clicks: {name}", f"{used:.1f}") for name, used in zip(PARTS, cores, strict=True)),
        ],
        aims=[Aim(what="whole stack", wanted=40_000, reached=rate, unit="clicks/s")],
    )


SESSIONS = 24_026  # of one copy
WARM = 1_000  # events before the clock starts
PARTS = ("kafka", "clickhouse", "worker", "sink")


@contextmanager
def started(folder: Path) -> Iterator[tuple[Settings, dict[str, int]]]:
    """A running stack without page and bot; pids by part."""
    settings = settings_in(folder)
    with running(KAFKA, settings) as kafka, running(CLICKHOUSE, settings) as clickhouse:
        topics.create_topics(settings)
        store.create_tables(settings)
        with running(WORKER, settings) as worker, running(SINK, settings) as sink:
            _warmed(settings)
            pids = (kafka.pid, clickhouse.pid, worker.pid, sink.pid)
            yield settings, dict(zip(PARTS, pids, strict=True))


def _warmed(settings: Settings) -> None:
    """The stack is up once what was sent to it is stored."""
    events, outlet = ground.history(settings)[:WARM], Outlet(settings)
    for event in events:
        outlet.send(replace(event, source=stored.WARM_UP), outlet.place(event))
    outlet.flush()
    stored.wait(settings, {"clicks": WARM})


def _replayed(settings: Settings, pids: dict[str, int], copies: int) -> list[float]:
    closed = {table: stored.counted(settings, table) for table in ("sessions", "session_segments")}
    before = {name: stored.cpu(pid) for name, pid in pids.items()}
    clicks = ground.report(sys.executable, "tests.bench.replaying", settings, copies)["clicks"]
    stored.wait(settings, {"clicks": clicks + WARM, **{table: copies * SESSIONS + closed[table] for table in closed}})
    used = [(stored.cpu(pids[name]) - before[name]) / clicks * 1e6 for name in PARTS]
    return [clicks, clicks / (stored.span(settings).last - stored.first_sent(settings)), *used]
