"""What models conclude from rows, without a broker: a feed of chosen learners, and every row that follows."""

from collections.abc import Iterable
from typing import Any

import msgspec

from contracts.rows import Origin
from stream_apps.pipelines.feeds import FEEDS
from stream_apps.pipelines.learning import Feed, Learner, LearningPipeline
from stream_apps.pipelines.pipeline import Out
from stream_apps.pipelines.source import Rules
from tests.builders import Record


def learned(learner: type[Learner], state: bytes | None = None, rules: Rules = Rules()) -> LearningPipeline:  # noqa: B008  it is frozen
    """A pipeline of the one learner, on the feed that it is registered with."""
    return LearningPipeline(feed_of(learner)._replace(learners=(learner,)), "log", rules, state)


def feed_of(learner: type[Learner]) -> Feed:
    """The feed a learner is registered with."""
    return next(feed for feed in FEEDS if learner in feed.learners)


def rows_after(rows: Iterable[Origin], pipeline: LearningPipeline) -> list[Any]:
    """What follows from these rows, each given its own place in the log so that none is taken for a repeat."""
    out: Out = []
    for row in rows:
        offset = pipeline.offset + 1
        placed = msgspec.structs.replace(row, origin_offset=offset, origin_index=0)
        pipeline.apply(Record(offset, 0, b"k", msgspec.json.encode(placed)), out)
    return [row for _, _, row in out]
