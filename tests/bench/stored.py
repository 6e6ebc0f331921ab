"""What stands in the store, and how long it took to get there by the store's own clock."""

import time
from contextlib import closing
from typing import NamedTuple

import psutil  # type: ignore[import-untyped]

from contracts.rows import TABLES
from contracts.settings import Settings
from infra import store
from tests.stack import until

EVERY, PATIENCE = 0.25, 300  # s
WARM_UP = "warm-up"  # a source that does not count
_SPANS = " UNION ALL ".join(
    f"SELECT '{table}' AS name, stored_at, count() AS rows FROM {table} GROUP BY stored_at"  # noqa: S608  names of our own
    for table in TABLES
)


class Span(NamedTuple):
    """Rows of one insert have one stamp. later: those of all inserts but the first; seconds: from the first insert to the last."""

    rows: int
    first: float
    last: float
    later: int

    @property
    def seconds(self) -> float:
        return self.last - self.first


def counted(settings: Settings, table: str = "clicks") -> int:
    """Rows of a table."""
    with closing(store.reader_client(settings)) as client:
        return int(client.query("SELECT count() FROM {t:Identifier}", parameters={"t": table}).first_row[0])


def wait(settings: Settings, expected: dict[str, int]) -> None:
    """Returns once the tables hold so many rows, or more. Asks seldom: its queries take from what is measured."""
    counts = ", ".join(f"(SELECT count() FROM {table})" for table in expected)  # noqa: S608  names of our own
    with closing(store.reader_client(settings)) as client:

        def complete() -> bool:
            time.sleep(EVERY)
            return all(count >= wanted for count, wanted in zip(client.query(f"SELECT {counts}").first_row, expected.values(), strict=True))

        until(complete, PATIENCE, f"rows stored: {expected}")


def span(settings: Settings) -> Span:
    """When the rows of all tables were stored."""
    query = f"SELECT toUnixTimestamp64Milli(stored_at) AS at, sum(rows) FROM ({_SPANS}) GROUP BY at ORDER BY at"  # noqa: S608
    with closing(store.reader_client(settings)) as client:
        lines = client.query(query).result_rows
    total = sum(rows for _, rows in lines)
    return Span(total, lines[0][0] / 1000, lines[-1][0] / 1000, total - lines[0][1])


def first_sent(settings: Settings) -> float:
    """When the first click that counts was sent, in s."""
    query = "SELECT toUnixTimestamp64Milli(min(sent)) FROM clicks WHERE source != {warm:String}"
    with closing(store.reader_client(settings)) as client:
        return float(client.query(query, parameters={"warm": WARM_UP}).first_row[0]) / 1000


def cpu(pid: int) -> float:
    """CPU seconds that a process has used."""
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)
