"""What stands in dashboards/grafana, read as Grafana's HTTP API wants it."""

import json
import re
from pathlib import Path
from typing import Any, Final

import yaml

from contracts.settings import Settings
from infra.configuration import ROOT
from infra.grafana.client import address

FOLDER: Final = ROOT / "dashboards" / "grafana"
PROVISIONING: Final = FOLDER / "provisioning"
_FOR_FILES_ONLY: Final = ("editable", "isDefault")  # somebody's Grafana may have another default


def variables(settings: Settings, clickhouse: str = "") -> dict[str, str]:
    """What the provisioning files leave open, as Grafana's environment. clickhouse: its address from there, if another than from here.

    Raises GrafanaError where that is no address.
    """
    url = address(clickhouse or settings.clickhouse_url, "a ClickHouse", "STOREPULSE_GRAFANA_CLICKHOUSE")
    secure = url.scheme == "https"
    return {
        "CLICKHOUSE_HOST": url.hostname or "",
        "CLICKHOUSE_PORT": str(url.port or (8443 if secure else 8123)),
        "CLICKHOUSE_SECURE": str(secure).lower(),
        "CLICKHOUSE_DATABASE": settings.database,
        "CLICKHOUSE_USER": settings.reader_user,
        "CLICKHOUSE_PASSWORD": settings.reader_password,
    }


def data_source(settings: Settings) -> dict[str, Any]:
    """The data source with every variable filled in; the password stands in secureJsonData alone."""
    (source,) = yaml.safe_load((PROVISIONING / "datasources" / "storepulse.yaml").read_text("utf-8"))["datasources"]
    filled = _fill(source, variables(settings, settings.grafana_clickhouse))
    connection = filled["jsonData"]
    connection |= {"port": int(connection["port"]), "secure": connection["secure"] == "true"}
    return {name: value for name, value in filled.items() if name not in _FOR_FILES_ONLY}


def dashboards(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """The dashboards' models, by file name."""
    return [json.loads(path.read_text("utf-8")) for path in sorted((folder / "dashboards").glob("*.json"))]


def rule_groups(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """Alert rules as file provisioning groups them: name, folder, interval, rules."""
    files = sorted((folder / "alerting").glob("*.json"))
    return [group for path in files for group in json.loads(path.read_text("utf-8"))["groups"]]


def _fill(value: Any, known: dict[str, str]) -> Any:
    """Grafana's own way with ${NAME}, but a name that is not known is an error (KeyError), not nothing."""
    if isinstance(value, dict):
        return {key: _fill(inner, known) for key, inner in value.items()}
    return re.sub(r"\$\{(\w+)\}", lambda found: known[found[1]], value) if isinstance(value, str) else value
