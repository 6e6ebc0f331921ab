"""What models cost is measured beside their work and never part of it."""

from itertools import count

import msgspec

from contracts.rows import ModelCost
from stream_apps.pipelines.feeds import FEEDS
from stream_apps.pipelines.learning import COSTS, MEASURED, LearningPipeline
from stream_apps.pipelines.pipeline import Out
from stream_apps.pipelines.source import Rules
from tests.builders import Record, reset, session
from tests.stream_apps.pipelines.learned import rows_after

(FEED,) = (feed for feed in FEEDS if feed.topic == "sessions")
SCORED = [learner.SCORED_AS for learner in FEED.learners if learner.SCORED_AS]
TICK = 1500  # ns between two looks at the clock


def pipeline(*, timed: bool) -> LearningPipeline:
    """The feed of sessions, with a clock that goes on by a tick whenever it is looked at."""
    ticks = count(0, TICK)
    return LearningPipeline(FEED, "log", Rules(), clock=(lambda: next(ticks)) if timed else None)


def costs(measured: LearningPipeline) -> list[ModelCost]:
    out: Out = []
    measured.costs(1_700_000_000.0, out)
    assert {table for table, _, _ in out} <= {COSTS}
    return [row for _, _, row in out if isinstance(row, ModelCost)]


def test_each_model_is_told_once_with_the_rows_that_were_timed() -> None:
    measured = pipeline(timed=True)
    rows_after([session(session=f"s{number}") for number in range(2 * MEASURED + 1)], measured)
    told = costs(measured)
    assert [cost.model for cost in told] == SCORED
    assert {(cost.rows, cost.seconds, cost.source, cost.at) for cost in told} == {(3, 3 * TICK / 1e9, told[0].source, 1_700_000_000.0)}
    assert [cost.origin_index for cost in told] == list(range(len(told)))
    assert costs(measured) == []


def test_a_clock_changes_nothing_that_is_concluded() -> None:
    sessions = [session(session=f"s{number}", visitor=f"v{number % 7}") for number in range(50)]
    with_clock, without = pipeline(timed=True), pipeline(timed=False)
    assert rows_after(sessions, with_clock) == rows_after(sessions, without)
    assert with_clock.dump() == without.dump()
    assert costs(without) == []


def test_a_reset_forgets_what_was_measured() -> None:
    """Of the partition that it comes from; or the source would come back by what its models had cost."""
    measured, out = pipeline(timed=True), Out()
    rows_after([session(session=f"s{number}", origin_partition=number // MEASURED) for number in range(2 * MEASURED)], measured)
    measured.apply(Record(500, 0, b"", msgspec.json.encode(reset(origin_offset=500))), out)
    assert (COSTS, b"") in {(table, key) for table, key, _ in out}
    assert {cost.origin_partition for cost in costs(measured)} == {1}
