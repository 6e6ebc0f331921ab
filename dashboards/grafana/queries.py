"""SQL of a panel: the metric's own view, shaped for Grafana. What the built-in page would not show, it does not return."""

# ruff: noqa: S608  names of the catalogue and Grafana's macros, never a user's text

from typing import Final

from contracts.catalogue import Metric
from contracts.steps import needed
from dashboards.grafana.arguments import BEFORE, END, SOURCE, START, STEP, call

BARS: Final = 10
LINES: Final = 100


def total(metric: Metric) -> str:
    """The value of the whole period, after that of the period before where the source existed through all of it.

    No line where fewer samples than the metric's minimum stand behind the period.
    """
    columns = ", ".join([f"value AS {name(metric.title)}", *(column for column in further(metric))])
    return (
        f"SELECT time, {columns}\n"
        f"FROM (\n"
        f"    SELECT {START} AS time, * FROM {call(metric)}\n"
        f"    UNION ALL\n"
        f"    SELECT {BEFORE} AS time, * FROM {call(metric, start=BEFORE, end=START)}\n"
        f"    WHERE (SELECT min(at) FROM clicks WHERE source = {SOURCE}) <= {BEFORE}\n"
        f")\n"
        f"WHERE samples >= {metric.minimum}\n"
        f"QUALIFY max(time) OVER () = {START}\n"
        f"ORDER BY time"
    )


def series(metric: Metric) -> str:
    """The value, and what stands beside it, at every step: 0 where a count has no samples, nothing where anything else has too few."""
    enough = f"samples >= {max(1, needed(metric.minimum, metric.samples))}"
    value = "value" if "/" in metric.unit else f"if({enough} OR toTypeName(value) LIKE '%Int%', value, NULL)"
    columns = [f"{value} AS {name(metric.title)}", *(f"if({enough}, {column}, NULL) AS {column}" for column in metric.beside)]
    return (
        f"SELECT t AS time, {', '.join(columns)}\n"
        f"FROM (\n"
        f"    SELECT * REPLACE (assumeNotNull(t) AS t) FROM {call(metric, STEP)}\n"
        f"    ORDER BY t WITH FILL FROM {START} TO {END} STEP toIntervalSecond({STEP})\n"
        f")\n"
        f"WHERE (SELECT sum(samples) FROM {call(metric)}) >= {metric.minimum}\n"
        f"ORDER BY time"
    )


def bars(metric: Metric) -> str:
    """The largest labels and their values."""
    return _lines(metric, f"label, value AS {name(metric.title)}", BARS)


def table(metric: Metric) -> str:
    """All columns of the most important lines."""
    return _lines(metric, ", ".join(metric.columns), LINES)


def heatmap(metric: Metric) -> str:
    """x, y and value, in the order in which a matrix is filled."""
    return (
        f"SELECT toString(across) AS x, toString(down) AS y, value\n"
        f"FROM (SELECT x AS across, y AS down, value, samples FROM {call(metric)})\n"
        f"{_enough(metric)}"
        f"ORDER BY across, down"
    )


def further(metric: Metric) -> tuple[str, ...]:
    """The further columns of a metric."""
    return tuple(column for column in metric.columns if column not in metric.shape)


def name(title: str) -> str:
    """A title as the name of a column.

    >>> name('Clicks "now"')
    '"Clicks \\\\"now\\\\""'
    """
    return '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _lines(metric: Metric, columns: str, most: int) -> str:
    # a window may return its lines in any order, so that of the metric is written down before
    return (
        f"SELECT {columns}\n"
        f"FROM (SELECT *, rowNumberInAllBlocks() AS place FROM {call(metric)})\n"
        f"{_enough(metric)}"
        f"ORDER BY place LIMIT {most}"
    )


def _enough(metric: Metric) -> str:
    if metric.minimum <= 1:
        return ""
    # the lines of a table may share their samples: behind all of them stand at least the most of one
    return f"QUALIFY {'max' if metric.kind == 'table' else 'sum'}(samples) OVER () >= {metric.minimum}\n"
