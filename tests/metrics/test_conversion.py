"""Metrics of conversion: given these sessions and clicks, these numbers."""

from typing import Any

import pytest

from contracts.rows import Session
from tests.builders import at, click, moment, session, session_segment
from tests.metrics.conftest import Shop

DAY = 86_400.0


def visit(furthest: str = "view", clock: str = "10:00", **changes: Any) -> Session:
    """A session that came so far, a minute from step to step; a purchase is of 40."""
    start, step = at(clock), ("view", "cart", "checkout", "purchase").index(furthest)
    reached = {name: start + 60 * (n + 1) for n, name in enumerate(("cart_at", "checkout_at", "purchase_at")) if step > n}
    bought = {"orders": 1, "items": 1, "revenue": 40.0, "bought": ["B1"]} if furthest == "purchase" else {}
    return session(start=start, furthest_step=furthest, **(reached | bought | changes))


def visits(view: int = 0, cart: int = 0, checkout: int = 0, purchase: int = 0, **changes: Any) -> list[Session]:
    """So many sessions that came to each step and no further."""
    counts = {"view": view, "cart": cart, "checkout": checkout, "purchase": purchase}
    return [visit(step, **changes) for step, count in counts.items() for _ in range(count)]


def test_funnel(shop: Shop) -> None:
    shop.given(*visits(view=10, cart=5, checkout=3, purchase=2))
    answer = shop.ask("funnel")
    assert answer.columns == ("label", "value", "samples", "share_percent", "step_percent", "drop_off", "median_s")
    assert answer.rows == [
        ("view", 20, 10, 100.0, 100.0, 0, 0),
        ("cart", 10, 5, 50.0, 50.0, 10, 60),
        ("checkout", 5, 3, 25.0, 50.0, 5, 120),
        ("purchase", 2, 2, 10.0, 40.0, 3, 180),
    ]


def test_a_funnel_counts_what_a_session_reached_not_in_which_order(shop: Shop) -> None:
    """Buying at once passes through no cart, and is no drop-off."""
    shop.given(*visits(purchase=1, cart_at=None, checkout_at=None), *visits(checkout=1))
    assert [row[1] for row in shop.ask("funnel").rows] == [2, 2, 2, 1]


def test_a_funnel_leaves_out_the_steps_that_its_source_never_records(shop: Shop) -> None:
    """Absent is absent, not 0; the step before is the one before that is recorded."""
    shop.given(*visits(view=3), *visits(purchase=1, cart_at=None, checkout_at=None))
    assert [(row[0], row[1], row[2], row[4], row[5]) for row in shop.ask("funnel").rows] == [
        ("view", 4, 3, 100, 0),
        ("purchase", 1, 1, 25, 3),
    ]


def test_views_alone_are_no_funnel(shop: Shop) -> None:
    shop.given(*visits(view=60))
    assert shop.ask("funnel").rows == []


def test_conversion_rate(shop: Shop) -> None:
    shop.given(*visits(view=3, purchase=1), *visits(cart=2, clock="10:30"))
    answer = shop.ask("conversion_rate", step=1800)
    assert (round(answer.value or 0, 2), answer.samples) == (16.67, 6)
    assert answer.rows == [(moment("10:00"), 25, 4, 1), (moment("10:30"), 0, 2, 0)]


@pytest.mark.parametrize("metric", ["conversion_rate", "revenue_per_visitor", "conversion_by_device", "conversion_by_segment"])
def test_a_source_without_a_till_has_no_conversion(shop: Shop, metric: str) -> None:
    """Absent is absent, not 0."""
    shop.given(*visits(view=3, cart=2), session_segment())
    assert shop.ask(metric).rows == []


def test_cart_abandonment(shop: Shop) -> None:
    shop.given(*visits(view=10, cart=2, checkout=1, purchase=1))
    answer = shop.ask("cart_abandonment")
    assert (answer.value, answer.samples, answer.more) == (75, 4, {"abandoned": 3})


def test_what_was_bought_without_a_cart_or_checkout_left_none(shop: Shop) -> None:
    shop.given(*visits(cart=1, checkout=1), *visits(purchase=8, cart_at=None, checkout_at=None))
    assert (shop.ask("cart_abandonment").value, shop.ask("cart_abandonment").samples) == (100, 2)
    assert (shop.ask("checkout_completion").value, shop.ask("checkout_completion").samples) == (0, 1)
    assert shop.ask("conversion_by_device").rows[0][5] == 0


def test_checkout_completion(shop: Shop) -> None:
    """A device with fewer than five checkouts is not told of by itself."""
    shop.given(*visits(cart=5, checkout=1, purchase=4, device="desktop"), *visits(checkout=1, purchase=2, device="mobile"))
    answer = shop.ask("checkout_completion")
    assert (answer.value, answer.samples) == (75, 8)
    assert answer.more == {"desktop_percent": 80, "mobile_percent": None, "tablet_percent": None}


def checkouts(device: str, clock: str, count: int, bought: int, after: float = 120.0) -> list[Any]:
    """Visits that began a checkout then, of which so many bought so many seconds later."""
    begun = at(clock) if ":" in clock else at("10:00") + float(clock) * DAY
    rows = []
    for number in range(count):
        of = {"session": f"{device}{clock}{number}", "device": device}
        rows.append(click(**of, type="begin_checkout", at=begun))
        rows += [click(**of, type="purchase", at=begun + after)] if number < bought else []
    return rows


def test_failing_checkouts(shop: Shop) -> None:
    """Half of the checkouts were completed before; now none of a phone's are. Ten minutes after it began a checkout has failed."""
    shop.given(*checkouts("mobile", "-3", 100, 50), *checkouts("desktop", "-3", 100, 50), *checkouts("tablet", "-3", 20, 20))
    shop.given(*checkouts("mobile", "10:20", 20, 0), *checkouts("desktop", "10:21", 20, 10), *checkouts("tablet", "10:22", 20, 0))
    shop.given(*checkouts("mobile", "10:23", 4, 4, after=601), click(at=at("10:40")), *checkouts("desktop", "10:31", 30, 0))
    answer = shop.ask("failing_checkouts")
    assert answer.columns == ("label", "value", "samples", "completed_percent", "usual_percent")
    assert answer.rows == [
        ("mobile", 50.0, 24, 0.0, 50.0),
        ("all", 38.9, 64, 15.6, 54.5),
        ("desktop", 0.0, 20, 50.0, 50.0),
        ("tablet", 0.0, 20, 0.0, None),
    ]


def test_the_last_hour_of_a_period_may_tell_what_the_whole_does_not(shop: Shop) -> None:
    shop.given(*checkouts("mobile", "-3", 1000, 500), *checkouts("mobile", "08:00", 500, 260), *checkouts("mobile", "10:45", 15, 0))
    shop.given(click(at=at("11:00")))
    (mobile, everyone) = shop.ask("failing_checkouts", "08:00", "11:00").rows
    assert (mobile[:2], everyone[:2]) == (("all", 50.0), ("mobile", 50.0))


def test_revenue_per_visitor(shop: Shop) -> None:
    shop.given(*visits(view=1, purchase=2), *visits(purchase=1, visitor="v2", refunded=10.0), *visits(view=1, visitor=None, session="s9"))
    answer = shop.ask("revenue_per_visitor")
    assert (answer.value, answer.more) == (40, {"visitors": 3})


def test_conversion_by_device(shop: Shop) -> None:
    shop.given(*visits(view=2, checkout=1, purchase=1, device="mobile"), *visits(view=1, device="desktop"))
    answer = shop.ask("conversion_by_device")
    assert answer.columns[3:] == ("cart_percent", "checkout_percent", "checkout_completion_percent", "revenue_a_visitor")
    assert answer.rows == [("mobile", 25.0, 4, 50.0, 50.0, 50.0, 40.0), ("desktop", 0.0, 1, 0.0, 0.0, None, 0.0)]


def test_conversion_by_channel(shop: Shop) -> None:
    shop.given(*visits(purchase=1, channel="Email"), *visits(view=3, channel="Direct"), *visits(view=1))
    assert [row[:3] for row in shop.ask("conversion_by_channel").rows] == [("Direct", 0.0, 3), ("Email", 100.0, 1), ("unknown", 0.0, 1)]


def test_conversion_by_country(shop: Shop) -> None:
    shop.given(*visits(view=1, purchase=1, country="PL"), *visits(view=1, country="DE"))
    assert [row[:3] for row in shop.ask("conversion_by_country").rows] == [("PL", 50.0, 2), ("DE", 0.0, 1)]
    assert [row[:3] for row in shop.ask("conversion_by_country", country="DE").rows] == [("DE", 0.0, 1)]


def test_conversion_by_segment(shop: Shop) -> None:
    shop.given(*visits(purchase=1, session="a"), *visits(view=1, session="b"), *visits(view=1, session="c"))
    shop.given(session_segment(session="a"), session_segment(session="b"), session_segment(session="c", segment=2, name="buyers"))
    assert shop.ask("conversion_by_segment").rows == [("skirts visitors", 50.0, 2, 20.0), ("buyers", 0.0, 1, 0.0)]


def journey(name: str, *pages: str, buys: bool = False) -> list[Any]:
    """Clicks on these pages, a second apart; the last one buys."""
    return [
        click(session=name, page=page, at=at("10:00") + second, type="purchase" if buys and second == len(pages) - 1 else "view_item")
        for second, page in enumerate(pages)
    ]


def test_navigation_paths(shop: Shop) -> None:
    shop.given(*journey("a", "/", "/", "/skirts", "/"), *journey("b", "/", "/skirts"), *journey("c", "/sale"))
    answer = shop.ask("navigation_paths")
    assert answer.columns == ("origin", "target", "value", "samples")
    assert answer.rows == [("1 /", "2 /skirts", 2, 2), ("2 /skirts", "3 /", 1, 1)]


def test_of_clicks_with_one_stamp_the_place_in_the_log_decides(shop: Shop) -> None:
    shop.given(*(click(page=page, origin_offset=offset) for offset, page in enumerate(("/z", "/a"))))
    assert [row[:2] for row in shop.ask("navigation_paths").rows] == [("1 /z", "2 /a")]


def test_paths_are_of_visits_that_began_in_the_period(shop: Shop) -> None:
    """All of such a visit counts, and nothing of one that began before."""
    pages = (("a", "09:59", "/"), ("a", "10:01", "/sale"), ("a", "10:02", "/cart"), ("b", "10:59", "/skirts"), ("b", "11:01", "/cart"))
    shop.given(*(click(session=name, at=at(clock), page=page, entry=page in ("/", "/skirts")) for name, clock, page in pages))
    shop.given(click(session="c", at=at("11:02"), page="/sale"), click(session="c", at=at("11:03"), page="/"))
    assert [row[:3] for row in shop.ask("navigation_paths").rows] == [("1 /skirts", "2 /cart", 1)]


def test_paths_of_buyers(shop: Shop) -> None:
    buyers = [row for n in range(10) for row in journey(f"b{n}", "/", "/cart", "/thanks", buys=True)]
    others = [row for n in range(20) for row in journey(f"o{n}", "/", "/sale")]
    shop.given(*buyers, *others, *journey("o20", "/", "/cart"))
    answer = shop.ask("paths_of_buyers")
    assert {row[0]: row[2:] for row in answer.rows} == {
        "/ → /cart": (11, 100.0, 4.76),
        "/cart → /thanks": (10, 100.0, 0.0),
        "/ → /sale": (20, 0.0, 95.24),
    }
    assert {row[0]: row[1] for row in answer.rows} == {"/ → /cart": 10.54, "/cart → /thanks": 21.08, "/ → /sale": 0.09}


def test_revisit_gaps(shop: Shop) -> None:
    gaps = (None, 1.0, 1.01, 7.0, 31.01)
    shop.given(*(session(returning=gap is not None, gap_since_last=gap and gap * DAY) for gap in gaps))
    rows = shop.ask("revisit_gaps").rows
    assert [row[:4] for row in rows] == [("within a day", 1, 1, 25.0), ("2-7 days", 2, 2, 50.0), ("over 31 days", 1, 1, 25.0)]


def test_visit_frequency(shop: Shop) -> None:
    shop.given(*(session(visitor=visitor, duration=60.0) for visitor in ("a", "b", "b", "c", "c", "c", None)))
    assert [row[:3] for row in shop.ask("visit_frequency").rows] == [("1 visit", 1, 1), ("2 visits", 1, 1), ("3-4 visits", 1, 1)]


def test_retention(shop: Shop) -> None:
    """A week counts those for whom it is over: b's third and d's second are not."""
    days = {"a": (0, 1, 8), "b": (0, 15), "c": (2,), "d": (9, 17)}
    shop.given(*(session(visitor=visitor, start=at("10:00") + day * DAY) for visitor, when in days.items() for day in when))
    shop.given(click(at=at("10:00")), click(at=at("10:00") + 18 * DAY))  # a whole period is that of the clicks
    answer = shop.whole("retention")
    assert answer.columns == ("x", "y", "value", "samples")
    assert answer.rows == [(0, 0, 33.33, 3), (1, 0, 33.33, 3), (0, 1, 0.0, 1)]
    assert (answer.samples, answer.enough) == (3, False)


@pytest.mark.parametrize("filter", ["country", "category", "product", "device", "channel"])
def test_retention_of_some(shop: Shop, filter: str) -> None:
    """Any of several words; only visits of these count, and first visits are those within the period."""
    own = {"category": lambda word: {"categories": [word]}, "product": lambda word: {"products": [word], "product_categories": [""]}}
    named = own.get(filter, lambda word: {filter: word})
    shop.given(*(session(visitor=word, start=at("10:00") + day * DAY, **named(word)) for word in "abc" for day in (0, 1)))
    shop.given(session(visitor="late", start=at("10:00") + 8 * DAY), session(visitor="early", start=at("10:00") - DAY, **named("a")))
    shop.given(session(visitor="early", start=at("10:00"), **named("a")), click(at=at("10:00")), click(at=at("10:00") + 9 * DAY))
    assert shop.whole("retention", **{filter: "a,b"}).rows == [(0, 0, 100.0, 2)]
    assert shop.whole("retention", **{filter: "nowhere"}).rows == []
