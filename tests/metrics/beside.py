"""The page's panels beside Grafana's: pictures of the page, and each panel's number by the page's API and by Grafana's committed SQL.

storepulse up
storepulse replay eshop2008 --speed max --shift none
python -m tests.metrics.beside          writes docs/panels.md and docs/panels/*.png; fails where two numbers differ
"""

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

import httpx

from contracts.catalogue import METRICS, Metric
from contracts.reading import Ask, Table
from contracts.settings import Settings
from dashboards import panels, screenshot
from dashboards.grafana import queries
from infra.configuration import ROOT, configuration
from infra.reader import asking
from tests.metrics.grafana import ALL_ENCODED, expand, percent_encoded

SOURCE: Final = "eshop2008"
JUNE: Final = (datetime(2008, 6, 1, tzinfo=UTC), datetime(2008, 7, 1, tzinfo=UTC))
PAGE: Final = ROOT / "docs" / "panels.md"
_ALL: Final = {"source": percent_encoded(SOURCE), **dict.fromkeys((*panels.PICKED, *panels.TYPED), ALL_ENCODED)}
_SQL: Final = {
    "timeseries": queries.total,
    "bars": queries.bars,
    "table": queries.table,
    "sankey": queries.table,
    "heatmap": queries.heatmap,
}
_HEAD: Final = """# The page's dashboards beside Grafana's SQL

Written by `python -m tests.metrics.beside` on a running stack after `storepulse replay eshop2008 --shift none`: June 2008, all countries
and categories. *Page* is what its API answers, *Grafana* what the panel's SQL returns from the same ClickHouse, its macros and variables
expanded as the plugin does: the total of a time series, the first line of bars, tables and paths, the strongest cell of a heatmap.
`tests/metrics/test_grafana.py` compares every line and point, with filters too. eshop2008 records no carts, purchases or visitors: what
needs them shows nothing.
"""


class Pair(NamedTuple):
    """What the two say of a metric; empty where there is nothing to show."""

    metric: Metric
    page: str
    grafana: str


def by_page(settings: Settings, metric: Metric) -> str:
    """The number as the page's API tells it."""
    period = {"source": SOURCE, "from": JUNE[0].isoformat(), "to": JUNE[1].isoformat()}
    headers = {"Authorization": f"Bearer {settings.page_token}"} if settings.page_token else {}
    told = (
        httpx.get(f"{settings.page_address}/api/metrics/{metric.name}", params=period, headers=headers, timeout=60)
        .raise_for_status()
        .json()
    )
    if not told["enough"]:
        return ""
    return _text((told["value"],)) if metric.kind == "timeseries" else _first(metric, Table(tuple(told["columns"]), told["rows"]))


def by_grafana(ask: Ask, metric: Metric) -> str:
    """The number as the panel's SQL returns it."""
    table = ask(expand(_SQL[metric.kind](metric), *JUNE, 86_400, _ALL), {})
    if not table.rows:
        return ""
    return _text((table.rows[-1][1],)) if metric.kind == "timeseries" else _first(metric, table)


def _first(metric: Metric, table: Table) -> str:
    if metric.kind == "heatmap":
        return _text(max(((row[0], row[1], row[2]) for row in table.rows), key=lambda row: (row[2], str(row[0]), str(row[1]))))
    return _text(table.rows[0][: 3 if metric.kind == "sankey" else 2])


def _text(values: tuple[Any, ...]) -> str:
    return " ".join(map(_one, values))


def _one(value: Any) -> str:
    if value is None:
        return "nothing"
    return f"{value:,.6g}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)


def section(board: panels.Dashboard, pairs: list[Pair]) -> Iterator[str]:
    """The lines of one dashboard."""
    yield f"\n## {board.title}\n\n![{board.title}](panels/{board.slug}.png)\n"
    yield "| panel | page | Grafana |\n|---|---|---|"
    yield from (f"| {pair.metric.title} | {pair.page or '-'} | {pair.grafana or '-'} |" for pair in pairs)


def main() -> int:
    """Writes the page; returns the exit code."""
    settings = configuration(os.environ)
    with asking(settings) as ask:
        boards = {
            board: [Pair(METRICS[name], by_page(settings, METRICS[name]), by_grafana(ask, METRICS[name])) for name in board.names]
            for board in panels.DASHBOARDS
        }
    for board in boards:
        picture = PAGE.parent / "panels" / f"{board.slug}.png"
        picture.parent.mkdir(exist_ok=True)
        period = f"from={JUNE[0]:%Y-%m-%d}&to={JUNE[1]:%Y-%m-%d}"
        screenshot.shoot(f"{settings.page_address}/?dashboard={board.slug}&source={SOURCE}&{period}", Path(picture), 1280, 800, full=True)
    PAGE.write_text("\n".join([_HEAD, *(line for board, pairs in boards.items() for line in section(board, pairs))]) + "\n", "utf-8")
    differ = [pair.metric.name for pairs in boards.values() for pair in pairs if pair.page != pair.grafana]
    sys.stderr.write(f"the page and Grafana's SQL differ in {', '.join(differ)}\n" if differ else "")
    return int(bool(differ))


if __name__ == "__main__":
    sys.exit(main())
