"""Following people: nobody doubled, nobody mixed up, at any frame rate."""

import pytest

from producers.camera.detection import Sureness
from producers.camera.geometry import Point
from producers.camera.tracker import Tracker
from tests.producers.camera.rendering import every, uneven, walk
from tests.producers.camera.walking import found

SURE = Sureness(begins=0.5, high=0.5, low=0.2)


def followed(times: list[float], *people: object, hidden: tuple[float, float] = (0.0, 0.0)) -> list[list[tuple[int, Point]]]:
    """(number, feet) of who is confirmed and in sight, by frame. hidden: s in which nobody is seen."""
    tracker, frames = Tracker(SURE, 1.0), []
    for seconds in times:
        feet = [person(seconds) for person in people]  # type: ignore[operator]
        tracks = tracker.update(found(*([None] if hidden[0] <= seconds < hidden[1] else feet)), seconds)
        frames.append([(track.number, track.foot) for track in tracks if track.confirmed and track.seen == seconds])
    return frames


def numbers(frames: list[list[tuple[int, Point]]]) -> set[int]:
    return {number for frame in frames for number, _ in frame}


@pytest.mark.parametrize("times", [every(5, 8), every(10, 8), every(30, 8), uneven(10, 8)], ids=["5", "10", "30", "uneven"])
def test_one_person_is_one_track(times: list[float]) -> None:
    frames = followed(times, walk((0, 0.1, 0.5), (8, 0.9, 0.6)))
    assert len(numbers(frames)) == 1
    assert frames[-1][0][1] == pytest.approx((0.1 + 0.1 * times[-1], 0.5 + 0.0125 * times[-1]), abs=0.01)


@pytest.mark.parametrize("times", [every(5, 8), every(10, 8), every(30, 8)], ids=["5", "10", "30"])
def test_who_passes_behind_a_pillar_comes_out_as_the_same(times: list[float]) -> None:
    assert len(numbers(followed(times, walk((0, 0.1, 0.5), (8, 0.9, 0.5)), hidden=(3, 4.2)))) == 1


def test_who_stays_away_longer_than_the_patience_is_somebody_else() -> None:
    assert len(numbers(followed(every(10, 8), walk((0, 0.1, 0.5), (8, 0.9, 0.5)), hidden=(3, 5.5)))) == 2


def test_two_who_meet_and_pass_stay_who_they_are() -> None:
    frames = followed(every(10, 8), walk((0, 0.1, 0.5), (8, 0.9, 0.5)), walk((0, 0.9, 0.56), (8, 0.1, 0.56)))
    assert len(numbers(frames)) == 2
    first, last = dict(frames[10]), dict(frames[-1])
    assert all((first[number][0] < 0.5) == (last[number][0] > 0.5) for number in first)


def test_who_is_seen_twice_only_was_nobody() -> None:
    assert numbers(followed([0.0, 0.1, 5.0], lambda seconds: (0.5, 0.5) if seconds < 1 else None)) == set()


def test_an_unsure_sighting_keeps_a_track_and_begins_none() -> None:
    tracker = Tracker(SURE, 1.0)
    for number in range(30):
        tracks = tracker.update(found((0.5, 0.5), score=0.9 if number < 10 else 0.3), number / 10)
    assert [track.seen for track in tracks] == [2.9]
    unsure = Tracker(SURE, 1.0)
    assert all(unsure.update(found((0.5, 0.5), score=0.3), number / 10) == [] for number in range(30))


def test_after_forgetting_everybody_is_new() -> None:
    tracker = Tracker(SURE, 1.0)
    before = [tracker.update(found((0.5, 0.5)), number / 10) for number in range(10)][-1]
    tracker.forget()
    assert tracker.update(found((0.5, 0.5)), 1.0)[0].number != before[0].number
