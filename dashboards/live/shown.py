"""What a panel shows, decided without a widget: its state, its large number, its drawing and its small print."""

from html import escape
from typing import Any

import msgspec

from contracts.catalogue import Metric
from contracts.reading import Answer, Stream
from dashboards.live import charts, drawing
from dashboards.live.formatting import amount, change, moment, number
from dashboards.live.store import Reading

_DRAWN = {"bars": drawing.bars, "table": drawing.table, "heatmap": drawing.heatmap}


class Shown(msgspec.Struct, frozen=True):
    """state is ready, few, empty, off or error. A time series is drawn by `chart` (ECharts options), the rest by `body` (HTML)."""

    state: str
    stat: str = ""
    body: str = ""
    chart: dict[str, Any] | None = None
    foot: str = ""


def show(reading: Reading, stream: Stream) -> Shown:
    """A panel with an answer, or with why there is none."""
    answer, before = reading
    if not answer.samples:
        return Shown("empty", body=_note(f"No {answer.samples_of} in this period", f"the newest event is of {moment(stream.clock)} UTC"))
    foot = _foot(answer, stream)
    if not answer.enough:
        line = f"{number(answer.samples)} of the {number(answer.minimum)} {answer.samples_of} it takes"
        return Shown("few", body=_note("Too few to say", line), foot=foot)
    if answer.kind == "timeseries":
        return Shown("ready", stat=_stat(answer, before), chart=charts.options(answer), foot=foot)
    return Shown("ready", body=_DRAWN[answer.kind](answer), foot=foot)


def unasked(metric: Metric, filters: dict[str, str]) -> Shown:
    """A panel whose metric cannot be limited as the viewer limits the rest."""
    names = " and ".join(name for name in filters if name not in metric.filters)
    return Shown("off", body=_note(f"Not known by {names}", "clear that filter to see this panel"))


def failed(message: str) -> Shown:
    """A panel that could not be read."""
    return Shown("error", body=_note("No answer", message))


def _stat(answer: Answer, before: Answer | None) -> str:
    text, unit = amount(answer.value, answer.unit)
    delta = change(answer.value, before.value if before and before.enough else None, answer.better)
    was = f"{amount(before.value, answer.unit)} in the period before" if before else ""
    moved = f"<span class='delta {delta.tone}' title='{escape(was, quote=True)}'>{escape(delta.text)}</span>" if delta else ""
    return f"<span class=value>{escape(text)}</span><span class=unit>{escape(unit)}</span>{moved}"


def _foot(answer: Answer, stream: Stream) -> str:
    fresh = min(answer.end, stream.clock)
    return f"<span>{number(answer.samples)} {escape(answer.samples_of)}</span><span>to {moment(fresh)}</span>"


def _note(title: str, line: str) -> str:
    return f"<div class=note><b>{escape(title)}</b><span>{escape(line)}</span></div>"
