"""What a panel shows, decided without a widget: its state, its large number, its drawing and its small print."""

from collections.abc import Callable
from html import escape
from typing import Any, Final

import msgspec

from contracts.catalogue import METRICS
from contracts.reading import Answer, Stream
from contracts.records import untold
from dashboards.live import charts, drawing, floor, paths
from dashboards.live.formatting import amount, cell, change, counted, further_unit, heading, moment, number
from dashboards.live.store import Reading


def _more_links(answer: Answer) -> str:
    return drawing.rest(answer, paths.LINKS)


_DRAWN: Final[dict[str, Callable[[Answer], str]]] = {
    "bars": drawing.bars,
    "table": drawing.table,
    "heatmap": drawing.heatmap,
    "sankey": _more_links,
}
_ALL = {
    "country": "all countries",
    "category": "all categories",
    "device": "all devices",
    "channel": "all channels",
    "zone": "all zones",
    "place": "all places",
    "customer": "all customers",
}


class Shown(msgspec.Struct, frozen=True):
    """state is ready, few, empty or error. A time series and a sankey are drawn by `chart` (ECharts options), the rest by `body` (HTML)."""

    state: str
    stat: str = ""
    body: str = ""
    chart: dict[str, Any] | None = None
    foot: str = ""
    answer: Answer | None = None  # what it was made of


def show(reading: Reading, stream: Stream, unlimited: tuple[str, ...] = (), lacks: tuple[str, ...] = ()) -> Shown:
    """A panel with an answer, or with why there is none.

    unlimited: the viewer's filters that its metric does not know; lacks: what the metric speaks of and the source never records.
    """
    answer, before = reading
    foot = _foot(answer, stream, unlimited)
    if lacks and not answer.samples and not answer.remark:
        return Shown("empty", body=_note("Not recorded", f"{untold(stream.source, lacks)}."))
    if not answer.samples and not answer.explained:
        line = answer.remark or f"0 {answer.samples_of}; the newest event is of {moment(stream.clock)} UTC"
        return Shown("empty", body=_note("Nothing in this period", line), foot=foot if unlimited else "")
    if not answer.enough and not answer.explained:
        line = answer.remark or f"{number(answer.samples)} of the {number(answer.minimum)} {answer.samples_of} it takes"
        return Shown("few", body=_note("Too few to say", line), foot=foot)
    stat = _stat(answer, before) if answer.kind == "timeseries" else ""
    drawn = floor.heat if "grid_columns" in answer.columns else _DRAWN.get(answer.kind)
    body = drawn(answer) if drawn else ""
    return Shown("ready", stat=stat, body=body, chart=charts.drawn(answer), foot=foot, answer=answer)


def failed(message: str) -> Shown:
    """A panel that could not be read."""
    return Shown("error", body=_note("No answer", message))


def _stat(answer: Answer, before: Answer | None) -> str:
    text, unit = amount(answer.value, answer.unit)
    delta = change(answer.value, before.value if before and before.enough else None, answer.better)
    was = f"{amount(before.value, answer.unit)} in the period before" if before else ""
    moved = f"<span class='delta {delta.tone}' title='{escape(was, quote=True)}'>{escape(delta.text)}</span>" if delta else ""
    kind = "percent" if unit == "%" else "unit"
    return f"<div><span class=value>{escape(text)}</span><span class={kind}>{escape(unit)}</span>{moved}</div>{_more(answer)}"


def _more(answer: Answer) -> str:
    """The further numbers of the period, each with its name."""
    beside = METRICS[answer.metric].beside
    cells = ((heading(name), cell(name, value, further_unit(name, answer.unit, beside))) for name, value in answer.more.items())
    return "<p>" + "".join(f"<span>{escape(name)} <b>{escape(text)}</b></span>" for name, text in cells) + "</p>" if answer.more else ""


def _foot(answer: Answer, stream: Stream, unlimited: tuple[str, ...]) -> str:
    fresh = min(answer.end, stream.clock)
    everyone = "".join(f"<em title='This metric cannot be limited by {name}.'>{_ALL[name]}</em>" for name in unlimited)
    # The lines of a table may share their samples, so they have no sum; each shows its own.
    size = f"{number(len(answer.rows))} lines" if answer.kind == "table" else escape(counted(answer.samples, answer.samples_of))
    return f"<span>{size}{everyone}</span><span>to {moment(fresh)}</span>"


def _note(title: str, line: str) -> str:
    return f"<div class=note><b>{escape(title)}</b><span>{escape(line)}</span></div>"
