from typing import Any

import pytest

from dashboards.live.changes import change
from tests.dashboards.builders import answer


def moved(now: float | None, before: float | None, samples: int = 10_000, **changes: Any) -> tuple[str, str] | None:
    one, two = (answer(value=value, samples=samples, **changes) for value in (now, before))
    found = change(one, two)
    return found and found[:2]


def test_a_share_moves_in_points() -> None:
    assert moved(2.4, 2.6, unit="%") == ("-0.2 points", "flat")
    assert moved(3.6, 2.6, unit="%") == ("+1.0 points", "good")
    assert moved(66.0, 77.0, unit="%", better="lower") == ("-11 points", "good")
    assert moved(2.6, 2.6, unit="%") == ("±0 points", "flat")


def test_anything_else_moves_in_proportion_and_by_what_is_better() -> None:
    assert moved(50, 100, unit="pages") == ("-50%", "bad")
    assert moved(50, 100, unit="pages", better="lower") == ("-50%", "good")
    assert moved(50, 100, unit="pages", better="neither") == ("-50%", "flat")
    assert moved(100.001, 100, unit="pages") == ("±0%", "flat")


@pytest.mark.parametrize(("now", "before", "samples"), [(8.0, 10.0, 9), (120.0, 100.0, 40), (105.0, 100.0, 10_000)])
def test_what_chance_may_do_is_neither_good_nor_bad(now: float, before: float, samples: int) -> None:
    found = moved(now, before, samples, unit="pages")
    assert found
    assert found[1] == "flat"


def test_of_a_small_base_the_number_before_says_more_than_a_huge_percentage() -> None:
    assert moved(540, 10, unit="currency", currency="EUR") == ("was 10.00 EUR", "good")
    assert moved(5, 0, unit="currency") == ("was 0.00", "good")
    assert moved(50, -10, unit="currency") == ("was -10.00", "good")


def test_without_a_number_before_there_is_no_change() -> None:
    assert moved(5, None) is None
    assert moved(0, 0) is None
    assert change(answer(value=5.0), answer(value=4.0, enough=False)) is None
    assert change(answer(value=5.0), None) is None
