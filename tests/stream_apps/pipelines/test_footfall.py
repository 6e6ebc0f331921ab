"""Footfall of places as rows: hours, what was expected of them, changes; and doors that two counters count."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import pytest

from contracts.rows import DoorHour, Footfall, FootfallChange, FootfallHour, ModelScore
from stream_apps.pipelines.door_hours import DoorLearner
from stream_apps.pipelines.footfall import LEARNING, UNSURE, FootfallLearner
from stream_apps.pipelines.place_hours import Hour, PlaceHours
from stream_apps.pipelines.silence import Silence
from tests.builders import at, footfall
from tests.stream_apps.pipelines.learned import learned, rows_after

HOUR = 3600
DAY = 24 * HOUR
LATENESS = 300.0


def people(hour: int) -> int:
    """A shop that opens at nine, busier on one weekday."""
    return (40 + 20 * (hour // 24 % 7 == 2) + hour % 5) if 9 <= hour % 24 < 18 else 0


def counted(hours: int, place: str = "main door", falls_at: int = 1 << 30, first: int = 0) -> Iterator[Footfall]:
    """Hourly counts of a place; from an hour on a tenth of them."""
    for hour in range(first, hours):
        entered = people(hour) // (10 if hour >= falls_at else 1)
        yield footfall(at=at("00:00") + hour * HOUR, place=place, entered=entered, left=entered)


def of(kind: type[Any], rows: Iterable[Any]) -> list[Any]:
    return [row for row in rows if isinstance(row, kind)]


def over(*rows: Footfall) -> list[Hour]:
    hours, silence = PlaceHours(), Silence()
    return [hour for row in rows for hour in hours.take(row, silence.heard(row), silence, LATENESS)]


def quarter(clock: str, **changes: Any) -> Footfall:
    return footfall(at=at(clock), period=900.0, **changes)


def crossing(clock: str, **changes: Any) -> Footfall:
    told = {"entered": 1, "left": 0, "passed": 0} | changes
    return footfall(at=at(clock), period=0.0, device="camera", counter="c1", **told)


def test_an_hour_is_over_once_each_of_its_counters_has_told_of_it() -> None:
    one, two = footfall(counter="d1", entered=40), footfall(counter="d2", entered=2, left=None)
    assert [(hour.entered, hour.left) for hour in over(one)] == [(40, 30)]
    later = [msgspec.structs.replace(row, at=row.at + HOUR) for row in (one, two)]
    hours = over(one, two, *later)  # the second is not known before it has told of itself
    assert [(hour.entered, hour.left) for hour in hours] == [(40, 30), (42, 30)]


def hourly(counter: str, hours: range, partition: int, sent: float) -> list[Footfall]:
    """One person an hour by a counter; sent: s after midnight at which its first hour was, the others a second apart."""
    return [
        footfall(
            at=at("00:00") + hour * HOUR,
            counter=counter,
            entered=1,
            origin_partition=partition,
            sent=at("00:00") + sent + number,
        )
        for number, hour in enumerate(hours)
    ]


def test_a_counter_of_another_partition_that_is_read_days_later_is_waited_for() -> None:
    known = [*hourly("d1", range(1), 0, 0.0), *hourly("d2", range(1), 1, 0.0)]
    ahead, behind = hourly("d1", range(1, 200), 0, 1.0), hourly("d2", range(1, 200), 1, 1.0)
    assert [hour.entered for hour in over(*known, *ahead)][1:] == []
    assert {hour.entered for hour in over(*known, *ahead, *behind)[1:]} == {2}


def test_a_silent_counter_is_waited_for_a_day_by_its_own_partition_or_once_others_were_sent_long_after() -> None:
    for partition, apart in ((0, 0.0), (1, 700.0)):
        known = [*hourly("d1", range(1), 0, 0.0), *hourly("d2", range(1), partition, 0.0)]
        hours = over(*known, *hourly("d1", range(1, 48), 0, apart))
        assert [hour.number for hour in hours] == [int(at("00:00")) // HOUR + number for number in range(48)]


def test_quarters_of_an_hour_are_added_and_waited_for_as_long_as_they_may_be_late() -> None:
    clocks = ("10:00", "10:15", "10:30", "10:45")
    rows = [quarter(clock, entered=1, left=None) for clock in clocks]
    assert over(*rows) == []
    ((number, entered, left, passed),) = over(*rows, quarter("11:00", entered=9))
    assert (number, entered, left, passed) == (int(at("10:00")) // HOUR, 4, None, None)


def test_a_camera_that_saw_nobody_saw_nobody_for_a_day_at_most() -> None:
    hours = over(crossing("10:10"), crossing("10:20", entered=0, left=1), crossing("13:00"), crossing("14:30"))
    assert [(hour.number - int(at("10:00")) // HOUR, hour.entered, hour.left) for hour in hours] == [
        (0, 1, 1),
        (1, 0, 0),
        (2, 0, 0),
        (3, 1, 0),
    ]


def test_a_count_of_a_whole_day_is_no_hour() -> None:
    assert over(footfall(period=86_400.0), footfall(at=at("12:00"))) == over(footfall(at=at("12:00")))


def test_an_hour_says_what_had_been_expected_and_what_is_to_come() -> None:
    rows = rows_after(counted(24 * 7 * 4), learned(FootfallLearner))
    first, *_, last = of(FootfallHour, rows)
    assert (first.people, first.expected, first.tomorrow_expected, first.unusual) == (people(0), None, None, "")
    assert (last.at, last.people, last.device) == (at("00:00") + (24 * 7 * 4 - 1) * HOUR, people(23), "sensor")
    noon = of(FootfallHour, rows)[-12]
    assert noon.expected == pytest.approx(noon.people, abs=4)
    assert noon.sooner_expected == pytest.approx(noon.people, abs=4)
    assert noon.low <= noon.people <= noon.high
    assert of(FootfallHour, rows)[-36].tomorrow_expected == noon.expected


def test_an_evening_nobody_expected_is_unusual() -> None:
    rows = [*counted(24 * 7 * 10), footfall(at=at("00:00") + 24 * 7 * 10 * HOUR, entered=60, left=0)]
    found = of(FootfallHour, rows_after(rows, learned(FootfallLearner)))
    assert [row.unusual for row in found if row.unusual] == ["more"]
    assert found[-1].unusual == "more"


def test_it_is_judged_beside_last_week() -> None:
    told = of(ModelScore, rows_after(counted(24 * 7 * 8), learned(FootfallLearner)))
    scores = [row for row in told if row.measure]
    assert {(score.measure, score.rival, score.samples) for score in scores[:4]} == {
        (f"1 - wMAPE, {ahead}", "the same hour last week", samples) for ahead in ("an hour ahead", "a day ahead") for samples in (100, 500)
    }
    assert all(0.8 < score.score <= 1 and 0.8 < score.rival_score <= 1 for score in scores)


def test_it_says_that_it_learns_until_hours_are_foreseen_and_then_what_is_not_known_yet() -> None:
    rows = rows_after(counted(24 * 7 * 8), learned(FootfallLearner))
    notes = [row for row in of(ModelScore, rows) if not row.measure]
    assert [row.note for row in notes] == [LEARNING, UNSURE, ""]
    foreseen = next(row for row in of(FootfallHour, rows) if row.tomorrow_expected is not None)
    assert notes[1].at == foreseen.at + HOUR
    assert {row.note for row in of(ModelScore, rows) if row.measure and row.at < notes[2].at} == {UNSURE}
    assert of(ModelScore, rows)[-1].note == ""
    assert 35 * DAY < notes[2].at - at("00:00") < 44 * DAY


def test_a_shop_that_counts_while_it_is_open_has_whole_days_too() -> None:
    """Eleven hours a day; on one day the counter was off for half of them."""
    rows = [row for row in counted(24 * 7 * 10, falls_at=24 * 60) if 9 <= (row.at - at("00:00")) // HOUR % 24 < 20]
    rows = [row for row in rows if not at("00:00") + 50 * DAY < row.at < at("00:00") + 50 * DAY + 15 * HOUR]
    changes = of(FootfallChange, rows_after(rows, learned(FootfallLearner)))
    assert sorted((change.place, (change.since - at("00:00")) / DAY) for change in changes) == [("", 60), ("main door", 60)]


def test_a_fall_for_good_is_a_change_of_the_place_and_of_all() -> None:
    day = 60
    rows = [*counted(24 * 70, falls_at=24 * day)]
    both = [place for row in rows for place in (row, msgspec.structs.replace(row, place="back door"))]
    changes = of(FootfallChange, rows_after(both, learned(FootfallLearner)))
    assert sorted((change.place, (change.since - at("00:00")) / DAY) for change in changes) == [
        ("", day),
        ("back door", day),
        ("main door", day),
    ]
    assert all(change.ratio == pytest.approx(0.1, abs=0.05) and change.after < change.before / 5 for change in changes)
    assert all(change.at - change.since <= 8 * DAY for change in changes)


def test_where_a_sensor_counts_the_camera_is_not_added() -> None:
    rows = [footfall(entered=40), crossing("10:10"), crossing("12:10"), footfall(at=at("11:00"), entered=7)]
    assert [row.people for row in of(FootfallHour, rows_after(rows, learned(FootfallLearner)))] == [40, 7]


@pytest.mark.parametrize("learner", [FootfallLearner, DoorLearner])
def test_a_restored_learner_goes_on_as_if_nothing_had_happened(learner: Any) -> None:
    rows = [*counted(24 * 10), *(crossing("10:10") for _ in range(3))]
    rows = [row for pair in zip(rows, [*doors(24 * 10)], strict=False) for row in pair]
    half = len(rows) // 2
    first = learned(learner)
    begun = rows_after(rows[:half], first)
    assert begun + rows_after(rows[half:], learned(learner, first.dump())) == rows_after(rows, learned(learner))


def doors(hours: int, blind_at: int = -1) -> Iterator[Footfall]:
    """What a camera saw of a door: nine in ten, one crossing after the other, and nobody in one hour."""
    for hour in range(hours):
        seen = 0 if hour == blind_at else people(hour) * 9 // 10
        for number in range(seen):
            yield footfall(
                at=at("00:00") + hour * HOUR + number * 50, period=0.0, device="camera", counter="c1", entered=1, left=0, passed=0
            )


def both(hours: int, blind_at: int = -1) -> list[Footfall]:
    return sorted([*counted(hours), *doors(hours, blind_at)], key=lambda row: row.at + row.period)


def test_a_door_of_two_counters_says_both_their_ratio_and_the_estimate() -> None:
    found = of(DoorHour, rows_after(both(24 * 14), learned(DoorLearner)))
    noon = found[-8]
    assert noon.bias == pytest.approx(0.89, abs=0.02)
    assert noon.camera < noon.fused < noon.sensor
    assert 0 < noon.error < 6
    assert {row.flag for row in found} == {""}


def test_an_hour_in_which_the_camera_saw_nobody_is_apart() -> None:
    blind = 24 * 13 + 12
    found = of(DoorHour, rows_after(both(24 * 14, blind), learned(DoorLearner)))
    assert [(row.at - at("00:00")) / HOUR for row in found if row.flag == "apart"] == [blind]


def test_a_door_with_one_counter_is_not_compared() -> None:
    assert of(DoorHour, rows_after(counted(100), learned(DoorLearner))) == []
