"""Grafana's panels show what the page shows: their committed SQL, as Grafana expands it, on the real engine."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from contracts.catalogue import METRICS, Metric
from contracts.reading import Answer, Ask, Question, Table, before, read, streams
from dashboards.grafana import files
from dashboards.grafana.arguments import call
from dashboards.grafana.panels import panel_id
from dashboards.live import points
from dashboards.panels import PICKED, TYPED
from tests.builders import at, click, moment
from tests.metrics.conftest import Shop
from tests.metrics.grafana import ALL_AS_WRITTEN, ALL_ENCODED, chosen, expand, percent_encoded

JUNE = (datetime(2008, 6, 1, tzinfo=UTC), datetime(2008, 7, 1, tzinfo=UTC))
HISTORY = (datetime(2008, 4, 1, tzinfo=UTC), datetime(2008, 8, 14, tzinfo=UTC))
DAY = 86_400
FILTERED = {"country": "PL,CZ", "category": "blouses"}


def committed() -> Iterator[dict[str, Any]]:
    """Every panel and variable of the files in the repository."""
    for file in sorted((files.FOLDER / files.DASHBOARDS).glob("*.json")):
        board = json.loads(file.read_text("utf-8"))
        yield from (panel for panel in board["panels"] if panel["type"] != "row")


SQL = {panel["id"]: panel["targets"][0]["rawSql"] for panel in committed()}
every_metric = pytest.mark.parametrize("metric", METRICS.values(), ids=list(METRICS))
SERIES = [metric for metric in METRICS.values() if metric.kind == "timeseries"]
# A month with filters has all that a panel can go wrong in; the whole history, which has no period before it, for one of each kind.
EXAMPLES = [METRICS[name] for name in ("sessions", "visitors_now", "latency", "entry_pages", "page_positions", "product_pairs")]
MONTH = [pytest.param(metric, JUNE, FILTERED, id=f"{metric.name}-june") for metric in METRICS.values()]
WHOLE = [pytest.param(metric, HISTORY, {}, id=f"{metric.name}-history") for metric in EXAMPLES]
Period = tuple[datetime, datetime]


def shown(ask: Ask, source: str, panel: str, period: Period, **filters: str) -> Table:
    """What Grafana gets for a panel."""
    picked = {name: chosen(*filters[name].split(",")) if name in filters else ALL_ENCODED for name in (*PICKED, *TYPED)}
    return ask(expand(SQL[panel_id(panel)], *period, DAY, {"source": percent_encoded(source), **picked}), {})


def answers(ask: Ask, metric: Metric, source: str, period: Period, filters: dict[str, str]) -> tuple[Answer, Answer]:
    """What the page reads: the answer and that of the period before."""
    known = {name: word for name, word in filters.items() if name in metric.filters}
    step = DAY if metric.kind == "timeseries" else 0
    question = Question(metric=metric.name, source=source, start=period[0], end=period[1], step=step, filters=known)
    return read(question, ask), read(before(question), ask)


def utc(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [tuple(cell.replace(tzinfo=UTC) if isinstance(cell, datetime) else cell for cell in row) for row in rows]


def same(rows: list[tuple[Any, ...]], expected: list[tuple[Any, ...]]) -> bool:
    """Equal but for the last bits of floats, which depend on how an engine's threads share their work."""
    return len(rows) == len(expected) and all(
        pytest.approx(a, rel=1e-9) == b if isinstance(b, float) else a == b
        for row, other in zip(rows, expected, strict=True)
        for a, b in zip(row, other, strict=True)
    )


@pytest.mark.parametrize(("metric", "period", "filters"), [*MONTH, *WHOLE])
def test_a_panel_shows_the_numbers_of_the_page(eshop: Shop, ask: Ask, metric: Metric, period: Period, filters: dict[str, str]) -> None:
    answer, _ = answers(ask, metric, eshop.source, period, filters)
    table = shown(ask, eshop.source, metric.name, period, **filters)
    rows = utc(table.rows)
    if not answer.enough:
        assert rows == []
    elif metric.kind == "timeseries":
        assert table.columns[:2] == ("time", metric.title)
        assert same([row[:2] for row in rows], points.series(answer)["value"])
        assert set(points.series(answer)) - {"value"} <= set(table.columns)
    elif metric.kind == "bars":
        assert same(rows, [row[:2] for row in answer.rows[:10]])
    elif metric.kind == "heatmap":
        assert same(rows, [(str(x), str(y), value) for x, y, value, _ in sorted(answer.rows)])
    else:
        assert (table.columns, same(rows, answer.rows[:100])) == (answer.columns, True)


@pytest.mark.parametrize(("metric", "period", "filters"), [each for each in [*MONTH, *WHOLE] if each.values[0] in SERIES])
def test_a_total_shows_the_number_of_the_page_after_that_of_the_period_before(
    eshop: Shop, ask: Ask, metric: Metric, period: Period, filters: dict[str, str]
) -> None:
    answer, earlier = answers(ask, metric, eshop.source, period, filters)
    expected = [(period[0], answer.value, *answer.more.values())] if answer.enough else []
    if expected and earlier.enough and earlier.start >= HISTORY[0]:
        expected.insert(0, (earlier.start, earlier.value, *earlier.more.values()))
    assert same(utc(shown(ask, eshop.source, f"{metric.name} total", period, **filters).rows), expected)


@every_metric
def test_the_columns_that_a_panel_names_are_those_that_its_view_returns(ask: Ask, metric: Metric) -> None:
    variables = dict.fromkeys(("source", *PICKED, *TYPED), percent_encoded("nobody"))
    view = expand(call(metric), *JUNE, DAY, variables)
    assert tuple(row[0] for row in ask(f"DESCRIBE (SELECT * FROM {view})", {}).rows) == metric.columns  # noqa: S608


def test_too_few_samples_show_nothing(shop: Shop, ask: Ask) -> None:
    shop.given(*(click(product="B1") for _ in range(METRICS["top_products"].minimum - 1)))
    hour = (moment("10:00"), moment("11:00"))
    assert shown(ask, shop.source, "top_products", hour).rows == []
    shop.given(click(product="B2"))
    assert [row[0] for row in shown(ask, shop.source, "top_products", hour).rows] == ["B1", "B2"]


def test_every_way_in_which_grafana_writes_all_means_all(shop: Shop, ask: Ask) -> None:
    shop.given(click(country="PL"), click(country="DE"))
    for everything in (ALL_AS_WRITTEN, ALL_ENCODED):
        variables = {"source": percent_encoded(shop.source), **dict.fromkeys((*PICKED, *TYPED), everything)}
        sql = expand(SQL[panel_id("clicks total")], moment("10:00"), moment("11:00"), 60, variables)
        assert ask(sql, {}).rows[-1][1] == 2


@pytest.mark.parametrize("word", ["x' OR '1'='1", "back\\slash\\", "(a) b, c'", "Čapek ☂", "*"])
def test_a_word_of_the_data_is_never_sql(shop: Shop, ask: Ask, word: str) -> None:
    shop.given(click(country=word), click(country="PL"))
    total = shown(ask, shop.source, "clicks total", (moment("10:00"), moment("11:00")), country=word)
    # a star alone reads as "all", and a comma parts two words, on the page as well
    assert [row[1] for row in total.rows] == {"*": [2], "(a) b, c'": []}.get(word, [1])


def test_the_sources_lead_to_all_that_they_have(shop: Shop, ask: Ask) -> None:
    shop.given(click(at=at("10:00")), click(at=at("10:30")))
    table = ask(SQL[panel_id("sources")], {})
    line = next(dict(zip(table.columns, row, strict=True)) for row in table.rows if row[0] == shop.source)
    midnight, clock = moment("00:00"), streams(ask)[shop.source].clock
    assert (line["starts_ms"], line["ends_ms"]) == (midnight.timestamp() * 1000, (clock + timedelta(milliseconds=1)).timestamp() * 1000)


def test_variables_list_the_sources_and_the_words_of_the_one_chosen(shop: Shop, ask: Ask) -> None:
    shop.given(click(country="DE", category="sale"), click(country="DE", category="skirts"), click(country="PL", category="sale"))
    board = json.loads((files.FOLDER / files.DASHBOARDS / "storepulse-overview.json").read_text("utf-8"))
    listed = [variable for variable in board["templating"]["list"] if variable["type"] == "query"]  # a customer's name is typed
    queries = {variable["name"]: variable["query"] for variable in listed}
    found = {
        name: [row[0] for row in ask(expand(sql, *JUNE, DAY, {"source": percent_encoded(shop.source)}), {}).rows]
        for name, sql in queries.items()
    }
    assert (found["source"][0], found["country"], found["category"]) == (shop.source, ["DE", "PL"], ["sale", "skirts"])
