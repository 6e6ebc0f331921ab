"""Arguments of a metric's view as Grafana fills them in: macros of the ClickHouse plugin, and variables.

Text of a variable reaches the query percent-encoded and is decoded by ClickHouse: no quote or backslash in a value of the
data can leave its literal. All is `*`, since an empty custom value would mean "list them all" to Grafana. Chosen words arrive
as `{PL,CZ}`: Grafana's code puts braces round a list, also of one, though its documentation shows none.
"""

from typing import Final

from contracts.catalogue import FILTERS, PARAMETERS, Metric
from dashboards.panels import PICKED, TYPED

ALL: Final = "*"
SOURCE: Final = "decodeURLComponent('${source:percentencode}')"
# The plugin's stamps are in the server's time zone, and a view's argument goes through text: it must be said in UTC.
START: Final = "toTimeZone($__fromTime_ms, 'UTC')"
END: Final = "toTimeZone($__toTime_ms, 'UTC')"
LENGTH_MS: Final = f"dateDiff('millisecond', {START}, {END})"
STEP: Final = "$__interval_s"
WHOLE: Final = f"toUInt32(greatest(1, ceil({LENGTH_MS} / 1000)))"
BEFORE: Final = f"addMilliseconds({START}, -{LENGTH_MS})"


def call(metric: Metric, step: str = WHOLE, start: str = START, end: str = END, source: str = SOURCE, *, filtered: bool = True) -> str:
    """The view of a metric with its arguments: what a FROM takes. filtered: limited by the dashboard's variables."""
    values = {"source": source, "from": start, "to": end, "step": step, **dict.fromkeys(FILTERS, "''")}
    if filtered:
        values |= {name: f"trim(BOTH '{{}}{ALL}' FROM decodeURLComponent('${{{name}:percentencode}}'))" for name in (*PICKED, *TYPED)}
    return f"{metric.view}({', '.join(f'{name}={values[name]}' for name in PARAMETERS if name in metric.parameters)})"
