"""Histories of any length: sorted outside memory, any place within reach, made anew only where they are not whole."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from producers.replay.journal import ReplayError
from producers.replay.mapping.sorting import Timed, ordered
from producers.replay.mapping.spool import GROW, Spool
from tests.builders import event
from tests.producers.mapping import SHOP, filed, shop

SORTED = "sorted = true\n" + SHOP


def line(second: int, visitor: str = "v1") -> str:
    return f"2026-05-01T10:{second // 60:02}:{second % 60:02}Z,{visitor},view,B1,1"


@pytest.mark.parametrize("run", [1, 7, 100, 1_000])
def test_more_than_memory_takes_is_sorted_and_equal_times_keep_their_order(tmp_path: Path, run: int) -> None:
    random = Random(7)
    entries = [(random.randrange(30), f"{place}\n".encode()) for place in range(100)]
    assert list(ordered(iter(entries), tmp_path, run)) == sorted(entries, key=lambda entry: entry[0])
    assert list(tmp_path.iterdir()) == []


def test_any_place_and_any_time_of_a_history_is_found(tmp_path: Path) -> None:
    count = GROW + 5_000
    encoded = Spool(tmp_path / "spool", lines(count))
    assert encoded.total is None
    assert encoded.entry(count - 1).id == f"e{count - 1}"
    assert not encoded.has(count)
    assert (encoded.total, encoded.last(), encoded.at(count + 7)) == (count, 10 * (count - 1), 10 * (count - 1))
    for place in (0, 2_047, 2_048, 20_001, 5, count - 1):
        assert (encoded.entry(place).id, encoded.at(place), encoded.place(10 * place), encoded.place(10 * place - 9)) == (
            f"e{place}",
            10 * place,
            place,
            place,
        )
    assert encoded.place(10 * count) == count
    encoded.close()
    with pytest.raises(IndexError):
        encoded.entry(count)


def lines(count: int) -> Iterator[Timed]:
    import msgspec

    encode = msgspec.json.Encoder().encode
    for place in range(count):
        yield 10 * place, encode(event(id=f"e{place}", at=10 * place)) + b"\n"


def test_a_sorted_file_is_read_while_it_is_played(tmp_path: Path) -> None:
    path = shop(tmp_path, *map(line, range(60)))
    made = filed(tmp_path, path, mapping=SORTED, limit=10)
    assert (made.history.total, made.report.rows) == (10, 10)
    made.history.close()


def test_what_is_not_in_order_after_all_keeps_its_stamp_and_is_counted(tmp_path: Path) -> None:
    made = filed(tmp_path, shop(tmp_path, line(5), line(3), line(9)), mapping=SORTED)
    history = made.history
    assert [history.entry(place).at - 1_777_629_600_000 for place in range(3)] == [5_000, 3_000, 9_000]
    assert [history.at(place) - 1_777_629_600_000 for place in range(3)] == [5_000, 5_000, 9_000]
    assert made.report.disordered == 1
    history.close()


def test_a_period_of_a_file(tmp_path: Path) -> None:
    path = shop(tmp_path, *map(line, range(60)), "nonsense")
    start = 1_777_629_600_000
    for mapping in (SHOP, SORTED):
        made = filed(tmp_path, path, mapping=mapping, start=start + 5_000, end=start + 8_000)
        assert [made.history.entry(place).id for place in range(made.history.total or 0)] == ["7", "8", "9"]
        made.history.close()
    with pytest.raises(ReplayError, match=r"^file has no events in that period \(61 rows read\)$"):
        filed(tmp_path, path, mapping=SHOP, start=start + 90_000)


def test_what_is_whole_is_used_again_by_the_same_plan_only(tmp_path: Path) -> None:
    path = shop(tmp_path, *map(line, range(9)), "nonsense")
    filed(tmp_path, path, mapping=SHOP, fingerprint="1").history.close()
    path.write_text(path.read_text().splitlines()[0] + "\n" + line(1))
    kept = filed(tmp_path, path, mapping=SHOP, fingerprint="1")
    assert (kept.history.total, kept.report.rows, kept.report.bad_rows) == (10, 10, 1)
    kept.history.close()
    anew = filed(tmp_path, path, mapping=SHOP, fingerprint="2")
    assert (anew.history.total, anew.report.rows) == (1, 1)
    anew.history.close()


def test_sorted_files_are_merged_by_time(tmp_path: Path) -> None:
    first, second = shop(tmp_path, *map(line, range(0, 10, 2))), tmp_path / "second.csv"
    second.write_text("when,who,what,product,price\n" + "\n".join(map(line, range(1, 10, 2))))
    made = filed(tmp_path, first, second, mapping=SORTED)
    times = [made.history.at(place) for place in range(10)]
    assert times == sorted(times)
    assert {made.history.entry(place).id for place in range(10)} == {f"{file}:{row}" for file in (1, 2) for row in range(2, 7)}
    assert made.report.disordered == 0
    made.history.close()


def test_a_later_row_in_a_sorted_file_does_not_end_a_period(tmp_path: Path) -> None:
    """What is out of order by less than a day is read, and counted; a day past the end nothing is left."""
    day, start = 86_400, 1_777_629_600_000
    path = tmp_path / "shop.csv"
    seconds = [0, 1, 60, 2, 3, 2 * day, 4]
    path.write_text("when,who,what,product,price\n" + "".join(f"{1_777_629_600 + second},v,view,B,1\n" for second in seconds))
    mapping = SORTED.replace('column = "when"', 'column = "when"\nformat = "s"')
    made = filed(tmp_path, path, mapping=mapping, end=start + 10_000)
    assert [made.history.entry(place).id for place in range(made.history.total or 0)] == ["2", "3", "5", "6"]
    assert (made.report.disordered, made.report.rows) == (2, 6)
    made.history.close()
