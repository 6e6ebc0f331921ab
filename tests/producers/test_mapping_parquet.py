"""Parquet files: with fewer columns than a ready mapping names, with values that Python has none of, and damaged."""

from pathlib import Path
from typing import Any

import pytest

from contracts.events import Unmapped
from producers.replay.mapping.mapping import MappingError
from producers.replay.mapping.proposal import propose
from tests.producers.mapping import FILES, SHOP, entries, told
from tests.producers.test_mapping_formats import EVENTS

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


@pytest.mark.parametrize(
    ("left_out", "fields"),
    [
        (["session_traffic_source_last_click"], ["channel"]),
        (["ecommerce", "geo", "user_id", "device", "session_traffic_source_last_click"], ["country", "device", "channel", "customer"]),
    ],
)
def test_a_ga4_export_without_columns_that_came_later(tmp_path: Path, left_out: list[str], fields: list[str]) -> None:
    import pyarrow.json

    table, path = pyarrow.json.read_json(FILES / "ga4.jsonl"), tmp_path / "ga4.parquet"
    parquet.write_table(table.drop_columns([name for name in left_out if name in table.column_names]), path)
    assert propose(path).format == "ga4"
    wanted = [{name: value for name, value in event.items() if name not in fields} for event in EVENTS["ga4.jsonl"]]
    assert [{name: value for name, value in told(entry).items() if name != "order"} for entry in entries(tmp_path, path)] == [
        {name: value for name, value in event.items() if name != "order"} for event in wanted
    ]


def test_a_ga4_export_without_items_and_one_without_its_marks(tmp_path: Path) -> None:
    import pyarrow.json

    table, path = pyarrow.json.read_json(FILES / "ga4.jsonl"), tmp_path / "ga4.parquet"
    parquet.write_table(table.drop_columns(["items"]), path)
    assert [told(entry)["type"] for entry in entries(tmp_path, path)] == ["page_view", "view_item_list", "view_item", "purchase"]
    parquet.write_table(table.drop_columns(["user_pseudo_id"]), path)
    assert propose(path).format is None


def test_a_column_of_ones_own_mapping_must_be_there(tmp_path: Path) -> None:
    write(tmp_path / "shop.parquet", [1])
    with pytest.raises(MappingError, match="the file has no column `price`"):
        entries(tmp_path, tmp_path / "shop.parquet", mapping=SHOP.replace("csv", "parquet"))


def write(path: Path, stamps: list[int], **more: list[Any]) -> None:
    count = len(stamps)
    columns = {
        "when": pyarrow.array(stamps, pyarrow.timestamp("us")),
        "who": ["v"] * count,
        "what": ["view"] * count,
        "product": ["B"] * count,
    }
    parquet.write_table(pyarrow.table(columns | more), path, compression="none")


def test_a_stamp_beyond_all_years_is_one_bad_row(tmp_path: Path) -> None:
    path = tmp_path / "shop.parquet"
    write(path, [1_777_629_600_000_000, 2**62, 1_777_629_601_000_000], price=[1.0, 2.0, 3.0])
    found = entries(tmp_path, path, mapping=SHOP.replace("csv", "parquet"))
    assert [entry.id for entry in found] == ["1", "2.bad", "3"]
    assert isinstance(found[1], Unmapped)
    assert found[1].why == "a value of the row cannot be read (date value out of range)"


def test_a_damaged_page_is_said_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "shop.parquet"
    write(path, [1_777_629_600_000_000] * 100)
    whole = path.read_bytes()
    path.write_bytes(whole[:4] + b"\xff" * 40 + whole[44:])
    with pytest.raises(MappingError, match=r"^shop.parquet is damaged after row 0: .*; fetch it again$"):
        propose(path)
