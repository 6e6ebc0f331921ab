"""The committed files: fresh, of the SDK's types, with ids that never change, and panels that do not lie over each other."""

import json
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

import pytest
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.cog.plugins import register_default_plugins
from grafana_foundation_sdk.models.alerting import Rule
from grafana_foundation_sdk.models.dashboard import Dashboard

from contracts.catalogue import METRICS, parse
from contracts.settings import Settings
from dashboards import panels
from dashboards.grafana import colours, files
from dashboards.grafana import panels as drawn
from dashboards.grafana.links import link
from dashboards.grafana.names import DATA_SOURCE
from dashboards.grafana.refresh import paced
from dashboards.panels import PICKED, TYPED
from tests.dashboards.builders import NOON, stream

BOARDS = {path.name: json.loads(text) for path, text in files.render().items() if path.parent == files.DASHBOARDS}
RULES = json.loads(files.render()[files.ALERTING / "rules.json"])["groups"][0]["rules"]
# Links, bookmarks and silences hold these: a name may be added, none may change.
UIDS = {f"storepulse-{slug}" for slug in ("overview", "behaviour", "conversion", "products", "visitors", "stream")}
RULE_UIDS = {"storepulse-latency", "storepulse-lag"}

every_board = pytest.mark.parametrize("board", BOARDS.values(), ids=list(BOARDS))
LEVELS = """-- title: Things
-- unit: things
-- meaning: How many things.
-- kind: timeseries
-- better: higher
-- samples: things
-- minimum: 1
-- thresholds: warn 10; bad 2
SELECT 1 AS t, 1 AS value, 1 AS samples
"""


def plain(value: Any) -> Any:
    return json.loads(json.dumps(value, cls=JSONEncoder))


def test_what_is_committed_is_what_a_fresh_run_writes() -> None:
    assert files.stale() == []


@every_board
def test_a_dashboard_reads_back_as_the_sdk_types_it(board: dict[str, Any]) -> None:
    register_default_plugins()
    assert plain(Dashboard.from_json(board)) == board


def test_a_rule_reads_back_as_the_sdk_types_it() -> None:
    register_default_plugins()
    for rule in RULES:
        where = {"folderUID": "storepulse", "orgID": 1, "ruleGroup": "storepulse"}
        assert plain(Rule.from_json(rule | where)) == rule | where


def test_ids_are_unique_and_stay() -> None:
    assert [board["uid"] for board in BOARDS.values()] == [board.uid for board in panels.DASHBOARDS]
    assert {board["uid"] for board in BOARDS.values()} >= UIDS
    assert {rule["uid"] for rule in RULES} >= RULE_UIDS
    assert drawn.panel_id("sessions") == 22932
    every = {name: drawn.panel_id(name) for metric in METRICS for name in (metric, f"{metric} total")}
    assert len(set(every.values())) == len(every)


@every_board
def test_every_metric_has_its_panels_and_each_its_place(board: dict[str, Any]) -> None:
    ids = [panel["id"] for panel in board["panels"]]
    assert len(set(ids)) == len(ids)
    slug = board["uid"].removeprefix("storepulse-")
    assert {drawn.panel_id(name) for name in panels.SLUGS[slug].names} <= set(ids)
    boxes = [panel["gridPos"] for panel in board["panels"]]
    assert all(box["x"] + box["w"] <= 24 for box in boxes)
    assert not any(_overlap(a, b) for a, b in combinations(boxes, 2))


def _overlap(a: dict[str, int], b: dict[str, int]) -> bool:
    across, down = (a[at] < b[at] + b[size] and b[at] < a[at] + a[size] for at, size in (("x", "w"), ("y", "h")))
    return across and down


@every_board
def test_every_panel_says_what_it_means_and_asks_the_one_data_source(board: dict[str, Any]) -> None:
    asking = [panel for panel in board["panels"] if panel["type"] != "row"]
    assert all(panel["description"].endswith(".") for panel in asking)
    assert {panel["targets"][0]["datasource"]["uid"] for panel in asking} == {DATA_SOURCE}


def test_no_dashboard_asks_more_often_than_the_sink_writes() -> None:
    for board in BOARDS.values():
        assert paced(board, Settings().flush_seconds) == board
        slow = paced(board, 20)
        assert (slow["refresh"], slow["timepicker"]["refresh_intervals"][0]) == ("20s", "20s")
    assert {board["refresh"] for board in BOARDS.values()} == {"5s"}


def test_links_between_dashboards_keep_period_and_variables() -> None:
    for board in BOARDS.values():
        assert [(one["tags"], one["keepTime"], one["includeVars"]) for one in board["links"]] == [(["storepulse"], True, True)]
        assert "storepulse" in board["tags"]
        assert [variable["name"] for variable in board["templating"]["list"]] == ["source", *PICKED, *TYPED]


def test_file_provisioning_finds_no_variable_of_its_own_in_a_rule() -> None:
    # it puts environment variables into every field but annotations: https://github.com/grafana/grafana/issues/71006
    assert "$" not in json.dumps([{key: value for key, value in rule.items() if key != "annotations"} for rule in RULES])


def test_a_rule_says_what_it_is_about_and_leads_to_its_panel() -> None:
    for rule in RULES:
        metric, notes = METRICS[rule["labels"]["metric"]], rule["annotations"]
        board = next(board for board in BOARDS.values() if board["uid"] == notes["__dashboardUid__"])
        assert int(notes["__panelId__"]) in [panel["id"] for panel in board["panels"]]
        assert (notes["description"], rule["noDataState"], rule["execErrState"]) == (metric.meaning, "OK", "Error")


def test_colours_follow_the_direction_in_which_a_metric_is_better() -> None:
    lower = colours.thresholds(METRICS["latency"]).build().steps
    assert [(step.value, step.color) for step in lower] == [(None, "green"), (2, "orange"), (10, "red")]
    higher = colours.thresholds(parse("things", LEVELS)).build().steps
    assert [(step.value, step.color) for step in higher] == [(None, "red"), (2, "orange"), (10, "green")]


def test_a_live_source_is_shown_up_to_now_and_a_replay_over_its_own_period() -> None:
    soon = NOON + timedelta(minutes=5)
    assert "&from=now-1h&to=now&" in link("http://grafana/", "storepulse-overview", stream(), soon)
    ended = link("http://grafana", "storepulse-overview", stream(), NOON + timedelta(hours=1))
    assert f"from={round((datetime(2026, 4, 30, tzinfo=UTC)).timestamp() * 1000)}&" in ended
    assert f"to={round(NOON.timestamp() * 1000) + 1}&" in ended
    history = stream(clock=datetime(2008, 8, 13, tzinfo=UTC), first=datetime(2008, 4, 1, tzinfo=UTC))
    assert "from=1207008000000&" in link("http://grafana", "storepulse-overview", history, soon)
