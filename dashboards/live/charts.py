"""From an answer to an ECharts drawing. Colours are mid-tones that read on light and on dark."""

import math
from datetime import datetime
from typing import Any, Final

from contracts.reading import Answer
from dashboards.live import paths
from dashboards.live.formatting import heading
from dashboards.live.points import Points, alone, broken, series
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


def drawn(answer: Answer) -> dict[str, Any] | None:
    """ECharts options of an answer; None for what is drawn as HTML."""
    if answer.kind == "timeseries":
        return options(answer)
    return paths.options(answer, _FORMAT % answer.unit, _TIP) if answer.kind == "sankey" else None


def options(answer: Answer) -> dict[str, Any]:
    """ECharts options of a time series."""
    drawn = {column: points for column, points in series(answer).items() if column == "value" or any(v is not None for _, v in points)}
    form = _FORMAT % answer.unit
    lines = [_line(answer, column, points, COLOURS[i % len(COLOURS)]) for i, (column, points) in enumerate(drawn.items())]
    many = len(lines) > 1
    first = min((points[0][0] for points in drawn.values() if points), default=answer.start)
    start = min(first, answer.start)  # a first step that began before the period is drawn whole
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
            "min": _millis(start),
            "max": _millis(answer.end),
            "axisLine": {"lineStyle": {"color": _LINE}},
            "axisTick": {"show": False},
            "axisLabel": {"color": _INK, "fontSize": 11, "hideOverlap": True, **labels(start, answer.end)},
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


def _line(answer: Answer, column: str, points: Points, colour: str) -> dict[str, Any]:
    """One line: dots where a value stands alone, and dashes between them where most do. Filled where nothing is missing below it."""
    values = [value for _, value in points]
    lonely, dashed = alone([None, *values, None]), broken(points)
    whole = column == "value" and None not in values
    return {
        "name": heading(column) if column != "value" else answer.title,
        "type": "line",
        "data": [_point(t, value, shown or dashed) for (t, value), shown in zip(points, lonely, strict=True)],
        "showAllSymbol": True,
        "symbol": "none",
        "symbolSize": 5,
        "connectNulls": dashed,
        "lineStyle": {"width": 1.2, "type": "dashed", "opacity": 0.6} if dashed else {"width": 1.8},
        "areaStyle": {"color": colour, "opacity": 0.12} if whole else None,
        "emphasis": {"disabled": True},
    }


def _point(at: datetime, value: float | None, dotted: bool) -> list[Any] | dict[str, Any]:
    place = [_millis(at), value]
    return {"value": place, "symbol": "circle"} if dotted and value is not None else place


def _millis(at: datetime) -> int:
    return round(at.timestamp() * 1000)
