"""Our units as Grafana's. Ids: https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts"""

from typing import Final

from grafana_foundation_sdk.models import units

from contracts.catalogue import Metric
from contracts.money import MONEY

_UNITS: Final = {"%": units.Percent, "s": units.Seconds, "seconds": units.Seconds, "ms": units.Milliseconds}
_ENDINGS: Final = {
    "_percent": units.Percent,
    "_seconds": units.Seconds,
    "_ms": units.Milliseconds,
    "_us": units.Microseconds,
    "_s": units.Seconds,
}


def of_value(metric: Metric) -> str:
    """Of a metric's value: counts are written out (24,026) as on the built-in page."""
    return _UNITS.get(metric.unit, units.LocaleFormat)


def of_column(metric: Metric, column: str) -> str:
    """Of a further number: its own where its name says one, else the value's where it is drawn beside it or that is a duration."""
    own = next((unit for ending, unit in _ENDINGS.items() if column.endswith(ending)), "")
    return own or (of_value(metric) if column in metric.beside or metric.unit in ("s", "seconds", "ms") else units.LocaleFormat)


def heading(metric: Metric) -> str:
    """A panel's title, with the unit where neither the title nor the numbers tell it.

    >>> from contracts.catalogue import METRICS
    >>> heading(METRICS["sessions"]), heading(METRICS["entry_pages"]), heading(METRICS["revenue"])
    ('Sessions', 'Entry pages (sessions)', 'Revenue')
    """
    told = metric.unit in (*_UNITS, MONEY) or metric.unit.lower() in metric.title.lower() or "/" in metric.unit
    return metric.title if told else f"{metric.title} ({metric.unit})"
