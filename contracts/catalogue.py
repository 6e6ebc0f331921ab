"""The metric catalogue: one .sql file a metric, read once.

A file starts with a header of `-- key: value` lines (the fields of Metric; thresholds.py tells how `thresholds` and `alert`
are written), then one SELECT. The parameters it may use are {source}, {from}, {to}
and {step} (seconds), and the filters of FILTERS, such as {country} (empty: all). What it returns depends on its kind:

    timeseries  t, value, samples [, more numbers]     one line a step; asked with step = the whole period, the total
    bars        label, value, samples [, more]          the largest first
    table       label, value, samples [, more]          the most important first
    heatmap     x, y, value, samples
    sankey      origin, target, value, samples          how much goes from place to place, the most first; "2 /skirts": in step 2

`-- lines: apart` says of a table that no sample stands behind two of its lines, `overlapping` of anything else that one may.
A time series is drawn as its value alone, with those further numbers of the same unit that `beside` names: `-- beside: p90`.
"""

import re
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from contracts.result_columns import result_columns
from contracts.thresholds import Alert, Thresholds, parse_alert, parse_thresholds

FOLDER: Final = Path(__file__).with_name("metrics")
FILTERS: Final = ("country", "category", "product", "device", "channel", "customer", "zone", "place")
PARAMETERS: Final = {
    "source": "String",
    "from": "DateTime64(3, 'UTC')",
    "to": "DateTime64(3, 'UTC')",
    "step": "UInt32",
    **dict.fromkeys(FILTERS, "String"),
}
_SHAPES: Final = {
    "timeseries": ("t", "value", "samples"),
    "heatmap": ("x", "y", "value", "samples"),
    "sankey": ("origin", "target", "value", "samples"),
}


class MetricError(ValueError):
    """A metric file is malformed, or a question names a metric, filter or period that does not exist."""


class Metric(msgspec.Struct, frozen=True, kw_only=True):
    """One metric: its header and its query."""

    name: str
    title: str
    unit: str
    meaning: str
    kind: Literal["timeseries", "bars", "table", "heatmap", "sankey"]
    better: Literal["higher", "lower", "neither"]
    samples: str  # what one sample is, in the plural: "sessions"
    minimum: int  # fewer samples are too few to say
    phrases: tuple[str, ...]  # how people ask for it
    sql: str
    thresholds: Thresholds | None = None
    alert: Alert | None = None
    lines: Literal["apart", "overlapping", ""] = ""  # whether a sample can stand behind several lines; a table's may where unsaid
    beside: tuple[str, ...] = ()  # further columns in the value's unit, drawn beside it in a time series
    ahead: bool = False  # tells of days to come: "tomorrow" says which, and limits nothing
    model: str = ""  # that it tells of, as model_scores names it: where there are no samples, its newest note says why

    @property
    def view(self) -> str:
        return f"metric_{self.name}"

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the parameters its SELECT uses, in the order of PARAMETERS."""
        used = set(re.findall(r"\{(\w+):", self.sql))
        return tuple(name for name in PARAMETERS if name in used)

    @property
    def filters(self) -> tuple[str, ...]:
        """Names of the filters it understands."""
        return tuple(name for name in self.parameters if name in FILTERS)

    @property
    def query(self) -> str:
        """SELECT over its view with server-side parameters; text is never pasted into SQL."""
        arguments = ", ".join(f"{name}={{{name}:{PARAMETERS[name]}}}" for name in self.parameters)
        return f"SELECT * FROM {self.view}({arguments})"  # noqa: S608  names of this catalogue, never a user's text

    @property
    def overlaps(self) -> bool:
        """Whether one sample can stand behind several of its lines, as a session does behind pairs of products."""
        return self.lines == "overlapping" or (self.kind == "table" and not self.lines)

    @property
    def shape(self) -> tuple[str, ...]:
        """The columns that its kind promises, first in its result."""
        return _SHAPES.get(self.kind, ("label", "value", "samples"))

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns of its result: those of its shape, then its further ones."""
        return result_columns(self.sql)


def parse(name: str, text: str) -> Metric:
    """A metric from its file's text. Raises MetricError naming the file and what is wrong."""
    header: dict[str, str] = {}
    lines = text.splitlines()
    while lines and lines[0].startswith("--"):
        key, colon, value = lines.pop(0).removeprefix("--").partition(":")
        if not colon:
            raise MetricError(f"{name}.sql: header lines read `-- key: value`, this one does not: {key!r}")
        header[key.strip()] = value.strip()
    fields: dict[str, Any] = {**header, "name": name, "sql": "\n".join(lines).strip()}
    fields["phrases"] = _words(header.get("phrases", ""), ";")
    fields["beside"] = _words(header.get("beside", ""), ",")
    try:
        if "thresholds" in header:
            fields["thresholds"] = parse_thresholds(header["thresholds"], header.get("better", ""))
        if "alert" in header:
            fields["alert"] = parse_alert(header["alert"])
        metric = msgspec.convert(fields, Metric, strict=False)
    except ValueError as error:  # msgspec's ValidationError is one
        raise MetricError(f"{name}.sql: {error}") from None
    if unknown := set(header) - set(Metric.__struct_fields__):
        raise MetricError(f"{name}.sql: unknown header {', '.join(sorted(unknown))}")
    if unknown := set(re.findall(r"\{(\w+):", metric.sql)) - set(PARAMETERS):
        raise MetricError(f"{name}.sql: unknown parameter {', '.join(sorted(unknown))}; there are {', '.join(PARAMETERS)}")
    further = [column for column in metric.columns if column not in metric.shape]
    if unknown := set(metric.beside) - set(further):
        there = f"there are {', '.join(further)}" if further else "it has none"
        raise MetricError(f"{name}.sql: beside: no further column {', '.join(sorted(unknown))} in its SELECT; {there}")
    if metric.beside and metric.kind != "timeseries":
        raise MetricError(f"{name}.sql: beside: a {metric.kind} draws its value alone; leave `beside` out")
    if metric.alert and metric.kind not in ("timeseries", "bars"):
        raise MetricError(f"{name}.sql: a {metric.kind} has no one number to alert on; leave `alert` out, or make it a timeseries or bars")
    if metric.alert and bool(metric.alert.over) != ("from" in metric.parameters):
        needs = "say how much event time it looks at (`... over 1h for 5m`)" if not metric.alert.over else "leave `over` out: no period"
        raise MetricError(f"{name}.sql: its alert must {needs}")
    return metric


def _words(text: str, between: str) -> list[str]:
    return [word.strip() for word in text.split(between) if word.strip()]


METRICS: Final = {file.stem: parse(file.stem, file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.sql"))}
