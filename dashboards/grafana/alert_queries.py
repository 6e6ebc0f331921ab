"""SQL of an alert rule. It holds no macro and no variable: a rule has no dashboard, and file provisioning would eat a dollar sign.

Each live source is judged on its own clock. Live is a source that was written to within LIVE_MINUTES and whose events are stamped as
they happen (its newest event time lies within LIVE_MINUTES of when the broker took it in). So the replay of a history never alerts, and
a source that has ended stops alerting.
"""

# ruff: noqa: S608  names of the catalogue, never a user's text

from typing import Final

from contracts.catalogue import Metric
from contracts.thresholds import Alert
from dashboards.grafana.arguments import call

LIVE_MINUTES: Final = 15
MOST_SOURCES: Final = 8  # judged at once, those with the newest clocks: a view takes one source, so each is a query of its own

_LIVE: Final = f"""WITH (
    SELECT groupArray((source, clock)) FROM (
        SELECT toString(source) AS source, assumeNotNull(max(flow.clock)) AS clock
        FROM flow
        WHERE stored_at > now64(3) - toIntervalMinute({LIVE_MINUTES}) AND flow.clock IS NOT NULL
        GROUP BY source
        HAVING abs(dateDiff('second', clock, max(sent))) < {60 * LIVE_MINUTES}
        ORDER BY clock DESC, source LIMIT {MOST_SOURCES}
    )
) AS live
"""


def query(metric: Metric, alert: Alert) -> str:
    """One line an instance of the alert: what it is about as text, and one number."""
    if not alert.over:
        return f"SELECT label, toFloat64(value) AS value\nFROM {call(metric, source=repr(''), filtered=False)}"
    label = "label, " if metric.kind == "bars" else ""
    sources = "\n    UNION ALL\n".join(f"    {_of(metric, alert, label, place)}" for place in range(1, MOST_SOURCES + 1))
    return f"{_LIVE}SELECT source, {label}toFloat64(value) AS value\nFROM (\n{sources}\n)\nWHERE samples >= {metric.minimum}"


def _of(metric: Metric, alert: Alert, label: str, place: int) -> str:
    source, clock = f"live[{place}].1", f"live[{place}].2"
    end = f"addMilliseconds({clock}, 1)"  # a period ends before its end
    view = call(metric, str(alert.over), f"addSeconds({end}, -{alert.over})", end, source, filtered=False)
    return f"SELECT {source} AS source, {label}value, samples FROM {view} WHERE {source} != ''"
