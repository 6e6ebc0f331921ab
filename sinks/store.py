"""The ClickHouse side of the sink: one insert is one block into one part, so it lands whole or not at all."""

import time
from pathlib import Path
from typing import Any, Final

import clickhouse_connect

from contracts.connections import writer
from contracts.origins import Positions
from contracts.rows import Reset
from contracts.settings import Settings

PATIENCE: Final = 60.0  # s for inserts that run already
_QUERIES: Final = Path(__file__).with_name("queries")
# Parallel parsing and small block limits would cut one insert into several parts, and a crash could land between them.
_ONE_BLOCK: Final = {
    "async_insert": 0,  # the default of newer servers, which puts the rows of many inserts together
    "input_format_parallel_parsing": 0,
    "max_insert_block_size": 10_000_000,
    "min_insert_block_size_rows": 10_000_000,
    "min_insert_block_size_bytes": 1 << 32,
    "max_insert_threads": 1,
}


def _query(name: str) -> str:
    return (_QUERIES / f"{name}.sql").read_text("utf-8")


class Store:
    """Inserts rows, and knows which origins are stored. Any method may raise clickhouse_connect's or a connection error."""

    def __init__(self, settings: Settings) -> None:
        self._client = clickhouse_connect.get_client(**writer(settings))

    def id(self) -> str:
        """The name this store was given when its tables were made."""
        return str(self._client.query(_query("store")).first_row[0])

    def settle(self) -> None:
        """Waits until the inserts that run now have ended.

        A server goes on with the insert of a sink that was killed or lost its connection: positions read before it has landed would
        let its rows be stored again. Raises TimeoutError.
        """
        until, running = time.monotonic() + PATIENCE, self.inserting()
        while running := running & self.inserting():
            if time.monotonic() > until:
                raise TimeoutError(f"ClickHouse has been at an insert for {PATIENCE:.0f} s: see system.processes")
            time.sleep(0.1)  # between two looks at what another process does

    def inserting(self) -> set[str]:
        """Ids of the inserts into this database that run now."""
        return {row[0] for row in self._client.query(_query("inserting")).result_rows}

    def positions(self, table: str) -> Positions:
        """What a table already holds."""
        rows = self._client.query(_query("positions"), parameters={"table": table, "name": table}).result_rows
        return Positions({(epoch, topic, partition): (last[0], last[1]) for epoch, topic, partition, last in rows})

    def insert(self, table: str, rows: list[bytes]) -> None:
        """Stores rows, each one JSON object, in one part."""
        # An iterator, not bytes: bytes the client would send again by itself when a connection is lost, whatever became of the first.
        self._client.raw_insert(table, insert_block=iter([b"\n".join(rows)]), fmt="JSONEachRow", settings=_ONE_BLOCK)

    def forget(self, table: str, mark: Reset) -> None:
        """Deletes what a reset mark asks for, then remembers the mark's position. May be repeated."""
        place = {"epoch": mark.origin_epoch, "topic": mark.origin_topic, "partition": mark.origin_partition, "offset": mark.origin_offset}
        self._client.command(_query("forget"), parameters={"table": table, "source": mark.source, **place})
        row = [table, mark.origin_epoch, mark.origin_topic, mark.origin_partition, mark.origin_offset, mark.origin_index]
        names = ["table", "origin_epoch", "origin_topic", "origin_partition", "origin_offset", "origin_index"]
        self._client.insert("positions", [row], column_names=names)

    def insert_lag(self, rows: list[list[Any]]) -> None:
        """Stores lines of (measured_at, consumer, topic, partition, behind)."""
        self._client.insert("lag", rows, column_names=["measured_at", "consumer", "topic", "partition", "behind"])

    def close(self) -> None:
        self._client.close()
