"""Every row of a rows topic lands in its table once, whatever is sent twice, malformed, or in the way."""

from typing import Any, ClassVar

import msgspec
import pytest

from contracts.rows import TABLES, Click, Origin, Reset
from contracts.settings import Settings
from sinks.lag import behind
from sinks.store import Store
from sinks.table_writer import MOST_BYTES, TableWriter
from tests import builders
from tests.sinks.sinking import Stored, put, sinking
from tests.stack import until

ROWS = {table: builders.ROWS[row] for table, row in TABLES.items()}


def clicks(source: str, *offsets: int, **changes: Any) -> list[Click]:
    """Clicks that follow from events at these offsets of a log of that name."""
    return [builders.click(**({"source": source, "origin_epoch": source, "origin_offset": offset} | changes)) for offset in offsets]


def mark(source: str, offset: int, **changes: Any) -> Reset:
    return builders.reset(**({"source": source, "origin_epoch": source, "origin_offset": offset} | changes))


def test_a_row_lands_in_the_table_of_its_topic(quick: Settings, source: str, stored: Stored) -> None:
    rows: dict[str, Origin] = {table: build(source=source, origin_epoch=source, origin_offset=7) for table, build in ROWS.items()}
    for table, row in rows.items():
        put(quick, table, row)
    with sinking(quick):
        until(lambda: [stored(table) for table in TABLES] == [[7]] * len(TABLES))


def test_rows_sent_twice_land_once(quick: Settings, source: str, stored: Stored) -> None:
    put(quick, "clicks", *clicks(source, *range(500)), *clicks(source, *range(300, 800)))
    with sinking(quick):
        until(lambda: len(stored("clicks")) == 800)
    put(quick, "clicks", *clicks(source, *range(800)), *clicks(source, 800))
    with sinking(quick):
        until(lambda: 800 in stored("clicks"))
    assert stored("clicks") == list(range(801))


def test_rows_of_one_event_are_told_apart_by_index_and_logs_by_their_place(quick: Settings, source: str, stored: Stored) -> None:
    put(
        quick,
        "clicks",
        *(row for index in (0, 1, 0, 1) for row in clicks(source, 5, origin_index=index)),
        *clicks(source, 5, origin_partition=1),
        *clicks(source, 5, origin_topic="another"),
        *clicks(source, 5, origin_epoch=f"{source}-older"),
        *clicks(source, 6),
    )
    with sinking(quick):
        until(lambda: 6 in stored("clicks"))
    assert stored("clicks") == [5] * 5 + [6]


MALFORMED = {
    "not JSON": b"hello",
    "not UTF-8": b"\xff\xfe",
    "empty": b"",
    "nested too deep": b"[" * 100_000,
    "no row": b'{"a": 1}',
}


def test_what_is_no_row_lands_in_rejects_and_the_rest_goes_on(quick: Settings, source: str, stored: Stored) -> None:
    # a row in all but one field, which also names an origin and a source as a reset mark does
    bad = msgspec.json.encode(clicks(source, 1)[0]).replace(b'"step":1', b'"step":-1')
    put(
        quick,
        "clicks",
        *clicks(source, 0),
        builders.whole(source=source, origin_epoch=source),
        *MALFORMED.values(),
        bad,
        *clicks(source, 2),
        key=source.encode(),
    )
    with sinking(quick):
        until(lambda: 2 in stored("clicks"))
        until(lambda: len(stored.refused(source)) == len(MALFORMED) + 1)
    assert stored("clicks") == [0, 2]
    rows = stored.refused(source)
    assert {row["reason"] for row in rows} == {"not_a_row"}
    assert {(row["origin_topic"], row["origin_partition"]) for row in rows} == {("clicks", 0)}
    assert {row["raw"][:10] for row in rows} == {"hello", "//4=", "", "[[[[[[[[[[", '{"a": 1}', bad[:10].decode()}
    assert [row["detail"] for row in rows if row["raw"] == bad.decode()] == ["Expected `int` >= 0 - at `$.step`"]


def test_what_was_rejected_is_rejected_once(quick: Settings, source: str, stored: Stored) -> None:
    put(quick, "sessions", b"nonsense", key=source.encode())
    for offset in (0, 1):
        put(quick, "sessions", builders.session(source=source, origin_epoch=source, origin_offset=offset))
        with sinking(quick):
            until(lambda offset=offset: offset in stored("sessions"))
            until(lambda: stored.refused(source))
    assert len(stored.refused(source)) == 1


def test_a_reset_mark_forgets_what_came_before_it_of_its_source_and_partition(quick: Settings, source: str, stored: Stored) -> None:
    other = f"{source}-other"
    rows = clicks(source, *range(10))
    put(quick, "clicks", *rows, *clicks(source, *range(5), origin_partition=1), *clicks(other, *range(5)))
    with sinking(quick):
        until(lambda: len(stored("clicks", source=other)) == 5 and len(stored("clicks")) == 15)
        put(quick, "clicks", mark(source, 10), *clicks(source, 11, 12))
        until(lambda: 12 in stored("clicks"))
    assert stored("clicks", "(origin_partition, origin_offset)") == [(0, 11), (0, 12), *((1, offset) for offset in range(5))]
    assert stored("clicks", source=other) == list(range(5))
    assert stored("clicks", "count()") == [7]  # a projection answers this, and must have forgotten too


def test_a_reset_mark_forgets_what_another_log_has_left_of_its_source(quick: Settings, source: str, stored: Stored) -> None:
    """A Kafka that was begun anew can send no mark for the rows of the old one."""
    put(quick, "clicks", *clicks(source, 70, 71, origin_epoch=f"{source}-older"), *clicks(source, 5))
    with sinking(quick):
        until(lambda: len(stored("clicks")) == 3)
        put(quick, "clicks", mark(source, 10), *clicks(source, 11))
        until(lambda: 11 in stored("clicks"))
    assert stored("clicks") == [11]


def test_what_was_forgotten_does_not_come_back(quick: Settings, source: str, stored: Stored) -> None:
    put(quick, "clicks", *clicks(source, *range(10)), mark(source, 10))
    with sinking(quick):
        until(lambda: reached(quick, source) == (10, 0))
    assert stored("clicks") == []
    put(quick, "clicks", *clicks(source, *range(10)), mark(source, 10), *clicks(source, 11))  # a worker's crash sends it all again
    with sinking(quick):
        until(lambda: stored("clicks") == [11])
    assert stored("clicks") == [11]


def reached(settings: Settings, source: str) -> tuple[int, int] | None:
    """The last position of the source's log that the store knows of."""
    store = Store(settings)
    try:
        return store.positions("clicks").get((source, "events.shop", 0))
    finally:
        store.close()


@pytest.mark.parametrize("limits", [{"flush_rows": 50, "flush_seconds": 60.0}, {"flush_rows": 1_000_000, "flush_seconds": 0.1}])
def test_rows_are_written_after_so_many_or_so_long(quick: Settings, source: str, stored: Stored, limits: dict[str, Any]) -> None:
    put(quick, "flow", *(builders.flow(source=source, origin_epoch=source, origin_offset=offset) for offset in range(50)))
    with sinking(msgspec.structs.replace(quick, **limits)):
        until(lambda: len(stored("flow")) == 50, 30)


def test_once_all_is_stored_nothing_waits(quick: Settings, source: str, stored: Stored) -> None:
    store = Store(quick)
    group = f"storepulse-sink-{store.id()}"
    store.close()
    put(quick, "clicks", *clicks(source, *range(100)))
    assert behind(quick, group, ("clicks",))["clicks", 0] >= 100
    with sinking(quick):
        until(lambda: len(stored("clicks")) == 100)
        until(lambda: set(behind(quick, group, tuple(TABLES)).values()) == {0})


def test_large_rows_do_not_wait_for_many(quick: Settings) -> None:
    """Ten thousand of the largest rejects would fit neither into memory nor into one insert."""

    class Counting(Store):
        inserts: ClassVar[list[tuple[str, int]]] = []

        def insert(self, table: str, rows: list[bytes]) -> None:
            self.inserts.append((table, sum(map(len, rows))))

    writer = TableWriter("rejects", Counting(quick))
    for offset in range(20):
        writer.add(builders.reject(origin_epoch="large", origin_offset=offset, raw="x" * 10_000_000))
    assert [table for table, _ in Counting.inserts] == ["rejects", "rejects"]
    assert all(MOST_BYTES <= size < 2 * MOST_BYTES for _, size in Counting.inserts)
