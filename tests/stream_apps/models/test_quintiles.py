"""Quintiles kept while numbers come, change and go are those counted out."""

import pickle

from hypothesis import given
from hypothesis import strategies as st

from stream_apps.models.quintiles import BEFORE, MOST_BINS, Quintiles, by_amount


def counted_out(numbers: list[int], number: int) -> int:
    return min(5, 1 + 5 * sum(other < number for other in numbers) // len(numbers))


@given(st.lists(st.integers(0, 400), min_size=1), st.data())
def test_are_those_counted_out(numbers: list[int], data: st.DataObject) -> None:
    quintiles, first = Quintiles(), numbers[0]
    for number in numbers:
        quintiles.add(number)
    for gone in data.draw(st.lists(st.sampled_from(range(len(numbers))), unique=True, max_size=len(numbers) - 1)):
        quintiles.remove(numbers[gone])
        numbers[gone] = -1
    left = [number for number in numbers if number >= 0]
    base = max(0, first - BEFORE)
    for number in left:
        told_apart = [max(other, base) for other in left]
        assert quintiles.score(number) == counted_out(told_apart, max(number, base))
    assert len(quintiles) == len(left)


def test_of_nothing_all_score_one() -> None:
    assert Quintiles().score(7) == 1


def test_equal_numbers_score_alike() -> None:
    quintiles = Quintiles()
    for _ in range(90):
        quintiles.add(1)
    for _ in range(10):
        quintiles.add(2)
    assert (quintiles.score(1), quintiles.score(2)) == (1, 5)


def test_memory_is_bounded() -> None:
    quintiles = Quintiles()
    for number in (5, 10 * MOST_BINS, 20 * MOST_BINS):
        quintiles.add(number)
    assert quintiles.score(20 * MOST_BINS) == quintiles.score(10 * MOST_BINS) == 2
    assert len(pickle.dumps(quintiles)) < 9 * MOST_BINS


@given(st.floats(0.02, 1e9), st.floats(1.021, 10))
def test_amounts_more_than_a_bin_apart_are_told_apart(amount: float, times: float) -> None:
    assert by_amount(amount) < by_amount(amount * times)
