"""The real page as a process, in front of the real ClickHouse, read in a real Chromium."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import msgspec
import pytest
from selenium import webdriver

from contracts.rows import Origin
from contracts.settings import Settings
from dashboards.browser import chromium
from infra.parts import PAGE
from tests.conftest import ClickHouse
from tests.dashboards.builders import NOON, click, session
from tests.stack import running

SOURCE = "page-test"
Insert = Callable[[str, list[Origin]], None]


def _listens(settings: Settings) -> bool:
    """The page is there, whatever it says of ClickHouse."""
    try:
        with urlopen(f"{url_of(settings)}healthz", timeout=2):  # noqa: S310 the address is the settings' own
            return True
    except HTTPError as answer:
        answer.close()
        return True
    except (URLError, OSError):
        return False


PAGE_ALONE = PAGE._replace(ready=_listens)


def url_of(settings: Settings) -> str:
    return f"http://127.0.0.1:{settings.page_port}/"


@pytest.fixture(scope="session")
def insert(clickhouse: ClickHouse) -> Iterator[Insert]:
    """Puts rows into a table as the sink does."""
    client = clickhouse.writer()

    def put(table: str, rows: list[Origin]) -> None:
        body = b"\n".join(msgspec.json.encode(row) for row in rows)
        client.raw_insert(table, insert_block=body, fmt="JSONEachRow")

    yield put
    client.close()


@pytest.fixture(scope="session")
def shop(insert: Insert) -> str:
    """A source with two hours before NOON: a session of three clicks each minute."""
    starts = [NOON - timedelta(minutes=m) for m in range(120, 0, -1)]
    insert("sessions", [session(SOURCE, at, f"s{i}") for i, at in enumerate(starts)])
    clicks = [click(SOURCE, at + timedelta(seconds=15 * step), f"s{i}", step + 1) for i, at in enumerate(starts) for step in range(3)]
    insert("clicks", clicks)
    return SOURCE


@pytest.fixture(scope="session")
def page(clickhouse: ClickHouse) -> Iterator[str]:
    """Address of the running page."""
    with running(PAGE, clickhouse.settings):
        yield url_of(clickhouse.settings)


@pytest.fixture(scope="session")
def browser() -> Iterator[webdriver.Chrome]:
    """One window for all tests; each opens its own address."""
    with chromium(1440, 2600) as window:
        yield window


@pytest.fixture
def sql(clickhouse: ClickHouse) -> Iterator[Callable[[str, str], Any]]:
    """Runs a query by hand, as the reader, with {source:String} for a source."""
    client = clickhouse.reader()
    yield lambda query, source: client.query(query, {"source": source}).result_rows
    client.close()
