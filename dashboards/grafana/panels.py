"""The panels of a metric: its kind decides which, its header everything else."""

from collections.abc import Callable
from typing import Final, TypeVar
from zlib import crc32

from grafana_foundation_sdk.builders import bargauge, common, stat, table, timeseries
from grafana_foundation_sdk.models.common import (
    BarGaugeDisplayMode,
    BigValueColorMode,
    BigValueGraphMode,
    BigValueTextMode,
    GraphThresholdsStyleMode,
    VisibilityMode,
    VizOrientation,
)
from grafana_foundation_sdk.models.dashboard import DynamicConfigValue, GridPos, Panel

from contracts.catalogue import METRICS, Metric
from contracts.money import MONEY
from dashboards.grafana import colours, queries, sheets, units
from dashboards.grafana.target import Query, data_source
from dashboards.panels import PICKED

HEIGHT: Final = 11  # of a metric, in Grafana's rows
_STAT: Final = 4
_POINTS: Final = 120  # more do not show on a panel's width
_TOTAL: Final = " total"
_IN_POINTS: Final = ("%", "points")  # units whose changes are not told in proportion
AnyPanel = stat.Panel | timeseries.Panel | bargauge.Panel | table.Panel
P = TypeVar("P", stat.Panel, timeseries.Panel, bargauge.Panel, table.Panel)


def panels(name: str, x: int, y: int, width: int) -> list[Panel]:
    """The panels of a metric within a box of HEIGHT rows: a time series has its total above it."""
    metric = METRICS[name]
    if metric.kind == "timeseries":
        return [
            _placed(_total(metric), name + _TOTAL, GridPos(h=_STAT, w=width, x=x, y=y)),
            _placed(_series(metric), name, GridPos(h=HEIGHT - _STAT, w=width, x=x, y=y + _STAT)),
        ]
    drawn = _DRAWN[metric.kind](metric)
    return [_placed(drawn, name, GridPos(h=HEIGHT, w=width, x=x, y=y))]


def panel_id(name: str) -> int:
    """The id of a metric's panel: the same whatever stands around it, since links and alert rules hold it."""
    return 1 + crc32(name.encode()) % 1_000_000


def _placed(panel: AnyPanel, name: str, box: GridPos) -> Panel:
    return panel.id(panel_id(name)).grid_pos(box).build()


def _headed(panel: P, metric: Metric, sql: str) -> P:
    absent = [name for name in PICKED if name not in metric.filters]
    unlimited = f" Not limited by {' or '.join(absent)}." if absent else ""
    money = " In the source's own currency; amounts of several currencies are added up as they are." if metric.unit == MONEY else ""
    few = f"nothing, or fewer than {metric.minimum} {metric.samples}" if metric.minimum > 1 else "nothing in this period"
    return (
        panel.title(units.heading(metric))
        .description(f"{metric.meaning}{money}{unlimited}")
        .datasource(data_source())
        .with_target(Query(sql))
        .unit(units.of_value(metric))
        .thresholds(colours.thresholds(metric))
        .no_value(few)
    )


def _total(metric: Metric) -> stat.Panel:
    panel = _headed(stat.Panel(), metric, queries.total(metric))
    panel.color_scheme(colours.by_threshold()).color_mode(BigValueColorMode.VALUE if metric.thresholds else BigValueColorMode.NONE)
    panel.graph_mode(BigValueGraphMode.NONE).text_mode(
        BigValueTextMode.VALUE_AND_NAME if queries.further(metric) else BigValueTextMode.VALUE
    )
    panel.reduce_options(common.ReduceDataOptions().calcs(["last"])).wide_layout(True)
    panel.show_percent_change(
        metric.unit not in _IN_POINTS
    )  # "+50%" of a rate that went from 2% to 3% misleads.percent_change_color_mode(colours.change(metric))
    return _own_units(panel, metric, queries.further(metric))


def _series(metric: Metric) -> timeseries.Panel:
    panel = _headed(timeseries.Panel(), metric, queries.series(metric)).title("")
    panel.interval("1s").max_data_points(_POINTS).line_width(2).fill_opacity(12).span_nulls(False).show_points(VisibilityMode.AUTO)
    if metric.thresholds:
        panel.thresholds_style(common.GraphThresholdsStyleConfig().mode(GraphThresholdsStyleMode.DASHED))
    return _own_units(panel, metric, metric.beside)


def _bars(metric: Metric) -> bargauge.Panel:
    panel = _headed(bargauge.Panel(), metric, queries.bars(metric)).min(0)
    panel.orientation(VizOrientation.HORIZONTAL).display_mode(BarGaugeDisplayMode.BASIC).color_scheme(colours.by_threshold())
    return panel.reduce_options(common.ReduceDataOptions().values(True).limit(queries.BARS).calcs(["last"]))


def _table(metric: Metric) -> table.Panel:
    panel = _headed(sheets.sheet(), metric, queries.table(metric))
    head = "amount" if metric.unit == MONEY else metric.unit
    panel.override_by_name("value", [DynamicConfigValue("displayName", head), sheets.BAR])
    panel.override_by_name("samples", [DynamicConfigValue("displayName", metric.samples), DynamicConfigValue("unit", "locale")])
    return _own_units(panel, metric, queries.further(metric))


def _matrix(metric: Metric) -> table.Panel:
    panel = _headed(sheets.sheet(), metric, queries.heatmap(metric)).color_scheme(sheets.strength())
    for step in sheets.STEPS:
        panel.with_transformation(step)
    return panel.override_by_regexp("^(?!y)", [sheets.BACKGROUND])


def _own_units(panel: P, metric: Metric, columns: tuple[str, ...]) -> P:
    for column in columns:
        panel.override_by_name(column, [DynamicConfigValue("unit", units.of_column(metric, column))])
    return panel


_DRAWN: Final[dict[str, Callable[[Metric], AnyPanel]]] = {"bars": _bars, "table": _table, "sankey": _table, "heatmap": _matrix}
