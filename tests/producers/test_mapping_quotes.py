"""Quotation marks that are none: each costs its own row, and never the rows behind it."""

from pathlib import Path

import pytest

from contracts.events import ShopEvent, Unmapped
from producers.replay.mapping.csv_records import MOST_LINES
from producers.replay.mapping.loading import parse
from producers.replay.mapping.proposal import propose
from tests.producers.mapping import SHOP, entries, shop, told


def rows(count: int) -> list[str]:
    return [f"2026-05-01T10:{row // 60:02}:{row % 60:02}Z,v{row},view,B{row},1" for row in range(count)]


def made(folder: Path, *lines: str) -> tuple[list[str], list[tuple[int, str]]]:
    """Ids of the events, lines and reasons of the rest; by `SHOP`, whose text is in the fourth column."""
    found = entries(folder, shop(folder, *lines), mapping=SHOP)
    bad = [(entry.line, entry.why) for entry in found if isinstance(entry, Unmapped)]
    return [entry.id for entry in found if isinstance(entry, ShopEvent)], bad


@pytest.mark.parametrize("count", [5, MOST_LINES + 50])
def test_one_that_is_never_closed(tmp_path: Path, count: int) -> None:
    lines = rows(count)
    lines[2] = lines[2].replace("B2", '"5 inch B2')
    events, bad = made(tmp_path, *lines)
    assert events == [str(line) for line in range(2, count + 2) if line != 4]
    assert bad == [(4, 'a quotation mark opens here and is not closed (if it is none, quote = "" may help)')]


def test_two_that_look_like_a_text_between_them(tmp_path: Path) -> None:
    """As many values as there are columns, and the whole is good CSV: but the text between them holds rows with stamps."""
    lines = rows(6)
    lines[1], lines[3] = lines[1].replace("B1", '"5 inch B1'), lines[3].replace("B3", 'TV 13"')
    events, bad = made(tmp_path, *lines)
    assert events == ["2", "4", "5", "6", "7"]
    assert [line for line, _ in bad] == [3]


def test_one_after_another(tmp_path: Path) -> None:
    lines = rows(6)
    lines[1], lines[3] = lines[1].replace("B1", '"5 inch B1'), lines[3].replace("B3", '"7 inch B3')
    events, bad = made(tmp_path, *lines)
    assert events == ["2", "4", "6", "7"]
    assert [line for line, _ in bad] == [3, 5]


def test_a_long_text_with_commas_is_one_value(tmp_path: Path) -> None:
    text = "\n".join(f"line {line}, with, some, commas" for line in range(MOST_LINES - 2))
    lines = rows(2)
    lines[0] = lines[0].replace("B0", f'"{text}"').replace(",1", ",1")
    found = entries(
        tmp_path, shop(tmp_path, *lines), mapping=SHOP.replace('product = "product"', 'page = { column = "product", as = "cut" }')
    )
    assert [entry.id for entry in found] == ["2", str(MOST_LINES)]
    assert not any(isinstance(entry, Unmapped) for entry in found)


def test_one_behind_a_backslash_as_mysql_writes_it(tmp_path: Path) -> None:
    lines = rows(20)
    lines[2] = lines[2].replace("B2", r'"5\" inch, \"B2\""')
    found = propose(shop(tmp_path, *lines))
    assert (parse(found.toml, "own.toml").escape, found.report.bad_rows) == ("\\", 0)
    made = entries(tmp_path, shop(tmp_path, *lines), mapping=found.toml)
    assert [told(entry)["product"] for entry in made][:4] == ["B0", "B1", '5" inch, "B2"', "B3"]


def test_a_backslash_is_a_letter_where_nobody_says_otherwise(tmp_path: Path) -> None:
    lines = rows(20)
    lines[2] = lines[2].replace("B2", r'"C:\B2"')
    assert parse(propose(shop(tmp_path, *lines)).toml, "own.toml").escape == ""
    assert told(entries(tmp_path, shop(tmp_path, *lines), mapping=SHOP)[2])["product"] == r"C:\B2"
