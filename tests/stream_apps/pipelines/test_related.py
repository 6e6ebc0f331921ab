"""Products that go together, told as often as the evidence for them has doubled."""

from random import Random

import pytest

from contracts.rows import OrderLine, Origin, Session
from stream_apps.pipelines.learning import Learner
from stream_apps.pipelines.related import BoughtTogetherLearner, ViewedTogetherLearner
from tests.builders import at, session
from tests.stream_apps.pipelines.learned import learned, rows_after
from tests.stream_apps.pipelines.ordering import last_line, order


def baskets(count: int, seed: int = 1) -> list[list[str]]:
    """Whoever takes a takes b too, every fourth; the rest takes three of twelve others."""
    random = Random(seed)
    return [["a", "b"] if number % 4 == 0 else random.sample("cdefghijklmn", 3) for number in range(count)]


def sessions(count: int) -> list[Session]:
    """They look at what is in the baskets."""
    return [
        session(session=f"s{number}", products=products, product_categories=["skirts"] * len(products))
        for number, products in enumerate(baskets(count))
    ]


def lines(count: int) -> list[OrderLine]:
    """They buy what is in the baskets, a line each."""
    made = [
        line for number, products in enumerate(baskets(count)) for line in order(f"o{number}", at("10:00") + 100 * number, "k1", products)
    ]
    return [*made, last_line(made)]


@pytest.mark.parametrize(
    ("way", "learner", "rows"), [("viewed", ViewedTogetherLearner, sessions(300)), ("bought", BoughtTogetherLearner, lines(300))]
)
def test_is_told_at_8_16_32_baskets(way: str, learner: type[Learner], rows: list[Origin]) -> None:
    told = [row for row in rows_after(rows, learned(learner)) if row.product == "a"]
    assert [(row.way, row.evidence) for row in told] == [(way, 8), (way, 16), (way, 32), (way, 64)]
    assert {row.category for row in told} == {"skirts"}


def test_says_how_often_together_and_how_much_more_than_by_chance() -> None:
    rows = rows_after(sessions(300), learned(ViewedTogetherLearner))
    last = [row for row in rows if row.product == "a"][-1]
    assert last.products == ["b"]
    assert 0.9 <= last.shares[0] <= 1
    assert 3.6 <= last.lifts[0] <= 4.4
    assert last.together[0] <= last.evidence == 64


def test_what_comes_together_by_chance_or_hardly_ever_is_not_told() -> None:
    rows = rows_after([session(products=["x", f"once {number}"], product_categories=["", ""]) for number in range(40)], pipeline())
    assert rows == []


def pipeline() -> object:
    return learned(ViewedTogetherLearner)


def test_a_row_with_more_products_than_categories_does_no_harm() -> None:
    rows = [session(products=["a", "b", ""], product_categories=["skirts"], session=f"s{number}") for number in range(20)]
    rows += [session(products=["c"], product_categories=["skirts"], session=f"t{number}") for number in range(40)]
    assert {row.product: row.category for row in rows_after(rows[10:] + rows[:10], pipeline())} == {"a": "skirts", "b": ""}


@pytest.mark.parametrize("cut", [1, 150])
def test_a_restored_model_tells_as_before(cut: int) -> None:
    rows, first = sessions(300), learned(ViewedTogetherLearner)
    before = rows_after(rows[:cut], first)
    after = rows_after(rows[cut:], learned(ViewedTogetherLearner, first.dump()))
    assert before + after == rows_after(rows, learned(ViewedTogetherLearner))
