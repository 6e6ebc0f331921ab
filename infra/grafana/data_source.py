"""The data source of a Grafana: written where it is missing or differs, and asked whether ClickHouse answers through it."""

from typing import Any

from grafana_client.client import GrafanaBadInputError

from infra.grafana.client import Grafana
from infra.grafana.difference import differences


def push_data_source(grafana: Grafana, ours: dict[str, Any], write: bool) -> dict[str, Any]:
    """Name, action and what differs. A password cannot be read back: where ClickHouse does not answer, it is sent again."""
    name, uid = ours["name"], ours["uid"]
    theirs = grafana.find("looking for the data source", grafana.api.datasource.get_datasource_by_uid, uid)
    if theirs is None:
        if write:
            with grafana.asking("creating the data source"):
                grafana.api.datasource.create_datasource(ours)
        return {"name": name, "action": "created"}
    if theirs.get("readOnly"):
        return {"name": name, "action": "provisioned"}
    what = list(differences({key: value for key, value in ours.items() if key != "secureJsonData"}, theirs))
    if not what and trouble(grafana, uid):
        what = ["password sent again: ClickHouse does not answer through it"]
    if what and write:
        merged = {**ours, "jsonData": {**(theirs.get("jsonData") or {}), **ours["jsonData"]}}
        with grafana.asking("changing the data source"):
            grafana.api.datasource.update_datasource_by_uid(uid, merged)
    return {"name": name, "action": "changed" if what else "unchanged", "what": what}


def trouble(grafana: Grafana, uid: str) -> str:
    """Why ClickHouse does not answer through it, in the plugin's words; empty where it does."""
    with grafana.asking("asking the data source"):
        try:
            told = grafana.api.datasource.health(uid)
        except GrafanaBadInputError as error:
            told = error.response
    if isinstance(told, dict) and told.get("status") == "OK":
        return ""
    return str(told.get("message", told)) if isinstance(told, dict) else str(told)
