"""From an answer about what goes from where to where to an ECharts sankey.

A place whose name begins with a number ("2 /skirts") stands in the column of that step, and has the same colour in each of them.
ECharts lays out no circle: places that lead to each other in circles are drawn twice, as origins on the left and as targets on the right.
"""

import re
from graphlib import CycleError, TopologicalSorter
from typing import Any, Final

from contracts.reading import Answer

LINKS: Final = 30  # the largest; more are a tangle
_COLOURS: Final = ("#4f83e0", "#d9822b", "#3f9f7f", "#a066c9", "#c75d72", "#5aa5bd", "#9a8f2f", "#7a86b8", "#b0764a", "#6fa84f")
_STEP: Final = re.compile(r"(\d+) (.*)", re.DOTALL)
_ROOM: Final = 146  # px of a place's name
_LETTERS: Final = 26  # that fit into it
_AGAIN: Final = "\u200b"  # tells a target from the origin of its name, and shows as nothing


def options(answer: Answer, form: str, tip: str) -> dict[str, Any]:
    """ECharts options of a sankey. form: JavaScript that writes a value; tip: style of the box that says it."""
    links = _links(answer)
    return {
        "animation": False,
        "textStyle": {"fontFamily": "Roboto, system-ui, sans-serif"},
        "tooltip": {"trigger": "item", "confine": True, "extraCssText": tip, "textStyle": {"fontSize": 12}, ":valueFormatter": form},
        "series": [
            {
                "type": "sankey",
                "left": 4,
                "right": _ROOM + 14,
                "top": 8,
                "bottom": 8,
                "nodeAlign": "left",
                "nodeWidth": 10,
                "nodeGap": 8,
                "draggable": False,
                "data": _places(list(dict.fromkeys(end for link in links for end in (link["source"], link["target"])))),
                "links": links,
                "label": {"color": "#8792a5", "fontSize": 11, "width": _ROOM, "overflow": "truncate"},
                "labelLayout": {"hideOverlap": True},
                "lineStyle": {"color": "source", "opacity": 0.3, "curveness": 0.5},
                "emphasis": {"focus": "adjacency"},
            }
        ],
    }


def _places(names: list[str]) -> list[dict[str, Any]]:
    steps = [_STEP.fullmatch(name) for name in names]
    if not all(steps):
        return [_coloured(name, i) for i, name in enumerate(names)]
    first = min(int(step[1]) for step in steps if step)
    order = list(dict.fromkeys(step[2] for step in steps if step))
    return [_coloured(step[0], order.index(step[2])) | {"depth": int(step[1]) - first} for step in steps if step]


def _coloured(name: str, number: int) -> dict[str, Any]:
    told = {"label": {"formatter": short}} if (short := shortened(name)) != name else {}
    return {"name": name, "itemStyle": {"color": _COLOURS[number % len(_COLOURS)]}, **told}


def shortened(name: str, most: int = _LETTERS) -> str:
    """A name cut in its middle: those of many places are alike at their beginning, those of others at their end.

    >>> shortened("now: one-time visitors, short visits"), shortened("2 /skirts")
    ('now: one-time…short visits', '2 /skirts')
    """
    head = most // 2
    return name if len(name) <= most else f"{name[:head].rstrip(' ,')}…{name[head + 1 - most :].lstrip(' ,')}"


def _links(answer: Answer) -> list[dict[str, Any]]:
    at = [answer.columns.index(column) for column in ("origin", "target", "value")]
    rows = [(str(row[at[0]]) or "(none)", str(row[at[1]]) or "(none)", row[at[2]]) for row in answer.rows if row[at[2]]][:LINKS]
    apart = _AGAIN if _circles(rows) else ""
    return [{"source": origin, "target": target + apart, "value": value} for origin, target, value in rows]


def _circles(rows: list[tuple[str, str, Any]]) -> bool:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for origin, target, _ in rows:
        sorter.add(target, origin)
    try:
        sorter.prepare()
    except CycleError:
        return True
    return False
