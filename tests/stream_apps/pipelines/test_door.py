"""The door: every bad message becomes a reject with its reason, its bytes and its origin, and the flow goes on."""

import base64

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.events import Unmapped
from contracts.topics import LARGE
from stream_apps.pipelines.door import KEPT
from tests.builders import SOURCE, Record, message, ms, record
from tests.stream_apps.pipelines.fold import click, folded, records

BAD = [
    (None, "empty"),
    (b"", "empty"),
    (b"not json", "not_json"),
    (b'{"id": "a"', "not_json"),
    (b'{"id": "\xff"}', "not_json"),
    (b"[" * 100_000 + b"]" * 100_000, "too_large"),
    (b"[" * 20_000, "wrong_type"),
    (b'{"deep": ' + b"[" * 20_000, "unknown_field"),
    (b"null", "wrong_type"),
    (b"[1, 2]", "wrong_type"),
    (message(surprise=1), "unknown_field"),
    (message(id=None), "missing_field"),
    (message(source=None), "missing_field"),
    (message(price="52"), "wrong_type"),
    (message(id=7), "wrong_type"),
    (message(id=""), "invalid_value"),
    (message(source="No Spaces"), "invalid_value"),
    (message(source="line\n"), "invalid_value"),
    (message(type="teleport"), "invalid_value"),
    (message(at="yesterday"), "invalid_value"),
    (message(at=-1), "invalid_value"),
    (message(at="0001-01-01T00:00:00Z"), "invalid_value"),
    (message(at="1970-01-01T00:00:00+00:01"), "invalid_value"),  # before 1970 in UTC
    (message(at=ms("10:00") * 1000), "invalid_value"),  # microseconds by mistake
    (message(at="2026-05-01T10:00:00"), "no_zone"),
    (message(at="2026-05-02T10:00:00Z"), "future"),
    (message(price=-0.01), "negative_price"),
    (message(position=-1), "invalid_value"),
    (message(visitor=None), "no_subject"),
    (message(page="x" * 300), "invalid_value"),
    (message(type="unmapped"), "invalid_value"),  # claims to be a line of a file, and is none
]
UNMAPPED = Unmapped(id="3", source=SOURCE, at=ms("10:00"), file="shop.csv", line=3, why="price is not a number: 'x'", raw="v1,x", size=4)


@pytest.mark.parametrize(("value", "reason"), BAD)
def test_a_bad_message_is_rejected_with_its_reason_bytes_and_origin(value: bytes | None, reason: str) -> None:
    rows = folded(records(value, click(1, "10:00")))
    (reject,) = rows["rejects"]
    kept = reject.raw.encode() if reject.encoding == "utf-8" else base64.b64decode(reject.raw)
    assert (reject.reason, kept, reject.size) == (reason, value or b"", len(value or b""))
    assert (reject.origin_topic, reject.origin_partition, reject.origin_offset) == ("events.shop", 0, 0)
    assert len(rows["clicks"]) == 1  # the flow goes on


def test_a_line_of_a_file_that_no_mapping_fits_is_kept_under_its_source_with_its_place() -> None:
    (reject,) = folded(records(msgspec.json.encode(UNMAPPED), click(1, "10:00")))["rejects"]
    assert (reject.reason, reject.source) == ("unmapped_row", SOURCE)
    assert reject.detail == "shop.csv, line 3: price is not a number: 'x'"
    assert msgspec.json.decode(reject.raw, type=Unmapped) == UNMAPPED


@pytest.mark.parametrize("key", [None, b""])
def test_a_click_without_a_key_is_rejected(key: bytes | None) -> None:
    (reject,) = folded([record(0, key=key)])["rejects"]
    assert (reject.reason, reject.source) == ("empty_key", "example")


def test_ten_megabytes_are_kept_whole() -> None:
    value = b'{"id": "' + b"x" * 10_000_000 + b'"}'
    (reject,) = folded([record(0, value)])["rejects"]
    assert (reject.reason, reject.size, reject.raw) == ("too_large", len(value), value.decode())


@pytest.mark.parametrize("byte", [b"x", b"\0", b"\xff", b'"'])
def test_the_largest_reject_fits_a_rows_topic(byte: bytes) -> None:
    """However its bytes are written as JSON, and however well they were compressed on their way here."""
    value = byte * 40_000_000
    (reject,) = folded([record(0, value, key=b"\xff" * 2_000_000)])["rejects"]
    kept = reject.raw.encode() if reject.encoding == "utf-8" else base64.b64decode(reject.raw)
    assert (reject.size, kept) == (len(value), value[:KEPT])
    assert len(msgspec.json.encode(reject)) < LARGE - 100_000


def test_a_reject_belongs_to_its_source_where_that_can_be_read() -> None:
    assert [reject.source for reject in folded(records(message(surprise=1), b"{"))["rejects"]] == ["example", ""]


def test_a_stamp_may_be_milliseconds_or_rfc_3339_in_any_zone() -> None:
    rows = folded(records(click(1, "10:00"), message(id="e2", at="2026-05-01T12:00:00.5+02:00")))
    assert [row.at for row in rows["clicks"]] == [ms("10:00") / 1000, ms("10:00") / 1000 + 0.5]


def test_a_record_without_a_stamp_of_its_own_is_taken() -> None:
    (row,) = folded([Record(0, -1, b"v1", click(1, "10:00"))])["clicks"]
    assert row.sent == 0


@given(st.lists(st.one_of(st.binary(max_size=60), st.just(message()))))
def test_every_message_is_a_click_a_reject_or_a_duplicate(values: list[bytes]) -> None:
    rows = folded(records(*values))
    assert len(rows["clicks"]) + len(rows["rejects"]) == len(values)
