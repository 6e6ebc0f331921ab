from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from dashboards import panels
from dashboards.browser import settled
from infra import store
from infra.parts import CLICKHOUSE
from tests.dashboards.builders import NOON, click, session
from tests.dashboards.conftest import PAGE_ALONE, Insert, url_of
from tests.stack import running, settings_in


def text_of(browser: webdriver.Chrome, selector: str) -> str:
    return browser.find_element(By.CSS_SELECTOR, selector).text


def wait(browser: webdriver.Chrome, true: Callable[[], object]) -> None:
    WebDriverWait(browser, 120, 0.1, [StaleElementReferenceException]).until(lambda _: true())


def test_panels_show_what_sql_says(page: str, shop: str, browser: webdriver.Chrome, sql: Callable[[str, str], Any]) -> None:
    browser.get(f"{page}?source={shop}&period=all")
    settled(browser)
    [[clicks]] = sql("SELECT count() FROM clicks WHERE source = {source:String}", shop)
    [[sessions]] = sql("SELECT count() FROM sessions WHERE source = {source:String}", shop)
    assert text_of(browser, "[data-metric=clicks] .value") == f"{clicks:,}"
    assert text_of(browser, "[data-metric=sessions] .value") == f"{sessions:,}"
    browser.get(f"{page}?source={shop}&period=all&dashboard=products")
    settled(browser)
    [[top, times]] = sql(
        "SELECT product, count() AS n FROM clicks WHERE source = {source:String} GROUP BY product ORDER BY n DESC, product LIMIT 1", shop
    )
    assert text_of(browser, "[data-metric=top_products] .bar").split("\n")[0] == top
    assert str(times) in text_of(browser, "[data-metric=top_products] .bar")


@pytest.mark.parametrize("board", panels.DASHBOARDS, ids=lambda board: board.slug)
def test_no_panel_is_broken_and_the_browser_has_nothing_to_complain_about(
    page: str, shop: str, browser: webdriver.Chrome, board: panels.Dashboard
) -> None:
    browser.get_log("browser")
    browser.get(f"{page}?source={shop}&period=all&dashboard={board.slug}")
    settled(browser)
    states = {p.get_attribute("data-metric"): p.get_attribute("data-state") for p in browser.find_elements(By.CSS_SELECTOR, ".panel")}
    assert list(states) == list(board.names)
    assert not {"error", "loading"} & set(states.values()), states
    assert [line for line in browser.get_log("browser") if line["level"] == "SEVERE"] == []
    outside = browser.execute_script(
        "return performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(location.origin))"
    )
    assert [name for name in outside if not name.startswith("data:")] == []


def test_new_events_reach_an_open_page(page: str, insert: Insert, browser: webdriver.Chrome) -> None:
    source = "page-live"
    insert("clicks", [click(source, NOON, "a")])
    insert("sessions", [session(source, NOON - timedelta(minutes=40), "a")])
    browser.get(f"{page}?source={source}&period=1h")
    settled(browser)
    assert text_of(browser, "[data-metric=sessions] .value") == "1"
    insert("sessions", [session(source, NOON - timedelta(minutes=m), f"b{m}") for m in range(1, 30)])
    insert("clicks", [click(source, NOON + timedelta(seconds=1), "b")])
    wait(browser, lambda: text_of(browser, "[data-metric=sessions] .value") == "30")


def test_a_picked_period_stands_in_the_address_and_its_link_reproduces_the_view(page: str, shop: str, browser: webdriver.Chrome) -> None:
    browser.get(f"{page}?source={shop}&period=all")
    settled(browser)
    browser.find_element(By.XPATH, "//button[normalize-space()='30 min']").click()
    wait(browser, lambda: "period=30m" in browser.current_url)
    wait(browser, lambda: text_of(browser, "[data-metric=sessions] .value") == "30")
    browser.get(browser.current_url)
    settled(browser)
    assert text_of(browser, "[data-metric=sessions] .value") == "30"
    assert "in the period before" in browser.find_element(By.CSS_SELECTOR, "[data-metric=sessions] .delta").get_attribute("title")


def test_a_tab_shows_its_dashboard_in_the_same_view_and_stands_in_the_address(page: str, shop: str, browser: webdriver.Chrome) -> None:
    browser.get(f"{page}?source={shop}&period=1h&country=PL")
    settled(browser)
    browser.find_element(By.CSS_SELECTOR, "[data-dashboard=stream]").click()
    wait(browser, lambda: text_of(browser, "[data-metric=events_in] h3") == "Events in")
    settled(browser)
    assert not browser.find_elements(By.CSS_SELECTOR, "[data-metric=sessions]")
    assert text_of(browser, ".tabs [aria-current=page]") == "Stream"
    assert all(part in browser.current_url for part in ("dashboard=stream", f"source={shop}", "period=1h", "country=PL"))
    link = browser.find_element(By.CSS_SELECTOR, "[data-dashboard=overview]").get_attribute("href") or ""
    assert all(part in link for part in ("dashboard=overview", f"source={shop}", "period=1h", "country=PL"))
    browser.find_element(By.CSS_SELECTOR, "[data-dashboard=overview]").click()
    wait(browser, lambda: text_of(browser, "[data-metric=sessions] .value") == "60")


def test_a_link_to_a_panel_opens_the_dashboard_that_holds_it(page: str, shop: str, browser: webdriver.Chrome) -> None:
    browser.get(f"{page}?source={shop}&period=all#top_products")
    wait(browser, lambda: browser.find_elements(By.CSS_SELECTOR, "[data-metric=top_products] .bar"))
    assert "dashboard=products" in browser.current_url
    wait(browser, lambda: browser.current_url.endswith("#top_products"))


def test_all_lines_of_a_panel_are_one_click_away_and_lead_to_their_json(page: str, shop: str, browser: webdriver.Chrome) -> None:
    browser.get(f"{page}?source={shop}&period=all&dashboard=products")
    settled(browser)
    browser.execute_script("document.querySelector('[data-metric=top_products] .tools button').click()")
    wait(browser, lambda: browser.find_elements(By.CSS_SELECTOR, ".details tbody tr"))
    shown = browser.execute_script("return [...document.querySelectorAll('.details tbody td:first-child')].map(td => td.textContent)")
    answer = httpx.get(browser.find_element(By.CSS_SELECTOR, ".details a[target]").get_attribute("href") or "", timeout=30).json()
    assert [row[0] for row in answer["rows"]] == shown
    sheet = browser.find_element(By.CSS_SELECTOR, ".details a[download]")
    assert sheet.text == "as CSV"
    assert httpx.get(sheet.get_attribute("href") or "", timeout=30).text.splitlines()[1].startswith(shown[0])


def test_all_filters_stand_in_one_line_on_a_laptop_and_what_is_chosen_is_not_cut(page: str, shop: str, browser: webdriver.Chrome) -> None:
    for width in (1366, 1440):
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.get(f"{page}?source={shop}&dashboard=conversion&country=PL&category=accessories&device=mobile&channel=Organic+Search")
        settled(browser)
        words = "return [...document.querySelectorAll('.pick.chosen .q-field__native span')]"
        tops = (
            "return [...document.querySelectorAll('.pickers > *')].map(e => e.getBoundingClientRect()).filter(b => b.width).map(b => b.top)"
        )
        assert len(browser.execute_script(words)) == 4
        assert browser.execute_script(f"{words}.filter(e => e.scrollWidth > e.clientWidth).map(e => e.textContent)") == []
        found = browser.execute_script(tops)
        assert max(found) - min(found) < 10, found
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size | {"height": 2600})


def test_what_a_source_has_never_seen_is_unknown_to_it(page: str, insert: Insert, browser: webdriver.Chrome) -> None:
    insert("clicks", [click("page-known", NOON, "a", customer="c1", visitor="v1")])
    browser.get(f"{page}?source=page-known&dashboard=customer&customer=nobody&country=Atlantis")
    wait(browser, lambda: "page-known knows no country “Atlantis”; it has PL" in text_of(browser, ".notice"))
    assert "page-known knows no customer “nobody”" in text_of(browser, ".notice")
    for known in ("c1", "v1", "nobody,c1"):
        browser.get(f"{page}?source=page-known&dashboard=customer&customer={known}")
        settled(browser)
        assert not browser.find_element(By.CSS_SELECTOR, ".notice").is_displayed()


def test_a_viewer_chooses_the_steps_of_the_charts(page: str, shop: str, browser: webdriver.Chrome) -> None:
    browser.get(f"{page}?source={shop}&period=all")
    settled(browser)
    browser.find_element(By.XPATH, "//button[normalize-space()='Hours']").click()
    wait(browser, lambda: "by=hour" in browser.current_url)


def test_an_empty_period_says_when_the_newest_event_was(page: str, shop: str, browser: webdriver.Chrome) -> None:
    browser.get(f"{page}?source={shop}&from=2026-04-01&to=2026-04-02")
    settled(browser)
    assert "Nothing in this period" in text_of(browser, "[data-metric=sessions]")
    assert "1 May 2026 11:59:30 UTC" in text_of(browser, "[data-metric=sessions]")


@pytest.mark.parametrize(
    ("precision", "says"),
    [("day", "times within the day are synthetic for this source"), ("synthetic", "synthetic: made by the simulator")],
)
def test_a_source_that_was_not_measured_says_so(page: str, insert: Insert, browser: webdriver.Chrome, precision: str, says: str) -> None:
    insert("clicks", [click(f"page-{precision}", NOON, "a", precision=precision)])
    browser.get(f"{page}?source=page-{precision}&dashboard=conversion")
    settled(browser)
    assert says in text_of(browser, ".clock")
    assert f"page-{precision} records no purchase." in text_of(browser, "[data-metric=conversion_rate]")


def test_a_link_to_a_source_that_is_not_there_waits_and_says_what_there_is(page: str, shop: str, browser: webdriver.Chrome) -> None:
    browser.get(f"{page}?source=nowhere")
    wait(browser, lambda: "Nothing is stored of source “nowhere” yet" in text_of(browser, ".notice"))
    assert shop in text_of(browser, ".notice")


def test_a_chat_without_a_bot_says_it_is_off(page: str, shop: str, browser: webdriver.Chrome) -> None:
    browser.get(f"{page}?source={shop}")
    settled(browser)
    browser.find_element(By.CSS_SELECTOR, "[aria-label=Chat]").click()
    field = browser.find_element(By.CSS_SELECTOR, ".say input")
    wait(browser, field.is_displayed)
    field.send_keys("how many <b>sessions</b>?" + Keys.ENTER)
    wait(browser, lambda: browser.find_elements(By.CSS_SELECTOR, ".bubble.off"))
    assert "The chat is off" in text_of(browser, ".bubble.off")
    assert text_of(browser, ".bubble.person") == "how many <b>sessions</b>?"


def test_numbers_stay_greyed_while_clickhouse_is_away_and_go_on_once_it_is_back(tmp_path: Path, browser: webdriver.Chrome) -> None:
    settings = settings_in(tmp_path)
    with running(PAGE_ALONE, settings):
        with running(CLICKHOUSE, settings):
            store.create_tables(settings)
            with closing(store.writer_client(settings)) as client:
                client.raw_insert("clicks", insert_block=msgspec.json.encode(click("away", NOON, "a")), fmt="JSONEachRow")
            browser.get(f"{url_of(settings)}?period=1h")
            wait(browser, lambda: text_of(browser, "[data-metric=clicks] .value") == "1")
        wait(browser, lambda: "ClickHouse does not answer" in text_of(browser, ".notice"))
        wait(browser, lambda: browser.find_elements(By.CSS_SELECTOR, "[data-metric=clicks].stale"))
        assert text_of(browser, "[data-metric=clicks] .value") == "1"
        with running(CLICKHOUSE, settings):
            wait(browser, lambda: not browser.find_element(By.CSS_SELECTOR, ".notice").is_displayed())
            wait(
                browser, lambda: "stale" not in browser.find_element(By.CSS_SELECTOR, "[data-metric=clicks]").get_attribute("class").split()
            )


def test_without_clickhouse_the_page_opens_and_says_why_it_is_empty(tmp_path: Path, browser: webdriver.Chrome) -> None:
    settings = settings_in(tmp_path)
    with running(PAGE_ALONE, settings):
        browser.get(url_of(settings))
        wait(browser, lambda: "ClickHouse does not answer" in text_of(browser, ".notice"))
        wait(browser, lambda: "nothing was read yet" in text_of(browser, "[data-metric=sessions]"))
