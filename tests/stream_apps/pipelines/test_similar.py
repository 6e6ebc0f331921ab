"""Customers alike, told as their baskets double, judged before they are learned from."""

from random import Random

import pytest

from contracts.rows import ModelScore, OrderLine, SimilarCustomer
from stream_apps.pipelines.similar import NOBODY, SCORE_EVERY, SimilarCustomerLearner
from tests.builders import at
from tests.stream_apps.pipelines.learned import learned, rows_after
from tests.stream_apps.pipelines.ordering import last_line, order


def lines(count: int, seed: int = 1) -> list[OrderLine]:
    """Sixty customers of three tastes, of twenty products each, buy three at a time."""
    random, made = Random(seed), list[OrderLine]()
    for number in range(count):
        customer = random.randrange(60)
        bought = [f"{'xyz'[customer % 3]}{random.randrange(20)}" for _ in range(3)]
        made += order(f"o{number}", at("10:00") + number * 3_600, f"k{customer}", bought)
    return [*made, last_line(made)]


def test_is_told_after_the_2nd_4th_8th_basket() -> None:
    rows = [row for row in rows_after(lines(600), learned(SimilarCustomerLearner)) if isinstance(row, SimilarCustomer)]
    of_one = [row for row in rows if row.customer == "k7"]
    assert [row.baskets for row in of_one] == [2, 4, 8]
    last = of_one[-1]
    assert {int(customer.removeprefix("k")) % 3 for customer in last.customers} == {7 % 3}
    assert "k7" not in last.customers
    assert last.similarities == sorted(last.similarities, reverse=True)
    assert last.products[0].startswith("y")
    assert all(shared.split(", ")[0].startswith("y") for shared in last.shared)


def test_is_scored_beside_what_is_popular() -> None:
    scores = [row for row in rows_after(lines(600), learned(SimilarCustomerLearner)) if isinstance(row, ModelScore) and not row.note]
    assert [row.samples for row in scores] == [SCORE_EVERY * (number + 1) for number in range(len(scores))]
    assert scores[-1].score > scores[-1].rival_score + 0.2


def test_who_is_nobody_is_left_alone() -> None:
    rows = [line for number in range(20) for line in order(f"o{number}", at("10:00") + number * 100, None, ["a"])]
    assert [(row.score, row.note) for row in rows_after(rows, learned(SimilarCustomerLearner))] == [(None, NOBODY)]


def test_what_comes_back_is_no_basket() -> None:
    rows = [line for number in range(20) for line in order(f"o{number}", at("10:00") + number * 100, "k1", ["a"], treatment="return")]
    assert rows_after(rows, learned(SimilarCustomerLearner)) == []


def test_who_is_not_signed_in_is_known_as_a_visitor() -> None:
    baskets = [(f"once {number}", ["c"]) for number in range(6)] + [(f"v{number % 2}", ["a", "b"]) for number in range(6)]
    rows = [
        line
        for number, (visitor, bought) in enumerate(baskets)
        for line in order(f"o{number}", at("10:00") + number * 100, None, bought, visitor=visitor)
    ]
    after = rows_after([*rows, last_line(rows)], learned(SimilarCustomerLearner))
    assert {row.customer for row in after if isinstance(row, SimilarCustomer)} == {"v0", "v1"}


@pytest.mark.parametrize("cut", [1, 250])
def test_a_restored_model_judges_as_before(cut: int) -> None:
    rows, first = lines(500), learned(SimilarCustomerLearner)
    before = rows_after(rows[:cut], first)
    after = rows_after(rows[cut:], learned(SimilarCustomerLearner, first.dump()))
    assert before + after == rows_after(rows, learned(SimilarCustomerLearner))
