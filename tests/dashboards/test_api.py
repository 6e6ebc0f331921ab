import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from contracts.catalogue import METRICS
from tests.conftest import ClickHouse
from tests.dashboards.builders import NOON
from tests.dashboards.conftest import PAGE_ALONE, url_of
from tests.stack import running, settings_in


@pytest.fixture
def api(page: str, shop: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=page, params={"source": shop}, timeout=30) as client:
        yield client


def test_the_catalogue_lists_every_metric_and_hides_its_sql(api: httpx.Client) -> None:
    listed = api.get("/api/metrics").json()
    assert [metric["name"] for metric in listed] == list(METRICS)
    assert all("sql" not in metric and metric["meaning"] for metric in listed)


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_answers(api: httpx.Client, name: str) -> None:
    answer = api.get(f"/api/metrics/{name}", params={"step": 600})
    assert answer.status_code == 200, answer.text
    assert answer.json()["metric"] == name


def test_numbers_are_those_of_sql(api: httpx.Client, shop: str, sql: Callable[[str, str], Any]) -> None:
    [[clicks]] = sql(
        "SELECT count() FROM clicks WHERE source = {source:String} AND at >= '2026-05-01 11:00:00' AND at < '2026-05-01 11:30:00'", shop
    )
    answer = api.get("/api/metrics/clicks", params={"from": "2026-05-01T11:00:00Z", "to": "2026-05-01T13:30:00+02:00", "step": 60}).json()
    assert answer["value"] == clicks == 90
    assert sum(row[1] for row in answer["rows"]) == clicks


def test_filters_are_values_and_never_sql(api: httpx.Client) -> None:
    assert api.get("/api/metrics/clicks", params={"country": "PL"}).json()["value"] > 0
    assert api.get("/api/metrics/clicks", params={"country": "PL' OR '1'='1"}).json()["samples"] == 0


def test_steps_begin_at_the_start_or_on_the_clock(api: httpx.Client) -> None:
    asked = {"from": "2026-05-01T11:05:00Z", "to": "2026-05-01T11:55:00Z", "step": 1800}
    assert [row[0][11:16] for row in api.get("/api/metrics/clicks", params=asked).json()["rows"]] == ["11:05", "11:35"]
    clock = api.get("/api/metrics/clicks", params=asked | {"on_the_clock": True}).json()
    assert [row[0][11:16] for row in clock["rows"]] == ["11:00", "11:30"]
    assert clock["value"] == 150  # of the period alone


def test_the_same_lines_are_there_for_a_spreadsheet(api: httpx.Client) -> None:
    rows = api.get("/api/metrics/top_products").json()["rows"]
    answer = api.get("/api/metrics/top_products", params={"format": "csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="top_products-2026-05-01.csv"'
    head, *lines = csv.reader(answer.content.decode("utf-8-sig").splitlines())
    assert head[:3] == ["label", "value (clicks)", "samples (clicks)"]
    assert [line[0] for line in lines] == [row[0] for row in rows]
    assert api.get("/api/metrics/top_products", params={"format": "xlsx"}).status_code == 422


def test_an_answer_names_the_currency_of_its_source(api: httpx.Client) -> None:
    assert api.get("/api/metrics/revenue").json()["currency"] == "USD"


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/api/metrics/sesions", 404, "nearest: sessions"),
        ("/api/metrics/clicks?source=nowhere", 404, "no rows of source 'nowhere'; there are"),
        ("/api/metrics/clicks?from=soon", 422, "write it like 2026-05-01"),
        ("/api/metrics/clicks?from=2026-05-02&to=2026-05-01", 422, "the period is empty"),
        ("/api/metrics/clicks?from=2000-01-01&to=2026-01-01&step=1", 422, "take a larger step"),
    ],
)
def test_a_question_that_cannot_be_asked_is_told_what_to_do(page: str, shop: str, path: str, status: int, says: str) -> None:
    answer = httpx.get(page.rstrip("/") + path, timeout=30)
    assert answer.status_code == status
    assert says in answer.json()["detail"]


def test_sources_tell_their_clock(api: httpx.Client, shop: str) -> None:
    found = {stream["source"]: stream for stream in api.get("/api/sources").json()}[shop]
    assert found["clock"] == NOON.replace(hour=11, minute=59, second=30).isoformat().replace("+00:00", "Z")


def test_the_chat_that_is_off_says_so(api: httpx.Client) -> None:
    answer = api.post("/api/chat", json={"message": "how many sessions?"})
    assert answer.status_code == 503
    assert "The chat is off" in answer.json()["detail"]
    assert "The page works without it" in answer.json()["detail"]
    health = api.get("/healthz")
    assert health.status_code == 200
    assert health.json()["clickhouse"] == "ok"
    assert "chat is off" in health.json()["chat"]


def test_docs_are_served_without_the_internet(api: httpx.Client) -> None:
    docs = api.get("/api/docs").text
    assert "https://" not in docs
    assert api.get("/api/static/swagger-ui-bundle.js").status_code == 200
    paths = api.get("/api/openapi.json").json()["paths"]
    assert set(paths) == {"/api/metrics", "/api/sources", "/api/metrics/{name}", "/api/chat", "/healthz", "/metrics"}


def test_prometheus_sees_requests_and_queries(api: httpx.Client) -> None:
    api.get("/api/metrics/clicks")
    text = api.get("/metrics").text
    assert 'storepulse_requests_total{method="GET",route="/api/metrics/{name}",status="200"}' in text
    assert 'storepulse_query_seconds_count{metric="clicks"}' in text
    assert "storepulse_clickhouse_up 1.0" in text


def test_without_clickhouse_the_page_says_so_and_does_not_fall(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    with running(PAGE_ALONE, settings):
        health = httpx.get(f"{url_of(settings)}healthz", timeout=30)
        assert health.status_code == 503
        assert health.json()["page"] == "ok"
        assert "ClickHouse does not answer at http://127.0.0.1" in health.json()["clickhouse"]
        assert "Connection refused" in health.json()["clickhouse"]
        assert httpx.get(f"{url_of(settings)}api/sources", timeout=30).status_code == 503
        assert "storepulse_clickhouse_up 0.0" in httpx.get(f"{url_of(settings)}metrics", timeout=30).text


def test_nothing_is_written_outside_the_state_folder(page: str, clickhouse: ClickHouse) -> None:
    root = Path(__file__).parents[2]
    assert not (root / ".nicegui").exists()


def test_the_floor_picture_is_that_of_its_source_and_no_other_file(page: str, shop: str) -> None:
    answer = httpx.get(f"{page.rstrip('/')}/floor/{shop}", timeout=30)
    assert answer.status_code == 404
    assert f"put {shop}.svg, .png or .jpg into floors (STOREPULSE_FLOOR_PICTURES)" in answer.json()["detail"]
    assert httpx.get(f"{page.rstrip('/')}/floor/..%2F..%2Fpyproject.toml", timeout=30).status_code == 404
