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


TOPS = SHOP | {"category": ["tops", "shoes"], "country": ["DE", "FR", "PL"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("top products last week", {}),
        ("top 5 products", {}),
        ("only 3", {}),
        ("give me 3 negative comments about shoes", {"category": "shoes"}),
        ("top 5 in tops", {"category": "tops"}),
        ("tops", {"category": "tops"}),
        ("clicks in category top", {"category": "tops"}),
    ],
)
def test_top_is_said_of_a_ranking_and_tops_are_a_category(text: str, expected: dict[str, str]) -> None:
    assert filters.find(text, TOPS).filters == expected


@pytest.mark.parametrize(
    ("text", "expected", "left_out"),
    [
        ("conversion excluding mobile", {"device": "desktop,tablet"}, {"device": "mobile"}),
        ("sessions not from germany", {"country": "FR,PL"}, {"country": "DE"}),
        ("without germany and france on mobile", {"country": "PL", "device": "mobile"}, {"country": "DE,FR"}),
        ("everything but Email last week", {"channel": "Organic Search,Paid Search,Direct,Display"}, {"channel": "Email"}),
        ("non-german visitors", {"country": "FR,PL"}, {"country": "DE"}),
        ("clicks without C17", {}, {"product": "C17"}),
        ("carts without a purchase", {}, {}),
        ("people who did not buy on mobile", {"device": "mobile"}, {}),
    ],
)
def test_what_is_left_out_is_answered_by_the_others(text: str, expected: dict[str, str], left_out: dict[str, str]) -> None:
    found = filters.find(text, TOPS)
    assert (found.filters, found.left_out) == (expected, left_out)


@pytest.mark.parametrize("text", ["forget the filters", "and for everything?", "drop all filters"])
def test_filters_may_be_forgotten(text: str) -> None:
    assert filters.find(text, TOPS).everyone


def test_an_id_that_the_store_knows_is_a_customer_without_that_word() -> None:
    words = TOPS | {"customer": ["sim-c316", "14646"]}
    assert filters.find("similar customers to sim-c316", words).filters == {"customer": "sim-c316"}
    assert filters.find("and 14646?", words).filters == {"customer": "14646"}
    assert filters.find("similar customers to sim-c9", words).filters == {}
    assert filters.unknown("similar customers to sim-c9", words, []) == "sim-c9"
    assert filters.unknown("similar customers to sim-c316", words, []) == ""
