"""Prices as files write them: which mark is the decimal one is told by the values, and doubted where they do not tell."""

import json
from pathlib import Path
from typing import Any

import pytest

from producers.replay.mapping.loading import parse
from producers.replay.mapping.numerals import number, plain_number
from producers.replay.mapping.proposal import propose
from tests.producers.mapping import SHOP, entries, shop, told


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1,234.56", ".", 1234.56),
        ("1,299", ".", 1299),
        ("1.234,56", ",", 1234.56),
        ("1 234,56", ",", 1234.56),
        ("12.50", ",", 12.5),
        ("1.0", ",", 1),
        ("0.125", ",", 0.125),
        ("€12.50", ".", 12.5),
        ("12,50\u00a0€", ",", 12.5),
        ("-$1,299.00", ".", -1299),
    ],
)
def test_a_number(text: str, decimal: Any, value: float) -> None:
    assert number(text, decimal) == value
    assert plain_number(text) is not None


@pytest.mark.parametrize(
    ("text", "decimal"), [("12,50", "."), ("1,23,456", "."), ("12 50", "."), ("1.234.56", ","), ("€", "."), ("B1", ",")]
)
def test_no_number(text: str, decimal: Any) -> None:
    with pytest.raises(ValueError, match="could not convert"):
        number(text, decimal)


@pytest.mark.parametrize(
    ("prices", "decimal", "made", "doubt"),
    [
        (["1,234.56", "36.21"], ".", [1234.56, 36.21], ""),
        (["1,299", "899"], ".", [1299, 899], "1,299 is taken for 1299"),
        (["12,50", "8,00"], ",", [12.5, 8], ""),
        (["12,50", "8.00"], ",", [12.5, 8], "decimal commas as well as with decimal points"),
        (["0,125", "8,00"], ",", [0.125, 8], ""),
        (["€12.50", "€8.00"], ".", [12.5, 8], ""),
    ],
)
def test_the_decimal_mark_of_prices(tmp_path: Path, prices: list[str], decimal: str, made: list[float], doubt: str) -> None:
    path = tmp_path / "own.jsonl"
    lines = [{"ts": f"2026-05-01T10:0{row}:00Z", "user_id": "u1", "event": "view", "price": price} for row, price in enumerate(prices)]
    path.write_text("\n".join(map(json.dumps, lines)))
    found = propose(path)
    assert parse(found.toml, "own.toml").decimal == decimal
    assert [told(event)["price"] for event in found.events] == made
    doubts = [told for told in found.doubts if told.startswith("price from price: ") and "sure" not in told]
    assert (doubt in doubts[0]) if doubt else not doubts


def test_a_quantity_keeps_its_point_where_commas_are_decimal(tmp_path: Path) -> None:
    mapping = "delimiter = ';'\ndecimal = ','\n" + SHOP + 'quantity = "who"'
    path = tmp_path / "shop.csv"
    path.write_text("when;who;what;product;price\n2026-05-01T10:00:00Z;1.0;view;B1;12,50\n")
    (event,) = entries(tmp_path, path, mapping=mapping)
    assert (told(event)["quantity"], told(event)["price"]) == (1, 12.5)


def test_a_decimal_comma_where_points_are_decimal_is_a_bad_row(tmp_path: Path) -> None:
    lines = ["2026-05-01T10:00:00Z,v1,view,B1,1", '2026-05-01T10:00:00Z,v1,view,B1,"12,50"']
    _, bad = entries(tmp_path, shop(tmp_path, *lines), mapping=SHOP)
    assert told(bad)["why"] == "price is not a number: '12,50'"
