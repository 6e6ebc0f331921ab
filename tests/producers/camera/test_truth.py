"""Synthetic clips whose truth is known, seen by the motion detector: dwell, crossings, counts and heat."""

import pytest

from contracts.events import FloorEvent
from tests.producers.camera.rendering import Clip, every, uneven, walk
from tests.producers.camera.seeing import events, of

THROUGH = walk((1, -0.1, 0.8), (7, 1.1, 0.8))  # in the zone from 3 s to 5 s, on the line at 4 s
DWELL = 2.0


def visits(told: list[FloorEvent]) -> list[tuple[float, str]]:
    return [(event.dwell or 0.0, event.reason or "") for event in of(told, "zone_leave")]


def crossings(told: list[FloorEvent]) -> list[tuple[str, float]]:
    return [(event.direction or "", int(event.at) / 1000) for event in of(told, "line_cross")]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("clip", "times"),
    [
        (Clip([THROUGH]), every(5, 8)),
        (Clip([THROUGH]), every(10, 8)),
        (Clip([THROUGH]), every(30, 8)),
        (Clip([THROUGH]), uneven(10, 8)),
        (Clip([THROUGH]), [time for number, time in enumerate(every(10, 8)) if number % 5]),
        (Clip([THROUGH], light=0.35), every(10, 8)),
        (Clip([THROUGH], pillar=(0.45, 0.55)), every(10, 8)),
    ],
    ids=["5 fps", "10 fps", "30 fps", "uneven", "a fifth of the frames dropped", "low light", "behind a pillar"],
)
def test_a_walk_through_a_zone(clip: Clip, times: list[float]) -> None:
    told = events(clip, times)
    ((dwell, reason),) = visits(told)
    assert (dwell, reason) == (pytest.approx(DWELL, abs=0.3), "left")
    assert crossings(told) == [("in", pytest.approx(4.0, abs=0.15))]


def test_somebody_who_stands_still_is_counted_while_they_stand() -> None:
    stands = walk((16, -0.1, 0.8), (20, 0.4, 0.8), (32, 0.4, 0.8), (36, 1.1, 0.8))
    told = events(Clip([stands]), every(4, 38))
    ((dwell, reason),) = visits(told)
    begins, leaves = 16 + 4 * 0.4 / 0.5, 32 + 4 * 0.3 / 0.7
    assert (dwell, reason) == (pytest.approx(leaves - begins, abs=0.5), "left")
    assert [event.people for event in of(told, "zone_count")] == [0, 1, 0]


def test_somebody_who_stands_for_minutes_is_lost_to_motion_and_the_visit_says_so() -> None:
    told = events(Clip([walk((16, -0.1, 0.8), (20, 0.4, 0.8), (75, 0.4, 0.8))]), every(2, 75))
    assert next(reason for _, reason in visits(told)) == "lost"


def test_two_who_pass_each_other_are_two_visits_and_two_ways() -> None:
    other = walk((1.6, 1.1, 0.92), (6.6, -0.1, 0.92))
    told = events(Clip([THROUGH, other]), every(10, 8))
    assert sorted(way for way, _ in crossings(told)) == ["in", "out"]
    assert [reason for _, reason in visits(told)] == ["left", "left"]
    assert max(event.people or 0 for event in of(told, "zone_count")) == 2


def test_an_empty_floor_is_nobody() -> None:
    told = events(Clip([]), every(4, 16))
    assert {event.type for event in told} == {"zone_count", "health"}
    assert [event.people for event in of(told, "zone_count")] == [0]


def test_heat_is_the_time_people_stood_where() -> None:
    told = events(Clip([THROUGH]), every(5, 8))
    heat = of(told, "heat")
    assert all(event.grid == (32, 18) for event in heat)
    cells = [cell for event in heat for cell in event.cells or []]
    assert sum(seconds for _, _, seconds in cells) == pytest.approx(6 / 1.2, abs=1.0)
    assert {row for _, row, _ in cells} <= {13, 14}  # feet at 0.8 of 18 rows


def test_the_same_clip_tells_the_same_twice() -> None:
    clips = (Clip([THROUGH]) for _ in range(2))
    first, second = (events(clip, every(5, 8)) for clip in clips)
    assert first == second
