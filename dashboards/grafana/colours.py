"""Colours that say good and bad: a metric's thresholds and the direction in which it is better."""

from typing import Final

from grafana_foundation_sdk.builders import dashboard as build
from grafana_foundation_sdk.models.common import PercentChangeColorMode
from grafana_foundation_sdk.models.dashboard import FieldColorModeId, Threshold, ThresholdsMode

from contracts.catalogue import Metric
from contracts.thresholds import Thresholds

_WELL, _WARN, _BAD, _PLAIN = "green", "orange", "red", "blue"
_CHANGES: Final = {
    "higher": PercentChangeColorMode.STANDARD,
    "lower": PercentChangeColorMode.INVERTED,
    "neither": PercentChangeColorMode.SAME_AS_VALUE,
}


def thresholds(metric: Metric) -> build.ThresholdsConfig:
    """Steps from the lowest value up; one colour for all where the metric names no thresholds."""
    return build.ThresholdsConfig().mode(ThresholdsMode.ABSOLUTE).steps(_steps(metric.thresholds, metric.better))


def change(metric: Metric) -> PercentChangeColorMode:
    """Whether a rise is good news."""
    return _CHANGES[metric.better]


def by_threshold() -> build.FieldColor:
    """Colour of a value is that of its step."""
    return build.FieldColor().mode(FieldColorModeId.THRESHOLDS)


def _steps(levels: Thresholds | None, better: str) -> list[Threshold]:
    if levels is None:
        return [Threshold(None, _PLAIN)]
    ends = [(levels.warn, _WARN), (levels.bad, _BAD)]
    known = [(value, colour) for value, colour in ends if value is not None]
    if better == "lower":
        return [Threshold(None, _WELL), *(Threshold(value, colour) for value, colour in known)]
    # from below: bad up to its level, then worth a look, then well
    values = [value for value, _ in reversed(known)]
    colours = [colour for _, colour in reversed(known)] + [_WELL]
    return [Threshold(None, colours[0]), *(Threshold(value, colour) for value, colour in zip(values, colours[1:], strict=True))]
