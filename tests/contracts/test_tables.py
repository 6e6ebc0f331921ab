"""Tables are what the row structs say, on the real store."""

import math
from typing import Any

import msgspec
import pytest

from contracts.catalogue import METRICS
from contracts.rows import TABLES
from contracts.rows import base as rows
from contracts.tables import column_type, columns, create_table, statements
from infra.store import create_tables
from sinks.store import Store
from tests.builders import click
from tests.conftest import ClickHouse

TYPES = [
    (str, "String"),
    (float, "Float64"),
    (int, "Int64"),
    (bool, "Bool"),
    (list[float], "Array(Float64)"),
    (rows.Time, "DateTime64(3, 'UTC')"),
    (rows.Name, "LowCardinality(String)"),
    (rows.Names, "Array(LowCardinality(String))"),
    (rows.Small, "UInt32"),
    (rows.Large, "UInt64"),
    (rows.Smalls, "Array(UInt32)"),
    (float | None, "Nullable(Float64)"),
    (rows.Small | None, "Nullable(UInt32)"),
    (rows.Time | None, "Nullable(DateTime64(3, 'UTC'))"),
]


@pytest.mark.parametrize(("annotation", "type"), TYPES, ids=[type for _, type in TYPES])
def test_column_type(annotation: Any, type: str) -> None:
    assert column_type(annotation) == type


@pytest.mark.parametrize("table", TABLES)
def test_the_store_has_each_column_of_a_row_and_when_it_was_stored(clickhouse: ClickHouse, table: str) -> None:
    client = clickhouse.reader()
    try:
        described = {line[0]: line[1] for line in client.query(f"DESCRIBE TABLE {table}").result_rows}
    finally:
        client.close()
    assert described == columns(TABLES[table]) | {"stored_at": "DateTime64(3, 'UTC')"}


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_partitioned_or_expires_by_time(table: str) -> None:
    ddl = create_table(table, "db").upper()
    assert ddl.startswith(f"CREATE TABLE IF NOT EXISTS DB.{table.upper()} (")
    assert "PARTITION BY" not in ddl
    assert "TTL" not in ddl


def test_every_metric_is_a_view() -> None:
    made = " ".join(statement.split("\n")[0] for statement in statements("db"))
    assert [name for name in METRICS if f"VIEW db.metric_{name} AS" not in made] == []


def test_making_a_store_ready_again_changes_nothing(clickhouse: ClickHouse) -> None:
    store = Store(clickhouse.settings)
    before = store.id()
    create_tables(clickhouse.settings)
    assert store.id() == before
    store.close()


@pytest.mark.parametrize(
    "change",
    [
        {"at": 0.0, "sent": 4_102_444_800.0},
        {"step": 2**32 - 1, "origin_offset": 2**63 - 1},
        {"price": math.pi, "gap": 1e-300, "quantity": -1_000_000},
        {"product": "naïve ♥ \x00 \\ \" ' \n\t", "visitor": ""},
    ],
    ids=["times", "numbers", "floats", "text"],
)
def test_the_store_takes_the_ends_of_every_bound(clickhouse: ClickHouse, change: dict[str, Any]) -> None:
    source = f"bounds-{'-'.join(change)}"
    row = click(source=source, **change)
    store, client = Store(clickhouse.settings), clickhouse.reader()
    try:
        store.insert("clicks", [msgspec.json.encode(row)])
        stored = client.query("SELECT * FROM clicks WHERE source = {source:String}", parameters={"source": source})
    finally:
        store.close()
        client.close()
    found = dict(zip(stored.column_names, stored.first_row, strict=True))
    assert {name: _plain(found[name]) for name in change} == change


def _plain(value: Any) -> Any:
    return value.timestamp() if hasattr(value, "timestamp") else value
