"""The real clip, seen by the motion detector at five frames a second, against what was counted by hand."""

import pytest

from producers.camera.motion import MotionDetector
from tests.producers.camera.counting import Counted, counted
from tests.producers.camera.videos import PEOPLE, WENT_IN, WENT_OUT, vtest


@pytest.fixture(scope="module")
def found() -> Counted:
    return counted(vtest(), MotionDetector(), rate=5)


def test_people_in_a_frame(found: Counted) -> None:
    """Who stands still or behind somebody is missed, so it counts too few: 5.4 of 6.2 in the mean."""
    assert found.people.keys() == PEOPLE.keys()
    assert (found.people[50][0], found.people[120][0]) == (6, 8)
    assert found.error <= 1.1
    assert -1.1 <= found.bias <= 0


def test_crossings_of_the_gate(found: Counted) -> None:
    """Of 14 by hand, one at most is missed (a woman hidden by a man who walks the other way), and none is made up."""
    assert found.went_in == len(WENT_IN)
    assert found.went_out >= len(WENT_OUT) - 1
    assert found.wrong == 0


def test_tracks_break_which_is_why_only_visits_are_told(found: Counted) -> None:
    """About 19 people walk through; that there are more tracks is why nothing tells of unique people."""
    assert 19 < found.tracks < 45
