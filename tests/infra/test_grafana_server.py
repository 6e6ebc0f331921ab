"""The local Grafana: found on PATH, refused where it is unfit, run on loopback. A stand-in for it: real Grafana was not at hand."""

import stat
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import yaml

from contracts.settings import Settings
from dashboards.grafana.names import DATA_SOURCE, PLUGIN
from infra import stack
from infra.configuration import run_folder
from infra.grafana import files, server
from infra.parts import CLICKHOUSE, GRAFANA
from infra.processes import recorded
from infra.status import status
from tests.stack import settings_in

# Prints a version as `grafana -v` does, and answers for its health where it is told to listen. Nothing else of Grafana is in it.
_STANDIN = """#!{python}
import http.server, os, sys
if "-v" in sys.argv:
    sys.exit(print("grafana version {version}"))
class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/api/health" else 404)
        self.end_headers()
http.server.HTTPServer((os.environ["GF_SERVER_HTTP_ADDR"], int(os.environ["GF_SERVER_HTTP_PORT"])), Health).serve_forever()
"""
Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a stand-in on a PATH of its own, whatever this machine has."""
    folder = tmp_path / "opt" / "bin"
    folder.mkdir(parents=True)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(server, "_PACKAGED", tmp_path / "none")
    monkeypatch.setattr(server, "_PACKAGED_PLUGINS", tmp_path / "none")

    def put(name: str = "grafana", version: str = "12.4.4") -> Path:
        path = folder / name
        path.write_text(_STANDIN.format(python=sys.executable, version=version))
        path.chmod(0o755)
        return path

    return put


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path / "state")


def add_plugin(settings: Settings) -> Path:
    folder = Path(settings.state) / "grafana" / "plugins" / PLUGIN
    folder.mkdir(parents=True)
    return folder


def test_without_one_nothing_changes(install: Install, settings: Settings) -> None:
    assert server.program() is None
    assert not stack.wanted(GRAFANA, settings, ())
    assert stack.wanted(CLICKHOUSE, settings, ())
    (told,) = [part for part in status(settings) if part.part == "grafana"]
    assert (told.state, told.pid) == ("off", 0)
    assert "no Grafana is on PATH; it is optional" in told.error


def test_one_elsewhere_needs_none_here(install: Install, tmp_path: Path) -> None:
    install()
    assert not stack.wanted(GRAFANA, settings_in(tmp_path / "other", grafana_url="https://grafana.example"), ())


@pytest.mark.parametrize(("name", "arguments"), [("grafana", ["server"]), ("grafana-server", [])])
def test_either_name_will_do(install: Install, name: str, arguments: list[str]) -> None:
    path = install(name)
    found = server.program()
    assert found is not None
    assert found.command == [str(path), *arguments]
    assert found.version() == "12.4.4"


def test_its_home_is_where_its_defaults_are(install: Install, tmp_path: Path) -> None:
    path = install()
    (tmp_path / "opt" / "conf").mkdir()
    (tmp_path / "opt" / "conf" / "defaults.ini").touch()
    found = server.program()
    assert found is not None
    assert found.command == [str(path), "server", "--homepath", str(tmp_path / "opt")]


def test_what_is_unfit_is_told(install: Install, settings: Settings) -> None:
    install(version="9.5.21")
    assert "is version 9.5.21: 10 or newer is needed" in server.why_not(settings)
    install(version="of no kind")
    assert "is version unknown" in server.why_not(settings)
    install()
    assert "plugins install grafana-clickhouse-datasource 4." in server.why_not(settings)
    add_plugin(settings)
    assert server.why_not(settings) == ""


def test_it_keeps_to_itself(install: Install, settings: Settings) -> None:
    plugin = add_plugin(settings)
    told = server.environment(settings)
    assert told["GF_SERVER_HTTP_ADDR"] == "127.0.0.1"
    assert told["GF_PATHS_PLUGINS"] == str(plugin.parent)
    assert told["GF_SECURITY_ADMIN_PASSWORD"] == settings.grafana_password != ""
    assert {told[name] for name in told if name.startswith(("GF_ANALYTICS", "GF_NEWS", "GF_SNAPSHOTS"))} == {"false"}
    assert told["GF_DASHBOARDS_MIN_REFRESH_INTERVAL"] == "5s"
    slow = msgspec.structs.replace(settings, flush_seconds=12.5)
    assert server.environment(slow)["GF_DASHBOARDS_MIN_REFRESH_INTERVAL"] == "13s"
    assert stat.S_IMODE(Path(told["GF_PATHS_DATA"]).stat().st_mode) & 0o077 == 0
    assert Path(told["GF_PATHS_DATA"]).is_relative_to(settings.state)


def test_provisioning_knows_all_it_leaves_open(settings: Settings) -> None:
    source = files.data_source(settings)
    assert source["uid"] == DATA_SOURCE
    assert source["type"] == PLUGIN
    assert source["jsonData"]["username"] == settings.reader_user
    assert source["secureJsonData"] == {"password": settings.reader_password}
    assert settings.writer_password not in str(source)
    (provider,) = yaml.safe_load((files.PROVISIONING / "dashboards" / "storepulse.yaml").read_text())["providers"]
    folder = Path(provider["options"]["path"].replace("${GF_PATHS_PROVISIONING}", str(files.PROVISIONING)))
    assert sorted(folder.glob("*.json"))
    assert sorted((files.PROVISIONING / "alerting").glob("*.json"))


def test_dashboards_and_rules_ask_the_data_source_that_is_provisioned() -> None:
    asked = [panel["datasource"]["uid"] for model in files.dashboards() for panel in model["panels"] if panel.get("targets")]
    rules = [query["datasourceUid"] for group in files.rule_groups() for rule in group["rules"] for query in rule["data"]]
    assert {*asked, *rules} == {DATA_SOURCE, "__expr__"}


def test_up_starts_it_and_status_shows_it(install: Install, settings: Settings) -> None:
    install()
    add_plugin(settings)
    told: list[tuple[str, str]] = []
    try:
        stack.up(settings, lambda name, what: told.append((name, what)), ("grafana",))
        assert told[-1] == ("grafana", "ready")
        (line,) = [part for part in status(settings) if part.part == "grafana"]
        assert line.state in ("running", "starting")  # supervisord calls it running after two seconds
        assert line.pid == recorded(run_folder(settings) / "grafana.pid")
        assert line.address == f"127.0.0.1:{settings.grafana_port}"
    finally:
        stack.down(settings, lambda *_: None)
    assert recorded(run_folder(settings) / "grafana.pid") is None
