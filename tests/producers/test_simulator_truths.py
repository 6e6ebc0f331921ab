"""Each truth planted into the synthetic shop shows in plain counts, when and where it was planted and nowhere else."""

from functools import cache

import pytest

from contracts.events import ShopEvent
from producers.simulator.catalogue import CATEGORIES, Catalogue
from producers.simulator.parameters import Parameters, SimulationError
from producers.simulator.truths import TRUTHS, Truth, describe, name_of, truth
from tests.producers.shopping import DAY, OPENS, check, count, events, visits, within

DAYS, A_DAY = 4, 2_500.0
UNPOPULAR = Catalogue(Parameters()).by_category["dresses"][-1].id


@cache
def shop(*plant: str) -> list[ShopEvent]:
    return events(*plant, days=DAYS, visitors_a_day=A_DAY)


def purchases(found: list[ShopEvent], **wanted: object) -> int:
    """Visits that buy."""
    return len({event.session for event in found if event.type == "purchase" and count([event], **wanted)})


def test_a_checkout_bug_stops_one_device_for_two_days_and_people_try_again() -> None:
    usual, buggy = shop(), shop("checkout_bug:device=mobile:from=1:to=3")
    assert within(buggy, 0, 1) == within(usual, 0, 1)
    during, before = within(buggy, 1, 3), within(usual, 1, 3)
    assert purchases(during, device="mobile") < 0.2 * purchases(before, device="mobile")
    assert count(during, type="begin_checkout", device="mobile") > 1.2 * count(before, type="begin_checkout", device="mobile")
    for device in ("desktop", "tablet"):
        assert abs(purchases(during, device=device) - purchases(before, device=device)) <= 0.03 * purchases(before)
    after = within(buggy, 3, 4)
    assert purchases(after, device="mobile") > 0.9 * purchases(within(usual, 3, 4), device="mobile")


def test_a_payment_outage_stops_every_device_for_its_hours() -> None:
    usual, out = shop(), shop("payment_outage:from=2.5:to=2.75")
    assert within(out, 0, 2.5) == within(usual, 0, 2.5)
    assert purchases(within(usual, 2.5, 2.75)) > 12
    # A visit that had paid by then may end within the outage; nobody pays in it.
    assert purchases(within(out, 2.5, 2.75)) <= 2
    assert count(within(out, 2.5, 2.75), type="begin_checkout") > 1.2 * count(within(usual, 2.5, 2.75), type="begin_checkout")
    assert purchases(within(out, 2.75, 4)) > 0.95 * purchases(within(usual, 2.75, 4))


def test_a_viral_product_brings_new_people_who_land_on_it_and_changes_nobody_else() -> None:
    usual, viral = shop(), shop(f"viral_product:product={UNPOPULAR}:lift=0.5:from=1:to=2")
    assert within(viral, 0, 1) == within(usual, 0, 1)
    looks = [count(within(found, 1, 2), type="view_item", product=UNPOPULAR) for found in (usual, viral)]
    assert looks[1] > 300 > 20 * looks[0]
    first = [sum(session.endswith("-1") for session in visits(within(found, 1, 2))) for found in (usual, viral)]
    assert 1.4 < first[1] / first[0] < 1.6
    known = {event.id for event in viral}
    assert all(event.id in known for event in usual)


def test_a_price_rise_shows_in_the_prices_and_in_what_goes_into_carts() -> None:
    usual, dear = shop(), shop("price_rise:category=shoes:factor=1.5:from=1")
    assert within(dear, 0, 1) == within(usual, 0, 1)
    prices = [
        {event.product: event.price for event in within(found, 1, 4) if event.category == "shoes" and event.type == "view_item"}
        for found in (usual, dear)
    ]
    both = prices[0].keys() & prices[1].keys()
    assert len(both) > 30
    assert all(abs(prices[1][product] / prices[0][product] - 1.5) < 0.001 for product in both)
    carts = [count(within(found, 1, 4), type="add_to_cart", category="shoes") for found in (usual, dear)]
    assert 0.3 < carts[1] / carts[0] < 0.7
    others = [count(within(found, 1, 4), type="add_to_cart", category="coats") for found in (usual, dear)]
    assert 0.9 < others[1] / others[0] < 1.1


def test_a_segment_drifts_and_stays() -> None:
    usual, drifted = shop(), shop("segment_drift:segment=researcher:factor=6:from=1:to=2")
    assert within(drifted, 0, 1) == within(usual, 0, 1)

    def pages(found: list[ShopEvent]) -> float:
        trails = [trail for session, trail in visits(found).items() if session.endswith("-1") and len(trail) > 1]
        return sum(map(len, trails)) / len(trails)

    assert pages(within(drifted, 2, 4)) > 1.15 * pages(within(usual, 2, 4))  # researchers see more pages


@pytest.mark.parametrize("name", TRUTHS)
def test_with_any_truth_the_shop_stays_sound(name: str) -> None:
    own = {"viral_product": f":product={UNPOPULAR}", "price_rise": ":category=shoes", "bad_batch": f":product={UNPOPULAR}"}
    check(events(f"{name}{own.get(name, '')}:from=0.5:to=1.5"), 2)


def planted(text: str) -> Truth:
    return truth(text, OPENS, OPENS + 60 * DAY)


@pytest.mark.parametrize(
    ("start", "day"), [("2026-02-03", 2.0), ("2026-02-03T06:00", 2.25), ("2026-02-03T07:00:00+01:00", 2.25), ("2.25", 2.25), ("-1", 59.0)]
)
def test_when_a_truth_begins_may_be_said_as_a_date_a_time_or_a_day(start: str, day: float) -> None:
    found = planted(f"payment_outage:from={start}")
    assert (found.start - OPENS) / DAY == day
    assert found.holds(OPENS + 60 * DAY - 1)
    assert not found.holds(int(found.start) - 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("flood:from=1", r"no truth 'flood' to plant; there are: checkout_bug, .*storepulse truths"),
        ("checkout_bug", r"lacks when it begins: write from=2 .*; see `storepulse truths`"),
        ("checkout_bug:from=1:phone=yes", r"it takes no 'phone', only device, works, from, to"),
        ("checkout_bug:from=1:device=phone", r"device=phone is not one of mobile, tablet, desktop"),
        ("checkout_bug:from=soon", r"from=soon is no time: write a date, 2026-03-10 or"),
        ("checkout_bug:from=2:to=1", r"it ends before it begins"),
        ("checkout_bug:from=1:works=2", r"works=2 is not a number from 0 to 1"),
        ("price_rise:from=1:factor=0", r"factor=0 is not a number above 0, to 100"),
        ("checkout_bug:from=1:from=2", r"it says from= twice: write another --plant for each"),
        ("checkout_bug:from=1:device=mobile:device=tablet", r"it says device= twice"),
        ("checkout_bug:from=500:to=600", r"closed, after 60 days, on 2026-04-02: begin earlier, or let it run for --days 600"),
        ("checkout_bug:from=60", r"let it run for --days 61"),
        ("checkout_bug:from=2025-01-01:to=2025-02-01", r"it ends before the shop opens: .* dates from 2026-02-01 on"),
        ("checkout_bug:from", r"write KEY=VALUE"),
    ],
)
def test_a_truth_that_does_not_fit_is_refused_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(SimulationError, match=said):
        planted(text)


def test_a_shop_without_an_end_can_fail_at_any_time() -> None:
    assert truth("checkout_bug:from=500", OPENS, OPENS + 60 * DAY, endless=True).start == OPENS + 500 * DAY


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("viral_product:product=XX:from=1", "no product 'XX' is sold; with this seed there are DR"),
        ("bad_batch:product=XX:from=1", "^bad_batch: no product 'XX' is sold"),
        ("price_rise:category=hats:from=1", "no category 'hats' is sold; there are dresses,"),
    ],
)
def test_what_is_not_sold_cannot_be_talked_about_nor_become_dearer(text: str, said: str) -> None:
    with pytest.raises(SimulationError, match=said):
        events(text)


def test_every_truth_is_described_with_what_it_takes() -> None:
    described = {each["name"]: each for each in describe()}
    assert list(described) == list(TRUTHS)
    assert all(each["effect"] and each["what"] for each in described.values())
    assert described["checkout_bug"]["parameters"] == {"device": "mobile", "works": 0.05}
    assert name_of(planted("checkout_bug:from=1")) == "checkout_bug"
    assert {category.name for category in CATEGORIES} == set(Catalogue(Parameters()).by_category)
