"""Events a second of the synthetic shop: made, and replayed into a running broker."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from infra import topics
from infra.parts import KAFKA
from tests.bench.figures import Aim, Result, median, thousands
from tests.bench.ground import report
from tests.stack import running, settings_in

A_DAY = 3_000


def run(folder: Path, quick: bool, say: Callable[[str], None]) -> Result:
    """A few runs, each a process with a journal and a log of its own."""
    rounds, days = (1, 7) if quick else (5, 60)
    found = []
    for number in range(rounds):
        say(f"round {number + 1} of {rounds}")
        settings = settings_in(folder / str(number))
        with running(KAFKA, settings):
            topics.create_topics(settings)
            found.append(report(sys.executable, "tests.bench.simulating", settings, A_DAY, days))
    return _result(found, days)


def _result(found: list[dict[str, Any]], days: int) -> Result:
    events = found[0]["events"]

    def rate(key: str) -> float:
        return median(events / each[key] for each in found)

    return Result(
        title="Synthetic shop",
        how=f"{thousands(events)} events: {days} days of {thousands(A_DAY)} visits, made while they are sent. Median of {len(found)} runs. "
        "A core-second is CPU time: of the one thread that makes, encodes and hands over the events, and of the whole process, its Kafka "
        "client's threads included.",
        columns=("what", "events/s"),
        rows=[
            ("made only, a core-second", thousands(rate("alone"))),
            ("made and handed to the Kafka client, a core-second of that thread", thousands(rate("thread"))),
            ("into the log, a core-second of the process", thousands(rate("cpu"))),
            ("into the log, by the clock, beside its broker", thousands(rate("seconds"))),
            ("peak memory of the process, MB", thousands(median(each["peak_mb"] for each in found))),
        ],
        aims=[Aim(what="replay simulator, one thread", wanted=50_000, reached=rate("thread"), unit="events/s")],
    )
