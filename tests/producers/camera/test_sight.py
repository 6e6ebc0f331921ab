"""A camera that does not see is told as such, and counts nobody: which is not a zero."""

import numpy as np

from contracts.events import FloorEvent
from producers.camera.detection import Image
from producers.camera.frames import Frame
from tests.producers.camera.rendering import Clip, every
from tests.producers.camera.seeing import OneStands, of, watch

FLOOR = Clip([])
BLACK = np.zeros((240, 320, 3), np.uint8)


def states(told: list[FloorEvent]) -> list[tuple[str | None, int]]:
    return [(event.state, int(event.at)) for event in of(told, "health")]  # type: ignore[arg-type]


def seen(pictures: list[tuple[Image, float]]) -> list[FloorEvent]:
    watched = watch(detector=OneStands())
    return [event for image, seconds in pictures for event in watched.see(Frame(image, seconds, 0))]


def day(*between: float) -> list[tuple[Image, float]]:
    start, end = between
    return [(FLOOR.image(start + seconds), start + seconds) for seconds in every(5, end - start)]


def test_a_covered_lens_is_dark_after_two_seconds_and_ends_the_visits() -> None:
    told = seen([*day(0, 10), *((BLACK, 10 + seconds) for seconds in every(5, 5)), *day(15, 18)])
    assert [state for state, _ in states(told)] == ["ok", "dark", "ok"]
    assert states(told)[1][1] in range(11_600, 12_200)
    assert [event.reason for event in of(told, "zone_leave")] == ["end"]
    counts = [(event.people, int(event.at)) for event in of(told, "zone_count")]  # type: ignore[arg-type]
    assert not [at for _, at in counts if 12_200 < at < 15_000]


def test_a_picture_that_stands_still_to_the_pixel_is_frozen() -> None:
    still = FLOOR.image(9.8)
    told = seen([*day(0, 10), *((still, 10 + seconds) for seconds in every(4, 25))])
    assert [state for state, _ in states(told)] == ["ok", "frozen"]
    assert [event.reason for event in of(told, "zone_leave")] == ["end"]
    assert not [event for event in of(told, "zone_count") if int(event.at) > 30_500]  # type: ignore[arg-type]


def test_an_empty_floor_at_night_is_not_frozen() -> None:
    dim = Clip([], light=0.3, noise=1.0)
    assert [state for state, _ in states(seen([(dim.image(0), seconds) for seconds in every(2, 40)]))] == ["ok"]


def test_no_picture_is_dead_after_five_seconds_told_once_and_then_every_minute() -> None:
    watched = watch(detector=OneStands())
    told = [event for image, seconds in day(0, 8) for event in watched.see(Frame(image, seconds, 0))]
    told += [event for seconds in range(8, 80) for event in watched.miss(float(seconds))]
    assert states(told)[1:] == [("dead", 13_000), ("dead", 73_000)]
    assert [(event.reason, event.at) for event in of(told, "zone_leave")] == [("end", 7_800)]
    told = list(watched.see(Frame(FLOOR.image(80), 80.0, 0)))
    assert states(told) == [("ok", 80_000)]
    assert [event.people for event in of(told, "zone_count")] == [0]  # nobody is confirmed yet


def test_a_gap_in_a_recording_is_a_dead_camera_too() -> None:
    told = seen([*day(0, 8), *day(60, 62)])
    assert [state for state, _ in states(told)] == ["ok", "dead", "ok"]
    assert states(told)[1][1] == 12_800


def test_a_camera_that_never_shows_anything_is_dead() -> None:
    watched = watch(detector=OneStands())
    told = [event for seconds in range(8) for event in watched.miss(float(seconds))]
    assert states(told) == [("dead", 5_000)]
    assert list(watched.end(8.0))[-1].state == "dead"


def test_health_tells_the_rate_and_what_was_dropped() -> None:
    watched = watch(detector=OneStands())
    told = [event for image, seconds in day(0, 3) for event in watched.see(Frame(image, seconds, round(seconds * 10)))]
    told += watched.end(3.0)
    first, last = of(told, "health")
    assert (first.rate, first.dropped) == (6.0, 10)
    assert (last.rate, last.dropped) == (4.5, 18)
