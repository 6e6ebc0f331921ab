"""What a panel shows, decided without a widget: its state, its large number, its drawing and its small print."""

from collections.abc import Callable
from html import escape
from typing import Any, Final

import msgspec

from contracts.catalogue import METRICS
from contracts.money import MIXED, MONEY, WARNING, paid
from contracts.reading import Answer, Stream
from contracts.records import untold
from dashboards.live import charts, drawing, floor, paths, points
from dashboards.live.addresses import sheet_link
from dashboards.live.changes import change
from dashboards.live.formatting import NONE, amount, cell, counted, further_unit, heading, moment, number
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


_THIN: Final = "No step has samples enough to be drawn; the number above is of all of them."


class Shown(msgspec.Struct, frozen=True):
    """state is ready, few, empty or error. A time series and a sankey are drawn by `chart` (ECharts options), the rest by `body` (HTML)."""

    state: str
    stat: str = ""
    body: str = ""
    chart: dict[str, Any] | None = None
    foot: str = ""
    answer: Answer | None = None  # what it was made of


def show(reading: Reading, stream: Stream, unlimited: tuple[str, ...] = (), lacks: tuple[str, ...] = (), unknown: str = "") -> Shown:
    """A panel with an answer, or with why there is none.

    unlimited: the viewer's filters that its metric does not know; lacks: what the metric speaks of and the source never records;
    unknown: what the filters name that the source has never seen.
    """
    answer, before = reading
    foot = _foot(answer, stream, unlimited)
    if lacks and not answer.samples and not answer.remark:
        return Shown("empty", body=_note("Not recorded", f"{untold(stream.source, lacks)}."))
    if not answer.samples and unknown:
        return Shown("empty", body=_note("Unknown here", f"{unknown}."), foot=foot if unlimited else "")
    if not answer.samples and not answer.explained:
        line = answer.remark or f"0 {answer.samples_of}; the newest event is of {moment(stream.clock)} UTC"
        return Shown("empty", body=_note("Nothing in this period", line), foot=foot if unlimited else "")
    if not answer.enough and not answer.explained:
        line = answer.remark or f"{number(answer.samples)} of the {number(answer.minimum)} {answer.samples_of} it takes"
        return Shown("few", body=_note("Too few to say", line), foot=foot)
    stat = _stat(answer, before) if answer.kind == "timeseries" else ""
    drawn = floor.heat if "grid_columns" in answer.columns else _DRAWN.get(answer.kind)
    body = drawn(answer) if drawn else ""
    if answer.kind == "timeseries" and points.empty(answer):
        return Shown("ready", stat=stat, body=f"<div class=note><span>{_THIN}</span></div>", foot=foot, answer=answer)
    return Shown("ready", stat=stat, body=body, chart=charts.drawn(answer), foot=foot, answer=answer)


def failed(message: str) -> Shown:
    """A panel that could not be read."""
    return Shown("error", body=_note("No answer", message))


def _stat(answer: Answer, before: Answer | None) -> str:
    text, unit = amount(answer.value, answer.unit, answer.currency)
    delta = change(answer, before)
    moved = f"<span class='delta {delta.tone}' title='{escape(delta.tip, quote=True)}'>{escape(delta.text)}</span>" if delta else ""
    kind = "percent" if unit == "%" else "unit"
    return f"<div><span class=value>{escape(text)}</span><span class={kind}>{escape(unit)}</span>{moved}</div>{_more(answer)}"


def _more(answer: Answer) -> str:
    """The further numbers of the period that there are, each with its name."""
    cells = [(heading(name), _further(answer, name, value)) for name, value in answer.more.items()]
    told = [f"<span>{escape(name)} <b>{escape(text)}</b></span>" for name, text in cells if text != NONE]
    return f"<p>{''.join(told)}</p>" if told else ""


def _further(answer: Answer, name: str, value: Any) -> str:
    if answer.currency and paid(name) and isinstance(value, int | float):
        return str(amount(value, MONEY, answer.currency))
    return cell(name, value, further_unit(name, answer.unit, METRICS[answer.metric].beside))


def _foot(answer: Answer, stream: Stream, unlimited: tuple[str, ...]) -> str:
    fresh = min(answer.end, stream.clock)
    everyone = "".join(f"<em title='This metric cannot be limited by {name}.'>{_ALL[name]}</em>" for name in unlimited)
    mixed = f"<em title='{WARNING}'>{MIXED}, added up as they are</em>" if answer.currency == MIXED and _tells_money(answer) else ""
    # The lines of a table may share their samples, so they have no sum; each shows its own.
    size = counted(len(answer.rows), "lines") if answer.kind == "table" else counted(answer.samples, answer.samples_of)
    alike = drawing.shared_samples(answer)
    size += f", {counted(alike, answer.samples_of)}" if alike > 1 else ""  # one a line goes without saying
    sheet = (
        f" · {sheet_link(answer, 'CSV')}" if answer.kind == "table" and answer.rows and answer.enough else ""
    )  # lists are worked through, or mailed
    return f"<span>{escape(size)}{sheet}{mixed}{everyone}</span><span>to {moment(fresh)}</span>"


def _tells_money(answer: Answer) -> bool:
    return answer.unit == MONEY or any(map(paid, answer.columns))


def _note(title: str, line: str) -> str:
    return f"<div class=note><b>{escape(title)}</b><span>{escape(line)}</span></div>"
