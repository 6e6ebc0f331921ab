"""Metrics of comments: given these rows, these numbers."""

from typing import Any

from contracts.reading import Ask, vocabulary
from contracts.records import records
from contracts.rows import Review, ReviewSentiment
from tests.builders import at, moment, review, review_sentiment
from tests.metrics.conftest import Shop


def rated(*stars: float | None, **changes: Any) -> list[Review]:
    """A comment for each rating."""
    return [review(event=f"r{number}", rating=rating, **changes) for number, rating in enumerate(stars)]


def said(kind: str, count: int = 1, **changes: Any) -> list[ReviewSentiment]:
    """Comments of that kind."""
    return [review_sentiment(event=f"{kind}{number}", kind=kind, **changes) for number in range(count)]


def about(**aspects: str) -> dict[str, list[str]]:
    return {"aspects": list(aspects), "aspect_kinds": list(aspects.values())}


def test_comments(shop: Shop) -> None:
    shop.given(*rated(5, 3, None), review(text="", at=at("10:40")), review(category="sale"))
    answer = shop.ask("comments")
    assert (answer.value, answer.samples, answer.more) == (5, 5, {"in_words": 4})
    assert [row[1:] for row in shop.ask("comments", step=1800).rows] == [(4, 4, 4), (1, 1, 0)]
    assert shop.ask("comments", category="sale").value == 1


def test_sentiment(shop: Shop) -> None:
    shop.given(*said("positive", 3), *said("neutral"), *said("negative", at=at("10:40")))
    answer = shop.ask("sentiment")
    assert (answer.value, answer.samples, answer.more) == (60, 5, {"negative": 20})
    assert [row[1:] for row in shop.ask("sentiment", step=1800).rows] == [(75, 4, 0), (0, 1, 100)]


def test_customer_satisfaction(shop: Shop) -> None:
    shop.given(*rated(5, 4, 3.5, 1, None))
    answer = shop.ask("customer_satisfaction")
    assert (answer.value, answer.samples, answer.more) == (50, 4, {"average_rating": 3.38})


def test_satisfaction_and_sentiment(shop: Shop) -> None:
    shop.given(
        *said("positive", 2, rating=5.0), *said("neutral", 2, rating=4.0), *said("negative", rating=2.0), *said("negative", rating=None)
    )
    answer = shop.ask("satisfaction_and_sentiment")
    assert (answer.value, answer.samples, answer.more) == (40, 5, {"satisfied_percent": 80, "positive_percent": 40})


def test_satisfaction_by_age(shop: Shop) -> None:
    shop.given(*rated(5, 5, 4, 4, 1, age=34), *rated(5, 1, 1, 1, 1, 2, age=66), *rated(5, 5, age=24), *rated(1, 1, age=None))
    assert shop.ask("satisfaction_by_age").rows == [("25 to 34", 80, 5, 3.8), ("65 and over", 16.67, 6, 1.83)]


def test_ratings(shop: Shop) -> None:
    shop.given(*rated(5, 5, 4.6, 1, None))
    assert shop.ask("ratings").rows == [("5 stars", 3, 3, 75), ("1 star", 1, 1, 25)]


def test_sentiment_by_category(shop: Shop) -> None:
    shop.given(
        *said("positive", 3),
        *said("negative", rating=2.0),
        *said("negative", 2, category="dresses", rating=None),
        *said("neutral", category=""),
    )
    answer = shop.ask("sentiment_by_category")
    assert answer.columns == ("label", "value", "samples", "negative_percent", "satisfied_percent")
    assert answer.rows == [("skirts", 75, 4, 25, 75), ("dresses", 0, 2, 100, None)]
    assert [row[0] for row in shop.ask("sentiment_by_category", product="B1").rows] == ["skirts", "dresses"]


def test_products_complained_about(shop: Shop) -> None:
    bad = about(size="negative", colour="positive")
    shop.given(
        *said("negative", 8, **bad, rating=2.0),
        *said("positive", 2),
        *said("negative", 1, product="C2"),
        *said("positive", 9, product="D3"),
    )
    answer = shop.ask("products_complained_about")
    assert answer.columns == ("label", "value", "samples", "negative", "beyond_usual", "about", "average_rating", "department")
    assert answer.rows[0] == ("B1", 80, 10, 8, 3.5, "size", 2.6, "skirts")
    assert [row[:3] for row in answer.rows[1:]] == [("C2", 100, 1), ("D3", 0, 9)]


def test_sentiment_by_aspect(shop: Shop) -> None:
    shop.given(*said("positive", 3, **about(fit="positive", size="neutral")), *said("negative", **about(fit="negative", price="negative")))
    assert shop.ask("sentiment_by_aspect").rows == [("fit", 75, 4, 3, 1), ("price", 0, 1, 0, 1)]


def test_complaints(shop: Shop) -> None:
    dresses = about(size="negative", colour="positive")
    shop.given(
        *said("negative", 3, category="dresses", **dresses),
        *said("positive", category="dresses"),
        *said("negative", **about(price="negative")),
    )
    answer = shop.ask("complaints", category="dresses")
    assert answer.columns == ("label", "value", "samples", "mentions")
    assert answer.rows == [("size", 75, 3, 3)]
    assert [row[:3] for row in shop.ask("complaints").rows] == [("size", 60, 3), ("price", 20, 1)]


def test_praise(shop: Shop) -> None:
    shop.given(*said("positive", 3, **about(size="negative", colour="positive")), *said("negative"))
    assert shop.ask("praise").rows == [("colour", 75, 3, 3), ("style", 25, 1, 1)]


def test_rising_words(shop: Shop) -> None:
    before = [review(event=f"b{number}", at=at("09:30"), text="Lovely skirt and lovely colour") for number in range(4)]
    now = [review(event=f"n{number}", title="Zipper!", text="Lovely skirt, the zipper broke") for number in range(3)]
    shop.given(
        *before,
        *now,
        review(text="The zipper sticks", at=at("10:30")),
        review(text="", at=at("10:30")),
    )
    answer = shop.ask("rising_words")
    assert answer.columns == ("label", "value", "samples", "percent_now", "percent_before")
    assert answer.rows == [("zipper", 100, 4, 100, 0), ("broke", 75, 3, 75, 0)]
    first, second = shop.ask("rising_words", "09:00", "11:00").rows[:2]  # nothing before: one hour against the other
    assert (first[:3], second[:3]) == (("zipper", 100, 4), ("broke", 75, 3))


def test_negative_comments(shop: Shop) -> None:
    small = about(size="negative", colour="positive", price="negative")
    shop.given(
        review(event="r1", title="No", text="Runs small"),
        review(event="r2", text="x" * 400),
        review_sentiment(event="r1", kind="negative", probability=0.1234, customer=None, rating=2.0, **small),
        review_sentiment(event="r2", kind="negative", probability=0.3, at=at("10:05"), rating=None),
        review_sentiment(event="r3", kind="positive", at=at("10:06")),
    )
    answer = shop.ask("negative_comments")
    assert answer.columns == ("label", "value", "samples", "against", "product", "category", "rating", "customer", "written")
    assert answer.rows == [
        ("x" * 279 + "…", 70, 1, "", "B1", "skirts", None, "k1", moment("10:05")),
        ("No: Runs small", 87.7, 1, "size, price", "B1", "skirts", 2, None, moment("10:00")),
    ]
    assert [row[0] for row in shop.ask("negative_comments", customer="k1").rows] == ["x" * 279 + "…"]


def test_a_source_of_comments_alone_can_be_filtered_by_their_department_and_product(shop: Shop, ask: Ask) -> None:
    shop.given(review(category="dresses", product="1077"), review(), review(country="DE"))
    assert vocabulary(shop.source, ask) == {"country": ["DE"], "category": ["skirts", "dresses"], "product": ["B1", "1077"]}


def test_a_source_says_whether_it_has_comments_and_whether_they_have_stars(shop: Shop, ask: Ask) -> None:
    shop.given(review(rating=None, category=""))
    assert records(shop.source, ask).told == ("comment",)
    shop.given(review())
    assert records(shop.source, ask).told == ("category", "comment", "rating")
