"""Stage 2: segments and their score, exactly once, and the same after a restore."""

import pickle
from random import Random
from typing import Any

import msgspec
import pytest

from contracts.origins import Positions
from contracts.rows import ModelScore, Origin, Reset, SessionSegment
from stream_apps.pipelines.learning import LearningPipeline
from stream_apps.pipelines.pipeline import StateError
from stream_apps.pipelines.segments import LEARNING, SegmentLearner
from tests.builders import Record, reset, session
from tests.stream_apps.pipelines.learned import learned


def visits(count: int, seed: int = 1) -> list[bytes]:
    """Short visits to skirts or to sale, and deep ones to both."""
    random, made = Random(seed), []
    for number in range(count):
        kind = number % 3
        clicks = random.randrange(2, 5) if kind < 2 else random.randrange(25, 40)
        split = {0: {"skirts": clicks}, 1: {"sale": clicks}, 2: {"sale": clicks // 2, "skirts": clicks - clicks // 2}}[kind]
        facts = {"categories": list(split), "category_clicks": list(split.values()), "category_prices": [40.0 * n for n in split.values()]}
        made.append(msgspec.json.encode(session(session=f"s{number}", clicks=clicks, origin_offset=number, **facts)))
    return made


def pipeline_of(state: bytes | None = None) -> LearningPipeline:
    """What learns from sessions, the segments alone."""
    return learned(SegmentLearner, state)


def judged(messages: list[bytes], pipeline: LearningPipeline | None = None, first: int = 0) -> list[Any]:
    """Rows after these sessions."""
    pipeline = pipeline or pipeline_of()
    out: list[tuple[str, bytes, Origin]] = []
    for offset, message in enumerate(messages, first):
        pipeline.apply(Record(offset, 0, b"v1", message), out)
    return [row for _, _, row in out]


def test_nothing_is_claimed_before_the_centres_are_placed() -> None:
    assert {row.name for row in judged(visits(499))} == {LEARNING}


def test_segments_are_named_by_what_their_sessions_have_in_common() -> None:
    rows = [row for row in judged(visits(3000)) if not isinstance(row, ModelScore)]
    named = {number % 3: row.name for number, row in enumerate(rows) if number > 2700}
    assert named[0].startswith("skirts visitors")
    assert named[1].startswith("sale visitors")
    assert named[2].startswith("deep browsers")


def test_the_model_is_scored_beside_its_rival() -> None:
    scores = [row for row in judged(visits(3000)) if isinstance(row, ModelScore)]
    assert [score.samples for score in scores] == [500, 1000, 1500, 2000, 2500, 3000]
    assert all(score.score > score.rival_score for score in scores[1:])
    assert 0.5 < scores[-1].score <= 1


def test_a_session_sent_twice_is_judged_once() -> None:
    messages = visits(20)
    assert len(judged(messages + messages[5:] + messages)) == 20


def test_a_restored_model_predicts_as_before() -> None:
    messages = visits(1500)
    first = pipeline_of()
    before = judged(messages[:900], first)
    after = judged(messages[900:], pipeline_of(first.dump()), first=900)
    assert before + after == judged(messages)


@pytest.mark.parametrize(
    "state", [b"no pickle", pickle.dumps((0, -1, Positions(), {})), pickle.dumps((-1, Positions(), {})), b"cnowhere\nX\n."]
)
def test_a_state_of_another_version_is_told(state: bytes) -> None:
    with pytest.raises(StateError):
        pipeline_of(state)


def test_a_reset_mark_forgets_what_was_learned() -> None:
    mark = msgspec.json.encode(reset(origin_offset=10_000))
    rows = judged([*visits(600), mark])
    assert [type(row) for row in rows[-3:]] == [Reset, Reset, Reset]
    pipeline = pipeline_of()
    judged([*visits(600), mark], pipeline)
    assert pipeline.dump() != pipeline_of().dump()  # the positions stay
    again = msgspec.json.encode(session(origin_offset=20_000))
    assert judged([again], pipeline, first=601)[0].name == LEARNING


def test_a_reset_comes_partition_by_partition() -> None:
    """What one partition has sent since its own mark is not forgotten at the mark of another."""
    marks = [msgspec.json.encode(reset(origin_partition=partition, origin_offset=9)) for partition in (0, 1)]
    since = msgspec.json.encode(session(origin_partition=0, origin_offset=10))
    rows = judged([marks[0], since, marks[1]])
    assert [type(row) for row in rows] == [*[Reset] * 3, SessionSegment, *[Reset] * 3]
    assert [row.origin_partition for row in rows] == [0, 0, 0, 0, 1, 1, 1]


def test_what_is_no_session_stops_nothing() -> None:
    """The sink keeps it as a reject; here it is passed over."""
    nonsense: list[dict[str, Any]] = [
        {"furthest_step": "moon"},
        {"categories": ["a", "b"]},
        {"category_clicks": [0]},
        {"category_clicks": [2**70]},
    ]
    rows = judged([b"not json", b"", b"{}", b"\xff", *(msgspec.json.encode(session(**facts)) for facts in nonsense), *visits(3)])
    assert len(rows) == 3
