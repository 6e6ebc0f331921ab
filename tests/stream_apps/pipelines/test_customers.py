"""Segments of customers: judged at each visit by all visits so far, and the same after a restore."""

import itertools
from random import Random
from typing import Any

import msgspec

from contracts.rows import CustomerSegment, ModelScore, Session
from stream_apps.pipelines.customers import CustomerSegmentLearner
from stream_apps.pipelines.segments import LEARNING
from tests.builders import at, session
from tests.metrics import offline
from tests.producers.shopping import OPENS, events
from tests.stream_apps.pipelines.learned import learned, rows_after

DAY = 86_400.0


def visits(count: int, seed: int = 1) -> list[Session]:
    """Three kinds of visitors: who come once, who come often, who buy each time."""
    random, made = Random(seed), []
    for number in range(count):
        kind = number % 3
        visitor = f"once{number}" if kind == 0 else f"{('often', 'buyer')[kind - 1]}{random.randrange(40)}"
        bought: dict[str, Any] = {"orders": 1, "revenue": 40.0, "cart_at": at("10:00")} if kind == 2 else {}
        start = at("10:00") + number * 600
        made.append(session(session=f"s{number}", visitor=visitor, start=start, end=start + 300, **bought))
    return made


def test_a_visitor_is_judged_by_all_visits_so_far() -> None:
    rows = rows_after(visits(600), learned(CustomerSegmentLearner))
    of_one = [row for row in rows if isinstance(row, CustomerSegment) and row.visitor == "buyer7"]
    assert [row.visits for row in of_one] == list(range(1, len(of_one) + 1))
    assert (of_one[-1].orders, of_one[-1].spent, of_one[-1].first) == (len(of_one), 40.0 * len(of_one), of_one[0].first)
    assert all(later.previous == earlier.segment for earlier, later in itertools.pairwise(of_one))


def test_groups_are_named_by_what_their_visitors_do() -> None:
    rows = rows_after(visits(3000), learned(CustomerSegmentLearner))
    assert rows[0].name == LEARNING
    last = {row.visitor: row.name for row in rows if isinstance(row, CustomerSegment)}
    assert last["once2997"].startswith("one-time visitors")
    assert {last[f"often{n}"].split(",")[0] for n in range(40)} <= {"regular visitors", "returning visitors"}
    assert {last[f"buyer{n}"].split(",")[0] for n in range(40)} == {"repeat buyers"}


def test_the_model_is_scored_beside_its_rival() -> None:
    scores = [row for row in rows_after(visits(3000), learned(CustomerSegmentLearner)) if isinstance(row, ModelScore)]
    assert [score.samples for score in scores] == [500, 1000, 1500, 2000, 2500, 3000]
    assert (scores[-1].score or 0) > (scores[-1].rival_score or 0)


def shop(*plant: str) -> list[Session]:
    """Five weeks of a small synthetic shop, visit by visit."""
    rows = offline.rows(offline.log(events(*plant, days=35, visitors_a_day=400.0)), feeds=())["sessions"]
    return [msgspec.json.decode(row, type=Session) for row in rows]


def drifts(rows: list[Session]) -> set[float | None]:
    """Days since the opening at which those who come anew were found to be others."""
    scores = [row for row in rows_after(rows, learned(CustomerSegmentLearner)) if isinstance(row, ModelScore)]
    return {score.drift_at and (score.drift_at - OPENS / 1000) / DAY for score in scores}


def test_a_planted_drift_of_segments_is_marked_and_nothing_else() -> None:
    assert drifts(shop()) == {None}
    marked = drifts(shop("segment_drift:segment=researcher:factor=40:from=22:to=23")) - {None}
    assert len(marked) == 1
    assert all(day is not None and 23 <= day <= 32 for day in marked)


def test_without_visitors_there_are_no_customers() -> None:
    assert rows_after([session(visitor=None)], learned(CustomerSegmentLearner)) == []


def test_a_restored_model_judges_as_before() -> None:
    rows, first = visits(1200), learned(CustomerSegmentLearner)
    before = rows_after(rows[:700], first)
    after = rows_after(rows[700:], learned(CustomerSegmentLearner, first.dump()))
    assert before + after == rows_after(rows, learned(CustomerSegmentLearner))
