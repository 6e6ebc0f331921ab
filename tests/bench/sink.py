"""Rows a second from filled rows topics into ClickHouse."""

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from msgspec.structs import replace

from contracts.settings import Settings
from infra import store
from infra.parts import CLICKHOUSE, SINK
from tests.bench import ground, stored
from tests.bench.figures import Aim, Result, median, thousands
from tests.stack import running


def run(folder: Path, quick: bool, say: Callable[[str], None]) -> Result:
    """Every round fills an empty database from the beginning of the same topics."""
    say("filling the log")
    warm_up, rounds = (0, 1) if quick else (1, 3)
    with ground.filled(folder, 1 if quick else 4) as made, ExitStack() as stack:
        say("filling the rows topics")
        ends = (made.epoch, made.clicks + made.controls, made.learned)
        ground.report(sys.executable, "tests.bench.plain_loop", made.settings, *ends)
        front = stack.enter_context(running(CLICKHOUSE, made.settings))
        found = []
        for number in range(warm_up + rounds):
            say(f"round {number + 1} of {warm_up + rounds}")
            found.append(_fill(replace(made.settings, database=f"round{number}"), made, front.pid))
        found = found[warm_up:]
    rate, sinks, servers, rows = (median(values) for values in zip(*found, strict=True))
    return Result(
        title="Sink",
        how=f"{thousands(rows)} rows ({thousands(made.clicks)} clicks, their sessions, segments and scores) wait in their topics; the sink "
        f"starts on an empty store. By the store's clock from its first insert to its last, the first insert's rows not counted; median of "
        f"{len(found)} runs. Two processes: the sink and ClickHouse (chDB behind its HTTP front).",
        columns=("figure", "value"),
        rows=[
            ("rows/s into the tables", thousands(rate)),
            ("rows a core-second of the sink", thousands(sinks)),
            ("rows a core-second of ClickHouse", thousands(servers)),
        ],
        aims=[Aim(what="sink", wanted=200_000, reached=rate, unit="rows/s")],
    )


def _fill(settings: Settings, made: ground.Ground, front: int) -> tuple[float, float, float, float]:
    store.create_tables(settings)
    before = stored.cpu(front)
    with running(SINK, settings) as process:
        stored.wait(settings, _expected(made))
        used = stored.cpu(process.pid), stored.cpu(front) - before
    span = stored.span(settings)
    return span.later / span.seconds, span.rows / used[0], span.rows / used[1], span.rows


def _expected(made: ground.Ground) -> dict[str, int]:
    sessions = made.made["sessions"]
    return {**made.made, "session_segments": sessions}
