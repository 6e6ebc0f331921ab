"""The sources there are, and the words each can be filtered by."""

from contracts.reading import Ask, streams, vocabulary
from contracts.records import Records, records
from tests.builders import at, click, flow, moment, order_line
from tests.metrics.conftest import Shop


def test_a_source_knows_its_first_event_its_clock_and_how_precise_its_stamps_are(shop: Shop, ask: Ask) -> None:
    shop.given(click(at=at("10:00"), precision="day"), click(at=at("10:30"), precision="day"))
    stream = streams(ask)[shop.source]
    assert (stream.first, stream.clock, stream.events, stream.precision) == (moment("10:00"), moment("10:30"), 2, "day")


def test_ticks_move_a_clock_past_the_last_click(shop: Shop, ask: Ask) -> None:
    shop.given(click(at=at("10:00")), flow(clock=at("10:20")), flow(clock=at("10:10")), flow(clock=None))
    assert streams(ask)[shop.source].clock == moment("10:20")


def test_a_source_without_clicks_is_known_by_what_its_streams_took_in(shop: Shop, ask: Ask) -> None:
    shop.given(
        flow(clock=at("10:00"), clicks=1, origin_topic="events.orders", precision="day"),
        flow(clock=at("10:40"), clicks=4, origin_topic="events.reviews", precision="day"),
    )
    stream = streams(ask)[shop.source]
    assert (stream.first, stream.clock, stream.events, stream.precision) == (moment("10:00"), moment("10:40"), 5, "day")


def test_the_source_stored_last_comes_first(shop: Shop, ask: Ask) -> None:
    shop.given(click())
    assert next(iter(streams(ask))) == shop.source


def test_words_to_filter_by_are_ordered_by_clicks(shop: Shop, ask: Ask) -> None:
    shop.given(
        *(
            click(country=country, category=category, device="mobile", channel="email")
            for country, category in (("DE", "sale"), ("PL", "sale"), ("PL", "skirts"))
        ),
        click(country="", category="", product=""),
    )
    words = vocabulary(shop.source, ask)
    assert words == {"country": ["PL", "DE"], "category": ["sale", "skirts"], "product": ["B1"], "device": ["mobile"], "channel": ["email"]}


def test_a_source_of_orders_alone_can_be_filtered_by_what_counts_as_sales(shop: Shop, ask: Ask) -> None:
    shop.given(
        *(order_line(product=product, country="GB", channel="Email") for product in ("B2", "B1", "B2")),
        order_line(product="POST", country="IE", treatment="postage"),
    )
    assert vocabulary(shop.source, ask) == {"country": ["GB"], "category": ["skirts"], "product": ["B2", "B1"], "channel": ["Email"]}


def test_what_a_source_records_at_all(shop: Shop, ask: Ask) -> None:
    assert records(shop.source, ask) == Records()
    shop.given(order_line(customer=None, category="", currency="GBP"), order_line(treatment="return", quantity=-1, customer="k1"))
    assert records(shop.source, ask) == Records(("purchase", "return", "category", "price"), ("GBP",))
    shop.given(order_line(currency="EUR"), click(visitor=None, price=None, type="add_to_cart"))
    assert records(shop.source, ask) == Records(("visit", "purchase", "cart", "customer", "return", "category", "price"), ("EUR", "GBP"))
