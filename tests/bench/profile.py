"""What costs most: the worker's stages one by one over the same messages, and the functions of the whole by their own time."""

import cProfile
import pstats
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from infra.configuration import ROOT
from stream_apps.agents.delivery import FULL, Delivery
from stream_apps.agents.garbage import look_rarely
from stream_apps.models.warming import warm_up
from stream_apps.pipelines.feeds import FEEDS
from stream_apps.pipelines.learning import Feed, LearningPipeline
from stream_apps.pipelines.pipeline import Out
from stream_apps.pipelines.shop import ShopPipeline, admit
from stream_apps.pipelines.source import Rules
from tests.bench import ground
from tests.bench.carrier import SINGLE, Message
from tests.bench.figures import Result, median, thousands
from tests.bench.ground import Ground

Log = list[tuple[int, Message]]  # partition, message
TOP = 15


def run(folder: Path, quick: bool, say: Callable[[str], None]) -> Result:
    """Each stage over the whole log at once, so that its time is its own; then all of it under cProfile."""
    say("filling the log")
    warm_up()
    look_rarely()
    with ground.filled(folder, 1 if quick else 2) as made:
        rounds = []
        for number in range(1 if quick else 4):
            say(f"stages, round {number + 1}")
            rounds.append(_stages(made))
        say("profile")
        functions = _profiled(made)
    kept = rounds[1:] or rounds
    costs = {name: median(each[name] for each in kept) / made.clicks * 1e6 for name in kept[0]}
    total = sum(costs.values())
    return Result(
        title="What costs most",
        how=f"{thousands(made.clicks)} clicks through one thread, stage by stage, median of {len(kept)} passes; CPU time of the "
        f"whole process, the Kafka client's threads included. Together {total:.1f} us a click.",
        columns=("stage", "us a click", "share"),
        rows=[(name, f"{cost:.2f}", f"{100 * cost / total:.0f}%") for name, cost in costs.items()],
        notes=[
            f"Most: {max(costs, key=lambda name: costs[name])}.",
            f"The {TOP} functions with the most time of their own in the same pass under cProfile (which makes calls dearer):",
            "\n".join(["| function | calls | own s | share |", "|---|---|---|---|", *functions]),
        ],
    )


@contextmanager
def _timed(into: dict[str, float], name: str) -> Iterator[None]:
    begun = time.process_time()
    yield
    into[name] = into.get(name, 0.0) + time.process_time() - begun


def _stages(made: Ground) -> dict[str, float]:
    ground.emptied(made.settings)
    rules, costs = Rules.of(made.settings), dict[str, float]()
    with _timed(costs, "fetch: librdkafka and its message objects"):
        log = _read(made, made.clicks + made.controls)
    door = "decode and validate the event"
    with _timed(costs, door):
        for _, message in log:
            admit(message, rules.max_bytes, rules.future)
    pipeline = "sessions, order, duplicates, making rows"
    with _timed(costs, pipeline):
        rows = _applied(made, log, rules)
    costs[pipeline] -= costs[door]
    for feed in _learning():
        learned = _messages(rows, feed)
        with _timed(costs, f"stage 2: models that learn from {feed.topic}"):
            rows += _learned(made, feed, learned)
    with _timed(costs, "encode rows as JSON"):
        encoded = _encoded(rows)
    with _timed(costs, "produce and deliver rows"):
        _delivered(made, encoded)
    return costs


def _read(made: Ground, count: int) -> Log:
    return list(ground.messages(made.settings, count))


Rows = list[tuple[int, str, bytes, Any]]


def _applied(made: Ground, log: Log, rules: Rules) -> Rows:
    pipelines = [ShopPipeline(partition, made.epoch, rules) for partition in range(made.settings.partitions)]
    rows: Rows = []
    for partition, message in log:
        out: Out = []
        pipelines[partition].apply(message, out)
        rows += [(partition, table, key, row) for table, key, row in out]
    return rows


def _learning() -> list[Feed]:
    return [feed for feed in FEEDS if feed.learners]


def _messages(rows: Rows, feed: Feed) -> list[Message]:
    encode = msgspec.json.Encoder().encode
    stood = ((key, encode(row)) for _, table, key, row in rows if table == feed.topic)
    return [Message(offset, 0, key, value) for offset, (key, value) in enumerate(stood)]


def _learned(made: Ground, feed: Feed, messages: list[Message]) -> Rows:
    pipeline = LearningPipeline(feed, made.epoch, Rules.of(made.settings))
    rows: Rows = []
    for message in messages:
        out: Out = []
        pipeline.apply(message, out)
        rows += [(0, table, key, row) for table, key, row in out]
    return rows


def _encoded(rows: Rows) -> list[tuple[int, str, bytes, bytes]]:
    encode = msgspec.json.Encoder().encode
    return [(partition, table, key, encode(row)) for partition, table, key, row in rows]


def _delivered(made: Ground, rows: list[tuple[int, str, bytes, bytes]]) -> None:
    delivery = Delivery(made.settings)
    producer: Any = delivery._producer
    put = delivery.put
    for number, (partition, table, key, value) in enumerate(rows):
        put(table, value, key, 0 if table in SINGLE else partition)
        while number % 1_000 == 0 and len(producer) > FULL:
            producer.poll(0.01)
    while producer.flush(1.0):
        pass


def _profiled(made: Ground) -> list[str]:
    ground.emptied(made.settings)
    profile = cProfile.Profile()
    profile.enable()
    _stages_once(made)
    profile.disable()
    stats: Any = pstats.Stats(profile)
    total = stats.total_tt
    ranked = sorted(stats.stats.items(), key=lambda item: -item[1][2])[:TOP]
    return [f"| `{_named(place)}` | {thousands(calls)} | {own:.2f} | {100 * own / total:.0f}% |" for place, (_, calls, own, _, _) in ranked]


def _stages_once(made: Ground) -> None:
    rules = Rules.of(made.settings)
    rows = _applied(made, _read(made, made.clicks + made.controls), rules)
    for feed in _learning():
        rows += _learned(made, feed, _messages(rows, feed))
    _delivered(made, _encoded(rows))


def _named(place: tuple[str, int, str]) -> str:
    file, _, function = place
    path = Path(file)
    inside = path.relative_to(ROOT) if path.is_relative_to(ROOT) and ".venv" not in path.parts else path.name
    return function if file == "~" else f"{inside}: {function}"
