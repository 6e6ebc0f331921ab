"""Rows put on topics, a sink that runs meanwhile, and what of them is stored."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import clickhouse_connect
import msgspec
from confluent_kafka import Producer

from contracts.connections import kafka_client, reader
from contracts.rows import Origin
from contracts.settings import Settings
from sinks import sink


@contextmanager
def sinking(settings: Settings) -> Iterator[None]:
    """A sink, as its process runs it."""
    stop = threading.Event()
    thread = threading.Thread(target=sink.run, args=(settings, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def put(settings: Settings, table: str, *rows: Origin | bytes, partition: int = 0, key: bytes = b"v1") -> None:
    """Puts rows, or what is none, on a table's topic."""
    producer = Producer({**kafka_client(settings), "linger.ms": 5})
    for row in rows:
        producer.produce(table, row if isinstance(row, bytes) else msgspec.json.encode(row), key, partition)
    assert producer.flush(30) == 0


class Stored:
    """What the store holds of a source."""

    def __init__(self, settings: Settings, source: str) -> None:
        self._client = clickhouse_connect.get_client(**reader(settings))
        self._source = source

    def close(self) -> None:
        self._client.close()

    def __call__(self, table: str, column: str = "origin_offset", source: str | None = None) -> list[Any]:
        """One column of its rows, sorted."""
        query = f"SELECT {column} FROM {table} WHERE source = {{source:String}} ORDER BY {column}"  # noqa: S608  from the tests alone
        return [row[0] for row in self._client.query(query, parameters={"source": self._source if source is None else source}).result_rows]

    def refused(self, key: str) -> list[dict[str, Any]]:
        """What the sink has rejected of messages with that key."""
        result = self._client.query("SELECT * FROM rejects WHERE key = {key:String} AND source = ''", parameters={"key": key})
        return list(result.named_results())
