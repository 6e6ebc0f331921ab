"""Crossings of lines: which way, once, and only by who stood clear on both sides."""

import pytest

from producers.camera.crossings import Crossings
from producers.camera.layout import Line
from tests.producers.camera.walking import Somebody, path

DOOR = Line("door", (0.5, 0.2), (0.5, 0.9), (0.9, 0.5))
STREET = Line("street", (0.5, 0.2), (0.5, 0.9))


def crossed(line: Line, way: list[tuple[float, float, float]], rate: float = 10) -> list[tuple[str, float]]:
    crossings, somebody = Crossings((line,), 1.0), Somebody()
    return [(each.direction, each.seconds) for track, seconds in path(somebody, way, rate) for each in crossings.observe([track], seconds)]


@pytest.mark.parametrize("rate", [5, 10, 30])
def test_in_and_out_are_told_apart_and_dated_alike_at_any_rate(rate: float) -> None:
    assert crossed(DOOR, [(0, 0.2, 0.5), (4, 0.8, 0.5), (8, 0.2, 0.5)], rate) == [
        ("in", pytest.approx(2, abs=0.01)),
        ("out", pytest.approx(6, abs=0.01)),
    ]


def test_without_an_inner_side_whoever_crosses_passes_by() -> None:
    assert [way for way, _ in crossed(STREET, [(0, 0.2, 0.5), (4, 0.8, 0.5), (8, 0.2, 0.5)])] == ["pass", "pass"]


def test_swaying_on_the_line_is_one_crossing() -> None:
    way = [(0, 0.3, 0.5), (2, 0.505, 0.5), (3, 0.495, 0.5), (4, 0.505, 0.5), (5, 0.495, 0.5), (6, 0.7, 0.5)]
    assert [way for way, _ in crossed(DOOR, way)] == ["in"]


def test_who_turns_back_on_the_line_has_not_crossed() -> None:
    assert crossed(DOOR, [(0, 0.3, 0.5), (2, 0.505, 0.5), (4, 0.3, 0.5)]) == []


def test_who_walks_round_its_end_has_not_crossed() -> None:
    assert crossed(DOOR, [(0, 0.3, 0.95), (4, 0.7, 0.95)]) == []


def test_a_frame_rate_that_leaves_out_the_line_itself_does_not_matter() -> None:
    assert [way for way, _ in crossed(DOOR, [(0, 0.3, 0.5), (0.4, 0.7, 0.5)], rate=2.5)] == ["in"]
