"""The demo shop clicked through in a real Chromium: what its script tag sends, and what the panels show of it."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, NamedTuple

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
from tests.producers.shop_server import shop, stored
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
def scene(kafka: Settings) -> Iterator[Scene]:
    with collecting(kafka, "scene") as desk, chromium(1200, 800) as window:
        yield Scene(desk, window)


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
