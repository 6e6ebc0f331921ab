"""Every metric as a panel asks it, over ten million clicks."""

import time
from collections.abc import Callable
from pathlib import Path

from contracts.catalogue import METRICS
from contracts.reading import Ask, Stream, read, streams
from dashboards.live.view import View
from infra import store
from infra.parts import CLICKHOUSE
from infra.reader import asking
from tests.bench.figures import Aim, Result, percentile, thousands
from tests.bench.shop import LARGE, multiply, seed
from tests.bench.stored import counted
from tests.stack import running, settings_in

COPIES = 61  # of 165,474 clicks: ten million
PERIODS = {"all": "whole period", "24h": "last 24 h", "30m": "last 30 min"}
WANTED = 0.1  # s


def run(folder: Path, quick: bool, say: Callable[[str], None]) -> Result:
    """All metrics and periods in turn, round after round."""
    settings = settings_in(folder)
    with running(CLICKHOUSE, settings):
        store.create_tables(settings)
        say("filling the store")
        seed(settings)
        multiply(settings, 6 if quick else COPIES)
        clicks, sessions = (counted(settings, table) for table in ("clicks", "sessions"))
        with asking(settings) as ask:
            times = _measured(ask, streams(ask)[LARGE], 5 if quick else 20, say)
    return _result(times, clicks, sessions)


Times = dict[tuple[str, str], list[float]]


def _measured(ask: Ask, stream: Stream, rounds: int, say: Callable[[str], None]) -> Times:
    times: Times = {(metric, period): [] for metric in METRICS for period in PERIODS}
    for number in range(rounds + 1):
        say(f"round {number} of {rounds}")
        for metric, period in times:
            times[metric, period].append(_one(ask, stream, metric, period))
    return {key: each[1:] for key, each in times.items()}  # the first warmed up


def _one(ask: Ask, stream: Stream, metric: str, period: str) -> float:
    view = View(source=stream.source, period=period)
    question = view.question(METRICS[metric], view.window(stream), stream.source)
    begun = time.perf_counter()
    read(question, ask)
    return time.perf_counter() - begun


def _result(times: Times, clicks: int, sessions: int) -> Result:
    everything = [each for one in times.values() for each in one]
    worst = {metric: max(percentile(times[metric, period], 95) for period in PERIODS) for metric in METRICS}
    missed = sorted((metric for metric in METRICS if worst[metric] > WANTED), key=lambda metric: -worst[metric])
    ordered = sorted(METRICS, key=lambda metric: -worst[metric])
    note = f"Above {WANTED * 1000:.0f} ms at p95 in some period: {', '.join(missed)}." if missed else "No panel is above 100 ms at p95."
    rounds = len(next(iter(times.values())))
    return Result(
        title="Panels",
        how=f"{thousands(clicks)} clicks and {thousands(sessions)} sessions in the store, nearly all of one source over 135 days, merged. "
        "Each metric as its panel asks it (a time series: its line and its total), through ClickHouse's HTTP interface, one at a time, "
        f"{rounds} times in turn. ms: p50 / p95 / max.",
        columns=("metric", *PERIODS.values()),
        rows=[(metric, *(_cell(times[metric, period]) for period in PERIODS)) for metric in ordered],
        aims=[
            Aim(what="panel query, p95 of all", wanted=WANTED * 1000, reached=percentile(everything, 95) * 1000, unit="ms", at_most=True),
            Aim(what="panels within 100 ms at p95 in every period", wanted=len(METRICS), reached=len(METRICS) - len(missed), unit="panels"),
        ],
        notes=[note],
    )


def _cell(times: list[float]) -> str:
    return " / ".join(f"{value * 1000:.0f}" for value in (percentile(times, 50), percentile(times, 95), max(times)))
