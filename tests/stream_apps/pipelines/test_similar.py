"""Customers alike, told as their baskets double, judged before they are learned from."""

from random import Random

import pytest

from contracts.rows import ModelScore, OrderLine, SimilarCustomer
from stream_apps.pipelines.similar import ALIKE, NOBODY, SCORE_EVERY, SimilarCustomerLearner
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


def told(lines: list[OrderLine], customer: str) -> list[SimilarCustomer]:
    rows = rows_after([*lines, last_line(lines)], learned(SimilarCustomerLearner))
    return [row for row in rows if isinstance(row, SimilarCustomer) and row.customer == customer]


def buys(*baskets: tuple[str, str, str]) -> list[OrderLine]:
    """Customer, products of a letter each, their category; an hour between two."""
    return [
        line
        for number, (customer, products, category) in enumerate(baskets)
        for line in order(f"o{number}", at("10:00") + number * 3_600, customer, products, category=category)
    ]


def test_who_has_bought_once_is_offered_what_is_popular_in_its_category_then_in_the_shop() -> None:
    shop = [("k1", "ab", "shoes"), ("k2", "b", "shoes"), ("k3", "xy", "hats"), ("k4", "x", "hats"), ("k5", "c", "shoes")]
    (row,) = told(buys(*shop), "k5")
    assert (row.baskets, row.bought, row.customers) == (1, 1, [])
    assert list(zip(row.products, row.reasons, strict=True)) == [
        ("b", "bought most lately in shoes"),
        ("a", "bought most lately in shoes"),
        ("x", "bought most lately in the shop"),
        ("y", "bought most lately in the shop"),
    ]


def test_who_shares_something_with_somebody_has_others_alike_from_the_first_order_on() -> None:
    (row,) = told(buys(("k1", "ab", ""), ("k2", "cd", ""), ("k3", "b", "")), "k3")
    assert (row.customers, row.shared) == (["k1"], ["b"])
    assert 0 < row.similarities[0] < 1


def test_the_categories_are_left_where_customers_alike_have_done_better() -> None:
    random, baskets = Random(1), []
    for number in range(40):  # who buys a shoe buys the hat of the same number next, whatever shoes are popular
        first = random.randrange(8)
        baskets += [(f"k{number}", "abcdefgh"[first] + "ijklmnop"[first], "shoes"), (f"k{number}", "qrstuvwx"[first], "hats")]
    *_, row = told(buys(*baskets, ("new", "ai", "shoes")), "new")
    assert (row.baskets, row.products[0], row.reasons[0]) == (1, "q", ALIKE)


def test_is_told_after_every_basket() -> None:
    rows = [row for row in rows_after(lines(600), learned(SimilarCustomerLearner)) if isinstance(row, SimilarCustomer)]
    of_one = [row for row in rows if row.customer == "k7"]
    assert [row.baskets for row in of_one] == list(range(1, len(of_one) + 1))
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
    with_others = {row.customer for row in after if isinstance(row, SimilarCustomer) and row.customers}
    assert with_others == {"v0", "v1"}  # what all have bought tells nobody apart


@pytest.mark.parametrize("cut", [1, 250])
def test_a_restored_model_judges_as_before(cut: int) -> None:
    rows, first = lines(500), learned(SimilarCustomerLearner)
    before = rows_after(rows[:cut], first)
    after = rows_after(rows[cut:], learned(SimilarCustomerLearner, first.dump()))
    assert before + after == rows_after(rows, learned(SimilarCustomerLearner))
