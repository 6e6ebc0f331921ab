"""The script tag alone, in a real Chromium before a letterbox instead of a collector: what it sends, keeps and sends again."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from dashboards.browser import chromium
from tests.producers.shop_server import Letterbox, posting, read, stored
from tests.stack import until

SKIRT: Final = '<main data-storepulse="view_item" data-product="{}" data-price="5">skirt</main>'


@pytest.fixture(scope="module")
def window() -> Iterator[webdriver.Chrome]:
    with chromium(1200, 800) as window:
        yield window


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
