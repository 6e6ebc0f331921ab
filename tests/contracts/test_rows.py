"""Rows as they travel."""

import msgspec
import pytest

from contracts.rows import TABLES, Click, Reset
from tests import builders
from tests.builders import click, reset

ROWS = list(builders.ROWS.values())


def test_there_is_a_builder_for_every_table() -> None:
    assert [type(build()) for build in ROWS] == list(TABLES.values())


@pytest.mark.parametrize("build", ROWS)
def test_a_row_travels_without_loss(build: object) -> None:
    row = build()
    assert msgspec.json.decode(msgspec.json.encode(row), type=type(row)) == row


@pytest.mark.parametrize("build", ROWS)
def test_a_row_is_never_taken_for_a_mark_that_deletes(build: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(build()), type=Reset)


@pytest.mark.parametrize("table", TABLES)
def test_a_mark_is_never_taken_for_a_row(table: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(reset()), type=TABLES[table])


@pytest.mark.parametrize("change", [{"at": -1.0}, {"at": 5e9}, {"step": -1}, {"step": 2**32}, {"origin_offset": 2**63}])
def test_what_the_store_could_not_hold_is_no_row(change: dict[str, float]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(click(**change)), type=Click)
