"""Makes a Grafana hold what stands in dashboards/grafana: whatever is missing is created, whatever differs is changed, twice is once.

A dashboard that was pushed carries in its version history which one it was. Where the newest version says something else, somebody
has changed it by hand since, and it is kept. Alert rules that come by the API cannot be edited by hand in Grafana.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any, Final, Literal

import msgspec

from contracts.settings import Settings
from dashboards.grafana.names import FOLDER, FOLDER_UID
from dashboards.grafana.refresh import paced
from infra.grafana import files
from infra.grafana.client import ConflictError, Grafana
from infra.grafana.data_source import push_data_source
from infra.grafana.difference import dashboard_differences
from infra.grafana.rules import push_rules

_MARK: Final = "storepulse push"


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What happened, or would happen, to one thing. kept: changed by hand, so left alone; provisioned: Grafana reads it from a file."""

    kind: Literal["folder", "data source", "dashboard", "alert rule", "rule group"]
    name: str
    action: Literal["created", "changed", "unchanged", "kept", "provisioned"]
    what: list[str] = []


def push(grafana: Grafana, settings: Settings, *, write: bool = True, force: bool = False) -> Iterator[Change]:
    """Pushes everything, telling of each thing as it is done; without `write`, what would be done. Raises GrafanaError."""
    grafana.version()
    grafana.need_plugin()
    yield _folder(grafana, write)
    yield Change(kind="data source", **push_data_source(grafana, files.data_source(settings), write))
    for model in files.dashboards():
        yield _dashboard(grafana, paced(model, settings.flush_seconds), write, force)
    for group in files.rule_groups():
        yield from (Change(**told) for told in push_rules(grafana, group, write))


def _folder(grafana: Grafana, write: bool) -> Change:
    theirs = grafana.find("looking for the folder", grafana.api.folder.get_folder, FOLDER_UID)
    if theirs is not None and theirs["title"] == FOLDER:
        return Change(kind="folder", name=FOLDER, action="unchanged")
    if write:
        with grafana.asking("writing the folder"):
            if theirs is None:
                grafana.api.folder.create_folder(FOLDER, FOLDER_UID)
            else:
                grafana.api.folder.update_folder(FOLDER_UID, FOLDER, overwrite=True)
    return Change(kind="folder", name=FOLDER, action="changed" if theirs else "created", what=["title"] if theirs else [])


def mark(model: dict[str, Any]) -> str:
    """The message that a pushed version carries: which dashboard it was."""
    digest = hashlib.sha256(json.dumps(model, sort_keys=True).encode()).hexdigest()[:16]
    return f"{_MARK} {digest}"


def _dashboard(grafana: Grafana, model: dict[str, Any], write: bool, force: bool) -> Change:
    name, uid = model["title"], model["uid"]
    found = grafana.find(f"looking for the dashboard {name}", grafana.api.dashboard.get_dashboard, uid)
    if found is None:
        if write:
            _save(grafana, model, {}, force)
        return Change(kind="dashboard", name=name, action="created")
    if found["meta"].get("provisioned"):
        return Change(kind="dashboard", name=name, action="provisioned")
    last, what = _last_version(grafana, uid), list(dashboard_differences(model, found["dashboard"]))
    if found["meta"].get("folderUid") != FOLDER_UID:
        what.append("folder")
    elif last.get("message") == mark(model):
        return Change(kind="dashboard", name=name, action="unchanged")
    if not str(last.get("message", "")).startswith(_MARK) and not force:
        return Change(kind="dashboard", name=name, action="kept", what=[_by_hand(last), *what])
    try:
        if write:
            _save(grafana, model, found["dashboard"], force)
    except ConflictError:
        return Change(kind="dashboard", name=name, action="kept", what=["changed by somebody at this very moment", *what])
    return Change(kind="dashboard", name=name, action="changed", what=what)


def _save(grafana: Grafana, model: dict[str, Any], theirs: dict[str, Any], force: bool) -> None:
    """Over the version that was looked at and no newer one, unless forced."""
    dashboard = {**model, "id": theirs.get("id"), "version": theirs.get("version", 0)}
    body = {"dashboard": dashboard, "folderUid": FOLDER_UID, "message": mark(model), "overwrite": force}
    with grafana.asking(f"writing the dashboard {model['title']}"):
        grafana.api.dashboard.update_dashboard(body)


def _last_version(grafana: Grafana, uid: str) -> dict[str, Any]:
    """The newest entry of its history; before Grafana 11 that is a bare list."""
    told = grafana.find("reading its history", grafana.api.dashboard_versions.get_dashboard_versions_by_uid, uid)
    versions = told.get("versions", []) if isinstance(told, dict) else told or []
    return max(versions, key=lambda version: int(version["version"]), default={})


def _by_hand(version: dict[str, Any]) -> str:
    return f"saved by {version.get('createdBy') or 'somebody'} {version.get('created', '')}".strip()
