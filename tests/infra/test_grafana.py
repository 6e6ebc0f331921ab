"""Dashboards pushed to a Grafana, against a stand-in of its HTTP API: made, changed, left alone; each trouble told in a sentence."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from contracts.settings import Settings
from dashboards.grafana.names import DATA_SOURCE, FOLDER_UID
from infra.configuration import configuration
from infra.grafana import files
from infra.grafana.annotations import Replayed, annotate, annotate_if_told
from infra.grafana.client import Grafana, GrafanaError
from infra.grafana.push import Change, push
from tests.infra.grafana_standin import READER, TOKEN, Standin, standin
from tests.stack import free_ports

BOARD = "storepulse-overview"


@pytest.fixture
def there() -> Iterator[Standin]:
    with standin() as held:
        yield held


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return configuration({"STOREPULSE_STATE": str(tmp_path), "STOREPULSE_READER_PASSWORD": "p$1"})


def pushed(there: Standin, settings: Settings, *, write: bool = True, force: bool = False, token: str = TOKEN) -> list[Change]:
    with Grafana(there.url, token) as grafana:
        return list(push(grafana, settings, write=write, force=force))


def actions(changes: list[Change]) -> set[str]:
    return {change.action for change in changes}


def of(changes: list[Change], kind: str) -> list[Change]:
    return [change for change in changes if change.kind == kind]


def test_an_empty_grafana_gets_everything(there: Standin, settings: Settings) -> None:
    changes = pushed(there, settings)
    assert actions(changes) == {"created"}
    models = files.dashboards()
    assert set(there.histories) == {model["uid"] for model in models}
    assert set(there.dashboard_folders.values()) == {FOLDER_UID}
    assert set(there.rules) == {rule["uid"] for group in files.rule_groups() for rule in group["rules"]}
    assert {rule["provenance"] for rule in there.rules.values()} == {"api"}, "nobody can edit it by hand"
    connection = there.sources[DATA_SOURCE]["jsonData"]
    assert (connection["host"], connection["port"], connection["secure"]) == ("127.0.0.1", settings.clickhouse_port, False)
    assert there.passwords == {DATA_SOURCE: "p$1"}
    assert "p$1" not in str(changes)


def test_twice_is_once(there: Standin, settings: Settings) -> None:
    pushed(there, settings)
    written = list(there.writes)
    assert actions(pushed(there, settings)) == {"unchanged"}
    assert there.writes == written


def test_also_where_the_history_is_a_bare_list(there: Standin, settings: Settings) -> None:
    there.version = "10.4.0"
    pushed(there, settings)
    assert actions(pushed(there, settings)) == {"unchanged"}


def test_below_a_path(settings: Settings) -> None:
    with standin("/grafana") as there:
        assert actions(pushed(there, settings)) == {"created"}


def test_a_dry_run_tells_and_writes_nothing(there: Standin, settings: Settings) -> None:
    changes = pushed(there, settings, write=False)
    assert actions(changes) == {"created"}
    assert there.writes == []


def test_what_differs_is_told_and_changed(there: Standin, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    pushed(there, settings)
    models = files.dashboards()
    board = next(model for model in models if model["uid"] == BOARD)
    panel = next(panel for panel in board["panels"] if panel["type"] != "row")
    panel["description"] = "another"
    monkeypatch.setattr(files, "dashboards", lambda: models)
    there.rules["storepulse-latency"]["for"] = "7m"
    there.intervals["storepulse"] = 30
    there.folders[FOLDER_UID]["title"] = "Mine"
    there.sources[DATA_SOURCE]["jsonData"]["host"] = "elsewhere"
    changes = [change for change in pushed(there, settings) if change.action != "unchanged"]
    assert {(change.kind, change.action) for change in changes} == {
        (kind, "changed") for kind in ("folder", "data source", "dashboard", "alert rule", "rule group")
    }
    assert of(changes, "dashboard")[0].what == [f"panel {panel['title']!r}: description"]
    assert of(changes, "alert rule")[0].what == ["for: 7m -> 300s"]
    assert of(changes, "rule group")[0].what == ["interval: 30 -> 60"]
    assert of(changes, "data source")[0].what == ["jsonData.host: elsewhere -> 127.0.0.1"]
    assert len(there.histories[BOARD]) == 2
    assert actions(pushed(there, settings)) == {"unchanged"}


def test_a_dashboard_changed_by_hand_is_kept_unless_forced(there: Standin, settings: Settings) -> None:
    pushed(there, settings)
    there.edit(BOARD, "Ours")
    (kept,) = [change for change in pushed(there, settings) if change.action != "unchanged"]
    assert (kept.kind, kept.action, kept.what) == ("dashboard", "kept", ["saved by Ada 2026-05-01T10:00:00Z", "title"])
    assert there.histories[BOARD][-1]["data"]["title"] == "Ours"
    (forced,) = [change for change in pushed(there, settings, force=True) if change.action != "unchanged"]
    assert (forced.action, forced.what) == ("changed", ["title"])
    assert there.histories[BOARD][-1]["data"]["title"] != "Ours"
    assert actions(pushed(there, settings)) == {"unchanged"}


def test_a_dashboard_saved_while_it_is_pushed_is_kept(there: Standin, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    pushed(there, settings)
    models = [model for model in files.dashboards() if model["uid"] == BOARD]
    models[0]["title"] = "A newer one"
    monkeypatch.setattr(files, "dashboards", lambda: models)
    there.before_save = lambda: there.edit(BOARD, "Ours")
    (kept,) = of(pushed(there, settings), "dashboard")
    assert (kept.action, kept.what) == ("kept", ["changed by somebody at this very moment", "title"])
    assert there.histories[BOARD][-1]["data"]["title"] == "Ours"


def test_what_grafana_reads_from_files_is_left_alone(there: Standin, settings: Settings) -> None:
    pushed(there, settings)
    there.provisioned = set(there.histories)
    there.sources[DATA_SOURCE]["readOnly"] = True
    for rule in there.rules.values():
        rule["provenance"] = "file"
    there.intervals["storepulse"] = 30
    written = list(there.writes)
    assert actions(pushed(there, settings)) == {"unchanged", "provisioned"}
    assert there.writes == written


def test_a_password_is_sent_again_where_clickhouse_does_not_take_the_old(there: Standin, settings: Settings) -> None:
    pushed(there, settings)
    there.passwords[DATA_SOURCE], there.password = "old", "p$1"
    (change,) = [change for change in pushed(there, settings) if change.action != "unchanged"]
    assert change.what == ["password sent again: ClickHouse does not answer through it"]
    assert actions(pushed(there, settings)) == {"unchanged"}


def test_settings_somebody_added_to_the_data_source_stay(there: Standin, settings: Settings) -> None:
    pushed(there, settings)
    there.sources[DATA_SOURCE]["jsonData"] |= {"dialTimeout": "3", "host": "elsewhere"}
    pushed(there, settings)
    assert there.sources[DATA_SOURCE]["jsonData"]["dialTimeout"] == "3"


def test_a_wrong_token(there: Standin, settings: Settings) -> None:
    with pytest.raises(GrafanaError, match=r"does not know this token \(401 .*: set STOREPULSE_GRAFANA_TOKEN") as told:
        pushed(there, settings, token="glsa_wrong")
    assert "glsa_wrong" not in str(told.value)


def test_a_token_of_a_viewer(there: Standin, settings: Settings) -> None:
    with pytest.raises(GrafanaError, match=r"does not let this token do that \(403 writing the folder\).*role Admin"):
        pushed(there, settings, token=READER)
    assert there.writes == []


def test_no_grafana_there(settings: Settings) -> None:
    with pytest.raises(GrafanaError, match="does not answer: check the address and that it runs"):
        pushed(Standin(f"http://127.0.0.1:{free_ports(1)[0]}"), settings)


def test_something_else_there(there: Standin, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Standin, "answer", lambda *_: (200, {"hello": "world"}))
    with pytest.raises(GrafanaError, match="is not one: something else answers there"):
        pushed(there, settings)
    monkeypatch.setattr(Standin, "answer", lambda *_: (200, None))
    with pytest.raises(GrafanaError, match="is not one: something else answers there"):
        pushed(there, settings)


def test_grafana_in_trouble(there: Standin, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Standin, "answer", lambda *_: (503, {"database": "failing"}))
    with pytest.raises(GrafanaError, match=r"failed asking how it is \(503\): see its log"):
        pushed(there, settings)


def test_without_the_plugin(there: Standin, settings: Settings) -> None:
    there.plugins = ["prometheus"]
    with pytest.raises(GrafanaError, match="lacks the plugin grafana-clickhouse-datasource: `grafana cli plugins install"):
        pushed(there, settings)
    assert there.writes == []


def test_an_old_grafana(there: Standin, settings: Settings) -> None:
    there.version = "9.5.21"
    with pytest.raises(GrafanaError, match=r"is version 9\.5\.21: 10 or newer is needed"):
        pushed(there, settings)


@pytest.mark.parametrize(
    ("url", "token", "said"),
    [
        ("grafana", "t", "is no address"),
        ("http://127.0.0.1:x", "t", "is no address"),
        ("http://[::1", "t", "is no address"),
        ("http://127.0.0.1", "", "GRAFANA_TOKEN is not set"),
    ],
)
def test_what_cannot_be_asked_at_all(url: str, token: str, said: str) -> None:
    with pytest.raises(GrafanaError, match=said):
        Grafana(url, token)


def test_a_clickhouse_without_an_address_is_told(there: Standin, settings: Settings) -> None:
    nowhere = msgspec.structs.replace(settings, grafana_clickhouse="clickhouse:8123")
    with pytest.raises(GrafanaError, match=r"'clickhouse:8123' is no address of a ClickHouse.*STOREPULSE_GRAFANA_CLICKHOUSE"):
        pushed(there, nowhere)


def test_an_address_keeps_its_brackets_and_tells_no_password() -> None:
    assert Grafana("http://user:secret@[::1]:3000/below/", "t").url == "http://[::1]:3000/below"


REPLAYED = Replayed(source="t1", dataset="eshop2008", start=1_207_008_000_000, end=1_207_094_400_000)


def test_a_replay_leaves_one_annotation_and_moves_it(there: Standin) -> None:
    with Grafana(there.url, TOKEN) as grafana:
        assert annotate(grafana, REPLAYED) == "created"
        assert annotate(grafana, REPLAYED) == "unchanged"
        longer = Replayed(source="t1", dataset="eshop2008", start=REPLAYED.start, end=REPLAYED.end + 1000)
        assert annotate(grafana, longer) == "changed"
        assert annotate(grafana, Replayed(source="t2", dataset="eshop2008", start=0, end=1)) == "created"
    first, second = there.annotations
    assert (first["time"], first["timeEnd"]) == (longer.start, longer.end)
    assert first["tags"] == ["storepulse", "replay", "source:t1", "dataset:eshop2008"]
    assert first["text"] == "eshop2008 replayed as t1: 2008-04-01 00:00 to 2008-04-02 00:00 UTC"
    assert "source:t2" in second["tags"]


def test_no_annotation_is_no_failure(there: Standin) -> None:
    assert annotate_if_told(Settings(), REPLAYED) == ""
    assert annotate_if_told(Settings(grafana_url=there.url, grafana_token=TOKEN), REPLAYED) == ""
    away = Settings(grafana_url=f"http://127.0.0.1:{free_ports(1)[0]}", grafana_token=TOKEN)
    assert "does not answer" in annotate_if_told(away, REPLAYED)
    assert "later: `storepulse grafana annotate t1`" in annotate_if_told(Settings(grafana_url="x", grafana_token=TOKEN), REPLAYED)
