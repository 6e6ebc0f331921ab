import csv
from typing import Any

import pytest

from dashboards.live.sheet import MARK, csv_of
from tests.dashboards.builders import NOON, answer


def lines(*rows: tuple[Any, ...], **changes: Any) -> list[list[str]]:
    text = csv_of(answer("table", rows=list(rows), **changes))
    assert text.startswith(MARK)
    return list(csv.reader(text.removeprefix(MARK).splitlines()))


def test_heads_say_what_the_numbers_are() -> None:
    assert lines(unit="currency", currency="EUR")[0] == ["label", "value (EUR)", "samples (sessions)"]
    assert lines(unit="currency")[0][1] == "value (amount)"
    assert lines(unit="%")[0][1] == "value (%)"


@pytest.mark.parametrize("label", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("x")'])
def test_what_a_spreadsheet_would_run_is_text(label: str) -> None:
    assert lines((label, 1, 1))[1][0] == f"'{label}"


def test_numbers_and_stamps_stay_what_they_are() -> None:
    assert lines(("a, b", -3.5, None), (NOON, 1, 1))[1:] == [["a, b", "-3.5", ""], ["2026-05-01T12:00:00Z", "1", "1"]]
