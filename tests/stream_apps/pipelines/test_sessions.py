"""Sessionizing: the gap, the tracker's own session, what a session was, whatever order its clicks arrive in."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream_apps.pipelines.shop import ShopPipeline
from stream_apps.pipelines.source import Rules
from tests.builders import ms, record
from tests.stream_apps.pipelines.fold import click, end, folded, records


def test_a_visitor_silent_for_longer_than_the_gap_starts_anew() -> None:
    rows = folded(records(click(1, "10:00"), click(2, "10:30"), click(3, "11:00:01"), end()))
    assert [(s.session, s.clicks, s.duration) for s in rows["sessions"]] == [
        (f"v1@{ms('10:00')}", 2, 1800.0),
        (f"v1@{ms('11:00:01')}", 1, 0.0),
    ]


def test_the_trackers_own_session_decides() -> None:
    rows = folded(records(click(1, "10:00", session="a"), click(2, "10:01", session="b"), click(3, "10:02", session="a"), end()))
    assert sorted((s.session, s.clicks) for s in rows["sessions"]) == [("a", 2), ("b", 1)]


def test_a_session_closes_once_the_watermark_has_passed_its_gap() -> None:
    """The last click at 10:00 may be followed until 10:30, and what happens by then may arrive until 10:35."""
    first, tick = click(1, "10:00"), {"type": "tick", "visitor": None}
    assert not folded(records(first, click(2, "10:35", **tick)))["sessions"]
    (closed,) = folded(records(first, click(2, "10:35:00.001", **tick)))["sessions"]
    assert (closed.closed_by, closed.origin_offset, closed.origin_index) == ("gap", 1, 0)


def test_a_click_knows_its_step_and_the_time_since_the_one_before() -> None:
    rows = folded(records(click(1, "10:00"), click(2, "10:01:30"), click(3, "10:00:30")))
    assert [(row.step, row.gap, row.entry) for row in rows["clicks"]] == [(1, None, True), (2, 90.0, False), (2, 30.0, False)]


def test_what_a_session_was() -> None:
    rows = folded(
        records(
            click(1, "10:00", page="/skirts/1", product="B1", price=10),
            click(2, "10:01", page="/sale/1", product="P1", category="sale", price=5, type="add_to_cart"),
            click(3, "10:03", page="/skirts/1", product="B1", price=10, type="view_item"),
            end(),
        )
    )
    (session,) = rows["sessions"]
    assert msgspec.structs.asdict(session) | {
        "duration": 180.0,
        "clicks": 3,
        "pages": 2,
        "entry_page": "/skirts/1",
        "exit_page": "/skirts/1",
        "products": ["B1", "P1"],
        "product_categories": ["skirts", "sale"],
        "categories": ["sale", "skirts"],
        "category_clicks": [1, 2],
        "category_prices": [5.0, 20.0],
        "furthest_step": "cart",
        "country": "PL",
        "closed_by": "end",
    } == msgspec.structs.asdict(session)


def test_a_page_that_says_itself_when_it_is_viewed_is_counted_by_that() -> None:
    """Trackers tell a product's page twice; other sources name looks only, with a page or without one."""
    shown, cart = {"type": "page_view", "product": None}, {"type": "add_to_cart"}
    (session,) = folded(
        records(
            click(1, "10:00", page="/", **shown),
            click(2, "10:01", page="/skirts/1", **shown),
            click(3, "10:01", page="/skirts/1"),
            click(4, "10:02", page="/skirts/1", **cart),
            click(5, "10:03", page="/skirts/2"),
            click(6, "10:04", page="/skirts/2", type="view_item_list"),
            click(7, "10:05", page=None),
            click(8, "10:06", page="/cart", type="begin_checkout"),
            end(),
        )
    )["sessions"]
    assert (session.page_views, session.views, session.clicks) == (5, 3, 8)
    assert session.seen_pages == ["/", "/cart", "/skirts/1", "/skirts/2"]


@pytest.mark.parametrize("offsets", [(0, 1), (1, 0)])
def test_a_sessions_country_is_that_of_its_earliest_click_that_names_one(offsets: tuple[int, int]) -> None:
    clicks = [click(1, "10:00", country=None), click(2, "10:01", country="FR")]
    (session,) = folded(records(*(clicks[place] for place in offsets), end()))["sessions"]
    assert session.country == "FR"


def test_what_a_session_bought() -> None:
    """Several lines of one order are one order; a purchase without one is its own; what the earliest event says of the device holds."""
    order = {"type": "purchase", "order": "o1"}
    rows = folded(
        records(
            click(1, "10:00", device="mobile", channel="Email", engaged=1500),
            click(2, "10:01", type="add_to_cart", product="B2", device="desktop", customer="c7", age=34, gender="female"),
            click(3, "10:02", type="begin_checkout", product=None, engaged=500),
            click(4, "10:03", **order, product="B2", price=19.99, quantity=2),
            click(5, "10:03", **order, product="B1", price=10.01),
            click(6, "10:04", type="purchase", product="B3", price=5),
            click(7, "10:05", type="refund", order="o1", product="B2", price=19.99, quantity=1),
            end(),
        )
    )
    (session,) = rows["sessions"]
    assert (session.device, session.channel, session.customer, session.age, session.gender) == ("mobile", "Email", "c7", 34, "female")
    assert (session.views, session.engaged, session.furthest_step) == (1, 2.0, "purchase")
    assert (session.carted, session.bought) == (["B2"], ["B1", "B2", "B3"])
    assert (session.orders, session.items, session.revenue, session.refunded) == (2, 4, 54.99, 19.99)
    assert [session.cart_at, session.checkout_at, session.purchase_at] == [ms(clock) / 1000 for clock in ("10:01", "10:02", "10:03")]


def test_new_returning_and_the_gap_since_the_last_visit() -> None:
    rows = folded(records(click(1, "08:00"), click(2, "10:00"), click(3, "12:00", visitor="v2"), end()))
    assert [(s.visitor, s.returning, s.gap_since_last) for s in rows["sessions"]] == [
        ("v1", False, None),
        ("v1", True, 7200.0),
        ("v2", False, None),
    ]


def test_without_a_visitor_nobody_returns() -> None:
    """Absent is absent: a source that names sessions alone cannot tell."""
    (session,) = folded(records(click(1, "10:00", visitor=None, session="a"), end()))["sessions"]
    assert (session.visitor, session.returning, session.gap_since_last) == (None, None, None)


def test_the_longest_unseen_visitor_is_forgotten_first() -> None:
    pipeline = ShopPipeline(0, "log", Rules(visitor_memory=1))
    rows = folded(records(click(1, "08:00"), click(2, "09:00", visitor="v2"), click(3, "10:00"), end()), pipeline)
    assert [s.returning for s in rows["sessions"]] == [False, False, False]


TYPES = ("page_view", "view_item", "add_to_cart", "remove_from_cart", "begin_checkout", "purchase", "refund")


@st.composite
def journeys(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[int]]:
    """Clicks of a few visitors at different times within the lateness of each other, and an order to arrive in."""
    gaps = draw(st.lists(st.integers(1, 60_000), min_size=1, max_size=30))
    clicks, at = [], ms("10:00")
    for number, gap in enumerate(gaps):
        at += gap
        visitor = draw(st.sampled_from(["v1", "v2", None]))
        what = {"type": draw(st.sampled_from(TYPES)), "product": f"P{gap % 3}", "price": draw(st.integers(0, 10_000)) / 100}
        said = {"quantity": draw(st.sampled_from([None, 1, 3])), "device": draw(st.sampled_from([None, "mobile", "desktop"]))}
        where = {"visitor": visitor, "session": None if visitor else "s", "page": f"/{gap % 5}", "engaged": gap}
        clicks.append({"id": f"e{number}", "at": at, **where, **what, **said, "order": draw(st.sampled_from([None, "o1", "o2"]))})
    return clicks, draw(st.permutations(range(len(clicks))))


@given(journeys())
def test_sessions_do_not_depend_on_the_order_of_arrival(drawn: tuple[list[dict[str, Any]], list[int]]) -> None:
    clicks, order = drawn
    rules = Rules(lateness=30 * 60_001, gap=45_000)
    straight = folded(records(*(click(0, "10:00", **c) for c in clicks), end()), ShopPipeline(0, "log", rules))
    mixed = folded(records(*(click(0, "10:00", **clicks[place]) for place in order), end()), ShopPipeline(0, "log", rules))
    assert _facts(straight["sessions"]) == _facts(mixed["sessions"])
    assert sum(s.clicks for s in mixed["sessions"]) == len(clicks)


def _facts(sessions: list[Any]) -> list[dict[str, Any]]:
    """All but where a session stands in the log and the id it got from its first arrival."""
    ours = {"origin_offset", "origin_index", "session", "returning", "gap_since_last"}
    facts = [{k: v for k, v in msgspec.structs.asdict(s).items() if k not in ours} for s in sessions]
    return sorted(facts, key=lambda fact: (fact["start"], str(fact["visitor"])))


def test_a_late_click_joins_two_visits_into_the_one_they_were() -> None:
    rules = Rules(lateness=3_600_000)
    rows = folded(records(click(1, "10:00"), click(2, "10:40"), click(3, "10:20"), end()), ShopPipeline(0, "log", rules))
    (session,) = rows["sessions"]
    assert (session.clicks, session.duration) == (3, 2400.0)


@pytest.mark.parametrize("type", ["tick", "end"])
def test_control_events_need_no_key_and_are_no_clicks(type: str) -> None:
    rows = folded([record(0, click(1, "10:00", type=type, visitor=None), key=None)])
    assert (rows["rejects"], rows["clicks"], len(rows["flow"])) == ([], [], 1)
