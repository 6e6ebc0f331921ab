"""How a CSV is written, and what its columns are called: headers as spreadsheets and data frames write them, stamps of many formats."""

from pathlib import Path

import pytest

from producers.replay.mapping.loading import parse
from producers.replay.mapping.proposal import propose
from producers.replay.mapping.stamp_formats import formats_of
from tests.producers.mapping import entries, told
from tests.producers.test_mapping_inspect import mapping_of, written


def rows(extra: str = "", before: str = "") -> list[str]:
    return [f"{before.format(row)}2026-05-01T10:{row:02}:00Z,u{row // 3},view,p{row % 7},9.50{extra}" for row in range(30)]


@pytest.mark.parametrize(
    ("header", "lines", "unused"),
    [
        (",time,user,event,product,price", rows(before="{},"), ["c1"]),
        ("time,user,event,product,price,", rows(","), ["c6"]),
        ("time,user,event,product,price,price", rows(",1"), ["price.2"]),
        ("time,user,event,product,price,2nd_price", rows(",1"), ["2nd_price"]),
    ],
    ids=["index", "trailing", "repeated", "digit"],
)
def test_a_header_with_a_name_that_is_none(tmp_path: Path, header: str, lines: list[str], unused: list[str]) -> None:
    path = written(tmp_path, "own.csv", header, *lines)
    found = propose(path)
    assert mapping_of(found) == {"time": "time", "type": "event", "visitor": "user", "product": "product", "price": "price"}
    assert (found.unmapped, found.bad_share) == (unused, 0)
    assert len(entries(tmp_path, path, mapping=found.toml)) == 30


def test_a_column_by_the_name_it_is_given(tmp_path: Path) -> None:
    path = written(tmp_path, "own.csv", "time,user,event,product,price,price", *rows(",7"))
    mapping = propose(path).toml.replace('"price"', '"price.2"')
    assert told(entries(tmp_path, path, mapping=mapping)[0])["price"] == 7


def test_a_first_line_with_a_stamp_is_no_header(tmp_path: Path) -> None:
    found = propose(written(tmp_path, "own.csv", *rows()))
    assert any("no header line" in doubt for doubt in found.doubts)
    assert found.report.events == 30


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_first_line_that_tells_excel_the_separator_is_no_header(tmp_path: Path, end: str) -> None:
    path = tmp_path / "own.csv"
    path.write_text(end.join(["sep=;", "time;user;event", *(";".join(row.split(",")[:3]) for row in rows()), ""]), newline="")
    found = propose(path)
    assert mapping_of(found) == {"time": "time", "type": "event", "visitor": "user"}
    assert [entry.id for entry in entries(tmp_path, path, mapping=found.toml)] == [str(line) for line in range(3, 33)]


def test_lines_of_orders_by_what_exports_call_them_and_addresses_by_their_hash(tmp_path: Path) -> None:
    lines = [f"2026-05-01T10:{row:02}:00Z,ann{row // 3}@example.com,#10{row:02},A{row % 7},9.50,2" for row in range(30)]
    path = written(tmp_path, "own.csv", "Created at,Email,Order number,Lineitem sku,Line item price,Order line qty", *lines)
    found = propose(path)
    names = {"customer": "Email", "visitor": "Email", "order": "Order number", "product": "Lineitem sku", "price": "Line item price"}
    assert mapping_of(found) == {"time": "Created at", "type": "purchase", **names, "quantity": "Order line qty"}
    made = entries(tmp_path, path, mapping=found.toml)
    assert len({told(entry)["customer"] for entry in made}) == 10
    assert not any("@" in str(told(entry)) for entry in made)


@pytest.mark.parametrize("price", ["price", "price, €"])
def test_semicolons_and_decimal_commas_with_some_broken_rows(tmp_path: Path, price: str) -> None:
    lines = [row.replace(",", ";").replace(".50", ",50") + (";x" if place in (5, 15) else "") for place, row in enumerate(rows())]
    found = propose(written(tmp_path, "own.csv", f"time;user;event;product;{price}", *lines))
    mapping = parse(found.toml, "own.toml")
    assert (mapping.delimiter, mapping.decimal, found.report.events, found.report.bad_rows) == (";", ",", 28, 2)


@pytest.mark.parametrize(
    ("stamp", "format"),
    [
        ("5/31/2026 9:05 AM", "%m/%d/%Y %I:%M %p"),
        ("31.05.26 09:05", "%d.%m.%y %H:%M"),
        ("2026-05-01 9:05", "%Y-%m-%d %H:%M"),
        ("2026/05/01 09:00:00.123", "%Y/%m/%d %H:%M:%S.%f"),
        ("31/05/2026, 09:05:00", "%d/%m/%Y, %H:%M:%S"),
        ("2026-05-01 09:00:00 GMT", "iso"),
        ("01-May-2026 09:05:00", "%d-%b-%Y %H:%M:%S"),
    ],
)
def test_formats_of_stamps(stamp: str, format: str) -> None:
    assert formats_of([stamp]) == [(format, 1.0)]


def test_of_two_formats_the_one_that_reads_more_of_all_rows(tmp_path: Path) -> None:
    days = [*range(1, 13)] * 40 + [20, 31]  # only the last two tell
    lines = [f"05/{day:02}/2026 10:00,u{row // 3},view" for row, day in enumerate(days)]
    found = propose(written(tmp_path, "own.csv", "time,user,event", *lines))
    assert parse(found.toml, "own.toml").time.format == "%m/%d/%Y %H:%M"
    assert not any("which is day" in doubt for doubt in found.doubts)
    assert found.bad_share == 0


def test_a_time_of_day_in_a_column_of_its_own_is_doubted(tmp_path: Path) -> None:
    lines = [f"2026-05-01,10:{row:02}:00,u{row // 3},view" for row in range(30)]
    found = propose(written(tmp_path, "own.csv", "date,clock,user,event", *lines))
    assert "clock has the time of day, and a mapping takes one column: join the two in the file first" in found.doubts


def test_names_with_dots_in_json(tmp_path: Path) -> None:
    lines = [
        f'{{"@timestamp": "2026-05-01T10:0{row}:00Z", "event.name": "view", "user.id": "u1", "product": {{"id": "B1"}}}}'
        for row in range(5)
    ]
    found = propose(written(tmp_path, "own.jsonl", *lines))
    assert mapping_of(found) == {"time": "@timestamp", "type": "event.name", "visitor": "user.id", "product": "product.id"}
    assert told(found.events[0]) == {"id": "1", "type": "view_item", "at": 1_777_629_600_000, "visitor": "u1", "product": "B1"}
