"""From an answer to an ECharts drawing. Colours are mid-tones that read on light and on dark."""

import math
from datetime import datetime, timedelta
from typing import Any, Final

from contracts.catalogue import METRICS
from contracts.reading import Answer
from dashboards.live import paths
from dashboards.live.formatting import heading
from dashboards.live.stamps import labels

COLOURS: Final = ("#4f83e0", "#d9822b", "#3f9f7f", "#a066c9")
_INK: Final = "#8792a5"
_LINE: Final = "rgba(135,146,165,0.18)"
_TIP: Final = "background:var(--card);color:var(--ink);border:1px solid var(--line);border-radius:8px;box-shadow:0 6px 20px rgba(0,0,0,.12)"

_ROUND: Final = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400)  # s

# Formats in the browser, as formatting.py does on the server.
_FORMAT: Final = """(v => {
  if (v === null || v === undefined) return '\u2013';
  const unit = %r;
  if (unit === '%%') return +v.toFixed(1) + '%%';
  const scale = {s: 1, seconds: 1, ms: 0.001}[unit];
  if (scale) {
    const s = v * scale;
    if (s === 0) return '0 s';
    if (s < 1) return +(s * 1000).toPrecision(3) + ' ms';
    if (s < 60) return +s.toFixed(1) + ' s';
    if (s < 3600) return +(s / 60).toFixed(1) + ' min';
    if (s < 172800) return +(s / 3600).toFixed(1) + ' h';
    return +(s / 86400).toFixed(1) + ' d';
  }
  if (Math.abs(v) >= 1e6) return +(v / 1e6).toFixed(1) + 'M';
  return v.toLocaleString('en-GB', {maximumSignificantDigits: Math.abs(v) >= 1000 ? 21 : 3, maximumFractionDigits: 2});
})"""


def series(answer: Answer) -> dict[str, list[tuple[datetime, float | None]]]:
    """Each number of a time series at every step of its period.

    A step without samples is 0 where the value counts something, else a gap: no sessions is no session duration.
    Beside the value stand those further numbers that its metric names: numbers of another unit would need another axis.
    """
    at = answer.columns.index("t")
    counting = _counts(answer)
    numbers = ["value", *(column for column in METRICS[answer.metric].beside if column in answer.columns)]
    found = {row[at]: row for row in answer.rows}
    drawn: dict[str, list[tuple[datetime, float | None]]] = {}
    for column in numbers:
        place = answer.columns.index(column)
        empty = 0.0 if counting else None
        drawn[column] = [(t, found[t][place] if t in found else empty) for t in _steps(answer, set(found))]
    return drawn


def drawn(answer: Answer) -> dict[str, Any] | None:
    """ECharts options of an answer; None for what is drawn as HTML."""
    if answer.kind == "timeseries":
        return options(answer)
    return paths.options(answer, _FORMAT % answer.unit, _TIP) if answer.kind == "sankey" else None


def options(answer: Answer) -> dict[str, Any]:
    """ECharts options of a time series."""
    drawn = series(answer)
    form = _FORMAT % answer.unit
    lines = [_line(answer, column, points, COLOURS[i % len(COLOURS)]) for i, (column, points) in enumerate(drawn.items())]
    many = len(lines) > 1
    return {
        "animation": False,
        "useUTC": True,
        "color": list(COLOURS),
        "grid": {"left": 4, "right": 10, "top": 26 if many else 10, "bottom": 6, "containLabel": True},
        "legend": {
            "show": many,
            "top": 0,
            "right": 0,
            "icon": "roundRect",
            "itemWidth": 10,
            "itemHeight": 3,
            "textStyle": {"color": _INK, "fontSize": 11},
        },
        "textStyle": {"fontFamily": "Roboto, system-ui, sans-serif"},
        # The tooltip is HTML, so it can take the theme's own colours.
        "tooltip": {"trigger": "axis", "confine": True, "extraCssText": _TIP, "textStyle": {"fontSize": 12}, ":valueFormatter": form},
        "xAxis": {
            "type": "time",
            "min": _millis(answer.start),
            "max": _millis(answer.end),
            "axisLine": {"lineStyle": {"color": _LINE}},
            "axisTick": {"show": False},
            "axisLabel": {"color": _INK, "fontSize": 11, "hideOverlap": True, **labels(answer.start, answer.end)},
            "splitLine": {"show": False},
        },
        "yAxis": {
            "type": "value",
            "splitNumber": 3,
            **_scale(answer.unit, [value for points in drawn.values() for _, value in points if value is not None]),
            "axisLabel": {"color": _INK, "fontSize": 11, ":formatter": form},
            "splitLine": {"lineStyle": {"color": _LINE}},
        },
        "series": lines,
    }


def _scale(unit: str, values: list[float]) -> dict[str, float]:
    """Where ECharts would choose odd ticks: shares end at 100%, durations step by round ones."""
    top, second = max(values, default=0.0), {"s": 1.0, "seconds": 1.0, "ms": 1000.0}.get(unit)
    if unit == "%" and 60 < top <= 100:
        return {"max": 100, "interval": 25}
    if second is None or not second <= top <= 4 * _ROUND[-1] * second:
        return {}
    tick = next(round_one * second for round_one in _ROUND if top <= 4 * round_one * second)
    return {"max": tick * math.ceil(top / tick), "interval": tick}


def _line(answer: Answer, column: str, points: list[tuple[datetime, float | None]], colour: str) -> dict[str, Any]:
    name = heading(column) if column != "value" else answer.title
    values = [None, *(value for _, value in points), None]
    lonely = any(b is not None and a is None and c is None for a, b, c in zip(values, values[1:], values[2:], strict=False))
    return {
        "name": name,
        "type": "line",
        "data": [[_millis(t), value] for t, value in points],
        "showSymbol": lonely,
        "symbol": "circle",
        "symbolSize": 4,
        "lineStyle": {"width": 1.8},
        "areaStyle": {"color": colour, "opacity": 0.12} if column == "value" else None,
        "emphasis": {"disabled": True},
    }


def _steps(answer: Answer, stamps: set[datetime]) -> list[datetime]:
    """Every step of the period; the query's own stamps where it starts its steps elsewhere."""
    length, t = timedelta(seconds=answer.step), answer.start
    grid = []
    while t < answer.end:
        grid.append(t)
        t += length
    return grid if stamps <= set(grid) else sorted(stamps)


def _counts(answer: Answer) -> bool:
    """Whether a value counts: whole numbers of things, or a rate of them."""
    if answer.unit in ("%", "s", "seconds", "ms"):
        return False
    value = answer.columns.index("value")
    return "/" in answer.unit or all(isinstance(row[value], int) for row in answer.rows)


def _millis(at: datetime) -> int:
    return round(at.timestamp() * 1000)
