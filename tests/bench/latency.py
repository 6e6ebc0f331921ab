"""From an event to the number on the panel, at a thousand clicks a second."""

import threading
import time
from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from msgspec.structs import replace

from contracts.reading import Question, read
from contracts.settings import Settings
from infra.parts import PAGE
from infra.reader import asking
from producers.replay.outlet import Outlet
from tests.bench import stack
from tests.bench.figures import Aim, Result, percentile, thousands
from tests.bench.ground import history
from tests.stack import running, until

RATE = 1_000  # clicks/s
EVERY = 0.01  # s between two looks at the clock of the producer
SOURCE = "bench"
LEAD = 2_000  # events at the start that wake everything up and do not count


def run(folder: Path, quick: bool, say: Callable[[str], None]) -> Result:
    """Sends at a steady pace while a reader asks the page for the number of clicks, over and over."""
    seconds = 7 if quick else 22
    with stack.started(folder) as (settings, _), running(PAGE, settings):
        say(f"{RATE} clicks a second for {seconds} s")
        sent: list[float] = []
        producer = threading.Thread(target=_produce, args=(settings, RATE * seconds, sent))
        producer.start()
        seen = _watch(settings, RATE * seconds)
        producer.join()
        store_p95, store_p50 = _event_to_store(settings)
    waits = [_shown_at(seen, place) - at for place, at in enumerate(sent[LEAD:], LEAD + 1)]
    p50, p95, worst = percentile(waits, 50), percentile(waits, 95), max(waits)
    return Result(
        title="Latency",
        how=f"{thousands(RATE)} clicks a second for {seconds} s, stamped now, through Kafka, worker, sink and ClickHouse, "
        f"while a reader polls `GET /api/metrics/clicks` of the running page ({len(seen)} answers). Event to panel: from handing "
        "event n to the producer to the first answer that counts n clicks. Event to store: the `latency` metric of the same clicks.",
        columns=("", "p50 s", "p95 s", "max s"),
        rows=[
            ("event to panel", f"{p50:.2f}", f"{p95:.2f}", f"{worst:.2f}"),
            ("event to store", f"{store_p50:.2f}", f"{store_p95:.2f}", ""),
        ],
        aims=[Aim(what="event to panel, p95", wanted=2.0, reached=p95, unit="s", at_most=True)],
    )


def _produce(settings: Settings, count: int, sent: list[float]) -> None:
    events, outlet = history(settings)[:count], Outlet(settings)
    begun = time.perf_counter()
    while len(sent) < count:
        for event in events[len(sent) : int((time.perf_counter() - begun) * RATE)]:
            stamped = replace(event, source=SOURCE, at=time.time_ns() // 1_000_000)
            sent.append(time.perf_counter())
            outlet.send(stamped, outlet.place(stamped))
        time.sleep(EVERY)  # the pace is what is asked for
    outlet.flush()


def _watch(settings: Settings, count: int) -> list[tuple[int, float]]:
    """(clicks counted, when the answer had come), in order, until all are counted."""
    seen: list[tuple[int, float]] = [(0, 0.0)]
    with httpx.Client(base_url=f"http://127.0.0.1:{settings.page_port}", trust_env=False, timeout=30) as page:

        def all_counted() -> bool:
            answer: dict[str, Any] = page.get("/api/metrics/clicks", params={"source": SOURCE}).json()
            seen.append((int(answer.get("samples") or 0), time.perf_counter()))
            return seen[-1][0] >= count

        until(all_counted, 120, "all clicks on the panel")
    return seen


def _shown_at(seen: list[tuple[int, float]], place: int) -> float:
    """When the first answer came that counts so many clicks."""
    return seen[bisect_right(seen, (place, 0.0))][1]


def _event_to_store(settings: Settings) -> tuple[float, float]:
    now = datetime.now(UTC)
    question = Question(metric="latency", source=SOURCE, start=now - timedelta(hours=1), end=now + timedelta(minutes=1))
    with asking(settings) as ask:
        answer = read(question, ask)
    assert answer.value is not None
    return answer.value, float(answer.more["median"])
