"""An insert goes on in a server after its sink is gone: the next sink waits for it before it asks what is stored."""

import sys
from pathlib import Path

import httpx
import pytest

from infra.configuration import ROOT
from infra.parts import CLICKHOUSE, Command
from infra.store import create_tables, writer_client
from sinks.store import Store
from tests.stack import running, settings_in, until

CONCURRENT = CLICKHOUSE._replace(command=lambda _: Command([sys.executable, "-m", "tests.sinks.concurrent_front"], {}, ROOT))


def test_an_insert_nobody_waits_for_is_waited_for(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    with running(CONCURRENT, settings):
        create_tables(settings)
        client, store = writer_client(settings), Store(settings)
        client.command("CREATE TABLE slow (a UInt8, b UInt8 DEFAULT sleepEachRow(1)) ENGINE = MergeTree ORDER BY a")
        address = httpx.URL(settings.clickhouse_url, params={"query": "INSERT INTO slow FORMAT JSONEachRow", "database": settings.database})
        login = (settings.writer_user, settings.writer_password)
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(address, content=b'{"a": 1}\n{"a": 2}\n{"a": 3}', auth=login, timeout=httpx.Timeout(30, read=0.3))
        until(store.inserting, what="the insert running")
        assert client.query("SELECT count() FROM slow").first_row == (0,)  # what a sink that does not wait would read
        store.settle()
        assert client.query("SELECT count() FROM slow").first_row == (3,)
        client.close()
        store.close()
