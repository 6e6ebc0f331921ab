"""The web collector under load, and killed under load."""

import asyncio
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from contracts.settings import Settings
from infra import topics
from infra.parts import KAFKA
from tests.bench import stored
from tests.bench.figures import Aim, Result, median, percentile, thousands
from tests.producers.collecting import SHOP, Desk, collecting, logged
from tests.producers.pressing import Pressure, bodies
from tests.stack import running, settings_in, until

SENDERS = 400
BATCH = 20
WANTED = 2_000  # events/s on one core
KILLED_AFTER = 5_000  # events acknowledged


class Run(NamedTuple):
    """Events acknowledged a second, the collector's core time in ms an event, ms until acknowledged."""

    rate: float
    cores: float
    p50: float
    p95: float


def run(folder: Path, quick: bool, say: Callable[[str], None]) -> Result:
    """Single events and batches from many senders; then kill -9 under the same load."""
    events, rounds = (10_000, 1) if quick else (60_000, 3)
    with broker(folder) as settings:
        say("single events")
        single = _median([_measured(settings, f"single{number}", events, 1) for number in range(rounds)])
        say(f"batches of {BATCH}")
        batch = _median([_measured(settings, f"batch{number}", events, BATCH) for number in range(rounds)])
        say("killed under load")
        kills = [_killed(settings, f"killed{number}") for number in range(rounds)]
    acknowledged, lost, twice = (sum(counts) for counts in zip(*kills, strict=True))
    return Result(
        title="Web collector",
        how=f"{SENDERS} senders over kept connections post what the script posts ({thousands(events)} events a run, median of {rounds}) to "
        "one collector bound to one core; each waits for its acknowledgement, which comes once Kafka has the event. They and Kafka share "
        f"the machine. Then it is killed (kill -9) under this load once {thousands(KILLED_AFTER)} events are acknowledged, and what was "
        f"acknowledged is looked for in the log by id ({rounds} times).",
        columns=("", "events/s acknowledged", "events a core-second of it", "p50 ms", "p95 ms"),
        rows=[_row("one event a request", single), _row(f"{BATCH} events a request", batch)],
        aims=[
            Aim(what="collector, one event a request", wanted=WANTED, reached=single.rate, unit="events/s"),
            Aim(what="the same, by its own core time", wanted=WANTED, reached=1000 / single.cores, unit="events/core-s"),
            Aim(what="acknowledged events lost by kill -9", wanted=0, reached=lost, unit="events", at_most=True),
        ],
        notes=[
            f"Killed {rounds} times: {thousands(acknowledged)} events acknowledged, {lost} of them missing in the log, {twice} there twice."
        ],
    )


@contextmanager
def broker(folder: Path) -> Iterator[Settings]:
    """A broker, and settings without limits to the rate."""
    most = 1_000_000
    settings = settings_in(folder, collector_origins=SHOP, collector_address_rate=most, collector_key_rate=most)
    with running(KAFKA, settings):
        topics.create_topics(settings)
        yield settings


def _measured(settings: Settings, source: str, events: int, batch: int) -> Run:
    with collecting(settings, source) as desk:
        os.sched_setaffinity(desk.pid, {min(os.sched_getaffinity(0))})
        _press(desk, f"{source}.warm", 2_000, batch)
        used, begun = stored.cpu(desk.pid), time.perf_counter()
        pressure = _press(desk, source, events, batch)
        seconds = time.perf_counter() - begun
        used = stored.cpu(desk.pid) - used
    if len(pressure.acknowledged) != events or pressure.refused:
        raise RuntimeError(f"of {events} events {len(pressure.acknowledged)} were acknowledged; refused with {Counter(pressure.refused)}")
    took = [1000 * wait for wait in pressure.seconds]
    return Run(events / seconds, 1000 * used / events, percentile(took, 50), percentile(took, 95))


def _press(desk: Desk, run: str, events: int, batch: int) -> Pressure:
    pressure = Pressure(desk.settings.collector_port, desk.browser)
    asyncio.run(pressure.press(bodies(run, events // batch, batch), SENDERS))
    return pressure


def _killed(settings: Settings, source: str) -> tuple[int, int, int]:
    """Events acknowledged, those of them missing in the log, and those there more than once."""
    with collecting(replace(settings), source) as desk:
        pressure = Pressure(desk.settings.collector_port, desk.browser)
        pressing = threading.Thread(target=lambda: asyncio.run(pressure.press(bodies(source, 1_000_000), SENDERS)))
        pressing.start()
        until(lambda: len(pressure.acknowledged) > KILLED_AFTER, 120, "enough acknowledged")
        os.kill(desk.pid, signal.SIGKILL)
        pressing.join()
    times = Counter(event["id"] for event in logged(settings, source))
    return len(pressure.acknowledged), len(pressure.acknowledged - times.keys()), sum(count > 1 for count in times.values())


def _median(runs: list[Run]) -> Run:
    return Run(*(median(values) for values in zip(*runs, strict=True)))


def _row(name: str, run: Run) -> tuple[str, ...]:
    return name, thousands(run.rate), thousands(1000 / run.cores), f"{run.p50:.1f}", f"{run.p95:.1f}"
