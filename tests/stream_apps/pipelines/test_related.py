"""Products that go together, told as often as the evidence for them has doubled."""

from random import Random

import pytest

from contracts.rows import Session
from stream_apps.pipelines.related import RelatedProductLearner
from tests.builders import session
from tests.stream_apps.pipelines.learned import learned, rows_after


def sessions(count: int, seed: int = 1) -> list[Session]:
    """Whoever looks at a sees b too, half of them buy both; the rest looks at three of twelve others, and some buy those."""
    random, made = Random(seed), []
    for number in range(count):
        products = ["a", "b"] if number % 4 == 0 else random.sample("cdefghijklmn", 3)
        bought = {"bought": products} if number % 8 in (0, 1) else {}
        made.append(session(session=f"s{number}", products=products, product_categories=["skirts"] * len(products), **bought))
    return made


def test_is_told_at_8_16_32_baskets() -> None:
    rows = [row for row in rows_after(sessions(300), learned(RelatedProductLearner)) if row.product == "a"]
    told = {way: [row.evidence for row in rows if row.way == way] for way in ("viewed", "bought")}
    assert told == {"viewed": [8, 16, 32, 64], "bought": [8, 16, 32]}
    assert {row.category for row in rows} == {"skirts"}


def test_says_how_often_together_and_how_much_more_than_by_chance() -> None:
    rows = rows_after(sessions(300), learned(RelatedProductLearner))
    last = [row for row in rows if (row.product, row.way) == ("a", "viewed")][-1]
    assert last.products == ["b"]
    assert 0.9 <= last.shares[0] <= 1
    assert 3.6 <= last.lifts[0] <= 4.4
    assert last.together[0] <= last.evidence == 64


def test_what_comes_together_by_chance_or_hardly_ever_is_not_told() -> None:
    rows = rows_after([session(products=["x", f"once {number}"], product_categories=["", ""]) for number in range(40)], pipeline())
    assert rows == []


def pipeline() -> object:
    return learned(RelatedProductLearner)


def test_a_row_with_more_products_than_categories_does_no_harm() -> None:
    rows = [session(products=["a", "b", ""], product_categories=["skirts"], session=f"s{number}") for number in range(20)]
    rows += [session(products=["c"], product_categories=["skirts"], session=f"t{number}") for number in range(40)]
    assert {row.product: row.category for row in rows_after(rows[10:] + rows[:10], pipeline())} == {"a": "skirts", "b": ""}


@pytest.mark.parametrize("cut", [1, 150])
def test_a_restored_model_tells_as_before(cut: int) -> None:
    rows, first = sessions(300), learned(RelatedProductLearner)
    before = rows_after(rows[:cut], first)
    after = rows_after(rows[cut:], learned(RelatedProductLearner, first.dump()))
    assert before + after == rows_after(rows, learned(RelatedProductLearner))
