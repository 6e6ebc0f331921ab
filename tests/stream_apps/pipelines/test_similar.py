"""Customers alike, told as their baskets double, judged before they are learned from."""

from random import Random

import pytest

from contracts.rows import ModelScore, Session, SimilarCustomer
from stream_apps.pipelines.similar import NO_PURCHASE, NOBODY, SCORE_EVERY, SimilarCustomerLearner
from tests.builders import at, session
from tests.stream_apps.pipelines.learned import learned, rows_after


def sessions(count: int, seed: int = 1) -> list[Session]:
    """Sixty customers of three tastes, of twenty products each, buy three at a time."""
    random, made = Random(seed), []
    for number in range(count):
        customer = random.randrange(60)
        bought = [f"{'xyz'[customer % 3]}{random.randrange(20)}" for _ in range(3)]
        made.append(session(session=f"s{number}", customer=f"k{customer}", bought=bought, end=at("10:00") + number * 3_600))
    return made


def test_is_told_after_the_2nd_4th_8th_basket() -> None:
    rows = [row for row in rows_after(sessions(600), learned(SimilarCustomerLearner)) if isinstance(row, SimilarCustomer)]
    of_one = [row for row in rows if row.customer == "k7"]
    assert [row.baskets for row in of_one] == [2, 4, 8]
    last = of_one[-1]
    assert {int(customer.removeprefix("k")) % 3 for customer in last.customers} == {7 % 3}
    assert "k7" not in last.customers
    assert last.similarities == sorted(last.similarities, reverse=True)
    assert last.products[0].startswith("y")
    assert all(shared.split(", ")[0].startswith("y") for shared in last.shared)


def test_is_scored_beside_what_is_popular() -> None:
    scores = [row for row in rows_after(sessions(600), learned(SimilarCustomerLearner)) if isinstance(row, ModelScore) and not row.note]
    assert [row.samples for row in scores] == [SCORE_EVERY * (number + 1) for number in range(len(scores))]
    assert scores[-1].score > scores[-1].rival_score + 0.2


@pytest.mark.parametrize(
    ("nothing", "note"),
    [({"bought": []}, NO_PURCHASE), ({"customer": None, "visitor": None, "bought": ["a"]}, NOBODY), ({"bought": [""]}, NO_PURCHASE)],
)
def test_who_buys_nothing_or_is_nobody_is_left_alone(nothing: dict[str, object], note: str) -> None:
    rows = rows_after([session(session=f"s{number}", **nothing) for number in range(20)], learned(SimilarCustomerLearner))
    assert [(row.score, row.note) for row in rows] == [(None, note)]


def test_who_is_not_signed_in_is_known_as_a_visitor() -> None:
    rows = [session(session=f"t{number}", visitor=f"once {number}", bought=["c"]) for number in range(6)]
    rows += [session(session=f"s{number}", visitor=f"v{number % 2}", bought=["a", "b"]) for number in range(6)]
    after = rows_after(rows, learned(SimilarCustomerLearner))
    assert {row.customer for row in after if isinstance(row, SimilarCustomer)} == {"v0", "v1"}


@pytest.mark.parametrize("cut", [1, 250])
def test_a_restored_model_judges_as_before(cut: int) -> None:
    rows, first = sessions(500), learned(SimilarCustomerLearner)
    before = rows_after(rows[:cut], first)
    after = rows_after(rows[cut:], learned(SimilarCustomerLearner, first.dump()))
    assert before + after == rows_after(rows, learned(SimilarCustomerLearner))
