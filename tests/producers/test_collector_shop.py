"""The demo shop clicked through in a real Chromium: what its script tag sends, and what the panels show of it."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, Final, NamedTuple

import httpx
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from contracts.settings import Settings
from dashboards.browser import chromium
from infra import store
from infra.parts import PAGE, SINK, WORKER
from producers.collector import keys
from tests.conftest import ClickHouse
from tests.producers.collecting import Desk, collecting, logged, url
from tests.producers.shop_server import Letterbox, posting, read, shop
from tests.stack import running, until


class Scene(NamedTuple):
    """A collector, and a browser before it."""

    desk: Desk
    window: webdriver.Chrome

    def key(self, source: str) -> str:
        """A new source's key, known to the collector."""
        key = keys.add(keys.path(self.desk.settings), source, server=False)
        until(lambda: self.desk.post([], key).status_code != 401, 30, "the new key counts")
        return key

    def click(self, id: str) -> None:
        self.window.find_element(By.ID, id).click()

    def sent(self, source: str) -> list[dict[str, Any]]:
        """What of a source is in the log, in the order of event time."""
        return sorted(logged(self.desk.settings, source), key=lambda event: event["at"])

    def until_sent(self, source: str, *types: str) -> list[dict[str, Any]]:
        until(lambda: {event["type"] for event in self.sent(source)} >= set(types), 60, f"{', '.join(types)} in the log")
        return self.sent(source)


@pytest.fixture(scope="module")
def window() -> Iterator[webdriver.Chrome]:
    with chromium(1200, 800) as window:
        yield window


@pytest.fixture(scope="module")
def scene(kafka: Settings, window: webdriver.Chrome) -> Iterator[Scene]:
    with collecting(kafka, "scene") as desk:
        yield Scene(desk, window)


def stored(window: webdriver.Chrome) -> list[str]:
    """Names of what the script keeps in the browser."""
    return sorted(window.execute_script("return Object.keys(localStorage)"))


@pytest.fixture(scope="module")
def panels(kafka: Settings, clickhouse: ClickHouse) -> Iterator[Callable[..., Any]]:
    """A metric's answer from the running page over the running stack."""
    address = f"http://127.0.0.1:{kafka.page_port}"
    with (
        running(WORKER, kafka),
        running(SINK, kafka),
        running(PAGE, kafka),
        httpx.Client(base_url=address, trust_env=False, timeout=30) as page,
    ):
        yield lambda name, **asked: page.get(f"/api/metrics/{name}", params=asked).json()


def wake(scene: Scene, panels: Callable[..., Any]) -> None:
    """The stack runs once an event has come all the way; a first start is not what is measured."""
    scene.desk.post({"type": "page_view", "visitor": "v1"})
    until(lambda: panels("clicks", source="scene").get("samples"), 60, "the first event on the panel")


def test_a_visit_from_the_list_to_the_thanks_seen_in_the_panels(
    scene: Scene, panels: Callable[..., Any], kafka: Settings, record_property: Callable[[str, object], None]
) -> None:
    source, waits = "demo-shop", list[float]()

    def clicks() -> int:
        return int(panels("clicks", source=source).get("samples") or 0)

    wake(scene, panels)
    with shop(url(scene.desk.settings), scene.key(source)) as site:
        steps: list[tuple[Callable[[], object], int]] = [
            (lambda: scene.window.get(f"{site}/?utm_source=news&utm_medium=email"), 2),  # page_view, view_item_list
            (lambda: scene.click("B4"), 4),  # page_view, view_item
            (lambda: scene.click("add"), 5),
            (lambda: scene.click("cart"), 6),
            (lambda: scene.click("remove"), 7),
            (lambda: scene.click("checkout"), 9),  # page_view, begin_checkout
            (lambda: scene.click("pay"), 10),  # page_view by pushState
            (lambda: scene.click("buy"), 13),  # page_view, a purchase of two products
        ]
        for step, count in steps:
            begun = time.perf_counter()
            step()
            until(lambda count=count: clicks() >= count, 60, f"{count} clicks on the panel")
            waits.append(time.perf_counter() - begun)
        scene.window.get("about:blank")
    record_property("seconds from click to panel", [round(wait, 2) for wait in waits])
    print("\nseconds from click to panel:", " ".join(f"{wait:.2f}" for wait in waits))
    check_events(scene.until_sent(source, "purchase", "user_engagement"))
    check_rows(kafka, source)


def check_events(events: list[dict[str, Any]]) -> None:
    """What the script said of the visit."""
    seen = [(event["type"], event["page"], event.get("product")) for event in events if event["type"] != "user_engagement"]
    assert seen == [
        ("page_view", "/", None),
        ("view_item_list", "/", None),
        ("page_view", "/skirts/B4", None),
        ("view_item", "/skirts/B4", "B4"),
        ("add_to_cart", "/skirts/B4", "B4"),
        ("page_view", "/cart", None),
        ("remove_from_cart", "/cart", "B5"),
        ("page_view", "/checkout", None),
        ("begin_checkout", "/checkout", None),
        ("page_view", "/checkout/payment", None),
        ("page_view", "/thanks", None),
        ("purchase", "/thanks", "B4"),
        ("purchase", "/thanks", "B6"),
    ]
    assert len({event["visitor"] for event in events}) == len({event["session"] for event in events}) == 1
    assert {event["device"] for event in events} == {"desktop"}
    assert [event.get("channel") for event in events if event["type"] == "page_view"] == ["Email", *[None] * 5]
    bought = [event for event in events if event["type"] == "purchase"]
    assert [(event["order"], event["price"], event["quantity"], event["customer"]) for event in bought] == [
        ("A-1001", 52.0, 1, "c-77"),
        ("A-1001", 38.0, 2, "c-77"),
    ]
    left = [event for event in events if event["type"] == "user_engagement"]
    assert {event["page"] for event in left} >= {"/", "/skirts/B4", "/cart", "/checkout/payment"}
    assert all(event["engaged"] > 0 for event in left)


def check_rows(settings: Settings, source: str) -> None:
    """Its revenue, as stored."""
    with closing(store.reader_client(settings)) as client:
        asked = "SELECT sum(price * quantity) FROM clicks WHERE source = {source:String} AND type = 'purchase'"
        assert client.query(asked, {"source": source}).first_row == (128.0,)


def test_nothing_is_stored_or_sent_before_consent_and_nothing_stays_after_it_is_withdrawn(scene: Scene) -> None:
    source = "consent"
    with shop(url(scene.desk.settings), scene.key(source), 'data-consent="required"') as site:
        scene.window.get(f"{site}/skirts/B4")
        scene.click("add")
        until(lambda: scene.window.execute_script("return !storepulse.q"), 30, "the script runs")
        assert stored(scene.window) == []
        assert scene.sent(source) == []
        scene.window.execute_script("storepulse('consent', true)")
        events = scene.until_sent(source, "view_item")
        assert [event["type"] for event in events] == ["page_view", "view_item"]
        scene.window.get(f"{site}/")
        until(lambda: len(scene.sent(source)) >= 4, 30, "consent holds for the next page")
        scene.window.execute_script("storepulse('consent', false)")
        assert stored(scene.window) == ["sp_c"]  # the choice itself
        count = len(scene.sent(source))
        scene.window.get(f"{site}/skirts/B4")
        scene.click("add")
        assert stored(scene.window) == ["sp_c"]
        assert len(scene.sent(source)) == count


@pytest.mark.parametrize("wish", ["globalPrivacyControl", "doNotTrack"])
def test_who_does_not_want_to_be_tracked_is_not(scene: Scene, wish: str) -> None:
    source = f"wish-{wish.lower()}"
    script = {"source": f"Object.defineProperty(navigator, '{wish}', {{get: () => 1}})"}
    added = scene.window.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", script)
    try:
        with shop(url(scene.desk.settings), scene.key(source)) as site:
            scene.window.get(f"{site}/skirts/B4")
            scene.click("add")
            scene.window.execute_script("storepulse('consent', true)")
            assert stored(scene.window) == []
            scene.window.get("about:blank")
            assert scene.sent(source) == []
    finally:
        scene.window.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


def test_what_could_not_be_sent_waits_for_the_next_page(scene: Scene) -> None:
    source = "retried"
    scene.window.execute_cdp_cmd("Network.enable", {})
    with shop(url(scene.desk.settings), scene.key(source)) as site:
        scene.window.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/collect*"]})
        scene.window.get(f"{site}/skirts/B4")
        until(lambda: scene.window.execute_script("return (localStorage.sp_q || '').includes('view_item')"), 30, "events wait")
        scene.window.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
        assert scene.sent(source) == []
        scene.window.get(f"{site}/cart")
        events = scene.until_sent(source, "page_view", "view_item")
        assert {event["page"] for event in events if event["type"] == "view_item"} == {"/skirts/B4"}
        assert len({event["id"] for event in events if event["type"] == "view_item"}) == 1
        until(lambda: scene.window.execute_script("return localStorage.sp_q == '[]'"), 30, "nothing waits any more")


# What follows looks at the script alone, before a letterbox instead of a collector.
SKIRT: Final = '<main data-storepulse="view_item" data-product="{}" data-price="5">skirt</main>'


@pytest.fixture
def letters(window: webdriver.Chrome) -> Iterator[Letterbox]:
    """A letterbox whose shop the window has not been in yet."""
    with posting() as letterbox:
        yield letterbox
        window.get("about:blank")


def until_came(letters: Letterbox, type: str, count: int = 1) -> list[dict[str, Any]]:
    """The events of a type, once there are so many."""
    until(lambda: len(letters.events(type)) >= count, 10, f"{count} {type} in the letterbox")
    return letters.events(type)


def until_quiet(window: webdriver.Chrome) -> None:
    """All that the page had to say has been answered."""
    until(lambda: window.execute_script("return localStorage.sp_q == '[]'"), 10, "nothing waits any more")


def put_into_storage(window: webdriver.Chrome, letters: Letterbox, script: str, *given: Any) -> None:
    """Puts something into the shop's storage before its first page with the script."""
    window.get(f"{letters.address}/shop.css")
    window.execute_script(script, *given)


def products(letters: Letterbox, type: str = "view_item") -> list[str]:
    return [event.get("product") for event in letters.events(type)]


def test_what_nobody_acknowledged_before_the_page_was_left_goes_again_from_the_next(window: webdriver.Chrome, letters: Letterbox) -> None:
    letters.answer = lambda _: None
    window.get(f"{letters.address}/skirts/B4")
    until(lambda: "view_item" in (window.execute_script("return localStorage.sp_q") or ""), 10, "the view waits")
    window.get("about:blank")
    left = until_came(letters, "user_engagement")[0]["id"]
    sent = {event["id"] for event in letters.events()}
    letters.bodies.clear()
    letters.answer = lambda _: (204, "")
    window.get(f"{letters.address}/cart")
    until(lambda: {event["id"] for event in letters.events()} >= sent | {left}, 10, "what was lost comes again")
    assert products(letters) == ["B4"]
    until_quiet(window)


def test_each_line_of_an_order_shown_as_an_element_of_its_own_has_its_own_id(window: webdriver.Chrome, letters: Letterbox) -> None:
    line = '<p data-storepulse="purchase" data-order="D-1" data-product="{}" data-price="5" data-currency="EUR"></p>'
    window.get(f"{letters.address}/cart")
    window.execute_script("document.body.innerHTML = arguments[0]", "".join(line.format(name) for name in ("B4", "B5", "B5")))
    bought = until_came(letters, "purchase", 3)
    assert [event["product"] for event in bought] == ["B4", "B5", "B5"]
    assert len({event["id"] for event in bought}) == 3
    assert [event["type"] for event in read(letters.bodies[-1])].count(
        "purchase"
    ) == 3  # the collector numbers a body's lines of one product


def test_a_long_queue_goes_in_bodies_that_may_outlive_the_page(window: webdriver.Chrome, letters: Letterbox) -> None:
    name = "\N{CJK UNIFIED IDEOGRAPH-88D9}" * 1000  # three bytes each
    waiting = [{"id": str(number), "type": "view_item", "product": f"{number} {name}"} for number in range(40)]
    waiting[20]["product"] = name * 50
    put_into_storage(window, letters, "localStorage.sp_q = JSON.stringify(arguments[0])", waiting)
    window.get(f"{letters.address}/")
    until_quiet(window)
    assert [event["id"] for event in letters.events("view_item")] == [str(number) for number in range(40)]
    assert [len(read(body)) for body in letters.bodies if len(body) >= 2**16] == [1]  # one is too long by itself
    assert len(letters.bodies) < 20


def test_full_storage_lets_events_through(window: webdriver.Chrome, letters: Letterbox) -> None:
    fill = "for (let size = 2 ** 22; size >= 1; size /= 2) for (let n = 0; n < 9; n++)"
    fill += "{ try { localStorage[[size, n]] = 'x'.repeat(size) } catch { } }"
    put_into_storage(window, letters, fill)
    window.get(f"{letters.address}/skirts/B4")
    until_came(letters, "view_item")
    window.find_element(By.ID, "add").click()
    until_came(letters, "add_to_cart")
    assert len({event["visitor"] for event in letters.events()}) == 1
    assert "sp_v" not in stored(window)


@pytest.mark.parametrize("spoiled", ["oops", "{}", "null", "7"])
def test_a_spoiled_queue_does_not_keep_new_events(window: webdriver.Chrome, letters: Letterbox, spoiled: str) -> None:
    put_into_storage(window, letters, "localStorage.sp_q = arguments[0]", spoiled)
    window.get(f"{letters.address}/skirts/B4")
    assert [event["product"] for event in until_came(letters, "view_item")] == ["B4"]
    until_quiet(window)


def test_consent_withdrawn_in_one_tab_holds_in_the_other(window: webdriver.Chrome, letters: Letterbox) -> None:
    window.get(f"{letters.address}/skirts/B4")
    window.execute_script("storepulse('identify', {customer: 'c-77'})")
    until_came(letters, "view_item")
    first = window.current_window_handle
    window.switch_to.new_window("tab")
    try:
        window.get(f"{letters.address}/cart")
        until_came(letters, "page_view", 2)
        until_came(letters, "user_engagement")  # the first tab is out of sight
        until_quiet(window)
        window.execute_script("storepulse('consent', false)")
        count = len(letters.events())
    finally:
        window.close()
        window.switch_to.window(first)
    window.find_element(By.ID, "add").click()
    window.execute_script("storepulse('view_item', {product: 'B5'}); history.pushState({}, '', '/skirts/B5')")
    window.execute_script("dispatchEvent(new Event('pagehide'))")
    assert stored(window) == ["sp_c"]
    assert len(letters.events()) == count
    window.execute_script("storepulse('consent', true); storepulse('begin_checkout')")
    until_came(letters, "begin_checkout")
    assert not {"add_to_cart", "view_item", "user_engagement"} & {event["type"] for event in letters.events()[count:]}


def test_consent_given_anew_on_a_page_begins_it_anew(window: webdriver.Chrome, letters: Letterbox) -> None:
    window.get(f"{letters.address}/skirts/B4")
    window.execute_script("storepulse('identify', {customer: 'c-77'}); storepulse('begin_checkout')")
    until_came(letters, "view_item")
    window.execute_script("storepulse('consent', false); storepulse('consent', true); storepulse('begin_checkout')")
    assert [event.get("customer") for event in until_came(letters, "begin_checkout", 2)] == ["c-77", None]
    assert len({event["visitor"] for event in until_came(letters, "view_item", 2)}) == 2
    assert len(letters.events("page_view")) == 2


def test_one_unreadable_event_does_not_take_the_others_along(window: webdriver.Chrome, letters: Letterbox) -> None:
    waiting = [{"id": name, "type": "view_item", "product": name} for name in ("B4", "bad", "B5")]
    letters.answer = lambda events: (400, '{"detail": "the body is not JSON"}') if "bad" in {event["id"] for event in events} else (204, "")
    put_into_storage(window, letters, "localStorage.sp_q = JSON.stringify(arguments[0])", waiting)
    window.get(f"{letters.address}/cart")
    until_quiet(window)
    alone = [events[0]["id"] for events in map(read, letters.bodies) if len(events) == 1]
    assert alone[:3] == ["B4", "bad", "B5"]


def test_events_refused_by_name_are_not_sent_again(window: webdriver.Chrome, letters: Letterbox) -> None:
    waiting = [{"id": name, "type": "view_item", "product": name} for name in ("bad", "worse")]
    letters.answer = lambda events: (400, '{"detail": "see refused", "refused": []}') if events[0]["id"] == "bad" else (204, "")
    put_into_storage(window, letters, "localStorage.sp_q = JSON.stringify(arguments[0])", waiting)
    window.get(f"{letters.address}/cart")
    until_quiet(window)
    assert products(letters) == ["bad", "worse"]


def test_elements_drawn_after_the_address_changed_are_seen(window: webdriver.Chrome, letters: Letterbox) -> None:
    window.get(f"{letters.address}/skirts/B4")
    until_came(letters, "view_item")
    window.execute_script("history.pushState({}, '', '/skirts/B5')")
    until_came(letters, "page_view", 2)
    window.execute_script("document.body.innerHTML = arguments[0]", SKIRT.format("B5"))
    seen = until_came(letters, "view_item", 2)
    assert [(event["product"], event["page"]) for event in seen] == [("B4", "/skirts/B4"), ("B5", "/skirts/B5")]


def test_an_element_that_becomes_another_product_is_seen_again(window: webdriver.Chrome, letters: Letterbox) -> None:
    window.get(f"{letters.address}/skirts/B4")
    until_came(letters, "view_item")
    window.execute_script("document.querySelector('main').dataset.product = 'B6'")
    until_came(letters, "view_item", 2)
    assert products(letters) == ["B4", "B6"]


def test_what_is_drawn_anew_or_at_another_price_is_not(window: webdriver.Chrome, letters: Letterbox) -> None:
    window.get(f"{letters.address}/skirts/B4")
    until_came(letters, "view_item")
    window.execute_script("const main = document.querySelector('main'); main.outerHTML = main.outerHTML")
    window.execute_script("document.querySelector('main').dataset.price = '48'")
    window.execute_script("document.body.insertAdjacentHTML('beforeend', arguments[0])", SKIRT.format("B5"))
    until_came(letters, "view_item", 2)
    assert products(letters) == ["B4", "B5"]


def test_an_address_put_in_anothers_place_is_a_page_view(window: webdriver.Chrome, letters: Letterbox) -> None:
    window.get(f"{letters.address}/checkout")
    until_came(letters, "page_view")
    window.execute_script("history.replaceState({}, '', '/checkout?step=2'); history.replaceState({}, '', '/checkout/payment')")
    assert [event["page"] for event in until_came(letters, "page_view", 2)] == ["/checkout", "/checkout/payment"]
