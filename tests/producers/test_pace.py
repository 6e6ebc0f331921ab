"""When an event is due."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.replay.journal import ReplayError
from producers.replay.pace import Pace
from producers.replay.replay import speed

Times = st.integers(0, 4_000_000_000_000)  # ms
Walls = st.floats(0, 1e6)
Speeds = st.floats(0.01, 1e6)


@given(Speeds, Times, Walls, Times, Times)
def test_later_events_are_due_later(factor: float, anchor: int, wall: float, one: int, two: int) -> None:
    pace = Pace(factor, anchor, wall)
    assert pace.due(min(one, two)) <= pace.due(max(one, two))


@given(Speeds, Times, Walls)
def test_the_anchor_is_due_now(factor: float, anchor: int, wall: float) -> None:
    pace = Pace(factor, anchor, wall)
    assert (pace.due(anchor), pace.now(wall)) == (wall, anchor)


@given(Speeds, Times, Walls, st.floats(0, 1e5))
def test_event_time_now_is_the_time_of_what_is_due_now(factor: float, anchor: int, wall: float, passed: float) -> None:
    pace = Pace(factor, anchor, wall)
    assert pace.due(pace.now(wall + passed)) == pytest.approx(wall + passed, abs=1 / factor / 1000 + 1e-3)


@given(Times, Walls, Times)
def test_at_full_speed_everything_is_due_at_once(anchor: int, wall: float, at: int) -> None:
    pace = Pace(inf, anchor, wall)
    assert pace.due(at) == wall


def test_after_a_pause_the_next_event_is_due_when_it_ends() -> None:
    pace = Pace(60, 0, 100.0)
    assert pace.due(120_000) == 102.0
    pace.anchor(60_000, 500.0)  # paused at 101, went on at 500
    assert pace.due(120_000) == 501.0


@pytest.mark.parametrize("text", ["0", "-1", "fast", "nan", ""])
def test_a_speed_is_positive(text: str) -> None:
    with pytest.raises(ReplayError, match=rf"^--speed {text}: give a positive factor .* or max$"):
        speed(text)
