"""Visits of zones: entered after a moment, left after a longer one, closed with a reason, alike at any frame rate."""

import pytest

from producers.camera.layout import Zone
from producers.camera.visits import Entered, Left, Visits
from tests.producers.camera.walking import Somebody, path

LEFT = Zone("left", ((0.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.0, 1.0)))
RIGHT = Zone("right", ((0.5, 0.0), (1.0, 0.0), (1.0, 1.0), (0.5, 1.0)))


def seen(visits: Visits, way: list[tuple[float, float, float]], rate: float, somebody: Somebody | None = None) -> list[Entered | Left]:
    somebody = somebody or Somebody()
    return [each for track, seconds in path(somebody, way, rate) for each in visits.observe([track], seconds)]


@pytest.mark.parametrize("rate", [5, 8, 10, 15, 30])
def test_a_walk_through_two_zones_is_the_same_at_any_rate(rate: float) -> None:
    entered_left, entered_right, left_left = seen(Visits((LEFT, RIGHT)), [(0, 0.2, 0.5), (10, 0.8, 0.5)], rate)
    assert isinstance(entered_left, Entered)
    assert entered_left == ("left", 0.0, None)
    assert isinstance(entered_right, Entered)
    assert (entered_right.zone, entered_right.previous) == ("right", "left")
    assert entered_right.seconds == pytest.approx(5, abs=1 / rate)
    assert isinstance(left_left, Left)
    assert (left_left.zone, left_left.reason) == ("left", "left")
    assert left_left.dwell == pytest.approx(5, abs=1 / rate)


def test_a_step_over_the_border_is_no_visit() -> None:
    assert seen(Visits((RIGHT,)), [(0, 0.4, 0.5), (1.0, 0.49, 0.5), (1.1, 0.51, 0.5), (1.3, 0.49, 0.5), (3, 0.4, 0.5)], 10) == []


def test_a_step_out_and_back_ends_no_visit() -> None:
    way = [(0, 0.45, 0.5), (2, 0.49, 0.5), (2.2, 0.52, 0.5), (2.4, 0.49, 0.5), (4, 0.3, 0.5)]
    assert [type(each) for each in seen(Visits((LEFT,)), way, 10)] == [Entered]


def test_who_is_lost_leaves_when_last_seen() -> None:
    visits = Visits((LEFT,))
    seen(visits, [(0, 0.2, 0.5), (4, 0.2, 0.5)], 10)
    assert list(visits.observe([], 6.5)) == [Left("left", 4.0, 4.0, "lost", None)]
    assert visits.people() == {"left": 0}


def test_when_the_picture_ends_so_do_visits() -> None:
    visits = Visits((LEFT,))
    seen(visits, [(0, 0.2, 0.5), (4, 0.2, 0.5)], 10)
    assert visits.people() == {"left": 1}
    assert list(visits.close()) == [Left("left", 4.0, 4.0, "end", None)]


def test_who_comes_back_later_comes_from_where_they_were() -> None:
    way = [(0, 0.2, 0.5), (2, 0.2, 0.5), (4, 0.8, 0.5), (6, 0.8, 0.5), (8, 0.2, 0.5), (10, 0.2, 0.5)]
    entered = [each for each in seen(Visits((LEFT, RIGHT)), way, 10) if isinstance(each, Entered)]
    assert [(each.zone, each.previous) for each in entered] == [("left", None), ("right", "left"), ("left", "right")]


def test_zones_may_overlap() -> None:
    both = Visits((LEFT, Zone("all")))
    seen(both, [(0, 0.2, 0.5), (1, 0.2, 0.5)], 10)
    assert both.people() == {"left": 1, "all": 1}
