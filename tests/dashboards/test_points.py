from datetime import timedelta

from dashboards.live import charts, points
from tests.dashboards.builders import NOON, answer

HOUR = NOON - timedelta(hours=1)
TEN = timedelta(minutes=10)


def test_a_step_of_too_few_samples_has_no_rate() -> None:
    rows = [(HOUR, 0.0, 9), (HOUR + TEN, 3.0, 10), (HOUR + 2 * TEN, 100.0, 1)]
    rate = answer(unit="%", minimum=100, rows=rows)
    assert [value for _, value in points.series(rate)["value"]][:4] == [None, 3.0, None, None]
    assert not points.empty(rate)
    assert points.empty(answer(unit="%", minimum=100, rows=rows[:1]))


def test_a_first_step_may_begin_before_the_period_and_is_drawn_whole() -> None:
    odd = answer(start=HOUR + TEN / 2, rows=[(HOUR, 4, 4), (HOUR + TEN, 6, 6)])
    assert points.series(odd)["value"][:2] == [(HOUR, 4), (HOUR + TEN, 6)]
    assert charts.options(odd)["xAxis"]["min"] == HOUR.timestamp() * 1000


def test_what_is_known_by_the_day_has_no_gaps_between_its_days() -> None:
    midnight = NOON.replace(hour=0)
    rows = [(midnight - timedelta(days=n), 5.5, 1) for n in (3, 2, 1)]
    days = answer(start=midnight - timedelta(days=3), end=midnight, step=21_600, rows=rows)
    assert points.series(days)["value"] == [(at, 5.5) for at, *_ in rows]


def test_lone_points_are_dots_and_nothing_is_filled_between_gaps() -> None:
    rows = [(HOUR + n * TEN, 5.5, 20) for n in (0, 2, 5)]
    [line] = charts.options(answer(rows=rows))["series"]
    dots = [point for point in line["data"] if isinstance(point, dict)]
    assert len(dots) == 3
    assert line["connectNulls"]
    assert line["areaStyle"] is None


def test_a_line_without_gaps_is_filled_and_has_no_dots() -> None:
    [line] = charts.options(answer(rows=[(HOUR + n * TEN, 5.5, 20) for n in range(6)]))["series"]
    assert line["areaStyle"]
    assert not [point for point in line["data"] if isinstance(point, dict)]


def test_a_further_number_of_nothing_has_no_line() -> None:
    columns = ("t", "value", "samples", "p90")
    assert len(charts.options(answer(metric="session_duration", columns=columns, rows=[(HOUR, 5.5, 20, None)], unit="s"))["series"]) == 1
