"""Countries, categories, products and numbers in a question."""

import pytest

from rasa_bot.actions import filters
from tests.rasa_bot.builders import WORDS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sessions from Poland", {"country": "PL"}),
        ("how many Polish visitors", {"country": "PL"}),
        ("sessions in pl", {"country": "PL"}),
        ("sessions for LT", {"country": "LT"}),
        ("is it busy in my shop", {}),
        ("how many sessions in italy", {"country": "IT"}),
        ("is IT busy in IT", {"country": "IT"}),
        ("visits from the czech repulic", {"country": "CZ"}),
        ("visits from Lithuana", {"country": "LT"}),
        ("clicks from Poland and the Czech Republic", {"country": "PL,CZ"}),
        ("clicks from .com domains", {"country": "com"}),
        ("tell us how many", {}),
        ("sessions from the US", {"country": "US"}),
        ("top products in blouses", {"category": "blouses"}),
        ("which blouse is hot", {"category": "blouses"}),
        ("clicks on a skirt", {"category": "skirts"}),
        ("clicks on trosers", {"category": "trousers"}),
        ("pants and skirts", {"category": "trousers,skirts"}),
        ("what is on sale", {"category": "sale"}),
        ("how are our sales", {}),
        ("bought together with c17", {"product": "C17"}),
        ("clicks for C99", {"product": "C99"}),
        ("p95 latency", {}),
        ("clicks on C17 and A2 from Poland in blouses", {"country": "PL", "category": "blouses", "product": "C17,A2"}),
    ],
)
def test_filters(text: str, expected: dict[str, str]) -> None:
    assert filters.find(text, WORDS).filters == expected


def test_a_source_that_stores_names_is_asked_by_name() -> None:
    assert filters.find("sessions from Polish visitors", {"country": ["Poland", "Germany"]}).filters == {"country": "Poland"}


def test_a_product_may_have_a_number() -> None:
    words = {"product": ["22423", "85123A"], "country": ["GB"]}
    assert filters.find("revenue of 22423 and 85123a in 2011", words).filters == {"product": "22423,85123A"}
    assert filters.find("revenue of product 99999", words).filters == {"product": "99999"}
    assert filters.find("how many orders above 10000", words).filters == {}


def test_a_short_number_is_a_product_only_after_that_word() -> None:
    assert filters.find("complaints about product 1077", {"product": ["1077"]}).filters == {"product": "1077"}
    assert filters.find("complaints in 2008", {"product": ["2008"]}).filters == {}


def test_a_product_may_have_a_name() -> None:
    words = {"product": ["WHITE HANGING HEART"]}
    assert filters.find("clicks on the white hanging heart", words).filters == {"product": "WHITE HANGING HEART"}


@pytest.mark.parametrize(
    ("text", "top"),
    [
        ("top 5 products", 5),
        ("top5 products", 5),
        ("the three most popular items", 3),
        ("10 best products", 10),
        ("show me the first ten", 10),
        ("products of the last 3 days", None),
        ("top products", None),
        ("sessions", None),
    ],
)
def test_how_many_are_listed(text: str, top: int | None) -> None:
    assert filters.find(text, WORDS).top == top


@pytest.mark.parametrize("text", ["and for all countries", "without the filter", "for everyone"])
def test_everyone_drops_earlier_filters(text: str) -> None:
    assert filters.find(text, WORDS).everyone


def test_a_customer_is_whoever_stands_behind_the_word() -> None:
    assert filters.find("what should we offer to customer C12 from Poland", WORDS).filters == {"customer": "C12", "country": "PL"}
    assert filters.find("customers who came 3 times", WORDS).filters == {}


SHOP = WORDS | {"device": ["mobile", "desktop", "tablet"], "channel": ["Organic Search", "Paid Search", "Email", "Direct", "Display"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how does mobile convert", {"device": "mobile"}),
        ("where do we lose people on phones", {"device": "mobile"}),
        ("iphone or laptop users", {"device": "mobile,desktop"}),
        ("sessions via email from Poland", {"country": "PL", "channel": "Email"}),
        ("does our newsletter bring buyers", {"channel": "Email"}),
        ("visitors from google", {"channel": "Organic Search,Paid Search"}),
        ("paid search on ipads", {"device": "tablet", "channel": "Paid Search"}),
        ("display the sessions directly", {}),
        ("carts that nobody paid for", {}),
    ],
)
def test_devices_and_channels(text: str, expected: dict[str, str]) -> None:
    assert filters.find(text, SHOP).filters == expected


def test_a_source_that_tells_no_device_is_not_limited_by_one() -> None:
    assert filters.find("sessions on phones from google", WORDS).filters == {}
