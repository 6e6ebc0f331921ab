"""Alert rules of a Grafana, one group: each rule written where it is missing or differs, then how often the group is looked at."""

from collections.abc import Iterator
from typing import Any

from dashboards.grafana.names import FOLDER_UID
from infra.grafana.client import Grafana
from infra.grafana.difference import differences, plain


def push_rules(grafana: Grafana, group: dict[str, Any], write: bool) -> Iterator[dict[str, Any]]:
    """Kind, name, action and what differs of each rule, and of the group where it had to be made or changed."""
    provisioned = False
    for rule in group["rules"]:
        body = {**rule, "folderUID": FOLDER_UID, "ruleGroup": group["name"], "orgID": group.get("orgId", 1)}
        told = _rule(grafana, body, write)
        provisioned |= told["action"] == "provisioned"
        yield {"kind": "alert rule", "name": rule["title"], **told}
    if not provisioned:
        yield from _interval(grafana, group["name"], int(plain(group["interval"])), write)


def _rule(grafana: Grafana, ours: dict[str, Any], write: bool) -> dict[str, Any]:
    theirs = grafana.find("looking for an alert rule", grafana.api.alertingprovisioning.get_alertrule, ours["uid"])
    if theirs is None:
        if write:
            with grafana.asking(f"creating the alert rule {ours['title']}"):
                grafana.api.alertingprovisioning.create_alertrule(ours)
        return {"action": "created"}
    if theirs.get("provenance") == "file":
        return {"action": "provisioned"}
    what = [path for path in differences(ours, theirs) if not path.startswith("orgID")]
    if what and write:
        with grafana.asking(f"changing the alert rule {ours['title']}"):
            grafana.api.alertingprovisioning.update_alertrule(ours["uid"], ours)
    return {"action": "changed" if what else "unchanged", "what": what}


def _interval(grafana: Grafana, name: str, seconds: int, write: bool) -> Iterator[dict[str, Any]]:
    """A group comes into being with its first rule, looked at each minute."""
    theirs = grafana.find("looking for the rule group", grafana.api.alertingprovisioning.get_rule_group, FOLDER_UID, name)
    if theirs is None or theirs["interval"] == seconds:
        return
    if write:
        with grafana.asking("changing the rule group"):
            grafana.api.alertingprovisioning.update_rule_group(FOLDER_UID, name, {**theirs, "interval": seconds})
    yield {"kind": "rule group", "name": name, "action": "changed", "what": [f"interval: {theirs['interval']} -> {seconds}"]}
