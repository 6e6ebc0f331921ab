"""The embedded ClickHouse killed and stopped amid inserts: each insert is there whole, or not at all."""

import os
import signal
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest
from clickhouse_connect.driver.exceptions import Error

from contracts.settings import Settings
from infra import store
from infra.configuration import ROOT, environment
from infra.parts import CLICKHOUSE
from tests.stack import running, settings_in, until

SIZE = 5_000
BODY = b"".join(b'{"a":%d,"b":"%s"}\n' % (number, b"x" * 100) for number in range(SIZE))
DDL = "CREATE TABLE t (a UInt64, b String) ENGINE = MergeTree ORDER BY a SETTINGS fsync_after_insert = 1, fsync_part_directory = 1"


class Inserting(threading.Thread):
    """Inserts the same body again and again until told to stop or refused; counts what was acknowledged."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.client, self.acknowledged, self.stop = store.writer_client(settings), 0, threading.Event()

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                # An iterator, not bytes: the client would send bytes again after a lost connection, whatever became of the first.
                self.client.raw_insert("t", ["a", "b"], iter([BODY]), fmt="JSONEachRow")
            except Error:
                return
            self.acknowledged += 1


def count(settings: Settings) -> list[Any]:
    client = store.reader_client(settings)
    try:
        return list(client.query("SELECT count(), uniqExact(a), countIf(length(b) != 100) FROM t").result_rows[0])
    finally:
        client.close()


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
def test_no_insert_is_lost_or_torn(tmp_path: Path, sign: signal.Signals) -> None:
    settings = settings_in(tmp_path)
    with running(CLICKHOUSE, settings) as process:
        store.create_tables(settings)
        client = store.writer_client(settings)
        client.command(DDL)
        client.close()
        inserting = [Inserting(settings) for _ in range(3)]
        for thread in inserting:
            thread.start()
        until(lambda: sum(thread.acknowledged for thread in inserting) >= 20, what="inserts")
        os.kill(process.pid, sign)
        process.wait(60)
        for thread in inserting:
            thread.stop.set()
            thread.join()
            thread.client.close()
    with running(CLICKHOUSE, settings):
        rows, distinct, torn = count(settings)
    acknowledged = sum(thread.acknowledged for thread in inserting)
    assert rows % SIZE == 0
    assert distinct == SIZE
    assert torn == 0
    assert acknowledged <= rows / SIZE <= acknowledged + (3 if sign == signal.SIGKILL else 0)


def test_a_second_front_says_who_has_the_store(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    with running(CLICKHOUSE, settings) as process:
        command = CLICKHOUSE.command(settings)
        second = subprocess.run(command.argv, cwd=ROOT, env=os.environ | environment(settings), capture_output=True, text=True, check=False)
    assert second.returncode == 2
    assert f"is open in process {process.pid}: stop that one first" in second.stderr
    assert "Traceback" not in second.stderr
