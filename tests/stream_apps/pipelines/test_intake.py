"""Any stream's first stage: what every intake is spared, tried with one that only counts."""

from typing import Any, ClassVar

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.events import OrderEvent
from contracts.rows import Origin
from stream_apps.pipelines.door import EventError
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.intake import Inlet, IntakePipeline, Moment
from stream_apps.pipelines.pipeline import StateError
from stream_apps.pipelines.source import Rules
from tests.builders import SOURCE, Record, ms


class Counting:
    """Writes a product day for each event, and the closing one once the watermark has passed ten, or the source has ended."""

    TABLES: ClassVar[tuple[str, ...]] = ("product_days",)
    VERSION: ClassVar[int] = 1

    def __init__(self) -> None:
        self.taken = 0

    def take(self, event: OrderEvent, moment: Moment, emit: Emit) -> None:
        self.taken += 1
        products = [event.product or ""]
        emit("product_days", "", day=moment.at / 1000, stream="orders", partitions=1, products=products, streams=moment.streams)

    def advance(self, moment: Moment, emit: Emit, ended: bool) -> None:
        if ended or moment.watermark >= ms("10:00"):
            emit("product_days", "", day=0.0, stream="orders", partitions=1, orders=[self.taken])
            self.taken = 0


def check(event: OrderEvent, record: Record) -> None:
    if event.product is None:
        raise EventError("no_product", "name a product", event.source)


INLET = Inlet("orders", check, Counting)  # type: ignore[arg-type]  a test's record is as good as aiokafka's


def message(number: int, clock: str, **changes: Any) -> bytes:
    line: dict[str, Any] = {"id": f"o{number}", "source": SOURCE, "type": "purchase", "at": ms(clock), "order": "i1", "product": "B1"}
    return msgspec.json.encode({name: value for name, value in (line | changes).items() if value is not None})


def end(clock: str = "23:00") -> bytes:
    return message(0, clock, id="end", type="end", order=None, product=None)


def pipeline(state: bytes | None = None) -> IntakePipeline:
    return IntakePipeline(INLET, 0, "log", Rules(), state)


def fold(messages: list[bytes], taker: IntakePipeline | None = None, first: int = 0) -> list[tuple[str, Origin]]:
    taker = taker or pipeline()
    out: list[tuple[str, bytes, Origin]] = []
    for offset, value in enumerate(messages, first):
        taker.apply(Record(offset, ms("23:30"), b"i1", value), out)
    return [(table, row) for table, _, row in out]


def rows(messages: list[bytes], table: str) -> list[Any]:
    return [row for name, row in fold(messages) if name == table]


def test_rows_carry_the_place_of_the_event_they_follow_from() -> None:
    found = rows([message(1, "09:00"), message(2, "09:01")], "product_days")
    assert [(row.origin_topic, row.origin_offset, row.origin_index, row.products) for row in found] == [
        ("events.orders", 0, 0, ["B1"]),
        ("events.orders", 1, 0, ["B1"]),
    ]


def test_what_is_late_doubled_or_no_event_is_kept_and_counted() -> None:
    bad = [
        message(1, "09:00"),
        message(1, "09:00"),
        message(2, "08:00"),
        b"no json",
        message(3, "09:00", product=None),
        message(4, "09:01"),
    ]
    assert [row.reason for row in rows(bad, "rejects")] == ["duplicate", "late", "not_json", "no_product"]
    *_, last = rows([*bad, end()], "flow")
    assert (last.source, last.clicks, last.rejected, last.late, last.duplicates, last.controls) == (SOURCE, 1, 1, 1, 1, 1)


def test_an_intake_is_told_how_far_its_source_is() -> None:
    tick = message(0, "10:05", id="tick", type="tick", order=None, product=None, streams=["orders", "reviews"])
    found = rows([message(1, "09:00"), tick, message(2, "10:06"), end()], "product_days")
    assert [(row.products, row.orders, row.streams) for row in found] == [
        (["B1"], [], []),
        ([], [1], []),  # by the tick
        (["B1"], [], ["orders", "reviews"]),
        ([], [1], []),
        ([], [0], []),  # by the end
    ]


def test_the_first_event_says_at_once_that_the_source_is_there() -> None:
    (first,) = rows([message(1, "09:00", precision="day"), message(2, "09:30")], "flow")
    assert (first.clock * 1000, first.clicks, first.precision) == (ms("09:00"), 1, "day")


def test_a_reset_forgets_the_source_and_marks_its_tables() -> None:
    reset = message(0, "09:01", id="reset", type="reset", order=None, product=None)
    found = fold([message(1, "09:00"), reset, message(1, "08:00"), end()])
    assert {table for table, row in found if getattr(row, "reset", False)} == {"rejects", "flow", "product_days"}
    assert [row.orders for table, row in found if table == "product_days" and not row.origin_index and hasattr(row, "orders")][-1] == [1]  # type: ignore[attr-defined]


def test_a_damaged_or_foreign_checkpoint_is_refused() -> None:
    for state in (b"x", pipeline().dump().replace(b"Counting", b"Counted_")):
        with pytest.raises(StateError):
            pipeline(state)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 59)), max_size=30), st.integers(0, 30))
def test_a_restored_pipeline_goes_on_as_if_nothing_had_happened(lines: list[tuple[int, int]], cut: int) -> None:
    messages = [message(number, f"09:{minute:02d}") for number, minute in lines] + [end()]
    first = pipeline()
    begun = fold(messages[:cut], first)
    assert begun + fold(messages[cut:], pipeline(first.dump()), len(messages[:cut])) == fold(messages)
