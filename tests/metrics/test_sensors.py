"""Metrics of who comes: given what sensors and cameras counted and what was expected, these numbers."""

from datetime import date

from contracts.reading import Question, read
from tests.builders import at, door_hour, footfall, footfall_change, footfall_hour, moment, motion_spell, zone_count
from tests.metrics.conftest import Shop

DAY = 86_400.0


def test_footfall(shop: Shop) -> None:
    shop.given(
        footfall(entered=40, left=30),
        footfall(device="camera", counter="c1", period=0.0, at=at("10:20"), entered=20, left=0, passed=5),  # the same door: in the mean
        footfall(place="side door", counter="d2", entered=7, left=9),
        footfall(place="street", counter="s1", entered=None, left=None, passed=100),
        footfall(at=at("11:00"), entered=2),
    )
    answer = shop.ask("footfall", end="12:00", step=3600)
    assert answer.rows == [(moment("10:00"), 30 + 7 + 100, 4), (moment("11:00"), 2, 1)]
    assert shop.ask("footfall", place="side door").value == 7


def test_footfall_by_place(shop: Shop) -> None:
    shop.given(footfall(entered=30), footfall(device="camera", counter="c1", entered=20), footfall(place="side door", entered=75))
    assert shop.ask("footfall_by_place").rows == [("side door", 75, 1, 75), ("main door", 25, 2, 25)]


def test_busiest_hours(shop: Shop) -> None:
    shop.given(
        footfall_hour(people=40.0),  # a Friday
        footfall_hour(people=60.0, at=at("10:00") + 7 * DAY),
        footfall_hour(people=10.0, place="side door"),
        footfall_hour(people=5.0, at=at("11:00") + 3 * DAY),  # a Monday
    )
    assert shop.whole_period("busiest_hours", days=14).rows == [("11", "Monday", 5, 1), ("10", "Friday", 55, 3)]


def test_footfall_forecast(shop: Shop) -> None:
    shop.given(footfall_hour(), footfall_hour(place="side door", people=5.0, expected=4.0, low=1.0, high=9.0), footfall_hour(expected=None))
    answer = shop.ask("footfall_forecast")
    assert (answer.value, answer.samples, answer.more) == (45, 2, {"expected": 54, "low": 36, "high": 74})


def test_footfall_expected(shop: Shop) -> None:
    hours = [footfall_hour(at=at("10:00") + hour * 3600, next_expected=50.0 + hour) for hour in range(3)]
    shop.given(*hours, footfall_hour(place="side door", tomorrow_expected=5.0, tomorrow_low=2.0, tomorrow_high=9.0, next_expected=6.0))
    assert shop.ask("footfall_expected", end="13:00").rows == [
        ("all places", 149, 4, 107, 189, 58),
        ("main door", 144, 3, 105, 180, 52),
        ("side door", 5, 1, 2, 9, 6),
    ]


def test_footfall_tomorrow(shop: Shop) -> None:
    shop.given(footfall_hour(), footfall_hour(place="side door"), footfall_hour(at=at("11:00"), tomorrow_expected=7.0))
    assert shop.ask("footfall_tomorrow", end="12:00").rows == [("Saturday 10:00", 96, 2, 70, 120), ("Saturday 11:00", 7, 1, 35, 60)]


def test_unusual_hours(shop: Shop) -> None:
    shop.given(footfall_hour(), footfall_hour(at=at("10:30"), people=400.0, unusual="more"), footfall_hour(people=0.0, unusual="fewer"))
    assert [row[:4] for row in shop.ask("unusual_hours").rows] == [
        ("main door, 2026-05-01 10:00", 400, 1, "more"),
        ("main door, 2026-05-01 10:00", 0, 1, "fewer"),
    ]


def test_footfall_changes(shop: Shop) -> None:
    shop.given(footfall_change(at=at("10:00")), footfall_change(at=at("10:00"), place="", ratio=1.5))
    assert shop.ask("footfall_changes").rows == [
        ("all places", 50, 5, date(2026, 4, 26), date(2026, 5, 1), 900, 90),
        ("main door", -90, 5, date(2026, 4, 26), date(2026, 5, 1), 900, 90),
    ]


def test_room_use(shop: Shop) -> None:
    counts = [zone_count(zone="Room 1", people=people, device="sensor") for people in (0, 4, 12, 0)]
    shop.given(*counts, zone_count(zone="Room 2", people=3))
    assert shop.ask("room_use").rows == [("Room 1", 12, 4, 4, 50), ("Room 2", 3, 1, 3, 100)]


def test_door_agreement(shop: Shop) -> None:
    shop.given(
        door_hour(),
        door_hour(at=at("10:30"), sensor=100.0, camera=50.0, fused=80.0, error=20.0, flag="apart", drift_at=at("10:30")),
        door_hour(place="side door", sensor=10.0, camera=10.0, fused=None, error=None),
    )
    assert shop.ask("door_agreement").rows == [
        ("main door", -30, 2, 140, 200, 175, 26, 2, 1, moment("10:30")),
        ("side door", 0, 1, 10, 10, None, None, 0, 0, None),
    ]


def test_sensor_health(shop: Shop) -> None:
    hours = [footfall(at=at("10:00") + hour * 3600, counter="d1") for hour in range(72)]
    zeros = [footfall(at=at("10:00") + hour * 3600, counter="d2", entered=0, left=0) for hour in range(72)]
    silent = [zone_count(zone="Room 1", counter="r1", device="sensor", at=at("10:00") + minute * 60) for minute in range(30)]
    shop.given(*hours, *zeros, *silent, motion_spell(at=at("10:00") + 2 * DAY))
    nights = [footfall(at=at("08:00") + day * DAY + hour * 3600, counter="d3") for day in range(3) for hour in range(3, 8)]
    shop.given(*nights)
    start, end = moment("10:00"), moment("10:00").replace(day=4, minute=5)
    answer = read(Question(metric="sensor_health", source=shop.source, start=start, end=end), shop._ask)  # three days, to the minute
    assert [(row[0], row[2], row[3]) for row in answer.rows] == [
        ("r1", 30, "silent"),
        ("d2", 72, "only zeros"),
        ("m1", 1, "ok"),
        ("d3", 15, "ok"),  # closed since four in the afternoon, as the nights before
        ("d1", 72, "ok"),
    ]


def test_motion_activity(shop: Shop) -> None:
    shop.given(
        motion_spell(seconds=900.0), motion_spell(at=at("10:30"), seconds=900.0), motion_spell(place="office", sensor="m2", seconds=36.0)
    )
    assert [row[:4] for row in shop.ask("motion_activity").rows] == [("stock room", 50, 2, 0.5), ("office", 1, 1, 0.01)]
