"""Alert rules in Grafana's file-provisioning format, one for each metric that declares an alert."""

from collections.abc import Iterator
from typing import Any, Final

from grafana_foundation_sdk.builders import alerting, expr
from grafana_foundation_sdk.models.alerting import RelativeTimeRange
from grafana_foundation_sdk.models.dashboard import DataSourceRef

from contracts.catalogue import METRICS, Metric, MetricError
from contracts.thresholds import Alert
from dashboards import panels
from dashboards.grafana.alert_queries import query
from dashboards.grafana.names import DATA_SOURCE, FOLDER
from dashboards.grafana.panels import panel_id
from dashboards.grafana.target import Query

GROUP: Final = "storepulse"
_EXPRESSIONS: Final = "__expr__"
_EVERY: Final = "1m"


def file() -> dict[str, Any]:
    """The one rule file."""
    group = {"orgId": 1, "name": GROUP, "folder": FOLDER, "interval": _EVERY, "rules": list(rules())}
    return {"apiVersion": 1, "groups": [group]}


def rules() -> Iterator[dict[str, Any]]:
    """Rules as the file names their fields: those of the API but for folder and group, which the file says once."""
    for metric in METRICS.values():
        if metric.alert:
            rule = _rule(metric, metric.alert).build().to_json()
            yield {key: value for key, value in rule.items() if key not in ("folderUID", "orgID", "ruleGroup")}


def _rule(metric: Metric, alert: Alert) -> alerting.Rule:
    # No line means that no source is live, which is well. A query that fails is not: Grafana then alerts by itself.
    rule = alerting.Rule(metric.title).uid(f"storepulse-{metric.name.replace('_', '-')}").condition("B")
    rule.no_data_state("OK").exec_err_state("Error").for_val(f"{alert.pending}s").is_paused(False)
    rule.labels({"severity": alert.severity, "metric": metric.name}).annotations(_annotations(metric, alert))
    return rule.with_query(_numbers(metric, alert)).with_query(_condition(alert))


def _numbers(metric: Metric, alert: Alert) -> alerting.Query:
    # the query looks at its sources' own clocks, not at this range, which Grafana wants all the same
    return (
        alerting.Query("A")
        .datasource_uid(DATA_SOURCE)
        .model(Query(query(metric, alert)))
        .relative_time_range(RelativeTimeRange(max(alert.over, 60), 0))
    )


def _condition(alert: Alert) -> alerting.Query:
    evaluator = expr.ExprTypeThresholdConditionsEvaluator().params([alert.value]).type("gt" if alert.direction == "above" else "lt")
    threshold = expr.TypeThreshold().ref_id("B").expression("A").datasource(DataSourceRef("__expr__", _EXPRESSIONS))
    threshold.conditions([expr.ExprTypeThresholdConditions().evaluator(evaluator)])
    return alerting.Query("B").datasource_uid(_EXPRESSIONS).model(threshold).relative_time_range(RelativeTimeRange(0, 0))


def _annotations(metric: Metric, alert: Alert) -> dict[str, str]:
    board = next(panels.holding(metric.name), None)
    if board is None:
        raise MetricError(f"{metric.name} has an alert and no panel to lead to: give it a place in dashboards/panels.py")
    who = "{{ $labels.source }}: " if alert.over else ""
    label = " of {{ $labels.label }}" if metric.kind == "bars" else ""
    return {
        "summary": f"{who}{metric.title}{label} is {{{{ $values.A.Value }}}} {metric.unit}, {alert.direction} {alert.value:g}",
        "description": metric.meaning,
        "__dashboardUid__": board.uid,
        "__panelId__": str(panel_id(metric.name)),
    }
