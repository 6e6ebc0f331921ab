"""Mappings proposed for files: whole where the file tells enough, and doubtful where it does not."""

import json
from pathlib import Path
from random import Random

import pytest

from producers.replay.mapping.loading import parse
from producers.replay.mapping.mapping import MappingError
from producers.replay.mapping.proposal import Proposal, propose
from producers.replay.mapping.ready import NAMES
from tests.producers.mapping import FILES, entries, told
from tests.producers.test_mapping_formats import EVENTS


def written(folder: Path, name: str, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in lines), encoding)
    return path


def mapping_of(found: Proposal) -> dict[str, object]:
    """The proposed file, read again: time, type and the column of each field."""
    mapping = parse(found.toml, "proposed.toml")
    return {"time": mapping.time.column, "type": mapping.type.column or mapping.type.value} | {
        name: mapping.field(name).column or mapping.field(name).value for name in mapping.fields
    }


@pytest.mark.parametrize("name", [name for names in EVENTS for name in names.split()])
def test_a_known_format_is_recognised_and_its_ready_mapping_shown(name: str) -> None:
    found = propose(FILES / name)
    assert found.format in NAMES
    assert (found.doubts, found.missing, found.bad_share) == ([], [], 0)
    assert parse(found.toml, name).title == found.title
    assert found.events


# The columns of a shop's log under other names than any ready mapping has, in any order.
RENAMED = {
    "occurred_at": "2026-05-01 10:{0:02}:00+02:00",
    "UserID": "u{1}",
    "visitId": "s-{1}-1",
    "action": "{2}",
    "SKU": "A{3}",
    "unitPrice": "{3}.50",
    "qty": "1",
    "Currency Code": "EUR",
    "page_url": "https://shop.example/p/{3}?ref=mail",
    "geo.country": "PL",
    "internal_note": "x y",
}
ACTIONS = ("product_view", "product_view", "AddToBasket", "checkout", "order_placed")


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_file_with_its_own_names_in_any_order(tmp_path: Path, seed: int, delimiter: str) -> None:
    columns = Random(seed).sample(list(RENAMED.items()), len(RENAMED))
    rows = [delimiter.join(text.format(row % 60, row // 5, ACTIONS[row % 5], row % 7) for _, text in columns) for row in range(50)]
    found = propose(written(tmp_path, "own.csv", delimiter.join(name for name, _ in columns), *rows))
    assert found.format is None
    assert mapping_of(found) == {
        "time": "occurred_at", "type": "action", "visitor": "UserID", "session": "visitId", "product": "SKU", "price": "unitPrice",
        "quantity": "qty", "currency": "Currency Code", "page": "page_url", "country": "geo.country",
    }  # fmt: skip
    assert (found.unmapped, found.missing, found.bad_share) == (["internal_note"], [], 0)
    assert told(found.events[0])["page"] == "/p/0"
    types = parse(found.toml, "own.toml").type.names
    assert types == {"product_view": "view_item", "AddToBasket": "add_to_cart", "checkout": "begin_checkout", "order_placed": "purchase"}


def test_names_that_tell_nothing_leave_it_to_the_values_with_doubts(tmp_path: Path) -> None:
    rows = [f"{1_777_629_600 + 60 * row},k{row // 3},{('view', 'cart', 'login')[row % 3]},{row}" for row in range(30)]
    found = propose(written(tmp_path, "own.csv", "a1,b2,c3,d4", *rows))
    assert {name: column for name, column in mapping_of(found).items() if name in ("time", "type", "visitor")} == {
        "time": "a1",
        "type": "c3",
        "visitor": "b2",
    }
    assert any("visitor from b2: the column of ids that come again" in doubt for doubt in found.doubts)
    assert any("not understood and left out: login" in doubt for doubt in found.doubts)
    assert "# DOUBT: " in found.toml


def test_what_an_event_cannot_do_without_is_asked_for(tmp_path: Path) -> None:
    found = propose(written(tmp_path, "own.csv", "colour,price", "red,1.50", "blue,2.50"))
    assert found.missing == ["time", "visitor or session"]
    assert 'column = "?"' in found.toml
    assert found.events == []


def test_days_and_months_that_could_be_either_are_asked_about(tmp_path: Path) -> None:
    found = propose(written(tmp_path, "own.csv", "date;customer;sku;price", "01/02/2026;k1;A;12,50", "03/04/2026;k1;B;1.012,50"))
    mapping = parse(found.toml, "own.toml")
    assert any("which is day and which is month?" in doubt for doubt in found.doubts)
    assert any("name no time zone" in doubt for doubt in found.doubts)
    assert (mapping.decimal, mapping.field("precision").value, mapping.field("visitor").column) == (",", "day", "customer")
    assert [told(event)["price"] for event in found.events] == [12.5, 1012.5]


def test_a_file_without_a_header_that_is_not_utf8(tmp_path: Path) -> None:
    rows = [f"2026-05-01T10:{row:02}:00Z,kunde-{row // 3},Küche" for row in range(30)]
    found = propose(written(tmp_path, "own.csv", *rows, encoding="cp1252"))
    mapping = parse(found.toml, "own.toml")
    assert (mapping.columns, mapping.encoding, mapping.time.column, mapping.field("visitor").column) == (
        ["c1", "c2", "c3"],
        "cp1252",
        "c1",
        "c2",
    )


def test_a_list_in_nested_rows_makes_events_of_its_elements(tmp_path: Path) -> None:
    rows = [{"user": {"id": f"u{row // 2}"}, "hits": [{"time": 1_777_629_600_000 + row, "sku": "A"}] * 2} for row in range(10)]
    path = written(tmp_path, "own.jsonl", *map(json.dumps, rows))
    found = propose(path)
    mapping = parse(found.toml, "own.toml")
    assert mapping.each is not None
    assert (mapping.each.column, mapping.time.column, mapping.time.format) == ("hits", "hits[].time", "ms")
    assert len(entries(tmp_path, path, mapping=found.toml)) == 20


def test_a_proposal_can_be_replayed_as_it_is_written(tmp_path: Path) -> None:
    path = written(tmp_path, "own.csv", "time,user,event,item", "2026-05-01T10:00:00Z,u1,view,A", "2026-05-01T10:01:00Z,u1,buy,A")
    assert [told(entry)["type"] for entry in entries(tmp_path, path, mapping=propose(path).toml)] == ["view_item", "purchase"]


def test_what_cannot_be_looked_at_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="there is no file"):
        propose(tmp_path / "none.csv")
    with pytest.raises(MappingError, match=r"^own.csv is empty$"):
        propose(written(tmp_path, "own.csv"))
    with pytest.raises(MappingError, match="has no row that can be read"):
        propose(written(tmp_path, "own.jsonl", "no"))
