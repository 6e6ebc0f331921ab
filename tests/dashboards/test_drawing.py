import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.live import charts, drawing, floor, points
from dashboards.live.shown import show
from dashboards.live.store import Reading
from tests.dashboards.builders import NOON, answer, stream

HOUR = NOON - timedelta(hours=1)


def test_a_step_without_samples_is_zero_for_a_count_and_a_gap_for_a_mean() -> None:
    t = HOUR + timedelta(minutes=10)
    count = points.series(answer(rows=[(HOUR, 4, 4), (t, 6, 6)]))["value"]
    mean = points.series(answer(rows=[(HOUR, 4.5, 4), (t, 6.5, 6)]))["value"]
    assert [value for _, value in count] == [4, 6, 0, 0, 0, 0]
    assert [value for _, value in mean] == [4.5, 6.5, None, None, None, None]


def test_a_further_number_of_the_same_unit_is_a_line_of_its_own() -> None:
    duration = answer(metric="session_duration", columns=("t", "value", "samples", "p90"), rows=[(HOUR, 60.5, 3, 200.0)], unit="s")
    drawn = charts.options(duration)
    assert [line["name"] for line in drawn["series"]] == ["Sessions", "p90"]
    assert drawn["legend"]["show"]


def test_a_further_number_of_another_unit_is_not_drawn() -> None:
    money = answer(metric="revenue_per_visitor", columns=("t", "value", "samples", "visitors"), rows=[(HOUR, 1.5, 3, 900)], unit="currency")
    assert list(points.series(money)) == ["value"]


@pytest.mark.parametrize(
    ("unit", "top", "ticks"),
    [("s", 1000.0, {"max": 1200, "interval": 300}), ("%", 99.0, {"max": 100, "interval": 25}), ("clicks", 99.0, {}), ("s", 0.2, {})],
)
def test_axes_end_at_round_durations_and_at_a_hundred_percent(unit: str, top: float, ticks: dict[str, float]) -> None:
    axis = charts.options(answer(rows=[(HOUR, top, 3)], unit=unit))["yAxis"]
    assert {name: axis[name] for name in ("max", "interval") if name in axis} == ticks


@given(st.text(), st.sampled_from(["bars", "table"]))
def test_text_of_the_data_never_becomes_markup(label: str, kind: str) -> None:
    nasty = label + "<img src=x onerror=alert(1)>'\"&"
    markup = getattr(drawing, kind)(answer(kind, rows=[(nasty, 3, 3)]))
    assert "<img" not in markup
    assert not re.search(r"title='[^']*'[^>]*onerror", markup)


def test_bars_show_the_largest_and_say_how_many_are_left_out() -> None:
    rows = [(f"B{i}", 100 - i, 100 - i, 1.5) for i in range(30)]
    markup = drawing.bars(answer("bars", ("label", "value", "samples", "share_percent"), rows))
    assert "B9" in markup
    assert "B10" not in markup
    assert "and 20 more" in markup
    assert "1.5%" in markup


def test_bars_in_an_order_of_their_own_are_drawn_as_far_as_a_day_has_hours() -> None:
    rows = [(f"{hour:02d}:00", 10.0 + hour % 7, 5) for hour in range(24)]
    markup = drawing.bars(answer("bars", ("label", "value", "samples"), rows))
    assert "23:00" in markup
    assert "more" not in markup


def test_a_table_of_money_can_be_added_up() -> None:
    rows = [("all lines", 9747747.93, 541_909), ("postage", None, 3)]
    assert "9,747,747.93" in drawing.table(answer("table", ("label", "value", "samples"), rows, unit="currency"))


def test_money_stands_under_its_currency_and_never_under_the_word() -> None:
    rows, columns = [("a", 1.5, 3, 9.0), ("b", 1.5, 4, 8.0)], ("label", "value", "samples", "expected_value")
    euro = drawing.table(answer("table", columns, rows, unit="currency", currency="EUR"))
    assert ">EUR</th>" in euro
    assert ">expected value</th>" in euro
    assert ">expected value, EUR</th>" in drawing.table(answer("table", columns, rows, unit="%", currency="EUR"))
    assert ">amount</th>" in drawing.table(answer("table", columns, rows, unit="currency"))


def test_several_currencies_are_warned_of() -> None:
    several = answer(rows=[(HOUR, 30.5, 30)], value=30.5, unit="currency", currency="mixed currencies")
    shown = show(Reading(several, None), stream())
    assert "mixed currencies" in shown.stat
    assert "<em title='This source names several currencies." in shown.foot
    assert "mixed" not in show(Reading(answer(rows=[(HOUR, 3, 3)], currency="mixed currencies"), None), stream()).foot


def test_samples_stand_last_and_not_at_all_where_they_are_the_same() -> None:
    columns, rows = ("label", "value", "samples", "lift"), [("a", 1, 3, 9), ("b", 2, 4, 8)]
    heads = re.findall(r"<th(?!e)[^>]*>([^<]*)", drawing.table(answer("table", columns, rows, unit="x")))
    assert heads == ["", "x", "lift", "sessions"]
    alike = answer("table", columns, [("a", 1, 3, 9), ("b", 2, 3, 8)], unit="x", samples=3)
    assert "sessions" not in drawing.table(alike)
    assert "2 lines, 3 sessions" in show(Reading(alike, None), stream()).foot


def test_one_sample_a_line_goes_without_saying() -> None:
    assert ">2 lines ·" in show(Reading(answer("table", rows=[("a", 1, 1), ("b", 2, 1)]), None), stream()).foot


def test_one_line_is_not_1_lines() -> None:
    assert ">1 line ·" in show(Reading(answer("table", rows=[("a", 1, 3)]), None), stream()).foot


def test_a_heatmap_is_a_grid_with_every_cell() -> None:
    markup = drawing.heatmap(answer("heatmap", rows=[(1, 1, 50, 50), (3, 2, 20, 20)]))
    assert "--columns:2" in markup
    assert markup.count("class='square") == 4
    assert markup.count("square none") == 2


def test_weekdays_stand_in_their_order() -> None:
    markup = drawing.heatmap(answer("heatmap", rows=[("08", day, 1, 1) for day in ("Friday", "Monday", "Sunday")]))
    assert markup.index("Monday") < markup.index("Friday") < markup.index("Sunday")


def test_a_text_too_long_for_a_line_takes_several() -> None:
    row = ("model", 1, "too few purchases yet to say which is better", 9)
    markup = drawing.table(answer("table", ("label", "value", "note", "samples"), [row]))
    assert markup.count("<td class=prose>") == 1


def test_a_heatmap_without_end_is_cut() -> None:
    markup = drawing.heatmap(answer("heatmap", rows=[(i, i, 50, 50) for i in range(200)]))
    assert markup.count("class='square") == 50 * 50
    assert "and 150 more" in markup


def paths_of(*links: tuple[str, str, int]) -> dict[str, Any]:
    drawn = charts.drawn(answer("sankey", ("origin", "target", "value", "samples"), [(*link, link[2]) for link in links]))
    assert drawn
    return drawn["series"][0]


def test_a_sankey_goes_on_from_place_to_place() -> None:
    series = paths_of(("home", "skirts", 5), ("skirts", "cart", 2))
    assert [(link["source"], link["target"], link["value"]) for link in series["links"]] == [("home", "skirts", 5), ("skirts", "cart", 2)]
    assert [node["name"] for node in series["data"]] == ["home", "skirts", "cart"]


def test_a_place_stands_in_the_column_of_its_step_and_keeps_its_colour() -> None:
    places = paths_of(("1 home", "2 skirts", 5), ("2 skirts", "3 home", 2), ("2 sale", "3 skirts", 1))["data"]
    assert {place["name"]: place["depth"] for place in places} == {"1 home": 0, "2 skirts": 1, "3 home": 2, "2 sale": 1, "3 skirts": 2}
    colours = {place["name"]: place["itemStyle"]["color"] for place in places}
    assert colours["2 skirts"] == colours["3 skirts"] != colours["1 home"]


@pytest.mark.parametrize("back", [("skirts", "home", 3), ("skirts", "skirts", 3)])
def test_a_sankey_whose_places_lead_in_circles_has_origins_on_the_left_and_targets_on_the_right(back: tuple[str, str, int]) -> None:
    series = paths_of(("home", "skirts", 5), back)
    origins, targets = ({link[end] for link in series["links"]} for end in ("source", "target"))
    assert not origins & targets
    assert {name.strip("\u200b") for name in targets} <= {"skirts", "home"}


def test_the_smallest_paths_of_many_are_left_out_and_counted() -> None:
    rows = [("home", f"p{i}", 100 - i, 1) for i in range(50)]
    shown = show(Reading(answer("sankey", ("origin", "target", "value", "samples"), rows), None), stream())
    assert shown.chart
    assert len(shown.chart["series"][0]["links"]) == 30
    assert "and 20 more" in shown.body


def test_an_empty_period_says_so_and_when_the_newest_event_was() -> None:
    shown = show(Reading(answer(samples=0, value=None), None), stream())
    assert shown.state == "empty"
    assert "0 sessions" in shown.body
    assert "1 May 2026 12:00:00" in shown.body


def test_what_a_source_never_records_is_no_zero() -> None:
    shown = show(Reading(answer(samples=0, value=None), None), stream(), lacks=("purchase", "cart"))
    assert shown.state == "empty"
    assert "test records no purchase and no cart." in shown.body


def test_a_word_that_a_source_has_never_seen_is_unknown_and_not_merely_absent() -> None:
    shown = show(Reading(answer(samples=0, value=None), None), stream(), unknown="test knows no country “Atlantis”")
    assert shown.state == "empty"
    assert "Unknown here" in shown.body
    assert "test knows no country “Atlantis”." in shown.body


def test_a_series_of_thin_steps_is_its_number_alone() -> None:
    shown = show(Reading(answer(rows=[(HOUR, 100.0, 1)], value=20.0, unit="%", minimum=20), None), stream())
    assert shown.chart is None
    assert "20.0" in shown.stat
    assert "No step has samples enough" in shown.body


def test_names_of_places_too_long_for_their_room_are_cut_in_the_middle() -> None:
    long = [f"now: one-time visitors, {end} visits" for end in ("short", "long", "cheap")]
    labels = [node["label"]["formatter"] for node in paths_of(*(("new", name, 5) for name in long))["data"][1:]]
    assert len(set(labels)) == 3


def test_too_few_samples_are_too_few_to_say() -> None:
    shown = show(Reading(answer(samples=12, minimum=30, enough=False), None), stream())
    assert shown.state == "few"
    assert "12 of the 30 sessions" in shown.body


def test_a_total_shows_its_change_against_the_period_before() -> None:
    now, before = answer(rows=[(HOUR, 300, 300)], value=300.0), answer(rows=[(HOUR, 400, 400)], value=400.0)
    stat = show(Reading(now, before), stream()).stat
    assert ">300<" in stat
    assert "delta bad" in stat
    assert "-25%" in stat


def test_heat_stands_where_its_cells_are_on_the_floor_picture() -> None:
    columns = ("x", "y", "value", "samples", "grid_columns", "grid_rows")
    drawn = floor.heat(answer("heatmap", columns, [(0, 0, 8.0, 1, 32, 18), (31, 17, 2.0, 1, 32, 18)]))
    assert "--columns:32;--rows:18;background-image:url('/floor/" in drawn
    assert "--x:0;--y:0;--strength:1.000" in drawn
    assert "--x:31;--y:17;--strength:0.250" in drawn
