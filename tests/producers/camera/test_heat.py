"""Heat lies on the camera's picture, or on the floor picture where the camera is placed on one."""

import pytest

from producers.camera.geometry import Point
from producers.camera.heat import GRID, Heat
from producers.camera.layout import Camera
from tests.producers.camera.walking import Somebody

PLACED = Camera(floor=((0.5, 0.0), (1.0, 0.0), (1.0, 0.5), (0.5, 0.5)))  # in the upper right quarter of the floor picture
SLANTED = Camera(floor=((0.4, 0.2), (0.6, 0.2), (0.9, 0.9), (0.1, 0.9)))  # what is far is narrow


def stood(camera: Camera, foot: Point, passed: float = 0.2) -> list[tuple[int, int, float]]:
    heat, somebody = Heat(camera), Somebody()
    heat.observe([somebody.at(foot, 10.0)], 10.0, 10.0 - passed)
    return heat.take()


@pytest.mark.parametrize(
    ("camera", "foot", "place"),
    [
        (Camera(), (0.5, 0.5), (0.5, 0.5)),
        (Camera(), (0.999, 0.999), (0.999, 0.999)),
        (PLACED, (0.0, 0.0), (0.5, 0.0)),
        (PLACED, (0.5, 0.98), (0.75, 0.49)),
        (SLANTED, (0.5, 0.5), (0.5, 0.34)),  # where the diagonals of its place meet
        (SLANTED, (0.001, 0.001), (0.4005, 0.2005)),
    ],
)
def test_feet_are_where_the_camera_is_placed(camera: Camera, foot: Point, place: Point) -> None:
    ((column, row, seconds),) = stood(camera, foot)
    assert (column, row) == (int(place[0] * GRID[0]), int(place[1] * GRID[1]))
    assert seconds == 0.2


def test_feet_below_the_picture_are_in_its_last_row() -> None:
    ((_, row, _),) = stood(Camera(), (0.5, 1.04))
    assert row == GRID[1] - 1


def test_of_a_gap_one_second_counts() -> None:
    assert stood(Camera(), (0.5, 0.5), passed=40)[0][2] == 1.0


def test_what_was_taken_is_not_told_again() -> None:
    heat, somebody = Heat(Camera()), Somebody()
    heat.observe([somebody.at((0.5, 0.5), 1.0)], 1.0, 0.9)
    assert heat.take()
    assert heat.take() == []


def test_who_is_out_of_sight_adds_no_heat() -> None:
    heat, track = Heat(Camera()), Somebody().at((0.5, 0.5), 1.0)
    heat.observe([track], 1.1, 1.0)
    assert heat.take() == []
