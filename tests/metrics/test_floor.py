"""Metrics of the floor: given what cameras, sensors and tills told, these numbers."""

from tests.builders import at, audience, camera_health, floor_heat, footfall, moment, order_line, session, zone_count, zone_visit
from tests.metrics.conftest import Shop


def test_zone_dwell(shop: Shop) -> None:
    stays = [(10.0, "left"), (20.0, "left"), (90.0, "lost")]
    shop.given(*(zone_visit(dwell=dwell, reason=reason) for dwell, reason in stays), zone_visit(zone="coats", dwell=5.0))
    assert shop.ask("zone_dwell").rows == [("shoes", 20, 3, 40, 90, 33.3), ("coats", 5, 1, 5, 5, 0)]
    assert [row[0] for row in shop.ask("zone_dwell", zone="coats").rows] == ["coats"]


def test_zone_visits(shop: Shop) -> None:
    shop.given(*(zone_visit() for _ in range(3)), zone_visit(zone="coats"), zone_visit(at=at("11:00")))
    assert shop.ask("zone_visits").rows == [("shoes", 3, 3, 75), ("coats", 1, 1, 25)]


def test_people_now(shop: Shop) -> None:
    shop.given(
        zone_count(at=at("10:55"), people=2),
        zone_count(at=at("10:58"), people=4),
        zone_count(zone="coats", at=at("10:56"), people=1, device="sensor"),
        zone_count(zone="cellar", at=at("10:54"), people=9),
    )
    assert shop.ask("people_now").rows == [("shoes", 4, 2, "camera", moment("10:58")), ("coats", 1, 1, "sensor", moment("10:56"))]


def test_occupancy(shop: Shop) -> None:
    shop.given(
        zone_count(at=at("10:00"), people=2),  # a minute
        zone_count(at=at("10:01"), people=4),  # two minutes, then nobody knows
        zone_count(zone="coats", at=at("10:02"), people=1),
        zone_count(at=at("10:04"), people=0),
    )
    answer = shop.ask("occupancy", end="10:05", step=60)
    assert [(row[0], row[1], row[3]) for row in answer.rows] == [
        (moment("10:00"), 2, 2),
        (moment("10:01"), 4, 4),
        (moment("10:02"), 5, 4),
        (moment("10:03"), 1, 1),
        (moment("10:04"), 0, 0),
    ]
    assert answer.value == (2 + 4 + 5 + 1) / 5


def test_zone_paths(shop: Shop) -> None:
    shop.given(*(zone_visit() for _ in range(2)), zone_visit(zone="coats", previous="shoes"), zone_visit(previous=""))
    assert shop.ask("zone_paths").rows == [("entrance", "shoes", 2, 2), ("shoes", "coats", 1, 1)]


def test_floor_heat(shop: Shop) -> None:
    shop.given(floor_heat(), floor_heat(cell_columns=[1], cell_rows=[0], seconds=[0.5]))
    assert shop.ask("floor_heat").rows == [(0, 0, 8, 1, 16, 9), (1, 0, 2.5, 2, 16, 9)]


def test_capture_rate(shop: Shop) -> None:
    shop.given(
        footfall(entered=30, passed=70),
        footfall(device="camera", counter="c1", entered=50, passed=50),
        footfall(place="street", entered=None, left=None, passed=500),  # cannot tell who came in
    )
    answer = shop.ask("capture_rate")
    assert (answer.value, answer.samples, answer.more) == (40, 100, {"entered": 40, "passed": 60})


def test_store_conversion(shop: Shop) -> None:
    shop.given(footfall(entered=40), order_line(store="", order_id="web"))
    assert shop.ask("store_conversion").value is None  # no till feed
    shop.given(
        *(order_line(store="main", order_id=id) for id in ("i1", "i1", "i2")), order_line(store="main", order_id="i3", treatment="return")
    )
    answer = shop.ask("store_conversion")
    assert (answer.value, answer.samples, answer.more) == (5, 40, {"till_orders": 2})


def test_cameras(shop: Shop) -> None:
    shop.given(
        camera_health(at=at("10:58"), dropped=2),
        camera_health(at=at("10:59"), rate=9.0, dropped=1),
        camera_health(camera="c2", at=at("10:50"), state="dark"),
    )
    assert shop.ask("cameras").rows == [("c2", 10, 1, "dark", 600, 0), ("c1", 9, 2, "ok", 60, 3)]


def test_cameras_down(shop: Shop) -> None:
    shop.given(
        *(camera_health(at=at(f"10:{minute:02d}")) for minute in range(0, 60, 2)),
        *(camera_health(camera="c2", at=at(clock), state=state) for clock, state in (("10:20", "ok"), ("10:21", "dark"))),
    )
    answer = shop.ask("cameras_down", step=600)
    assert [(row[0], row[1]) for row in answer.rows] == [(moment(f"10:{minute:02d}"), minute >= 20) for minute in range(0, 60, 10)]
    assert shop.ask("cameras_down").value == 1


def test_audience_age(shop: Shop) -> None:
    shop.given(
        audience(people=6), audience(age_band="35-44", people=3), audience(age_band="35-44", people=2), audience(age_band="55-64", people=4)
    )
    assert shop.ask("audience_age").rows == [("25-34", 6, 6, 54.5), ("35-44", 5, 5, 45.5)]  # four are too few to tell


def test_audience_gender(shop: Shop) -> None:
    shop.given(audience(people=6), audience(age_band="35-44", people=3), audience(gender="man", people=4))
    assert shop.ask("audience_gender").rows == [("woman", 9, 9, 100)]


def test_declared_age(shop: Shop) -> None:
    young = [session(session=f"a{n}", visitor=f"a{n}", age=20, orders=int(n == 0)) for n in range(5)]
    shop.given(*young, *(session(session=f"b{n}", visitor=f"b{n}", age=40) for n in range(4)), session(visitor="c"))
    assert shop.ask("declared_age").rows == [("18-24", 5, 5, 100, 20)]  # four in their forties are too few to tell


def test_declared_gender(shop: Shop) -> None:
    women = [session(session=f"a{n}", visitor=f"a{n}", gender="f", orders=int(n == 0)) for n in range(5)]
    shop.given(*women, *(session(session=f"b{n}", visitor=f"b{n}", gender="m") for n in range(4)), session(visitor="c"))
    assert shop.ask("declared_gender").rows == [("f", 5, 5, 100, 20)]


def test_online_and_store(shop: Shop) -> None:
    shop.given(*(session(session=f"s{n}", duration=10.0 * n) for n in range(3)), footfall(entered=40), zone_visit(dwell=60.0))
    answer = shop.ask("online_and_store")
    assert [(row[0], row[1], row[3]) for row in answer.rows] == [
        ("Visits", 3, 40),
        ("Orders", None, None),
        ("Orders a hundred visits", None, None),
        ("Median stay in s", 10, 60),
    ]


def test_store_visit_frequency(shop: Shop) -> None:
    shop.given(
        order_line(store="main", customer="k1"),
        order_line(store="main", customer="k1", at=at("10:30")),
        order_line(store="main", customer=None),
        order_line(customer="k2"),
    )
    assert shop.ask("store_visit_frequency").rows == [("1 day", 1, 1, 100)]
